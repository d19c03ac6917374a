"""Two reports against each other, and what all reports share."""

from collections.abc import Callable, Iterator, Mapping

from asn.comparison.change import Change, Comparison, Group
from asn.comparison.fields import fields
from asn.comparison.figures import UNIT, figures, money
from asn.comparison.lights import assignments, goals, lights, risks
from asn.comparison.matching import matched
from asn.comparison.places import Places, alike
from asn.comparison.tables import tables
from asn.comparison.things import Pair, pairs, section_name
from asn.comparison.walk import ORDER, Difference, Walk
from asn.comparison.words import words
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Post, Värde
from asn.model.report import Rapport

_Teller = Callable[[tuple[Pair, ...], Mapping[int, Värde]], Iterator[Change]]
_TELLERS: Mapping[str, tuple[str, _Teller]] = {
    "ljus": ("Ljus som ändrats", lambda found, _: lights(found)),
    "mål": ("Mål och indikatorer", lambda found, _: goals(found)),
    "risker": ("Risker", lambda found, _: risks(found)),
    "uppdrag": ("Uppdrag", lambda found, _: assignments(found)),
    "pengar": (f"Pengar, {UNIT}", money),
    "tabeller": ("Tabeller", tables),
    "siffror": ("Siffror", lambda found, _: figures(found)),
}
"""What has sentences of its own, by the sort's name in JSON."""


def compared(before: Rapport, after: Rapport, named: tuple[str, str]) -> Comparison:
    """All that differs, sort by sort; ``named`` is what a reader knows the two by."""
    walk = _walked(before, after)
    places = Places(after.register, alike((before.avsnitt, after.avsnitt)))
    return Comparison(*named, _groups(walk, pairs(before, after, walk.same), places))


def compared_registers(before: Mapping[str, Post], after: Mapping[str, Post], named: tuple[str, str]) -> Comparison:
    """All that differs in what all reports share, given by file."""
    walk = Walk()
    for file in before:
        if file in after:
            walk.record(before[file], after[file], (after[file],))
    return Comparison(*named, _groups(walk.ended(), (), Places(None, frozenset())))


def _walked(before: Rapport, after: Rapport) -> Walk:
    walk = Walk()
    walk.record(before.blad, after.blad, (after.blad,))
    files = {id(part): part.file().rpartition("/")[2] for part in (*before.avsnitt, *after.avsnitt)}
    sections = matched(before.avsnitt, after.avsnitt, files)
    walk.rows(sections)
    names = {id(old): _section_name(new) for old, new in sections.pairs}
    order = [names[id(old)] for old in before.avsnitt if id(old) in names]
    if order != list(names.values()):
        told = (", ".join(order), ", ".join(names.values()))
        walk.found.append(Difference((after.blad,), before.blad, "avsnitt", ORDER, *told))
    return walk.ended()


def _section_name(record: Värde) -> str:
    return section_name(record) if isinstance(record, Avsnitt) else ""


def _groups(walk: Walk, found: tuple[Pair, ...], places: Places) -> tuple[Group, ...]:
    groups = [Group(key, name, tuple(tell(found, walk.same))) for key, (name, tell) in _TELLERS.items()]
    order = {name: at for at, name in enumerate(dict.fromkeys(places.section(one.väg) for one in walk.found))}
    differences = sorted(walk.found, key=lambda one: order[places.section(one.väg)])
    groups.append(Group("text", "Text", tuple(words(differences, places))))
    told = frozenset(spot for group in groups for row in group.rader for spot in row.ställen)
    groups.append(Group("övrigt", "Övriga fält", tuple(fields(differences, told, places))))
    return tuple(groups)
