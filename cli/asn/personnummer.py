"""Personnummer and samordningsnummer in a text: found however they are written, and masked.

A number that has got into a file must not go on from there: not to a log, a finding or a page. This is below every
stage, since each of them can print text out of content.

Sources: folkbokföringslagen (1991:481) 18 §, Skatteverket on samordningsnummer (day + 60) and on the check digit.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from asn.figures import SPACES
from asn.finding import Place

PERSONNUMMER_CURE = (
    "Ta bort det. Är filen redan sparad i git finns numret kvar i historiken: säg till den som sköter git "
    "innan något publiceras."
)
MASK = "\N{BULLET}"
_DASHES = "\\-+\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{MINUS SIGN}"
_COORDINATION = 60

# The digits of one, and no more: most files have none, and this begins with a digit, which is found fast.
_SHAPE = re.compile(
    rf"[0-9]{{2}}[{SPACES}\-./]?[0-9]{{2}}[{SPACES}\-./]?[0-9]{{2}}[{SPACES}]?[{_DASHES}]?[{SPACES}]?[0-9]{{4}}"
)

# One separator throughout the date: 48 11 11, 48-11-11 or 481111, so that a telephone number isn't taken for one.
_FOUND = re.compile(
    rf"""
    (?<![0-9])(?<![0-9][.,])
    (?P<century>18|19|20)?(?P<year>[0-9]{{2}})
    (?P<between>[{SPACES}\-./]?)(?P<month>[0-9]{{2}})(?P=between)(?P<day>[0-9]{{2}})
    (?P<mark>[{SPACES}]?[{_DASHES}][{SPACES}]?|[{SPACES}]|)
    (?P<number>[0-9]{{3}})(?P<check>[0-9])
    (?![0-9]|[.,][0-9]|-\w)
    """,
    re.VERBOSE,
)
# What stands right before a number that only looks like one.
_CASE = re.compile(r"\b(?:dnr|diarienr|diarienummer|diarienumret)\.?:? ?(?:är )?(?:[A-ZÅÄÖ]{2,5}[ -])?$", re.IGNORECASE)
_TELEPHONE = re.compile(r"\b(?:tel|telefon|telefonnummer|mobil|fax)\.?:? ?(?:är )?$", re.IGNORECASE)
_COUNTRY = re.compile(r"\+[0-9]{1,3} ?$")
_BEFORE = 32


class Personnummer(NamedTuple):
    """Where a number stands in a text, and which kind it is; never the number itself."""

    start: int
    end: int
    slag: Literal["personnummer", "samordningsnummer"]


def occurrences(text: str) -> Iterator[Personnummer]:
    """Every personnummer and samordningsnummer in a text, in order.

    Its date must be in the almanac and its check digit right. An organisationsnummer has a third digit of at least 2,
    which no month has; diarienummer and telephone numbers are told by the word before them.
    """
    for match in _FOUND.finditer(text) if _SHAPE.search(text) else ():
        coordination = int(match["day"]) > _COORDINATION
        if _is_date(match) and _is_checked(match) and not _is_other(match, text):
            yield Personnummer(*match.span(), "samordningsnummer" if coordination else "personnummer")


def personnummer_faults(file: str, text: str) -> Iterator[tuple[Place, str]]:
    """Where such numbers stand in a file, each with what is said of it."""
    for value in occurrences(text):
        number, before = text.count("\n", 0, value.start) + 1, text.rfind("\n", 0, value.start)
        shown = masked(text[value.start : value.end])
        place = Place(file, number, value.start - before, number, value.end - before)
        yield place, f"Här står ett {value.slag}, {shown}."


def masked(text: str) -> str:
    """The text with every digit of such a number hidden; nothing moves, so that columns still fit."""
    parts, last = [], 0
    for number in occurrences(text):
        parts += [text[last : number.start], re.sub("[0-9]", MASK, text[number.start : number.end])]
        last = number.end
    return "".join((*parts, text[last:])) if parts else text


def _is_date(match: re.Match[str]) -> bool:
    day = int(match["day"])
    day -= _COORDINATION if day > _COORDINATION else 0
    centuries = (match["century"],) if match["century"] else ("19", "20")
    return any(_exists(int(century + match["year"]), int(match["month"]), day) for century in centuries)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_checked(match: re.Match[str]) -> bool:
    return is_luhn("".join(match.group("year", "month", "day", "number", "check")))


def is_luhn(digits: str) -> bool:
    """Luhn's algorithm over ten digits, as in a personnummer or an organisationsnummer."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(product // 10 + product % 10 for product in doubled) % 10 == 0


def _is_other(match: re.Match[str], text: str) -> bool:
    if not match["mark"]:  # ten digits in a row may be part of a checksum or of a name
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if before.isalnum() or before == "_" or after.isalnum() or after == "_":
            return True
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    telephone = match["mark"] != "-" and match[0].startswith("0") and _TELEPHONE.search(before)
    return bool(_CASE.search(before) or telephone or _COUNTRY.search(before))
