"""The two largest deviations with the reason that the editor gives, and what doesn't agree in the money.

Of a plan, which has no outcome to judge: what its budget changes.
"""

import re
from collections.abc import Iterator

from asn.compute.summary_money import Result, Siffra, column_heading, leading, results
from asn.compute.summary_parts import Anchors, Punkt, Punktgrupp, own_records, remarks_on, whole_name
from asn.figures import MONEY, Storhet
from asn.light import uncapitalised
from asn.model.avsnitt.belopp import Beloppspost, Beloppsposter, Brygga
from asn.model.avsnitt.grund import Avsnitt
from asn.model.grid import GridColumn, GridRow
from asn.model.ord import ifylld, med_versal
from asn.model.report import Rapport, Rapportblad

_MOST = 2
_LONG = 220  # characters of a reason: whole sentences, as many as there is room for
_POINT = re.compile(r"(?m)^\s*(?:[-*+]|\d+[.)])\s+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])")
_KIND = "avvikelse"
_NOTE = re.compile(r"\[\^[^\]]*\]")


def money_group(report: Rapport, sheet: Rapportblad, anchors: Anchors) -> Iterator[Punktgrupp]:
    """The largest deviations of the table that the result is taken from; else the largest amounts that stand alone."""
    words, lead = report.register.ord.sammanfattning, leading(report)
    if lead:
        result, column = lead
        heading = column_heading(column)
        points = tuple(_deviations(result, column, report, anchors))
        title = ifylld(words.avvikelser, kolumn=f"{heading[:1].lower()}{heading[1:]}")
        if _KIND not in heading.casefold():  # «Störst återstår» is no Swedish
            title = words.störst_avvikelse
        notes = tuple(_result_notes(result, report, anchors))
    else:
        points, title = tuple(_stated(report, anchors)), words.största_belopp
        notes = tuple(_sheet_notes(report, sheet, anchors))
    if points or notes:
        yield Punktgrupp(title, points, tuple(dict.fromkeys(notes)))


def _deviations(result: Result, column: GridColumn, report: Rapport, anchors: Anchors) -> Iterator[Punkt]:
    grid = result.table
    names = grid.names(grid.rader)
    rows = [row for row in grid.rader if row.roll == "verksamhet" and not (row.av or row.procent_av)]
    deviations = [(row, amount) for row in rows if (amount := grid.figure(row.id, column.id)) and amount.tal]
    deviations.sort(key=lambda pair: -abs(pair[1].tal))
    whole, total = grid.rows[result.row], grid.figure(result.row, column.id)
    for row, amount in ((whole, total), *deviations[:_MOST]):
        part, reason = _reason(report, grid.id, row, column)
        if amount and (reason or row is not whole):  # the result itself has been told; its reason hasn't
            name = whole_name(row, names[row.id], report.register.ord) if row is whole else names[row.id]
            figure = Result(result.avsnitt, grid, row.id).figure(name, column, amount).i_enheter(report)
            anchor = anchors[id(part or result.avsnitt)]
            yield Punkt(f"{name} {figure.värde}", förklaring=reason, ankare=anchor)


def _reason(report: Rapport, table: str, row: GridRow, column: GridColumn) -> tuple[Avsnitt | None, str]:
    """The amount that fetches the cell, with what it says; else the row's own comment."""
    for part, item in _items(report):
        if item.text and item.källa and _path(item.källa) == f"{table}.{row.id}.{column.id}":
            return part, first_sentences(item.text)
    return None, first_sentences(row.kommentar or "")


def _path(source: str) -> str:
    return source.partition("|")[0].strip()


def _items(report: Rapport) -> Iterator[tuple[Avsnitt, Beloppspost]]:
    for part in report.alla_avsnitt():
        if isinstance(part, Beloppsposter):
            yield from ((part, item) for item in part.poster)


def _stated(report: Rapport, anchors: Anchors) -> Iterator[Punkt]:
    """Amounts that no table has, each with its sign, as a report without tables tells its deviations."""
    items = [
        (part, item, item.belopp)
        for part, item in _items(report)
        if item.belopp and item.tecken and not item.källa and item.belopp.enhet in MONEY
    ]
    items.sort(key=lambda item: -abs(item[2].tal))
    for part, item, _ in items[:_MOST]:
        yield Punkt(f"{item.namn} {item.visat}", förklaring=first_sentences(item.text or ""), ankare=anchors[id(part)])


def _result_notes(result: Result, report: Rapport, anchors: Anchors) -> Iterator[Punkt]:
    """What the reader should know of the result's row, and of the amounts that fetch a cell of it."""
    post = result.table.rows[result.row].post
    yield from remarks_on((post,), anchors[id(result.avsnitt)])
    for part, item in _items(report):
        if item.källa and _path(item.källa).startswith(f"{result.table.id}.{result.row}."):
            yield from remarks_on((item,), anchors[id(part)])


def _sheet_notes(report: Rapport, sheet: Rapportblad, anchors: Anchors) -> Iterator[Punkt]:
    """What the reader should know of the sections that the sheet's own figures are fetched from."""
    fetched = {_path(one.källa).partition(".")[0] for one in sheet.siffror}
    for part in report.alla_avsnitt():
        if part.id in fetched:
            yield from remarks_on(own_records(part), anchors[id(part)])


def first_sentences(text: str) -> str:
    """The first sentences of a text, points as sentences: whole ones, and a mark where more follows."""
    parts = [_ended(" ".join(part.split())) for part in _POINT.split(_NOTE.sub("", text)) if part.strip()]
    sentences = [sentence for part in parts for sentence in _SENTENCE.split(part)]
    beginning = ""
    for number, sentence in enumerate(sentences):
        if number and len(beginning) + len(sentence) > _LONG:
            return f"{beginning} …"
        beginning = f"{beginning} {sentence}".strip()
    return beginning


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


_MOST_CHANGES, _BOTH = 3, 2
_BEFORE = frozenset({"utfall", "prognos", "budget"})


def budget_groups(report: Rapport, anchors: Anchors) -> Iterator[Punktgrupp]:
    """What the budget changes most since the column before it, and each bridge from its first amount to its last."""
    yield from _first_changes(report, anchors)
    words = report.register.ord.sammanfattning
    for part in report.alla_avsnitt():
        amounts = _ends(part, report) if isinstance(part, Brygga) else ()
        if isinstance(part, Brygga) and len(amounts) == _BOTH:
            sentence = ifylld(words.från_till, före=amounts[0], nu=amounts[1])
            point = Punkt(
                med_versal(sentence), förklaring=first_sentences(part.inledning or ""), ankare=anchors[id(part)]
            )
            yield Punktgrupp(part.rubrik or part.tabellrubrik, (point,))


def _first_changes(report: Rapport, anchors: Anchors) -> Iterator[Punktgrupp]:
    words = report.register.ord.sammanfattning
    for section, row in results(report):
        result = Result(section, section.grid, row)
        for now, _ in reversed(tuple(result.columns(lambda column: column.roll == "budget"))):
            before = result.before(now, _BEFORE)
            points = _changes(result, before, now, report, anchors) if before else ()
            if before and points:
                old, new = (uncapitalised(column_heading(column)) for column in (before, now))
                yield Punktgrupp(ifylld(words.störst_ändring, före=old, nu=new), points)
                return


def _changes(
    result: Result, before: GridColumn, now: GridColumn, report: Rapport, anchors: Anchors
) -> tuple[Punkt, ...]:
    """The change of the whole, and then of the rows that change most."""
    grid, words = result.table, report.register.ord
    names, whole = grid.names(grid.rader), grid.rows[result.row]
    names[whole.id] = whole_name(whole, names[whole.id], words)
    pairs = ((row, grid.figure(row.id, before.id), grid.figure(row.id, now.id)) for row in grid.rader)
    moved = [
        (row, old, new) for row, old, new in pairs if old and new and old.enhet == new.enhet and old.tal != new.tal
    ]
    parts = [change for change in moved if change[0].roll == "verksamhet"]
    parts.sort(key=lambda change: -abs(change[2].tal - change[1].tal))
    total = [change for change in moved if change[0] is whole and parts]
    sentence, anchor = words.sammanfattning.från_till, anchors[id(result.avsnitt)]
    return tuple(
        Punkt(names[row.id], None, ifylld(sentence, före=_shown(old, report), nu=_shown(new, report)), anchor)
        for row, old, new in (*total, *parts[:_MOST_CHANGES])
    )


def _ends(bridge: Brygga, report: Rapport) -> tuple[str, ...]:
    """The first and the last amount of a bridge; nothing where one isn't filled in."""
    amounts = [step.belopp for step in (bridge.ingående, bridge.utgående)]
    return tuple(_shown(Storhet(amount, bridge.enhet), report) for amount in amounts if amount is not None)


def _shown(amount: Storhet, report: Rapport) -> str:
    return Siffra("", amount, skillnad=False).i_enheter(report).värde
