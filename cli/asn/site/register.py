"""The register: every page of the site by its name, under its first letter, as Swedes sort."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from asn.model.ord import Ord
from asn.readable import readable
from asn.site.things import Saksida

_LETTERS = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"}
"""What stands after z, and what is sorted as another letter; ASCII has three signs after z."""
_SHOWN = {"{": "Å", "|": "Ä", "}": "Ö"}


@readable
@dataclass(frozen=True, slots=True)
class Bokstav:
    """A letter of the register, its anchor, and the pages below it."""

    namn: str
    ankare: str
    sidor: tuple[Saksida, ...]


def letters(pages: Iterable[Saksida], words: Ord) -> tuple[Bokstav, ...]:
    """The register; what doesn't begin with a letter stands first."""
    ordered = sorted(pages, key=lambda page: (_key(page.namn), page.slag, _key(page.sammanhang), page.adress))
    return tuple(
        Bokstav(words.sajt.siffror if sign == "" else _SHOWN.get(sign, sign.upper()), f"b-{number}", tuple(some))
        for number, (sign, some) in enumerate(groupby(ordered, key=lambda page: _first(page.namn)), 1)
    )


def _first(name: str) -> str:
    sign = _key(name)[:1]
    return sign if "a" <= sign <= "}" else ""


def _key(name: str) -> str:
    """What a name is sorted by: its letters and digits, without what else stands between them."""
    plain = []
    for sign in unicodedata.normalize("NFC", name.casefold()):
        base = _LETTERS.get(sign) or unicodedata.normalize("NFKD", sign)[:1]
        plain.append(base if base.isalnum() or base in _SHOWN or base == " " else "")
    return " ".join("".join(plain).split())
