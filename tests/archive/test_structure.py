"""What a screen reader meets in a report's PDF is what stands in the page that it was printed from."""

import difflib
import re
import subprocess
from collections import Counter
from itertools import pairwise

import pikepdf
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from tests.archive.conftest import REPORTS
from tests.archive.outline import of_page, of_tree
from tests.fixtures.reports import PUBLISHED, judged

_FEWEST_WORDS = 40  # fewer stand on a page where what follows its heading was moved on without it
GAP = 200  # letters that the page may say in between: the headings of a table that Markdown shows as a list
PAGINATION = {"/Header", "/Footer"}
# The style sheet's own word on a draft's cover.
DRAFT = ("P", "UTKAST")
SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def places(report):
    """The page that each place of the report is printed on."""
    pages = numbers(report)
    found = pikepdf.NameTree(report.pdf.Root.Names.Dests)
    return {name: pages[found[name][0].objgen] for name in found}


def marked(report):
    """Page, tag and properties of all marked content."""
    for number, page in enumerate(report.pdf.pages):
        for step in pikepdf.parse_content_stream(page):
            if str(step.operator) in {"BDC", "BMC"}:
                yield number, str(step.operands[0]), step.operands[1] if len(step.operands) > 1 else {}


def letters(text):
    """A text's letters and digits alone."""
    return "".join(character for character in text if character.isalnum())


def test_all_reports_are_looked_at():
    """The published reports are among those that the tests here go through."""
    assert set(PUBLISHED) <= set(REPORTS)


def test_element_by_element(report):
    """Headings, paragraphs, lists, tables with their cells, links and images: the same ones, in the same order.

    The page numbers in the contents are those of the pages that the chapters begin on.
    """
    page = of_page(report.html, places(report))
    tags = of_tree(report.tree)
    assert len(page) > 200
    if judged(report.name).rapport.utkast:
        tags.remove(DRAFT)
    lines = difflib.unified_diff([str(block) for block in page], [str(block) for block in tags], "html", "pdf", n=1)
    assert "\n".join(lines) == ""


def test_nothing_hollow(report):
    """No paragraph, heading, item or link is empty: a reader would stop at nothing."""
    read = report.tree.of("P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "Link", "TH", "Caption")
    assert len(read) > 100
    assert [element for element in read if not element.text().strip()] == []


def test_same_order_as_the_markdown(report):
    """What the Markdown's chapters say is read from the PDF's tags, in the Markdown's order."""
    first, *rest = blocks(report.markdown[report.markdown.index("\n## 1 ") :])
    spoken = letters(said(report.tree)).partition(letters(first))[2]
    labels = {letters(cell.text()) for cell in report.tree.of("TH") if cell.scope == "Column"} | {"Diagram"}
    place, heard = 0, 0
    for text in rest:
        ways = [(spoken.find(way, place, place + len(way) + GAP), way) for way in ways_to_say(text, labels)]
        found = [(start, way) for start, way in ways if start >= 0]
        assert found, (text, spoken[place : place + 200])
        start, way = min(found)
        place, heard = start + len(way), heard + len(way)
    assert heard > len(spoken) * 0.9


def ways_to_say(text, labels):
    """The letters of a text as Markdown has it, and as the page may have it.

    A wide table is a list in Markdown, with its column headings before the figures; a key figure has its name first; a
    footnote shows its number.
    """
    label, colon, rest = text.partition(":")
    label, rest = letters(label), letters(rest)
    if colon and label in labels:
        return [rest]
    return [letters(text), rest + label, letters(text).lstrip("0123456789")]


def said(element):
    """All that is read aloud below an element, but for the contents list and the marks of lists."""
    parts = (kid if isinstance(kid, str) else said(kid) for kid in element.kids)
    return element.alt if element.kind == "Figure" else "" if element.kind in {"TOC", "Lbl"} else "".join(parts)


def blocks(markdown):
    """The text of each heading, paragraph, item and cell, in order."""
    parser = MarkdownIt("commonmark").enable("table")
    for token in parser.parse(markdown):
        if token.type == "inline":
            yield "".join(child.content for child in token.children if child.type in {"text", "code_inline"})


def test_one_table_is_one_table(report):
    """Each table of the page is one table in the tags, whole and with its heading row once."""
    tables = report.tree.of("Table")
    assert len(tables) == report.html.count("<table") > 1
    for table in tables:
        caption, head, body = table.elements()
        assert (caption.kind, head.kind, body.kind) == ("Caption", "THead", "TBody")
        (row,) = head.elements()
        assert {len(other.elements()) for other in body.elements()} == {len(row.elements())}


def test_headers(report):
    """Every heading cell has a scope, and every data cell names the headings of its own row and column."""
    for table in report.tree.of("Table"):
        head, *rows = table.of("TR")
        columns = head.elements()
        assert {(cell.kind, cell.scope) for cell in columns} == {("TH", "Column")}
        for row in rows:
            name, *cells = row.elements()
            assert (name.kind, name.scope) == ("TH", "Row")
            for column, cell in zip(columns[1:], cells, strict=True):
                assert cell.kind == "TD"
                assert cell.headers == (name.id, column.id)
    ids = [element.id for element in report.tree.walk() if element.id]
    assert len(ids) == len(set(ids)) > 20


def test_hyphens_that_only_the_line_needs(report, tmp_path):
    """A word that goes on at the next line is found whole: its hyphen is soft, and no other line ends with one."""
    (tmp_path / "a.pdf").write_bytes(report.data)
    done = subprocess.run(["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True)
    page = lxml_html.fromstring(report.html)
    written = set("".join(f"{text} " for text in page.itertext()).split())
    printed = done.stdout.replace(f"{SOFT_HYPHEN}\n", SOFT_HYPHEN).split()
    parted = {word.replace(SOFT_HYPHEN, "") for word in printed if SOFT_HYPHEN in word}
    assert parted or report.name in {"2022/VB", "2025/plan"}
    assert [word for word in parted if not any(word in one for one in written)] == []
    ended = [word for word in re.findall(r"(\S+[-\N{HYPHEN}])\n", done.stdout) if not any(word in w for w in written)]
    assert ended == []


def test_page_furniture_is_not_read(report):
    """Header and footer of each page, and heading rows that are repeated, are artifacts."""
    artifacts = [(page, what) for page, tag, what in marked(report) if tag == "/Artifact" and "/Type" in what]
    pagination = [(page, str(what.get("/Subtype", ""))) for page, what in artifacts if what.Type == "/Pagination"]
    for page in range(1, len(report.pdf.pages)):
        assert {kind for number, kind in pagination if number == page and kind} == PAGINATION, page
    assert "Sida 3 av" not in report.tree.text()
    assert f"Sida 2 av {len(report.pdf.pages)}" not in report.tree.text()


def test_repeated_heading_rows(report):
    """A table that goes on on the next page shows its headings there, and they are read only once."""
    pages = [{row.page for row in table.of("TR")} for table in report.tree.of("Table")]
    over = sum(len(table) - 1 for table in pages)
    repeated = [
        what
        for _, tag, what in marked(report)
        if tag == "/Artifact" and what.get("/Type") == "/Pagination" and "/Subtype" not in what
    ]
    assert bool(repeated) == bool(over)


def test_bookmarks(report):
    """The bookmarks are the headings below the cover's, nested as their levels, and lead to their pages."""
    headings = [
        (int(element.kind[1]), " ".join(element.text().split()), element.page)
        for element in report.tree.of("H1", "H2", "H3", "H4", "H5", "H6")
    ]
    assert headings[0][0] == 1
    assert all(after <= before + 1 for (before, *_), (after, *_) in pairwise(headings))
    with report.pdf.open_outline() as outline:
        found = list(bookmarks(outline.root, numbers(report)))
    assert found == [(letters(title), page) for _, title, page in headings]


def bookmarks(items, pages):
    """Title and page of all bookmarks, in order."""
    for item in items:
        yield letters(item.title), pages[item.destination[0].objgen]
        yield from bookmarks(item.children, pages)


def numbers(report):
    """The number of each page, counted from 1."""
    return {page.obj.objgen: number for number, page in enumerate(report.pdf.pages, start=1)}


def test_languages(report):
    """The document is in Swedish, and what the page says is in another language says so in the tags."""
    assert str(report.pdf.Root.Lang) == "sv-SE"
    marked_up = lxml_html.document_fromstring(report.html).body.xpath(".//*[@lang]")
    assert [element.lang for element in report.tree.walk() if element.lang] == [each.get("lang") for each in marked_up]


def test_title(report):
    """A reader shows the report's title instead of the file's name."""
    title = lxml_html.document_fromstring(report.html).findtext(".//title")
    assert report.pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert str(report.pdf.docinfo.Title) == title
    with report.pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == title
        assert xmp["pdfuaid:part"] == "1"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")


def test_links(report):
    """Each link says in words where it leads, and none leads to a file."""
    notes = [note for page in report.pdf.pages for note in page.obj.get("/Annots", ())]
    assert len(notes) >= 5
    assert all(len(str(note.Contents)) > 5 for note in notes)
    assert all(str(page.obj.Tabs) == "/S" for page in report.pdf.pages if "/Annots" in page.obj)
    targets = {target for link in report.tree.of("Link") for target in link.targets}
    assert all(re.match(r"#|https://|mailto:|tel:", target) for target in targets)


def test_nothing_of_the_machine(report):
    """No address of a file, no absolute path and no name of the machine's is anywhere in the file, unpacked."""
    streams = [item.read_bytes() for item in report.pdf.objects if isinstance(item, pikepdf.Stream)]
    texts = [data.decode("utf-8", "replace") for data in streams]
    texts += [text for item in report.pdf.objects for text in strings(item)]
    assert len(texts) > 500
    private = re.compile(r"file:/|/home/|/root/|/tmp/|/Users/|[A-Z]:\\")
    assert [found[0] for text in texts if (found := private.search(text))] == []


def strings(item):
    """All texts in an object, as a reader decodes them."""
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for each in item:
            yield from strings(each) if not is_elsewhere(each) else ()
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key in item.keys():  # noqa: SIM118 - pikepdf's own dictionary
            yield from strings(item[key]) if not is_elsewhere(item[key]) else ()


def is_elsewhere(item):
    """Whether an object has a number of its own, and so is come to anyway."""
    return isinstance(item, pikepdf.Object) and item.is_indirect


def test_no_page_within_a_report_is_nearly_empty(report):
    """What is kept together never leaves a heading alone on a page before the last."""
    words = Counter()
    for element in report.tree.walk():
        words[element.page] += sum(len(kid.split()) for kid in element.kids if isinstance(kid, str))
    pages = range(3, len(report.pdf.pages))
    assert pages
    assert [page for page in pages if words[page] < _FEWEST_WORDS] == []
