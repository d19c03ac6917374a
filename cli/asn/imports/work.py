"""A whole import: every table of some reports that says where its figures come from, each all or not at all."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from asn.editing import EditError, encoded
from asn.files import Refused
from asn.finding import Severity
from asn.imports.changes import CellChange, Origins, cell_changes, ledger, ledger_name, with_figures
from asn.imports.remark import Remark, SheetPlace, fatal
from asn.imports.table import TableReading, read_table
from asn.load.project import Projekt
from asn.model.avsnitt.tabellgrund import Underlag, Underlagd
from asn.model.report import Rapport
from asn.read import read_yaml
from asn.sheets import Book, SheetError, read_book

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
        return fatal(self.reading.remarks)


@dataclass
class Import:
    """An import: how files are read, and what has been read so far. ``named`` is the file of ``--file``."""

    read: ReadBytes
    named: str = ""
    data: dict[str, bytes] = field(default_factory=dict)
    books: dict[str, Book] = field(default_factory=dict)

    def outcome(self, report: Rapport, table: Underlagd, source: Underlag) -> ImportOutcome:
        """A table read from its file."""
        name = self.named or f"content/{report.namn}/{source.fil}"
        file = source.fil if not self.named else self.named.rpartition("/")[2]
        try:
            book = self._book(name)
        except (SheetError, Refused, OSError) as why:
            remark = SheetPlace(file).say("X101", Severity.FEL, _told(why, name), "" if self.named else _WHERE)
            return ImportOutcome(report, table, file, TableReading((), "", (remark,)))
        reading = read_table(report, table, source, book, file)
        made = () if fatal(reading.remarks) else tuple(cell_changes(table, reading))
        return ImportOutcome(report, table, file, reading, made)

    def origin(self, one: ImportOutcome, source: Underlag) -> Origins:
        """What the record says of a table that was read."""
        name = self.named or f"content/{one.report.namn}/{source.fil}"
        return Origins(one.table, one.file, self.data[name], one.reading)

    def _book(self, name: str) -> Book:
        if name not in self.books:
            self.data[name] = self.read(name)
            self.books[name] = read_book(self.data[name])
        return self.books[name]


_WHERE = "Lägg filen där, eller peka ut den med --file."


def _told(why: Exception, name: str) -> str:
    if isinstance(why, FileNotFoundError):
        return f"Filen finns inte: {name}."
    return why.told if isinstance(why, Refused) else str(why)


def imported_tables(report: Rapport) -> list[tuple[Underlagd, Underlag]]:
    """The tables of a report that say where their figures come from, in its order."""
    return [
        (part, part.underlag)
        for part in report.alla_avsnitt()
        if isinstance(part, Underlagd) and part.underlag is not None
    ]


def written_files(
    found: Projekt, work: Import, outcomes: Sequence[ImportOutcome], today: datetime.date, known: frozenset[str]
) -> dict[str, tuple[bytes | None, bytes]]:
    """The files that the import changes: what each was, and what it becomes.

    Raises:
        EditError: if a figure can't be written where it is to stand.
    """
    made: dict[str, tuple[bytes | None, bytes]] = {}
    good = [one for one in outcomes if not one.stopped]
    for name, of_file in _by_file(change for one in good for change in one.changes).items():
        old = found.filer[name]
        tree, _ = read_yaml(name, old)
        if tree is None:
            raise EditError(f"{name} går inte att läsa.")
        made[name] = old, encoded(with_figures(tree, of_file), old)
    for report in {one.report.namn: one.report for one in good}.values():
        own = [work.origin(one, one.table.underlag) for one in good if one.report is report and one.table.underlag]
        name = ledger_name(report)
        made[name] = found.filer.get(name), ledger(report, own, today, known)
    return {name: (old, new) for name, (old, new) in made.items() if old != new}


def _by_file(made: Iterable[CellChange]) -> Mapping[str, list[CellChange]]:
    files: dict[str, list[CellChange]] = {}
    for one in made:
        files.setdefault(one.table.file(), []).append(one)
    return files


def import_remarks(outcomes: Iterable[ImportOutcome]) -> list[Remark]:
    """All that is said, each once, in order."""
    return list(dict.fromkeys(remark for one in outcomes for remark in one.reading.remarks))
