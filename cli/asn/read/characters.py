"""Characters that may not stand in content: those one can't see, and those that lie about the text.

Sources: the Unicode Bidirectional Algorithm and "Trojan Source" (CVE-2021-42574), Unicode TR36.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from asn.finding import Finding
from asn.read.source import Source

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
DELETE = "\N{DELETE}"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
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
        SOFT_HYPHEN,
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
KINDS = tuple((re.compile(f"[{members}]"), kind, cure) for members, kind, cure in REFUSED + DOUBTED)

NAMES = {
    "\x00": "NULL",
    "\x07": "BELL",
    "\x08": "BACKSPACE",
    "\x1b": "ESCAPE",
    "\x85": "NEXT LINE",
    DELETE: "DELETE",
}
MOST = 20
"""How many of each severity are told of in one file, or one text: more is content of the wrong kind."""


def masked(text: str) -> str:
    """The text with each refused character replaced by one that the parsers accept."""
    if not UNUSUAL.search(text):
        return text
    return REFUSED_RUN.sub(lambda match: REPLACEMENT * len(match[0]), text)


def stray(source: Source) -> Iterator[Finding]:
    """S007: the refused and doubted characters that stand in the file as they are."""
    if not UNUSUAL.search(source.text):
        return
    for match in islice(REFUSED_RUN.finditer(source.text), MOST):
        yield source.error("S007", match.span(), *described(match[0]))
    for match in islice(DOUBTED_RUN.finditer(source.text), MOST):
        yield source.warning("S007", match.span(), *described(match[0]))


def escaped(source: Source, written: list[tuple[str, int, int]]) -> Iterator[Finding]:
    r"""S007: those that a double-quoted text asks for by escapes, such as ``\u202e``.

    ``written`` is the text, character by character, with the offsets where each is written.
    """
    for char, start, end in written:
        if source.parsed[start] != "\\":
            continue
        if REFUSED_RUN.match(char):
            yield source.error("S007", (start, end), *described(char))
        elif DOUBTED_RUN.match(char):
            yield source.warning("S007", (start, end), *described(char))


def described(run: str) -> tuple[str, str]:
    """What to say about a run of such characters, and the cure for the first."""
    char = run[0]
    kind, cure = next((kind, cure) for pattern, kind, cure in KINDS if pattern.match(char))
    name = NAMES.get(char) or unicodedata.name(char, "")
    point = f"U+{ord(char):04X}" + (f" {name}" if name else "")
    more = f" (och {len(run) - 1} till direkt efter)" if len(run) > 1 else ""
    return f"Här står {point}, {kind}{more}.", cure
