"""A comparison for a terminal, for a merge request's comment, and for programs."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, groupby
from typing import Any

from asn.comparison.change import (
    GONE,
    NEW,
    NONE,
    SAME,
    Change,
    ChangedValue,
    Comparison,
    heading,
    line_excerpt,
    overall,
    value_text,
    verdict_line,
)
from asn.comparison.sorts import LISTS
from asn.figures import Mätvärde, Storhet
from asn.light import Bedömning
from asn.output.plain import json_text, plain
from asn.output.terminal import USUAL_WIDTH, Style, fitted, uncoloured

_LONGEST = 110  # characters of a name or a cell: some are whole paragraphs, and the report has them in full
_CELL = 24  # characters of a figure that can stand in a column
_NO_LIGHT, _EMPTY = "inget ljus", "tomt"
_ROWS = 25  # of a sort
_SIZE = 50_000  # characters; a comment on GitHub can have 65 536
_LIVE = re.compile(r"(?<=[@#!~$%&^])(?=\w)|(?<=:)(?=//)|(?i:(?<=www)(?=\.))")
"""Where a service would make a link or call somebody: @name, #12, an address."""
_QUIET = "<!-- -->"  # a comment, of which a reader sees nothing


def text(comparisons: Sequence[Comparison], width: int = USUAL_WIDTH, style: Style = uncoloured) -> str:
    """What differs, in lines of at most ``width`` columns."""
    blocks = [
        "\n".join(line for part in _parts(one, style) for line in fitted(part, width)) for one in comparisons or (NONE,)
    ]
    first = [style("place", overall(comparisons))] if len(comparisons) > 1 else []
    return "\n\n".join([*first, *blocks]) + "\n"


def _parts(comparison: Comparison, style: Style) -> Iterator[str]:
    if comparison.före:
        yield style("place", plain(f"{comparison.före} → {comparison.efter}"))
    if comparison.lika:
        yield SAME
        return
    yield verdict_line(comparison)
    for group in comparison.grupper:
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
    return not _is_light(row) and max(len(_side(row.före)), len(_side(row.efter)), len(row.vad)) <= _CELL


def _columns(rows: Sequence[Change]) -> Iterator[str]:
    """The figures of one row of a table, below each other."""
    tell = value_text if rows[0].omdöme in {NEW, GONE} else _side
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
        return f"{row.omdöme}, {plain(row.vad)} {plain(value_text(value))}"
    words = (number, "nya" if number else "ny", row.vad) if row.omdöme == NEW else (number, row.vad, "borta")
    return plain(" ".join(words).lstrip())


def _values(row: Change, style: Style) -> str:
    if row.före is None and row.efter is None:
        return plain(row.omdöme)
    if _is_light(row):
        light = f"{_light(row.före, style)} → {_light(row.efter, style)}"
        return light if row.omdöme in {NEW, GONE} else f"{light} ({style(row.omdöme, row.omdöme)})"
    if row.omdöme in {NEW, GONE}:
        return f"{row.omdöme}, {plain(value_text(row.efter if row.före is None else row.före))}"
    return " ".join(part for part in (f"{plain(_side(row.före))} → {plain(_side(row.efter))}", _bracketed(row)) if part)


def _is_light(row: Change) -> bool:
    return isinstance(row.före, Bedömning) or isinstance(row.efter, Bedömning)


def _light(value: object, style: Style) -> str:
    if not isinstance(value, Bedömning):
        return _NO_LIGHT
    last = len(value.klasser) - 1
    kind = "bäst" if value.är_bäst else "sämst" if value.rang >= last else "däremellan"
    return style(kind, plain(str(value)))


def _side(value: ChangedValue) -> str:
    return _EMPTY if value is None else value_text(value)


def _short(name: str) -> str:
    return line_excerpt(plain(name), _LONGEST)


def change_markdown(comparisons: Sequence[Comparison]) -> str:
    """For a comment on a merge request."""
    lines = [overall(comparisons), ""] if len(comparisons) > 1 else []
    for one in comparisons or (NONE,):
        lines += [*_markdown(one), ""]
    sizes = accumulate(len(line) + 1 for line in lines)
    kept = [line for line, size in zip(lines, sizes, strict=True) if size <= _SIZE]
    rest = sum(line.startswith("| ") for line in lines[len(kept) :])
    if rest:
        kept += ["", f"… och {rest} till. Alla skillnader visar asn diff i en terminal."]
    return "\n".join(kept).rstrip("\n") + "\n"


def _markdown(comparison: Comparison) -> Iterator[str]:
    if comparison.före:
        yield f"## {_safe(comparison.före)} → {_safe(comparison.efter)}"
        yield ""
    if comparison.lika:
        yield SAME
        return
    yield _safe(verdict_line(comparison))
    for group in comparison.grupper:
        if group.rader:
            yield from (
                "",
                f"### {heading(group)}",
                "",
                "| Avsnitt | Rad | Före | Efter | Ändring |",
                "|---|---|---|---|---|",
            )
        yield from map(_line, group.rader[:_ROWS])
        if len(group.rader) > _ROWS:
            yield from ("", f"… och {len(group.rader) - _ROWS} till.")


def _line(row: Change) -> str:
    name = ", ".join(part for part in (row.namn if row.namn != row.avsnitt else "", row.vad) if part)
    cells = (row.avsnitt, name, value_text(row.före), value_text(row.efter), row.omdöme)
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return _safe(line_excerpt(plain(text), _LONGEST))


def _safe(text: str) -> str:
    """Text that reads as just that text in a Markdown that links names and addresses by itself."""
    from asn.render.prose import escape_markdown  # the parser is paid for only here

    return _LIVE.sub(_QUIET, str(escape_markdown(plain(text))))


def as_json(comparisons: Sequence[Comparison]) -> str:
    """For programs: a list with an object for each comparison; figures as numbers with their unit."""
    data = [
        {
            "före": plain(one.före),
            "efter": plain(one.efter),
            "läge": plain(one.läge),
            **{group.nyckel: [_object(row) for row in group.rader] for group in one.grupper},
        }
        for one in comparisons
    ]
    return json_text(data)


def _object(row: Change) -> dict[str, Any]:
    return {
        "avsnitt": plain(row.avsnitt),
        "namn": plain(row.namn),
        "vad": plain(row.vad),
        "före": _value(row.före),
        "efter": _value(row.efter),
        "omdöme": plain(row.omdöme),
    }


def _value(value: ChangedValue) -> Any:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Storhet(tal, enhet):
            return {"tal": _value(tal), "enhet": plain(enhet)}
        case Mätvärde(tal, enhet, operator, text_):
            return {"tal": _value(tal), "enhet": plain(enhet), "operator": operator, "text": plain(text_)}
    return None if value is None else plain(str(value))


OUTPUTS: Mapping[str, Callable[[Sequence[Comparison]], str]] = {"text": text, "md": change_markdown, "json": as_json}
