"""PNG and JPEG: measured by their headers, decoded once, and kept without what they tell of camera, place and person.

What is seen is left as it is, byte for byte, wherever every format can show it: transparency, sixteen bits and a camera
held on its side are made into a picture that stands by itself. What comes out comes out of itself again.
"""

import io
import re
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from asn.images.picture import Faulty, Picture, measured_picture

if TYPE_CHECKING:
    from PIL import Image

_SEEN = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TRANSPARENT, _DEEP = frozenset({4, 6}), 16
_MOST_SCANS = 30  # a progressive JPEG has about ten; each is a pass over the whole picture
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JFIF, _EXIF, _ADOBE, _SCAN, _END = 0xE0, 0xE1, 0xEE, 0xDA, 0xD9
_OF_CAMERA = frozenset(range(0xE0, 0xF0)) | {0xFE}
_NEXT = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]", re.DOTALL)
_ORIENTATION = 0x0112
_DAMAGED = Faulty("Bilden är skadad och går inte att läsa.", "Öppna den i ett bildprogram och spara den på nytt.")


def png(data: bytes) -> Picture:
    """A PNG.

    Raises:
        Faulty: if it is damaged, or too large.
    """
    try:
        chunks = list(_chunks(data))
        width, height, depth, colours = struct.unpack_from(">IIBB", dict(chunks)[b"IHDR"])
    except (struct.error, KeyError):
        raise _DAMAGED from None
    measured_picture(width, height)
    kept = _SIGNATURE + b"".join(_chunk(name, body) for name, body in chunks if name in _SEEN)
    decoded = _decoded(kept, "PNG", (width, height))
    if colours in _TRANSPARENT or depth == _DEEP or any(name == b"tRNS" for name, _ in chunks):
        kept = _saved(_on_white(decoded), "PNG")
    return Picture(kept, "image/png", width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of the file up to its end, whole and with the right sums; what comes after it is nobody's."""
    at = len(_SIGNATURE)
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        (total,) = struct.unpack_from(">I", data, at + 8 + length)
        if total != zlib.crc32(body, zlib.crc32(name)):
            raise _DAMAGED
        yield name, body
        if name == b"IEND":
            return
        at += 12 + length


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(body, zlib.crc32(name)))


def jpeg(data: bytes) -> Picture:
    """A JPEG.

    Raises:
        Faulty: if it is damaged, too large, or in the colours of a printing press.
    """
    try:
        parts = list(_segments(data))
        frames = [struct.unpack_from(">BHHB", body) for mark, body in parts if mark in _FRAMES]
        ((depth, height, width, colours),) = frames
    except (struct.error, ValueError, IndexError):
        raise _DAMAGED from None
    measured_picture(width, height)
    if colours == 4:  # noqa: PLR2004 - cyan, magenta, yellow, black
        raise Faulty("Bilden är i CMYK, som är till för tryck.", "Spara den i RGB.")
    if depth != 8 or colours not in {1, 3} or sum(mark == _SCAN for mark, _ in parts) > _MOST_SCANS:  # noqa: PLR2004 - bits
        raise Faulty("Bilden är en ovanlig sorts JPEG.", "Öppna den i ett bildprogram och spara den på nytt.")
    kept = b"\xff\xd8" + b"".join(_segment(mark, body) for mark, body in parts)
    decoded = _decoded(kept, "JPEG", (width, height))
    turn = _turn(parts)
    if turn is None:
        return Picture(kept, "image/jpeg", width, height)
    turned = decoded.transpose(turn)
    return Picture(_saved(turned, "JPEG", quality=92), "image/jpeg", *turned.size)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The marked parts of the file up to its end; a scan's goes on to the next mark."""
    at = 2
    while True:
        while data[at] == data[at + 1] == 0xFF:  # noqa: PLR2004 - may be filled out with them
            at += 1
        if data[at] != 0xFF:  # noqa: PLR2004 - every mark begins so
            raise _DAMAGED
        mark = data[at + 1]
        if mark == _END:
            yield mark, b""
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if mark == _SCAN:
            match = _NEXT.search(data, end)
            if not match:
                raise _DAMAGED
            end = match.end() - 2
        if length < 2 or end > len(data):  # noqa: PLR2004 - the length counts itself
            raise _DAMAGED
        yield mark, data[at + 4 : end] if mark != _SCAN else data[at + 2 : end]
        at = end


def _segment(mark: int, body: bytes) -> bytes:
    """A part as it is kept: nothing of what the camera tells but the two marks that decide the colours."""
    if mark == _END:
        return b"\xff\xd9"
    if mark == _SCAN:
        return b"\xff\xda" + body
    if mark == _JFIF and body.startswith(b"JFIF\0") and len(body) >= 14:  # noqa: PLR2004 - without its small picture
        body = body[:12] + b"\0\0"
    elif mark in _OF_CAMERA and not (mark == _ADOBE and body.startswith(b"Adobe")):
        return b""
    return bytes((0xFF, mark)) + struct.pack(">H", len(body) + 2) + body


def _turn(parts: list[tuple[int, bytes]]) -> "Image.Transpose | None":
    """How the picture is to be turned, if the camera was held another way than it is shown."""
    from PIL import Image

    exif = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif.load(next(body for mark, body in parts if mark == _EXIF and body.startswith(b"Exif\0")))
            orientation = exif.get(_ORIENTATION)
    except Exception:  # noqa: BLE001 - whatever hostile bytes make of it, it says nothing
        return None
    way = Image.Transpose
    return {
        2: way.FLIP_LEFT_RIGHT, 3: way.ROTATE_180, 4: way.FLIP_TOP_BOTTOM, 5: way.TRANSPOSE, 6: way.ROTATE_270,
        7: way.TRANSVERSE, 8: way.ROTATE_90,
    }.get(orientation if isinstance(orientation, int) else 1)  # fmt: skip


def _decoded(data: bytes, form: str, size: tuple[int, int]) -> "Image.Image":
    from PIL import Image, ImageFile

    torn, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # the PDF engine turns it on
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=[form])
            image.load()
    except Exception:  # noqa: BLE001 - a decoder's objections are of many kinds, and all mean the same to the editor
        raise _DAMAGED from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = torn
    if image.size != size:
        raise _DAMAGED
    return image


def _on_white(image: "Image.Image") -> "Image.Image":
    """The picture in eight bits on white, as it looks on paper."""
    from PIL import Image

    if image.mode.startswith("I;16") or image.mode == "I":
        return image.point(_high_byte()).convert("L")
    seen = image.convert("RGBA")
    ground = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(ground, seen).convert("RGB")


def _high_byte() -> Callable[[float], float]:
    return lambda value: value * (1 / 256)


def _saved(image: "Image.Image", form: str, **how: int) -> bytes:
    buffer = io.BytesIO()
    image.info.clear()  # no resolution, comment or profile goes along
    image.save(buffer, form, **how)
    return buffer.getvalue()
