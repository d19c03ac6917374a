"""The site's pages: every value that has been published, what was told anew, and nothing of a draft."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import lxml.html
import pytest
from tests.fixtures import reports
from tests.fixtures.history import FILES
from tests.fixtures.projects import REPO, loaded

from asn.pipeline import document_of
from asn.resources import Resources
from asn.site.build import adopted, inputs, site
from asn.site.published import things_with_values

URL = "https://a.example/b/"
FORMATS = ("md", "html", "pdf", "data")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The files of a site of two adopted reports."""
    project = loaded(tmp_path_factory.mktemp("sajt"), FILES)
    assert not project.fel_i, project.fynd
    return {one.name: one.data for one in site(project, Resources(project.root), URL, FORMATS)}


@pytest.fixture(scope="module")
def whole():
    """The files of the site of our own reports."""
    return {one.name: one.data for one in site(reports.project(), Resources(REPO), URL, FORMATS)}


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def table(page, name):
    """The cells of a page's table, row by row, as they are read."""
    found = lxml.html.document_fromstring(page).xpath(f"//caption[@id='t-{name}']/..//tbody/tr")
    return [["".join(cell.itertext()).strip() for cell in row] for row in found]


def test_an_indicator_keeps_its_address_and_tells_all_its_values(small):
    """Its page has the first id for its name, and what two names of one indicator have told."""
    page = small["indikator/svarstid.html"].decode()
    assert "indikator/besked-i-tid.html" not in small
    assert "Har också hetat: «Svar i tid»." in page
    assert table(page, "svarstid") == [
        ["Delårsrapport 1 2023", "2023", "88\xa0%", ">\xa085\xa0%", "Grön"],
        ["Delårsrapport 1 2023", "2022", "79\xa0%", "", ""],
        ["Verksamhetsberättelse 2022", "2022", "82\xa0%", "80\xa0%", "Grön"],
    ]
    assert table(page, "svarstid-delar") == [["Delårsrapport 1 2023", "Vuxna", "90\xa0%"]]
    assert "<svg" in page


def test_what_is_told_anew_says_what_it_was_who_changed_it_and_why(small):
    """Of an indicator's year and of an amount that a column says is an earlier report's."""
    (changed,) = table(small["indikator/svarstid.html"], "svarstid-andrat")
    who = "Bo Ek, ordförande, 2023-05-17, §\xa07"
    assert changed == [
        *("Utfall 2022", "82\xa0%", "Verksamhetsberättelse 2022", "79\xa0%", "Delårsrapport 1 2023"),
        *(who, "Också muntliga besked räknas."),
    ]
    (changed,) = table(small["tabell/kostnad-stod.html"], "kostnad-stod-andrat")
    assert (changed[1], changed[3], changed[6]) == ("−1\xa0200", "−1\xa0250", "Hyran räknas med.")
    assert b"Inget publicerat" in small["mal/besked.html"]
    assert b"Inget publicerat" not in small["indikator/svarstid.html"]


def test_lights_of_units_and_months_are_told_part_by_part(small):
    """Each with the report that it stood in."""
    assert [row[1:] for row in table(small["mal/besked.html"], "besked-delar")] == [
        ["Mottagningsenheten", "Röd"],
        ["januari 2022", "Gul"],
        ["februari 2022", "Grön"],
    ]


def test_a_risk_tells_its_factors(small):
    """And its value, with the light."""
    row = ["Delårsrapport 1 2023", "januari–april 2023", "3\xa0×\xa04", "12", "Gul"]
    assert table(small["risk/avbrott.html"], "avbrott") == [row]


def test_nothing_of_a_draft_is_on_the_site(small):
    """Neither its title, its address nor what only it tells."""
    assert not any("hemlig" in name or "2024" in name for name in small)
    assert not any(b"emlig" in data or b"2024/T1" in data for data in small.values())


def test_a_site_of_nothing_says_so(tmp_path):
    """Before the first report is adopted."""
    files = {name: text for name, text in FILES.items() if name.startswith("2024")}
    project = loaded(tmp_path, files)
    made = {one.name: one.data.decode() for one in site(project, Resources(project.root), URL, FORMATS)}
    assert "Ingen rapport är fastställd ännu." in made["index.html"]
    assert "emlig" not in "".join(made.values())


def test_the_register_is_sorted_as_swedes_sort(small):
    """What begins with a digit first, å, ä and ö last."""
    letters = lxml.html.document_fromstring(small["register.html"]).xpath("//section/h2/text()")
    assert letters == ["0–9", "A", "B", "S", "Å", "Ö"]


def test_the_same_reports_give_the_same_bytes(small, tmp_path):
    """In another folder, on another day; and a draft that is written on is no part of it."""
    other = {**FILES, "2024/T1/risker.yaml": FILES["2024/T1/risker.yaml"].replace("Reservplan", "Annan plan")}
    project = loaded(tmp_path, other)
    assert {one.name: one.data for one in site(project, Resources(tmp_path), URL, FORMATS)} == small
    assert not any(name.startswith("content/2024") for name in inputs(project))


def test_every_published_value_is_on_a_page_and_in_the_file(whole):
    """Each outcome, target, light, amount and risk value of our own reports."""
    told = rows(whole["varden.csv"])
    project = reports.project()
    things = things_with_values([document_of(project, report, ()) for report in adopted(project)])
    assert len(told) == sum(len(thing.uppgifter) for thing in things) > 500
    for line in told:
        assert line["sida"] in whole
    money = next(line for line in told if (line["rapport"], line["id"]) == ("2023/T1", "nettokostnad.missbruksvård"))
    assert (money["värde"], money["enhet"], money["kolumn"]) == ("-9195", "tkr", "utfall")


def test_every_link_leads_to_something(whole):
    """To a page of the site, to a section in a report, or to a file that the build leaves."""
    built = {
        f"{name}/{file}": text.encode() for name in reports.PUBLISHED for file, text in reports.built(name).items()
    }
    files = {**whole, **built}
    for name in reports.PUBLISHED:
        title = reports.judged(name).rapport.filnamn
        files[f"{name}/{title}.pdf"] = b""
    anchors = {
        name: set(re.findall(r' id="([^"]+)"', data.decode())) for name, data in files.items() if ".html" in name
    }
    seen = 0
    for name, data in whole.items():
        if not name.endswith(".html"):
            continue
        for target in re.findall(r'href="([^"]+)"', data.decode()):
            file, _, anchor = target.partition("#")
            path = _joined(name, file) if file else name
            assert path in files, (name, target)
            assert not anchor or anchor in anchors[path], (name, target)
            seen += 1
    assert seen > 1000


def _joined(page, target):
    parts = page.split("/")[:-1]
    for part in target.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def test_no_page_has_a_script_or_style_of_its_own(whole):
    """A strict policy, which the page keeps."""
    pages = [data.decode() for name, data in whole.items() if name.endswith(".html")]
    assert len(pages) > 150
    for page in pages:
        assert "default-src 'none'; style-src 'self'" in page
        assert not re.search(r"<script|<style| style=| on\w+=", page)


def test_the_feed_and_the_map_name_every_report(whole):
    """By whole addresses, the newest first, dated without a clock."""
    atom = ElementTree.fromstring(whole["flode.atom"])
    kind = "{http://www.w3.org/2005/Atom}"
    links = [entry.find(f"{kind}link").get("href") for entry in atom.iter(f"{kind}entry")]
    assert links == [f"{URL}{name}/{reports.judged(name).rapport.filnamn}.html" for name in reversed(reports.PUBLISHED)]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", one.text) for one in atom.iter(f"{kind}updated"))
    listed = [loc.text for loc in ElementTree.fromstring(whole["sitemap.xml"]).iter() if loc.tag.endswith("loc")]
    pages = {f"{URL}{name}" for name in whole if name.endswith(".html") and name != "index.html"}
    assert set(listed) == {URL, *pages, *links}


def test_the_catalogue_has_a_data_set_for_each_report_and_one_for_all_values(whole):
    """Every distribution is a file of the site or of a report's own build."""
    told = json.loads(whole["katalog.jsonld"])
    assert told["@type"] == "dcat:Catalog"
    assert len(told["dcat:dataset"]) == len(reports.PUBLISHED) + 1
    files = {*whole, *(f"{name}/{file}" for name in reports.PUBLISHED for file in reports.built(name))}
    found = [one for data in told["dcat:dataset"] for one in data["dcat:distribution"]]
    named = {one[key]["@id"] for one in found for key in ("dcat:downloadURL", "dcterms:conformsTo") if key in one}
    assert len(named) > len(found) > 50
    assert {name.removeprefix(URL) for name in named if not name.endswith(".pdf")} <= files
