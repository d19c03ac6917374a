"""Horizontal bars: deviations to both sides of zero, or up to three series side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from asn.figures import format_number
from asn.model.ord.tabeller import Diagramord
from asn.render.chart_drawing import (
    AXIS,
    BARS,
    GRID,
    MUTED,
    NEGATIVE,
    POSITIVE,
    TEXT,
    BarStyle,
    Markup,
    coordinate,
    element,
    line,
    text_line,
)
from asn.render.chart_layout import (
    CAP,
    LEADING,
    NAME,
    SMALL,
    TINY,
    WIDTH,
    Reach,
    Scale,
    fit,
    least_step,
    multiples,
    round_step,
    text_width,
    tick_text,
    wrap,
)
from asn.table import Diagram

_NAME_ROOM = 205  # of WIDTH: two lines hold the longest names in Swedish municipal budgets
NAME_GAP = 14
_LABEL_GAP = 5
RIGHT = WIDTH - 4  # the line at zero, and half of the 0 beneath it, stand here when no figure is above zero
ROW_GAP = 10
TICK_DISTANCE = 70.0
TICK_GAP = 18  # between two ticks' texts


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its figure, what is printed at its end, its look and where it stands."""

    value: Decimal | None
    label: str
    style: BarStyle
    top: float
    thickness: float

    @property
    def reach(self) -> Reach:
        return Reach(self.value or Decimal(0), _LABEL_GAP + text_width(self.label, SMALL))


@dataclass(frozen=True, slots=True)
class Category:
    """One category: its name in lines, its bars, and the middle and the foot of its place."""

    name: tuple[str, ...]
    bars: tuple[Bar, ...]
    middle: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Extent:
    """A label's place along the page, so that the grid can keep clear of it."""

    left: float
    right: float
    top: float
    bottom: float


def bars(diagram: Diagram, top: float, words: Diagramord) -> tuple[list[Markup], float]:
    """Draw bars from ``top`` downwards; gives the markup and where it ends."""
    legend, top = _legend(diagram, top) if len(diagram.serier) > 1 else ([], top)
    rows = _rows(diagram, top, words)
    left = NAME_GAP + max(text_width(part, NAME) for row in rows for part in row.name)
    every = [bar for row in rows for bar in row.bars]
    scale = fit([bar.reach for bar in every], left, RIGHT)
    foot = rows[-1].bottom
    labels = [_span(bar, scale) for bar in every]
    parts = [
        *legend,
        *_grid(diagram, scale, left, Extent(left, RIGHT, top, foot), labels),
        *(part for bar in every for part in _bar(bar, scale)),
        line((scale.zero, top), (scale.zero, foot), AXIS),
        *(part for row in rows for part in _name(row)),
    ]
    return parts, foot + 20


def _rows(diagram: Diagram, top: float, words: Diagramord) -> list[Category]:
    thickness, pitch = (16.0, 16.0) if len(diagram.serier) == 1 else (12.0, 15.0)
    rows = []
    for index, category in enumerate(diagram.kategorier):
        name = wrap(category, _NAME_ROOM, NAME)
        stack = pitch * (len(diagram.serier) - 1) + thickness
        height = max(stack, LEADING * len(name)) + ROW_GAP
        first = top + (height - stack) / 2
        row = tuple(
            _make_bar(diagram, (number, index), first + pitch * number, thickness, words)
            for number in range(len(diagram.serier))
        )
        rows.append(Category(name, row, top + height / 2, top + height))
        top += height
    return rows


def _make_bar(diagram: Diagram, which: tuple[int, int], top: float, thickness: float, words: Diagramord) -> Bar:
    series, category = which
    value = diagram.serier[series].värden[category]
    deviation = diagram.slag == "avvikelser"
    label = words.uppgift_saknas if value is None else format_number(value, diagram.decimaler, sign=deviation)
    style = BARS[series]
    if deviation:
        style = BarStyle(NEGATIVE if value is not None and value < 0 else POSITIVE)
    return Bar(value, label, style, top, thickness)


def _span(bar: Bar, scale: Scale) -> Extent:
    reach = bar.reach
    end, long = scale(reach.value), reach.label
    left, right = (end - long, end) if reach.value < 0 else (end, end + long)
    return Extent(left - 1, right + 1, bar.top, bar.top + bar.thickness)


def _bar(bar: Bar, scale: Scale) -> Iterator[Markup]:
    if bar.value is not None and abs(float(bar.value)) > TINY:
        yield _box(bar, *sorted((scale.zero, scale(bar.value))))
    end = scale(bar.value or Decimal(0))
    baseline = bar.top + bar.thickness / 2 + CAP * SMALL / 2
    fill = MUTED if bar.value is None else TEXT
    if bar.value is not None and bar.value < 0:
        yield text_line(end - _LABEL_GAP, baseline, bar.label, font_size=SMALL, fill=fill, text_anchor="end")
    else:
        yield text_line(end + _LABEL_GAP, baseline, bar.label, font_size=SMALL, fill=fill)


def _box(bar: Bar, left: float, right: float) -> Markup:
    """Draw the bar; an outline lies inside, so that it is as long as a filled bar of the same figure."""
    inset = min(0.75, (right - left) / 2) if bar.style.stroke else 0.0
    box: dict[str, str | float] = {
        "x": left + inset,
        "y": bar.top + inset,
        "width": right - left - 2 * inset,
        "height": bar.thickness - 2 * inset,
        "fill": bar.style.fill,
    }
    if inset:
        box |= {"stroke": bar.style.stroke, "stroke-width": 2 * inset}
    return element("rect", box)


def _name(row: Category) -> Iterator[Markup]:
    first = row.middle - LEADING * (len(row.name) - 1) / 2 + CAP * NAME / 2
    for number, part in enumerate(row.name):
        yield text_line(0, first + LEADING * number, part)


def _grid(diagram: Diagram, scale: Scale, left: float, plot: Extent, labels: list[Extent]) -> Iterator[Markup]:
    for tick, mark in _ticks(diagram, scale, left):
        x = scale(tick)
        half = text_width(mark, SMALL) / 2
        if x - half < left - NAME_GAP or x + half > WIDTH:
            continue
        if tick:
            yield _broken_line(x, plot, [span for span in labels if span.left <= x <= span.right])
        yield text_line(x, plot.bottom + 16, mark, font_size=SMALL, fill=MUTED, text_anchor="middle")


def _ticks(diagram: Diagram, scale: Scale, left: float) -> list[tuple[Decimal, str]]:
    """List ticks and their texts, so far apart that the widest texts don't meet."""
    if not scale.step:
        return [(Decimal(0), "0")]
    low, high = (Decimal((edge - scale.zero) / scale.step) for edge in (left, RIGHT))
    distance = TICK_DISTANCE
    while True:
        least = max(least_step(diagram.decimaler), Decimal(distance / scale.step))
        step = round_step(least)
        texts = [(t, tick_text(t, step, sign=diagram.slag == "avvikelser")) for t in multiples(step, low, high)]
        needed = TICK_GAP + max(text_width(mark, SMALL) for _, mark in texts)
        if needed <= float(step) * scale.step:
            return texts
        distance = needed


def _broken_line(x: float, plot: Extent, gaps: list[Extent]) -> Markup:
    """Draw a line of the grid that leaves room where a label stands on it."""
    ends = [plot.top, *(edge for gap in gaps for edge in (gap.top, gap.bottom)), plot.bottom]
    strokes = list(pairwise(ends))[::2]
    path = "".join(f"M{coordinate(x)} {coordinate(top)}V{coordinate(bottom)}" for top, bottom in strokes)
    return element("path", {"d": path, "stroke": GRID, "stroke-width": 1})


def _legend(diagram: Diagram, top: float) -> tuple[list[Markup], float]:
    """Write the series' names after a piece of their bars, on as many lines as they need."""
    parts, x = [], 0.0
    for serie, style in zip(diagram.serier, BARS, strict=False):
        name = wrap(serie.namn, WIDTH - 24, SMALL)
        room = 22 + max(text_width(part, SMALL) for part in name)
        if x and x + room > WIDTH:
            x, top = 0.0, top + LEADING
        swatch = Bar(None, "", style, top + 2, 12)
        parts.append(_box(swatch, x, x + 16))
        for number, part in enumerate(name):
            parts.append(text_line(x + 22, top + 8 + CAP * SMALL / 2 + LEADING * number, part, font_size=SMALL))
        top += LEADING * (len(name) - 1)
        x += room + 20
    return parts, top + LEADING + 8
