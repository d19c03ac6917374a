"""A comparison as text, as Markdown for a merge request's comment, and as JSON."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from textwrap import shorten
from typing import Any

from asn.comparison.change import GONE, NEW, Change, Comparison, Group, Value, told
from asn.comparison.tables import LISTS
from asn.figures import Mätvärde, Storhet
from asn.light import Bedömning

SAME = "Inga skillnader."
NONE = Comparison("", "", ())
"""Of no reports at all."""

_LONGEST = 110  # characters of a name: some are whole paragraphs, and the report has them in full
_OTHER = ""
# What a heading counts, as one and as many, in the order that a reader asks.
_TALLIED = {
    **{word: (word, word) for word in ("sämre", "bättre", "högre", "lägre")},
    NEW: (NEW, "nya"),
    GONE: (GONE, GONE),
    _OTHER: ("ändrad", "ändrade"),
}
_NO_LIGHT, _EMPTY = "inget ljus", "tomt"


def text(made: Sequence[Comparison]) -> str:
    """For a terminal."""
    return "\n\n".join("\n".join(_text(one)) for one in made or (NONE,)) + "\n"


def _text(made: Comparison) -> Iterator[str]:
    if made.före:
        yield f"{made.före} → {made.efter}"
    if made.lika:
        yield SAME
    for group in made.grupper:
        if group.rader:
            yield f"\n{_heading(group)}"
        for section, rows in groupby(group.rader, key=lambda row: row.avsnitt):
            yield from _section(_short(section), tuple(rows))


def _heading(group: Group) -> str:
    """A group's name, and how many of its rows went which way."""
    counted = Counter(row.omdöme if row.omdöme in _TALLIED else _OTHER for row in group.rader)
    if set(counted) == {_OTHER}:
        return group.rubrik
    parts = [_TALLIED[word][counted[word] > 1] for word in _TALLIED if counted[word]]
    numbers = [str(counted[word]) for word in _TALLIED if counted[word]]
    return f"{group.rubrik}: {', '.join(' '.join(pair) for pair in zip(numbers, parts, strict=True))}"


def _section(section: str, rows: Sequence[Change]) -> Iterator[str]:
    if len(rows) == 1 and rows[0].namn == rows[0].avsnitt and not rows[0].vad:
        yield f"  {section}: {_values(rows[0])}"
        return
    yield f"  {section}"
    for name, same in groupby(rows, key=lambda row: row.namn):
        of_one = tuple(same)
        if len(of_one) > 1 and all(row.vad and (row.före, row.efter) != (None, None) for row in of_one):
            yield f"    {_short(name)}"
            yield from _columns(of_one)
        else:
            yield from (f"    {_sentence(row)}" for row in of_one)


def _columns(rows: Sequence[Change]) -> Iterator[str]:
    """The figures of one row of a table, below each other."""
    tell = told if rows[0].omdöme in {NEW, GONE} else _told
    cells = [(row.vad, tell(row.före), tell(row.efter), row.omdöme and f"({row.omdöme})") for row in rows]
    wide = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    for what, before, after, change in cells:
        line = f"      {what:<{wide[0]}}  {before:>{wide[1]}} → {after:>{wide[2]}}  {change:>{wide[3]}}"
        yield line.rstrip()


def _sentence(row: Change) -> str:
    name = _short(row.namn) if row.namn != row.avsnitt else ""
    if row.omdöme in {NEW, GONE} and row.vad and not _is_light(row):
        # Of a list as a whole the name is how many rows it had: «22 rader borta».
        is_number = row.vad in LISTS.values()
        return _come_or_gone(row, name) if is_number else f"{name}: {_come_or_gone(row)}".removeprefix(": ")
    what = ", ".join(part for part in (name, row.vad) if part)
    return f"{what}: {_values(row)}" if what else _values(row)


def _come_or_gone(row: Change, number: str = "") -> str:
    value = row.efter if row.före is None else row.före
    if value is not None:
        return f"{row.omdöme}, {row.vad} {told(value)}"
    words = (number, "nya" if number else "ny", row.vad) if row.omdöme == NEW else (number, row.vad, "borta")
    return " ".join(words).lstrip()


def _values(row: Change) -> str:
    if row.före is None and row.efter is None:
        return row.omdöme
    if _is_light(row):
        light = f"{row.före or _NO_LIGHT} → {row.efter or _NO_LIGHT}"
        return light if row.omdöme in {NEW, GONE} else f"{light} ({row.omdöme})"
    if row.omdöme in {NEW, GONE}:
        return f"{row.omdöme}, {told(row.efter if row.före is None else row.före)}"
    return f"{_told(row.före)} → {_told(row.efter)}" + (f" ({row.omdöme})" if row.omdöme else "")


def _is_light(row: Change) -> bool:
    return isinstance(row.före, Bedömning) or isinstance(row.efter, Bedömning)


def _told(value: Value) -> str:
    return _EMPTY if value is None else told(value)


def _short(name: str) -> str:
    return shorten(name, _LONGEST, placeholder=" …")


def markdown(made: Sequence[Comparison]) -> str:
    """For a comment on a merge request."""
    return "\n\n".join("\n".join(_markdown(one)) for one in made or (NONE,)) + "\n"


def _markdown(made: Comparison) -> Iterator[str]:
    # Markdown's own marks in the content must not become the comment's; the parser is paid for only here.
    from asn.render.prose import escape_markdown

    if made.före:
        yield f"## {escape_markdown(made.före)} → {escape_markdown(made.efter)}"
    if made.lika:
        yield f"\n{SAME}" if made.före else SAME
    for group in made.grupper:
        if group.rader:
            yield f"\n### {_heading(group)}\n"
            yield "| Avsnitt | Rad | Före | Efter | Ändring |"
            yield "|---|---|---|---|---|"
        for row in group.rader:
            name = ", ".join(part for part in (row.namn if row.namn != row.avsnitt else "", row.vad) if part)
            cells = (_short(row.avsnitt), _short(name), told(row.före), told(row.efter), row.omdöme)
            yield f"| {' | '.join(str(escape_markdown(cell)) for cell in cells)} |"


def as_json(made: Sequence[Comparison]) -> str:
    """For programs: a list with an object for each comparison; figures as numbers with their unit."""
    data = [
        {
            "före": one.före,
            "efter": one.efter,
            **{group.nyckel: [_row(row) for row in group.rader] for group in one.grupper},
        }
        for one in made
    ]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _row(row: Change) -> dict[str, Any]:
    return {
        "avsnitt": row.avsnitt,
        "namn": row.namn,
        "vad": row.vad,
        "före": _value(row.före),
        "efter": _value(row.efter),
        "omdöme": row.omdöme,
    }


def _value(value: Value) -> Any:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Storhet(tal, enhet):
            return {"tal": _value(tal), "enhet": enhet}
        case Mätvärde(tal, enhet, operator, text_):
            return {"tal": _value(tal), "enhet": enhet, "operator": operator, "text": text_}
    return None if value is None else str(value)


FORMATS: Mapping[str, Callable[[Sequence[Comparison]], str]] = {"text": text, "md": markdown, "json": as_json}
