"""What charts of a row for each name share: where rows and names stand, the ticks below them, and the key above."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from asn.charts import Diagram, Gränslinje
from asn.figures import format_number
from asn.light import neuter
from asn.model.ord import ifylld
from asn.model.ord.tabeller import Diagramord
from asn.render.chart_drawing import (
    AXIS,
    LIMIT_DASH,
    MUTED,
    TEXT,
    BarStyle,
    Markup,
    Point,
    line,
    text_line,
)
from asn.render.chart_layout import (
    CAP,
    LEADING,
    NAME,
    SEMIBOLD,
    SMALL,
    TINY,
    Canvas,
    Scale,
    least_step,
    multiples,
    round_step,
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
        return LABEL_GAP + text_width(self.label, SMALL) * SEMIBOLD

    @property
    def baseline(self) -> float:
        """Where its label stands."""
        return self.top + self.thickness / 2 + CAP * SMALL / 2


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


def placed(
    names: Sequence[str], bars: Sequence[Sequence[Bar]], top: float, canvas: Canvas, bold: range
) -> list[Category]:
    """Give each name and its bars their places from ``top`` downwards; those in ``bold`` are semibold."""
    rows: list[Category] = []
    for index, (name, own) in enumerate(zip(names, bars, strict=True)):
        heavy = index in bold
        top += _ABOVE_SUM if heavy and index else 0
        rows.append((_above if canvas.narrow else _beside)(name, own, top, canvas, heavy))
        top = rows[-1].bottom
    return rows


def _beside(name: str, bars: Sequence[Bar], top: float, _: Canvas, heavy: bool) -> Category:  # noqa: FBT001 - as placed says
    """A row whose name stands left of its bars."""
    lines = wrap(name, _NAME_ROOM / (SEMIBOLD if heavy else 1), NAME)
    stack = _stack(bars)
    height = max(stack, LEADING * len(lines)) + ROW_GAP
    first = top + height / 2 - LEADING * (len(lines) - 1) / 2 + CAP * NAME / 2
    begin = top + (height - stack) / 2
    return Category(lines, _stacked(bars, begin), first, begin, top + height, heavy)


def _above(name: str, bars: Sequence[Bar], top: float, canvas: Canvas, heavy: bool) -> Category:  # noqa: FBT001 - as above
    """A row whose name stands above its bars, with the figure at the end of its line if there is just one."""
    figure = bars[0].label if len(bars) == 1 else ""
    taken = text_width(figure, SMALL) * SEMIBOLD + NAME_GAP if figure else 0
    lines = wrap(name, (canvas.width - taken) / (SEMIBOLD if heavy else 1), NAME)
    begin = top + LEADING * len(lines) + _UNDER_NAME
    first = top + LEADING / 2 + CAP * NAME / 2
    return Category(lines, _stacked(bars, begin), first, begin, begin + _stack(bars) + _PHONE_GAP, heavy, figure)


def _stack(bars: Sequence[Bar]) -> float:
    """How high some bars are together; a row without any is as high as one."""
    thickness = bars[0].thickness if bars else THICKNESS
    return thickness + _pitch(thickness) * (max(len(bars), 1) - 1)


def _pitch(thickness: float) -> float:
    return thickness + 3


def _stacked(bars: Sequence[Bar], top: float) -> tuple[Bar, ...]:
    return tuple(replace(bar, top=top + _pitch(bar.thickness) * number) for number, bar in enumerate(bars))


def left_edge(rows: Sequence[Category], canvas: Canvas) -> float:
    """Where bars may begin: right of the widest name, or at the edge below the names."""
    if canvas.narrow:
        return EDGE
    return NAME_GAP + max(text_width(part, NAME) * (SEMIBOLD if row.bold else 1) for row in rows for part in row.name)


def floating(low: Decimal, high: Decimal, left: float, right: float) -> Scale:
    """A scale from one figure to another, which need not hold zero."""
    return Scale(left + EDGE, (right - left - 2 * EDGE) / max(float(high - low), TINY), low)


def weight(*, bold: bool) -> dict[str, str | float]:
    """The weight of a text, where it isn't the ordinary one."""
    return {"font_weight": "600"} if bold else {}


def printed_figure(diagram: Diagram, value: Decimal, *, sign: bool = False) -> str:
    """A figure as the chart prints it."""
    return format_number(value, diagram.decimaler, sign=sign)


def row_names(rows: Sequence[Category], canvas: Canvas) -> Iterator[Markup]:
    """The names of rows, and the figures that stand beside them."""
    for row in rows:
        for number, part in enumerate(row.name):
            yield text_line(0, row.first + LEADING * number, part, **weight(bold=row.bold))
        if row.figure:
            look: dict[str, str | float] = {"font_size": SMALL, "text_anchor": "end", **weight(bold=row.bold)}
            yield text_line(canvas.width, row.first, row.figure, **look)


def with_axis(parts: list[Markup], foot: float, words: Diagramord, canvas: Canvas, *, zero: bool) -> Drawn:
    """A drawing with what is said of an axis without zero; gives where it ends."""
    foot += 4 if canvas.narrow else 20
    if zero:
        return parts, foot
    return [*parts, text_line(0, foot + LEADING, words.axel_vågrät, font_size=SMALL, fill=MUTED)], foot + LEADING + 2


Swatch = Callable[[float, float], Markup]
"""What stands before a name in a key: drawn from a left edge, around a middle, 16 wide."""


def legend_above(entries: Sequence[tuple[Swatch, str]], top: float, canvas: Canvas) -> Drawn:
    """Write what each look stands for, on as many lines as it takes; gives where the chart below begins."""
    parts: list[Markup] = []
    x = 0.0
    for swatch, text in entries:
        name = wrap(text, canvas.width - 24, SMALL)
        room = 22 + max(text_width(part, SMALL) for part in name)
        if x and x + room > canvas.width:
            x, top = 0.0, top + LEADING
        parts.append(swatch(x, top + 8))
        for number, part in enumerate(name):
            parts.append(text_line(x + 22, top + 8 + CAP * SMALL / 2 + LEADING * number, part, font_size=SMALL))
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
        half = text_width(mark, SMALL) / 2
        if x - half < plot.left - NAME_GAP or x + half > plot.right + EDGE:
            continue
        yield line((x, plot.bottom), (x, plot.bottom + _TICK), AXIS)
        yield text_line(x, plot.bottom + 16, mark, font_size=SMALL, fill=MUTED, text_anchor="middle")


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
        needed = _TICK_GAP + max((text_width(mark, SMALL) for _, mark in texts), default=0)
        if needed <= float(step) * scale.step:
            return texts
        distance = needed


def free_of(gaps: Sequence[Extent], plot: Extent) -> list[tuple[float, float]]:
    """The pieces of an upright line that leave some places free, which stand one below the other."""
    ends = [plot.top, *(edge for gap in gaps for edge in (gap.top, gap.bottom)), plot.bottom]
    return list(pairwise(ends))[::2]
