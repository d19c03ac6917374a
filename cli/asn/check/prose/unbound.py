"""T502: a figure that is written by hand although a table holds it will differ from the table one day."""

from collections.abc import Iterator

from asn.check.figures_in_text import AMOUNT, PERCENT, Figure, kind_of, sentences
from asn.check.prose.cells import Cell, Cells
from asn.check.prose.wording import expression
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import format_quantity
from asn.model.avsnitt.belopp import Beloppsposter

_FEWEST, _ENOUGH = 2, 3  # digits that can be no coincidence: with a word in common, and alone
_MANY = 99  # never enough alone
_KINDS = {AMOUNT, PERCENT}


def unbound_figure(seen: Granskad) -> Iterator[Fynd | Looked]:
    """An amount or a share in prose that is exactly one figure of the report's tables.

    Two digits can be alike by chance, so then the sentence must also have a word in common with what names the figure.
    So must one that a section states in ``tal``.
    """
    cells = seen.celler
    yield from _stated(seen, cells)
    yield from _headed(seen, cells)
    for passage, told in seen.siffertexter:
        known = list(sentences(passage.text))
        for figure in (figure for figure in told if not figure.uttryck):
            sentence = next((passage.text[a:b] for a, b in known if a <= figure.start < b), passage.text)
            cell = _cell(cells, figure, sentence)
            if cell is None:
                yield OK
                continue
            shown = passage.text[figure.start : figure.end]
            yield Fynd(
                passage.place(figure.start, figure.end),
                f"«{' '.join(shown.split())}» är skrivet för hand, men siffran finns i rapporten: "
                f"{cell.path} är {format_quantity(cell.value)}.",
                f"Hämta den, så att texten alltid stämmer: {expression(cell, figure)}",
            )


def _stated(seen: Granskad, cells: Cells) -> Iterator[Fynd | Looked]:
    for section in seen.rapport.alla_avsnitt():
        for name, value in section.tal.items():
            figure = Figure(0, 0, value)
            cell = _cell(cells, figure, name.replace("_", " "), _MANY) if kind_of(value) in _KINDS else None
            if cell is None:
                yield OK
                continue
            yield Fynd(
                section.at("tal", name),
                f"{format_quantity(value)} för «{name}» står också i rapporten som {cell.path}.",
                f"Ta bort «{name}» och hämta siffran i texten, så att den bara står på ett ställe: "
                f"{expression(cell, figure)}",
            )


def _headed(seen: Granskad, cells: Cells) -> Iterator[Fynd | Looked]:
    """An amount under a heading is meant to have a source."""
    for section in seen.rapport.poster(Beloppsposter):
        for item in section.poster:
            if item.källa or not item.belopp or kind_of(item.belopp) != AMOUNT:
                continue
            cell = _source(cells, item.namn, Figure(0, 0, item.belopp, signed=item.tecken), section.id)
            if cell is None:
                yield OK
                continue
            yield Fynd(
                item.at("belopp"),
                f"Beloppet är skrivet för hand, men {cell.path} är {format_quantity(cell.value)}.",
                f"Hämta det i stället: källa: {cell.path}",
            )


def _source(cells: Cells, heading: str, figure: Figure, own: str | None) -> Cell | None:
    """The one figure of a table that an amount can come from; those of the row that it is headed by come first."""
    found = [cell for cell in cells.that_print(figure) if cell.steps[0] != own]
    named = [cell for cell in found if cell.namn.lower() == heading.lower()]
    found = named or (found if figure.digits >= _FEWEST else [])
    return found[0] if len({(cell.value.tal, cell.value.enhet) for cell in found}) == 1 else None


def _cell(cells: Cells, figure: Figure, sentence: str, enough: int = _ENOUGH) -> Cell | None:
    if figure.hedged or figure.part_of_range or figure.digits < _FEWEST:
        return None
    found = cells.that_print(figure)
    if len({(cell.value.tal, cell.value.enhet) for cell in found}) != 1:
        return None
    if figure.digits >= enough:
        return found[0]
    return next((cell for cell in found if cell.shares_word(sentence)), None)
