"""Lines over months or years, each named at its end instead of in a legend."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from asn.figures import DASH, format_number
from asn.model.ord.tabeller import Diagramord
from asn.render.chart_drawing import (
    AXIS,
    GRID,
    LINES,
    MUTED,
    LineStyle,
    Markup,
    Point,
    coordinate,
    element,
    line,
    marker,
    text_line,
)
from asn.render.chart_layout import (
    CAP,
    LEADING,
    NAME,
    SEMIBOLD,
    SMALL,
    WIDTH,
    Scale,
    least_step,
    text_width,
    tick_text,
    ticks_around,
    wrap,
)
from asn.table import Diagram, Serie

PLOT_HEIGHT = 220.0
AXIS_GAP = 8
_LABEL_GAP = 22  # from the last point to the label's marker: room for a leader to bend in
_NAME_ROOM = 150
PERIOD_ROOM = 96
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Plot:
    """The area of the lines: its edges, where each category stands, and the vertical scale."""

    top: float
    bottom: float
    left: float
    right: float
    columns: tuple[float, ...]
    rows: Scale


@dataclass(frozen=True, slots=True)
class Label:
    """What stands at a line's end: the last known figure and the name, ``height`` high."""

    value: str
    name: tuple[str, ...]

    @property
    def height(self) -> float:
        return LEADING * len(self.name) + 3


def lines(diagram: Diagram, top: float, words: Diagramord) -> tuple[list[Markup], float]:
    """Draw lines from ``top`` downwards; gives the markup and where it ends."""
    labels = [_label(serie, diagram, words) for serie in diagram.serier]
    ticks = _ticks(diagram)
    periods = [wrap(category, PERIOD_ROOM, SMALL) for category in diagram.kategorier]
    plot = _plot(ticks, periods, labels, top + 6)
    foot = plot.bottom + 18 + LEADING * (max(map(len, periods)) - 1)
    drawn = zip(diagram.serier, LINES, strict=False)
    parts = [
        *_value_axis(plot, ticks),
        *_period_axis(plot, periods),
        *(part for serie, style in drawn for part in _line(serie, style, plot)),
        *_end_labels(diagram.serier, labels, plot),
    ]
    if not ticks[0] <= 0 <= ticks[-1]:
        foot += LEADING + 4
        parts.append(text_line(0, foot, words.axel, font_size=SMALL, fill=MUTED))
    return parts, foot + 2


def _label(serie: Serie, diagram: Diagram, words: Diagramord) -> Label:
    """Name a line and its last figure; one that ends before the others says when."""
    known = [(v, period) for v, period in zip(serie.värden, diagram.kategorier, strict=True) if v is not None]
    if not known:
        return Label(DASH, wrap(f"{serie.namn} ({words.uppgift_saknas})", _NAME_ROOM, NAME))
    value, period = known[-1]
    name = serie.namn if serie.värden[-1] is not None else f"{serie.namn} ({period})"
    return Label(format_number(value, diagram.decimaler), wrap(name, _NAME_ROOM, NAME))


def _ticks(diagram: Diagram) -> tuple[Decimal, ...]:
    """Let the axis hold zero unless that would press the lines into less than half of it."""
    values = [value for serie in diagram.serier for value in serie.värden if value is not None]
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    if low == high or low * 2 <= high:
        low = min(low, Decimal(0))
    if low == high or high * 2 >= low:
        high = max(high, Decimal(0))
    if low == high:
        high = Decimal(1)
    return ticks_around(low, high, MOST_STEPS, least_step(diagram.decimaler))


def _plot(ticks: tuple[Decimal, ...], periods: list[tuple[str, ...]], labels: list[Label], top: float) -> Plot:
    bottom = top + max(PLOT_HEIGHT, sum(label.height for label in labels))
    first, last = (max(text_width(part, SMALL) for part in periods[end]) / 2 for end in (0, -1))
    marks = max(text_width(mark, SMALL) for mark in _marks(ticks))
    names = max(text_width(part, NAME) for label in labels for part in label.name)
    left = max(marks + AXIS_GAP + 6, first)
    right = WIDTH - max(_LABEL_GAP + 10 + _value_width(labels) + names, last)
    pitch = (right - left) / max(1, len(periods) - 1)
    columns = tuple(left + pitch * index for index in range(len(periods)))
    if len(periods) == 1:
        columns = (right,)
    step = -(bottom - top) / float(ticks[-1] - ticks[0])
    return Plot(top, bottom, left, right, columns, Scale(bottom - step * float(ticks[0]), step))


def _marks(ticks: tuple[Decimal, ...]) -> list[str]:
    return [tick_text(tick, ticks[1] - ticks[0]) for tick in ticks]


def _value_width(labels: list[Label]) -> float:
    return max(text_width(label.value, NAME) for label in labels) * SEMIBOLD + 5


def _value_axis(plot: Plot, ticks: tuple[Decimal, ...]) -> Iterator[Markup]:
    left = plot.left - 6
    for tick, mark in zip(ticks, _marks(ticks), strict=True):
        y = plot.rows(tick)
        yield line((left, y), (plot.right + 6, y), GRID if tick else AXIS)
        baseline = y + CAP * SMALL / 2
        yield text_line(left - AXIS_GAP, baseline, mark, font_size=SMALL, fill=MUTED, text_anchor="end")


def _period_axis(plot: Plot, periods: list[tuple[str, ...]]) -> Iterator[Markup]:
    """Name every period, or every second, third … counted from the last, so that names don't meet."""
    widest = max(text_width(part, SMALL) for name in periods for part in name)
    pitch = (plot.right - plot.left) / max(1, len(periods) - 1)
    every = next(count for count in range(1, len(periods) + 1) if count * pitch >= widest + 10)
    shown = list(zip(plot.columns, periods, strict=True))[::-1][::every]
    for x, name in reversed(shown):
        yield line((x, plot.bottom), (x, plot.bottom + 4), AXIS)
        for number, part in enumerate(name):
            y = plot.bottom + 18 + LEADING * number
            yield text_line(x, y, part, font_size=SMALL, fill=MUTED, text_anchor="middle")


def _line(serie: Serie, style: LineStyle, plot: Plot) -> Iterator[Markup]:
    """Draw a line and its markers; a missing figure is a gap, and a figure between gaps a lone marker."""
    points: list[Point | None] = [
        None if value is None else (x, plot.rows(value)) for x, value in zip(plot.columns, serie.värden, strict=True)
    ]
    runs = [[p for p in run if p] for missing, run in groupby(points, lambda p: p is None) if not missing]
    path = "".join(_path(run) for run in runs if len(run) > 1)
    if path:
        stroke: dict[str, str | float] = {"stroke": style.colour, "stroke-width": 2, "fill": "none"}
        dash: dict[str, str | float] = {"stroke-dasharray": style.dash} if style.dash else {}
        yield element("path", {"d": path, **stroke, "stroke-linejoin": "round", **dash})
    for run in runs:
        for x, y in run:
            yield marker(style, x, y)


def _path(run: list[Point]) -> str:
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in run)


def _end_labels(serier: tuple[Serie, ...], labels: list[Label], plot: Plot) -> Iterator[Markup]:
    ends = [_end(serie, plot) for serie in serier]
    middles = without_overlap(ends, [label.height for label in labels], plot.top - 6, plot.bottom + 6)
    key = plot.right + _LABEL_GAP
    value_end = key + 5 + _value_width(labels)
    for serie, style, label, end, middle in zip(serier, LINES, labels, ends, middles, strict=False):
        if serie.värden[-1] is not None:
            yield line((plot.columns[-1] + 6, end), (key - 7, middle), style.colour, 0.75)
        yield marker(style, key, middle)
        baseline = middle - LEADING * (len(label.name) - 1) / 2 + CAP * NAME / 2
        yield text_line(value_end, baseline, label.value, font_weight="600", text_anchor="end")
        for number, part in enumerate(label.name):
            yield text_line(value_end + 5, baseline + LEADING * number, part)


def _end(serie: Serie, plot: Plot) -> float:
    """Where a line ends: its last figure's height, or the foot of the plot when it has none."""
    known = [value for value in serie.värden if value is not None]
    return plot.rows(known[-1]) if known else plot.bottom


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
