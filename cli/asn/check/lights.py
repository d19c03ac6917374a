"""Every light of a report, with the scale that says what it means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from asn.check.scales import LightCase, chosen_target
from asn.figures import Mätvärde
from asn.light import Bedömning
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Indikator, Nämndmål
from asn.model.avsnitt.tabellgrund import Tabellavsnitt
from asn.model.grid import Grid
from asn.model.record import Path, Post, Värde, light_fields, register_fields, scales_named
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
