"""A comparison as text, as Markdown for a merge request's comment, and as JSON."""

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from asn.comparison.change import Change, ChangedValue, Comparison
from asn.comparison.markdown import change_markdown
from asn.comparison.terminal import text
from asn.figures import Mätvärde, Storhet
from asn.output.plain import plain


def as_json(made: Sequence[Comparison]) -> str:
    """For programs: a list with an object for each comparison; figures as numbers with their unit."""
    data = [
        {
            "före": plain(one.före),
            "efter": plain(one.efter),
            "läge": plain(one.läge),
            **{group.nyckel: [_row(row) for row in group.rader] for group in one.grupper},
        }
        for one in made
    ]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _row(row: Change) -> dict[str, Any]:
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
