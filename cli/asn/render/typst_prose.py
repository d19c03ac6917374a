"""Prose for the engine Typst: the same safe part of Markdown as in HTML, as plain values that are written as JSON.

An inline run is a list of texts and of groups with one key for what they are: ``fet``, ``kursiv``, ``kod``, ``till``
with its ``text``, ``fotnot``, ``rad``. A block is ``p`` (a paragraph), ``r`` (a run that stands bare in a point or a
cell), ``ul`` or ``ol`` with its points, each a list of blocks.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from asn.render.prose import bare, parser

Inline = list[Any]
Blocks = list[dict[str, Any]]

_NOTE = re.compile(r"\[\^(\d+)\]")
_MARKS = {"strong_open": "fet", "em_open": "kursiv"}


def prose_blocks(text: str) -> Blocks:
    """Prose as blocks."""
    return _blocks(iter(parser().parse(text)))


def prose_inline(text: str) -> Inline:
    """One run of prose, without a paragraph around it."""
    return [part for token in parser().parseInline(text) for part in _inline(iter(token.children or ()))]


def prose_item(text: str) -> Blocks:
    """Prose for a point of a list: its first paragraph stands bare, lists below it follow."""
    return _blocks(iter(bare(parser().parse(text), alone=False)))


def prose_cell(text: str) -> Blocks:
    """Prose for a table's cell: a single paragraph stands bare, more keep their blocks."""
    return _blocks(iter(bare(parser().parse(text), alone=True)))


def _blocks(tokens: Iterator[Token]) -> Blocks:
    """The blocks up to the end of the one that they are in."""
    blocks: Blocks = []
    hidden = False
    for token in tokens:
        match token.type:
            case "paragraph_open":
                hidden = token.hidden
            case "inline":
                blocks.append({"r" if hidden else "p": _inline(iter(token.children or ()))})
            case "bullet_list_open":
                blocks.append({"ul": _points(tokens)})
            case "ordered_list_open":
                blocks.append({"ol": _points(tokens), "från": int(token.attrGet("start") or 1)})
            case "list_item_close":
                break
    return blocks


def _points(tokens: Iterator[Token]) -> list[Blocks]:
    points = []
    for token in tokens:
        if token.type == "list_item_open":
            points.append(_blocks(tokens))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            break
    return points


def _inline(tokens: Iterator[Token]) -> Inline:
    """The run up to the end of the group that it is in."""
    pieces: Inline = []
    for token in tokens:
        match token.type:
            case "strong_open" | "em_open":
                pieces.append({_MARKS[token.type]: _inline(tokens)})
            case "link_open":
                pieces.append({"till": str(token.attrGet("href")), "text": _inline(tokens)})
            case "strong_close" | "em_close" | "link_close":
                break
            case "softbreak":
                pieces.append(" ")
            case "hardbreak":
                pieces.append({"rad": True})
            case "code_inline":
                pieces.append({"kod": token.content})
            case _:
                pieces += _noted(token.content)
    return _joined(pieces)


def _noted(text: str) -> Iterator[Any]:
    """A text with its references to footnotes, which the parser knows nothing of."""
    for place, part in enumerate(_NOTE.split(text)):
        if place % 2:
            yield {"fotnot": part}
        elif part:
            yield part


def _joined(parts: Sequence[Any]) -> Inline:
    """Texts side by side as one."""
    pieces: Inline = []
    for part in parts:
        if isinstance(part, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += part
        else:
            pieces.append(part)
    return pieces
