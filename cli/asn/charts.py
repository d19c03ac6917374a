"""Charts as values: what they show, before anyone decides how it looks."""

import re
from collections.abc import Iterator, Sized
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from asn.light import Bedömning
from asn.readable import readable

Slag = Literal["avvikelser", "staplar", "linjer", "brygga"]

Diagramform = Literal["avvikelser", "staplar", "linjer", "punkter", "brygga"]

# More than this and the reader can no longer tell the series apart, in print or on paper without colour.
MAX_SERIER: dict[Slag, int] = {"avvikelser": 1, "staplar": 3, "linjer": 8, "brygga": 1}
# Beyond this a label is wider than the page; no municipality counts that far, so it is a slip upstream.
LIMIT = Decimal(10) ** 15
MAX_DECIMALER = 6
_PAIR = 2

_ID = re.compile(r"[^\W\d][\w-]*")


@readable
@dataclass(frozen=True, slots=True)
class Serie:
    """One row of figures; ``värden`` follows the diagram's categories, None where a figure is missing."""

    namn: str
    värden: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Gränslinje:
    """Where a scale's best light begins: the value, whether it counts itself, and whether the light is above it."""

    ljus: Bedömning
    värde: Decimal
    räknas_in: bool = True
    uppåt: bool = True

    def nås_av(self, value: Decimal) -> bool:
        """Whether a figure is on the light's side."""
        return self.räknas_in if value == self.värde else (value > self.värde) is self.uppåt


@readable
@dataclass(frozen=True, slots=True)
class Diagram:
    """A chart: ``avvikelser`` from zero, ``staplar`` side by side, ``linjer`` over time, ``brygga`` step by step.

    ``id`` must be unique on the page. ``titel`` is what it says, ``mått`` what is measured, in which unit; without it
    there is the unit alone. ``enhet`` is the unit that every figure is in; ``decimaler`` is how many decimals are
    printed (the drawing itself follows the exact figure).

    ``summor`` is how many of the last categories are sums of the others, ``andelar`` each figure as per cent of its
    budget, ``gräns`` a line where a light begins. ``hela`` is whether all rows of the table are drawn, and ``flera``
    what they are called in plural. ``bättre`` is the sign that is good where the figures are differences from a
    budget, else 0. ``omvänd`` is a bridge whose changes are taken off.

    Raises:
        ValueError: if it can't be drawn: no series or too many, no categories, a series of another length
            than the categories, a figure that isn't finite or is 10¹⁵ or more, more
            than six decimals, an id that HTML can't hold, a bridge with a figure missing.
    """

    id: str
    slag: Slag
    titel: str
    beskrivning: str
    kategorier: tuple[str, ...]
    serier: tuple[Serie, ...]
    enhet: str
    decimaler: int
    mått: str = ""
    summor: int = 0
    andelar: tuple[Decimal | None, ...] = ()
    gräns: Gränslinje | None = None
    hela: bool = False
    flera: str = ""
    bättre: int = 0
    omvänd: bool = False

    @property
    def form(self) -> Diagramform:
        """What it is drawn as."""
        return drawn_as(self.slag, self.kategorier)

    def __post_init__(self) -> None:
        """Refuse what can't be drawn where it is made, so that the drawing needs no doubts."""
        for fault in self._faults():
            raise ValueError(f"diagram {self.id!r}: {fault}")

    def _faults(self) -> Iterator[str]:
        if not _ID.fullmatch(self.id):
            yield "the id must be a word that begins with a letter"
        if self.slag not in MAX_SERIER:
            yield f"no kind is called {self.slag!r}"
        elif not 1 <= len(self.serier) <= MAX_SERIER[self.slag]:
            yield f"{self.slag} takes 1 to {MAX_SERIER[self.slag]} series, not {len(self.serier)}"
        if not self.kategorier:
            yield "no categories"
        if not 0 <= self.decimaler <= MAX_DECIMALER:
            yield f"decimals are 0 to {MAX_DECIMALER}, not {self.decimaler}"
        if self.slag == "brygga" and any(None in one.värden or len(one.värden) < _PAIR for one in self.serier):
            yield "a bridge has a first and a last amount, and all of those between"
        for serie in self.serier:
            yield from _faults_of_serie(serie, len(self.kategorier))


def drawn_as(kind: Slag, points: Sized) -> Diagramform:
    """What a kind of chart is drawn as: lines between two points are two dots in a row, since many of them cross."""
    return "punkter" if kind == "linjer" and len(points) == _PAIR else kind


def _faults_of_serie(serie: Serie, categories: int) -> Iterator[str]:
    if len(serie.värden) != categories:
        yield f"{serie.namn!r} has {len(serie.värden)} figures for {categories} categories"
    for värde in serie.värden:
        if värde is not None and not (värde.is_finite() and abs(värde) < LIMIT):
            yield f"{serie.namn!r} has a figure that can't be drawn: {värde}"
