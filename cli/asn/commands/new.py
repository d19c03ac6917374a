"""``asn new``: a period is started from an earlier one, and from the year's plan."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from asn.commands import target
from asn.commands.completion import periods_of_kinds, reports
from asn.commands.sandboxed import CommandOutput, confined, limits, timeout
from asn.commands.screen import confirm, say
from asn.commands.selection import project_folder
from asn.commands.swedish import USAGE, Command, Problem
from asn.files import FileChange, below, write
from asn.load.project import Projekt, load_project
from asn.load.registers import meant_period
from asn.model.avsnitt.plan import löften
from asn.model.report import Rapport
from asn.period import Period
from asn.succession import Basis, begin


@click.command(
    cls=Command,
    help="Börja en ny period från en tidigare och från årets nämndplan. Mål, risker, uppdrag och målnivåer följer med; "
    "utfall och text blir tomma. Filer som redan finns lämnas orörda.",
    epilog="Exempel:  asn new --year 2025 --period T1 --plan 2025/plan",
)
@click.option("--year", required=True, metavar="ÅR", help="Det nya året.")
@click.option(
    "--period",
    required=True,
    metavar="PERIOD",
    shell_complete=periods_of_kinds,
    help="En av perioderna i rapportslag.yaml.",
)
@click.option(
    "--from",
    "source",
    metavar="ÅR/PERIOD",
    shell_complete=reports,
    help="Perioden att utgå från. Utan valet: samma period året före.",
)
@click.option(
    "--plan",
    "promise",
    metavar="ÅR/PERIOD",
    shell_complete=reports,
    help="Nämndplanen som målen, riskerna och uppdragen hämtas ur. Utan valet: årets plan, när den är fastställd.",
)
@timeout
def command(*, year: str, period: str, source: str | None, promise: str | None, timeout: int | None) -> None:
    """Write the files that aren't there yet."""
    if not re.fullmatch(r"20\d{2}", year):
        raise Problem(f"«{year}» är inget årtal mellan 2000 och 2099.", USAGE)
    root = project_folder()

    def work() -> CommandOutput:
        project = load_project(root)
        if period not in project.perioder:
            raise Problem(f"«{period}» är ingen period. {meant_period(period, project.perioder)}", USAGE)
        basis = _basis(project, int(year), project.perioder[period], source, promise)
        begun = begin(basis)
        origins = ((name, begun.ur.get(name)) for name in begun.filer)
        out = "".join(f"{name}: {f'ny, {origin}' if origin else 'ny'}\n" for name, origin in origins)
        left = "".join(f"{name}\n" for name in begun.utan_plats)
        beside = sorted(basis.tidigare.bredvid.files) if basis.tidigare else []
        return CommandOutput(
            out,
            f"{left}\0{''.join(f'{name}{chr(10)}' for name in beside)}",
            files=tuple((name, text.encode()) for name, text in begun.filer.items()),
        )

    output = confined(work, limits(root, timeout))
    origins = dict(line.split(": ", 1) for line in output.out.splitlines())
    confirm("\n".join(_written(root, f"content/{year}/{period}", output.files, origins)))
    left, _, beside = output.err.partition("\0")
    if left:
        say(f"Rapportslaget har ingen plats för de här filerna, så de följer inte med:\n{left}")
    if beside:
        say(f"Bilder och bilagor hör till sin period, så de här följer inte med:\n{beside}")
    say(f"Nästa steg: fyll i filerna och kör asn check --period {year}/{period}.")


def _basis(project: Projekt, year: int, period: Period, source: str | None, promise: str | None) -> Basis:
    """What the new period is begun from.

    Raises:
        Problem: if there is nothing to begin from, or it is no plan.
    """
    named = _report(project, source) if source else None
    plan = _report(project, promise) if promise else None
    if plan and not plan.tid.planerar:
        raise Problem(f"{promise} är ingen plan: den följer redan upp målen. Välj den med --from i stället.", USAGE)
    if not period.planerar and named and named.tid.planerar:  # a plan has the goals, but no report's shape
        plan, named = plan or named, None
    elif not period.planerar and not plan and not (named and named.år == year):
        plan = _adopted_plan(project, year)
    earlier = named or (None if source else _earlier(project, year, period, plan))
    if earlier and earlier.år == year and not promise:
        plan = None  # it has the plan's goals already, with what the year has told of them
    base = earlier or plan
    if base is None:
        raise _nothing(project, source or f"{year - 1}/{period.id}")
    yaml = {name: data for name, data in project.filer.items() if name.endswith(".yaml")}
    return Basis(year, period, base.register.slag_för(period.id) or base.slag, yaml, earlier, plan)


def _report(project: Projekt, name: str) -> Rapport:
    report = project.rapport(name)
    if report is None:
        raise _nothing(project, name)
    return report


def _nothing(project: Projekt, name: str) -> Problem:
    there = ", ".join(other.namn for other in project.rapporter)
    if not there:
        return Problem(
            f"Det finns ingen läsbar rapport att utgå från, inte heller {name}. asn check säger varför.", USAGE
        )
    return Problem(f"Det finns ingen läsbar rapport {name} att utgå från. Välj en med --from: {there}.", USAGE)


def _adopted_plan(project: Projekt, year: int) -> Rapport | None:
    plans = (report for report in reversed(project.rapporter) if report.år == year and report.tid.planerar)
    return next((report for report in plans if not report.utkast and any(löften(report))), None)


def _earlier(project: Projekt, year: int, period: Period, plan: Rapport | None) -> Rapport | None:
    """The same period of the year before; beside a plan else the latest of the same kind, or of any that follows up."""
    same = project.rapport(f"{year - 1}/{period.id}")
    if same or not plan:
        return same
    before = [report for report in reversed(project.rapporter) if report.ordning < period.ordning(year)]
    alike = (report for report in before if period.id in report.slag.perioder)
    return next(alike, None) or next((report for report in before if not report.tid.planerar), None)


def _written(root: Path, folder: str, files: Iterable[tuple[str, bytes]], origins: Mapping[str, str]) -> Iterator[str]:
    """Write the files that aren't there, all or none: what an editor has begun to write is never overwritten."""
    with target.writing(root / folder):
        there = set(below(root, folder))
        new = {f"{folder}/{name}": data for name, data in files}
        write(root, [FileChange(name, None, data) for name, data in new.items() if name not in there])
    for name in new:
        text = "finns redan, lämnas orörd" if name in there else origins[name.removeprefix(f"{folder}/")]
        yield f"{name}: {text}"
