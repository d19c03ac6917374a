"""What the model's docstrings say of each field is true, and is what the handbook says."""

import re
import runpy
from enum import StrEnum
from typing import Annotated, Literal, get_args, get_origin

import pytest
from pydantic import Field, TypeAdapter, ValidationError
from tests.docs.handbook import HANDBOOK, TEXT, code
from tests.fixtures.golden import same
from tests.fixtures.projects import REPO

from asn.model import ledger, rapportslag, register, report, skalor
from asn.model.avsnitt import KINDS, any_section, slag_of
from asn.model.avsnitt.grund import Avsnitt
from asn.model.ledger import Koladafil
from asn.model.ord import Ord
from asn.model.record import Post, key_of, record_in
from asn.model.report import Enhetsrapport
from asn.read import read_yaml
from asn.schema.fields import docstrings

MADE = runpy.run_path(str(REPO / "scripts" / "handbok.py"))
HEADING, SHARED = MADE["HEADING"], MADE["SHARED"]
TABLES = {
    "rapport.yaml": report.Rapportblad,
    "underlag.yaml": ledger.Underlagsfil,
    "enheter/mottagningen.yaml": Enhetsrapport,
    "Gemensamt för alla poster": Post,
    "Gemensamt för alla avsnitt": Avsnitt,
    "namnd.yaml": register.Nämndfil,
    "enheter.yaml": register.Enhetsfil,
    "malomraden.yaml": register.Målområdesfil,
    "skalor.yaml": skalor.Skalfil,
    "rapportslag.yaml": rapportslag.Rapportslagsfil,
    "ord.yaml": Ord,
    "utseende.yaml": register.Utseendefil,
    "kolada.yaml": Koladafil,
}
CHAPTER = "## Avsnittens slag\n"
ENGLISH = re.compile(r"\b(?:the|of|and|is|are|an|with|that|which|what|it)\b")


def _all_kinds():
    found, waiting = [], [*TABLES.values(), *KINDS]
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found.append(kind)
            waiting += filter(None, (record_in(kind, key_of(kind, name)) for name in kind.model_fields))
    return found


FIELDS = [(kind, name) for kind in _all_kinds() for name in kind.model_fields]
EACH = pytest.mark.parametrize(("kind", "name"), [pytest.param(k, n, id=f"{k.__name__}.{n}") for k, n in FIELDS])


def test_there_are_fields_to_look_at():
    """The tests below see the registers, the sheet and every kind of section."""
    assert len(FIELDS) > 500
    assert set(KINDS) <= set(_all_kinds())


@EACH
def test_a_field_has_words_in_swedish(kind, name):
    """A whole sentence, below the field: it is all that the schemas and the handbook say."""
    meaning, _ = docstrings(kind)[name]
    assert meaning.endswith((".", "…")), meaning
    assert not ENGLISH.search(meaning), meaning


@pytest.mark.parametrize("group", [name for name in Ord.model_fields if name not in Post.model_fields])
def test_a_words_example_is_what_is_printed_without_it(group):
    """The handbook's table tells each word as it is."""
    kind = record_in(Ord, group)
    for name, field in kind.model_fields.items():
        tree, _ = read_yaml("x.yaml", f"x: {docstrings(kind)[name].example}\n".encode())
        assert tree.value["x"] == field.default, name


@EACH
def test_a_field_takes_its_own_example(kind, name):
    """What is shown as right is right. A list of records is shown by the example of the whole file instead."""
    any_section()
    field, example = kind.model_fields[name], docstrings(kind)[name].example
    if not example:
        assert record_in(kind, key_of(kind, name)) or name == "slag" or "NågotAvsnitt" in str(field.annotation), (
            "no example"
        )
        return
    text = f"x:\n  {example}\n" if example.startswith("- ") else f"x: {example}\n"
    tree, findings = read_yaml("x.yaml", text.encode())
    assert not findings, example
    try:
        TypeAdapter(Annotated[field.annotation, Field(), *field.metadata]).validate_python(tree.value["x"])
    except ValidationError as why:
        pytest.fail(f"{example}: {why}")


def _choices(annotation):
    """The words that a field can be, where only some are."""
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return {str(member) for member in annotation}
    inner = (part for part in get_args(annotation) if part is not type(None))
    return set() if get_origin(annotation) in {tuple, dict} else {word for part in inner for word in _choices(part)}


@EACH
def test_a_field_that_takes_only_some_words_names_them_all(kind, name):
    """The editor needn't guess."""
    words = _choices(kind.model_fields[name].annotation)
    if name != "slag" or not issubclass(kind, Avsnitt):
        assert words <= set(code(docstrings(kind)[name].meaning)) or len(words) > 10, words


def _with_tables(text):
    """The handbook with each table of fields as the model gives it; a table belongs to the heading above it."""
    written, heading, lines = [], "", iter(text.split("\n"))
    for line in lines:
        heading = line.lstrip("# ") if line.startswith("###") else heading
        if line == HEADING[0]:
            written.append(
                (MADE["shared_table"]() if heading == SHARED else MADE["table"](TABLES[heading])).rstrip("\n")
            )
            line = next((after for after in lines if not after.startswith("|")), "")  # noqa: PLW2901 - the table is skipped
        written.append(line)
    return "\n".join(written)


def test_the_words_of_every_field_are_in_the_handbook():
    """What is told once for several is told: no words are lost; months and numerals stand with what they are."""
    said = TEXT.replace("\\|", "|")
    told = {(kind, name): docstrings(kind)[name] for kind, name in FIELDS if name not in Post.model_fields}
    counted = {at for at, words in told.items() if re.fullmatch(r"\w+ \d+\.", words.meaning)}
    assert len(counted) > 30
    assert [at for at in told.keys() - counted if told[at].meaning.removesuffix(".") not in said] == []
    assert [at for at in counted if f"{key_of(*at)}: {told[at].example}" not in said] == []


def test_a_kinds_own_table_names_all_its_fields():
    """Also those that are told elsewhere, so that a reader sees what the kind can have."""
    for kind in KINDS:
        _, _, after = TEXT.partition(f"\n### {slag_of(kind)}\n")
        own = after.partition("\n### ")[0]
        lacking = [key_of(kind, name) for name in kind.model_fields if name not in Avsnitt.model_fields]
        assert [key for key in lacking if f"`{key}`" not in own] == [], kind


def test_the_handbooks_tables_and_kinds_of_section_are_the_models():
    """No field is missing, made up or told in other words; ``ASN_GOLDEN=skriv`` writes them anew."""
    before, after = TEXT.split(CHAPTER)
    intro, _, _ = after.partition("\n### ")
    rest = after[after.index("\n## ") :]
    same(HANDBOOK, f"{_with_tables(before)}{CHAPTER}{intro}\n{MADE['kinds']().rstrip()}\n{_with_tables(rest)}")
    assert {*TABLES, SHARED} <= {line.lstrip("# ") for line in before.split("\n") if line.startswith("###")}
