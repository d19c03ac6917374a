"""The records of two reports, matched."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from asn.comparison.change import Spot
from asn.comparison.matching import replaced
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Enhetsresultat, Målbedömning
from asn.model.record import Post, Värde
from asn.model.register import Register
from asn.model.report import Rapport

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """A record, the section that it stands in, and what a reader knows it by."""

    record: Värde
    avsnitt: str
    namn: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A record before and after; one of them is None where it is new or gone."""

    före: Thing | None
    efter: Thing | None

    @property
    def någon(self) -> Thing:
        """The later one, or else the earlier."""
        thing = self.efter or self.före
        assert thing, "a pair has at least one"
        return thing

    def ställen(self, field: str = "", key: str = "") -> frozenset[Spot]:
        """A field of the record, or all of it, as the places that a sentence tells of."""
        return spots((thing.record for thing in (self.före, self.efter) if thing), field, key)

    def of(self, *kinds: type[Värde]) -> bool:
        """Whether the record is of one of some kinds."""
        return isinstance(self.någon.record, kinds)


def spots(records: Iterable[Värde | None], field: str = "", key: str = "") -> frozenset[Spot]:
    """A field of some records, or all of them, as the places that a sentence tells of."""
    return frozenset((id(record), field, key) for record in records if record is not None)


def pairs(before: Rapport, after: Rapport, same: Mapping[int, Värde]) -> tuple[Pair, ...]:
    """All records that can be told apart, in the later report's order; those that are gone come last.

    ``same`` is what the walk found: each later record's earlier one, by ``id()`` of the later.
    """
    earlier, later = _things(before), _things(after)
    walked = {id(thing.record): key for key, thing in earlier.items()}
    renamed = {key: old for key, thing in later.items() for old in _replaced(key, thing.record) if old in earlier}
    for key, thing in later.items():
        old = walked.get(id(same.get(id(thing.record))))
        if key not in earlier and key not in renamed and old and old not in later:
            renamed[key] = old
    origin = {key: key if key in earlier else renamed.get(key) for key in later}
    made = [Pair(earlier[old] if (old := origin[key]) else None, thing) for key, thing in later.items()]
    kept = set(origin.values())
    return (*made, *(Pair(thing, None) for key, thing in earlier.items() if key not in kept))


def section_name(section: Avsnitt) -> str:
    """What a reader knows a section by."""
    return section.rubrik or (section.id or section.slag).replace("_", " ").capitalize()


def _replaced(key: Key, record: Värde) -> Iterator[Key]:
    yield from ((key[0], old) for old in replaced(record))


def _things(report: Rapport) -> dict[Key, Thing]:
    found: dict[Key, Thing] = {}
    for section in report.alla_avsnitt():
        for record, parent in _records(section, None):
            id_ = _id(record, parent)
            if id_:
                found.setdefault(
                    (_kind(record), id_),
                    Thing(record, section_name(section), row_name(record, parent, report.register)),
                )
    return found


def _records(record: Värde, parent: Värde | None) -> Iterator[tuple[Värde, Värde | None]]:
    """A section's own records with what each stands in; the sections below it tell their own."""
    yield record, parent
    for name in type(record).model_fields:
        if name == "underavsnitt":
            continue
        value = getattr(record, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Värde):
                yield from _records(inner, record)


def _kind(record: Värde) -> str:
    """The kind that a record is of: a plan's indicator is an indicator too."""
    return next(kind.__name__ for kind in type(record).__mro__ if {Post, Värde} & set(kind.__bases__))


def _id(record: Värde, parent: Värde | None) -> str | None:
    """What tells a record from others of its kind, over the years."""
    own: str | None = getattr(record, "id", None)
    match record:
        case Målbedömning():
            return record.målområde
        case Enhetsresultat():
            return f"{getattr(parent, 'id', '')}.{record.enhet}"
        case Avsnitt():
            return own or (f"«{record.rubrik}»" if record.rubrik else None)
    return own or getattr(record, "namn", None)


def row_name(record: Värde, parent: Värde | None, register: Register) -> str:
    """What a reader knows a record by; empty if it has no name of its own."""
    match record:
        case Målbedömning():
            return register.målområde(record.målområde).kort
        case Enhetsresultat():
            return f"{register.enhet(record.enhet).namn}, {getattr(parent, 'namn', '')}"
        case Avsnitt():
            return section_name(record)
    name: str = getattr(record, "namn", "") or getattr(record, "id", "") or ""
    return " ".join(name.split()).rstrip(".")
