"""Every light of a report, with the scale that says what it means."""

from collections.abc import Iterator
from dataclasses import dataclass

from asn.check.scales import LightCase, chosen_target
from asn.figures import Mätvärde
from asn.light import Bedömning
from asn.model.avsnitt.mal import Indikator, Mål, Nämndmål
from asn.model.avsnitt.tabellgrund import Tabellavsnitt
from asn.model.grid import Grid
from asn.model.record import Path, Post, light_fields, register_fields
from asn.model.report import Rapport
from asn.model.skalor import Skala


@dataclass(frozen=True, slots=True)
class Light:
    """A light that is set: where it stands, what it is a light of, and what it is judged by."""

    post: Post
    steps: Path
    bedömning: Bedömning
    skala: Skala | None
    namn: str
    kommentar: str | None = None
    case: LightCase | None = None


def lights_in(report: Rapport) -> Iterator[Light]:
    """Every light that is set, in the order of the report."""
    for part in report.alla_avsnitt():
        scale = _scale(report, getattr(part, "skala", None))
        match part:
            case Mål():
                yield from _goals(report, part, scale)
            case Tabellavsnitt():
                yield from _measurements(part.grid, scale)
            case _:
                yield from (light for item in part.bedömda() for light in _own(report, item, scale))


def _scale(report: Rapport, name: str | None) -> Skala | None:
    return report.register.skalor.get(name) if name else None


def _own(report: Rapport, item: Post, scale: Skala | None) -> Iterator[Light]:
    for field in light_fields(type(item)):
        if light := getattr(item, field):
            yield Light(item, (field,), light, scale, record_name(item, report), getattr(item, "kommentar", None))


def record_name(item: Post, report: Rapport) -> str:
    """What a record with a light is known by: its name, or that of what it names in a register."""
    own: str | None = getattr(item, "namn", None)
    if own:
        return own
    for field, register in register_fields(type(item)).items():
        found = getattr(report.register, register).get(getattr(item, field))
        if found:
            return str(found.kort if register == "målområden" else found.namn)
    return ""


def _goals(report: Rapport, part: Mål, scale: Skala | None) -> Iterator[Light]:
    units, activities = _scale(report, part.enhetsskala), _scale(report, part.aktivitetsskala)
    for goal in part.nämndmål:
        if goal.bedömning:
            case = _case(report, goal, (goal.målnivå,))
            yield Light(goal, ("bedömning",), goal.bedömning, scale, goal.namn, goal.kommentar, case)
        for item in goal.indikatorer:
            if item.bedömning:
                own = _scale(report, item.skala) or scale
                case = _case(report, item, (item.målnivå, *item.delmål))
                yield Light(item, ("bedömning",), item.bedömning, own, item.namn, item.kommentar, case)
        for activity in goal.aktiviteter:
            yield from _own(report, activity, activities)
        for result in goal.enheter:
            yield from _own(report, result, units)


def _case(report: Rapport, item: Nämndmål | Indikator, targets: tuple[Mätvärde | None, ...]) -> LightCase:
    return LightCase(item.utfall, chosen_target(report.tid, item.utfall, targets), item.riktning or "upp")


def _measurements(table: Grid, scale: Skala | None) -> Iterator[Light]:
    """The lights in a table's cells, beside a figure or alone."""
    for row in table.rader:
        for column, light in row.bedömningar.items():
            known = table.columns.get(column)
            value = table.figure(row.id, column) if known else None
            name = f"{row.namn}, {known.told if known else column}"
            case = LightCase(Mätvärde(value.tal, value.enhet)) if value else None
            yield Light(row.post, ("bedömningar", column), light, scale, name, row.kommentar, case)
