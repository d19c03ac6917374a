"""T501: a figure of a text that is in no data, in a sentence about one that is: a slip of the hand, or another year's.

The sentence is read loosely, so what is said is an advice.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from asn.check.figures_in_text import (
    AMOUNT,
    PERCENT,
    Figure,
    Passage,
    comparable,
    figures_in,
    kind_of,
    sentences,
    without_expressions,
)
from asn.check.prose.known_figures import (
    KnownFigure,
    alike,
    figure_words,
    in_unit_of,
    is_bent,
    is_common,
    known_figures,
)
from asn.check.prose.qualifiers import BUDGET, EXPECTING, FORECAST, Doubt, ReportWords, is_plain, role
from asn.check.prose.unbound import COUNTED, counted_figures
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import (
    DASH,
    MONEY,
    SPACES,
    NumberError,
    Storhet,
    decimals_of,
    format_quantity,
    parse_number,
    round_half_up,
)
from asn.finding import Severity
from asn.model.fields import MONTHS

_ENOUGH = 2  # words that tell a figure; one that says which it is counts for two
_DIGITS = 3  # digits that can be no coincidence
_BARE = re.compile(
    rf"(?<![\w,.§/:–-])(?!(?:19|20)[0-9]{{2}}\b)"
    rf"(?P<number>[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+|[0-9]{{3,}}|[0-9]+,[0-9]+)"
    rf"(?=[.,;)]|\s+(?:i|för|under|på|och|vid)\b)"
)
# «från 266,8 till 276,3 mnkr», «mellan 46 och 91 procent»: the first has the unit of the second.
_FIRST = re.compile(
    rf"\b(?:från|mellan)\s+(?P<number>[0-9]+(?:,[0-9]+)?)(?:[{SPACES}\n]+[^\W\d_]+){{0,3}}?"
    rf"[{SPACES}\n]+(?:till|och)[{SPACES}\n]+$"
)
# A part of what is meant, or more than it: «bland cheferna», «av anmälningarna», «den som har fyllt 66», «i snitt».
_NARROWED = re.compile(
    r"\b(?:bland (?!annat)|(?:av|inom|hos) (?:all\w*|hela|de|dem|dessa|kommun\w*)\b|(?:den|dem|de|barn|unga) som\b"
    r"|(?:enstaka|enskil\w+|viss\w*|någo[nt]|några|övrig\w*|en del|en av|ett av|som (?:mest|högst|lägst)"
    r"|kommun(?:en|ens|koncern\w*)"
    r"|som helhet|kvinnor|män(?:nen)?|flickor|pojkar|återstår|kvar|räcker|därutöver|fler|färre|högre|lägre|mer|mindre"
    r"|större|bättre|sämre|ytterligare|extra|gräns\w*|högst|minst|före|innan|summan|sammanlagt|tillsammans)\b)",
    re.IGNORECASE,
)
_FRONTED = re.compile(r"\s*(?:Till|För|Hos|Inom|På|Vid|Bland|Av|Med|Utan|Som|Året) (?:ett? )?(?P<what>\w+)")
# A condition, but not «ansökningar om feriejobb».
_IF = re.compile(r"\bom (?:det|den?|man|vi|all\w*|ing\w+|\w{3,}(?:en|et|na))\b", re.IGNORECASE)
_MOVES = re.compile(
    r"(?:öka|minska|stig|steg|sjunk|sjönk|växe|vuxi|höj|sänk|förbättra|försämra|varier)\w*|varit|tillsammans"
)
_PARAGRAPH = re.compile(r"\n\s*\n")
# A budget that something is held against is not what a figure is.
_AGAINST_BUDGET = re.compile(r"skr(?:ed|id)\w* |\b(?:mot|än|med) (?:\w+ )?(?:helårs|års)?budget", re.IGNORECASE)
# What the figure's own sentences can say too, and is then no doubt.
_EXCUSED = {Doubt.PLATS, Doubt.TID, Doubt.AVSIKT, Doubt.MÅTT}
_SCALES = (Decimal(10), Decimal("0.1"), Decimal(1000), Decimal("0.001"))


@dataclass(frozen=True)
class _Sentence:
    """A sentence of a text with its place, the figures that are written in it, and the words that it says."""

    passage: Passage
    text: str
    start: int
    figures: tuple[Figure, ...]
    context: str
    egna: frozenset[str]

    @cached_property
    def ord(self) -> frozenset[str]:
        """The words that can say what its figures are of; that they are the municipality's says nothing."""
        return figure_words(self.text) - self.egna

    @cached_property
    def is_of_a_named(self) -> bool:
        """Whether it stands below something with a name: then it is of that, and not of the whole board."""
        return any(getattr(record, "namn", "") for record in self.passage.väg)


@dataclass(frozen=True)
class _Reader:
    """The data of a report, and what its texts say of now and here."""

    data: tuple[KnownFigure, ...]
    words: ReportWords
    last_month: str

    def meant(self, sentence: _Sentence, figure: Figure) -> KnownFigure | None:
        """The figure of the data that a written one must be meant to be, if there is one."""
        same = [fact for fact in self.data if _has_unit(fact, figure)]
        if any(_agrees(fact, figure) and (fact.hel or any(map(fact.has, sentence.ord))) for fact in same):
            return None
        named = _named_rows(same, sentence)
        same = [fact for fact in same if not fact.rad or (fact.rad in named if named is not None else fact.hel)]
        if any(_agrees(fact, other) for other in sentence.figures for fact in same if _has_unit(fact, other)):
            same = [fact for fact in same if not any(_agrees(fact, other) for other in sentence.figures)]
        return next((fact for fact in same if self._is_meant(fact, figure, sentence, same)), None)

    def _is_meant(self, fact: KnownFigure, figure: Figure, sentence: _Sentence, same: list[KnownFigure]) -> bool:
        slip = _slip(figure.value, in_unit_of(fact.värde, figure.value))
        if not ((slip and _is_about(fact, sentence, slip)) or _is_wholly_about(fact, sentence, figure)):
            return False
        row = [abs(comparable(other.värde).value) for other in same if fact.rad and other.rad == fact.rad]
        rounded = figure.rounded
        derived = any(abs(abs(a - b) - abs(rounded.value)) <= rounded.slack for a, b in combinations(row, 2))
        return not derived and not self._is_uncertain(fact, sentence, figure)

    def _is_uncertain(self, fact: KnownFigure, sentence: _Sentence, figure: Figure) -> bool:
        """Whether a sentence has words that make it of something else, and the figure's own sentences don't."""
        text = self.words.now.sub(lambda doubts: " " * len(doubts[0]), sentence.text)
        fronted = _FRONTED.match(text)
        elsewhere = self.words.doubts(sentence.context) & {Doubt.PLATS, Doubt.VILLKOR, Doubt.ANFÖRING}
        if elsewhere or _is_expected(fact, text) or _IF.search(text, figure.end - sentence.start):
            return True
        if fronted and not _is_known(fronted["what"].lower(), fact):
            return True
        hints = [(text[cue.start : cue.end], cue.doubt in _EXCUSED) for cue in self.words.cues(text)]
        hints += [(match[0], True) for match in _NARROWED.finditer(text)]
        return any(not excused or not self._is_own(word.lower().strip(), fact) for word, excused in hints)

    def _is_own(self, word: str, fact: KnownFigure) -> bool:
        """Whether a word that would cast doubt is of the figure itself: its month, its unit, its own sentences."""
        share = fact.värde.enhet == PERCENT and word.startswith("andel")
        unit = fact.värde.enhet and alike(word, fact.värde.enhet.split(" ")[-1])
        is_own = bool(re.search(rf"\b{re.escape(word)}\b", fact.omkring))
        return bool(share or unit or is_own or word == self.last_month or any(map(fact.has, re.findall(r"\w+", word))))


def _is_expected(fact: KnownFigure, text: str) -> bool:
    """Whether a sentence is of what is to come: the next budget, or a share that isn't in yet."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    budgeted = BUDGET in map(role, words) and not _AGAINST_BUDGET.search(text)
    expected = any(EXPECTING.fullmatch(word) and not re.search(rf"\b{word}\b", fact.omkring) for word in words)
    return expected and (kind_of(fact.värde) != AMOUNT or budgeted)


def slipped_figures(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Each figure by hand that is in no data, in a sentence about one that is: 662 for 622."""
    own = figure_words(seen.rapport.register.nämnd.huvudman.namn)
    sentences = [sentence for passage in seen.passager for sentence in _sentences(passage, own)]
    if not sentences:
        return
    reader = _Reader(known_figures(seen), ReportWords.of((), seen.rapport), MONTHS[seen.rapport.månader[1] - 1])
    for sentence in sentences:
        for figure in sentence.figures:
            meant = reader.meant(sentence, figure)
            yield _said(sentence, figure, meant) if meant else OK


def _said(sentence: _Sentence, figure: Figure, meant: KnownFigure) -> Fynd:
    right = in_unit_of(meant.värde, figure.value) if kind_of(meant.värde) == AMOUNT else meant.värde
    shown = " ".join(sentence.passage.text[figure.start : figure.end].split())
    return Fynd(
        sentence.passage.place(figure.start, figure.end),
        f"«{shown}» finns inte i rapportens data, men {meant.sökväg} är "
        f"{format_quantity(Storhet(abs(right.tal), right.enhet))}.",
        "Rätta siffran, eller hämta den i stället för att skriva den.",
        Severity.RÅD,
    )


def _sentences(passage: Passage, own_words: frozenset[str]) -> Iterator[_Sentence]:
    figures = (*figures_in(passage.text), *_counted(passage.text)) if re.search("[0-9]", passage.text) else ()
    hidden = without_expressions(passage.text) if figures else ""
    before, last = "", 0
    for start, end in sentences(passage.text) if figures else ():
        text = hidden[start:end]
        before = "" if _PARAGRAPH.search(hidden[last:start]) else before
        own = [figure for figure in figures if start <= figure.start < end]
        firsts = [first for figure in own for first in _first(text, start, figure)]
        if own:
            yield _Sentence(passage, re.sub(r"\s", " ", text), start, (*own, *firsts), before, own_words)
        before, last = text, end


def _counted(text: str) -> Iterator[Figure]:
    """Figures with what they count, and such as have nothing after them."""
    hidden = without_expressions(text)
    amounts = {figure.start for figure in figures_in(text)}
    for match, number in counted_figures(hidden):
        after_dash = hidden[match.start() - 1 : match.start()] == DASH
        if match.start() not in amounts and match["unit"] != PERCENT and not after_dash:
            yield Figure(match.start(), match.end("number"), Storhet(number, match["unit"].split()[0]))
    for match in _BARE.finditer(hidden):
        if match.start() not in amounts and not COUNTED.match(hidden, match.start()):
            yield from _figure(match, 0, "")


def _first(text: str, start: int, figure: Figure) -> Iterator[Figure]:
    match = _FIRST.search(text[: figure.start - start])
    if match:
        yield from _figure(match, start, figure.value.enhet)


def _figure(match: re.Match[str], start: int, unit: str) -> Iterator[Figure]:
    """The figure that was found, if it is written as one: 0295 isn't."""
    with suppress(NumberError):
        value = Storhet(parse_number(match["number"]), unit)
        yield Figure(start + match.start("number"), start + match.end("number"), value)


def _has_unit(fact: KnownFigure, figure: Figure) -> bool:
    """Whether a figure can be told in the unit of one that is written: a bare one may count anything."""
    one, other = kind_of(fact.värde), kind_of(figure.value)
    if one == other or {one, other} & {AMOUNT, PERCENT}:
        return one == other
    noun, unit = figure.value.enhet.lower(), fact.värde.enhet.split(" ")[-1].lower()
    shuffled = _slip(figure.value, fact.värde) >= _DIGITS
    if noun and not unit:
        return fact.has(noun)
    return shuffled or bool(noun and alike(noun, unit))


def _agrees(fact: KnownFigure, figure: Figure) -> bool:
    rounded, there = figure.rounded, comparable(fact.värde)
    digits = Figure(0, 0, fact.värde).digits
    about = abs(rounded.value) / 10 if figure.hedged else 0
    return abs(abs(rounded.value) - abs(there.value)) <= rounded.slack + about + (there.slack if digits > 1 else 0)


def _named_rows(facts: list[KnownFigure], sentence: _Sentence) -> set[tuple[frozenset[str], ...]] | None:
    """The rows of tables that a sentence names: wholly, or else the one that it has a word of; None without any."""
    shares = {fact.rad: max(_share(words, sentence) for words in fact.rad) for fact in facts if fact.rad}
    wholly = {row for row, share in shares.items() if share == 1}
    partly = {row for row, share in shares.items() if share}
    if not partly:
        return None
    return wholly or (partly if len(partly) == 1 else set())


def _share(row: frozenset[str], sentence: _Sentence) -> float:
    """How much of what tells a row a sentence says."""
    telling = [word for word in row if not is_common(word)]
    return sum(any(is_bent(word, said) for said in sentence.ord) for word in telling) / (len(telling) or 1)


def _score(fact: KnownFigure, sentence: _Sentence) -> int:
    return sum(1 if is_common(word) else 2 for word in sentence.ord if fact.has(word))


def _is_about(fact: KnownFigure, sentence: _Sentence, slip: int) -> bool:
    """Whether a sentence has words enough of those that tell a figure that one in it is a slip of."""
    kinds = {FORECAST} if _AGAINST_BUDGET.search(sentence.text) else {FORECAST, BUDGET}
    words = [word for word in sentence.ord if fact.rad and role(word) in kinds]
    least = 1 if slip >= _DIGITS else 2 * _ENOUGH if slip == 1 else _ENOUGH
    return _score(fact, sentence) >= least and all(map(fact.has, words))


def _is_wholly_about(fact: KnownFigure, sentence: _Sentence, figure: Figure) -> bool:
    """Whether all words of a sentence tell a figure, and its own name is one of them."""
    if figure.hedged:
        return False
    telling = [word for word in sentence.ord if not is_common(word)]
    named = [word for word in telling if any(is_bent(word, own) for own in fact.ord)]
    whole = fact.hel and not sentence.is_of_a_named and not telling
    around = [word for word in telling if any(is_bent(word, own) for own in figure_words(fact.omkring))]
    kinds = [word for word in sentence.ord if role(word)]
    if not (named or whole or len(around) >= _ENOUGH) or _score(fact, sentence) < _ENOUGH:
        return False
    before = sentence.text[: figure.start - sentence.start].rstrip()
    is_change = before.endswith(" med") and any(map(_MOVES.fullmatch, sentence.ord))
    if is_change and (fact.rad or kind_of(fact.värde) != AMOUNT or "." not in fact.sökväg):
        return False
    return all(map(fact.has, kinds)) and all(_is_known(word, fact) for word in sentence.ord)


def _is_known(word: str, fact: KnownFigure) -> bool:
    """Whether a word tells a figure, or leaves it as it is."""
    moves = is_plain(word) or bool(role(word)) or bool(_MOVES.fullmatch(word)) or is_common(word)
    own = fact.has(word) or any(alike(word, near) for near in fact.kring)
    return moves or own or word in MONEY or (bool(fact.värde.enhet) and alike(word, fact.värde.enhet))


def _slip(value: Storhet, right: Storhet) -> int:
    """How many digits speak for the one figure being a slip of the other; 0 if it is none."""
    one, other = _digits(value.tal, right.tal)
    if one == other:
        return 0
    if sorted(one) == sorted(other) and len(one) == len(other) > 1:
        return len(one)
    if value.enhet == right.enhet and any(_is_printed_so(right.tal * scale, value.tal) for scale in _SCALES):
        return min(_ENOUGH, Figure(0, 0, value).digits)
    counted = kind_of(value) not in {AMOUNT, PERCENT} or min(len(one), len(other)) > 1
    if counted and kind_of(value) != AMOUNT and _has_one_more(*sorted((one, other), key=len)):
        return _ENOUGH
    differing = sum(a != b for a, b in zip(one, other, strict=False))
    near = abs(int(one) - int(other)) == 1
    return len(one) if len(one) == len(other) >= _DIGITS and differing == 1 and not near else 0


def _has_one_more(short: str, long: str) -> bool:
    """Whether a figure has one digit more than another, and else the same."""
    return len(long) == len(short) + 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def _is_printed_so(exact: Decimal, printed: Decimal) -> bool:
    """Whether a figure is another, as far as that is printed."""
    return bool(printed) and round_half_up(abs(exact), decimals_of(printed)) == abs(printed)


def _digits(value: Decimal, right: Decimal) -> tuple[str, str]:
    decimals = max(decimals_of(value), decimals_of(right))
    return str(int(abs(value).scaleb(decimals))), str(int(abs(right).scaleb(decimals)))
