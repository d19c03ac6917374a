"""What says nothing in a table isn't printed, but told once: lights that nobody has set, months to come."""

from dataclasses import replace

from asn.model.fields import MONTH_NUMBERS
from asn.model.ord import Ord, ifylld
from asn.model.report import Rapport
from asn.table import Ljuscell, Tabell, is_filled, is_long

_RECORDS = frozenset({"mal", "uppdrag", "aktivitet"})
_FEWEST, _SPARSE = 3, 5
"""Rows of lights that are told once; the part of the cells, one in so many, that a table of words may leave empty."""


def without_empty_columns(table: Tabell, report: Rapport) -> Tabell:
    """The table without what says nothing."""
    told = _without_unset(_without_future(table, report), report.register.ord)
    return replace(told, register=told.register or _is_sparse(told))


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


def _is_sparse(table: Tabell) -> bool:
    """Whether a table of words leaves so many cells empty that its rows are better read as records."""
    if table.form not in _RECORDS or table.liggande:
        return False
    columns = [(column, [row.celler[place] for row in table.rader]) for place, column in enumerate(table.kolumner)][1:]
    worded = any(column.id == "kommentar" or any(map(is_long, cells)) for column, cells in columns)
    empty = sum(not is_filled(cell) for _, cells in columns for cell in cells)
    return worded and empty * _SPARSE > len(table.rader) * len(columns)
