"""A new period out of an earlier one: structure, goals, risks, uppdrag and targets carried, outcomes and text empty.

Here is which files it begins with, and where each is from: the year's plan, an earlier report, or both; and the units'
own files, one for each unit that there is that year, with the goals and their targets.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from asn.editing import removed, replaced
from asn.editing.writing import STEP, written_block
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Mål, Nämndmål
from asn.model.avsnitt.plan import Målplan
from asn.model.avsnitt.uppfoljning import Uppdragslista
from asn.model.ledger import LEDGER
from asn.model.rapportslag import Rapportslag, ascii_word
from asn.model.register import Enhet, Register
from asn.model.report import UNITS, Rapport
from asn.period import Period
from asn.read import Tree, Value, read_yaml, records
from asn.succession.periods import carry_over
from asn.succession.promises import (
    Plan,
    Promised,
    Record,
    counts_in_words,
    lists_with_lights,
    promised_goals,
    rows,
    with_blanks,
)
from asn.succession.years import PeriodStep

SHEET = "rapport.yaml"
FOLLOW_UP = "planen-och-utfallet.yaml"
"""The file that ends a report that is begun from a plan."""
_FOLLOW_UP_TEXT = "slag: planuppföljning\n"
_FOLLOW_UP_HEADING = "Planen och utfallet"
_SCHEMA = "# yaml-language-server: $schema=../../../schema/{}.schema.json\n"


@dataclass(frozen=True)
class Basis:
    """What a new period is begun from: the year's plan, an earlier report, or one of them; and the project's files."""

    år: int
    period: Period
    slag: Rapportslag
    filer: Mapping[str, bytes]
    tidigare: Rapport | None = None
    plan: Rapport | None = None


@dataclass
class NewPeriod:
    """The files of a new period by name, what each is from besides the earlier report alone, and what has no place."""

    filer: dict[str, str] = field(default_factory=dict)
    ur: dict[str, str] = field(default_factory=dict)
    utan_plats: list[str] = field(default_factory=list)


def begin(basis: Basis) -> NewPeriod:
    """The files of the new period."""
    begun = NewPeriod()
    if basis.tidigare:
        _carry_earlier(basis, basis.tidigare, begun)
    if basis.plan:
        begun.filer.setdefault(SHEET, _SCHEMA.format("rapport") + "tillstånd: utkast\n")
        _carry_plan(basis, basis.plan, begun)
        begun.filer = dict(sorted(begun.filer.items()))
    source = basis.tidigare or basis.plan
    if source and not basis.period.planerar:
        risks = dict(_risks_of_units(basis, basis.tidigare)) if basis.tidigare else {}
        units = _unit_files(begun.filer, source.register, basis.år, basis.tidigare, risks)
        begun.filer |= units
        begun.ur |= dict.fromkeys(units, "för enheten")
    return begun


def _carry_earlier(basis: Basis, earlier: Rapport, begun: NewPeriod) -> None:
    """The files that the new period's kind of report has a place for; another kind has its own order and annexes."""
    step = PeriodStep(earlier.år, earlier.tid, basis.år, basis.period, basis.slag.utelämnar)
    other = basis.slag.id != earlier.slag.id and bool(basis.slag.avsnitt)
    places = {SHEET, *(plan.fil for plan in basis.slag.avsnitt)}
    for name, tree in _trees(basis, earlier).items():
        if other and name not in places:
            begun.utan_plats.append(f"content/{earlier.namn}/{name}")
            continue
        text = carry_over(tree, step)
        if other:
            text = _without(name, text, ("avsnitt", "titel") if name == SHEET else ("bilaga",))
        begun.filer[name] = text
        if basis.plan:
            begun.ur[name] = f"ur {earlier.namn}"


def _risks_of_units(basis: Basis, earlier: Rapport) -> Iterator[tuple[str, Value]]:
    """Each unit's own risks, as they are carried."""
    step = PeriodStep(earlier.år, earlier.tid, basis.år, basis.period, basis.slag.utelämnar)
    for name, data in basis.filer.items():
        if name.startswith(f"content/{earlier.namn}/{UNITS}/"):
            value = _mapping(_tree(name, carry_over(_tree(name, data), step).encode()))
            yield str(value.get("enhet")), value.get("risker")


def _trees(basis: Basis, report: Rapport) -> dict[str, Tree]:
    """A report's files by their names in its folder; which cells its figures came from is its own."""
    prefix = f"content/{report.namn}/"
    return {
        name.removeprefix(prefix): _tree(name, data)
        for name, data in sorted(basis.filer.items())
        if name.startswith(prefix) and name != prefix + LEDGER and "/" not in name.removeprefix(prefix)
    }


def _tree(name: str, data: bytes) -> Tree:
    tree, _ = read_yaml(name, data)
    assert tree, "a report that was loaded can be read"
    return tree


def _without(name: str, text: str, keys: tuple[str, ...]) -> str:
    tree = _tree(name, text.encode())
    for key in keys:
        if isinstance(tree.value, dict) and key in tree.value:
            tree = removed(tree, (key,))
    return tree.text


def _carry_plan(basis: Basis, report: Rapport, begun: NewPeriod) -> None:
    """What the plan promises, each file in the place that the new period has for it."""
    trees = _trees(basis, report)
    plan = Plan(report, {tree.file: tree for tree in trees.values()})
    places = _places(basis)
    goals = _place_of_goals(basis, plan, places)
    for section in report.avsnitt:
        name = section.file().rpartition("/")[2]
        kinds = {type(part) for part in section.alla()}
        if goals and kinds & {Målplan, Mål}:
            continue  # its goals are in the new period's own file for them
        if name in places and _is_promise(section):
            _carry_section(basis, report, section, begun)
        else:
            begun.utan_plats.append(section.file())
    if goals:
        _add_goals(basis, plan, goals, begun)
    if goals or any(section.file().rpartition("/")[2] in places and any(Mål.of(section)) for section in report.avsnitt):
        _add_follow_up(basis, begun)
    unplaced = {section.file() for section in report.avsnitt if not _is_promise(section)} if basis.tidigare else ()
    begun.utan_plats = [name for name in begun.utan_plats if name not in unplaced]


def _is_promise(section: Avsnitt) -> bool:
    return any(lists_with_lights(part) or isinstance(part, Målplan) for part in section.alla())


def _places(basis: Basis) -> set[str]:
    earlier = basis.tidigare
    own = earlier.blad.avsnitt if earlier and earlier.slag.id == basis.slag.id else ()
    return {plan.fil for plan in own or basis.slag.avsnitt}


def _place_of_goals(basis: Basis, plan: Plan, places: set[str]) -> str:
    """The file that goals stand in: the earlier report's, else that of the plan's own name; none if it has no place."""
    if not plan.goals():
        return ""
    files = (_file_of(Mål, basis.tidigare), plan.goals()[0].file().rpartition("/")[2])
    return next((name for name in files if name in places), "")


def _file_of(kind: type[Avsnitt], report: Rapport | None) -> str:
    files = (part.file() for part in (report.avsnitt if report else ()) if any(kind.of(part)))
    return next(files, "").rpartition("/")[2]


def _carry_section(basis: Basis, report: Rapport, section: Avsnitt, begun: NewPeriod) -> None:
    """A file of the plan as it is, with the earlier report's heading and scale, and places for what is to be told."""
    name = section.file().rpartition("/")[2]
    step = PeriodStep(report.år, report.tid, basis.år, basis.period, basis.slag.utelämnar)
    text = carry_over(_tree(section.file(), basis.filer[section.file()]), step)
    tree = with_blanks(_tree(name, _without(name, text, ("bilaga", "rubrik")).encode()), section)
    old = _mapping(_tree(name, begun.filer[name].encode())) if name in begun.filer else {}
    for key in ("skala", "rubrik") if old.get("slag") == section.slag else ():
        if old.get(key) and not _mapping(tree).get(key):
            tree = replaced(tree, (key,), old[key], ["slag", "id", "rubrik", "skala"])
    begun.filer[name] = tree.text
    counts: Counter[str] = Counter()
    for part in section.alla():
        counts.update({key: len(rows(tree, part, key)) for key in lists_with_lights(part)})
    begun.ur[name] = f"{counts_in_words(counts)} ur {report.omnämnd}"


def _mapping(tree: Tree) -> Record:
    return tree.value if isinstance(tree.value, dict) else {}


def _add_goals(basis: Basis, plan: Plan, name: str, begun: NewPeriod) -> None:
    """The plan's goals in a chapter, with the parts of the earlier report's that aren't goals."""
    earlier = basis.tidigare
    lists = list(earlier.poster(Uppdragslista)) if earlier else []
    goals = promised_goals(plan, next((part.skala for part in lists if part.skala), None))
    before = _mapping(_tree(name, begun.filer[name].encode())) if name in begun.filer else {}
    chapter: Record = {"slag": "text", "id": before.get("id") or "mål"}
    if before.get("slag") == "text" and before.get("rubrik"):
        chapter["rubrik"] = before["rubrik"]
    _with_other_parts(plan, goals, before)
    overview = [_overview(part, goals) for part in _walk(before) if part.get("slag") == "målöversikt"][:1]
    chapter["underavsnitt"] = [*overview, *goals.sections]
    body = written_block(chapter, -STEP).removeprefix("\n")
    parted = body.replace("\n  - slag:", "\n\n  - slag:").replace("underavsnitt:\n\n", "underavsnitt:\n", 1)
    begun.filer[name] = f"{_SCHEMA.format('avsnitt')}{parted}\n"
    begun.ur[name] = f"{counts_in_words(goals.counts)} ur {plan.rapport.omnämnd}"


def _walk(value: Value) -> Iterator[Record]:
    """A section and all below it, as values."""
    if isinstance(value, dict):
        yield value
        for part in records(value.get("underavsnitt")):
            yield from _walk(part)


def _overview(before: Record, goals: Promised) -> Record:
    """The earlier overview, of the plan's målområden."""
    areas = dict.fromkeys(str(section["målområde"]) for section in goals.sections)
    return {**before, "målområden": [{"målområde": area, "bedömning": None} for area in areas]}


def _with_other_parts(plan: Plan, goals: Promised, before: Record) -> None:
    """Give each goal the texts and tables that stood below the earlier report's goals of its målområde."""
    register = plan.rapport.register
    taken = {part.get("id") for section in goals.sections for part in _walk(section)}
    for section in goals.sections:
        area = register.målområde(str(section["målområde"]))
        for old in _walk(before):
            if old.get("slag") == "mål" and old.get("målområde") in {area.id, *area.ersätter}:
                kept = [part for part in records(old.get("underavsnitt")) if _is_free(part, taken)]
                if kept:
                    section["underavsnitt"] = [*records(section.get("underavsnitt")), *kept]


def _is_free(part: Value, taken: set[Value]) -> bool:
    return not any(one.get("id") in taken for one in _walk(part) if one.get("id"))


def _add_follow_up(basis: Basis, begun: NewPeriod) -> None:
    """«Planen och utfallet», last in the report, by the kind's own order or else by the sheet's."""
    begun.filer[FOLLOW_UP] = _SCHEMA.format("avsnitt") + _FOLLOW_UP_TEXT
    tree = _tree(SHEET, begun.filer[SHEET].encode())
    own = _mapping(tree).get("avsnitt")
    if not own and any(plan.fil == FOLLOW_UP for plan in basis.slag.avsnitt):
        return
    planned = (
        own
        if isinstance(own, list)
        else [_planned(plan.fil, plan.rubrik, plan.obligatoriskt) for plan in basis.slag.avsnitt]
    )
    if not any(isinstance(one, dict) and one.get("fil") == FOLLOW_UP for one in planned):
        listed = [*planned, _planned(FOLLOW_UP, _FOLLOW_UP_HEADING, needed=False)]
        begun.filer[SHEET] = replaced(tree, ("avsnitt",), listed).text


def _planned(file: str, heading: str, needed: bool) -> Record:  # noqa: FBT001
    return {"fil": file, "rubrik": heading, "obligatoriskt": "ja" if needed else "nej"}


_UNIT_HEAD = "# yaml-language-server: $schema=../../../../schema/enhetsrapport.schema.json\n"


def _unit_files(
    files: Mapping[str, str], register: Register, year: int, earlier: Rapport | None, risks: Mapping[str, Value]
) -> dict[str, str]:
    """The files by their names in the period's folder; none if no goal is weighed together from them.

    ``files`` are the others, by their names there; ``earlier`` is the report that it is begun from, whose units
    each goal keeps; ``risks`` are each unit's own, carried from there, by its id.
    """
    goals = [goal for name, text in files.items() for goal in _goals(_value(name, text))]
    before = {goal.id: {result.enhet for result in goal.enheter} for goal in _of(earlier)}
    unit_files = {}
    for unit in _active(register, year):
        own = [goal for goal in goals if not before.get(str(goal["id"])) or unit.id in before[str(goal["id"])]]
        if own:
            unit_files[f"{UNITS}/{file_of(unit)}"] = _text(unit, own, risks.get(unit.id))
    return unit_files


def file_of(unit: Enhet) -> str:
    """The name of a unit's file."""
    return f"{ascii_word(unit.id)}.yaml"


def _of(report: Rapport | None) -> Iterator[Nämndmål]:
    return report.poster(Nämndmål) if report else iter(())


def _value(name: str, text: str) -> Value:
    tree, _ = read_yaml(name, text.encode())
    return tree.value if tree else None


def _goals(value: Value) -> Iterator[Record]:
    """The goals of a section, or of those below it, that are weighed together from the units' files."""
    values = value if isinstance(value, dict) else {}
    for goal in records(values.get("nämndmål")):
        if goal.get("från_enheter") in (True, "ja", "true") and goal.get("id"):
            yield goal
    for under in records(values.get("underavsnitt")):
        yield from _goals(under)


def _active(register: Register, year: int) -> Iterator[Enhet]:
    """The units of a year that no other unit of that year belongs to."""
    there = [one for one in register.enheter.values() if (one.från or year) <= year <= (one.till or year)]
    above = {unit.under for unit in there}
    return (unit for unit in there if unit.id not in above)


def _text(unit: Enhet, goals: list[Record], risks: Value) -> str:
    lines = [f"enhet: {unit.id}", "mål:"]
    for goal in goals:
        name = str(goal.get("namn") or goal["id"]).strip().rstrip(".").replace("\n", " ")
        target = goal.get("målnivå")
        lines += [f"  # {name}.{f' Målnivå: {target}' if target else ''}", f"  - mål: {goal['id']}"]
        lines += [f"    {key}:" for key in ("utfall", "bedömning", "kommentar")]
    own = f"risker:{written_block(risks, 0) or ' []'}"
    return _UNIT_HEAD + "\n".join((*lines, own, "händelser: []", ""))
