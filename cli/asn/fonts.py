"""Typefaces: a board's own are whole, of one style each and allowed to be embedded; and what characters faces have.

Every glyph is gone through once: what a malformed table, an endless composite or a growing subroutine would do to the
programs that print and show the face is told here instead. It is called in the sandbox.
"""

import io
import logging
import struct
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import gt
from typing import Any

from asn.files import Refused
from asn.images import Faulty

FACES = tuple(f"typsnitt/AsnSans-{style}.ttf" for style in ("Regular", "Italic", "SemiBold", "SemiBoldItalic"))
_SEGMENTS, _GROUPS = 4, 12  # the two forms of a character map that fonts have today
_NEEDED = frozenset({"OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "name"})
_OUTLINES = ({"glyf", "loca"}, {"CFF "})
_OTHER_KINDS = {
    "fvar": ("ett variabelt typsnitt", "Använd en fil för varje stil (static)."),
    **dict.fromkeys(("COLR", "CBDT", "sbix", "SVG "), ("ett typsnitt i färg", "Använd ett vanligt typsnitt.")),
}
_RESTRICTED, _NO_SUBSET, _BITMAPS, _LESS = 0x0002, 0x0100, 0x0200, 0x000C
_MOST_GLYPHS, _MOST_POINTS, _MOST_CALLS = 20_000, 2_000_000, 2_000_000
_HEAD, _MORE, _SCALES = 10, 0x20, ((0x08, 2), (0x40, 4), (0x80, 8))  # of a composite: a scale, two, or a matrix
_NORMAL = 400
_ITALIC, _BOLD, _REGULAR, _OBLIQUE, _ITALIC_MAC = 0x01, 0x20, 0x40, 0x200, 0x02  # OS/2, fsSelection; head, macStyle
_LETTERS = "eeeeaaannnttrrsssiillddommkgväöåfupbhjcy0123456789"
_LICENCE = "Välj ett typsnitt med en licens som tillåter inbäddning, till exempel ett under SIL Open Font License."
_DAMAGED = Faulty("Typsnittet är skadat och går inte att läsa.", "Hämta det på nytt, som TTF eller OTF.")


@lru_cache(maxsize=8)
def read_face(data: bytes, ending: str) -> int:
    """Go through a face; how many glyphs it has.

    Args:
        data: the file.
        ending: the end of its name, without full stop.

    Raises:
        Faulty: if it can't be used.
    """
    kind = {b"\0\1\0\0": "ttf", b"true": "ttf", b"OTTO": "otf"}.get(data[:4])
    if kind is None:
        raise Faulty("Filen är inget typsnitt i TTF eller OTF.", "Samlingar (TTC) och WOFF går inte; spara om det.")
    if kind == "otf" != ending:
        raise Faulty(f"Filen heter .{ending} men är {kind.upper()}.", f"Byt namn på den, så att det slutar på .{kind}.")
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # what is wrong is told by us
    try:
        return _glyph_count(data)
    except Faulty:
        raise
    except Exception:  # noqa: BLE001 - a hostile table makes a reader stumble in any way, and all mean the same
        raise _DAMAGED from None


@lru_cache(maxsize=8)
def face_width(data: bytes) -> float:
    """How wide a face is set, in shares of its size: the mean of the letters and digits that a report has most of."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types

    font = TTFont(io.BytesIO(data), lazy=True)
    names, advances = font.getBestCmap(), font["hmtx"].metrics
    known = [advances[names[ord(letter)]][0] for letter in _LETTERS if ord(letter) in names]
    return float(sum(known) / max(1, len(known)) / font["head"].unitsPerEm)


@lru_cache(maxsize=8)
def advances(data: bytes) -> dict[str, float]:
    """How far each character of a face moves what comes after it, in shares of its size."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), lazy=True)
    unit, known = font["head"].unitsPerEm, font["hmtx"].metrics
    return {chr(code): known[name][0] / unit for code, name in font.getBestCmap().items()}


def renamed_face(data: bytes, family: str, weight: int, italic: bool) -> bytes:  # noqa: FBT001 - as its style is told
    """A face that says of itself that it is of a family, and has a weight and a slant there, whatever it is called."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), recalcBBoxes=False, recalcTimestamp=False)
    style = ("Italic" if italic else "Regular") if weight == _NORMAL else ("Bold Italic" if italic else "Bold")
    plain = f"{family}-{style}".replace(" ", "")
    font["name"].names = []
    for number, text in ((1, family), (2, style), (3, plain), (4, f"{family} {style}"), (6, plain)):
        font["name"].setName(text, number, 3, 1, 0x409)
    rest = font["OS/2"].fsSelection & ~(_ITALIC | _BOLD | _REGULAR | _OBLIQUE)
    font["OS/2"].fsSelection = rest | (_ITALIC if italic else 0) | (_REGULAR if weight == _NORMAL and not italic else 0)
    font["OS/2"].usWeightClass = weight
    font["head"].macStyle = _ITALIC_MAC if italic else 0
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=False)
    return buffer.getvalue()


def covered(read: Callable[[str], bytes], own: Sequence[tuple[str, bytes]] = ()) -> frozenset[str]:
    """The characters that every face of the printed report has, so that none is missing in bold or italics.

    Args:
        read: reads one of our faces, or the project's, by its name.
        own: the board's faces, by the names of those whose place they take.

    Raises:
        Refused: if the project's own version of a face can't be read, or is no font.
    """
    fonts = dict(own)
    return _covered(tuple((name, fonts.get(name) or read(name)) for name in FACES))


def _glyph_count(data: bytes) -> int:
    from fontTools.ttLib import TTFont  # not for boards without faces of their own

    font = TTFont(io.BytesIO(data), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    names = set(font.reader.keys())
    _must_be_plain(data, font.reader, names)
    _must_be_free(font["OS/2"].fsType)
    count = int(font["maxp"].numGlyphs)
    if count > _MOST_GLYPHS:
        raise Faulty(f"Typsnittet har fler än {_MOST_GLYPHS} tecken.", "Använd en version med färre skriftspråk.")
    if not font.getBestCmap():
        raise _DAMAGED
    for name in ("head", "hhea", "hmtx", "name"):
        font[name]  # it is read when it is asked for
    order = font.getGlyphOrder()
    (_points if "glyf" in names else _subroutines)(font, order)
    return count


def _must_be_plain(data: bytes, reader: Any, names: set[str]) -> None:
    for name, (what, cure) in _OTHER_KINDS.items():
        if name in names:
            raise Faulty(f"Filen är {what}.", cure)
    if not names >= _NEEDED or not any(names >= some for some in _OUTLINES):
        raise _DAMAGED
    spans = sorted((entry.offset, entry.offset + entry.length) for entry in reader.tables.values())
    ends = [0, *(end for _, end in spans)]
    if ends[-1] > len(data) or any(start < before for (start, _), before in zip(spans, ends, strict=False)):
        raise _DAMAGED


def _must_be_free(rights: int) -> None:
    """The foundry's own word, in the face (OpenType, OS/2, fsType)."""
    if (rights & _RESTRICTED and not rights & _LESS) or rights & (_NO_SUBSET | _BITMAPS):
        raise Faulty("Typsnittet får inte bäddas in i dokument: det säger det självt (fsType).", _LICENCE)


def _points(font: Any, order: list[str]) -> None:
    """How many points each glyph has with all that it is composed of; none may hold itself."""
    data, places = font.reader["glyf"], font["loca"].locations
    if len(places) <= len(order) or max(places) > len(data) or any(map(gt, places, places[1:])):
        raise _DAMAGED
    glyphs = [_glyph(data[start:end]) for start, end in pairwise(places)]
    known: dict[int, int] = {}

    def count(number: int, above: frozenset[int]) -> int:
        if number in above:
            raise _DAMAGED
        if number not in known:
            own, inner = glyphs[number]
            known[number] = own + sum(count(part, above | {number}) for part in inner)
            if known[number] > _MOST_POINTS:
                raise _DAMAGED
        return known[number]

    for number in range(len(order)):
        count(number, frozenset())


def _glyph(data: bytes) -> tuple[int, list[int]]:
    """The points of a glyph, and the glyphs that it is composed of (OpenType, the table glyf)."""
    if not data:
        return 0, []
    (contours,) = struct.unpack_from(">h", data)
    if contours >= 0:
        ends = struct.unpack_from(f">{contours}H", data, _HEAD)
        if any(map(gt, ends, ends[1:])):
            raise _DAMAGED
        (length,) = struct.unpack_from(">H", data, _HEAD + 2 * contours)
        if _HEAD + 2 * contours + 2 + length > len(data):
            raise _DAMAGED
        return (ends[-1] + 1 if ends else 0), []
    parts, at, flags = [], _HEAD, _MORE
    while flags & _MORE:
        flags, number = struct.unpack_from(">HH", data, at)
        parts.append(number)
        at += 4 + (4 if flags & 0x01 else 2) + next((size for bit, size in _SCALES if flags & bit), 0)
    return 0, parts


def _subroutines(font: Any, order: list[str]) -> None:
    """Run each glyph's program, and those that it calls, so many times and no more."""
    from fontTools.misc.psCharStrings import SimpleT2Decompiler  # type: ignore[import-untyped]  # ships no types

    class Counted(SimpleT2Decompiler):  # type: ignore[misc]  # fontTools ships no types
        calls = 0

        def execute(self, program: Any) -> None:
            type(self).calls += 1 + len(program.bytecode or b"") // 64
            if self.calls > _MOST_CALLS:
                raise struct.error
            super().execute(program)

    top = font["CFF "].cff.topDictIndex[0]
    programs = top.CharStrings
    for name in order:
        program = programs[name]
        local = getattr(program.private, "Subrs", [])
        Counted(local, program.globalSubrs, program.private).execute(program)


@lru_cache(maxsize=4)  # all reports of a run are set in the same faces
def _covered(faces: tuple[tuple[str, bytes], ...]) -> frozenset[str]:
    return frozenset(map(chr, frozenset.intersection(*(_codepoints(name, data) for name, data in faces))))


def _codepoints(name: str, data: bytes) -> frozenset[int]:
    try:
        return frozenset(code for at in _maps(data) for code in _mapped(data, at))
    except (struct.error, IndexError, StopIteration):
        raise Refused("Filen är inget typsnitt som går att läsa.", f"templates/{name}") from None


def _maps(data: bytes) -> Iterator[int]:
    """Where each of the font's character maps begins (OpenType, the table cmap)."""
    (tables,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    for number in range(count):
        yield start + struct.unpack_from(">HHI", data, start + 4 + 8 * number)[2]


def _mapped(data: bytes, at: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", data, at)
    if form == _GROUPS:
        (count,) = struct.unpack_from(">I", data, at + 12)
        for number in range(count):
            first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * number)
            yield from range(first, last + 1)
    elif form == _SEGMENTS:
        (doubled,) = struct.unpack_from(">H", data, at + 6)
        ends = struct.unpack_from(f">{doubled // 2}H", data, at + 14)
        starts = struct.unpack_from(f">{doubled // 2}H", data, at + 16 + doubled)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
