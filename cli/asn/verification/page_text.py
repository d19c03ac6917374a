"""The words of a PDF's pages, read from what is painted."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from asn.verification.wording import UNKNOWN

_PAIR = re.compile(rb"<([0-9a-fA-F]{4})>\s*<((?:[0-9a-fA-F]{4})+)>")
_FONT, _SHOW, _SPREAD, _BEGIN, _END = "Tf", "Tj", "TJ", {"BDC", "BMC"}, "EMC"

Glyphs = dict[int, str]


def painted(page: Any) -> Iterator[tuple[int | None, str]]:
    """The text of a page in the order it was painted, with the number of the marked content that holds it."""
    fonts = page.obj.get("/Resources", {}).get("/Font", {})
    maps: dict[str, Glyphs] = {}
    glyphs: Glyphs = {}
    marks: list[int | None] = []
    for step in pikepdf.parse_content_stream(page):
        operands, operator = step.operands, step.operator
        what = str(operator)
        if what == _FONT:
            name = str(operands[0])
            glyphs = maps.setdefault(name, _glyphs(fonts.get(name)))
        elif what in _BEGIN:
            marks.append(_mark(operands))
        elif what == _END:
            marks = marks[:-1]
        elif what in {_SHOW, _SPREAD}:
            parts = operands[0] if what == _SPREAD else operands
            text = "".join(_decoded(bytes(part), glyphs) for part in parts if isinstance(part, pikepdf.String))
            yield next((mark for mark in reversed(marks) if mark is not None), None), text


def page_text(page: Any) -> str:
    """All words of a page, between single spaces."""
    words = ""
    before = ""
    for _, text in painted(page):
        # A chart's words are painted letter by letter.
        words += text if len(text) == len(before) == 1 else f" {text}"
        before = text
    return " ".join(words.split())


def _mark(operands: Any) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    number = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
    return None if number is None else int(number)


def _glyphs(font: Any) -> Glyphs:
    """What each code of a font stands for, after its own table."""
    if font is None or "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode.read_bytes()
    return {int(code, 16): _text(text) for code, text in _PAIR.findall(table)}


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _decoded(codes: bytes, glyphs: Glyphs) -> str:
    pairs = (int.from_bytes(codes[place : place + 2]) for place in range(0, len(codes), 2))
    return "".join(glyphs.get(code, UNKNOWN) for code in pairs)
