"""Sentences that claim a figure of a table: «Socialpsykiatri visar ett underskott på 4,0 mnkr».

Only a sentence with one possible meaning is judged: it names a row and a kind of column with nothing but small words up
to the amount, or an indicator and its share. One about another time, or about a part of something, is left alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from asn.check.figures_in_text import AMOUNT, PERCENT, Figure, comparable, figures, kind_of, sentences
from asn.check.passages import Passage
from asn.check.prose.cells import Cell, Cells
from asn.check.prose.wording import as_told, expression
from asn.check.rounding import Rounded
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import Storhet, format_quantity
from asn.model.avsnitt.belopp import Belopp
from asn.model.report import Rapport, month_name

_LINK = (
    r"visar|redovisar|har|hade|får|ger|gör|prognostiserar|prognosticerar|beräknas|väntas|bedöms|pekar|få|ge|visa|"
    r"redovisa|ha|bli|blir|blev|är|var|uppgår|uppgick|ligger|låg|mot|på|om|till|med|för|ett|en|perioden|periodens|"
    r"delåret|delårets|helåret|helårets|året|årets|jämfört|budgeten|budget|prognosen|prognos|resultatet|resultat|"
    r"utfallet|utfall|negativt?|positivt?|ekonomiskt?|totalt?|totala|sammanlagt|samlat|samlad|prognostiserat|"
    r"ackumulerat|nu|i|dag|sin|sitt|det|den|cirka|omkring|drygt|nästan|knappt"
)
_GAP = rf"(?:\s+(?:{_LINK})){{0,8}}\s+"
_DEFICIT, _SURPLUS = r"underskott(?:et)?", r"överskott(?:et)?"
_ROLES = (
    (rf"{_DEFICIT}|{_SURPLUS}|(?:budget)?avvikelsen?|avviker", {"avvikelse", "förändring", "jämförelse"}),
    (r"(?:helårs)?prognosen|(?:helårs)?prognos", {"prognos"}),
    (r"budgeten|budgetramen|budgetram|budget", {"budget"}),
    (r"utfallet|utfall|nettokostnaden|nettokostnad", {"utfall", "prognos"}),
)
_OTHER_TIME = re.compile(
    r"\b(?:förra|fjol|föregående|tidigare|då|månad|vecka|kvartal|tertial|varav|inklusive|exklusive|"
    + "|".join(month_name(number) for number in range(1, 13))
    + r")\b",
    re.IGNORECASE,
)
_BENT = r"(?:ens|ns|en|n|ets|et|s)?"
_LEAST = 8  # letters of an indicator's name, for it to be known in a sentence
_NOT_A_PART = r"(?<!inom )(?<!i )(?<!under )(?<!av )(?<!och )(?<!& )"


@dataclass(frozen=True, slots=True)
class _Thing:
    """What a sentence can name, and the figures that it may then tell; each with what the table calls it.

    Few names stand in any sentence, so the pattern is made only where one of them does.
    """

    namn: tuple[str, ...]
    pattern: str
    celler: tuple[tuple[str, Cell], ...]

    def claimed(self, before: str) -> re.Match[str] | None:
        """Whether the words up to a figure say that it is one of these."""
        text = before.lower()
        return (
            re.search(self.pattern, before, re.IGNORECASE) if any(name.lower() in text for name in self.namn) else None
        )


def claims(seen: Granskad, names: Mapping[str, Any]) -> Iterator[Fynd | Looked]:
    """Every sentence that claims a figure, against the figures that it can mean."""
    things = {AMOUNT: tuple(_rows(seen.rapport)), PERCENT: tuple(_indicators(seen.rapport))}
    for passage in seen.passager:
        own = passage.names(names)
        told = [figure for figure in figures(passage.text, own) if things.get(kind_of(figure.value))]
        for start, end in sentences(passage.text) if told else ():
            sentence = passage.text[start:end]
            if _is_of_another_time(sentence, seen.rapport.år):
                continue
            for figure in told:
                if start <= figure.start < end and not figure.part_of_range:
                    before = passage.text[start : figure.start]
                    yield from _judged(passage, figure, before, things[kind_of(figure.value)])


def _rows(report: Rapport) -> Iterator[_Thing]:
    """Each row of a table of amounts with each kind of column: «Socialpsykiatri … underskott»."""
    for table in report.poster(Belopp):
        for row in table.rader:
            names: tuple[str, ...] = (row.namn.strip("* ").removeprefix("varav "),)
            if row.roll == "resultat":
                names = (*names, report.register.nämnd.namn, "nämnden", "förvaltningen")
            name = "|".join(map(re.escape, names))
            for word, roles in _ROLES:
                cells = tuple(
                    (column.rubrik, Cell((table.id, row.id, column.id), Storhet(amount, table.enhet), ""))
                    for column in table.kolumner
                    if column.roll in roles and (amount := table.amount(row.id, column.id)) is not None
                )
                subject = rf"{_NOT_A_PART}(?<![\w-])(?:{name}){_BENT}{_GAP}(?P<word>{word})"
                owned = rf"\b(?P<said>{word})\s+(?:(?:för|inom|i)\s+)?(?:{name}){_BENT}"
                if cells:
                    yield _Thing(names, rf"(?:{subject}|{owned}){_GAP}$", cells)


def _indicators(report: Rapport) -> Iterator[_Thing]:
    """Each indicator or key figure in percent, by its own name."""
    groups: dict[tuple[str, ...], list[Cell]] = {}
    for cell in Cells(report).all:
        if kind_of(cell.value) == PERCENT and cell.namn:
            groups.setdefault(cell.steps[:-1], []).append(cell)
    for cells in groups.values():
        name = re.sub(r",? andel \(%\)|\s*\([^)]*\)|\.$", "", cells[0].namn)
        if len(name) >= _LEAST:
            pattern = rf"{_NOT_A_PART}(?<![\w-]){re.escape(name)}{_BENT}{_GAP}$"
            told = tuple((cell.steps[-1].removeprefix("v"), cell) for cell in cells)
            yield _Thing((name,), pattern, told)


def _is_of_another_time(sentence: str, year: int) -> bool:
    years = re.findall(r"\b(?:19|20)\d\d\b", sentence)
    return any(int(found) != year for found in years) or bool(_OTHER_TIME.search(sentence))


def _judged(passage: Passage, figure: Figure, before: str, things: tuple[_Thing, ...]) -> Iterator[Fynd | Looked]:
    claimed = [(thing, found) for thing in things if (found := thing.claimed(before))]
    if not claimed:
        return
    thing, found = claimed[0]
    word = next((word.lower() for word in found.groupdict().values() if word), "")
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
        f"Texten säger {word or thing.namn[0]} {format_quantity(figure.value)}, men {thing.namn[0]} har {told}.",
        f"Rätta siffran, eller hämta den: {expression(thing.celler[-1][1], figure)}",
    )


def _agrees(figure: Figure, word: str, value: Storhet) -> bool:
    """Whether a cell can be what the sentence says; «underskott» says minus, whatever sign is printed."""
    stated, cell = figure.rounded, comparable(value)
    slack = stated.slack + (abs(stated.value) / 10 if figure.hedged else 0)
    if re.fullmatch(_DEFICIT, word):
        stated = Rounded(-abs(stated.value), slack)
    elif re.fullmatch(_SURPLUS, word):
        stated = Rounded(abs(stated.value), slack)
    elif figure.signed:
        stated = Rounded(stated.value, slack)
    else:
        stated, cell = Rounded(abs(stated.value), slack), Rounded(abs(cell.value), cell.slack)
    return stated.agrees(cell)
