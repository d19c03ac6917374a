"""A file that has been read: its text, its values, and the place of everything in it."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeAlias

from asn.finding import Finding, KeyPath, Place, Severity

Written = tuple[str, int, int]
"""A character that is read, and the offsets where what gives it is written."""

PLAIN = ""
LITERAL = "|"
FOLDED = ">"
BLOCKS = (LITERAL, FOLDED)

FOLD = r"(?P<fold> *\n[ \n]*)"
PIECES = {
    PLAIN: re.compile(FOLD + r"|(?P<char>.)"),
    "'": re.compile(FOLD + r"|(?P<quote>'')|(?P<char>.)"),
    '"': re.compile(
        FOLD
        + r"|\\x(?P<x>[0-9A-Fa-f]{2})|\\u(?P<u>[0-9A-Fa-f]{4})|\\U(?P<U>[0-9A-Fa-f]{8})"
        + r"|(?P<glue>\\\n[ \n]*)|\\(?P<short>.)|(?P<char>.)"
    ),
}
ESCAPES = {
    "0": "\0", "a": "\x07", "b": "\x08", "t": "\t", "n": "\n", "v": "\x0b", "f": "\x0c", "r": "\r",
    "e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_LINE = re.compile(r"(?!\Z)( *)([^\n]*)(?:\n|\Z)")
HEADER = re.compile(r"[|>][-+0-9]*(?: [^\n]*)?(?:\n|\Z)")


def written_characters(parsed: str, span: tuple[int, int], style: str, value: str) -> list[Written] | None:
    """The characters of ``value`` with their offsets, or None where it is not written there in that style."""
    if style in BLOCKS:
        characters = _block(parsed, span[0], value)
    else:
        quote = len(style)
        characters = list(_flow(parsed, span[0] + quote, span[1] - quote, style))
    return characters if "".join(char for char, _, _ in characters) == value else None


def normalised(characters: list[Written]) -> list[Written]:
    """The same characters after NFC. One that is composed covers all that it is composed of."""
    if unicodedata.is_normalized("NFC", "".join(char for char, _, _ in characters)):
        return characters
    result: list[Written] = []
    group: list[Written] = []
    for character in characters:
        if group and _apart(group, character):
            result += _composed(group)
            group = []
        group.append(character)
    return result + _composed(group)


def _apart(group: list[Written], character: Written) -> bool:
    char = character[0]
    if unicodedata.combining(char):
        return False
    before = "".join(char for char, _, _ in group)
    normal = unicodedata.normalize("NFC", before + char)
    return normal == unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", char)


def _composed(group: list[Written]) -> list[Written]:
    before = "".join(char for char, _, _ in group)
    after = unicodedata.normalize("NFC", before)
    if before == after:
        return group
    return [(char, group[0][1], group[-1][2]) for char in after]


def _flow(parsed: str, start: int, end: int, style: str) -> Iterator[Written]:
    for match in PIECES[style].finditer(parsed, start, end):
        kind, piece = match.lastgroup, match[match.lastgroup or 0]
        if kind == "fold":
            chars = "\n" * (piece.count("\n") - 1) or " "
        elif kind == "glue":
            chars = "\n" * (piece.count("\n") - 1)
        elif kind in ("x", "u", "U"):
            chars = chr(int(piece, 16))
        elif kind == "short":
            chars = ESCAPES.get(piece, piece)
        else:
            chars = piece[0]
        for char in chars:
            yield char, match.start(), match.end()


def _block(parsed: str, start: int, value: str) -> list[Written]:
    """A literal or folded text. Line breaks at its end may be left out: the value tells how many."""
    header = HEADER.match(parsed, start)
    if not header:
        return []
    lines = list(_block_lines(parsed, header.end(), value))
    return list(_joined(parsed, lines, parsed[start]))[: len(value)]


def _block_lines(parsed: str, start: int, value: str) -> Iterator[tuple[int, int]]:
    """Where the text of each line starts and ends, without the indentation.

    The indentation is what the first line with text has more in the source than in the value.
    """
    indent: int | None = None
    first = value.lstrip("\n")
    for match in _LINE.finditer(parsed, start):
        if match[2] and indent is None:
            indent = len(match[1]) - (len(first) - len(first.lstrip(" ")))
        if match[2] and indent is not None and len(match[1]) < indent:
            return
        skipped = len(match[1]) if indent is None else min(len(match[1]), indent)
        yield match.start() + skipped, match.end(2)


def _joined(parsed: str, lines: list[tuple[int, int]], style: str) -> Iterator[Written]:
    """The lines with their breaks.

    In a folded text the break after a line is a space where the next line has text, and nothing where blank
    lines follow, but only between two lines that don't begin with a space.
    """
    for (start, end), following, near in zip(lines, *_following(lines), strict=True):
        for offset in range(start, end):
            yield parsed[offset], offset, offset + 1
        flush = start < end and parsed[start] != " " and following is not None and parsed[following] != " "
        if style != FOLDED or not flush:
            yield "\n", end, end + 1
        elif near:
            yield " ", end, following or end


def _following(lines: list[tuple[int, int]]) -> tuple[list[int | None], list[bool]]:
    """For each line where the next one with text starts, and whether that is the very next line."""
    starts: list[int | None] = []
    near = []
    following = None
    last_is_text = False
    for start, end in reversed(lines):
        starts.append(following)
        near.append(last_is_text)
        last_is_text = start < end
        following = start if last_is_text else following
    return starts[::-1], near[::-1]


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

Span: TypeAlias = tuple[int, int]


def value_at(value: Value, path: KeyPath, missing: Any = None) -> Any:
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


class Tree(NamedTuple):
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

    def place(self, path: KeyPath) -> Place:
        """Of the value at ``path``; where there is none, of the key of the nearest that is there."""
        node, is_there = self._nearest(path)
        span = node.span if is_there else node.key or node.span
        return self.source.place(*span)

    def key_place(self, path: KeyPath) -> Place:
        """Of the key that holds the value at ``path``; in a list, of the value itself."""
        node, _ = self._nearest(path)
        return self.source.place(*(node.key or node.span))

    def within(self, path: KeyPath, start: int, end: int) -> Place:
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

    def _nearest(self, path: KeyPath) -> tuple[Node, bool]:
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
