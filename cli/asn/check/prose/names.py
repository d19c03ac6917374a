"""T520: a name that is spelled almost as it should be."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from asn.check.figures_in_text import Passage
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.model.avsnitt.mal import Indikator, Nämndmål
from asn.model.avsnitt.plan import Planmål

_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*-?|&")
_ENDINGS = ("ernas", "arnas", "erna", "arna", "ens", "ets", "en", "et", "er", "ar", "na", "n", "t", "s")
_LONGEST_ENDING = max(map(len, _ENDINGS))
_LONG, _LONGER = 8, 10  # letters of a word in which one letter, and two, may be a slip
_MOST_SLIPS = 2
_PART = 5
_MOST_WORDS = 12
_SLIP = 4  # letters that two names of one goal may differ by, and be meant to be the same


def misspelt_name(seen: Granskad) -> Iterator[Fynd | Looked]:
    """The name of a unit that isn't quite the register's, and two spellings of one goal's name."""
    yield from _units(seen)
    yield from _goals(seen)


class _Name(NamedTuple):
    """A unit's name, word by word, and all its letters in one."""

    namn: str
    ord: tuple[str, ...]
    hopskrivet: str


@dataclass(frozen=True, eq=False)  # one is kept for each register, so that to be the same is to be equal
class _Names:
    """The names of a register's units in its order, and by their first letters."""

    alla: tuple[_Name, ...]
    per_bokstav: Mapping[str, tuple[_Name, ...]]


def _units(seen: Granskad) -> Iterator[Fynd | Looked]:
    names = _names(tuple(unit.namn for unit in seen.rapport.register.enheter.values()))
    for passage in seen.passager:
        near = _possible(passage.text, names)
        findings = (
            [fynd for phrase in _phrases(passage.text) for fynd in _misspelt(passage, phrase, near)] if near else ()
        )
        yield from findings or (OK,)


def _possible(text: str, known: _Names) -> dict[str, tuple[_Name, ...]]:
    """The words of a text that a name may begin with there, and the names: in most texts none, which is soon seen."""
    written = _WORD.findall(text.lower())
    letters, words = _together(written), {*written}
    possible = {word: begun for word in words if (begun := _begun(word, known))}
    for name in (name for name in known.alla if name.hopskrivet in letters):  # its words may be run together, or apart
        for word in (word for word in words if name.hopskrivet.startswith(_together((word,)))):
            possible[word] = tuple(other for other in known.alla if other in (name, *possible.get(word, ())))
    return possible


def _phrases(text: str) -> Iterator[list[re.Match[str]]]:
    """The words of a text, in runs with nothing but space between: a name doesn't reach over a comma."""
    phrase: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        if phrase and text[phrase[-1].end() : match.start()].strip():
            yield phrase
            phrase = []
        phrase.append(match)
    yield phrase


def _misspelt(passage: Passage, phrase: list[re.Match[str]], names: Mapping[str, tuple[_Name, ...]]) -> Iterator[Fynd]:
    words = [match[0].lower() for match in phrase]
    for index, word in enumerate(words):
        near = names.get(word)
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


@lru_cache(maxsize=8)
def _names(units: tuple[str, ...]) -> _Names:
    split = ((unit, tuple(word.lower() for word in _WORD.findall(unit))) for unit in units)
    # A name may be signs alone, and those are no words to misspell.
    names = tuple(_Name(unit, words, _together(words)) for unit, words in split if words)
    letters = {name.ord[0][0] for name in names}
    return _Names(names, {first: tuple(name for name in names if name.ord[0][0] == first) for first in letters})


@lru_cache(maxsize=16384)  # a report has a few thousand words, most of them many times, and so has the next one
def _begun(word: str, known: _Names) -> tuple[_Name, ...]:
    """The units' names that have a word for their first, or almost, or the first few of theirs run together."""
    return tuple(name for name in known.per_bokstav.get(word[0], ()) if _can_begin(word, name))


def _can_begin(word: str, name: _Name) -> bool:
    """Whether a word is a name's first, bent where the name has no other, or but for a slip."""
    right, alone = name.ord[0], len(name.ord) == 1
    if not alone and len(right) < len(word) and name.hopskrivet.startswith(_together((word,))):
        return True
    if abs(len(word) - len(right)) > _LONGEST_ENDING:
        return False
    certain = len(name.hopskrivet) - len(right) >= _LONGER
    return (alone and _bent(word, right)) or _slipped(word, right, alone=alone, certain=certain)


def _almost(name: _Name, words: list[str], slips: tuple[str, ...] | None) -> int:
    """How many of the words are the name but for a slip: a letter in one of them, or a space too many or too few."""
    count, whole = len(name.ord), name.hopskrivet
    if slips:
        certain = len(whole) - len(slips[1]) >= _LONGER
        return count if _slipped(*slips, alone=count == 1, certain=certain) else 0
    if len(whole) < _LONG or not whole.startswith(words[0].replace("-", "")):
        return 0
    return next((n for n in (count - 1, count + 1) if 0 < n <= len(words) and _run(_together(words[:n]), whole)), 0)


def _run(letters: str, whole: str) -> bool:
    """Whether letters run together are a name's, but for an ending and a slip or two in a long one."""
    if letters == whole:
        return True
    one, other = (min(_forms(text), key=len) for text in (letters, whole))
    return len(whole) >= 2 * _LONG and _near(one, other)


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
    stem = max(0, len(word) - _LONGEST_ENDING, len(right) - _LONGEST_ENDING)
    return word[:stem] == right[:stem] and not _forms(word).isdisjoint(_forms(right))


def _slipped(word: str, right: str, *, alone: bool, certain: bool) -> bool:
    """Whether a word is meant to be another; a short one only where the rest of the name makes it certain."""
    if {word, right} == {"och", "&"} or _together((word,)) == _together((right,)):
        return True
    if certain:
        return _near(word, right)
    if min(len(word), len(right)) < (_LONG if alone else _PART) or word[0] != right[0]:
        return False
    if alone:
        word, right = (min(_forms(text), key=len) for text in (word, right))
    return _near(word, right)


def _near(word: str, right: str) -> bool:
    most = _MOST_SLIPS if len(right) >= _LONGER else 1
    return distance(word, right, most) <= most and not any(character.isdigit() for character in word + right)


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be put in, taken out or changed for the one to be the other; ``most + 1`` if more."""
    # At a glance most words are far from each other: one change takes away one letter at most, and brings one.
    if abs(len(one) - len(other)) > most or len({*one} ^ {*other}) > 2 * most:
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
