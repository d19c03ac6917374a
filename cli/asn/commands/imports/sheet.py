"""``asn import xlsx`` and ``asn import csv``: the tables that name a sheet get their figures out of it."""

import datetime
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import click

from asn.commands import target
from asn.commands.completion import completed_periods
from asn.commands.imports.options import Asked, drafts, read_source
from asn.commands.imports.proposing import suggested
from asn.commands.sandboxed import CommandOutput, confined, limits, tell, timeout
from asn.commands.selection import project_folder
from asn.commands.swedish import CONTENT, OK, USAGE, Command, Problem
from asn.editing import EditError
from asn.files import FileChange, write
from asn.finding import Severity
from asn.imports.importing import Import, ImportOutcome, import_remarks, imported_tables, written_files
from asn.imports.mapping import Remark
from asn.load.project import Projekt, load_project
from asn.schema import FOLDER, NAMES

_ENDINGS = {"xlsx": (".xlsx", ".xlsm", ".xls", ".xlsb"), "csv": (".csv", ".txt", ".tsv")}
_SHOWN = 40  # changes of a table that are told one by one


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
    def made(*, timeout: int | None, **asked: Any) -> int:
        return _run(Asked(kind, **asked), timeout)

    return made


COMMANDS = {"xlsx": _command("xlsx", "en Excel-arbetsbok"), "csv": _command("csv", "en CSV-fil")}


def _run(asked: Asked, seconds: int | None) -> int:
    root = project_folder()
    known = frozenset(name for name in NAMES if (root / FOLDER / name).is_file())
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    more = (asked.file.absolute(),) if asked.file else ()
    work = partial(suggested, root, asked) if asked.propose else partial(_work, root, asked, today, known)
    output = confined(work, limits(root, seconds, *more))
    pairs = list(zip(output.files[::2], output.files[1::2], strict=True))
    if not asked.check and pairs:
        with target.writing(root / pairs[0][0][0]):
            write(root, [FileChange(name, old or None, new) for (name, old), (_, new) in pairs])
    return tell(output)


def _work(root: Path, asked: Asked, today: datetime.date, known: frozenset[str]) -> CommandOutput:
    project = load_project(root)
    work = Import(partial(read_source, root, asked), asked.file.name if asked.file else "")
    outcomes = [
        work.outcome(report, table, source)
        for report in drafts(project, asked)
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
    lines = [line for one in outcomes for line in _told(one, check=asked.check)]
    pairs = tuple(pair for name, (old, new) in files.items() for pair in ((name, old or b""), (name, new)))
    return CommandOutput("".join(f"{line}\n" for line in lines), _said(said), CONTENT if failed else OK, pairs)


def _is_asked(asked: Asked, section: str | None, file: str) -> bool:
    if asked.section:
        return section == asked.section
    return PurePosixPath(asked.file.name if asked.file else file).suffix.lower() in _ENDINGS[asked.kind]


def _nothing(project: Projekt, asked: Asked) -> str:
    there = [str(table.id) for report in drafts(project, asked) for table, _ in imported_tables(report)]
    if asked.section and there:
        return f"Ingen tabell «{asked.section}» har underlag. Det finns: {', '.join(dict.fromkeys(there))}."
    if there:
        return (
            f"Ingen tabell har underlag i {asked.kind}. Pröva asn import {'csv' if asked.kind == 'xlsx' else 'xlsx'}."
        )
    if project.fel_i:
        return f"{project.fel_i[0]} går inte att läsa, så dess tabeller är okända. asn check säger vad som är fel."
    return "Ingen tabell i något utkast har underlag. Handboken visar hur det skrivs: Från Excel på fem minuter."


def _told(one: ImportOutcome, *, check: bool) -> Iterator[str]:
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
