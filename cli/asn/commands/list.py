"""``asn list``: the reports, how far each has come and what is left; and the reports shared out among CI jobs."""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from asn.commands.sandboxed import CommandOutput, confined, limits, tell, timeout
from asn.commands.screen import Screen, screen
from asn.commands.selection import checked_reports, chosen_names, filtered_names, filters, project_folder
from asn.commands.swedish import USAGE, Command, Problem
from asn.compute.progress import Framsteg, Lucka, Läge, missing_findings, progress
from asn.finding import Finding, Severity
from asn.load.outline import report_names, shards
from asn.load.project import load_project
from asn.model.report import UNITS, Rapport
from asn.output.plain import code_point, json_text, plain
from asn.output.terminal import USUAL_WIDTH, Style, uncoloured
from asn.pipeline import Checked
from asn.repository import NoRevision, repository_of

_NOTHING = Framsteg((), ())
_NAME, _DONE = 40, 18


@click.command(
    cls=Command,
    help="Visa rapporterna, hur långt de har kommit och vad som saknas: en rad per rapport, och för en ensam rapport "
    "vad som är klart och kvar i varje avsnitt och för varje enhet.",
    epilog="Exempel:  asn list --period 2024/T1   asn list --period 2024/T1 --by unit",
)
@filters
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Hur listan skrivs ut.")
@click.option(
    "--shards",
    "jobs",
    type=click.IntRange(1),
    metavar="ANTAL",
    help="Dela upp rapporterna på så många byggjobb. Bara med --output-format json.",
)
@click.option("--unit", metavar="ENHET", help="Bara den enheten: vad den har kvar. Enhetens id, ur enheter.yaml.")
@click.option("--by", type=click.Choice(["unit"]), help="En rad per enhet: klart, kvar och senast ändrad.")
@timeout
@click.option("-v", "--verbose", is_flag=True, help="Visa vad som är klart och kvar i alla rapporter.")
def command(
    *,
    years: tuple[str, ...],
    periods: tuple[str, ...],
    output_format: str,
    jobs: int | None,
    unit: str | None,
    by: str | None,
    timeout: int | None,
    verbose: bool,
) -> int:
    """Print the list."""
    if jobs is not None:
        if output_format != "json":
            raise Problem("--shards är till för ett annat program. Skriv också --output-format json.", USAGE)
        return tell(CommandOutput(json_text(_shared(years, periods, jobs))))
    root, there = project_folder(), screen()
    days = _days(root) if by or unit else {}

    def work() -> CommandOutput:
        project = load_project(root)
        names = chosen_names(project, years, periods)
        known = {one.rapport.namn: one for one in checked_reports(project, names)}
        rows = [_row(name, known.get(name)) for name in names]
        if by or unit:
            return _by_unit(
                [(row.report, row.progress) for row in rows if row.report], unit, days, output_format, there
            )
        if output_format == "json":
            return CommandOutput(json_text([_object(row) for row in rows]))
        if verbose or len(rows) == 1:
            return CommandOutput(there.fit("\n".join(_whole(row, there) for row in rows).rstrip("\n")) + "\n")
        return CommandOutput(there.fit("\n".join(map(_line, rows))) + "\n", _pointed(rows))

    return tell(confined(work, limits(root, timeout)))


def _days(root: Path) -> dict[str, str]:
    """When each unit's file was last changed, where git knows."""
    try:
        return repository_of(root).changed(f"content/*/*/{UNITS}/*.yaml")
    except NoRevision:
        return {}


def _shared(years: tuple[str, ...], periods: tuple[str, ...], jobs: int) -> list[dict[str, object]]:
    """Each job's reports, and the options that make ``asn build`` build just these."""
    root = project_folder()
    names = filtered_names(report_names(root), years, periods)
    return [
        {"skärva": number, "rapporter": share, "val": " ".join(f"--period {name}" for name in share)}
        for number, share in enumerate(shards(root, names, jobs), 1)
    ]


@dataclass(frozen=True)
class _Row:
    """A report and what the checks found in it; nothing of one that couldn't be put together."""

    name: str
    report: Rapport | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def title(self) -> str:
        return plain(self.report.titel) if self.report else ""

    @property
    def state(self) -> str:
        return self.report.blad.tillstånd if self.report else "kan inte läsas"

    @property
    def progress(self) -> Framsteg:
        return progress(self.report, self.findings) if self.report else _NOTHING


def _row(name: str, judged: Checked | None) -> _Row:
    return _Row(name, judged.rapport, judged.fynd) if judged else _Row(name)


def _object(row: _Row) -> dict[str, Any]:
    year, period = row.name.split("/")
    return {
        "rapport": row.name,
        "år": int(year),
        "period": period,
        "titel": row.title,
        "tillstånd": row.state,
        "fel": _count(row.findings, Severity.FEL) if row.report else 1,
        "varningar": _count(row.findings, Severity.VARNING),
        "saknas": [plain(gap.message) for gap in missing_findings(row.findings)],
        **_objects(row.progress),
    }


def _count(findings: Sequence[Finding], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in findings)


def _line(row: _Row) -> str:
    return f"{row.name:<10} {row.state:<15} {row.title:<34} {_left_to_do(row)}"


def _left_to_do(row: _Row) -> str:
    """What is left, and what else is to be seen to."""
    if not row.report:
        return f"se asn check --period {row.name}"
    gaps = missing_findings(row.findings)
    others = [finding for finding in row.findings if finding not in gaps]
    wrong, doubtful = _count(others, Severity.FEL), _count(others, Severity.VARNING)
    parts = (
        (len(gaps), "sak kvar" if len(gaps) == 1 else "saker kvar"),
        (wrong, "fel"),
        (doubtful, "varning" if doubtful == 1 else "varningar"),
    )
    return ", ".join(f"{number} {what}" for number, what in parts if number) or "inget att anmärka"


def _whole(row: _Row, there: Screen) -> str:
    """The report's line, and unless all of it is there the list of what is and what isn't."""
    if not missing_findings(row.findings):
        return _line(row)
    return f"{_line(row)}\n\n{_left(row.progress, there)}"


def _left(progress: Framsteg, there: Screen) -> str:
    return _progress_text(progress, min(there.width or USUAL_WIDTH, USUAL_WIDTH), there.style)


def _pointed(rows: Sequence[_Row]) -> str:
    unfinished = [row.name for row in rows if missing_findings(row.findings)]
    return f"Vad som är kvar visar asn list --period {unfinished[0]}\n" if unfinished else ""


def _by_unit(
    reports: Sequence[tuple[Rapport, Framsteg]], only: str | None, days: Mapping[str, str], kind: str, there: Screen
) -> CommandOutput:
    """A line for each unit of each report, or all that the one that ``only`` names by its id still owes.

    ``days`` are when the units' files were last changed, by name, as far as it is known; ``kind`` is text or json.

    Raises:
        Problem: if there is no such unit.
    """
    if only:
        _check_known(reports, only)
    blocks, rows = [], []
    for report, about in reports:
        files = {one.enhet: one.file() for one in report.enhetsfiler}
        units = [unit for unit in about.enheter if only in (None, unit.id)]
        rows += [_unit_object(report, unit, days.get(files.get(unit.id, ""))) for unit in units]
        lines = [_unit_line(unit, days.get(files.get(unit.id, ""))) for unit in units]
        if only and any(unit.saknas for unit in units):
            lines.append(_left(Framsteg((), tuple(units)), there).split("\n", 2)[2])
        if lines:
            blocks.append("\n".join((there.style("place", f"{report.namn}  {plain(report.titel)}"), *lines)))
    if kind == "json":
        return CommandOutput(json_text(rows))
    if not blocks:
        return CommandOutput("", "Inget i de rapporterna frågas det enheter om.\n")
    return CommandOutput(there.fit("\n\n".join(block.rstrip("\n") for block in blocks)) + "\n")


def _check_known(reports: Sequence[tuple[Rapport, Framsteg]], name: str) -> None:
    known = {id_: None for report, _ in reports for id_ in report.register.enheter}
    if name not in known:
        raise Problem(f"Det finns ingen enhet «{name}». Det finns: {', '.join(known)}.", USAGE)


def _unit_line(unit: Läge, day: str | None) -> str:
    left = f"{len(unit.saknas)} kvar" if unit.saknas else ""
    changed = f"ändrad {day}" if day else ""
    name = plain("  " * (unit.nivå + 1) + unit.namn)
    return f"{name:<{_NAME}} {_done(unit):<{_DONE}} {left:<9} {changed}".rstrip()


def _unit_object(report: Rapport, unit: Läge, day: str | None) -> dict[str, Any]:
    (entry,) = _objects(Framsteg((), (unit,)))["enheter"]
    return {"rapport": report.namn, **entry, "ändrad": day}


_COLUMN = 62  # the column where counts stand, so that all of them are seen at a glance
_NARROW = 28  # columns for words that are worth keeping beside a long path
_MUCH_AIR = re.compile("\n{3,}")
_INDENT, _DEEPER = "  ", "    "


def _progress_text(progress: Framsteg, width: int, style: Style = uncoloured) -> str:
    """Every section with what is missing in it, then every unit; at most ``width`` columns where words can break."""
    blocks = [_block(part, width, style) for part in progress.avsnitt]
    if progress.enheter:
        blocks += [f"\n{style('place', 'Per enhet')}", *(_block(unit, width, style) for unit in progress.enheter)]
    return _MUCH_AIR.sub("\n\n", "\n".join(blocks)).strip("\n") + "\n"


def _harmless(words: str) -> str:
    """Harmless wherever a line breaks: one that starts with two colons is a command to a GitHub runner."""
    return plain(words).replace("::", f"{code_point(':')}:")


def _done(part: Läge) -> str:
    """«3 av 8 klara»; a section that nothing is asked of is done."""
    return f"{part.klart} av {part.av} {'klar' if part.av == 1 else 'klara'}" if part.av else "klart"


def _block(part: Läge, width: int, style: Style) -> str:
    name = _cut(_INDENT * part.nivå + _harmless(part.namn), _COLUMN - 2)
    lines = [f"{style('place', name)}{' ' * (_COLUMN - len(name))}{_done(part)}"]
    column = max((len(_where(gap.fynd)) + len(_indent(gap)) for gap in part.saknas), default=0) + 2
    for under, gaps in groupby(part.saknas, key=lambda gap: gap.under):
        lines += [f"{_INDENT}{_cut(_harmless(under), width - 2)}"] if under else []
        lines += [line for gap in gaps for line in _gap(gap, column, width)]
    return "\n".join(["", *lines, ""] if part.saknas else lines)


def _gap(gap: Lucka, column: int, width: int) -> Iterator[str]:
    """The place, which terminals and editors make a link of, and beside it what is missing there."""
    words = textwrap.wrap(_harmless(gap.fynd.message), max(width - column, _NARROW), break_long_words=False)
    yield f"{_indent(gap)}{_where(gap.fynd)}".ljust(column) + words[0]
    yield from (" " * column + line for line in words[1:])


def _indent(gap: Lucka) -> str:
    return _DEEPER if gap.under else _INDENT


def _where(finding: Finding) -> str:
    return f"{_harmless(finding.place.file)}:{finding.place.line}"


def _cut(text_: str, width: int) -> str:
    return text_ if len(text_) <= width else f"{text_[: width - 2].rstrip()} …"


def _objects(progress: Framsteg) -> dict[str, list[dict[str, Any]]]:
    """The same as plain values, for JSON."""
    return {
        "avsnitt": [{"fil": plain(part.id), "rubrik": plain(part.namn), **_counts(part)} for part in progress.avsnitt],
        "enheter": [{"id": unit.id, "namn": plain(unit.namn), **_counts(unit)} for unit in progress.enheter],
    }


def _counts(part: Läge) -> dict[str, Any]:
    return {"klart": part.klart, "av": part.av, "saknas": _gaps(part.saknas)}


def _gaps(gaps: Sequence[Lucka]) -> list[dict[str, str | int]]:
    return [
        {
            "text": plain(gap.fynd.message),
            "under": plain(gap.under),
            "fil": plain(gap.fynd.place.file),
            "rad": gap.fynd.place.line,
            "kolumn": gap.fynd.place.column,
        }
        for gap in gaps
    ]
