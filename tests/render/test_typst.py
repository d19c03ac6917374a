"""The engine Typst: the same pieces as HTML has, nothing in the content is markup, and what goes wrong is told."""

import datetime
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from tests.archive.parity import told
from tests.archive.tree import read_tree
from tests.fixtures.console import asn, inside
from tests.fixtures.pictures import face, looks
from tests.fixtures.projects import REPO, report, write

from asn.fonts import renamed_face
from asn.load.project import load_project
from asn.pdf_jobs import typst_job
from asn.pipeline import checked, computed, outputs
from asn.render import typst_engine
from asn.render.pdf import PdfEngineMissing, PdfError
from asn.render.prose import typeset
from asn.render.template import TemplateFault
from asn.render.typst_engine import write_typst
from asn.render.typst_finish import UnknownForm, with_row_headings
from asn.render.typst_page import prose_blocks, prose_cell, prose_inline, prose_item
from asn.resources import Resources

# Pieces that only a web page, or the markup of HTML's tables, has.
_OF_HTML = {"sida", "länk", "roll"}
_MACRO = re.compile(r"{% macro ([\wåäö]+)\(([^)]*)\)")


def made(root, engine="typst"):
    project = load_project(root)
    return outputs(project, checked(project, project.rapporter[0]), Resources(root), ("pdf",), engine)[-1].data


def words(pdf):
    return told(read_tree(pikepdf.open(io.BytesIO(pdf)))).words


@cache
def job(root):
    project = load_project(root)
    document = computed(project, checked(project, project.rapporter[0]))
    return typst_job(project, document, Resources(root))


@pytest.fixture
def root(tmp_path):
    return write(tmp_path, report("slag: text\ntext: Hej på dig.\n"))


def test_every_piece_of_html_is_there():
    """A section's template asks each format for the same pieces, with the same arguments."""
    html, typ = (
        dict(_MACRO.findall((REPO / "templates" / kind / "delar.j2").read_text("utf-8"))) for kind in ("html", "typ")
    )
    assert len(html) > 15
    assert {name: html[name] for name in html.keys() - _OF_HTML} == typ


MARKUP = (
    '#panic("x") #read("/etc/passwd") *fet* _kursiv_ `kod` $x^2$ @etikett <etikett> = Rubrik',
    r"\u{41} ~ -- --- ... // kommentar /* kommentar */ #import",
    '#{ } [ ] #link("https://example.org") #sys.inputs \\ #let x = 1',
)


@pytest.mark.parametrize("text", MARKUP)
def test_nothing_in_the_content_is_markup(text, tmp_path):
    """What means something to Typst comes out as it was written: in headings, tables, facts and lists."""
    quoted = json.dumps(text, ensure_ascii=False)
    listed = f"slag: nyckeltal\nrubrik: {quoted}\nnyckeltal:\n  - {{id: ett, namn: {quoted}, värde: {quoted}}}\n"
    found = [words(made(write(tmp_path / engine, report(listed)), engine)) for engine in ("typst", "weasyprint")]
    assert found[0] == found[1]
    assert found[0].count(re.sub(r"\s", "", typeset(text))[:9]) >= 3  # heading, contents and figure


def test_the_same_report_is_the_same_bytes(root, tmp_path):
    """In another folder, and in another program than the first."""
    other = write(tmp_path / "annan", report("slag: text\ntext: Hej på dig.\n"))
    assert made(root) == made(other)


def test_the_page_is_data_all_through(root):
    """The templates give JSON, and what is no piece is told as the template's fault."""
    assert json.loads(job(root).page)["delar"]
    own = root / "templates" / "avsnitt" / "text.j2"
    own.parent.mkdir(parents=True)
    own.write_text('{% extends "avsnitt/avsnitt.j2" %}\n{% block innehåll %}<b>Hej</b>{% endblock %}\n', "utf-8")
    with pytest.raises(TemplateFault, match="skriver något bredvid bitarna"):
        made(root)


def test_a_warning_is_an_error_and_is_told_in_swedish(root):
    """What the engine only warns of, and what it can't do, makes no PDF."""
    page = json.loads(job(root).page)
    strange = replace(job(root), page=json.dumps(page | {"titel": "☃ 中"}))
    with pytest.raises(PdfError, match="tecken som inte finns i rapportens typsnitt"):
        write_typst(strange)
    with pytest.raises(PdfError, match="PDF-motorn Typst säger: dictionary does not contain"):
        write_typst(replace(job(root), page=json.dumps(page | {"delar": [{"del": "x"}]})))
    unread = replace(job(root), pictures={"bild/0.png": b"x"})
    page["omslag"]["logotyp"] = {"fil": "x", "alt": "x", "ritning": False, "mått": [9, 9], "som": "bild/0.png"}
    with pytest.raises(PdfError, match="En bild går inte att läsa"):
        write_typst(replace(unread, page=json.dumps(page)))


def test_what_is_too_wide_for_its_column_is_told():
    """A figure is never broken nor laid over the next: what has no room makes no PDF, and its table is named."""
    page = job(REPO / "exempel" / "bygg").page
    (figure, *_) = re.findall(r'"tal": "([^"]+)"', page)
    wide = replace(job(REPO / "exempel" / "bygg"), page=page.replace(f'"tal": "{figure}"', f'"tal": "{"9" * 60}"'))
    with pytest.raises(PdfError, match=r"^Tabellen «.+» får inte plats: «9+» är bredare än sin plats\.$"):
        write_typst(wide)


def test_a_word_without_end_stays_on_the_page(tmp_path):
    """It is broken anywhere, as is an address; and a long text is broken between pages."""
    text = (
        f"slag: text\nrubrik: {'lång' * 30}\ntext: Se {'x' * 200} och https://example.org/{'a' * 200} {'ord ' * 3000}\n"
    )
    with pikepdf.open(io.BytesIO(made(write(tmp_path, report(text))))) as pdf:
        assert len(pdf.pages) > 4
        for page in pdf.pages:
            for step in pikepdf.parse_content_stream(page):
                if str(step.operator) == "TJ":
                    assert (
                        len(b"".join(bytes(one) for one in step.operands[0] if isinstance(one, pikepdf.String))) < 200
                    )


def test_a_date_has_a_time_zone(root):
    """Without one its moment would depend on the machine."""
    with pytest.raises(ValueError, match="no time zone"):
        write_typst(replace(job(root), date=datetime.datetime(2023, 1, 1)))  # noqa: DTZ001 - that is the fault


def test_where_the_library_is_missing_the_cure_is_told(root, monkeypatch):
    """As where Pango is missing."""
    monkeypatch.setattr(typst_engine, "typst_version", lambda: "")
    with pytest.raises(PdfEngineMissing, match=r"pip install 'asn\[typst\]'"):
        write_typst(job(root))


def test_an_engine_that_ends_is_told(root, monkeypatch):
    """It ends its process where memory is short."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(PdfError, match="avbröts"):
        write_typst(job(root))


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: pdf[:-3000],
        lambda pdf: pdf.replace(b"\nxref\n", b"\nxrxx\n"),
        lambda pdf: pdf.replace(b"\n7 0 obj", b"\n8 0 obj"),
        lambda _: b"",
    ],
    ids=["cut off", "no table", "wrong number", "empty"],
)
def test_a_file_of_another_form_is_refused(change):
    """What another version of the library writes is not guessed at."""
    pdf = made(REPO / "exempel" / "bygg")
    with pytest.raises(UnknownForm):
        with_row_headings(change(pdf))


def test_prose_keeps_its_form():
    """Paragraphs, lists within lists, emphasis, links and notes."""
    assert prose_blocks("Ett *två* **tre**.\n\nNy [länk](https://example.org)[^4].") == [
        {"p": ["Ett ", {"kursiv": ["två"]}, " ", {"fet": ["tre"]}, "."]},
        {"p": ["Ny ", {"till": "https://example.org", "text": ["länk"]}, {"fotnot": "4"}, "."]},
    ]
    assert prose_blocks("- a\n- b\n  1. c\n") == [
        {"ul": [[{"r": ["a"]}], [{"r": ["b"]}, {"ol": [[{"r": ["c"]}]], "från": 1}]]}
    ]
    assert prose_blocks("3. a\n4. b") == [{"ol": [[{"r": ["a"]}], [{"r": ["b"]}]], "från": 3}]
    assert prose_item("a\n\nb") == [{"r": ["a"]}, {"p": ["b"]}]
    assert prose_cell("a\n\nb") == [{"p": ["a"]}, {"p": ["b"]}]
    assert prose_cell("a") == [{"r": ["a"]}]
    assert prose_inline("a `b`\\\nc") == ["a ", {"kod": "b"}, {"rad": True}, "c"]


@pytest.mark.skipif(sys.platform != "linux", reason="the loader is Linux's")
def test_typst_is_chosen_where_pango_is_missing(root, tmp_path):
    """And the build says so, as does the manifest; asked for WeasyPrint it says what to install."""
    without = {"LD_LIBRARY_PATH": str(tmp_path / "inget")}
    (tmp_path / "inget").mkdir()
    (tmp_path / "inget" / "libpango-1.0.so.0").write_bytes(b"")
    built = asn(root, "build", "--format", "pdf", env=without)
    assert "PDF med Typst, för Pango finns inte här" in built.stdout
    manifest = json.loads((root / "build/2023/T1/manifest.json").read_text("utf-8"))
    assert "typst" in manifest["versions"]
    assert "weasyprint" not in manifest["versions"]
    assert "oförändrad" in asn(root, "build", "--format", "pdf", env=without).stdout
    asked = asn(root, "build", "--format", "pdf", "--pdf-engine", "weasyprint", env=without)
    assert (asked.returncode, "sudo apt-get install" in asked.stderr) == (1, True)
    assert "Typst" not in asn(root, "build", "--format", "pdf").stdout


def test_the_engine_is_a_setting(root):
    """``asn.toml`` names it, and the command line wins."""
    (root / "asn.toml").write_text('pdf-engine = "typst"\n', "utf-8")
    assert "PDF med Typst\n" in inside(root, "build", "--format", "pdf").stdout
    assert "PDF med Typst" not in inside(root, "build", "--format", "pdf", "--pdf-engine", "weasyprint").stdout
    (root / "asn.toml").write_text('pdf-engine = "latex"\n', "utf-8")
    assert 'pdf-engine ska vara "weasyprint", "typst" eller "auto"' in inside(root, "build").stderr


def test_a_style_sheet_of_the_projects_own_is_told_of(root):
    """It shows nowhere in the PDF, which the editor should know; what is read is not spoken of."""
    for name in ("stil/tryck.css", "avsnitt/text.j2"):
        own = root / "templates" / name
        own.parent.mkdir(parents=True)
        own.write_bytes((REPO / "templates" / name).read_bytes() + b"\n")
    told_of = "PDF:en har inget av templates/stil/tryck.css: Typst läser det inte."
    assert told_of in inside(root, "build", "--format", "pdf", "--pdf-engine", "typst").stdout
    assert "Typst" not in inside(root, "build", "--format", "pdf").stdout


def test_a_boards_looks_reach_it(tmp_path):
    """Its logotype, its picture and its faces, whatever they are called; both engines say the same."""
    root = write(tmp_path, {**report("slag: text\nrubrik: Övrigt\ntext: Hej **fet** *kursiv*.\n"), **looks()})
    pdf, other = made(root), made(root, "weasyprint")
    found, wanted = (told(read_tree(pikepdf.open(io.BytesIO(one)))) for one in (pdf, other))
    assert found == wanted
    assert found.pictures == ["Exempelby kommun", "Biblioteket i kvällsljus."]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = opened.pages[2].obj.Resources.Font.values()
        widths = {float(w) for font in fonts for w in font.DescendantFonts[0].W if not isinstance(w, pikepdf.Array)}
    assert len({width for width in widths if width > 100}) == 1


@pytest.mark.parametrize(("weight", "italic"), [(400, False), (400, True), (600, False), (600, True)])
def test_a_face_says_what_it_is_here(weight, italic):
    """Of the family that the style names, with its weight and slant; its glyphs are as they were."""
    before = TTFont(io.BytesIO(face()))
    after = TTFont(io.BytesIO(renamed_face(face(), "Asn Sans", weight, italic)))
    assert after["name"].getDebugName(1) == "Asn Sans"
    assert (after["OS/2"].usWeightClass, bool(after["OS/2"].fsSelection & 1)) == (weight, italic)
    assert {tag: after.reader[tag] for tag in ("glyf", "hmtx", "cmap")} == {
        tag: before.reader[tag] for tag in ("glyf", "hmtx", "cmap")
    }


def test_a_pdf_is_proven_by_the_engine_that_made_it(root):
    """``asn verify`` reads which one in the PDF itself."""
    inside(root, "build", "--format", "pdf", "--pdf-engine", "typst")
    (pdf,) = (root / "build/2023/T1").glob("*.pdf")
    told_of = asn(root, "verify", pdf)
    assert (told_of.returncode, "identisk" in told_of.stdout) == (0, True), told_of.stdout
    with pikepdf.open(pdf, allow_overwriting_input=True) as opened:
        manifest = json.loads(opened.attachments["manifest.json"].get_file().read_bytes())
    assert "python" not in manifest["versions"]


def test_the_library_reads_no_file_but_its_own(tmp_path):
    """Not by any way that its style could name: there is nothing else below its root, and no way out of it."""
    (tmp_path / "typsnitt").mkdir()
    (tmp_path / "rot").mkdir()
    code = (
        "from pathlib import Path; import sys; from asn.render import typst_engine as e;"
        "e.read_file = lambda *_: sys.argv[2].encode();"
        "print(e.compiled({}, Path(sys.argv[1]), 0)[1])"
    )
    for told_of in ('#read("/etc/passwd")', '#read("../../etc/passwd")', '#import "@preview/a:1.0.0": *'):
        ran = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path), told_of],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "root:x" not in ran.stdout
        assert re.search("not found|failed|escape|denied", ran.stdout), ran.stdout + ran.stderr
