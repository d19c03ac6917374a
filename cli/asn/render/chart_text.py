"""Text in a chart: how wide it is and where it breaks.

SVG neither measures nor wraps text, so the widths must be known here. They are the advance widths of
the report's font (Source Sans 3, regular), read once from its ``hmtx`` table; a test compares the two.
"""

import re
import unicodedata
from collections.abc import Iterator

from asn.render.chart_markup import plain

WIDTH = 680
# Sizes in units of the viewBox. On 170 mm of an A4 page one unit is 0.71 pt: 12 units are 8.5 pt.
TITLE = 16.0
NAME = 13.0
SMALL = 12.0
LEADING = 16.0
CAP = 0.66  # height of capitals and digits per size: half of it below the middle centres a line
SEMIBOLD = 1.05  # how much wider semibold runs

MISSING = "uppgift saknas"

# Advance width in thousandths of the size, and the characters that have it. Digits and the signs + and −
# share one width, so figures stand in columns without asking for tabular ones.
_WIDTHS = {
    200: " \N{NO-BREAK SPACE}",
    245: "ijl|,.:;·’'",
    263: "I",
    300: "f()[]{}!-•",
    345: "tr/\\°",
    420: 's*?z”"',
    446: "x«»",
    462: "cvy",
    480: "YJL–",
    497: "Fke#$+0123456789<=>^~§−€×±≥≤_",
    510: "agXV",
    535: "EST",
    546: "oøAhun`",
    556: "bdpq",
    572: "PRCßZ",
    590: "KB",
    616: "&DG→",
    648: "UNH",
    664: "OQØ",
    724: "wM",
    786: "Wæ½",
    826: "Æ%m—",
    948: "@…",
}
_ADVANCE = {character: width for width, characters in _WIDTHS.items() for character in characters}
_UNKNOWN = 1000  # wider than any letter: rather too much room than too little
_SLACK = 1.02  # the table is rounded, and renderers round glyph positions too
_PIECE = re.compile(r" ?[^ ]+?(?:[-–/](?=[^\W\d])|(?= )|$)")


def width(text: str, size: float) -> float:
    """Measure text in regular weight, in units of the viewBox, rather too wide than too narrow."""
    return sum(_advance(character) for character in text) * size * _SLACK / 1000


def _advance(character: str) -> int:
    if character in _ADVANCE:
        return _ADVANCE[character]
    return _ADVANCE.get(unicodedata.normalize("NFD", character)[0], _UNKNOWN)


def wrap(text: str, room: float, size: float) -> tuple[str, ...]:
    """Break text into lines no wider than ``room``: at spaces, after hyphens and slashes, else in the word.

    Nothing is cut off: a name that needs three lines gets them.
    """
    lines = [""]
    for piece in _pieces(plain(text), room, size):
        if width(lines[-1] + piece.rstrip(" "), size) > room and lines[-1]:
            lines.append("")
        lines[-1] += piece.lstrip(" ") if not lines[-1] else piece
    return tuple(line.strip(" ") for line in lines)


def _pieces(text: str, room: float, size: float) -> Iterator[str]:
    """Split text where it may break; a word wider than a line is hyphenated where the line ends."""
    for word in _PIECE.findall(text):
        piece = ""
        for character in word if width(word.strip(" "), size) > room else ():
            if width(f"{piece}{character}-", size) > room and piece.strip(" "):
                yield f"{piece}-"
                piece = ""
            piece += character
        yield piece or word
