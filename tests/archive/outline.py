"""A page and its tags as one and the same list of blocks, so that they can be compared element by element."""

import re
from collections.abc import Iterator, Mapping

from lxml import html as lxml_html
from tests.archive.tree import Element

Block = tuple[str, ...]
_IGNORED = re.compile(r"[\s\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}-]+")
_SAYS = "./*[local-name() = 'title' or local-name() = 'desc']/text()"
_HEADINGS = {f"h{level}": f"H{level}" for level in range(1, 7)}
# What the print style sheet hides.
_HIDDEN = ".//*[contains(concat(' ', @class, ' '), ' fotnoter ')]//li/a[@aria-label]"


def words(text: str) -> str:
    """A text without what a line break can put in or take away."""
    return _IGNORED.sub("", text)


def of_page(page: str, numbers: Mapping[str, int]) -> list[Block]:
    """The blocks of a page in HTML; ``numbers`` are the pages that its places are printed on."""
    body = lxml_html.document_fromstring(page).body
    for place in body.xpath(".//*[@data-href]"):
        place.text = str(numbers[place.get("data-href").removeprefix("#")])
    for hidden in body.xpath(_HIDDEN):
        hidden.drop_tree()
    return list(_html(body))


def of_tree(tree: Element) -> list[Block]:
    """The blocks of a tree of tags."""
    return list(_tags(tree))


def _html(node: lxml_html.HtmlElement) -> Iterator[Block]:
    for child in node.iterchildren(tag=lxml_html.etree.Element):
        kind = child.tag
        if child.get("aria-hidden") == "true":
            continue  # what is drawn beside a figure is read to nobody
        if kind in {"ul", "ol"} and child.find("li") is None:
            continue  # a list of nothing is no list to a reader
        if kind in _HEADINGS or kind in {"p", "caption"}:
            yield {"p": "P", "caption": "Caption"}.get(kind) or _HEADINGS[kind], words(child.text_content())
        elif kind == "li":
            yield "LI", words(_without(child, {"ul", "ol", "p"}))
        elif kind in {"th", "td"}:
            scope = {"col": "Column", "row": "Row"}.get(child.get("scope", ""), "")
            yield kind.upper(), scope, words(_without(child, {"ul", "ol", "p"}))
        elif kind in {"table", "tr", "ul", "ol", "dl"}:
            yield {"table": "Table", "tr": "TR"}.get(kind, "L"), ""
        elif kind == "a":
            yield "Link", words(child.text_content()), child.get("href")
        elif kind == "svg":
            yield "Figure", words(". ".join(child.xpath(_SAYS))).rstrip(".")
            continue
        yield from _html(child)


def _without(node: lxml_html.HtmlElement, blocks: set[str]) -> str:
    """A node's words, but for those of the blocks in it and what is read to nobody."""
    text = node.text or ""
    for child in node.iterchildren():
        skipped = child.tag in blocks or child.get("aria-hidden") == "true"
        text += "" if skipped else _without(child, blocks)
        text += child.tail or ""
    return text


def _tags(element: Element, above: str = "") -> Iterator[Block]:
    for kid in element.elements():
        kind = kid.kind
        if kind in {*_HEADINGS.values(), "Caption"} or (kind == "P" and above != "TOCI"):
            yield kind, words(kid.text())
        elif kind == "TOCI":
            yield "LI", words(kid.text("TOC"))
        elif kind == "LI":
            yield "LI", words(kid.text("L", "P", "Lbl"))
        elif kind in {"TH", "TD"}:
            yield kind, kid.scope, words(kid.text("L", "P"))
        elif kind in {"Table", "TR", "L", "TOC"}:
            yield "L" if kind == "TOC" else kind, ""
        elif kind == "Link":
            yield "Link", words(kid.text()), *kid.targets
        elif kind == "Figure":
            yield "Figure", words(kid.alt).rstrip(".")
            continue
        yield from _tags(kid, kind)
