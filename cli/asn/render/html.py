"""The report as HTML: one self-contained page for the web, and the page that the PDF is printed from."""

import base64
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from asn.appearance import STANDARD_LOOKS, Looks, looks_of, paler
from asn.charts import Diagram
from asn.check.characters import without_missing
from asn.compute import Dokument
from asn.compute.abbreviations import standing_alone
from asn.compute.document import ascii_name
from asn.fonts import covered
from asn.images import Picture
from asn.model.ord import Ord
from asn.model.register import Förkortning
from asn.render.cells import field_block_html, field_html, html_cell, light_html, light_style
from asn.render.chart import svg
from asn.render.chart_drawing import PHONE, PRIMARY, SECONDARY, WIDE, in_own_faces
from asn.render.facts import POINT_FILTERS, neighbours, other_formats
from asn.render.pdf import PageStyle
from asn.render.pictures import addressed, attached_html, data_url, embedded, image_html, pictures
from asn.render.prose import heading_text, html, inline_html, item_html, typeset
from asn.render.template import environment, in_parts, rendered, sentence_filter, worded_filters
from asn.resources import PRINT_STYLE, WEB_STYLE, Resources

_FONTS = (("typsnitt/AsnSans-Regular.woff2", 400), ("typsnitt/AsnSans-SemiBold.woff2", 600))


@lru_cache(maxsize=4)
def web_style(resources: Resources, words: Ord, looks: Looks, *, pictures: bool) -> str:
    """The style sheet of the web page, which has the fonts in it."""
    faces = "".join(_own_or_ours(resources, looks, name, weight) for name, weight in _FONTS)
    more = ("stil/bilder.css", "stil/bilder_webb.css") if pictures else ()
    return faces + "".join(style_text(resources, name, words) for name in (*WEB_STYLE, *more)) + looks.web


def style_text(resources: Resources, name: str, words: Ord) -> str:
    """A style sheet with the words that it prints: ``"{utkast}"`` and ``"{sidnummer}"`` stand for them."""
    mark, number = words.sida.utkast, re.split(r"(\{\w+\})", words.sida.sidnummer)
    text = " ".join(_COUNTERS.get(part, _css_text(part)) for part in number if part)
    return resources.text(name).replace('"{utkast}"', _css_text(mark)).replace('"{sidnummer}"', text)


def _months(words: Ord) -> bytes:
    """The first letters of the months in a row, as a picture: decoration, which is never read aloud."""
    style = "font-family='Asn Sans' font-size='3.1' fill='#54656e' text-anchor='middle'"
    letters = "".join(
        f"<text x='{17.55 * place + 8.475:g}' y='4.2' {style}>{escape(letter)}</text>"
        for place, letter in enumerate(words.månadsbokstäver())
    )
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 210 6'>{letters}</svg>".encode()


_COUNTERS = {"{sida}": "counter(page)", "{sidor}": "counter(pages)"}
_MARKS = re.compile(r"[\\\"<>\x00-\x1f\x7f]")  # what a text in a style sheet, itself in a page, can't hold as it is


def _css_text(text: str) -> str:
    return '"' + _MARKS.sub(lambda match: f"\\{ord(match[0]):x} ", text) + '"'


def _own_or_ours(resources: Resources, looks: Looks, name: str, weight: int) -> str:
    own = looks.face(name.replace(".woff2", ".ttf"))
    if own is None:
        return font_face("Asn Sans", weight, resources.read(name))
    return font_face("Asn Sans", weight, own, "ttf", "truetype")


def font_face(family: str, weight: int, data: bytes, kind: str = "woff2", form: str = "woff2") -> str:
    """A face as CSS, which has it in itself."""
    source = f'url("{data_url(data, f"font/{kind}")}") format("{form}")'
    return f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;src:{source}}}\n'


def policy_sum(text: str) -> str:
    """What lets a page's own style sheet or script be used, and no other (Content Security Policy)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def print_style(
    resources: Resources,
    words: Ord,
    looks: Looks = STANDARD_LOOKS,
    pictures: Mapping[str, Picture] = MappingProxyType({}),
) -> PageStyle:
    """The style of the printed page, with the board's words, and the pictures that are on it by their addresses.

    Raises:
        Refused: if the project's own version of a sheet is a link, or too large.
    """
    more = ("stil/bilder.css", "stil/bilder_tryck.css") if pictures else ()
    sheets = tuple(
        without_missing(style_text(resources, name, words), covered(resources.read, looks.faces))
        for name in (*PRINT_STYLE, *more)
    )
    shown = {name: (picture.data, picture.mime) for name, picture in pictures.items()}
    letters = {"asn:manader": (_months(words), "image/svg+xml")}
    return PageStyle((*sheets, looks.print) if looks.print else sheets, print_fonts(resources, looks) | shown | letters)


def print_fonts(resources: Resources, looks: Looks = STANDARD_LOOKS) -> dict[str, tuple[bytes, str]]:
    """The fonts of all printed pages, as the engine asks for them."""
    names = [name for name in resources.fonts() if name.endswith(".ttf")]
    return {f"asn:{name}": (looks.face(name) or resources.read(name), "font/ttf") for name in names}


_ANCHOR = re.compile(r' id="([^"]*)"')
_INTERNAL = re.compile(r'<a href="#([^"]*)"')
SPAN = re.compile(r"\b[a-zåäö]{3,}–[a-zåäö]{3,}\b")


def svg_chart(diagram: Diagram, words: Ord, looks: Looks = STANDARD_LOOKS, *, smal: bool = False) -> Markup:
    """A chart in the board's own looks, as wide as a page or as a phone."""
    drawn = svg(diagram, words.diagram, PHONE if smal else WIDE)
    if looks.accent:
        drawn = drawn.replace(PRIMARY, looks.accent).replace(SECONDARY, paler(looks.accent))
    if looks.faces:
        drawn = Markup(in_own_faces(drawn, looks.measured))  # noqa: S704 - only the sizes are others
    return Markup(drawn)  # noqa: S704 - our own writer escapes all text


def _typeset(value: object) -> Markup:
    return escape(typeset(str(value)))


def _column_heading(text: str) -> Markup:
    """A heading whose span of months (jan–apr) isn't broken at its dash."""
    marked = SPAN.sub(lambda match: f'<span class="hel">{match[0]}</span>', str(escape(typeset(text))))
    return Markup(marked)  # noqa: S704 - escaped before the spans were put in


_WORD = 40  # characters of a last word that a page's number goes with; a longer one may have to be broken


def _with_page(text: object, reference: Markup) -> Markup:
    """A text with the number of its page after it, which is never alone on a line: the last word goes with it.

    A no-break space alone has WeasyPrint break the line after its first word instead.
    """
    plain = escape(text)
    head, space, word = str(plain).rpartition(" ")
    if not reference:
        return plain
    if len(word) > _WORD or "<" in word or ">" in word:
        return plain + Markup(" ") + reference
    last = f'{head}{space}<span class="hel">{word}\N{NO-BREAK SPACE}{reference}</span>'
    return Markup(last)  # noqa: S704 - escaped above


_FILTERS: dict[str, Any] = {
    "med_sida": _with_page,
    "satt": _typeset,
    "rubriksatt": lambda text: escape(heading_text(str(text))),
    "kolumnrubrik": _column_heading,
    "stor": lambda cell: getattr(cell, "stor", False),
    "ursprung": lambda cell: getattr(cell, "ursprung", ""),
    "bild": image_html,
    "bilagelänk": attached_html,
    "ifylld": sentence_filter(escape),
    "ankare": lambda name: ascii_name(str(name)).replace("_", "-"),
    **POINT_FILTERS,
}


@lru_cache(maxsize=4)
def web_environment(resources: Resources, words: Ord, looks: Looks, *, web: bool, tables: bool) -> Environment:
    """The environment of the web's and the printed page's templates.

    Args:
        resources: where templates are read.
        words: the board's words.
        looks: the board's own looks.
        web: whether the page is one for the web.
        tables: whether each table lies as CSV beside the page.
    """
    filters: dict[str, Any] = {
        "prosa": html,
        "punkt": item_html,
        "stycke": inline_html,
        "cell": html_cell,
        "fält": field_html,
        "fältblock": field_block_html,
        "ljus": light_html,
        "svg": partial(svg_chart, looks=looks),
    }
    env = environment(resources, {**_FILTERS, **worded_filters(filters, words)}, words)
    env.globals |= {"webb": web, "csv": tables}
    return env


def web_page(document: Dokument, resources: Resources, formats: Collection[str] = ()) -> str:
    """The report as one HTML file that needs nothing else; it links to the other formats that lie beside it."""
    register = document.rapport.register
    shown, looks = pictures(document.rapport), looks_of(register)
    style = web_style(resources, register.ord, looks, pictures=bool(shown)) + light_style([document.rapport], dark=True)
    more: dict[str, object] = {"stil": Markup(style), "stilsumma": policy_sum(style), "sidor": False}  # noqa: S704 - our own style sheet
    more |= {"format": other_formats(document, formats, "html"), "grannar": neighbours(document, formats, "html")}
    env = web_environment(resources, register.ord, looks, web=True, tables="data" in formats)
    page = embedded(_page(env, "rapport.html.j2", document, **more), document.rapport)
    return with_abbreviations(page, document.förkortningar)


def print_page(document: Dokument, resources: Resources) -> str:
    """The HTML that the PDF engine lays out; its style sheets and pictures are handed over beside it."""
    printed, looks = in_parts(document), looks_of(document.rapport.register)
    style = Markup(light_style([document.rapport], dark=False))  # noqa: S704 - colours that the model has read
    env = web_environment(resources, document.rapport.register.ord, looks, web=False, tables=False)
    page = _page(env, "rapport.tryck.j2", printed, stil=style, sidor=True, format=(), grannar=())
    return without_missing(addressed(page, document.rapport), covered(resources.read, looks.faces))


def _page(env: Environment, name: str, document: Dokument, **more: object) -> str:
    return _without_dead_links(rendered(env, name, "html/delar.j2", document, **more))


def _without_dead_links(page: str) -> str:
    """The page without links that lead nowhere in it, and with each anchor once: it may refer twice to a footnote.

    U404 has told the editor of what he can mend, but a draft is built all the same.
    """
    there = dict.fromkeys(_ANCHOR.findall(page), True)
    linked = _INTERNAL.sub(lambda match: match[0] if match[1] in there else "<a", page)
    return _ANCHOR.sub(lambda match: match[0] if there.pop(match[1], False) else "", linked)


_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z]+\d?)")
# Where none is marked: in what leads on, in headings, in charts, and in the list that explains them all.
_LEFT_ALONE = frozenset({"a", "caption", "code", "h1", "h2", "h3", "h4", "h5", "h6", "style", "svg", "title"})


def with_abbreviations(page: str, known: Iterable[Förkortning]) -> str:
    """The page with each abbreviation marked (``abbr``) where the text of its main part first has it."""
    left = {standing_alone(str(escape(item.kort))): str(escape(item.betyder)) for item in known}
    head, main, body = page.partition("<main")
    parts, inside = _TAG.split(main + body) if left else [main + body], 0
    for place, part in enumerate(parts):
        if place % 2:
            inside += _step(part)
        elif not inside and part.strip():
            parts[place] = _marked(part, left)
    return head + "".join(parts)


def _step(tag: str) -> int:
    """One for a tag that begins what is left alone, minus one for its end."""
    name = _NAME.match(tag)
    return 0 if not name or name[1] not in _LEFT_ALONE else -1 if tag.startswith("</") else 1


def _marked(text: str, left: dict[re.Pattern[str], str]) -> str:
    """A run of text in which each abbreviation that hasn't been met is marked, and taken off those that are left."""
    matches = [(match, meaning) for pattern, meaning in left.items() if (match := pattern.search(text))]
    for pattern in [match.re for match, _ in matches]:
        del left[pattern]
    for match, meaning in sorted(matches, key=lambda pair: -pair[0].start()):
        text = f'{text[: match.start()]}<abbr title="{meaning}">{match[0]}</abbr>{text[match.end() :]}'
    return text
