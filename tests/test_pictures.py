"""Pictures and annexes of a report: in every format, told in words, and with nothing of what a camera tells."""

import re

import pikepdf
import pytest
from tests.fixtures.console import asn, inside
from tests.fixtures.pictures import ANNEX, SECRET, SIGN, drawing, image, jpeg, png
from tests.fixtures.projects import loaded, report, write

from asn.comparison import compared
from asn.pipeline import checked

SECTION = """\
slag: text
rubrik: Biblioteket
text: Biblioteket öppnade i mars.
bilder:
  - fil: bilder/hus.jpg
    alt: Det nya biblioteket.
    bildtext: Biblioteket
    foto: Anna Exempel
  - fil: pynt.png
    dekorativ: ja
underavsnitt:
  - slag: bild
    rubrik: Organisation
    bilder:
      - fil: bilder/organisation.svg
        alt: Chefen, och under denne två enheter.
  - slag: organisation
    rubrik: Så är vi organiserade
    text: Se bilden.
    bilder:
      - fil: bilder/organisation.svg
        alt: Samma bild igen.
  - slag: bilaga
    rubrik: Revisorernas granskning
    fil: bilagor/revision.pdf
"""
FILES = {
    "2023/T1/bilder/hus.jpg": jpeg(turned=6),
    "2023/T1/pynt.png": png(image("RGBA")),
    "2023/T1/bilder/organisation.svg": SIGN,
    "2023/T1/bilagor/revision.pdf": ANNEX,
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The project, built, and the folder of its report."""
    root = write(tmp_path_factory.mktemp("bilder"), {**report(SECTION), **FILES})
    done = inside(root, "build")
    assert done.returncode == 0, done.stderr
    return root, root / "build" / "2023" / "T1"


def _page(built, ending):
    (path,) = (path for path in built[1].glob(f"*{ending}") if path.name != "sammanfattning.md")
    return path


def test_the_web_page_shows_them_with_their_words(built):
    """In the page itself; an annex lies beside it."""
    page = _page(built, ".html").read_text("utf-8")
    assert page.count('src="data:image/') == 4
    assert re.search(r'width="200" height="300" class="foto" alt="Det nya biblioteket."', page)
    assert "<figcaption>Biblioteket. Foto: Anna Exempel</figcaption>" in page
    assert 'alt=""' in page
    assert '<a href="bilagor/revision.pdf">revision.pdf</a>' in page
    assert "asn:" not in page


def test_the_markdown_shows_files_beside_it(built):
    """Each once, without what the camera told."""
    page = _page(built, ".md").read_text("utf-8")
    for line in (
        "![Det nya biblioteket.](bilder/hus.jpg)",
        "![](bilder/pynt.png)",
        "![Samma bild igen.](bilder/organisation.svg)",
        "[revision.pdf](bilagor/revision.pdf)",
    ):
        assert line in page
    assert SECRET.encode() not in (built[1] / "bilder" / "hus.jpg").read_bytes()
    assert (built[1] / "bilagor" / "revision.pdf").read_bytes() == ANNEX


def test_the_pdf_carries_them_and_meets_both_standards(built):
    """Built anew from itself, byte for byte; the annex is told by its title, and nothing of the camera is in it."""
    pdf = _page(built, ".pdf")
    said = asn(built[0], "verify", str(pdf)).stdout
    assert "identisk" in said, said
    assert "PDF/UA-1: uppfylld" in said
    assert "PDF/A-3a: uppfylld" in said
    with pikepdf.open(pdf) as opened:
        carried = {name: opened.attachments[name] for name in opened.attachments}
        annex = carried["content/2023/T1/bilagor/revision.pdf"]
        assert (annex.description, annex.obj.AFRelationship) == ("Revisorernas granskning", "/Supplement")
        photo = carried["content/2023/T1/bilder/hus.jpg"].get_file().read_bytes()
    assert SECRET.encode() not in photo


def test_a_picture_is_one_figure_with_its_words_and_its_caption(built):
    """What decorates isn't read; the caption belongs to its picture."""
    with pikepdf.open(_page(built, ".pdf")) as opened:
        figures = [
            item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        told = [str(item.Alt) for item in figures]
        captions = [kid for item in figures for kid in item.K if isinstance(kid, pikepdf.Dictionary)]
    assert told == ["Det nya biblioteket.", "Chefen, och under denne två enheter.", "Samma bild igen."]
    assert [kid.S for kid in captions if "/S" in kid] == ["/Caption"]


def test_what_stands_is_known_again(built):
    """Also a picture that tells more in the project than in the report."""
    assert "oförändrad" in inside(built[0], "build").stdout


def test_data_tells_of_them(built):
    """Their names and their words."""
    assert '"alt": "Det nya biblioteket."' in (built[1] / "data.json").read_text("utf-8")


def test_another_picture_of_the_same_name_is_a_difference(tmp_path):
    """In the pages nothing else tells of it."""
    (before, after) = (
        loaded(tmp_path / str(number), {**report(SECTION), **FILES, "2023/T1/bilder/hus.jpg": jpeg(turned=turn)})
        for number, turn in enumerate((1, 3))
    )
    same = compared(before.rapporter[0], before.rapporter[0], ("a", "b"))
    made = compared(before.rapporter[0], after.rapporter[0], ("a", "b"))
    assert same.lika
    assert [(row.namn, row.omdöme) for group in made.grupper for row in group.rader] == [("bilder/hus.jpg", "utbytt")]


def test_a_new_period_is_told_that_they_stay_where_they_are(tmp_path):
    """Keys empty, files not copied, and it is said."""
    root = write(tmp_path, {**report(SECTION), **FILES})
    done = inside(root, "new", "--year", "2024", "--period", "T1", "--from", "2023/T1")
    assert done.returncode == 0, done.stderr
    assert "följer inte med" in done.stderr + done.stdout
    assert "content/2023/T1/bilder/hus.jpg" in done.stderr + done.stdout
    assert not (root / "content" / "2024" / "T1" / "bilder").exists()
    assert "hus.jpg" not in (root / "content" / "2024" / "T1" / "avsnitt.yaml").read_text("utf-8")


WRONG = {
    "no words": ("- fil: bilder/hus.jpg", {}, "A807"),
    "empty words": ("- {fil: bilder/hus.jpg, alt: Bild 1}", {}, "A807"),
    "both": ("- {fil: bilder/hus.jpg, alt: Ett hus., dekorativ: ja}", {}, "A807"),
    "no file": ("- {fil: bilder/hsu.jpg, alt: Ett hus.}", {}, "S020 Filen content/2023/T1/bilder/hsu.jpg finns inte."),
    "damaged": (
        "- {fil: bilder/hus.jpg, alt: Ett hus.}",
        {"2023/T1/bilder/hus.jpg": jpeg()[:900]},
        "S020 hus.jpg: Bild",
    ),
    "harmful": (
        "- {fil: bilder/a.svg, alt: Ett hus.}",
        {"2023/T1/bilder/a.svg": drawing("<script/>")},
        "S020 a.svg: Bild",
    ),
    "a way out": ("- {fil: ../../namnd.png, alt: Ett hus.}", {}, "S005 «../../namnd.png» är inget filnamn"),
    "capital letters": ("- {fil: bilder/HUS.JPG, alt: Ett hus.}", {}, "S005 «bilder/HUS.JPG» är inget filnamn"),
    "used by nobody": ("- {fil: bilder/hus.jpg, alt: Ett hus.}", {"2023/T1/bilder/b.png": png()}, "S009 Filen används"),
    "hidden": ("- {fil: bilder/hus.jpg, alt: Ett hus.}", {"2023/T1/bilder/.b.png": png()}, "S018"),
    "too much": (
        "- {fil: bilder/a.png, dekorativ: ja}\n  - {fil: bilder/hus.jpg, alt: Ett hus.}",
        {"2023/T1/bilder/a.png": bytes(4_000_001)},
        "S020 a.png: Filen är för stor",
    ),
}


@pytest.mark.parametrize(("row", "files", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_where_the_file_is_named_and_a_draft_is_built(row, files, said, tmp_path):
    """At its line; an adopted report wouldn't be built."""
    text = f"slag: bild\nrubrik: Hus\nbilder:\n  {row}\n"
    root = write(tmp_path, {**report(text), "2023/T1/bilder/hus.jpg": jpeg(), **files})
    out = inside(root, "check").stdout
    assert said in out, out
    if not said.startswith(("S009", "S018")):
        assert re.search(r"content/2023/T1/avsnitt.yaml:[45]:", out), out
    if not said.startswith("S005"):
        assert inside(root, "build", "--format", "md,html").returncode == 0


def test_more_files_than_any_report_needs_are_told_once(tmp_path):
    """At the first one over; each is decoded and held against every format, and 1 500 took ten seconds."""
    picture, rows = png(), "".join(f"  - {{fil: bilder/b{number}.png, dekorativ: ja}}\n" for number in range(210))
    files = {f"2023/T1/bilder/b{number}.png": picture for number in range(210)}
    project = loaded(tmp_path, {**report(f"slag: bild\nrubrik: Hus\nbilder:\n{rows}"), **files})
    (found,) = (one for one in checked(project, project.rapporter[0]).fynd if one.code == "S020")
    assert (found.place.line, found.message) == (204, "b200.png: Rapporten har fler bilder och bilagor än 200.")


def test_an_annex_that_runs_is_told(tmp_path):
    """It would be handed on to every reader."""
    files = {"2023/T1/bilagor/a.pdf": ANNEX.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript>>")}
    project = loaded(tmp_path, {**report("slag: bilaga\nrubrik: A\nfil: bilagor/a.pdf\n"), **files})
    (found,) = (one for one in checked(project, project.rapporter[0]).fynd if one.code == "S020")
    assert "/JavaScript" in found.message


def test_pictures_of_earlier_reports_are_no_part_of_a_later_one(tmp_path):
    """Each PDF carries its own; it would grow with every year."""
    root = write(tmp_path, {**report(SECTION), **FILES, **report("slag: text\ntext: Hej.\n", "2024/T1")})
    assert inside(root, "build", "--year", "2024").returncode == 0
    pdf = next(root.glob("build/2024/T1/*.pdf"))
    with pikepdf.open(pdf) as opened:
        assert not [name for name in opened.attachments if name.endswith((".jpg", ".png", ".svg", ".pdf"))]
    assert "identisk" in asn(root, "verify", str(pdf)).stdout
