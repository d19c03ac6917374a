"""A line of source as it is seen on screen, with the place that a finding is about."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from asn.finding import Place
from asn.output.plain import LOG_COMMAND, named, seen
from asn.personnummer import masked

WIDTH = 98  # with an ellipsis at each end, 100 columns
BEFORE = 40  # columns to keep in view before the place, where not all of a line has room
TAB = " " * 4
ELLIPSIS = "…"
TWO_COLUMNS = {"W", "F"}
NO_COLUMN = {"Mn", "Me"}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The line as shown, and the columns on screen that the marks go under: ``indent`` before ``length``."""

    line: str
    indent: int
    length: int


def excerpt(lines: Sequence[str], place: Place) -> Excerpt | None:
    """The line that a place is in, cut to ``WIDTH`` around it; None where there is nothing to show."""
    if not 0 < place.line <= len(lines) or not lines[place.line - 1].strip():
        return None
    line = lines[place.line - 1].removesuffix("\r")
    start = min(place.column - 1, len(line))
    end = len(line.rstrip()) if place.end_line > place.line else min(place.end_column - 1, len(line))
    return _cut(line, start, max(end, start + 1))


def _cut(line: str, start: int, end: int) -> Excerpt:
    """Look only as far as can be shown, so that a line of a megabyte costs no more than another."""
    first = max(0, start - WIDTH)
    # A number that is cut off would not be known for one, so it is masked before the cut.
    near = masked(line[max(0, first - WIDTH) : start + 2 * WIDTH])[min(first, WIDTH) :][: start + WIDTH - first]
    cells, widths = _cells(near)
    at = start - first
    before = _fitting(reversed(widths[:at]), BEFORE)
    right = at + _fitting(widths[at:], WIDTH - sum(widths[at - before : at]))
    left = at - _fitting(reversed(widths[:at]), WIDTH - sum(widths[at:right]))
    head = ELLIPSIS if first + left else ""
    tail = ELLIPSIS if first + right < len(line) else ""
    return Excerpt(
        line=head + "".join(cells[left:right]).rstrip() + tail,
        indent=len(head) + sum(widths[left:at]),
        length=max(1, sum(widths[at : min(end - first, right)])),
    )


def _cells(text: str) -> tuple[list[str], list[int]]:
    """Each character as it is shown, what ``plain`` would give but with tabs opened out; and its columns."""
    shown = [_shown(character) for character in text]
    for found in range(len(LOG_COMMAND), len(text) + 1) if LOG_COMMAND in text else ():
        if text.endswith(LOG_COMMAND, 0, found):
            cell = named(text[found - 1])
            shown[found - 1] = cell, _columns(cell)
    return [cell for cell, _ in shown], [columns for _, columns in shown]


@lru_cache(maxsize=4096)
def _shown(character: str) -> tuple[str, int]:
    """A character and its columns: remembered, since a file of 1 MB may have a finding in every word."""
    cell = TAB if character == "\t" else seen(character)
    return cell, _columns(cell)


def _columns(cell: str) -> int:
    """How many columns a terminal gives a cell: two to most of East Asia and emoji, none to accents."""
    if len(cell) > 1:
        return len(cell)
    if unicodedata.category(cell) in NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(cell) in TWO_COLUMNS else 1


def _fitting(widths: Iterable[int], room: int) -> int:
    """How many of the cells have room."""
    return sum(total <= room for total in accumulate(widths))
