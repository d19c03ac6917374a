"""T501: an amount or a share that names the figure of a table, and says another."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from asn.binding.resolution import local
from asn.check.figures_in_text import AMOUNT, Figure, comparable, fetched_figures, is_slip, kind_of, sentences
from asn.check.prose.cells import Cells, TableFigure, as_told, expression
from asn.check.prose.claims import claims
from asn.check.prose.counts import counted_things, monthly_lights
from asn.check.prose.qualifiers import Doubt, cues, own_words
from asn.check.prose.unmatched_figures import slipped_figures
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import Storhet, format_quantity
from asn.model.avsnitt.belopp import Beloppspost, Beloppsposter
from asn.model.avsnitt.uppfoljning import Risk
from asn.model.grid import Grid
from asn.model.report import Rapport

_DEVIATION = re.compile(r"avvikelse|underskott|överskott|prognosförändring", re.IGNORECASE)
# «Risken för behandlingsskolor har riskvärdet 20.»; of a risk that has changed there may be more to say.
_RISK_VALUE = re.compile(
    r"\s*(?P<risk>[^,;:()0-9]+?) (?:har|får|har fått) (?:ett |nu )?riskvärdet?(?: på)? (?P<value>[0-9]{1,2})"
    r"(?: och är \w+|\.|$)[^,;:0-9]*",
    re.IGNORECASE,
)
_AGAINST_EARLIER = re.compile(r"\bmot föregående (?:prognos|år)\w*", re.IGNORECASE)


def contradicting_figure(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A stated amount against its source, a figure in ``tal`` against its namesake, a sentence against a row."""
    said = [*_amounts(seen, seen.namn), *_named(seen), *claims(seen), *_risk_values(seen)]
    said += [*counted_things(seen), *monthly_lights(seen)]
    yield from said
    places = {result.place for result in said if isinstance(result, Fynd)}
    yield from (
        result for result in slipped_figures(seen) if not isinstance(result, Fynd) or result.place not in places
    )


def _risk_values(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A sentence that gives a risk its value: every longer word before it is of one risk's name, and of no other's."""
    risks = [(_starts(risk.namn), risk) for risk in seen.rapport.poster(Risk)]
    for passage in seen.passager if risks else ():
        for start, end in sentences(passage.text) if "riskvärde" in passage.text else ():
            match = _RISK_VALUE.fullmatch(re.sub(r"\s", " ", passage.text[start:end]))
            if not match or any(cues(match[0], own_words(seen.rapport))):
                continue
            said = _starts(match["risk"]) - {"riske"}
            meant = [risk for words, risk in risks if said and said <= words]
            meant = [risk for risk in meant if _starts(risk.namn) - {"riske"} == said] or meant
            if len(meant) != 1 or (right := meant[0].value()) is None:
                continue
            if right == int(match["value"]):
                yield OK
                continue
            yield Fynd(
                passage.place(start + match.start("value"), start + match.end("value")),
                f"Texten säger riskvärdet {match['value']}, men risken «{meant[0].namn}» har {right}.",
                f"Skriv {right}, eller rätta riskens värde.",
            )


def _starts(text: str) -> set[str]:
    """How the longer words of a text begin, so that their forms are alike."""
    return {word[:5] for word in re.findall(r"[^\W\d_]{5,}", text.lower())}


def _amounts(seen: Granskad, names: Mapping[str, Any]) -> Iterator[Fynd | Looked]:
    """An amount under a heading: against its source, or against the row and the kind of column that it is headed by."""
    tables = tuple(table.grid for table in seen.rapport.tabeller())
    for section in seen.rapport.poster(Beloppsposter):
        own = local(section, names)
        for item in section.poster:
            if item.belopp and item.källa:
                yield from _amount(item, item.belopp, item.källa, own)
            elif item.belopp and _is_deviation(section.rubrik or "", seen.rapport):
                yield from _headed(item, item.belopp, tables)


def _is_deviation(heading: str, report: Rapport) -> bool:
    """Whether amounts under a heading are this board's deviations, of this period."""
    bare = _AGAINST_EARLIER.sub("", heading)
    doubts = {cue.doubt for cue in cues(bare, own_words(report))}
    return bool(_DEVIATION.search(bare)) and doubts.isdisjoint({Doubt.PLATS, Doubt.TID, Doubt.VILLKOR, Doubt.ANFÖRING})


def _amount(item: Beloppspost, stated: Storhet, path: str, names: Mapping[str, Any]) -> Iterator[Fynd | Looked]:
    name = path.partition("|")[0].strip()
    source = next(fetched_figures(f"{{{{ {name} }}}}", names), None)
    if source is None or kind_of(source.value) != kind_of(stated):
        return
    shown = _sign_of(source.value, stated) if not item.tecken else source.value
    if comparable(stated).agrees(comparable(shown)):
        yield OK
        return
    right = as_told(source.value, stated)
    yield Fynd(
        item.at("belopp"),
        f"Beloppet är {format_quantity(stated)} men {name} är {format_quantity(source.value)}, "
        f"det vill säga {format_quantity(right)}.",
        "Ta bort belopp, så hämtas det ur källan.",
    )


def _headed(item: Beloppspost, stated: Storhet, tables: tuple[Grid, ...]) -> Iterator[Fynd | Looked]:
    """Under «avvikelse mot budget», an item with a row's name is that row's deviation."""
    cells = [
        (f"{table.id}.{row.id}.{column.id}", replace(there, tal=there.tal * table.better(column)))
        for table in tables
        for row in table.rader
        for column in table.kolumner
        if row.namn.strip("* ").lower() == item.namn.lower() and column.is_difference
        if (there := table.figure(row.id, column.id)) and kind_of(there) == kind_of(stated) == AMOUNT
    ]
    if not cells:
        return
    if any(comparable(stated).agrees(comparable(value)) for _, value in cells):
        yield OK
        return
    text = ", ".join(f"{path} är {format_quantity(value)}" for path, value in cells)
    yield Fynd(
        item.at("belopp"),
        f"Beloppet för {item.namn} är {format_quantity(stated)}, men ingen avvikelse i tabellen är det: {text}.",
        f"Hämta beloppet i stället för att skriva det, till exempel: källa: {cells[-1][0]}",
    )


def _sign_of(value: Storhet, like: Storhet) -> Storhet:
    """A figure with the sign of another: where signs aren't printed, only the size is told."""
    return Storhet(abs(value.tal) * (-1 if like.tal < 0 else 1), value.enhet)


def _named(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A figure in ``tal`` whose name is that of a row and a column, or of an indicator."""
    known = _by_name(seen.celler)
    for section in seen.rapport.alla_avsnitt():
        for name, value in section.tal.items():
            cell = known.get(name)
            if cell is None or kind_of(cell.value) != kind_of(value):
                continue
            # An indicator's id alone may also be what a section calls a figure of its own.
            certain = cell.steps[-1] in name
            if comparable(value).agrees(cell.rounded) or not (certain or is_slip(value, cell.value)):
                yield OK
                continue
            yield Fynd(
                section.at("tal", name),
                f"«{name}» är {format_quantity(value)} här men {format_quantity(cell.value)} i tabellen ({cell.path}).",
                f"Hämta siffran ur tabellen: {expression(cell, Figure(0, 0, value))}",
            )


def _by_name(cells: Cells) -> dict[str, TableFigure]:
    """The figures by the names that say which they are; a name that could be two figures says nothing."""
    figures: dict[str, list[TableFigure]] = {}
    for cell in cells.all:
        own = {"_".join(cell.steps), "_".join(cell.steps[-2:])}
        if cell.steps[-1] in {"utfall", "värde"}:
            own.add(cell.steps[-2])
        for name in own:
            figures.setdefault(name, []).append(cell)
    return {name: same[0] for name, same in figures.items() if len({(c.value.tal, c.value.enhet) for c in same}) == 1}
