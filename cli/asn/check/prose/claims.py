"""Sentences that claim a figure of a table: «Socialpsykiatri visar ett underskott på 4,0 mnkr».

Only a sentence that is wholly understood is judged: it is about this board, one row, one kind of column, now and
without condition (:mod:`asn.check.prose.clauses`). All others are left alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from asn.check.figures_in_text import (
    AMOUNT,
    PERCENT,
    Figure,
    Passage,
    comparable,
    kind_of,
    sentences,
    without_expressions,
)
from asn.check.prose import qualifiers
from asn.check.prose.clauses import Clause, read_clause
from asn.check.prose.known_figures import TableFigure, TableFigures, expression, in_unit_of
from asn.check.prose.qualifiers import ReportWords
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import MONEY, Rounded, Storhet, format_quantity
from asn.model.avsnitt.belopp import Beloppsposter
from asn.model.avsnitt.grund import Avsnitt
from asn.model.grid import Grid, GridRow
from asn.model.report import Rapport

_LEAST = 8  # letters of an indicator's name, for it to be known in a sentence
_POINT = re.compile(r"\s*(?:[-*+]|[0-9]+\.) ")  # of a list
_PARAGRAPH = re.compile(r"\s*\n\s*\n")


class _Thing(NamedTuple):
    """What a sentence can name, and the figures of it that it may then tell, by what it says that they are.

    Each figure has what the table calls it; ``kallas`` is what it calls the thing.
    """

    kallas: str
    namn: tuple[str, ...]
    celler: Mapping[str, tuple[tuple[str, TableFigure], ...]]
    avsnitt: Avsnitt | None = None  # where it is told, if the texts of a unit can have another by the same name

    def is_meant_in(self, passage: Passage, units: set[str]) -> bool:
        """Whether a text can mean it: not where the headings over it are those of a unit."""
        headings = [record.rubrik or "" for record in passage.väg if isinstance(record, Avsnitt)]
        elsewhere = any(unit in heading for unit in units for heading in headings)
        return self.avsnitt is None or self.avsnitt in passage.väg or not elsewhere


class _Sentence(NamedTuple):
    """A sentence of a text, where it starts and the figures in it; and what it follows on, headings too."""

    text: str
    start: int
    figures: tuple[Figure, ...]
    context: str

    def span(self, figure: Figure) -> tuple[int, int]:
        """Where in the sentence a figure stands."""
        return figure.start - self.start, figure.end - self.start


def claims(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Every sentence that claims a figure, against the figures that it can mean."""
    things = {
        AMOUNT: _by_name(chain(_rows(seen.rapport), _items(seen.rapport))),
        PERCENT: _by_name(chain(_indicators(seen.celler), _own_shares(seen.rapport))),
    }
    text = "\n".join(passage.text for passage, _ in seen.siffertexter).lower()
    words = {kind: ReportWords.of(_mentioned(known, text), seen.rapport) for kind, known in things.items()}
    units = {unit.namn for unit in seen.rapport.register.enheter.values()}
    for passage, figures in seen.siffertexter:
        for sentence in _sentences(passage, figures):
            for figure in sentence.figures:
                kind = kind_of(figure.value)
                others = [sentence.span(other) for other in sentence.figures if other is not figure]
                clause = (
                    read_clause(sentence.text, sentence.span(figure), others, words[kind]) if kind in words else None
                )
                if clause and not figure.part_of_range and clause.fits(sentence.context, words[kind]):
                    meant = [thing for thing in things[kind][clause.name] if thing.is_meant_in(passage, units)]
                    yield from _claim_findings(passage, figure, clause, meant)


def _mentioned(names: Iterable[str], text: str) -> Iterator[str]:
    """The names that a text in small letters may have, bent or not: it takes long to make a pattern of all."""
    return (name for name in names if all(word[:-1] in text for word in name.split() if word not in {"&", "och"}))


def _sentences(passage: Passage, figures: tuple[Figure, ...]) -> Iterator[_Sentence]:
    """Each sentence with what it follows on: the heading, and the sentence before it or what introduces its list."""
    section = next((record for record in reversed(passage.väg) if isinstance(record, Avsnitt)), None)
    heading = (section.rubrik if section else None) or ""
    hidden = without_expressions(passage.text)
    before = introduction = ""
    for start, end in sentences(passage.text):
        text = hidden[start:end]
        point = bool(_POINT.match(text))
        follows = introduction if point else "" if _PARAGRAPH.match(text) else before
        own = tuple(figure for figure in figures if start <= figure.start < end)
        yield _Sentence(text, start, own, f"{heading}. {follows}")
        before = "" if point else text
        if not point:
            introduction = text if text.rstrip().endswith(":") else ""


def _by_name(things: Iterator[_Thing]) -> dict[str, list[_Thing]]:
    by_name: dict[str, list[_Thing]] = {}
    for thing in things:
        for name in thing.namn:
            by_name.setdefault(name.lower(), []).append(thing)
    return by_name


def _rows(report: Rapport) -> Iterator[_Thing]:
    """Each row of a table of amounts; the result is the whole board's."""
    board = report.register.nämnd
    tables = tuple(table.grid for table in report.tabeller)
    results = {id(row) for table in tables for row in table.rader if row.roll == "resultat"}
    counted = [table for table in tables if any(column.roll for column in table.kolumner)]
    if not results and len(counted) == 1:
        sums = [row for row in counted[0].rader if row.roll == "summa"]
        results = {id(row) for row in sums if len(sums) == 1}  # a budget's sum is the board's
    for table in counted:
        totals = _totals(table)
        for row in table.rader:
            names: tuple[str, ...] = (row.namn.strip("* ").removeprefix("varav "),)
            if id(row) in results:
                names = (*names, *board.egna_namn)
            if row.id in totals:
                names = (*names, totals[row.id])
            yield _Thing(names[-1] if row.id in totals else names[0], names, _cells_by_role(table, row))


def _totals(table: Grid) -> dict[str, str]:
    """The sums that are all of what stands under a heading, by id, with the heading: «Netto» of «Busstrafik»."""
    under = table.headings
    own = [row for row in table.rader if row.roll == "summa" and row.summerar and under[row.id]]
    whole = {row.id: under[row.id] for row in own if {under.get(part) for part in row.summerar} == {under[row.id]}}
    count = Counter(whole.values())
    return {id_: heading for id_, heading in whole.items() if count[heading] == 1}


def _items(report: Rapport) -> Iterator[_Thing]:
    """Each deviation that is stated as an item, with its sign, where no table has it: a section says that all are."""
    for section in report.poster(Beloppsposter):
        said = {qualifiers.role(name) for name in section.tal} | {
            qualifiers.role(word) for word in (section.rubrik or "").split()
        }
        for item in section.poster if said & qualifiers.DEVIATIONS else ():
            if item.belopp and not item.källa and item.belopp.enhet in MONEY and item.belopp.tal < 0:
                cell = TableFigure((section.id or "", item.id or ""), item.belopp, item.namn)
                roles = qualifiers.DEFICIT, qualifiers.SURPLUS, qualifiers.DEVIATION
                by_role = dict.fromkeys(roles, ((item.namn, cell),))
                yield _Thing(item.namn, (item.namn,), by_role)


def _cells_by_role(table: Grid, row: GridRow) -> dict[str, tuple[tuple[str, TableFigure], ...]]:
    """A row's amounts of money by what a sentence may call them; a difference with plus where it is good."""
    plan = {"budget"} if all(column.roll != "avvikelse" for column in table.kolumner) else set()
    return {
        role: tuple(
            (
                column.full_heading,
                TableFigure((table.id, row.id, column.id), replace(amount, tal=amount.tal * table.better(column)), ""),
            )
            for column in table.kolumner
            if column.roll in (columns | plan if role == qualifiers.COST else columns)
            and (column.is_difference or role not in qualifiers.DEVIATIONS)
            and (amount := table.figure(row.id, column.id))
            and amount.enhet in MONEY
        )
        for role, columns in qualifiers.COLUMNS.items()
    }


def _indicators(cells: TableFigures) -> Iterator[_Thing]:
    """Each indicator in percent, by its own name; that of a key figure may be only whose it is."""
    groups: dict[tuple[str, ...], list[TableFigure]] = {}
    for cell in cells.all:
        if kind_of(cell.value) == PERCENT and cell.namn and cell.steps[-1] != "värde":
            groups.setdefault(cell.steps[:-1], []).append(cell)
    for group in groups.values():
        name = re.sub(r",? andel \(%\)|\s*\([^)]*\)|\.$", "", group[0].namn)
        if len(name) >= _LEAST:
            yield _Thing(name, (name,), {"": tuple((cell.steps[-1].removeprefix("v"), cell) for cell in group)})


def _own_shares(report: Rapport) -> Iterator[_Thing]:
    """Each share that a section states in ``tal`` by a word of its own, with all those whose names begin with it."""
    shares = [
        (section, name, TableFigure((section.id or "", name), value, name))
        for section in report.alla_avsnitt()
        for name, value in section.tal.items()
        if kind_of(value) == PERCENT
    ]
    for section, word, own in shares:
        if len(word) >= _LEAST and word.isalpha() and section.id:
            kin = [(name, cell) for _, name, cell in shares if name.startswith(word) and cell is not own]
            yield _Thing(word, (word,), {"": (*kin, (word, own))}, section)


def _way(roll: str, things: list[_Thing]) -> str:
    """What a sentence says that a figure is, where «högre än budget» is worse for a cost and better for an income."""
    if roll not in {qualifiers.HIGHER, qualifiers.LOWER}:
        return roll
    budgets = [cell for thing in things for _, cell in thing.celler.get(qualifiers.BUDGET, ())]
    costs = {cell.value.tal < 0 for cell in budgets if cell.value.tal}
    if len(costs) != 1:
        return qualifiers.DEVIATION
    return qualifiers.DEFICIT if costs.pop() == (roll == qualifiers.HIGHER) else qualifiers.SURPLUS


def _claim_findings(passage: Passage, figure: Figure, clause: Clause, things: list[_Thing]) -> Iterator[Fynd | Looked]:
    roll = _way(clause.roll, things)
    cells = [cell for thing in things for cell in thing.celler.get(roll, ())]
    # «Prognosen är +0,9 mnkr» tells the forecast's deviation.
    signed = [cell for thing in things for cell in thing.celler.get(qualifiers.DEVIATION, ()) if figure.signed]
    if any(_agrees(figure, roll, cell.value) for _, cell in (*cells, *signed)):
        yield OK
    elif cells:
        name = things[0].kallas
        text = ", ".join(
            f"«{heading}» {format_quantity(cell.value)}"
            + (f" ({format_quantity(in_unit_of(cell.value, figure.value))})" * (cell.value.enhet != figure.value.enhet))
            for heading, cell in cells
        )
        yield Fynd(
            passage.place(figure.start, figure.end),
            f"Texten säger {clause.word or name} {format_quantity(figure.value)}, men {name} har {text}.",
            f"Rätta siffran, eller hämta den: {expression(cells[-1][1], figure)}",
        )


def _agrees(figure: Figure, role: str, value: Storhet) -> bool:
    """Whether a cell can be what the sentence says; «underskott» says minus, whatever sign is printed."""
    stated, cell = figure.rounded, comparable(value)
    slack = stated.slack + (abs(stated.value) / 10 if figure.hedged else 0)
    match role:
        case qualifiers.DEFICIT | qualifiers.WORSE:
            return Rounded(-abs(stated.value), slack).agrees(cell)
        case qualifiers.SURPLUS | qualifiers.BETTER:
            return Rounded(abs(stated.value), slack).agrees(cell)
    if figure.signed:
        return Rounded(stated.value, slack).agrees(cell)
    return Rounded(abs(stated.value), slack).agrees(Rounded(abs(cell.value), cell.slack))
