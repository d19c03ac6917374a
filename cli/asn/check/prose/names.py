"""T520: a name that is spelled almost as it should be."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from asn.check.passages import passages
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.model.avsnitt.mal import Indikator, Nämndmål
from asn.model.avsnitt.plan import Planmål
from asn.model.register import Enhet

_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*-?|&")
_ENDINGS = ("ernas", "arnas", "erna", "arna", "ens", "ets", "en", "et", "er", "ar", "na", "n", "t", "s")
_LONGEST_ENDING = max(map(len, _ENDINGS))
_LONG, _LONGER = 8, 10  # letters of a word in which one letter, and two, may be a slip
_PART = 5
_MOST_WORDS = 12
_SLIP = 4  # letters that two names of one goal may differ by, and be meant to be the same


def misspelt_name(seen: Granskad) -> Iterator[Fynd | Looked]:
    """The name of a unit that isn't quite the register's, and two spellings of one goal's name."""
    yield from _units(seen)
    yield from _goals(seen)


@dataclass(frozen=True, slots=True)
class _Name:
    """A unit's name, word by word."""

    namn: str
    ord: tuple[str, ...]


def _units(seen: Granskad) -> Iterator[Fynd | Looked]:
    names = _by_first_letter(seen.rapport.register.enheter.values())
    for passage in passages(seen.rapport):
        words = [(found.start(), found.end(), found[0].lower()) for found in _WORD.finditer(passage.text)]
        said = False
        for index, (start, _, word) in enumerate(words):
            near = names.get(word[0], ())
            window = words[index : index + _MOST_WORDS]
            if not near or any(_is(name, window) for name in near):
                continue
            meant = [name for name in near if _almost(name, window)]
            if meant:
                said = True
                end = words[index + len(meant[0].ord) - 1][1]
                shown = " ".join(passage.text[start:end].split())
                nearest = sorted((distance(shown.lower(), name.namn.lower()), name.namn) for name in meant)
                yield Fynd(
                    passage.place(start, end),
                    f"«{shown}» är inte hur enhetens namn stavas i enheter.yaml.",
                    f"Menade du {nearest[0][1]}?",
                )
        if not said:
            yield OK


def _by_first_letter(units: Iterable[Enhet]) -> dict[str, tuple[_Name, ...]]:
    found: dict[str, list[_Name]] = {}
    for unit in units:
        name = _Name(unit.namn, tuple(word.lower() for word in _WORD.findall(unit.namn)))
        found.setdefault(name.ord[0][0], []).append(name)
    return {letter: tuple(names) for letter, names in found.items()}


def _is(name: _Name, words: list[tuple[int, int, str]]) -> bool:
    """Whether the words are the name, bent or not."""
    return _wrong(name, words) == []


def _almost(name: _Name, words: list[tuple[int, int, str]]) -> bool:
    """Whether the words are the name but for a slip in one of them."""
    wrong = _wrong(name, words)
    return wrong is not None and len(wrong) == 1 and _slipped(*wrong[0], alone=len(name.ord) == 1)


def _wrong(name: _Name, words: list[tuple[int, int, str]]) -> list[tuple[str, str]] | None:
    """The words that differ from the name's, whose first and last can be bent; None if they are too few or too far."""
    window = [word for _, _, word in words[: len(name.ord)]]
    if len(window) < len(name.ord) or abs(len(window[0]) - len(name.ord[0])) > _LONGEST_ENDING:
        return None
    last = len(window) - 1
    pairs = enumerate(zip(window, name.ord, strict=True))
    return [
        (word, right)
        for index, (word, right) in pairs
        if word != right and not (index in {0, last} and _bent(word, right))
    ]


@lru_cache(maxsize=4096)
def _forms(word: str) -> frozenset[str]:
    """A word without each ending that it may have been given."""
    return frozenset({word, *(word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))})


def _bent(word: str, right: str) -> bool:
    return bool(_forms(word) & _forms(right))


def _slipped(word: str, right: str, *, alone: bool) -> bool:
    if {word, right} == {"och", "&"} or word.replace("-", "") == right.replace("-", ""):
        return True
    if min(len(word), len(right)) < (_LONG if alone else _PART) or word[0] != right[0]:
        return False
    if alone:
        word, right = (min(_forms(text), key=len) for text in (word, right))
    return distance(word, right) <= (2 if len(right) >= _LONGER else 1)


def distance(one: str, other: str) -> int:
    """How many letters must be put in, taken out or changed for the one to be the other."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        diagonals = [above + (letter != right) for above, right in zip(row, other, strict=False)]
        new = [number]
        for (_, above), diagonal in zip(pairwise(row), diagonals, strict=True):
            new.append(min(above + 1, new[-1] + 1, diagonal))
        row = new
    return row[-1]


def _goals(seen: Granskad) -> Iterator[Fynd | Looked]:
    report = seen.rapport
    goals: tuple[Planmål | Nämndmål | Indikator, ...] = (
        *report.poster(Planmål),
        *report.poster(Nämndmål),
        *report.poster(Indikator),
    )
    first: dict[str, Planmål | Nämndmål | Indikator] = {}
    for goal in goals:
        other = first.setdefault(goal.id, goal) if goal.id else goal
        if other is goal:
            continue
        if goal.namn == other.namn or not _alike(goal.namn, other.namn):
            yield OK
            continue
        place = other.at("namn")
        yield Fynd(
            goal.at("namn"),
            f"Målet eller indikatorn «{goal.id}» stavas på två sätt i rapporten: "
            f"på rad {place.line} i {place.file} står «{other.namn}».",
            "Skriv samma namn på båda ställena.",
        )


def _alike(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= _SLIP and distance(one, other) <= _SLIP
