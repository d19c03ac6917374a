"""What a PDF says through its tags, so that two of them can be held against each other whatever engine made them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.archive.tree import Element

_HEADINGS = tuple(f"H{level}" for level in range(1, 7))
# A face may draw both hyphens as one. Between words that stand side by side, engines put spaces, soft hyphens,
# joiners and places to break of their own.
_BLANK = re.compile(r"[\s\u00ad\u200b\u2060]")


class Told(NamedTuple):
    """All words in order, tables as rows of cells with their kinds, headings with their levels, and pictures in words.

    Numbers of pages are left out: a page is broken where its engine breaks it.
    """

    words: str
    tables: list[list[list[tuple[str, str, str]]]]
    headings: list[tuple[str, str]]
    pictures: list[str]


def told(tree: Element) -> Told:
    """What a PDF says."""
    tables = [
        [[(cell.kind, cell.scope, _plain(cell)) for cell in row.elements()] for row in table.of("TR")]
        for table in tree.of("Table")
    ]
    headings = [(element.kind, _plain(element)) for element in tree.of(*_HEADINGS)]
    words = re.sub(r"\(sida\d+\)", "(sida)", _plain(tree))
    return Told(words, tables, headings, [element.alt for element in tree.of("Figure")])


def _plain(element: Element) -> str:
    return _BLANK.sub("", "".join(_words(element))).replace("\N{HYPHEN}", "-")


def _words(element: Element) -> Iterator[str]:
    """The words of an element, but for what stands in a picture, and the mark before a point of a list."""
    if element.kind == "Figure":
        for caption in element.of("Caption"):
            yield from _words(caption)
    elif element.kind == "TOCI":
        *words, page = filter(None, (_BLANK.sub("", part) for part in _all(element, "TOC")))
        assert page.isdecimal()
        yield from words
        for inner in element.of("TOC"):
            yield from _words(inner)
    elif element.kind != "Lbl" or re.search(r"\d", element.text()):
        yield from (part for kid in element.kids for part in ([kid] if isinstance(kid, str) else _words(kid)))


def _all(element: Element, without: str) -> Iterator[str]:
    for kid in element.kids:
        if isinstance(kid, str):
            yield kid
        elif kid.kind != without:
            yield from _all(kid, without)
