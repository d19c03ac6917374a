"""Text as WordprocessingML: plain text and prose become runs and paragraphs; all of it is escaped.

What the file itself must number is left to :mod:`asn.render.docx_body`, in elements of ``asn:``.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it.token import Token
from markupsafe import Markup, escape

from asn.light import Bedömning
from asn.model.ord import Ord
from asn.render.cells import SIGNS_AS_TEXT, light_word, number_text
from asn.render.prose import NOTE, parser, typeset
from asn.table import CellValue, Listcell, Ljuscell, Prosacell, Talcell

if TYPE_CHECKING:
    from pyphen import Pyphen  # type: ignore[import-untyped]  # ships no types

# What XML can't hold, escaped or not.
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_SOFT = "\N{SOFT HYPHEN}"
_LONG_WORD = re.compile(r"[^\W\d_]{10,}")


def text_run(text: str, *, bold: bool = False, italic: bool = False, link: bool = False) -> Markup:
    """One run of text in one style."""
    markup = escape(" ".join(text.splitlines()) if "\n" in text else text)
    look = _look(bold=bold, italic=italic, link=link)
    return Markup('<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>').format(look, markup) if text else Markup()


def _look(*, bold: bool, italic: bool, link: bool) -> Markup:
    style = "Hyperlink" if link else "Strong" if bold else "Emphasis" if italic else ""
    more = ("<w:b/><w:bCs/>" if bold and link else "") + ("<w:i/><w:iCs/>" if italic and style != "Emphasis" else "")
    return Markup(f'<w:rPr><w:rStyle w:val="{style}"/>{more}</w:rPr>' if style else "")  # noqa: S704 - our own names


def plain_runs(text: object) -> Markup:
    """Plain text with Swedish marks; what is runs already stays."""
    return Markup(text) if hasattr(text, "__html__") else text_run(typeset(str(text)))  # noqa: S704 - as said


def heading_runs(text: str) -> Markup:
    """A column's heading: its long words tell where they may be broken, since not every Word knows Swedish."""
    words = _LONG_WORD.sub(lambda match: _hyphens().inserted(match[0], _SOFT), typeset(text))
    parts = (text_run(part) for part in words.split(_SOFT))
    return Markup("<w:r><w:softHyphen/></w:r>").join(parts)


@lru_cache(maxsize=1)
def _hyphens() -> "Pyphen":
    from pyphen import Pyphen

    return Pyphen(lang="sv_SE")


def bold_runs(text: object) -> Markup:
    """Plain text, bold."""
    return text_run(typeset(str(text)), bold=True)


def paragraph(style: str, runs: Markup) -> Markup:
    """A paragraph in a style."""
    return Markup('<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr>{}</w:p>').format(style, runs)


def prose(text: str, style: str = "Normal") -> Markup:
    """Prose as paragraphs and lists; the paragraphs are of the style."""
    return Markup().join(_blocks(parser().parse(text), style))


def inline(text: str) -> Markup:
    """One run of prose, without a paragraph around it."""
    tokens = parser().parseInline(text)
    return Markup().join(run for token in tokens for run in _runs(token.children or ()))


def bullet(text: str, style: str = "ListBullet") -> Markup:
    """A point of a list: its paragraphs, and lists below it."""
    return Markup("<asn:item>{}</asn:item>").format(prose(text, style))


_LISTS = {
    "bullet_list_open": "<asn:list>",
    "bullet_list_close": "</asn:list>",
    "ordered_list_close": "</asn:list>",
    "list_item_open": "<asn:item>",
    "list_item_close": "</asn:item>",
}


def _blocks(tokens: list[Token], style: str) -> Iterator[Markup]:
    """Blocks of prose; the paragraphs are of the style."""
    depth = 0
    for token in tokens:
        if token.type == "inline":
            own = "ListBullet" if depth and style == "Normal" else style
            yield paragraph(own, Markup().join(_runs(token.children or ())))
        elif token.type == "ordered_list_open":
            yield Markup('<asn:list start="{}">').format(token.attrs.get("start", 1))
        else:
            yield Markup(_LISTS.get(token.type, ""))  # noqa: S704 - our own marks
        depth += token.nesting if token.type.endswith(("list_open", "list_close")) else 0


def _runs(tokens: list[Token] | tuple[Token, ...]) -> Iterator[Markup]:
    bold = italic = link = 0
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                link += 1
                yield Markup('<asn:link to="{}">').format(str(token.attrs.get("href", "")))
            case "link_close":
                link -= 1
                yield Markup("</asn:link>")
            case "hardbreak":
                yield Markup("<w:r><w:br/></w:r>")
            case _:
                words = " " if token.type == "softbreak" else token.content
                for index, part in enumerate(NOTE.split(words)):  # the parser takes references to footnotes for text
                    yield (
                        Markup('<asn:noteref number="{}"/>').format(part)
                        if index % 2
                        else text_run(part, bold=bool(bold), italic=bool(italic), link=bool(link))
                    )


def light_runs(light: Bedömning | None, words: Ord, unset: str = "") -> Markup:
    """A light: its sign, in its colour, and its word."""
    if light is None:
        return text_run(light_word(None, words, unset))
    colour = light.klass.färger()
    sign = Markup(
        '<w:r><w:rPr><w:rStyle w:val="AsnSign"/><w:color w:val="{}"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    ).format((colour.kant or colour.ljus).lstrip("#"), SIGNS_AS_TEXT[light.klass.tecken])
    return sign + text_run(f" {light_word(light, words)}")


def label_runs(text: str) -> Markup:
    """What a value is, before it."""
    markup = escape(typeset(text))
    look = Markup('<w:rPr><w:rStyle w:val="AsnLabelText"/></w:rPr>')
    return Markup('<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>').format(look, markup)


def cell_runs(cell: CellValue, *, words: Ord) -> Markup:
    """A cell's contents in a line with others."""
    match cell:
        case Ljuscell(light, unset):
            return light_runs(light, words, unset)
        case Talcell():
            markup = text_run(number_text(cell))
            return markup if cell.bedömning is None else markup + text_run(" ") + light_runs(cell.bedömning, words)
        case Prosacell(text):
            return inline(" ".join(text.split()))
        case Listcell(points):
            return text_run("; ").join(map(inline, points))
    return Markup() if cell is None else plain_runs(cell)


def cell_paragraphs(cell: CellValue, style: str = "AsnTableText", *, words: Ord) -> Markup:
    """A cell's contents: one paragraph at least, as every cell has."""
    match cell:
        case Prosacell(text):
            return prose(text, style) or paragraph(style, Markup())
        case Listcell(points) if len(points) > 1:
            return Markup("<asn:list>{}</asn:list>").format(Markup().join(bullet(point, style) for point in points))
        case Listcell(points):
            return prose(points[0], style) if points else paragraph(style, Markup())
    return paragraph(style, cell_runs(cell, words=words))
