"""A Word file (ISO/IEC 29500): its parts, and the zip that they lie in, the same bytes every time."""

import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from asn.render.docx_body import Body, DocxPicture, field_runs
from asn.render.docx_template import HeaderFooter, WordTemplate
from asn.render.docx_xml import RELATIONSHIPS, w, wml, wml_paragraph, wml_run, xml_bytes

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BULLETS = ("•", "–", "▪")
_LEVELS = 9
_ENDINGS = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class DocumentProperties:
    """What the file says of itself; ``page_number`` has places for the page and for how many there are."""

    title: str
    creator: str
    subject: str = ""
    identifier: str = ""
    date: datetime.date | None = None
    draft: str = ""
    """The mark of a draft; empty for a report that is adopted."""
    page_number: str = ""


@dataclass
class _Parts:
    """The parts as they are put together: their bytes, their kinds, and what each of them names."""

    files: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[tuple[str, str, str, bool]]] = field(default_factory=dict)

    def add(self, name: str, data: bytes, kind: str = "") -> None:
        """A part, and of what kind it is, where its ending doesn't say."""
        self.files[name] = data
        if kind:
            self.kinds[name] = kind

    def link(self, part: str, id_: str, kind: str, to: str, *, outside: bool = False) -> None:
        """What a part names."""
        self.links.setdefault(part, []).append((id_, f"{_TYPE}/{kind}", to, outside))


def package(
    document: Element, body: Body, styles: Element, about: DocumentProperties, template: WordTemplate | None
) -> bytes:
    """The whole file.

    Args:
        document: the main part; its first section is given the headers and footers.
        body: what the document names.
        styles: the part with the styles.
        about: what the file says of itself.
        template: a municipality's own, if there is one.
    """
    parts, main = _Parts(), "word/document.xml"
    edges = tuple(_edges(about, template, body.styles))
    _place_edges(document, edges, first=template.first_differs if template else True)
    parts.add(main, xml_bytes(document), f"{_MEDIA}.document.main+xml")
    for name, root, kind in (
        ("styles", styles, "styles"),
        ("numbering", _numbering(body.ordered), "numbering"),
        ("settings", _settings(even=bool(template and template.even_differs)), "settings"),
        ("footnotes", body.footnotes(), "footnotes"),
    ):
        parts.add(f"word/{name}.xml", xml_bytes(root), f"{_MEDIA}.{kind}+xml")
        parts.link(main, f"asn{name.capitalize()}", kind, f"{name}.xml")
    if template and template.theme is not None:
        theme = "application/vnd.openxmlformats-officedocument.theme+xml"
        parts.add("word/theme/theme1.xml", xml_bytes(template.theme), theme)
        parts.link(main, "asnTheme", "theme", "theme/theme1.xml")
    _add_edges(parts, edges)
    for number, shown in enumerate(body.media, 1):
        _add_picture(parts, main, number, shown)
    for number, address in enumerate(body.addresses, 1):
        for part in (main, "word/footnotes.xml"):
            parts.link(part, f"asnLink{number}", "hyperlink", address, outside=True)
    parts.add("docProps/core.xml", _core(about), "application/vnd.openxmlformats-package.core-properties+xml")
    return _zipped(parts)


def _add_picture(parts: _Parts, main: str, number: int, shown: DocxPicture) -> None:
    files = [("asnBild", shown.ending, shown.data)]
    if shown.ending == "svg":
        files = [("asnSvg", "svg", shown.data), ("asnBild", "png", shown.instead)]
    for id_, ending, data in files:
        parts.add(f"word/media/bild{number}.{ending}", data)
        parts.link(main, f"{id_}{number}", "image", f"media/bild{number}.{ending}")


# Headers and footers ----------------------------------------------------------------------------------------------


def _edges(
    about: DocumentProperties, template: WordTemplate | None, styles: Mapping[str, str]
) -> Iterator[HeaderFooter]:
    """The headers and footers: those of the template, else the title above and the page's number below.

    A draft says so at the head of each page, whatever the template has there.
    """
    known = template.edges if template else ()
    kinds = ["default", *(["first"] if not template or template.first_differs else [])]
    kinds += ["even"] if template and template.even_differs else []
    for tag in ("header", "footer"):
        own = {edge.kind: edge for edge in known if edge.tag == tag}
        for kind in kinds:
            edge = own.get(kind)
            if edge is None:
                edge = HeaderFooter(tag, kind, _ours(tag, kind, about, bare=bool(own)))
                for style in edge.root.iter(w("pStyle")):
                    style.set(w("val"), styles.get(style.get(w("val"), ""), style.get(w("val"), "")))
            yield _marked(edge, about.draft, styles) if tag == "header" else edge


def _ours(tag: str, kind: str, about: DocumentProperties, *, bare: bool) -> Element:
    """Our own header or footer; one that the template leaves out beside its others is empty, and so is the cover's."""
    paragraph = wml_paragraph(tag.capitalize())
    root = wml("hdr" if tag == "header" else "ftr", paragraph)
    if bare or kind == "first":
        return root
    if tag == "header":
        paragraph.append(wml_run(f"{about.title}, {about.creator}"))
        return root
    for part in about.page_number.replace("{", "\0{").replace("}", "}\0").split("\0"):
        if part in {"{sida}", "{sidor}"}:
            paragraph.extend(field_runs("PAGE" if part == "{sida}" else "NUMPAGES"))
        elif part:
            paragraph.append(wml_run(part))
    return root


def _marked(edge: HeaderFooter, mark: str, styles: Mapping[str, str]) -> HeaderFooter:
    if not mark:
        return edge
    root = deepcopy(edge.root)
    root.insert(0, wml_paragraph(styles.get("AsnDraft", "AsnDraft"), wml_run(mark)))
    return replace(edge, root=root)


def _place_edges(document: Element, edges: Iterable[HeaderFooter], *, first: bool) -> None:
    sections = list(document.iter(w("sectPr")))
    for section in sections[:1]:
        for index, edge in enumerate(edges):
            attributes = {w("type"): edge.kind, f"{{{RELATIONSHIPS}}}id": f"asnEdge{index + 1}"}
            section.insert(index, Element(w(f"{edge.tag}Reference"), attributes))
        if first:
            section.append(wml("titlePg"))


def _add_edges(parts: _Parts, edges: Iterable[HeaderFooter]) -> None:
    for number, edge in enumerate(edges, 1):
        name = f"{edge.tag}{number}.xml"
        part = f"word/{name}"
        parts.add(part, xml_bytes(edge.root), f"{_MEDIA}.{edge.tag}+xml")
        parts.link("word/document.xml", f"asnEdge{number}", edge.tag, name)
        for index, (id_, picture) in enumerate(edge.pictures.items(), 1):
            ending = {mime: ending for ending, mime in _ENDINGS.items()}[picture.mime]
            file = f"media/{edge.tag}{number}_{index}.{ending}"
            parts.add(f"word/{file}", picture.data)
            parts.link(part, id_, "image", file)


# The other parts --------------------------------------------------------------------------------------------------


def _numbering(ordered: list[int]) -> Element:
    """Two numberings, with points and with numbers; each numbered list has its own, which begins where it says."""
    root = wml("numbering")
    for number, numbered in ((0, False), (1, True)):
        levels = (_level(level, numbered=numbered) for level in range(_LEVELS))
        kind = wml("multiLevelType", val="hybridMultilevel")
        root.append(wml("abstractNum", kind, *levels, abstractNumId=str(number)))
    root.append(wml("num", wml("abstractNumId", val="0"), numId="1"))
    for number, start in enumerate(ordered, 2):
        override = wml("lvlOverride", wml("startOverride", val=str(start)), ilvl="0")
        root.append(wml("num", wml("abstractNumId", val="1"), override, numId=str(number)))
    return root


def _level(level: int, *, numbered: bool) -> Element:
    return wml(
        "lvl",
        wml("start", val="1"),
        wml("numFmt", val="decimal" if numbered else "bullet"),
        wml("lvlText", val=f"%{level + 1}." if numbered else _BULLETS[level % len(_BULLETS)]),
        wml("lvlJc", val="left"),
        wml("pPr", wml("ind", left=str(340 * (level + 1)), hanging="340")),
        ilvl=str(level),
    )


def _settings(*, even: bool) -> Element:
    mode = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": "15"}
    return wml(
        "settings",
        wml("autoHyphenation"),
        *([wml("evenAndOddHeaders")] if even else ()),
        wml("footnotePr", wml("footnote", id="-1"), wml("footnote", id="0")),
        wml("compat", wml("compatSetting", **mode)),
        wml("themeFontLang", val="sv-SE"),
    )


def _core(about: DocumentProperties) -> bytes:
    root = Element(f"{{{_CORE}}}coreProperties")
    for space, name, text in (
        (_DC, "title", about.title),
        (_DC, "subject", about.subject),
        (_DC, "creator", about.creator),
        (_DC, "identifier", about.identifier),
        (_DC, "language", "sv-SE"),
    ):
        if text:
            SubElement(root, f"{{{space}}}{name}").text = text
    if about.date:
        for name in ("created", "modified"):
            element = SubElement(root, f"{{{_TERMS}}}{name}", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
            element.text = f"{about.date.isoformat()}T00:00:00Z"
    return xml_bytes(root)


def _zipped(parts: _Parts) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        parts.link("", "asnDocument", "officeDocument", "word/document.xml")
        files = {"[Content_Types].xml": _types(parts), **_relations(parts), **parts.files}
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, data)
    return buffer.getvalue()


def _types(parts: _Parts) -> bytes:
    root = Element("Types", xmlns=f"{_PACKAGE}/content-types")
    endings = {name.rpartition(".")[2] for name in parts.files} & _ENDINGS.keys()
    known = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    for ending, kind in {**known, **{one: _ENDINGS[one] for one in sorted(endings)}}.items():
        SubElement(root, "Default", Extension=ending, ContentType=kind)
    for name, kind in parts.kinds.items():
        SubElement(root, "Override", PartName=f"/{name}", ContentType=kind)
    return xml_bytes(root)


def _relations(parts: _Parts) -> dict[str, bytes]:
    files = {}
    for part, links in parts.links.items():
        folder, _, name = part.rpartition("/")
        root = Element("Relationships", xmlns=f"{_PACKAGE}/relationships")
        for id_, kind, to, outside in links:
            link = SubElement(root, "Relationship", Id=id_, Type=kind, Target=to)
            if outside:
                link.set("TargetMode", "External")
        if not part:
            kind = f"{_PACKAGE}/relationships/metadata/core-properties"
            SubElement(root, "Relationship", Id="asnCore", Type=kind, Target="docProps/core.xml")
        files[f"{folder}/_rels/{name}.rels".lstrip("/")] = xml_bytes(root)
    return files
