"""`asn verify`: a report's PDF is told to be what its own sources give, and every doctored one is found out."""

import io
import json
import platform
import sys

import pikepdf
import pytest
from tests.fixtures.console import asn
from tests.fixtures.projects import write
from tests.verification.doctoring import attach, files_of, plain, swap, told
from tests.verification.sample import FILES, pdf_of

from asn import cache
from asn.commands import run
from asn.publish.manifest import digest
from asn.resources import Resources
from asn.verification import Unverifiable, archive, verify

REGISTERS = ("namnd", "enheter", "malomraden", "skalor", "rapportslag")


def test_identical(tmp_path, good):
    """A PDF as it was built is identical, and meets both standards."""
    path = tmp_path / "delarsrapport-1-2023.pdf"
    path.write_bytes(good)
    verdict = verify(path)
    assert (verdict.identical, verdict.valid, verdict.differences) == (True, True, ())
    assert verdict.report == "2023/T1, Delårsrapport 1 2023"
    assert verdict.sha256 == verdict.rebuilt == digest(good)
    assert [(one.name, one.rules > 100) for one in verdict.standards] == [("PDF/UA-1", True), ("PDF/A-3a", True)]


def test_what_lies_in_the_pdf(good):
    """In it are all sources, those of earlier reports too, the data, the tables, and the sums of them all."""
    files = archive.read_archive(good).enclosed
    assert files.refused == ()
    sources = {f"content/{name}" for name in FILES}
    assert sources < files.sources.keys()
    assert files.sources.keys() - sources == {f"content/{name}.yaml" for name in REGISTERS}
    assert {"data.json", "tabeller/kostnad.csv"} <= files.data.keys()
    manifest = json.loads(files.files["manifest.json"])
    sums = {name: digest(data) for name, data in files.sources.items()}
    assert {name: total for name, total in manifest["inputs"].items() if not name.startswith("asn:")} == sums
    assert manifest["outputs"] == {name: digest(data) for name, data in files.data.items()}
    assert manifest["versions"].keys() >= {"weasyprint", "pydyf", "jinja2", "fonttools"}


def test_another_python_gives_the_same_file(tmp_path, monkeypatch):
    """A PDF that was built with one version of Python is proven by another."""
    project = write(tmp_path / "projekt", FILES)
    before = pdf_of(project)
    monkeypatch.setattr(platform, "python_version", lambda: "3.99.1")
    cache._versions.cache_clear()
    try:
        assert "3.99.1" in cache.fingerprint({}, Resources(project)).versions.values()
        assert pdf_of(project) == before
    finally:
        cache._versions.cache_clear()


def test_own_templates_go_along(tmp_path, root):
    """A project's own template lies in the PDF, and the report is built anew with it; those of asn don't."""
    project = write(tmp_path / "projekt", FILES)
    own = project / "templates" / "html" / "omslag.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<header class='omslag'><h1>{{ d.rapport.titel }}</h1><p>Vår egen</p></header>\n", encoding="utf-8")
    (project / "templates" / "avsnitt").mkdir()
    same = "avsnitt/text.j2"
    (project / "templates" / same).write_bytes(Resources(root).read(same))
    path = tmp_path / "egen.pdf"
    path.write_bytes(pdf_of(project))
    assert verify(path).identical
    given = archive.read_archive(path.read_bytes())
    assert [name for name in given.enclosed.files if name.startswith("templates/")] == ["templates/html/omslag.j2"]
    assert "Vår egen" in given.pages[0].text


def test_digit_on_a_page(doctored):
    """A digit changed on a page is told with the page, what stands there and what the sources give."""
    (change,) = told(doctored(lambda pdf: swap(pdf, -1, "7", "8")))
    assert change.startswith("Sida 3: i filen står «")
    assert "−877" in change.partition(", men källorna ger ")[0]
    assert "−777" in change.partition(", men källorna ger ")[2]


def test_colour_on_a_page(doctored):
    """A page that looks different, with the same words, is told."""

    def change(pdf):
        page = pdf.pages[-1]
        page.obj.Contents = pdf.make_stream(b"0 0 0 rg 20 20 400 400 re f\n" + page.obj.Contents.read_bytes())

    assert told(doctored(change)) == ("Utseendet är ett annat på sida 3, men orden är desamma.",)


def test_font_that_lies(doctored):
    """A glyph that is drawn as another is seen, though every word is the same to a machine."""

    def change(pdf):
        font = next(iter(pdf.pages[-1].obj.Resources.Font.values()))
        program = font.DescendantFonts[0].FontDescriptor.FontFile2
        program.write(program.read_bytes() + b"x")

    (change_told,) = told(doctored(change))
    assert change_told.startswith("Utseendet är ett annat på sid")


def test_figure_in_an_attachment(doctored):
    """A figure changed in the YAML is told by name, with what it does to the pages and the data."""

    def change(pdf):
        stream = files_of(pdf)["content/2023/T1/ekonomi.yaml"].EF.F
        stream.write(stream.read_bytes().replace(b"-777", b"-778"))

    changes = told(doctored(change))
    assert changes[0] == "Bilagan content/2023/T1/ekonomi.yaml är ändrad sedan rapporten byggdes."
    assert "Bilagan data.json är inte den som källorna ger." in changes
    assert "Bilagan tabeller/kostnad.csv är inte den som källorna ger." in changes
    assert any("−777" in told and "−778" in told and told.startswith("Sida 3") for told in changes)


def test_figure_of_an_earlier_report(doctored):
    """The history is part of the report: a figure changed in last year's file is found too."""

    def change(pdf):
        stream = files_of(pdf)["content/2022/VB/ekonomi.yaml"].EF.F
        stream.write(stream.read_bytes().replace(b"-1 200", b"-1 300"))

    changes = told(doctored(change))
    assert changes[0] == "Bilagan content/2022/VB/ekonomi.yaml är ändrad sedan rapporten byggdes."
    assert any("1 200" in plain(told) and "1 300" in plain(told) for told in changes)


def test_figure_in_attachment_and_sums(doctored):
    """Whoever changes the noted sums as well is found out by the pages."""

    def change(pdf):
        stream = files_of(pdf)["content/2023/T1/ekonomi.yaml"].EF.F
        before = stream.read_bytes()
        after = before.replace(b"-777", b"-778")
        stream.write(after)
        sums = files_of(pdf)["manifest.json"].EF.F
        sums.write(sums.read_bytes().replace(digest(before).encode(), digest(after).encode()))

    changes = told(doctored(change))
    assert not any("ändrad sedan" in told for told in changes)
    assert any("−777" in told and "−778" in told for told in changes)


@pytest.mark.parametrize("name", ["content/2023/T1/handelser.yaml", "data.json", "manifest.json"])
def test_removed_attachment(doctored, name):
    """A file that is gone is missed by name."""
    changes = told(doctored(lambda pdf: files_of(pdf).__delitem__(name)))
    assert changes[0].startswith(f"Bilagan {name} saknas")


def test_removed_register(doctored):
    """Without a register there is nothing to build, and that is said."""
    changes = told(doctored(lambda pdf: files_of(pdf).__delitem__("content/namnd.yaml")))
    assert changes[:2] == (
        "Bilagan content/namnd.yaml saknas: den fanns när rapporten byggdes.",
        "Källorna ger ingen rapport, för de går inte att läsa.",
    )
    assert any("Filen namnd.yaml saknas." in told for told in changes)


def test_added_attachment(doctored):
    """A file that wasn't there is told."""
    changes = told(doctored(lambda pdf: attach(pdf, "content/2023/T1/extra.yaml", b"slag: text\n")))
    assert changes[0] == "Bilagan content/2023/T1/extra.yaml fanns inte när rapporten byggdes."


def test_other_version(doctored):
    """What the file was built with, and is not here, is named."""

    def change(pdf):
        sums = files_of(pdf)["manifest.json"].EF.F
        manifest = json.loads(sums.read_bytes())
        manifest["versions"]["weasyprint"] = "69.0"
        manifest["inputs"]["asn:mallar"] = "0" * 64
        sums.write(json.dumps(manifest).encode())

    changes = told(doctored(change))
    assert changes[0].startswith("Rapporten är byggd med weasyprint 69.0; här finns ")
    assert changes[1] == "Rapporten är byggd med andra mallar, stilmallar eller typsnitt än de som finns här."


def test_metadata(doctored):
    """A changed author is told, and so is a changed XMP."""

    def author(pdf):
        pdf.docinfo["/Author"] = "Någon annan"

    assert told(doctored(author)) == ("Skillnad i dokumentinformationen (titel, författare, datum).",)

    def claim(pdf):
        xmp = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata = pdf.make_stream(xmp.replace(b"2023", b"2024"), Type=pikepdf.Name.Metadata)

    assert "Skillnad i metadata (XMP)." in told(doctored(claim))


def test_tags(doctored):
    """A heading that is made a paragraph is told, and the standards are tried all the same."""

    def change(pdf):
        headings = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/H1"]
        headings[0].S = pikepdf.Name.P

    assert told(doctored(change)) == ("Skillnad i taggarna, som en skärmläsare följer.",)


def test_without_tags(doctored):
    """A file that has lost its tags meets neither standard."""
    path = doctored(lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"))
    verdict = verify(path)
    assert [one.met for one in verdict.standards] == [False, False]
    assert not verdict.valid


def test_removed_page(doctored):
    """A page that is gone is told by its number."""
    changes = told(doctored(lambda pdf: pdf.pages.__delitem__(2)))
    assert "Filen har 2 sidor, men källorna ger 3." in changes
    assert "Sida 3, som källorna ger, saknas i filen." in changes


def test_added_page(doctored):
    """A page too many is told by its number."""

    def change(pdf):
        pdf.add_blank_page()

    changes = told(doctored(change))
    assert "Sida 4 i filen finns inte i det som källorna ger." in changes


def test_packed_anew(doctored):
    """A file that another program has saved holds the same, and is told to be another file."""
    assert told(doctored(lambda _: None)) == (
        "Filen är packad på ett annat sätt, men sidor, taggar, metadata och bilagor är desamma.",
    )


def test_after_the_end(tmp_path, good):
    """What is appended after the end is told."""
    path = tmp_path / "rapport.pdf"
    path.write_bytes(good + b"PK\x03\x04 something else")
    assert told(path) == ("Efter filens slut ligger 19 byte som inte hör dit.",)


def test_incremental_update(tmp_path, good):
    """A change put after the end, as an editor or a signature does, is told with what it changes."""
    number, start = _object(good, b"/Author")
    change = b"%d 0 obj\n<</Author (Annan)>>\nendobj\n" % number
    offset = len(good)
    xref = b"xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n" % (number, offset)
    trailer = b"trailer\n<</Size %d /Root %s /Info %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    path = tmp_path / "rapport.pdf"
    path.write_bytes(good + change + xref + trailer % (start[0], start[1], number, start[2], offset + len(change)))
    changes = told(path)
    assert changes[0] == "Filen har ändrats sedan den byggdes: ändringarna är tillagda sist i den."
    assert "Skillnad i dokumentinformationen (titel, författare, datum)." in changes


def _object(data, _):
    """The number of the document information, and size, root and cross-reference of the file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = b"%d 0 R" % pdf.Root.objgen[0]
        size = int(pdf.trailer.Size)
        number = pdf.trailer.Info.objgen[0]
    place = int(data[data.rfind(b"startxref") :].split()[1])
    return number, (size, root, place)


def test_no_pdf(tmp_path, good):
    """What is no PDF, no file, or carries no sources is told apart from a file that differs."""
    text, folder, bare = tmp_path / "brev.pdf", tmp_path / "mapp.pdf", tmp_path / "tom.pdf"
    text.write_bytes(b"Hej")
    folder.mkdir()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(bare)
    for path, word in (
        (text, "är ingen PDF"),
        (folder, "är ingen vanlig fil"),
        (tmp_path / "ingen.pdf", "finns inte"),
        (bare, "har inga källor i sig"),
    ):
        with pytest.raises(Unverifiable, match=word):
            verify(path)
    assert good.startswith(b"%PDF-1.7")


def test_exit_codes(tmp_path, doctored, good):
    """0 identical and valid, 1 differs, 2 nothing can be said; the answer on stdout, the trouble on stderr."""
    path = tmp_path / "bra.pdf"
    path.write_bytes(good)
    ran = asn(tmp_path, "verify", "bra.pdf")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("bra.pdf: identisk. Källorna i den (2023/T1, Delårsrapport 1 2023) ger samma fil")
    assert f"SHA-256 {digest(good)}\n" in ran.stdout
    assert "PDF/UA-1: uppfylld, " in ran.stdout
    ran = asn(tmp_path, "verify", doctored(lambda pdf: swap(pdf, -1, "7", "8")))
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "rapport.pdf: skiljer sig." in ran.stdout
    assert "  - Sida 3: i filen står «" in ran.stdout
    for arguments in (["ingen.pdf"], []):
        ran = asn(tmp_path, "verify", *arguments)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr.startswith("asn: ")


def test_json(doctored, capsys):
    """The answer for machines says the same."""
    path = doctored(lambda pdf: pdf.pages.__delitem__(2))
    assert run(["verify", str(path), "--output-format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["identical"] is False
    assert answer["rebuilt_sha256"] != answer["sha256"] == digest(path.read_bytes())
    assert "Sida 3, som källorna ger, saknas i filen." in answer["differences"]
    assert [one["name"] for one in answer["standards"]] == ["PDF/UA-1", "PDF/A-3a"]


@pytest.mark.parametrize(
    ("module", "code", "word"), [("pikepdf", 2, "PDF:er läses med"), ("page", 0, "är inte prövade")]
)
def test_missing_library(doctored, good, monkeypatch, capsys, module, code, word):  # noqa: PLR0913, PLR0917 - pytest's
    """Without the reader nothing can be said, without the validator less; both say how they are installed."""
    path = doctored(lambda _: None)
    path.write_bytes(good)
    for name in ("asn.verification.archive", "asn.verification.comparison", "asn.verification.archive"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    assert run(["verify", str(path)]) == code
    said = capsys.readouterr()
    assert word in said.out + said.err
    assert "pip install 'asn[verify]'" in said.out + said.err
