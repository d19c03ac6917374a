"""The web page in a real browser: on a phone, by keyboard, on paper, and with everything else shut out."""

import base64
import shutil
import subprocess

import pytest
from tests.web.conftest import DRAFT, NAMES

REPORTS = pytest.mark.parametrize("name", NAMES)
# WCAG 1.4.12: what a reader may set, without anything being lost.
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
SMALL_TARGETS = """[...document.querySelectorAll('a')].filter(a => {
    const prose = a.closest('.text, td, .not, .anvisning, .fotnoter li') && !a.matches('[aria-label]');
    const box = a.getBoundingClientRect();
    return !prose && !a.matches('.hopp') && (box.width < 24 || box.height < 24);
}).map(a => [a.outerHTML, a.getBoundingClientRect().width, a.getBoundingClientRect().height])"""
WIDE = {"2022/T1", "2023/T1"}  # reports with a table of so many figures that it scrolls on a phone
LINES_OF_LIGHTS = """[...document.querySelectorAll('.t-oversikt span.ljus')].map(light =>
    [light.textContent.trim(), Math.round(light.getBoundingClientRect().height
        / parseFloat(getComputedStyle(light).lineHeight))])"""
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))"
CURRENT = "[...document.querySelectorAll('.innehall a:target-current')].map(a => a.textContent.trim())"
LISTED = """[...document.querySelectorAll('.innehall details > ol > li')]
    .map(li => li.querySelector('ol')?.clientHeight ? li.querySelectorAll('li').length : 0)"""
# Boxes that scroll sideways, and whether the keyboard reaches them and a screen reader can say what they are.
SCROLLING = """[...document.querySelectorAll('body *')]
    .filter(e => e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))
    .map(e => [e.className, e.tabIndex, (e.getAttribute('aria-label')
        || document.getElementById(e.getAttribute('aria-labelledby'))?.textContent || '').trim()])"""


@REPORTS
@pytest.mark.parametrize("width", [320, 768])
def test_a_narrow_page_never_scrolls_sideways(name, width, opened):
    """WCAG 1.4.10: at 320 px only wide tables scroll, each in its own frame."""
    page = opened(name, width)
    assert page.run("document.documentElement.scrollWidth") == width
    assert page.run("document.body.innerText.length") > 5000


def test_spaced_text_still_fits(opened):
    """WCAG 1.4.12: more space between lines, words and letters pushes nothing off the page."""
    page = opened("2023/T1", 320)
    page.style(SPACED)
    assert page.run("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("width", [320, 650, 768, 1280])
def test_a_light_in_the_overview_stands_on_one_line(width, opened):
    """Also «Ej angiven», which is longer than any light's name."""
    lights = opened(DRAFT, width).run(LINES_OF_LIGHTS)
    assert lights
    assert {(name, lines) for name, lines in lights} == {("Ej angiven", 1)}


@REPORTS
def test_what_scrolls_has_a_name_and_is_reached_by_keyboard(name, opened):
    """WCAG 2.1.1: whoever has no mouse can read the last column too."""
    boxes = opened(name, 320).run(SCROLLING)
    assert boxes or name not in WIDE, "nothing is wide: the test has looked at nothing"
    for kind, order, label in boxes:
        assert order == 0, kind
        assert label, kind


@REPORTS
def test_landmarks(name, opened):
    """A screen reader can jump to the head, the contents, the report and the foot; tables are no landmarks."""
    nodes = opened(name).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node["ignored"] and "role" in node]
    counted = {role: roles.count(role) for role in ("banner", "navigation", "main", "contentinfo", "region")}
    assert counted == {"banner": 1, "navigation": 1, "main": 1, "contentinfo": 1, "region": 0}


@REPORTS
def test_every_table_is_read_out_with_its_name_and_headings(name, opened):
    """The browser hands each table on as a table with a name, and each heading cell as one."""
    page = opened(name)
    nodes = [n for n in page.send("Accessibility.getFullAXTree")["nodes"] if not n["ignored"] and "role" in n]
    tables = [n for n in nodes if n["role"]["value"] in {"table", "LayoutTable"}]
    assert tables
    assert [t for t in tables if t["role"]["value"] != "table" or not t.get("name", {}).get("value")] == []
    roles = [n["role"]["value"] for n in nodes]
    assert roles.count("columnheader") == page.run("document.querySelectorAll('thead th').length")
    assert roles.count("rowheader") == page.run("document.querySelectorAll('tbody th').length")
    assert page.run("[...document.querySelectorAll('th:not([scope])')].length") == 0


def test_the_first_tab_shows_a_way_past_the_contents(opened):
    """The skip link comes into view, and takes the focus to the report itself."""
    page = opened("2023/T1")
    assert page.run("document.querySelector('.hopp').getBoundingClientRect().right") <= 0
    page.press("Tab", 9)
    assert page.run("document.activeElement.className") == "hopp"
    assert page.run("document.activeElement.getBoundingClientRect().left") >= 0
    page.press("Enter", 13, "\r")
    assert page.run("document.activeElement.id") == "rapport"
    assert page.run("location.hash") == "#rapport"


def test_the_focus_is_seen(opened):
    """WCAG 2.4.7: a link that the keyboard has come to has a frame."""
    page = opened("2023/T1")
    page.press("Tab", 9)
    page.press("Tab", 9)
    assert page.run("document.activeElement.closest('header a') !== null")
    assert page.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert page.run("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2


def test_the_contents_beside_the_text_tell_where_one_is(opened):
    """One place is told; sections are listed of its chapter alone, so that long contents fit, and of all to a key."""
    page = opened("2022/T1", 1440)
    assert page.run("CSS.supports('selector(a:target-current)')")
    page.run("document.querySelector('#nettokostnad').scrollIntoView()")
    page.run(DRAWN)
    assert page.run(CURRENT) == ["3.1 Nettokostnad per verksamhet"]
    assert page.run(LISTED) == [0, 0, 6, 0, 0, 0, 0, 0, 0, 0]
    page.press("Tab", 9)
    page.run("document.querySelector('.innehall a').focus({focusVisible: true})")
    page.run(DRAWN)
    assert page.run(LISTED) == [0, 5, 6, 0, 0, 0, 0, 0, 0, 0]


@REPORTS
@pytest.mark.parametrize("width", [320, 1280])
def test_links_are_large_enough_for_a_finger(name, width, opened):
    """WCAG 2.5.8: contents, footnotes and the way back are 24 px at least; links in a sentence may be less."""
    page = opened(name, width)
    assert page.run("document.querySelectorAll('a').length") > 5
    assert page.run(SMALL_TARGETS) == []


@REPORTS
def test_the_page_runs_nothing_and_the_browser_has_nothing_to_say(name, opened):
    """No script, and nothing on the page that its own policy would stop."""
    page = opened(name)
    assert page.run("document.scripts.length") == 0
    assert (
        page.run("[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => /^on/.test(n))")
        == []
    )
    assert page.run("getComputedStyle(document.body).fontFamily").startswith('"Asn Sans"')
    assert page.run("document.fonts.ready.then(fonts => [...fonts].filter(f => f.status === 'loaded').length)") > 0
    assert page.said == []


@pytest.mark.parametrize(
    "foreign",
    [
        "<script>document.title = 'kapad'</script>",
        "<p onclick='1' style='color: red'>x</p>",
        "<img src='https://example.org/x.png' alt=''>",
        "<link rel='stylesheet' href='https://example.org/x.css'>",
    ],
)
def test_the_policy_stops_what_is_not_the_pages_own(foreign, opened, folder):
    """A script, a style, a picture or a style sheet that someone has put in is stopped, and the browser says so."""
    page = opened("2023/T1")
    source = (folder / "2023-T1.html").read_text(encoding="utf-8")
    spoiled = folder / "främmande.html"
    spoiled.write_text(source.replace("<main", f"{foreign}<main", 1), encoding="utf-8")
    page.load(spoiled.as_uri())
    assert page.run("document.title").startswith("Delårsrapport")
    assert any("Content Security Policy" in said for said in page.said)


def test_dark_is_dark(opened):
    """Who asks for a dark page gets one, and a light one by default."""
    light, dark = (
        opened("2023/T1", scheme=s).run("getComputedStyle(document.body).backgroundColor") for s in ("light", "dark")
    )
    assert light == "rgb(255, 255, 255)"
    assert dark == "rgb(18, 25, 29)"


@REPORTS
def test_on_paper_nothing_is_cut_off(name, opened):
    """Printed from the browser, tables show all their columns and links for the screen are gone."""
    page = opened(name, 794, medium="print")
    assert page.run("getComputedStyle(document.querySelector('.hopp')).display") == "none"
    assert page.run("getComputedStyle(document.querySelector('.sidfot')).display") == "none"
    boxes = "[...document.querySelectorAll('.tabell, .diagram')]"
    assert page.run(f"{boxes}.length") > 0
    assert set(page.run(f"{boxes}.map(e => getComputedStyle(e).overflowX)")) == {"visible"}


def test_a_draft_says_so_on_every_sheet(opened, folder):
    """Printed from the browser too."""
    assert shutil.which("pdftotext"), "pdftotext is missing; install it with: sudo apt-get install poppler-utils"
    sheets = []
    for name in (DRAFT, "2023/T1"):
        told = opened(name, medium="print").send("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        file = folder / "utskrift.pdf"
        file.write_bytes(base64.b64decode(told["data"]))
        text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, encoding="utf-8", check=True)
        # The word is set wide, which pdftotext takes for spaces.
        sheets.append(text.stdout.replace(" ", "").rstrip("\f").split("\f"))
    draft, finished = sheets
    assert len(draft) > 3
    assert all("UTKAST" in sheet for sheet in draft)
    assert not any("UTKAST" in sheet for sheet in finished)
