"""Which columns of a sheet are which of the table's, by its headings; and what is said of it, at its cell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from asn.finding import Severity, did_you_mean
from asn.model.avsnitt.tabellgrund import Underlag
from asn.sheets import Book, Sheet, SheetError, cell_name, column_letters, column_number


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing: its rule's code, how grave it is, where, what is wrong and what would be right."""

    code: str
    severity: Severity
    where: str
    message: str
    hint: str = ""
    row: int = 0
    """The row in the sheet; 0 where it is of the file as a whole."""


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A file, or a sheet of it: what a remark is said of."""

    file: str
    sheet: str = ""

    def at(self, row: int = 0, column: int = 0) -> str:
        """A cell of it, or the whole: FIL!Blad!CELL."""
        cell = cell_name(row, column) if column else str(row or "")
        return "!".join(filter(None, (self.file, self.sheet, cell)))

    def say(self, code: str, grave: Severity, message: str, hint: str = "", *, at: tuple[int, int] = (0, 0)) -> Remark:
        """Something to say of it, at a row and a column."""
        return Remark(code, grave, self.at(*at), message, hint, at[0])


def is_fatal(remarks: Iterable[Remark]) -> bool:
    """Whether something is so wrong that nothing is imported."""
    return any(one.severity is Severity.FEL for one in remarks)


@dataclass
class Mapped:
    """A sheet with its columns found: ``key`` names the rows, ``columns`` hold the figures, by our columns' ids."""

    sheet: Sheet
    spot: SheetPlace
    key: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def plain_text(text: str) -> str:
    """A text as it is compared: its blanks and capitals are nobody's point."""
    return " ".join(text.split()).casefold()


def mapped(book: Book, file: str, source: Underlag, columns: list[str]) -> tuple[Mapped | None, list[Remark]]:
    """The sheet that a table's ``underlag`` names; None, with what is wrong, if it can't be read.

    ``file`` is what the book is called, and ``columns`` are the ids of the table's.
    """
    try:
        sheet = book.sheet(source.blad or "")
    except SheetError as why:
        return None, [SheetPlace(file).say("X101", Severity.FEL, str(why))]
    if sheet is None:
        wanted = source.blad or ""
        message = f"Bladet «{wanted}» finns inte." if wanted else "Filen har flera blad."
        return None, [SheetPlace(file).say("X101", Severity.FEL, message, _which(wanted, book.names, "Skriv blad: "))]
    mapping = Mapped(sheet, SheetPlace(file, sheet.name))
    headings = _headings(sheet, source.rubrikrad)
    mapping.key = _column(mapping, source, headings, source.nyckel, "nyckel") or 0
    for own, wanted in source.kolumner.items():
        if own not in columns:
            message = f"Tabellen har ingen kolumn «{own}»."
            mapping.remarks.append(mapping.spot.say("X101", Severity.FEL, message, _which(own, columns)))
        elif column := _column(mapping, source, headings, wanted, own):
            mapping.columns[own] = column
    mapping.remarks += _hidden(mapping)
    return mapping, []


def _headings(sheet: Sheet, row: int) -> dict[str, list[int]]:
    """The columns of each heading; a merged one is that of its first column alone."""
    columns: dict[str, list[int]] = {}
    for column, cell in sheet.rows.get(row, {}).items():
        columns.setdefault(plain_text(cell.text), []).append(column)
    return columns


def _column(mapping: Mapped, source: Underlag, headings: dict[str, list[int]], wanted: str, own: str) -> int | None:
    """The column that a heading or a letter names; what is wrong with it is told."""
    there = headings.get(plain_text(wanted), [])
    if len(there) > 1:
        letters = " och ".join(column_letters(column) for column in there)
        message = f"Rubriken «{wanted}» finns i kolumnerna {letters}."
        hint = f"Skriv kolumnens bokstav: {own}: {column_letters(there[0])}"
        mapping.remarks.append(mapping.spot.say("X101", Severity.FEL, message, hint, at=(source.rubrikrad, there[0])))
        return None
    if there:
        mapping.remarks += _merged_heading(mapping, source.rubrikrad, there[0], wanted)
        return there[0]
    letter = column_number(wanted)
    if letter:
        return letter
    texts = [cell.text for cell in mapping.sheet.rows.get(source.rubrikrad, {}).values()]
    message = f"Rubriken «{wanted}» finns inte på rad {source.rubrikrad}."
    elsewhere = _row_with(mapping.sheet, wanted)
    hint = f"Den står på rad {elsewhere}: skriv rubrikrad: {elsewhere}" if elsewhere else _which(wanted, texts)
    mapping.remarks.append(mapping.spot.say("X101", Severity.FEL, message, hint, at=(source.rubrikrad, 0)))
    return None


def _row_with(sheet: Sheet, wanted: str) -> int | None:
    """The first row where a heading stands."""
    for row, cells in sheet.rows.items():
        if any(plain_text(cell.text) == plain_text(wanted) for cell in cells.values()):
            return row
    return None


def _merged_heading(mapping: Mapped, row: int, column: int, wanted: str) -> Iterator[Remark]:
    area = mapping.sheet.merged_at(row, column)
    if area and area[3] > area[1]:
        columns = f"{column_letters(area[1])} till {column_letters(area[3])}"
        message = f"Rubriken «{wanted}» står över kolumnerna {columns}; {column_letters(area[1])} läses."
        hint = "Skriv kolumnens bokstav om det är en annan."
        yield mapping.spot.say("X106", Severity.VARNING, message, hint, at=(row, column))


def _hidden(mapping: Mapped) -> Iterator[Remark]:
    if mapping.sheet.hidden:
        yield mapping.spot.say(
            "X107", Severity.VARNING, "Bladet är dolt, men läses.", "Ta fram det i Excel och se efter."
        )
        return
    for own, column in mapping.columns.items():
        if any(first <= column <= last for first, last in mapping.sheet.hidden_columns):
            message = f"Kolumnen {column_letters(column)}, som blir {own}, är dold."
            yield mapping.spot.say("X107", Severity.VARNING, message, "Ta fram den i Excel och se efter.")


def _which(wanted: str, there: list[str] | tuple[str, ...], before: str = "") -> str:
    return did_you_mean(wanted, there, f"{before}{'Det finns: ' * (not before)}{', '.join(there)}.", nearness=0.5)
