"""The tables of a section as the report shows them: without what says nothing, with where their values come from."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from asn.kolada.use import uses_of
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Mål
from asn.model.avsnitt.malljus import (
    MOST_BESIDE,
    are_lights_alone,
    empty_units,
    goals_of,
    has_lights,
    month_table,
    unit_table,
)
from asn.model.avsnitt.tabellgrund import Tabellavsnitt
from asn.model.fields import MONTH_NUMBERS
from asn.model.ledger import Origin, Underlagsfil
from asn.model.ord import Ord, ifylld
from asn.model.register import Register
from asn.model.report import Rapport
from asn.table import (
    CellValue,
    Listcell,
    Ljuscell,
    Prosacell,
    Tabell,
    TableRow,
    Talcell,
    is_filled,
    is_long,
    text_lengths,
)

_FEWEST = 3  # rows of lights that are told once


def without_empty_columns(table: Tabell, report: Rapport) -> Tabell:
    """The table without what says nothing."""
    return _without_unset(_without_future(table, report), report.register.ord)


def _without_unset(table: Tabell, words: Ord) -> Tabell:
    """Without its columns of lights that nobody has set; a note tells of each."""
    unset = [place for place, column in enumerate(table.kolumner) if column.slag == "ljus" and _is_unset(table, place)]
    kept = [place for place in range(len(table.kolumner)) if place not in unset]
    if not unset or len(kept) < 2 or len(table.rader) < _FEWEST:  # noqa: PLR2004 - the names of the rows alone are no table
        return table
    count = len(table.rader)
    notes = (ifylld(words.ljus.kolumn_tom, kolumn=table.kolumner[place].rubrik, antal=count) for place in unset)
    return table.med_kolumner(kept).med_noter(notes)


def _is_unset(table: Tabell, place: int) -> bool:
    cells = [row.celler[place] for row in table.rader]
    return all(isinstance(cell, Ljuscell) and not cell.bedömning and not cell.ej_bedömd for cell in cells)


def _without_future(table: Tabell, report: Rapport) -> Tabell:
    """Without the empty columns of months and years after the report's own."""
    kept = [
        place
        for place, column in enumerate(table.kolumner)
        if not _is_later(column.id, report) or any(is_filled(row.celler[place]) for row in table.rader)
    ]
    return table.med_kolumner(kept) if len(kept) < len(table.kolumner) else table


def _is_later(column: str, report: Rapport) -> bool:
    if column in MONTH_NUMBERS:
        return MONTH_NUMBERS[column] > report.månader[1]
    return column.isdigit() and len(column) == len(str(report.år)) and int(column) > report.år


def gather(above: Avsnitt, register: Register) -> None:
    """Let the sections with goals right below one leave to it what it shows of them all."""
    below = _goals_below(above)
    units, months = (goals_of(below, register, field) for field in ("enheter", "månader"))
    several = len(below) > 1
    beside = has_lights(units) and are_lights_alone(units) and 1 < len(units) <= MOST_BESIDE
    fields = {"enheter"} if several and beside else set()
    fields |= {"månader"} if several and len(months) > 1 else set()
    lists = tuple(empty_units(units, register))
    first = next((part for part in below if any(goal.enheter for goal in part.nämndmål)), None)
    for part in below if several else ():
        part.samlas(frozenset(fields), lists if part is first else ())


def gathered(above: Avsnitt, register: Register) -> tuple[Tabell, ...]:
    """The tables that a section shows of the goals below it."""
    below, name = _goals_below(above), above.id or "mål"
    units, months = (goals_of(below, register, field) for field in ("enheter", "månader"))
    tables = []
    if "enheter" in _left(below):
        tables.append(unit_table(units, register, name))
    if "månader" in _left(below):
        tables.append(month_table(months, register, below[0].månadsrubrik, name))
    return tuple(tables)


def scales_below(above: Avsnitt) -> tuple[str, ...]:
    """The scales of the lights that a section shows of the goals below it."""
    below = _goals_below(above)
    left = _left(below)
    units = [part.enhetsskala for part in below if "enheter" in left]
    months = [part.skala for part in below if "månader" in left]
    return tuple(dict.fromkeys(name for name in (*units, *months) if name))


def _goals_below(above: Avsnitt) -> tuple[Mål, ...]:
    return tuple(part for part in above.underavsnitt if isinstance(part, Mål))


def _left(below: tuple[Mål, ...]) -> frozenset[str]:
    return below[0].samlat if below else frozenset()


def with_origins(part: Avsnitt, table: Tabell, ledger: Underlagsfil) -> Tabell:
    """The table, with each imported figure telling the cell that it was read from, FIL!Blad!CELL."""
    origins = ledger.origins(str(part.id)) if isinstance(part, Tabellavsnitt) else {}
    if not origins or not isinstance(part, Tabellavsnitt) or len(table.rader) != len(part.grid.rader):
        return table
    columns = [column.id for column in table.kolumner]
    rows = zip(part.grid.rader, table.rader, strict=True)
    return replace(table, rader=tuple(_row(row.id, shown, columns, origins) for row, shown in rows))


def _row(id_: str, row: TableRow, columns: list[str], origins: Mapping[tuple[str, str], Origin]) -> TableRow:
    cells = (_cell(cell, origins.get((id_, column))) for cell, column in zip(row.celler, columns, strict=True))
    return replace(row, celler=tuple(cells))


def _cell(cell: CellValue, origin: Origin | None) -> CellValue:
    same = origin and isinstance(cell, Talcell) and cell.tal == origin.siffra.värde
    return replace(cell, ursprung=str(origin)) if same and isinstance(cell, Talcell) else cell


def with_sources(part: Avsnitt, register: Register, year: int) -> tuple[Tabell, ...]:
    """The tables of a section; the first says where its values come from."""
    tables = part.tabeller(register)
    notes = tuple(_attribution(part, register, year)) if register.kolada else ()
    return (replace(tables[0], noter=(*tables[0].noter, *notes)), *tables[1:]) if tables and notes else tables


def _attribution(part: Avsnitt, register: Register, year: int) -> Iterator[str]:
    uses = [use for use in uses_of(part, year) if use.stated is not None]
    used = [(use, kept[1]) for use in uses if (kept := use.stored(register))]
    if used:
        yield register.ord.kolada.källa
    counts = sorted({value.kommuner for use, value in used if use.light and value.kommuner})
    if counts:
        span = str(counts[0]) if len(counts) == 1 else f"{counts[0]}\N{EN DASH}{counts[-1]}"
        yield ifylld(register.ord.kolada.kvartiler, antal=span)


_FORMS = frozenset({"mal", "uppdrag", "aktivitet"})
_SPARSE = 5
"""The part of the cells, one in so many, that a table of words may leave empty."""
_SENTENCE, _SENTENCES = 40, 60
"""Characters of a cell that is more than a few words, and of those of a column in the mean that hold sentences."""
_LONG_NAME = 120  # characters of the name of a single row, which is a narrow strip beside its columns
_COLUMNS = 2
"""Columns of sentences that are read below each other: side by side each of them is a narrow strip."""
_ALIKE = frozenset({"mal", "uppdrag", "aktivitet", "dokument"})
"""Forms whose rows are read one by one: what is the same in all of them is told above."""
_LEADS = frozenset({"mal", "summa", "resultat"})
_FEWEST_ALIKE = 3
"""Rows whose like cells are told once."""


def as_records(table: Tabell) -> Tabell:
    """The table, to be printed as records where many of its cells are empty or two of its columns hold sentences."""
    if table.form not in _FORMS or table.liggande:
        return table
    return replace(table, register=table.register or _is_sparse(table) or _is_wordy(table))


def _columns(table: Tabell) -> list[list[int]]:
    """Of each column how long its cells are, in characters."""
    return [[sum(text_lengths(row.celler[place])) for row in table.rader] for place in range(len(table.kolumner))]


def _is_sparse(table: Tabell) -> bool:
    worded = any(column.id == "kommentar" for column in table.kolumner)
    long = any(length > _SENTENCE for cells in _columns(table)[1:] for length in cells)
    cells = [cell for row in table.rader for cell in row.celler[1:]]
    return (worded or long) and sum(not is_filled(cell) for cell in cells) * _SPARSE >= len(cells) > 0


def _is_wordy(table: Tabell) -> bool:
    means = [sum(cells) / len(cells) for cells in _columns(table)]
    if len(table.rader) == 1 and means[0] > _LONG_NAME:
        return True
    return sum(mean > _SENTENCES for mean in means) >= _COLUMNS


def told_above(table: Tabell, words: Ord) -> Tabell:
    """The table without the columns that say the same in every row, or anything in that of its goal or sum alone.

    What they say is told above it, with what the column is called. Open data keep all columns.
    """
    shared = {place: said for place in range(1, len(table.kolumner)) if (said := _said(table, place, words))}
    if len(shared) == len(table.kolumner) - 1:
        shared = {place: said for place, said in shared.items() if table.kolumner[place].slag != "ljus"}
    kept = [place for place in range(len(table.kolumner)) if place not in shared]
    if not shared or len(kept) < 2:  # noqa: PLR2004 - the names of the rows alone are no table
        return table
    above = tuple((said, next(filter(is_filled, _cells(table, place)))) for place, said in shared.items())
    return replace(table.med_kolumner(kept), ovan=above, hel=table)


def _said(table: Tabell, place: int, words: Ord) -> str:
    """What a column is called above its table, or nothing where it must stand in it."""
    cells, name = _cells(table, place), table.kolumner[place].hela_rubriken
    filled = [(row, cell) for row, cell in zip(table.rader, cells, strict=True) if is_filled(cell)]
    if not filled or not _is_short(filled[0][1]):
        return ""
    if table.form in _ALIKE and len(filled) >= _FEWEST_ALIKE and all(cell == filled[0][1] for cell in cells):
        return ifylld(words.kolumner.alla_rader, kolumn=name, antal=len(cells))
    row, _ = filled[0]
    if len(filled) > 1 or len(cells) == 1 or row.roll not in _LEADS or table.kolumner[place].slag == "ljus":
        return ""
    named = words.kolumner.målet if row.roll == "mal" else str(row.celler[0])
    return ifylld(words.kolumner.en_rad, kolumn=name, rad=named)


def _is_short(cell: CellValue) -> bool:
    """Whether a cell is a few words in one run."""
    return not (is_long(cell) or isinstance(cell, Listcell) or (isinstance(cell, Prosacell) and "\n" in cell.text))


def _cells(table: Tabell, place: int) -> list[CellValue]:
    return [row.celler[place] for row in table.rader]
