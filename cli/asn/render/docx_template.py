"""A municipality's own Word template: its styles, its header and footer and its page, and nothing else of it.

The file is anybody's: it is read in the sandbox, within the limits of workbooks, and what runs, fetches or is bound to
another file is left out: macros, objects, links, controls, and fields but for those that tell the page's number.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from asn.images import Faulty, Picture, read_picture
from asn.render.docx_sections import PageSetup
from asn.render.docx_xml import NAMESPACES, RELATIONSHIPS, NotXml, read, w
from asn.sheets import SheetError
from asn.sheets.package import Package

_MAX_FILE = 20_000_000
_KINDS = ("default", "first", "even")
_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "TITLE", "SUBJECT", "AUTHOR"})
_KEPT = {NAMESPACES[prefix] for prefix in ("w", "wp", "a", "pic")}
_DROPPED = frozenset(
    (
        *("object", "control", "pict", "altChunk", "subDoc", "del", "moveFrom", "sdtPr", "sdtEndPr", "customXmlPr"),
        *("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd"),
        *("commentReference", "footnoteReference", "endnoteReference", "numPr", "sectPr", "ffData"),
        *("pPrChange", "rPrChange", "tblPrChange", "tcPrChange", "trPrChange", "hlinkClick", "hlinkHover", "extLst"),
        *("attachedTemplate", "linkStyles"),
    )
)
_UNWRAPPED = frozenset({"sdt", "sdtContent", "hyperlink", "ins", "moveTo", "smartTag", "customXml"})
_WORD = re.compile(r"[A-Za-z]{3,}")
_NUMBER = re.compile(r"\d{1,5}")
_SIZES = range(2000, 40_000)


class WordTemplateError(Exception):
    """The file can't be used as a template; the message is Swedish."""


@dataclass(frozen=True, slots=True)
class HeaderFooter:
    """A header or footer: which pages it is of, what it says, and its pictures by the ids that it has for them."""

    tag: str
    kind: str
    root: Element
    pictures: Mapping[str, Picture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """What is taken of a template."""

    styles: Element
    theme: Element | None
    edges: tuple[HeaderFooter, ...]
    page: PageSetup
    first_differs: bool
    even_differs: bool


class _Document(Package):
    """The parts of a Word file, when it is known that they are no more than one has."""

    noun, none = "ett Word-dokument", "inget Word-dokument"
    cure, large = "Spara den som .docx eller .dotx i Word, utan lösenord.", "Ta bort det som inte är mall ur den."

    def _check_kind(self) -> None:
        if "[content_types].xml" not in self._parts or "word/document.xml" not in self._parts:
            raise SheetError(f"Filen är inget Word-dokument. {self.cure}")


@lru_cache(maxsize=1)
def read_template(data: bytes) -> WordTemplate:
    """A template from its file; it is kept as it is, so who changes it changes a copy.

    Raises:
        WordTemplateError: if it isn't a Word file, or larger than one may be.
    """
    if len(data) > _MAX_FILE:
        raise WordTemplateError(f"Filen är större än {_MAX_FILE // 10**6} MB.")
    try:
        package = _Document(data)
        return _read(package)
    except SheetError as why:
        raise WordTemplateError(str(why)) from None
    except NotXml as why:
        raise WordTemplateError(f"Filen är skadad: {why}.") from None


def _read(package: _Document) -> WordTemplate:
    body = read(package.read("word/document.xml"))
    links = _links(package, "word/document.xml")
    section = next(iter(list(body.iter(w("sectPr")))[-1:]), Element(w("sectPr")))
    styles = read(package.read("word/styles.xml")) if "word/styles.xml" in package else Element(w("styles"))
    theme = next((to for to, kind in links.values() if kind == "theme" and to in package), None)
    return WordTemplate(
        _cleaned(styles, {}),
        _cleaned(read(package.read(theme)), {}) if theme else None,
        tuple(_edges(package, section, links)),
        _page(section),
        section.find(w("titlePg")) is not None,
        "word/settings.xml" in package
        and read(package.read("word/settings.xml")).find(w("evenAndOddHeaders")) is not None,
    )


def _links(package: _Document, part: str) -> dict[str, tuple[str, str]]:
    """Where a part's links lead within the file, and of which kind they are; those that lead out aren't known."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    links: dict[str, tuple[str, str]] = {}
    for link in read(package.read(listed)) if listed in package else ():
        if link.get("TargetMode") != "External":
            to = posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
            links[link.get("Id", "")] = to, link.get("Type", "").rpartition("/")[2]
    return links


def _edges(package: _Document, section: Element, links: Mapping[str, tuple[str, str]]) -> Iterator[HeaderFooter]:
    for tag in ("header", "footer"):
        for reference in section.findall(w(f"{tag}Reference")):
            to, _ = links.get(reference.get(f"{{{RELATIONSHIPS}}}id", ""), ("", ""))
            kind = reference.get(w("type"), "default")
            if to in package and kind in _KINDS:
                pictures = _pictures(package, to)
                yield HeaderFooter(tag, kind, _cleaned(read(package.read(to)), pictures), pictures)


def _pictures(package: _Document, part: str) -> dict[str, Picture]:
    """The pictures of a part, made anew of what is seen of them."""
    pictures: dict[str, Picture] = {}
    for id_, (to, kind) in _links(package, part).items():
        if kind == "image" and to in package:
            try:
                pictures[id_] = read_picture(package.read(to), to.rpartition(".")[2].lower())
            except Faulty:
                continue
    return pictures


def _page(section: Element) -> PageSetup:
    size, edges = section.find(w("pgSz")), section.find(w("pgMar"))
    usual = PageSetup()
    wide, high = (_number(size, name, usual_) for name, usual_ in (("w", usual.width), ("h", usual.height)))
    names = ("top", "right", "bottom", "left", "header", "footer")
    margins = tuple(_number(edges, name, edge) for name, edge in zip(names, usual.margins, strict=True))
    setup = PageSetup(min(wide, high), max(wide, high), margins)  # type: ignore[arg-type]  # as many as there are names
    fits = setup.width in _SIZES and setup.height in _SIZES and setup.across > setup.width // 3
    return setup if fits else usual


def _number(element: Element | None, name: str, usual: int) -> int:
    value = "" if element is None else element.get(w(name), "")
    return int(value) if _NUMBER.fullmatch(value) else usual


def _cleaned(root: Element, pictures: Mapping[str, Picture]) -> Element:
    """A copy of a part with what it shows alone."""
    copy = deepcopy(root)
    copy[:] = _kept(copy, pictures)
    copy.attrib.clear()
    for paragraph in copy.iter(w("p")):
        _keep_fields(paragraph)
    return copy


def _kept(parent: Element, pictures: Mapping[str, Picture]) -> list[Element]:
    kept: list[Element] = []
    for child in parent:
        space, _, name = child.tag.removeprefix("{").rpartition("}")
        if name in _UNWRAPPED or name in {"AlternateContent", "Choice"} or _is_other_field(child):
            kept += _kept(child, pictures)
        elif space in _KEPT and name not in _DROPPED and not (name == "drawing" and not _shows(child, pictures)):
            child[:] = _kept(child, pictures)
            _clean_attributes(child, pictures)
            kept.append(child)
    return kept


def _is_other_field(child: Element) -> bool:
    return child.tag == w("fldSimple") and not _words(child.get(w("instr"), "")) <= _FIELDS


def _words(instruction: str) -> set[str]:
    return set(_WORD.findall(instruction)) - {"MERGEFORMAT"}


def _shows(drawing: Element, pictures: Mapping[str, Picture]) -> bool:
    """Whether a drawing is a picture that can be shown."""
    blips = list(drawing.iter(f"{{{NAMESPACES['a']}}}blip"))
    return bool(blips) and all(blip.get(f"{{{RELATIONSHIPS}}}embed", "") in pictures for blip in blips)


def _clean_attributes(child: Element, pictures: Mapping[str, Picture]) -> None:
    for key in list(child.attrib):
        space = key.removeprefix("{").rpartition("}")[0]
        shown = key == f"{{{RELATIONSHIPS}}}embed" and child.attrib[key] in pictures
        if not (space in {NAMESPACES["w"], "", "http://www.w3.org/XML/1998/namespace"} or shown):
            del child.attrib[key]


def _keep_fields(paragraph: Element) -> None:
    """Fields that tell of the page or the document stay; of others, what they told when the file was saved."""
    text = " ".join(part.text or "" for part in paragraph.iter(w("instrText")))
    marks = [part.get(w("fldCharType")) for part in paragraph.iter(w("fldChar"))]
    whole = marks.count("begin") == marks.count("end") == marks.count("separate") or not marks
    for parent in list(paragraph.iter()):
        for child in list(parent):
            if child.tag in {w("instrText"), w("fldChar")} and not (whole and _words(text) <= _FIELDS):
                parent.remove(child)


def merged_styles(ours: str, template: WordTemplate | None) -> tuple[Element, dict[str, str]]:
    """The styles of the file, and the id that each of ours has there.

    Args:
        ours: the part as our template gives it.
        template: the municipality's own.

    Raises:
        NotXml: if our template, or the project's version of it, gives no XML.
    """
    own = read(ours)
    if template is None:
        return own, {}
    theirs = deepcopy(template.styles)
    known = {_name(style): style.get(w("styleId"), "") for style in theirs.findall(w("style"))}
    taken, ids = set(known.values()), dict[str, str]()
    added = []
    for style in own.findall(w("style")):
        id_ = style.get(w("styleId"), "")
        there = known.get(_name(style))
        if there is None:
            ids[id_] = _free(id_, taken)
            added.append(style)
        else:
            ids[id_] = there
    for style in added:
        style.set(w("styleId"), ids[style.get(w("styleId"), "")])
        style.attrib.pop(w("default"), None)
        for link in (reference for tag in ("basedOn", "next", "link") for reference in style.findall(w(tag))):
            link.set(w("val"), ids.get(link.get(w("val"), ""), link.get(w("val"), "")))
        theirs.append(style)
    return theirs, ids


def _name(style: Element) -> tuple[str, str]:
    name = style.find(w("name"))
    return style.get(w("type"), "paragraph"), "" if name is None else name.get(w("val"), "").lower()


def _free(id_: str, taken: set[str]) -> str:
    free, count = id_, 1
    while free in taken:
        count += 1
        free = f"{id_}{count}"
    taken.add(free)
    return free
