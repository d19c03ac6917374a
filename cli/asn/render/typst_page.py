"""The report as JSON, which the engine Typst lays out: the pieces of ``templates/typ``, and nothing in it is markup.

Prose is the same safe part of Markdown as in HTML. An inline run is a list of texts and of groups with one key for what
they are: ``fet``, ``kursiv``, ``kod``, ``till`` with its ``text``, ``fotnot``, ``rad``. A block is ``p`` (a paragraph),
``r`` (a run that stands bare in a point or a cell), ``ul`` or ``ol`` with its points, each a list of blocks.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment
from markdown_it.token import Token
from markupsafe import Markup

from asn.appearance import Looks, looks_of, tint
from asn.charts import Diagram
from asn.check.characters import without_missing
from asn.compute import Dokument
from asn.compute.document import ascii_name
from asn.fonts import covered, renamed_face
from asn.images import PICTURE_TYPES, Picture
from asn.light import Bedömning
from asn.model.ord import Ord, ifylld
from asn.model.record import Värde
from asn.model.register import Register
from asn.model.report import Rapport
from asn.render.cells import light_word, number_text, sparkline
from asn.render.chart import description_of
from asn.render.facts import POINT_FILTERS
from asn.render.html import SPAN, svg_chart
from asn.render.pictures import address_of, pictures
from asn.render.prose import NOTE, bare, heading_text, parser, typeset
from asn.render.template import PLACES, TemplateFault, environment, in_parts, rendered, worded_filters
from asn.resources import Resources
from asn.table import CellValue, Listcell, Ljuscell, Länkcell, Prosacell, Talcell

TYPST_STYLE: Mapping[str, Any] = {"hav": "#1b4f68", "månad": "#dbe5ea", "grad": 11}
"""Our own looks: the accent, the months that a report isn't of, and the size in points, as in tryck.css."""
_ENDINGS = {mime: ending for ending, mime in PICTURE_TYPES.items()}
_FACES = {
    "typsnitt/AsnSans-Regular.ttf": ("Asn Sans", 400, False),
    "typsnitt/AsnSans-Italic.ttf": ("Asn Sans", 400, True),
    "typsnitt/AsnSans-SemiBold.ttf": ("Asn Sans", 600, False),
    "typsnitt/AsnSans-SemiBoldItalic.ttf": ("Asn Sans", 600, True),
}
_BROKEN = "Mallarna ger inte det som motorn Typst läser: en egen mall skriver något bredvid bitarna i f ({})."


def typst_page(document: Dokument, resources: Resources) -> str:
    """The report as JSON.

    Raises:
        TemplateFault: if a template can't be used, or writes something that is no piece.
    """
    register = document.rapport.register
    looks = looks_of(register)
    printed = in_parts(document)
    env = _environment(resources, register.ord, looks)
    text = rendered(env, "typ/rapport.j2", "typ/delar.j2", printed)
    try:
        page = json.loads(text)
    except ValueError as why:
        raise TemplateFault(_BROKEN.format(why)) from why
    known = covered(resources.read, looks.faces)
    kept = _Kept(frozenset(_anchors(page)), pictures(document.rapport))
    return without_missing(json.dumps(kept.settled(page), ensure_ascii=False), known)


def typst_pictures(report: Rapport) -> dict[str, bytes]:
    """The pictures of a report, by the names that its page has for them."""
    shown = pictures(report)
    return {name: shown[address].data for address, name in _names(shown).items()}


def _names(shown: Mapping[str, Picture]) -> dict[str, str]:
    return {address: f"bild/{number}.{_ENDINGS[shown[address].mime]}" for number, address in enumerate(sorted(shown))}


def typst_style(register: Register) -> dict[str, Any]:
    """The colours and the size that the board's looks give."""
    looks = looks_of(register)
    own = {"hav": looks.accent, "månad": looks.month, "grad": TYPST_STYLE["grad"] * looks.share}
    return {name: own[name] or ours for name, ours in TYPST_STYLE.items()}


def typst_faces(resources: Resources, register: Register) -> tuple[bytes, ...]:
    """The faces of the printed page, each known by the family's name and its style."""
    looks = looks_of(register)
    return tuple(
        renamed_face(own, *style) if (own := looks.face(name)) else resources.read(name)
        for name, style in _FACES.items()
    )


def _json(value: object) -> Markup:
    """A value as JSON; what a filter or a piece has made is that already."""
    if isinstance(value, Markup):
        return value
    plain = value if value is None or isinstance(value, (bool, int)) else str(value)
    return Markup(json.dumps(plain, ensure_ascii=False))  # noqa: S704 - JSON, and no page of markup


def _sentence(sentence: str, **values: object) -> str:
    """A sentence with its places filled in: a text, or a run of texts where a value is a piece."""
    if not any(isinstance(value, Markup) for value in values.values()):
        return ifylld(sentence, **values)
    parts = enumerate(PLACES.split(sentence))
    return _literal([json.loads(_json(values[part])) if place % 2 else part for place, part in parts])


def _literal(value: object) -> Markup:
    return Markup(json.dumps(value, ensure_ascii=False))  # noqa: S704 - as above


def _light(light: Bedömning | None, words: Ord, unset: str = "") -> dict[str, str]:
    """A light: its word, its sign, its colour and the colour of its edge."""
    fields = {"ljus": light_word(light, words, unset), "tecken": "tom"}
    if light is None:
        return fields
    colours = light.klass.färger()
    return fields | {
        "tecken": light.klass.tecken,
        "färg": colours.ljus,
        "kant": colours.kant or colours.ljus,
        "ton": tint(colours.ljus, colours.kant),
    }


def _cell(cell: CellValue, words: Ord) -> Any:
    """A cell's contents: a text, a figure, a light, or blocks of prose."""
    match cell:
        case None:
            return ""
        case Ljuscell(light, unset):
            return _light(light, words, unset)
        case Talcell():
            figure: dict[str, Any] = {"tal": number_text(cell)}
            figure |= {"ljuset": _light(cell.bedömning, words)} if cell.bedömning else {}
            figure |= {"linje": sparkline(cell.linje)} if cell.linje else {}
            return figure | ({"stor": True} if cell.stor else {})
        case Prosacell(text):
            return {"block": prose_cell(text)}
        case Listcell(points):
            items = [prose_item(point) for point in points]
            return {"block": items[0] if len(items) == 1 else [{"ul": items}] if items else []}
        case Länkcell(text, target):
            return {"block": [{"r": [{"till": target, "text": typeset(text)}]}]}
    return typeset(str(cell))


def _block_cell(cell: CellValue, words: Ord) -> list[Any]:
    """A cell's contents as blocks that stand by themselves, outside any table."""
    match cell:
        case Prosacell(text):
            return prose_blocks(text)
        case Listcell(points) if len(points) > 1:
            return [{"ul": [prose_item(point) for point in points]}]
        case Listcell(points):
            return [block for point in points for block in prose_blocks(point)]
    return [{"p": [_cell(cell, words)]}]


def _column_heading(text: str) -> list[Any]:
    """A heading whose span of months (jan–apr) isn't broken at its dash."""
    words, parts, at = typeset(text), [], 0
    for match in SPAN.finditer(words):
        parts += [words[at : match.start()], {"hel": match[0]}]
        at = match.end()
    return [part for part in (*parts, words[at:]) if part]


def _chart(diagram: Diagram, words: Ord, looks: Looks) -> dict[str, str]:
    texts = (" ".join(text.split()) for text in (diagram.titel, description_of(diagram)))
    alt = ". ".join(text.removesuffix(".") for text in texts if text)
    return {"svg": str(svg_chart(diagram, words, looks)), "alt": alt}


def _image(record: Värde) -> dict[str, Any]:
    address, alt = address_of(record), " ".join((getattr(record, "alt", None) or "").split())
    return {"fil": address, "alt": alt, "ritning": address.endswith(".svg")}


def _attached(record: Värde) -> dict[str, Any]:
    """An annex's name: it lies in the same PDF."""
    return {"filnamn": address_of(record).rpartition("/")[2]}


def _as_json(make: Any) -> Any:
    """A filter whose values are written as JSON."""

    def filtered(*args: Any, **more: Any) -> Markup:
        return _literal(make(*args, **more))

    return filtered


@lru_cache(maxsize=4)
def _environment(resources: Resources, words: Ord, looks: Looks) -> Environment:
    worded: dict[str, Any] = {
        "cell": _cell,
        "fältblock": _block_cell,
        "ljus": _light,
        "svg": partial(_chart, looks=looks),
    }
    values = {
        **worded_filters(worded, words),
        "prosa": prose_blocks,
        "punkt": prose_item,
        "stycke": prose_inline,
        "kolumnrubrik": _column_heading,
        "bild": _image,
        "bilagelänk": _attached,
    }
    plain = {
        "satt": lambda text: typeset(str(text)),
        "rubriksatt": lambda text: heading_text(str(text)),
        "ankare": lambda name: ascii_name(str(name)).replace("_", "-"),
    }
    filters = {**{name: _as_json(make) for name, make in values.items()}, **plain, "ifylld": _sentence, **POINT_FILTERS}
    return environment(resources, filters, words, _json)


def _anchors(part: Any) -> Iterator[str]:
    """Every place in the page that a link may lead to."""
    if isinstance(part, list):
        for one in part:
            yield from _anchors(one)
    elif isinstance(part, dict):
        if part.get("del") in {"avsnitt", "sammanfattning", "tabell", "register"}:
            yield part["ankare"]
        if part.get("del") == "fotnoter":
            yield from (f"fot{note['nummer']}" for note in part["noter"] if note)
        for one in part.values():
            yield from _anchors(one)


class _Kept:
    """What of a page stands: no links that lead nowhere, no pictures that can't be shown."""

    def __init__(self, anchors: frozenset[str], shown: Mapping[str, Picture]) -> None:
        self._anchors, self._shown, self._names = anchors, shown, _names(shown)

    def settled(self, part: Any) -> Any:
        """A part as it is laid out."""
        match part:
            case list():
                return [self.settled(one) for one in part if one is not None]
            case {"fil": str(address), "alt": _, **_rest}:
                shown = self._shown.get(address)
                return shown and {**part, "mått": [shown.width, shown.height], "som": self._names[address]}
            case {"till": str(target), "text": text} if target[:1] == "#" and target[1:] not in self._anchors:
                return self.settled(text)
            case {"fotnot": number} if f"fot{number}" not in self._anchors:
                return number
            case dict():
                return {key: self.settled(value) for key, value in part.items()}
        return part


Inline = list[Any]
Blocks = list[dict[str, Any]]

_MARKS = {"strong_open": "fet", "em_open": "kursiv"}


def prose_blocks(text: str) -> Blocks:
    """Prose as blocks."""
    return _blocks(iter(parser().parse(text)))


def prose_inline(text: str) -> Inline:
    """One run of prose, without a paragraph around it."""
    return [part for token in parser().parseInline(text) for part in _inline(iter(token.children or ()))]


def prose_item(text: str) -> Blocks:
    """Prose for a point of a list: its first paragraph stands bare, lists below it follow."""
    return _blocks(iter(bare(parser().parse(text), alone=False)))


def prose_cell(text: str) -> Blocks:
    """Prose for a table's cell: a single paragraph stands bare, more keep their blocks."""
    return _blocks(iter(bare(parser().parse(text), alone=True)))


def _blocks(tokens: Iterator[Token]) -> Blocks:
    """The blocks up to the end of the one that they are in."""
    blocks: Blocks = []
    hidden = False
    for token in tokens:
        match token.type:
            case "paragraph_open":
                hidden = token.hidden
            case "inline":
                blocks.append({"r" if hidden else "p": _inline(iter(token.children or ()))})
            case "bullet_list_open":
                blocks.append({"ul": _points(tokens)})
            case "ordered_list_open":
                blocks.append({"ol": _points(tokens), "från": int(token.attrGet("start") or 1)})
            case "list_item_close":
                break
    return blocks


def _points(tokens: Iterator[Token]) -> list[Blocks]:
    points = []
    for token in tokens:
        if token.type == "list_item_open":
            points.append(_blocks(tokens))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            break
    return points


def _inline(tokens: Iterator[Token]) -> Inline:
    """The run up to the end of the group that it is in."""
    pieces: Inline = []
    for token in tokens:
        match token.type:
            case "strong_open" | "em_open":
                pieces.append({_MARKS[token.type]: _inline(tokens)})
            case "link_open":
                pieces.append({"till": str(token.attrGet("href")), "text": _inline(tokens)})
            case "strong_close" | "em_close" | "link_close":
                break
            case "softbreak":
                pieces.append(" ")
            case "hardbreak":
                pieces.append({"rad": True})
            case "code_inline":
                pieces.append({"kod": token.content})
            case _:
                pieces += _noted(token.content)
    return _joined(pieces)


def _noted(text: str) -> Iterator[Any]:
    """A text with its references to footnotes, which the parser knows nothing of."""
    for place, part in enumerate(NOTE.split(text)):
        if place % 2:
            yield {"fotnot": part}
        elif part:
            yield part


def _joined(parts: Sequence[Any]) -> Inline:
    """Texts side by side as one."""
    pieces: Inline = []
    for part in parts:
        if isinstance(part, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += part
        else:
            pieces.append(part)
    return pieces
