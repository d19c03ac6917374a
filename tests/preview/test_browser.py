"""The preview in a real browser: a save shows, and the reader stays where they were."""

import re
import shutil
from contextlib import contextmanager

import pytest
from tests.fixtures.console import inside
from tests.fixtures.ledgers import files as ledger_files
from tests.fixtures.projects import REPO, report, write
from tests.preview.conftest import TEXT
from tests.preview.test_forms import EVENTS, GOALS, SHEET, UNIT
from tests.preview.test_serve import serving
from tests.web.browser import browser
from tests.web.test_axe import violations, violations_in_dark, violations_in_light

NAME = "2024/T1"
UNIT_FILES = {
    "2023/T1/rapport.yaml": SHEET,
    "2023/T1/mal.yaml": GOALS,
    "2023/T1/avsnitt.yaml": EVENTS,
    "2023/T1/enheter/mottagningen.yaml": UNIT,
}
FORMS = ("", "/rapport.yaml", "/avsnitt.yaml", "/mal.yaml", "/enheter/mottagningen.yaml", "/mal.yaml?post=/nämndmål/0")
OVERLAPPING = """[...document.querySelectorAll('main :is(input, select, textarea, button, a)')].filter(e => {
    const box = e.getBoundingClientRect();
    return e.getClientRects().length && (box.right > innerWidth || box.left < 0);
}).map(e => e.outerHTML)"""
READY = "document.getElementById('sida').contentDocument?.readyState === 'complete' && !!{doc}.querySelector('main')"
DOC = "document.getElementById('sida').contentDocument"
WINDOW = "document.getElementById('sida').contentWindow"


def until(page, condition):
    """Wait for a condition in the page; the browser's own patience is the limit."""
    wait = f"new Promise(done => {{ const look = () => ({condition}) ? done(true) : setTimeout(look, 10); look(); }})"
    assert page.run(wait)


def ready(page):
    until(page, READY.replace("{doc}", DOC))
    until(page, "document.getElementById('raknat').textContent !== 'Granskar …'")


@pytest.fixture(scope="module")
def tab():
    with browser() as running:
        yield running.page()


@contextmanager
def editing(tab, folder):
    """The editor of a project with a unit's file, in the browser, and the address of its draft."""
    root = write(folder / "projekt", UNIT_FILES)
    with serving(root, "--edit") as (_, said):
        way = re.search(r"http://\S+", said)[0]
        tab.wide(1280)
        tab.said.clear()
        tab.load(way)
        yield tab, way.partition("/oppna")[0], root / "content" / "2023/T1"
        tab.load("about:blank")
    tab.media()


@pytest.fixture
def edited(tab, tmp_path):
    """Such an editor, to write in."""
    with editing(tab, tmp_path) as editor:
        yield editor


@pytest.fixture(scope="module")
def looked_at(tab, tmp_path_factory):
    """Such an editor that nobody writes in."""
    with editing(tab, tmp_path_factory.mktemp("formulär")) as editor:
        yield editor


@pytest.fixture
def shown(tab, tmp_path):
    """The repository's draft, in the browser, and its folder."""
    root = tmp_path / "projekt"
    shutil.copytree(REPO / "content", root / "content", ignore=shutil.ignore_patterns("2020", "2022", "2025"))
    with serving(root) as (_, said):
        address = re.search(r"http://\S+/", said)[0]
        tab.wide(1280)
        tab.said.clear()
        tab.load(address + NAME)
        ready(tab)
        yield tab, root / "content" / NAME
        tab.load("about:blank")
    tab.media()


REMARKS = "document.querySelectorAll('#fynd p.text').length"
CHOOSE = "name => { const e = document.getElementById('visa'); e.value = name; e.dispatchEvent(new Event('change')) }"


def headed(folder, words):
    """Save a new heading."""
    file = folder / "handelser.yaml"
    text = re.sub(r"(?m)^rubrik: .*$", f"rubrik: {words}", file.read_text(encoding="utf-8"), count=1)
    file.write_text(text, encoding="utf-8")


def test_a_save_shows_without_a_reload_and_the_place_is_kept(shown):
    """The same document, at the same place to the pixel, with the new words; nothing was blocked."""
    page, folder = shown
    page.run(f"{WINDOW}.scrollTo({{top: 1200, behavior: 'instant'}}), {DOC}.marked = window.marked = true")
    for words in ("Först så här", "Sedan så här"):
        headed(folder, words)
        until(page, f"[...{DOC}.querySelectorAll('h2')].some(h => h.textContent.includes('{words}'))")
        assert page.run(f"{WINDOW}.scrollY") == 1200
        assert page.run(f"{DOC}.marked && window.marked")
        assert page.run("document.getElementById('lage').textContent").startswith("Uppdaterad kl. ")
    assert page.said == []


def test_what_is_written_above_moves_nothing(shown):
    """The section that one reads stays where it is on the screen when the one before it grows."""
    page, folder = shown
    last = f"[...{DOC}.querySelectorAll('section.niva-2')].at(-2)"
    page.run(f"{last}.scrollIntoView({{behavior: 'instant'}}), {WINDOW}.scrollBy({{top: 40, behavior: 'instant'}})")
    top = page.run(f"{last}.getBoundingClientRect().top")
    height = page.run(f"{DOC}.documentElement.scrollHeight")
    headed(folder, "Ett mycket längre namn " * 12)
    until(page, f"{DOC}.documentElement.scrollHeight > {height}")
    assert abs(page.run(f"{last}.getBoundingClientRect().top") - top) < 1


def test_a_reload_comes_back_to_the_place(shown):
    """Also when the whole page is loaded anew."""
    page, _ = shown
    page.run(f"{WINDOW}.scrollTo({{top: 900, behavior: 'instant'}})")
    page.load(page.run("location.href"))
    ready(page)
    until(page, f"{WINDOW}.scrollY > 0")
    assert abs(page.run(f"{WINDOW}.scrollY") - 900) <= 1


def test_a_broken_file_keeps_the_page_and_shows_the_finding(shown):
    """The finding leads to its section; when it is mended the word above the page goes."""
    page, folder = shown
    text = (folder / "risker.yaml").read_text()
    (folder / "risker.yaml").write_text(text + ": : [\n", encoding="utf-8")
    until(page, "!document.getElementById('besked').hidden")
    assert page.run(f"{DOC}.body.innerText.length") > 3000
    assert "S001" in page.run("document.getElementById('fynd').innerText")
    assert f"content/{NAME}/risker.yaml, rad" in page.run("document.getElementById('fynd').innerText")
    page.run("[...document.querySelectorAll('#fynd a')].find(a => a.textContent.includes('risker.yaml')).click()")
    assert page.run(f"{DOC}.querySelector('.slag-risker').getBoundingClientRect().top") < 60
    (folder / "risker.yaml").write_text(text, encoding="utf-8")
    until(page, "document.getElementById('besked').hidden")


def test_a_report_that_was_broken_from_the_start_stands_with_its_findings(tab, tmp_path):
    """The state says what it waits for, not that it reads for ever, and the page comes when the file is mended."""
    root = write(tmp_path / "projekt", report("slag: [\n"))
    with serving(root) as (_, said):
        tab.load(re.search(r"http://\S+/", said)[0])
        until(tab, "document.getElementById('fynd').children.length > 0")
        assert tab.run("document.getElementById('lage').textContent") == "Väntar på att felen rättas."
        assert tab.run("document.getElementById('besked').textContent").startswith("Rapporten kan inte visas förrän")
        assert tab.run("document.getElementById('sida').hidden")
        write(root, report(TEXT))
        ready(tab)
        until(tab, f"{DOC}.body.innerText.includes('Hej på dig')")
        assert tab.run("document.getElementById('lage').textContent").startswith("Uppdaterad kl. ")
        tab.load("about:blank")


def test_many_findings_are_folded_counted_and_chosen_among(shown):
    """Those of one rule in one file stand under its title; a file's alone are shown, and what was opened stays open."""
    page, folder = shown
    until(page, "!document.getElementById('urval').hidden")
    groups = page.run("[...document.querySelectorAll('#fynd summary')].map(s => s.textContent)")
    assert f"23 × varning K904: Det som ska fyllas i är tomtcontent/{NAME}/mal.yaml" in groups
    assert page.run("document.getElementById('visa').options[0].text") == f"allt ({page.run(REMARKS)})"
    page.run(f"({CHOOSE})('fil content/{NAME}/mal.yaml')")
    chosen = page.run("document.getElementById('visa').selectedOptions[0].text")
    assert chosen == f"content/{NAME}/mal.yaml ({page.run(REMARKS)})"
    page.run("document.querySelector('#fynd details').open = true")
    text = "slag: händelser\nid: händelser\nhändelser: [{text: Något hände.}]\n"
    (folder / "handelser.yaml").write_text(text, encoding="utf-8")
    until(page, "document.getElementById('raknat').textContent.startsWith('75')")
    assert page.run("document.querySelector('#fynd details').open")
    assert page.run("document.getElementById('visa').selectedOptions[0].text") == chosen


def test_another_report_is_chosen_from_the_list(shown):
    """By its name and title."""
    page, _ = shown
    assert page.run("document.getElementById('rapport').selectedOptions[0].textContent").startswith(f"{NAME} ")
    page.browser.forget("Page.loadEventFired")
    page.run(
        "(s => { s.value = '2023/T1'; s.dispatchEvent(new Event('change')) })(document.getElementById('rapport')), 0"
    )
    page.browser.wait("Page.loadEventFired")
    ready(page)
    assert page.run("location.pathname") == "/2023/T1"
    assert "2023" in page.run(f"{DOC}.querySelector('h1').textContent")


def test_axe_finds_nothing(shown):
    """The page around the report is as accessible as the report, with findings in it."""
    page, folder = shown
    (folder / "risker.yaml").write_text((folder / "risker.yaml").read_text() + ": : [\n", encoding="utf-8")
    until(page, "!document.getElementById('besked').hidden")
    for width in (360, 1280):
        page.wide(width)
        assert page.run("document.documentElement.scrollWidth") == width
        assert violations(page, iframes=False) == [], width


def test_content_cannot_run_a_script_in_the_frame(tab, tmp_path):
    """What a heading says is text, in the list of findings too."""
    attack = "<img src=x onerror=parent.caught=1><script>parent.caught=1</script>"
    root = write(tmp_path / "p", report(TEXT.replace("Året", f"'{attack}'") + f"'{attack}': 1\n"))
    with serving(root) as (_, said):
        tab.load(re.search(r"http://\S+/", said)[0])
        until(tab, "document.getElementById('fynd').children.length > 0")
        assert "<img src=x onerror" in tab.run("document.getElementById('fynd').innerText")
        assert tab.run("document.querySelectorAll('#fynd img, #fynd script').length") == 0
        write(root, report(TEXT.replace("Året", f"'{attack}'")))
        until(tab, f"{DOC}?.body?.innerText.includes('onerror')")
        assert tab.run("window.caught === undefined && document.scripts.length === 1")
        tab.load("about:blank")


def test_an_imported_figure_tells_its_cell_to_pointer_keyboard_and_screen_reader(tab, tmp_path):
    """And after a save, when the page's body is another."""
    root = write(tmp_path / "projekt", ledger_files())
    assert inside(root, "import", "xlsx").returncode == 0
    cells = f"[...{DOC}.querySelectorAll('td[data-underlag]')]"
    told = f"{cells}.map(c => [c.textContent, c.title, c.getAttribute('aria-description'), c.tabIndex])[0]"
    words = "Läst ur underlag/netto.xlsx!Rapport!C8"
    with serving(root) as (_, said):
        tab.load(re.search(r"http://\S+/", said)[0] + "2023/T1")
        ready(tab)
        assert tab.run(f"{cells}.length") == 6
        assert tab.run(told) == ["−29\u00a0412", words, words, 0]
        file = root / "content/2023/T1/netto.yaml"
        file.write_text(file.read_text().replace("rubrik: Nettokostnad", "rubrik: Kostnader", 1))
        until(tab, f"[...{DOC}.querySelectorAll('h2')].some(h => h.textContent.includes('Kostnader'))")
        assert tab.run(told) == ["−29\u00a0412", words, words, 0]
        tab.load("about:blank")


@pytest.mark.parametrize("form", FORMS)
def test_axe_finds_nothing_in_the_forms(form, looked_at):
    """Every form with all its fields unfolded, with findings and without; nothing is clipped on a phone."""
    page, address, _ = looked_at
    page.load(f"{address}/2023/T1/redigera{form}")
    page.run("document.querySelectorAll('details').forEach(part => { part.open = true })")
    for width in (320, 390, 1280):
        page.wide(width)
        assert page.run("document.documentElement.scrollWidth") == width
        assert page.run(OVERLAPPING) == [], width
        assert violations_in_light(page, iframes=False) == [], width
    assert violations_in_dark(page, iframes=False) == []
    assert page.said == []


def typed(page, text):
    """Type as at a keyboard, in what has the focus."""
    page.send("Input.insertText", text=text)


def pressed(page, key, code, text=""):
    """Press a key that leads to another page, and wait for it."""
    page.browser.forget("Page.loadEventFired")
    page.press(key, code, text)
    page.browser.wait("Page.loadEventFired")


def test_a_form_is_filled_in_with_the_keyboard_alone(edited):
    """Tab to a field, type, save with Enter; a refusal has the focus and says why, and the text is still there."""
    page, address, folder = edited
    page.load(f"{address}/2023/T1/redigera/enheter/mottagningen.yaml")

    def tab_to(name):
        for _ in range(40):
            page.press("Tab", 9)
            if page.run("document.activeElement.name") == name:
                return
        raise AssertionError(name)

    tab_to("/mål/0/utfall")
    typed(page, "1.126,50 %")
    pressed(page, "Enter", 13, "\r")
    assert page.run("document.activeElement.id") == "besked"
    assert page.run("document.activeElement.getAttribute('role')") == "alert"
    assert "är inget svenskt tal" in page.run("document.activeElement.innerText")
    field = "document.querySelector('[name=\"/mål/0/utfall\"]')"
    assert page.run(f"{field}.getAttribute('aria-invalid')") == "true"
    described = f"{field}.getAttribute('aria-describedby').split(' ').map(i => document.getElementById(i).innerText)"
    assert any("är inget svenskt tal" in told for told in page.run(described))
    assert page.run(f"{field}.value") == "1.126,50 %"
    page.run(f"{field}.focus(), {field}.select()")
    typed(page, "88 %")
    pressed(page, "Enter", 13, "\r")
    assert "Sparat" in page.run("document.activeElement.innerText")
    assert (folder / "enheter" / "mottagningen.yaml").read_text() == UNIT.replace("utfall:", "utfall: 88 %")
    assert [said for said in page.said if "status of 422" not in said] == []


def test_what_is_added_has_the_focus(edited):
    """The first field of the new item, on the page that comes back."""
    page, address, folder = edited
    page.load(f"{address}/2023/T1/redigera/avsnitt.yaml")
    page.browser.forget("Page.loadEventFired")
    page.run("document.querySelector('[value=\"ny /händelser/-\"]').click()")
    page.browser.wait("Page.loadEventFired")
    assert page.run("document.activeElement.name").startswith("/händelser/-/")
    page.run("document.querySelector('[name=\"/händelser/-/text\"]').focus()")
    typed(page, "Ett nytt tak.")
    page.browser.forget("Page.loadEventFired")
    page.run("document.querySelector('.spara').click()")
    page.browser.wait("Page.loadEventFired")
    assert (folder / "avsnitt.yaml").read_text() == EVENTS + "  - text: Ett nytt tak.\n"


def test_the_report_leads_to_a_sections_form_and_back(edited):
    """A click beside the heading; what is saved there is seen in the page beside the form at once."""
    page, address, folder = edited
    page.load(f"{address}/2023/T1")
    ready(page)
    until(page, f"{DOC}.querySelectorAll('a.asn-redigera').length === 2")
    assert page.run(f"[...{DOC}.querySelectorAll('a.asn-redigera')].map(a => a.ariaLabel)") == [
        "Redigera Mål",
        "Redigera Händelser",
    ]
    pen = f"{DOC}.querySelectorAll('a.asn-redigera')[1]"
    page.run(f"{pen}.scrollIntoView({{behavior: 'instant'}})")
    where = page.run(f"(b => [b.x + 5, b.y + 5])({pen}.getBoundingClientRect())")
    top = page.run("(b => [b.x, b.y])(document.getElementById('sida').getBoundingClientRect())")
    page.browser.forget("Page.loadEventFired")
    for kind in ("mousePressed", "mouseReleased"):
        x, y = where[0] + top[0], where[1] + top[1]
        page.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
    page.browser.wait("Page.loadEventFired")
    until(page, "location.pathname === '/2023/T1/redigera/avsnitt.yaml'")
    page.run("document.querySelector('[name=\"/händelser/0/text\"]').value = 'Helt nya lokaler.'")
    page.browser.forget("Page.loadEventFired")
    page.run("document.querySelector('.spara').click()")
    page.browser.wait("Page.loadEventFired")
    until(page, "document.querySelector('iframe').contentDocument.body.innerText.includes('Helt nya lokaler.')")
    assert "Helt nya lokaler." in (folder / "avsnitt.yaml").read_text()
