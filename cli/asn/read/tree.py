"""A file that has been read: its value, and the place of everything in it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from asn.finding import Place
from asn.read.alignment import normalised, written
from asn.read.source import Source

Value: TypeAlias = "bool | str | list[Value] | dict[str, Value] | None"
"""What YAML holds here. Numbers and dates are still text: the fields that expect them read them."""

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys and, for lists, indexes from 0."""

Span: TypeAlias = tuple[int, int]

COLLECTION = "collection"


class Node(NamedTuple):
    """A value with where it stands.

    ``style`` is how a text is written: plain is the empty string, else the character that opens it. ``raw``
    is a text as YAML reads it, before tabs and NFC. ``key`` is where the node's key stands, if it has one.
    A named tuple, for a file has thousands: a frozen dataclass takes three times as long to make.
    """

    value: Value
    span: Span
    style: str
    raw: str
    key: Span | None
    children: dict[str | int, "Node"]


@dataclass(frozen=True, slots=True)
class Tree:
    """The content of one YAML file."""

    source: Source
    root: Node

    @property
    def file(self) -> str:
        return self.source.file

    @property
    def text(self) -> str:
        r"""The file's text without byte order mark and with line feeds for line ends."""
        return self.source.text

    @property
    def value(self) -> Value:
        return self.root.value

    def place(self, path: Path) -> Place:
        """Of the value at ``path``; where there is none, of the key of the nearest that is there."""
        node, found = self._nearest(path)
        span = node.span if found else node.key or node.span
        return self.source.place(*span)

    def key_place(self, path: Path) -> Place:
        """Of the key that holds the value at ``path``; in a list, of the value itself."""
        node, _ = self._nearest(path)
        return self.source.place(*(node.key or node.span))

    def within(self, path: Path, start: int, end: int) -> Place:
        """Of the characters from ``start`` up to ``end`` in the text at ``path``, where they are written.

        Where that can't be told, of the whole text. A span without characters is a point.
        """
        node, found = self._nearest(path)
        is_text = found and isinstance(node.value, str)
        spans = _spans(self.source.parsed, node.span, node.style, node.raw) if is_text else ()
        if not spans:
            return self.place(path)
        end_of_text = spans[-1][1]
        start = max(start, 0)
        if start >= len(spans):
            return self.source.place(end_of_text, end_of_text)
        if end <= start:
            return self.source.place(spans[start][0], spans[start][0])
        return self.source.place(spans[start][0], spans[min(end, len(spans)) - 1][1])

    def _nearest(self, path: Path) -> tuple[Node, bool]:
        """The node at ``path``, or the last one on the way to it."""
        node = self.root
        for step in path:
            child = node.children.get(step)
            if child is None:
                return node, False
            node = child
        return node, True


@lru_cache(maxsize=8)
def _spans(parsed: str, span: Span, style: str, raw: str) -> tuple[Span, ...]:
    """Where each character of a text is written; none where that can't be told.

    A rule asks about one text again and again, and a text may have a thousand faults: it is gone through once.
    """
    characters = written(parsed, span, style, raw)
    return tuple((first, last) for _, first, last in normalised(characters)) if characters else ()
