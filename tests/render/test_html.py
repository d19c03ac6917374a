"""The report as a web page: one file, built as accessible pages are, that loads nothing and runs nothing."""

import base64
import hashlib
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html as lxml_html
from tests.fixtures import reports
from tests.fixtures.projects import REPO, report, write

from asn.load.project import load_project
from asn.pipeline import checked, computed
from asn.render.html import print_page, web_page
from asn.resources import Resources

ALL = Path(__file__).parent / "alla_slag"
NAMES = ("alla slag", *reports.PUBLISHED)
PAGES = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def text():
    """A report's page as text, by the report's name."""
    project = load_project(ALL)
    made = web_page(computed(project, checked(project, project.rapporter[-1])), Resources(ALL))
    return lambda name: made if name == "alla slag" else reports.built(name)["html"]


@pytest.fixture(scope="module")
def page(text):
    """A report's page, parsed, by the report's name."""
    return lambda name: lxml_html.document_fromstring(text(name))


@PAGES
def test_one_title_and_no_level_left_out(name, page):
    """Whoever hears the page moves by its headings: one h1, and no step down of more than one level."""
    levels = [int(found.tag[1]) for found in page(name).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert len(levels) > 10
    assert all(after <= before + 1 for before, after in pairwise(levels))


@PAGES
def test_no_heading_is_empty(name, page):
    """A heading that says nothing is a gap in the outline."""
    assert all(found.text_content().strip() for found in page(name).iter("h1", "h2", "h3", "h4", "h5", "h6"))


@PAGES
def test_every_table_has_a_caption_and_scopes(name, page):
    """Each heading cell says what it heads, each row is named, and no cell but a group's heading is merged."""
    tables = page(name).findall(".//table")
    assert tables
    for table in tables:
        assert table.findtext("caption").strip()
        groups = table.findall("thead/tr/th[@scope='colgroup']")
        heads = [head for head in table.findall("thead/tr/th") if head not in groups]
        assert heads
        assert {head.get("scope") for head in heads} == {"col"}
        assert all(head.text_content().strip() for head in heads)
        assert table.find("thead//td") is None
        for row in table.findall("tbody/tr"):
            assert [cell.tag for cell in row] == ["th", *["td"] * (len(heads) - 1)]
            assert row[0].get("scope") == "row"
            assert row[0].text_content().strip()
        assert not table.xpath("tbody//@colspan|tbody//@rowspan")
        assert groups or not table.xpath(".//@colspan|.//@rowspan")


@PAGES
def test_every_id_is_used_once(name, page):
    """Two things by the same name, and a link leads to the wrong one."""
    ids = Counter(page(name).xpath("//@id"))
    assert len(ids) > 10
    assert [name for name, count in ids.items() if count > 1] == []


@PAGES
def test_every_link_within_the_page_leads_somewhere(name, page):
    """The contents list, footnotes and labels all have their goal."""
    seen = page(name)
    ids = set(seen.xpath("//@id"))
    links = [href for href in seen.xpath("//a/@href") if href.startswith("#")]
    labels = " ".join(seen.xpath("//@aria-labelledby|//@aria-describedby")).split()
    assert len(links) > 5
    assert {href[1:] for href in links} <= ids
    assert set(labels) <= ids


@PAGES
def test_the_contents_list_names_every_chapter(name, page):
    """In order, with the same words as the chapters' own headings, and last the parts that have no number."""
    seen = page(name)
    listed = [" ".join(link.text_content().split()) for link in seen.xpath("//nav/details/ol/li/a")]
    kinds = ("slag-", "notering", "undantag")
    wanted = " or ".join(f"contains(@class, '{kind}')" for kind in kinds)
    chapters = [" ".join(h.text_content().split()) for h in seen.xpath(f"//main/section[{wanted}]/h2")]
    assert listed == chapters
    assert listed


@PAGES
def test_the_page_says_its_language_and_title(name, page):
    """A speech synthesis must know that it is Swedish."""
    seen = page(name)
    assert seen.get("lang") == "sv"
    assert seen.findtext("head/title").strip()
    assert seen.xpath("//meta[@name='viewport']/@content") == ["width=device-width, initial-scale=1"]


@PAGES
def test_there_is_one_of_each_landmark(name, page):
    """Whoever hears the page can jump to the report, its contents list and its foot."""
    seen = page(name)
    assert [len(seen.findall(f".//{tag}")) for tag in ("main", "nav", "footer")] == [1, 1, 1]


@PAGES
def test_the_policy_lets_in_the_pages_own_style_and_nothing_else(name, text, page):
    """The hash in the policy is that of the style sheet, to the byte."""
    (policy,) = page(name).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = re.findall(r"<style>(.*?)</style>", text(name), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@PAGES
def test_nothing_runs_and_nothing_is_fetched(name, text, page):
    """No script, no frame, no form, no style attribute that the policy would stop, and no address that is loaded."""
    seen = page(name)
    assert seen.xpath("//script|//iframe|//object|//embed|//form|//link|//base|//@style|//@srcset") == []
    assert all(re.match(r"data:image/(png|jpeg|svg\+xml);base64,", source) for source in seen.xpath("//@src"))
    assert [found for found in seen.xpath("//@*") if found.attrname.startswith("on")] == []
    assert {url[:5] for url in re.findall(r"url\(\s*[\"']?([^)\"']*)", text(name))} <= {"data:"}
    assert "@import" not in text(name)
    outside = [href for href in seen.xpath("//a/@href") if not re.match(r"https://|mailto:|tel:|#", href)]
    assert all(re.fullmatch(r"(\.\./\.\./\d{4}/\w+/)?[\w/-]+\.(html|md|pdf|json|csv)", href) for href in outside)


@PAGES
def test_a_light_is_always_a_word(name, page):
    """Colour alone says nothing to one who can't see it."""
    lights = page(name).xpath("//span[contains(concat(' ', @class, ' '), ' ljus ')]")
    assert {light.text_content().strip() for light in lights} <= {"Grön", "Gul", "Röd", "Ej angiven", "Ej bedömd"}


def test_lights_are_there_to_be_seen(page):
    """The test above has looked at lights of every colour."""
    assert len(page("alla slag").xpath("//span[contains(@class, 'ljus')]")) > 20


HOSTILE = "<script>alert(1)</script> & \"'</style></title><!-- {{ 1 }} ]]>"


@pytest.mark.parametrize(
    "section",
    [
        "slag: text\nrubrik: {0}\ntext: {0}\nanvisning: {0}\nsaknas: {0}\n",
        "slag: frågor\nfrågor: [{{fråga: {0}, svar: {0}}}]\n",
        "slag: händelser\nhändelser: [{{text: {0}}}]\n",
        "slag: underskrifter\nunderskrifter: [{{namn: {0}, roll: {0}, nämnd: {0}}}]\n",
        "slag: dokument\ngrupper: [{{rubrik: {0}, dokument: [{{namn: {0}, år: 2020, anmärkning: {0}}}]}}]\n",
        "slag: nyckeltal\nnyckeltal: [{{id: a, namn: {0}, värde: {0}}}]\n",
        "slag: risker\ngrupprubrik: {0}\nrisker: [{{id: a, namn: {0}, typ: {0}, åtgärder: [{0}, {0}]}}]\n",
        "slag: uppdrag\nuppdrag: [{{id: a, namn: {0}, giver: {0}, klart: {0}, syfte: {0}, kommentar: {0}}}]\n",
        "slag: mål\nkolumnrubrik: {0}\nnämndmål: [{{id: a, namn: {0}, utfall: {0}, målnivå: {0}, kommentar: {0}}}]\n",
        (
            "slag: matris\nid: a\ntabellrubrik: {0}\nlinjediagram: {0}\nmätpunkter: [{{id: x, rubrik: {0}}}]\n"
            "rader: [{{id: b, namn: {0}, saknas: {0}, värden: {{x: 1}}}}]\n"
        ),
        (
            "slag: belopp\nid: a\ntabellrubrik: {0}\nradrubrik: {0}\nkolumner: [{{id: x, rubrik: {0}, roll: utfall}}]\n"
            "rader: [{{id: b, namn: {0}, belopp: {{x: 1}}}}]\n"
            "diagram_av: [{{slag: staplar, kolumner: [x], titel: {0}}}]\n"
        ),
        "slag: beloppsposter\nposter: [{{namn: {0}, belopp: 1 kr, text: {0}}}]\n",
    ],
    ids=lambda text: text.split()[1],
)
def test_what_an_editor_writes_is_never_markup(section, tmp_path):
    """In every field of every kind, signs of HTML come out as the signs they are."""
    said = HOSTILE.replace("'", "''")
    project = load_project(write(tmp_path, report(section.format(f"'{said}'"))))
    assert project.fynd == ()
    text = web_page(computed(project, checked(project, project.rapporter[0])), Resources(tmp_path))
    seen = lxml_html.document_fromstring(text)
    assert seen.xpath("//script|//comment()") == []
    assert len(re.findall("</style>", text)) == 1
    assert len(re.findall("</title>", text.split("<body")[0])) == 1
    assert "alert(1)" in seen.find(".//main").text_content()


def test_the_page_is_the_same_each_time():
    """No clock and no chance in it."""
    document = reports.document("2023/T1")
    assert web_page(document, Resources(REPO), ("md", "html", "data")) == reports.built("2023/T1")["html"]


def test_what_a_draft_lacks_is_no_wider_than_its_words():
    """A blank before the line with the file took room at the end of the line above, which was broken in it."""
    page = print_page(reports.document("2024/T1"), Resources(REPO))
    assert '<span class="plats"> <code>' in page
    assert ' <span class="plats">' not in page
