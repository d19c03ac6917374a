"""Lights of several goals side by side, goals × units and goals × months: one table each, not one for every goal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asn.model.fields import Månad
from asn.model.ord import ifylld, vid_antal
from asn.model.register import Register
from asn.table import Kolumn, Ljuscell, Tabell, Tabellform, TableRow

if TYPE_CHECKING:
    from asn.model.avsnitt.mal import Mål, Nämndmål

MOST_BESIDE = 12
"""Goals that fit beside each other on an upright page."""
_NARROW = 5  # columns from which a light's word stands below its sign


@dataclass(frozen=True, slots=True)
class Målljus:
    """A goal, what it is called beside others, and the scales' words for a light that isn't set."""

    mål: "Nämndmål"
    namn: str
    ej_bedömd: str = ""
    enhet_ej_bedömd: str = ""


def goals_of(sections: Iterable["Mål"], register: Register, field: str) -> tuple[Målljus, ...]:
    """The goals that have something in a field, ``enheter`` or ``månader``.

    They are called by their målområden where each has its own, else by their own names.
    """
    goals = [(part, goal) for part in sections for goal in part.nämndmål if getattr(goal, field)]
    areas = {part.målområde for part, _ in goals}
    short = len(areas) == len(goals) and None not in areas
    return tuple(
        Målljus(
            goal,
            register.målområde(part.målområde).kort if short and part.målområde else _name(goal),
            register.ej_bedömd(part.skala),
            register.ej_bedömd(part.enhetsskala),
        )
        for part, goal in goals
    )


def _name(goal: "Nämndmål") -> str:
    return f"{goal.nummer} {goal.namn}" if goal.nummer else goal.namn


def has_lights(goals: Iterable[Målljus]) -> bool:
    """Whether any unit has a light for any of the goals."""
    return any(result.bedömning for goal in goals for result in goal.mål.enheter)


def are_lights_alone(goals: Iterable[Målljus]) -> bool:
    """Whether the units have nothing but lights; an outcome or a comment needs a row of its own."""
    return not any(result.utfall or result.kommentar for goal in goals for result in goal.mål.enheter)


def empty_units(goals: Iterable[Målljus], register: Register) -> Iterator[str]:
    """What is said once of units that all lack their lights; nothing where some light is set."""
    lists = tuple(goals)
    units = {result.enhet for goal in lists for result in goal.mål.enheter}
    if units and not has_lights(lists) and are_lights_alone(lists):
        words = register.ord.mål
        yield ifylld(vid_antal(len(units), words.enhet_tom, words.enheter_tomma), antal=len(units))


def unit_table(goals: tuple[Målljus, ...], register: Register, id_: str) -> Tabell:
    """A row a unit, a column a goal."""
    words = register.ord.mål
    units = dict.fromkeys(result.enhet for goal in goals for result in goal.mål.enheter)
    lights = [
        {result.enhet: Ljuscell(result.bedömning, goal.enhet_ej_bedömd) for result in goal.mål.enheter}
        for goal in goals
    ]
    rows = (
        TableRow((register.enhet(unit).namn, *(by_unit.get(unit) for by_unit in lights)), id=unit) for unit in units
    )
    columns = (Kolumn("enhet", words.enhet), *(Kolumn(goal.mål.id, goal.namn, "ljus") for goal in goals))
    form: Tabellform = "enheter" if len(columns) <= _NARROW else "manad"
    return Tabell(f"{id_}_enheter", words.enheter, form, columns, tuple(rows))


def month_table(goals: tuple[Målljus, ...], register: Register, caption: str, id_: str) -> Tabell:
    """A row a goal, a column a month, as far as the year has lights."""
    words = register.ord
    last = max((month.nummer for goal in goals for month, light in goal.mål.månader.items() if light), default=0)
    months = [month for month in Månad if month.nummer <= last]
    columns = (
        Kolumn("mål", words.mål.mål),
        *(Kolumn(month.value, words.månadsrubrik(month.nummer), "ljus") for month in months),
    )
    # A month that has no light yet is no light that is missing.
    rows = tuple(TableRow((goal.namn, *(_month(goal, month) for month in months)), id=goal.mål.id) for goal in goals)
    return Tabell(f"{id_}_månader", caption, "manad", columns, rows if months else ())


def _month(goal: Målljus, month: Månad) -> Ljuscell | None:
    light = goal.mål.månader.get(month)
    return Ljuscell(light, goal.ej_bedömd) if light else None
