"""Faults that tell of persons: numbers, addresses, counts so small that someone can be recognised."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

from asn.finding import Severity

from .fault import Fault, Kind, Zone
from .ground import Ground
from .prose import sentence
from .spots import gaps, inserted, texts

_COORDINATION = 60  # added to the day
_WRITINGS = (
    "{century}{short}-{last}", "{short}-{last}", "{short}{last}", "{century}{short}{last}", "{short} {last}",
    "{short}+{last}", "{year} {month} {day}-{last}", "{century}{year}-{month}-{day}-{last}",
)  # fmt: skip


def number(chance: Random) -> str:
    """A personnummer or samordningsnummer that nobody need have, with a check digit that is right."""
    born = date(1931, 1, 1) + timedelta(days=chance.randrange(30_000))
    day = born.day + (_COORDINATION if chance.random() < 0.25 else 0)
    parts = {"century": f"{born.year // 100}", "year": f"{born:%y}", "month": f"{born:%m}", "day": f"{day:02}"}
    short = f"{parts['year']}{parts['month']}{parts['day']}"
    last = f"{chance.randrange(1000):03}"
    return chance.choice(_WRITINGS).format(short=short, last=f"{last}{_check_digit(short + last)}", **parts)


def _check_digit(digits: str) -> int:
    doubled = [int(digit) * (2 - index % 2) for index, digit in enumerate(digits)]
    return -sum(value // 10 + value % 10 for value in doubled) % 10


def personal_number(ground: Ground, chance: Random) -> Iterator[Fault]:
    yield from _inserted(ground, lambda: number(chance), ("P701",))


def number_in_comment(ground: Ground, chance: Random) -> Iterator[Fault]:
    """In a comment of the file, which is in git as the rest is."""
    for file, text in ground.projekt.texter.items():
        lines = text.split("\n")
        at = chance.randrange(len(lines) // 2)
        start = sum(len(line) + 1 for line in lines[:at])
        new = f"# {number(chance)}\n"
        if not lines[at].startswith(" " * 3):  # inside a block it would be text
            yield Fault(file, start, start, new, ("P701",), (Zone(file, at + 1, at + 1),), f"kommentar: {new.strip()}")


def mail(ground: Ground, chance: Random) -> Iterator[Fault]:
    addresses = ("anna.berg@exempel.se", "j_lind@mail.exempel.se", "maria.holm+jobb@exempel.com")
    yield from _inserted(ground, lambda: chance.choice(addresses), ("P703",))


def phone(ground: Ground, chance: Random) -> Iterator[Fault]:
    numbers = ("070-123 45 67", "0701234567", "08-123 456 78", "+46 70 123 45 67", "0046701234567")
    yield from _inserted(ground, lambda: chance.choice(numbers), ("P703",))


def _inserted(ground: Ground, make: Callable[[], str], codes: tuple[str, ...]) -> Iterator[Fault]:
    for report in ground.projekt.rapporter:
        for text in texts(report):
            for offset in gaps(text)[:2]:
                yield inserted(text, offset, make(), codes)


def small_count(ground: Ground, chance: Random) -> Iterator[Fault]:
    told = (
        "Tre barn placerades akut under perioden.",
        "Under delåret omhändertogs 2 ungdomar enligt LVU.",
        "Fyra klienter avslutade sin behandling.",
        "En person avled under perioden.",
        "Två hushåll avhystes.",
    )
    for report in ground.adopted:
        for text in texts(report):
            if text.path[-1] == "text":
                yield sentence(text, chance.choice(told), ("P702",))


KINDS = (
    Kind("personnummer in prose", Severity.FEL, personal_number),
    Kind("personnummer in a comment", Severity.FEL, number_in_comment),
    Kind("e-mail address", Severity.VARNING, mail),
    Kind("phone number", Severity.VARNING, phone),
    Kind("small count of persons", Severity.VARNING, small_count),
)
