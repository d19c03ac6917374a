"""The handbook's web page and PDF say what its Markdown says, and everyone can read them."""

import base64
import hashlib
import io
import re
import subprocess
from dataclasses import replace

import pikepdf
import pytest
from lxml import html as lxml_html
from tests.archive.gate import lost_content, missing_glyphs
from tests.archive.outline import of_page, of_tree, words
from tests.archive.tree import read_tree
from tests.docs.handbook import BLOCKS, TABLES, TEXT
from tests.fixtures.console import asn, inside
from tests.fixtures.projects import REPO
from tests.fixtures.standards import validated
from tests.web.browser import BrowserMissing, browser
from tests.web.test_axe import COLOURS, DRAWN, judged, violations_in_light

from asn.render.handbook import SOURCE, handbook_print_page, handbook_web_page, pdf, source
from asn.render.handbook_markdown import handbook_parser
from asn.resources import Resources

MM = 72 / 25.4
# What axe leaves undecided: marks that it takes for no text, and a line of code that is broken and hangs.
UNDECIDED = ("only non-text characters", "partially overlaps other elements")
BOOK, RESOURCES = source(), Resources(REPO)


@pytest.fixture(scope="module")
def web():
    return handbook_web_page(BOOK, RESOURCES)


@pytest.fixture(scope="module")
def tree_of_page(web):
    return lxml_html.document_fromstring(web)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder that ``asn handbok`` was run in, where there is no project, what it said, and the PDF."""
    folder = tmp_path_factory.mktemp("handbok")
    done = asn(folder, "handbok")
    return folder, done, (folder / "build/handbok/handbok.pdf").read_bytes()


@pytest.fixture(scope="module")
def data(built):
    return built[2]


@pytest.fixture(scope="module")
def opened(data):
    with pikepdf.open(io.BytesIO(data)) as file:
        yield file


@pytest.fixture(scope="module")
def tags(opened):
    return read_tree(opened)


@pytest.fixture(scope="module")
def places(opened):
    """The page that each address is printed on."""
    numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages, start=1)}
    found = pikepdf.NameTree(opened.Root.Names.Dests)
    return {name: numbers[found[name][0].objgen] for name in found}


def test_it_is_built_in_any_folder_and_once(built):
    """No project is needed, and the second time there is nothing to do but what was broken."""
    root, done, _ = built
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Handboken är byggd i build/handbok/ (handbok.html, handbok.pdf, handbok.md)\n"
    folder = root / "build" / "handbok"
    assert sorted(path.name for path in folder.iterdir()) == [
        "bilder",
        "handbok.html",
        "handbok.md",
        "handbok.pdf",
        "manifest.json",
    ]
    assert asn(root, "handbok").stdout == "build/handbok: oförändrad\n"
    (folder / "handbok.html").write_text("trasig", encoding="utf-8")
    assert inside(root, "handbok", "--format", "html", "--out", "build/handbok").stdout.startswith("Handboken är byggd")
    assert (folder / "handbok.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_the_pdf_meets_both_standards(data, profile):
    """PDF/UA-1 and PDF/A-3a in one file, as the reports."""
    found = validated(data, profile)
    assert found.is_compliant, found.messages
    assert (found.failed, found.total > 100) == (0, True)


def test_nothing_in_the_pdf_is_lost_to_a_screen_reader(opened):
    """All that is painted is read or is an artifact, and every character has a glyph."""
    assert list(lost_content(opened)) == []
    assert list(missing_glyphs(opened)) == []


def test_the_tags_say_what_the_page_says(tags, places):
    """Heading by heading, cell by cell and line by line of code, in the same order."""
    page = lxml_html.document_fromstring(handbook_print_page(BOOK, RESOURCES))
    for line in page.xpath('//span[contains(@class, "rad")]'):
        line.tag = "p"
        if not line.text_content().strip():
            line.drop_tree()
    expected = of_page(lxml_html.tostring(page, encoding="unicode"), places)
    told = [block for block in of_tree(tags) if block[0] != "Figure"]
    assert len(expected) > 2000
    assert told == expected


def test_the_contents_list_every_chapter_on_its_page(tags, places):
    """With its number after it; the chapters and what is right below."""
    listed = tags.of("TOCI")
    targets = [item.of("Link")[0].targets[0].removeprefix("#") for item in listed]
    headings = [words(heading.text()) for heading in tags.of("H2", "H3") if heading.text() != "Innehåll"]
    assert len(listed) > 70
    assert [words(item.text("TOC")) for item in listed] == [
        f"{heading}{places[target]}" for heading, target in zip(headings, targets, strict=True)
    ]


def test_the_headings_are_bookmarks(opened, tags):
    """A reader's program lists them beside the page."""
    with opened.open_outline() as outline:
        waiting, titles = list(outline.root), []
        while waiting:
            item = waiting.pop(0)
            titles.append(words(item.title))
            waiting[:0] = item.children
    assert titles == [words(heading.text()) for heading in tags.of("H1", "H2", "H3", "H4")]
    assert len(titles) > 70


def test_every_table_is_told_by_its_headings(tags, tree_of_page):
    """Each column and each row has one, and each table a name."""
    tables = tags.of("Table")
    assert len(tables) == len(TABLES)
    for table in tables:
        rows = [[(cell.kind, cell.scope) for cell in row.of("TH", "TD")] for row in table.of("TR")]
        assert set(rows[0]) == {("TH", "Column")}
        assert all(row[0] == ("TH", "Row") and set(row[1:]) == {("TD", "")} for row in rows[1:])
    for table in tree_of_page.iter("table"):
        name = table.get("aria-labelledby") or table.find("caption").get("id")
        assert tree_of_page.get_element_by_id(name).text_content().strip()


def test_no_line_of_code_is_clipped_or_lost(data, tmp_path, tags):
    """Every line of every example is in the PDF, and all text keeps within the margins."""
    said = words(tags.text())
    lines = [line for block in BLOCKS for line in block.text.split("\n")]
    assert len(lines) > 800
    assert [line for line in lines if words(line.expandtabs(4)) not in said] == []
    file = tmp_path / "handbok.pdf"
    file.write_bytes(data)
    boxes = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True).stdout
    edges = [float(edge) for edge in re.findall(r'xMax="([\d.]+)"', boxes)]
    assert len(edges) > 10_000
    assert max(edges) <= (210 - 16) * MM + 1


def test_code_is_set_in_columns(tags, opened):
    """In the face whose characters are equally wide: a mark under a word stands under it."""
    names = {str(font.BaseFont) for page in opened.pages for font in page.obj.Resources.Font.values()}
    assert any("Mono" in name for name in names), names
    assert all("Asn-Sans" in name or "AsnSans" in name for name in names), names
    assert sum(words(line.text()).endswith("^^^") for line in tags.of("P")) > 10


def test_pictures_are_read_aloud(tags, tree_of_page):
    """By the words that the Markdown has for them, in both."""
    told = re.findall(r"!\[([^\]]+)\]\(", TEXT)
    assert told
    assert [figure.alt for figure in tags.of("Figure")] == told
    assert [picture.get("alt") for picture in tree_of_page.iter("img")] == told


def test_links_within_lead_somewhere(tree_of_page, web):
    """On the web page; the PDF is not written otherwise. No address stands twice."""
    ids = re.findall(r' id="([^"]+)"', web)
    links = [link.get("href") for link in tree_of_page.iter("a")]
    assert len(set(ids)) == len(ids)
    assert len(links) > 100
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert all(re.fullmatch(r"[a-z0-9_-]+", address) for address in ids)


def test_the_addresses_are_those_of_git_hosts_in_ascii():
    """Two headings of one name are told apart as there, so that each link leads where it does there."""
    text = "# Ett mål\n\n[dit](#mål-1)\n\n- [å](#ett-mål)\n\n## `mål`\n\n## Mål\n\n### Mal\n"
    rendered = handbook_parser().render(text, {"bilder": {}})
    assert re.findall(r'id="(\S+)"', rendered) == ["ett-mal", "mal", "mal-1", "mal-2"]
    assert re.findall(r'href="(\S+)"', rendered) == ["#mal-1", "#ett-mal"]


def test_markup_in_the_markdown_is_text():
    """HTML and addresses of unsafe kinds are shown as written."""
    rendered = handbook_parser().render("<b>x</b> [y](javascript:z)\n\n```html\n<i>\n```\n", {"bilder": {}})
    assert not {"<b>", "<i>"} & set(re.findall(r"<\w+>", rendered))
    assert "href" not in rendered


def test_the_web_page_needs_nothing_else(web):
    """Nothing is fetched, nothing runs, and the policy names the style sheet that is there."""
    assert not re.findall(r'(?:src|href)="(?!#|data:image/png;base64,)[^"]*"', web)
    assert "<script" not in web
    assert not re.search(r" style=", web)
    style = re.search(r"<style>(.*?)</style>", web, re.DOTALL)[1]
    assert f"style-src 'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in web
    assert not re.findall(r"url\(\"?(?!\"?data:)", style)


def test_the_list_for_git_hosts_gives_way_to_the_contents(tree_of_page):
    """The introduction stands alone before the first chapter."""
    (introduction,) = tree_of_page.find_class("ingress")
    assert {child.tag for child in introduction} == {"p"}
    assert introduction.text_content().split()[:3] == ["Den", "här", "handboken"]
    assert len(tree_of_page.xpath("//main/section/h2")) == TEXT.count("\n- [", 0, TEXT.index("\n## "))


def test_two_builds_give_the_same(web):
    """Byte for byte; a PDF of the shortest chapter, for all of them take long."""
    assert handbook_web_page(source(), Resources(REPO)) == web
    first, *chapters = TEXT.split("\n## ")
    text = re.sub(r"\[([^]]+)\]\(#[^)]+\)", r"\1", f"{first}\n## {min(chapters, key=len)}")
    short = replace(BOOK, text=text)
    assert pdf(short, RESOURCES) == pdf(short, RESOURCES)


def test_the_source_of_a_checkout_is_the_one_that_git_hosts_show():
    """One handbook, wherever it is read."""
    assert SOURCE == REPO / "docs"
    assert BOOK.text == TEXT


@pytest.fixture(scope="module")
def shown(web, tmp_path_factory):
    """The page in a browser."""
    file = tmp_path_factory.mktemp("webb") / "handbok.html"
    file.write_text(web, encoding="utf-8")
    try:
        with browser() as running:
            tab = running.page()
            tab.load(file.as_uri())
            yield tab
    except BrowserMissing as why:
        pytest.fail(str(why))


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(shown, width):
    """No violation of WCAG 2.2 AA or of what is known to be good practice, and nothing that the policy stopped."""
    shown.wide(width)
    assert violations_in_light(shown) == []
    assert shown.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(shown, scheme):
    """Every text and link is measured, but for marks like < that axe takes for no text."""
    shown.wide(1800)
    shown.media("screen", scheme)
    shown.style(DRAWN)
    told = judged(shown, runOnly=COLOURS)
    shown.style("")
    assert told["violations"] == []
    assert [one for one in told["incomplete"] if not any(why in one[-1] for why in UNDECIDED)] == []


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_the_page_never_scrolls_sideways(shown, width):
    """What is wide is broken, or scrolls in a frame that the keyboard reaches."""
    shown.wide(width)
    shown.media()
    assert shown.run("document.documentElement.scrollWidth") == width
    wide = "[...document.querySelectorAll('main *')].filter(e => getComputedStyle(e).overflowX === 'auto')"
    assert shown.run(f"{wide}.every(e => e.tabIndex === 0)")


def test_copied_code_is_the_code(shown):
    """Line by line, with its indentation."""
    block = next(block for block in BLOCKS if block.language == "yaml" and "/" in block.name)
    copied = shown.run(
        "(() => { const s = getSelection(); s.selectAllChildren(document.querySelector('.kod-yaml pre'));"
        " return s.toString() })()"
    )
    assert copied.rstrip("\n") == block.text.rstrip("\n")
