"""What doesn't fit on its page: words and figures wider than their column, tables and pictures past the margin.

WeasyPrint says nothing of it: it prints the one over the other. The boxes of the laid-out pages tell; how a box knows
its own size is WeasyPrint's, and used in no other way than its own drawing does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn.render.pdf_faults import words

if TYPE_CHECKING:
    from collections.abc import Iterator

_SLACK = 1.0
"""Pixels that a glyph may lean over its edge and nobody sees it."""
_SHOWN = 40
_CURE = "Lägg tabellen på en liggande sida (liggande: ja), korta rubrikerna, eller dela tabellen på två."


def overflows(page: Any, boxes: Any) -> Iterator[str]:
    """Everything on a page that doesn't fit, in Swedish; ``page`` is its box, ``boxes`` WeasyPrint's kinds of boxes."""
    edge = page.content_box_x() + page.width
    yield from _within(page, edge, "", boxes)


def _within(box: Any, edge: float, table: str, boxes: Any) -> Iterator[str]:
    """What overflows in a box, whose content may reach to ``edge``; ``table`` is the caption of the table around it."""
    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)  # an absolutely positioned box stands behind a placeholder
        if isinstance(inner, boxes.MarginBox):
            continue
        name = table
        if inner.element_tag == "table" and inner.element is not None:
            name = next((words(one) for one in inner.element if one.tag == "caption"), "utan rubrik")
        if isinstance(inner, boxes.TableCellBox):
            cell = inner.position_x + inner.border_width()
            if cell > edge + _SLACK:
                yield f"Tabellen «{name}» når utanför sidan. {_CURE}"
            edge_of_cell = min(edge, cell - inner.border_right_width)
            yield from _within(inner, edge_of_cell, name, boxes)
        elif isinstance(inner, (boxes.TextBox, boxes.ReplacedBox)):
            if inner.position_x + inner.width > edge + _SLACK:
                yield _too_wide(inner, name)
        else:
            yield from _within(inner, edge, name, boxes)


def _too_wide(box: Any, table: str) -> str:
    text = " ".join((getattr(box, "text", "") or "").split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
    what = f"«{shown}» är bredare än sin plats" if shown else "en bild är bredare än sin plats"
    if table:
        return f"Tabellen «{table}» får inte plats: {what}. {_CURE}"
    return f"{what[0].upper()}{what[1:]} på sidan. Korta ordet, eller dela det med mellanslag eller bindestreck."
