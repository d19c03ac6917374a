"""A table's figures, read from its sheet: the rows matched by their keys, added up, turned and rounded."""

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import NamedTuple

from asn.figures import MONEY, Storhet, as_money, decimals_of, round_half_up
from asn.finding import Severity, did_you_mean
from asn.imports.cells import FigureWithRemarks, decimal_marks, figure_in_cell, stored_number
from asn.imports.mapping import Mapped, Remark, SheetPlace, mapped, plain_text
from asn.model.avsnitt.tabellgrund import Underlag, Underlagd, Underlagsrad
from asn.model.report import Rapport
from asn.sheets import Book, cell_name

_USUAL = {"mnkr": 1, "mdkr": 1}  # decimals of a table that has no figures yet
_MOST = 9  # rows without a match that are told one by one


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A figure of the table: its row and column, its value in the table's unit, and the cell or cells that it is from.

    ``exact`` is what it was before it was rounded; ``words`` what stands in its place, where that is no figure.
    """

    row: Underlagsrad
    column: str
    value: Decimal | None
    exact: Decimal | None
    cells: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class TableReading:
    """What was read for a table: its figures in its own order, the sheet's name, and what is to be said."""

    figures: tuple[ReadFigure, ...]
    sheet: str
    remarks: tuple[Remark, ...]


def read_table(report: Rapport, table: Underlagd, source: Underlag, book: Book, file: str) -> TableReading:
    """Read a table's figures out of a book, which is called ``file``."""
    early = [*_age(report, book, file), *_doubt(book, file)]
    mapping, wrong = mapped(book, file, source, [one.id for one in table.grid.figure_columns])
    if mapping is None:
        return TableReading((), "", (*early, *wrong))
    if not mapping.key:
        return TableReading((), mapping.sheet.name, (*early, *mapping.remarks))
    keys, doubled = _keyed(mapping, source)
    mark, contradicted = _decimal_mark(mapping, book, keys)
    remarks = [*early, *mapping.remarks, *doubled, *contradicted]
    figures: list[ReadFigure] = []
    for row in table.sheet_rows():
        if not row.i_underlaget:
            continue
        places = [keys[plain_text(key)] for key in row.i_underlaget if plain_text(key) in keys]
        remarks += _unmatched(mapping, row, keys)
        for own, column in mapping.columns.items():
            if own in table.hidden(row.id):
                continue
            figure, said = _read(mapping, table, source, _Spot(row, own, places, column), mark)
            figures.append(figure)
            remarks += said
    remarks += _left_over(mapping, table, keys)
    return TableReading(tuple(figures), mapping.sheet.name, tuple(dict.fromkeys(remarks)))


def importable_columns(table: Underlagd) -> dict[str, str]:
    """The columns that a table can have figures in and doesn't compute itself: their ids, and what they are called."""
    own = (one for one in table.grid.figure_columns if not (one.av or one.summerar or one.procent_av))
    return {one.id: f"{one.full_heading} {one.roll}".strip() for one in own}


def _age(report: Rapport, book: Book, file: str) -> Iterator[Remark]:
    last = report.månader[1]
    end = datetime.date(report.år, last, calendar.monthrange(report.år, last)[1])
    if book.saved and book.saved < end and not report.tid.planerar:
        message = f"Filen sparades {book.saved.isoformat()}, före periodens slut {end.isoformat()}."
        yield SheetPlace(file).say("X113", Severity.VARNING, message, "Är det rätt fil? Ta ut den på nytt.")


def _doubt(book: Book, file: str) -> Iterator[Remark]:
    if book.doubt:
        yield SheetPlace(file).say("X114", Severity.FEL, book.doubt)


def _decimal_mark(mapping: Mapped, book: Book, keys: dict[str, int]) -> tuple[str, list[Remark]]:
    """What a CSV's figures have before their decimals, as far as they tell."""
    if not book.separated:
        return "", []
    cells = (mapping.sheet.at(row, column) for row in keys.values() for column in mapping.columns.values())
    marks = decimal_marks(cell.text for cell in cells if cell)
    if len(marks) > 1:
        message = "Talen har både punkt och komma före decimalerna."
        return "", [mapping.spot.say("X114", Severity.FEL, message, "Spara filen med decimalkomma.")]
    return "".join(marks), []


def _keyed(mapping: Mapped, source: Underlag) -> tuple[dict[str, int], list[Remark]]:
    """The rows below the headings by their keys; a key that two rows have would be counted once, or twice."""
    keys: dict[str, int] = {}
    remarks = []
    for row in mapping.sheet.rows:
        cell = mapping.sheet.at(row, mapping.key)
        if row <= source.rubrikrad or cell is None or _is_left_out(mapping, row, source):
            continue
        key = plain_text(_key(cell.kind == "number", cell.text))
        if key in keys:
            message = f"«{cell.text}» står redan i {cell_name(keys[key], mapping.key)}."
            hint = "Skriv den rad som inte ska med under bortse, eller rätta filen."
            remarks.append(mapping.spot.say("X111", Severity.FEL, message, hint, at=(row, mapping.key)))
        elif key:
            keys[key] = row
    return keys, remarks


def _key(is_number: bool, text: str) -> str:  # noqa: FBT001 - of its cell
    value = stored_number(text) if is_number else None
    return text if value is None else f"{value:f}"


def _is_left_out(mapping: Mapped, row: int, source: Underlag) -> bool:
    texts = [plain_text(cell.text) for cell in mapping.sheet.rows[row].values()]
    return any(fnmatchcase(text, plain_text(pattern)) for pattern in source.bortse for text in texts)


def _unmatched(mapping: Mapped, row: Underlagsrad, keys: dict[str, int]) -> Iterator[Remark]:
    for key in row.i_underlaget:
        if plain_text(key) not in keys:
            hint = did_you_mean(plain_text(key), keys, "Rätta i_underlaget, eller filen.")
            yield mapping.spot.say("X102", Severity.FEL, f"«{row.namn}» hämtas ur raden {key}, som inte finns.", hint)


def _left_over(mapping: Mapped, table: Underlagd, keys: dict[str, int]) -> Iterator[Remark]:
    """Rows with figures that no row of the table takes: money that would be lost without a word."""
    taken = {plain_text(key) for row in table.sheet_rows() for key in row.i_underlaget}
    left = [row for key, row in keys.items() if key not in taken and _has_figures(mapping, row)]
    for row in left[:_MOST]:
        words = [cell.text for cell in mapping.sheet.rows[row].values() if cell.kind in {"text", "number"}][:2]
        message = f"Raden {' '.join(words)} hör till ingen rad i tabellen."
        hint = "Skriv nyckeln i någon rads i_underlaget, eller under bortse."
        yield mapping.spot.say("X102", Severity.VARNING, message, hint, at=(row, mapping.key))
    if len(left) > _MOST:
        message = f"Ytterligare {len(left) - _MOST} rader hör till ingen rad i tabellen."
        yield mapping.spot.say("X102", Severity.VARNING, message, at=(left[_MOST], mapping.key))


def _has_figures(mapping: Mapped, row: int) -> bool:
    cells = (mapping.sheet.at(row, column) for column in mapping.columns.values())
    return any(cell is not None and stored_number(cell.text) != 0 for cell in cells)


class _Spot(NamedTuple):
    """A cell of the table, and the rows and the column of the sheet that it is read from."""

    row: Underlagsrad
    own: str
    places: list[int]
    column: int


def _read(
    mapping: Mapped, table: Underlagd, source: Underlag, spot: _Spot, mark: str
) -> tuple[ReadFigure, list[Remark]]:
    words = _words(mapping, source, spot)
    if words:
        cell = cell_name(spot.places[0], spot.column)
        return ReadFigure(spot.row, spot.own, None, None, cell, words if table.takes_words else ""), []
    unit, cells = table.grid.unit(spot.row.id, spot.own), "+".join(cell_name(row, spot.column) for row in spot.places)
    value, remarks = _sum(mapping, spot, unit, mark)
    if value is None:
        return ReadFigure(spot.row, spot.own, None, None, cells), remarks
    exact = -value if source.tecken == "omvänt" and value and unit in MONEY else value
    if source.enhet and unit in MONEY:
        exact = as_money(Storhet(exact, source.enhet), unit).tal
    places = _places(table, spot.row, spot.own, source)
    rounded = exact if places is None else round_half_up(exact, places)
    return ReadFigure(spot.row, spot.own, rounded, exact, cells), remarks


def _words(mapping: Mapped, source: Underlag, spot: _Spot) -> str:
    """The words in a cell that isn't added to others, if they are of those that the table takes."""
    cell = mapping.sheet.at(spot.places[0], spot.column) if len(spot.places) == 1 else None
    if cell is None or cell.kind != "text":
        return ""
    text = plain_text(cell.text)
    return cell.text.strip() if any(fnmatchcase(text, plain_text(pattern)) for pattern in source.ord) else ""


def _sum(mapping: Mapped, spot: _Spot, unit: str, mark: str) -> FigureWithRemarks:
    total: Decimal | None = None
    remarks: list[Remark] = []
    for row in spot.places:
        value, said = figure_in_cell(mapping, (row, spot.column), unit, mark)
        remarks += said
        if value is not None:
            total = value if total is None else total + value
    return total, remarks


def _places(table: Underlagd, row: Underlagsrad, column: str, source: Underlag) -> int | None:
    """Decimals that a figure is rounded to; None keeps it as the file has it."""
    grid = table.grid
    for own in (source.decimaler, grid.columns[column].decimaler, grid.decimaler):
        if own is not None:
            return own
    if not grid.is_money(row.id, column):
        return None
    unit = grid.unit(row.id, column)
    alike = (one.id for one in grid.rader if grid.unit(one.id, column) == unit)
    written = [decimals_of(value) for one in alike if (value := grid.stated(one, column)) is not None]
    return max(written, default=_USUAL.get(unit, 0))
