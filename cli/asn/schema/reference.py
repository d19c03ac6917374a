"""The handbook's tables of fields and its chapter on the kinds of section, as Markdown, made from the model.

What several kinds of section have alike is told once, in a table of its own; a kind's own table names it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from asn import model
from asn.files import read_file
from asn.model.avsnitt import KINDS, slag_of
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde
from asn.read import read_yaml
from asn.schema.descriptions import FieldRow, Told, all_below, docstrings, fields_of, shared
from asn.schema.fields import ascii_letters

HEADING = ("| Fält | Vad |", "|---|---|")
SHARED = "Gemensamt för flera slag"
_GENERAL = "gemensamma"
_EXAMPLES = Path(model.__file__).parent / "avsnitt" / "exempel"
_BELOW = "· "
"""Stands before a field's name, once for each level that it lies below the first."""
_NUMBERED = re.compile(r"\w+ \d+\.")

_Shown = frozenset[tuple[str, str]]
"""The fields that an example shows: the key that the field lies below, and its own."""


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
