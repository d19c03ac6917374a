"""T520: a name that is spelled almost as it should be."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from asn.check.passages import Passage
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
    """A unit's name, word by word, and all its letters in one."""

    namn: str
    ord: tuple[str, ...]
    hopskrivet: str


def _units(seen: Granskad) -> Iterator[Fynd | Looked]:
    names = _by_first_letter(seen.rapport.register.enheter.values())
    for passage in seen.passager:
        found = [fynd for phrase in _phrases(passage.text) for fynd in _misspelt(passage, phrase, names)]
        yield from found or (OK,)


def _phrases(text: str) -> Iterator[list[re.Match[str]]]:
    """The words of a text, in runs with nothing but space between: a name doesn't reach over a comma."""
    phrase: list[re.Match[str]] = []
    for found in _WORD.finditer(text):
        if phrase and text[phrase[-1].end() : found.start()].strip():
            yield phrase
            phrase = []
        phrase.append(found)
    yield phrase


def _misspelt(passage: Passage, phrase: list[re.Match[str]], names: Mapping[str, tuple[_Name, ...]]) -> Iterator[Fynd]:
    words = [found[0].lower() for found in phrase]
    for index, word in enumerate(words):
        near = names.get(word[0])
        if not near:
            continue
        window = words[index : index + _MOST_WORDS]
        wrong = [(name, _wrong(name, window)) for name in near]
        if any(slips == () for _, slips in wrong):
            continue
        meant = [(name.namn, length) for name, slips in wrong if (length := _almost(name, window, slips))]
        if meant:
            start, end = phrase[index].start(), phrase[index + meant[0][1] - 1].end()
            shown = " ".join(passage.text[start:end].split())
            nearest = min((distance(shown.lower(), name.lower(), len(shown)), name) for name, _ in meant)[1]
            message = f"«{shown}» är inte hur enhetens namn stavas i enheter.yaml."
            yield Fynd(passage.place(start, end), message, f"Menade du {nearest}?")


def _by_first_letter(units: Iterable[Enhet]) -> dict[str, tuple[_Name, ...]]:
    found: dict[str, list[_Name]] = {}
    for unit in units:
        words = tuple(word.lower() for word in _WORD.findall(unit.namn))
        name = _Name(unit.namn, words, _together(words))
        if words:  # a name may be signs alone, and those are no words to misspell
            found.setdefault(words[0][0], []).append(name)
    return {letter: tuple(names) for letter, names in found.items()}


def _almost(name: _Name, words: list[str], slips: tuple[str, ...] | None) -> int:
    """How many of the words are the name but for a slip: a letter in one of them, or a space too many or too few."""
    count, whole = len(name.ord), name.hopskrivet
    if slips:
        certain = len(whole) - len(slips[1]) >= _LONGER
        return count if _slipped(*slips, alone=count == 1, certain=certain) else 0
    if len(whole) < _LONG or not whole.startswith(words[0].replace("-", "")):
        return 0
    return next((n for n in (count - 1, count + 1) if n > 0 and _together(words[:n]) == whole), 0)


def _together(words: Iterable[str]) -> str:
    return "".join(words).replace("-", "")


def _wrong(name: _Name, words: list[str]) -> tuple[str, ...] | None:
    """The one word that differs from the name's and the name's own; none if all are right, None if more differ.

    The last word may be bent.
    """
    last = len(name.ord) - 1
    if len(words) <= last or abs(len(words[0]) - len(name.ord[0])) > _LONGEST_ENDING:
        return None
    slips: tuple[str, ...] = ()
    for index, right in enumerate(name.ord):
        word = words[index]
        if word == right or (index == last and _bent(word, right)):
            continue
        if slips:
            return None
        slips = word, right
    return slips


@lru_cache(maxsize=4096)
def _forms(word: str) -> frozenset[str]:
    """A word without each ending that it may have been given."""
    return frozenset({word, *(word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))})


def _bent(word: str, right: str) -> bool:
    return bool(_forms(word) & _forms(right))


def _slipped(word: str, right: str, *, alone: bool, certain: bool) -> bool:
    """Whether a word is meant to be another; a short one only where the rest of the name makes it certain."""
    if {word, right} == {"och", "&"} or _together((word,)) == _together((right,)):
        return True
    if any(character.isdigit() for character in word + right):
        return False
    if certain:
        return _near(word, right)
    if min(len(word), len(right)) < (_LONG if alone else _PART) or word[0] != right[0]:
        return False
    if alone:
        word, right = (min(_forms(text), key=len) for text in (word, right))
    return _near(word, right)


def _near(word: str, right: str) -> bool:
    most = 2 if len(right) >= _LONGER else 1
    return distance(word, right, most) <= most


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be put in, taken out or changed for the one to be the other; ``most + 1`` if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        diagonals = [above + (letter != right) for above, right in zip(row, other, strict=False)]
        new = [number]
        for (_, above), diagonal in zip(pairwise(row), diagonals, strict=True):
            new.append(min(above + 1, new[-1] + 1, diagonal))
        row = new
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


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
    return distance(one, other, _SLIP) <= _SLIP
