"""T502, T505, T506: figures by hand that a table holds, that no text fetches, or that no data holds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import NamedTuple

from asn.binding import expressions
from asn.check.figures_in_text import (
    AMOUNT,
    PERCENT,
    Figure,
    Passage,
    kind_of,
    passages_of,
    sentences,
    without_expressions,
)
from asn.check.prose.known_figures import TableFigure, TableFigures, expression, stems
from asn.check.prose.qualifiers import COLUMNS, DEFICIT, DEVIATION, DEVIATIONS, SURPLUS, Doubt, cues, own_words, role
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import SPACES, NumberError, format_quantity, parse_number
from asn.model.avsnitt.belopp import Beloppsposter
from asn.model.avsnitt.grund import Avsnitt
from asn.model.fields import MONTHS
from asn.model.record import Värde
from asn.model.report import Rapport

_MONTHS = "|".join(MONTHS)
COUNTED = re.compile(
    rf"(?<![\w,.§-])(?!(?:19|20)[0-9]{{2}}\b)(?P<number>[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?)"
    rf"[{SPACES}\n]+(?!(?:{_MONTHS}|och|eller|till|kap)\b)(?P<unit>%|[a-zåäö]{{2,}}(?:[{SPACES}][a-zåäö]{{3,}})?)"
)


def without_data(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A figure with what it counts, «37 nya ärenden», is in the report's data: else nothing can hold it right."""
    for section in seen.rapport.alla_avsnitt():
        if not section.siffror_ur_data:
            continue
        known = {abs(cell.value.tal) for cell in seen.celler.all} | {abs(value.tal) for value in section.tal.values()}
        for passage in passages_of(section):
            for match, number in counted_figures(without_expressions(passage.text)):
                if abs(number) in known:
                    yield OK
                    continue
                text = " ".join(passage.text[match.start() : match.end()].split())
                place = passage.place(match.start(), match.end())
                hint = "Skriv siffran i avsnittets «tal» och hämta den med {{ … }}."
                yield Fynd(place, f"«{text}» finns inte i rapportens data.", hint)


def counted_figures(text: str) -> Iterator[tuple[re.Match[str], Decimal]]:
    """Each figure of a text with what it counts, and its number; 0295 is none."""
    for match in COUNTED.finditer(text):
        with suppress(NumberError):
            yield match, parse_number(match["number"])


_NAME = re.compile(r"[a-zåäö][\w]*(?:\.\w+)*")


def unused_figure(seen: Granskad) -> Iterator[Fynd | Looked]:
    """What stands in ``tal`` is there to be fetched; a text that writes the figure by itself can come to differ."""
    used = {*_used(seen.texter), *_used_elsewhere(seen.rapport)}
    for section in seen.rapport.alla_avsnitt():
        for name, value in section.tal.items():
            if (id(section), name) in used or (section.id, name) in used:
                yield OK
                continue
            yield Fynd(
                section.at("tal", name),
                f"Ingen text hämtar «{name}», {format_quantity(value)}.",
                f"Hämta siffran i texten med {{{{ {name} }}}}, eller ta bort den.",
            )


def _used(texts: Iterable[Passage]) -> Iterator[tuple[int | str, str]]:
    """Each figure that a text fetches: by the section that it is found in first, or by the section's id."""
    for text in texts:
        for figure in expressions(text.text) if "{{" in text.text else ():
            yield from _named(figure.text, text.väg)


def _used_elsewhere(report: Rapport) -> Iterator[tuple[int | str, str]]:
    """The figures that fields of their own fetch, as the source of an amount does."""
    for part in report.avsnitt:
        for record in part.below():
            for _, text in record.uttryck():
                yield from _named(text, (part,))


def _named(expression: str, way: tuple[Värde, ...]) -> Iterator[tuple[int | str, str]]:
    for word in _NAME.findall(expression):
        *owner, name = word.split(".")
        if owner:
            yield owner[-1], name
            continue
        inner = (part for part in reversed(way) if isinstance(part, Avsnitt) and name in part.tal)
        yield from ((id(part), name) for part in inner)


_FEWEST = 2  # digits that can be no coincidence where the row is named
_ENOUGH = 3  # where one word of its name is said
_CERTAIN = 4  # and where that is so, whatever else the sentence says
_ROLE = re.compile(r"avvikelse|underskott|överskott|prognos|utfall|resultat|budget", re.IGNORECASE)
_KINDS = {AMOUNT, PERCENT}


def unbound_figure(seen: Granskad) -> Iterator[Fynd | Looked]:
    """An amount or a share that is exactly one figure of the report's tables, and is said to be of the same row.

    The digits alone say little. A sentence must name the row, or where they are many a word of its name; so must what a
    section calls a figure that it states in ``tal``, and the heading of an amount.
    """
    cells, board = seen.celler, _Board.of(seen.rapport)
    yield from _stated(seen, cells, board)
    yield from _headed(seen, cells, board)
    for passage, figures in seen.siffertexter:
        known = list(sentences(passage.text))
        for figure in (figure for figure in figures if not figure.uttryck):
            sentence = next((passage.text[a:b] for a, b in known if a <= figure.start < b), passage.text)
            cell = _cell(cells, figure, sentence, board)
            spoken_of = cell and board.is_spoken_of(sentence) and board.can_be(cell, sentence)
            if cell is None or (figure.digits < _CERTAIN and not spoken_of):
                yield OK
                continue
            shown = passage.text[figure.start : figure.end]
            yield Fynd(
                passage.place(figure.start, figure.end),
                f"«{' '.join(shown.split())}» är skrivet för hand, men siffran finns i rapporten: "
                f"{cell.path} är {format_quantity(cell.value)}.",
                f"Hämta den, så att texten alltid stämmer: {expression(cell, figure)}",
            )


class _Board(NamedTuple):
    """The words for the whole board, and the rows that are its result; and what else is its own."""

    named: re.Pattern[str]
    results: frozenset[tuple[str, ...]]
    columns: Mapping[tuple[str, str], str]
    own: tuple[str, ...]

    @classmethod
    def of(cls, report: Rapport) -> "_Board":
        """The board of a report."""
        board = report.register.nämnd
        names = board.egna_namn
        tables = [table.grid for table in report.tabeller]
        results = ((table.id, row.id) for table in tables for row in table.rader if row.roll == "resultat")
        columns = {(table.id, column.id): column.roll for table in tables for column in table.kolumner}
        return cls(
            re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})s?\b", re.IGNORECASE),
            frozenset(results),
            columns,
            own_words(report),
        )

    def is_spoken_of(self, sentence: str) -> bool:
        """Whether a sentence is about this board, in this period, and says so without condition."""
        doubts = {cue.doubt for cue in cues(sentence, self.own)}
        return doubts.isdisjoint({Doubt.PLATS, Doubt.TID, Doubt.VILLKOR, Doubt.NEKANDE, Doubt.ANFÖRING})

    def can_be(self, cell: TableFigure, sentence: str) -> bool:
        """Whether a figure is of a kind that a sentence speaks of, if it speaks of any."""
        said = {kind for word in re.findall(r"\w+", sentence.lower()) if (kind := role(word))}
        column = self.columns.get((cell.steps[0], cell.steps[-1]))
        if not said or not column:
            return True
        sign = {DEFICIT} if cell.value.tal < 0 else {SURPLUS}
        deviates = bool(said & (sign | {DEVIATION})) and column in COLUMNS[DEVIATION]
        return deviates or any(column in COLUMNS[one] for one in said - DEVIATIONS)

    def has(self, cell: TableFigure) -> bool:
        """Whether a figure is of the whole board."""
        return cell.steps[:2] in self.results


def _stated(seen: Granskad, cells: TableFigures, board: _Board) -> Iterator[Fynd | Looked]:
    for section in seen.rapport.alla_avsnitt():
        for name, value in section.tal.items():
            figure = Figure(0, 0, value)
            cell = _cell(cells, figure, name.replace("_", " "), board) if kind_of(value) in _KINDS else None
            if cell is None:
                yield OK
                continue
            yield Fynd(
                section.at("tal", name),
                f"{format_quantity(value)} för «{name}» står också i rapporten som {cell.path}.",
                f"Ta bort «{name}» och hämta siffran i texten, så att den bara står på ett ställe: "
                f"{expression(cell, figure)}",
            )


def _headed(seen: Granskad, cells: TableFigures, board: _Board) -> Iterator[Fynd | Looked]:
    """An amount under a heading is meant to have a source."""
    for section in seen.rapport.poster(Beloppsposter):
        for item in section.poster:
            if item.källa or not item.belopp or kind_of(item.belopp) != AMOUNT:
                continue
            figure = Figure(0, 0, item.belopp, signed=item.tecken)
            figures = [cell for cell in cells.that_print(figure) if cell.steps[0] != section.id]
            named = [cell for cell in figures if cell.namn.lower() == item.namn.lower()]
            whole = [
                cell for cell in figures if board.has(cell) and figure.digits >= _FEWEST and _ROLE.search(item.namn)
            ]
            cell = _only(named or whole)
            if cell is None:
                yield OK
                continue
            yield Fynd(
                item.at("belopp"),
                f"Beloppet är skrivet för hand, men {cell.path} är {format_quantity(cell.value)}.",
                f"Hämta det i stället: källa: {cell.path}",
            )


def _only(cells: Sequence[TableFigure]) -> TableFigure | None:
    """The one figure that some cells are, if they are one."""
    return cells[0] if len({(cell.value.tal, cell.value.enhet) for cell in cells}) == 1 else None


def _cell(cells: TableFigures, figure: Figure, sentence: str, board: _Board) -> TableFigure | None:
    if figure.hedged or figure.part_of_range or figure.digits < _FEWEST:
        return None
    figures = cells.that_print(figure)
    named = [cell for cell in figures if _is_named(cell, figure, sentence, board)]
    return named[0] if named and _only(figures) else None


def _is_named(cell: TableFigure, figure: Figure, sentence: str, board: _Board) -> bool:
    if board.has(cell):
        return bool(board.named.search(sentence))
    if cell.namn and cell.namn.lower() in sentence.lower():
        return True
    name, said = stems(cell.namn), stems(sentence)
    if figure.digits >= _ENOUGH:
        return bool((name | stems(cell.steps[-2].replace("_", " "))) & said)
    return len(name & said) * 2 > len(name)
