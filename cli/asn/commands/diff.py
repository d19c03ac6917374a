"""``asn diff``: what changed between two periods, or between two versions of one."""

from contextlib import suppress
from pathlib import Path

import click

from asn.commands.completion import reports
from asn.commands.sandboxed import CommandOutput, confined, limits, tell, timeout
from asn.commands.screen import Screen, screen
from asn.commands.selection import missing_report, project_folder
from asn.commands.swedish import CONTENT, SUCCESS, USAGE, Command, Problem
from asn.comparison import compare_versions, compared, compared_common
from asn.comparison.change import Comparison
from asn.comparison.output import OUTPUTS, text
from asn.files import MAX_BYTES, InMemory, Refused, below, read_file
from asn.load.project import Projekt, load_project
from asn.model.report import Rapport
from asn.output.terminal import USUAL_WIDTH
from asn.repository import GitFault, NoRevision, files_at

_TEMPLATES = "templates/"


@click.command(
    cls=Command,
    help="Visa vad som skiljer två perioder, eller en period från hur den var i en tidigare version: ljus som vänt, "
    "risker som flyttats, pengar, tabeller, text och varje annat fält som ändrats. Med --since och utan period: alla "
    "ändrade rapporter, och det som de delar.",
    epilog="Exempel:  asn diff 2022/T1 2023/T1   asn diff 2023/T1 --since main",
)
@click.argument("names", nargs=-1, metavar="[ÅR/PERIOD]…", shell_complete=reports)
@click.option(
    "--since", metavar="VERSION", help="Jämför med hur det var då: en gren, en tagg eller ett commit-id i git."
)
@click.option("--output-format", type=click.Choice(list(OUTPUTS)), default="text", help="Hur skillnaderna skrivs ut.")
@timeout
def command(*, names: tuple[str, ...], since: str | None, output_format: str, timeout: int | None) -> int:
    """Print the differences."""
    root, there = project_folder(), screen()
    if since is None and len(names) != 2:  # noqa: PLR2004 - two periods are compared
        raise Problem("Skriv två perioder, 2022/T1 2023/T1, eller en period och --since VERSION.", USAGE)
    # Git is asked here: in the sandbox no program can be run.
    then = None if since is None else _files(root, since)

    def work() -> CommandOutput:
        project = load_project(root)
        if since is None or then is None:
            before, after = (_report(project, name) for name in names)
            comparisons = [compared(before, after, (before.namn, after.namn))]
        else:
            comparisons = _since(project, then, names, since)
        unread = [
            f"asn: {name} kan inte läsas. Kör asn check --period {name}.\n" for name in names if name in project.fel_i
        ]
        return CommandOutput(
            _rendered(comparisons, output_format, there), "".join(unread[:1]), CONTENT if unread else SUCCESS
        )

    return tell(confined(work, limits(root, timeout)))


def _rendered(comparisons: list[Comparison], output_format: str, there: Screen) -> str:
    if output_format != "text":
        return OUTPUTS[output_format](comparisons)
    return text(comparisons, there.width or USUAL_WIDTH, there.style)


def _since(project: Projekt, files: dict[str, bytes], names: tuple[str, ...], since: str) -> list[Comparison]:
    """The reports, and what they share, as they were against as they are."""
    earlier = _earlier(project.root, files, since)
    try:
        comparisons = compare_versions(earlier, project, since, names)
    except KeyError as why:
        raise missing_report(project, str(why.args[0])) from None
    templates = {name: data[:MAX_BYTES] for name, data in files.items() if name.startswith(_TEMPLATES)}
    common = compared_common((earlier, project), (templates, _templates(project.root)), since)
    if common.läge:
        return [common, *comparisons]
    # That a report's own files are the same says nothing of the report, where what it shares isn't.
    return comparisons if common.lika else [*(one for one in comparisons if not one.lika), common]


def _files(root: Path, since: str) -> dict[str, bytes]:
    try:
        return files_at(root, since)
    except NoRevision as why:
        raise Problem(str(why), CONTENT if isinstance(why, GitFault) else USAGE) from None


def _earlier(root: Path, files: dict[str, bytes], since: str) -> Projekt:
    content = {name: data for name, data in files.items() if not name.startswith(_TEMPLATES)}
    if not content:
        raise Problem(f"I versionen «{since}» fanns inget innehåll i content/.", USAGE)
    return load_project(root, source=InMemory(content))


def _templates(root: Path) -> dict[str, bytes]:
    """The project's own templates and style sheets, as they are."""
    files = {}
    with suppress(Refused):
        for file in below(root, _TEMPLATES.rstrip("/")):
            with suppress(Refused, FileNotFoundError):  # a link is no file, in a commit either
                files[file] = read_file(root, file)
    return files


def _report(project: Projekt, name: str) -> Rapport:
    report = project.rapport(name)
    if report is None and name in project.fel_i:
        raise Problem(f"{name} kan inte läsas. Kör asn check --period {name}.", CONTENT)
    if report is None:
        raise missing_report(project, name)
    return report
