"""Every light of a report, with the scale that says what it means."""

from collections.abc import Iterator
from dataclasses import dataclass

from asn.check.scales import Case, chosen_target
from asn.figures import Mätvärde
from asn.model.avsnitt.mal import Indikator, Mål, Målöversikt, Nämndmål
from asn.model.avsnitt.matris import Matris
from asn.model.avsnitt.uppfoljning import (
    Aktivitet,
    Aktiviteter,
    Risk,
    Risker,
    Uppdrag,
    Uppdragslista,
    Årshjul,
    Årshjulspost,
)
from asn.model.fields import Bedömning
from asn.model.record import Path, Post
from asn.model.register import Skala
from asn.model.report import Rapport

_NEUTER = {Bedömning.GRÖN: "grönt", Bedömning.GUL: "gult", Bedömning.RÖD: "rött"}
_PLURAL = {Bedömning.GRÖN: "gröna", Bedömning.GUL: "gula", Bedömning.RÖD: "röda"}


@dataclass(frozen=True, slots=True)
class Light:
    """A light that is set: where it stands, what it is a light of, and what it is judged by."""

    post: Post
    steps: Path
    bedömning: Bedömning
    skala: Skala | None
    namn: str
    kommentar: str | None = None
    case: Case | None = None


def lights(report: Rapport) -> Iterator[Light]:
    """Every light that is set, in the order of the report."""
    for part in report.alla_avsnitt():
        scale = _scale(report, getattr(part, "skala", None))
        match part:
            case Mål():
                yield from _goals(report, part, scale)
            case Matris():
                yield from _measurements(part, scale)
            case Målöversikt():
                yield from _overview(report, part, scale)
            case (
                Uppdragslista(uppdrag=rows) | Aktiviteter(aktiviteter=rows) | Risker(risker=rows) | Årshjul(poster=rows)
            ):
                yield from _rows(rows, scale)


def _scale(report: Rapport, name: str | None) -> Skala | None:
    return report.register.skalor.get(name) if name else None


def _rows(rows: tuple[Uppdrag | Aktivitet | Risk | Årshjulspost, ...], scale: Skala | None) -> Iterator[Light]:
    for row in rows:
        name, light = ("status", row.status) if isinstance(row, Uppdrag) else ("bedömning", row.bedömning)
        if light:
            yield Light(row, (name,), light, scale, row.namn, row.kommentar)


def _overview(report: Rapport, part: Målöversikt, scale: Skala | None) -> Iterator[Light]:
    for area in part.målområden:
        if area.bedömning:
            name = report.register.målområde(area.målområde).kort
            yield Light(area, ("bedömning",), area.bedömning, scale, name)


def _goals(report: Rapport, part: Mål, scale: Skala | None) -> Iterator[Light]:
    units = _scale(report, part.enhetsskala)
    for goal in part.nämndmål:
        if goal.bedömning:
            case = _case(report, goal, (goal.målnivå,))
            yield Light(goal, ("bedömning",), goal.bedömning, scale, goal.namn, goal.kommentar, case)
        for item in goal.indikatorer:
            if item.bedömning:
                own = _scale(report, item.skala) or scale
                case = _case(report, item, (item.målnivå, *item.delmål))
                yield Light(item, ("bedömning",), item.bedömning, own, item.namn, item.kommentar, case)
        for result in goal.enheter:
            if result.bedömning:
                name = report.register.enhet(result.enhet).namn
                yield Light(result, ("bedömning",), result.bedömning, units, name)


def _case(report: Rapport, item: Nämndmål | Indikator, targets: tuple[Mätvärde | None, ...]) -> Case:
    return Case(item.utfall, chosen_target(report.period, item.utfall, targets), item.riktning or "upp")


def _measurements(part: Matris, scale: Skala | None) -> Iterator[Light]:
    for row in part.rader:
        for point, light in row.bedömningar.items():
            value = row.värden.get(point)
            if light:
                case = Case(Mätvärde(value, row.enhet)) if value is not None else None
                yield Light(row, ("bedömningar", point), light, scale, f"{row.namn} {point}", case=case)


def neuter(*found: Bedömning) -> str:
    """Lights as a sentence says them: grönt, gult eller rött."""
    told = [_NEUTER[light] for light in found]
    return " eller ".join((", ".join(told[:-1]), told[-1])) if len(told) > 1 else told[0]


def plural(light: Bedömning) -> str:
    """A light as several have it: gröna."""
    return _PLURAL[light]
