"""Faults in lights, goals and measurements."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

from asn.finding import Severity
from asn.light import GRÖN, GUL, Bedömning
from asn.model.avsnitt.mal import Indikator, Mål, Målbedömning, Nämndmål
from asn.model.avsnitt.matris import Matris
from asn.model.fields import Månad
from asn.model.report import Rapport

from .digits import changed
from .fault import Fault, Kind
from .ground import Ground
from .spots import Spot, field, records, spot, zone_of


def others(light: Bedömning) -> list[Bedömning]:
    """The lights of its scale that this one isn't."""
    return [other for other in light.skala() if other != light]


def _scaled(ground: Ground) -> Iterator[tuple[Indikator, Rapport]]:
    """Indicators whose light follows from figures: an outcome, a target and a scale that compares the two."""
    for report in ground.adopted:
        for section in records(report, Mål):
            scale = ground.projekt.rapporter[0].register.skalor.get(section.skala or "")
            for indicator in (item for goal in section.nämndmål for item in goal.indikatorer):
                figures = (indicator.utfall, indicator.målnivå)
                if scale and scale.mäter and indicator.bedömning and all(f and f.tal is not None for f in figures):
                    yield indicator, report


def wrong_light(ground: Ground, _: Random) -> Iterator[Fault]:
    for indicator, _report in _scaled(ground):
        found = field(indicator, "bedömning")
        assert indicator.bedömning
        yield from (found.replaced(light, ("M201",)) for light in others(indicator.bedömning) if found)


def wrong_outcome(ground: Ground, _: Random) -> Iterator[Fault]:
    """An outcome on the other side of the target, with the light left as it was."""
    for indicator, _report in _scaled(ground):
        found, target = field(indicator, "utfall"), indicator.målnivå
        light = field(indicator, "bedömning")
        if found and light and target and target.tal and not indicator.delmål:
            low_is_good = target.operator in {"<", "≤"} or indicator.riktning == "ner"
            missed = target.tal * (2 if low_is_good else Decimal("0.5"))
            reached = target.tal * (Decimal("0.5") if low_is_good else 2)
            values = [missed] if indicator.bedömning == GRÖN else [reached]
            if target.operator in {"<", ">"} and indicator.bedömning == GRÖN:
                values.append(target.tal)  # the bound itself doesn't reach it
            for value in values:
                digits = f"{value.normalize():f}".replace(".", ",")
                new = re.sub(r"\d[\d ]*(?:,\d+)?", digits, found.written, count=1)
                yield found.replaced(new, ("M201",), (light.zone, found.zone))


def impossible_goal(ground: Ground, _: Random) -> Iterator[Fault]:
    """A goal better than its best part, worse than its worst, or against the share that it is measured by."""
    for report in ground.adopted:
        for goal in records(report, Nämndmål):
            lights = (*(item.bedömning for item in goal.indikatorer), *(unit.bedömning for unit in goal.enheter))
            parts = [light for light in lights if light]
            found = field(goal, "bedömning")
            if not (found and goal.bedömning and parts):
                continue
            ranks = [part.rang for part in parts]
            for light in others(goal.bedömning):
                if not min(ranks) <= light.rang <= max(ranks):
                    yield found.replaced(light, ("M202",))


def goal_against_share(ground: Ground, _: Random) -> Iterator[Fault]:
    """A goal measured by its share of green units, with another light than the target gives."""
    for goal in _by_share(ground):
        found = field(goal, "bedömning")
        for light in others(goal.bedömning or GRÖN):
            if found and GRÖN in {light, goal.bedömning}:
                yield found.replaced(light, ("M202",))


def _by_share(ground: Ground) -> Iterator[Nämndmål]:
    for report in ground.adopted:
        for goal in records(report, Nämndmål):
            if goal.utfall and "%" in str(goal.utfall) and any(unit.bedömning for unit in goal.enheter):
                yield goal


def overview(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.adopted:
        lights: dict[str, set[Bedömning]] = {}
        for section in records(report, Mål):
            if section.målområde:
                below = {goal.bedömning for goal in section.nämndmål if goal.bedömning}
                lights.setdefault(section.målområde, set()).update(below)
        for area in records(report, Målbedömning):
            found, told = field(area, "bedömning"), lights.get(area.målområde, set())
            if found and area.bedömning and len(told) == 1:
                yield from (found.replaced(light, ("M203",)) for light in others(area.bedömning) if light not in told)


def goal_against_overview(ground: Ground, _: Random) -> Iterator[Fault]:
    """The goal's own light changed, where the overview says it too."""
    for report in ground.adopted:
        told = {area.målområde: area for area in records(report, Målbedömning) if area.bedömning}
        for section in records(report, Mål):
            area, goals = told.get(section.målområde or ""), section.nämndmål
            found = field(goals[0], "bedömning") if area and len(goals) == 1 else None
            if found and area and goals[0].bedömning:
                zones = (zone_of(area.at()), found.zone)
                codes = ("M203", "M202")
                yield from (found.replaced(light, codes, zones) for light in others(goals[0].bedömning))


def share_of_green(ground: Ground, chance: Random) -> Iterator[Fault]:
    for goal in _by_share(ground):
        found = field(goal, "utfall")
        for _ in range(5):
            new = changed(found.written, chance, 10) if found else None
            if found and new:
                yield found.replaced(new, ("M206",))


def light_of_unit(ground: Ground, _: Random) -> Iterator[Fault]:
    """A unit's light turned, so that the stated share of green is no longer theirs."""
    for goal in _by_share(ground):
        outcome = field(goal, "utfall")
        for unit in goal.enheter:
            found = field(unit, "bedömning")
            if found and outcome and unit.bedömning:
                new = GUL if unit.bedömning == GRÖN else GRÖN
                yield found.replaced(new, ("M206",), (outcome.zone, found.zone))


def unit_dropped(ground: Ground, _: Random) -> Iterator[Fault]:
    """A unit left out of a goal, so that the share is of fewer."""
    for goal in _by_share(ground):
        outcome, green = field(goal, "utfall"), [unit.bedömning == GRÖN for unit in goal.enheter]
        for unit in goal.enheter:
            whole = field(unit)
            fault = whole and outcome and whole.removed(("M206",), (outcome.zone,))
            if fault and 0 < sum(green) < len(green):
                yield fault


def month_missing(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.adopted:
        last = list(Månad)[: report.månader[1]]
        for goal in records(report, Nämndmål):
            whole = field(goal, "månader")
            for month in (month for month in goal.månader if month in last):
                found = field(goal, "månader", month.value)
                fault = found and whole and found.removed(("M204",), (whole.zone,))
                if fault:
                    yield fault
        yield from _values_missing(report)


def _values_missing(report: Rapport) -> Iterator[Fault]:
    for table in records(report, Matris):
        for row in table.rader:
            whole = field(row)
            for name in row.värden:
                found = field(row, "värden", name)
                fault = found and whole and found.removed(("M204",), (whole.zone,))
                if fault and not row.saknas and not row.medelvärde:
                    yield fault


def month_too_late(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.adopted:
        for goal in records(report, Nämndmål):
            last = field(goal, "månader", list(goal.månader)[-1].value) if goal.månader else None
            for month in list(Månad)[report.månader[1] :]:
                fault = last and last.followed(f"{last.indent}{month}: grön\n", ("M204",))
                if fault:
                    yield fault


def scale_seam(ground: Ground, _: Random) -> Iterator[Fault]:
    """An end of a class moved, so that it leaves a gap to the next one or overlaps it."""
    for scale in ground.projekt.rapporter[-1].register.skalor.values():
        for kind in scale.klasser:
            for name in ("från", "till", "under", "över"):
                found, bound = field(kind, name), getattr(kind, name)
                if (
                    not found
                    or bound is None
                    or bound.tal is None
                    or bound.tal == 6
                    or (name, bound.tal) == ("från", 1)
                ):
                    continue
                for step in (Decimal("0.5"), Decimal("-0.5"), Decimal("0.25"), Decimal("-0.25")):
                    new = f"{bound.tal + step:f}".replace(".", ",")
                    yield found.replaced(f"{new} {bound.enhet}".strip(), ("M205",), (zone_of(scale.at()),))


def mean(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A measurement or the mean itself changed, by more than the mean's rounding."""
    for report in ground.adopted:
        for table in records(report, Matris):
            means = [row for row in table.rader if row.medelvärde]
            for row in table.rader:
                for name in row.värden if means else ():
                    found, zone = field(row, "värden", name), field(means[0], "värden", name)
                    new = changed(found.written, chance, 30) if found and zone else None
                    if found and zone and new:
                        yield found.replaced(new, ("M207",), (found.zone, zone.zone))


def measured_twice(ground: Ground, _: Random) -> Iterator[Fault]:
    """An indicator that stands in two goals, with another light in one of them."""
    for report in ground.adopted:
        for indicator in records(report, Indikator):
            whole, found = field(indicator), field(indicator, "bedömning")
            lines = whole.lines() if whole else None
            if whole and found and lines and indicator.bedömning:
                copied = whole.tree.text[slice(*lines)]
                for light in others(indicator.bedömning):
                    new = copied.replace(f"bedömning: {indicator.bedömning}", f"bedömning: {light}")
                    target = _other_goal(report, indicator)
                    codes, told = ("M208", "M201"), f"{indicator.id} igen, {light}"
                    fault = target.followed(new, codes, what=told) if target else None
                    if fault:
                        yield replace(fault, zones=(*fault.zones, whole.zone))


def _other_goal(report: Rapport, indicator: Indikator) -> Spot | None:
    """The last indicator of another goal in the same file, written at the same depth."""
    own = field(indicator)
    for goal in records(report, Nämndmål):
        last = field(goal, "indikatorer", len(goal.indikatorer) - 1) if goal.indikatorer else None
        if own and last and last.tree is own.tree and last.path[:-1] != own.path[:-1] and last.indent == own.indent:
            return spot(last.tree, last.path)
    return None


_FEL, _VARNING = Severity.FEL, Severity.VARNING
KINDS = (
    Kind("wrong light", _FEL, wrong_light),
    Kind("outcome against its light", _FEL, wrong_outcome),
    Kind("goal beyond its parts", _VARNING, impossible_goal),
    Kind("goal against its share", _VARNING, goal_against_share),
    Kind("overview against goal", _FEL, overview),
    Kind("goal against overview", _FEL, goal_against_overview),
    Kind("share of green", _FEL, share_of_green),
    Kind("light of a unit", _FEL, light_of_unit),
    Kind("unit dropped", _FEL, unit_dropped),
    Kind("month missing", _VARNING, month_missing),
    Kind("month past the period", _VARNING, month_too_late),
    Kind("gap or overlap in scale", _VARNING, scale_seam),
    Kind("wrong mean", _FEL, mean),
    Kind("one measurement, two lights", _VARNING, measured_twice),
)
