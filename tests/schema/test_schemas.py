"""The schemas as files: fresh, whole, in Swedish, and found by the editor's program."""

import json
import re

import pytest
from jsonschema import Draft202012Validator
from tests.fixtures.projects import REPO

from asn.load.registers import REGISTERS
from asn.model.avsnitt import KINDS
from asn.schema import FOLDER, model_for, schema_for, schema_text, schemas

NAMES = sorted(schemas())


@pytest.mark.parametrize("name", NAMES)
def test_the_file_says_what_the_model_says(name):
    """The committed schemas are fresh: «asn schema --write schema» would change nothing."""
    kept = (REPO / FOLDER / name).read_text(encoding="utf-8")
    assert kept == schema_text(schemas()[name]), "stale: run .venv/bin/asn schema --write schema"


def test_there_are_no_files_besides_them():
    """A schema of a kind of file that is gone goes too."""
    assert sorted(path.name for path in (REPO / FOLDER).iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name):
    """Each is JSON Schema 2020-12, and every reference in it leads somewhere."""
    schema = schemas()[name]
    Draft202012Validator.check_schema(schema)
    references = set(re.findall(r'"\$ref": "(.*?)"', schema_text(schema)))
    assert references <= {"#", *(f"#/$defs/{kind}" for kind in schema["$defs"])}


@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_described_in_swedish(name):
    """Whoever points at a field learns what it is for; the code's own English is never shown."""
    schema = schemas()[name]
    records = [record for record in (schema, *schema["$defs"].values()) if record.get("properties")]
    assert records
    for record in records:
        for key, field in record["properties"].items():
            assert field["description"].endswith((".", "…", "]")), key
            assert not re.search(r"\b(the|of|and|is)\b", field["description"]), field["description"]


def test_every_kind_of_section_is_offered_with_what_it_is():
    """The first key that an editor writes is slag, and its values explain themselves."""
    slag = schemas()["avsnitt.schema.json"]["properties"]["slag"]
    assert len(slag["enum"]) == len(KINDS)
    assert all(slag["enumDescriptions"])


def test_what_a_kind_begins_with_is_right_by_its_schema():
    """Each snippet, with the examples that Tab leads through left as they are."""
    schema = schemas()["avsnitt.schema.json"]
    assert len(schema["defaultSnippets"]) == len(KINDS)
    for snippet in schema["defaultSnippets"]:
        made = _filled(snippet["body"])
        assert made["slag"] == snippet["label"]
        assert [error.message for error in Draft202012Validator(schema).iter_errors(made)] == []
        assert snippet["description"]


def _filled(value):
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner) for inner in value]
    return re.sub(r"\$\{\d+:((?:\\.|[^}\\])*)\}", lambda stop: re.sub(r"\\(.)", r"\1", stop[1]), value)


def test_a_projects_own_ids_are_enums_and_the_registers_take_new_ones():
    """With names beside them; a register that couldn't be read leaves its fields as they are."""
    made = schemas({"enheter": {"centrum": "Centrum"}, "ljus": {"grön": "grön"}})
    unit = made["avsnitt.schema.json"]["$defs"]["Textavsnitt"]["properties"]["om_enhet"]
    assert (unit["enum"], unit["enumDescriptions"]) == (["centrum", None], ["Centrum"])
    goal = made["avsnitt.schema.json"]["$defs"]["Mal"]["properties"]
    assert "enum" not in goal["målområde"]
    assert made["avsnitt.schema.json"]["$defs"]["Namndmal"]["properties"]["bedömning"]["enum"] == ["grön", None]
    plain = schemas()
    assert {**made["enheter.schema.json"], "$comment": ""} == {**plain["enheter.schema.json"], "$comment": ""}


def test_the_registers_are_those_that_are_loaded():
    """A register has the schema of the model that reads it."""
    assert {name: model_for(f"content/{name}") for name in REGISTERS} == REGISTERS


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("content/namnd.yaml", "namnd.schema.json"),
        ("content/2023/T1/rapport.yaml", "rapport.schema.json"),
        ("content/2023/T1/mal.yaml", "avsnitt.schema.json"),
        ("content/rapport.yaml", None),
        ("content/2023/mal.yaml", None),
        ("build/2023/T1/mal.yaml", None),
        ("content/2023/T1/mal.md", None),
    ],
)
def test_a_files_place_tells_its_schema(file, name):
    """What isn't content has none."""
    assert schema_for(file) == name


def test_vs_code_finds_a_schema_for_every_file():
    """The settings name each schema, and each file's pattern."""
    told = json.loads((REPO / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert sorted(path.removeprefix(f"./{FOLDER}/") for path in told) == NAMES
