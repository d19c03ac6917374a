"""Two reports against each other."""

from asn.comparison.change import Comparison, Group
from asn.comparison.figures import UNIT, figures, money
from asn.comparison.lights import assignments, goals, lights, risks
from asn.comparison.tables import tables
from asn.comparison.things import pairs
from asn.comparison.words import words
from asn.model.report import Rapport


def compared(before: Rapport, after: Rapport, named: tuple[str, str]) -> Comparison:
    """All that differs, sort by sort; ``named`` is what a reader knows the two by."""
    found = pairs(before, after)
    groups = (
        Group("ljus", "Ljus som ändrats", tuple(lights(found))),
        Group("mål", "Mål och indikatorer", tuple(goals(found))),
        Group("risker", "Risker", tuple(risks(found))),
        Group("uppdrag", "Uppdrag", tuple(assignments(found))),
        Group("pengar", f"Pengar, {UNIT}", tuple(money(found))),
        Group("tabeller", "Tabeller", tuple(tables(found))),
        Group("siffror", "Siffror", tuple(figures(found))),
        Group("text", "Text", tuple(words(before, after))),
    )
    return Comparison(*named, groups)
