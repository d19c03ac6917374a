"""What the summary says of the decision: what the board is asked, or that nothing is left to decide."""

import pytest
from tests.fixtures import pdfs
from tests.fixtures.projects import REPO, loaded
from tests.render.test_summary import SHEET, goals, told

from asn.compute import document
from asn.pipeline import checked, outputs
from asn.render.markdown import summary_page
from asn.resources import Resources


@pytest.mark.parametrize(
    ("sheet", "told_of_it"),
    [
        ("tillstånd: fastställd", ["Beslut:", "  Inget återstår att besluta: Delårsrapport 1 2023 är fastställd."]),
        (
            "tillstånd: fastställd\nfastställd: {datum: 2023-05-17, paragraf: § 42}",
            ["Beslut:", "  Inget återstår att besluta: Delårsrapport 1 2023 är fastställd 2023-05-17, § 42."],
        ),
        ("tillstånd: utkast", ["Nämnden ska besluta:", "  Förslag till beslut är inte ifyllt ännu."]),
        ("tillstånd: utkast\nbeslut: [Nämnden godkänner den.]", ["Nämnden ska besluta:", "  Nämnden godkänner den."]),
    ],
)
def test_what_is_decided_is_told_last(sheet, told_of_it, tmp_path):
    """What the board is asked, else whether it has decided and when: the reader never wonders."""
    files = {
        "2023/T1/rapport.yaml": sheet + "\navsnitt: [{fil: mal.yaml, rubrik: Mål}]\n",
        "2023/T1/mal.yaml": goals("grön"),
    }
    project = loaded(tmp_path, files)
    assert told(document(project.rapport("2023/T1"), (), ()).sammanfattning)[-2:] == told_of_it


def test_what_the_board_is_to_decide(tmp_path):
    """In the editor's words, with figures fetched as in any text; last, and in every format."""
    sheet = SHEET + "beslut:\n  - Nämnden godkänner rapporten om {{ mål.antal }} mål.\n  - Nämnden **avvaktar**.\n"
    files = {"2023/T1/rapport.yaml": sheet, "2023/T1/mal.yaml": goals("grön") + "tal: {antal: 1}\n"}
    project = loaded(tmp_path, files)
    assert project.fynd == ()
    made = outputs(project, checked(project, project.rapporter[-1]), Resources(tmp_path), ("md", "html"))
    page, report, web = (
        next(one.data.decode() for one in made if one.name.endswith(end)) for end in ("ttning.md", "2023.md", ".html")
    )
    assert "## Nämnden ska besluta\n\n- Nämnden godkänner rapporten om 1 mål.\n- Nämnden **avvaktar**.\n" in page
    assert "### Nämnden ska besluta\n" in report
    assert "<li>Nämnden <strong>avvaktar</strong>.</li>" in web


def test_an_adopted_report_without_figures_says_that_it_is_adopted():
    """Its page for the meeting doesn't promise any more; the report itself has no empty chapter."""
    (report,) = pdfs.project(REPO / "exempel" / "internkontroll").rapporter
    made = document(report, (), ())
    assert not made.sammanfattning.finns
    last = summary_page(made, Resources(REPO)).splitlines()[-1].replace("\N{NO-BREAK SPACE}", " ")
    assert last == "Inget återstår att besluta: Uppföljning av internkontrollen 2025 är fastställd 2026-01-28, § 4."
