"""The colours and marks of the charts; the designer's to change.

On white, text holds at least 4.5:1 and graphics at least 3:1 (WCAG 1.4.3, 1.4.11), and no two series are
told apart by colour alone: bars differ in lightness and outline, lines in dash and marker.
"""

from dataclasses import dataclass

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
