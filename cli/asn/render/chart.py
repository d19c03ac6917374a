"""Charts as SVG: accessible, the same bytes every time, and drawn alike on paper and in a browser.

An own writer, since the libraries lack ``<title>`` and ``<desc>``, are large, or differ from run to run. It
keeps to what WeasyPrint's SVG renderer draws right: paths, rectangles and single lines of text on their
baseline. No style sheet, no script, no references within the drawing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from asn.charts import Diagram, Serie
from asn.figures import DASH, format_number
from asn.model.ord.tabeller import Diagramord
from asn.render.chart_drawing import (
    AXIS,
    CAP,
    DOTS,
    GRID,
    LEADING,
    LINES,
    MUTED,
    NAME_SIZE,
    SEMIBOLD,
    SMALL_SIZE,
    TEXT,
    TITLE_SIZE,
    WIDE,
    BarStyle,
    Canvas,
    LineStyle,
    Markup,
    Point,
    Scale,
    element,
    extent,
    least_step,
    line,
    marker,
    path_through,
    runs_of,
    text_line,
    text_lines,
    text_width,
    tick_text,
    ticks_around,
    without_overlap,
    word_parts,
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
    bars,
    free_scale,
    left_edge,
    legend_above,
    limit_key,
    limit_stroke,
    placed_rows,
    row_names,
    waterfall,
    with_axis,
)

_PLOT_HEIGHT = 220.0
_AXIS_GAP = 8
_LABEL_GAP = 22  # from the last point to the label: room for a leader to bend in
_NAME_ROOM = 150
_RADIUS, _MIDDLE = 4, 7  # of a dot, and of its row
_OUTSIDE = _RADIUS + LABEL_GAP
_BEFORE = 24  # what stands before a name below the lines besides its figure: its mark and the gaps
_LEAST = 60.0  # the room that two dots need between their figures
_PERIOD_ROOM = 96
_MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class _Plot:
    """The area of the lines: its edges, where each category stands, and the vertical scale."""

    top: float
    bottom: float
    left: float
    right: float
    columns: tuple[float, ...]
    rows: Scale


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands at a line's end: the last known figure and the name, ``height`` high."""

    value: str
    name: tuple[str, ...]

    @property
    def height(self) -> float:
        return LEADING * len(self.name) + 3


def lines(diagram: Diagram, top: float, words: Diagramord, canvas: Canvas) -> Drawn:
    """Draw lines from ``top`` downwards; gives the markup and where it ends."""
    legend, top = legend_above(limit_key(diagram.gräns, words), top, canvas)
    labels = _labels(diagram, words, canvas)
    ticks = _ticks(diagram)
    periods = [wrap(category, _PERIOD_ROOM, SMALL_SIZE) for category in diagram.kategorier]
    plot = _plot(ticks, periods, labels, top + 6, canvas)
    foot = plot.bottom + 18 + LEADING * (max(map(len, periods)) - 1)
    drawn = zip(diagram.serier, LINES, strict=False)
    limits = [plot.rows(diagram.gräns.värde)] if diagram.gräns else []
    parts = [
        *legend,
        *_value_axis(plot, ticks),
        *_period_axis(plot, periods),
        *(limit_stroke((plot.left - 6, y), (plot.right + 6, y)) for y in limits),
        *(part for serie, style in drawn for part in _line(serie, style, plot)),
        *(() if canvas.narrow else _end_labels(diagram.serier, labels, plot)),
    ]
    if canvas.narrow:
        under, foot = _labels_below(labels, foot + 14)
        parts += under
    if not ticks[0] <= 0 <= ticks[-1]:
        note = wrap(words.axel, canvas.width, SMALL_SIZE)
        parts += text_lines(0, foot + LEADING + 4, note, font_size=SMALL_SIZE, fill=MUTED)
        foot += LEADING * len(note) + 4
    return parts, foot + 2


def _labels_below(labels: list[_Label], top: float) -> Drawn:
    """Each line's mark, its last figure and its name, a line each, where there is no room beside the lines."""
    parts, value_end = [], _BEFORE - 6 + _value_width(label.value for label in labels)
    for style, label in zip(LINES, labels, strict=False):
        parts.append(marker(style, 6, top + LEADING / 2))
        baseline = top + LEADING / 2 + CAP * NAME_SIZE / 2
        parts.append(text_line(value_end, baseline, label.value, font_weight="600", text_anchor="end"))
        parts += text_lines(value_end + 6, baseline, label.name)
        top += LEADING * len(label.name) + 4
    return parts, top


def _labels(diagram: Diagram, words: Diagramord, canvas: Canvas) -> list[_Label]:
    """Name each line and its last figure; one that ends before the others says when."""
    names = [_named(serie, diagram, words) for serie in diagram.serier]
    room = canvas.width - _value_width([value for value, _ in names]) - _BEFORE if canvas.narrow else _NAME_ROOM
    return [_Label(value, wrap(name, room, NAME_SIZE)) for value, name in names]


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
    return ticks_around(low, high, _MOST_STEPS, least_step(diagram.decimaler))


def _plot(
    ticks: tuple[Decimal, ...], periods: list[tuple[str, ...]], labels: list[_Label], top: float, canvas: Canvas
) -> _Plot:
    beside = [] if canvas.narrow else labels
    bottom = top + max(_PLOT_HEIGHT, sum(label.height for label in beside))
    first, last = (max(text_width(part, SMALL_SIZE) for part in periods[end]) / 2 for end in (0, -1))
    marks = max(text_width(mark, SMALL_SIZE) for mark in _marks(ticks))
    names = max((text_width(part, NAME_SIZE) for label in beside for part in label.name), default=0)
    room = _LABEL_GAP + 5 + _value_width(label.value for label in labels) + names if beside else 6
    left = max(marks + _AXIS_GAP + 6, first)
    right = canvas.width - max(room, last)
    pitch = (right - left) / max(1, len(periods) - 1)
    columns = tuple(left + pitch * index for index in range(len(periods)))
    if len(periods) == 1:
        columns = (right,)
    step = -(bottom - top) / float(ticks[-1] - ticks[0])
    return _Plot(top, bottom, left, right, columns, Scale(bottom - step * float(ticks[0]), step))


def _marks(ticks: tuple[Decimal, ...]) -> list[str]:
    return [tick_text(tick, ticks[1] - ticks[0]) for tick in ticks]


def _value_width(values: Iterable[str]) -> float:
    return max(text_width(value, NAME_SIZE) for value in values) * SEMIBOLD + 5


def _value_axis(plot: _Plot, ticks: tuple[Decimal, ...]) -> Iterator[Markup]:
    left = plot.left - 6
    for tick, mark in zip(ticks, _marks(ticks), strict=True):
        y = plot.rows(tick)
        yield line((left, y), (plot.right + 6, y), GRID if tick else AXIS)
        baseline = y + CAP * SMALL_SIZE / 2
        yield text_line(left - _AXIS_GAP, baseline, mark, font_size=SMALL_SIZE, fill=MUTED, text_anchor="end")


def _period_axis(plot: _Plot, periods: list[tuple[str, ...]]) -> Iterator[Markup]:
    """Name every period, or every second, third … counted from the last, so that names don't meet."""
    widest = max(text_width(part, SMALL_SIZE) for name in periods for part in name)
    pitch = (plot.right - plot.left) / max(1, len(periods) - 1)
    most = len(periods)
    every = next((count for count in range(1, most) if count * pitch >= widest + 10), most)
    shown = list(zip(plot.columns, periods, strict=True))[::-1][::every]
    for x, name in reversed(shown):
        yield line((x, plot.bottom), (x, plot.bottom + 4), AXIS)
        yield from text_lines(x, plot.bottom + 18, name, font_size=SMALL_SIZE, fill=MUTED, text_anchor="middle")


def _line(serie: Serie, style: LineStyle, plot: _Plot) -> Iterator[Markup]:
    """Draw a line and its markers; a missing figure is a gap, and a figure between gaps a lone marker."""
    points: list[Point | None] = [
        None if value is None else (x, plot.rows(value)) for x, value in zip(plot.columns, serie.värden, strict=True)
    ]
    runs = runs_of(points)
    path = "".join(path_through(run) for run in runs if len(run) > 1)
    if path:
        stroke: dict[str, str | float] = {"stroke": style.colour, "stroke-width": 2, "fill": "none"}
        dash: dict[str, str | float] = {"stroke-dasharray": style.dash} if style.dash else {}
        yield element("path", {"d": path, **stroke, "stroke-linejoin": "round", **dash})
    yield from (marker(style, x, y) for run in runs for x, y in run)


def _end_labels(serier: tuple[Serie, ...], labels: list[_Label], plot: _Plot) -> Iterator[Markup]:
    ends = [_end(serie, plot) for serie in serier]
    wanted = [end[1] if end else plot.bottom for end in ends]
    middles = without_overlap(wanted, [label.height for label in labels], plot.top - 6, plot.bottom + 6)
    start = plot.right + _LABEL_GAP
    value_end = start + _value_width(label.value for label in labels)
    for style, label, end, middle in zip(LINES, labels, ends, middles, strict=False):
        if end:
            yield line((end[0] + 6, end[1]), (start, middle), style.colour, 0.75)
        baseline = middle - LEADING * (len(label.name) - 1) / 2 + CAP * NAME_SIZE / 2
        yield text_line(value_end, baseline, label.value, font_weight="600", text_anchor="end")
        yield from text_lines(value_end + 5, baseline, label.name)


def _end(serie: Serie, plot: _Plot) -> Point | None:
    """Where a line ends: at its last figure, if it has any."""
    known = [(x, value) for x, value in zip(plot.columns, serie.värden, strict=True) if value is not None]
    return (known[-1][0], plot.rows(known[-1][1])) if known else None


def dots(diagram: Diagram, top: float, words: Diagramord, canvas: Canvas) -> Drawn:
    """Draw two dots in each row, from ``top`` downwards: what was first, hollow, and what was last, filled."""
    entries = [(_dot_swatch(style), name) for style, name in zip(DOTS, diagram.kategorier, strict=True)]
    legend, first = legend_above([*entries, *limit_key(diagram.gräns, words)], top, canvas)
    pairs = [[value for value in one.värden if value is not None] for one in diagram.serier]
    known = [value for pair in pairs for value in pair]
    low, high = extent([*known, diagram.gräns.värde] if diagram.gräns else known)
    missing = [[] if pair else [Bar(Decimal(0), None, words.uppgift_saknas, DOTS[0])] for pair in pairs]
    rows = placed_rows([one.namn for one in diagram.serier], missing, first, canvas, range(0))
    written = (format_number(value, diagram.decimaler) for value in known)
    room = max((text_width(text, SMALL_SIZE) for text in written), default=0.0) + _OUTSIDE
    left, right = left_edge(rows, canvas), canvas.width - EDGE
    if right - left < 2 * room + _LEAST:
        return lines(diagram, top, words, canvas)
    scale = free_scale(low, high, left + room, right - room)
    taken = [
        Extent(scale(min(pair)) - room - 1, scale(max(pair)) + room + 1, row.top, row.top + 2 * _MIDDLE)
        for pair, row in zip(pairs, rows, strict=True)
        if pair
    ]
    plot = Extent(left, right, rows[0].top - 4, rows[-1].bottom)
    parts = [
        *legend,
        *(() if canvas.narrow else axis(diagram, scale, plot)),
        *(_limit_by_rows(scale(diagram.gräns.värde), rows, plot, taken, canvas) if diagram.gräns else ()),
        *(part for one, row in zip(diagram.serier, rows, strict=True) for part in _pair(diagram, one, row, scale)),
        *(
            text_line(left, bar.baseline, bar.label, font_size=SMALL_SIZE)
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
    ordered = sorted((x, format_number(value, diagram.decimaler)) for x, value, _ in known)
    baseline = y + CAP * SMALL_SIZE / 2
    for x, text in ordered[:-1]:
        if text != ordered[-1][1]:
            yield text_line(x - _OUTSIDE, baseline, text, font_size=SMALL_SIZE, text_anchor="end")
    for x, text in ordered[-1:]:
        yield text_line(x + _OUTSIDE, baseline, text, font_size=SMALL_SIZE)


def _limit_by_rows(
    x: float, rows: list[Category], plot: Extent, taken: list[Extent], canvas: Canvas
) -> Iterator[Markup]:
    """The line of a limit where no figure stands; on a phone it leaves the names alone too."""
    gaps = [gap for gap in taken if gap.left <= x <= gap.right]
    ends = [plot.top, *(edge for gap in gaps for edge in (gap.top, gap.bottom)), plot.bottom]
    pieces = list(pairwise(ends))[::2]
    if canvas.narrow:
        clear = [row for row in rows if row.top not in {gap.top for gap in gaps}]
        pieces = [(row.top - 1, row.top + 2 * _MIDDLE + 1) for row in clear]
    yield from (limit_stroke((x, top), (x, bottom)) for top, bottom in pieces)


_FORMS = {"avvikelser": bars, "staplar": bars, "linjer": lines, "punkter": dots, "brygga": waterfall}
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
            "font-size": NAME_SIZE,
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


def _head(diagram: Diagram, canvas: Canvas) -> Drawn:
    parts, y = [], 0.0
    for part in wrap(diagram.titel, canvas.width / SEMIBOLD, TITLE_SIZE):
        y += 20
        parts.append(text_line(0, y - 3, part, font_size=TITLE_SIZE, font_weight="600"))
    for part in wrap(diagram.mått or diagram.enhet, canvas.width, SMALL_SIZE):
        y += 17
        parts.append(text_line(0, y - 2, part, font_size=SMALL_SIZE, fill=MUTED))
    return parts, y + 10
