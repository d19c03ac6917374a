"""``asn import xlsx`` and ``asn import csv``: the tables that name a sheet get their figures out of it.

With ``--propose`` a table gets a first mapping to a file, for the editor to mend.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import click

from asn.commands import target
from asn.commands.completion import completed_periods
from asn.commands.sandboxed import CommandOutput, confined, limits, tell, timeout
from asn.commands.selection import filtered_names, project_folder
from asn.commands.swedish import CONTENT, SUCCESS, USAGE, Command, Problem
from asn.editing import EditError, encoded, filled, replaced
from asn.editing.writing import written_block
from asn.files import FileChange, Refused, read_file, write
from asn.finding import Severity
from asn.imports import Import, ImportOutcome, import_remarks, imported_tables, written_files
from asn.imports.mapping import Remark
from asn.imports.proposal import Proposal, proposed
from asn.load.project import Projekt, load_project
from asn.model.avsnitt.tabellgrund import Underlagd
from asn.model.record import key_of
from asn.model.report import Rapport
from asn.read import Value, read_yaml
from asn.schema import FOLDER, SCHEMA_NAMES
from asn.sheets import MAX_FILE, SheetError, read_book

_ENDINGS = {"xlsx": (".xlsx", ".xlsm", ".xls", ".xlsb"), "csv": (".csv", ".txt", ".tsv")}
_SHOWN = 40  # changes of a table that are told one by one


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command line says. ``kind`` is xlsx or csv; ``file`` is the one to read, whatever the tables say."""

    kind: str
    period: str | None
    section: str | None
    file: Path | None
    check: bool
    propose: bool


def _command(kind: str, what: str) -> click.Command:
    @click.command(
        kind,
        cls=Command,
        help=f"Läs siffror ur {what} till de tabeller som har underlag. Varje ändring visas med sin cell. "
        "Är något fel i en tabell skrivs inget i den.",
        epilog=f"Exempel:  asn import {kind} --period 2025/T2   asn import {kind} --period 2025/T2 --check",
    )
    @click.option(
        "--period",
        metavar="PERIOD",
        shell_complete=completed_periods,
        help="Bara den här perioden, eller hela namnet 2023/T1. Utan valet: alla utkast.",
    )
    @click.option("--section", metavar="ID", help="Bara den här tabellen.")
    @click.option(
        "--file",
        type=click.Path(dir_okay=False, exists=True, path_type=Path),
        metavar="FIL",
        help="Läs den här filen, i stället för den som tabellen pekar ut.",
    )
    @click.option("--check", is_flag=True, help="Ändra inget; säg bara vad som skulle ändras.")
    @click.option(
        "--propose",
        is_flag=True,
        help="Föreslå hur tabellen i --section läses ur filen, efter rubriker och radnamn, och skriv förslaget i den.",
    )
    @timeout
    def import_command(*, timeout: int | None, **asked: Any) -> int:
        return _run(_Asked(kind, **asked), timeout)

    return import_command


xlsx, csv = _command("xlsx", "en Excel-arbetsbok"), _command("csv", "en CSV-fil")


def _run(asked: _Asked, seconds: int | None) -> int:
    root = project_folder()
    known = frozenset(name for name in SCHEMA_NAMES if (root / FOLDER / name).is_file())
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    more = (asked.file.absolute(),) if asked.file else ()
    work = partial(_suggested, root, asked) if asked.propose else partial(_work, root, asked, today, known)
    output = confined(work, limits(root, seconds, *more))
    if output.changes:
        with target.writing(root / output.changes[0].name):
            write(root, output.changes)
    return tell(output)


def _source_bytes(root: Path, asked: _Asked, name: str) -> bytes:
    """A file that figures come from, no more than one byte beyond what is accepted: --file, else a table's own."""
    if asked.file:
        return target.read_named(asked.file, MAX_FILE + 1)
    return read_file(root, name, MAX_FILE + 1)


def _drafts(project: Projekt, asked: _Asked) -> list[Rapport]:
    """The reports that may be changed, in order of time.

    Raises:
        Problem: if one that is asked for can't be.
    """
    names = [report.namn for report in project.rapporter]
    chosen = filtered_names((*names, *project.fel_i), (), (asked.period,)) if asked.period else names
    unread = [name for name in chosen if name in project.fel_i]
    if unread:
        raise Problem(f"{', '.join(unread)} kan inte läsas. Rätta felen som asn check visar först.", CONTENT)
    reports = [report for report in project.rapporter if report.namn in chosen]
    open_ = [report for report in reports if report.utkast]
    if asked.period and not open_:
        raise Problem(f"{', '.join(chosen)} är fastställd och ändras inte.", USAGE)
    return open_


def _work(root: Path, asked: _Asked, today: datetime.date, known: frozenset[str]) -> CommandOutput:
    project = load_project(root)
    work = Import(partial(_source_bytes, root, asked), asked.file.name if asked.file else "")
    outcomes = [
        work.outcome(report, table, source)
        for report in _drafts(project, asked)
        for table, source in imported_tables(report)
        if _is_asked(asked, table.id, source.fil)
    ]
    if not outcomes:
        raise Problem(_nothing(project, asked), CONTENT if project.fel_i else USAGE)
    try:
        files = written_files(project, work, outcomes, today, known)
    except EditError as why:
        raise Problem(str(why), CONTENT) from None
    said = import_remarks(outcomes)
    failed = any(one.severity is Severity.FEL for one in said) or (asked.check and bool(files))
    lines = [line for one in outcomes for line in _outcome_lines(one, check=asked.check)]
    out, changes = "".join(f"{line}\n" for line in lines), () if asked.check else tuple(files)
    return CommandOutput(out, _said(said), CONTENT if failed else SUCCESS, changes=changes)


def _is_asked(asked: _Asked, section: str | None, file: str) -> bool:
    if asked.section:
        return section == asked.section
    return PurePosixPath(asked.file.name if asked.file else file).suffix.lower() in _ENDINGS[asked.kind]


def _nothing(project: Projekt, asked: _Asked) -> str:
    there = [str(table.id) for report in _drafts(project, asked) for table, _ in imported_tables(report)]
    if asked.section and there:
        return f"Ingen tabell «{asked.section}» har underlag. Det finns: {', '.join(dict.fromkeys(there))}."
    if there:
        return (
            f"Ingen tabell har underlag i {asked.kind}. Pröva asn import {'csv' if asked.kind == 'xlsx' else 'xlsx'}."
        )
    if project.fel_i:
        return f"{project.fel_i[0]} går inte att läsa, så dess tabeller är okända. asn check säger vad som är fel."
    return "Ingen tabell i något utkast har underlag. Handboken visar hur det skrivs: Från Excel på fem minuter."


def _outcome_lines(one: ImportOutcome, *, check: bool) -> Iterator[str]:
    sheet = f", bladet {one.reading.sheet}" if one.reading.sheet else ""
    yield f"{one.table.file()}, {one.table.id}, ur {one.file}{sheet}:"
    if one.stopped:
        yield "  inget är läst: se felen."
        return
    by_row: dict[str, list[str]] = {}
    for change in one.changes[:_SHOWN]:
        by_row.setdefault(change.figure.row.namn, []).append(str(change))
    for name, messages in by_row.items():
        yield f"  {name}: {', '.join(messages)}"
    if len(one.changes) > _SHOWN:
        yield f"  och {len(one.changes) - _SHOWN} till"
    yield f"  {_count(one, check=check)}"


def _count(one: ImportOutcome, *, check: bool) -> str:
    figures = [figure for figure in one.reading.figures if figure.value is not None]
    rounded = sum(figure.value != figure.exact for figure in figures)
    new = len(one.changes)
    text = f"{new} tal {'skulle ändras' if check else 'ändrade'}, {len(one.reading.figures) - new} oförändrade"
    return f"{text}; {rounded} avrundade, halvor bort från noll." if rounded else f"{text}."


def _said(said: Sequence[Remark]) -> str:
    lines = []
    for one in said:
        lines.append(f"{one.where}: {one.severity} {one.code} {one.message}")
        lines += [f"    = {one.hint}"] if one.hint else []
    return "".join(f"{line}\n" for line in lines)


def _suggested(root: Path, asked: _Asked) -> CommandOutput:
    """The proposal, and the table's file with it.

    Raises:
        Problem: if there is nothing to propose.
    """
    project = load_project(root)
    report, table = _table([(one, part) for one in _drafts(project, asked) for part in one.alla_avsnitt()], asked)
    if asked.file is None:
        raise Problem("Säg vilken fil med --file.", USAGE)
    try:
        book = read_book(_source_bytes(root, asked, asked.file.name))
    except (SheetError, Refused) as why:
        raise Problem(f"{asked.file.name}: {why}", CONTENT) from None
    proposal = proposed(table, book, f"underlag/{asked.file.name}")
    if proposal is None:
        raise Problem(f"Ingen rubrik i {asked.file.name} liknar någon i tabellen. Skriv underlag för hand.", CONTENT)
    name = table.file()
    old = project.filer[name]
    try:
        new = encoded(_written(name, old, table, proposal), old)
    except EditError as why:
        raise Problem(str(why), CONTENT) from None
    out = _proposal_text(name, table, proposal)
    return CommandOutput(out, _next(report, asked), changes=() if asked.check else (FileChange(name, old, new),))


def _table(parts: list[tuple[Rapport, object]], asked: _Asked) -> tuple[Rapport, Underlagd]:
    tables = [(report, part) for report, part in parts if isinstance(part, Underlagd)]
    chosen = [(report, part) for report, part in tables if part.id == asked.section]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        reports = ", ".join(report.namn for report, _ in chosen)
        raise Problem(f"Tabellen finns i {reports}. Säg vilken med --period.", USAGE)
    there = ", ".join(dict.fromkeys(str(part.id) for _, part in tables)) or "inga"
    raise Problem(f"Säg vilken tabell förslaget gäller med --section. Det finns: {there}.", USAGE)


def _written(name: str, old: bytes, table: Underlagd, proposal: Proposal) -> str:
    tree, _ = read_yaml(name, old)
    if tree is None:
        raise EditError(f"{name} går inte att läsa.")
    kind = type(table)
    order = [key_of(kind, field) for field in kind.model_fields]
    tree = replaced(tree, (*table.path(), "underlag"), proposal.source, _before_rows(order))
    rows = {row.id: row.path() for row in table.sheet_rows()}
    return filled(tree, {(*rows[id_], "i_underlaget"): key for id_, (key, _) in proposal.keys.items()}).text


def _before_rows(order: list[str]) -> list[str]:
    """The model's order, but with the mapping where an editor looks for it: before the columns."""
    rest = [key for key in order if key != "underlag"]
    columns = next(at for at, key in enumerate(rest) if key in {"kolumner", "mätpunkter"})
    return [*rest[:columns], "underlag", *rest[columns:]]


def _proposal_text(name: str, table: Underlagd, proposal: Proposal) -> str:
    source: dict[str, Value] = {"underlag": proposal.source}
    lines = [
        f"{name}, {table.id}: förslag",
        *(f"  {line}" for line in written_block(source, -2).strip("\n").split("\n")),
    ]
    for row in table.sheet_rows():
        if row.id in proposal.keys:
            key, cell = proposal.keys[row.id]
            lines.append(f"  {row.namn}: i_underlaget: {key} ({cell})")
    lines += [f"  {name_}: ingen rad med det namnet" for name_ in proposal.unmatched]
    return "".join(f"{line}\n" for line in lines)


def _next(report: Rapport, asked: _Asked) -> str:
    assert asked.file
    text = "" if asked.check else "Förslaget är skrivet i tabellen. "
    put = f"lägg filen i content/{report.namn}/underlag/ och läs in den med asn import"
    return f"{text}Rätta det som inte stämmer, {put}.\n"
