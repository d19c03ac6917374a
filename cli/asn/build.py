"""One report, from its files to its outputs: what is done in the sandbox for every command that makes one.

Whoever asks for a report is given bytes: what to tell, and the files or none of them. Only then is anything published.
"""

import gc
import json
import os
import select
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import Any, Protocol

from asn.cache import TYPST, WEASYPRINT, fingerprint, output_names, word_template_files
from asn.finding import Finding, Severity
from asn.load.outline import periods
from asn.load.project import Projekt, load_project, next_report_sheet
from asn.output.plain import plain, plain_lines
from asn.output.terminal import screen_width
from asn.output.text import TextLayout, blocks, verdict_of
from asn.pdf_jobs import sources
from asn.period import order_of
from asn.pipeline import Checked, adoption, checked, computed, misfit_findings, outputs
from asn.publish import Fingerprint, Output
from asn.publish.manifest import is_of
from asn.render.pdf import PdfEngineMissing, PdfError, import_engine
from asn.render.template import TemplateFault
from asn.resources import Refused, Resources
from asn.sandbox import Child, Ended, Limits, can_fork, packed, unpacked

_TOLD = "besked.json"
_SHOWN = 50  # findings of a report that can't be built


class Maker(Protocol):
    """What makes a report's files, as :func:`asn.pipeline.outputs` does."""

    def __call__(
        self, project: Projekt, judged: Checked, resources: Resources, *, engine: str
    ) -> tuple[Output, ...]: ...


class NotReady(Exception):  # noqa: N818 - it says what is the case
    """A report that its maker doesn't make anything of; the message is Swedish."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What is to be built: a report, in what formats, and the manifest of what stands, if it needn't be built again.

    ``engine`` makes the PDF.
    """

    name: str
    formats: tuple[str, ...]
    strict: bool = False
    manifest: Mapping[str, Any] | None = None
    engine: str = WEASYPRINT
    template: bytes = b""
    """A municipality's own file for Word."""
    make: "Maker | None" = None
    """What makes the files; None makes the report in its formats."""


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a request: the report's files, or why there are none.

    ``messages`` are Swedish; without ``failed`` and without outputs the report is unchanged. ``stopped`` tells that it
    failed while it was made. ``seconds`` are on the clock.
    """

    name: str
    failed: bool = False
    stopped: bool = False
    seconds: float = 0.0
    messages: tuple[str, ...] = ()
    title: str = ""
    file_name: str = ""
    fingerprint: Fingerprint = field(default_factory=lambda: Fingerprint({}, {}))
    outputs: tuple[Output, ...] = ()

    def packed(self) -> bytes:
        """All of it, as bytes."""
        head = json.dumps(asdict(replace(self, outputs=()))).encode()
        return packed([(_TOLD, head), *((one.name, one.data) for one in self.outputs)])


def unpacked_built(data: bytes) -> Built:
    """What :meth:`Built.packed` gave."""
    (_, head), *files = unpacked(data)
    fields = json.loads(head)
    fields |= {"messages": tuple(fields["messages"]), "fingerprint": Fingerprint(**fields["fingerprint"])}
    return Built(**fields | {"outputs": tuple(starmap(Output, files))})


def build(project: Projekt, resources: Resources, request: BuildRequest) -> Built:
    """Check, compute and render one report of a project that has been loaded."""
    started = time.perf_counter()
    report = project.rapport(request.name)
    if report is None:
        return _unreadable(request.name, project)
    judged = checked(project, report)
    if not judged.får_byggas or (request.strict and any(one.severity is not Severity.RÅD for one in judged.fynd)):
        return _refused(judged, project)
    try:
        files = sources(project, report) | next_report_sheet(project, report)
        made_of = replace(
            fingerprint(files | word_template_files(resources), resources, request.engine),
            about=adoption(report, os.environ),
        )
        names = () if request.make else output_names(report.filnamn, request.formats)
        if request.manifest and is_of(request.manifest, made_of, names):
            return Built(request.name)
        make = request.make or partial(outputs, formats=request.formats)
        results = make(project, judged, resources, engine=request.engine)
    except PdfError as why:
        return _unprinted(why, judged, project)
    except Refused as why:
        return _stopped(request.name, f"En av projektets mallar kan inte läsas. {why}")
    except NotReady as why:
        return Built(request.name, failed=True, messages=(str(why),))
    except (PdfEngineMissing, TemplateFault) as why:
        return _stopped(request.name, str(why))
    return Built(
        request.name,
        seconds=time.perf_counter() - started,
        messages=(*_left_to_do(judged), *_unread(resources, request)),
        title=plain(report.titel),
        file_name=report.filnamn,
        fingerprint=made_of,
        outputs=results,
    )


def builds(root: Path, requests: Sequence[BuildRequest], at_once: int, limits: Limits) -> Iterator[bytes]:
    """Load a project, and build some of its reports, each in a child of its own; as they get ready, packed.

    What all need, the content, the rules, the formats and the PDF engine, is read once: the children are forked with
    it in their memory.

    Raises:
        WordTemplateError: if the municipality's own file for Word can't be used.
    """
    known = periods(root)
    names = [request.name for request in requests]
    project = load_project(root, latest=max(names, key=lambda name: order_of(name, known)))
    resources = Resources(root, word=requests[0].template)
    _import_stages(requests[0].formats, requests[0].engine)
    if requests[0].template:
        from asn.render.docx_template import read_template

        read_template(requests[0].template)
    if not can_fork():
        yield from (build(project, resources, request).packed() for request in requests)
        return
    gc.freeze()
    waiting = list(requests)
    if at_once > 1:  # the largest last, which is begun first, so that none is alone with a large one in the end
        waiting.sort(key=partial(_size, project))
    else:
        waiting.reverse()
    running: dict[Child, str] = {}
    while waiting or running:
        while waiting and len(running) < at_once:
            request = waiting.pop()
            running[Child(partial(_packed_build, project, resources, request), limits.of_a_child)] = request.name
        ready, _, _ = select.select(running, (), (), limits.patience)
        for child in ready or list(running):
            yield _result(child, running.pop(child))


def _packed_build(project: Projekt, resources: Resources, request: BuildRequest) -> bytes:
    return build(project, resources, request).packed()


def _result(child: Child, name: str) -> bytes:
    try:
        return child.result()
    except Ended as why:
        return _stopped(name, f"Rapporten blev inte klar. {why.message('asn build')}").packed()


def _size(project: Projekt, request: BuildRequest) -> int:
    """Bytes of a report's own files, which tell how long it takes."""
    own = f"content/{request.name}/"
    return sum(len(data) for name, data in project.filer.items() if name.startswith(own))


def _import_stages(formats: Sequence[str], engine: str) -> None:
    """Import what reports are checked and made with, once for all children; Typst keeps threads, which bear no fork."""
    import asn.check
    import asn.render.catalog
    import asn.render.data
    import asn.render.html
    import asn.render.markdown

    if "docx" in formats:
        import asn.render.docx
    if "pdf" in formats and engine == TYPST:
        import asn.render.typst_engine
        import asn.render.typst_page  # noqa: F401
    elif "pdf" in formats and sys.platform != "darwin":  # macOS' own libraries don't bear a fork
        with suppress(PdfEngineMissing):  # each report tells of it
            import_engine()


def _stopped(name: str, why: str) -> Built:
    return Built(name, failed=True, stopped=True, messages=(plain_lines(why),))


def _left_to_do(judged: Checked) -> tuple[str, ...]:
    if not judged.rapport.utkast:
        return ()
    count = len(judged.fynd)
    if not count:
        return ("  utkast: inget kvar att göra.",)
    things = "sak" if count == 1 else "saker"
    return (f"  utkast: {count} {things} kvar att göra, se slutet av rapporten eller asn check.",)


def _unread(resources: Resources, request: BuildRequest) -> tuple[str, ...]:
    """What of the project's own templates and style sheets the PDF engine doesn't read."""
    own = [name for name in resources.own if name.endswith((".css", ".tryck.j2")) or name.startswith("html/")]
    if request.engine != TYPST or "pdf" not in request.formats or not own:
        return ()
    return (f"  PDF:en har inget av {', '.join(f'templates/{name}' for name in own)}: Typst läser det inte.",)


def _unreadable(name: str, project: Projekt) -> Built:
    own = [f for f in project.fynd if f.place.file.startswith(f"content/{name}") or f.place.file.count("/") == 1]
    text = f"kan inte byggas, för filerna går inte att läsa. {verdict_of(own)}."
    return Built(name, failed=True, messages=(text, *_shown(own, project)))


def _refused(judged: Checked, project: Projekt) -> Built:
    grave = [one for one in judged.fynd if one.severity is not Severity.RÅD]
    why = "--strict räknar varningar som fel." if judged.får_byggas else "En fastställd rapport får inte ha fel."
    text = f"byggs inte. {why} {verdict_of(grave)}."
    return Built(judged.rapport.namn, failed=True, messages=(text, *_shown(grave, project)))


def _unprinted(why: PdfError, judged: Checked, project: Projekt) -> Built:
    findings, more = misfit_findings(why, judged.rapport, computed(project, judged))
    text = " ".join(("PDF:en kunde inte byggas.", *([f"{verdict_of(findings)}."] if findings else []), *more))
    return Built(
        judged.rapport.namn, failed=True, stopped=True, messages=(plain_lines(text), *_shown(findings, project))
    )


def _shown(findings: Sequence[Finding], project: Projekt) -> list[str]:
    from asn.check.rules import titles

    grave = sorted(findings, key=lambda one: one.severity is not Severity.FEL)
    findings, left = sorted(grave[:_SHOWN]), len(grave) - _SHOWN
    layout = TextLayout(width=screen_width(os.environ, terminal=sys.stderr.isatty()))
    more = [f"… och {left} till; asn check visar alla."] if left > 0 else []
    return [*blocks(findings, project.texter, titles(), layout), *more]
