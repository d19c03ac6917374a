"""``asn check``: every rule over every report that the filters leave."""

import os
from collections import Counter
from collections.abc import Iterator

import click

from asn.check import RULES
from asn.check.rules import titles
from asn.commands.choices import codes
from asn.commands.confined import Told, confined, limits, tell, timeout
from asn.commands.selection import chosen, filters, judged, located
from asn.commands.swedish import CONTENT, OK, USAGE, Command, Problem, stdout_is_terminal
from asn.finding import Finding, Severity
from asn.load.project import Projekt, load_project
from asn.output import FORMATS
from asn.output.style import style_for
from asn.output.text import render as render_text
from asn.pipeline import Checked, style_faults


@click.command(
    cls=Command,
    help="Kontrollera innehållet mot alla regler. Behöver inga PDF-bibliotek.",
    epilog="Exempel:  asn check --period T1   asn check --output-format json",
)
@filters
@click.option("--output-format", type=click.Choice(list(FORMATS)), default="text", help="Hur fynden skrivs ut.")
@click.option("--select", multiple=True, metavar="KOD", shell_complete=codes, help="Bara regler som börjar med koden.")
@click.option("--ignore", multiple=True, metavar="KOD", shell_complete=codes, help="Inte regler som börjar med koden.")
@click.option("--strict", is_flag=True, help="Räkna varningar som fel.")
@timeout
@click.option("-v", "--verbose", is_flag=True, help="Visa också hur många ställen varje regel har sett på.")
def command(
    *,
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
    root = located()

    def work() -> Told:
        found = load_project(root)
        names = chosen(found, years, periods)
        done = judged(found, names)
        findings = _kept(_all(found, names, done), select, ignore)
        summary = "".join(_summary(done, sum(name in names for name in found.fel_i), verbose=verbose))
        grave = {Severity.FEL, Severity.VARNING} if strict else {Severity.FEL}
        return Told(
            _rendered(findings, output_format, found),
            summary if output_format == "text" else "",
            CONTENT if any(finding.severity in grave for finding in findings) else OK,
        )

    return tell(confined(work, limits(root, timeout)))


def _known(codes: tuple[str, ...]) -> None:
    for code in codes:
        if not any(known.startswith(code) for known in titles()):
            raise Problem(f"Ingen regel börjar med «{code}». Se asn rule.", USAGE)


def _all(found: Projekt, names: tuple[str, ...], judged: list[Checked]) -> set[Finding]:
    folders = tuple(f"content/{name}" for name in names)
    every = len(names) == len(found.rapporter) + len(found.fel_i)
    loading = {f for f in found.fynd if every or f.place.file.startswith(folders) or f.place.file.count("/") == 1}
    loading.update(style_faults(found.root))
    return loading.union(*(check.granskning.fynd for check in judged))


def _kept(findings: set[Finding], select: tuple[str, ...], ignore: tuple[str, ...]) -> list[Finding]:
    kept = [
        f for f in findings if (not select or f.code.startswith(select)) and not (ignore and f.code.startswith(ignore))
    ]
    return sorted(kept)


def _rendered(findings: list[Finding], output_format: str, found: Projekt) -> str:
    if output_format == "text":
        return render_text(findings, found.texter, titles(), style_for(os.environ, terminal=stdout_is_terminal()))
    return FORMATS[output_format](findings, found.texter, titles())


def _summary(judged: list[Checked], unread: int, *, verbose: bool) -> Iterator[str]:
    exceptions = sum(len(check.granskning.undantagna) for check in judged)
    told = f"{len(judged)} {'rapport granskad' if len(judged) == 1 else 'rapporter granskade'}"
    yield f"{told}, {exceptions} undantag.\n"
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
