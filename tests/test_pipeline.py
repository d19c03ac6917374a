"""All stages in a row, on the repository's own reports: what goes in at one end comes out at the other."""

import os
import re
import sys
from pathlib import Path

import jinja2
import pytest
import weasyprint
from tests.fixtures import reports
from tests.fixtures.console import inside
from tests.fixtures.numbers import numbers
from tests.fixtures.projects import REPO, loaded, report, write

from asn.cache import code_digest, fingerprint, output_names
from asn.finding import Severity
from asn.load.project import load_project
from asn.pdf_jobs import sources
from asn.pipeline import checked, outputs
from asn.resources import Resources

FIGURES = Path(__file__).parent / "fixtures" / "figures"
REPORTS = pytest.mark.parametrize("name", reports.PUBLISHED)


def published(name):
    """What stood in the published report: its tables' rows, and its other numbers in the order of the text."""
    _, rows, single = re.split(r"^#.*\n", (FIGURES / f"{name.replace('/', '-')}.txt").read_text(), flags=re.MULTILINE)
    return rows.split("\n")[:-2], single.split()


def digits(text):
    """A row's or a cell's figures as one run: no spaces, an ASCII minus, no zero last among decimals."""
    plain = text.replace("\N{MINUS SIGN}", "-").replace("+", "")
    plain = re.sub(r"(,\d*?)0+(?!\d)", r"\1", plain)
    return re.sub(r"[^\d,-]", "", plain).replace(",,", ",")


def holds(cells, wanted):
    """Whether some of a row's cells, in their order, say what is wanted and no digit besides."""
    if not wanted:
        return True
    if not cells:
        return False
    first, *rest = cells
    return holds(rest, wanted) or bool(first and wanted.startswith(first) and holds(rest, wanted.removeprefix(first)))


@REPORTS
def test_every_published_figure_stands_in_the_report(name, record_testsuite_property):
    """The rows of the tables whole and in order, and every other number; how many is told in the test report."""
    rows, single = published(name)
    text = reports.built(name)["md"]
    table = [[digits(cell) for cell in line.split("|")[2:-1]] for line in text.split("\n") if line.startswith("|")]
    wanted = ["".join(map(digits, row.split("|"))) for row in rows]
    assert [row for row, run in zip(rows, wanted, strict=True) if not any(holds(cells, run) for cells in table)] == []
    assert [number for number in single if number not in set(numbers(text))] == []
    figures = len(single) + sum(len(numbers(row)) for row in rows)
    record_testsuite_property(f"publicerade tal, {name}", figures)
    assert figures > 50


def test_the_published_figures_are_many():
    """The lists above are the whole reports' and not a part."""
    assert [len(published(name)[0]) for name in reports.PUBLISHED] == [1, 32, 19, 12, 9]
    assert sum(len(published(name)[1]) for name in reports.PUBLISHED) > 500


@REPORTS
def test_the_published_reports_may_be_built(name):
    """They stand as adopted, and nothing in them is an error that isn't excused with its reason."""
    judged = reports.judged(name)
    assert judged.rapport.blad.tillstånd == "fastställd"
    assert [found for found in judged.fynd if found.severity is Severity.FEL] == []


@REPORTS
def test_no_expression_is_left_and_none_was_empty(name):
    """Every figure that a text fetches is in place, in every file."""
    for file, text in reports.built(name).items():
        if file not in {"data.schema.json", "kontroll.json"}:
            assert "{{" not in text, file
            assert "[siffra saknas]" not in text, file


@REPORTS
def test_the_outputs_are_those_that_are_promised(name):
    """The names that a build waits for are the ones that it gives."""
    judged = reports.judged(name)
    assert set(output_names(judged.rapport.filnamn, ("md", "html", "data"))) <= reports.built(name).keys()


class TestTheFingerprint:
    """What a report depends on, so that a change builds it again and nothing else does."""

    @pytest.fixture
    def root(self, tmp_path):
        return write(
            tmp_path,
            {**report("slag: text\n", "2022/VB"), **report("slag: text\n"), **report("slag: text\n", "2024/T1")},
        )

    def inputs(self, root):
        project = load_project(root)
        return fingerprint(sources(project, project.rapport("2023/T1")), Resources(root)).inputs

    def test_is_of_its_own_files_the_earlier_reports_and_the_registers(self, root):
        """And not of the reports after it."""
        names = {name for name in self.inputs(root) if name.startswith("content/")}
        assert names == {
            *(f"content/{one}.yaml" for one in ("namnd", "enheter", "malomraden", "skalor", "rapportslag")),
            *(f"content/{one}/{file}.yaml" for one in ("2022/VB", "2023/T1") for file in ("rapport", "avsnitt")),
        }

    def test_follows_each_of_them(self, root):
        """One byte in any of them, or in a template of the project's own, and it is another."""
        before = self.inputs(root)
        for name in [name for name in before if name.startswith("content/")]:
            path = root / name
            data = path.read_bytes()
            path.write_bytes(data + b"# x\n")
            assert self.inputs(root) != before, name
            path.write_bytes(data)
        assert self.inputs(root) == before
        (root / "templates").mkdir()
        (root / "templates/rapport.md.j2").write_text("x")
        assert {name for name, value in self.inputs(root).items() if before[name] != value} == {"asn:mallar"}

    def test_holds_no_path_of_the_machine(self, root, tmp_path):
        """The same content in another folder is the same report."""
        assert self.inputs(root) == self.inputs(
            write(
                tmp_path / "annan",
                {
                    **report("slag: text\n", "2022/VB"),
                    **report("slag: text\n"),
                },
            )
        )

    def test_follows_the_code(self):
        """The package's own files are in it."""
        assert re.fullmatch(r"[0-9a-f]{64}", code_digest())


def test_an_adopted_report_with_an_error_may_not_be_built_but_a_draft_may(tmp_path):
    """The state decides, not the finding."""
    text = "slag: text\ntext: Det blev {{ siffran }}.\n"
    for state, may in (("fastställd", False), ("utkast", True)):
        sheet = f"tillstånd: {state}\navsnitt:\n  - {{fil: avsnitt.yaml, rubrik: A}}\n"
        project = loaded(tmp_path / state, {**report(text), "2023/T1/rapport.yaml": sheet})
        judged = checked(project, project.rapporter[0])
        assert judged.fynd
        assert judged.får_byggas is may


def test_the_same_report_is_the_same_bytes():
    """Made twice from the same content, in the same process: nothing is left over from the first time."""
    project = load_project(REPO)
    name = "2022/VB"
    made = outputs(project, checked(project, project.rapport(name)), Resources(REPO), ("md", "html", "data"))
    assert {output.name: output.data.decode() for output in made}.items() <= reports.built(name).items()


def test_a_build_crosses_few_modules(tmp_path, monkeypatch):
    """Those that hand a report on, from the command to what is laid out, filled in and put on the disk, can be read."""
    crossed = set()

    def watched(owner, name):
        call = getattr(owner, name)

        def calling(*args, **more):
            frame = sys._getframe(1)
            while frame:
                crossed.add(frame.f_globals.get("__name__", ""))
                frame = frame.f_back
            return call(*args, **more)

        monkeypatch.setattr(owner, name, calling)

    for owner, name in ((jinja2.Template, "render"), (weasyprint.Document, "write_pdf"), (os, "replace")):
        watched(owner, name)
    root = write(tmp_path, report("slag: text\ntext: Hej.\n"))
    assert inside(root, "build", "--format", "md,html,pdf").returncode == 0
    ours = {name for name in crossed if name.startswith("asn.")}
    assert {"asn.commands.build", "asn.render.pdf_engine", "asn.publish.folder"} <= ours
    assert len(ours) <= 15, sorted(ours)
