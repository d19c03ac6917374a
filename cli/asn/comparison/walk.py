"""Every field that differs between two records and all below them, found by walking the model itself.

No field is named here, so none can be forgotten: a new kind of section is compared from its first day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from asn.comparison.change import ChangedPlace, stretches
from asn.comparison.things import Matched, matched
from asn.figures import Årsvärden
from asn.model.record import Värde, key_of, prose_fields

RecordPath = tuple[Värde, ...]
ORDER, PLACE = "ordning", "plats"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs, or a whole row of a list that is new or gone (``fält`` is empty).

    ``väg`` is the way down to the record that has the field, from the section or the file; ``andra`` is the same
    record as it was before, where it has been found again.
    """

    väg: RecordPath
    andra: Värde | None = None
    fält: str = ""
    nyckel: str = ""
    före: object = None
    efter: object = None
    prosa: bool = False

    @property
    def post(self) -> Värde:
        """The record that has the field."""
        return self.väg[-1]

    @property
    def ställen(self) -> frozenset[ChangedPlace]:
        """The places that a sentence may have told of, so that this needn't be told again."""
        records = [id(record) for record in (self.post, self.andra) if record is not None]
        keys = {"", self.nyckel} if self.fält else {""}
        return frozenset((record, self.fält, key) for record in records for key in keys)


@dataclass
class Walk:
    """What has been found so far; ``same`` is each later record's earlier one, by ``id()`` of the later."""

    differences: list[Difference] = field(default_factory=list)
    same: dict[int, Värde] = field(default_factory=dict)
    _come: dict[int, RecordPath] = field(default_factory=dict)
    _gone: dict[int, RecordPath] = field(default_factory=dict)

    def record(self, before: Värde, after: Värde, way: RecordPath) -> None:
        """Compare all fields of two records; ``way`` leads down to the later one, and ends with it."""
        if before is after:  # read once, for both
            self.same |= {id(one): one for one in after.below()}
            return
        self.same[id(after)] = before
        for name in type(after).model_fields:
            one = Difference(way, before, key_of(type(after), name), prosa=name in prose_fields(type(after)))
            self._value(getattr(before, name), getattr(after, name), one)

    def rows(self, rows: Matched, now: RecordPath = (), then: RecordPath = ()) -> None:
        """Compare the rows of a list; ``now`` and ``then`` lead down to the list in the later and in the earlier."""
        for before, after in rows.pairs:
            self.record(before, after, (*now, after))
        self._come |= {id(row): (*now, row) for row in rows.come}
        self._gone |= {id(row): (*then, row) for row in rows.gone}

    def ended(self) -> "Walk":
        """This walk, once each row that left one list and stands in another has been found there."""
        while moved := _moved(self._gone.values(), self._come.values()):
            for gone, come in moved:
                del self._gone[id(gone[-1])], self._come[id(come[-1])]
                self.differences.append(Difference(come, gone[-1], PLACE, före=gone[:-1], efter=come[:-1]))
                self.record(gone[-1], come[-1], come)
        self.differences += [Difference(way, efter=way[-1]) for way in self._come.values()]
        self.differences += [Difference(way, före=way[-1]) for way in self._gone.values()]
        return self

    def _value(self, before: object, after: object, one: Difference) -> None:
        if isinstance(before, Värde) and isinstance(after, Värde) and type(before) is type(after):
            self.record(before, after, (*one.väg, after))
        elif isinstance(before, tuple) and isinstance(after, tuple):
            self._list(before, after, one)
        elif isinstance(before, Årsvärden) and isinstance(after, Årsvärden):
            self._group(dict(before.år), dict(after.år), one)
        elif isinstance(before, dict) and isinstance(after, dict):
            self._group(before, after, one)
        elif repr(before) != repr(after):
            self._tell(one, before, after)

    def _list(self, before: tuple[object, ...], after: tuple[object, ...], one: Difference) -> None:
        if any(isinstance(item, Värde) for item in (*before, *after)):
            self._records(_records(before), _records(after), one)
            return
        old, new = [str(item) for item in before], [str(item) for item in after]
        for start, end, first, last in stretches(old, new):
            for at, (was, now) in enumerate(zip_longest(old[start:end], new[first:last]), first + 1):
                self._tell(one, was, now, str(at) if max(len(old), len(new)) > 1 else "")

    def _records(self, before: RecordPath, after: RecordPath, one: Difference) -> None:
        assert one.andra, "a list stands in a record that both have"
        rows = matched(before, after)
        self.rows(rows, one.väg, (*one.väg[:-1], one.andra))
        self._order(*rows.orders(before), one)

    def _group(self, before: dict[object, object], after: dict[object, object], one: Difference) -> None:
        for key in dict.fromkeys((*after, *before)):
            if repr(before.get(key)) != repr(after.get(key)) or (key in before) != (key in after):
                self._tell(one, before.get(key), after.get(key), str(key))
        self._order([str(key) for key in before if key in after], [str(key) for key in after if key in before], one)

    def _order(self, before: list[str], after: list[str], one: Difference) -> None:
        if before != after:
            self._tell(one, ", ".join(before), ", ".join(after), ORDER)

    def _tell(self, one: Difference, before: object, after: object, key: str = "") -> None:
        self.differences.append(replace(one, nyckel=key, före=before, efter=after))


def _records(items: tuple[object, ...]) -> RecordPath:
    return tuple(item for item in items if isinstance(item, Värde))


def _moved(gone: Iterable[RecordPath], come: Iterable[RecordPath]) -> list[tuple[RecordPath, RecordPath]]:
    """The rows of one kind and id that have left one list and come to another, if no others are called so."""
    left, new = _by_name(gone), _by_name(come)
    return [(left[name][0], ways[0]) for name, ways in new.items() if len(ways) == 1 and len(left.get(name, ())) == 1]


def _by_name(ways: Iterable[RecordPath]) -> dict[tuple[type, str], list[RecordPath]]:
    named: dict[tuple[type, str], list[RecordPath]] = {}
    for way in ways:
        if own := getattr(way[-1], "id", None):
            named.setdefault((type(way[-1]), own), []).append(way)
    return named
