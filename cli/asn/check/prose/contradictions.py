"""T501: an amount or a share that names the figure of a table, and says another."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from asn.binding import namespace
from asn.binding.namespace import local
from asn.check.figures_in_text import AMOUNT, Figure, comparable, fetched, figures, kind_of, sentences
from asn.check.passages import Passage, passages
from asn.check.prose.cells import Cell, Cells
from asn.check.prose.unbound import expression
from asn.check.rounding import Rounded
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import Storhet, as_money, decimals_of, format_quantity
from asn.model.avsnitt.belopp import Belopp, Beloppskolumn, Beloppspost, Beloppsrad
from asn.model.report import month_name


def contradicting_figure(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A stated amount against its source, a figure in ``tal`` against the cell of its name, a sentence against its row."""
    names = namespace(seen.rapport, seen.tidigare)
    yield from _amounts(seen, names)
    yield from _named(seen)
    yield from _sentences(seen, names)


def _amounts(seen: Granskad, names: Mapping[str, Any]) -> Iterator[Fynd | Looked]:
    """An amount under a heading, stated beside the cell that it is said to come from."""
    for section in seen.rapport.alla_avsnitt():
        own = local(section, names)
        for item in getattr(section, "poster", ()):
            if isinstance(item, Beloppspost) and item.källa and item.belopp:
                yield from _amount(item, item.belopp, item.källa, own)


def _amount(item: Beloppspost, stated: Storhet, path: str, names: Mapping[str, Any]) -> Iterator[Fynd | Looked]:
    name = path.partition("|")[0].strip()
    source = next(fetched(f"{{{{ {name} }}}}", names), None)
    if source is None or kind_of(source.value) != kind_of(stated):
        return
    shown = replaced_sign(source.value, stated) if not item.tecken else source.value
    if comparable(stated).agrees(comparable(shown)):
        yield OK
        return
    right = _as_told(source.value, stated)
    yield Fynd(
        item.at("belopp"),
        f"Beloppet är {format_quantity(stated)} men {name} är {format_quantity(source.value)}, "
        f"det vill säga {format_quantity(right)}.",
        "Ta bort belopp, så hämtas det ur källan.",
    )


def replaced_sign(value: Storhet, like: Storhet) -> Storhet:
    """A figure with the sign of another: where signs aren't printed, only the size is told."""
    return Storhet(abs(value.tal) * (-1 if like.tal < 0 else 1), value.enhet)


def _as_told(value: Storhet, stated: Storhet) -> Storhet:
    """A figure in the unit and with the decimals of another."""
    told = as_money(value, stated.enhet) if kind_of(value) == AMOUNT else value
    return Storhet(round(told.tal, decimals_of(stated.tal)), told.enhet)


def _named(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A figure in ``tal`` whose name is that of a row and a column, or of an indicator."""
    known = _by_name(Cells(seen.rapport))
    for section in seen.rapport.alla_avsnitt():
        for name, value in section.tal.items():
            cell = known.get(name)
            if cell is None or kind_of(cell.value) != kind_of(value):
                continue
            if comparable(value).agrees(cell.rounded):
                yield OK
                continue
            yield Fynd(
                section.at("tal", name),
                f"«{name}» är {format_quantity(value)} här men {format_quantity(cell.value)} i tabellen ({cell.path}).",
                f"Hämta siffran ur tabellen: {expression(cell, Figure(0, 0, value))}",
            )


def _by_name(cells: Cells) -> dict[str, Cell]:
    """The figures by the names that say which they are; a name that could be two figures says nothing."""
    found: dict[str, list[Cell]] = {}
    for cell in cells.all:
        own = {"_".join(cell.steps), "_".join(cell.steps[-2:])}
        if cell.steps[-1] in {"utfall", "värde"}:
            own.add(cell.steps[-2])
        for name in own:
            found.setdefault(name, []).append(cell)
    return {name: same[0] for name, same in found.items() if len({(c.value.tal, c.value.enhet) for c in same}) == 1}


_LINK = (
    r"(?:visar|redovisar|har|hade|får|ger|gör|prognostiserar|prognosticerar|beräknas|väntas|bedöms|pekar|få|ge|visa|"
    r"redovisa|ha|bli|blir|blev|är|var|uppgår|uppgick|mot|på|om|till|med|för|ett|en|perioden|periodens|delåret|"
    r"delårets|helåret|helårets|året|årets|jämfört|budgeten|budget|negativt?|positivt?|ekonomiskt?|totalt?|totala|"
    r"sammanlagt|samlat|samlad|prognostiserat|ackumulerat|nu|i|dag|sin|sitt|det|den|cirka|omkring|drygt|nästan|knappt)"
)
_GAP = rf"(?:\s+{_LINK}){{0,8}}\s+"
_DEFICIT, _SURPLUS = r"underskott(?:et)?", r"överskott(?:et)?"
_ROLES = (
    (rf"{_DEFICIT}|{_SURPLUS}|(?:budget)?avvikelsen?|avviker", ("avvikelse", "förändring", "jämförelse")),
    (r"(?:helårs)?prognosen|(?:helårs)?prognos", ("prognos",)),
    (r"budgeten|budgetramen|budgetram|budget", ("budget",)),
    (r"utfallet|utfall|nettokostnaden|nettokostnad", ("utfall", "prognos")),
)
_OTHER_TIME = re.compile(
    r"\b(?:förra|fjol|föregående|tidigare|dåvarande|månad|vecka|kvartal|tertial|varav|inklusive|exklusive|"
    + "|".join(month_name(number) for number in range(1, 13))
    + r")\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a sentence says: of which row, of which kind of column, and with which word."""

    rad: Beloppsrad
    roller: tuple[str, ...]
    ord: str
    figure: Figure


def _sentences(seen: Granskad, names: Mapping[str, Any]) -> Iterator[Fynd | Looked]:
    """A sentence that says «row has a deficit of amount», and nothing else that the amount could mean."""
    tables = [table for table in seen.rapport.poster(Belopp)]
    rows = _row_patterns(tables)
    for passage in passages(seen.rapport) if rows else ():
        own = local(passage.avsnitt, names) if passage.avsnitt else names
        told = [figure for figure in figures(passage.text, own) if kind_of(figure.value) == AMOUNT]
        for start, end in sentences(passage.text) if told else ():
            inside = [figure for figure in told if start <= figure.start < end]
            claim = _claim(passage.text[start:end], start, inside, rows, seen.rapport.år)
            if claim:
                yield from _judged(passage, claim, tables)


def _row_patterns(tables: list[Belopp]) -> tuple[tuple[re.Pattern[str], Beloppsrad], ...]:
    """What names each row in a sentence: its own name, and for the result also the board."""
    found = {}
    for table in tables:
        for row in table.rader:
            name = re.escape(row.namn.strip("* ").removeprefix("varav "))
            if row.roll == "resultat":
                name += r"|arbetsmarknads- och socialnämnden|nämnden|förvaltningen"
            found[name] = (re.compile(rf"(?<![\w-])(?:{name})(?:ens|ns|en|n|s|et)?(?![\w-])", re.IGNORECASE), row)
    return tuple(found.values())


def _claim(
    sentence: str, offset: int, inside: list[Figure], rows: tuple[tuple[re.Pattern[str], Beloppsrad], ...], year: int
) -> _Claim | None:
    """What a sentence claims, if it names one row and one amount and no other time."""
    other_year = any(int(found) != year for found in re.findall(r"\b(?:19|20)\d\d\b", sentence))
    if len(inside) != 1 or inside[0].part_of_range or other_year or _OTHER_TIME.search(sentence):
        return None
    named = {row.id: (pattern, row) for pattern, row in rows if pattern.search(sentence)}
    if len(named) != 1:
        return None
    pattern, row = next(iter(named.values()))
    before = sentence[: inside[0].start - offset]
    for word, roles in _ROLES:
        subject = rf"(?<!inom )(?<!i )(?<!under )(?:{pattern.pattern}){_GAP}(?P<word>{word})"
        owned = rf"\b(?P<word>{word})\s+(?:för|inom|i)\s+(?:{pattern.pattern})"
        found = re.search(rf"(?:{subject}|{owned.replace('?P<word>', '?P<said>')}){_GAP}$", before, re.IGNORECASE)
        if found:
            return _Claim(row, roles, (found["word"] or found["said"]).lower(), inside[0])
    return None


def _judged(passage: Passage, claim: _Claim, tables: list[Belopp]) -> Iterator[Fynd | Looked]:
    cells = list(_candidates(claim, tables))
    if not cells:
        return
    if any(_agrees(claim, Storhet(amount, table.enhet)) for table, _, amount in cells):
        yield OK
        return
    figure, told = claim.figure, []
    for table, column, amount in cells:
        value = Storhet(amount, table.enhet)
        told.append(f"«{column.rubrik}» är {format_quantity(value)} ({format_quantity(_as_told(value, figure.value))})")
    table, column, amount = cells[-1]
    cell = Cell((table.id, claim.rad.id, column.id), Storhet(amount, table.enhet), "")
    yield Fynd(
        passage.place(figure.start, figure.end),
        f"Texten säger {claim.ord} {format_quantity(figure.value)} för {claim.rad.namn}, "
        f"men i tabellen {table.tabellrubrik}: {', '.join(told)}.",
        f"Rätta siffran, eller hämta den ur tabellen: {expression(cell, figure)}",
    )


def _candidates(claim: _Claim, tables: list[Belopp]) -> Iterator[tuple[Belopp, Beloppskolumn, Any]]:
    for table in tables:
        if claim.rad.id not in {row.id for row in table.rader}:
            continue
        for column in table.kolumner:
            amount = table.amount(claim.rad.id, column.id)
            if column.roll in claim.roller and amount is not None:
                yield table, column, amount


def _agrees(claim: _Claim, value: Storhet) -> bool:
    """Whether a cell can be what the sentence says; «underskott» says minus, whatever sign is printed."""
    stated, cell = claim.figure.rounded, comparable(value)
    if re.fullmatch(_DEFICIT, claim.ord):
        stated = Rounded(-abs(stated.value), stated.slack)
    elif re.fullmatch(_SURPLUS, claim.ord):
        stated = Rounded(abs(stated.value), stated.slack)
    elif not claim.figure.signed:
        stated, cell = Rounded(abs(stated.value), stated.slack), Rounded(abs(cell.value), cell.slack)
    if claim.figure.hedged:
        stated = Rounded(stated.value, stated.slack + abs(stated.value) / 10)
    return stated.agrees(cell)
