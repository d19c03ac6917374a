"""Tables that others made, in Excel or as CSV: read to cells as they are written, and nothing in them is run.

A file is anybody's, and is read by what its bytes say it is. :func:`read_book` is for the sandbox's child, and whoever
asks it says how long it may take.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

CellKind = Literal["number", "text", "date", "error", "flag", "nothing"]
_LETTERS = re.compile(r"[A-Z]{1,3}")
_BASE = 26


class SheetError(Exception):
    """A file that can't be read as a table; the message is Swedish, and says what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: ``text`` is its value just as the file writes it, a number with a decimal point.

    ``kind`` is ``nothing`` for a formula whose value was never saved. ``format`` is Excel's own code for how a number
    is shown.
    """

    kind: CellKind
    text: str
    format: str = "General"
    formula: bool = False


Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, all 1-based and within it."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its cells by row and column, 1-based, and what an eye would see of it."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    hidden: bool = False

    @cached_property
    def rows(self) -> Mapping[int, Mapping[int, Cell]]:
        """The rows that something is written in, and in each its cells by column, all in order."""
        rows: dict[int, dict[int, Cell]] = {}
        for row, column in sorted(self.cells):
            rows.setdefault(row, {})[column] = self.cells[row, column]
        return rows

    def at(self, row: int, column: int) -> Cell | None:
        """A cell; None where nothing is written."""
        return self.cells.get((row, column))

    def merged_at(self, row: int, column: int) -> Range | None:
        """The merged cells that a cell is one of."""
        return next((r for r in self.merged if r[0] <= row <= r[2] and r[1] <= column <= r[3]), None)


@dataclass(frozen=True)
class Book:
    """A file: the names of its sheets in order, and when it says that it was saved.

    ``read`` reads a sheet by its place. ``separated`` is true of CSV: its cells are all text, and its one sheet has no
    name. ``doubt`` says in Swedish what can't be told of how it is written.
    """

    names: tuple[str, ...]
    read: Callable[[int], Sheet]
    saved: datetime.date | None = None
    separated: bool = False
    doubt: str = ""

    def sheet(self, name: str) -> Sheet | None:
        """A sheet by its name, however its capitals are; the only one where there is one and none is named.

        Raises:
            SheetError: if it can't be read.
        """
        if self.separated or (not name and len(self.names) == 1):
            return self.read(0)
        alike = [index for index, own in enumerate(self.names) if own.casefold() == name.casefold()]
        exact = [index for index in alike if self.names[index] == name]
        return self.read((exact or alike)[0]) if alike else None


def column_letters(number: int) -> str:
    """What a column is called: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, left = divmod(number - 1, _BASE)
        letters = chr(ord("A") + left) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """What a cell is called: C8."""
    return f"{column_letters(column)}{row}"


def column_number(letters: str) -> int | None:
    """The number of a column by its letters; None if they are no column's."""
    if not _LETTERS.fullmatch(letters):
        return None
    number = 0
    for letter in letters:
        number = number * _BASE + ord(letter) - ord("A") + 1
    return number


MAX_FILE = 20_000_000
"""Bytes of a file; a workbook of 60 000 cells has one million."""
MAX_CELLS = 200_000
_ZIP, _OLE, _PDF = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
SAVE_AS = "Spara som .xlsx i Excel (Arkiv, Spara som, Excel-arbetsbok), utan lösenord."


def read_book(data: bytes) -> Book:
    """A file's sheets.

    Raises:
        SheetError: if it can't be read.
    """
    if len(data) > MAX_FILE:
        raise SheetError(f"Filen är större än {MAX_FILE // 10**6} MB. Spara bara det blad som behövs.")
    if data.startswith(_OLE):
        raise SheetError(f"Filen är en äldre arbetsbok (.xls), eller har lösenord, och läses inte. {SAVE_AS}")
    if data.startswith(_PDF):
        raise SheetError("Filen är en PDF. Ta ut tabellen som .xlsx eller .csv i stället.")
    if data.startswith(_ZIP):
        from asn.sheets.workbook import read_workbook  # zip and XML: not needed of a CSV

        return read_workbook(data)
    from asn.sheets.separated import read_separated

    return read_separated(data)
