"""Which record of a list is which record of the earlier list."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from asn.model.record import Värde

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
        names = {id(old): called(new) for old, new in self.pairs}
        return [names[id(old)] for old in before if id(old) in names], list(names.values())


def matched(before: Sequence[Värde], after: Sequence[Värde], names: Mapping[int, str] | None = None) -> Matched:
    """Match two lists: by what a row is called, then by ``ersätter``, then by what else it says.

    Args:
        before: The earlier list.
        after: The later list.
        names: What records are called where the record itself doesn't say it, by ``id()`` of the record.
    """
    origin: dict[int, Värde] = {}
    left = dict(_keyed(before, names or {}))
    for key, record in _keyed(after, names or {}):
        if type(left.get(key)) is type(record):
            origin[id(record)] = left.pop(key)
    ids = {getattr(record, "id", None): key for key, record in left.items()}
    for record in after:
        old = next((ids[name] for name in replaced(record) if ids.get(name) in left), None)
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


def replaced(record: Värde) -> tuple[str, ...]:
    """The ids that a record says that it took over from."""
    told: str | tuple[str, ...] | None = getattr(record, "ersätter", None)
    return (told,) if isinstance(told, str) else told or ()


def called(record: Värde) -> str:
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
        name = names.get(id(record)) or called(record)
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
    told = [name for name in type(after).model_fields if _is_told(before, name) or _is_told(after, name)]
    return sum(same(getattr(before, name), getattr(after, name)) for name in told) / len(told) if told else 0


def _is_told(record: BaseModel, name: str) -> bool:
    return name in record.model_fields_set
