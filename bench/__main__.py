"""Everything that is promised of speed and memory, measured: ``python -m bench [NAME …] [--rounds N]``.

Ratios are of medians in one run, the commands taking turns. Names are those of the functions in ``MEASURES``.
"""

import base64
import shutil
import statistics
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import ASN, PYTHON, Command, in_turns, median, once
from bench.projects import PERIODS, archive, ledger

from asn.load.project import load_project
from asn.pipeline import checked, computed
from asn.render.html import print_page, print_style
from asn.resources import Resources

ROOT = Path(__file__).parents[1]
REPORT = "2023/T1"
ALONE = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_tags=True)"


@dataclass(frozen=True, slots=True)
class Row:
    """A measure: what was found, and the most that it may be (nothing where the figure is told for its own sake)."""

    what: str
    found: float
    bar: float | None
    unit: str = ""
    detail: str = ""

    def __str__(self) -> str:
        bar = "" if self.bar is None else f"{self.bar:.2f}{self.unit}"
        kept = "" if self.bar is None else "ja" if self.found <= self.bar else "NEJ"
        return f"| {self.what} | {self.found:.2f}{self.unit} | {bar} | {kept} | {self.detail} |"


def _beyond(commands: Mapping[str, Command], room: Path, rounds: int, bars: Sequence[float | None]) -> Iterator[Row]:
    """What asn adds to the interpreter alone."""
    runs = in_turns({"python": [PYTHON, "-c", "pass"], **commands}, room, rounds)
    base = runs.pop("python").seconds
    for bar, (name, run) in zip(bars, runs.items(), strict=True):
        detail = f"python {base:.3f} s, {run.megabytes:.0f} MB"
        yield Row(f"{name} − python", run.seconds - base, bar, " s", detail)


def start(room: Path, rounds: int) -> Iterator[Row]:
    """What asn takes before it does anything."""
    words = (["--help"], ["--version"], ["completion", "bash"])
    yield from _beyond({f"asn {' '.join(some)}": [ASN, *some] for some in words}, room, rounds, (0.12, 0.12, 0.12))


def check(room: Path, rounds: int) -> Iterator[Row]:  # noqa: ARG001 - every measure is asked in the same way
    """All reports of the repository."""
    yield from _beyond({"asn check, sex rapporter": [ASN, "check"]}, ROOT, rounds, (0.45,))


def unchanged(room: Path, rounds: int) -> Iterator[Row]:
    """A report that stands, and all that do."""
    words = [ASN, "build", "--out", str(room / "build")]
    once([*words, "--jobs", "2"], ROOT)
    commands = {"en oförändrad": [*words, "--period", REPORT], "sex oförändrade": words}
    yield from _beyond(commands, ROOT, rounds, (0.15, None))


def page(root: Path, name: str) -> str:
    """The very HTML that asn has the engine lay out."""
    project, resources = load_project(root), Resources(root)
    report = project.rapport(name)
    assert report, name
    style = "\n".join(print_style(resources, report.register.ord).css)
    for font in resources.fonts():
        data = base64.b64encode(resources.read(font)).decode()
        style = style.replace(f"asn:{font}", f"data:font/ttf;base64,{data}")
    html = print_page(computed(project, checked(project, report)), resources)
    return html.replace("</head>", f"<style>{style}</style></head>")


def build(room: Path, rounds: int) -> Iterator[Row]:
    """One report in all formats, against the engine alone and against pandoc on the same Markdown; and with Typst."""
    source = room / "sida.html"
    source.write_text(page(ROOT, REPORT), encoding="utf-8")
    ours = [ASN, "build", "--force", "--out", str(room / "build"), "--period", REPORT]
    commands = {
        "asn": ours,
        "typst": [*ours, "--pdf-engine", "typst"],
        "weasyprint": [PYTHON, "-c", ALONE, str(source), str(room / "sida.pdf")],
    }
    if pandoc := shutil.which("pandoc"):
        once(ours, ROOT)
        markdown = next((room / "build" / REPORT).glob("delarsrapport*.md"))
        engine = [f"--pdf-engine={Path(PYTHON).with_name('weasyprint')}", "-s", "-V", "lang=sv"]
        commands["pandoc"] = [pandoc, str(markdown), *engine, "-o", str(room / "pandoc.pdf")]
    runs = in_turns(commands, ROOT, rounds)

    def row(what: str, one: str, other: str, bar: float) -> Row:
        first, second = runs[one].seconds, runs[other].seconds
        return Row(what, first / second, bar, "", f"{first:.2f} s ÷ {second:.2f} s")

    yield row("asn build ÷ WeasyPrint, samma HTML", "asn", "weasyprint", 1.0)
    sizes = runs["asn"].megabytes, runs["weasyprint"].megabytes
    detail = f"{sizes[0]:.0f} MB ÷ {sizes[1]:.0f} MB"
    yield Row("… största processens minne ÷ WeasyPrints", sizes[0] / sizes[1], 1.2, "", detail)
    yield row("asn build, Typst ÷ WeasyPrint", "typst", "asn", 0.35)
    if pandoc:
        yield row("asn build ÷ pandoc → WeasyPrint, samma Markdown", "asn", "pandoc", 0.9)


def imports(room: Path, rounds: int) -> Iterator[Row]:
    """A workbook of 5 000 × 12 cells, all of them read, into 2 000 figures that are written with their cells."""
    pattern = ledger(_new(room / "0"))
    runs = []
    for number in range(1, rounds + 1):
        shutil.copytree(pattern, room / str(number))
        runs.append(once([ASN, "import", "xlsx"], room / str(number)))
    run = median(runs)
    yield Row("asn import xlsx, 5 000 × 12 celler", run.seconds, 5, " s")
    yield Row("… största processens minne", run.megabytes, 200, " MB")


def growth(room: Path, rounds: int) -> Iterator[Row]:  # noqa: ARG001 - a long run is measured once
    """A municipality's archive: ten times as many reports, in all formats."""
    few, many = (archive(_new(room / name), boards, 5) for name, boards in (("få", 2), ("många", 20)))
    for what, command, side in (
        ("asn build", [ASN, "build", "--force", "--jobs", "2"], "byggs"),
        ("asn build, oförändrat", [ASN, "build"], "känns igen"),
        ("asn check", [ASN, "check"], "kontrolleras"),
    ):
        first, then = ([once(command, root) for root in roots] for roots in (few, many))
        times = [sum(run.seconds for run in runs) for runs in (first, then)]
        sizes = [max(run.megabytes for run in runs) for runs in (first, then)]
        reports = len(many) * 5 * len(PERIODS)
        detail = f"{reports} rapporter {side} på {times[1]:.0f} s, {len(few) * 5 * len(PERIODS)} på {times[0]:.1f} s"
        yield Row(f"{what}, 400 ÷ 40 rapporter", times[1] / times[0], 10.5, "", detail)
        yield Row(f"{what}, minne 400 ÷ 40", sizes[1] / sizes[0], 1.1, "", f"{sizes[1]:.0f} MB ÷ {sizes[0]:.0f} MB")


def preview(room: Path, rounds: int) -> Iterator[Row]:
    """How long a save takes to show in the open page, in a real browser: of twenty at the least.

    The time runs from the write of the file until the browser has laid out the page with the new words.
    """
    from bench.preview import times  # a browser is needed for nothing else

    seconds = [*zip(*times(room, "2022/VB", max(20, rounds)), strict=True)]
    for what, row, bars in zip(("sidan", "fynden"), seconds, ((0.3, 0.5), (None, None)), strict=True):
        yield Row(f"sparad → {what}, median", statistics.median(row), bars[0], " s")
        yield Row(f"sparad → {what}, värst av {len(row)}", max(row), bars[1], " s")


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


Measure = Callable[[Path, int], Iterator[Row]]
MEASURES: dict[str, Measure] = {
    measure.__name__: measure for measure in (start, check, unchanged, build, imports, growth, preview)
}


def main() -> int:
    """Measure what is named, or all; 1 if a bar isn't reached."""
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*MEASURES, []], metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    rows = []
    sys.stdout.write("| mått | funnet | högst | nått | av |\n|---|---|---|---|---|\n")
    for name in asked.names or MEASURES:
        with TemporaryDirectory(prefix="asn-bench-") as folder:
            for row in MEASURES[name](Path(folder), asked.rounds):
                rows.append(row)
                sys.stdout.write(f"{row}\n")
                sys.stdout.flush()
    return int(any(row.bar is not None and row.found > row.bar for row in rows))


if __name__ == "__main__":
    sys.exit(main())
