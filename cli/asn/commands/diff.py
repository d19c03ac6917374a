"""``asn diff``: what changed between two periods, or between two versions of one."""

import tempfile
from pathlib import Path

import click

from asn.commands.choices import reports
from asn.commands.selection import project
from asn.commands.swedish import CONTENT, OK, USAGE, Command, Problem
from asn.comparison import Comparison, compared
from asn.comparison.output import FORMATS
from asn.load.project import Projekt, load_project
from asn.model.report import Rapport
from asn.revision import NoRevision, content_at


@click.command(
    cls=Command,
    help="Visa vad som skiljer två perioder, eller en period från hur den var i en tidigare version: ljus som vänt, "
    "risker som flyttats, pengar, tabeller och text som ändrats. Med --since och utan period: alla ändrade rapporter.",
    epilog="Exempel:  asn diff 2022/T1 2023/T1   asn diff 2023/T1 --since main",
)
@click.argument("names", nargs=-1, metavar="[ÅR/PERIOD]…", shell_complete=reports)
@click.option(
    "--since", metavar="VERSION", help="Jämför med hur det var då: en gren, en tagg eller ett commit-id i git."
)
@click.option("--output-format", type=click.Choice(list(FORMATS)), default="text", help="Hur skillnaderna skrivs ut.")
def command(*, names: tuple[str, ...], since: str | None, output_format: str) -> int:
    """Print the differences."""
    found = project()
    if since is None:
        if len(names) != 2:  # noqa: PLR2004 - two periods are compared
            raise Problem("Skriv två perioder, 2022/T1 2023/T1, eller en period och --since VERSION.", USAGE)
        before, after = (_report(found, name) for name in names)
        made = [compared(before, after, (before.namn, after.namn))]
    else:
        made = _since(found, names, since)
    click.echo(FORMATS[output_format](made), nl=False)
    return OK


def _since(found: Projekt, names: tuple[str, ...], since: str) -> list[Comparison]:
    """Each report as it was against as it is; without names those that aren't the same."""
    earlier = _earlier(found.root, since)
    afters = [_report(found, name) for name in names] or list(found.rapporter)
    made = []
    for after in afters:
        before = earlier.rapport(after.namn)
        if before is None and after.namn in earlier.fel_i:
            raise Problem(f"{after.namn} gick inte att läsa i versionen «{since}».", CONTENT)
        if before is not None:
            made.append(compared(before, after, (f"{after.namn} i {since}", "nu")))
        else:
            click.echo(f"{after.namn} är ny: den fanns inte i «{since}».", err=True)
    for name in () if names else found.fel_i:
        click.echo(f"{name} kan inte läsas, och är inte med. Kör asn check --period {name}.", err=True)
    return [one for one in made if names or not one.lika]


def _earlier(root: Path, since: str) -> Projekt:
    try:
        files = content_at(root, since)
    except NoRevision as why:
        raise Problem(str(why), USAGE) from None
    if not files:
        raise Problem(f"I versionen «{since}» fanns inget innehåll i content/.", USAGE)
    with tempfile.TemporaryDirectory(prefix="asn-") as name:
        folder = Path(name)
        for file, data in files.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return load_project(folder)


def _report(found: Projekt, name: str) -> Rapport:
    report = found.rapport(name)
    if report is None and name in found.fel_i:
        raise Problem(f"{name} kan inte läsas. Kör asn check --period {name}.", CONTENT)
    if report is None:
        there = ", ".join(other.namn for other in found.rapporter)
        raise Problem(f"Det finns ingen rapport {name}. Det finns: {there}.", USAGE)
    return report
