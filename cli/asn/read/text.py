"""From the bytes of a file to a text that can be read in only one way: encoding, characters and layout.

Sources: the Unicode Bidirectional Algorithm and "Trojan Source" (CVE-2021-42574), Unicode TR36.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from asn.finding import Finding, Place, Severity
from asn.read.tree import Source

_SHOWN = 60
LONG_TEXT = "Sätt citattecken runt hela texten, eller skriv | efter kolonet och texten indragen under."


def one_line(text: str) -> str:
    """The text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def quoted(text: str) -> str:
    """The text as it is written within quotation marks in YAML."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def quoting_cure(text: str) -> str:
    """The cure for text that YAML takes for something else: quotes, or a block where the text is long."""
    line = " ".join(text.split())
    if len(line) > _SHOWN:
        return LONG_TEXT
    return f"Sätt citattecken: {quoted(line)}."


_CURE = "Spara filen som UTF-8 (i Anteckningar: Spara som, Kodning: UTF-8)."

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
_QUOTED = 30
SHORTEST = 4


class Decoded(NamedTuple):
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
    finding = Finding(Place(file), "S006", Severity.FEL, message, _CURE)
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
        one_line = text[max(0, start - _QUOTED) : start + _QUOTED].replace("\r", "\n")
        before, after = one_line[: min(start, _QUOTED)], one_line[min(start, _QUOTED) :]
        one_line = (before.rpartition("\n")[2] + after.partition("\n")[0]).strip()
        message = f"{where}. Filen ser ut som {name}; då står här «{one_line}»."
        return Decoded(text, (Finding(place, "S006", Severity.FEL, message, _CURE),))
    message = f"{where}, och filen ser inte heller ut som någon annan vanlig teckenkodning."
    return Decoded(None, (Finding(place, "S006", Severity.FEL, message, f"{_CURE} Skriv om det som gått sönder."),))


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


REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
DELETE = "\N{DELETE}"
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
ZERO_WIDTH_NON_JOINER = "\N{ZERO WIDTH NON-JOINER}"
ZERO_WIDTH_JOINER = "\N{ZERO WIDTH JOINER}"

REMOVE = "Ta bort tecknet."
RETYPE = "Skriv den bokstav som skulle stå här."
BREAK = "Byt tecknet mot en vanlig radbrytning."

# (members of a character class, what the character is, the cure)
REFUSED = (
    ("\x0b\x0c\x85\u2028\u2029", "en dold radbrytning", BREAK),
    (f"\x00-\x08\x0e-\x1f{DELETE}-\x84\x86-\x9f", "ett styrtecken som inte syns", REMOVE),
    (
        "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
        "ett osynligt tecken som ändrar textens riktning, så att den ser ut som något annat än den är",
        REMOVE,
    ),
    ("\u200b\u2060-\u2065\u206a-\u206f\u180e\u3164\ufeff\ufff9-\ufffb", "ett osynligt tecken", REMOVE),
    ("\U000e0000-\U000e007f", "ett osynligt märktecken", REMOVE),
    (REPLACEMENT, "ett ersättningstecken: här har en bokstav gått förlorad", RETYPE),
    ("\ufffc", "en plats för ett inbäddat föremål som inte följt med", REMOVE),
    (
        "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd",
        "ett privat tecken utan känd betydelse",
        RETYPE,
    ),
    ("\ud800-\udfff", "ett halvt tecken", RETYPE),
    (
        "\ufdd0-\ufdef\ufffe\uffff"
        + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17)),
        "inget tecken",
        REMOVE,
    ),
)
DOUBTED = (
    (
        _SOFT_HYPHEN,
        "ett mjukt bindestreck som inte syns",
        "Ta bort det: avstavningen görs när rapporten sätts.",
    ),
    (
        ZERO_WIDTH_NON_JOINER + ZERO_WIDTH_JOINER,
        "ett osynligt fogtecken",
        "Ta bort det, om det inte hör till en emoji.",
    ),
)
# What Swedish text is made of; none of it is refused or doubted. To search for anything else takes a twentieth of
# the time that a search for each of the refused does, and almost every file ends there.
ORDINARY = "\t\n -~\xa0-\xac\xae-\u017f\u2000-\u200a\u2010-\u2027\u202f-\u205f\u2070-\u2bff"
UNUSUAL = re.compile(f"[^{ORDINARY}]")
REFUSED_RUN = re.compile("[" + "".join(members for members, _, _ in REFUSED) + "]+")
DOUBTED_RUN = re.compile("[" + "".join(members for members, _, _ in DOUBTED) + "]+")
_KINDS = tuple((re.compile(f"[{members}]"), kind, cure) for members, kind, cure in REFUSED + DOUBTED)

_NAMES = {
    "\x00": "NULL",
    "\x07": "BELL",
    "\x08": "BACKSPACE",
    "\x1b": "ESCAPE",
    "\x85": "NEXT LINE",
    DELETE: "DELETE",
}
MOST_FINDINGS = 20
"""How many of each severity are told of in one file, or one text: more is content of the wrong kind."""


def unseen_masked(text: str) -> str:
    """The text with each refused character replaced by one that the parsers accept."""
    if not UNUSUAL.search(text):
        return text
    return REFUSED_RUN.sub(lambda match: REPLACEMENT * len(match[0]), text)


def stray(source: Source) -> Iterator[Finding]:
    """S007: the refused and doubted characters that stand in the file as they are."""
    if not UNUSUAL.search(source.text):
        return
    for match in islice(REFUSED_RUN.finditer(source.text), MOST_FINDINGS):
        yield source.error("S007", match.span(), *character_message(match[0]))
    for match in islice(DOUBTED_RUN.finditer(source.text), MOST_FINDINGS):
        yield source.warning("S007", match.span(), *character_message(match[0]))


def escaped(source: Source, written: list[tuple[str, int, int]]) -> Iterator[Finding]:
    r"""S007: those that a double-quoted text asks for by escapes, such as ``\u202e``.

    ``written`` is the text, character by character, with the offsets where each is written.
    """
    for char, start, end in written:
        if source.parsed[start] != "\\":
            continue
        if REFUSED_RUN.match(char):
            yield source.error("S007", (start, end), *character_message(char))
        elif DOUBTED_RUN.match(char):
            yield source.warning("S007", (start, end), *character_message(char))


def character_message(run: str) -> tuple[str, str]:
    """What to say about a run of such characters, and the cure for the first."""
    char = run[0]
    kind, cure = next((kind, cure) for pattern, kind, cure in _KINDS if pattern.match(char))
    name = _NAMES.get(char) or unicodedata.name(char, "")
    point = f"U+{ord(char):04X}" + (f" {name}" if name else "")
    more = f" (och {len(run) - 1} till direkt efter)" if len(run) > 1 else ""
    return f"Här står {point}, {kind}{more}.", cure


TAB = "\t"
OTHER_SPACES = (
    "\N{NO-BREAK SPACE}\N{OGHAM SPACE MARK}\N{EN QUAD}-\N{HAIR SPACE}"
    "\N{NARROW NO-BREAK SPACE}\N{MEDIUM MATHEMATICAL SPACE}\N{IDEOGRAPHIC SPACE}"
)
INDENT = re.compile(rf"^ *[{TAB}{OTHER_SPACES}][ {TAB}{OTHER_SPACES}]*", re.MULTILINE)
OTHER_SPACE = re.compile(f"[{OTHER_SPACES}]")


def arranged(file: str, decoded: str) -> Source:
    """The source, with one kind of line end and with a parser's copy that has only spaces as blanks.

    A tab is a space to YAML everywhere but in indentation, which is told as a finding; texts get their tabs
    back when they are read. PyYAML's two parsers differ on tabs, and thus never meet one.
    """
    text = decoded.replace("\r\n", "\n").replace("\r", "\n")
    parsed = INDENT.sub(lambda match: " " * len(match[0]), unseen_masked(text)).replace(TAB, " ")
    return Source(file, text, parsed)


def bare_returns(source: Source, decoded: str) -> Iterator[Finding]:
    """S001: a carriage return alone, which some programs take for a line end and others do not."""
    before, text, _ = decoded.replace("\r\n", "\n").partition("\r")
    if text:
        span = (len(before), len(before))
        yield source.error(
            "S001",
            span,
            "Raden slutar med bara CR (gammalt Mac-format), som inte alla program ser som en radbrytning.",
            "Spara filen med radslut LF eller CRLF.",
        )


def indentation(source: Source) -> Iterator[Finding]:
    """S001: lines indented with tabs, or with spaces that are not plain. The first of each is told."""
    if source.parsed == source.text:  # every such blank is replaced
        return
    tabs, others = [], []
    for match in INDENT.finditer(source.text):
        if OTHER_SPACE.search(match[0]):
            others.append(match.span())
        elif source.text[match.end() : match.end() + 1] not in ("", "\n"):
            tabs.append(match.span())
    for spans, what, mend in (
        (tabs, "tabb", "tabben"),
        (others, "hårt mellanslag (eller annat särskilt mellanrum)", "det"),
    ):
        if spans:
            further = len(spans) - 1
            more = f", och {further} {'rad' if further == 1 else 'rader'} till" if further else ""
            message = f"Rad {source.line(spans[0][0])} är indragen med {what}{more}."
            yield source.error("S001", spans[0], message, f"Byt {mend} mot vanliga mellanslag.")
