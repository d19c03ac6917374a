"""A small report with a history."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fixtures.projects import write

from asn.load.project import load_project
from asn.pipeline import checked, outputs
from asn.resources import Resources

EARLIER = """slag: belopp
id: kostnad
tabellrubrik: Kostnad
kolumner: [{id: utfall, rubrik: Utfall, roll: utfall}]
rader: [{id: stöd, namn: Stöd, belopp: {utfall: -1 200}}]
"""
ECONOMY = """slag: belopp
id: kostnad
tabellrubrik: Kostnad per verksamhet
kolumner: [{id: utfall, rubrik: Utfall jan–apr, roll: utfall}, {id: budget, rubrik: Budget jan–apr, roll: budget}]
rader:
  - {id: vård, namn: Vård, belopp: {utfall: -4 321, budget: -4 000}}
  - {id: stöd, namn: Stöd, belopp: {utfall: -777, budget: -800}}
"""
EVENTS = "slag: text\ntext: Året började lugnt. I fjol kostade stödet {{ vb_2022.kostnad.stöd.utfall | tkr }}.\n"
SHEET = """datum: 2023-05-17
tillstånd: fastställd
avsnitt:
  - {fil: handelser.yaml, rubrik: Viktiga händelser}
  - {fil: ekonomi.yaml, rubrik: Ekonomi}
"""
FILES = {
    "2022/VB/rapport.yaml": "tillstånd: fastställd\navsnitt:\n  - {fil: ekonomi.yaml, rubrik: Ekonomi}\n",
    "2022/VB/ekonomi.yaml": EARLIER,
    "2023/T1/rapport.yaml": SHEET,
    "2023/T1/handelser.yaml": EVENTS,
    "2023/T1/ekonomi.yaml": ECONOMY,
}


def pdf_of(root: Path, name: str = "2023/T1", engine: str = "weasyprint") -> bytes:
    """A report's PDF, as a build leaves it."""
    project = load_project(root)
    report = project.rapport(name)
    assert report, project.fynd
    made = outputs(project, checked(project, report), Resources(root), ("pdf",), engine)
    return next(output.data for output in made if output.name.endswith(".pdf"))


@cache
def sample_pdf() -> bytes:
    """The PDF of the sample's second report."""
    with TemporaryDirectory() as folder:
        return pdf_of(write(Path(folder), FILES))
