"""A board's own looks: logotype, colour, faces and cover in every format, and nothing of them without the file."""

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from tests.fixtures.console import asn, inside
from tests.fixtures.pictures import LOOKS, SECRET, SIGN, face, jpeg, looks
from tests.fixtures.projects import loaded, report, told, write

from asn.appearance import DARK_PAPER, OUR_WIDTHS, PAPER, lightened, looks_of, tint
from asn.check.contrast import contrast, written_colour
from asn.fonts import face_width, read_face
from asn.images import Faulty
from asn.light import COLOURS
from asn.pipeline import checked

TEXT = "slag: text\nrubrik: Övrigt\ntext: Hej.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """What a build leaves of a draft with looks, by name, and the project."""
    root = write(tmp_path_factory.mktemp("utseende"), {**report(TEXT), **looks()})
    done = inside(root, "build")
    assert done.returncode == 0, done.stderr
    folder = root / "build" / "2023" / "T1"
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}, root


def _named(files, ending):
    (found,) = (path for name, path in files.items() if name.endswith(ending) and name != "sammanfattning.md")
    return found


def test_the_web_page_has_them_all_in_it(built):
    """One file, without anything of the camera's."""
    page = _named(built[0], ".html").read_text("utf-8")
    assert 'alt="Exempelby kommun"' in page
    assert page.count('<img src="data:image/') == 2
    assert "--hav: #7a1f3d" in page
    assert 'format("truetype")' in page
    assert "Foto: Anna Exempel" in page
    assert "asn:" not in page
    assert "img-src data:" in page


def test_the_markdown_shows_files_beside_it_and_the_manifest_knows_them(built):
    """Published whole, as the tables are."""
    files, _ = built
    page = _named(files, ".md").read_text("utf-8")
    assert "![Exempelby kommun](bilder/logotyp.svg)" in page
    assert "![Biblioteket i kvällsljus.](bilder/omslag.jpg)" in page
    assert {"bilder/logotyp.svg", "bilder/omslag.jpg"} <= files.keys()
    assert SECRET.encode() not in files["bilder/omslag.jpg"].read_bytes()
    assert '"bilder/omslag.jpg"' in files["manifest.json"].read_text("utf-8")


def test_the_pdf_is_built_anew_from_what_it_carries_and_meets_both_standards(built):
    """Logotype, faces and cover are among its sources, without what the camera told."""
    pdf = _named(built[0], ".pdf")
    done = asn(built[1], "verify", str(pdf))
    assert done.returncode == 0, done.stdout
    assert "identisk" in done.stdout
    assert "PDF/UA-1: uppfylld" in done.stdout
    assert "PDF/A-3a: uppfylld" in done.stdout


def test_what_stands_is_known_again(built):
    """Also where a picture in the project tells more than the report may."""
    assert "oförändrad" in inside(built[1], "build").stdout


def test_without_the_file_nothing_is_another(tmp_path):
    """Byte for byte: no style, class or attribute of it."""
    root = write(tmp_path, report(TEXT))
    assert inside(root, "build", "--format", "html").returncode == 0
    page = next(root.glob("build/2023/T1/*.html")).read_text("utf-8")
    assert '<header class="omslag">' in page
    assert not re.search(r"logotyp|omslagsbild|figcaption|<img", page)


def test_a_piece_of_the_page_can_be_the_boards_own(tmp_path):
    """Everything that the file doesn't tell is changed by a template of the same name; nobody needs a fork."""
    root = write(tmp_path, report(TEXT))
    (root / "templates" / "html").mkdir(parents=True)
    cover = '<header class="omslag"><h1>{{ d.rapport.titel }}</h1><p>Vårt eget omslag</p></header>\n'
    (root / "templates" / "html" / "omslag.j2").write_text(cover, encoding="utf-8")
    assert inside(root, "build").returncode == 0
    assert "Vårt eget omslag" in next(root.glob("build/2023/T1/*.html")).read_text("utf-8")
    assert "identisk" in asn(root, "verify", str(next(root.glob("build/2023/T1/*.pdf")))).stdout


WRONG = {
    "a pale accent": ('accent: "#ffd21f"\n', {}, "A806 Kontrasten mellan #ffd21f och den vita bakgrunden är 1,45:1"),
    "a dark accent on dark": ('accent: "#7a1f3d"\naccent_mörk: "#402030"\n', {}, "A806 Kontrasten mellan #402030"),
    "no quotes": ("accent: #7a1f3d\n", {}, "S005 Skriv färgen som sex tecken inom citattecken"),
    "no file": (LOOKS, {"utseende/omslag.jpg": None}, "S020 Filen content/utseende/omslag.jpg finns inte."),
    "another file": (LOOKS, {"utseende/omslag.jpg": SIGN}, "S020 omslag.jpg: Filen heter .jpg men är SVG."),
    "a script": (
        LOOKS,
        {"utseende/logotyp.svg": SIGN.replace("<g", "<script/><g")},
        "S020 logotyp.svg: Bilden har ett",
    ),
    "a torn face": (LOOKS, {"utseende/prov-bold.ttf": face()[:5000]}, "S020 prov-bold.ttf: Typsnittet är skadat"),
    "words for a face": (LOOKS, {"utseende/prov-bold.ttf": "hej"}, "S020 prov-bold.ttf: Filen är inget typsnitt"),
    "no alt": ("logotyp:\n  fil: a.svg\n", {"a.svg": SIGN}, "S004 Fältet «alt» saknas."),
    "no licence": (LOOKS.replace("  licens: SIL Open Font License 1.1\n", ""), {}, "S004 Fältet «licens» saknas."),
    "a way out": ("logotyp:\n  fil: ../a.svg\n  alt: A\n", {}, "S005 «../a.svg» är inget filnamn här"),
    "a file that nothing names": (LOOKS, {"utseende/annan.png": b"a"}, "S009 Filen används inte."),
    "too large": (LOOKS, {"utseende/omslag.jpg": jpeg() + bytes(4_000_000)}, "S020 omslag.jpg: Filen är för stor"),
}


@pytest.mark.parametrize(("text", "files", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_where_it_is_written_and_the_draft_is_built(text, files, said, tmp_path):
    """By ``asn check`` itself, in the file that names it; a draft is built without it."""
    own = {**looks(), **files} if text.startswith("logotyp:\n  fil: utseende") else files
    kept = {name: data for name, data in own.items() if data is not None}
    root = write(tmp_path, {**report(TEXT), **kept, "utseende.yaml": text})
    out = inside(root, "check").stdout
    assert said in out, out
    assert f"content/{'utseende.yaml' if 'S009' not in said else 'utseende/'}" in out
    assert inside(root, "build", "--format", "md,html").returncode == 0


def test_a_link_is_no_picture(tmp_path):
    """It could lead to a secret."""
    root = write(tmp_path, {**report(TEXT), **looks()})
    picture = root / "content" / "utseende" / "omslag.jpg"
    picture.unlink()
    picture.symlink_to("/etc/passwd")
    assert "S020" in inside(root, "check").stdout


@pytest.mark.parametrize("colour", ["#7a1f3d", "#000000", "#1b4f68", "#00ff00", "#ffffff", "#0000ff"])
def test_a_colour_of_its_hue_is_found_for_the_dark_page(colour):
    """Text in it can be read."""
    assert contrast(lightened(written_colour(colour)), DARK_PAPER) >= 7


def test_a_face_is_held_against_what_the_board_writes(tmp_path):
    """The check of glyphs reads the board's faces: one that lacks Greek is told so (S017)."""
    greek = TEXT.replace("Hej", "Ω")
    project = loaded(tmp_path, {**report(greek), **looks()})
    found = [told(one) for one in checked(project, project.rapporter[0]).fynd]
    alone = loaded(tmp_path / "utan", report(greek))
    assert not [one for one in checked(alone, alone.rapporter[0]).fynd if one.code == "S017"]
    assert any(one.startswith("S017 Tecknet «Ω»") for one in found), found


def test_our_faces_are_as_wide_as_is_said():
    """What tables are measured with is what the faces are."""
    assert {style: round(face_width(face(style)), 4) for style in OUR_WIDTHS} == pytest.approx(OUR_WIDTHS, abs=1e-4)


def test_a_wide_face_is_set_smaller(tmp_path):
    """Columns were given the room that our faces need."""
    project = loaded(tmp_path, {**report(TEXT), **looks()})
    assert "font-size: 8.80pt" in looks_of(project.rapporter[0].register).print


def _changed(name, data):
    """A face with another table in the place of one of its own."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(face()))
    data(font) if name is None else setattr(font[name], *data)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _ring(font):
    composite = next(font["glyf"][name] for name in font.getGlyphOrder() if font["glyf"][name].isComposite())
    own = next(name for name in font.getGlyphOrder() if font["glyf"][name] is composite)
    composite.components[0].glyphName = own
    font.recalcBBoxes = False


FACES = {
    "may not be embedded": (lambda: _changed("OS/2", ("fsType", 2)), "fsType"),
    "may not be a part": (lambda: _changed("OS/2", ("fsType", 0x100)), "fsType"),
    "holds itself": (lambda: _changed(None, _ring), "skadat"),
    "is two faces": (lambda: b"ttcf" + bytes(100), "TTF eller OTF"),
    "is an archive": (lambda: zipfile.ZipFile(io.BytesIO(), "w") and b"PK\3\4", "TTF eller OTF"),
    "is nothing": (lambda: b"", "TTF eller OTF"),
    "lies of its tables": (lambda: face()[:12] + b"\xff" * 400 + face()[412:], "skadat"),
    "has lost its outlines": (lambda: face()[: len(face()) // 2], "skadat"),
}


@pytest.mark.parametrize(("made", "why"), FACES.values(), ids=FACES)
def test_a_face_that_cant_be_used_is_told(made, why):
    """Damaged, of another kind, or not free."""
    with pytest.raises(Faulty, match=why):
        read_face(made(), "ttf")


def test_whatever_is_changed_in_a_face_it_is_read_or_told():
    """Never another error."""
    import random

    chance, whole, read = random.Random(3), face(), 0
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 4, 20))):
            data[chance.randrange(400 if chance.random() < 0.3 else len(data))] = chance.randrange(256)
        try:
            read += bool(read_face(bytes(data), "ttf"))
        except Faulty:
            continue
    assert read


def test_the_grounds_are_those_of_the_style_sheets():
    """What the accent is held against is what it stands on."""
    styles = Path(__file__).parents[1] / "templates" / "stil"
    shared, web = ((styles / name).read_text("utf-8") for name in ("gemensam.css", "webb.css"))
    assert f"--papper: #{bytes(PAPER).hex()};" in shared
    assert f"--papper: #{bytes(DARK_PAPER).hex()};" in web


def test_a_lights_shape_and_word_stand_out_from_its_tint():
    """On the tint of each colour with a name the shape has 3:1 (WCAG 1.4.11) and the word 4,5:1 (1.4.3)."""
    for colour in COLOURS.values():
        light = (colour.ljus, colour.kant or colour.ljus, PAPER, "#1b2930")
        for fill, shape, ground, text in (light, (colour.mörk, colour.mörk, DARK_PAPER, "#e4eaed")):
            shade = written_colour(tint(fill, shape, ground))
            assert shade != ground
            assert contrast(written_colour(shape), shade) >= 3
            assert contrast(written_colour(text), shade) >= Decimal("4.5")
