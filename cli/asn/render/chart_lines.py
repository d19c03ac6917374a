"""Lines over months or years, each named at its end instead of in a legend; between two points, dots in rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from asn.charts import Diagram, Gränslinje, Serie
from asn.figures import DASH, format_number
from asn.model.ord.tabeller import Diagramord
from asn.render.chart_drawing import (
    AXIS,
    DOTS,
    GRID,
    LINES,
    MUTED,
    BarStyle,
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
    Canvas,
    Scale,
    extent,
    least_step,
    text_width,
    tick_text,
    ticks_around,
    wrap,
)
from asn.render.chart_rows import (
    EDGE,
    LABEL_GAP,
    Bar,
    Category,
    Drawn,
    Extent,
    Swatch,
    axis,
    floating,
    free_of,
    left_edge,
    legend_above,
    limit_key,
    limit_stroke,
    placed,
    printed_figure,
    row_names,
    with_axis,
)

PLOT_HEIGHT = 220.0
AXIS_GAP = 8
_LABEL_GAP = 22  # from the last point to the label: room for a leader to bend in
_NAME_ROOM = 150
_RADIUS, _MIDDLE = 4, 7  # of a dot, and of its row
_OUTSIDE = _RADIUS + LABEL_GAP
_BEFORE = 24  # what stands before a name below the lines besides its figure: its mark and the gaps
_LEAST = 60.0  # the room that two dots need between their figures
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


def lines(diagram: Diagram, top: float, words: Diagramord, canvas: Canvas) -> tuple[list[Markup], float]:
    """Draw lines from ``top`` downwards; gives the markup and where it ends."""
    limit, top = legend_above(limit_key(diagram.gräns, words), top, canvas) if diagram.gräns else ([], top)
    labels = _labels(diagram, words, canvas)
    ticks = _ticks(diagram)
    periods = [wrap(category, PERIOD_ROOM, SMALL) for category in diagram.kategorier]
    plot = _plot(ticks, periods, labels, top + 6, canvas)
    foot = plot.bottom + 18 + LEADING * (max(map(len, periods)) - 1)
    drawn = zip(diagram.serier, LINES, strict=False)
    parts = [
        *limit,
        *_value_axis(plot, ticks),
        *_period_axis(plot, periods),
        *(_limit(diagram.gräns, plot) if diagram.gräns else ()),
        *(part for serie, style in drawn for part in _line(serie, style, plot)),
        *(() if canvas.narrow else _end_labels(diagram.serier, labels, plot)),
    ]
    if canvas.narrow:
        under, foot = _labels_below(labels, foot + 14)
        parts += under
    if not ticks[0] <= 0 <= ticks[-1]:
        foot += LEADING + 4
        parts.extend(
            text_line(0, foot + LEADING * number, part, font_size=SMALL, fill=MUTED)
            for number, part in enumerate(wrap(words.axel, canvas.width, SMALL))
        )
        foot += LEADING * (len(wrap(words.axel, canvas.width, SMALL)) - 1)
    return parts, foot + 2


def _limit(limit: Gränslinje, plot: Plot) -> Iterator[Markup]:
    y = plot.rows(limit.värde)
    yield limit_stroke((plot.left - 6, y), (plot.right + 6, y))


def _labels_below(labels: list[Label], top: float) -> tuple[list[Markup], float]:
    """Each line's mark, its last figure and its name, a line each, where there is no room beside the lines."""
    parts, value_end = [], _BEFORE - 6 + _value_width(label.value for label in labels)
    for style, label in zip(LINES, labels, strict=False):
        parts.append(marker(style, 6, top + LEADING / 2))
        baseline = top + LEADING / 2 + CAP * NAME / 2
        parts.append(text_line(value_end, baseline, label.value, font_weight="600", text_anchor="end"))
        for number, part in enumerate(label.name):
            parts.append(text_line(value_end + 6, baseline + LEADING * number, part))
        top += LEADING * len(label.name) + 4
    return parts, top


def _labels(diagram: Diagram, words: Diagramord, canvas: Canvas) -> list[Label]:
    """Name each line and its last figure; one that ends before the others says when."""
    names = [_named(serie, diagram, words) for serie in diagram.serier]
    room = canvas.width - _value_width([value for value, _ in names]) - _BEFORE if canvas.narrow else _NAME_ROOM
    return [Label(value, wrap(name, room, NAME)) for value, name in names]


def _named(serie: Serie, diagram: Diagram, words: Diagramord) -> tuple[str, str]:
    known = [(v, period) for v, period in zip(serie.värden, diagram.kategorier, strict=True) if v is not None]
    if not known:
        return DASH, f"{serie.namn} ({words.uppgift_saknas})"
    value, period = known[-1]
    name = serie.namn if serie.värden[-1] is not None else f"{serie.namn} ({period})"
    return format_number(value, diagram.decimaler), name


def _ticks(diagram: Diagram) -> tuple[Decimal, ...]:
    """Round numbers around all figures, and the limit among them."""
    values = [value for serie in diagram.serier for value in serie.värden if value is not None]
    low, high = extent([*values, diagram.gräns.värde] if diagram.gräns else values)
    return ticks_around(low, high, MOST_STEPS, least_step(diagram.decimaler))


def _plot(
    ticks: tuple[Decimal, ...], periods: list[tuple[str, ...]], labels: list[Label], top: float, canvas: Canvas
) -> Plot:
    beside = [] if canvas.narrow else labels
    bottom = top + max(PLOT_HEIGHT, sum(label.height for label in beside))
    first, last = (max(text_width(part, SMALL) for part in periods[end]) / 2 for end in (0, -1))
    marks = max(text_width(mark, SMALL) for mark in _marks(ticks))
    names = max((text_width(part, NAME) for label in beside for part in label.name), default=0)
    room = _LABEL_GAP + 5 + _value_width(label.value for label in labels) + names if beside else 6
    left = max(marks + AXIS_GAP + 6, first)
    right = canvas.width - max(room, last)
    pitch = (right - left) / max(1, len(periods) - 1)
    columns = tuple(left + pitch * index for index in range(len(periods)))
    if len(periods) == 1:
        columns = (right,)
    step = -(bottom - top) / float(ticks[-1] - ticks[0])
    return Plot(top, bottom, left, right, columns, Scale(bottom - step * float(ticks[0]), step))


def _marks(ticks: tuple[Decimal, ...]) -> list[str]:
    return [tick_text(tick, ticks[1] - ticks[0]) for tick in ticks]


def _value_width(values: Iterable[str]) -> float:
    return max(text_width(value, NAME) for value in values) * SEMIBOLD + 5


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
    most = len(periods)
    every = next((count for count in range(1, most) if count * pitch >= widest + 10), most)
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
    start = plot.right + _LABEL_GAP
    value_end = start + _value_width(label.value for label in labels)
    for serie, style, label, end, middle in zip(serier, LINES, labels, ends, middles, strict=False):
        last = max((x for x, value in zip(plot.columns, serie.värden, strict=True) if value is not None), default=None)
        if last is not None:
            yield line((last + 6, end), (start, middle), style.colour, 0.75)
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


def dots(diagram: Diagram, start: float, words: Diagramord, canvas: Canvas) -> Drawn:
    """Draw two dots in each row, from ``start`` downwards: what was first, hollow, and what was last, filled."""
    entries = [(_dot_swatch(style), name) for style, name in zip(DOTS, diagram.kategorier, strict=True)]
    legend, top = legend_above([*entries, *limit_key(diagram.gräns, words)], start, canvas)
    pairs = [[value for value in one.värden if value is not None] for one in diagram.serier]
    known = [value for pair in pairs for value in pair]
    low, high = extent([*known, diagram.gräns.värde] if diagram.gräns else known)
    missing = [[] if pair else [Bar(Decimal(0), None, words.uppgift_saknas, DOTS[0])] for pair in pairs]
    rows = placed([one.namn for one in diagram.serier], missing, top, canvas, range(0))
    room = max((text_width(printed_figure(diagram, value), SMALL) for value in known), default=0.0) + _OUTSIDE
    left, right = left_edge(rows, canvas), canvas.width - EDGE
    if right - left < 2 * room + _LEAST:
        return lines(diagram, start, words, canvas)
    scale = floating(low, high, left + room, right - room)
    taken = [_taken(pair, row, scale, room) for pair, row in zip(pairs, rows, strict=True) if pair]
    plot = Extent(left, right, rows[0].top - 4, rows[-1].bottom)
    parts = [
        *legend,
        *(() if canvas.narrow else axis(diagram, scale, plot)),
        *(_limit_by_rows(scale(diagram.gräns.värde), rows, plot, taken, canvas) if diagram.gräns else ()),
        *(part for one, row in zip(diagram.serier, rows, strict=True) for part in _pair(diagram, one, row, scale)),
        *(
            text_line(left, bar.baseline, bar.label, font_size=SMALL)
            for row in rows
            for bar in row.bars
            if not row.figure
        ),
        *row_names(rows, canvas),
    ]
    return with_axis(parts, plot.bottom, words, canvas, zero=low <= 0 <= high)


def _dot(style: BarStyle, x: float, y: float) -> Markup:
    look: dict[str, str | float] = {"fill": style.fill, "stroke": style.stroke or style.fill, "stroke-width": 1.5}
    return element("circle", {"cx": x, "cy": y, "r": _RADIUS, **look})


def _dot_swatch(style: BarStyle) -> Swatch:
    return lambda x, y: _dot(style, x + 8, y)


def _pair(diagram: Diagram, serie: Serie, row: Category, scale: Scale) -> Iterator[Markup]:
    """The two dots of a row with the line between them, and the figures outside; one figure for two that are alike."""
    y = row.top + _MIDDLE
    known = [(scale(value), value, style) for value, style in zip(serie.värden, DOTS, strict=True) if value is not None]
    if len(known) > 1:
        yield line((known[0][0], y), (known[1][0], y), DOTS[1].fill, 2)
    for x, _, style in known:
        yield _dot(style, x, y)
    ordered = sorted((x, printed_figure(diagram, value)) for x, value, _ in known)
    baseline = y + CAP * SMALL / 2
    for x, text in ordered[:-1]:
        if text != ordered[-1][1]:
            yield text_line(x - _OUTSIDE, baseline, text, font_size=SMALL, text_anchor="end")
    for x, text in ordered[-1:]:
        yield text_line(x + _OUTSIDE, baseline, text, font_size=SMALL)


def _taken(pair: list[Decimal], row: Category, scale: Scale, room: float) -> Extent:
    """The place of a row's dots and figures."""
    return Extent(scale(min(pair)) - room - 1, scale(max(pair)) + room + 1, row.top, row.top + 2 * _MIDDLE)


def _limit_by_rows(
    x: float, rows: list[Category], plot: Extent, taken: list[Extent], canvas: Canvas
) -> Iterator[Markup]:
    """The line of a limit where no figure stands; on a phone it leaves the names alone too."""
    gaps = [gap for gap in taken if gap.left <= x <= gap.right]
    pieces = free_of(gaps, plot)
    if canvas.narrow:
        clear = [row for row in rows if row.top not in {gap.top for gap in gaps}]
        pieces = [(row.top - 1, row.top + 2 * _MIDDLE + 1) for row in clear]
    yield from (limit_stroke((x, top), (x, bottom)) for top, bottom in pieces)
