"""A change between two reports as a value, two versions of a text cut down to what differs, and all of it in short."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher

from asn.figures import Mätvärde, Storhet, format_number

_WEIGHED = 40_000  # pairs of words that are held against each other; more are told as one change
_AROUND = 3  # words before and after
LONGEST_EXCERPT = 90  # characters
_CUT = " …"
_PIECE = re.compile(r"\s+|\{\{.*?\}\}|\w+(?:[-:.,]\w+)*|[^\w\s]", re.DOTALL)
_LINE = "¶"


def stretches(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """What differs: each stretch of the earlier (from, to) that stands as one of the later (from, to)."""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if not old and not new:
        return []
    if len(old) * len(new) > _WEIGHED:
        return [(head, head + len(old), head, head + len(new))]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(head + a, head + b, head + c, head + d) for kind, a, b, c, d in steps if kind != "equal"]


def excerpts(before: str, after: str) -> tuple[str, str]:
    """The first words that differ, with a few around them: «… i fas med planen …»."""
    whole = " ".join(before.split()), " ".join(after.split())
    if whole[0] != whole[1] and max(map(len, whole)) <= LONGEST_EXCERPT:
        return whole
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    differing = stretches(old, new)
    if not differing:
        return line_excerpt(before), line_excerpt(after)
    start, end, first, last = differing[0]
    seen = _shown(old, start, end), _shown(new, first, last)
    if seen[0] != seen[1]:
        return seen
    return _visible(old[start:end]), _visible(new[first:last])


def line_excerpt(text: str, longest: int = LONGEST_EXCERPT) -> str:
    """The beginning of a text, in one line: whole words, but for a word that is too long alone."""
    if len(line := " ".join(text.split())) <= longest:
        return line
    return (line[: longest - len(_CUT) + 1].rpartition(" ")[0] or line[: longest - len(_CUT)]) + _CUT


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """How many come first in both."""
    return next(
        (at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new),
        min(len(before), len(after)),
    )


def _shown(pieces: Sequence[str], start: int, end: int) -> str:
    left, right = max(0, start - 2 * _AROUND), min(len(pieces), end + 2 * _AROUND)
    text = line_excerpt("".join(pieces[left:right]))
    return ("… " if left else "") + text + (" …" if right < len(pieces) and not text.endswith("…") else "")


def _visible(pieces: Sequence[str]) -> str:
    """What differs only in space or line breaks, so that it is seen."""
    return (
        "".join("·" * piece.count(" ") + _LINE * piece.count("\n") if piece.isspace() else piece for piece in pieces)
        or "inget"
    )


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


def value_text(value: ChangedValue) -> str:
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
