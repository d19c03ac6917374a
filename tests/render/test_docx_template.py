"""A municipality's own Word template: what it looks like is taken, and nothing that runs, fetches or is hidden."""

import zipfile
from io import BytesIO

import pytest
from tests.fixtures import reports
from tests.fixtures.console import inside
from tests.fixtures.pictures import png
from tests.fixtures.projects import REPO
from tests.fixtures.word import NS, R, Word, template, text, val, w, zipped

from asn.render.docx import word_file
from asn.render.docx_template import WordTemplateError, read_template
from asn.resources import Resources

_XMLNS = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NS.items())
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def _made(name="2023/T1", **changed) -> Word:
    return Word(word_file(reports.document(name), Resources(REPO), read_template(template(**changed))))


def test_styles_are_those_of_the_same_name():
    """Whatever their ids are; ours are added beside them, and headings aren't numbered twice."""
    word = _made()
    styles = word.part("word/styles.xml")
    assert val(styles.find(f".//{w('rFonts')}"), "ascii") == "Kommunsans"
    used = {val(one) for one in word.document.iter(w("pStyle"))}
    assert "Rubrik1" in used
    assert "Heading1" not in used
    assert "Heading2" in used
    known = [val(one, "styleId") for one in styles.iter(w("style"))]
    assert len(set(known)) == len(known)
    assert used <= set(known)
    names = [val(one.find(w("name"))).lower() for one in styles.iter(w("style"))]
    assert len(set(names)) == len(names)
    assert sum(val(one, "default") == "1" for one in styles.iter(w("style")) if val(one, "type") == "paragraph") == 1
    assert styles.find(f".//{w('numPr')}") is None


def test_header_footer_and_page_are_the_templates_own():
    """And the report's text is its own."""
    word = _made()
    assert [text(one) for one in word.edges("header").values()] == ["Exempelby kommun"]
    footer = word.edges("footer")["default"]
    assert val(footer.find(f".//{w('fldSimple')}"), "instr").split() == ["PAGE"]
    section = word.document.find(f".//{w('sectPr')}")
    assert val(section.find(w("pgMar")), "left") == "1200"
    assert section.find(w("titlePg")) is None
    assert "Mallens text" not in word.said
    assert "Delårsrapport 1 2023" in word.said


def test_a_draft_is_marked_in_the_templates_header_too():
    """Above what the municipality has there."""
    assert [text(one) for one in _made("2024/T1").edges("header").values()] == ["UTKAST Exempelby kommun"]


def test_a_template_without_header_and_footer_gets_ours():
    """So that pages have their numbers."""
    bare = f"<w:document {_XMLNS}><w:body><w:sectPr/></w:body></w:document>"
    word = _made(document=bare)
    assert "Delårsrapport 1 2023" in text(word.edges("header")["default"])
    assert val(word.document.find(f".//{w('pgMar')}"), "left") == "1418"


def _header(inner, rels=""):
    header = f"<w:hdr {_XMLNS}><w:p><w:r><w:t>Kvar</w:t></w:r>{inner}</w:p></w:hdr>"
    return _made(
        header=header,
        header_rels=f'<Relationships xmlns="{_RELS}">{rels}</Relationships>',
        **{"word/media/a.png": png()},
    )


def _picture(id_):
    return (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="Vapen"/><a:graphic><a:graphicData>'
        f'<a:blip r:embed="{id_}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def test_a_picture_in_the_header_comes_along():
    """Made anew of what is seen of it."""
    word = _header(_picture("rId9"), f'<Relationship Id="rId9" Type="{R}/image" Target="media/a.png"/>')
    (name,) = [name for name in word.files if name.startswith("word/media/header")]
    assert word.files[name].startswith(b"\x89PNG")
    part = next(name for name in word.files if name.startswith("word/header") and name.endswith(".xml"))
    blip = word.part(part).find(f".//{{{NS['a']}}}blip")
    assert word.links(part)[blip.get(f"{{{R}}}embed")] == (name.removeprefix("word/"), "image", False)


@pytest.mark.parametrize(
    ("inner", "rels"),
    [
        (
            _picture("rId9"),
            f'<Relationship Id="rId9" Type="{R}/image" Target="https://x.se/a.png" TargetMode="External"/>',
        ),
        (_picture("rId9"), ""),
        (
            '<w:r><w:object><w:control r:id="rId9"/></w:object></w:r>',
            f'<Relationship Id="rId9" Type="{R}/control" Target="a"/>',
        ),
        ("<w:r><w:pict/></w:r>", ""),
        ('<w:altChunk r:id="rId9"/>', f'<Relationship Id="rId9" Type="{R}/aFChunk" Target="media/a.png"/>'),
        ('<w:fldSimple w:instr=" INCLUDEPICTURE https://x.se/a.png "/>', ""),
        ('<w:fldSimple w:instr=" PAGE \\* DDEAUTO x "/>', ""),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DDEAUTO c:\\a </w:instrText></w:r>', ""),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', ""),
        ("<w:del><w:r><w:t>Struket</w:t></w:r></w:del>", ""),
        ('<x:evil xmlns:x="urn:x" x:y="z"/>', ""),
    ],
)
def test_what_runs_or_fetches_is_left_out(inner, rels):
    """Links out of the file, objects, controls, other files, fields but those of the page, and what nobody knows."""
    word = _header(inner, rels)
    (header,) = word.edges("header").values()
    assert text(header).strip() == "Kvar"
    told = {one.tag.rpartition("}")[2] for one in header.iter()}
    assert told <= {"hdr", "p", "r", "t"}
    assert not any(
        outside and kind != "hyperlink" for part in word.files for _, kind, outside in word.links(part).values()
    )


def test_what_a_field_told_stays_as_text():
    """A link's words, a content control's, and those of a field that isn't filled in any more."""
    word = _header(
        '<w:hyperlink r:id="rId9"><w:r><w:t> länk</w:t></w:r></w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>'
        "<w:r><w:t> ruta</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:fldSimple w:instr=" FILENAME "><w:r><w:t> fil</w:t></w:r></w:fldSimple>'
    )
    assert text(word.edges("header")["default"]) == "Kvar länk ruta fil"


def _bomb():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"Hej", "skadad"),
        (zipped({"a.txt": "a"}), "inget Word-dokument"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "inget Word-dokument"),
        (zipped({f"{number}.xml": "" for number in range(201)}), "har 201 delar; ett Word-dokument har högst 200"),
        (_bomb(), "packad mer än 100 gånger"),
        (template(styles="<w:styles"), "skadad: det går inte att läsa som XML"),
        (template(styles='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "DOCTYPE"),
        (template(header="<a>" * 500 + "</a>" * 500), "för djupt"),
        (template(document="<a/>", document_rels="<b"), "skadad"),
    ],
    ids=range(9),
)
def test_a_file_that_is_no_template_is_refused(data, says):
    """As workbooks are: before anything is unpacked, in a sentence."""
    with pytest.raises(WordTemplateError, match=says):
        read_template(data)


def test_the_command_takes_a_template_and_builds_anew_when_it_changes(tmp_path):
    """A template is part of what the file is made of; a broken one, or one for no Word file, is told of."""
    inside(tmp_path, "init", tmp_path / "a", "--year", "2025")
    root, mall = tmp_path / "a", tmp_path / "mall.dotx"
    mall.write_bytes(template())
    asked = ("build", "--format", "docx", "--docx-mall", str(mall))
    assert "byggd" in inside(root, *asked).stdout
    assert "oförändrad" in inside(root, *asked).stdout
    (file,) = (root / "build").rglob("*.docx")
    assert text(next(iter(Word(file.read_bytes()).edges("header").values()))) == "UTKAST Exempelby kommun"
    assert "byggd" in inside(root, "build", "--format", "docx").stdout
    mall.write_bytes(b"PK")
    broken = inside(root, *asked)
    assert (broken.returncode, "--docx-mall: Filen är skadad" in broken.stderr) == (1, True)
    for more, says in (
        (("--format", "md", "--docx-mall", str(mall)), "--format docx också"),
        (("--format", "docx", "--docx-mall", "x"), "finns inte"),
    ):
        wrong = inside(root, "build", *more)
        assert (wrong.returncode, says in wrong.stderr) == (2, True)
