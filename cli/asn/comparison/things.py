"""The records of two reports, matched."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from asn.comparison.change import ChangedPlace
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Enhetsresultat, Målbedömning
from asn.model.record import Post, Värde
from asn.model.register import Register
from asn.model.report import Rapport

_LIKELY = 0.5
_MOST = 2_500  # pairs that are weighed against each other; a longer list is told row by row


@dataclass(frozen=True, slots=True)
class Matched:
    """The records that both lists have, in the later one's order, and those that only one of them has."""

    pairs: tuple[tuple[Värde, Värde], ...]
    gone: tuple[Värde, ...]
    come: tuple[Värde, ...]

    def orders(self, before: Sequence[Värde]) -> tuple[list[str], list[str]]:
        """What the records that both have are called now, in the earlier list's order and in the later one's."""
        names = {id(old): identity(new) for old, new in self.pairs}
        return [names[id(old)] for old in before if id(old) in names], list(names.values())


def matched(before: Sequence[Värde], after: Sequence[Värde], names: Mapping[int, str] | None = None) -> Matched:
    """Match two lists: by what a row is called, then by ``ersätter``, then by what else it says.

    ``names`` is what records are called where the record itself doesn't say it, by ``id()`` of the record.
    """
    origin: dict[int, Värde] = {}
    left = dict(_keyed(before, names or {}))
    for key, record in _keyed(after, names or {}):
        if type(left.get(key)) is type(record):
            origin[id(record)] = left.pop(key)
    ids = {getattr(record, "id", None): key for key, record in left.items()}
    for record in after:
        old = next((ids[name] for name in _taken_over(record) if ids.get(name) in left), None)
        if id(record) not in origin and old:
            origin[id(record)] = left.pop(old)
    rest = [record for record in after if id(record) not in origin]
    for earlier, later in _alike(list(left.values()), rest):
        origin[id(later)] = earlier
    kept = {id(record) for record in origin.values()}
    return Matched(
        tuple((origin[id(record)], record) for record in after if id(record) in origin),
        tuple(record for record in before if id(record) not in kept),
        tuple(record for record in after if id(record) not in origin),
    )


def _taken_over(record: Värde) -> tuple[str, ...]:
    """The ids that a record says that it took over from."""
    replaced: str | tuple[str, ...] | None = getattr(record, "ersätter", None)
    return (replaced,) if isinstance(replaced, str) else replaced or ()


def identity(record: Värde) -> str:
    """What tells a record from its siblings: its id or heading, or else the words that it must have."""
    own = getattr(record, "id", None) or getattr(record, "rubrik", None)
    fields = type(record).model_fields
    must = (getattr(record, name) for name in fields if fields[name].is_required())
    return str(own) if own else " ".join(str(value) for value in must if isinstance(value, str))


def same(before: object, after: object) -> bool:
    """Whether two values say the same in the same way: 1,0 is another than 1,00. Where they were read is no matter."""
    if isinstance(before, Värde):
        return type(before) is type(after) and all(
            same(getattr(before, name), getattr(after, name)) for name in type(before).model_fields
        )
    if isinstance(before, tuple) and isinstance(after, tuple):
        return len(before) == len(after) and all(map(same, before, after))
    if isinstance(before, dict) and isinstance(after, dict):
        return list(before) == list(after) and all(same(value, after[key]) for key, value in before.items())
    return repr(before) == repr(after)


def _keyed(records: Sequence[Värde], names: Mapping[int, str]) -> Iterator[tuple[tuple[str, int], Värde]]:
    """Each record with what it is called, and a number among those that are called the same."""
    seen: Counter[str] = Counter()
    for record in records:
        name = names.get(id(record)) or identity(record)
        seen[name] += 1
        yield (name, seen[name]), record


def _alike(before: list[Värde], after: list[Värde]) -> Iterator[tuple[Värde, Värde]]:
    """Rows that go by another name now but for the rest say much the same, the likest first."""
    if len(before) * len(after) > _MOST:
        return
    likely = [
        (-share, abs(old - new), old, new)
        for new, later in enumerate(after)
        for old, earlier in enumerate(before)
        if (share := _likeness(earlier, later)) >= _LIKELY
    ]
    olds, news = set(range(len(before))), set(range(len(after)))
    for _, _, old, new in sorted(likely):
        if old in olds and new in news:
            olds.remove(old)
            news.remove(new)
            yield before[old], after[new]


def _likeness(before: Värde, after: Värde) -> float:
    """The share of the fields that either has which are the same in both."""
    if type(before) is not type(after):
        return 0
    fields = [name for name in type(after).model_fields if _is_told(before, name) or _is_told(after, name)]
    return sum(same(getattr(before, name), getattr(after, name)) for name in fields) / len(fields) if fields else 0


def _is_told(record: BaseModel, name: str) -> bool:
    return name in record.model_fields_set


ThingKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """A record, the section that it stands in, and what a reader knows it by."""

    record: Värde
    avsnitt: str
    namn: str


@dataclass(frozen=True, slots=True)
class ThingPair:
    """A record before and after; one of them is None where it is new or gone."""

    före: Thing | None
    efter: Thing | None

    @property
    def någon(self) -> Thing:
        """The later one, or else the earlier."""
        thing = self.efter or self.före
        assert thing, "a pair has at least one"
        return thing

    @property
    def poster(self) -> tuple[Värde | None, Värde | None]:
        """The two records themselves."""
        return self.före.record if self.före else None, self.efter.record if self.efter else None

    def ställen(self, field: str = "", key: str = "") -> frozenset[ChangedPlace]:
        """A field of the record, or all of it, as the places that a sentence tells of."""
        return changed_places(self.poster, field, key)

    def of(self, *kinds: type[Värde]) -> bool:
        """Whether the record is of one of some kinds."""
        return isinstance(self.någon.record, kinds)


def changed_places(records: Iterable[Värde | None], field: str = "", key: str = "") -> frozenset[ChangedPlace]:
    """A field of some records, or all of them, as the places that a sentence tells of."""
    return frozenset((id(record), field, key) for record in records if record is not None)


def pairs(before: Rapport, after: Rapport, same: Mapping[int, Värde]) -> tuple[ThingPair, ...]:
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
    pairs = [ThingPair(earlier[old] if (old := origin[key]) else None, thing) for key, thing in later.items()]
    kept = set(origin.values())
    return (*pairs, *(ThingPair(thing, None) for key, thing in earlier.items() if key not in kept))


def section_name(section: Avsnitt) -> str:
    """What a reader knows a section by."""
    return section.rubrik or (section.id or section.slag).replace("_", " ").capitalize()


def _replaced(key: ThingKey, record: Värde) -> Iterator[ThingKey]:
    yield from ((key[0], old) for old in _taken_over(record))


def _things(report: Rapport) -> dict[ThingKey, Thing]:
    things: dict[ThingKey, Thing] = {}
    for section in report.alla_avsnitt():
        for record, parent in _records(section, None):
            id_ = _id(record, parent)
            if id_:
                things.setdefault(
                    (_kind(record), id_),
                    Thing(record, section_name(section), row_name(record, parent, report.register)),
                )
    return things


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
