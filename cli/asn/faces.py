"""Which characters the faces of the printed report have: read from the fonts' own tables, without any font library."""

import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache

from asn.resources import Refused, Resources

FACES = tuple(f"typsnitt/AsnSans-{style}.ttf" for style in ("Regular", "Italic", "SemiBold", "SemiBoldItalic"))
_SEGMENTS, _GROUPS = 4, 12  # the two forms of a character map that fonts have today


def covered(resources: Resources, own: Sequence[tuple[str, bytes]] = ()) -> frozenset[str]:
    """The characters that every face has, so that none is missing where text is set in bold or italics.

    Args:
        resources: where our faces are, or the project's by their names.
        own: the board's faces, by the names of those whose place they take.

    Raises:
        Refused: if the project's own version of a face can't be read, or is no font.
    """
    fonts = dict(own)
    return _covered(tuple((name, fonts.get(name) or resources.read(name)) for name in FACES))


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
