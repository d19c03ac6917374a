"""Horizontal bars: deviations to both sides of zero, up to three series side by side, or the steps of a bridge."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from asn.charts import Diagram
from asn.figures import format_number
from asn.model.ord.tabeller import Diagramord
from asn.render.chart_drawing import (
    AXIS,
    BARS,
    MUTED,
    NEGATIVE,
    POSITIVE,
    TEXT,
    BarStyle,
    Markup,
    element,
    line,
    text_line,
)
from asn.render.chart_layout import SMALL, TINY, Canvas, Reach, Scale, extent, fit
from asn.render.chart_rows import (
    EDGE,
    LABEL_GAP,
    ROW_GAP,
    Bar,
    Category,
    Drawn,
    Extent,
    Swatch,
    axis,
    floating,
    left_edge,
    legend_above,
    placed,
    printed_figure,
    row_names,
    weight,
    with_axis,
)

_BEYOND = Decimal("0.1")  # of the amounts' span: how far an axis without zero goes beyond them
_THIN = 12.0  # bars side by side
_ZERO = Decimal(0)


def bars(diagram: Diagram, top: float, words: Diagramord, canvas: Canvas) -> Drawn:
    """Draw bars from ``top`` downwards; gives the markup and where it ends."""
    count = len(diagram.kategorier)
    styles = zip(diagram.serier, BARS, strict=False)
    legend, top = legend_above(
        [(_swatch(style), one.namn) for one, style in styles if len(diagram.serier) > 1], top, canvas
    )
    groups = [_of_category(diagram, index, words) for index in range(count)]
    rows = placed(diagram.kategorier, groups, top, canvas, range(count - diagram.summor, count))
    left, right = left_edge(rows, canvas), canvas.width - EDGE
    every = [bar for row in rows for bar in row.bars]
    reaches = [Reach(bar.end or _ZERO, 0 if row.figure else bar.room) for row in rows for bar in row.bars]
    scale = fit(reaches, left, right)
    plot = Extent(left, right, rows[0].top - ROW_GAP / 2, rows[-1].bottom)
    parts = [
        *legend,
        *(() if canvas.narrow else axis(diagram, scale, plot)),
        *(part for bar in every for part in _bar(bar, scale)),
        *(_label(bar, scale, bold=row.bold) for row in rows if not row.figure for bar in row.bars),
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
    drawn = []
    for serie, style in zip(diagram.serier, BARS, strict=False):
        value = serie.värden[index]
        label = words.uppgift_saknas if value is None else printed_figure(diagram, value, sign=deviation)
        if share is not None and value is not None:
            label += f" ({format_number(share, 1, sign=True)}\N{NO-BREAK SPACE}%)"
        look = BarStyle(NEGATIVE if (value or 0) * (diagram.bättre or 1) < 0 else POSITIVE) if deviation else style
        drawn.append(Bar(_ZERO, value, label, look))
    return drawn if len(drawn) == 1 else [Bar(_ZERO, bar.end, bar.label, bar.style, thickness=_THIN) for bar in drawn]


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
    rows = placed(diagram.kategorier, groups, top, canvas, range(0, len(ends), max(1, len(ends) - 1)))
    left, right = left_edge(rows, canvas), canvas.width - EDGE
    every = [row.bars[0] for row in rows]
    before, after = ((0 if canvas.narrow else max((bar.room for bar in some), default=0)) for some in _sides(every))
    scale = floating(min(low, base), max(high, base), left + before, right - after)
    plot = Extent(left, right, rows[0].top - ROW_GAP / 2, rows[-1].bottom)
    parts = [
        *(() if canvas.narrow else axis(diagram, scale, plot)),
        *(_joint(one, other, scale) for one, other in pairwise(every) if not canvas.narrow),
        *(part for bar in every for part in _bar(bar, scale)),
        *(_beside(bar, scale, bold=row.bold) for bar, row in zip(every, rows, strict=True) if not row.figure),
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
        return Bar(ends[index - 1], ends[index], printed_figure(diagram, amount, sign=True), look)
    return Bar(base, ends[index], printed_figure(diagram, amount), BARS[0])


def _sides(bars: Sequence[Bar]) -> tuple[list[Bar], list[Bar]]:
    """The bars whose figures stand left of them, amounts below zero from an axis without it, and the others."""
    left = [bar for bar in bars if bar.end is not None and bar.end < bar.start < 0 and bar.style is BARS[0]]
    return left, [bar for bar in bars if bar not in left]


def _beside(bar: Bar, scale: Scale, *, bold: bool) -> Markup:
    """The figure left or right of a bar."""
    near, far = sorted((scale(bar.start), scale(bar.end or _ZERO)))
    look = {"font_size": SMALL, **weight(bold=bold)}
    if _sides([bar])[0]:
        return text_line(near - LABEL_GAP, bar.baseline, bar.label, **look, text_anchor="end")
    return text_line(far + LABEL_GAP, bar.baseline, bar.label, **look)


def _joint(one: Bar, other: Bar, scale: Scale) -> Markup:
    """The thin line from where a step ends to where the next begins."""
    x = scale(one.end or _ZERO)
    return line((x, one.top + one.thickness), (x, other.top), AXIS, 0.75)


def _bar(bar: Bar, scale: Scale) -> Iterator[Markup]:
    if bar.end is None:
        return
    left, right = sorted((scale(bar.start), scale(bar.end)))
    if abs(float(bar.end - bar.start)) > TINY:
        yield _box(bar, left, right)


def _label(bar: Bar, scale: Scale, *, bold: bool) -> Markup:
    end = scale(bar.end or _ZERO)
    look = {"font_size": SMALL, "fill": MUTED if bar.end is None else TEXT, **weight(bold=bold)}
    if bar.end is not None and bar.end < 0:
        return text_line(end - LABEL_GAP, bar.baseline, bar.label, **look, text_anchor="end")
    return text_line(end + LABEL_GAP, bar.baseline, bar.label, **look)


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
