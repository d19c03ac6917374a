"""The CSV for Excel is the table as Swedish Excel reads it: every figure a number, and nothing that is run."""

import csv
import io
from codecs import BOM_UTF8
from decimal import Decimal

import pytest
from tests.fixtures import reports

from asn.figures import Mätvärde
from asn.imports.cells import read_numeral
from asn.render.data import excel_csv, table_csv
from asn.sheets import read_book
from asn.table import Kolumn, Ljuscell, Tabell, TableRow, Talcell

COLUMNS = (Kolumn("rad", "Verksamhet"), Kolumn("utfall", "Utfall; jan–apr", "tal"), Kolumn("not", "Not"))
ROWS = (
    TableRow(("Insatser", Talcell(Decimal("-29390.5")), "=1+1")),
    TableRow(("ID", Talcell(None), Mätvärde(Decimal("7.5"), "%"))),
)


def test_semicolons_decimal_commas_and_the_mark_of_utf_8():
    """By bytes; the headings are those of the report."""
    assert (
        excel_csv(Tabell("t", "T", "belopp", COLUMNS, ROWS))
        == BOM_UTF8 + ('Verksamhet;"Utfall; jan–apr";Not\r\nInsatser;-29390,5;\'=1+1\r\nID;;7,5\u00a0%\r\n').encode()
    )


def test_a_heading_tells_the_one_above_it():
    """In a file of one heading row."""
    columns = (Kolumn("rad", "Verksamhet"), Kolumn("budget", "Budget", "tal", "Helår"))
    assert excel_csv(Tabell("t", "T", "belopp", columns, ())) == BOM_UTF8 + "Verksamhet;Helår – Budget\r\n".encode()


def test_a_light_that_is_not_set_has_its_scales_word():
    """As the page has it; without a word of the scale's the cell is empty."""
    rows = (TableRow(("A", Ljuscell(None, "Bedöms inte ännu"))), TableRow(("B", Ljuscell(None))))
    columns = (Kolumn("rad", "Mål"), Kolumn("ljus", "Bedömning", "ljus"))
    told = excel_csv(Tabell("t", "T", "mal", columns, rows)).decode("utf-8-sig")
    assert told == "Mål;Bedömning\r\nA;Bedöms inte ännu\r\nB;\r\n"


@pytest.mark.parametrize("name", reports.PUBLISHED)
def test_every_figure_of_the_reports_is_the_same_in_both(name):
    """Read by our own reader of CSV, which a finance system's would have to pass."""
    count = 0
    for table in reports.document(name).tabeller():
        book = read_book(excel_csv(table))
        open_data = list(csv.reader(io.StringIO(table_csv(table).decode(), newline="")))
        for row, told in enumerate(table.rader, 2):
            for column, cell in enumerate(told.celler, 1):
                if isinstance(cell, Talcell) and cell.tal is not None:
                    count += 1
                    assert read_numeral(book.sheet("").at(row, column).text, ",") == Decimal(
                        open_data[row - 1][column - 1]
                    )
    assert count
