"""The names of WordprocessingML (ISO/IEC 29500), and of the elements that our templates add to it."""

from typing import Any
from xml.etree import ElementTree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ASN = "asn"
NAMES = {
    "w": W,
    "r": R,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

for _prefix, _address in NAMES.items():
    ElementTree.register_namespace(_prefix, _address)


class NotXml(ValueError):  # noqa: N818 - it says what is the case
    """Text that is no XML, declares words of its own, or is nested deeper than any document; the message is Swedish."""


class _Builder(ElementTree.TreeBuilder):
    def doctype(self, *_: Any) -> None:
        raise NotXml("där finns en DOCTYPE, som inte får vara med")


_DEEPEST, _MOST = 200, 400_000


def read(data: str | bytes) -> ElementTree.Element:
    """The root of some XML; nothing in it is fetched or expanded.

    Raises:
        NotXml: as said.
    """
    parser = ElementTree.XMLParser(target=_Builder())  # noqa: S314 - without a DOCTYPE there are no entities
    try:
        parser.feed(data)
        root: ElementTree.Element = parser.close()
    except (ElementTree.ParseError, LookupError, ValueError) as why:
        raise why if isinstance(why, NotXml) else NotXml(f"det går inte att läsa som XML ({why})") from None
    level, count = [root], 0
    for _ in range(_DEEPEST):
        level = [child for parent in level for child in parent]
        count += len(level)
        if not level:
            return root
        if count > _MOST:
            break
    raise NotXml("där finns för många delar, eller delar som ligger för djupt i varandra")


def w(name: str) -> str:
    """A name of WordprocessingML as ElementTree has it."""
    return f"{{{W}}}{name}"


def xml_bytes(root: ElementTree.Element) -> bytes:
    """A part as bytes."""
    data: bytes = ElementTree.tostring(root, encoding="utf-8")
    return _HEAD + data
