"""A comparison as text, as Markdown for a merge request's comment, and as JSON."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from asn.comparison.change import Change, Comparison, Value, told
from asn.figures import Mätvärde, Storhet

SAME = "Inga skillnader."
NONE = Comparison("", "", ())
"""Of no reports at all."""


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
            yield f"\n{group.rubrik}"
        for section, rows in groupby(group.rader, key=lambda row: row.avsnitt):
            yield f"  {section}"
            yield from (f"    {_sentence(row)}" for row in rows)


def _sentence(row: Change) -> str:
    name = row.namn if row.namn != row.avsnitt else ""
    what = ", ".join(part for part in (name, row.vad) if part)
    if row.före is None and row.efter is None:
        return f"{what}: {row.omdöme}"
    values = f"{told(row.före)} → {told(row.efter)}"
    if row.omdöme in {"ny", "borta"}:
        values = f"{row.omdöme}, {told(row.efter if row.före is None else row.före)}"
    elif row.omdöme:
        values += f" ({row.omdöme})"
    return f"{what}: {values}" if what else values


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
            yield f"\n### {group.rubrik}\n"
            yield "| Avsnitt | Rad | Före | Efter | |"
            yield "|---|---|---|---|---|"
        for row in group.rader:
            name = ", ".join(part for part in (row.namn if row.namn != row.avsnitt else "", row.vad) if part)
            cells = (row.avsnitt, name, told(row.före), told(row.efter), row.omdöme)
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
