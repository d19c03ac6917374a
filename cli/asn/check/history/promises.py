"""H602, H607: the adopted plan is a promise, and what the year's reports follow up is the same promise.

Auditors can't judge goals whose indicators are dropped, replaced or reworded between plan and report (Uppsala,
granskning av delårsrapport per 2025-08-31; Nynäshamn, årsredovisning 2015).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from asn.check.intervals import scaled_figure
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.editing.writing import scalar
from asn.figures import Mätvärde
from asn.finding import KeyPath
from asn.model.avsnitt.mal import Indikator, Mål, Nämndmål
from asn.model.avsnitt.plan import Målplan, Planmål, Planuppföljning, löften
from asn.model.report import Rapport

_DASHES = re.compile(r"[\N{HYPHEN-MINUS}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}]")
_DECIDED = "skriv beslutet i «beslut» (datum och paragraf)"

Goal = Nämndmål | Planmål
GoalSection = Mål | Målplan


@dataclass
class _Promise:
    """A goal or an indicator as the year has told it until now: every wording and every målnivå, and where first."""

    namn: str
    källa: str
    mål: str = ""
    id: str | None = None
    plan: str = ""
    följs_upp: bool = False
    beslutad: bool = False
    namnen: set[str] = field(default_factory=set)
    målnivåer: list[Mätvärde] = field(default_factory=list)


@dataclass
class _Year:
    """The promises of a year by id: goals, and indicators."""

    mål: dict[str, _Promise] = field(default_factory=dict)
    indikatorer: dict[str, _Promise] = field(default_factory=dict)


def broken(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Every goal and indicator of the year's plan, or of its earlier report, is there: same words, same målnivå.

    A change is in order when the board has decided it and ``beslut`` says so; a decision on a goal covers its
    indicators. What a period doesn't measure stays in the table with ``mäts``.
    """
    parts = list(seen.rapport.poster(Mål))
    if not parts or "utfall" in seen.rapport.slag.utelämnar:
        return  # a monthly report follows up no goals, and a plan is what the others are held against
    year = _promised(seen)
    for part in parts:
        for goal in part.nämndmål:
            yield from _kept(goal, year.mål, decided=False)
            for item in goal.indikatorer:
                yield from _kept(item, year.indikatorer, decided=bool(goal.beslut))
    yield from _dropped_goals(year, parts, seen.rapport)
    yield from _dropped_indicators(year, parts)


def _promised(seen: Granskad) -> _Year:
    year = _Year()
    for report in seen.i_år:
        for part in _parts(report):
            _add(year, part, report)
    return year


def _parts(report: Rapport) -> Iterator[GoalSection]:
    return (part for part in report.alla_avsnitt() if isinstance(part, (Mål, Målplan)))


def _add(year: _Year, part: GoalSection, report: Rapport) -> None:
    # A plan that has its own tables for the follow-up says there what will be followed up; elsewhere it may say more.
    followed = isinstance(part, Mål) or not any(isinstance(other, Mål) for other in _parts(report))
    for goal in part.nämndmål:
        for promises, items in ((year.mål, (goal,)), (year.indikatorer, goal.indikatorer)):
            for item in items:
                promise = promises.setdefault(_key(item), _first(item, goal, report))
                promise.namnen.add(_bare(item.namn))
                promise.målnivåer += _targets(item)
                promise.följs_upp |= followed
                promise.beslutad |= not isinstance(item, Planmål) and bool(item.beslut)


def _first(item: Goal | Indikator, goal: Goal, report: Rapport) -> _Promise:
    plan = report.namn if report.tid.planerar else ""
    return _Promise(item.namn, report.omnämnd, goal.id, item.id, plan)


def _key(item: Goal | Indikator) -> str:
    return item.id or _bare(item.namn)


def _bare(text: str) -> str:
    """A text without what isn't its words: case, dashes of different length, spaces, the full stop at its end."""
    return " ".join(_DASHES.sub("-", unicodedata.normalize("NFKC", text)).casefold().split()).rstrip(" .")


def _targets(item: Goal | Indikator) -> list[Mätvärde]:
    if isinstance(item, Planmål):
        return []
    more = item.delmål if isinstance(item, Indikator) else ()
    return [target for target in (item.målnivå, *more) if target]


def _kept(item: Nämndmål | Indikator, promises: dict[str, _Promise], *, decided: bool) -> Iterator[Fynd | Looked]:
    promise = promises.get(_key(item)) or promises.get(item.ersätter or "")
    if promise is None:
        return
    change = None if item.beslut or decided or promise.beslutad else _change(item, promise)
    if change is None:
        yield OK
        return
    steps, message, hint = change
    yield Fynd(item.at(*steps), message, hint)


def _change(item: Nämndmål | Indikator, promise: _Promise) -> tuple[KeyPath, str, str] | None:
    what, source = "Målet" if isinstance(item, Nämndmål) else "Indikatorn", promise.källa
    if _bare(item.namn) not in promise.namnen:
        message = f"{what} heter «{promise.namn}» i {source}, men «{item.namn}» här."
        return ("namn",), message, f"Skriv namnet som i {source}, eller {_DECIDED}."
    stated = _targets(item)
    if not promise.målnivåer or any(_agrees(one, other) for one in stated for other in promise.målnivåer):
        return None
    right = " eller ".join(dict.fromkeys(f"«{target}»" for target in promise.målnivåer))
    hint = f"Skriv {right}, eller {_DECIDED}."
    if not stated:
        return ("namn",), f"Målnivån saknas: i {source} är den {right}.", hint
    return ("målnivå",), f"Målnivån är «{stated[0]}», men {right} i {source}.", hint


def _agrees(one: Mätvärde, other: Mätvärde) -> bool:
    """Whether two targets are the same, or for different stretches of time (tertial, år) and so can't be compared."""
    if one.tal is None or other.tal is None:
        return _bare(str(one)) == _bare(str(other))
    mine, theirs = scaled_figure(one), scaled_figure(other)
    if mine and theirs and mine.time and theirs.time and mine.time != theirs.time:
        return True
    return (one.tal, _bare(one.enhet), one.operator) == (other.tal, _bare(other.enhet), other.operator)


def _dropped_goals(year: _Year, parts: list[Mål], report: Rapport) -> Iterator[Fynd]:
    missing = _missing(year.mål, [goal for part in parts for goal in part.nämndmål])
    if missing:
        what, them = ("Målet", "det") if len(missing) == 1 else ("Målen", "dem")
        message = f"{what} {_listed(missing)} finns i {_sources(missing)} men inte här."
        hint = f"Ta med {them}, eller {_DECIDED}.{_afresh(missing, report)}"
        yield Fynd(parts[0].key("nämndmål"), message, hint)


def _afresh(missing: list[_Promise], report: Rapport) -> str:
    """How a report that lacks goals of the plan is begun with them."""
    plan = next((promise.plan for promise in missing if promise.plan), "")
    command = f"asn new --year {report.år} --period {report.period} --plan {plan}"
    return f" Är filen inte påbörjad: ta bort den och kör {command}." if plan else ""


def _dropped_indicators(year: _Year, parts: list[Mål]) -> Iterator[Fynd]:
    goals = [goal for part in parts for goal in part.nämndmål]
    dropped = _missing(year.indikatorer, [item for goal in goals for item in goal.indikatorer])
    for goal in goals if dropped else ():
        missing = [promise for promise in dropped if _belongs(promise, goal, year)]
        if missing and not goal.beslut:
            what, them = ("Indikatorn", "den") if len(missing) == 1 else ("Indikatorerna", "dem")
            message = f"{what} {_listed(missing)} finns i {_sources(missing)} men inte här."
            hint = f"Ta med {them}, med «mäts» om utfallet kommer senare, eller {_DECIDED}. {_lines(missing)}"
            yield Fynd(goal.at("namn"), message, hint)


def _lines(missing: list[_Promise]) -> str:
    """The lines that are missing, as they are written."""
    lines = (
        {"id": one.id, "namn": one.namn, "målnivå": next((str(to) for to in one.målnivåer), None)} for one in missing
    )
    rows = (scalar({key: value for key, value in row.items() if value}, within_braces=False) for row in lines)
    return f"{'Raden' if len(missing) == 1 else 'Raderna'} att lägga till: " + " ".join(f"- {row}" for row in rows)


def _missing(promises: dict[str, _Promise], items: Sequence[Nämndmål | Indikator]) -> list[_Promise]:
    ids = {_key(item) for item in items} | {item.ersätter for item in items}
    names = {_bare(item.namn) for item in items}
    return [
        promise
        for key, promise in promises.items()
        if promise.följs_upp and not promise.beslutad and key not in ids and not promise.namnen & names
    ]


def _belongs(promise: _Promise, goal: Nämndmål, year: _Year) -> bool:
    return promise.mål in {goal.id, goal.ersätter} or _bare(goal.namn) in year.mål[promise.mål].namnen


def _listed(items: list[_Promise]) -> str:
    return " och ".join(f"«{promise.namn}»" for promise in items)


def _sources(items: list[_Promise]) -> str:
    return " och ".join(dict.fromkeys(item.källa for item in items))


def missing_plan(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A section that shows the plan beside the outcome has a plan to show, and one that sets goals."""
    report = seen.rapport
    for part in report.poster(Planuppföljning):
        plan = part.planen(report.år, seen.tidigare)
        if plan and next(löften(plan), None):
            yield OK
            continue
        named = part.plan or f"för {report.år}"
        message = f"Planen {plan.namn} har inga mål att visa." if plan else f"Det finns ingen plan {named} att visa."
        hint = "Skriv planens namn i «plan», till exempel 2025/plan, eller ta bort avsnittet."
        yield Fynd(part.at("plan" if part.plan else "slag"), message, hint)
