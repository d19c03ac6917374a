"""SVG: a drawing of lines and surfaces, written anew out of what is known to be harmless.

What runs, fetches, or grows when it is read is told of: script, foreign objects, links out, entities, and pieces that
are used in pieces that are used. What drawing programs write for themselves goes. What comes out is shapes with the
attributes of :mod:`asn.images.svg_values`, and comes out of itself again.
"""

import re
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from asn.images import svg_values
from asn.images.picture import Faulty, Picture, measured_picture

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_GRADIENTS = frozenset({"linearGradient", "radialGradient"})
_KNOWN = frozenset({"svg", "g", "defs", "stop", "clipPath", "use", "style"}) | _SHAPES | _GRADIENTS
_SILENT = frozenset({"title", "desc", "metadata"})
_DEEPEST, _MOST = 60, 20_000
_MOST_BYTES = 1_000_000
_BLANKS = re.compile(r"[\s,]+")
_RULE = re.compile(r"\s*([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.[\w-]+")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AGAIN = "Öppna den i ett ritprogram och spara den som vanlig SVG, eller som PNG."
_REFUSED = {
    "script": ("ett skript", "Ta bort skriptet."),
    "foreignObject": ("främmande innehåll (foreignObject)", "Spara den som PNG i stället."),
    "image": ("en annan bild i sig", "Spara den som PNG i stället."),
    "text": ("text som text", "Gör om texten till kurvor, eller spara den som PNG: rapportens typsnitt är ett annat."),
}


@dataclass
class _Element:
    """An element: its name, what it says, its line in the file, and what is in it."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list["_Element"] = field(default_factory=list)
    text: str = ""


@dataclass
class _Reading:
    """What has been read so far; ``skipped`` counts how deep in what isn't kept the reader is."""

    parser: "expat.XMLParserType"
    root: _Element | None = None
    open: list[_Element] = field(default_factory=list)
    skipped: int = 0
    depth: int = 0
    count: int = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth, self.count = self.depth + 1, self.count + 1
        if self.depth > _DEEPEST or self.count > _MOST:
            raise Faulty(f"Bilden har fler än {_MOST} delar, eller delar som ligger för djupt i varandra.", _AGAIN)
        space, _, local = name.rpartition(" ")
        if self.skipped or (space != _SVG and self.root is not None) or local in _SILENT:
            self.skipped += 1
            return
        element = _Element(local, attributes, self.parser.CurrentLineNumber)
        _must_be_known(element, space, first=self.root is None)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, name: str) -> None:  # noqa: ARG002 - the parser tells it
        """An element ends."""
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
        else:
            self.open.pop()

    def say(self, text: str) -> None:
        """Text; only that of style rules is kept."""
        if self.open and not self.skipped:
            self.open[-1].text += text


def drawing(data: bytes) -> Picture:
    """An SVG.

    Raises:
        Faulty: if it can't be read, or does more than to be looked at.
    """
    if len(data) > _MOST_BYTES:
        raise Faulty("Filen är för stor: en SVG får vara högst 1 MB.", "Spara den som PNG i stället.")
    root = _read(data)
    width, height = _box(root)[2:]
    measured_picture(width, height)
    rules = _rules(root)
    named: dict[str, _Element] = {}
    kept = [element for child in root.children if (element := _kept(child, rules, named))]
    _must_be_shallow(kept, named)
    body = "".join(_written(child) for child in kept)
    box = " ".join(_plain(value) for value in _box(root))
    head = f'<svg xmlns="{_SVG}" viewBox="{box}" width="{_plain(width)}" height="{_plain(height)}">'
    return Picture(f"{head}{body}</svg>\n".encode(), "image/svg+xml", max(1, round(width)), max(1, round(height)))


def _read(data: bytes) -> _Element:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    reading = _Reading(parser)
    parser.StartElementHandler, parser.EndElementHandler = reading.begin, reading.end
    parser.CharacterDataHandler = reading.say
    parser.EntityDeclHandler = _no_entities
    try:
        parser.Parse(data, True)  # noqa: FBT003 - that this is all of it
    except (expat.ExpatError, LookupError, ValueError):  # the latter two of an encoding that nobody knows
        line = parser.ErrorLineNumber
        raise Faulty(f"Bilden är inte giltig SVG: det tar stopp på rad {line} i den.", _AGAIN) from None
    assert reading.root, "a document has a root"
    return reading.root


def _no_entities(*_: object) -> None:
    raise Faulty("Bilden har egna förkortningar (entities), som kan växa utan gräns.", _AGAIN)


def _must_be_known(element: _Element, space: str, *, first: bool) -> None:
    if first and (space, element.name) != (_SVG, "svg"):
        raise Faulty("Filen är ingen SVG: den börjar inte med svg-elementet.", _AGAIN)
    what, cure = _REFUSED.get(element.name, (f"<{element.name[:40]}>, som inte kan visas likadant överallt", _AGAIN))
    if element.name not in _KNOWN or (element.name == "svg" and not first):
        raise Faulty(f"Bilden har {what} på rad {element.line} i den.", cure)
    for key in element.attributes:
        if key.lower().startswith("on"):
            raise Faulty(f"Bilden har ett skript ({key[:40]}) på rad {element.line} i den.", "Ta bort det.")


def _box(root: _Element) -> tuple[float, float, float, float]:
    box = root.attributes.get("viewBox")
    try:
        if box is not None:
            left, top, width, height = (float(svg_values.number(part)) for part in _BLANKS.split(box.strip()))
        else:
            left, top = 0.0, 0.0
            width, height = (
                float(svg_values.length(root.attributes[name]).removesuffix("px")) for name in ("width", "height")
            )
    except (KeyError, ValueError, svg_values.UnreadableValue):
        raise Faulty("Bilden säger inte hur stor den är: viewBox saknas.", _AGAIN) from None
    return left, top, width, height


def _plain(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _rules(root: _Element) -> dict[str, dict[str, str]]:
    """What each class of the drawing's own style rules says; they are few, as drawing programs write them."""
    rules: dict[str, dict[str, str]] = {}
    waiting = [root]
    while waiting:
        element = waiting.pop()
        waiting += element.children
        text = _COMMENT.sub("", element.text) if element.name == "style" else ""
        for rule in _RULE.finditer(text):
            for selector in rule[1].split(","):
                if not _CLASS.fullmatch(selector.strip()):
                    raise Faulty(
                        f"Bilden har en stilregel för «{selector.strip()[:40]}», som inte går att läsa.", _AGAIN
                    )
                rules.setdefault(selector.strip()[1:], {}).update(_declared(rule[2]))
        if _RULE.sub("", text).strip():
            raise Faulty("Bilden har stilregler som inte går att läsa.", _AGAIN)
    return rules


def _declared(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def _kept(element: _Element, rules: dict[str, dict[str, str]], named: dict[str, _Element]) -> _Element | None:
    """An element with what is known of it; None for one that shows nothing by itself."""
    if element.name == "style":
        return None
    own = dict(element.attributes)
    for name in own.pop("class", "").split():
        own |= rules.get(name, {})
    own |= _declared(own.pop("style", ""))
    link = own.pop(f"{_XLINK} href", None) or own.pop("href", None)
    attributes = {
        name: read for name, value in own.items() if (read := svg_values.read_attribute(name, value)) is not None
    }
    if link is not None:
        attributes["href"] = _within(link, element)
    one = _Element(element.name, attributes, element.line)
    if attributes.get("id"):
        named.setdefault(attributes["id"], one)
    one.children = [kept for child in element.children if (kept := _kept(child, rules, named))]
    return one


def _within(link: str, element: _Element) -> str:
    link = link.strip()
    if (
        element.name not in _GRADIENTS | {"use"}
        or not link.startswith("#")
        or not svg_values.SVG_ID.fullmatch(link[1:])
    ):
        message = f"Bilden hämtar något utifrån på rad {element.line} i den: «{link[:60]}»."
        raise Faulty(message, "Bara det som finns i bilden själv kan visas. Spara den som PNG i stället.")
    return link


def _must_be_shallow(kept: list[_Element], named: dict[str, _Element]) -> None:
    """What is used must be there, and use nothing itself: pieces in pieces could grow without end."""
    sizes: dict[tuple[str, str], int] = {}
    shown = 0
    for one in _all(kept):
        shown += 1
        for kind, name in _references(one):
            if name not in named or named[name].name not in _TARGETS[kind]:
                raise Faulty(f"Bilden använder «#{name}» på rad {one.line} i den, men det finns inte där.", _AGAIN)
            if (kind, name) not in sizes:
                sizes[kind, name] = _size_of_used(named[name], kind)
            shown += sizes[kind, name] if kind == "use" else 0
        if shown > _MOST:
            raise Faulty(f"Bilden har fler än {_MOST} delar när allt den använder räknas med.", _AGAIN)


def _size_of_used(target: _Element, kind: str) -> int:
    within = _all([target])
    if any(_references(inner, kind) for inner in within):
        message = (
            f"Bilden använder «#{target.attributes['id']}», som i sin tur använder annat. Det kan växa utan gräns."
        )
        raise Faulty(message, _AGAIN)
    return len(within)


_TARGETS = {"use": _SHAPES | {"g"}, "gradient": _GRADIENTS, "paint": _GRADIENTS, "clip": frozenset({"clipPath"})}


def _references(one: _Element, kind: str = "") -> list[tuple[str, str]]:
    """What an element uses, and how; with ``kind`` only what one that is used so may not use itself."""
    references = []
    if "href" in one.attributes:
        references.append(("use" if one.name == "use" else "gradient", one.attributes["href"][1:]))
    for name, how in (("fill", "paint"), ("stroke", "paint"), ("clip-path", "clip")):
        value = one.attributes.get(name, "")
        if value.startswith("url("):
            references.append((how, value[5:-1]))
    # A piece may be painted with a gradient, and a gradient have its stops from another.
    lets = {"use": {"paint"}, "paint": {"gradient"}}.get(kind, set())
    return [pair for pair in references if pair[0] not in lets]


def _all(elements: list[_Element]) -> list[_Element]:
    gathered, waiting = [], list(reversed(elements))
    while waiting:
        one = waiting.pop()
        gathered.append(one)
        waiting += reversed(one.children)
    return gathered


def _written(one: _Element) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in one.attributes.items())
    inner = "".join(_written(child) for child in one.children)
    return f"<{one.name}{attributes}>{inner}</{one.name}>" if inner else f"<{one.name}{attributes}/>"
