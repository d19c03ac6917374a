"""What charts are drawn with: SVG elements, the colours, and the marks on a line's points.

The colours are the designer's to change. On white, text holds at least 4.5:1 and graphics at least 3:1 (WCAG 1.4.3,
1.4.11), and no two series are told apart by colour alone: bars differ in lightness and outline, lines in dash and mark.
"""

import re
from dataclasses import dataclass
from html import escape
from typing import NewType

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


def line(start: Point, end: Point, colour: str, thickness: float = 1, dash: str = "") -> Markup:
    """Write a straight line; ``dash`` is an SVG dash list."""
    path = "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in (start, end))
    dashed: dict[str, str | float] = {"stroke-dasharray": dash} if dash else {}
    return element("path", {"d": path, "stroke": colour, "stroke-width": thickness, **dashed})


PRIMARY = "#1b4f68"
SECONDARY = "#6b97ad"
POSITIVE = "#236a88"
NEGATIVE = "#b5482a"
TEXT = "#1b2930"
MUTED = "#54656e"
GRID = "#d6dee2"  # pure decoration: every figure that matters has its own label
AXIS = "#54656e"
PAPER = "#ffffff"


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


BARS = (BarStyle(PRIMARY), BarStyle(SECONDARY), BarStyle(PAPER, PRIMARY))
DOTS = (BarStyle(PAPER, PRIMARY), BarStyle(PRIMARY))
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
CORNERS = {
    "square": ((-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)),
    "triangle": ((0.0, -4.3), (4.2, 3.2), (-4.2, 3.2)),
    "diamond": ((0.0, -4.6), (4.6, 0.0), (0.0, 4.6), (-4.6, 0.0)),
}
RADIUS = 3.6


def marker(style: LineStyle, x: float, y: float) -> Markup:
    """Draw a series' mark around a point; the edge keeps hollow and filled ones equally large."""
    look: dict[str, str | float] = {
        "fill": PAPER if style.hollow else style.colour,
        "stroke": style.colour,
        "stroke-width": 1.5,
    }
    if style.marker == "circle":
        return element("circle", {"cx": x, "cy": y, "r": RADIUS, **look})
    corners = (f"{coordinate(x + dx)} {coordinate(y + dy)}" for dx, dy in CORNERS[style.marker])
    return element("path", {"d": "M" + "L".join(corners) + "Z", **look})
