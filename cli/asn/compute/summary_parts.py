"""What a summary is made of: groups of points, each with the section that tells more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from asn.light import Bedömning
from asn.model.avsnitt.grund import Avsnitt
from asn.model.grid import GridRow
from asn.model.ord import Ord, ifylld
from asn.model.record import Post
from asn.readable import readable

Anchors = Mapping[int, str]
"""The anchor of each section on the page, by the section's ``id()``."""


@readable
@dataclass(frozen=True, slots=True)
class Punkt:
    """One point, with its light, what explains it, and the anchor of the section that tells more."""

    text: str
    ljus: Bedömning | None = None
    förklaring: str = ""
    ankare: str = ""


@readable
@dataclass(frozen=True, slots=True)
class Punktgrupp:
    """Points under a heading; ``noter`` say what doesn't agree, there where it is met."""

    rubrik: str
    punkter: tuple[Punkt, ...]
    noter: tuple[Punkt, ...] = ()

    @property
    @readable
    def har_ljus(self) -> bool:
        """Whether any of its points has a light, which the lines of all then hang beside."""
        return any(point.ljus for point in self.punkter)


def capped(points: Sequence[Punkt], most: int, words: Ord, värde: int = 0) -> tuple[Punkt, ...]:
    """The first points, and how many more there are; one more than the most is told rather than counted.

    Args:
        points: all of them.
        most: how many are told.
        words: the board's words.
        värde: the risk value that all the rest have; 0 where there is none.
    """
    if len(points) <= most + 1:
        return tuple(points)
    return (*points[:most], Punkt(_more(points[most:], words, värde), ankare=points[0].ankare))


def _more(rest: Sequence[Punkt], words: Ord, value: int) -> str:
    """How many more there are, with their value, or their light where it is the same and its word can be bent."""
    own, number, lights = words.sammanfattning, words.talat(len(rest)), {point.ljus for point in rest}
    light = lights.pop()
    if value:
        return ifylld(own.och_till_värde, antal=number, värde=value)
    if light and not lights and light.klass.böjd:
        return ifylld(own.och_till_ljus, antal=number, ljus=light.böjd(len(rest)))
    return ifylld(own.och_till, antal=number)


def whole_name(row: GridRow, name: str, words: Ord) -> str:
    """What the row of a result or a sum is called among the rows that it is the whole of."""
    own = words.sammanfattning
    return ifylld(own.totalt_namn, namn=name) if row.roll == "resultat" else own.totalt


def remarks_on(records: Sequence[Post], ankare: str, rule: str = "") -> Iterator[Punkt]:
    """What the reader should know of some records, in the editor's own words: of one rule, if that is asked for."""
    for record in records:
        for exception in record.undantag:
            if exception.till_läsaren and rule in {"", exception.regel}:
                yield Punkt(exception.till_läsaren, ankare=ankare)


def own_records(section: Avsnitt) -> tuple[Post, ...]:
    """A section's records, without those of the sections below it."""
    below = {id(post) for under in section.underavsnitt for post in Post.of(under)}
    return tuple(post for post in Post.of(section) if id(post) not in below)
