"""Faults in risks, assignments, activities, counts and numbering."""

from collections.abc import Iterator
from random import Random

from asn.finding import Severity
from asn.light import Bedömning
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Indikator
from asn.model.avsnitt.plan import Planmål
from asn.model.avsnitt.uppfoljning import (
    Aktivitet,
    Aktiviteter,
    Risk,
    Risker,
    Statusräkning,
    Uppdrag,
    Uppdragslista,
    Årshjul,
    Årshjulspost,
)
from asn.model.report import Rapport

from .digits import changed
from .fault import Fault, Kind, Zone
from .goals import others
from .ground import Ground
from .spots import Spot, field, records, zone_of

Row = Uppdrag | Aktivitet | Årshjulspost | Risk


def risk_product(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.projekt.rapporter:
        for risk in records(report, Risk):
            if risk.sannolikhet and risk.konsekvens and risk.riskvärde:
                whole, value = field(risk), field(risk, "riskvärde")
                for name in ("riskvärde", "sannolikhet", "konsekvens"):
                    found, own = field(risk, name), getattr(risk, name)
                    for new in (own + 1, own - 1, own + 4):
                        # Off the scale of 1-5 the file isn't read at all.
                        if found and whole and value and (name == "riskvärde" or new in range(1, 6)):
                            yield found.replaced(str(new), ("R301",), (value.zone, found.zone))


def risk_without_value(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.adopted:
        for risk in records(report, Risk):
            found, whole = field(risk, "riskvärde"), field(risk)
            fault = found and whole and found.removed(("R302",), (whole.zone,))
            if fault and not risk.sannolikhet:
                yield fault


def risk_below_threshold(ground: Ground, _: Random) -> Iterator[Fault]:
    """A risk lowered to where the report's own threshold leaves it out, or a threshold that changes its mind."""
    for report in ground.adopted:
        for section in records(report, Risker):
            for risk in section.risker if section.gräns else ():
                first, last = field(risk, "sannolikhet"), field(risk, "riskvärde")
                if first and last and first.node.key:
                    for likely, grave in ((3, 4), (3, 5), (2, 5)):
                        new = (
                            f"sannolikhet: {likely}\n{first.indent}konsekvens: {grave}\n"
                            f"{first.indent}riskvärde: {likely * grave}"
                        )
                        zones = (Zone(first.tree.file, first.zone.first, last.zone.last),)
                        span = (first.node.key[0], last.node.span[1])
                        yield Fault(first.tree.file, *span, new, ("R303",), zones, f"{risk.id}: {likely} × {grave}")


def risk_told_twice(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A risk copied under another id, with another value."""
    for report in ground.adopted:
        for risk in records(report, Risk):
            whole = field(risk)
            lines = whole.lines() if whole else None
            if whole and lines and risk.riskvärde and not risk.sannolikhet:
                new = whole.tree.text[slice(*lines)].replace(f"id: {risk.id}", f"id: {risk.id}_{chance.randrange(9)}")
                new = new.replace(f"riskvärde: {risk.riskvärde}", f"riskvärde: {25 if risk.riskvärde < 25 else 16}")
                first = whole.tree.source.line(lines[1])
                zones = (whole.zone, Zone(whole.tree.file, first, first))
                fault = whole.followed(new, ("R304",), zones, f"{risk.id} igen, med annat värde")
                if fault:
                    yield fault


def _demanding(report: Rapport) -> Iterator[tuple[Row, tuple[Bedömning, ...]]]:
    """Rows whose scale demands a comment at some lights."""
    for section in records(report, Avsnitt):
        scale = report.register.skalor.get(getattr(section, "skala", None) or "")
        rows: tuple[Row, ...] = ()
        match section:
            case Uppdragslista():
                rows = section.uppdrag
            case Aktiviteter():
                rows = section.aktiviteter
            case Årshjul():
                rows = section.poster
        yield from ((row, scale.kräver_kommentar) for row in rows if scale)


def _light(row: Row) -> tuple[str, Bedömning | None]:
    return ("status", row.status) if isinstance(row, Uppdrag) else ("bedömning", row.bedömning)


def comment_removed(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.adopted:
        for row, lights in _demanding(report):
            found, whole = field(row, "kommentar"), field(row)
            fault = found and whole and found.removed(("U401",), (whole.zone,))
            if fault and _light(row)[1] in lights:
                yield fault


def uncommented_light(ground: Ground, _: Random) -> Iterator[Fault]:
    """A light that the scale wants explained, set where there is no comment."""
    for report in ground.adopted:
        for row, lights in _demanding(report):
            name, now = _light(row)
            anchor = field(row, "namn")
            for light in lights if not row.kommentar and not now else ():
                fault = anchor and anchor.followed(f"{anchor.indent}{name}: {light}\n", ("U401",))
                if fault:
                    yield fault


def status_count(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A count in the table of statuses, or the status of a row that it counts."""
    for report in ground.adopted:
        for count in records(report, Statusräkning):
            zone = zone_of(count.at())
            for name in ("grön", "gul", "röd", "totalt"):
                found = field(count, name)
                for _ in range(2):
                    new = changed(found.written, chance, 1) if found else None
                    if found and new:
                        yield found.replaced(new, ("U402",), (zone,))
            for section in records(report, Uppdragslista):
                for row in section.uppdrag if section.id == count.avser else ():
                    found = field(row, "status")
                    if found and row.status:
                        yield from (found.replaced(light, ("U402",), (zone,)) for light in others(row.status))


def counted_row_dropped(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.adopted:
        for count in records(report, Statusräkning):
            for section in records(report, Uppdragslista):
                for row in section.uppdrag if section.id == count.avser else ():
                    whole = field(row)
                    fault = whole and whole.removed(("U402",), (zone_of(count.at()),))
                    if fault:
                        yield fault


def doubled_number(ground: Ground, _: Random) -> Iterator[Fault]:
    """Two annexes, two goals or two indicators with one number."""
    for report in ground.adopted:
        numbers: list[tuple[Avsnitt | Planmål | Indikator, str]] = [
            (section, "bilaga") for section in records(report, Avsnitt)
        ]
        numbers += [(goal, "nummer") for goal in records(report, Planmål)]
        numbers += [(item, "nummer") for item in records(report, Indikator)]
        spots = [found for record, name in numbers if (found := field(record, name)) and found.node.value]
        for one in spots:
            for other in spots:
                if one.key == other.key and one.written != other.written and _siblings(one, other):
                    yield one.replaced(other.written, ("U403",), (one.zone, other.zone))


def _siblings(one: Spot, other: Spot) -> bool:
    """Whether two numbers are of one series: annexes, a plan's goals, the indicators of one goal."""
    return one.key == "bilaga" or one.path[-3] == other.path[-3] == "nämndmål" or one.path[:-2] == other.path[:-2]


def doubled_heading(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.adopted:
        for section in records(report, Avsnitt):
            before: Spot | None = None
            for under in section.underavsnitt:
                found = field(under, "rubrik")
                if found and before and found.node.style == before.node.style == "":
                    yield found.replaced(before.written, ("U403",), (found.zone, before.zone))
                before = found


_FEL, _VARNING = Severity.FEL, Severity.VARNING
KINDS = (
    Kind("risk value not the product", _FEL, risk_product),
    Kind("risk without value", _FEL, risk_without_value),
    Kind("risk below the threshold", _VARNING, risk_below_threshold),
    Kind("risk told twice", _VARNING, risk_told_twice),
    Kind("demanded comment removed", _FEL, comment_removed),
    Kind("light without its comment", _FEL, uncommented_light),
    Kind("count of statuses", _FEL, status_count),
    Kind("counted row dropped", _FEL, counted_row_dropped),
    Kind("doubled number", _FEL, doubled_number),
    Kind("doubled heading", _FEL, doubled_heading),
)
