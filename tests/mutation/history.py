"""Faults between periods: what an earlier report said, told otherwise, dropped or carried over."""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from asn.finding import Severity
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Enhetsresultat, Nämndmål
from asn.model.avsnitt.uppfoljning import Aktivitet, Risk, Risker, Uppdrag
from asn.model.fields import Månad
from asn.model.report import Rapport

from .digits import changed
from .fault import Fault, Kind, Zone
from .goals import others
from .ground import Ground
from .spots import Spot, field, records, swapped

Pair = tuple[Rapport, Rapport]


def pairs(ground: Ground) -> Iterator[Pair]:
    """Each adopted report with the one before it in the same year."""
    for one, other in zip(ground.adopted, ground.adopted[1:], strict=False):
        if one.år == other.år:
            yield one, other


def quoted_figure(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A figure that the report says an earlier one published, told otherwise."""
    for report in ground.adopted:
        for section in records(report, Avsnitt):
            for item in section.tidigare_siffror:
                found = field(section, "tal", item.tal)
                for _ in range(3):
                    new = changed(found.written, chance, 1) if found else None
                    if found and new:
                        yield found.replaced(new, ("H601",))


def published_figure(ground: Ground, chance: Random) -> Iterator[Fault]:
    """The figure in the earlier report changed afterwards."""
    for report in ground.adopted:
        for section in records(report, Avsnitt):
            for item in section.tidigare_siffror:
                here = field(section, "tal", item.tal)
                then = _published(ground, item.källa)
                for _ in range(3):
                    new = changed(then.written, chance, 1) if then else None
                    if here and then and new:
                        yield then.replaced(new, ("H601",), (here.zone,))


def _published(ground: Ground, path: str) -> Spot | None:
    name, section_id, figure = (*path.split("."), "", "")[:3]
    for report in ground.adopted:
        if name == f"{report.period.lower()}_{report.år}":
            for section in records(report, Avsnitt):
                if section.id == section_id and figure in section.tal:
                    return field(section, "tal", figure)
    return None


def published_month(ground: Ground, _: Random) -> Iterator[Fault]:
    for then, now in pairs(ground):
        goals = {goal.id: goal for goal in records(then, Nämndmål)}
        for goal in records(now, Nämndmål):
            before = goals.get(goal.id)
            for month, light in goal.månader.items():
                found = field(goal, "månader", month.value)
                if found and before and light and before.månader.get(month) == light:
                    yield from (found.replaced(other, ("H603",)) for other in others(light))
                    earlier = field(before, "månader", month.value)
                    if earlier and month is Månad.JAN:
                        yield earlier.replaced(others(light)[0], ("H603",), (found.zone,))


def reworded_goal(ground: Ground, chance: Random) -> Iterator[Fault]:
    for then, now in pairs(ground):
        known = {goal.id: goal.namn for goal in records(then, Nämndmål)}
        for goal in records(now, Nämndmål):
            found = field(goal, "namn")
            if found and known.get(goal.id) == goal.namn:
                words = list(re.finditer(r"[a-zåäö]{5,}", found.written))
                for word in chance.sample(words, min(3, len(words))):
                    at = found.node.span[0]
                    fault = swapped(found, at + word.start(), at + word.end(), "nästan", ("H602",))
                    yield replace(fault, zones=(found.zone,))


def new_target(ground: Ground, _: Random) -> Iterator[Fault]:
    """A target adopted in the year's first report, that the later one lacks or has otherwise."""
    for then, now in pairs(ground):
        later = {goal.id: goal for goal in records(now, Nämndmål)}
        for goal in records(then, Nämndmål):
            found, here = field(goal, "namn"), later.get(goal.id)
            place = (field(here, "målnivå") or field(here, "namn")) if here else None
            for target in ("75 % gröna mål", "90 % gröna mål", "minst 3 åtgärder") if found and place else ():
                zones = (place.zone, field(here, "namn").zone) if place and here else ()  # type: ignore[union-attr]
                fault = found.followed(f"{found.indent}målnivå: {target}\n", ("H602",), zones) if found else None
                if fault:
                    yield fault


def dropped_indicator(ground: Ground, _: Random) -> Iterator[Fault]:
    """An indicator that the year's first report has and the later one has not."""
    for then, now in pairs(ground):
        later = {goal.id: goal for goal in records(now, Nämndmål)}
        for goal in records(then, Nämndmål):
            here, anchor = later.get(goal.id), field(goal, "bedömning")
            place = field(here, "namn") if here else None
            if anchor and place and not goal.indikatorer:
                for name in ("Andel nöjda brukare", "Antal unga i arbete", "Frisknärvaro"):
                    i = anchor.indent
                    new = f"{i}indikatorer:\n{i}  - namn: {name}\n{i}    mäts: Mäts för helåret.\n"
                    fault = anchor.followed(new, ("H602",), (place.zone,), f"{name} bara i {then.namn}")
                    if fault:
                        yield fault


def dropped_goal(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A goal that goes by another id and another name in the later report: nobody can follow it."""
    for then, now in pairs(ground):
        known = {goal.id for goal in records(then, Nämndmål)}
        first = next((field(section, "nämndmål") for section in records(now, Avsnitt) if _has_goals(section)), None)
        for goal in records(now, Nämndmål):
            one, other = field(goal, "id"), field(goal, "namn")
            if one and other and first and goal.id in known:
                span = (one.node.span[0], other.node.span[1])
                for name in chance.sample(["Trygga barn", "Nöjda medborgare", "Rätt insats"], 2):
                    new = f"nytt_mål\n{other.indent}namn: {name}"
                    zones = (Zone(first.tree.file, first.zone.first, first.zone.last), other.zone)
                    yield Fault(one.tree.file, *span, new, ("H602",), zones, f"{goal.id} → {name}")


def _has_goals(section: Avsnitt) -> bool:
    return bool(getattr(section, "nämndmål", ()))


def vanished_risk(ground: Ground, _: Random) -> Iterator[Fault]:
    """A risk of the year that the later report doesn't tell of."""
    for then, now in pairs(ground):
        known = {risk.id: risk for risk in records(then, Risk)}
        section = next((field(part, "risker") for part in records(now, Risker)), None)
        for risk in records(now, Risk):
            whole = field(risk)
            fault = whole and section and whole.removed(("H604",), (section.zone,))
            if fault and risk.id in known:
                yield replace(fault, says=known[risk.id].namn.rstrip("."))
        for risk in records(then, Risk):
            name = field(risk, "namn")
            if name and section and not any(other.id == risk.id for other in records(now, Risk)):
                yield replace(name.replaced("Ny risk", ("H604",), (section.zone,)), says="Ny risk")


def revalued_risk(ground: Ground, _: Random) -> Iterator[Fault]:
    """A risk whose value has changed since the year's earlier report, without a word of why."""
    for then, now in pairs(ground):
        known = {risk.id for risk in records(then, Risk)}
        for risk in records(now, Risk):
            value, comment = field(risk, "riskvärde"), field(risk, "kommentar")
            if value and comment and risk.id in known:
                end = comment.lines()
                between = (
                    value.tree.text[value.node.span[1] : comment.node.key[0]].rstrip(" ") if comment.node.key else ""
                )
                for new in (4, 6, 9) if end and between else ():
                    told = f"{risk.id}: {risk.riskvärde} → {new}, ingen kommentar"
                    span = (value.node.span[0], end[1] if end else 0)
                    yield Fault(value.tree.file, *span, f"{new}{between}", ("H604",), (value.zone,), told)


def repeated_comment(ground: Ground, _: Random) -> Iterator[Fault]:
    for index, now in enumerate(ground.adopted):
        before = {
            (type(row), row.id): field(row, "kommentar")
            for then in ground.adopted[:index]
            for row in _commented(then)
            if row.kommentar and len(row.kommentar.split()) > 8 and "{{" not in row.kommentar
        }
        for row in _commented(now):
            here, then = field(row, "kommentar"), before.get((type(row), row.id))
            if here and then and row.kommentar:
                body = "\n".join(f"{here.indent}  {line.strip()}" for line in then.written.split("\n")[1:])
                yield here.replaced(f"|\n{body}", ("H605",), (), f"{row.id}: kommentaren som förra gången")


def _commented(report: Rapport) -> Iterator[Risk | Uppdrag | Aktivitet]:
    yield from records(report, Risk)
    yield from records(report, Uppdrag)
    yield from records(report, Aktivitet)


def renamed_unit(ground: Ground, _: Random) -> Iterator[Fault]:
    """A unit under a new name within the year, with nothing in the register that says what it was."""
    for _then, now in pairs(ground):
        for unit in now.register.enheter.values():
            found = field(unit, "ersätter")
            places = [field(result, "enhet") for result in records(now, Enhetsresultat) if result.enhet == unit.id]
            zones = tuple(place.zone for place in places if place)
            fault = found and zones and found.removed(("H606",), zones)
            if fault:
                yield fault
            for index in range(len(unit.ersätter)):
                old = field(unit, "ersätter", index)
                if old and zones:
                    yield old.replaced(f"{old.written}q", ("H606", "U404"), (*zones, old.zone))


_FEL, _VARNING, _RÅD = Severity.FEL, Severity.VARNING, Severity.RÅD
KINDS = (
    Kind("earlier figure quoted wrong", _FEL, quoted_figure),
    Kind("published figure changed", _FEL, published_figure),
    Kind("published month changed", _FEL, published_month),
    Kind("goal reworded", _FEL, reworded_goal),
    Kind("goal dropped", _FEL, dropped_goal),
    Kind("target changed in the year", _FEL, new_target),
    Kind("indicator not followed up", _FEL, dropped_indicator),
    Kind("risk vanished", _VARNING, vanished_risk, lifted="H604"),
    Kind("risk value changed in silence", _VARNING, revalued_risk, lifted="H604"),
    Kind("comment word for word", _RÅD, repeated_comment),
    Kind("unit renamed in the year", _VARNING, renamed_unit, lifted="H606"),
)
