"""What a comparison amounts to, in a line."""

from collections import Counter
from collections.abc import Sequence

from asn.comparison.change import GONE, NEW, Comparison, Group

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


def verdict_line(made: Comparison) -> str:
    """«3 ljus vände, 2 risker ändrades.», or what has become of the whole."""
    counts = [(len(group.rader), _SORTS[group.nyckel]) for group in made.grupper if group.rader]
    parts = ", ".join(f"{number} {words[number > 1]}" for number, words in counts)
    return " ".join(part for part in (made.läge, f"{parts}." if parts else "") if part)


def overall(made: Sequence[Comparison]) -> str:
    """Of several comparisons: how many of each there are."""
    total = Counter(group.nyckel for one in made for group in one.grupper for _ in group.rader)
    whole = sum(bool(one.läge) for one in made)
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
