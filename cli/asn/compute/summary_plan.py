"""A plan in short: its goals by name, and what its budget changes; a plan has no outcome to judge."""

from collections.abc import Iterator

from asn.compute.summary_deviations import first_sentences
from asn.compute.summary_money import Result, Siffra, column_heading, results
from asn.compute.summary_parts import Anchors, Grupp, Punkt, whole_name
from asn.figures import Storhet
from asn.light import uncapitalised
from asn.model.avsnitt.belopp import Brygga
from asn.model.avsnitt.plan import Målplan
from asn.model.grid import GridColumn
from asn.model.ord import ifylld, med_versal
from asn.model.report import Rapport

_MOST, _BOTH = 3, 2
_BEFORE = frozenset({"utfall", "prognos", "budget"})


def plan_sentence(report: Rapport) -> str:
    """How many goals a plan has; nothing of what is no plan."""
    words, plans = report.register.ord, [part for part in report.alla_avsnitt() if isinstance(part, Målplan)]
    if not plans:
        return ""
    text = words.sammanfattning.planens_mål
    goals = sum(len(part.nämndmål) for part in plans)
    return ifylld(text, områden=words.talat(len(plans)), nämndmål=words.talat(goals))


def plan_group(report: Rapport, anchors: Anchors) -> Iterator[Grupp]:
    """The goals of a plan under the målområden that they belong to."""
    points = [
        Punkt(
            part.rubrik or report.register.målområde(part.målområde).namn,
            förklaring=" ".join(f"{goal.namn.strip().rstrip('.')}." for goal in part.nämndmål),
            ankare=anchors[id(part)],
        )
        for part in report.alla_avsnitt()
        if isinstance(part, Målplan)
    ]
    if points:
        yield Grupp(report.register.ord.sammanfattning.målen, tuple(points))


def budget_groups(report: Rapport, anchors: Anchors) -> Iterator[Grupp]:
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
            yield Grupp(part.rubrik or part.tabellrubrik, (point,))


def _first_changes(report: Rapport, anchors: Anchors) -> Iterator[Grupp]:
    words = report.register.ord.sammanfattning
    for section, row in results(report):
        result = Result(section, section.grid, row)
        for now, _ in reversed(tuple(result.columns(lambda column: column.roll == "budget"))):
            before = result.before(now, _BEFORE)
            points = _changes(result, before, now, report, anchors) if before else ()
            if before and points:
                old, new = (uncapitalised(column_heading(column)) for column in (before, now))
                yield Grupp(ifylld(words.störst_ändring, före=old, nu=new), points)
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
    told, anchor = words.sammanfattning.från_till, anchors[id(result.avsnitt)]
    return tuple(
        Punkt(names[row.id], None, ifylld(told, före=_shown(old, report), nu=_shown(new, report)), anchor)
        for row, old, new in (*total, *parts[:_MOST])
    )


def _ends(bridge: Brygga, report: Rapport) -> tuple[str, ...]:
    """The first and the last amount of a bridge; nothing where one isn't filled in."""
    amounts = [step.belopp for step in (bridge.ingående, bridge.utgående)]
    return tuple(_shown(Storhet(amount, bridge.enhet), report) for amount in amounts if amount is not None)


def _shown(amount: Storhet, report: Rapport) -> str:
    return Siffra("", amount, skillnad=False).i_enheter(report).värde
