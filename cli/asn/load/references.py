"""References from a report to the registers, between records and to footnotes: each must lead somewhere (U404)."""

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Literal

from asn.charts import MAX_SERIER
from asn.figures import Cellvärde, Storhet, in_unit, why_not_words
from asn.finding import Finding, KeyPath, Place, did_you_mean, error_at
from asn.light import READY_CLASSES, Bedömning, spoken_words
from asn.load.registers import meant_period
from asn.model.avsnitt.belopp import Räknekolumn, Räknetabell
from asn.model.avsnitt.grund import Avsnitt, Fotnot
from asn.model.avsnitt.matris import Matris
from asn.model.avsnitt.tabell import Tabellen, Tabellkolumn, figure_in
from asn.model.avsnitt.tabelldiagram import Tabelldiagram
from asn.model.avsnitt.uppfoljning import Statusräkning
from asn.model.grid import FIGURES, Grid, GridColumn, GridRow
from asn.model.record import Post, Värde, register_fields
from asn.model.register import Register
from asn.model.report import Rapport

_REFERENCE = re.compile(r"\[\^([a-zåäö0-9_]+)\]")


def unmatched_notes(report: Rapport) -> Iterator[Finding]:
    """A reference to a footnote that isn't there, and a second one to the same.

    A scale's instruction stands in many reports, so it can refer to no report's footnote.
    """
    yield from _unmatched(report.skalor(), set())
    yield from _unmatched((*report.avsnitt, report.blad), {note.id for note in report.poster(Fotnot)})


def _unmatched(parts: Iterable[Post], known: set[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for part in parts:
        for item in part.below():
            for steps, text in item.texts():
                for match in _REFERENCE.finditer(text) if "[^" in text else ():
                    fault = _fault(match[1], known, seen)
                    if fault:
                        place = item.within(steps, match.start(), match.end())
                        yield error_at(place, "U404", *fault)
                    seen.add(match[1])


def _fault(name: str, known: set[str], seen: set[str]) -> tuple[str, str] | None:
    if name not in known:
        return f"Det finns ingen fotnot «{name}».", "Skriv den under avsnittets «fotnoter», eller ta bort hänvisningen."
    if name in seen:
        return f"Fotnoten «{name}» har redan en hänvisning.", "Ge stället en egen fotnot."
    return None


# What one of a register's records is called.
_ONE = {"skalor": "skala", "målområden": "målområde", "enheter": "enhet"}


def dangling(report: Rapport) -> Iterator[Finding]:
    """Every reference in a report that leads nowhere."""
    sections = {part.id for part in report.alla_avsnitt() if part.id}
    yield from unmatched_notes(report)
    for part in report.avsnitt:
        yield from _misplaced(part, None, report.register)
        for item in part.below():
            for field, name in register_fields(type(item)).items():
                yield from _missing(item, field, getattr(report.register, name), _ONE[name])
            yield from _doubled(item)
            match item:
                case Statusräkning():
                    yield from _missing(item, "avser", sections, "avsnitt")
                case Räknetabell():
                    yield from _cells(item, report.register)
                    yield from _circles(item)
                    if isinstance(item, Tabellen):
                        yield from _general(item, report.register)
                case Matris():
                    yield from _points(item)
    yield from _fetched(report)


def _misplaced(part: Avsnitt, above: str | None, register: Register) -> Iterator[Finding]:
    """A section about a unit that stands below one about a unit that it doesn't belong to."""
    own = part.om_enhet if part.om_enhet in register.enheter else None
    if own and above and not register.hör_till(own, above):
        unit, outer = register.enhet(own), register.enhet(above)
        message = f"«{unit.namn}» hör inte till «{outer.namn}», som avsnittet ovanför gäller."
        hint = f"Skriv «under: {outer.id}» på enheten i enheter.yaml, eller flytta avsnittet."
        yield error_at(part.at("om_enhet"), "S005", message, hint)
    for under in part.underavsnitt:
        yield from _misplaced(under, own or above, register)


def _cells(table: Räknetabell, register: Register) -> Iterator[Finding]:
    columns, rows = {c.id for c in table.kolumner}, {r.id for r in table.rader}
    for column in table.kolumner:
        for field in ("av", "procent_av", "summerar") if column.mot else ("av", "minus", "procent_av", "summerar"):
            yield from _missing(column, field, columns, "kolumn")
        if column.mot:
            yield from _unknown_period(column, column.mot.partition("/")[2], register)
    for row in table.rader:
        for field in ("del_av", "summerar", "av", "minus", "procent_av"):
            yield from _missing(row, field, rows, "rad")
        for field in _BY_COLUMN:
            for name in getattr(row, field, ()):
                yield from _unknown_key(row, (field, name), name, columns, "kolumn")
    for chart in table.diagram_av:
        yield from _drawn(chart, columns, rows)


def _unknown_period(column: Räknekolumn, period: str, register: Register) -> Iterator[Finding]:
    if period not in register.perioder:
        hint = meant_period(period, register.perioder)
        yield error_at(column.at("mot"), "U404", f"Det finns ingen period «{period}».", hint)


_BY_COLUMN = ("belopp", "celler", "bedömningar", "noter", "källor", "samma_celler")


def _drawn(chart: Tabelldiagram, columns: Collection[str], rows: Collection[str]) -> Iterator[Finding]:
    """The columns and rows that a chart names, no more of them than it has room for."""
    series = ("rader", chart.rader) if chart.slag == "linjer" else ("kolumner", chart.kolumner)
    yield from _too_many(chart, (series[0],), len(series[1]), chart.slag)
    yield from _missing(chart, "kolumner", columns, "kolumn")
    yield from _missing(chart, "rader", rows, "rad")


def _general(table: Tabellen, register: Register) -> Iterator[Finding]:
    """What only a general table has: groups, notes, and cells that are what their column says."""
    groups, marks = {group.id for group in table.kolumngrupper}, {note.tecken for note in table.noter}
    for column in table.kolumner:
        yield from _missing(column, "grupp", groups, "kolumngrupp")
    yield from _split_groups(table)
    for row in table.rader:
        for name, mark in row.noter.items():
            if mark not in marks:
                hint = "Skriv den i tabellens «noter», med samma tecken."
                yield error_at(row.at("noter", name), "U404", f"Det finns ingen not «{mark}».", hint)
    scale = register.skalor.get(table.skala or "")
    yield from mistyped(table, spoken_words(scale.visade if scale else READY_CLASSES))


def _split_groups(table: Tabellen) -> Iterator[Finding]:
    """The columns of a group stand side by side, or its heading couldn't stand over them."""
    ended: set[str] = set()
    last: str | None = None
    for column in table.kolumner:
        if column.grupp != last and column.grupp in ended:
            message = f"Kolumnerna i gruppen «{column.grupp}» står inte bredvid varandra."
            yield error_at(column.at("grupp"), "S005", message, "Flytta ihop dem, eller dela gruppen.")
        if last:
            ended.add(last)
        last = column.grupp


def _fetched(report: Rapport) -> Iterator[Finding]:
    """The cells that tables fetch from each other are there, measure the same and don't need themselves."""
    known = {table.grid.id: table.grid for table in report.tabeller}
    for grid in known.values():
        for row in grid.rader:
            for name, path in row.källor.items():
                yield from _source(known, grid, (row, grid.columns[name]), path) if name in grid.columns else ()


def _source(known: Mapping[str, Grid], grid: Grid, cell: tuple[GridRow, GridColumn], path: str) -> Iterator[Finding]:
    row, column = cell
    own = column.id in getattr(row.post, "källor", ())
    place = row.at("källor", column.id) if own else row.at("källa")
    table, _, rest = path.partition(".")
    other = known.get(table)
    there = rest.partition(".")
    if other is None or there[0] not in other.rows or (own and there[2] not in other.columns):
        text = path if own else path.rpartition(".")[0]
        what = "ingen cell" if own else "ingen rad"
        yield error_at(place, "U404", f"Det finns {what} «{text}» i rapportens tabeller.", _SOURCE)
        return
    grid.amount(row.id, column.id)
    if (row.id, column.id) in grid.circular:
        message = f"{row.namn}: «{column.rubrik}» hämtas ur sig själv."
        yield error_at(place, "S005", message, "Skriv beloppet i en av tabellerna.")
    elif own and in_unit(Storhet(Decimal(0), other.unit(there[0], there[2])), grid.unit(row.id, column.id)) is None:
        yield error_at(place, "S005", f"«{path}» har en annan enhet än cellen.", "Hämta en annan cell.")


_SOURCE = "Skriv tabellens, radens och kolumnens id med punkt emellan: nettokostnad.resultat.budget_helår."


def _circles(table: Räknetabell) -> Iterator[Finding]:
    """A sum or a difference that needs itself could never be computed."""
    grid = table.grid
    # A result without parts of its own adds up the verksamheter, and none of those is a sum.
    rows: dict[str, tuple[str, ...]] = {row.id: (*row.summerar, *_named(row)) for row in grid.rader}
    for row in grid.rader:
        if _reaches(row.id, rows):
            field = "summerar" if row.summerar else "av"
            yield error_at(row.at(field), "S005", f"Raden «{row.namn}» summerar sig själv.", "Ta bort den.")
    columns = {column.id: (*column.summerar, *(() if column.mot else _named(column))) for column in grid.kolumner}
    columns |= {c.id: (c.av,) for c in grid.kolumner if c.mot and c.av}
    for column in grid.kolumner:
        if _reaches(column.id, columns):
            message = f"Kolumnen «{column.rubrik}» räknas ur sig själv."
            field = "summerar" if column.summerar else "av"
            yield error_at(column.at(field), "S005", message, "Välj två andra kolumner i av och minus.")


def _named(item: GridRow | GridColumn) -> tuple[str, ...]:
    return tuple(name for name in (item.av, item.minus, item.procent_av) if name)


def _reaches(start: str, steps: Mapping[str, tuple[str, ...]]) -> bool:
    seen: set[str] = set()
    todo = list(steps.get(start, ()))
    while todo:
        name = todo.pop()
        if name == start:
            return True
        if name not in seen:
            seen.add(name)
            todo.extend(steps.get(name, ()))
    return False


def _doubled(item: Värde) -> Iterator[Finding]:
    """Two records of one list with the same id: the second would hide the first."""
    for name in type(item).model_fields:
        value = getattr(item, name)
        seen: dict[str, Värde] = {}
        for record in value if isinstance(value, tuple) and name != "underavsnitt" else ():
            field = _named_by(record)
            id_ = getattr(record, field, None) if isinstance(record, Värde) else None  # a light may stand twice
            if id_ and id_ in seen:
                line = seen[id_].at(field).line
                message = f"«{id_}» finns redan på rad {line} i samma lista."
                yield error_at(record.at(field), "S002", message, "Varje rad har sitt eget namn i listan.")
            elif id_:
                seen[id_] = record


def _named_by(record: object) -> str:
    """The field that tells a record from the others of its list: its id, or what it names in a register."""
    own = register_fields(type(record)) if isinstance(record, Värde) and not hasattr(record, "id") else {}
    return next(iter(own), "id")


def _too_many(
    item: Värde, steps: KeyPath, count: int, kind: Literal["avvikelser", "staplar", "linjer"]
) -> Iterator[Finding]:
    if count > MAX_SERIER[kind]:
        message = f"Ett diagram av slaget {kind} kan visa högst {MAX_SERIER[kind]}, inte {count}."
        yield error_at(item.at(*steps), "S005", message, "Dela upp det på flera diagram.")


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
        for index, name in enumerate(row.dolda()):
            yield from _unknown(row, ("få", index), name, points, "mätpunkt")


def _missing(item: Värde, field: str, known: Collection[str], what: str) -> Iterator[Finding]:
    """Each name that a field holds and that leads nowhere; a kind of record without the field has none."""
    value = getattr(item, field, None)
    names = (
        [((field, index), name) for index, name in enumerate(value)]
        if isinstance(value, tuple)
        else [((field,), value)]
    )
    for steps, name in names:
        if name is not None:
            yield from _unknown(item, steps, name, known, what)


def _unknown(item: Värde, steps: KeyPath, value: str, known: Collection[str], what: str) -> Iterator[Finding]:
    if value not in known:
        article = "inget" if what in {"målområde", "avsnitt"} else "ingen"
        yield _led_nowhere(item.at(*steps), f"Det finns {article} {what} «{value}».", value, known)


def _unknown_key(item: Värde, steps: KeyPath, value: str, known: Collection[str], what: str) -> Iterator[Finding]:
    if value not in known:
        yield _led_nowhere(item.key(*steps), f"Det finns ingen {what} «{value}» i tabellen.", value, known)


def _led_nowhere(place: Place, message: str, value: str, known: Collection[str]) -> Finding:
    there = sorted(known)
    hint = did_you_mean(value, there, f"Det finns: {', '.join(there)}." if there else "")
    return error_at(place, "U404", message, hint)


_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FETCH = "Hämta siffran i radens «källor» i stället: då räknas den."


def mistyped(table: Tabellen, lights: Mapping[str, Bedömning]) -> Iterator[Finding]:
    """What stands in a cell that its column has no room for: a figure with a letter in it, a year that is none.

    ``lights`` are the lights that the table can have, by what they are called.
    """
    columns = {column.id: column for column in table.kolumner}
    for row in table.rader:
        for name, cell in row.celler.items():
            column = columns.get(name)
            message, hint = _mistyped(column, cell, lights) if column and cell else ("", "")
            if message:
                yield error_at(row.at("celler", name), "S005", message, hint)


def _mistyped(column: Tabellkolumn, cell: Cellvärde, lights: Mapping[str, Bedömning]) -> tuple[str, str]:
    """What is wrong with a cell, and its cure; both empty if nothing is."""
    subject = f"Kolumnen «{column.rubrik}»"
    match column.slag:
        case kind if kind in FIGURES:
            return _figure(cell, kind)
        case "ljus" if light := lights.get(cell.text.lower()):
            return f"{subject} har ljus.", f"Skriv ljuset i radens «bedömningar»: {{{column.id}: {light.id}}}."
        case "år" if not _is_year(cell.text):
            return (
                f"{subject} har årtal; «{cell.text}» är inget.",
                "Skriv fyra siffror: 2026. Ord utan siffror går också.",
            )
        case "datum" if not _is_day(cell.text):
            return f"{subject} har datum; «{cell.text}» är inget.", "Skriv år-månad-dag: 2026-05-17."
    return "", ""


def _figure(cell: Cellvärde, kind: str) -> tuple[str, str]:
    if figure_in(cell, kind) is not None:
        return "", ""
    if "{{" in cell.text:
        return "En cell med tal hämtar inte sin siffra så.", _FETCH
    why, _, hint = why_not_words(cell.text).partition(". ")
    return (f"{why}.", hint) if why else ("", "")


def _is_year(text: str) -> bool:
    return (
        bool(_YEAR.fullmatch(text))
        or not _DIGIT.search(text)
        or bool(re.fullmatch(r"(?:19|20)\d\d[–-](?:19|20)\d\d", text))
    )


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return not _DIGIT.search(text)
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
