"""The structure tree: what a screen reader reads, built from the boxes of the laid-out pages.

One HTML element is one node, however many lines or pages its boxes are spread over. WeasyPrint's own tagger
is not used, for it makes one element per box, so that a table over three pages is read as three tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element


class Mark(NamedTuple):
    """A piece of painted content: its page, counted from 0, and its number on that page."""

    page: int
    mcid: int


class LinkArea(NamedTuple):
    """A link's clickable rectangle on a page; ``annotation`` is WeasyPrint's own dictionary."""

    page: int
    annotation: Any


class SignatureField(NamedTuple):
    """An empty field for a signature, without area: its page, a point on it in PDF points, and who signs there."""

    page: int
    point: tuple[float, float]
    who: str


@dataclass(slots=True, eq=False)
class TagNode:
    """One structure element: ``kind`` is its type in PDF, ``page`` the first page that it stands on."""

    kind: str
    page: int = 0
    parent: TagNode | None = None
    element: Element | None = None
    kids: list[TagNode | Mark | LinkArea | SignatureField] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    alt: str = ""
    lang: str = ""
    id: str = ""

    def nodes(self) -> list[TagNode]:
        """The structure elements right below."""
        return [kid for kid in self.kids if isinstance(kid, TagNode)]

    def walk(self) -> Iterator[TagNode]:
        """This node and all below it, in reading order."""
        yield self
        for kid in self.nodes():
            yield from kid.walk()

    def around(self, kind: str) -> TagNode | None:
        """The nearest node of a kind, this one or one above it."""
        node: TagNode | None = self
        while node is not None and node.kind != kind:
            node = node.parent
        return node


class PaintedPage(NamedTuple):
    """A painted page: its box, what was painted for which box, and its height in CSS pixels."""

    box: Any
    marks: Mapping[Any, int]
    height: float


SVG = "{http://www.w3.org/2000/svg}"
POINTS_PER_PIXEL = 0.75
_KINDS = {
    tag: kind
    for kind, tags in {
        **{f"H{level}": f"h{level}" for level in range(1, 7)},
        "Sect": "section nav aside",
        "Art": "article",
        "BlockQuote": "blockquote",
        "P": "p figcaption",
        "L": "ul ol dl",
        "LI": "li",
        "Lbl": "dt li::marker span::footnote-marker",
        "LBody": "dd",
        "Table": "table",
        "Caption": "caption",
        "THead": "thead",
        "TBody": "tbody",
        "TFoot": "tfoot",
        "TR": "tr",
        "TH": "th",
        "TD": "td",
        "Figure": f"img {SVG}svg",
        "Link": "a",
        "Strong": "strong b",
        "Em": "em i",
        "Code": "code",
    }.items()
    for tag in tags.split()
}
"""The kind of an element; one that is not named leaves its content to the element around it."""
GROUPS = frozenset({"Document", "Sect", "Art", "Div", "BlockQuote"})
"""What may not hold text directly: loose text in it becomes a paragraph."""
NUMBERING = {
    "decimal": "Decimal",
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
SIGNER = "data-underskrift"
"""The attribute of an element where somebody signs: who it is."""
_NO_PAGE = PaintedPage(None, {}, 0)


@dataclass(slots=True)
class TreeBuilder:
    """The tree while it is built, and the marks that are artifacts: painted but not read, with what they are."""

    boxes: Any
    root: TagNode = field(default_factory=lambda: TagNode("Document"))
    artifacts: dict[Mark, str] = field(default_factory=dict)
    nodes: dict[tuple[Element, str], TagNode] = field(default_factory=dict)
    page: int = 0
    painted: PaintedPage = _NO_PAGE

    def add(self, box: Any, parent: TagNode, above: Any) -> None:
        """Put a box and all in it into the tree, at ``parent``; ``above`` is the box around it."""
        box = getattr(box, "_box", box)  # an absolutely positioned box stands behind a placeholder
        if isinstance(box, self.boxes.MarginBox):
            self.exclude(box, "Header" if box.at_keyword.startswith("@top") else "Footer")
        elif _is_decoration(box):
            self.exclude(box, "Layout")
        elif box.element_tag == "thead" and (box.element, "thead") in self.nodes:  # once more, in a new page or column
            self.exclude(box, "Pagination")
        else:
            node = self._node_of(box, parent, above)
            self._add_own(box, node)
            for child in box.children:
                self.add(child, node, box)

    def exclude(self, box: Any, what: str) -> None:
        """Keep a box out of the tree: it is painted, but not read."""
        box = getattr(box, "_box", box)
        if box in self.painted.marks:
            self.artifacts[Mark(self.page, self.painted.marks[box])] = what
        for child in box.children:
            self.exclude(child, what)

    def _add_own(self, box: Any, node: TagNode) -> None:
        if box.element is not None and box.element.get(SIGNER) and (box.element, SIGNER) not in self.nodes:
            self._sign(box, node)
        if box in self.painted.marks:
            node.kids.append(Mark(self.page, self.painted.marks[box]))
        link = node.around("Link")
        if box.link_annotation and link and not _is_covered(link, LinkArea(self.page, box.link_annotation)):
            link.kids.append(LinkArea(self.page, box.link_annotation))

    def _sign(self, box: Any, node: TagNode) -> None:
        """A field for a signature, read before the name of who signs."""
        left, _, _, high = _bounding_box(box, self.painted.height)
        form = self._join("Form", node, box.element, SIGNER)
        form.alt = box.element.get(SIGNER)
        form.kids.append(SignatureField(self.page, (left, high), form.alt))

    def _node_of(self, box: Any, parent: TagNode, above: Any) -> TagNode:
        """The node that a box's content belongs to; made if this is the element's first box."""
        element, tag = box.element, box.element_tag
        if element is None or isinstance(box, (self.boxes.TextBox, self.boxes.LineBox)):
            return parent
        if element is above.element and tag == above.element_tag:
            return self._paragraph(box, parent)
        if (element, tag) in self.nodes:
            return self.nodes[element, tag]
        if tag.endswith("::footnote-call"):
            return self._footnote(box, parent)
        if kind := self._kind(box, parent):
            node = self.nodes[element, tag] = self._new_node(kind, box, parent)
            node.lang = element.get("lang", "")
            return node
        return self._paragraph(box, parent)

    def _kind(self, box: Any, parent: TagNode) -> str:
        tag = box.element_tag
        if (tag == "a" or box.link_annotation) and parent.around("Link") is None:
            return "Link" if box.link_annotation else ""
        if tag == "a" or (tag == "img" and parent.around("Figure")):
            return ""
        if tag == "figure":
            return "Figure" if _alternative(box.element) else ""
        if tag == "figcaption" and parent.kind == "Figure":
            return "Caption"
        if tag not in _KINDS and "::" not in tag and box.element.get("lang") and tag not in {"html", "body"}:
            return "Span" if isinstance(box, self.boxes.InlineLevelBox) else "Div"
        return _KINDS.get(tag, "")

    def _paragraph(self, box: Any, parent: TagNode) -> TagNode:
        """A paragraph for text that stands loose in a section."""
        if parent.kind not in GROUPS or not any(isinstance(c, self.boxes.LineBox) for c in box.children):
            return parent
        last = parent.kids[-1] if parent.kids else None
        if isinstance(last, TagNode) and last.kind == "P" and last.element is box.element:
            return last
        paragraph = TagNode("P", self.page, parent, box.element)
        parent.kids.append(paragraph)
        return paragraph

    def _footnote(self, box: Any, parent: TagNode) -> TagNode:
        """The note is read where it is called, not at the foot of the page."""
        call = self._join("Reference", parent, box.element, box.element_tag)
        self._join("Note", parent, box.element, box.element_tag.removesuffix("::footnote-call"))
        return call

    def _join(self, kind: str, parent: TagNode, element: Element, key: str) -> TagNode:
        """The node under that key; a new one, last in ``parent``, if there is none."""
        if (element, key) not in self.nodes:
            node = self.nodes[element, key] = TagNode(kind, self.page, parent, element)
            parent.kids.append(node)
        return self.nodes[element, key]

    def _new_node(self, kind: str, box: Any, parent: TagNode) -> TagNode:
        """A new node for an element; for a list item it is the body, where the content goes."""
        element, tag = box.element, box.element_tag
        if kind == "L" and _is_contents(parent):
            return self._join("TOC", parent.around("TOCI") or parent, element, tag)
        if kind == "LI":
            return self._item(element, tag, parent)
        if tag in {"dt", "dd"}:
            return self._definition(kind, box, parent)
        if tag == "li::marker":
            return self._label(element, parent)
        node = TagNode(kind, self.page, parent, element)
        node.alt = _alternative(element) if kind == "Figure" else ""
        node.attributes = self._attributes(kind, box)
        parent.kids.append(node)
        return node

    def _item(self, element: Element, tag: str, parent: TagNode) -> TagNode:
        item, body = ("TOCI", "P") if parent.kind == "TOC" else ("LI", "LBody")
        return self._join(body, self._join(item, parent, element, f"{tag} #item"), element, f"{tag} #body")

    def _definition(self, kind: str, box: Any, parent: TagNode) -> TagNode:
        """A term begins an item of its list; what follows belongs to the same item."""
        items = parent.nodes()
        item = items[-1] if kind == "LBody" and items else self._join("LI", parent, box.element, "dt #item")
        return self._join(kind, item, box.element, box.element_tag)

    def _label(self, element: Element, parent: TagNode) -> TagNode:
        """The bullet or number, first in its item also where it is painted inside the text."""
        item = self.nodes.get((element, "li #item"), parent)
        label = TagNode("Lbl", self.page, item, element)
        item.kids.insert(0, label)
        return label

    def _attributes(self, kind: str, box: Any) -> dict[str, Any]:
        if kind in {"TH", "TD"}:
            spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
            return {"O": "/Table"} | {name: span for name, span in spans.items() if span != 1}
        if kind == "L" and box.element_tag != "dl":
            return {"O": "/List", "ListNumbering": "/" + NUMBERING.get(box.style["list_style_type"], "None")}
        if kind == "Figure":
            return {"O": "/Layout", "BBox": _bounding_box(box, self.painted.height)}
        return {}


def structure_tree(pages: Iterable[PaintedPage], boxes: Any) -> tuple[TagNode, dict[Mark, str]]:
    """The structure tree of the painted pages, and the artifacts.

    ``boxes`` is WeasyPrint's module of box classes, handed in so that only the engine imports it.
    """
    builder = TreeBuilder(boxes)
    for builder.page, builder.painted in enumerate(pages):
        for child in builder.painted.box.children:
            builder.add(child, builder.root, builder.painted.box)
    _prune(builder.root)
    return builder.root, builder.artifacts


def _prune(node: TagNode) -> None:
    """Drop what holds nothing, such as an empty span; an empty cell is still a cell."""
    for kid in node.nodes():
        _prune(kid)
        if not kid.kids and kid.kind not in {"TR", "TH", "TD"}:
            node.kids.remove(kid)


def _is_decoration(box: Any) -> bool:
    if getattr(box, "text", None) == "":  # the line that a running element was taken from
        return True
    element = box.element
    return element is not None and (
        element.get("aria-hidden") == "true" or (element.tag == "img" and element.get("alt") == "")
    )


def _is_contents(parent: TagNode) -> bool:
    """Whether a list here is the table of contents: in a ``nav``, or in an item of such a list."""
    in_nav = parent.kind == "Sect" and parent.element is not None and parent.element.tag == "nav"
    return in_nav or parent.around("TOCI") is not None


def _is_covered(link: TagNode, spot: LinkArea) -> bool:
    """Whether a rectangle lies in one that the link has: bold in a link is not a second link."""
    left, low, right, high = spot.annotation["Rect"]
    rectangles = (k.annotation["Rect"] for k in link.kids if isinstance(k, LinkArea) and k.page == spot.page)
    return any(
        r[0] <= left + 1 and right <= r[2] + 1 and min(r[1], r[3]) < max(low, high) and min(low, high) < max(r[1], r[3])
        for r in rectangles
    )


def _alternative(element: Element) -> str:
    if element.tag == SVG + "svg":
        texts = [" ".join((element.findtext(SVG + name) or "").split()) for name in ("title", "desc")]
        return ". ".join(text.removesuffix(".") for text in texts if text)
    picture = element.find("img") if element.tag == "figure" else element
    return "" if picture is None else " ".join(picture.get("alt", "").split())


def _bounding_box(box: Any, page_height: float) -> tuple[float, float, float, float]:
    x, y = box.content_box_x(), page_height - box.content_box_y()
    corners = (x, y - box.height, x + box.width, y)
    left, low, right, high = (POINTS_PER_PIXEL * corner for corner in corners)
    return left, low, right, high
