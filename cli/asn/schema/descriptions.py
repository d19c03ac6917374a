"""What the model says of its fields to those who write the YAML, and what several kinds of section have alike.

The docstring below each field says it, in Swedish. pydantic can gather them when it makes the classes, but then every
command pays for reading the model's source, and only the schemas, the forms and the handbook need them.
"""

import ast
import inspect
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pydantic import BaseModel

from asn.model.avsnitt import KINDS
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Post, Värde, key_of, record_in

_EXAMPLE = re.compile(r"\s*Exempel: `(.+)`\.$")
_SEVERAL = 3
"""Kinds of section from which on what they have alike is told once for all of them."""


class FieldWords(NamedTuple):
    """What a field is for, as Markdown, and a value that it may have, as YAML; a list of records has no such value."""

    meaning: str
    example: str = ""


@lru_cache(maxsize=256)
def docstrings(kind: type[BaseModel]) -> dict[str, FieldWords]:
    """The words of each field of a record, by the field's name; its own where it says other than the kind it builds on.

    A kind of section that is defined where no source is, has none.
    """
    found: dict[str, FieldWords] = {}
    for base in reversed(kind.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            found |= _classes(base.__module__).get(base.__name__, {})
    return found


def without_marks(markdown: str) -> str:
    """Words without the marks of Markdown, for programs that show them as they are."""
    return markdown.replace("`", "")


@lru_cache(maxsize=64)
def _classes(module: str) -> dict[str, dict[str, FieldWords]]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: _below_fields(node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def _below_fields(node: ast.ClassDef) -> dict[str, FieldWords]:
    found = {}
    for line, below in pairwise((*node.body, ast.Pass())):
        match line, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = _words(" ".join(inspect.cleandoc(text).split()))
    return found


def _words(text: str) -> FieldWords:
    example = _EXAMPLE.search(text)
    return FieldWords(text[: example.start()], example[1]) if example else FieldWords(text)


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
