"""A comparison for a terminal: a verdict, then what differs, sort by sort."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from asn.comparison.change import GONE, NEW, Change, ChangedValue, Comparison, told_text
from asn.comparison.excerpt import line_excerpt
from asn.comparison.figures import LISTS
from asn.comparison.verdict import NONE, SAME, heading, overall, verdict_line
from asn.light import Bedömning
from asn.output.plain import plain
from asn.output.style import Style, uncoloured
from asn.output.wrapping import USUAL, fitted

_LONGEST = 110  # characters of a name: some are whole paragraphs, and the report has them in full
_CELL = 24  # characters of a figure that can stand in a column
_NO_LIGHT, _EMPTY = "inget ljus", "tomt"


def text(made: Sequence[Comparison], width: int = USUAL, style: Style = uncoloured) -> str:
    """What differs, in lines of at most ``width`` columns."""
    blocks = ["\n".join(line for part in _parts(one, style) for line in fitted(part, width)) for one in made or (NONE,)]
    first = [style("place", overall(made))] if len(made) > 1 else []
    return "\n\n".join([*first, *blocks]) + "\n"


def _parts(made: Comparison, style: Style) -> Iterator[str]:
    if made.före:
        yield style("place", plain(f"{made.före} → {made.efter}"))
    if made.lika:
        yield SAME
        return
    yield verdict_line(made)
    for group in made.grupper:
        if group.rader:
            yield ""
            yield style("place", heading(group))
        for section, rows in groupby(group.rader, key=lambda row: row.avsnitt):
            yield from _section(section, tuple(rows), style)


def _section(section: str, rows: Sequence[Change], style: Style) -> Iterator[str]:
    if len(rows) == 1 and rows[0].namn == rows[0].avsnitt and not rows[0].vad:
        yield f"  {_short(section)}: {_values(rows[0], style)}"
        return
    yield f"  {_short(section)}"
    for name, same in groupby(rows, key=lambda row: row.namn):
        of_one = tuple(same)
        if name == section or len(of_one) == 1 or not all(map(_has_values, of_one)):
            yield from (f"    {_sentence(row, style)}" for row in of_one)
            continue
        yield f"    {_short(name)}"
        if all(_is_figure(row) for row in of_one):
            yield from _columns(of_one)
        else:
            yield from (f"      {plain(row.vad)}: {_values(row, style)}" for row in of_one)


def _has_values(row: Change) -> bool:
    return bool(row.vad) and (row.före, row.efter) != (None, None)


def _is_figure(row: Change) -> bool:
    return not _is_light(row) and max(len(_told(row.före)), len(_told(row.efter)), len(row.vad)) <= _CELL


def _columns(rows: Sequence[Change]) -> Iterator[str]:
    """The figures of one row of a table, below each other."""
    tell = told_text if rows[0].omdöme in {NEW, GONE} else _told
    cells = [(plain(row.vad), plain(tell(row.före)), plain(tell(row.efter)), _bracketed(row)) for row in rows]
    wide = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    for what, before, after, change in cells:
        line = f"      {what:<{wide[0]}}  {before:>{wide[1]}} → {after:>{wide[2]}}  {change:>{wide[3]}}"
        yield line.rstrip()


def _bracketed(row: Change) -> str:
    return f"({plain(row.omdöme)})" if row.omdöme else ""


def _sentence(row: Change, style: Style) -> str:
    name = _short(row.namn) if row.namn != row.avsnitt else ""
    if row.omdöme in {NEW, GONE} and row.vad and not _is_light(row):
        # Of a list as a whole the name is how many rows it had: «22 rader borta».
        is_number = row.vad in LISTS.values()
        return _come_or_gone(row, name) if is_number else f"{name}: {_come_or_gone(row)}".removeprefix(": ")
    what = ", ".join(part for part in (name, plain(row.vad)) if part)
    return f"{what}: {_values(row, style)}" if what else _values(row, style)


def _come_or_gone(row: Change, number: str = "") -> str:
    value = row.efter if row.före is None else row.före
    if value is not None:
        return f"{row.omdöme}, {plain(row.vad)} {plain(told_text(value))}"
    words = (number, "nya" if number else "ny", row.vad) if row.omdöme == NEW else (number, row.vad, "borta")
    return plain(" ".join(words).lstrip())


def _values(row: Change, style: Style) -> str:
    if row.före is None and row.efter is None:
        return plain(row.omdöme)
    if _is_light(row):
        light = f"{_light(row.före, style)} → {_light(row.efter, style)}"
        return light if row.omdöme in {NEW, GONE} else f"{light} ({style(row.omdöme, row.omdöme)})"
    if row.omdöme in {NEW, GONE}:
        return f"{row.omdöme}, {plain(told_text(row.efter if row.före is None else row.före))}"
    return " ".join(part for part in (f"{plain(_told(row.före))} → {plain(_told(row.efter))}", _bracketed(row)) if part)


def _is_light(row: Change) -> bool:
    return isinstance(row.före, Bedömning) or isinstance(row.efter, Bedömning)


def _light(value: object, style: Style) -> str:
    if not isinstance(value, Bedömning):
        return _NO_LIGHT
    last = len(value.klasser) - 1
    kind = "bäst" if value.är_bäst else "sämst" if value.rang >= last else "däremellan"
    return style(kind, plain(str(value)))


def _told(value: ChangedValue) -> str:
    return _EMPTY if value is None else told_text(value)


def _short(name: str) -> str:
    return line_excerpt(plain(name), _LONGEST)
