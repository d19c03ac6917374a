"""Tables of words as they are read: what all rows say is told once, and rows of long texts stand as records."""

from dataclasses import replace

from asn.model.ord import Ord, ifylld
from asn.table import Cell, Listcell, Prosacell, Tabell, is_filled, is_long, lengths

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
_FEWEST = 3
"""Rows whose like cells are told once."""


def as_records(table: Tabell) -> Tabell:
    """The table, to be printed as records where many of its cells are empty or two of its columns hold sentences."""
    if table.form not in _FORMS or table.liggande:
        return table
    return replace(table, register=table.register or _is_sparse(table) or _is_wordy(table))


def _columns(table: Tabell) -> list[list[int]]:
    """Of each column how long its cells are, in characters."""
    return [[sum(lengths(row.celler[place])) for row in table.rader] for place in range(len(table.kolumner))]


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
    told = {place: said for place in range(1, len(table.kolumner)) if (said := _said(table, place, words))}
    if len(told) == len(table.kolumner) - 1:
        told = {place: said for place, said in told.items() if table.kolumner[place].slag != "ljus"}
    kept = [place for place in range(len(table.kolumner)) if place not in told]
    if not told or len(kept) < 2:  # noqa: PLR2004 - the names of the rows alone are no table
        return table
    above = tuple((said, next(filter(is_filled, _cells(table, place)))) for place, said in told.items())
    return replace(table.med_kolumner(kept), ovan=above, hel=table)


def _said(table: Tabell, place: int, words: Ord) -> str:
    """What a column is called above its table, or nothing where it must stand in it."""
    cells, name = _cells(table, place), table.kolumner[place].hela_rubriken
    filled = [(row, cell) for row, cell in zip(table.rader, cells, strict=True) if is_filled(cell)]
    if not filled or not _is_short(filled[0][1]):
        return ""
    if table.form in _ALIKE and len(filled) >= _FEWEST and all(cell == filled[0][1] for cell in cells):
        return ifylld(words.kolumner.alla_rader, kolumn=name, antal=len(cells))
    row, _ = filled[0]
    if len(filled) > 1 or len(cells) == 1 or row.roll not in _LEADS or table.kolumner[place].slag == "ljus":
        return ""
    named = words.kolumner.målet if row.roll == "mal" else str(row.celler[0])
    return ifylld(words.kolumner.en_rad, kolumn=name, rad=named)


def _is_short(cell: Cell) -> bool:
    """Whether a cell is a few words in one run."""
    return not (is_long(cell) or isinstance(cell, Listcell) or (isinstance(cell, Prosacell) and "\n" in cell.text))


def _cells(table: Tabell, place: int) -> list[Cell]:
    return [row.celler[place] for row in table.rader]
