"""Hyphens that only the line needs: searched and read aloud, «miss-» and «bruksproblem» are one word.

The printed hyphen has a soft one as its ActualText (ISO 32000-1, 14.9.4; ISO 14289-1, 7.2), which search and screen
readers pass over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pydyf  # type: ignore[import-untyped]  # ships no types

if TYPE_CHECKING:
    from collections.abc import Collection

SOFT_HYPHEN = b"<feff00ad>"
_LAST_GLYPH = re.compile(rb"\[(.*)([0-9a-f]{4})(>-?\d*)\] TJ")


def mark_hyphens(items: list[Any], marks: Collection[int]) -> None:
    """Give the last glyph of each of the ``marks`` (MCIDs) in a page's content ``items`` a soft hyphen as text."""
    place = 0
    while place < len(items):
        if items[place] == b"BDC" and "MCID" in items[place - 1] and items[place - 1]["MCID"] in marks:
            end = items.index(b"EMC", place)
            shown = max(index for index in range(place, end) if items[index].endswith(b" TJ"))
            items[shown : shown + 1] = _parted(items[shown])
        place += 1


def _parted(shown: bytes) -> list[Any]:
    found = _LAST_GLYPH.fullmatch(shown)
    if found is None:
        return [shown]
    before, glyph, after = found.groups()
    first = before[:-1] if before.endswith(b"<") else before + b">"
    properties = pydyf.Dictionary({"ActualText": SOFT_HYPHEN})
    return [b"[" + first + b"] TJ", "/Span", properties, b"BDC", b"[<" + glyph + after + b"] TJ", b"EMC"]
