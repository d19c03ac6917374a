"""``asn check``: every rule over every report that the filters leave."""

from collections import Counter
from collections.abc import Iterator, Sequence

import click

from asn.check import RULES
from asn.check.rules import titles
from asn.commands.completion import codes
from asn.commands.sandboxed import CommandOutput, confined, limits, tell, timeout
from asn.commands.screen import screen
from asn.commands.selection import (
    checked_reports,
    chosen_names,
    filters,
    from_top,
    is_below,
    prefix,
    project_folder,
    project_of,
)
from asn.commands.swedish import CONTENT, SUCCESS, USAGE, Command, Problem
from asn.finding import Finding, Severity
from asn.load.project import Projekt, load_project
from asn.output.formats import FORMATS
from asn.output.text import TextLayout
from asn.output.text import render as render_text
from asn.period import order_of
from asn.pipeline import Checked, style_faults

_BY_PROJECT = {"json"}
"""Formats that name files from the project, as the editor knows them; all others from the repository's top."""


@click.command(
    cls=Command,
    help="Kontrollera innehållet mot alla regler. Behöver inga PDF-bibliotek. Med filer: bara det som gäller dem.",
    epilog="Exempel:  asn check --period T1   asn check content/2023/T1/mal.yaml   asn check --output-format json",
)
@click.argument("files", nargs=-1, metavar="[FIL]…", type=click.Path())
@filters
@click.option("--output-format", type=click.Choice(list(FORMATS)), default="text", help="Hur fynden skrivs ut.")
@click.option("--select", multiple=True, metavar="KOD", shell_complete=codes, help="Bara regler som börjar med koden.")
@click.option("--ignore", multiple=True, metavar="KOD", shell_complete=codes, help="Inte regler som börjar med koden.")
@click.option("--strict", is_flag=True, help="Räkna varningar som fel.")
@timeout
@click.option(
    "-v", "--verbose", is_flag=True, help="Visa varje fynd för sig, och hur många ställen varje regel har sett på."
)
def command(
    *,
    files: tuple[str, ...],
    years: tuple[str, ...],
    periods: tuple[str, ...],
    output_format: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    timeout: int | None,
    verbose: bool,
) -> int:
    """Run the checks and say what they found."""
    _known((*select, *ignore))
    root, only = project_of(files) if files else (project_folder(), ())
    there, before = screen(), prefix(root)

    def work() -> CommandOutput:
        project = load_project(root)
        names = _touched(chosen_names(project, years, periods), only)
        done = checked_reports(project, names)
        kept = _kept(_all(project, names, done), select, ignore)
        findings = [one for one in kept if not only or is_below(one.place.file, only)]
        grave = {Severity.FEL, Severity.VARNING} if strict else {Severity.FEL}
        code = CONTENT if any(finding.severity in grave for finding in findings) else SUCCESS
        if output_format != "text":
            return CommandOutput(_rendered(findings, output_format, project, before), "", code)
        unread = [name for name in project.fel_i if name in names]
        stopped = (*unread, *(one.rapport.namn for one in done if not one.får_byggas))
        blocked = sorted(stopped, key=lambda name: order_of(name, project.perioder))
        layout = TextLayout(there.style, there.width, *([len(findings) + 1] if verbose else []))
        summary = "".join(_summary(done, len(unread), verbose=verbose))
        return CommandOutput(render_text(findings, project.texter, titles(), layout, blocked), summary, code)

    return tell(confined(work, limits(root, timeout)))


def _touched(names: tuple[str, ...], only: tuple[str, ...]) -> tuple[str, ...]:
    """The reports that findings in some files can come from."""
    own = tuple(name for name in names if any(is_below(file, (f"content/{name}",)) for file in only))
    inside = all(any(is_below(file, (f"content/{name}",)) for name in names) for file in only)
    return own if only and inside else names


def _known(codes: tuple[str, ...]) -> None:
    for code in codes:
        if not any(known.startswith(code) for known in titles()):
            raise Problem(f"Ingen regel börjar med «{code}». Se asn rule.", USAGE)


def _all(project: Projekt, names: tuple[str, ...], judged: list[Checked]) -> set[Finding]:
    folders = tuple(f"content/{name}" for name in names)
    every = len(names) == len(project.rapporter) + len(project.fel_i)
    loading = {f for f in project.fynd if every or f.place.file.startswith(folders) or f.place.file.count("/") == 1}
    loading.update(style_faults(project.root))
    return loading.union(*(check.fynd for check in judged))


def _kept(findings: set[Finding], select: tuple[str, ...], ignore: tuple[str, ...]) -> list[Finding]:
    kept = [
        f for f in findings if (not select or f.code.startswith(select)) and not (ignore and f.code.startswith(ignore))
    ]
    return sorted(kept)


def _rendered(findings: Sequence[Finding], output_format: str, project: Projekt, before: str) -> str:
    if output_format in _BY_PROJECT:
        return FORMATS[output_format](findings, project.texter, titles())
    texts = {before + name: text for name, text in project.texter.items()}
    return FORMATS[output_format](from_top(findings, before), texts, titles())


def _summary(judged: list[Checked], unread: int, *, verbose: bool) -> Iterator[str]:
    exceptions = sum(len(check.granskning.undantagna) for check in judged)
    text = f"{len(judged)} {'rapport granskad' if len(judged) == 1 else 'rapporter granskade'}"
    yield f"{text}, {exceptions} undantag.\n"
    if unread:
        reports = "rapport" if unread == 1 else "rapporter"
        yield f"{unread} {reports} kan inte granskas förrän felen ovan är rättade.\n"
    if verbose:
        places: Counter[str] = Counter()
        for check in judged:
            places.update(check.granskning.platser)
        for rule in RULES:
            count = places[rule.code]
            yield f"  {rule.code} {rule.title}: {count} {'ställe' if count == 1 else 'ställen'}\n"
