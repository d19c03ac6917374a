"""A file that has been read: its text, its values, and the place of everything in it."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeAlias

from asn.finding import Finding, Place, Severity
from asn.read.alignment import normalised, written_characters


@dataclass(frozen=True)
class Source:
    """The text of one file, twice: as the editor sees it, and as the YAML parser gets it.

    ``parsed`` has exactly as many characters as ``text``: what the two kinds of parser would read in
    different ways, or not at all, is replaced one for one. So an offset in one is an offset in the other.
    """

    file: str
    text: str
    parsed: str

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        """Where each line starts. Only line feeds count, as in an editor."""
        return (0, *(match.end() for match in re.finditer("\n", self.text)))

    def line(self, offset: int) -> int:
        """The number of the line that holds the character at ``offset``, from 1."""
        return bisect_right(self._lines, offset)

    def column(self, offset: int) -> int:
        """The column of the character at ``offset``, from 1."""
        return offset - self.line_start(offset) + 1

    def line_start(self, offset: int) -> int:
        """The offset of the first character on the line of ``offset``."""
        return self._lines[self.line(offset) - 1]

    def offset(self, line: int, column: int) -> int:
        """The offset of the character in a line and a column, both from 1."""
        return self._lines[line - 1] + column - 1

    def line_end(self, offset: int) -> int:
        """The offset just after the last character on the line of ``offset``."""
        line = self.line(offset)
        return self._lines[line] - 1 if line < len(self._lines) else len(self.text)

    def place(self, start: int, end: int) -> Place:
        """The characters from ``start`` up to ``end``, as a place."""
        return Place(self.file, self.line(start), self.column(start), self.line(end), self.column(end))

    def error(self, code: str, span: tuple[int, int], message: str, suggestion: str) -> Finding:
        """A finding of severity fel on the characters of ``span``."""
        return Finding(self.place(*span), code, Severity.FEL, message, suggestion)

    def warning(self, code: str, span: tuple[int, int], message: str, suggestion: str) -> Finding:
        """A finding of severity varning on the characters of ``span``."""
        return Finding(self.place(*span), code, Severity.VARNING, message, suggestion)


Value: TypeAlias = "bool | str | list[Value] | dict[str, Value] | None"
"""What YAML holds here. Numbers and dates are still text: the fields that expect them read them."""

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys and, for lists, indexes from 0."""

Span: TypeAlias = tuple[int, int]


def value_at(value: Value, path: Path, missing: Any = None) -> Any:
    """What stands at a place in a value; ``missing`` where there is none."""
    for step in path:
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return missing
    return value


def records(value: Value) -> list[dict[str, Value]]:
    """The mappings of a list, in order; none of what is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


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
        node, is_there = self._nearest(path)
        span = node.span if is_there else node.key or node.span
        return self.source.place(*span)

    def key_place(self, path: Path) -> Place:
        """Of the key that holds the value at ``path``; in a list, of the value itself."""
        node, _ = self._nearest(path)
        return self.source.place(*(node.key or node.span))

    def within(self, path: Path, start: int, end: int) -> Place:
        """Of the characters from ``start`` up to ``end`` in the text at ``path``, where they are written.

        Where that can't be told, of the whole text. A span without characters is a point.
        """
        node, is_there = self._nearest(path)
        is_text = is_there and isinstance(node.value, str)
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
    characters = written_characters(parsed, span, style, raw)
    return tuple((first, last) for _, first, last in normalised(characters)) if characters else ()
