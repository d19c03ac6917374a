"""Links from the page: to what the same build leaves beside it, and to the reports before and after."""

import pytest
from lxml import html as lxml_html
from tests.fixtures import reports
from tests.fixtures.projects import REPO

from asn.render.html import web_page
from asn.resources import Resources

NAMES = pytest.mark.parametrize("name", reports.PUBLISHED)


def links(page):
    return [href for href in lxml_html.document_fromstring(page).xpath("//a/@href") if ":" not in href]


@NAMES
def test_every_link_to_a_file_leads_to_one_of_the_same_build(name):
    """Also the one under each table."""
    files = reports.built(name)
    named = [href for href in links(files["html"]) if href[0] not in "#."]
    assert len(named) > len(reports.document(name).tabeller())
    assert set(named) <= set(files)
    assert not [href for href in named if href.endswith(".pdf")]


def test_what_is_not_built_is_not_linked_to():
    """A page alone leads nowhere but within itself, and out into the world."""
    page = web_page(reports.document("2023/T1"), Resources(REPO))
    assert [href for href in links(page) if href[0] != "#"] == []
    page = web_page(reports.document("2023/T1"), Resources(REPO), ("html", "pdf"))
    assert "delarsrapport-1-2023.pdf" in links(page)


def test_the_page_leads_to_the_adopted_reports_of_its_kind():
    """2024/T1 is a draft, and 2022/VB is of another kind."""
    told = {name: [h for h in links(reports.built(name)["html"]) if h[0] == "."] for name in reports.PUBLISHED}
    assert told["2022/T1"] == [
        "../../2020/T1/delarsrapport-1-2020.html",
        "../../2023/T1/delarsrapport-1-2023.html",
    ]
    assert told["2023/T1"] == ["../../2022/T1/delarsrapport-1-2022.html"]
    assert told["2022/VB"] == []


@NAMES
def test_every_heading_of_a_section_can_be_linked_to(name):
    """The link says which, and leads to the section that it stands in."""
    page = lxml_html.document_fromstring(reports.built(name)["html"])
    sections = page.xpath("//section[h2|h3|h4|h5]")
    assert sections
    for section in sections:
        (link,) = section.xpath("./a[@class='lank']")
        assert link.get("href") == f"#{section.get('id')}"
        assert link.get("aria-label").startswith("Länk till ")
