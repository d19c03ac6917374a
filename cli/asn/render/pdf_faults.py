"""What would break PDF/UA silently: faults in the structure tree, told in Swedish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from asn.render.pdf_tree import TagNode


_HEADING_ROWS = 2


def faults(root: TagNode) -> Iterator[str]:
    """Everything in the tree that a reader with a screen reader would stumble on."""
    yield from _headings(root)
    for node in root.walk():
        if node.kind == "Figure" and not node.alt:
            yield "En bild saknar beskrivning: skriv alt på bilden, eller <title> i en SVG."
        elif node.kind == "Table":
            yield from (f"Tabellen {_name(node)} {fault}" for fault in _table(node))


def is_headless(node: TagNode) -> bool:
    """Whether a table has rows but has lost its heading row."""
    kinds = {kid.kind for kid in node.nodes()} if node.kind == "Table" else set()
    return "TBody" in kinds and "THead" not in kinds


def node_words(node: TagNode) -> str:
    """The words of a node's element, as in the HTML, on one line."""
    return "" if node.element is None else element_words(node.element)


def element_words(element: Element) -> str:
    """The words of an HTML element on one line."""
    return " ".join("".join(element.itertext()).split())


def _headings(root: TagNode) -> Iterator[str]:
    previous = 0
    for node in root.walk():
        level = int(node.kind[1:]) if node.kind[0] == "H" and node.kind[1:].isdecimal() else 0
        if level > previous + 1:
            before = f"följer på nivå {previous}" if previous else "kommer först"
            yield f"Rubriken «{node_words(node)}» är på nivå {level} men {before}: en nivå får inte hoppas över."
        previous = level or previous


def _table(table: TagNode) -> Iterator[str]:
    """What is wrong with a table, as the end of a sentence that begins with its name."""
    head = [row for group in table.nodes() if group.kind == "THead" for row in group.nodes()]
    body = [row for group in table.nodes() if group.kind in {"TBody", "TFoot"} for row in group.nodes()]
    if not head or not body or {kid.kind for kid in table.nodes()} - {"Caption", "THead", "TBody", "TFoot"}:
        yield "ska ha en rubrikrad i thead och rader i tbody."
        return
    if len(head) > _HEADING_ROWS:
        yield "har fler än två rubrikrader."
    spans = {"ColSpan", "RowSpan"}
    if any(spans & cell.attributes.keys() for row in body for cell in row.nodes()):
        yield "har sammanslagna celler."
    columns = heading_columns(head)
    if not columns:
        yield "har rubriker som inte täcker var sin kolumn."
    elif {len(row.nodes()) for row in body} != {len(columns)}:
        yield "har rader med olika många celler."
    if any(cell.kind != "TH" for row in head for cell in row.nodes()):
        yield 'har en rubrikcell som inte är <th scope="col">.'


def heading_columns(head: list[TagNode]) -> list[list[TagNode]]:
    """The headings of each column, from the top; nothing where headings overlap or leave a column without."""
    taken: dict[tuple[int, int], TagNode] = {}
    for row, line in enumerate(head):
        column = 0
        for cell in line.nodes():
            while (row, column) in taken:
                column += 1
            across, down = cell.attributes.get("ColSpan", 1), cell.attributes.get("RowSpan", 1)
            places = [(row + below, column + beside) for below in range(down) for beside in range(across)]
            if any(place in taken for place in places):
                return []
            taken |= dict.fromkeys(places, cell)
            column += across
    width = max((column for _, column in taken), default=-1) + 1
    if len(taken) != width * len(head):
        return []
    return [list(dict.fromkeys(taken[row, column] for row in range(len(head)))) for column in range(width)]


def _name(table: TagNode) -> str:
    captions = [node_words(kid) for kid in table.nodes() if kid.kind == "Caption"]
    return f"«{captions[0]}»" if captions else "utan rubrik"


if TYPE_CHECKING:
    from collections.abc import Iterator

_SLACK = 1.0
"""Pixels that a glyph may lean over its edge and nobody sees it."""
_SHOWN = 40
_CURE = "Lägg tabellen på en liggande sida (liggande: ja), korta rubrikerna, eller dela tabellen på två."
_CURE_LYING = "Korta rubrikerna, eller dela tabellen på två."


class _Room(NamedTuple):
    """Where the content of a box may reach, in pixels from the sheet's upper left corner; what cures a wide table."""

    left: float
    right: float
    bottom: float
    cure: str


def overflows(page: Any, boxes: Any) -> Iterator[str]:
    """Everything on a page that doesn't fit, in Swedish; ``page`` is its box, ``boxes`` WeasyPrint's kinds of boxes."""
    # Headings may hang in the margin on the left; nothing may leave the sheet there.
    right, bottom = page.content_box_x() + page.width, page.content_box_y() + page.height
    cure = _CURE_LYING if page.width > page.height else _CURE
    yield from _within(page, _Room(page.position_x, right, bottom, cure), "", boxes)


def _within(box: Any, room: _Room, table: str, boxes: Any) -> Iterator[str]:
    """What overflows in a box, whose content has ``room``; ``table`` is the caption of the table around it."""
    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)  # an absolutely positioned box stands behind a placeholder
        if isinstance(inner, boxes.MarginBox):
            continue
        name = table
        if inner.element_tag == "table" and inner.element is not None:
            name = next((element_words(one) for one in inner.element if one.tag == "caption"), "utan rubrik")
        if isinstance(inner, boxes.TableCellBox):
            cell = inner.position_x + inner.border_width()
            if cell > room.right + _SLACK or inner.position_x < room.left - _SLACK:
                yield f"Tabellen «{name}» når utanför sidan. {room.cure}"
            edge_of_cell = min(room.right, cell - inner.border_right_width)
            yield from _within(inner, room._replace(right=edge_of_cell), name, boxes)
        elif isinstance(inner, (boxes.TextBox, boxes.ReplacedBox)):
            yield from _outside(inner, room, name)
        else:
            yield from _within(inner, room, name, boxes)


def _outside(box: Any, room: _Room, table: str) -> Iterator[str]:
    if box.position_x + box.width > room.right + _SLACK:
        yield _misplaced(box, table, "är bredare än sin plats", room.cure)
    elif box.width and box.position_x < room.left - _SLACK:
        yield _misplaced(box, table, "börjar till vänster om sin plats", room.cure)
    elif box.position_y + box.height > room.bottom + _SLACK:
        yield _misplaced(box, table, "är högre än sin plats", "Dela innehållet på flera rader.")


def _misplaced(box: Any, table: str, how: str, cure: str) -> str:
    text = " ".join((getattr(box, "text", "") or "").split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
    what = f"«{shown}» {how}" if shown else f"en bild {how}"
    if table:
        return f"Tabellen «{table}» får inte plats: {what}. {cure}"
    return f"{what[0].upper()}{what[1:]} på sidan. Korta ordet, eller dela det med mellanslag eller bindestreck."
