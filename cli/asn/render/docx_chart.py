"""Charts as PNG, for the Word file: the drawing that HTML and PDF have, with its letters in the report's own faces.

Word and other programs draw SVG in their own ways, with the faces that the reader's machine has. Only what our own
writer of SVG writes is drawn here: paths of straight lines, rectangles, circles and single lines of text.
"""

import io
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import cycle, pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from asn.render.chart_drawing import TEXT, Point

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

SCALE = 3
"""Pixels for a unit of the drawing: a chart over the width of a page has some 300 to the inch."""
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


def chart_png(svg: str, faces: Mapping[bool, bytes]) -> tuple[bytes, int, int]:
    """A drawing as PNG, with its width and height in pixels.

    Args:
        svg: what :func:`asn.render.chart.svg` gave.
        faces: a TrueType font for ordinary and for semibold text.
    """
    from PIL import Image, ImageDraw

    root = ElementTree.fromstring(svg)  # noqa: S314 - our own writer's
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    image = Image.new("RGB", (round(width * SCALE), round(height * SCALE)), "white")
    pen = ImageDraw.Draw(image)
    for part in root.iter():
        _draw(pen, part, faces)
    buffer = io.BytesIO()
    # A third of the time of the default, the median cut; the same size, and white stays white.
    image.quantize(64, Image.Quantize.MAXCOVERAGE).save(buffer, "PNG", optimize=False)
    return buffer.getvalue(), *image.size


@lru_cache(maxsize=1)
def white_png() -> bytes:
    """A white picture: what programs that know no SVG show in its place, beside its alternative text."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("1", (8, 8), 1).save(buffer, "PNG")
    return buffer.getvalue()


def _draw(pen: "ImageDraw.ImageDraw", part: ElementTree.Element, faces: Mapping[bool, bytes]) -> None:
    attributes = part.attrib
    look = {"fill": _colour(attributes.get("fill", "")), "outline": _colour(attributes.get("stroke", ""))}
    thick = max(1, round(float(attributes.get("stroke-width", "1")) * SCALE)) if look["outline"] else 0
    match part.tag.rpartition("}")[2]:
        case "rect":
            left, top, wide, high = (float(attributes[name]) * SCALE for name in ("x", "y", "width", "height"))
            pen.rectangle((left, top, max(left, left + wide - 1), max(top, top + high - 1)), **look, width=thick)
        case "circle":
            x, y, r = (float(attributes[name]) * SCALE for name in ("cx", "cy", "r"))
            pen.ellipse((x - r, y - r, x + r, y + r), **look, width=thick)
        case "path":
            _path(pen, attributes, thick)
        case "text":
            _text(pen, part, faces)


def _colour(colour: str) -> str | None:
    return colour if colour.startswith("#") else None


def _path(pen: "ImageDraw.ImageDraw", attributes: Mapping[str, str], thick: int) -> None:
    fill, stroke = _colour(attributes.get("fill", "")), _colour(attributes.get("stroke", ""))
    dash = [float(part) * SCALE for part in attributes.get("stroke-dasharray", "").split()]
    for line, closed in _lines(attributes["d"]):
        if fill and closed and len(line) > 2:  # noqa: PLR2004 - a surface has three corners
            pen.polygon(line, fill=fill)
        if not stroke:
            continue
        if dash:
            for start, end in _dashes(line, dash):
                pen.line((*start, *end), fill=stroke, width=thick)
        else:
            pen.line([*line, *(line[:2] if closed else ())], fill=stroke, width=thick, joint="curve")


def _lines(path: str) -> list[tuple[list[Point], bool]]:
    """A path's lines in pixels, and whether each is closed."""
    lines: list[tuple[list[Point], bool]] = []
    for part in path.split("M")[1:]:
        numbers = [float(number) * SCALE for number in _NUMBERS.findall(part)]
        lines.append((list(zip(numbers[::2], numbers[1::2], strict=True)), part.endswith("Z")))
    return lines


def _dashes(line: list[Point], dash: list[float]) -> list[tuple[Point, Point]]:
    """The drawn pieces of a dashed line; the pattern goes on round its corners."""
    dashes: list[tuple[Point, Point]] = []
    lengths, drawn = cycle(dash * (2 if len(dash) % 2 else 1)), True
    left = next(lengths)
    for (x, y), (to_x, to_y) in pairwise(line):
        length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
        at = 0.0
        while at < length:
            end = min(length, at + left)
            if drawn:
                start_, stop_ = ((x + (to_x - x) * part / length, y + (to_y - y) * part / length) for part in (at, end))
                dashes.append((start_, stop_))
            left -= end - at
            at = end
            if left <= 0:
                left, drawn = next(lengths), not drawn
    return dashes


def _text(pen: "ImageDraw.ImageDraw", part: ElementTree.Element, faces: Mapping[bool, bytes]) -> None:
    attributes = part.attrib
    size = float(attributes.get("font-size", "13")) * SCALE
    face = _face(faces["font-weight" in attributes], size)
    anchor = {"middle": "ms", "end": "rs"}.get(attributes.get("text-anchor", ""), "ls")
    x, y = float(attributes["x"]) * SCALE, float(attributes["y"]) * SCALE
    pen.text((x, y), part.text or "", fill=attributes.get("fill", TEXT), font=face, anchor=anchor)


@lru_cache(maxsize=16)
def _face(data: bytes, size: float) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    # The plain layout: whether the other is there differs from machine to machine.
    return ImageFont.truetype(io.BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)
