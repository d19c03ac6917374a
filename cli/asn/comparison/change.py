"""A difference, as a value."""

from dataclasses import dataclass, field
from decimal import Decimal

from asn.figures import Mätvärde, Storhet, format_number

NEW, GONE = "ny", "borta"

ChangedPlace = tuple[int, str, str]
"""A place that a sentence tells of: ``id()`` of a record, its field, and the key in that; empty is the whole."""

ChangedValue = str | Decimal | Storhet | Mätvärde | None


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
    före: ChangedValue = None
    efter: ChangedValue = None
    omdöme: str = ""
    ställen: frozenset[ChangedPlace] = field(default=frozenset(), compare=False, repr=False)
    """What this tells of, so that nothing is told twice."""


@dataclass(frozen=True, slots=True)
class Group:
    """Differences of one sort, in the report's order; ``nyckel`` is the sort's name in JSON."""

    nyckel: str
    rubrik: str
    rader: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs. ``före`` and ``efter`` name what was compared.

    ``läge`` says in a sentence what has become of the whole, where that is more than its parts: a report that is new,
    gone or can't be read.
    """

    före: str
    efter: str
    grupper: tuple[Group, ...]
    läge: str = ""

    @property
    def lika(self) -> bool:
        """Whether nothing differs."""
        return not self.läge and not any(group.rader for group in self.grupper)


def told_text(value: ChangedValue) -> str:
    """A value as a reader sees it."""
    if value is None:
        return "–"
    return format_number(value) if isinstance(value, Decimal) else str(value)
