"""The page of a thing as values: its tables, its chart, and what was said of it last."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from asn.charts import LIMIT, Diagram, Serie, Slag, drawn_as
from asn.compute.chart_titles import with_title
from asn.compute.document import ascii_name
from asn.compute.widths import widths
from asn.figures import Mätvärde, Storhet
from asn.model.ord import Ord, ifylld
from asn.model.report import Rapport
from asn.readable import readable
from asn.render.cells import number_text
from asn.site.published import GOAL, INDICATOR, RISK, ROW, Sak, Uppgift, restatements
from asn.table import (
    CellValue,
    Kolumn,
    Ljuscell,
    Länkcell,
    Tabell,
    Tabellform,
    TableRow,
    Talcell,
    utan_tomma,
)

_FOLDERS = {GOAL: "mal", INDICATOR: "indikator", ROW: "tabell", RISK: "risk"}
_DRAWN = (("utfall", "budget"), ("prognos", "budget"), ("budget",))
"""Roles of the columns that a chart of a row of amounts shows: the first choice that there is."""
_LEAST = 2  # points that make a chart


@readable
@dataclass(frozen=True, slots=True)
class Senast:
    """A value of the latest report: what it is of, and the value as a cell."""

    avser: str
    värde: CellValue


@readable
@dataclass(frozen=True, slots=True)
class Saksida:
    """A thing's own page; ``adress`` is its file, from the site's first page."""

    adress: str
    slag: str
    namn: str
    sammanhang: str
    hette: str
    rapport: str
    senast: tuple[Senast, ...]
    tabeller: tuple[Tabell, ...]
    diagram: tuple[Diagram, ...]
    ändrad: bool
    """Whether something that had been published was told anew."""


def thing_address(thing: Sak, name: str) -> str:
    """The file of a thing's page; ``name`` is its own in the folder of its kind."""
    return f"{_FOLDERS[thing.slag]}/{name}.html"


def plain_name(thing: Sak) -> str:
    """What a thing's file is called, where no other has the name: its first id, which is never changed."""
    return "-".join(ascii_name(thing.id).replace("_", "-").replace(".", "-").split("/"))


def page_of(thing: Sak, name: str, words: Ord) -> Saksida:
    """The page of a thing, its tables with ``name`` as theirs."""
    latest = thing.uppgifter[-1].rapport
    kinds = {GOAL: words.mål.nämndmål, INDICATOR: words.sajt.indikator, ROW: words.sajt.rad, RISK: words.risker.risk}
    earlier = ", ".join(f"«{name}»" for name in thing.tidigare_namn)
    return Saksida(
        thing_address(thing, name),
        kinds[thing.slag],
        thing.namn,
        thing.sammanhang,
        ifylld(words.sajt.hette, namn=earlier) if earlier else "",
        latest.titel,
        tuple(_latest(thing, latest, words)),
        tuple(_tables(thing, name, words)),
        tuple(_charts(thing, name, words)),
        bool(restatements(thing)),
    )


def report_link(entry: Uppgift) -> Länkcell:
    """The report that says it, with the way to the section."""
    report = entry.rapport
    return Länkcell(report.titel, f"../{report.namn}/{report.filnamn}.html#{entry.ankare}")


def _own(thing: Sak) -> list[Uppgift]:
    return [entry for entry in thing.uppgifter if not entry.del_av]


def _latest(thing: Sak, latest: Rapport, words: Ord) -> Iterator[Senast]:
    for entry in (one for one in _own(thing) if one.rapport is latest):
        if thing.slag == ROW:
            shown: CellValue = entry.värde if entry.värde is not None else Ljuscell(entry.bedömning)
            yield Senast(entry.avser, _with_unit(shown, entry.enhet))
            continue
        heading = words.risker.riskvärde if thing.slag == RISK else words.mål.utfall
        several = sum(other.rapport is latest for other in _own(thing)) > 1
        cells = ((heading, entry.värde), (words.mål.målnivå, entry.målnivå))
        for label, value in cells:
            if value is not None:
                yield Senast(f"{label}, {entry.avser}" if several else label, value)
        if entry.bedömning:
            yield Senast(words.kolumner.bedömning, Ljuscell(entry.bedömning))


def _with_unit(value: CellValue, unit: str) -> CellValue:
    if not isinstance(value, Talcell) or value.tal is None or not unit:
        return value
    return f"{number_text(value)}\N{NO-BREAK SPACE}{unit}"


def _tables(thing: Sak, name: str, words: Ord) -> Iterator[Tabell]:
    own = words.sajt
    unit = _shared_unit(thing)
    rows = [_row(thing, entry) for entry in _newest_first(_own(thing))]
    caption = ifylld(own.publicerat, namn=f"{thing.namn}, {unit}" if unit else thing.namn)
    columns = _columns(thing, words)
    yield _table(name, caption, columns, rows, "enhet" if unit else "")
    changes = [
        (
            change.efter.namn,
            change.före.visat,
            report_link(change.stod_i),
            change.efter.visat,
            report_link(change.ändrad_i),
            decided(change.ändrad_i.rapport),
            change.skäl,
        )
        for change in reversed(restatements(thing))
    ]
    if changes:
        headings = (own.avser, own.före, own.stod_i, own.efter, own.ändrat_i, own.ändrat_av, own.varför)
        keys = ("avser", "före", "stod_i", "efter", "ändrat_i", "ändrat_av", "varför")
        columns = tuple(Kolumn(key, heading) for key, heading in zip(keys, headings, strict=True))
        yield _table(f"{name}-andrat", ifylld(own.ändrat, namn=thing.namn), columns, changes)
    parts = _newest_first([entry for entry in thing.uppgifter if entry.del_av])
    if parts:
        columns = (
            Kolumn("rapport", own.rapport),
            Kolumn("del", own.delen),
            Kolumn("utfall", words.mål.utfall),
            Kolumn("bedömning", words.kolumner.bedömning, "ljus"),
        )
        cells = [(report_link(entry), entry.avser, entry.värde, _light(entry)) for entry in parts]
        yield _table(f"{name}-delar", ifylld(own.del_för_del, namn=thing.namn), columns, cells)


def _newest_first(entries: Sequence[Uppgift]) -> list[Uppgift]:
    """The latest report first, and in each what it says in its own order."""
    reports = list(dict.fromkeys(one.rapport.namn for one in entries))[::-1]
    return sorted(entries, key=lambda one: reports.index(one.rapport.namn))


def _shared_unit(thing: Sak) -> str:
    """The unit that all figures of a row have; it stands in the caption."""
    units = {entry.enhet for entry in thing.uppgifter if isinstance(entry.värde, Talcell)}
    return units.pop() if thing.slag == ROW and len(units) == 1 else ""


def _table(
    name: str, caption: str, columns: Sequence[Kolumn], rows: Iterable[Sequence[CellValue]], in_caption: str = ""
) -> Tabell:
    """A table without its empty columns, nor the one whose id is ``in_caption``, since the caption says it."""
    form: Tabellform = "mal"
    table = Tabell(name, caption, form, tuple(columns), tuple(TableRow(tuple(cells)) for cells in rows))
    table = table.med_kolumner([place for place, column in enumerate(columns) if column.id != in_caption])
    table = utan_tomma(table)
    return Tabell(table.id, table.rubrik, form, table.kolumner, table.rader, bredder=widths(table))


def _columns(thing: Sak, words: Ord) -> tuple[Kolumn, ...]:
    own = words.sajt
    head = (Kolumn("rapport", own.rapport), Kolumn("avser", own.avser))
    light = Kolumn("bedömning", words.kolumner.bedömning, "ljus")
    if thing.slag == RISK:
        risk = Kolumn("riskvärde", words.risker.riskvärde, "tal")
        return (*head, Kolumn("faktorer", words.risker.faktorer), risk, light)
    if thing.slag == ROW:
        return (*head, Kolumn("värde", own.värde, "tal"), Kolumn("enhet", own.enhet), light)
    return (*head, Kolumn("utfall", words.mål.utfall), Kolumn("målnivå", words.mål.målnivå), light)


def _row(thing: Sak, entry: Uppgift) -> tuple[CellValue, ...]:
    head = (report_link(entry), entry.avser)
    light = _light(entry)
    if thing.slag == RISK:
        return (*head, entry.faktorer, entry.värde, light)
    if thing.slag == ROW:
        return (*head, entry.värde, entry.enhet, light)
    return (*head, entry.värde, entry.målnivå, light)


def _light(entry: Uppgift) -> CellValue:
    return Ljuscell(entry.bedömning) if entry.bedömning else None


def decided(report: Rapport) -> str:
    """Who stands for a report, and when it was decided: the board, unless the report names another."""
    decision = report.beslut
    who = (
        ", ".join(filter(None, (decision.av, decision.roll)))
        if decision and decision.av
        else report.register.nämnd.namn
    )
    return f"{who}, {decision.datum.isoformat()}, {decision.paragraf}" if decision else who


def _charts(thing: Sak, name: str, words: Ord) -> Iterator[Diagram]:
    values = _of_row(thing) if thing.slag == ROW else _of_measure(thing, words)
    if values is None:
        return
    kind, points, series, unit, places = values
    table = ifylld(words.sajt.publicerat, namn=thing.namn)
    text = words.diagram.beskrivning(table, words.enheter.enhet(unit), drawn_as(kind, points))
    chart = Diagram(f"d-{name}", kind, thing.namn, text, points, series, words.enheter.enhet(unit), places)
    yield with_title(replace(chart, hela=kind == "linjer" and len(series) == 1), words)


_Drawn = tuple[Slag, tuple[str, ...], tuple[Serie, ...], str, int]


def _of_measure(thing: Sak, words: Ord) -> _Drawn | None:
    """Outcomes and targets over what they are of, the latest that was said of each."""
    by_year: dict[str, tuple[Storhet | None, Storhet | None]] = {}
    for one in _own(thing):
        by_year[_point(one)] = (_figure(one.värde), _figure(one.målnivå))
    points = tuple(point for point, (outcome, _) in by_year.items() if outcome)
    units = {figure.enhet for point in points for figure in by_year[point] if figure}
    if len(points) < _LEAST or len(units) != 1:
        return None
    heading = words.risker.riskvärde if thing.slag == RISK else words.mål.utfall
    lines = ((heading, 0), (words.mål.målnivå, 1))
    series = [Serie(label, tuple(_amount(by_year[point][place]) for point in points)) for label, place in lines]
    drawn = tuple(one for one in series if sum(value is not None for value in one.värden) > 1)
    return ("linjer", points, drawn, units.pop(), _places(drawn)) if drawn and _can_be_drawn(drawn) else None


def _point(entry: Uppgift) -> str:
    return entry.avser if entry.avser.isdigit() else f"{entry.rapport.period} {entry.rapport.år}"


def _of_row(thing: Sak) -> _Drawn | None:
    """Amounts of the reports of one period over the years, or measurements over what they were measured at."""
    latest = thing.uppgifter[-1].rapport
    if not any(entry.roll for entry in thing.uppgifter):
        return _of_points(thing)
    same = [entry for entry in thing.uppgifter if entry.rapport.period == latest.period]
    columns = _drawn_columns([entry for entry in same if entry.rapport is latest])
    same = [entry for entry in same if entry.kolumn in columns]
    reports = {entry.rapport.namn: entry.rapport for entry in same}
    units = {entry.enhet for entry in same}
    if len(reports) < _LEAST or len(units) != 1:
        return None
    amounts = {(entry.rapport.namn, entry.kolumn): _amount(_figure(entry.värde)) for entry in same}
    series = (
        Serie(name, tuple(amounts.get((report, column)) for report in reports)) for column, name in columns.items()
    )
    drawn = tuple(one for one in series if None not in one.värden)
    points = tuple(f"{report.period} {report.år}" for report in reports.values())
    return ("staplar", points, drawn, units.pop(), _places(drawn)) if drawn and _can_be_drawn(drawn) else None


def _drawn_columns(latest: Sequence[Uppgift]) -> dict[str, str]:
    """The columns that a chart shows, by id, and what each is called: the first of each role."""
    by_role: dict[str, Uppgift] = {}
    for entry in latest:
        by_role.setdefault(entry.roll, entry)
    wanted = next((roles for roles in _DRAWN if by_role.keys() >= set(roles)), ())
    return {by_role[role].kolumn: by_role[role].avser for role in wanted}


def _of_points(thing: Sak) -> _Drawn | None:
    by_key: dict[str, tuple[str, Decimal]] = {}
    units = {one.enhet for one in thing.uppgifter if _figure(one.värde)}
    for one in thing.uppgifter:
        figure = _figure(one.värde)
        if one.fakta and figure:
            by_key[one.fakta[0].nyckel] = one.avser, figure.tal
    if len(by_key) < _LEAST or len(units) != 1:
        return None
    names = [name for name, _ in by_key.values()]
    points = tuple(names if len(set(names)) == len(names) else by_key)
    series = (Serie(thing.namn, tuple(value for _, value in by_key.values())),)
    return ("linjer", points, series, units.pop(), _places(series)) if _can_be_drawn(series) else None


def _figure(value: CellValue) -> Storhet | None:
    if isinstance(value, Mätvärde):
        return None if value.tal is None else Storhet(value.tal, value.enhet)
    return Storhet(value.tal) if isinstance(value, Talcell) and value.tal is not None else None


def _amount(value: Storhet | None) -> Decimal | None:
    return value.tal if value else None


def _places(series: Iterable[Serie]) -> int:
    exponents = (value.as_tuple().exponent for one in series for value in one.värden if value is not None)
    return min(max((-int(exponent) for exponent in exponents), default=0), 6) if series else 0


def _can_be_drawn(series: Iterable[Serie]) -> bool:
    return all(abs(value) < LIMIT for one in series for value in one.värden if value is not None)
