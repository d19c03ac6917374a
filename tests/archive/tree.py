"""The tags of a PDF with the words they hold, read as a screen reader does: from tag to marked content to glyph."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

from asn.verification.archive import painted_text

Words = list[dict[int, str]]


@dataclass
class Element:
    """A structure element: ``kids`` are elements and texts in reading order, ``page`` counts from 1."""

    kind: str
    page: int = 0
    lang: str = ""
    alt: str = ""
    id: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    kids: list["Element | str"] = field(default_factory=list)

    def elements(self) -> list["Element"]:
        """The elements right below."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self) -> Iterator["Element"]:
        """This element and all below, in reading order."""
        yield self
        for kid in self.elements():
            yield from kid.walk()

    def of(self, *kinds: str) -> list["Element"]:
        """All elements of some kinds."""
        return [element for element in self.walk() if element.kind in kinds]

    def text(self, *without: str) -> str:
        """All words below, but for those of some kinds of element."""
        parts = (
            kid if isinstance(kid, str) else "" if kid.kind in without else kid.text(*without) for kid in self.kids
        )
        return "".join(parts)


def read_tree(pdf: pikepdf.Pdf) -> Element:
    """The whole tree, from the document's element down."""
    words = [_marked(page) for page in pdf.pages]
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    (document,) = pdf.Root.StructTreeRoot.K
    return _element(document, words, pages, 0)


def _marked(page: pikepdf.Page) -> dict[int, str]:
    texts: dict[int, str] = {}
    for mark, text in painted_text(page):
        if mark is not None:
            texts[mark] = texts.get(mark, "") + text
    return texts


def _element(item: pikepdf.Object, words: Words, pages: dict, page: int) -> Element:
    page = pages[item.Pg.objgen] if "/Pg" in item else page
    attributes = _attributes(item)
    made = Element(
        str(item.S)[1:],
        page + 1,
        *(str(item.get(key, "")) for key in ("/Lang", "/Alt", "/ID")),
        str(attributes.get("/Scope", ""))[1:],
        tuple(str(header) for header in attributes.get("/Headers", ())),
    )
    targets = []
    for kid in item.get("/K", ()):
        if not isinstance(kid, pikepdf.Dictionary):
            made.kids.append(words[page].get(int(kid), ""))
        elif kid.get("/Type") == "/MCR":
            made.kids.append(words[pages[kid.Pg.objgen]].get(int(kid.MCID), ""))
        elif kid.get("/Type") == "/OBJR":
            targets.append(_target(kid.Obj))
        else:
            made.kids.append(_element(kid, words, pages, page))
    made.targets = tuple(dict.fromkeys(targets))
    return made


def _attributes(item: pikepdf.Object) -> dict:
    """An element's attributes, of whatever owners."""
    told = item.get("/A", {})
    return {key: value for one in (told if isinstance(told, pikepdf.Array) else [told]) for key, value in one.items()}


def _target(annotation: pikepdf.Object) -> str:
    if "/A" in annotation:
        return str(annotation.A.URI)
    return f"#{annotation.Dest}" if "/Dest" in annotation else ""
