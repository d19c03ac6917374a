"""Charts as SVG: accessible, the same bytes every time, and drawn alike on paper and in a browser.

An own writer, since the libraries lack ``<title>`` and ``<desc>``, are large, or differ from run to run. It
keeps to what WeasyPrint's SVG renderer draws right: paths, rectangles and single lines of text on their
baseline. No style canvas, no script, no references within the drawing.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from html import unescape
from itertools import groupby

from asn.charts import Diagram, Diagramform
from asn.model.ord.tabeller import Diagramord
from asn.render.chart_bars import bars, waterfall
from asn.render.chart_drawing import MUTED, TEXT, Markup, coordinate, element, text_line, word_parts
from asn.render.chart_layout import NAME, SEMIBOLD, SMALL, TINY, TITLE, WIDE, Canvas, Scale, text_width, wrap
from asn.render.chart_lines import dots, lines

Draw = Callable[[Diagram, float, Diagramord, Canvas], tuple[list[Markup], float]]

_FORMS: dict[Diagramform, Draw] = {
    "avvikelser": bars,
    "staplar": bars,
    "linjer": lines,
    "punkter": dots,
    "brygga": waterfall,
}

# The report's own font, which is Source Sans 3 under the name that its licence asks for, then the original.
# Single quotes, and no space after the comma: WeasyPrint splits the list at commas and strips quotes only.
FAMILY = "'Asn Sans','Source Sans 3',sans-serif"


def svg(diagram: Diagram, words: Diagramord, canvas: Canvas = WIDE) -> str:
    """Draw a chart that is as wide as its canvas and as high as its content.

    The element has a ``viewBox`` and no size of its own: it fills the width it is given. Its title is drawn
    in the picture too, since a chart is copied out of reports without its heading.
    """
    head, top = _head(diagram, canvas)
    drawing, bottom = _FORMS[diagram.form](diagram, top, words, canvas)
    name = f"{diagram.id}-smal" if canvas.narrow else diagram.id
    title, description = f"{name}-titel", f"{name}-beskrivning"
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {canvas.width:g} {round(bottom + 4)}",
            "role": "img",
            "aria-labelledby": f"{title} {description}",
            "font-family": FAMILY,
            "font-size": NAME,
            "fill": TEXT,
        },
        element("title", {"id": title}, word_parts(diagram.titel)),
        element("desc", {"id": description}, word_parts(description_of(diagram))),
        *head,
        *drawing,
    )


def description_of(diagram: Diagram) -> str:
    """What is told of a chart besides its title: what it measures, and where its figures stand."""
    return ". ".join(filter(None, (diagram.mått, diagram.beskrivning)))


_LINE_WIDTH, _LINE_HEIGHT, _DOT = 44.0, 12.0, 1.8


def sparkline(values: Sequence[Decimal | None]) -> str:
    """Some figures as a small line without text, each at its own time; a missing one is a gap. It is decoration.

    The last that is known is a dot, and so is one between gaps, which no line leads to.
    """
    known = [value for value in values if value is not None] or [Decimal(0)]
    low, high = min(known), max(known)
    scale = Scale(_LINE_HEIGHT - 2, -(_LINE_HEIGHT - 4) / max(float(high - low), TINY), low)
    pitch = (_LINE_WIDTH - 2 * _DOT) / max(1, len(values) - 1)
    points = [None if value is None else (_DOT + pitch * at, scale(value)) for at, value in enumerate(values)]
    runs = [[p for p in run if p] for missing, run in groupby(points, lambda p: p is None) if not missing]
    path = "".join("M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in run) for run in runs if len(run) > 1)
    dots = [run[-1] for run in runs if len(run) == 1 or run is runs[-1]]
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "gnista",
            "viewBox": f"0 0 {_LINE_WIDTH:g} {_LINE_HEIGHT:g}",
            "width": _LINE_WIDTH,
            "height": _LINE_HEIGHT,
            "aria-hidden": "true",
        },
        *([element("path", {"d": path, "fill": "none", "stroke": MUTED, "stroke-width": 1.25})] if path else ()),
        *(element("circle", {"cx": x, "cy": y, "r": _DOT, "fill": MUTED}) for x, y in dots),
    )


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


def _head(diagram: Diagram, canvas: Canvas) -> tuple[list[Markup], float]:
    parts, y = [], 0.0
    for part in wrap(diagram.titel, canvas.width / SEMIBOLD, TITLE):
        y += 20
        parts.append(text_line(0, y - 3, part, font_size=TITLE, font_weight="600"))
    for part in wrap(diagram.mått or diagram.enhet, canvas.width, SMALL):
        y += 17
        parts.append(text_line(0, y - 2, part, font_size=SMALL, fill=MUTED))
    return parts, y + 10
