"""A PDF without its signatures, so that the rest of it can be held against the file that was signed."""

from typing import Any

import pikepdf

# What a signature's field may say. An action (/A, /AA) or fields below it would be something else than a signature.
_FIELD = {
    *("/Type", "/Subtype", "/FT", "/T", "/TU", "/Ff", "/V", "/F", "/Rect", "/P", "/StructParent"),
    *("/AP", "/MK", "/BS", "/Border", "/DA", "/Lock", "/SV"),
}
_FORM = {"/Fields", "/SigFlags", "/DR", "/DA"}
# What a signer writes in the root, and no reader shows: certificates, certification, what the file's version can.
_ROOT = ("/DSS", "/Perms", "/Version", "/Extensions")


Box = tuple[int, str]
"""Where a signature is seen: the number of the page, and the corners."""


def unsigned(pdf: pikepdf.Pdf) -> tuple[Box, ...]:
    """Take the signatures out of an open PDF; gives where they are seen."""
    seen: list[Box] = []
    for number, page in enumerate(pdf.pages, start=1):
        notes = list(page.obj.get("/Annots", []))
        kept = [note for note in notes if not _signs(note)]
        seen += [(number, _corners(note)) for note in notes if _signs(note) and _corners(note)]
        if notes and not kept:
            del page.obj["/Annots"]
        elif len(kept) < len(notes):
            page.obj["/Annots"] = pikepdf.Array(kept)
    form: Any = pdf.Root.get("/AcroForm")
    if form is not None and set(form.keys()) <= _FORM and all(map(_signs, form.get("/Fields", []))):
        del pdf.Root["/AcroForm"]
    for key in _ROOT:
        if key in pdf.Root:
            del pdf.Root[key]
    return tuple(seen)


def _signs(note: Any) -> bool:
    return note.get("/FT") == "/Sig" and set(note.keys()) <= _FIELD


def _corners(note: Any) -> str:
    """The corners of a box, or nothing where it has no area."""
    left, low, right, high = (float(edge) for edge in note.get("/Rect", [0, 0, 0, 0]))
    return f"{left} {low} {right} {high}" if left != right and low != high else ""
