"""The marks on a line's points: four shapes, filled or hollow, of about the same weight to the eye."""

from asn.render.chart_markup import Markup, coordinate, element
from asn.render.chart_palette import PAPER, LineStyle

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
