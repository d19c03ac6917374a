"""The periods that a report can be of, and their order in time; the ready-made are named here alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

_YEAR = (1, 12)
# What a stretch of months is called, by how many they are: a target «per kvartal» is a quarter's.
_STRETCHES = {1: "månad", 3: "kvartal", 4: "tertial", 6: "halvår"}
_PART = ("delår", "delåret")
_WHOLE = ("år", "helår", "året")


class Periodform(StrEnum):
    """What a report does with its period: it plans it, foresees it or tells how it went."""

    PLANERING = "planering"
    PROGNOS = "prognos"
    UPPFÖLJNING = "uppföljning"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of a year that a report is of.

    ``månader`` are its first and last month, 1–12, that its figures cover; ``kallas`` what texts call it;
    ``månadsvis`` says that it is of its last month, although its figures are the year's until then.
    """

    id: str
    månader: tuple[int, int]
    form: Periodform = Periodform.UPPFÖLJNING
    namn: str = ""
    nummer: str = ""
    kallas: tuple[str, ...] = ()
    månadsvis: bool = False
    plats: int = 0

    @property
    def planerar(self) -> bool:
        """Whether it is planned ahead, so that nothing has happened yet."""
        return self.form is Periodform.PLANERING

    @property
    def helår(self) -> bool:
        """Whether the whole year is over and told of."""
        return self.form is Periodform.UPPFÖLJNING and self.månader == _YEAR and not self.månadsvis

    @property
    def stapel(self) -> tuple[int, int]:
        """The first and last month that the cover marks."""
        return (self.månader[1], self.månader[1]) if self.månadsvis else self.månader

    @property
    def namnrymd(self) -> str:
        """What it is called in texts that fetch figures: ``t1`` in ``t1_2022.ekonomi``."""
        return self.id.lower()

    @property
    def mäts_per(self) -> frozenset[str]:
        """The words of a target that is this period's: 90 «per tertial»."""
        first, last = self.stapel
        word = _STRETCHES.get(last - first + 1)
        stretch = {word, f"{word}et"} if word else set()
        if self.månadsvis or first > 1:
            return frozenset(stretch)
        return frozenset(stretch.union(_WHOLE if last == _YEAR[1] else _PART))

    def ordning(self, year: int) -> tuple[int, int, int, int]:
        """Reports sort by time: a plan comes first in its year, and of those that end alike the yearly report last."""
        forms = list(Periodform)
        return year, 0 if self.planerar else self.månader[1], forms.index(self.form) + self.helår, self.plats


def _ready() -> tuple[Period, ...]:
    year = (Period("plan", _YEAR, Periodform.PLANERING), Period("VB", _YEAR))
    months = (Period(f"M{last:02}", (1, last), nummer=f"{last:02}", månadsvis=True) for last in range(1, 13))
    parts = (
        Period("T1", (1, 4), nummer="1", kallas=("första tertialet", "tertial 1", "tertial ett")),
        Period("T2", (1, 8), nummer="2", kallas=("andra tertialet", "tertial 2", "tertial två")),
    )
    return tuple(replace(period, plats=place) for place, period in enumerate((*months, *parts, *year)))


READY: Mapping[str, Period] = {period.id: period for period in _ready()}
"""The periods that need no declaration."""

_NAME = re.compile(r"[A-Za-zÅÄÖåäö][A-Za-zÅÄÖåäö0-9_]{0,29}")
PERIOD_NAME = f"^{_NAME.pattern}$"
"""What a period can be called: its folder, and what the command line and a text call it."""
REPORT = rf"^\d{{4}}/{_NAME.pattern}$"
"""A report's name: 2023/T1."""


def order_of(name: str, known: Mapping[str, Period]) -> tuple[int, int, int, int]:
    """The same order, of a report by its name, 2023/T1; one of a period that nobody knows comes last in its year."""
    year, _, period = name.partition("/")
    one = known.get(period)
    return one.ordning(int(year)) if one else (int(year), _YEAR[1] + 1, 0, 0)
