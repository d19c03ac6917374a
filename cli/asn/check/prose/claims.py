"""Sentences that claim a figure of a table: «Socialpsykiatri visar ett underskott på 4,0 mnkr».

Only a sentence with one possible meaning is judged: it names a row and a kind of column with nothing but small words up
to the amount, or an indicator and its share. One about another time, or about a part of something, is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asn.check.figures_in_text import AMOUNT, PERCENT, Figure, comparable, kind_of, sentences
from asn.check.passages import Passage
from asn.check.prose.cells import Cell, Cells
from asn.check.prose.wording import as_told, expression
from asn.check.rounding import Rounded
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import Storhet, format_quantity
from asn.model.avsnitt.belopp import Belopp
from asn.model.report import Rapport, month_name

# The small words that may stand between a name, what is said of it and the amount; no more of them than these.
_LINKS = frozenset(
    (
        *("visar", "redovisar", "har", "hade", "får", "ger", "gör", "prognostiserar", "prognosticerar", "beräknas"),
        *("väntas", "bedöms", "pekar", "få", "ge", "visa", "redovisa", "ha", "bli", "blir", "blev", "är", "var"),
        *("uppgår", "uppgick", "ligger", "låg", "mot", "på", "om", "till", "med", "för", "ett", "en", "perioden"),
        *("periodens", "delåret", "delårets", "helåret", "helårets", "året", "årets", "jämfört", "budgeten", "budget"),
        *("prognosen", "prognos", "resultatet", "resultat", "utfallet", "utfall", "negativ", "negativt", "positiv"),
        *("positivt", "ekonomisk", "ekonomiskt", "total", "totalt", "totala", "sammanlagt", "samlat", "samlad"),
        *("prognostiserat", "ackumulerat", "nu", "i", "dag", "sin", "sitt", "det", "den", "cirka", "omkring", "drygt"),
        *("nästan", "knappt"),
    )
)
_MOST_LINKS = 8
_DEFICIT, _SURPLUS = ("underskott", "underskottet"), ("överskott", "överskottet")
_DEVIATION = (*_DEFICIT, *_SURPLUS, "avvikelse", "avvikelsen", "budgetavvikelse", "budgetavvikelsen", "avviker")
_ROLES = (
    (_DEVIATION, {"avvikelse", "förändring", "jämförelse"}),
    (("prognosen", "prognos", "helårsprognosen", "helårsprognos"), {"prognos"}),
    (("budgeten", "budget", "budgetramen", "budgetram"), {"budget"}),
    (("utfallet", "utfall", "nettokostnaden", "nettokostnad"), {"utfall", "prognos"}),
)
# From the end of a name to the amount: the name's ending, and words.
_UP_TO = re.compile(rf"(?:ens|ns|en|n|ets|et|s)?(?P<words>(?:\s+[a-zåäö]+){{0,{2 * _MOST_LINKS + 1}}})\s+$")
# Up to a name that is owned: «underskott för Socialpsykiatri».
_OWNED = re.compile(r"\b(?P<word>\w+)\s+(?:(?:för|inom|i)\s+)?$")
_OTHER_TIME = re.compile(
    r"\b(?:förra|fjol|föregående|tidigare|då|månad|vecka|kvartal|tertial|varav|inklusive|exklusive|"
    + "|".join(month_name(number) for number in range(1, 13))
    + r")\b",
    re.IGNORECASE,
)
_LEAST = 8  # letters of an indicator's name, for it to be known in a sentence
_PART_OF = ("inom ", "i ", "under ", "av ", "och ", "& ")


@dataclass(frozen=True, slots=True)
class _Thing:
    """What a sentence can name, and the figures that it may then tell; each with what the table calls it.

    ``namn`` is in small letters. ``ord`` are the words of which one must be said with the name; with none of them, the
    name alone says which figure is meant.
    """

    kallas: str
    namn: tuple[str, ...]
    ord: tuple[str, ...]
    celler: tuple[tuple[str, Cell], ...]

    def claimed(self, before: str) -> str | None:
        """The word by which the words up to a figure, in small letters, say that it is one of these.

        Empty where the name says it, None where nothing does.
        """
        found = [said for name in self.namn if name in before for said in self._said(before, name)]
        return min(found)[1] if found else None

    def _said(self, before: str, name: str) -> Iterator[tuple[int, str]]:
        """Each word that says so together with a name, and where in the sentence that begins."""
        start = before.find(name)
        while start >= 0:
            up_to = _UP_TO.match(before, start + len(name))
            words = up_to["words"].split() if up_to else None
            if words is not None:
                owned = _OWNED.search(before, 0, start) if self.ord and _are_links(words) else None
                word = _word(words, self.ord) if self.ord else "" if _are_links(words) else None
                if owned and owned["word"] in self.ord:
                    yield owned.start(), owned["word"]
                elif word is not None and not _is_part(before, start):
                    yield start, word
            start = before.find(name, start + 1)


def _are_links(words: list[str]) -> bool:
    return len(words) <= _MOST_LINKS and _LINKS.issuperset(words)


def _word(words: list[str], wanted: tuple[str, ...]) -> str | None:
    """The last of some words that has nothing but links on both sides of it."""
    places = (place for place, word in enumerate(words) if word in wanted)
    fitting = (place for place in places if _are_links(words[:place]) and _are_links(words[place + 1 :]))
    return next((words[place] for place in sorted(fitting, reverse=True)), None)


def _is_part(before: str, start: int) -> bool:
    """Whether a name is the end of a longer word, or told as what something else is a part of."""
    letter = before[start - 1 : start]
    return letter.isalnum() or letter in {"_", "-"} or before.endswith(_PART_OF, 0, start)


def claims(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Every sentence that claims a figure, against the figures that it can mean."""
    things = {AMOUNT: tuple(_rows(seen.rapport)), PERCENT: tuple(_indicators(seen.celler))}
    for passage, figures in seen.siffertexter:
        told = [figure for figure in figures if things.get(kind_of(figure.value))]
        for start, end in sentences(passage.text) if told else ():
            sentence = passage.text[start:end]
            if _is_of_another_time(sentence, seen.rapport.år):
                continue
            for figure in told:
                if start <= figure.start < end and not figure.part_of_range:
                    before = passage.text[start : figure.start].lower()
                    yield from _judged(passage, figure, before, things[kind_of(figure.value)])


def _rows(report: Rapport) -> Iterator[_Thing]:
    """Each row of a table of amounts with each kind of column: «Socialpsykiatri … underskott»."""
    for table in report.poster(Belopp):
        for row in table.rader:
            names: tuple[str, ...] = (row.namn.strip("* ").removeprefix("varav "),)
            if row.roll == "resultat":
                names = (*names, report.register.nämnd.namn, "nämnden", "förvaltningen")
            small = tuple(name.lower() for name in names)
            for words, roles in _ROLES:
                cells = tuple(
                    (column.rubrik, Cell((table.id, row.id, column.id), Storhet(amount, table.enhet), ""))
                    for column in table.kolumner
                    if column.roll in roles and (amount := table.amount(row.id, column.id)) is not None
                )
                if cells:
                    yield _Thing(names[0], small, words, cells)


def _indicators(cells: Cells) -> Iterator[_Thing]:
    """Each indicator or key figure in percent, by its own name."""
    groups: dict[tuple[str, ...], list[Cell]] = {}
    for cell in cells.all:
        if kind_of(cell.value) == PERCENT and cell.namn:
            groups.setdefault(cell.steps[:-1], []).append(cell)
    for group in groups.values():
        name = re.sub(r",? andel \(%\)|\s*\([^)]*\)|\.$", "", group[0].namn)
        if len(name) >= _LEAST:
            told = tuple((cell.steps[-1].removeprefix("v"), cell) for cell in group)
            yield _Thing(name, (name.lower(),), (), told)


def _is_of_another_time(sentence: str, year: int) -> bool:
    years = re.findall(r"\b(?:19|20)\d\d\b", sentence)
    return any(int(found) != year for found in years) or bool(_OTHER_TIME.search(sentence))


def _judged(passage: Passage, figure: Figure, before: str, things: tuple[_Thing, ...]) -> Iterator[Fynd | Looked]:
    claimed = [(thing, word) for thing in things if (word := thing.claimed(before)) is not None]
    if not claimed:
        return
    thing, word = claimed[0]
    cells = [cell for thing, _ in claimed for cell in thing.celler]
    if any(_agrees(figure, word, cell.value) for _, cell in cells):
        yield OK
        return
    told = ", ".join(
        f"«{heading}» {format_quantity(cell.value)}"
        + (f" ({format_quantity(as_told(cell.value, figure.value))})" * (cell.value.enhet != figure.value.enhet))
        for heading, cell in thing.celler
    )
    yield Fynd(
        passage.place(figure.start, figure.end),
        f"Texten säger {word or thing.kallas} {format_quantity(figure.value)}, men {thing.kallas} har {told}.",
        f"Rätta siffran, eller hämta den: {expression(thing.celler[-1][1], figure)}",
    )


def _agrees(figure: Figure, word: str, value: Storhet) -> bool:
    """Whether a cell can be what the sentence says; «underskott» says minus, whatever sign is printed."""
    stated, cell = figure.rounded, comparable(value)
    slack = stated.slack + (abs(stated.value) / 10 if figure.hedged else 0)
    if word in _DEFICIT:
        stated = Rounded(-abs(stated.value), slack)
    elif word in _SURPLUS:
        stated = Rounded(abs(stated.value), slack)
    elif figure.signed:
        stated = Rounded(stated.value, slack)
    else:
        stated, cell = Rounded(abs(stated.value), slack), Rounded(abs(cell.value), cell.slack)
    return stated.agrees(cell)
