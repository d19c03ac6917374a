"""The abbreviations that a board explains: found in a report's own texts, told last, and marked on the web page."""

import lxml.html
import pytest
from tests.fixtures import reports
from tests.fixtures.projects import REPO, loaded

from asn.compute import document
from asn.compute.abbreviations import standing_alone
from asn.pipeline import pages_and_data
from asn.render.html import with_abbreviations
from asn.resources import Resources

BOARD = """
nämnd: {namn: Nämnden, förkortning: ASN, kommun: Kommunen, kommunkod: "0138"}
förkortningar:
  - {kort: ÖSS, betyder: Östra samverkan}
  - {kort: SIP, betyder: samordnad individuell plan}
  - {kort: ÅVC, betyder: "återvinning & <b>"}
  - {kort: LUS, betyder: lagen om utskrivning}
"""
SHEET = "tillstånd: utkast\navsnitt: [{fil: text.yaml, rubrik: SIP och mer}]\n"
TEXT = """
slag: text
undantag: [{regel: T501, motivering: LUS}]
text: |
  En ÅVC och en ÖSS. Varje SIP-samordnare gör en SIP.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A report of a board that explains four abbreviations, three of which the report has."""
    files = {"namnd.yaml": BOARD, "2023/T1/rapport.yaml": SHEET, "2023/T1/text.yaml": TEXT}
    project = loaded(tmp_path_factory.mktemp("board"), files)
    assert not project.fel_i
    return document(project.rapport("2023/T1"), (), ())


def test_those_that_the_report_has_are_told_in_alphabetical_order(made):
    """Not the one that stands in an editor's reason alone; Å comes before Ö, and both after S."""
    assert [item.kort for item in made.förkortningar] == ["SIP", "ÅVC", "ÖSS"]


@pytest.mark.parametrize(("text", "found"), [("en SIP:en", True), ("(SIP)", True), ("SIPRI", False), ("sip", False)])
def test_an_abbreviation_is_a_word_of_its_own(text, found):
    """With an ending after a colon or a hyphen; not the beginning of another word."""
    assert bool(standing_alone("SIP").search(text)) == found


def test_the_first_of_each_is_marked_in_the_text(made):
    """Once, not in a heading, and with what it stands for as plain text."""
    pages = {file.name: file.data.decode() for file in pages_and_data(made, Resources(REPO), ("html", "md"))}
    page = lxml.html.document_fromstring(next(text for name, text in pages.items() if name.endswith("html")))
    marked = [(one.text, one.get("title"), one.getparent().tag) for one in page.iter("abbr")]
    assert marked == [
        ("ÅVC", "återvinning & <b>", "p"),
        ("ÖSS", "Östra samverkan", "p"),
        ("SIP", "samordnad individuell plan", "p"),
    ]
    assert page.xpath("string(//section[@id='forkortningar']//li[2])") == "ÅVC återvinning & <b>"
    markdown = next(text for name, text in pages.items() if name.endswith("delarsrapport-1-2023.md"))
    assert "## Förkortningar\n\n- **SIP** samordnad individuell plan\n" in markdown


def test_nothing_is_marked_outside_the_text():
    """A link keeps its words whole; what stands before the main part is not touched."""
    page = "<title>SIP</title><main><h2>SIP</h2><p>a <a>SIP</a> <b>SIP</b> SIP</p></main>"
    item = (
        reports.project()
        .rapport("2025/plan")
        .register.förkortningar[0]
        .model_copy(update={"kort": "SIP", "betyder": "x"})
    )
    assert with_abbreviations(page, [item]) == page.replace("<b>SIP", '<b><abbr title="x">SIP</abbr>')


def test_the_reports_explain_what_they_have():
    """Each published report has a list of its own; none explains what isn't in it."""
    told = {name: [item.kort for item in reports.document(name).förkortningar] for name in reports.PUBLISHED}
    assert told["2025/plan"] == ["BUS", "KKiK", "SSPF"]
    assert all(told.values())
