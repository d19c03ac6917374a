"""Where each character of a text stands in the source.

A text in YAML is written in one of five ways, and in each what one reads differs from what is written: lines
are folded, quotes doubled, escapes spelled out, indentation taken away. The rules are those of YAML 1.2,
chapters 7 and 8; what comes out is compared with what the parser read: an answer is exact or is not given.
"""

import re
import unicodedata
from collections.abc import Iterator

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
