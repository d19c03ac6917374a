"""Makes the handbook's tables of fields and its chapter on the kinds of section from the model, as Markdown.

What several kinds of section have alike is told once, in a table of its own; a kind's own table names it. The tests of
the handbook hold it to this, and write it anew.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from asn import model
from asn.files import read_file
from asn.model.avsnitt import KINDS, slag_of
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Post, Värde, key_of, record_in
from asn.read import read_yaml
from asn.schema.fields import ascii_letters, docstrings

_SEVERAL = 3
"""Kinds of section from which on what they have alike is told once for all of them."""
HEADING = ("| Fält | Vad |", "|---|---|")
SHARED = "Gemensamt för flera slag"
_GENERAL = "gemensamma"
_EXAMPLES = Path(model.__file__).parent / "avsnitt" / "exempel"
_BELOW = "· "
"""Stands before a field's name, once for each level that it lies below the first."""
_NUMBERED = re.compile(r"\w+ \d+\.")

_Shown = frozenset[tuple[str, str]]
"""The fields that an example shows: the key that the field lies below, and its own."""


class FieldRow(NamedTuple):
    """A field as a row tells it: its key in the file, its words, whether it is required, and the record in it."""

    key: str
    meaning: str
    example: str
    required: bool
    below: type[Värde] | None

    @property
    def like(self) -> tuple[str, str, type[Värde] | None]:
        """What is the same of two fields that one row tells of."""
        return self.key, self.meaning, self.below


@dataclass(slots=True)
class Told:
    """What has been told: each field with where, and each record with the key that its fields are below and where."""

    fields: dict[tuple[str, str, type[Värde] | None], str] = field(default_factory=dict)
    records: dict[type[Värde], tuple[str, str]] = field(default_factory=dict)


def kinds() -> str:
    """Every kind of section, in alphabetical order: what it is, a whole file as an example, and its fields."""
    told = shared(_GENERAL)
    return "\n".join(_kind(kind, told) for kind in sorted(KINDS, key=lambda kind: _letters(slag_of(kind))))


def table(kind: type[Värde]) -> str:
    """The fields of a record and of those below it; not those that every record, or every section, has."""
    return _lines(_rows(kind, 0, Told()))


def shared_table() -> str:
    """The fields that several kinds of section have alike, in alphabetical order, each as the first kind tells it."""
    told = shared(_GENERAL)
    holders = {key for key, _ in told.records.values()}
    found: dict[str, FieldRow] = {}
    for one in (one for kind in KINDS for one in all_below(kind, told)):
        if one.like in told.fields or (one.below in told.records and one.key in holders):
            found.setdefault(one.key, one._replace(required=False))
    rows: list[str] = []
    for _, one in sorted(found.items(), key=lambda item: _letters(item[0])):
        rows += (_row(one, 0), *(_rows(one.below, 1, Told()) if one.below else ()))
    return _lines(rows)


def _letters(name: str) -> str:
    """A name in the order of the Swedish alphabet."""
    return name.translate(str.maketrans("åäö", "{|}"))


def _kind(kind: type[Avsnitt], told: Told) -> str:
    name = slag_of(kind)
    file = f"{ascii_letters(name)}.yaml"
    example = read_file(_EXAMPLES, file)
    tree, _ = read_yaml(file, example)
    rows = tuple(_rows(kind, 0, told, frozenset(_keys(tree and tree.value))))
    for one in all_below(kind, told):
        told.fields.setdefault(one.like, name)
    for one in all_below(kind, told):
        if one.below:
            told.records.setdefault(one.below, (one.key, name))
    meaning = docstrings(kind)["slag"].meaning
    return f"### {name}\n\n{meaning}\n\n```yaml {file}\n{example.decode()}```\n\n{_lines(rows)}"


def _keys(value: object, over: str = "") -> Iterator[tuple[str, str]]:
    """Every key of a file with the one that it lies below; what lies below a section is a section's own."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield over, key
            yield from _keys(below, "" if key == "underavsnitt" else key)
    elif isinstance(value, list):
        for one in value:
            yield from _keys(one, over)


def _lines(rows: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in (*HEADING, *rows))


def _rows(kind: type[Värde], level: int, told: Told, shown: _Shown = frozenset(), over: str = "") -> Iterator[str]:
    """First what is told elsewhere, by name; then a row for each other field, with those below it."""
    fields = fields_of(kind)
    named = _named(fields, told)
    for place, some in named.items():
        yield _cells(_BELOW * level + _link(place), ", ".join(f"`{one.key}`{_mark(one)}" for one in some))
    here: dict[type[Värde], str] = {}
    for one in fields:
        if any(one in some for some in named.values()):
            continue
        yield _row(one, level, shown=(over, one.key) in shown, of=_of(one, told, here))
        if one.below and not _of(one, told, here) and not _counted(one.below):
            yield from _rows(one.below, level + 1, told, shown, one.key)
            here[one.below] = one.key


def _named(fields: Iterable[FieldRow], told: Told) -> dict[str, list[FieldRow]]:
    """The fields that are told elsewhere, by the place; one alone would take a row either way, and is told anew."""
    found: dict[str, list[FieldRow]] = {}
    for one in fields:
        if place := told.fields.get(one.like):
            found.setdefault(place, []).append(one)
    return {place: some for place, some in found.items() if len(some) > 1}


def _of(one: FieldRow, told: Told, here: Mapping[type[Värde], str]) -> str:
    """Where the fields of the record are told, if they are."""
    if one.below is None:
        return ""
    key, place = told.records.get(one.below, (here.get(one.below, ""), ""))
    same = f"`{key}`" if key and key != one.key else ""
    return ", ".join(filter(None, (same, _link(place) if place else "")))


def _link(place: str) -> str:
    if place == _GENERAL:
        return f"[{place}](#{SHARED.lower().replace(' ', '-')})"
    return f"[som i {place}](#{place})"


def _mark(one: FieldRow) -> str:
    return " *" if one.required else ""


def _counted(kind: type[Värde]) -> str:
    """Words that need no telling, as months and numerals: all of them, as they are written in one line of YAML."""
    words = fields_of(kind)
    if not all(_NUMBERED.fullmatch(one.meaning) for one in words):
        return ""
    return f"{{{', '.join(f'{one.key}: {one.example}' for one in words)}}}"


def _row(one: FieldRow, level: int, *, shown: bool = False, of: str = "") -> str:
    """A field with what it is, and after a colon a value that it may have, unless its words or an example show one."""
    example = one.example or (_counted(one.below) if one.below else "")
    meaning = one.meaning
    if of:
        meaning = f"{meaning} Fält: {of}."
    elif example and not shown and f"`{example}`" not in meaning:
        meaning = f"{meaning.removesuffix('.')}: `{example}`"
    return _cells(f"{_BELOW * level}`{one.key}`{_mark(one)}", meaning)


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def fields_of(kind: type[Värde]) -> tuple[FieldRow, ...]:
    """The fields of a record, but for those that it has in common with all of its like, no less required."""
    shared = [base for base in (Post, Avsnitt) if issubclass(kind, base) and kind is not base]
    common = {"slag"} if issubclass(kind, Avsnitt) and kind is not Avsnitt else set()
    common = common.union(*(base.model_fields for base in shared))
    needed = {name for base in shared for name in base.model_fields if _asks_more(kind, base, name)}
    return tuple(_field(kind, name) for name in kind.model_fields if name not in common - needed)


def _asks_more(kind: type[Värde], base: type[Värde], name: str) -> bool:
    """Whether a field that its like may leave out is required here."""
    return name != "slag" and kind.model_fields[name].is_required() and not base.model_fields[name].is_required()


def all_below(kind: type[Värde], told: Told) -> Iterator[FieldRow]:
    """The fields of a record and of those below it, but not below the records that are told already."""
    for one in fields_of(kind):
        yield one
        if one.below and one.below not in told.records:
            yield from all_below(one.below, told)


def shared(place: str) -> Told:
    """What several kinds of section have alike; ``place`` is where it is told."""
    told = Told()
    for record, key in _shared_records().items():
        told.records[record] = key, place
    alike = {kind: {one.like for one in all_below(kind, told)} for kind in KINDS}
    found = Counter(like for likes in alike.values() for like in likes)
    by_key = defaultdict(list)
    for like, times in found.items():
        if times >= _SEVERAL:
            by_key[like[0]].append((times, like))
    for meanings in by_key.values():
        most = sorted((times for times, _ in meanings), reverse=True)
        # A key that is told in two ways as often needs its words wherever it stands.
        if len(most) == 1 or most[0] > most[1]:
            told.fields[max(meanings, key=lambda one: one[0])[1]] = place
    return told


@lru_cache(maxsize=1)
def _shared_records() -> dict[type[Värde], str]:
    """The records that several kinds of section hold, each with the key that it is first told below."""
    holders: dict[type[Värde], set[type[Avsnitt]]] = defaultdict(set)
    keys: dict[type[Värde], str] = {}
    for kind in KINDS:
        for one in all_below(kind, Told()):
            if one.below:
                holders[one.below].add(kind)
                keys.setdefault(one.below, one.key)
    return {record: keys[record] for record, kinds in holders.items() if len(kinds) >= _SEVERAL}


def _field(kind: type[Värde], name: str) -> FieldRow:
    key, words = key_of(kind, name), docstrings(kind)[name]
    return FieldRow(key, words.meaning, words.example, kind.model_fields[name].is_required(), record_in(kind, key))
