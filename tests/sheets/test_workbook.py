"""What is written in a workbook's cells is what is read, and a file that isn't one ends in a calm word."""

import datetime
import random
import zipfile
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from tests.fixtures.workbooks import SHEET, doctored, with_cells, workbook

from asn.imports.cells import stored_number
from asn.sheets import SheetError, cell_name, column_letters, column_number, read_book
from asn.sheets.package import MAX_ENTRIES
from asn.sheets.workbook import MAX_MERGED, is_date

SAVED = datetime.datetime.fromisoformat("2025-05-17T09:00:00")
ROWS = [
    ["Nettokostnad", None, None],
    [],
    ["Konto", "Ack utfall", "Andel", "Dag", "Beräknat"],
    ["5710", (-29411504.40, "#,##0.00"), (0.0727, "0.00%"), (45046, "yyyy-mm-dd"), ("=B4*2", -58823008.8)],
    ["5520", -0.1, (9, "#,##0,"), True, "=B5"],
    ["#REF!", "räksmörgås\u00a0", 1e-7, -29411504.399999999, 12345678901234],
]


def test_each_cell_is_read_with_its_kind_its_text_and_its_format():
    """A number keeps the file's digits, a date is told by its format, a formula by whether a value was saved."""
    sheet = read_book(workbook(ROWS)).sheet("Rapport")
    told = {cell_name(*at): (c.kind, c.text, c.format, c.formula) for at, c in sheet.cells.items()}
    assert told["A4"] == ("text", "5710", "General", False)
    assert told["B4"] == ("number", "-29411504.4", "#,##0.00", False)
    assert told["C4"] == ("number", "0.0727", "0.00%", False)
    assert told["D4"] == ("date", "45046", "yyyy-mm-dd", False)
    assert told["E4"] == ("number", "-58823008.8", "General", True)
    assert told["E5"] == ("nothing", "", "General", True)
    assert told["D5"] == ("flag", "1", "General", False)
    assert told["A6"] == ("error", "#REF!", "General", True)
    assert "C2" not in told


def test_the_cells_are_those_that_openpyxl_finds():
    """Another reader, of its own making, says the same of two thousand cells of every kind."""
    lots = random.Random(1)
    rows = [
        [lots.choice([lots.uniform(-1e9, 1e9), lots.randint(-(10**9), 10**9), f"t{i}", None, True]) for i in range(9)]
        for _ in range(250)
    ]
    data = workbook(rows)
    other = openpyxl.load_workbook(BytesIO(data))["Rapport"]
    ours = read_book(data).sheet("Rapport")
    theirs = {(c.row, c.column): c.value for row in other.iter_rows() for c in row if c.value is not None}
    assert theirs.keys() == ours.cells.keys()
    assert len(theirs) > 1500
    for at, value in theirs.items():
        cell = ours.cells[at]
        if cell.kind == "number":
            assert stored_number(cell.text) == stored_number(repr(value))
        else:
            assert cell.text == ("1" if value is True else value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("29390", "29390"), ("-29411504.399999999", "-29411504.4"), ("0.30000000000000004", "0.3"), ("1E-3", "0.001"),
     ("2.5E3", "2500"), ("-0", "0"), ("1e400", None), ("NaN", None), ("x", None), ("1e-400", None), ("0e9", "0")],
)  # fmt: skip
def test_a_stored_number_is_what_excel_shows_of_it(text, value):
    """Fifteen digits count; the rest is how a float was written."""
    read = stored_number(text)
    assert (None if read is None else f"{read:f}") == value


def test_what_is_merged_or_hidden_is_told():
    """Rows, columns, sheets and ranges."""

    def more(book, page):
        page.merge_range("B1:D1", "Utfall")
        page.set_row(4, None, None, {"hidden": True})
        page.set_column("C:E", None, None, {"hidden": True})
        book.add_worksheet("Dolt").write(0, 0, "x")
        book.worksheets()[1].hide()

    book = read_book(workbook(ROWS[1:], more=more))
    sheet = book.sheet("rapport")
    assert sheet.merged == ((1, 2, 1, 4),)
    assert sheet.merged_at(1, 3) == (1, 2, 1, 4)
    assert sheet.merged_at(2, 3) is None
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.hidden) == ({5}, ((3, 5),), False)
    assert book.names == ("Rapport", "Dolt")
    assert book.sheet("Dolt").hidden
    assert book.sheet("Saknas") is None
    assert book.sheet("") is None


def test_a_workbook_tells_when_it_was_saved():
    """The day that stands in its properties; none where it isn't one."""
    data = workbook([["x"]], more=lambda book, _: book.set_properties({"created": SAVED}))
    assert read_book(data).saved == datetime.date(2025, 5, 17)
    core = b"<x><modified>2025-99-17T09:00:00Z</modified></x>"
    assert read_book(doctored(data, {"docProps/core.xml": core})).saved is None
    assert read_book(doctored(data, {"docProps/core.xml": None})).saved is None


def test_cells_without_places_and_texts_in_the_cell_are_read():
    """As other programs than Excel write them; how a word is pronounced is no part of it."""
    data = with_cells(
        '<row><c t="inlineStr"><is><r><t>Kon</t></r><r><t>to</t></r><rPh><t>kånto</t></rPh></is></c>'
        "<c><v>7</v></c></row>"
        '<row r="5"><c><v>1</v></c><c s="x"/><c r="D5" t="str"><f>A1</f><v>ord</v></c></row>'
    )
    cells = read_book(data).sheet("").cells
    assert {at: cell.text for at, cell in cells.items()} == {(1, 1): "Konto", (1, 2): "7", (5, 1): "1", (5, 4): "ord"}


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")])
def test_columns_are_called_by_letters(number, letters):
    """Both ways."""
    assert column_letters(number) == letters
    assert column_number(letters) == number
    assert column_number("utfall") is None


@pytest.mark.parametrize(
    ("shown", "date"),
    [("yyyy-mm-dd", True), ("0.00", False), ('#,##0 "kr/dag"', False), ("[h]:mm", True), ("General", False),
     ("[Red]#,##0", False), ("#,##0_d", False), ("\\d0", False), ("0.00E+00", False), ("#,##0,", False)],
)  # fmt: skip
def test_a_format_tells_a_date(shown, date):
    """By its letters, but for those in quotes, brackets and after a backslash."""
    assert is_date(shown) is date


def _zip(parts):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return out.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
GOOD = workbook(ROWS)
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData/></worksheet>'
REFUSED = {
    "xls, or a password": (OLD, "Spara som .xlsx"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "varken"),
    "xlsb": (_zip({"[Content_Types].xml": "<x/>", "xl/workbook.bin": "x"}), ".xlsb"),
    "ods": (_zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "kontorsprogram"),
    "docx": (_zip({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "skadad"),
    "a zip": (_zip({"x": "x"}), "ingen arbetsbok"),
    "cut short": (GOOD[: len(GOOD) // 2], "skadad"),
    "no sheets": (doctored(GOOD, {"xl/workbook.xml": b"<workbook/>"}), "inga blad"),
    "many parts": (doctored(GOOD, {f"x{i}": b"" for i in range(MAX_ENTRIES)}), "delar"),
    "a bomb": (doctored(GOOD, {"xl/media/x": b"\0" * 40_000_000}), "packad"),
    "much": (doctored(GOOD, {f"y{i}": b"ab" * 480_000 for i in range(60)}), "uppackad"),
    "links in the zip": (doctored(GOOD, {"xl/workbook.xml": None}), "skadad"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "word"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_workbook_is_told_with_what_to_do(data, word):
    """Each in its own words, before its cells are looked at."""
    with pytest.raises(SheetError, match=word):
        read_book(data).sheet("Rapport")


MERGED = '<mergeCell ref="A1:B2"/>'
SHEETS = {
    "a DOCTYPE": (doctored(GOOD, {SHEET: DOCTYPE}), "DOCTYPE"),
    "a DOCTYPE in UTF-16": (doctored(GOOD, {SHEET: DOCTYPE.decode().encode("utf-16")}), "DOCTYPE"),
    "no XML": (doctored(GOOD, {SHEET: b"\0\1"}), "XML"),
    "a text that isn't there": (with_cells('<row><c t="s"><v>99</v></c></row>'), "text som inte finns"),
    "a cell outside the sheet": (with_cells('<row><c r="XFE1"><v>9</v></c></row>'), "utanför"),
    "a row outside the sheet": (with_cells('<row><c r="A1048577"><v>9</v></c></row>'), "utanför"),
    "merged ranges": (with_cells("", f"<mergeCells>{MERGED * (MAX_MERGED + 1)}</mergeCells>"), "sammanfogade"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "word"), SHEETS.values(), ids=SHEETS)
def test_a_sheet_that_does_harm_is_told(data, word):
    """It is refused when it is read; the rest of the file may be fine."""
    with pytest.raises(SheetError, match=word):
        read_book(data).sheet("Rapport")


def test_more_cells_than_any_reports_are_refused(monkeypatch):
    """However well they are packed."""
    monkeypatch.setattr("asn.sheets.workbook.MAX_CELLS", 9)
    assert read_book(workbook([[1, 2, 3]] * 3)).sheet("")
    with pytest.raises(SheetError, match="celler"):
        read_book(workbook([[1, 2, 3]] * 4)).sheet("")


def test_the_last_cell_of_a_sheet_and_a_range_over_all_of_it_cost_nothing():
    """What isn't written isn't walked."""
    data = with_cells(
        '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>',
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    sheet = read_book(data).sheet("")
    assert {cell_name(*at): cell.text for at, cell in sheet.cells.items()} == {"XFD1048576": "7"}
    assert sheet.merged_at(500, 500)


def test_numbers_come_as_exact_decimals():
    """Öre that no float holds."""
    sheet = read_book(with_cells("<row><c><v>1126.55</v></c><c><v>0.1</v></c></row>")).sheet("")
    assert [stored_number(cell.text) for cell in sheet.cells.values()] == [Decimal("1126.55"), Decimal("0.1")]
