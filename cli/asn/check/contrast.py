"""A806: contrast of the colours that a project has chosen, in its style sheets and in its scales.

WCAG 1.4.3 wants 4,5:1 between text and its ground, and 1.4.11 wants 3:1 for what else carries meaning, as the lights.
Our own style sheets and the colours with a name keep both, in light and in dark; only a project's can break them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from asn.figures import format_number
from asn.finding import Finding, Place, error_at
from asn.model.skalor import Klass, Skala

CONTRAST_CODE = "A806"
_GROUND = "papper"
_TEXT, _SHAPE = Decimal("4.5"), Decimal(3)
# What each named colour of the style sheets is used for, and the contrast that it needs.
_USES = {
    "text": ("löpande text", _TEXT),
    "dampad": ("etiketter och förklaringar", _TEXT),
    "hav": ("rubriker och länkar", _TEXT),
    "tom": ("ljuset som inte är satt", _SHAPE),
    "fokus": ("ramen kring det som har fokus", _SHAPE),
}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MARK = re.compile(r"[{};]")
_DECLARATION = re.compile(r"\s*--([\w-]+)\s*:\s*(.*?)\s*", re.DOTALL)
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_RGB = re.compile(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)", re.IGNORECASE)
_NAMED = {"white": (255, 255, 255), "black": (0, 0, 0)}

Colour = tuple[int, int, int]
_SHARES = (0.2126, 0.7152, 0.0722)  # how bright each of the three parts is to the eye


class StyleSheet(NamedTuple):
    """A style sheet: its file in the project, its text, and whether the project has written it."""

    file: str
    text: str
    own: bool


class _Declared(NamedTuple):
    """A colour by the name that the style sheets share, where it is said, and if it is for the dark page."""

    name: str
    value: str
    colour: Colour
    place: Place
    own: bool
    dark: bool


def low_contrast(sheets: Iterable[StyleSheet]) -> Iterator[Finding]:
    """A finding for each colour of the project's own that is too near its ground, in light or in dark.

    Args:
        sheets: the style sheets of one page in the order that the page has them. A colour that isn't told as a
            hex number, rgb(), white or black can't be judged and is passed over.
    """
    declared = [colour for sheet in sheets for colour in _declarations(sheet)]
    light = {colour.name: colour for colour in declared if not colour.dark}
    findings = {*_contrasts(light), *_contrasts(light | {colour.name: colour for colour in declared if colour.dark})}
    yield from sorted(findings)


def _contrasts(palette: dict[str, _Declared]) -> Iterator[Finding]:
    ground = palette.get(_GROUND)
    for name, (what, wanted) in _USES.items():
        colour = palette.get(name)
        if not ground or not colour or not (colour.own or ground.own):
            continue
        reached = contrast(colour.colour, ground.colour)
        if reached < wanted:
            message = _too_low(what, colour.value, ground, reached, wanted)
            hint = f"Gör --{name} {'ljusare' if ground.dark else 'mörkare'}, eller ändra --{_GROUND}."
            yield error_at((colour if colour.own else ground).place, CONTRAST_CODE, message, hint)


def _too_low(what: str, colour: str, ground: _Declared, reached: Decimal, wanted: Decimal) -> str:
    page = " på den mörka sidan" if ground.dark else ""
    return (
        f"Kontrasten för {what}{page} är {format_number(reached, 2)}:1: {colour} mot {ground.value}. "
        f"Den ska vara minst {format_number(wanted)}:1."
    )


def weak_colours(scale: Skala, sheets: Iterable[StyleSheet]) -> Iterator[Finding]:
    """A finding for each class of a scale whose colour is too near its ground, in light or in dark.

    Args:
        scale: the scale.
        sheets: the style sheets of the web page, which say what the ground is.
    """
    declared = [colour for sheet in sheets for colour in _declarations(sheet) if colour.name == _GROUND]
    for dark in (False, True):
        ground = next((colour for colour in reversed(declared) if dark or not colour.dark), None)
        for klass in scale.klasser if ground else ():
            shown = klass.bedömning.klass.färger()
            shade = shown.mörk if dark else shown.kant or shown.ljus
            colour = _colour(shade)
            assert colour, "the model has read it"
            reached = contrast(colour, ground.colour) if ground else _SHAPE
            if ground and reached < _SHAPE:
                yield _weak_light(klass, shade, ground, reached)


def _weak_light(klass: Klass, colour: str, ground: _Declared, reached: Decimal) -> Finding:
    field = "färg_mörk" if ground.dark and klass.färg_mörk else "färg" if klass.färg else "bedömning"
    message = _too_low(f"ljuset «{klass.bedömning}»", colour, ground, reached, _SHAPE)
    lighter = "Skriv en ljusare i färg_mörk" if ground.dark else "Gör färgen mörkare"
    return error_at(klass.at(field), CONTRAST_CODE, message, f"{lighter}, eller välj en färg med namn.")


def contrast(one: Colour, other: Colour) -> Decimal:
    """The contrast of two colours, from 1 to 21, as WCAG 2.1 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return Decimal((high + 0.05) / (low + 0.05))


def written_colour(value: str) -> Colour:
    """A colour that a field holds, #1b4f68."""
    colour = _colour(value)
    assert colour, "the model lets nothing else through"
    return colour


def hex_colour(colour: Sequence[int]) -> str:
    """A colour as style sheets write it."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def _luminance(colour: Colour) -> float:
    return sum(share * _linear(part / 255) for share, part in zip(_SHARES, colour, strict=True))


def _linear(part: float) -> float:
    limit = 0.04045
    return part / 12.92 if part <= limit else float(((part + 0.055) / 1.055) ** 2.4)


def _declarations(sheet: StyleSheet) -> Iterator[_Declared]:
    """The named colours of ``:root``, on the page as it is shown on a screen or printed."""
    text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), sheet.text)
    inside: list[str] = []
    start = 0
    for part in _MARK.finditer(text):
        said, mark, at = text[start : part.start()], part[0], start
        start = part.end()
        if mark == "{":
            inside.append(" ".join(said.split()))
            continue
        hit = _DECLARATION.fullmatch(said)
        colour = _colour(hit[2]) if hit else None
        if hit and colour and inside and inside[-1] == ":root":
            place = _place(sheet, at + hit.start(2), at + hit.end(2))
            dark = any("prefers-color-scheme: dark" in media for media in inside)
            yield _Declared(hit[1], hit[2], colour, place, sheet.own, dark)
        if mark == "}" and inside:
            inside.pop()


def _colour(value: str) -> Colour | None:
    if match := _HEX.fullmatch(value):
        digits = match[1] if len(match[1]) > 3 else "".join(2 * digit for digit in match[1])  # noqa: PLR2004 - #rgb
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if match := _RGB.fullmatch(value):
        return min(int(match[1]), 255), min(int(match[2]), 255), min(int(match[3]), 255)
    return _NAMED.get(value.lower())


def _place(sheet: StyleSheet, start: int, end: int) -> Place:
    line = sheet.text.count("\n", 0, start) + 1
    column = start - (sheet.text.rfind("\n", 0, start) + 1) + 1
    return Place(sheet.file, line, column, line, column + end - start)
