"""A picture in a Word file's text."""

from xml.etree.ElementTree import Element, SubElement

from asn.render.docx_names import NAMES, R, w

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
