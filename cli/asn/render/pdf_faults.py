"""What would break PDF/UA silently: faults in the structure tree, told in Swedish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from asn.render.pdf_tree import TagNode


_HEADING_ROWS = 2


def pdf_faults(root: TagNode) -> Iterator[str]:
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


_SLACK = 1.0
"""Pixels that a glyph may lean over its edge and nobody sees it."""
_SHOWN = 40
_CURE = "Lägg tabellen på en liggande sida (liggande: ja), korta rubrikerna, eller dela tabellen på två."
_CURE_LYING = "Korta rubrikerna, eller dela tabellen på två."


class Misfit(NamedTuple):
    """What doesn't fit and what cures it, in Swedish; the table that it is in, by its caption, and the section's id."""

    message: str
    cure: str
    table: str
    section: str


class _Room(NamedTuple):
    """Where the content of a box may reach, in pixels from the sheet's upper left corner, and what it lies in."""

    left: float
    right: float
    bottom: float
    cure: str
    table: str = ""
    section: str = ""


def overflows(page: Any, boxes: Any) -> Iterator[Misfit]:
    """Everything on a page that doesn't fit; ``page`` is its box, ``boxes`` WeasyPrint's kinds of boxes."""
    # Headings may hang in the margin on the left; nothing may leave the sheet there.
    right, bottom = page.content_box_x() + page.width, page.content_box_y() + page.height
    cure = _CURE_LYING if page.width > page.height else _CURE
    yield from _within(page, _Room(page.position_x, right, bottom, cure), boxes)


def _within(box: Any, around: _Room, boxes: Any) -> Iterator[Misfit]:
    """What overflows in a box, whose content has ``room``."""
    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)  # an absolutely positioned box stands behind a placeholder
        if isinstance(inner, boxes.MarginBox):
            continue
        room = _inside(inner, around)
        if isinstance(inner, boxes.TableCellBox):
            cell = inner.position_x + inner.border_width()
            if cell > room.right + _SLACK or inner.position_x < room.left - _SLACK:
                yield Misfit(f"Tabellen «{room.table}» når utanför sidan.", room.cure, room.table, room.section)
            edge_of_cell = min(room.right, cell - inner.border_right_width)
            yield from _within(inner, room._replace(right=edge_of_cell), boxes)
        elif isinstance(inner, (boxes.TextBox, boxes.ReplacedBox)):
            yield from _outside(inner, room)
        else:
            yield from _within(inner, room, boxes)


def _inside(box: Any, room: _Room) -> _Room:
    """The room within a box, which may be a section or a table of its own."""
    element = box.element
    if element is None:
        return room
    if box.element_tag == "table":
        name = next((element_words(one) for one in element if one.tag == "caption"), "utan rubrik")
        return room._replace(table=name)
    own = element.get("id") if box.element_tag == "section" else None
    return room._replace(section=own) if own else room


def _outside(box: Any, room: _Room) -> Iterator[Misfit]:
    if box.position_x + box.width > room.right + _SLACK:
        yield _misplaced(box, room, "är bredare än sin plats", room.cure)
    elif box.width and box.position_x < room.left - _SLACK:
        yield _misplaced(box, room, "börjar till vänster om sin plats", room.cure)
    elif box.position_y + box.height > room.bottom + _SLACK:
        yield _misplaced(box, room, "är högre än sin plats", "Dela innehållet på flera rader.")


def _misplaced(box: Any, room: _Room, how: str, cure: str) -> Misfit:
    text = " ".join((getattr(box, "text", "") or "").split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
    what = f"«{shown}» {how}" if shown else f"en bild {how}"
    if room.table:
        return Misfit(f"Tabellen «{room.table}» får inte plats: {what}.", cure, room.table, room.section)
    cure = "Korta ordet, eller dela det med mellanslag eller bindestreck."
    return Misfit(f"{what[0].upper()}{what[1:]} på sidan.", cure, "", room.section)
