"""One report through the whole pipeline, and how it is told: whatever is wrong becomes words, at its place."""

import gc
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from contextvars import ContextVar
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from asn.cache import output_names
from asn.commands import target
from asn.commands.job import Job, Outcome, unaltered
from asn.finding import Severity
from asn.fingerprint import fingerprint
from asn.load.project import Projekt, load_project
from asn.output.text import block, lines_of
from asn.period import order_of
from asn.pipeline import Checked, checked, import_stages, sources
from asn.publish import Busy, PublishError, locked, publish, unchanged
from asn.render.pdf import PdfEngineMissing, PdfError, import_engine
from asn.render.press import Press
from asn.render.template import TemplateFault
from asn.rendering import Order, Rendering
from asn.resources import Refused, Resources
from asn.sandbox import Ended, can_fork

_LONGER = "Är den verkligen så stor: asn build --timeout 60."


class Shop:
    """A project, read up to a report, and what its reports are made with: the same for all that one command builds."""

    def __init__(self, root: Path, latest: str) -> None:
        self._project = load_project(root, latest=latest)
        self._resources = Resources(root)
        self._opened = time.process_time()

    def build(self, job: Job, press: Press | None) -> Outcome:
        """Build one report; ``press`` makes its PDF, if it is to have one."""
        started, working = time.perf_counter(), time.process_time()
        report = self._project.rapport(job.name)
        if report is None:
            return _unreadable(job.name, self._project)
        try:
            with Rendering(Order(self._project, report, self._resources, job.formats), press) as rendering:
                if not report.utkast:
                    # Beside the checks, of which an adopted report's page says nothing.
                    rendering.begin((), job.limits.less(self._opened))
                judged = checked(self._project, report)
                if not judged.får_byggas or (job.strict and any(f.severity is not Severity.RÅD for f in judged.fynd)):
                    return _refused(judged, self._project)
                # Reading and checking count too: what a stranger wrote is to be done with in good time.
                left = job.limits.less(self._opened + time.process_time() - working)
                made = self._published(judged, replace(job, limits=left), rendering)
        except (Busy, PublishError) as why:
            return Outcome((f"{job.name}: {why}",), failed=True)
        except _Stopped as why:
            kept = ("Den förra rapporten ligger kvar orörd.",) if (job.out / job.name).is_dir() else ()
            return Outcome((f"{job.name}: {why}", *kept), failed=True)
        if made is None:
            return unaltered(job)
        names = ", ".join(name for name in made if name.startswith(report.filnamn))
        seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
        told = f"{job.name}: {report.titel} byggd på {seconds} s i {target.short(job.out / job.name)}/ ({names})"
        return Outcome((told, *_draft(judged)))

    def build_alone(self, job: Job) -> Outcome:
        """Build one report with a press of its own."""
        with Press(self._resources, job.limits) if "pdf" in job.formats else nullcontext() as press:
            return self.build(job, press)

    def size(self, job: Job) -> int:
        """Bytes of a report's own files, which tell how long it takes."""
        own = f"content/{job.name}/"
        return sum(len(data) for name, data in self._project.filer_för((job.name,)).items() if name.startswith(own))

    def _published(self, judged: Checked, job: Job, rendering: Rendering) -> tuple[str, ...] | None:
        """The names of what was written, or None if nothing had changed."""
        folder = job.out / job.name
        with _told_of_rendering():
            print_ = fingerprint(sources(self._project, judged.rapport), self._resources)
        with locked(folder, job.out):
            names = output_names(judged.rapport.filnamn, job.formats)
            if not job.force and unchanged(folder, print_, names):
                return None
            with _told_of_rendering():
                made = rendering.outputs(judged, job.limits)
            publish(folder, made, print_, job.out)
        return tuple(output.name for output in made)


_SHOP: ContextVar[Shop] = ContextVar("shop")
"""Where a worker process works: made by the process that it was forked from."""


def build_all(todo: list[Job], jobs: int) -> Iterator[Outcome]:
    """Build several reports, ``jobs`` at a time, in order.

    What all need, the content, the rules, the formats and the PDF engine, is read once: the children are forked with
    it in their memory.
    """
    shop = Shop(todo[0].root, max((job.name for job in todo), key=order_of))
    import_stages()
    if "pdf" in todo[0].formats and sys.platform != "darwin":  # macOS' own libraries don't bear a fork
        with suppress(PdfEngineMissing):  # each report tells of it
            import_engine()
    if jobs == 1 or not can_fork():
        yield from map(shop.build_alone, todo)
        return
    gc.freeze()
    fork = get_context("fork")
    with ProcessPoolExecutor(min(jobs, len(todo)), fork, initializer=_SHOP.set, initargs=(shop,)) as pool:
        # The largest first, so that no worker is alone with a large one in the end.
        made = {job: pool.submit(_build_in_worker, job) for job in sorted(todo, key=shop.size, reverse=True)}
        try:
            yield from (made[job].result() for job in todo)
        finally:
            pool.shutdown(cancel_futures=True)


def _build_in_worker(job: Job) -> Outcome:
    return _SHOP.get().build_alone(job)


class _Stopped(Exception):  # noqa: N818 - it says what happened
    """The report can't be rendered; the message is Swedish."""


@contextmanager
def _told_of_rendering() -> Iterator[None]:
    """What can go wrong with templates and the PDF engine, as one kind of trouble."""
    try:
        yield
    except PdfError as why:
        raise _Stopped("PDF:en kunde inte byggas. " + " ".join(why.messages)) from why
    except Refused as why:
        raise _Stopped(f"En av projektets mallar kan inte läsas. {why}") from why
    except Ended as why:
        raise _Stopped(f"Rapporten blev inte klar. {why} {_LONGER}") from why
    except (PdfEngineMissing, TemplateFault) as why:
        raise _Stopped(str(why)) from why


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
