"""What has been published of each goal, indicator, row of figures and risk, report by report, whatever it was called.

A thing is the same thing where its id is the same, or where ``ersätter`` names the id that it had before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from asn.check.economy.cells import same_figure
from asn.compute import Dokument, Vy
from asn.compute.document import period_text
from asn.figures import Mätvärde, Rounded, Storhet, Årsvärden, in_unit
from asn.light import Bedömning
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Indikator, Nämndmål
from asn.model.avsnitt.matris import Matris
from asn.model.avsnitt.tabellgrund import Tabellavsnitt
from asn.model.avsnitt.uppfoljning import Risk
from asn.model.fields import MONTH_NUMBERS
from asn.model.grid import Grid, GridColumn, GridRow
from asn.model.ord import ifylld
from asn.model.record import Post
from asn.model.report import Rapport
from asn.table import CellValue, Talcell

P = TypeVar("P", bound=Post)
GOAL, INDICATOR, ROW, RISK = "mål", "indikator", "tabell", "risk"


@dataclass(frozen=True, slots=True)
class Faktum:
    """Something that a report states and that later reports may state again, such as the outcome of 2023.

    ``nyckel`` is the same in all of them; ``visat`` is the value as a cell shows it.
    """

    nyckel: str
    namn: str
    värde: Storhet | Mätvärde | Bedömning
    visat: CellValue


@dataclass(frozen=True, slots=True)
class Uppgift:
    """What one report says of a thing, in one cell or row.

    ``del_av`` is true of a part of the thing: a unit's light, a month's. ``kolumn`` is the column of a table that it
    stood in, and ``roll`` what that column holds.
    """

    rapport: Rapport
    ankare: str
    avser: str
    värde: CellValue = None
    enhet: str = ""
    målnivå: CellValue = None
    faktorer: str = ""
    bedömning: Bedömning | None = None
    kolumn: str = ""
    roll: str = ""
    del_av: bool = False
    fakta: tuple[Faktum, ...] = ()
    skäl: str = ""


@dataclass(slots=True)
class Sak:
    """A thing that reports tell of; ``namn`` and ``sammanhang`` are as the latest of them has it.

    ``id`` is the one that it had first, and ``ersätter`` the one before that, if it was told of by another.
    """

    slag: str
    id: str
    namn: str
    sammanhang: str
    ersätter: str
    uppgifter: list[Uppgift]
    tidigare_namn: list[str] = field(default_factory=list)

    def hör(self, mention: "Sak") -> None:
        """Take what one more report says."""
        if mention.namn != self.namn:
            self.tidigare_namn = [name for name in (*self.tidigare_namn, self.namn) if name != mention.namn]
            self.tidigare_namn = list(dict.fromkeys(self.tidigare_namn))
        self.namn, self.sammanhang = mention.namn, mention.sammanhang or self.sammanhang
        # A report that says the same in two of its chapters has said it once.
        said = [replace(one, ankare="") for one in self.uppgifter]
        self.uppgifter += [one for one in mention.uppgifter if replace(one, ankare="") not in said]


def things_with_values(documents: Iterable[Dokument]) -> tuple[Sak, ...]:
    """Everything that has a value in some report, in the order that it was first told of.

    Args:
        documents: the reports, the oldest first.
    """
    things: list[Sak] = []
    known: dict[tuple[str, str], Sak] = {}
    for document in documents:
        for mention in _of(document):
            key, before = (mention.slag, mention.id), (mention.slag, mention.ersätter)
            thing = known.get(key) or known.get(before)
            if thing is None:
                things.append(mention)
            else:
                thing.hör(mention)
            known[key] = thing or mention
    return tuple(things)


def _of(document: Dokument) -> Iterator[Sak]:
    for view in (view for chapter in document.kapitel for view in chapter.alla()):
        for thing in (*_measures(document, view), *_risks(document, view), *_rows(document, view)):
            if thing.uppgifter:
                yield thing


def _own(part: Avsnitt, kind: type[P]) -> Iterator[P]:
    """The records of a kind in a section itself, not in those below it."""
    return (post for item in part.children if not isinstance(item, Avsnitt) for post in kind.of(item))


def _measures(document: Dokument, view: Vy) -> Iterator[Sak]:
    for goal in _own(view.avsnitt, Nämndmål):
        entries = [*_measured(document, view, goal), *_units(document, view, goal), *_months(document, view, goal)]
        yield Sak(GOAL, goal.id, _name(goal), _area(document, view), goal.ersätter or "", entries)
    for item in _own(view.avsnitt, Indikator):
        entries = [*_measured(document, view, item), *_parts(document, view, item)]
        name = _name(item)
        yield Sak(INDICATOR, item.id or name, name, _area(document, view), item.ersätter or "", entries)


def _name(item: Nämndmål | Indikator | Risk) -> str:
    return " ".join(item.namn.split()).rstrip(".")


def _area(document: Dokument, view: Vy) -> str:
    area = view.avsnitt.rubrikområde
    return document.rapport.register.målområde(area).kort if area else ""


def _measured(document: Dokument, view: Vy, item: Nämndmål | Indikator) -> Iterator[Uppgift]:
    """The outcome, the target and the light; year by year where they are told so."""
    report, words = document.rapport, document.rapport.register.ord
    outcomes, targets = _by_year(item.utfall, report), _by_year(item.målnivå, report)
    dated = isinstance(item.utfall, Årsvärden) or isinstance(item.målnivå, Årsvärden)
    for year in sorted({*outcomes, *targets, report.år}, reverse=True):
        outcome, target = outcomes.get(year), targets.get(year)
        light = item.bedömning if year == report.år else None
        if not (outcome or target or light):
            continue
        over = year < report.år or report.tid.helår
        facts = [
            Faktum(f"{key} {year}", ifylld(words.mål.år, rubrik=heading, år=str(year)), value, value)
            for key, heading, value in (
                ("utfall", words.mål.utfall, outcome if over and not report.tid.planerar else None),
                ("målnivå", words.mål.målnivå, target),
            )
            if value
        ]
        when = str(year) if dated or report.tid.helår else period_text(report)
        reason = "\n\n".join(filter(None, (getattr(item, "omräknad", None), item.beslut)))
        yield Uppgift(
            report,
            view.ankare,
            when,
            outcome,
            målnivå=target,
            bedömning=light,
            fakta=tuple(facts),
            skäl=reason,
        )


def _by_year(value: Mätvärde | None, report: Rapport) -> dict[int, Mätvärde]:
    if isinstance(value, Årsvärden):
        return {year: measure for year, measure in value.år if measure}
    return {report.år: value} if value else {}


def _units(document: Dokument, view: Vy, goal: Nämndmål) -> Iterator[Uppgift]:
    for item in goal.enheter:
        if item.utfall or item.bedömning:
            name = document.rapport.register.enhet(item.enhet).namn
            yield Uppgift(document.rapport, view.ankare, name, item.utfall, bedömning=item.bedömning, del_av=True)


def _months(document: Dokument, view: Vy, goal: Nämndmål) -> Iterator[Uppgift]:
    report = document.rapport
    for month, light in goal.månader.items():
        if light:
            name = f"{report.register.ord.månadsnamn(month.nummer)} {report.år}"
            fact = Faktum(f"månad {report.år} {month.value}", name, light, str(light))
            yield Uppgift(report, view.ankare, name, bedömning=light, del_av=True, fakta=(fact,))


def _parts(document: Dokument, view: Vy, item: Indikator) -> Iterator[Uppgift]:
    for part in item.delresultat:
        yield Uppgift(document.rapport, view.ankare, part.namn, part.värde, del_av=True)


def _risks(document: Dokument, view: Vy) -> Iterator[Sak]:
    for risk in _own(view.avsnitt, Risk):
        value, text = risk.value(), ""
        if risk.sannolikhet and risk.konsekvens:
            text = f"{risk.sannolikhet}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{risk.konsekvens}"
        shown = None if value is None else Talcell(Decimal(value))
        area = document.rapport.register.målområde(risk.målområde).kort if risk.målområde else risk.typ or ""
        own = Uppgift(
            document.rapport,
            view.ankare,
            period_text(document.rapport),
            shown,
            faktorer=text,
            bedömning=risk.bedömning,
        )
        yield Sak(RISK, risk.id, _name(risk), area, risk.ersätter or "", [own])


def _rows(document: Dokument, view: Vy) -> Iterator[Sak]:
    part = view.avsnitt
    if not isinstance(part, Tabellavsnitt) or not part.grid.id:
        return
    grid = part.grid
    for row in grid.rader:
        entries = [*_cells(document, view, grid, row)]
        if any(one.värde is not None for one in entries):
            before = f"{grid.id}.{row.ersätter}" if row.ersätter else ""
            name = " ".join(row.namn.split()).rstrip(".")
            yield Sak(ROW, f"{grid.id}.{row.id}", name, grid.tabellrubrik, before, entries)


def _cells(document: Dokument, view: Vy, grid: Grid, row: GridRow) -> Iterator[Uppgift]:
    words = document.rapport.register.ord
    for column in grid.kolumner:
        light = row.bedömningar.get(column.id)
        figure = grid.figure(row.id, column.id) if column.is_figure else None
        said = row.ord.get(column.id) if column.is_figure else None
        if figure is None and not said and not light:
            continue
        places = grid.places(row.id, column.id) if figure else 0
        shown: CellValue = Talcell(figure.tal, places, tecken=column.is_difference) if figure else said
        key = _fact(document.rapport, view.avsnitt, column)
        yield Uppgift(
            document.rapport,
            view.ankare,
            column.full_heading,
            shown,
            words.enheter.enhet(figure.enhet) if figure else "",
            bedömning=light,
            kolumn=column.id,
            roll=column.roll,
            fakta=(Faktum(key, column.full_heading, figure, shown),) if figure and key else (),
            skäl=row.omräknad or "",
        )


def _fact(report: Rapport, part: Avsnitt, column: GridColumn) -> str:
    """What a column's figures state, told alike in every report; empty where the content doesn't say."""
    if isinstance(part, Matris):
        if column.id in MONTH_NUMBERS:
            return f"{report.år} {column.id}" if MONTH_NUMBERS[column.id] <= report.månader[1] else ""
        over = column.id.isdigit() and (
            int(column.id) < report.år or (int(column.id) == report.år and report.tid.helår)
        )
        return column.id if over else ""
    return f"{column.mot} {column.kolumn}" if column.mot and column.kolumn else f"{report.namn} {column.id}"


@dataclass(frozen=True, slots=True)
class Omräkning:
    """A fact that was told anew: as it was, as it is, and the two reports."""

    före: Faktum
    efter: Faktum
    stod_i: Uppgift
    ändrad_i: Uppgift

    @property
    def skäl(self) -> str:
        """The reason that the later report gives."""
        return self.ändrad_i.skäl


def restatements(thing: Sak) -> tuple[Omräkning, ...]:
    """Every change of what had been published, the oldest first."""
    return tuple(_changes(thing))


def _changes(thing: Sak) -> Iterator[Omräkning]:
    last: dict[str, tuple[Faktum, Uppgift]] = {}
    for entry in thing.uppgifter:
        for fact in entry.fakta:
            before = last.get(fact.nyckel)
            if before and before[1].rapport.namn != entry.rapport.namn and not _same(before[0].värde, fact.värde):
                yield Omräkning(before[0], fact, before[1], entry)
            last[fact.nyckel] = fact, entry


def _same(before: Storhet | Mätvärde | Bedömning, now: Storhet | Mätvärde | Bedömning) -> bool:
    if isinstance(before, Bedömning) or isinstance(now, Bedömning):
        return before == now
    if before.tal is None or now.tal is None:
        return str(before) == str(now)
    if getattr(before, "operator", "") != getattr(now, "operator", ""):
        return False
    then = in_unit(Storhet(before.tal, before.enhet), now.enhet)
    return then is not None and same_figure(Rounded.of(now.tal), Rounded.of(then))
