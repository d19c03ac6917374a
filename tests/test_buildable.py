"""What the checks let through is built, in every format: nobody is told «inga fel» of a report that can't be made."""

from pathlib import Path

import pytest
from tests.fixtures.projects import write

from asn.check import RULES
from asn.check.example import example
from asn.check.rules import LOADING
from asn.finding import Severity
from asn.load.project import load_project
from asn.pipeline import carried, checked, computed, pages_and_data, pdf_job, printed
from asn.publish.manifest import names_of
from asn.render.pdf import engine
from asn.render.style import print_style
from asn.resources import Resources

CODES = (*(rule.code for rule in RULES), *LOADING)
RIGHT = [
    pytest.param(case, id=f"{code}-{case.heading}")
    for code in CODES
    for case in example(code).cases
    if not case.expected
]


@pytest.fixture(scope="module")
def print_():
    """One session of the PDF engine for all the examples."""
    with engine(print_style(Resources(Path("/nowhere")))) as session:
        yield session


def build(project, report, print_):
    """Make a report in every format; what can't be made raises."""
    judged = checked(project, report)
    resources = Resources(project.root)
    document = computed(project, judged)
    files = pages_and_data(document, resources, ("md", "html", "data"))
    assert len(names_of(files)) == len(files)
    sources = carried(project, report, resources)
    pdf = print_(pdf_job(project, report, resources, sources, printed(document, resources)))
    assert pdf.startswith(b"%PDF-")
    return files


def sheets(files):
    """A sheet for each report of an example that has none of its own: adopted, with every file as a section."""
    folders = {name.rpartition("/")[0] for name in files if name.count("/") == 2}
    for folder in folders:
        names = sorted(name for name in files if name.startswith(f"{folder}/"))
        if f"{folder}/rapport.yaml" not in names:
            rows = "".join(f"  - {{fil: {name.rpartition('/')[2]}, rubrik: Avsnitt}}\n" for name in names)
            yield f"{folder}/rapport.yaml", f"tillstånd: utkast\navsnitt:\n{rows}"


@pytest.mark.parametrize("case", RIGHT)
def test_a_right_example_is_built(case, tmp_path, print_):
    """What a rule's example calls right can be made, as the draft that an editor would write it in."""
    project = load_project(write(tmp_path, case.files | dict(sheets(case.files))))
    assert not [found for found in project.fynd if found.severity is Severity.FEL and found.code != "S009"]
    for report in project.rapporter:
        build(project, report, print_)
