"""What the attributes of a drawing may say, each by its own grammar, and how it is written out."""

import re
from collections.abc import Callable, Mapping

from asn.images.picture import Faulty

_NUMBER = r"[-+]?(?:\d{1,9}(?:\.\d{0,15})?|\.\d{1,15})(?:[eE][-+]?\d{1,2})?"
_LARGEST = 1e6
_BETWEEN = r"[\s,]*"
_LENGTH = re.compile(rf"({_NUMBER})(px|pt|pc|mm|cm|in|%)?")
_TOKEN = re.compile(rf"{_BETWEEN}(?:([MmZzLlHhVvCcSsQqTtAa])|({_NUMBER}))")
_FLAG = re.compile(rf"{_BETWEEN}([01])")
_TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}
_TURNS = {"matrix": {6}, "translate": {1, 2}, "scale": {1, 2}, "rotate": {1, 3}, "skewX": {1}, "skewY": {1}}
_TURN = re.compile(rf"{_BETWEEN}(\w+)\s*\(([^()]*)\)")
_COLOUR = re.compile(
    r"none|currentColor|transparent|[a-z]{3,20}|#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})"
    r"|rgb\(\s*\d{1,3}%?\s*,\s*\d{1,3}%?\s*,\s*\d{1,3}%?\s*\)"
)
_REFERENCE = re.compile(r"url\(\s*[\"']?#([\w.:-]{1,100})[\"']?\s*\)(?:\s+[\w#]+)?")
SVG_ID = re.compile(r"[\w.:-]{1,100}")

Grammar = Callable[[str], str]


class UnreadableValue(Exception):  # noqa: N818 - it says what is the case
    """A value that isn't what its attribute takes."""


def number(text: str) -> str:
    """A number, no larger than any drawing's."""
    if not re.fullmatch(_NUMBER, text) or abs(float(text)) > _LARGEST:
        raise UnreadableValue
    return text


def length(text: str) -> str:
    """A number with or without unit."""
    match = _LENGTH.fullmatch(text)
    if not match:
        raise UnreadableValue
    return number(match[1]) + (match[2] or "")


def svg_share(text: str) -> str:
    """From 0 to 1, or per cent."""
    words = length(text)
    return words if words.endswith("%") else number(words)


def svg_numbers(text: str) -> list[str]:
    """Several numbers, with blanks or commas between them."""
    parts = [number(word) for word in re.findall(_NUMBER, text)]
    if re.sub(_NUMBER, "", text).strip(" ,\t\r\n"):
        raise UnreadableValue
    return parts


def points(text: str) -> str:
    """Pairs of numbers."""
    numbers = svg_numbers(text)
    if len(numbers) % 2 or len(numbers) < 4:  # noqa: PLR2004 - a line has two ends
        raise UnreadableValue
    return " ".join(numbers)


def dashes(text: str) -> str:
    """The lengths of a broken line."""
    if text == "none":
        return text
    lengths = [length(part) for part in re.split(r"[\s,]+", text.strip())]
    if not any(float(_LENGTH.fullmatch(one)[1]) for one in lengths) or any(one.startswith("-") for one in lengths):  # type: ignore[index]  # it has just matched
        return "none"
    return " ".join(lengths)


def path(text: str) -> str:
    """The commands of a path, each with what it takes, and no more than they say apart from each other."""
    parts: list[str] = []
    at, text = 0, text.strip()
    command = ""
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise UnreadableValue
        if match[1]:
            command, at = match[1], match.end()
        elif not command or command in "zZ":
            raise UnreadableValue
        if not parts and command not in "mM":
            raise UnreadableValue
        taken, at = _taken(text, at, command)
        parts.append(" ".join((command, *taken)))
        command = {"m": "l", "M": "L"}.get(command, command)
    return " ".join(parts)


def _taken(text: str, at: int, command: str) -> tuple[list[str], int]:
    taken: list[str] = []
    arc = command in "aA"
    for place in range(_TAKES[command.lower()]):
        match = (_FLAG if arc and place in {3, 4} else _TOKEN).match(text, at)
        if not match or (match.re is _TOKEN and not match[2]):
            raise UnreadableValue
        taken.append(number(match[match.re.groups]))
        at = match.end()
    return taken, at


def transform(text: str) -> str:
    """How a part is moved, turned and scaled."""
    parts, at = [], 0
    for match in _TURN.finditer(text):
        given = svg_numbers(match[2])
        if match.start() != at or len(given) not in _TURNS.get(match[1], ()):
            raise UnreadableValue
        parts.append(f"{match[1]}({' '.join(given)})")
        at = match.end()
    if text[at:].strip(" ,\t\r\n"):
        raise UnreadableValue
    return " ".join(parts)


def paint(text: str) -> str:
    """A colour, or what is told elsewhere in the drawing."""
    if match := _REFERENCE.fullmatch(text):
        return f"url(#{match[1]})"
    return colour(text)


def colour(text: str) -> str:
    """A colour by name or by its parts."""
    if not _COLOUR.fullmatch(text):
        raise UnreadableValue
    return text


def reference(text: str) -> str:
    """What is told elsewhere in the drawing, and nothing outside it."""
    match = _REFERENCE.fullmatch(text)
    if not match:
        raise UnreadableValue
    return f"url(#{match[1]})"


def name(text: str) -> str:
    """A name within the drawing."""
    if not SVG_ID.fullmatch(text):
        raise UnreadableValue
    return text


def keyword(*words: str) -> Grammar:
    """One of some words."""

    def chosen(text: str) -> str:
        if text not in words:
            raise UnreadableValue
        return text

    return chosen


GRAMMARS: Mapping[str, Grammar] = {
    **dict.fromkeys(("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy"), length),
    **dict.fromkeys(("width", "height"), length),
    "d": path,
    "points": points,
    "id": name,
    **dict.fromkeys(("transform", "gradientTransform"), transform),
    **dict.fromkeys(("fill", "stroke"), paint),
    **dict.fromkeys(("color", "stop-color"), colour),
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "offset"), svg_share),
    **dict.fromkeys(("stroke-width", "stroke-dashoffset"), length),
    "stroke-miterlimit": number,
    "stroke-dasharray": dashes,
    **dict.fromkeys(("fill-rule", "clip-rule"), keyword("nonzero", "evenodd")),
    "stroke-linecap": keyword("butt", "round", "square"),
    "stroke-linejoin": keyword("miter", "round", "bevel"),
    **dict.fromkeys(("gradientUnits", "clipPathUnits"), keyword("userSpaceOnUse", "objectBoundingBox")),
    "spreadMethod": keyword("pad", "reflect", "repeat"),
    "clip-path": reference,
    "display": keyword("none", "inline", "block"),
    "visibility": keyword("visible", "hidden"),
}  # fmt: skip
"""What is kept of a drawing, and how each is read."""

HARMFUL = frozenset({"filter", "mask", "mix-blend-mode", "marker", "marker-start", "marker-mid", "marker-end"})
"""What a drawing would look other without, and the formats don't agree on."""


def read_attribute(attribute: str, text: str) -> str | None:
    """An attribute's value as it is written out; None if the drawing is the same without it.

    Raises:
        Faulty: if it isn't what the attribute takes, or is what can't be shown alike everywhere.
    """
    text = text.strip()
    if attribute in HARMFUL and text != "none":
        message = f"Bilden använder {attribute}, som inte visas likadant överallt."
        raise Faulty(message, "Spara den som PNG i stället.")
    if attribute not in GRAMMARS or text in {"inherit", "initial", "auto"}:
        return None
    if text == "none" and attribute in {"clip-path", "transform"}:
        return None
    try:
        return GRAMMARS[attribute](text)
    except UnreadableValue:
        shown = text if len(text) <= 40 else f"{text[:40]}…"  # noqa: PLR2004 - characters of a line
        message = f'Bilden har {attribute}="{shown}", som inte går att läsa.'
        raise Faulty(message, "Öppna den i ett ritprogram och spara den som vanlig SVG.") from None
