"""Pictures that content names: measured, held against what every format can show, and freed of what nobody may see.

What is read here is hostile until it has been read: it is called in the sandbox, and every bound is set before anything
is unpacked.
"""

from functools import lru_cache

from asn.images import raster, svg
from asn.images.picture import MOST_PICTURE_BYTES, PICTURE_TYPES, Faulty, Picture

__all__ = ["MOST_PICTURE_BYTES", "PICTURE_TYPES", "Faulty", "Picture", "read_picture", "seen_bytes"]

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_OTHERS = {
    b"GIF8": "GIF", b"RIFF": "WebP", b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"%PDF": "PDF", b"8BPS": "PSD",
    b"\0\0\x01\0": "ICO", b"%!PS": "EPS", b"\xd0\xcf\x11\xe0": "ett Office-format", b"PK\x03\x04": "ett zip-arkiv",
}  # fmt: skip


@lru_cache(maxsize=64)  # all reports of a run have the same logotype, and the preview reads all anew for each save
def read_picture(data: bytes, ending: str) -> Picture:
    """A picture from its file.

    Args:
        data: the file, no more than a byte above what it may hold.
        ending: the end of its name, without full stop; it must say what the file is.

    Raises:
        Faulty: if it isn't one that every format can show.
    """
    if len(data) > MOST_PICTURE_BYTES:
        text = f"Filen är för stor: högst {MOST_PICTURE_BYTES // 1_000_000} MB går."
        raise Faulty(text, "Spara bilden mindre: 2000 punkter på bredden räcker för en hel sida.")
    if not data:
        raise Faulty("Filen är tom.")
    kind = _kind(data)
    if kind != {"jpeg": "jpg"}.get(ending, ending):
        raise Faulty(f"Filen heter .{ending} men är {kind.upper()}.", f"Byt namn på den, så att det slutar på .{kind}.")
    return {"png": raster.png, "jpg": raster.jpeg, "svg": svg.drawing}[kind](data)


def _kind(data: bytes) -> str:
    if data.startswith(_PNG):
        return "png"
    if data.startswith(_JPEG):
        return "jpg"
    other = next((name for start, name in _OTHERS.items() if data.startswith(start)), "")
    if not other and b"<svg" in data[:100_000]:
        return "svg"
    what = f"Filen är {other}" if other else "Filen är ingen bild som går att läsa"
    raise Faulty(f"{what}; bilder är PNG, JPEG eller SVG.", "Öppna den i ett bildprogram och spara den som PNG.")


def seen_bytes(name: str, data: bytes) -> bytes:
    """A file of the project without what nobody may see of it: of a picture its own bytes, of all else the file."""
    ending = name.rpartition(".")[2]
    try:
        return read_picture(data, ending).data if ending in PICTURE_TYPES else data
    except Faulty:
        return data
