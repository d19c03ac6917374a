"""Figures from where they live: a sheet of a workbook or a CSV, read into the tables that say how.

A whole import is every table of some reports that says where its figures come from, each all or not at all. It changes
the cells that get other figures, and the period's record of where they came from.
"""

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from asn.editing import EditError, encoded, filled
from asn.editing.writing import scalar
from asn.figures import MINUS, NBSP, format_number
from asn.files import FileChange, Refused
from asn.finding import Severity
from asn.formatting import formatted
from asn.imports.mapping import Remark, SheetPlace, is_fatal
from asn.imports.table import ReadFigure, TableReading, read_table
from asn.load.project import Projekt
from asn.model.avsnitt.tabellgrund import Underlag, Underlagd
from asn.model.ledger import LEDGER, LästSiffra, LästTabell
from asn.model.report import Rapport
from asn.read import Tree, Value, read_yaml
from asn.sheets import Book, SheetError, read_book

_HEAD = """\
# Skrivs av asn import: varifrån varje siffra kommer. Ändra inget här. Rätta i Excel och läs in igen.
"""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a table that gets another figure, or other words in its place."""

    table: Underlagd
    figure: ReadFigure
    old: Decimal | str | None

    def __str__(self) -> str:
        """As the editor is told: utfall −29 390 → −29 412 C8."""
        new = figure_text(self.figure.words or self.figure.value)
        return f"{self.figure.column} {figure_text(self.old)} → {new} {self.figure.cells}".rstrip()


def figure_text(value: Decimal | str | None) -> str:
    """A figure, or the words in its place, as a change tells it."""
    if isinstance(value, str):
        return f"«{value}»"
    return "tom" if value is None else format_number(value)


def in_yaml(value: Decimal | None) -> str | None:
    """A figure as an editor types it."""
    return None if value is None else format_number(value).replace(NBSP, " ").replace(MINUS, "-")


def cell_changes(table: Underlagd, reading: TableReading) -> list[CellChange]:
    """The cells that get other figures, in the table's order."""
    before = ((one, _stated(table, one)) for one in reading.figures)
    return [
        CellChange(table, one, old) for one, old in before if old != (one.words or one.value) and not _is_left(one, old)
    ]


def _stated(table: Underlagd, one: ReadFigure) -> Decimal | str | None:
    figure = table.grid.stated(one.row.id, one.column)
    return table.grid.rows[one.row.id].ord.get(one.column) if figure is None else figure


def _is_left(one: ReadFigure, old: Decimal | str | None) -> bool:
    """Whether words that an editor wrote stand where the file says nothing."""
    return isinstance(old, str) and one.value is None and not one.words


def with_figures(tree: Tree, changes: Iterable[CellChange]) -> str:
    """A file with its new figures, and everything else as it was.

    Raises:
        EditError: if that can't be written.
    """
    return filled(
        tree,
        {
            one.table.cell_path(one.figure.row.id, one.figure.column): one.figure.words or in_yaml(one.figure.value)
            for one in changes
        },
    ).text


def _ledger(report: Rapport, read: Iterable[LästTabell], known: frozenset[str]) -> bytes:
    """The record of a report, with what was read now in the place of what those tables had.

    A table whose file and figures are as they were keeps its day. ``known`` are the schemas that the project has.
    """
    tables = {table.tabell: table for table in report.underlag.tabeller}
    for origin in read:
        old = tables.get(origin.tabell)
        tables[origin.tabell] = old if old and _same(old, origin) else origin
    order = [part.id for part in report.alla_avsnitt()]
    ids = sorted(tables, key=lambda id_: (order.index(id_) if id_ in order else len(order), id_))
    text = f"{_HEAD}tabeller:\n{''.join(_written(tables[id_]) for id_ in ids)}"
    return formatted(_ledger_name(report), text.encode(), known).data


def _ledger_name(report: Rapport) -> str:
    """The file that a report's record is in."""
    return f"content/{report.namn}/{LEDGER}"


def _read_now(one: "ImportOutcome", data: bytes, today: datetime.date) -> LästTabell:
    """What the record says of a table that was read from a file's bytes."""
    figures = tuple(
        LästSiffra.model_construct(rad=of.row.id, kolumn=of.column, cell=of.cells, värde=of.value)
        for of in one.reading.figures
        if of.cells
    )
    table, sheet, total = str(one.table.id), one.reading.sheet or None, hashlib.sha256(data).hexdigest()
    return LästTabell.model_construct(tabell=table, fil=one.file, blad=sheet, sha256=total, läst=today, siffror=figures)


def _same(old: LästTabell, new: LästTabell) -> bool:
    """Whether nothing but the day differs."""
    return _written(old) == _written(new.model_copy(update={"läst": old.läst}))


def _written(table: LästTabell) -> str:
    """A table of the record, a line for each figure."""
    about = {"fil": table.fil, "blad": table.blad, "sha256": table.sha256, "läst": table.läst.isoformat()}
    lines = [f"  - tabell: {table.tabell}"]
    lines += [f"    {key}: {scalar(value, within_braces=False)}" for key, value in about.items() if value]
    lines.append("    siffror:")
    for one in table.siffror:
        fields: Value = {"rad": one.rad, "kolumn": one.kolumn, "cell": one.cell, "värde": in_yaml(one.värde)}
        lines.append(f"      - {scalar(fields, within_braces=True)}")
    return "".join(f"{line}\n" for line in lines)


ReadBytes = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of one table: what was read, what it changes, and whether that can be written."""

    report: Rapport
    table: Underlagd
    file: str
    reading: TableReading
    changes: tuple[CellChange, ...] = ()

    @property
    def stopped(self) -> bool:
        """Whether nothing of it is imported."""
        return is_fatal(self.reading.remarks)


@dataclass
class Import:
    """An import: how files are read, and what has been read so far. ``named`` is the file of ``--file``."""

    read: ReadBytes
    named: str = ""
    data: dict[str, bytes] = field(default_factory=dict)
    books: dict[str, Book] = field(default_factory=dict)

    def outcome(self, report: Rapport, table: Underlagd, source: Underlag) -> ImportOutcome:
        """A table read from its file."""
        name = self._name(report, source)
        file = source.fil if not self.named else self.named.rpartition("/")[2]
        try:
            book = self._book(name)
        except (SheetError, Refused, OSError) as why:
            remark = SheetPlace(file).say("X101", Severity.FEL, _reason(why, name), "" if self.named else _WHERE)
            return ImportOutcome(report, table, file, TableReading((), "", (remark,)))
        reading = read_table(report, table, source, book, file)
        changes = () if is_fatal(reading.remarks) else tuple(cell_changes(table, reading))
        return ImportOutcome(report, table, file, reading, changes)

    def bytes_of(self, one: ImportOutcome) -> bytes:
        """The file that a table was read from."""
        assert one.table.underlag, "only such tables are read"
        return self.data[self._name(one.report, one.table.underlag)]

    def _name(self, report: Rapport, source: Underlag) -> str:
        return self.named or f"content/{report.namn}/{source.fil}"

    def _book(self, name: str) -> Book:
        if name not in self.books:
            self.data[name] = self.read(name)
            self.books[name] = read_book(self.data[name])
        return self.books[name]


_WHERE = "Lägg filen där, eller peka ut den med --file."


def _reason(why: Exception, name: str) -> str:
    if isinstance(why, FileNotFoundError):
        return f"Filen finns inte: {name}."
    return why.message if isinstance(why, Refused) else str(why)


def imported_tables(report: Rapport) -> list[tuple[Underlagd, Underlag]]:
    """The tables of a report that say where their figures come from, in its order."""
    return [
        (part, part.underlag)
        for part in report.alla_avsnitt()
        if isinstance(part, Underlagd) and part.underlag is not None
    ]


def written_files(
    project: Projekt, work: Import, outcomes: Sequence[ImportOutcome], today: datetime.date, known: frozenset[str]
) -> list[FileChange]:
    """The files that the import changes.

    Raises:
        EditError: if a figure can't be written where it is to stand.
    """
    changes: list[FileChange] = []
    good = [one for one in outcomes if not one.stopped]
    for name, of_file in _by_file(change for one in good for change in one.changes).items():
        old = project.filer[name]
        tree, _ = read_yaml(name, old)
        if tree is None:
            raise EditError(f"{name} går inte att läsa.")
        changes.append(FileChange(name, old, encoded(with_figures(tree, of_file), old)))
    for report in {one.report.namn: one.report for one in good}.values():
        read = (_read_now(one, work.bytes_of(one), today) for one in good if one.report is report)
        name = _ledger_name(report)
        changes.append(FileChange(name, project.filer.get(name), _ledger(report, read, known)))
    return [one for one in changes if one.old != one.new]


def _by_file(changes: Iterable[CellChange]) -> Mapping[str, list[CellChange]]:
    files: dict[str, list[CellChange]] = {}
    for one in changes:
        files.setdefault(one.table.file(), []).append(one)
    return files


def import_remarks(outcomes: Iterable[ImportOutcome]) -> list[Remark]:
    """All that is said, each once, in order."""
    return list(dict.fromkeys(remark for one in outcomes for remark in one.reading.remarks))
