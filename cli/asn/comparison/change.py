"""A change between two reports as a value, and the summary of several."""

from collections import Counter
from collections.abc import Sequence
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


SAME = "Inga skillnader."
NONE = Comparison("", "", ())
"""Of no reports at all."""

_OTHER = ""
# What a heading counts, as one and as many, in the order that a reader asks.
_TALLIED = {
    **{word: (word, word) for word in ("sämre", "bättre", "högre", "lägre")},
    NEW: (NEW, "nya"),
    GONE: (GONE, GONE),
    _OTHER: ("ändrad", "ändrade"),
}
_WHOLE = ("är ny, borttagen eller oläslig", "är nya, borttagna eller oläsliga")
_SORTS = {
    "ljus": ("ljus vände", "ljus vände"),
    "mål": ("mål eller indikator kom eller försvann", "mål och indikatorer kom eller försvann"),
    "risker": ("risk ändrades", "risker ändrades"),
    "uppdrag": ("uppdrag ändrades", "uppdrag ändrades"),
    "pengar": ("belopp ändrades", "belopp ändrades"),
    "tabeller": ("rad eller kolumn kom eller försvann", "rader eller kolumner kom eller försvann"),
    "siffror": ("siffra ändrades", "siffror ändrades"),
    "text": ("text ändrades", "texter ändrades"),
    "övrigt": ("annat fält ändrades", "andra fält ändrades"),
}


def verdict_line(comparison: Comparison) -> str:
    """«3 ljus vände, 2 risker ändrades.», or what has become of the whole."""
    counts = [(len(group.rader), _SORTS[group.nyckel]) for group in comparison.grupper if group.rader]
    parts = ", ".join(f"{number} {words[number > 1]}" for number, words in counts)
    return " ".join(part for part in (comparison.läge, f"{parts}." if parts else "") if part)


def overall(comparisons: Sequence[Comparison]) -> str:
    """Of several comparisons: how many of each there are."""
    total = Counter(group.nyckel for one in comparisons for group in one.grupper for _ in group.rader)
    whole = sum(bool(one.läge) for one in comparisons)
    parts = [f"{total[key]} {words[total[key] > 1]}" for key, words in _SORTS.items() if total[key]]
    words = _WHOLE[whole > 1]
    return f"{', '.join([f'{whole} {words}'] * bool(whole) + parts)}." if whole or parts else SAME


def heading(group: Group) -> str:
    """A group's name, and how many of its rows went which way."""
    counted = Counter(row.omdöme if row.omdöme in _TALLIED else _OTHER for row in group.rader)
    if set(counted) == {_OTHER}:
        return group.rubrik
    parts = [_TALLIED[word][counted[word] > 1] for word in _TALLIED if counted[word]]
    numbers = [str(counted[word]) for word in _TALLIED if counted[word]]
    return f"{group.rubrik}: {', '.join(' '.join(pair) for pair in zip(numbers, parts, strict=True))}"
