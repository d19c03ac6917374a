"""Lights of goals in several sections, gathered in the section above: goals × units, goals × months."""

from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Mål
from asn.model.avsnitt.malljus import MOST, are_lights_alone, empty_units, goals_of, has_lights, month_table, unit_table
from asn.model.register import Register
from asn.table import Tabell


def gather(above: Avsnitt, register: Register) -> None:
    """Let the sections with goals right below one leave to it what it shows of them all."""
    below = _goals_below(above)
    units, months = (goals_of(below, register, field) for field in ("enheter", "månader"))
    several = len(below) > 1
    beside = has_lights(units) and are_lights_alone(units) and 1 < len(units) <= MOST
    fields = {"enheter"} if several and beside else set()
    fields |= {"månader"} if several and len(months) > 1 else set()
    told = tuple(empty_units(units, register))
    first = next((part for part in below if any(goal.enheter for goal in part.nämndmål)), None)
    for part in below if several else ():
        part.samlas(frozenset(fields), told if part is first else ())


def gathered(above: Avsnitt, register: Register) -> tuple[Tabell, ...]:
    """The tables that a section shows of the goals below it."""
    below, name = _goals_below(above), above.id or "mål"
    units, months = (goals_of(below, register, field) for field in ("enheter", "månader"))
    tables = []
    if "enheter" in _left(below):
        tables.append(unit_table(units, register, name))
    if "månader" in _left(below):
        tables.append(month_table(months, register, below[0].månadsrubrik, name))
    return tuple(tables)


def scales_below(above: Avsnitt) -> tuple[str, ...]:
    """The scales of the lights that a section shows of the goals below it."""
    below = _goals_below(above)
    left = _left(below)
    units = [part.enhetsskala for part in below if "enheter" in left]
    months = [part.skala for part in below if "månader" in left]
    return tuple(dict.fromkeys(name for name in (*units, *months) if name))


def _goals_below(above: Avsnitt) -> tuple[Mål, ...]:
    return tuple(part for part in above.underavsnitt if isinstance(part, Mål))


def _left(below: tuple[Mål, ...]) -> frozenset[str]:
    return below[0].samlat if below else frozenset()
