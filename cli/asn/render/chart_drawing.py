"""What charts are drawn with: SVG elements, colours, marks, scales, and how wide a text is and where it breaks.

The colours are the designer's to change. On white, text holds at least 4.5:1 and graphics at least 3:1 (WCAG 1.4.3,
1.4.11), and no two series are told apart by colour alone: bars differ in lightness and outline, lines in dash and mark.

SVG neither measures nor wraps text, so the widths must be known here. They are the advance widths of the report's font
(Source Sans 3, regular), read once from its ``hmtx`` table; a test compares the two.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from html import escape, unescape
from itertools import groupby
from typing import NewType

from asn.figures import decimals_of, format_number

Markup = NewType("Markup", str)
Point = tuple[float, float]

_SOFT_HYPHEN = "\N{SOFT HYPHEN}"  # the lines are broken here, and WeasyPrint would draw it

# Control characters, lone surrogates and the two noncharacters: XML or HTML refuses them even when escaped.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile("[ \t\r\n]+")


def xml_text(text: str) -> str:
    """Give the text in one line, without what XML can't hold and without soft hyphens."""
    return _SPACES.sub(" ", _ILLEGAL.sub(" ", text.replace(_SOFT_HYPHEN, ""))).strip(" ")


def word_parts(text: str) -> Markup:
    """Make plain text safe to stand in markup."""
    return Markup(escape(xml_text(text), quote=False))


def element(name: str, attributes: dict[str, str | float], *content: Markup) -> Markup:
    """Write an element; attributes are escaped, numbers made short, the content is markup already."""
    listed = "".join(f' {key}="{_value(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{listed}>{''.join(content)}</{name}>" if content else f"<{name}{listed}/>")


def _value(value: str | float) -> str:
    return escape(xml_text(value)) if isinstance(value, str) else coordinate(value)


def coordinate(value: float) -> str:
    """Print a coordinate: at most two decimals, and never a negative zero: equal drawings are equal text."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def text_line(x: float, y: float, content: str, **attributes: str | float) -> Markup:
    """Write one line of text with its baseline at ``y``; underscores in names become hyphens."""
    named = {key.replace("_", "-"): value for key, value in attributes.items()}
    return element("text", {"x": x, "y": y, **named}, word_parts(content))


def path_through(points: Iterable[Point]) -> str:
    """Write the way through some points, as the ``d`` of a path."""
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)


def runs_of(points: Iterable[Point | None]) -> list[list[Point]]:
    """Points that follow each other without a gap."""
    return [[p for p in run if p] for missing, run in groupby(points, lambda p: p is None) if not missing]


def text_lines(x: float, y: float, texts: Iterable[str], **attributes: str | float) -> Iterator[Markup]:
    """Write lines of text below each other, the first with its baseline at ``y``."""
    return (text_line(x, y + LEADING * number, text, **attributes) for number, text in enumerate(texts))


def line(start: Point, end: Point, colour: str, thickness: float = 1, dash: str = "") -> Markup:
    """Write a straight line; ``dash`` is an SVG dash list."""
    dashed: dict[str, str | float] = {"stroke-dasharray": dash} if dash else {}
    return element("path", {"d": path_through((start, end)), "stroke": colour, "stroke-width": thickness, **dashed})


PRIMARY = "#1b4f68"
SECONDARY = "#6b97ad"
POSITIVE = "#236a88"
NEGATIVE = "#b5482a"
TEXT = "#1b2930"
MUTED = "#54656e"
GRID = "#d6dee2"  # pure decoration: every figure that matters has its own label
AXIS = "#54656e"
WHITE = "#ffffff"


@dataclass(frozen=True, slots=True)
class BarStyle:
    """How a bar looks: ``stroke`` is empty for a filled bar; an outlined one shows in black and white."""

    fill: str
    stroke: str = ""


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a line looks; ``dash`` is an SVG dash list, ``hollow`` a marker with a white heart."""

    colour: str
    dash: str
    marker: str
    hollow: bool = False


BARS = (BarStyle(PRIMARY), BarStyle(SECONDARY), BarStyle(WHITE, PRIMARY))
DOTS = (BarStyle(WHITE, PRIMARY), BarStyle(PRIMARY))
"""What was first, and what was last."""
LIMIT_DASH = "5 3"
LINES = (
    LineStyle(PRIMARY, "", "circle"),
    LineStyle(NEGATIVE, "7 3", "square"),
    LineStyle("#3a7350", "2 2.5", "triangle"),
    LineStyle("#76498d", "10 3 2 3", "diamond"),
    LineStyle("#2a8094", "14 4", "circle", hollow=True),
    LineStyle("#8a6508", "4 2", "square", hollow=True),
    LineStyle("#54656e", "1.5 4", "triangle", hollow=True),
    LineStyle("#a53a68", "8 2 2 2 2 2", "diamond", hollow=True),
)


# Corners around the point, in units of the viewBox; the circle has none.
_CORNERS = {
    "square": ((-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)),
    "triangle": ((0.0, -4.3), (4.2, 3.2), (-4.2, 3.2)),
    "diamond": ((0.0, -4.6), (4.6, 0.0), (0.0, 4.6), (-4.6, 0.0)),
}


def marker(style: LineStyle, x: float, y: float) -> Markup:
    """Draw a series' mark around a point; the edge keeps hollow and filled ones equally large."""
    look: dict[str, str | float] = {
        "fill": WHITE if style.hollow else style.colour,
        "stroke": style.colour,
        "stroke-width": 1.5,
    }
    if style.marker == "circle":
        return element("circle", {"cx": x, "cy": y, "r": 3.6, **look})
    corners = ((x + dx, y + dy) for dx, dy in _CORNERS[style.marker])
    return element("path", {"d": f"{path_through(corners)}Z", **look})


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


def fit(reaches: list[tuple[Decimal, float]], left: float, right: float) -> Scale:
    """Find the longest scale on which every bar and its label stays between ``left`` and ``right``.

    ``reaches`` are the figures, each with its label's width. Each figure below zero, paired with each above, limits
    the scale; the tightest pair decides. Zero is always inside. Figures that are all zero get no length, and zero
    stands at ``left``.
    """
    below = [(0.0, 0.0)] + [(-float(value), label) for value, label in reaches if value < 0]
    above = [(0.0, 0.0)] + [(float(value), label) for value, label in reaches if value >= 0]
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
TITLE_SIZE = 16.0
NAME_SIZE = 13.0
SMALL_SIZE = 12.0
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


def without_overlap(wanted: list[float], heights: list[float], top: float, bottom: float) -> list[float]:
    """Move middles apart so that nothing overlaps, as little as possible and within ``top`` and ``bottom``.

    Taking away the height of all that stands above turns «no overlap» into «in rising order»; labels in the
    wrong order are then pooled at their mean (isotonic regression), which is the least movement there is.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    above, pools = 0.0, list[list[float]]()
    offsets = []
    for index in order:
        offsets.append(above + heights[index] / 2)
        pools.append([wanted[index] - offsets[-1]])
        above += heights[index]
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    level = [min(max(_mean(pool), top), bottom - above) for pool in pools for _ in pool]
    placed = dict(zip(order, (y + offset for y, offset in zip(level, offsets, strict=True)), strict=True))
    return [placed[index] for index in range(len(wanted))]


def _mean(pool: list[float]) -> float:
    return sum(pool) / len(pool)


Measure = Callable[[str, bool], float]
"""How wide a text is in a board's own faces, in shares of its size; the second tells whether it is semibold."""
_SIZE = re.compile(r'font-size="([0-9.]+)"')
_WORDS = re.compile(r"<text([^>]*)>([^<]*)</text>")


def in_own_faces(drawn: str, measure: Measure) -> str:
    """A drawing with its letters so small that faces wider than ours keep within the room that each text was given."""
    share = 1.0
    for marks, escaped in _WORDS.findall(drawn):
        words, bold = unescape(escaped), "font-weight" in marks
        needed = measure(words, bold)
        if needed > 0:
            share = min(share, text_width(words, 1.0) * (SEMIBOLD if bold else 1) / needed)
    return _SIZE.sub(lambda match: f'font-size="{coordinate(float(match[1]) * share)}"', drawn)
