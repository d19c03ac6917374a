"""Open data: every figure of the report as a figure, and what the checks said."""

import csv
import datetime
import io
import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.fixtures import reports

from asn.figures import Mätvärde, Storhet
from asn.finding import Finding, Place, Severity
from asn.model.record import Värde
from asn.pdf_jobs import table_name
from asn.render.data import check_json, data_number, table_csv
from asn.table import Kolumn, Listcell, Ljuscell, Prosacell, Tabell, TableRow, Talcell

REPORTS = pytest.mark.parametrize("name", reports.PUBLISHED)


def rows(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@REPORTS
def test_every_number_of_every_table_is_in_its_csv(name):
    """Cell by cell, exactly as it was written, with a decimal point."""
    made, looked = reports.built(name), 0
    for table in reports.document(name).tabeller():
        head, *body = rows(made[f"tabeller/{table_name(table.id)}.csv"])
        assert head == [column.id for column in table.kolumner]
        assert len(body) == len(table.rader)
        for row, told in zip(table.rader, body, strict=True):
            for cell, text in zip(row.celler, told, strict=True):
                if isinstance(cell, Talcell):
                    assert text == ("" if cell.tal is None else str(cell.tal))
                    looked += cell.tal is not None
    assert looked > 3


@REPORTS
def test_no_table_takes_anothers_file(name):
    """Each table has a file of its own."""
    tables = reports.document(name).tabeller()
    assert tables
    assert len({table_name(table.id) for table in tables}) == len(tables)


def figures(value):
    """Every figure of a record and of all below it."""
    match value:
        case Värde():
            for name in type(value).model_fields:
                yield from figures(getattr(value, name))
        case tuple() | dict():
            for item in value.values() if isinstance(value, dict) else value:
                yield from figures(item)
        case Storhet(tal, _) | Mätvärde(tal=Decimal() as tal):
            yield tal
        case Decimal():
            yield value


def leaves(value):
    """Every number of a JSON value."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from leaves(item)
    elif isinstance(value, Decimal | int) and not isinstance(value, bool):
        yield Decimal(value)


@REPORTS
def test_every_figure_of_the_content_is_in_data_json(name):
    """As a number, with not a digit changed on the way through the file."""
    told = list(leaves(json.loads(reports.built(name)["data.json"], parse_float=Decimal, parse_int=Decimal)))
    wanted = [figure for part in reports.judged(name).rapport.avsnitt for figure in figures(part)]
    assert len(wanted) > 20
    for figure in set(wanted):
        assert told.count(figure) >= wanted.count(figure), figure


@REPORTS
def test_data_json_tells_which_report_it_is(name):
    """The report, its board and its sections, in the domain's own words."""
    told = json.loads(reports.built(name)["data.json"])
    year, period = name.split("/")
    assert [key for key in told if not key.startswith("$")] == ["rapport", "nämnd", "skalor", "avsnitt"]
    assert told["rapport"]["namn"] == name
    assert (told["rapport"]["år"], told["rapport"]["period"]) == (int(year), period)
    assert told["rapport"]["tillstånd"] == "fastställd"
    assert told["nämnd"]["namn"]
    assert [part["rubrik"] for part in told["avsnitt"]] == [view.rubrik for view in reports.document(name).kapitel]
    assert "{{" not in reports.built(name)["data.json"]


@REPORTS
def test_kontroll_json_tells_every_exception_with_its_reason(name):
    """What is excused, why, and where it stands."""
    told = json.loads(reports.built(name)["kontroll.json"])
    assert list(told) == ["rapport", "fynd", "undantag"]
    assert told["rapport"] == name
    for excused in told["undantag"]:
        assert [key for key in excused if key not in {"gäller", "till_läsaren"}] == [
            "regel",
            "motivering",
            "fil",
            "rad",
        ]
        assert excused["motivering"]
        assert excused["fil"].startswith((f"content/{name}/", "content/skalor.yaml"))
        assert excused["rad"] > 1


def test_a_finding_has_the_contracts_fields():
    """The same object as asn check gives; a personal number in it is masked."""
    place = Place("content/2023/T1/mal.yaml", 3, 5, 3, 9)
    found = Finding(place, "P701", Severity.FEL, "«19121212-1212» är ett personnummer.", "Ta bort 121212-1212.")
    told = json.loads(check_json((found,), reports.document("2023/T1").rapport))["fynd"]
    assert [list(one) for one in told] == [
        ["file", "line", "column", "end_line", "end_column", "severity", "code", "message", "suggestion"]
    ]
    assert (told[0]["file"], told[0]["line"], told[0]["end_column"]) == (place.file, 3, 9)
    assert "1212-1212" not in json.dumps(told)


@pytest.mark.parametrize(
    ("value", "told"),
    [("1", "1"), ("1.50", "1.5"), ("-0.1", "-0.1"), ("1E+3", "1000"), ("12345678901234567", "12345678901234567")],
)
def test_a_number_is_told_as_json_writes_it(value, told):
    """Whole numbers whole, others with their decimals and nothing of a float's noise."""
    assert json.dumps(data_number(Decimal(value))) == told


CELLS = (
    "namn",
    Ljuscell(None),
    Talcell(Decimal("-1234.50"), 1),
    Prosacell("Två\n\nstycken, med komma"),
    Listcell(("a", "b")),
    Mätvärde(Decimal(3), "%", "<"),
    Storhet(Decimal(-5), "tkr"),
    None,
)


def made(*cells):
    columns = tuple(Kolumn(f"k{n}", f"K{n}") for n in range(len(cells)))
    return Tabell("t", "T", "mal", columns, (TableRow(cells),))


def test_csv_is_as_rfc_4180_says():
    """UTF-8, comma, CRLF, quotation marks where they are needed."""
    assert table_csv(made(*CELLS)).decode() == (
        "k0,k1,k2,k3,k4,k5,k6,k7\r\n"
        'namn,,-1234.50,"Två stycken, med komma",a; b,<\N{NO-BREAK SPACE}3\N{NO-BREAK SPACE}%,'
        "\N{MINUS SIGN}5\N{NO-BREAK SPACE}tkr,\r\n"
    )


SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫"
PASSED = ' \t\r\n\v\u00a0\u200b\ufeff"”'
WRITTEN = st.text(st.sampled_from(f"{SIGNS}{PASSED};,'a1.") | st.characters(exclude_categories=["Cs"]), max_size=12)


def _begins_as_formula(cell):
    return cell.strip(PASSED)[:1] in set(SIGNS) if cell.strip(PASSED) else cell[:1] in {"\t", "\r"}


@given(st.lists(st.lists(WRITTEN, min_size=3, max_size=3), min_size=1, max_size=3), st.sampled_from(",;\t"))
@example([["Klart;=cmd|'/C calc'!A0;", "-4", '";"=1'], ["-4", "a;\t=1", "＝1"]], ";")
def test_no_cell_is_run_by_a_spreadsheet(written, separator):
    """Whichever separator the file is parted at: nothing begins as a formula but what is a number."""
    columns = tuple(Kolumn(cell, "K") for cell in written[0])
    table = Tabell("t", "T", "mal", columns, tuple(TableRow(tuple(row)) for row in written))
    text = table_csv(table).decode()
    parted = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    cells = [cell for row in parted for cell in row]
    assert len(parted) == len(written) + 1
    assert not [c for c in cells if _begins_as_formula(c) and not re.fullmatch(r"-?\d+(\.\d+)?", c, re.ASCII)]


def test_text_stays_readable():
    """Only what would be run gets its sign; a comma or a sign inside a text is left alone."""
    ((_, *cells),) = rows(table_csv(made("a", "=1", "a, -4 b", "x = y - z", "a; b", "-4", "a;-b", "−4 %")).decode())[1:]
    assert cells == ["'=1", "a, -4 b", "x = y - z", "a; b", "-4", "a;'-b", "−4 %"]


def test_a_negative_figure_stays_a_figure():
    """What guards against formulas leaves numbers alone."""
    ((_, cell),) = rows(table_csv(made("a", Talcell(Decimal("-4.5"), 1))).decode())[1:]
    assert cell == "-4.5"


def test_a_date_is_told_as_iso():
    """As 2023-05-17."""
    document = reports.document("2023/T1")
    sheet = document.rapport.blad.model_copy(update={"datum": datetime.date(2023, 5, 17)})
    from asn.render.data import data_json

    told = json.loads(data_json(replace(document, rapport=replace(document.rapport, blad=sheet))))
    assert told["rapport"]["datum"] == "2023-05-17"
