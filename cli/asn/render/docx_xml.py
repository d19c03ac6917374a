"""WordprocessingML (ISO/IEC 29500): its names, those that our templates add to it, and a picture in a text."""

from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ASN = "asn"
NAMESPACES = {
    "w": WORDPROCESSING,
    "r": RELATIONSHIPS,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

for _prefix, _address in NAMESPACES.items():
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
    return f"{{{WORDPROCESSING}}}{name}"


def xml_bytes(root: ElementTree.Element) -> bytes:
    """A part as bytes."""
    data: bytes = ElementTree.tostring(root, encoding="utf-8")
    return _HEAD + data


_DECORATIVE, _SVG = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def wml(tag: str, /, *children: Element, text: str = "", **attributes: str) -> Element:
    """An element of WordprocessingML, whose attributes are so too."""
    element = Element(w(tag), {w(name): value for name, value in attributes.items()})
    element.extend(children)
    element.text = text or None
    return element


def wml_run(text: str, tag: str = "t") -> Element:
    """A run of text that keeps its blanks."""
    words = wml(tag, text=text)
    words.set(XML_SPACE, "preserve")
    return wml("r", words)


def wml_paragraph(style: str, *children: Element) -> Element:
    """A paragraph in a style."""
    return wml("p", wml("pPr", wml("pStyle", val=style)), *children)


def first_child(parent: Element, tag: str) -> Element:
    """The part of an element that comes first in it, and tells of it; made where there is none."""
    child = parent.find(w(tag))
    if child is None:
        child = wml(tag)
        parent.insert(0, child)
    return child


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
    named = {"id": str(number), "name": f"Bild {number}", "descr": alt}
    edges = dict.fromkeys(("distT", "distB", "distL", "distR"), "0")
    decorative = () if alt else (_extension(_DECORATIVE, _drawn("adec:decorative", val="1")),)
    vector = (_extension(_SVG, _drawn("asvg:svgBlip", **_embedded(f"asnSvg{media}"))),) if drawing else ()
    picture = _drawn(
        "pic:pic",
        _drawn("pic:nvPicPr", _drawn("pic:cNvPr", **named), _drawn("pic:cNvPicPr")),
        _drawn(
            "pic:blipFill",
            _drawn("a:blip", *vector, **_embedded(f"asnBild{media}")),
            _drawn("a:stretch", _drawn("a:fillRect")),
        ),
        _drawn(
            "pic:spPr",
            _drawn("a:xfrm", _drawn("a:off", x="0", y="0"), _drawn("a:ext", **size)),
            _drawn("a:prstGeom", _drawn("a:avLst"), prst="rect"),
        ),
    )
    graphic = _drawn("a:graphic", _drawn("a:graphicData", picture, uri=NAMESPACES["pic"]))
    about = (_drawn("wp:extent", **size), _drawn("wp:docPr", *decorative, **named))
    return wml("r", wml("drawing", _drawn("wp:inline", *about, graphic, **edges)))


def _drawn(name: str, /, *children: Element, **attributes: str) -> Element:
    prefix, _, local = name.partition(":")
    element = Element(f"{{{NAMESPACES[prefix]}}}{local}", attributes)
    element.extend(children)
    return element


def _extension(uri: str, inner: Element) -> Element:
    return _drawn("a:extLst", _drawn("a:ext", inner, uri=uri))


def _embedded(id_: str) -> dict[str, str]:
    return {f"{{{RELATIONSHIPS}}}embed": id_}
