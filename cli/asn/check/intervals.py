"""An interval of figures, of a scale's class or a målnivå, with ends that belong to it or don't.

Words count as figures where they have an order: Nej, Delvis and Ja are 0, a half and 1.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from asn.figures import (
    DASH,
    MINUS,
    MONEY,
    Mätvärde,
    NumberError,
    Storhet,
    as_money,
    format_quantity,
    parse_measure,
    parse_quantity,
)
from asn.model.skalor import Klass

ANSWER = "svar"
_ANSWERS = {"nej": Decimal(0), "delvis": Decimal("0.5"), "ja": Decimal(1)}
_WORDED = {
    **dict.fromkeys(("minst", "lägst"), "≥"),
    **dict.fromkeys(("högst", "max", "maximalt"), "≤"),
    **dict.fromkeys(("över", "mer än", "fler än", "högre än"), ">"),
    **dict.fromkeys(("under", "mindre än", "färre än", "lägre än"), "<"),
}
_OPERATOR = re.compile(rf"({'|'.join(_WORDED)})\s+(.+)", re.IGNORECASE)
_RANGE = re.compile(rf"(?:mellan\s+)?(\d[\d\s,]*?)\s*%?\s*(?:[-{DASH}{MINUS}]|och|till)\s*(\d.*)", re.IGNORECASE)
_AROUND = re.compile(rf"(?:inom\s+)?(?:±|\+\s*/\s*[-{DASH}{MINUS}])\s*(\d.*)", re.IGNORECASE)
_LONGEST = 60  # what is longer is a sentence, not a range
_PER = re.compile(r"(?:^|\s|/|per )(år|helår|året|tertial|tertialet|delår|delåret|månad|kvartal|halvår)$")


class ScaledFigure(NamedTuple):
    """A figure to compare: its value, its unit, and the stretch of time that a målnivå may name (år, tertial)."""

    value: Decimal
    unit: str
    time: str = ""

    def __str__(self) -> str:
        return format_quantity(Storhet(self.value, self.unit))

    def compares_with(self, other: "ScaledFigure") -> bool:
        """Whether both are told in the same unit; a bare number may be a count of anything, but no share."""
        if self.unit == other.unit or self.unit in _plurals(other.unit) or other.unit in _plurals(self.unit):
            return True
        named = {self.unit, other.unit} - {""}
        return len(named) == 1 and not named & {"%", ANSWER, "kr"}


class ScaleSpan(NamedTuple):
    """A stretch of figures. An end that is None is open for ever; ``low_in`` says whether the end itself belongs."""

    low: ScaledFigure | None = None
    low_in: bool = True
    high: ScaledFigure | None = None
    high_in: bool = True

    def contains(self, value: Decimal) -> bool:
        """Whether a value belongs here."""
        return not self.below(value) and not self.above(value)

    def below(self, value: Decimal) -> bool:
        """Whether a value lies under all that belongs here."""
        low = self.low
        return low is not None and (value < low.value or (value == low.value and not self.low_in))

    def above(self, value: Decimal) -> bool:
        """Whether a value lies over all that belongs here."""
        high = self.high
        return high is not None and (value > high.value or (value == high.value and not self.high_in))

    def ends(self) -> tuple[ScaledFigure, ...]:
        """The ends that there are."""
        return tuple(end for end in (self.low, self.high) if end)


def without_words(measure: Mätvärde) -> Mätvärde:
    """A share with words after it (70 % gröna mål) as the figure that it begins with; all else as it is."""
    head, sign, tail = measure.text.partition("%")
    if not sign or re.search(r"\d", tail):
        return measure
    bound = parse_measure(f"{head}%")
    return Mätvärde(bound.tal, f"%{tail}", bound.operator) if bound.tal is not None else measure


def scaled_figure(measure: Mätvärde | None) -> ScaledFigure | None:
    """The figure that an outcome or a bound stands for; None for words without order."""
    if measure is None:
        return None
    known = without_words(measure)
    if known.tal is None:
        answer = _ANSWERS.get(known.text.lower().rstrip("."))
        return None if answer is None else ScaledFigure(answer, ANSWER)
    return _figure(Storhet(known.tal, known.enhet))


def _figure(amount: Storhet) -> ScaledFigure:
    if amount.enhet in MONEY:
        return ScaledFigure(as_money(amount, "kr").tal, "kr")
    time = _PER.search(amount.enhet)
    unit = amount.enhet[: time.start()].strip() if time else amount.enhet
    # «% gröna mål» and «procent» are shares like any other, but procentenheter and %-enheter are not.
    unit = unit.replace("%-enhet", "procentenhet")
    share = unit.startswith("%") or unit.split(" ")[0] == "procent"
    return ScaledFigure(amount.tal, "%" if share else unit.lower(), time[1] if time else "")


def _plurals(unit: str) -> set[str]:
    """What several of a unit can be called: procentenheter, dagar, veckor, timmar, ärenden."""
    return {f"{unit}er", f"{unit}ar", f"{unit}n", f"{unit}r", f"{unit[:-1]}or", f"{unit[:-1]}ar"} if unit else set()


def class_span(kind: Klass) -> ScaleSpan | None:
    """The stretch that a class of a scale covers; None if the scale doesn't tell it in figures."""
    low, high = (
        scaled_figure(kind.från) or scaled_figure(kind.över),
        scaled_figure(kind.till) or scaled_figure(kind.under),
    )
    if low is None and high is None:
        return None
    return ScaleSpan(low, kind.över is None, high, kind.under is None)


def target_span(target: Mätvärde, direction: str) -> ScaleSpan | None:
    """The stretch of outcomes that reach a målnivå; None if it isn't told in figures.

    Args:
        target: the målnivå, with operator, as a range (20–30 %), or in words (minst 95 %, Ja).
        direction: which way is better, where the målnivå doesn't say: upp or ner.
    """
    known, end = without_words(target), scaled_figure(target)
    if end is None:
        return _worded_span(target.text)
    return _span(end, known.operator or {"ner": "≤"}.get(direction, "≥"))


def _span(end: ScaledFigure, operator: str) -> ScaleSpan:
    match operator:
        case "<" | "≤":
            return ScaleSpan(high=end, high_in=operator == "≤")
        case ">" | "≥":
            return ScaleSpan(low=end, low_in=operator == "≥")
    return ScaleSpan(low=end, high=end)


def _worded_span(text: str) -> ScaleSpan | None:
    bare = text.strip().rstrip(".")
    if len(bare) > _LONGEST:
        return None
    if match := _OPERATOR.fullmatch(bare):
        end = _parsed(match[2])
        return _span(end, _WORDED[match[1].lower()]) if end else None
    if match := _AROUND.fullmatch(bare):
        end = _parsed(match[1])
        return ScaleSpan(low=ScaledFigure(-end.value, end.unit), high=end) if end else None
    if match := _RANGE.fullmatch(bare):
        high, low = _parsed(match[2]), _parsed(match[1].strip())
        if high and low and low.value <= high.value:
            return ScaleSpan(low=ScaledFigure(low.value, high.unit), high=high)
    return None


def _parsed(text: str) -> ScaledFigure | None:
    try:
        return _figure(parse_quantity(text))
    except NumberError:
        return None
