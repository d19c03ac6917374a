"""The PDF engine on a report in small: cover, contents, long table, links, lists, note and figure."""

import io
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from asn.render.pdf import Attachment, PageStyle, PdfJob, write_pdf

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "templates" / "typsnitt"
DATE = datetime(2023, 5, 17, 8, 30, tzinfo=UTC)
FACES = (
    ("Regular", 400, "normal"),
    ("Italic", 400, "italic"),
    ("SemiBold", 600, "normal"),
    ("SemiBoldItalic", 600, "italic"),
)
CSS = (
    "".join(
        f'@font-face {{font-family: "Asn Sans"; font-weight: {weight}; font-style: {style};'
        f' src: url("asn:typsnitt/AsnSans-{name}.ttf")}}\n'
        for name, weight, style in FACES
    )
    + """
@page { size: A4; margin: 24mm 22mm; @top-left { content: "Delårsrapport 1 2023"; font: 8pt "Asn Sans" }
        @bottom-right { content: "Sida " counter(page) " av " counter(pages); font: 8pt "Asn Sans" }
        @footnote { border-top: .4pt solid #999; padding-top: 2mm } }
@page liggande { size: A4 landscape }
html { font: 10.5pt/1.45 "Asn Sans"; color: #1a1a1a }
h1, h2, h3, strong, th { font-weight: 600 }
h2 { break-before: page }
nav ol { list-style: none; padding: 0 } nav li { position: relative; padding-right: 12mm }
.pg { position: absolute; right: 0; top: 0 } .pg::after { content: target-counter(attr(data-href), page) }
table { border-collapse: collapse; table-layout: fixed; width: 100%; font-variant-numeric: tabular-nums }
tr { border-bottom: .3pt solid #bbb; break-inside: avoid } td { text-align: right } th { text-align: left }
caption { text-align: left; font-weight: 600 } .fot { float: footnote; font-size: 8pt }
.liggande { page: liggande }
"""
)
WORDS = "Nämnden följer arbetet månad för månad, vad som har hänt, vad det har kostat och vad det lett till. "
ROWS = "".join(
    f'<tr><th scope="row">Enhet {n}</th><td>{n * 37} %</td><td>−{n},5</td><td><b>Grön</b> ●</td></tr>'
    if n % 20
    else f'<tr class="grupp"><th scope="row">Grupp {n}</th><td></td><td></td><td></td></tr>'
    for n in range(1, 121)
)
HTML = f"""<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Delårsrapport 1 2023</title>
<meta name="author" content="Äldrenämnden"></head><body>
<section><h1>Delårsrapport 1 2023</h1><p>Äldrenämnden, januari–april</p></section>
<nav><h2 id="innehall">Innehåll</h2><ol>
<li><a href="#mal">1 Mål</a> <span class="pg" data-href="#mal"></span>
  <ol><li><a href="#lang">1.1 Lång text</a> <span class="pg" data-href="#lang"></span></li></ol></li>
<li><a href="#matris">2 Matris</a> <span class="pg" data-href="#matris"></span></li></ol></nav>
<section><h2 id="mal">1 Mål</h2>
<p>Se <a href="#matris">nästa <strong>del</strong> om läget</a>,
<a href="https://www.digg.se/x">Diggs <strong>råd</strong></a>
eller skriv till <a href="mailto:namnd@example.se">nämnden</a>.
Arbetet kallas <em lang="en">Supported Employment</em> och följs
upp<span class="fot">Enligt nämndens beslut i mars.</span> varje år.</p>
<ul><li>En punkt</li><li><p>En punkt med stycke</p><p>och ett till</p><ul><li>Under</li></ul></li></ul>
<ol><li>Först</li><li>Sedan</li></ol>
<dl><dt>SSPF</dt><dd>Skola, socialtjänst, polis och fritid</dd><dt>LVU</dt><dd>Lag om vård av unga</dd></dl>
<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60" font-family="Asn Sans">
<title>Utfall per månad</title><desc>Staplar från januari till april.</desc>
<rect width="120" height="20" fill="#1b5e7b"/><text x="5" y="45">Januari</text></svg>
<p><span aria-hidden="true">◆</span> Prydnad.</p><p></p>
<table><caption>Indikatorer per enhet</caption><thead><tr>
<th scope="col">Enhet</th><th scope="col">Utfall</th>
<th scope="col">Avvikelse</th><th scope="col">Bedömning</th></tr></thead><tbody>{ROWS}</tbody></table>
<h3 id="lang">1.1 Lång text</h3><p>{WORDS * 70}</p><ul><li>{WORDS * 40}</li></ul></section>
<section class="liggande"><h2 id="matris">2 Matris</h2><table><caption>Risker</caption>
<thead><tr><th scope="col">Risk</th><th scope="col">Värde</th></tr></thead>
<tbody><tr><th scope="row">Brist på personal</th><td>20</td></tr></tbody></table>
</section></body></html>"""
RESOURCES = {f"asn:typsnitt/{file.name}": (file.read_bytes(), "font/ttf") for file in sorted(FONTS.glob("*.ttf"))}
ATTACHMENTS = (
    Attachment("mal.yaml", "mål: 1\n".encode(), "application/yaml", "Målen, som de skrevs", "Source"),
    Attachment("data.json", b'{"a": 1}', "application/json", "Rapportens siffror", "Data"),
    Attachment("kopia.json", b'{"a": 1}', "application/json", "Samma siffror", "Source"),
)
JOB = PdfJob(HTML, PageStyle((CSS,), RESOURCES), ATTACHMENTS, DATE)


@pytest.fixture(scope="module")
def pdf():
    return write_pdf(JOB)


@pytest.fixture(scope="module")
def opened(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        yield file


@pytest.fixture(scope="module")
def tree(opened):
    """All structure elements, in reading order."""
    return list(walk(opened.Root.StructTreeRoot.K[0]))


def walk(element):
    yield element
    for kid in children(element):
        yield from walk(kid)


def children(element):
    return [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def kind(element):
    return str(element.S)[1:]


def kinds(elements):
    return [kind(element) for element in elements]


def of(tree, *wanted):
    return [element for element in tree if kind(element) in wanted]


def marks(opened, number):
    """The marked content of a page: its tag, and its properties or None."""
    for operands, operator in pikepdf.parse_content_stream(opened.pages[number]):
        if str(operator) in {"BMC", "BDC"}:
            yield str(operands[0]), operands[1] if len(operands) > 1 else None


def parents(opened, number):
    """What a page's parent tree says, element by mark number."""
    numbers = list(opened.Root.StructTreeRoot.ParentTree.Nums)
    return numbers[numbers.index(number) + 1]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_valid(pdf, profile):
    """One file meets both standards."""
    from tests.fixtures.standards import validated  # this module is run alone, too

    report = validated(pdf, profile)
    assert report.is_compliant, report.messages
    assert report.total > 100


def test_one_table_is_one_table(opened, tree):
    """A table over several pages is read as one, with every row in order and the headings once."""
    long, short = of(tree, "Table")
    assert kinds(children(long)) == ["Caption", "THead", "TBody"]
    assert [len(children(group)) for group in children(long)[1:]] == [1, 120]
    pages = {opened.pages.index(pikepdf.Page(row.Pg)) for row in of(walk(long), "TR")}
    assert len(pages) >= 3
    assert len(of(walk(short), "TR")) == 2


def test_scope_and_headers(tree):
    """Every heading cell has a scope, and every data cell names its row's and its column's heading."""
    for table in of(tree, "Table"):
        head, *body = of(walk(table), "TR")
        assert {str(cell.A.Scope) for cell in children(head)} == {"/Column"}
        columns = [str(cell.ID) for cell in children(head)]
        for row in body:
            name, *cells = children(row)
            assert str(name.A.Scope) == "/Row"
            for column, cell in zip(columns[1:], cells, strict=True):
                assert [str(header) for header in cell.A.Headers] == [str(name.ID), column]
    ids = [str(element.ID) for element in tree if "/ID" in element]
    assert len(ids) == len(set(ids)) > 120


def test_a_list_begins_with_its_own_number(tmp_path):
    """A list that says its first number is printed with it, as on the web: notes are numbered through the report."""
    listed = '<ol start="7"><li>Sjuan</li><li>Åttan</li></ol><ol><li>Ettan</li></ol>'
    (tmp_path / "a.pdf").write_bytes(
        write_pdf(replace(JOB, html=HTML.replace("<ol><li>Först", f"{listed}<ol><li>Först")))
    )
    done = subprocess.run(["pdftotext", "-layout", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True)
    assert re.findall(r"(\d+)\.\s+(Sjuan|Åttan|Ettan|Först)", done.stdout) == [
        ("7", "Sjuan"), ("8", "Åttan"), ("1", "Ettan"), ("1", "Först"),
    ]  # fmt: skip


def test_headings_and_bookmarks(opened, tree):
    """Headings keep their levels, and the bookmarks are the headings."""
    assert kinds(of(tree, "H1", "H2", "H3")) == ["H1", "H2", "H2", "H3", "H2"]
    with opened.open_outline() as outline:
        (top,) = outline.root
        titles = [(item.title, [below.title for below in item.children]) for item in top.children]
    assert titles == [("Innehåll", []), ("1 Mål", ["1.1 Lång text"]), ("2 Matris", [])]


def test_split_text_is_joined(tree):
    """A paragraph and a list item over a page break are one paragraph and one item."""
    over_pages = [kind(element) for element in tree if any(kid_is_elsewhere(kid) for kid in element.K)]
    assert over_pages == ["P", "LBody"]


def kid_is_elsewhere(kid):
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR"


def test_everything_is_read_or_artifact(opened, tree):
    """Each mark leads to an element; page header, page footer and repeated headings are artifacts."""
    known = {element.objgen for element in tree}
    for number in range(len(opened.pages)):
        tags = list(marks(opened, number))
        for _, properties in tags:
            if properties is not None and "/MCID" in properties:
                assert parents(opened, number)[int(properties.MCID)].objgen in known
        furniture = [p for tag, p in tags if tag == "/Artifact" and p is not None and p.get("/Type") == "/Pagination"]
        assert {str(p.Subtype) for p in furniture if "/Subtype" in p} == {"/Header", "/Footer"}
        repeated = [p for p in furniture if "/Subtype" not in p]
        assert len(repeated) == (4 if number in {3, 4, 5} else 0)


def test_nothing_hollow(tree):
    """What holds nothing is not read, except a cell that is empty."""
    assert {kind(element) for element in tree if not len(element.K)} == {"TD"}


def test_links(opened, tree):
    """A link is one Link element however it is set, and says in words where it leads."""
    assert len(of(tree, "Link")) == HTML.count("<a ")
    annotations = [note for sheet in opened.pages for note in sheet.get("/Annots", [])]
    assert [str(note.Contents) for note in annotations] == [
        "1 Mål (i dokumentet)",
        "1.1 Lång text (i dokumentet)",
        "2 Matris (i dokumentet)",
        "nästa del om läget (till 2 Matris)",
        "Diggs råd (webbplatsen www.digg.se/x)",
        "nämnden (e-post till namnd@example.se)",
    ]
    held = {
        kid.Obj.objgen
        for link in of(tree, "Link")
        for kid in link.K
        if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
    }
    assert held == {note.objgen for note in annotations}
    assert all(sheet.Tabs == "/S" for sheet in opened.pages)


def test_lists_and_notes(tree):
    """Lists are lists all the way down, also with paragraphs in an item; a note stands where it is called."""
    for item in of(tree, "LI"):
        assert kinds(children(item)) == ["Lbl", "LBody"]
    numbering = [str(each.A.ListNumbering) for each in of(tree, "L") if "/A" in each]
    assert numbering == ["/Disc", "/Circle", "/Decimal", "/Disc"]
    (contents, nested) = of(tree, "TOC")
    assert kinds(children(contents)) == ["TOCI", "TOCI"]
    assert kinds(children(children(contents)[0])) == ["P", "TOC"]
    (note,) = of(tree, "Note")
    assert kinds(children(note.P)) == ["Link", "Link", "Link", "Em", "Reference", "Note"]
    assert kinds(children(nested)) == ["TOCI"]


def test_languages_and_images(opened, tree):
    """The document is in Swedish of Sweden, a part in English says so, and an image is told in words."""
    assert str(opened.Root.Lang) == "sv-SE"
    assert {kind(element): str(element.Lang) for element in tree if "/Lang" in element} == {"Em": "en"}
    (figure,) = of(tree, "Figure")
    assert str(figure.Alt) == "Utfall per månad. Staplar från januari till april"
    left, low, right, high = figure.A.BBox
    assert (right - left, high - low) == (225, 45)


def test_attachments(opened):
    """The files lie in the PDF as they were, with their part in the report and the job's date."""
    files = {name: opened.attachments[name] for name in opened.attachments}
    assert {name: file.get_file().read_bytes() for name, file in files.items()} == {a.name: a.data for a in ATTACHMENTS}
    assert {name: str(file.obj.AFRelationship)[1:] for name, file in files.items()} == {
        a.name: a.relationship for a in ATTACHMENTS
    }
    assert {name: file.get_file().mime_type for name, file in files.items()} == {a.name: a.mime for a in ATTACHMENTS}
    assert {str(file.obj.EF.F.Params.ModDate) for file in files.values()} == {"D:20230517083000Z"}
    assert [str(file.UF) for file in opened.Root.AF] == sorted(files)


def test_metadata(opened):
    """The claims to both standards stand in one plain RDF, with title, author and the job's date."""
    raw = opened.Root.Metadata.read_raw_bytes()
    assert raw.count(b"<rdf:RDF") == 1
    with opened.open_metadata() as xmp:
        assert (xmp["pdfuaid:part"], xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("1", "3", "A")
        assert (xmp["dc:title"], xmp["xmp:CreateDate"]) == ("Delårsrapport 1 2023", "2023-05-17T08:30:00Z")
    assert opened.Root.ViewerPreferences.DisplayDocTitle is True


def test_only_our_fonts(opened):
    """Every font in the file is one of the project's, and embedded."""
    fonts = [
        item
        for item in opened.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    assert len(fonts) >= 3
    assert all("+Asn-Sans" in str(font.FontName) and "/FontFile2" in font for font in fonts)
