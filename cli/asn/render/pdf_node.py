"""The pieces of a structure tree: elements, painted content, link rectangles, and painted pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element


class Mark(NamedTuple):
    """A piece of painted content: its page, counted from 0, and its number on that page."""

    page: int
    mcid: int


class Spot(NamedTuple):
    """A link's clickable rectangle on a page; ``annotation`` is WeasyPrint's own dictionary."""

    page: int
    annotation: Any


@dataclass(slots=True, eq=False)
class Node:
    """One structure element: ``kind`` is its type in PDF, ``page`` the first page that it stands on."""

    kind: str
    page: int = 0
    parent: Node | None = None
    element: Element | None = None
    kids: list[Node | Mark | Spot] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    alt: str = ""
    lang: str = ""
    id: str = ""

    def nodes(self) -> list[Node]:
        """The structure elements right below."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for kid in self.nodes():
            yield from kid.walk()

    def around(self, kind: str) -> Node | None:
        """The nearest node of a kind, this one or one above it."""
        node: Node | None = self
        while node is not None and node.kind != kind:
            node = node.parent
        return node


class Sheet(NamedTuple):
    """A painted page: its box, what was painted for which box, and its height in CSS pixels."""

    box: Any
    marks: Mapping[Any, int]
    height: float
