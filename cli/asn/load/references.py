"""References from a report to the registers, and between records: each must lead somewhere (U404)."""

import difflib
from collections.abc import Collection, Iterator
from typing import Literal

from asn.diagram import MAX_SERIER
from asn.finding import Finding, Severity
from asn.model.avsnitt.belopp import Belopp
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Enhetsresultat, Mål, Målbedömning
from asn.model.avsnitt.matris import Matris
from asn.model.avsnitt.plan import Målplan
from asn.model.avsnitt.uppfoljning import Risk, Statusräkning, Uppdrag
from asn.model.record import Path, Post, Värde
from asn.model.report import Rapport, Register


def dangling(report: Rapport) -> Iterator[Finding]:
    """Every reference in a report that leads nowhere."""
    sections = {part.id for part in report.alla_avsnitt() if part.id}
    for part in report.avsnitt:
        for item in part.below():
            yield from _in_register(item, report.register)
            match item:
                case Statusräkning():
                    yield from _missing(item, "avser", sections, "avsnitt")
                case Belopp():
                    yield from _cells(item)
                case Matris():
                    yield from _points(item)


def _in_register(item: Värde, register: Register) -> Iterator[Finding]:
    if isinstance(item, (Risk, Målbedömning, Mål, Målplan)):
        yield from _missing(item, "målområde", register.målområden, "målområde")
    if isinstance(item, Uppdrag):
        for index, area in enumerate(item.målområden):
            yield from _unknown(item, ("målområden", index), area, register.målområden, "målområde")
    if isinstance(item, Enhetsresultat):
        yield from _missing(item, "enhet", register.enheter, "enhet")
    if isinstance(item, Avsnitt):
        for name in {"skala", "enhetsskala"} & type(item).model_fields.keys():
            yield from _missing(item, name, register.skalor, "skala")


def _cells(table: Belopp) -> Iterator[Finding]:
    columns, rows = {c.id for c in table.kolumner}, {r.id for r in table.rader}
    for column in table.kolumner:
        yield from _missing(column, "av", columns, "kolumn")
        if not column.mot:
            yield from _missing(column, "minus", columns, "kolumn")
    for row in table.rader:
        yield from _missing(row, "del_av", rows, "rad")
        for index, part in enumerate(row.summerar):
            yield from _unknown(row, ("summerar", index), part, rows, "rad")
        for name in row.belopp:
            yield from _unknown_key(row, ("belopp", name), name, columns, "kolumn")
    for chart in table.diagram_av:
        yield from _too_many(chart, ("kolumner",), len(chart.kolumner), chart.slag)
        for index, name in enumerate(chart.kolumner):
            if name not in columns:
                yield Finding(
                    chart.at("kolumner", index),
                    "U404",
                    Severity.FEL,
                    f"Det finns ingen kolumn «{name}».",
                    _meant(name, columns),
                )


def _too_many(item: Värde, steps: Path, count: int, kind: Literal["avvikelser", "staplar", "linjer"]) -> Iterator[Finding]:
    if count > MAX_SERIER[kind]:
        message = f"Ett diagram av slaget {kind} kan visa högst {MAX_SERIER[kind]}, inte {count}."
        yield Finding(item.at(*steps), "S005", Severity.FEL, message, "Dela upp det på flera diagram.")


def _points(table: Matris) -> Iterator[Finding]:
    points = {point.id for point in table.mätpunkter}
    if table.linjediagram:
        drawn = sum(not row.medelvärde for row in table.rader)
        yield from _too_many(table, ("linjediagram",), drawn, "linjer")
    for row in table.rader:
        for name in row.värden:
            yield from _unknown_key(row, ("värden", name), name, points, "mätpunkt")
        for name in row.bedömningar:
            yield from _unknown_key(row, ("bedömningar", name), name, points, "mätpunkt")


def _missing(item: Post, field: str, known: Collection[str], what: str) -> Iterator[Finding]:
    value = getattr(item, field)
    if value is not None:
        yield from _unknown(item, (field,), value, known, what)


def _unknown(item: Post, steps: Path, value: str, known: Collection[str], what: str) -> Iterator[Finding]:
    if value not in known:
        article = "inget" if what in {"målområde", "avsnitt"} else "ingen"
        yield Finding(
            item.at(*steps),
            "U404",
            Severity.FEL,
            f"Det finns {article} {what} «{value}».",
            _meant(value, known),
        )


def _unknown_key(item: Post, steps: Path, value: str, known: Collection[str], what: str) -> Iterator[Finding]:
    if value not in known:
        yield Finding(
            item.key(*steps),
            "U404",
            Severity.FEL,
            f"Det finns ingen {what} «{value}» i tabellen.",
            _meant(value, known),
        )


def _meant(value: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(value, sorted(known), 1, 0.6)
    if near:
        return f"Menade du {near[0]}?"
    return f"Det finns: {', '.join(sorted(known))}." if known else ""
