"""A line of source as it is seen on screen, with the place that a finding is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from asn.finding import Place
from asn.output.plain import LOG_COMMAND, named, seen
from asn.output.wrapping import columns
from asn.personnummer import masked

WIDTH = 98  # with an ellipsis at each end, 100 columns
BEFORE = 40  # columns to keep in view before the place, where not all of a line has room
TAB = " " * 4
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The line as shown, and the columns on screen that the marks go under: ``indent`` before ``length``."""

    line: str
    indent: int
    length: int


def excerpt(lines: Sequence[str], place: Place, width: int = WIDTH) -> Excerpt | None:
    """The line that a place is in, cut to ``width`` columns around it; None where there is nothing to show."""
    if not 0 < place.line <= len(lines) or not lines[place.line - 1].strip():
        return None
    line = lines[place.line - 1].removesuffix("\r")
    start = min(place.column - 1, len(line))
    end = len(line.rstrip()) if place.end_line > place.line else min(place.end_column - 1, len(line))
    return _cut(line, start, max(end, start + 1), width)


def _cut(line: str, start: int, end: int, width: int) -> Excerpt:
    """Look only as far as can be shown, so that a line of a megabyte costs no more than another."""
    first = max(0, start - width)
    # A number that is cut off would not be known for one, so it is masked before the cut.
    near = masked(line[max(0, first - width) : start + 2 * width])[min(first, width) :][: start + width - first]
    cells, widths = _cells(near)
    at = start - first
    before = _fitting(reversed(widths[:at]), min(BEFORE, width // 2))
    right = at + _fitting(widths[at:], width - sum(widths[at - before : at]))
    left = at - _fitting(reversed(widths[:at]), width - sum(widths[at:right]))
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
            shown[found - 1] = cell, columns(cell)
    return [cell for cell, _ in shown], [columns for _, columns in shown]


@lru_cache(maxsize=4096)
def _shown(character: str) -> tuple[str, int]:
    """A character and its columns: remembered, since a file of 1 MB may have a finding in every word."""
    cell = TAB if character == "\t" else seen(character)
    return cell, columns(cell)


def _fitting(widths: Iterable[int], room: int) -> int:
    """How many of the cells have room."""
    return sum(total <= room for total in accumulate(widths))
