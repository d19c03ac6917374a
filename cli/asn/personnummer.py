"""Personnummer and samordningsnummer in a text: found however they are written, and masked.

A number that has got into a file must not go on from there: not to a log, a finding or a page. This is below every
stage, since each of them can print text out of content.

Sources: folkbokföringslagen (1991:481) 18 §, Skatteverket on samordningsnummer (day + 60) and on the check digit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from asn.figures import SPACES
from asn.finding import Place

CURE = (
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


@dataclass(frozen=True, slots=True)
class Personnummer:
    """Where a number stands in a text, and which kind it is; never the number itself."""

    start: int
    end: int
    slag: Literal["personnummer", "samordningsnummer"]


def occurrences(text: str) -> Iterator[Personnummer]:
    """Every personnummer and samordningsnummer in a text, in order.

    Its date must be in the almanac and its check digit right. An organisationsnummer has a third digit of at least 2,
    which no month has; diarienummer and telephone numbers are told by the word before them.
    """
    for found in _FOUND.finditer(text) if _SHAPE.search(text) else ():
        coordination = int(found["day"]) > _COORDINATION
        if _is_date(found) and _is_checked(found) and not _is_other(found, text):
            yield Personnummer(*found.span(), "samordningsnummer" if coordination else "personnummer")


def personnummer_faults(file: str, text: str) -> Iterator[tuple[Place, str]]:
    """Where such numbers stand in a file, each with what is said of it."""
    for found in occurrences(text):
        number, before = text.count("\n", 0, found.start) + 1, text.rfind("\n", 0, found.start)
        shown = masked(text[found.start : found.end])
        place = Place(file, number, found.start - before, number, found.end - before)
        yield place, f"Här står ett {found.slag}, {shown}."


def masked(text: str) -> str:
    """The text with every digit of such a number hidden; nothing moves, so that columns still fit."""
    parts, last = [], 0
    for found in occurrences(text):
        parts += [text[last : found.start], re.sub("[0-9]", MASK, text[found.start : found.end])]
        last = found.end
    return "".join((*parts, text[last:])) if parts else text


def _is_date(found: re.Match[str]) -> bool:
    day = int(found["day"])
    day -= _COORDINATION if day > _COORDINATION else 0
    centuries = (found["century"],) if found["century"] else ("19", "20")
    return any(_exists(int(century + found["year"]), int(found["month"]), day) for century in centuries)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_checked(found: re.Match[str]) -> bool:
    return is_luhn("".join(found.group("year", "month", "day", "number", "check")))


def is_luhn(digits: str) -> bool:
    """Luhn's algorithm over ten digits, as in a personnummer or an organisationsnummer."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(product // 10 + product % 10 for product in doubled) % 10 == 0


def _is_other(found: re.Match[str], text: str) -> bool:
    if not found["mark"]:  # ten digits in a row may be part of a checksum or of a name
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if before.isalnum() or before == "_" or after.isalnum() or after == "_":
            return True
    before = text[max(0, found.start() - _BEFORE) : found.start()]
    telephone = found["mark"] != "-" and found[0].startswith("0") and _TELEPHONE.search(before)
    return bool(_CASE.search(before) or telephone or _COUNTRY.search(before))
