"""The units' own files of a new period: one for each that there is that year, with the goals and their targets."""

from collections.abc import Iterator, Mapping

from asn.editing.writing import written_block
from asn.model.avsnitt.mal import Nämndmål
from asn.model.rapportslag import ascii_word
from asn.model.register import Enhet, Register
from asn.model.report import UNITS, Rapport
from asn.read import Value, read_yaml, records

_HEAD = "# yaml-language-server: $schema=../../../../schema/enhetsrapport.schema.json\n"
Record = dict[str, Value]


def unit_files(
    files: Mapping[str, str], register: Register, year: int, earlier: Rapport | None, risks: Mapping[str, Value]
) -> dict[str, str]:
    """The files by their names in the period's folder; none if no goal is weighed together from them.

    Args:
        files: the new period's others, by their names there.
        register: the units that there are.
        year: the new period's.
        earlier: the report that it is begun from, whose units each goal keeps.
        risks: each unit's own, carried from there, by its id.
    """
    goals = [goal for name, text in files.items() for goal in _goals(_value(name, text))]
    before = {goal.id: {result.enhet for result in goal.enheter} for goal in _of(earlier)}
    made = {}
    for unit in _active(register, year):
        own = [goal for goal in goals if not before.get(str(goal["id"])) or unit.id in before[str(goal["id"])]]
        if own:
            made[f"{UNITS}/{file_of(unit)}"] = _text(unit, own, risks.get(unit.id))
    return made


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
    return _HEAD + "\n".join((*lines, own, "händelser: []", ""))
