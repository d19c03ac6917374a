"""Charts of a row for each name: horizontal bars, the steps of a bridge, and what rows of dots share with them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, pairwise

from asn.charts import Diagram, Gränslinje
from asn.figures import format_number
from asn.light import neuter
from asn.model.ord import ifylld
from asn.model.ord.tabeller import Diagramord
from asn.render.chart_drawing import (
    AXIS,
    BARS,
    CAP,
    LEADING,
    LIMIT_DASH,
    MUTED,
    NAME_SIZE,
    NEGATIVE,
    POSITIVE,
    SEMIBOLD,
    SMALL_SIZE,
    TEXT,
    TINY,
    BarStyle,
    Canvas,
    Markup,
    Point,
    Scale,
    element,
    extent,
    fit,
    least_step,
    line,
    multiples,
    round_step,
    text_line,
    text_lines,
    text_width,
    tick_text,
    wrap,
)

_NAME_ROOM = 245  # of a page's width: most names of activities in Swedish municipal budgets stand on one line
NAME_GAP = 14
LABEL_GAP = 5
EDGE = 4  # the line at zero, and half of the 0 beneath it, stand here when no figure is above zero
ROW_GAP, _PHONE_GAP = 7, 12
_ABOVE_SUM = 6  # the room above a row that is the sum of those above it
_UNDER_NAME = 3
_TICK, _TICK_DISTANCE = 4, 70.0  # how long a tick is, and how far from the next
THICKNESS = 14.0
_TICK_GAP = 18  # between two ticks' texts
_BEYOND = Decimal("0.1")  # of the amounts' span: how far an axis without zero goes beyond them
_THIN, _BAR_GAP = 12.0, 3  # bars side by side, and what parts them
_ZERO = Decimal(0)

Drawn = tuple[list[Markup], float]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: from where to where, what is printed at its end, its look and where it stands."""

    start: Decimal
    end: Decimal | None
    label: str
    style: BarStyle
    top: float = 0
    thickness: float = THICKNESS

    @property
    def room(self) -> float:
        """What its label takes beside it."""
        return LABEL_GAP + text_width(self.label, SMALL_SIZE) * SEMIBOLD

    @property
    def baseline(self) -> float:
        """Where its label stands."""
        return self.top + self.thickness / 2 + CAP * SMALL_SIZE / 2


@dataclass(frozen=True, slots=True)
class Category:
    """One category: its name in lines, the first of them at ``first``, and its bars, which begin at ``top``.

    ``figure`` is what stands at the end of the name's line instead of at a bar's end, as on a phone.
    """

    name: tuple[str, ...]
    bars: tuple[Bar, ...]
    first: float
    top: float
    bottom: float
    bold: bool = False
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Extent:
    """A place that something takes, so that lines can keep clear of it."""

    left: float
    right: float
    top: float
    bottom: float


def placed_rows(
    names: Sequence[str], bars: Sequence[Sequence[Bar]], top: float, canvas: Canvas, bold: range
) -> list[Category]:
    """Give each name and its bars their places from ``top`` downwards; those in ``bold`` are semibold."""
    rows: list[Category] = []
    for index, (name, own) in enumerate(zip(names, bars, strict=True)):
        heavy = index in bold
        top += _ABOVE_SUM if heavy and index else 0
        rows.append((_named_above if canvas.narrow else _named_beside)(name, own, top, canvas, heavy))
        top = rows[-1].bottom
    return rows


def _named_beside(name: str, bars: Sequence[Bar], top: float, _: Canvas, heavy: bool) -> Category:  # noqa: FBT001 - as placed says
    """A row whose name stands left of its bars."""
    lines = wrap(name, _NAME_ROOM / (SEMIBOLD if heavy else 1), NAME_SIZE)
    stack = _stack(bars)
    height = max(stack, LEADING * len(lines)) + ROW_GAP
    first = top + height / 2 - LEADING * (len(lines) - 1) / 2 + CAP * NAME_SIZE / 2
    begin = top + (height - stack) / 2
    return Category(lines, _stacked(bars, begin), first, begin, top + height, heavy)


def _named_above(name: str, bars: Sequence[Bar], top: float, canvas: Canvas, heavy: bool) -> Category:  # noqa: FBT001 - as above
    """A row whose name stands above its bars, with the figure at the end of its line if there is just one."""
    figure = bars[0].label if len(bars) == 1 else ""
    taken = text_width(figure, SMALL_SIZE) * SEMIBOLD + NAME_GAP if figure else 0
    lines = wrap(name, (canvas.width - taken) / (SEMIBOLD if heavy else 1), NAME_SIZE)
    begin = top + LEADING * len(lines) + _UNDER_NAME
    first = top + LEADING / 2 + CAP * NAME_SIZE / 2
    return Category(lines, _stacked(bars, begin), first, begin, begin + _stack(bars) + _PHONE_GAP, heavy, figure)


def _stack(bars: Sequence[Bar]) -> float:
    """How high some bars are together; a row without any is as high as one."""
    thickness = bars[0].thickness if bars else THICKNESS
    return thickness + (thickness + _BAR_GAP) * (max(len(bars), 1) - 1)


def _stacked(bars: Sequence[Bar], top: float) -> tuple[Bar, ...]:
    return tuple(replace(bar, top=top + (bar.thickness + _BAR_GAP) * number) for number, bar in enumerate(bars))


def left_edge(rows: Sequence[Category], canvas: Canvas) -> float:
    """Where bars may begin: right of the widest name, or at the edge below the names."""
    if canvas.narrow:
        return EDGE
    widths = (text_width(part, NAME_SIZE) * (SEMIBOLD if row.bold else 1) for row in rows for part in row.name)
    return NAME_GAP + max(widths)


def free_scale(low: Decimal, high: Decimal, left: float, right: float) -> Scale:
    """A scale from one figure to another, which need not hold zero."""
    return Scale(left + EDGE, (right - left - 2 * EDGE) / max(float(high - low), TINY), low)


def weight(*, bold: bool) -> dict[str, str | float]:
    """The weight of a text, where it isn't the ordinary one."""
    return {"font_weight": "600"} if bold else {}


def row_names(rows: Sequence[Category], canvas: Canvas) -> Iterator[Markup]:
    """The names of rows, and the figures that stand beside them."""
    for row in rows:
        yield from text_lines(0, row.first, row.name, **weight(bold=row.bold))
        if row.figure:
            look: dict[str, str | float] = {"font_size": SMALL_SIZE, "text_anchor": "end", **weight(bold=row.bold)}
            yield text_line(canvas.width, row.first, row.figure, **look)


def with_axis(parts: list[Markup], foot: float, words: Diagramord, canvas: Canvas, *, zero: bool) -> Drawn:
    """A drawing with what is said of an axis without zero; gives where it ends."""
    foot += 4 if canvas.narrow else 20
    if zero:
        return parts, foot
    foot += LEADING
    return [*parts, text_line(0, foot, words.axel_vågrät, font_size=SMALL_SIZE, fill=MUTED)], foot + 2


Swatch = Callable[[float, float], Markup]
"""What stands before a name in a key: drawn from a left edge, around a middle, 16 wide."""


def legend_above(entries: Sequence[tuple[Swatch, str]], top: float, canvas: Canvas) -> Drawn:
    """Write what each look stands for, on as many lines as it takes; gives where the chart below begins."""
    parts: list[Markup] = []
    x = 0.0
    for swatch, text in entries:
        name = wrap(text, canvas.width - 24, SMALL_SIZE)
        room = 22 + max(text_width(part, SMALL_SIZE) for part in name)
        if x and x + room > canvas.width:
            x, top = 0.0, top + LEADING
        parts.append(swatch(x, top + 8))
        parts += text_lines(x + 22, top + 8 + CAP * SMALL_SIZE / 2, name, font_size=SMALL_SIZE)
        top += LEADING * (len(name) - 1)
        x += room + 20
    return parts, top + LEADING + 8 if entries else top


def limit_key(limit: Gränslinje | None, words: Diagramord) -> list[tuple[Swatch, str]]:
    """What the line of a limit stands for."""
    if limit is None:
        return []
    text = ifylld(words.gräns, ljus=neuter(limit.ljus), värde=format_number(limit.värde))
    return [(lambda x, y: limit_stroke((x, y), (x + 16, y)), text)]


def limit_stroke(start: Point, end: Point) -> Markup:
    """A piece of the line of a limit."""
    return line(start, end, TEXT, 1.25, LIMIT_DASH)


def axis(diagram: Diagram, scale: Scale, plot: Extent) -> Iterator[Markup]:
    """The ticks below the rows; no line goes up among the rows, since each figure stands there in print."""
    for tick, mark in _ticks(diagram, scale, plot):
        x = scale(tick)
        half = text_width(mark, SMALL_SIZE) / 2
        if x - half < plot.left - NAME_GAP or x + half > plot.right + EDGE:
            continue
        yield line((x, plot.bottom), (x, plot.bottom + _TICK), AXIS)
        yield text_line(x, plot.bottom + 16, mark, font_size=SMALL_SIZE, fill=MUTED, text_anchor="middle")


def _ticks(diagram: Diagram, scale: Scale, plot: Extent) -> list[tuple[Decimal, str]]:
    """List ticks and their texts, so far apart that the widest texts don't meet."""
    if not scale.step:
        return [(Decimal(0), "0")]
    low, high = (scale.origin + Decimal((edge - scale.zero) / scale.step) for edge in (plot.left, plot.right))
    distance = _TICK_DISTANCE
    while True:
        least = max(least_step(diagram.decimaler), Decimal(distance / scale.step))
        step = round_step(least)
        sign = diagram.slag == "avvikelser"
        texts = [(tick, tick_text(tick, step, sign=sign)) for tick in multiples(step, low, high)]
        needed = _TICK_GAP + max((text_width(mark, SMALL_SIZE) for _, mark in texts), default=0)
        if needed <= float(step) * scale.step:
            return texts
        distance = needed


def bars(diagram: Diagram, top: float, words: Diagramord, canvas: Canvas) -> Drawn:
    """Draw bars from ``top`` downwards; gives the markup and where it ends."""
    count = len(diagram.kategorier)
    styles = zip(diagram.serier, BARS, strict=False)
    legend, top = legend_above(
        [(_swatch(style), one.namn) for one, style in styles if len(diagram.serier) > 1], top, canvas
    )
    groups = [_of_category(diagram, index, words) for index in range(count)]
    rows = placed_rows(diagram.kategorier, groups, top, canvas, range(count - diagram.summor, count))
    left, right = left_edge(rows, canvas), canvas.width - EDGE
    scale = fit(
        [(bar.end or _ZERO, 0 if row.figure else bar.room) for row in rows for bar in row.bars],
        left,
        right,
    )
    plot = Extent(left, right, rows[0].top - ROW_GAP / 2, rows[-1].bottom)
    parts = [
        *legend,
        *(() if canvas.narrow else axis(diagram, scale, plot)),
        *_boxes((bar for row in rows for bar in row.bars), scale),
        *(_end_label(bar, scale, row) for row in rows if not row.figure for bar in row.bars),
        *_zero_line(rows, scale(_ZERO), plot, canvas),
        *row_names(rows, canvas),
    ]
    return with_axis(parts, plot.bottom, words, canvas, zero=True)


def _swatch(style: BarStyle) -> Swatch:
    return lambda x, y: _box(Bar(_ZERO, None, "", style, y - 6, 12), x, x + 16)


def _of_category(diagram: Diagram, index: int, words: Diagramord) -> list[Bar]:
    """The bars of a category, one a series."""
    deviation = diagram.slag == "avvikelser"
    share = diagram.andelar[index] if diagram.andelar else None
    thickness = THICKNESS if len(diagram.serier) == 1 else _THIN
    drawn = []
    for serie, style in zip(diagram.serier, BARS, strict=False):
        value = serie.värden[index]
        label = words.uppgift_saknas if value is None else format_number(value, diagram.decimaler, sign=deviation)
        if share is not None and value is not None:
            label += f" ({format_number(share, 1, sign=True)}\N{NO-BREAK SPACE}%)"
        look = BarStyle(NEGATIVE if (value or 0) * (diagram.bättre or 1) < 0 else POSITIVE) if deviation else style
        drawn.append(Bar(_ZERO, value, label, look, thickness=thickness))
    return drawn


def waterfall(diagram: Diagram, top: float, words: Diagramord, canvas: Canvas) -> Drawn:
    """Draw a bridge from ``top`` downwards: each change begins where the one above it ends.

    Changes that are taken off go the other way than their signs: a minus shortens an amount below zero.
    """
    amounts = [value or _ZERO for value in diagram.serier[0].värden]
    turned = -1 if diagram.omvänd else 1
    ends = [*accumulate([amounts[0], *(turned * amount for amount in amounts[1:-1])]), amounts[-1]]
    low, high = extent(ends)
    base = _base(low, high)
    groups = [[_step(diagram, index, ends, amounts[index], base)] for index in range(len(ends))]
    rows = placed_rows(diagram.kategorier, groups, top, canvas, range(0, len(ends), max(1, len(ends) - 1)))
    left, right = left_edge(rows, canvas), canvas.width - EDGE
    every = [row.bars[0] for row in rows]
    before, after = (
        max((bar.room for bar in every if not canvas.narrow and _is_left(bar) is left_of), default=0)
        for left_of in (True, False)
    )
    scale = free_scale(min(low, base), max(high, base), left + before, right - after)
    plot = Extent(left, right, rows[0].top - ROW_GAP / 2, rows[-1].bottom)
    parts = [
        *(() if canvas.narrow else axis(diagram, scale, plot)),
        *(_joint(scale(one.end or _ZERO), one, other) for one, other in pairwise(every) if not canvas.narrow),
        *_boxes(every, scale),
        *(
            _label(row.bars[0], scale, left=_is_left(row.bars[0]), **weight(bold=row.bold))
            for row in rows
            if not row.figure
        ),
        *(() if base else _zero_line(rows, scale(base), plot, canvas)),
        *row_names(rows, canvas),
    ]
    return with_axis(parts, plot.bottom, words, canvas, zero=base == 0)


def _base(low: Decimal, high: Decimal) -> Decimal:
    """Where the bars of the first and the last amount begin: at zero, or on its side a bit beyond all amounts."""
    if low <= 0 <= high:
        return _ZERO
    beyond = (high - low) * _BEYOND
    return max(_ZERO, low - beyond) if low > 0 else min(_ZERO, high + beyond)


def _step(diagram: Diagram, index: int, ends: Sequence[Decimal], amount: Decimal, base: Decimal) -> Bar:
    """The first and the last amount, from the edge of the axis, and between them changes, coloured by their signs."""
    if 0 < index < len(ends) - 1:
        look = BarStyle(NEGATIVE if amount < 0 else POSITIVE)
        return Bar(ends[index - 1], ends[index], format_number(amount, diagram.decimaler, sign=True), look)
    return Bar(base, ends[index], format_number(amount, diagram.decimaler), BARS[0])


def _is_left(bar: Bar) -> bool:
    """Whether a bar's figure stands left of it: an amount below zero, from an axis without zero."""
    return bar.end is not None and bar.end < bar.start < 0 and bar.style is BARS[0]


def _joint(x: float, one: Bar, other: Bar) -> Markup:
    """The thin line from where a step ends to where the next begins."""
    return line((x, one.top + one.thickness), (x, other.top), AXIS, 0.75)


def _boxes(bars: Iterable[Bar], scale: Scale) -> Iterator[Markup]:
    for bar in bars:
        if bar.end is not None and abs(float(bar.end - bar.start)) > TINY:
            yield _box(bar, *sorted((scale(bar.start), scale(bar.end))))


def _end_label(bar: Bar, scale: Scale, row: Category) -> Markup:
    fill = MUTED if bar.end is None else TEXT
    return _label(bar, scale, left=(bar.end or 0) < 0, fill=fill, **weight(bold=row.bold))


def _label(bar: Bar, scale: Scale, *, left: bool, **look: str | float) -> Markup:
    """The figure left or right of a bar."""
    near, far = sorted((scale(bar.start), scale(bar.end or _ZERO)))
    if left:
        return text_line(near - LABEL_GAP, bar.baseline, bar.label, font_size=SMALL_SIZE, **look, text_anchor="end")
    return text_line(far + LABEL_GAP, bar.baseline, bar.label, font_size=SMALL_SIZE, **look)


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


def _zero_line(rows: Sequence[Category], x: float, plot: Extent, canvas: Canvas) -> Iterator[Markup]:
    """The line at zero: through all rows, or on a phone beside each bar, since names stand between them."""
    if not canvas.narrow:
        yield line((x, plot.top), (x, plot.bottom), AXIS)
        return
    for bar in (bar for row in rows for bar in row.bars if bar.end is not None):
        yield line((x, bar.top - 1), (x, bar.top + bar.thickness + 1), AXIS)
