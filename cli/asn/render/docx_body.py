"""The body of a Word file: what the templates left to be numbered and looked up is put in its place.

Templates write WordprocessingML and elements of ``asn:``: lists, links, bookmarks, footnotes, pictures, charts, widths,
landscape pages and the list of contents. A list gets its numbering, a link its address or its place, a note its number.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from asn.render.docx_prose import ILLEGAL
from asn.render.docx_sections import PageSetup, in_sections
from asn.render.docx_xml import (
    ASN,
    RELATIONSHIPS,
    NotXml,
    first_child,
    picture_run,
    read,
    w,
    wml,
    wml_paragraph,
    wml_run,
)
from asn.render.template import TemplateFault

BULLET, FIRST_ORDERED = 1, 2
_DEEPEST_LIST = 8  # levels of a numbering, from 0
_MARGIN, _HANGING = 340, 340  # twentieths of a point, each level
_LONGEST_NAME = 40
_STYLES = {w(name) for name in ("pStyle", "rStyle", "tblStyle")}
_OWN = f"{{{ASN}}}"


@dataclass(frozen=True, slots=True)
class DocxPicture:
    """A picture in the package: its bytes, their kind and its size in the units of an English inch (914 400)."""

    data: bytes
    ending: str
    width: int
    height: int
    instead: bytes = b""
    """For a drawing: the PNG that old programs show."""


@dataclass
class Body:
    """A document's body as it is made, and what the package needs besides."""

    pictures: Callable[[str], DocxPicture | None]
    charts: Callable[[str], DocxPicture | None]
    links: Mapping[str, str]
    """Where each file beside the document lies, by its address."""
    styles: Mapping[str, str]
    """The package's own id of each style, by the id that templates have."""
    page: PageSetup = field(default_factory=PageSetup)
    notes: dict[int, Element] = field(default_factory=dict)
    referred: list[int] = field(default_factory=list)
    """The notes in the order of their first references."""
    ordered: list[int] = field(default_factory=list)
    """The number that each numbered list begins with."""
    addresses: list[str] = field(default_factory=list)
    media: list[DocxPicture] = field(default_factory=list)
    _anchors: dict[str, str] = field(default_factory=dict)
    _drawn: int = 0
    _marked: int = 0

    def document(self, markup: str) -> Element:
        """The whole document, of what the templates gave.

        Raises:
            TemplateFault: if it is no XML.
        """
        root = _read(markup)
        self._anchors = _bookmarks(root)
        self.notes = {int(note.get("number", "0")): note for note in root.iter(f"{_OWN}note")}
        self.referred = list(
            dict.fromkeys(
                number for ref in root.iter(f"{_OWN}noteref") if (number := int(ref.get("number", "0"))) in self.notes
            )
        )
        for parts in list(root.iter(f"{_OWN}list")):
            self._number(parts)
        body = wml("body")
        body.extend(self._resolved(root))
        in_sections(body, self.page)
        _drop_own_elements(body)
        self._name_styles(body)
        return wml("document", body)

    def _name_styles(self, root: Element) -> None:
        """Give each paragraph, run and table the package's own id of its style."""
        for named in root.iter():
            if named.tag in _STYLES:
                name = named.get(w("val"), "")
                named.set(w("val"), self.styles.get(name, name))

    # Lists ------------------------------------------------------------------------------------------------------

    def _number(self, parts: Element) -> None:
        """Give a list's points their numbering, and tell the lists in it how deep they are."""
        level = min(int(parts.get("level", "0")), _DEEPEST_LIST)
        start = parts.get("start")
        if start is not None:
            self.ordered.append(int(start))
        number = BULLET if start is None else FIRST_ORDERED + len(self.ordered) - 1
        for item in parts.findall(f"{_OWN}item"):
            own = item.findall(w("p"))
            for index, paragraph in enumerate(own):
                _numbered(paragraph, level, number if index == 0 else None)
            for below in item.findall(f"{_OWN}list"):
                below.set("level", str(level + 1))

    # Elements ---------------------------------------------------------------------------------------------------

    def _resolved(self, parent: Element) -> Iterator[Element]:
        """What an element's children become."""
        for child in parent:
            child.tail = None
            if child.tag not in {w("t"), w("instrText")}:
                child.text = None
            if not child.tag.startswith(_OWN):
                elements = list(self._resolved(child))
                child[:] = elements
                yield child
                continue
            yield from self._own(child)

    def _own(self, part: Element) -> Iterator[Element]:
        name = part.tag.removeprefix(_OWN)
        ways: dict[str, Callable[[Element], Iterator[Element]]] = {
            "list": self._resolved,
            "item": self._resolved,
            "bookmark": self._bookmark,
            "mark": self._bookmark,
            "link": self._link,
            "noteref": self._reference,
            "note": self._kept_note,
            "picture": lambda one: self._drawing(self.pictures(one.get("src", "")), one),
            "chart": lambda one: self._drawing(self.charts(one.get("of", "")), one),
            "widths": _grid,
            "contents": lambda one: _contents(one.get("heading", ""), list(self._resolved(one))),
            "page": lambda one: iter([one]),
            "landscape": self._whole,
        }
        yield from ways[name](part) if name in ways else ()

    def _whole(self, part: Element) -> Iterator[Element]:
        part[:] = list(self._resolved(part))
        yield part

    def _bookmark(self, part: Element) -> Iterator[Element]:
        name = self._anchors.get(part.get("name", ""))
        inner = list(self._resolved(part))
        if name is None:
            yield from inner
            return
        yield from self._bookmarked(name, inner)

    def _bookmarked(self, name: str, inner: list[Element]) -> Iterator[Element]:
        self._marked += 1
        number = str(self._marked)
        yield from (wml("bookmarkStart", id=number, name=name), *inner, wml("bookmarkEnd", id=number))

    def _link(self, part: Element) -> Iterator[Element]:
        to, inner = part.get("to", ""), list(self._resolved(part))
        if to.startswith("#"):
            name = self._anchors.get(to[1:])
            attributes = {w("anchor"): name, w("history"): "1"} if name else None
        else:
            address = self.links.get(to, to)
            known = address in self.links.values() or address.startswith(("https://", "mailto:", "tel:"))
            attributes = {f"{{{RELATIONSHIPS}}}id": self._address(address), w("history"): "1"} if known else None
        if attributes is None:
            yield from inner
            return
        link = Element(w("hyperlink"), attributes)
        link.extend(inner)
        for run in link.iter(w("r")):
            _styled(run)
        yield link

    def _address(self, address: str) -> str:
        if address not in self.addresses:
            self.addresses.append(address)
        return f"asnLink{self.addresses.index(address) + 1}"

    # Footnotes --------------------------------------------------------------------------------------------------

    @property
    def in_order(self) -> bool:
        """Whether Word's own numbers, by the order of the references, are those that the report has."""
        return self.referred == sorted(self.notes) == list(range(1, len(self.notes) + 1))

    def _reference(self, part: Element) -> Iterator[Element]:
        """A reference to a note; a second one to the same is a reference to the first."""
        number = int(part.get("number", "0"))
        if number not in self.notes:
            return
        run = wml("r", wml("rPr", wml("rStyle", val="FootnoteReference")))
        name = f"_fot{number}"
        if part.get("again"):
            run.append(wml("t", text=str(number)))
            yield wml("hyperlink", run, anchor=name, history="1")
            return
        own = {} if self.in_order else {"customMarkFollows": "1"}
        run.append(wml("footnoteReference", **own, id=str(number)))
        if own:
            run.append(wml("t", text=str(number)))
        yield from self._bookmarked(name, [run])

    def _kept_note(self, part: Element) -> Iterator[Element]:
        """A note that nothing refers to stands where its section ends; the others go to the foot of their pages."""
        number = int(part.get("number", "0"))
        if number not in self.referred:
            yield wml_paragraph("FootnoteText", wml_run(f"{number}. "), *self._resolved(part))

    def footnotes(self) -> Element:
        """The part with the notes that something refers to."""
        root = wml("footnotes")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            root.append(wml("footnote", wml("p", wml("r", wml(kind))), type=kind, id=str(number)))
        for number in self.referred:
            mark = wml("footnoteRef") if self.in_order else wml("t", text=str(number))
            run = wml("r", wml("rPr", wml("rStyle", val="FootnoteReference")), mark)
            words = self._resolved(deepcopy(self.notes[number]))
            root.append(wml("footnote", wml_paragraph("FootnoteText", run, wml_run(" "), *words), id=str(number)))
        self._name_styles(root)
        return root

    # Pictures ---------------------------------------------------------------------------------------------------

    def _drawing(self, shown: DocxPicture | None, part: Element) -> Iterator[Element]:
        if shown is None:
            return
        if shown not in self.media:
            self.media.append(shown)
        self._drawn += 1
        number, alt = self.media.index(shown) + 1, part.get("alt", "")
        across = self.page.across * 635  # of a twentieth of a point
        high = {"logotyp": 900_000, "omslag": 3_600_000}.get(part.get("place", ""), 7_200_000)
        share = min(1.0, across / shown.width, high / shown.height)
        size = round(shown.width * share), round(shown.height * share)
        yield picture_run(self._drawn, number, alt, size, drawing=shown.ending == "svg")


def _read(markup: str) -> Element:
    try:
        root = read(ILLEGAL.sub("", markup))
    except NotXml as why:
        raise TemplateFault(f"Mallarna för Word ger fel: {why}.") from None
    seen: set[str] = set()
    for ref in root.iter(f"{_OWN}noteref"):
        number = ref.get("number", "0")
        if number in seen:
            ref.set("again", "1")
        seen.add(number)
    return root


def _bookmarks(root: Element) -> dict[str, str]:
    """A name that Word knows for each anchor, none of them twice."""
    names: dict[str, str] = {}
    linked = {part.get("to", "") for part in root.iter(f"{_OWN}link")}
    for part in root.iter():
        anchor = part.get("name", "")
        kind = part.tag.removeprefix(_OWN)
        if not anchor or anchor in names or not (kind == "bookmark" or (kind == "mark" and f"#{anchor}" in linked)):
            continue
        base = re.sub(r"\W", "_", anchor)[:_LONGEST_NAME]
        name, count = base if base[:1].isalpha() else f"a{base}"[:_LONGEST_NAME], 1
        first = name
        while name.lower() in {taken.lower() for taken in names.values()}:
            count += 1
            name = f"{first[: _LONGEST_NAME - 4]}_{count}"
        names[anchor] = name
    return names


def _numbered(paragraph: Element, level: int, number: int | None) -> None:
    """A point's first paragraph gets the mark, the others the same margin."""
    about = first_child(paragraph, "pPr")
    if number is None:
        about.append(wml("ind", left=str(_MARGIN + level * _MARGIN)))
        return
    at = 1 if about.find(w("pStyle")) is not None else 0
    about.insert(at, wml("numPr", wml("ilvl", val=str(level)), wml("numId", val=str(number))))


def _styled(run: Element) -> None:
    """A run of a link looks like one; one that has a style of its own keeps it beside the line."""
    look = first_child(run, "rPr")
    style = look.find(w("rStyle"))
    if style is None:
        look.insert(0, wml("rStyle", val="Hyperlink"))
    elif style.get(w("val")) == "Strong":
        style.set(w("val"), "Hyperlink")
        look[1:1] = [wml("b"), wml("bCs")]


def _grid(part: Element) -> Iterator[Element]:
    yield wml("tblGrid", *(wml("gridCol", w=width) for width in part.get("of", "").split()))


def _contents(heading: str, entries: list[Element]) -> Iterator[Element]:
    """The list of contents, as a field that Word makes anew when it is asked to; on paper its links have no numbers."""
    about = wml("pPr", wml("pStyle", val="TOCHeading"), wml("pageBreakBefore"))
    yield wml("p", about, wml("r", wml("t", text=heading)))
    if entries:
        first, last = entries[0], entries[-1]
        first[1:1] = [_field("begin"), wml_run(' TOC \\o "1-2" \\n \\h \\z \\u ', "instrText"), _field("separate")]
        last.append(_field("end"))
    yield from entries


def _field(kind: str) -> Element:
    return wml("r", wml("fldChar", fldCharType=kind))


def field_runs(instruction: str) -> Iterator[Element]:
    """A field that Word fills in by itself, as the number of the page."""
    yield from (_field("begin"), wml_run(f" {instruction} ", "instrText"), _field("separate"))
    yield from (wml("r", wml("t", text="1")), _field("end"))


def _drop_own_elements(body: Element) -> None:
    """Take away what a template of the project's own put where it has no meaning."""
    for parent in list(body.iter()):
        for child in [child for child in parent if child.tag.startswith(_OWN)]:
            parent.remove(child)
