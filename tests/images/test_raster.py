"""PNG and JPEG are held against what every format can show, and tell of nothing but what is seen."""

import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageFile
from tests.fixtures.pictures import SECRET, image, jpeg, png

from asn.images import Faulty, read_picture

MODES = ("RGB", "L", "P", "1", "RGBA", "LA", "I;16")
EACH = {
    **{f"png {mode}": (png(image(mode)), "png") for mode in MODES},
    **{f"jpeg {mode}": (jpeg(image(mode)), "jpg") for mode in ("RGB", "L")},
    **{f"jpeg turned {turn}": (jpeg(turned=turn), "jpeg") for turn in range(1, 9)},
    "jpeg in passes": (jpeg(progressive=True), "jpg"),
}


@pytest.mark.parametrize(("data", "ending"), EACH.values(), ids=EACH)
def test_a_picture_tells_nothing_but_what_is_seen_and_comes_out_of_itself_again(data, ending):
    """Camera, place and author go; a PDF that carries the picture is built anew from it, byte for byte."""
    made = read_picture(data, ending)
    assert SECRET.encode() in data
    assert SECRET.encode() not in made.data
    assert not {"exif", "comment", "Author", "icc_profile"} & Image.open(io.BytesIO(made.data)).info.keys()
    assert read_picture(made.data, ending) == made
    assert Image.open(io.BytesIO(made.data)).mode in {"RGB", "L", "P", "1"}


def test_what_every_format_can_show_is_left_as_it_is():
    """No picture loses by being read."""
    for data, ending in (EACH["png RGB"], EACH["jpeg RGB"]):
        before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(read_picture(data, ending).data))
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


def test_a_camera_held_on_its_side_gives_a_picture_that_stands():
    """Its own note of how it was held goes with the rest of what it tells."""
    made = read_picture(jpeg(turned=6), "jpg")
    assert (made.width, made.height) == (200, 300)


def test_what_can_be_seen_through_is_on_paper():
    """A PDF for archives, and a dark page, would each make something else of it."""
    through = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    assert Image.open(io.BytesIO(read_picture(png(through), "png").data)).getpixel((5, 5)) == (255, 255, 255)


def _chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _png(width, height, data=b"", *more):
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


REFUSED = {
    "larger than a page": (_png(30_000, 30_000), "png", "30000 × 30000"),
    "no surface": (_png(0, 10), "png", "ingen yta"),
    "a line": (_png(1000, 10), "png", "för smal"),
    "less than it says": (_png(300, 200, zlib.compress(bytes(100))), "png", "skadad"),
    "torn": (png()[:-200], "png", "skadad"),
    "a wrong sum": (png().replace(b"IDAT", b"IDAT\1", 1), "png", "skadad"),
    "torn in the picture": (jpeg()[:-300], "jpg", "skadad"),
    "a head alone": (b"\xff\xd8\xff\xe0", "jpg", "skadad"),
    "for a press": (jpeg(image("RGB").convert("CMYK")), "jpg", "CMYK"),
    "a JPEG that is called PNG": (jpeg(), "png", "heter .png men är JPG"),
    "a PNG that is called JPEG": (png(), "jpg", "heter .jpg men är PNG"),
    "a GIF": (b"GIF89a" + bytes(100), "png", "GIF"),
    "WebP": (b"RIFF" + bytes(100), "png", "WebP"),
    "nothing": (b"", "png", "tom"),
    "words": (b"hej", "png", "ingen bild"),
    "more than a file may be": (b"\x89PNG\r\n\x1a\n" + bytes(4_000_000), "png", "högst 4 MB"),
    "endless passes": (jpeg(progressive=True)[:-2] + b"\xff\xda\0\x08\1\1\0\0?\0" * 100 + b"\xff\xd9", "jpg", "JPEG"),
}


@pytest.mark.parametrize(("data", "ending", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cant_be_shown_is_told_in_swedish(data, ending, told):
    """An editor is told what is wrong, and nothing is unpacked to find out."""
    with pytest.raises(Faulty, match=told):
        read_picture(data, ending)


def test_what_unpacks_to_much_is_no_part_of_the_picture():
    """A text of a hundred megabytes in a small PNG is never unpacked."""
    bomb = _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000)))
    body = zlib.compress(b"".join(b"\0" + bytes(300 * 3) for _ in range(200)))
    assert len(read_picture(_png(300, 200, body, bomb), "png").data) < 3_000


def test_torn_pictures_are_refused_also_after_the_pdf_engine_has_let_them_through():
    """WeasyPrint has Pillow fill in what is missing, for the whole process."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
    try:
        with pytest.raises(Faulty):
            read_picture(_png(300, 200, zlib.compress(bytes(100))), "png")
        assert ImageFile.LOAD_TRUNCATED_IMAGES
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def test_whatever_bytes_are_changed_it_is_a_picture_or_told():
    """Never another error, and what is let through comes out of itself again."""
    chance, sources = random.Random(1), ((png(), "png"), (jpeg(progressive=True), "jpg"), (jpeg(turned=6), "jpg"))
    shown = 0
    for number in range(600):
        source, ending = sources[number % 3]
        data = bytearray(source)
        for _ in range(chance.choice((1, 2, 8))):
            data[chance.randrange(len(data) if chance.random() < 0.5 else 700)] = chance.randrange(256)
        try:
            made = read_picture(bytes(data), ending)
        except Faulty:
            continue
        shown += 1
        assert read_picture(made.data, ending) == made
    assert shown > 20
