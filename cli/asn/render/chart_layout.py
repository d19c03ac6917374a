"""Where things land in a chart: scales and ticks, how wide a text is and where it breaks.

SVG neither measures nor wraps text, so the widths must be known here. They are the advance widths of the report's font
(Source Sans 3, regular), read once from its ``hmtx`` table; a test compares the two.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from asn.figures import decimals_of, format_number
from asn.render.chart_drawing import xml_text

# Below this a figure is zero to any reader, and dividing by it would leave the range of floats.
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: ``zero`` is where ``origin`` lands, ``step`` how far one unit reaches (negative upwards)."""

    zero: float
    step: float
    origin: Decimal = Decimal(0)

    def __call__(self, value: Decimal) -> float:
        return self.zero + self.step * float(value - self.origin)


@dataclass(frozen=True, slots=True)
class Reach:
    """What must have room at a bar's end: the figure, and beyond it its label's width."""

    value: Decimal
    label: float


def fit(reaches: list[Reach], left: float, right: float) -> Scale:
    """Find the longest scale on which every bar and its label stays between ``left`` and ``right``.

    Each figure below zero, paired with each above, limits the scale; the tightest pair decides. Zero is
    always inside. Figures that are all zero get no length, and zero stands at ``left``.
    """
    below = [(0.0, 0.0)] + [(-float(r.value), r.label) for r in reaches if r.value < 0]
    above = [(0.0, 0.0)] + [(float(r.value), r.label) for r in reaches if r.value >= 0]
    limits = [
        (right - left - low_label - high_label) / (low + high)
        for low, low_label in below
        for high, high_label in above
        if low + high > TINY
    ]
    step = min(limits, default=0.0)
    return Scale(left + max(label + step * value for value, label in below), step)


def extent(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """The ends of an axis for some figures: it holds zero, unless that would press them into less than half of it."""
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    if low == high or low * 2 <= high:
        low = min(low, Decimal(0))
    if low == high or high * 2 >= low:
        high = max(high, Decimal(0))
    return low, Decimal(1) if low == high else high


def least_step(decimals: int) -> Decimal:
    """Give the smallest step that says no more than the figures do: whole numbers get whole ticks."""
    return Decimal(1).scaleb(-decimals)


def round_step(least: Decimal) -> Decimal:
    """Give the smallest of … 1, 2, 5, 10, 20, 50 … that is at least ``least``."""
    unit = Decimal(10) ** least.adjusted()
    return next(step * unit for step in map(Decimal, (1, 2, 5, 10)) if step * unit >= least)


def multiples(step: Decimal, low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """List every multiple of ``step`` from ``low`` to ``high``."""
    first = int((low / step).to_integral_value(ROUND_CEILING))
    last = int((high / step).to_integral_value(ROUND_FLOOR))
    return tuple(step * count for count in range(first, last + 1))


def tick_text(tick: Decimal, step: Decimal, *, sign: bool = False) -> str:
    """Print a tick with the decimals its step needs; zero is always plain."""
    return format_number(tick, decimals_of(step.normalize()), sign=sign) if tick else "0"


def ticks_around(low: Decimal, high: Decimal, most: int, least: Decimal) -> tuple[Decimal, ...]:
    """List round numbers that enclose ``low`` to ``high``, at most ``most`` steps of ``least`` or more.

    Figures on both sides of zero need two steps, so ``most`` is at least 2.
    """
    step = max(least, round_step((high - low) / most))
    while True:
        first = int((low / step).to_integral_value(ROUND_FLOOR))
        last = int((high / step).to_integral_value(ROUND_CEILING))
        if last - first <= most:
            return tuple(step * count for count in range(first, last + 1))
        step = round_step(step * Decimal("1.01"))


WIDTH = 680
NARROW = 272


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a chart is drawn on: its width, and whether names stand above what they name, as on a phone."""

    width: float = WIDTH
    narrow: bool = False


WIDE, PHONE = Canvas(), Canvas(NARROW, narrow=True)
# Sizes in units of the viewBox. On 170 mm of an A4 page one unit is 0.71 pt: 12 units are 8.5 pt.
TITLE = 16.0
NAME = 13.0
SMALL = 12.0
LEADING = 16.0
CAP = 0.66  # height of capitals and digits per size: half of it below the middle centres a line
SEMIBOLD = 1.05  # how much wider semibold runs


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


def text_width(text: str, size: float) -> float:
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
    for piece in _pieces(xml_text(text), room, size):
        if text_width(lines[-1] + piece.rstrip(" "), size) > room and lines[-1]:
            lines.append("")
        lines[-1] += piece.lstrip(" ") if not lines[-1] else piece
    return tuple(line.strip(" ") for line in lines)


def _pieces(text: str, room: float, size: float) -> Iterator[str]:
    """Split text where it may break; a word wider than a line is hyphenated where the line ends."""
    for word in _PIECE.findall(text):
        piece = ""
        for character in word if text_width(word.strip(" "), size) > room else ():
            if text_width(f"{piece}{character}-", size) > room and piece.strip(" "):
                yield f"{piece}-"
                piece = ""
            piece += character
        yield piece or word
