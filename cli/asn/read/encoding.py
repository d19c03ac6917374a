"""From bytes to text: files are UTF-8, and the ones that are not are told what they look like."""

import codecs
from dataclasses import dataclass

from asn.finding import Finding, Place, Severity

CURE = "Spara filen som UTF-8 (i Anteckningar: Spara som, Kodning: UTF-8)."

# The longest first: the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 («Unicode» i Anteckningar)"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
BLANK_BYTES = (("utf-16-le", 1), ("utf-16-be", 0))
GUESSES = (
    ("cp1252", "Windows-1252 (Excel/Anteckningar)"),
    ("mac_roman", "Mac OS Roman (äldre Mac-program)"),
    ("cp850", "DOS-text (teckentabell 850)"),
)
SWEDISH = "åäöÅÄÖéÉ"
TYPOGRAPHY = "üÜèà–—−‘’“”«»…·•°§±²½\N{NO-BREAK SPACE}"
SHOWN = 30
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, or None where it can't even be guessed, and what there is to say about it."""

    text: str | None
    findings: tuple[Finding, ...] = ()


def decode(file: str, data: bytes) -> Decoded:
    """Read ``data`` as UTF-8, or as what it looks like, with a finding.

    A file in another encoding is read by the guess: the rest of what is wrong with it can then be told in
    the same run.
    """
    for mark, encoding, name in MARKS:
        if data.startswith(mark):
            return _wide(file, data[len(mark) :], encoding, name)
    for encoding, first in BLANK_BYTES:
        if _every_other_is_blank(data, first):
            return _wide(file, data, encoding, "UTF-16")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _guess(file, data, error.start)


def _wide(file: str, data: bytes, encoding: str, name: str) -> Decoded:
    message = f"Filen är sparad som {name}, inte som UTF-8."
    finding = Finding(Place(file), "S006", Severity.FEL, message, CURE)
    try:
        return Decoded(data.decode(encoding), (finding,))
    except UnicodeDecodeError:
        return Decoded(None, (finding,))


def _every_other_is_blank(data: bytes, first: int) -> bool:
    """UTF-16 without a mark: Swedish text then has a zero in almost every second byte."""
    half = data[first::2]
    other = data[1 - first :: 2]
    return len(data) > SHORTEST and half.count(0) * 2 > len(half) and not other.count(0)


def _guess(file: str, data: bytes, first: int) -> Decoded:
    line_start = data.rfind(b"\n", 0, first) + 1
    line = data.count(b"\n", 0, first) + 1
    column = len(data[line_start:first].decode("utf-8")) + 1
    place = Place(file, line, column, line, column + 1)
    where = f"Tecknet är inte UTF-8 (byte 0x{data[first]:02X})"
    for encoding, name in _likely(data):
        text = data.decode(encoding)
        start = len(data[:first].decode(encoding))
        shown = text[max(0, start - SHOWN) : start + SHOWN].replace("\r", "\n")
        before, after = shown[: min(start, SHOWN)], shown[min(start, SHOWN) :]
        shown = (before.rpartition("\n")[2] + after.partition("\n")[0]).strip()
        message = f"{where}. Filen ser ut som {name}; då står här «{shown}»."
        return Decoded(text, (Finding(place, "S006", Severity.FEL, message, CURE),))
    message = f"{where}, och filen ser inte heller ut som någon annan vanlig teckenkodning."
    return Decoded(None, (Finding(place, "S006", Severity.FEL, message, f"{CURE} Skriv om det som gått sönder."),))


def _likely(data: bytes) -> list[tuple[str, str]]:
    """The encodings in which nearly all that is not ASCII would be Swedish, the best first."""
    scored = []
    for encoding, name in GUESSES:
        strange = [char for char in data.decode(encoding, errors="replace") if not char.isascii()]
        letters = sum(char in SWEDISH for char in strange)
        known = letters + sum(char in TYPOGRAPHY for char in strange)
        if known * 10 >= len(strange) * 9 and "\N{REPLACEMENT CHARACTER}" not in strange:
            scored.append((letters, encoding, name))
    scored.sort(key=lambda guess: -guess[0])
    return [(encoding, name) for _, encoding, name in scored]
