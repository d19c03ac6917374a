"""A Word file's pages: those that lie down are sections of their own, and tables are as wide as their page.

How a table's width is shared by its columns is told here too, since no style sheet can say it.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from asn.render.cells import number_text
from asn.render.docx_xml import ASN, first_child, w, wml, wml_paragraph
from asn.table import CellValue, Listcell, Ljuscell, Prosacell, Tabell, Talcell

_OWN = f"{{{ASN}}}"
_ABOVE, _BELOW = ("Heading", "AsnArea"), ("AsnNote", "AsnLegend")
"""Styles of paragraphs that belong to the table after them, and to the one before them."""


@dataclass(frozen=True, slots=True)
class PageSetup:
    """An upright page, in twentieths of a point: A4, or that of a municipality's own template.

    ``margins`` are above, to the right, below, to the left, and those of header and footer.
    """

    width: int = 11906
    height: int = 16838
    margins: tuple[int, int, int, int, int, int] = (1418, 1418, 1418, 1418, 709, 709)

    @property
    def across(self) -> int:
        """The width of its text."""
        return self.width - self.margins[1] - self.margins[3]


def in_sections(body: Element, page: PageSetup) -> None:
    """Pages that lie down in sections of their own; a page break goes to the paragraph that follows it."""
    parts: list[Element] = []
    lying = broken = False
    for part in list(body):
        if part.tag == f"{_OWN}page":
            broken = True
            continue
        lies = part.tag == f"{_OWN}landscape"
        if lies and not lying and parts:
            headings = _taken_headings(parts)
            if parts and _section_of(parts[-1]) is not None:
                _go_on(parts[-1])  # with the page that lies down before it
            elif parts:
                _end_section(parts, page, lying=False)
                broken = False  # a section begins on a page of its own
            parts += headings
        elif lying and not lies and not _style(part).startswith(_BELOW):
            _end_section(parts, page, lying=True)
            lying = broken = False
        lying = lying or lies
        for one in list(part) if lies else [part]:
            if broken and one.tag == w("p"):
                _begin_page(one)
                broken = False
            parts.append(one)
    if lying:
        _end_section(parts, page, lying=True)
        parts.append(wml("p"))
    parts.append(section_properties(page, lying=False))
    body[:] = parts
    _set_widths(body, page)


def _section_of(part: Element) -> Element | None:
    return part.find(f"{w('pPr')}/{w('sectPr')}")


def _go_on(last: Element) -> None:
    """Let a section that has ended with a paragraph go on after it."""
    about, ended = last.find(w("pPr")), _section_of(last)
    assert about is not None, "a section ends in it"
    assert ended is not None, "likewise"
    about.remove(ended)


def _taken_headings(parts: list[Element]) -> list[Element]:
    """The headings that stand right before a page that lies down: they go with it."""
    at = len(parts)
    while at and _style(parts[at - 1]).startswith(_ABOVE):
        at -= 1
    taken = parts[at:]
    del parts[at:]
    return taken


def _style(part: Element) -> str:
    style = part.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")


def _begin_page(paragraph: Element) -> None:
    about = paragraph.find(w("pPr"))
    if about is not None:
        about.insert(1, wml("pageBreakBefore"))


def _end_section(parts: list[Element], page: PageSetup, *, lying: bool) -> None:
    last = parts[-1]
    if last.tag != w("p") or _section_of(last) is not None:
        last = wml_paragraph("AsnNote")
        parts.append(last)
    first_child(last, "pPr").append(section_properties(page, lying=lying))


def section_properties(page: PageSetup, *, lying: bool) -> Element:
    """A section's page; headers and footers are those of the section before it, and those of the first are put in."""
    across, down = (page.height, page.width) if lying else (page.width, page.height)
    turned = {"orient": "landscape"} if lying else {}
    edges = zip(("top", "right", "bottom", "left", "header", "footer"), map(str, page.margins), strict=True)
    return wml(
        "sectPr",
        wml("pgSz", w=str(across), h=str(down), **turned),
        wml("pgMar", **dict(edges), gutter="0"),
    )


def _set_widths(body: Element, page: PageSetup) -> None:
    """Each table's columns in twentieths of a point, of the width that its page has for it."""
    waiting: list[Element] = []
    for part in body:
        if part.tag == w("tbl"):
            waiting.append(part)
        element = part if part.tag == w("sectPr") else _section_of(part)
        size = None if element is None else element.find(w("pgSz"))
        if size is not None:
            across = int(size.get(w("w"), "0")) - page.margins[1] - page.margins[3]
            for table in waiting:
                _set_width(table, across)
            waiting.clear()


def _set_width(table: Element, across: int) -> None:
    columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
    shares = [int(column.get(w("w"), "1")) for column in columns]
    wide = [across * share // (sum(shares) or 1) for share in shares]
    for column, width in zip(columns, wide, strict=True):
        column.set(w("w"), str(width))
    for row in table.findall(w("tr")):
        for cell, width in zip(row.findall(w("tc")), wide, strict=False):
            about = cell.find(w("tcPr"))
            if about is not None:
                about.insert(0, wml("tcW", w=str(width), type="dxa"))


_MANY = 4  # columns
_LONGEST_WORD, _LIGHT, _ROOM = 12, 12, 2
_USUAL, _FIRST = 34, 24  # characters of a text that a column should have room for, if it has as many
_UPRIGHT, _LANDSCAPE, _SMALL = 92, 148, 112
"""Characters over the whole width of a page, and upright in small letters."""


def is_narrow(table: Tabell) -> bool:
    """Whether a table needs small letters for no figure or word to be broken."""
    return not table.bredder and not table.liggande and sum(_least(table)) > _UPRIGHT


def widths_of(table: Tabell) -> str:
    """The width of each column in shares: as the report has it on paper, else by what its cells need."""
    return " ".join(map(str, table.bredder or _shares(table)))


def _shares(table: Tabell) -> list[int]:
    across = _LANDSCAPE if table.liggande else _SMALL if is_narrow(table) else _UPRIGHT
    least = _least(table)
    more = [max(0, _wanted(table, index) - width) for index, width in enumerate(least)]
    left = max(0, across - sum(least))
    return [width + (left * part // sum(more) if sum(more) else 0) for width, part in zip(least, more, strict=True)]


def _least(table: Tabell) -> list[int]:
    return [_narrowest(table, index) for index in range(len(table.kolumner))]


def _narrowest(table: Tabell, index: int) -> int:
    """Characters of a column's longest figure or word; a long word is hyphenated."""
    column, texts = table.kolumner[index], [_text(row.celler[index]) for row in table.rader]
    words = [word for text in (*texts, column.hela_rubriken) for word in re.split(r"[ \n]+", text)]
    longest = max(
        len(word) if column.slag == "tal" and word[-1:].isdigit() else min(len(word), _LONGEST_WORD) for word in words
    )
    return _ROOM + max(longest, _LIGHT if column.slag == "ljus" else 0)


def _wanted(table: Tabell, index: int) -> int:
    """Characters that a column would have of its own."""
    longest = max((len(_text(row.celler[index])) for row in table.rader), default=0)
    return _ROOM + min(longest, _FIRST if index == 0 and len(table.kolumner) > _MANY else _USUAL)


def _text(cell: CellValue) -> str:
    match cell:
        case None:
            return ""
        case Ljuscell(light):
            return "" if light is None else f"● {light}"
        case Talcell():
            return number_text(cell) + (f" ● {cell.bedömning}" if cell.bedömning else "")
        case Prosacell(text):
            return text
        case Listcell(points):
            return max(points, key=len, default="")
    return str(cell)
