"""The options of an import from a sheet, and which tables of which reports they choose."""

from dataclasses import dataclass
from pathlib import Path

from asn.commands.selection import among
from asn.commands.swedish import CONTENT, USAGE, Problem
from asn.files import read_any, read_file
from asn.load.project import Projekt
from asn.model.report import Rapport
from asn.sheets import MAX_FILE


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says. ``kind`` is xlsx or csv; ``file`` is the one to read, whatever the tables say."""

    kind: str
    period: str | None
    section: str | None
    file: Path | None
    check: bool
    propose: bool


def read_source(root: Path, asked: Asked, name: str) -> bytes:
    """A file that figures come from, no more than one byte beyond what is accepted: --file, else a table's own."""
    if asked.file:
        path = asked.file.absolute()
        return read_any(path.parent, path.name, MAX_FILE + 1)
    return read_file(root, name, MAX_FILE + 1)


def drafts(project: Projekt, asked: Asked) -> list[Rapport]:
    """The reports that may be changed, in order of time.

    Raises:
        Problem: if one that is asked for can't be.
    """
    names = [report.namn for report in project.rapporter]
    chosen = among((*names, *project.fel_i), (), (asked.period,)) if asked.period else names
    unread = [name for name in chosen if name in project.fel_i]
    if unread:
        raise Problem(f"{', '.join(unread)} kan inte läsas. Rätta felen som asn check visar först.", CONTENT)
    reports = [report for report in project.rapporter if report.namn in chosen]
    open_ = [report for report in reports if report.utkast]
    if asked.period and not open_:
        raise Problem(f"{', '.join(chosen)} är fastställd och ändras inte.", USAGE)
    return open_
