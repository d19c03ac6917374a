"""WordprocessingML (ISO/IEC 29500): its names, those that our templates add to it, and a picture in a text."""

from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

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


_DECORATIVE, _SVG = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def _in(prefix: str, name: str) -> str:
    return f"{{{NAMES[prefix]}}}{name}"


def picture_run(number: int, media: int, alt: str, extent: tuple[int, int], *, drawing: bool) -> Element:
    """A picture in its line, with its alternative text; one without is there for the eye alone, and says so.

    Args:
        number: of the drawing, from 1.
        media: of the file, from 1.
        alt: the alternative text.
        extent: width and height, 914 400 to the inch.
        drawing: whether it is an SVG, which has a picture for old programs beside it.
    """
    size = dict(zip(("cx", "cy"), map(str, extent), strict=True))
    run = Element(w("r"))
    edges = dict.fromkeys(("distT", "distB", "distL", "distR"), "0")
    inline = SubElement(SubElement(run, w("drawing")), _in("wp", "inline"), edges)
    SubElement(inline, _in("wp", "extent"), size)
    about = SubElement(inline, _in("wp", "docPr"), {"id": str(number), "name": f"Bild {number}", "descr": alt})
    if not alt:
        more = SubElement(SubElement(about, _in("a", "extLst")), _in("a", "ext"), {"uri": _DECORATIVE})
        SubElement(more, _in("adec", "decorative"), {"val": "1"})
    data = SubElement(SubElement(inline, _in("a", "graphic")), _in("a", "graphicData"), {"uri": NAMES["pic"]})
    picture = SubElement(data, _in("pic", "pic"))
    element = SubElement(picture, _in("pic", "nvPicPr"))
    SubElement(element, _in("pic", "cNvPr"), {"id": str(number), "name": f"Bild {number}", "descr": alt})
    SubElement(element, _in("pic", "cNvPicPr"))
    _fill(picture, media, drawing=drawing)
    shape = SubElement(picture, _in("pic", "spPr"))
    place = SubElement(shape, _in("a", "xfrm"))
    SubElement(place, _in("a", "off"), {"x": "0", "y": "0"})
    SubElement(place, _in("a", "ext"), size)
    SubElement(SubElement(shape, _in("a", "prstGeom"), {"prst": "rect"}), _in("a", "avLst"))
    return run


def _fill(picture: Element, media: int, *, drawing: bool) -> None:
    fill = SubElement(picture, _in("pic", "blipFill"))
    blip = SubElement(fill, _in("a", "blip"), {f"{{{R}}}embed": f"asnBild{media}"})
    if drawing:
        more = SubElement(SubElement(blip, _in("a", "extLst")), _in("a", "ext"), {"uri": _SVG})
        SubElement(more, _in("asvg", "svgBlip"), {f"{{{R}}}embed": f"asnSvg{media}"})
    SubElement(SubElement(fill, _in("a", "stretch")), _in("a", "fillRect"))
