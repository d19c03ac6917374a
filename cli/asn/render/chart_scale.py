"""Scales and ticks: where a figure lands, and which round numbers stand beside the grid."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from asn.figures import decimals_of, format_number

# Below this a figure is zero to any reader, and dividing by it would leave the range of floats.
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: ``zero`` is where 0 lands, ``step`` how far one unit reaches (negative upwards)."""

    zero: float
    step: float

    def __call__(self, value: Decimal) -> float:
        return self.zero + self.step * float(value)


@dataclass(frozen=True, slots=True)
class Reach:
    """What must have room at a bar's end: the figure, and beyond it its label's width."""

    value: Decimal
    label: float


def fit(reaches: list[Reach], left: float, right: float) -> Scale:
    """Find the longest scale on which every bar and its label stays between ``left`` and ``right``.

    Each figure below zero, paired with each above, limits the scale; the tightest pair decides. Zero is
    always inside. Figures that are all zero get no length, and zero stands at ``left``.
    """
    below = [(0.0, 0.0)] + [(-float(r.value), r.label) for r in reaches if r.value < 0]
    above = [(0.0, 0.0)] + [(float(r.value), r.label) for r in reaches if r.value >= 0]
    limits = [
        (right - left - low_label - high_label) / (low + high)
        for low, low_label in below
        for high, high_label in above
        if low + high > TINY
    ]
    step = min(limits, default=0.0)
    return Scale(left + max(label + step * value for value, label in below), step)


def least_step(decimals: int) -> Decimal:
    """Give the smallest step that says no more than the figures do: whole numbers get whole ticks."""
    return Decimal(1).scaleb(-decimals)


def round_step(least: Decimal) -> Decimal:
    """Give the smallest of … 1, 2, 5, 10, 20, 50 … that is at least ``least``."""
    unit = Decimal(10) ** least.adjusted()
    return next(step * unit for step in map(Decimal, (1, 2, 5, 10)) if step * unit >= least)


def multiples(step: Decimal, low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """List every multiple of ``step`` from ``low`` to ``high``."""
    first = int((low / step).to_integral_value(ROUND_CEILING))
    last = int((high / step).to_integral_value(ROUND_FLOOR))
    return tuple(step * count for count in range(first, last + 1))


def tick_text(tick: Decimal, step: Decimal, *, sign: bool = False) -> str:
    """Print a tick with the decimals its step needs; zero is always plain."""
    return format_number(tick, decimals_of(step.normalize()), sign=sign) if tick else "0"


def ticks_around(low: Decimal, high: Decimal, most: int, least: Decimal) -> tuple[Decimal, ...]:
    """List round numbers that enclose ``low`` to ``high``, at most ``most`` steps of ``least`` or more.

    Figures on both sides of zero need two steps, so ``most`` is at least 2.
    """
    step = max(least, round_step((high - low) / most))
    while True:
        first = int((low / step).to_integral_value(ROUND_FLOOR))
        last = int((high / step).to_integral_value(ROUND_CEILING))
        if last - first <= most:
            return tuple(step * count for count in range(first, last + 1))
        step = round_step(step * Decimal("1.01"))
