"""Open data that others can read without asking us: a schema, a word on every column, and a catalogue's record."""

import copy
import csv
import datetime
import io
import json
import re
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from tests.fixtures import reports
from tests.fixtures.projects import REPO

from asn.model.avsnitt import KINDS
from asn.model.ord.utgivning import Dataord
from asn.pipeline import outputs
from asn.render.data import table_metadata
from asn.resources import Resources
from asn.schema.data import data_schema
from asn.table import Kolumn, Ljuscell, Tabell, TableRow, Talcell

REPORTS = pytest.mark.parametrize("name", [*reports.PUBLISHED, "2024/T1"])
ENGLISH = re.compile(r"\b(?:the|of|and|is|are|an|with|that|which|what|it)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def validator():
    """What judges a data.json by the published schema."""
    schema = json.loads(data_schema())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def tables(name):
    """The CSV files of a report, by name."""
    found = [file for file in reports.built(name) if file.startswith("tabeller/") and file.endswith(".csv")]
    assert found
    return found


# The schema


@REPORTS
def test_data_json_is_as_its_schema_says(name, validator):
    """And the schema lies beside it, by the name that the data gives."""
    built = reports.built(name)
    told = json.loads(built["data.json"])
    assert [error.message for error in validator.iter_errors(told)] == []
    assert built[told["$schema"]] == data_schema()


def spoiled(change):
    told = copy.deepcopy(json.loads(reports.built("2023/T1")["data.json"]))
    change(told)
    return told


def first(told, slag):
    """The first section of a kind."""
    for part in told:
        if part["slag"] == slag:
            return part
        if found := first(part.get("underavsnitt", ()), slag):
            return found
    return None


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.pop("$schema"),
        lambda told: told["rapport"].update({"år": "2023"}),
        lambda told: told["rapport"].update({"period": "T 4"}),
        lambda told: told["rapport"].update({"datum": "17/5"}),
        lambda told: told["nämnd"].pop("namn"),
        lambda told: told["avsnitt"][0].update({"slag": "okänt"}),
        lambda told: told["avsnitt"][0].pop("nummer"),
        lambda told: first(told["avsnitt"], "belopp")["rader"][0]["belopp"].update({"utfall": "-29 390"}),
        lambda told: first(told["avsnitt"], "belopp").update({"enhet": "dollar"}),
        lambda told: first(told["avsnitt"], "mål")["nämndmål"][0].update({"bedömning": "Grön!"}),
        lambda told: first(told["avsnitt"], "mål")["nämndmål"][0].update({"bedomning": "grön"}),
        lambda told: first(told["avsnitt"], "risker")["risker"][0].update({"riskvärde": 20.5}),
        lambda told: first(told["avsnitt"], "risker")["risker"][0].pop("namn"),
    ],
)
def test_what_is_spoiled_is_refused(change, validator):
    """A missing field, an unknown one, a word for a number: the schema sees each."""
    assert not validator.is_valid(spoiled(change))


def test_the_schema_knows_every_kind_of_section():
    """A new kind brings its own part; nobody has to write it."""
    parts = json.loads(data_schema())["$defs"]
    chosen = {one["if"]["properties"]["slag"]["const"]: one["then"]["$ref"] for one in parts["avsnitt"]["allOf"]}
    slag = {name: parts[part.rpartition("/")[2]]["properties"]["slag"]["const"] for name, part in chosen.items()}
    told = set(parts["avsnitt"]["properties"]["slag"]["enum"])
    assert set(chosen) == told
    assert all(name == of_part for name, of_part in slag.items())
    assert told == {kind.model_fields["slag"].annotation.__args__[0] for kind in KINDS}


def test_every_field_of_the_schema_has_words():
    """They are the model's own, so that none is forgotten."""
    waiting, seen = [json.loads(data_schema())], 0
    while waiting:
        part = waiting.pop()
        waiting += part.get("$defs", {}).values()
        for name, field in part.get("properties", {}).items():
            assert field.get("description"), name
            seen += 1
    assert seen > 250


def test_the_schema_speaks_swedish():
    """Whoever reads the data reads its words; none is left over from the code or from those who write the YAML."""
    words = re.findall(r'"description": "(.*)"', data_schema())
    assert len(words) > 100
    assert [text for text in set(words) if ENGLISH.search(text)] == []
    assert "{{" not in data_schema()


# The tables


@REPORTS
def test_every_table_is_described(name):
    """By the name that W3C gives, with the keys that the standard asks for, beside its file."""
    for file in tables(name):
        told = json.loads(reports.built(name)[f"{file}-metadata.json"])
        assert told["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "sv"}]
        assert f"tabeller/{told['url']}" == file
        assert told["dc:title"]
        assert told["dc:license"] == {"@id": "http://creativecommons.org/publicdomain/zero/1.0/"}
        assert told["tableSchema"]["columns"]


@REPORTS
def test_the_columns_are_those_of_the_file(name):
    """In order; the file's heading is one of the titles, and each name is one that the standard allows, used once."""
    for file in tables(name):
        head = next(csv.reader(io.StringIO(reports.built(name)[file], newline="")))
        columns = json.loads(reports.built(name)[f"{file}-metadata.json"])["tableSchema"]["columns"]
        assert [column["titles"]["sv"][-1] for column in columns] == head
        names = [column["name"] for column in columns]
        assert len(set(names)) == len(names)
        assert [one for one in names if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_]*", one)] == []


@REPORTS
def test_the_cells_are_what_the_columns_say(name):
    """A decimal is one as XML Schema writes it, a light is a light, and what is missing is empty."""
    looked = 0
    for file in tables(name):
        columns = json.loads(reports.built(name)[f"{file}-metadata.json"])["tableSchema"]["columns"]
        for row in list(csv.reader(io.StringIO(reports.built(name)[file], newline="")))[1:]:
            for column, cell in zip(columns, row, strict=True):
                looked += cell != column["null"]
                if cell == column["null"]:
                    continue
                if column["datatype"] == "decimal":
                    assert re.fullmatch(r"-?\d+(\.\d+)?", cell), (file, column["name"])
                elif column["datatype"] != {"base": "string"} and isinstance(column["datatype"], dict):
                    assert re.fullmatch(column["datatype"]["format"], cell), (file, column["name"])
    assert looked > 20


@REPORTS
def test_csv_is_plain(name):
    """UTF-8 without a byte order mark, comma, CRLF."""
    for output in outputs(reports.project(), reports.judged(name), Resources(REPO), ("data",)):
        if output.name.startswith("tabeller/") and output.name.endswith(".csv"):
            text = output.data.decode("utf-8")
            assert not text.startswith("\ufeff")
            assert text.endswith("\r\n")
            assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize(
    ("name", "file", "unit"), [("2023/T1", "nettokostnad", "tkr"), ("2025/plan", "kommunbidrag", "tkr")]
)
def test_amounts_have_their_unit(name, file, unit):
    """Each column of numbers says what it counts; the names of the rows count nothing."""
    told = json.loads(reports.built(name)[f"tabeller/{file}.csv-metadata.json"])
    first_column, *numbers = told["tableSchema"]["columns"]
    assert numbers
    assert {column["datatype"] for column in numbers} == {"decimal"}
    assert {column["schema:unitText"] for column in numbers} == {unit}
    assert "schema:unitText" not in first_column


def test_words_in_a_column_of_numbers_make_it_text():
    """A column that tells how a figure came about (4 × 5 = 20) is no decimal."""
    columns = (Kolumn("risk", "Risk"), Kolumn("riskvärde", "Riskvärde", "tal"), Kolumn("ljus", "Bedömning", "ljus"))
    rows = (TableRow(("a", Talcell(Decimal(20)), Ljuscell(None))), TableRow(("b", "4 × 5 = 20", Ljuscell(None))))
    section = reports.judged("2023/T1").rapport.avsnitt[0]
    told = json.loads(table_metadata(Tabell("t", "T", "risk", columns, rows), section, "t.csv", Dataord()))[
        "tableSchema"
    ]["columns"]
    assert [column["datatype"] for column in told] == ["string", "string", {"base": "string"}]
    told = json.loads(table_metadata(Tabell("t", "T", "risk", columns, rows[:1]), section, "t.csv", Dataord()))[
        "tableSchema"
    ]
    assert told["columns"][1]["datatype"] == "decimal"


# The catalogue


@REPORTS
def test_the_record_has_what_dcat_ap_se_asks_for(name):
    """Mandatory and recommended fields; text says its language; places in time and space are those of the report."""
    told, report = json.loads(reports.built(name)["dcat.jsonld"]), reports.judged(name).rapport
    assert told["@type"] == "dcat:Dataset"
    assert told["dcterms:title"] == {"@value": report.titel, "@language": "sv"}
    assert told["dcterms:description"]["@language"] == "sv"
    assert ("Utkast" in told["dcterms:description"]["@value"]) == report.utkast
    assert told["dcterms:publisher"]["@type"] == "foaf:Agent"
    assert report.register.nämnd.namn in told["dcterms:publisher"]["foaf:name"]["@value"]
    assert report.register.nämnd.kommun in told["dcterms:publisher"]["foaf:name"]["@value"]
    assert told["dcterms:spatial"]["dcterms:identifier"] == report.register.nämnd.huvudman.kod
    assert told["dcterms:language"]["@id"].endswith("/language/SWE")
    assert told["dcterms:accessRights"]["@id"].endswith("/access-right/PUBLIC")
    prefixes = {key.partition(":")[0] for key in told if ":" in key}
    assert prefixes <= set(told["@context"])


@pytest.mark.parametrize(
    ("name", "first_day", "last_day"),
    [
        ("2023/T1", "2023-01-01", "2023-04-30"),
        ("2022/VB", "2022-01-01", "2022-12-31"),
        ("2025/plan", "2025-01-01", "2025-12-31"),
    ],
)
def test_the_period_is_the_reports(name, first_day, last_day):
    """From the first day to the last."""
    period = json.loads(reports.built(name)["dcat.jsonld"])["dcterms:temporal"]
    days = [period[key] for key in ("dcat:startDate", "dcat:endDate")]
    assert [day["@value"] for day in days] == [first_day, last_day]
    assert {day["@type"] for day in days} == {"xsd:date"}
    assert all(datetime.date.fromisoformat(day["@value"]) for day in days)


@REPORTS
def test_every_way_to_get_the_report_is_listed(name):
    """The data, each table, and the report itself: with a relative address, a media type and a licence."""
    built = reports.built(name)
    ways = json.loads(built["dcat.jsonld"])["dcat:distribution"]
    names = [way["dcat:downloadURL"]["@id"] for way in ways]
    file = reports.judged(name).rapport.filnamn
    assert sorted(names) == sorted(["data.json", *tables(name), f"{file}.md", f"{file}.html"])
    media = {"json": "application/json", "csv": "text/csv", "html": "text/html", "md": "text/markdown"}
    for way in ways:
        address = way["dcat:downloadURL"]["@id"]
        assert address in built
        assert way["dcat:accessURL"]["@id"] == address
        assert way["dcterms:format"] == media[address.rpartition(".")[2]]
        assert way["dcat:mediaType"]["@id"].endswith(way["dcterms:format"])
        assert way["dcterms:license"]["@id"] == "http://creativecommons.org/publicdomain/zero/1.0/"
        assert way["dcterms:title"]["@language"] == "sv"
        assert way.get("dcterms:conformsTo", {"@id": "data.json"})["@id"] in built


def test_what_is_not_built_is_not_listed():
    """A build of the data alone promises no web page."""
    made = outputs(reports.project(), reports.judged("2023/T1"), Resources(REPO), ("data",))
    (record,) = (output.data for output in made if output.name == "dcat.jsonld")
    ways = [way["dcat:downloadURL"]["@id"] for way in json.loads(record)["dcat:distribution"]]
    assert ways
    assert {way.rpartition(".")[2] for way in ways} == {"json", "csv"}


@REPORTS
def test_two_builds_give_the_same_bytes(name):
    """Nothing of the day, the machine or the order of things is in the data."""
    made = {
        output.name: output.data
        for output in outputs(reports.project(), reports.judged(name), Resources(REPO), ("md", "html", "data"))
    }
    again = {file: text.encode() for file, text in reports.built(name).items() if file in made}
    data_schema.cache_clear()
    assert made == again
    assert data_schema().encode() == made["data.schema.json"]
