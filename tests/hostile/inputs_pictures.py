"""Pictures, typefaces and PDFs that are more than they seem: bombs, programs, links, and tables that lie.

Sources: PNG (third edition) and ISO/IEC 10918-1 for what a header may claim; SVG 2 on scripting, linking and entities;
OpenType on tables, composites and subroutines; ISO 32000 on actions; "decompression bombs" in Pillow's documentation.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.fixtures.pictures import SIGN, drawing, face, jpeg, png
from tests.hostile.inputs import BUILD, CHECK, Input, Make, contents

_ALL = (CHECK, BUILD, ("diff", "2023/T1", "2023/T1"), ("fmt", "--check"), ("list",))
_FOLDER = "content/2023/T1"
_LOOKS = """\
typsnitt: {namn: A, licens: A, normal: utseende/a.ttf, fet: utseende/a.ttf, kursiv: utseende/a.ttf}
"""


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _png(width: int, height: int, body: bytes, *more: bytes) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


_ZEROS = zlib.compress(bytes(100_000_000), 9)
_PNGS = {
    "of 30000 × 30000": _png(30_000, 30_000, _ZEROS),
    "that unpacks to 100 MB": _png(10, 10, _ZEROS),
    "of the most that is let through": _png(4000, 4000, zlib.compress(bytes((4000 * 3 + 1) * 4000), 9)),
    "with a text of 100 MB": _png(10, 10, zlib.compress(bytes(310)), _chunk(b"zTXt", b"a\0\0" + _ZEROS)),
    "with a profile of 100 MB": _png(10, 10, zlib.compress(bytes(310)), _chunk(b"iCCP", b"a\0\0" + _ZEROS)),
    "whose length leads out of it": png()[:8] + b"\xff\xff\xff\xffIHDR",
    "of 100000 parts": _png(10, 10, zlib.compress(bytes(310)), *[_chunk(b"tEXt", b"a\0b")] * 100_000),
    "that is cut off": png()[:-40],
    "that is SVG": SIGN.encode(),
    "that is a page": b"<html><script>alert(1)</script></html>",
}
_JPEGS = {
    "of 65535 × 65535": jpeg()[:2]
    + b"\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9",
    "of endless passes": jpeg(progressive=True)[:-2] + b"\xff\xda\0\x08\1\1\0\0?\0" * 50_000 + b"\xff\xd9",
    "with a camera's note that never ends": jpeg()[:2] + b"\xff\xe1\xff\xffExif\0\0" + bytes(70_000),
    "of marks alone": b"\xff\xd8\xff" + b"\xff" * 1_000_000,
    "with a program after it": jpeg() + b"\x7fELF" + bytes(1000),
}
_LAUGHS = "".join('<!ENTITY {} "{}">'.format(chr(98 + n), f"&{chr(97 + n)};" * 10) for n in range(12))
_USES = '<g id="a"><rect width="1" height="1"/></g>' + "".join(
    '<g id="{}">{}</g>'.format(chr(98 + n), '<use href="#{}"/>'.format(chr(97 + n)) * 10)  # noqa: UP032 - quotes
    for n in range(12)
)
_SVGS = {
    "that laughs a billion times": f'<!DOCTYPE svg [<!ENTITY a "ha">{_LAUGHS}]>'.encode() + drawing("&m;"),
    "that uses what uses": drawing(_USES + '<use href="#m"/>'),
    "that uses itself": drawing('<g id="a"><use href="#a"/></g>'),
    "with a script": drawing("<script>alert(1)</script>"),
    "that does something when it is shown": drawing('<rect onload="alert(1)"/>'),
    "with a page in it": drawing('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
    "with a picture from the network": drawing('<image href="https://example.com/a.png"/>'),
    "with a picture from the disk": drawing('<image href="file:///etc/passwd"/>'),
    "with a style from the network": drawing("<style>@import url(https://example.com/a.css)</style>"),
    "with a colour from the network": drawing('<rect style="fill:url(https://example.com/a#b)"/>'),
    "with a file for an entity": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + drawing("&a;"),
    "with a doctype from the network": b'<!DOCTYPE svg SYSTEM "https://example.com/a">' + drawing("<rect/>"),
    "100000 deep": drawing("<g>" * 100_000),
    "of a million parts": drawing("<g/>" * 240_000),
    "with a path of a million steps": drawing(f'<path d="M0 0{"l1 1" * 240_000}"/>'),
    "with a number of a million digits": drawing(f'<rect width="{"9" * 900_000}"/>'),
    "that is packed": b"\x1f\x8b\x08\0" + bytes(100),
    "that links": drawing('<a href="javascript:alert(1)"><rect/></a>'),
    "that moves": drawing('<rect><animate attributeName="x" dur="1s"/></rect>'),
    "in UTF-7": b'<?xml version="1.0" encoding="utf-7"?>' + drawing(""),
}
_FACES = {
    "that is cut off": face()[:50_000],
    "whose tables lie": face()[:12] + b"\xff" * 300 + face()[312:],
    "of zeros": b"\0\1\0\0" + bytes(100_000),
    "of 65535 tables": b"\0\1\0\0\xff\xff" + bytes(1000),
    "that is a program": b"\x7fELF" + bytes(1000),
    "that is a collection": b"ttcf\0\1\0\0\xff\xff\xff\xff" + bytes(100),
}
_PDFS = {
    "that runs": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF",
    "that runs, written otherwise": b"%PDF-1.7\n1 0 obj<</S/Java#53cript>>endobj\n%%EOF",
    "that starts a program": b"%PDF-1.7\n1 0 obj<</S/Launch/F(a.exe)>>endobj\n%%EOF",
    "that runs, packed": b"%PDF-1.7\n1 0 obj<</Type/ObjStm>>stream\n"
    + zlib.compress(b"<</S/JavaScript>>")
    + b"\n%%EOF",
    "that unpacks to 100 MB": b"%PDF-1.7\n1 0 obj<</Type/ObjStm>>stream\n" + _ZEROS + b"\n%%EOF",
    "that is locked": b"%PDF-1.7\ntrailer<</Encrypt 1 0 R>>\n%%EOF",
    "that is a page": b"<html>%PDF-</html>",
}
_NAMES = (
    "../a.png",
    "/etc/passwd",
    "a/../../b.png",
    "a\\\\b.png",
    ".a.png",
    "a.png%00",
    "https://example.com/a.png",
    "",
)


def _picture(name: str, data: bytes) -> Make:
    text = f"slag: bild\nrubrik: A\nbilder:\n  - fil: bilder/{name}\n    alt: En bild av något.\n"
    return contents({f"{_FOLDER}/avsnitt.yaml": text, f"{_FOLDER}/bilder/{name}": data})


def _annex(data: bytes) -> Make:
    text = "slag: bilaga\nrubrik: A\nfil: bilagor/a.pdf\n"
    return contents({f"{_FOLDER}/avsnitt.yaml": text, f"{_FOLDER}/bilagor/a.pdf": data})


def _face(data: bytes) -> Make:
    return contents({"content/utseende.yaml": _LOOKS, "content/utseende/a.ttf": data})


def _linked(target: str) -> Make:
    def make(root: Path) -> None:
        _picture("a.png", png())(root)
        (root / _FOLDER / "bilder/a.png").unlink()
        (root / _FOLDER / "bilder/a.png").symlink_to(target)

    return make


def _many(root: Path) -> None:
    rows = "".join(f"  - {{fil: bilder/a{number}.png, dekorativ: ja}}\n" for number in range(1500))
    text = f"slag: bild\nrubrik: A\nbilder:\n{rows}"
    pictures = {f"{_FOLDER}/bilder/a{number}.png": png() for number in range(1500)}
    contents({f"{_FOLDER}/avsnitt.yaml": text, **pictures})(root)


def _each(what: str, made: dict[str, bytes], make: Callable[[bytes], Make]) -> Iterator[Input]:
    for name, data in made.items():
        yield Input(f"{what} {name}", make(data), _ALL, code=None)


PICTURES = (
    *_each("a PNG", _PNGS, lambda data: _picture("a.png", data)),
    *_each("a JPEG", _JPEGS, lambda data: _picture("a.jpg", data)),
    *_each("an SVG", _SVGS, lambda data: _picture("a.svg", data)),
    *_each("a typeface", _FACES, _face),
    *_each("a PDF annex", _PDFS, _annex),
    *(
        Input(
            f"a picture called {name!r}",
            contents(
                {f"{_FOLDER}/avsnitt.yaml": f'slag: bild\nrubrik: A\nbilder:\n  - fil: "{name}"\n    alt: Ett hus.\n'}
            ),
            _ALL,
        )
        for name in _NAMES
    ),
    Input("a picture that is a link to a secret", _linked("/etc/passwd"), _ALL),
    Input("a picture that is a link to an endless device", _linked("/dev/zero"), _ALL),
    Input("1500 pictures", _many, (CHECK, BUILD), code=None),
)
