"""Every light of a report, and the arithmetic of scales: which lights an outcome, or a goal's units, can give, and why.

The printed figures are taken as they stand: a reader can only test the light against what the report shows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from asn.check.intervals import ANSWER, ScaledFigure, ScaleSpan, class_span, scaled_figure, target_span, without_words
from asn.figures import Mätvärde, decimals_of, format_number
from asn.finding import KeyPath
from asn.light import Bedömning, neuter
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Indikator, Nämndmål
from asn.model.avsnitt.tabellgrund import Tabellavsnitt
from asn.model.grid import Grid
from asn.model.record import Post, Värde, light_fields, register_fields, scales_named
from asn.model.report import Rapport
from asn.model.skalor import Klass, Skala
from asn.period import Period

_BEYOND = Decimal(10) ** 9


class ScaleVerdict(NamedTuple):
    """The lights that fit an outcome, and the reason in Swedish; in a hole of the scale, its neighbours fit."""

    lights: frozenset[Bedömning]
    reason: str
    hole: bool = False


class LightCase(NamedTuple):
    """An outcome with what it is held against."""

    outcome: Mätvärde | None
    target: Mätvärde | None = None
    direction: str | None = None

    def reached(self) -> bool | None:
        """Whether the outcome reaches the target; None if that can't be told from figures."""
        value, span = self.value(), self.span()
        if value is None or span is None or not all(value.compares_with(end) for end in span.ends()):
            return None
        return span.contains(value.value)

    def value(self) -> ScaledFigure | None:
        """The outcome's figure; «över 95 %» is no exact outcome and gives None."""
        return scaled_figure(self.outcome) if self.outcome and not without_words(self.outcome).operator else None

    def span(self) -> ScaleSpan | None:
        """The outcomes that reach the target."""
        return target_span(self.target, self.direction or "upp") if self.target else None


def chosen_target(period: Period, outcome: Mätvärde | None, targets: Iterable[Mätvärde | None]) -> Mätvärde | None:
    """The one of several targets that a period is held against: a tertial's for a tertial, a year's for a year.

    A target without a stretch of time holds for any period. One for another stretch can't be compared with.
    """
    measured, timeless = scaled_figure(outcome), None
    for target in targets:
        figure = scaled_figure(target)
        if target is None or figure is None or not figure.time:
            timeless = timeless or target
        elif figure.time in period.mäts_per or (measured and measured.time == figure.time):
            return target
    return timeless


def scale_verdict(scale: Skala, case: LightCase) -> ScaleVerdict | None:
    """The lights that a scale allows for an outcome; None where the scale or the figures leave it open."""
    by_target = [kind for kind in scale.klasser if kind.mål_nått]
    reached = case.reached() if case.target else None
    if by_target:
        if reached is None:
            return None
        if reached:
            return ScaleVerdict(_lights(by_target), _reached_reason(case))
    others = [kind for kind in scale.klasser if not kind.mål_nått]
    measured = _measured(scale, case)
    verdict = _among(others, *measured) if measured else None
    if verdict is None and by_target:
        return ScaleVerdict(_lights(others), _reached_reason(case))
    return verdict


def _lights(kinds: Iterable[Klass]) -> frozenset[Bedömning]:
    return frozenset(kind.bedömning for kind in kinds)


def _among(kinds: list[Klass], value: ScaledFigure, reason: str) -> ScaleVerdict | None:
    spans = [(kind, span) for kind in kinds if (span := class_span(kind))]
    if not spans or not all(value.compares_with(end) for _, span in spans for end in span.ends()):
        return None
    fitting = [kind for kind, span in spans if span.contains(value.value)]
    # A class without bounds may stand for all that the others leave.
    if fitting or len(spans) < len(kinds):
        return ScaleVerdict(_lights(fitting or (kind for kind in kinds if class_span(kind) is None)), reason)
    below = [(span.high.value, kind) for kind, span in spans if span.high and span.above(value.value)]
    above = [(span.low.value, kind) for kind, span in spans if span.low and span.below(value.value)]
    near = [max(below, key=lambda end: end[0])[1]] if below else []
    near += [min(above, key=lambda end: end[0])[1]] if above else []
    return ScaleVerdict(_lights(near), reason, hole=len(near) > 1)


def _measured(scale: Skala, case: LightCase) -> tuple[ScaledFigure, str] | None:
    """What the scale's bounds are compared with, and how it was found."""
    measures = (scale.mäter or "utfall").lower()
    value = case.value()
    if value is None or "placering" in measures:
        return None
    if "avvikelse" in measures:
        return _deviation(case, value, points="procentenhet" in measures)
    return value, f"utfallet är {case.outcome}"


def _deviation(case: LightCase, value: ScaledFigure, *, points: bool) -> tuple[ScaledFigure, str] | None:
    span = case.span()
    if not case.target or span is None or case.reached() is None:
        return None
    end = span.low if span.below(value.value) or (span.low and span.contains(value.value)) else span.high
    assert end, "a target has at least one end"
    missed = Decimal(0) if case.reached() else abs(value.value - end.value)
    if points:
        return ScaledFigure(missed, "procentenheter"), _deviation_reason(
            case, value, end, f"{_short(missed)} procentenheter"
        )
    # Delvis is neither all nor nothing of a Ja; and nothing is a share of nought.
    if not end.value or (value.unit == ANSWER and 0 < value.value < 1):
        return None
    share = missed / abs(end.value) * 100
    return ScaledFigure(share, "%"), _deviation_reason(case, value, end, f"{_short(share)}\N{NO-BREAK SPACE}%")


def _deviation_reason(case: LightCase, value: ScaledFigure, end: ScaledFigure, amount: str) -> str:
    if value.unit == ANSWER or value.value == end.value:
        return _reached_reason(case)
    way = "högre" if value.value > end.value else "lägre"
    return f"utfallet {case.outcome} är {amount} {way} än målnivån {case.target}"


def _reached_reason(case: LightCase) -> str:
    return f"utfallet {case.outcome} når {'' if case.reached() else 'inte '}målnivån {case.target}"


def _short(value: Decimal) -> str:
    """At most two decimals, and none that says nothing; a målnivå next to nought gives shares beyond all print."""
    return format_number(min(value, _BEYOND), 2).rstrip("0").rstrip(",")


class ScaleFault(NamedTuple):
    """Where two classes of a scale don't meet as they should; the indices are the scale's own."""

    lower: int
    upper: int
    overlap: bool
    end: ScaledFigure | None
    start: ScaledFigure | None


def scale_faults(scale: Skala) -> Iterator[ScaleFault | None]:
    """Each place where one class ends and the next begins: None if they meet, else what is wrong."""
    rest = any(class_span(kind) is None and not kind.mål_nått for kind in scale.klasser)
    spans = [
        (index, span)
        for index, kind in enumerate(scale.klasser)
        if not kind.mål_nått and (span := class_span(kind)) is not None
    ]
    spans.sort(key=lambda item: (item[1].low is not None, item[1].low.value if item[1].low else 0))
    for (lower, one), (upper, other) in pairwise(spans):
        high, low = one.high, other.low
        if high is None or low is None:
            yield ScaleFault(lower, upper, overlap=True, end=high, start=low)
        elif high.compares_with(low):
            overlap, gap = _overlap_and_gap(one, other)
            yield ScaleFault(lower, upper, overlap, high, low) if overlap or (gap and not rest) else None


def _overlap_and_gap(one: ScaleSpan, other: ScaleSpan) -> tuple[bool, bool]:
    """Whether two classes overlap, and whether they leave a gap."""
    high, low = one.high, other.low
    assert high, "only bounded classes meet"
    assert low, "only bounded classes meet"
    if high.value == low.value:
        return one.high_in and other.low_in, not (one.high_in or other.low_in)
    return high.value > low.value, high.value < low.value and not _next_figure(high, low)


def _next_figure(high: ScaledFigure, low: ScaledFigure) -> bool:
    """Whether no figure fits between: after 4,99 comes 5, and after 4 pieces 5, but after 79 % comes 79,1 %."""
    places = max(decimals_of(high.value), decimals_of(low.value))
    return low.value - high.value == Decimal(1).scaleb(-places) and (places > 0 or high.unit != "%")


_SHARE = re.compile(r"andel ≥ ?(\d+(?:,\d+)?) ?%")


def weighed(goal: Nämndmål) -> ScaleVerdict | None:
    """The lights that the goal's rule gives; None where it states none, or a unit hasn't told yet."""
    rule, parts = goal.sammanvägning, [unit.bedömning for unit in goal.enheter]
    lights = [light for light in parts if light]
    if not rule or not goal.bedömning or not parts or len(lights) < len(parts):
        return None
    scale = goal.bedömning.skala()
    if rule == "sämsta":
        worst = _in_scale(max(lights, key=lambda light: light.rang), scale)
        if worst is None:
            return None
        return ScaleVerdict(frozenset([worst]), f"målet vägs samman som «{rule}»: det är {neuter(worst)}")
    share = Decimal(100 * sum(light.är_bäst for light in lights)) / len(lights)
    stated = _SHARE.fullmatch(rule)
    reached = share >= (Decimal(stated[1].replace(",", ".")) if stated else 100)
    best, *others = scale
    reason = f"kravet «{rule}» är {'' if reached else 'inte '}uppfyllt"
    return ScaleVerdict(frozenset([best] if reached else others), reason)


def is_share(goal: Nämndmål) -> bool:
    """Whether the rule is a share of the best light."""
    return bool(goal.sammanvägning and goal.sammanvägning.startswith("andel"))


def _in_scale(light: Bedömning, scale: tuple[Bedömning, ...]) -> Bedömning | None:
    """A light in another scale: the same class, else the one of the same rank where both have as many."""
    same = next((own for own in scale if own == light), None)
    alike = scale[light.rang] if len(scale) == len(light.klasser) and light.rang < len(scale) else None
    return same or alike


class Light(NamedTuple):
    """A light that is set: where it stands, what it is a light of, and what it is judged by."""

    post: Post
    steps: KeyPath
    bedömning: Bedömning
    skala: Skala | None
    namn: str
    kommentar: str | None = None
    case: LightCase | None = None


def lights_in(report: Rapport) -> Iterator[Light]:
    """Every light that is set, in the order of the report."""
    for part in report.alla_avsnitt():
        if isinstance(part, Tabellavsnitt):
            yield from _measurements(part.grid, _scale(report, part, scales_named(part)))
        yield from _below(report, part, {})


def _below(report: Rapport, record: Värde, above: Mapping[str, str]) -> Iterator[Light]:
    """The lights of a record, and of those below it but for sections; ``above`` are the scales named around it."""
    named = {**above, **scales_named(record)}
    for field in light_fields(type(record)) if isinstance(record, Post) else ():
        if isinstance(record, Post) and (light := getattr(record, field)):
            scale, comment = _scale(report, record, named), getattr(record, "kommentar", None)
            case = case_of(report, record) if isinstance(record, (Nämndmål, Indikator)) else None
            yield Light(record, (field,), light, scale, record_name(record, report), comment, case)
    for inner in record.children:
        if not isinstance(inner, Avsnitt):
            yield from _below(report, inner, named)


def _scale(report: Rapport, record: Värde, named: Mapping[str, str]) -> Skala | None:
    """What a record's lights are judged by."""
    return report.register.skalor.get(named.get(record.ljusskala, ""))


def record_name(item: Post, report: Rapport) -> str:
    """What a record with a light is known by: its name, or that of what it names in a register."""
    own: str | None = getattr(item, "namn", None)
    if own:
        return own
    for field, register in register_fields(type(item)).items():
        record = getattr(report.register, register).get(getattr(item, field))
        if record:
            return str(record.kort if register == "målområden" else record.namn)
    return ""


def case_of(report: Rapport, item: Nämndmål | Indikator) -> LightCase:
    """The outcome that a light says something of, with the målnivå of the period."""
    targets = (item.målnivå, *(item.delmål if isinstance(item, Indikator) else ()))
    return LightCase(item.utfall, chosen_target(report.tid, item.utfall, targets), item.riktning)


def _measurements(table: Grid, scale: Skala | None) -> Iterator[Light]:
    """The lights in a table's cells, beside a figure or alone."""
    for row in table.rader:
        for column, light in row.bedömningar.items():
            known = table.columns.get(column)
            value = table.figure(row.id, column) if known else None
            name = f"{row.namn}, {known.full_heading if known else column}"
            case = LightCase(Mätvärde(value.tal, value.enhet)) if value else None
            yield Light(row.post, ("bedömningar", column), light, scale, name, row.kommentar, case)
