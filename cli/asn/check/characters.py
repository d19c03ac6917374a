"""S017: characters that the printed report's faces lack, told where they are written."""

import html
import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import groupby

from asn.figures import Mätvärde, Storhet
from asn.finding import Finding, KeyPath, error_at
from asn.model.record import Röjandeprövning, Undantag, Värde, key_of

_CODE = "S017"
_UNUSUAL = re.compile("[^\n\t -~\xa0-\xff⁰⁴-⁹–—”’…−≤≥↑→↓•]")  # few texts have any; the rest every text face has
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Either, or a character as YAML writes it within double quotes.
_MAY_LACK = re.compile(rf"{_UNUSUAL.pattern}|{_ENTITY.pattern}|\\[uUx]")
_UNSEEN = frozenset("\xad\u200c\u200d\ufe0e\ufe0f")  # they ask for nothing to be printed
_BOX, _MOST = "□", 12
_INSTEAD = {
    "Skriv ✓ i stället.": "✅☑✔🗸",
    "Skriv ✗ i stället.": "❌❎☒✖✘",
    "Skriv «Obs!» i stället.": "⚠❗❕🚨🛑",
    "Skriv ljuset med ord, eller i fältet bedömning.": "🟢🟡🔴🟠🟩🟨🟥",
    "Skriv ● eller ordet i stället.": "★☆⭐🌟◐⬤⚪⚫◇",
    "Skriv → i stället.": "➡⮕➔🡆➜",
}


def may_lack(text: str) -> bool:
    """Whether a file's text has any character that isn't in every text face; most files have none."""
    return bool(_MAY_LACK.search(text))


def missing_glyphs(record: Värde, known: Container[str]) -> Iterator[Finding]:
    """What a record and all below it would print that the faces lack.

    Args:
        record: what an editor wrote.
        known: the characters that the faces have.
    """
    for item in record.below():
        for steps, text in _printed(item):
            for start, end, characters in _lacking(text, known):
                yield error_at(item.within(steps, start, end), _CODE, _message(characters), _cure(characters, known))


def without_missing(page: str, known: Container[str]) -> str:
    """A page with a box for each character that the faces lack: a draft is built all the same."""
    return _UNUSUAL.sub(lambda match: match[0] if _is_known(match[0], known) else _BOX, page)


def _printed(item: Värde) -> Iterator[tuple[KeyPath, str]]:
    """The texts of one record, but for reasons that stand in no report."""
    if isinstance(item, Röjandeprövning):
        return
    for steps, text in item.texts():
        if not isinstance(item, Undantag) or steps == ("till_läsaren",):
            yield steps, text
    for name in type(item).model_fields:
        value = getattr(item, name)
        many = value if isinstance(value, tuple) else (value,)
        yield from (((key_of(type(item), name),), str(one)) for one in many if isinstance(one, (Mätvärde, Storhet)))


def _lacking(text: str, known: Container[str]) -> Iterator[tuple[int, int, str]]:
    """Runs of characters that are missing: start, end, and what they are; also those written as &alpha;."""
    start = 0
    for lacks, run in groupby(text, lambda character: not _is_known(character, known)) if _UNUSUAL.search(text) else ():
        characters = "".join(run)
        if lacks:
            yield start, start + len(characters), characters
        start += len(characters)
    for match in _ENTITY.finditer(text) if "&" in text else ():
        characters = "".join(one for one in html.unescape(match[0]) if not _is_known(one, known))
        if characters:
            yield *match.span(), characters


def _is_known(character: str, known: Container[str]) -> bool:
    return character in _UNSEEN or not _UNUSUAL.match(character) or character in known


def _message(missing: str) -> str:
    characters = list(dict.fromkeys(missing))
    shown = "".join(characters[:_MOST]) + ("…" if len(characters) > _MOST else "")
    if len(characters) > 1:
        return f"Tecknen «{shown}» finns inte i rapportens typsnitt."
    name = f"U+{ord(missing[0]):04X}"
    return (
        f"Tecknet {f'«{missing[0]}» ({name})' if missing[0].isprintable() else name} finns inte i rapportens typsnitt."
    )


def _cure(missing: str, known: Container[str]) -> str:
    for cure, characters in _INSTEAD.items():
        if missing[0] in characters:
            return cure
    plain = unicodedata.normalize("NFKC", missing)
    if plain != missing and all(_is_known(character, known) for character in plain):
        return f"Skriv {plain} i stället."
    if unicodedata.category(missing[0]).startswith(("L", "M")):
        return "Skriv med latinska bokstäver: rapporten kan tryckas med latinsk, grekisk och kyrillisk skrift."
    return "Skriv det med ord."
