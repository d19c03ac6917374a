"""Changing figures: by more than rounding could explain, and so that they still are figures."""

import re
from decimal import Decimal
from random import Random

from asn.figures import MINUS, SPACES, NumberError, decimals_of, parse_number

_NUMBER = re.compile(rf"[+\-{MINUS}]?\d+(?:[{SPACES}]\d{{3}})*(?:,\d+)?")


def number_in(text: str) -> tuple[int, int] | None:
    """Where the first number of a text stands."""
    found = _NUMBER.search(text)
    return found.span() if found else None


def changed(text: str, chance: Random, least: int) -> str | None:
    """The text with one digit of its first number another, by at least ``least`` in the number's last place."""
    span = number_in(text)
    if span is None:
        return None
    number = text[slice(*span)]
    value = parse_number(number)
    step = Decimal(least).scaleb(-decimals_of(value))
    first = re.search(r"\d", number)
    made = [
        number[:index] + digit + number[index + 1 :]
        for index, char in enumerate(number)
        for digit in "0123456789"
        if char.isdigit() and digit != char and not (digit == "0" and first and index == first.start())
    ]
    fitting = [new for new in made if abs(parse_number(new) - value) >= step]
    return text[: span[0]] + chance.choice(fitting) + text[span[1] :] if fitting else None


def swapped_digits(text: str, least: int) -> str | None:
    """The text with two neighbouring digits of its first number changed about, as fingers do."""
    span = number_in(text)
    if span is None:
        return None
    number = text[slice(*span)]
    for index in range(len(number) - 1):
        pair = number[index : index + 2]
        if pair.isdigit() and pair[0] != pair[1] and pair[1] != "0":
            new = number[:index] + pair[::-1] + number[index + 2 :]
            if abs(parse_number(new) - parse_number(number)) >= Decimal(least).scaleb(
                -decimals_of(parse_number(number))
            ):
                return text[: span[0]] + new + text[span[1] :]
    return None


def turned(text: str) -> str | None:
    """The text with its first number's sign turned."""
    span = number_in(text)
    if span is None:
        return None
    number = text[slice(*span)]
    try:
        if not parse_number(number):
            return None
    except NumberError:
        return None
    bare = number.lstrip(f"+-{MINUS}")
    return text[: span[0]] + (bare if number[0] in f"-{MINUS}" else f"-{bare}") + text[span[1] :]
