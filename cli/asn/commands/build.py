"""``asn build``: the reports that the filters leave, through the whole pipeline.

What stands is recognised without reading what the content says. Only if something is left to build are the model, the
checks and the rest imported, by ``asn.commands.building``.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import click

from asn.cache import FORMATS, Standing
from asn.commands import target
from asn.commands.job import Job, Outcome, unaltered
from asn.commands.selection import among, filters, located
from asn.commands.swedish import CONTENT, OK, Command
from asn.load.files import Refused
from asn.load.outline import report_names
from asn.publish import Busy, PublishError, locked
from asn.render.press import Press
from asn.resources import Resources
from asn.sandbox import SECONDS, Limits


@click.command(
    cls=Command,
    help="Bygg rapporter som Markdown, HTML, PDF och öppna data. Oförändrade rapporter byggs inte om.",
    epilog="Exempel:  asn build --period T1   asn build --year 2023 --format html,pdf",
)
@filters
@target.options(FORMATS, "Var rapporterna läggs. Utan valet: build/ i projektet.")
@click.option("--jobs", type=click.IntRange(1), default=1, metavar="N", help="Antal rapporter som byggs samtidigt.")
@click.option("--force", is_flag=True, help="Bygg om också det som är oförändrat.")
@click.option("--strict", is_flag=True, help="Räkna varningar som fel.")
@click.option(
    "--timeout",
    type=click.IntRange(1, 3600),
    default=SECONDS,
    metavar="SEKUNDER",
    help=f"Längsta beräkningstid för en rapport. Utan valet: {SECONDS}.",
)
def command(
    *,
    years: tuple[str, ...],
    periods: tuple[str, ...],
    formats: str,
    out: Path | None,
    jobs: int,
    force: bool,
    strict: bool,
    timeout: int,
) -> int:
    """Build, and tell how each report went."""
    wanted = target.formats(formats, FORMATS)
    root = located()
    names = among(report_names(root), years, periods)
    folder = (out or root / "build").absolute()
    todo = [Job(root, name, folder, wanted, force, strict, Limits(timeout)) for name in names]
    failed = False
    for outcome in _outcomes(todo, jobs):
        click.echo("\n".join(outcome.lines), err=outcome.failed)
        failed |= outcome.failed
    return CONTENT if failed else OK


def _outcomes(todo: list[Job], jobs: int) -> Iterator[Outcome]:
    standing = Standing(todo[0].root)
    changed = [job for job in todo if not _stands(job, standing)]
    made = _made(changed, jobs)
    for job in todo:
        yield next(made) if job in changed else unaltered(job)


def _stands(job: Job, standing: Standing) -> bool:
    """Whether what was built before still is what a build would give; if so it needs no checking anew either."""
    if job.force or job.strict or not (job.out / job.name).is_dir():
        return False
    try:
        with locked(job.out / job.name, job.out):
            return standing.holds(job.name, job.out / job.name, job.formats)
    except (Busy, PublishError, Refused):
        return False  # the build itself meets the same trouble, and tells of it


def _made(todo: list[Job], jobs: int) -> Iterator[Outcome]:
    if len(todo) == 1:
        job = todo[0]
        # Made first of all: it imports the PDF engine while this process reads the content.
        with Press(Resources(job.root), job.limits) if "pdf" in job.formats else nullcontext() as press:
            from asn.commands.building import Shop

            yield Shop(job.root, job.name).build(job, press)
    elif todo:
        from asn.commands.building import build_all

        yield from build_all(todo, jobs)
