"""The Word file: it says what the other formats say, and its structure is what Word and screen readers need."""

import io
import re
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import pytest
from jinja2 import Environment, nodes
from lxml import etree
from markdown_it import MarkdownIt
from PIL import Image
from tests.fixtures.projects import REPO, loaded, report
from tests.fixtures.word import NS, R, W, Word, text, val, w
from tests.test_buildable import dumped

from asn.commands.init import examples
from asn.load.project import load_project
from asn.pipeline import checked, computed
from asn.render import docx_chart
from asn.render.cells import light_word, markdown_cell
from asn.render.docx import word_file
from asn.render.docx_body import Body
from asn.render.docx_xml import NotXml, read
from asn.render.markdown import markdown_page
from asn.render.template import TemplateFault, in_parts
from asn.resources import Resources
from asn.table import Listcell, Ljuscell, Prosacell

HERE = Path(__file__).parent
TEMPLATES = REPO / "templates"
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ROOTS = {"content": REPO, "alla_slag": HERE / "alla_slag"} | {name: REPO / "exempel" / name for name in examples()}
REPORTS = [
    (name, found.namn) for name, root in ROOTS.items() if name != "content" for found in load_project(root).rapporter
] + [("content", name) for name in ("2020/T1", "2022/T1", "2022/VB", "2023/T1", "2024/T1", "2025/plan")]
every_report = pytest.mark.parametrize(("root", "name"), REPORTS)

# The order that ISO/IEC 29500-1 has for what a paragraph and a run say of themselves.
PPR = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "tabs", "spacing", "ind", "jc", "outlineLvl"),
    *("rPr", "sectPr"),
)
RPR = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "sz", "szCs", "u", "vertAlign", "lang")


@cache
def _document(root, name):
    project = load_project(ROOTS[root])
    return computed(project, checked(project, project.rapport(name)))


@cache
def made(root, name) -> Word:
    """A report as a Word file."""
    return Word(word_file(_document(root, name), Resources(ROOTS[root])))


def plain(told):
    """Letters, figures and signs of numbers: what a text says, however it is set."""
    return re.sub(r"[^\w%+~]|_", "", re.sub(r"[-–−](?=\d)", "~", told))


def pieces(markdown):
    """Each run of text in a Markdown file, without its marks; a reference to a note is no text."""
    markdown = re.sub(r"\[\^\d+\](?!:)", "", markdown)
    markdown = re.sub(r"(?m)^\[\^\d+\]: ", "", markdown)
    for token in READER.parse(markdown):
        yield from (child.content for child in token.children or () if child.type in {"text", "text_special"})


@every_report
def test_every_word_of_the_markdown_is_there(root, name):
    """Each run of text, whole; a list in a cell is parted by semicolons, and a field begins with its name."""
    document, word = _document(root, name), made(root, name)
    said = plain(word.said)
    headings = {column.hela_rubriken for table in document.tabeller() for column in table.kolumner}
    runs = list(pieces(markdown_page(document, Resources(ROOTS[root]))))
    assert len(runs) > 10
    missing = [
        run
        for run in runs
        if not all(plain(part) in said for part in run.split("; "))
        and not (run.partition(":")[0] in headings and all(plain(p) in said for p in run.partition(":")[2].split("; ")))
    ]
    assert missing == []


@every_report
def test_every_table_has_the_cells_of_the_report(root, name):
    """Row by row, in order, as Markdown writes them."""
    document, word = _document(root, name), made(root, name)
    words = document.rapport.register.ord
    wanted = [
        (table.rubrik, [[_wanted(cell, words) for cell in row.celler] for row in table.rader])
        for table in in_parts(document).tabeller()
        if not table.register
    ]
    tables = word.document.iter(w("tbl"))
    found = [
        (
            val(table.find(f"{w('tblPr')}/{w('tblCaption')}")),
            [[plain(cell) for cell in row] for row in word.rows(table)[1:]],
        )
        for table in tables
    ]

    assert wanted == found


def _wanted(cell, words):
    """A cell as Markdown has it; a light that isn't set has its word, and a link no address beside it."""
    if isinstance(cell, Ljuscell) and cell.bedömning is None:
        return plain(light_word(None, words, cell.ej_bedömd))
    told = re.sub(r"\]\([^)]*\)|\[\^\d+\]", "", markdown_cell(cell, words))
    return plain(re.sub(r"(?m)^\d+\. ", "", told) if isinstance(cell, (Prosacell, Listcell)) else told)


@every_report
def test_the_package_is_whole(root, name):
    """Every part is XML or a picture, has a kind, and names what is there; no part is left over."""
    word = made(root, name)
    types = word.part("[Content_Types].xml")
    kinds = {one.get("PartName") for one in types if one.get("PartName")}
    endings = {one.get("Extension") for one in types if one.get("Extension")}
    named = {"[Content_Types].xml", "docProps/core.xml"}
    for file in word.files:
        if file.endswith((".xml", ".rels")):
            word.part(file)
        assert f"/{file}" in kinds or file.rpartition(".")[2] in endings, file
        if file.endswith(".rels"):
            part = str(PurePosixPath(file).parent.parent / file.rpartition("/")[2].removesuffix(".rels"))
            for to, _, outside in word.links(part).values():
                inside = (PurePosixPath(part).parent / to).as_posix()
                assert outside or inside in word.files, (part, to)
                named.add(inside)
    assert {file for file in word.files if not file.endswith(".rels")} == named & set(word.files)
    used = {value for one in word.document.iter() for key, value in one.attrib.items() if key.startswith(f"{{{R}}}")}
    assert used <= word.links("word/document.xml").keys()


@every_report
def test_it_says_what_it_is(root, name):
    """Title, language, and styles that are there."""
    word, document = made(root, name), _document(root, name)
    core = {one.tag.rpartition("}")[2]: one.text for one in word.part("docProps/core.xml")}
    assert (core["title"], core["language"]) == (document.rapport.titel, "sv-SE")
    styles = word.part("word/styles.xml")
    assert {val(one) for one in styles.iter(w("lang"))} == {"sv-SE"}
    known = {(val(one, "type"), val(one, "styleId")) for one in styles.iter(w("style"))}
    for part in ("document", "footnotes"):
        root_ = word.part(f"word/{part}.xml")
        for tag, kind in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")):
            assert {(kind, val(one)) for one in root_.iter(w(tag))} <= known
    numbers = {val(one, "numId") for one in word.part("word/numbering.xml").findall(w("num"))}
    assert {val(one) for one in word.document.iter(w("numId"))} <= numbers


@every_report
def test_headings_skip_no_level(root, name):
    """One title, then headings that go one level down at most."""
    styles = [val(one.find(f"{w('pPr')}/{w('pStyle')}")) for one in made(root, name).document.iter(w("p"))]
    assert styles.count("Title") == 1
    levels = [0, *(int(style.removeprefix("Heading")) for style in styles if re.fullmatch(r"Heading\d", style))]
    assert len(levels) > 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_report
def test_every_table_can_be_read_aloud(root, name):
    """A caption above and in the tags, a description, headings that are repeated, whole rows, nothing merged."""
    word = made(root, name)
    body = word.body
    tables = [one for one in body if one.tag == w("tbl")]
    assert len(tables) == len(list(word.document.iter(w("tbl"))))
    for table in tables:
        above = body[body.index(table) - 1]
        assert val(above.find(f"{w('pPr')}/{w('pStyle')}")) == "Caption"
        about = table.find(w("tblPr"))
        assert val(about.find(w("tblCaption")))
        assert val(about.find(w("tblDescription")))
        columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
        rows = table.findall(w("tr"))
        assert [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows] == [True] + [False] * (
            len(rows) - 1
        )
        assert all(row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in rows)
        assert {len(row.findall(w("tc"))) for row in rows} == {columns}
        assert not [*table.iter(w("gridSpan"), w("vMerge"), w("hMerge"))]
        assert all(text(cell).strip() for cell in rows[0].findall(w("tc")))
        assert all(cell[-1].tag == w("p") for row in rows for cell in row.findall(w("tc")))
        assert 0 < sum(int(val(one, "w")) for one in table.iter(w("gridCol"))) < 16838


@every_report
def test_links_lead_somewhere_and_say_where(root, name):
    """Bookmarks have names that Word takes, each once; a link has text, and its bookmark or address."""
    word = made(root, name)
    marks = [val(one, "name") for one in word.document.iter(w("bookmarkStart"))]
    assert marks
    assert len({mark.lower() for mark in marks}) == len(marks)
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", mark) for mark in marks)
    started = [val(one, "id") for one in word.document.iter(w("bookmarkStart"))]
    assert started == [val(one, "id") for one in word.document.iter(w("bookmarkEnd"))]
    assert len(set(started)) == len(started)
    links = list(word.document.iter(w("hyperlink")))
    assert links
    for link in links:
        assert text_of(link).strip()
        assert val(link, "anchor") in marks or link.get(f"{{{R}}}id") in word.links("word/document.xml")


def text_of(link):
    """The text of a link."""
    return "".join(one.text or "" for one in link.iter(w("t")))


@every_report
def test_pictures_and_notes_are_told(root, name):
    """Each drawing has its own number and an alternative text, each reference a note."""
    word = made(root, name)
    about = list(word.document.iter(f"{{{NS['wp']}}}docPr"))
    assert len({one.get("id") for one in about}) == len(about)
    assert all(one.get("descr") or any("decorative" in below.tag for below in one.iter()) for one in about)
    notes = [val(one, "id") for one in word.part("word/footnotes.xml")]
    assert notes[:2] == ["-1", "0"]
    assert {val(one, "id") for one in word.document.iter(w("footnoteReference"))} == set(notes[2:])


@every_report
def test_what_is_said_of_paragraphs_and_runs_is_in_order(root, name):
    """Word takes a file for damaged where the order isn't that of the standard; no element is ours."""
    word = made(root, name)
    for file in word.files:
        if file.startswith("word/") and file.endswith(".xml"):
            for one in word.part(file).iter():
                assert "asn}" not in one.tag
                order = {w("pPr"): PPR, w("rPr"): RPR}.get(one.tag)
                if order:
                    places = [order.index(child.tag.rpartition("}")[2]) for child in one]
                    assert places == sorted(places), (file, [child.tag for child in one])


@every_report
def test_a_draft_says_so_on_every_page(root, name):
    """The mark is at the head of each kind of page; an adopted report has none. Pages have their numbers."""
    word, document = made(root, name), _document(root, name)
    heads = word.edges("header")
    assert heads.keys() == {"default", "first"}
    assert {("UTKAST" in text(head)) for head in heads.values()} == {document.rapport.utkast}
    told = "".join(one.text for one in word.edges("footer")["default"].iter(w("instrText")))
    assert told.split() == ["PAGE", "NUMPAGES"]


def test_both_states_and_all_shapes_have_been_looked_at():
    """The tests above have seen drafts and adopted reports, charts, pictures, notes, numbered lists and lying pages."""
    assert len(REPORTS) > 12
    assert {_document(*one).rapport.utkast for one in REPORTS} == {True, False}
    words = [made(*one) for one in REPORTS]
    for tag in ("drawing", "footnoteReference", "tbl", "hyperlink"):
        assert any(next(word.document.iter(w(tag)), None) is not None for word in words), tag
    assert any(val(one) not in {"0", "1"} for word in words for one in word.document.iter(w("numId")))
    assert any(val(one, "orient") == "landscape" for word in words for one in word.document.iter(w("pgSz")))


def test_the_same_report_gives_the_same_bytes():
    """No clock, no chance."""
    document = _document("alla_slag", "2023/T1")
    assert word_file(document, Resources(ROOTS["alla_slag"])) == made("alla_slag", "2023/T1").data


def _macros(name):
    tree = Environment().parse((TEMPLATES / name).read_text("utf-8"))
    return {one.name for one in tree.find_all(nodes.Macro)}


def _asked():
    """The pieces that sections' templates ask for."""
    return {
        one.attr
        for file in (TEMPLATES / "avsnitt").glob("*.j2")
        for one in Environment().parse(file.read_text("utf-8")).find_all(nodes.Getattr)
        if isinstance(one.node, nodes.Name) and one.node.name == "f"
    }


def test_word_has_every_piece_that_the_web_page_has():
    """What Markdown shares with HTML, and what any section asks for, is there for Word too."""
    asked, shared = _asked(), _macros("html/delar.j2") & _macros("md/delar.j2")
    assert len(asked) > 10
    assert asked | shared <= _macros("docx/delar.j2")


def test_all_text_is_escaped(tmp_path):
    """Content that looks like the file's own markup is text, in headings, prose, tables and alternative texts."""
    evil = "</w:t></w:r><w:p/> & \"x\" 'y' ]]> <asn:page/>"
    body = {
        "slag": "tabell",
        "id": "a",
        "rubrik": evil,
        "tabellrubrik": evil,
        "radrubrik": evil,
        "kolumner": [{"id": "a", "rubrik": evil, "slag": "text"}],
        "rader": [{"id": "a", "namn": evil, "celler": {"a": evil}}],
    }
    project = loaded(tmp_path, report(dumped(body)))
    assert not project.fel_i, project.fynd
    document = computed(project, checked(project, project.rapport("2023/T1")))
    word = Word(word_file(document, Resources(tmp_path)))
    assert word.said.count("</w:t></w:r><w:p/> &") >= 5
    assert word.document.find(f".//{w('p')}/{w('p')}") is None


NOTES = {
    "slag": "text",
    "text": "Den andra.[^b] Den första.[^a]",
    "fotnoter": [{"id": "a", "text": "Not ett."}, {"id": "b", "text": "Not två."}, {"id": "c", "text": "Not tre."}],
}


def test_notes_have_the_numbers_of_the_report(tmp_path):
    """Where they aren't those that Word would give, they are told; one that nothing refers to stands in the text."""
    project = loaded(tmp_path, report(dumped(NOTES)))
    document = computed(project, checked(project, project.rapport("2023/T1")))
    word = Word(word_file(document, Resources(tmp_path)))
    references = list(word.document.iter(w("footnoteReference")))
    assert [(val(one, "id"), val(one, "customMarkFollows")) for one in references] == [("2", "1"), ("1", "1")]
    assert "3. Not tre." in word.said
    assert [text(one).strip() for one in word.part("word/footnotes.xml")[2:]] == ["2 Not två.", "1 Not ett."]


def _body(markup):
    """A body of what templates give."""
    body = Body(lambda _: None, lambda _: None, {}, {})
    xmlns = f'xmlns:w="{W}" xmlns:asn="asn"'
    return body, etree.fromstring(ElementTree.tostring(body.document(f"<asn:body {xmlns}>{markup}</asn:body>")))


def test_a_second_reference_to_a_note_leads_to_the_first():
    """As where a table's first column stands in each of its parts."""
    reference = '<asn:noteref number="1"/>'
    body, made_ = _body(f'<w:p>{reference}{reference}</w:p><asn:note number="1"><w:r><w:t>N</w:t></w:r></asn:note>')
    assert len([*made_.iter(w("footnoteReference"))]) == 1
    assert [val(link, "anchor") for link in made_.iter(w("hyperlink"))] == ["_fot1"]
    assert [val(one, "name") for one in made_.iter(w("bookmarkStart"))] == ["_fot1"]
    assert body.in_order


LYING = "<asn:landscape><w:tbl/></asn:landscape>"
HEADING, TEXT, NOTE = (
    f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr></w:p>' for name in ("Heading1", "Normal", "AsnNote")
)


@pytest.mark.parametrize(
    ("markup", "pages"),
    [
        (TEXT + LYING + TEXT, ["p|", "tbl p-", "p"]),
        (TEXT + HEADING + LYING + NOTE + TEXT, ["p|", "p tbl p-", "p"]),
        (TEXT + LYING + HEADING + LYING + TEXT, ["p|", "tbl p p tbl p-", "p"]),
        (LYING + TEXT, ["tbl p-", "p"]),
        (HEADING + LYING, ["p tbl p-", "p"]),
        (TEXT + "<asn:page/>" + TEXT, ["p p"]),
    ],
)
def test_tables_that_lie_down_have_pages_of_their_own(markup, pages):
    """With the headings above and the notes below; where two meet there is no empty page between."""
    _, made_ = _body(markup)
    told, page = [], []
    for one in made_[0]:
        if one.tag == w("sectPr"):
            break
        ends = one.find(f"{w('pPr')}/{w('sectPr')}")
        lies = "" if ends is None else "-" if val(ends.find(w("pgSz")), "orient") else "|"
        page.append(one.tag.rpartition("}")[2] + lies)
        if lies:
            told.append(" ".join(page))
            page = []
    assert [*told, " ".join(page)] == pages


@pytest.mark.parametrize(
    ("markup", "says"),
    [
        ("<w:p>", "går inte att läsa som XML"),
        ("</asn:body><!DOCTYPE a><asn:body>", "går inte att läsa som XML"),
        ("<w:p>" * 300 + "</w:p>" * 300, "för djupt"),
    ],
)
def test_a_template_that_gives_no_document_is_told(markup, says):
    """In a sentence, as for the other formats."""
    with pytest.raises(TemplateFault, match=says):
        _body(markup)
    with pytest.raises(NotXml, match="DOCTYPE"):
        read('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


def test_nothing_of_ours_is_left_where_it_has_no_meaning():
    """A page break in a cell, a widths in a paragraph, an element that nobody knows."""
    _, made_ = _body("<w:p><w:r><asn:page/><asn:hm/><w:t>A</w:t></w:r></w:p>")
    assert not [one for one in made_.iter() if "asn}" in one.tag]
    assert "".join(one.text for one in made_.iter(w("t"))) == "A"


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
    '<rect x="0" y="0" width="10" height="10" fill="#ff0000"/>'
    '<path d="M12 5L18 5" stroke="#0000ff" stroke-width="2" stroke-dasharray="2 2"/>'
    '<circle cx="15" cy="8" r="1" fill="#00ff00"/><path d="M11 1L13 1L13 3L11 3Z" fill="#000000"/></svg>'
)


def test_a_chart_is_drawn_as_it_is_told():
    """Surfaces, lines with gaps, circles and polygons, three pixels to a unit."""
    data, width, height = docx_chart.chart_png(SVG, {})
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert (width, height) == image.size == (60, 30)
    told = {
        place: image.getpixel((place[0] * 3, place[1] * 3))
        for place in ((5, 5), (13, 5), (15, 5), (15, 8), (12, 2), (19, 1))
    }
    red, blue, green, black, white = (255, 0, 0), (0, 0, 255), (0, 255, 0), (0, 0, 0), (255, 255, 255)
    assert list(told.values()) == [red, blue, white, green, black, white]
