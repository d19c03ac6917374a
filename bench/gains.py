"""What each free gain of the PDF engine gives, by doing without it: ``python -m bench.gains [--rounds N]``.

The gains are taken in ``asn.render.pdf``, ``asn.render.press`` and the style sheets of the printed page; here each is
undone in turn, in processes that print the same report.
"""

import contextlib
import ctypes.util
import pickle
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import PYTHON, in_turns

from asn.load.project import load_project
from asn.pipeline import carried, checked, document_of, pdf_job, printed
from asn.render import pdf
from asn.render.pdf import PdfJob, write_pdf
from asn.rendering import Order, Rendering
from asn.resources import Resources
from asn.sandbox import SECONDS, Limits

ROOT = Path(__file__).parents[1]
REPORT = "2023/T1"


def _collector(job: PdfJob) -> PdfJob:
    pdf._patient_collector = contextlib.nullcontext  # noqa: SLF001 - undone in a process of its own
    return job


def _search(job: PdfJob) -> PdfJob:
    pdf._no_search = ctypes.util.find_library  # noqa: SLF001 - likewise
    return job


def _whole_import(job: PdfJob) -> PdfJob:
    pdf._SELDOM_USED = ()  # noqa: SLF001 - likewise
    return job


def _compressed_fonts(job: PdfJob) -> PdfJob:
    resources = Resources(ROOT)
    names = {name: name.removesuffix("ttf") + "woff2" for name in job.style.resources}
    packed = {
        name: (resources.read(other.removeprefix("asn:")), "font/woff2")
        for name, other in names.items()
        if other.removeprefix("asn:") in resources.fonts()
    }
    return replace(job, style=replace(job.style, resources={**job.style.resources, **packed}))


def _css(more: str) -> Callable[[PdfJob], PdfJob]:
    return lambda job: replace(job, style=replace(job.style, css=(*job.style.css, more)))


WITHOUT: dict[str, Callable[[PdfJob], PdfJob]] = {
    "allt med": lambda job: job,
    "skräpsamling sällan": _collector,
    "ingen sökning efter bibliotek": _search,
    "det som ingen rapport använder importeras inte": _whole_import,
    "typsnitt som TTF, inte WOFF2": _compressed_fonts,
    "fasta kolumnbredder": _css("table { table-layout: auto !important }"),
    "linjer under raderna, inte rutnät": _css("td, th { border: 0.5pt solid #777 !important }"),
}


def _job() -> PdfJob:
    project, resources = load_project(ROOT), Resources(ROOT)
    report = project.rapport(REPORT)
    assert report
    made = printed(document_of(project, report, ()), resources)
    return pdf_job(project, report, resources, carried(project, report, resources), made)


def _early_press(*, early: bool) -> None:
    """A whole report, with the engine imported beside the reading of the content or after it."""
    from asn.render.press import Press

    limits = Limits(10 * SECONDS)
    resources = Resources(ROOT)
    press = Press(resources, limits) if early else None
    project = load_project(ROOT)
    report = project.rapport(REPORT)
    assert report
    order = Order(project, report, resources, ("md", "html", "pdf", "data"))
    with press or Press(resources, limits) as held, Rendering(order, held) as rendering:
        rendering.outputs(checked(project, report), limits)


def main() -> None:
    """Print how much longer the printing takes without each gain."""
    parser = ArgumentParser(prog="python -m bench.gains", description=__doc__)
    parser.add_argument("--without")
    parser.add_argument("--job", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    if asked.without in WITHOUT:
        write_pdf(WITHOUT[asked.without](pickle.loads(asked.job.read_bytes())))  # noqa: S301 - written below
        return
    if asked.without:
        _early_press(early=asked.without == "tidigt")
        return
    with TemporaryDirectory() as folder:
        job = Path(folder, "jobb")
        job.write_bytes(pickle.dumps(_job()))
        command = [PYTHON, "-m", "bench.gains", "--job", str(job), "--without"]
        runs = in_turns({name: [*command, name] for name in (*WITHOUT, "tidigt", "sent")}, ROOT, asked.rounds)
    base = runs["allt med"].seconds
    sys.stdout.write("| vinst | utan den | med den | sparar |\n|---|---|---|---|\n")
    rows = [(name, runs[name].seconds, base) for name in WITHOUT if name != "allt med"]
    rows.append(("motorn importeras medan innehållet läses", runs["sent"].seconds, runs["tidigt"].seconds))
    for name, without, taken in rows:
        sys.stdout.write(f"| {name} | {without:.2f} s | {taken:.2f} s | {without - taken:+.2f} s |\n")


if __name__ == "__main__":
    main()
