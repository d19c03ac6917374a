"""CSV, as finance systems, Excel and open data write it: separated by ; , or tabs, in UTF-8 or as Windows writes it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

from asn.sheets import MAX_CELLS, Book, Cell, Sheet, SheetError

MAX_ROWS, MAX_COLUMNS = 50_000, 1_000
_SEPARATORS = ";\t,"
_LOOKED = 200  # rows that tell how a file is written
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_TOLD = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_SAVE = "Spara om den som «CSV UTF-8 (kommaavgränsad)» i Excel."


def read_separated(data: bytes) -> Book:
    """A CSV file's one sheet.

    Raises:
        SheetError: if it is no text.
    """
    text, doubt = _decoded(data)
    match = _TOLD.match(text)
    separators = match[1] if match else _separators(text)
    rows = _rows(text[match.end() :] if match else text, separators[0])
    # A first line with sep= is a row of the file all the same, when it is counted as an editor does.
    first = 2 if match else 1
    cells = {
        (number, column): Cell("text", value)
        for number, row in enumerate(rows, first)
        for column, value in enumerate(row, 1)
        if value.strip()
    }
    if len(cells) > MAX_CELLS:
        raise SheetError(f"Filen har fler än {MAX_CELLS} ifyllda celler. Spara bara det som behövs.")
    if len(separators) > 1:
        names = {";": "semikolon", ",": "komma", "\t": "tabb"}
        doubt = f"Kolumnerna kan vara åtskilda med {' eller '.join(names[one] for one in separators)}. {_SAVE}"
    sheet = Sheet("", cells)
    return Book(("",), lambda _: sheet, None, separated=True, doubt=doubt)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and what is doubtful about it."""
    known = next((name for mark, name in _BOMS.items() if data.startswith(mark)), "")
    if not known and b"\0" in data:
        raise SheetError("Filen är varken en arbetsbok (.xlsx) eller text (.csv).")
    try:
        return data.decode(known or "utf-8"), ""
    except UnicodeError:
        if known:
            raise SheetError(f"Filen säger att den är {known.upper()} men är det inte. {_SAVE}") from None
    try:
        text = data.decode("cp1252")
    except UnicodeError:
        raise SheetError(f"Det går inte att se vilken teckenkodning filen har. {_SAVE}") from None
    # In the DOS encoding å, ä and ö are signs that no Swedish text has in Windows' own.
    odd = Counter(char for char in text if char in "†„”Ž™")
    swedish = sum(text.count(char) for char in "åäöÅÄÖéÉ")
    doubt = f"Det går inte att se vilken teckenkodning filen har. {_SAVE}" if odd and not swedish else ""
    return text, doubt


def _separators(text: str) -> str:
    """The signs that may separate the columns, the likeliest first; one, where the file leaves no doubt."""
    sample = "\n".join(text.splitlines()[:_LOOKED])
    scores = {sign: _evenness(_rows(sample, sign)) for sign in _SEPARATORS}
    most = max(count for count, _ in scores.values())
    # Decimal commas are as even as their columns are, so a comma comes last; two that give equal tables are told.
    first = next(sign for sign in _SEPARATORS if scores[sign][0] == most)
    return "".join(sign for sign in _SEPARATORS if sign == first or (most and scores[sign] == scores[first]))


def _evenness(rows: Iterable[list[str]]) -> tuple[int, int]:
    """How many rows have the same number of columns, more than one, and how many columns that is."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _rows(text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) > MAX_ROWS or len(row) > MAX_COLUMNS:
                raise SheetError(f"Filen är större än {MAX_ROWS} rader eller {MAX_COLUMNS} kolumner.")
    except csv.Error:
        raise SheetError(
            f"Filen går inte att läsa som CSV: ett citattecken saknas eller en cell är för lång. {_SAVE}"
        ) from None
    return rows
