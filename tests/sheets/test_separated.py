"""CSV of many kinds is read to the same cells, and what can't be told of it is."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn.sheets import SheetError, read_book
from asn.sheets.separated import MAX_ROWS

ROWS = [
    ["Konto", "Benämning", "Ack utfall"],
    ["5710", "Gemensamt; IFO", "-29 390,40"],
    ["5520", "Vård, öppen", "(10 787)"],
]


def _written(rows, separator):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_all_ways_to_write_it_give_the_same_cells(separator, encoding):
    """Three separators, four encodings."""
    book = read_book(_written(ROWS, separator).encode(encoding))
    assert book.doubt == ""
    assert book.separated
    cells = book.sheet("vad som helst").cells
    assert {at: cell.text for at, cell in cells.items()} == {
        (row, column): text for row, told in enumerate(ROWS, 1) for column, text in enumerate(told, 1)
    }


def test_decimal_commas_are_not_taken_for_separators():
    """A file with as many commas as semicolons in each row is one with semicolons."""
    book = read_book(b"Konto;Utfall;Budget\n5710;-1,50;2,50\n5520;3,25;4,75\n")
    assert [cell.text for cell in book.sheet("").rows[2].values()] == ["5710", "-1,50", "2,50"]
    assert book.doubt == ""


def test_a_line_that_names_the_separator_counts_as_a_row():
    """Excel's own sep=; is believed."""
    book = read_book(b"sep=;\r\na,b;c\r\n")
    assert {at: cell.text for at, cell in book.sheet("").cells.items()} == {(2, 1): "a,b", (2, 2): "c"}


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"a;b,c\nd;e,f\n", "semikolon eller komma"),
        ("Vård för vuxna;1".encode("cp850"), "teckenkodning"),
    ],
)
def test_what_cant_be_told_is_said(data, word):
    """The editor is told what to save as."""
    assert word in read_book(data).doubt


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\0\1\2", "varken"),
        (b"\xff\xfe\x00", "UTF-16"),
        ("Årsta".encode("cp850"), "teckenkodning"),
        (b'"' + b"a" * 200_000, "CSV"),
        (b"a;b\n" * (MAX_ROWS + 1), "rader"),
        (b"a;" * 1001, "kolumner"),
        (b"a;b;c;d;e;f;g;h;i;j;k\n" * 49_000, "ifyllda"),
        (b"x" * 20_000_001, "MB"),
    ],
    ids=lambda told: told if isinstance(told, str) else "",
)
def test_what_is_no_table_is_refused(data, word):
    """Binary, broken or too much of it."""
    with pytest.raises(SheetError, match=word):
        read_book(data)


@given(st.binary(max_size=300))
def test_any_bytes_end_calmly(data):
    """Cells, or a word of what is wrong."""
    try:
        book = read_book(data)
        book.sheet(book.names[0])
    except SheetError as why:
        assert str(why)  # noqa: PT017 - as often nothing is wrong
