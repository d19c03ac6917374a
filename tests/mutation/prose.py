"""Faults in the text: figures typed by hand, the wrong word beside them, names and typography."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

from asn.figures import NBSP, Storhet, as_money, format_quantity, round_half_up
from asn.finding import Severity
from asn.model.avsnitt.belopp import Belopp, Beloppspost, Beloppsrad
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Indikator, Nämndmål
from asn.model.avsnitt.plan import Planmål
from asn.model.avsnitt.uppfoljning import Risk, Uppdrag
from asn.model.report import Rapport

from .digits import changed, swapped_digits
from .fault import Fault, Kind, Zone
from .ground import Ground
from .spots import Spot, field, gaps, inserted, records, swapped, texts

_WORDS = {
    "ökat": "minskat", "minskat": "ökat", "sjönk": "steg", "steg": "sjönk", "stigit": "sjunkit", "sjunkit": "stigit",
    "sänks": "höjs", "höjs": "sänks", "ökar": "minskar", "minskar": "ökar", "sjunker": "stiger", "stiger": "sjunker",
}  # fmt: skip
_EXPRESSION = re.compile(r"\{\{ *(\w+)(?: *\|[^}]*)?\}\}")
_FROM_TO = re.compile(r"från\s+\{\{ *([\w.]+)([^}]*)\}\}[^.:;{]{0,40}?till\s+\{\{ *([\w.]+)([^}]*)\}\}")


def sentence(text: Spot, told: str, codes: tuple[str, ...], says: str = "") -> Fault:
    """The fault of writing a sentence of one's own first in a text, as a line of its own."""
    start = text.written.find("\n") + 1
    body = text.written[start:]
    lead = body[: len(body) - len(body.lstrip(" "))]
    bullet = "- " if body.lstrip(" ").startswith("- ") else ""
    at = text.node.span[0] + start
    first = text.tree.source.line(at)
    new = f"{lead}{bullet}{told}\n" + ("" if bullet else "\n")
    return Fault(text.tree.file, at, at, new, codes, (Zone(text.tree.file, first, first),), told, says=says)


def stated_beside_source(ground: Ground, _: Random) -> Iterator[Fault]:
    """An amount typed beside the source that it should be fetched from."""
    for item, source, amount in _sourced(ground):
        for tenths in (-3, 4, 10):
            new = f"{source.indent}belopp: {_mnkr(amount, tenths)}\n"
            fault = source.followed(new, ("T501",)) if item.belopp is None else None
            if fault:
                yield fault


def source_typed_off(ground: Ground, _: Random) -> Iterator[Fault]:
    """The right amount typed instead of its source: it will not follow when the table changes."""
    for item, source, amount in _sourced(ground):
        told = _mnkr(amount)
        if source.node.key and item.belopp is None and len(told.strip("+-0, mnkr")) > 2:  # 0,6 may be anything
            span = (source.node.key[0], source.node.span[1])
            yield Fault(source.tree.file, *span, f"belopp: {told}", ("T502",), (source.zone,), "källa → belopp")


def _sourced(ground: Ground) -> Iterator[tuple[Beloppspost, Spot, Storhet]]:
    for report in ground.adopted:
        cells = {path: amount for path, _row, amount in _cells(report)}
        for item in records(report, Beloppspost):
            source = field(item, "källa")
            if source and item.källa in cells:
                yield item, source, cells[item.källa]


def _cells(report: Rapport) -> Iterator[tuple[str, Beloppsrad, Storhet]]:
    for table in records(report, Belopp):
        for row in table.rader:
            for column in table.kolumner:
                amount = table.grid.amount(row.id, column.id)
                if amount is not None:
                    yield f"{table.id}.{row.id}.{column.id}", row, Storhet(amount, table.enhet)


def _mnkr(amount: Storhet, tenths: int = 0) -> str:
    value = round_half_up(as_money(amount, "mnkr").tal, 1) + Decimal(tenths) / 10
    return f"{value:+.1f} mnkr".replace(".", ",")


def wrong_claim(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A sentence that tells a row's deviation, forecast or outcome, and tells it wrong."""
    phrases = {
        "avvikelse": (
            "{} visar ett {} på {} mnkr.",
            "{} har ett {} på {} mnkr mot budget.",
            "Totalt redovisar {} ett {} på {} mnkr.",
            "Ett {1} på {2} mnkr redovisas för {0}.",
            "{2} mnkr är {1}et för {0}, vilket beror på volymerna.",
            "{} ({} {} mnkr) är en av posterna.",
        ),
        "prognos": ("Prognosen för {} är {} mnkr.", "Prognosen för {} uppgår till {} mnkr."),
        "utfall": ("Nettokostnaden för {} är {} mnkr.", "Utfallet för {} blev {} mnkr."),
    }
    for text, row, role, amount in _claimed(ground):
        size = _size(amount) + Decimal(chance.choice((3, 7, 20))) / 10
        if size in {_size(Storhet(told, amount.enhet)) for told in row.belopp.values() if told is not None}:
            continue  # it is another of the row's figures
        told = f"{size:.1f}".replace(".", ",")
        word = ("underskott" if amount.tal < 0 else "överskott",) if role == "avvikelse" else ()
        name = row.namn if role == "avvikelse" else row.namn[0].lower() + row.namn[1:]
        yield sentence(text, chance.choice(phrases[role]).format(name, *word, told), ("T501",))


def _size(amount: Storhet) -> Decimal:
    """An amount in mnkr with one decimal, without its sign."""
    return abs(round_half_up(as_money(amount, "mnkr").tal, 1))


def wrong_direction_of_result(ground: Ground, _: Random) -> Iterator[Fault]:
    """A deficit called a surplus, with the amount fetched."""
    for text, row, role, amount in _claimed(ground):
        table = next((t for t in records(_report(ground, text), Belopp) if row in t.rader), None)
        column = next((c for c in table.kolumner if c.roll == "avvikelse"), None) if table else None
        if role == "avvikelse" and table and column and amount.tal:
            word = "överskott" if table.grid.amount(row.id, column.id) < 0 else "underskott"  # type: ignore[operator]
            source = f"{table.id}.{row.id}.{column.id}"
            told = f"{row.namn} har ett {word} på {{{{ {source} | mnkr | utan_tecken }}}}."
            yield sentence(text, told, ("T504",))


def stated_again_with_a_slip(ground: Ground, _: Random) -> Iterator[Fault]:
    """The sentence that fetches a figure of ``tal``, written once more by hand with two digits changed about."""
    for report in ground.adopted:
        for section in records(report, Avsnitt):
            text = field(section, "text")
            for told, name in _fetching_alone(text.written) if text and text.node.style == "|" else ():
                value = section.tal.get(name)
                slipped = swapped_digits(format_quantity(value), 2) if value else None
                if text and slipped:
                    yield sentence(text, _EXPRESSION.sub(slipped.replace(NBSP, " "), told), ("T501",))


def _fetching_alone(written: str) -> Iterator[tuple[str, str]]:
    """The sentences of a text that fetch one figure, and the name of it."""
    for told in re.split(r"(?<=\.)\s+", " ".join(written.lstrip("|-+0123456789").split())):
        found = _EXPRESSION.findall(told)
        plain = told.endswith(".") and told[0].isupper() and not re.search(r"[0-9]|\*", _EXPRESSION.sub("", told))
        if len(found) == 1 and plain:
            yield told, found[0]


def list_counted_wrong(ground: Ground, _: Random) -> Iterator[Fault]:
    """A sentence that says how many risks or uppdrag there are, and says one too many."""
    for report in ground.adopted:
        for name, kind in (("risker", Risk), ("uppdrag", Uppdrag)):
            count = len(list(records(report, kind)))
            for text in texts(report) if count else ():
                yield sentence(text, f"Rapporten redovisar {count + 1} {name}.", ("T501",))


def _report(ground: Ground, text: Spot) -> Rapport:
    return next(r for r in ground.projekt.rapporter if text.tree.file.startswith(f"content/{r.namn}/"))


def _claimed(ground: Ground) -> Iterator[tuple[Spot, Beloppsrad, str, Storhet]]:
    """Texts of the section with the table, and rows of the table with one figure of each kind."""
    for report in ground.adopted:
        for table in records(report, Belopp):
            found = field(table)
            own = [text for text in texts(report) if found and text.tree is found.tree and text.path[-1] == "text"]
            for row in table.rader:
                for column in table.kolumner:
                    amount = table.grid.amount(row.id, column.id)
                    wanted = column.roll in {"avvikelse", "prognos", "utfall"} and row.roll in {
                        "verksamhet",
                        "resultat",
                    }
                    if own and wanted and amount and abs(amount) > 500:
                        yield own[0], row, column.roll, Storhet(amount, table.enhet)


def typed_figure(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A figure of the table, right but typed."""
    phrases = ("{} kostar {}.", "För {} är beloppet {}.", "Det gäller {}, {}.")
    for text, row, _role, amount in _claimed(ground):
        shown = format_quantity(Storhet(abs(amount.tal), amount.enhet)).replace(NBSP, " ")
        if len(str(abs(amount.tal)).strip("0")) >= 3:
            yield sentence(text, chance.choice(phrases).format(row.namn, shown), ("T502", "T501"))


def one_fact_two_figures(ground: Ground, _: Random) -> Iterator[Fault]:
    """A figure of a text said again in another section, with its digits changed about."""
    for report in ground.adopted:
        sections = [section for section in records(report, Avsnitt) if section.tal]
        for section in sections:
            for name in section.tal:
                found = field(section, "tal", name)
                new = swapped_digits(found.written, 1) if found else None
                for other in sections:
                    last = field(other, "tal", list(other.tal)[-1])
                    if found and new and last and other is not section and name not in other.tal:
                        own = Zone(last.tree.file, last.zone.last + 1, last.zone.last + 1)
                        zones = (own, found.zone)
                        fault = last.followed(f"{last.indent}{name}: {new}\n", ("T503",), zones)
                        if fault:
                            yield fault


def unused_figure(ground: Ground, chance: Random) -> Iterator[Fault]:
    """The expression typed over by another figure: the data says one thing and the text another."""
    for report in ground.adopted:
        for text in texts(report):
            for found in re.finditer(r"\{\{ *(\w+) *(?:\| *procent *)?\}\}", text.written):
                once = len(re.findall(rf"\{{\{{[^}}]*\b{found[1]}\b", text.tree.text)) == 1
                value = _figure(report, text, found[1]) if once else None  # fetched elsewhere, it has its use
                wrong = changed(value, chance, 2) if value else None
                if wrong:
                    start, end = (text.node.span[0] + offset for offset in found.span())
                    zones = (*_tal_zones(report, found[1]),)
                    fault = swapped(text, start, end, wrong, ("T501", "T502", "T503", "T505"))
                    yield replace(fault, zones=(*fault.zones, *zones))


def _figure(report: Rapport, text: Spot, name: str) -> str | None:
    for section in records(report, Avsnitt):
        found = field(section, "tal", name) if name in section.tal else None
        if found and found.tree is text.tree and len(section.tal[name].tal.as_tuple().digits) > 1:
            return found.written
    return None


def _tal_zones(report: Rapport, name: str) -> Iterable[Zone]:
    for section in records(report, Avsnitt):
        found = field(section, "tal", name) if name in section.tal else None
        if found:
            yield found.zone


def turned_direction(ground: Ground, _: Random) -> Iterator[Fault]:
    """«Ökat» for «minskat» beside two figures, or the figures changed about."""
    for report in ground.adopted:
        for text in texts(report):
            for found in _FROM_TO.finditer(text.written):
                at = text.node.span[0]
                start = text.written.rfind(". ", 0, found.start()) + 1
                end = text.written.find(".", found.end())
                words = [w for w in re.finditer(r"\w+", text.written[start:end]) if w[0] in _WORDS]
                one, other = found[1], found[3]
                if len(words) == 1:
                    first, last = (at + start + offset for offset in words[0].span())
                    fault = swapped(text, first, last, _WORDS[words[0][0]], ("T504",))
                    near = Zone(text.tree.file, fault.zones[0].first, text.tree.source.line(at + found.end()))
                    yield replace(fault, zones=(near,))
                    new = found[0].replace(one, "\0").replace(other, one).replace("\0", other)
                    if found[2] == found[4]:  # else the units go wrong as well
                        yield swapped(text, at + found.start(), at + found.end(), new, ("T504",))


def typed_direction(ground: Ground, chance: Random) -> Iterator[Fault]:
    told = (
        "Sjukfrånvaron har ökat från 7,3 procent till 6,1 procent.",
        "Andelen har minskat från 54 % till 61 %.",
        "Kostnaden sjönk från 3,2 mnkr till 4,1 mnkr.",
        "Ersättningen höjs från 420 kr till 395 kr.",
    )
    for report in ground.adopted:
        for text in texts(report):
            if text.path[-1] == "text":
                yield sentence(text, chance.choice(told), ("T504",))


def typography(ground: Ground, chance: Random) -> Iterator[Fault]:
    slips = {
        "12,5 Mkr": "T510", "350 kkr": "T510", "slutet..": "T511", "den 13:e mars": "T512", "den 17/5": "T512",
        "t.ex. detta": "T513", "bl a detta": "T513", "3.5 procent": "T514", "“detta”": "T515", "95%": "T516",
    }  # fmt: skip
    for report in ground.adopted:
        for text in texts(report):
            for offset in gaps(text)[1:2] if text.key != "namn" else ():  # names stand as they were adopted
                slip = chance.choice(list(slips))
                yield inserted(text, offset, slip, (slips[slip],))


def misspelled_unit(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A unit's name with a letter dropped or changed about, in a text."""
    for report in ground.adopted:
        names = [unit.namn for unit in report.register.enheter.values() if len(unit.namn) > 8]
        for text in texts(report):
            present = [name for name in names if name in text.written]
            for name in present:
                at = text.node.span[0] + text.written.index(name)
                cut = chance.randrange(3, min(len(name) - 2, 12))
                yield swapped(text, at + cut, at + cut + 1, "", ("T520",))
            if text.path[-1] == "text" and gaps(text):
                name = chance.choice(names)
                cut = chance.randrange(4, min(len(name) - 3, 12))
                yield sentence(text, f"Även {name[:cut]}{name[cut + 1 :]} deltar.", ("T520",))


def goal_spelled_twice(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A goal or an indicator that stands in two places of a report, with one of its names misspelled."""
    for report in ground.adopted:
        goals: list[Planmål | Nämndmål | Indikator] = [*records(report, Planmål), *records(report, Nämndmål)]
        goals += records(report, Indikator)
        ids = [goal.id for goal in goals]
        for goal in goals:
            same = {other.namn for other in goals if other.id == goal.id}
            found = field(goal, "namn")
            if goal.id and ids.count(goal.id) > 1 and len(same) == 1 and found:
                spots = gaps(found)
                if spots and found.tree.text[spots[0] - 1] not in ":-":
                    at = chance.choice(spots) - 1
                    fault = swapped(found, at, at + 1, "", ("T520",))
                    zones = tuple(z.zone for other in goals if other.id == goal.id and (z := field(other, "namn")))
                    yield replace(fault, zones=zones)


_FEL, _VARNING, _RÅD = Severity.FEL, Severity.VARNING, Severity.RÅD
KINDS = (
    Kind("stated again with a slip", _RÅD, stated_again_with_a_slip),
    Kind("list counted wrong", _RÅD, list_counted_wrong),
    Kind("amount beside its source", _FEL, stated_beside_source),
    Kind("wrong amount in a sentence", _FEL, wrong_claim),
    Kind("figure typed over its data", _RÅD, unused_figure),
    Kind("source typed off", _RÅD, source_typed_off),
    Kind("table figure typed in prose", _RÅD, typed_figure),
    Kind("one fact, two figures", _VARNING, one_fact_two_figures),
    Kind("direction turned", _VARNING, turned_direction),
    Kind("direction typed wrong", _VARNING, typed_direction),
    Kind("deficit called surplus", _VARNING, wrong_direction_of_result),
    Kind("typography", _RÅD, typography),
    Kind("unit misspelled in prose", _VARNING, misspelled_unit),
    Kind("goal spelled two ways", _VARNING, goal_spelled_twice),
)
