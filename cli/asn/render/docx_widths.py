"""How wide a table's columns are in a Word file, which no style sheet can say."""

import re

from asn.render.cells import number_text
from asn.table import Cell, Listcell, Ljuscell, Prosacell, Tabell, Talcell

_MANY = 4  # columns
_LONGEST_WORD, _LIGHT, _ROOM = 12, 12, 2
_USUAL, _FIRST = 34, 24  # characters of a text that a column should have room for, if it has as many
_UPRIGHT, _LANDSCAPE, _SMALL = 92, 148, 112
"""Characters over the whole width of a page, and upright in small letters."""


def is_narrow(table: Tabell) -> bool:
    """Whether a table needs small letters for no figure or word to be broken."""
    return not table.bredder and not table.liggande and sum(_least(table)) > _UPRIGHT


def widths_of(table: Tabell) -> str:
    """The width of each column in shares: as the report has it on paper, else by what its cells need."""
    return " ".join(map(str, table.bredder or _shares(table)))


def _shares(table: Tabell) -> list[int]:
    across = _LANDSCAPE if table.liggande else _SMALL if is_narrow(table) else _UPRIGHT
    least = _least(table)
    more = [max(0, _wanted(table, index) - width) for index, width in enumerate(least)]
    left = max(0, across - sum(least))
    return [width + (left * part // sum(more) if sum(more) else 0) for width, part in zip(least, more, strict=True)]


def _least(table: Tabell) -> list[int]:
    return [_narrowest(table, index) for index in range(len(table.kolumner))]


def _narrowest(table: Tabell, index: int) -> int:
    """Characters of a column's longest figure or word; a long word is hyphenated."""
    column, texts = table.kolumner[index], [_text(row.celler[index]) for row in table.rader]
    words = [word for text in (*texts, column.hela_rubriken) for word in re.split(r"[ \n]+", text)]
    longest = max(
        len(word) if column.slag == "tal" and word[-1:].isdigit() else min(len(word), _LONGEST_WORD) for word in words
    )
    return _ROOM + max(longest, _LIGHT if column.slag == "ljus" else 0)


def _wanted(table: Tabell, index: int) -> int:
    """Characters that a column would have of its own."""
    longest = max((len(_text(row.celler[index])) for row in table.rader), default=0)
    return _ROOM + min(longest, _FIRST if index == 0 and len(table.kolumner) > _MANY else _USUAL)


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Ljuscell(light):
            return "" if light is None else f"● {light}"
        case Talcell():
            return number_text(cell) + (f" ● {cell.bedömning}" if cell.bedömning else "")
        case Prosacell(text):
            return text
        case Listcell(points):
            return max(points, key=len, default="")
    return str(cell)
