"""A PDF taken apart, for comparison: its pages, what it says of itself, and the files that it carries."""

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import pikepdf

from asn.verification import UNKNOWN
from asn.verification.enclosed import Enclosed, enclosed, tree_files

_PAIR = re.compile(rb"<([0-9a-fA-F]{4})>\s*<((?:[0-9a-fA-F]{4})+)>")
_FONT, _SHOW, _SPREAD, _BEGIN, _END = "Tf", "Tj", "TJ", {"BDC", "BMC"}, "EMC"

Glyphs = dict[int, str]
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


def painted_text(page: Any) -> Iterator[tuple[int | None, str]]:
    """The text of a page in the order it was painted, with the number of the marked content that holds it."""
    fonts = page.obj.get("/Resources", {}).get("/Font", {})
    maps: dict[str, Glyphs] = {}
    glyphs: Glyphs = {}
    marks: list[int | None] = []
    instead: list[str | None] = []
    for step in pikepdf.parse_content_stream(page):
        operands, operator = step.operands, step.operator
        what = str(operator)
        if what == _FONT:
            name = str(operands[0])
            if name not in maps:
                maps[name] = _glyphs(fonts.get(name))
            glyphs = maps[name]
        elif what in _BEGIN:
            marks.append(_mark(operands))
            instead.append(_actual_text(operands))
        elif what == _END:
            marks, instead = marks[:-1], instead[:-1]
        elif what in {_SHOW, _SPREAD}:
            parts = operands[0] if what == _SPREAD else operands
            text = "".join(_decoded(bytes(part), glyphs) for part in parts if isinstance(part, pikepdf.String))
            for place, words in enumerate(instead):
                if words is not None:  # told once, whatever it is painted with
                    text, instead[place] = words, ""
            yield next((mark for mark in reversed(marks) if mark is not None), None), text


def page_text(page: Any) -> str:
    """All words of a page, between single spaces."""
    words = ""
    before = ""
    for _, text in painted_text(page):
        # A chart's words are painted letter by letter.
        words += text if len(text) == len(before) == 1 else f" {text}"
        before = text
    return " ".join(words.split())


def _mark(operands: Any) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    number = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
    return None if number is None else int(number)


def _actual_text(operands: Any) -> str | None:
    """What stands for the text that is painted, such as a soft hyphen for a line's own (ISO 32000-1, 14.9.4)."""
    properties = operands[1] if len(operands) > 1 else None
    text = properties.get("/ActualText") if isinstance(properties, pikepdf.Dictionary) else None
    return None if text is None else str(text)


def _glyphs(font: Any) -> Glyphs:
    """What each code of a font stands for, after its own table."""
    if font is None or "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode.read_bytes()
    return {int(code, 16): _text(text) for code, text in _PAIR.findall(table)}


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _decoded(codes: bytes, glyphs: Glyphs) -> str:
    pairs = (int.from_bytes(codes[place : place + 2]) for place in range(0, len(codes), 2))
    return "".join(glyphs.get(code, UNKNOWN) for code in pairs)


T = TypeVar("T")
MAX_STREAM = 30_000_000
# What a damaged or hostile file can make the library say, whatever we ask it for.
_BROKEN = (pikepdf.PikepdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError)
# What leads upwards or sideways in the file, or tells only how a stream is packed.
_ASIDE = {"/Parent", "/P", "/Pg", "/Obj", "/Length", "/Filter", "/DecodeParms", "/StructParents", "/StructParent"}
_NAMED = {
    "/StructTreeRoot": "taggarna, som en skärmläsare följer",
    "/Metadata": "metadata (XMP)",
    "/Outlines": "bokmärkena",
    "/Lang": "dokumentets språk",
    "/ViewerPreferences": "hur en läsare ska visa dokumentet",
    "/AF": "listan över bilagor",
    "/Names": "listan över bilagor",
}


class NoPdf(Exception):  # noqa: N818 - it says what is the case
    """A file that can't be read as a PDF; the message is Swedish."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its words, and a sum of all that decides how it looks."""

    text: str
    look: str


@dataclass(frozen=True, slots=True)
class Archive:
    """What is in a PDF.

    ``parts`` are sums of what belongs to no page, by what it is in Swedish; ``stamped`` where signatures are seen,
    if the signatures were taken out first.
    """

    pages: tuple[Page, ...]
    parts: dict[str, str]
    enclosed: Enclosed
    encrypted: bool
    damaged: bool
    stamped: tuple[Box, ...] = ()


def read_archive(data: bytes, *, signed: bool = False) -> Archive:
    """Take a PDF apart; a signed one without its signatures.

    Raises:
        NoPdf: if it can't be read.
    """
    with _limited():
        try:
            with pikepdf.open(io.BytesIO(data), attempt_recovery=True, suppress_warnings=True) as pdf:
                return _archive(pdf, signed=signed)
        except pikepdf.PasswordError:
            raise NoPdf("Filen är krypterad med ett lösenord. En arkivfil får inte vara krypterad.") from None
        except (*_BROKEN, RecursionError, MemoryError):
            raise NoPdf("Filen är skadad eller avkortad, och går inte att läsa som PDF.") from None


@contextmanager
def _limited() -> Iterator[None]:
    """Streams that grow beyond all bounds when they are unpacked are refused; the limits belong to the process."""
    before = pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MAX_STREAM, run_length_max_memory=MAX_STREAM, png_max_memory=MAX_STREAM, max_stream_filters=2
    )
    try:
        yield
    finally:
        pikepdf.settings.set_qpdf_limits(**before)  # type: ignore[arg-type]  # just what it gave


def _archive(pdf: pikepdf.Pdf, *, signed: bool) -> Archive:
    stamped = remove_signatures(pdf) if signed else ()
    damaged = bool(pdf.get_warnings())  # those of the file as a whole: more may come of its parts
    names: Any = pdf.Root.get("/Names", {})
    files = enclosed(tree_files(names.get("/EmbeddedFiles")))
    pages = tuple(Page(_or(page_text, page, ""), _or(_sum, page.obj, "")) for page in pdf.pages)
    parts: dict[str, str] = {"dokumentinformationen (titel, författare, datum)": _or(_sum, pdf.docinfo, "")}
    for key in sorted(set(pdf.Root.keys()) - {"/Pages", "/Type"}):
        what = _NAMED.get(key, f"{key[1:]} i dokumentets rot")
        parts[what] = parts.get(what, "") + _or(_sum, pdf.Root[key], "")
    return Archive(pages, parts, files, encrypted=pdf.is_encrypted, damaged=damaged, stamped=stamped)


def _or(read: Callable[[Any], T], item: Any, otherwise: T) -> T:
    """What is broken reads as something else than what is whole, and so shows up as a difference."""
    try:
        return read(item)
    except _BROKEN:
        return otherwise


def _sum(root: Any) -> str:
    """SHA-256 over an object and all below it, the same however the file has numbered and packed them."""
    total = hashlib.sha256()
    seen: dict[tuple[int, int], int] = {}
    todo = [root]
    while todo:
        item = todo.pop()
        if isinstance(item, pikepdf.Object) and item.is_indirect:
            if item.objgen in seen:
                total.update(b"again %d\n" % seen[item.objgen])
                continue
            seen[item.objgen] = len(seen)
        total.update(_own_bytes(item) + b"\n")
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            if len(seen) > 1 and item.get("/Type") == "/Page":
                continue
            todo += [item[key] for key in sorted(item.keys()) if key not in _ASIDE]
        elif isinstance(item, pikepdf.Array):
            todo += list(item)
    return total.hexdigest()


def _own_bytes(item: Any) -> bytes:
    """An object without what is below it."""
    if isinstance(item, pikepdf.Stream):
        return b"stream " + hashlib.sha256(item.read_bytes()).digest() + " ".join(_keys(item)).encode()
    if isinstance(item, pikepdf.Dictionary):
        return " ".join(_keys(item)).encode()
    if isinstance(item, pikepdf.Array):
        return b"array %d" % len(item)
    return bytes(item) if isinstance(item, pikepdf.String) else str(item).encode()


def _keys(item: Any) -> list[str]:
    return sorted(key for key in item.keys() if key not in _ASIDE)  # noqa: SIM118 - pikepdf's own dictionary


def remove_signatures(pdf: pikepdf.Pdf) -> tuple[Box, ...]:
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
