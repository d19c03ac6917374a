"""What the year's plan promises, as a report follows it up: the plan's own words, and blanks for what became of them.

Each målplan becomes a mål: ids, names and målnivåer word for word. What is carried is told by the model's marks, so
that a field that both have goes with it, and what a period tells anew is left to be written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from asn.editing import replaced
from asn.finding import listed_words
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Enhetsresultat, Indikator, Mål, Nämndmål
from asn.model.avsnitt.plan import Målplan
from asn.model.avsnitt.uppfoljning import Aktivitet, Uppdrag
from asn.model.fields import Arv
from asn.model.record import Värde, inheritance, light_fields, record_in
from asn.model.register import Register
from asn.model.report import Rapport
from asn.read import Tree, Value, records, value_at
from asn.succession.periods import lasting_exceptions

Record = dict[str, Value]
_BLANKS = ("utfall", "bedömning", "status", "kommentar")
"""What an editor fills in of a thing that is followed up."""
_TARGETS = ("målnivå", "delmål", "riktning", "skala", "kolada", "kön")
"""What a plan may say of an indicator in its table for the follow-up alone."""
_LASTS = frozenset({Arv.VARAR, Arv.FLYTTAS})
_SORTS = ("mål", "nämndmål", "indikatorer", "aktiviteter", "politiska uppdrag")
_ONE = {
    "indikatorer": "indikator",
    "aktiviteter": "aktivitet",
    "politiska uppdrag": "politiskt uppdrag",
    "risker": "risk",
    "projekt": "projekt",
}


@dataclass
class Promised:
    """A plan's goals as a report's sections, and how many there are of each sort."""

    sections: list[Record] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_SORTS, 0))


@dataclass(frozen=True)
class Plan:
    """A plan, and the trees of its files."""

    rapport: Rapport
    trees: Mapping[str, Tree]

    def raw(self, record: Värde) -> Record:
        """What stands in the file for a record."""
        return cast("Record", value_at(self.trees[record.file()].value, record.path()))

    def goals(self) -> list[Målplan]:
        """The plan's goals, in its order."""
        return list(self.rapport.poster(Målplan))


def promised_goals(plan: Plan, scale: str | None) -> Promised:
    """The goals of a plan, each with its activities and its political assignments.

    ``scale`` is what assignments and activities are judged by, where the earlier report tells it.
    """
    promises = Promised()
    for part in plan.goals():
        promises.sections.append(_goal_section(plan, part, scale, promises))
    return promises


def _goal_section(plan: Plan, part: Målplan, scale: str | None, promises: Promised) -> Record:
    raw, table = plan.raw(part), _table_for(plan, part)
    section: Record = {"slag": "mål", **_kept(Mål, raw, ("id", "rubrik", "målområde"))}
    section |= _kept(Mål, table, ("skala", "enhetsskala"))
    goals: list[Value] = [
        _goal(one, _named(table.get("nämndmål"), one), promises) for one in records(raw.get("nämndmål"))
    ]
    section["nämndmål"] = goals
    below: list[Value] = [
        *_activities(raw, scale, promises),
        *_assignments(plan.rapport.register, part, raw, scale, promises),
    ]
    promises.counts["mål"] += 1
    promises.counts["nämndmål"] += len(goals)
    return {**section, "underavsnitt": below} if below else section


def _table_for(plan: Plan, part: Målplan) -> Record:
    """The plan's own table for the follow-up, which may say more of an indicator than its goals do."""
    return next((plan.raw(table) for table in plan.rapport.poster(Mål) if table.målområde == part.målområde), {})


def _goal(goal: Record, table: Record, promises: Promised) -> Record:
    record = _as(Nämndmål, goal, ("bedömning", "kommentar"))
    items = records(goal.get("indikatorer"))
    if items:
        record["indikatorer"] = [_indicator(item, _named(table.get("indikatorer"), item)) for item in items]
    units: list[Value] = [_as(Enhetsresultat, unit) for unit in records(table.get("enheter"))]
    promises.counts["indikatorer"] += len(items)
    return {**record, "enheter": units} if units else record


def _indicator(item: Record, table: Record) -> Record:
    return _as(Indikator, {**_kept(Indikator, table, _TARGETS), **item})


def _activities(raw: Record, scale: str | None, promises: Promised) -> Iterator[Record]:
    for goal in records(raw.get("nämndmål")):
        items = records(goal.get("aktiviteter"))
        if items:
            promises.counts["aktiviteter"] += len(items)
            text = f"för nämndmål {goal['nummer']}" if goal.get("nummer") else f"för {goal['namn']}"
            named = [_as(Aktivitet, {"id": f"aktivitet_{number}", **item}) for number, item in enumerate(items, 1)]
            head: Record = {"slag": "aktiviteter", "id": f"aktiviteter_{goal['id']}", "rubrik": f"Aktiviteter {text}"}
            yield {**head, **({"skala": scale} if scale else {}), "aktiviteter": [*named]}


def _assignments(
    register: Register, part: Målplan, raw: Record, scale: str | None, promises: Promised
) -> Iterator[Record]:
    items = records(raw.get("politiska_uppdrag"))
    if items:
        promises.counts["politiska uppdrag"] += len(items)
        heading = f"Politiska uppdrag, {register.målområde(part.målområde).kort}"
        head: Record = {"slag": "uppdrag", "id": f"politiska_uppdrag_{part.målområde}", "rubrik": heading}
        listed = [_as(Uppdrag, {**item, "syfte": _points(records(item.get("punkter")))}) for item in items]
        yield {**head, **({"skala": scale} if scale else {}), "syftesrubrik": "Ur planen", "uppdrag": [*listed]}


def _points(points: Sequence[Record]) -> str | None:
    """The points of an assignment, as a list in Markdown."""
    lines = [line for point in points for line in _point(point)]
    return "\n".join((*lines, "")) if lines else None


def _point(point: Record) -> Iterator[str]:
    first, *more = str(point.get("text") or "").rstrip().split("\n")
    yield f"- {first}"
    yield from (f"  {line}".rstrip() for line in more)
    under = point.get("underpunkter")
    yield from (f"  - {' '.join(str(one).split())}" for one in (under if isinstance(under, list) else ()))


def _named(items: Value, wanted: Record) -> Record:
    """The record of a list with the same id."""
    return next((one for one in records(items) if one.get("id") and one.get("id") == wanted.get("id")), {})


def _kept(kind: type[Värde], raw: Record, names: Sequence[str]) -> Record:
    marks = inheritance(kind)
    return {name: raw[name] for name in names if raw.get(name) is not None and marks[name] in _LASTS}


def _as(kind: type[Värde], raw: Record, blanks: Sequence[str] = _BLANKS) -> Record:
    """A record as another kind: the fields that both have and that last, and blanks for what is to be written."""
    marks, record = inheritance(kind), Record()
    for key, mark in marks.items():
        if mark in _LASTS and raw.get(key) is not None and not record_in(kind, key):
            record[key] = raw[key]
        elif mark is Arv.TÖMS and key in blanks:
            record[key] = None
    excepted = lasting_exceptions(raw, kind)
    return {**record, "undantag": excepted} if excepted else record


def lists_with_lights(section: Avsnitt) -> list[str]:
    """The lists of a section whose records last and have a light each, by their names in the file."""
    kind = type(section)
    return [key for key, mark in inheritance(kind).items() if mark in _LASTS and _is_lit(record_in(kind, key))]


def _is_lit(kind: type[Värde] | None) -> bool:
    return kind is not None and bool(light_fields(kind))


def with_blanks(tree: Tree, section: Avsnitt) -> Tree:
    """A section's file with a place for each light, and each comment, that the report is to tell."""
    for part in section.alla():
        for key in lists_with_lights(part):
            kind = record_in(type(part), key)
            assert kind is not None
            marks = inheritance(kind)
            for index, row in enumerate(rows(tree, part, key)):
                for name in (name for name in _BLANKS if marks.get(name) is Arv.TÖMS and name not in row):
                    tree = replaced(tree, (*part.path(), key, index, name), None, list(marks))
    return tree


def rows(tree: Tree, part: Avsnitt, key: str) -> list[Record]:
    """The records of a section's list, as they stand in its file."""
    return records(value_at(tree.value, (*part.path(), key)))


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Counts in words, as in «5 mål, 6 nämndmål och 1 risk»."""
    parts = [f"{number} {_ONE.get(what, what) if number == 1 else what}" for what, number in counts.items() if number]
    return listed_words(parts)
