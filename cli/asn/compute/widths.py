"""How wide each column of a table of words should be, so that the table becomes as short as it can.

Which column holds the long texts differs from year to year; a width that is right for one report wastes half a page of
another. A row is as high as its longest cell, so width is moved from column to column as long as the rows get shorter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil

from asn.figures import format_number
from asn.model.ord import ifylld
from asn.table import CellValue, Listcell, Ljuscell, Prosacell, Tabell, Talcell, text_lengths

_STEP = 2  # per cent: widths of columns of words are multiples of it
_FORMS = frozenset({"mal", "risk", "uppdrag", "aktivitet", "tabell"})
_TURNED = frozenset({"mal", "tabell"})
"""Forms that are laid down where their columns need it, and are printed in parts where that isn't enough."""
_UPRIGHT, _LANDSCAPE = 104, 158  # characters of a table's text over the whole width of the page
_FIGURES = frozenset({"belopp", "matris"})
_FIGURES_UPRIGHT, _SMALL_FROM, _FIGURES_SMALL = 112, 8, 126
"""Characters of a table of figures over the whole width; those of more than eight columns are printed smaller."""
_GOALS_SMALL, _GOALS_SMALL_FROM = 178, 9
"""The same of a table of goals on a landscape page, where it has more columns than that and is printed smaller."""
_FIRST, _HEADING_WORD = 24, 12
_LONG, _LIT_UPRIGHT = 6, 70  # characters: a word that is no short one, and the columns beside the first together
_LINE = 11  # characters: a small line after a figure, and the room between
_SHAPE = 4  # characters: a light's sign, and the space beside it
_LIGHT, _GAP = 11, 3  # characters: a light with its word, the space between columns
_BOLD = 1  # character: what a word of a heading takes more, being bold
_GAP_FIGURES = 2  # figures stand at the column's right edge, and have less beside them
_AFTER_FIGURES = 4  # characters: the space more that words after a column of figures have
_WORDS = re.compile(
    r"[<>≤≥±−-]{0,2}[ \N{NO-BREAK SPACE}]?\d(?:[\d.,:]|[ \N{NO-BREAK SPACE}](?=\d)|[-–](?=\d))*"
    r"(?:[ \N{NO-BREAK SPACE}]?(?:%|[tm][nd]?kr\b|kr\b)|\N{NO-BREAK SPACE}\w+)?|[^ \n]+"
)
"""The words of a text; the groups of a number are one word, and its unit with them: they are never on two lines."""
_LONGEST_WORD = 11  # longer words are hyphenated
_LONGEST_FIGURE = 40  # characters: what is longer is no figure, and is broken where it must be
_MOVES = 80
_MOST_NAMES, _NAMES = 62, 31  # per cent: the names of a table of figures, and what they have first
_SENTENCE, _PROSES_UPRIGHT = 40, 3  # characters of a cell that is more than a name; columns of them that fit upright

# Lengths in characters of a cell's paragraphs.
Lengths = tuple[int, ...]


def lies_down(table: Tabell) -> bool:
    """Whether a table of figures needs a landscape page: its columns take what their longest figure or word takes."""
    if table.form in _TURNED and not table.liggande:
        many = table.form == "tabell" and _proses(table) > _PROSES_UPRIGHT
        return many or _needed(table, _UPRIGHT) > 100  # noqa: PLR2004 - per cent
    if table.form not in _FIGURES or table.liggande:
        return table.liggande
    needed = sum(_column(table, index) for index in range(len(table.kolumner)))
    return needed > (_FIGURES_SMALL if len(table.kolumner) > _SMALL_FROM else _FIGURES_UPRIGHT) or _wide_lights(table)


def _landscape_room(table: Tabell) -> int:
    """Characters over the width of a landscape page."""
    return _GOALS_SMALL if table.form == "mal" and len(table.kolumner) > _GOALS_SMALL_FROM else _LANDSCAPE


def _wide_lights(table: Tabell) -> bool:
    """Whether some light's word is longer than its share of the page: beside the first, columns are equally wide."""
    cells = (cell for row in table.rader for cell in row.celler if isinstance(cell, Talcell) and cell.bedömning)
    wide = max((len(_figure(cell)) for cell in cells if cell.bedömning and len(cell.bedömning.ord) > _LONG), default=0)
    return wide > _LIT_UPRIGHT // max(len(table.kolumner) - 1, 1)


def _column(table: Tabell, index: int) -> int:
    """Characters that a column takes; the first, which names the row, is broken into lines where it must be."""
    cells = [len(_figure(row.celler[index])) for row in table.rader]
    after = _LINE if table.trend and index == len(table.kolumner) - 1 else 0
    words = [min(len(word), _HEADING_WORD) + after for word in table.kolumner[index].rubrik.split()]
    longest = max((*cells, *words), default=0)
    return (min(longest, _FIRST) if index == 0 else longest) + _GAP


def _figure(cell: CellValue) -> str:
    match cell:
        case Talcell(tal=None):
            return " " * _LINE if cell.linje else ""
        case Talcell(tal=Decimal() as number):
            line = " " * _LINE if cell.linje else ""
            light = " " * max(_LIGHT, len(cell.bedömning.ord) + _SHAPE + 1) if cell.bedömning else ""
            return format_number(number, cell.decimaler, sign=cell.tecken) + cell.märke + light + line
    return "" if cell is None or isinstance(cell, (Ljuscell, Prosacell, Listcell)) else str(cell)


def _needed(table: Tabell, across: int) -> int:
    """Per cent of the width that the columns take at least."""
    return sum(_least(table, index, across) for index in range(len(table.kolumner)))


def _proses(table: Tabell) -> int:
    """How many columns hold sentences rather than a word or two."""
    columns = zip(*(row.celler for row in table.rader), strict=True)
    return sum(max((sum(_lengths(cell)) for cell in cells), default=0) > _SENTENCE for cells in columns)


def parts(table: Tabell, caption: str) -> tuple[Tabell, ...]:
    """What a table that no page is wide enough for is printed as: parts with the first column in each; else nothing.

    ``caption`` is what a part is called, with places for the table's caption, the part's number and how many there are.
    """
    across = _landscape_room(table)
    if table.form not in _TURNED or not table.liggande or _needed(table, across) <= 100:  # noqa: PLR2004 - per cent
        return ()
    first, last = _least(table, 0, across), len(table.kolumner)
    pages: list[list[int]] = []
    left = 0
    for group in table.kolumngrupper():
        places = [place for place in range(group.första, group.första + len(group.kolumner)) if place]
        needed = sum(_least(table, place, across) for place in places)
        for chunk in [places] if needed <= 100 - first else [[place] for place in places]:
            taken = sum(_least(table, place, across) for place in chunk)
            if chunk and (not pages or taken > left):
                pages.append([0])
                left = 100 - first
            if chunk:
                pages[-1] += chunk
                left -= taken
    assert sum(len(page) - 1 for page in pages) == last - 1, "each column is in one part"
    if len(pages) == 1:
        return ()
    return tuple(_part(table, page, (number, len(pages)), caption) for number, page in enumerate(pages, 1))


def _part(table: Tabell, places: list[int], which: tuple[int, int], caption: str) -> Tabell:
    number, count = which
    part = replace(
        table.med_kolumner(places),
        id=f"{table.id}_del{number}",
        rubrik=ifylld(caption, tabell=table.rubrik, nummer=number, antal=count),
        noter=table.noter if number == count else (),
        bredder=(),
    )
    return replace(part, bredder=widths(part))


def widths(table: Tabell) -> tuple[int, ...]:
    """The width of each column in per cent, or nothing for a table whose style sheet knows better."""
    if len(table.kolumner) < 2:  # noqa: PLR2004 - one column has all of it
        return ()
    if table.form in _FIGURES:
        return _of_figures(table)
    if table.form not in _FORMS:
        return ()
    across = _landscape_room(table) if table.liggande else _UPRIGHT
    rows = [tuple(_lengths(cell) for cell in row.celler) for row in table.rader]
    if table.form == "tabell":  # few rows of short words: a heading over several lines is as high as they are
        rows.append(tuple((len(column.rubrik),) for column in table.kolumner))
    places = range(len(table.kolumner))
    least = [_least(table, place, across) for place in places]
    room = _Room(across, tuple(_gap(table, place) for place in places))
    # What is left over goes to the words: a figure is no easier to read in a wider column.
    wordy = [index for index, column in enumerate(table.kolumner) if column.slag == "text" or not index]
    return tuple(_shortest(rows, least, room, wordy if table.form == "tabell" else list(range(len(least)))))


def _of_figures(table: Tabell) -> tuple[int, ...]:
    """Each column of figures has what its longest figure or word needs, and the names what they use of the rest."""
    across = _LANDSCAPE if table.liggande else _FIGURES_SMALL if len(table.kolumner) > _SMALL_FROM else _FIGURES_UPRIGHT
    places = range(len(table.kolumner))
    least = [ceil((_column(table, place) - (_GAP - _GAP_FIGURES) * (place > 0)) * 100 / across) for place in places]
    longest = max(len(str(row.celler[0])) for row in table.rader) + _GAP if table.rader else 0
    names = min(ceil(longest * 100 / across), _MOST_NAMES)
    least = _evened(least, 100 - sum(least) - max(0, min(names, _NAMES) - least[0]))
    wider = [least[0] + max(0, min(names - least[0], 100 - sum(least))), *least[1:]]
    return tuple(_start(wider, [*places[1:], 0], 1))


def _evened(least: list[int], room: int) -> list[int]:
    """The least widths, where the narrowest columns of figures have been given what room there is, up to the widest."""
    now = list(least)
    for _ in range(room):
        narrowest = min(range(1, len(now)), key=now.__getitem__)
        if now[narrowest] < max(now[1:]):
            now[narrowest] += 1
    return now


def _lengths(cell: CellValue) -> Lengths:
    return (len(_figure(cell)),) if isinstance(cell, Talcell) else text_lengths(cell)


def _least(table: Tabell, index: int, across: int) -> int:
    """The least width that breaks no word that needn't be broken, and holds a light."""
    column = table.kolumner[index]
    cells = [row.celler[index] for row in table.rader]
    words = [word for cell in cells for word in _words(cell)]
    headings = (_unbroken(word) + _BOLD for word in _WORDS.findall(column.rubrik))
    longest = max((*map(_unbroken, words), *headings), default=0)
    figures = [len(_figure(cell)) for cell in cells if isinstance(cell, Talcell)]
    lights = [cell.bedömning.ord for cell in cells if isinstance(cell, Ljuscell) and cell.bedömning]
    lit = [len(word) + _SHAPE for light in lights for word in light.split()]
    needed = max(longest, *figures, *lit, _LIGHT if column.slag == "ljus" else 0) + _gap(table, index)
    return _STEP * ceil(needed * 100 / across / _STEP)


def _words(cell: CellValue) -> list[str]:
    match cell:
        case None | Ljuscell() | Talcell():
            return []
        case Prosacell(text):
            return _WORDS.findall(text)
        case Listcell(points):
            return [word for point in points for word in _WORDS.findall(point)]
    return _WORDS.findall(str(cell))


def _unbroken(word: str) -> int:
    """How many characters of a word are never on two lines: all of a figure, and of a long word a part."""
    figure = any(map(str.isdigit, word)) and len(word.strip()) <= _LONGEST_FIGURE
    return len(word.strip()) if figure else min(len(word), _LONGEST_WORD)


def _gap(table: Tabell, index: int) -> int:
    """The space beside a column's words, in characters."""
    if index and table.kolumner[index].slag == "tal":
        return _GAP_FIGURES
    return _GAP + (_AFTER_FIGURES if index and table.kolumner[index - 1].slag == "tal" else 0)


@dataclass(frozen=True, slots=True)
class _Room:
    """The characters over the whole width, and the space beside each column's words."""

    across: int
    gaps: tuple[int, ...]

    def of(self, percent: list[int]) -> list[float]:
        """The characters that columns of some widths have for their words."""
        return [max(1.0, width * self.across / 100 - gap) for width, gap in zip(percent, self.gaps, strict=True)]


def _shortest(rows: Sequence[tuple[Lengths, ...]], least: list[int], page: _Room, takers: list[int]) -> list[int]:
    now = _start(least, takers)
    height = _height(rows, now, page)
    for _ in range(_MOVES):
        best = min(_moved(now, least), key=lambda tried: _height(rows, tried, page), default=now)
        lower = _height(rows, best, page)
        if lower >= height:
            break
        now, height = best, lower
    return now


def _start(least: list[int], takers: list[int], step: int = _STEP) -> list[int]:
    """The least widths, what is left shared out among some columns, and all of it 100; each a multiple of ``step``."""
    scale = min(1.0, 100 / sum(least))
    now = [max(step, step * int(width * scale / step)) for width in least]
    index = 0
    while sum(now) < 100:  # noqa: PLR2004 - per cent
        now[takers[index % len(takers)]] += step
        index += 1
    return now


def _moved(now: list[int], least: list[int]) -> list[list[int]]:
    tried = []
    for giver, width in enumerate(now):
        for size in (_STEP, 4 * _STEP):
            if width - size >= least[giver]:
                for taker in range(len(now)):
                    if taker != giver:
                        other = list(now)
                        other[giver] -= size
                        other[taker] += size
                        tried.append(other)
    return tried


def _height(rows: Sequence[tuple[Lengths, ...]], percent: list[int], page: _Room) -> float:
    room = page.of(percent)
    total = 0.0
    for row in rows:
        high = 1.0
        for cell, characters in zip(row, room, strict=True):
            # Parts of lines count, so that a step in the right direction is seen before it saves a whole line.
            lines = 0.0
            for length in cell:
                lines += max(1.0, length / characters)
            high = max(high, lines)
        total += high
    # Of equally short tables the one whose first column, which names the row, is widest.
    return total - room[0] / 1000
