"""``asn build``: the reports that the filters leave, through the whole pipeline."""

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import click

from asn.commands.selection import chosen, filters, project
from asn.commands.swedish import CONTENT, OK, USAGE, Command, Problem
from asn.finding import Severity
from asn.load import load_project
from asn.load.project import Projekt
from asn.model.report import Rapport
from asn.output.text import block, lines_of
from asn.pipeline import FORMATS, Checked, checked, fingerprint, output_names, outputs
from asn.publish import Busy, PublishError, locked, publish, unchanged
from asn.resources import Refused, Resources


@dataclass(frozen=True, slots=True)
class Job:
    """One report to build, as a worker process is told of it."""

    root: Path
    name: str
    out: Path
    formats: tuple[str, ...]
    force: bool
    strict: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build went: what to tell, and whether it failed."""

    lines: tuple[str, ...]
    failed: bool = False


@click.command(
    cls=Command,
    help="Bygg rapporter som Markdown, HTML, PDF och öppna data. Oförändrade rapporter byggs inte om.",
    epilog="Exempel:  asn build --period T1   asn build --year 2023 --format html,pdf",
)
@filters
@click.option(
    "--format",
    "formats",
    default=",".join(FORMATS),
    metavar="FORMAT",
    help="md, html, pdf, data; flera med komma emellan. Utan valet: alla.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="MAPP",
    help="Var rapporterna läggs. Utan valet: build/ i projektet.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, metavar="N", help="Antal rapporter som byggs samtidigt.")
@click.option("--force", is_flag=True, help="Bygg om också det som är oförändrat.")
@click.option("--strict", is_flag=True, help="Räkna varningar som fel.")
def command(
    *,
    years: tuple[str, ...],
    periods: tuple[str, ...],
    formats: str,
    out: Path | None,
    jobs: int,
    force: bool,
    strict: bool,
) -> int:
    """Build, and tell how each report went."""
    wanted = _formats(formats)
    found = project()
    names = chosen(found, years, periods)
    todo = [Job(found.root, name, (out or found.root / "build").absolute(), wanted, force, strict) for name in names]
    failed = False
    for outcome in _outcomes(found, todo, jobs):
        click.echo("\n".join(outcome.lines), err=outcome.failed)
        failed |= outcome.failed
    return CONTENT if failed else OK


def _formats(told: str) -> tuple[str, ...]:
    wanted = [name.strip() for name in told.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise Problem(f"Formatet «{', '.join(unknown) or told}» finns inte. Det finns: {', '.join(FORMATS)}.", USAGE)
    return tuple(name for name in FORMATS if name in wanted)


def _outcomes(found: Projekt, todo: list[Job], jobs: int) -> Iterator[Outcome]:
    if jobs == 1 or len(todo) == 1:
        yield from (_build(found, job) for job in todo)
        return
    with ProcessPoolExecutor(max_workers=min(jobs, len(todo))) as pool:
        yield from pool.map(_build_in_worker, todo)


def _build_in_worker(job: Job) -> Outcome:
    return _build(_loaded(job.root), job)


@lru_cache(maxsize=1)
def _loaded(root: Path) -> Projekt:
    # Only in a worker process, which lives no longer than its build.
    return load_project(root)


def _build(found: Projekt, job: Job) -> Outcome:
    """Build one report; whatever is wrong with the content or the machine becomes the outcome's words."""
    started = time.perf_counter()
    report = found.rapport(job.name)
    if report is None:
        return _unreadable(job.name, found)
    if not job.strict and _stands(found, report, job):
        return Outcome((f"{job.name}: oförändrad",))
    judged = checked(found, report)
    if not judged.får_byggas or (job.strict and any(f.severity is not Severity.RÅD for f in judged.fynd)):
        return _refused(judged, found)
    try:
        made = _published(found, judged, job)
    except (Busy, PublishError) as why:
        return Outcome((f"{job.name}: {why}",), failed=True)
    except _Stopped as why:
        kept = ("Den förra rapporten ligger kvar orörd.",) if (job.out / job.name).is_dir() else ()
        return Outcome((f"{job.name}: {why}", *kept), failed=True)
    if made is None:
        return Outcome((f"{job.name}: oförändrad",))
    names = ", ".join(name for name in made if name.startswith(report.filnamn))
    seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
    told = f"{job.name}: {report.titel} byggd på {seconds} s i {_short(job.out / job.name)}/ ({names})"
    return Outcome((told, *_draft(judged)))


def _stands(found: Projekt, report: Rapport, job: Job) -> bool:
    """Whether what was built before still is what a build would give; if so it needs no checking anew either."""
    if job.force or not (job.out / job.name).is_dir():
        return False
    try:
        with locked(job.out / job.name, job.out), _told_of_rendering():
            print_ = fingerprint(found, report, Resources(job.root))
            return unchanged(job.out / job.name, print_, output_names(report, job.formats))
    except (Busy, PublishError, _Stopped):
        return False  # the build itself meets the same trouble, and tells of it


class _Stopped(Exception):  # noqa: N818 - it says what happened
    """The report can't be rendered; the message is Swedish."""


def _published(found: Projekt, judged: Checked, job: Job) -> tuple[str, ...] | None:
    """The names of what was written, or None if nothing had changed."""
    folder, resources = job.out / job.name, Resources(job.root)
    with _told_of_rendering():
        print_ = fingerprint(found, judged.rapport, resources)
    with locked(folder, job.out):
        if not job.force and unchanged(folder, print_, output_names(judged.rapport, job.formats)):
            return None
        with _told_of_rendering():
            made = outputs(found, judged, resources, job.formats)
        publish(folder, made, print_, job.out)
    return tuple(output.name for output in made)


@contextmanager
def _told_of_rendering() -> Iterator[None]:
    """What can go wrong with templates and the PDF engine, as one kind of trouble."""
    from asn.render.pdf import PdfEngineMissing, PdfError
    from asn.render.template import TemplateFault

    try:
        yield
    except PdfError as why:
        raise _Stopped("PDF:en kunde inte byggas. " + " ".join(why.messages)) from why
    except Refused as why:
        raise _Stopped(f"En av projektets mallar kan inte läsas. {why}") from why
    except (PdfEngineMissing, TemplateFault) as why:
        raise _Stopped(str(why)) from why


def _short(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def _draft(judged: Checked) -> tuple[str, ...]:
    if not judged.rapport.utkast:
        return ()
    count = len(judged.fynd)
    if not count:
        return ("  utkast: inget kvar att göra.",)
    return (
        f"  utkast: {count} {'sak' if count == 1 else 'saker'} kvar att göra, se slutet av rapporten eller asn check.",
    )


def _unreadable(name: str, found: Projekt) -> Outcome:
    findings = [f for f in found.fynd if f.place.file.startswith(f"content/{name}") or f.place.file.count("/") == 1]
    lines = lines_of(findings, found.texter)
    shown = [block(finding, lines[finding.place.file]) for finding in findings]
    return Outcome((f"{name}: kan inte byggas, för filerna går inte att läsa.", *shown), failed=True)


def _refused(judged: Checked, found: Projekt) -> Outcome:
    grave = [f for f in judged.fynd if f.severity is not Severity.RÅD]
    lines = lines_of(grave, found.texter)
    shown = [block(finding, lines[finding.place.file]) for finding in grave]
    why = "--strict räknar varningar som fel." if judged.får_byggas else "En fastställd rapport får inte ha fel."
    told = f"{judged.rapport.namn}: byggs inte. {why}"
    return Outcome((told, *shown), failed=True)
