"""A difference, as a value."""

from dataclasses import dataclass
from decimal import Decimal

from asn.figures import Mätvärde, Storhet, format_number

NEW, GONE = "ny", "borta"

Value = str | Decimal | Storhet | Mätvärde | None


@dataclass(frozen=True, slots=True)
class Change:
    """One row that differs.

    ``vad`` is the column or the field, empty where the row has only one. ``omdöme`` says in a word or two what the
    change means: bättre, sämre, ny, borta, or the amount with its sign. What came or went without a value is a rad, a
    kolumn or a tabell.
    """

    avsnitt: str
    namn: str
    vad: str = ""
    före: Value = None
    efter: Value = None
    omdöme: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Differences of one sort, in the report's order; ``nyckel`` is the sort's name in JSON."""

    nyckel: str
    rubrik: str
    rader: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs. ``före`` and ``efter`` name what was compared."""

    före: str
    efter: str
    grupper: tuple[Group, ...]

    @property
    def lika(self) -> bool:
        """Whether nothing differs."""
        return not any(group.rader for group in self.grupper)


def told(value: Value) -> str:
    """A value as a reader sees it."""
    if value is None:
        return "–"
    return format_number(value) if isinstance(value, Decimal) else str(value)
