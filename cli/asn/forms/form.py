"""A form: the fields of a record and of what lies in it, with their values, ready to be laid out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, TypeAlias

from asn.finding import KeyPath
from asn.forms.controls import Choices, Control, FieldSpec, Option, form_fields, order
from asn.forms.records import NEW_ITEM, LocatedRecord, Note, pointer
from asn.read import Value
from asn.readable import readable
from asn.schema.fields import spaced_name

_MOST = 150
"""Fields of a list's items that are laid out on the page of the record around them; else each item has its own page."""
_TITLE = 70  # characters
_FEWEST, _LINES = 3, 30
"""Lines of a text area, fewest and most."""
_IN_LIST = 2  # steps to an item of a list
KEY_PREFIX = "nyckel "
"""Stands before the name of a field where a key is filled in."""
_WIDTH = 90  # characters of a line in a text area
_NAMES = ("namn", "rubrik", "fråga")


@readable
@dataclass(frozen=True, slots=True)
class Field:
    """A value to fill in. ``key_name`` is the field for the key, where that is to be filled in too.

    ``other`` is what the file says, where that is something else than what stands in the field.
    """

    name: str
    id: str
    label: str
    kind: Literal["line", "prose", "choice", "odd"]
    value: str
    help: str = ""
    example: str = ""
    options: tuple[Option, ...] = ()
    required: bool = False
    rows: int = 0
    notes: tuple[Note, ...] = ()
    other: str | None = None
    key_name: str = ""
    key_value: str = ""
    is_item: bool = False
    may_rise: bool = False
    may_sink: bool = False
    is_field: bool = True


@readable
@dataclass(frozen=True, slots=True)
class Block:
    """A record, a list or a group. ``more`` is what is empty and may stay so; ``link``: it has a page of its own."""

    name: str
    id: str
    label: str
    kind: Literal["record", "list", "group"]
    shown: tuple["FormPart", ...] = ()
    more: tuple["FormPart", ...] = ()
    help: str = ""
    notes: tuple[Note, ...] = ()
    add: str = ""
    link: bool = False
    is_item: bool = False
    is_new: bool = False
    may_rise: bool = False
    may_sink: bool = False
    is_field: bool = False


FormPart: TypeAlias = Field | Block


class FieldPlace(NamedTuple):
    """A value and where it stands or is to stand."""

    path: KeyPath
    control: Control
    value: Value


class Entry(NamedTuple):
    """A field that may be sent: where its value is to stand, and what stands there now.

    ``is_kept`` says whether its key stays when there is nothing after it.
    """

    path: KeyPath
    control: Control
    now: str
    is_kept: bool


class Items(NamedTuple):
    """A list that may be added to: its place, what its items are filled in by, and how many there are."""

    path: KeyPath
    item: Control
    length: int


@dataclass(frozen=True, slots=True)
class Form:
    """A page's form, and what may be sent from it: values by name, and lists.

    ``orders`` is in which order each record and group has its keys.
    """

    block: Block
    entries: Mapping[str, Entry]
    lists: Mapping[str, Items]
    orders: Mapping[KeyPath, tuple[str, ...]]


@dataclass
class SentValues:
    """What stands in the fields besides what the file says.

    ``values`` are what was sent, by the field's name; ``others`` what the file says of them where that is to be shown;
    ``notes`` what is found, by name; ``new`` the list that gets an item to fill in.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, Sequence[Note]] = field(default_factory=dict)
    new: str = ""


def form(record: LocatedRecord, choices: Choices, sent: SentValues | None = None) -> Form:
    """The form of a record."""
    builder = _Builder(choices, sent or SentValues())
    block = builder.record(record, record_label(record, choices))
    return Form(block, builder.entries, builder.lists, builder.orders)


def field_text(value: Value) -> str:
    """A single value as a field has it."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return value.rstrip() if isinstance(value, str) else ""


def title(value: object) -> str:
    """What a record is called, for whoever looks for it: its name, or the first words in it."""
    values = value if isinstance(value, Mapping) else {"": value}
    named = (values.get(name) for name in _NAMES)
    words = (one for key, one in values.items() if key not in {"slag", "id"})
    return next((_cut(one) for one in (*named, *words, values.get("id")) if isinstance(one, str) and one.strip()), "")


def record_label(record: LocatedRecord, choices: Choices) -> str:
    """What a record is called; one without a name of its own by the word of what it names, or by its kind."""
    for spec in form_fields(record.kind) if not set(_NAMES) & set(record.value) else ():
        words = dict(choices.options(spec.control, record)) if spec.control.source else {}
        if field_text(record.value.get(spec.key)) in words:
            return words[field_text(record.value[spec.key])]
    return title(record.value) or spaced_name(record.kind.__name__)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE else f"{line[:_TITLE].rsplit(' ', 1)[0]} …"


def _weight(control: Control, value: Value, record: LocatedRecord) -> int:
    """How many fields it takes to lay out a value."""
    if control.kind == "list" and control.item and isinstance(value, list):
        return sum(_weight(control.item, one, record) for one in value)
    inner = record.below(control, (), value) if control.kind == "record" else None
    if inner is None:
        return len(value) if isinstance(value, dict) else 1
    return sum(_weight(spec.control, inner.value.get(spec.key), inner) for spec in form_fields(inner.kind))


class _Builder:
    """Lays out records; ``entries``, ``lists`` and ``orders`` are as in :class:`Form`."""

    def __init__(self, choices: Choices, sent: SentValues) -> None:
        self._choices, self._sent = choices, sent
        self._number = 0
        self.entries: dict[str, Entry] = {}
        self.lists: dict[str, Items] = {}
        self.orders: dict[KeyPath, tuple[str, ...]] = {}

    def record(self, at: LocatedRecord, label: str, help: str = "") -> Block:  # noqa: A002 - what it is called in HTML
        """A record with its fields; those that are empty, and not to be written in each period, stand folded."""
        name, id_ = pointer(at.path), self._id()
        self.orders[at.path] = order(at.kind)
        parts = [(spec, self._part(spec, at)) for spec in form_fields(at.kind)]
        first = tuple(part for spec, part in parts if self._is_shown(spec, at, part))
        rest = tuple(part for _, part in parts if part not in first)
        return Block(name, id_, label, "record", first, rest, help, self._notes(name))

    def _is_shown(self, spec: FieldSpec, at: LocatedRecord, part: FormPart) -> bool:
        filled = (*(name for name, value in self._sent.values.items() if value), *self._sent.notes, self._sent.new)
        inside = any(name == part.name or name.startswith(f"{part.name}/") for name in filled)
        is_there = at.value.get(spec.key) not in (None, [], {}, "")
        if spec.key == "id":  # which only what refers to it needs
            return inside or (spec.required and not is_there)
        return spec.own or inside or is_there

    def _part(self, spec: FieldSpec, at: LocatedRecord) -> FormPart:
        control, value = spec.control, at.value.get(spec.key)
        if control.kind == "list" and isinstance(value, str) and control.item:  # one key, or a list of them
            control = replace(control.item, optional=True)
        spot = FieldPlace((*at.path, spec.key), control, value)
        is_group = control.kind == "group" or (control.by_year and isinstance(value, dict))
        if is_group and isinstance(value, (dict, type(None))):
            return self._group(spec, at, spot)
        if control.kind == "list" and isinstance(value, (list, type(None))):
            return self._list(spec, at, spot)
        if control.kind == "record":
            inner = at.below(control, spot.path, value)
            assert inner
            return self.record(inner, spec.label, spec.help)
        kept = spec.own and (spec.required or control.optional)
        field = self._field(at, spot, spec.label, is_kept=kept)
        return replace(field, help=spec.help, example=spec.example, required=spec.required)

    def _field(self, at: LocatedRecord, spot: FieldPlace, label: str, *, is_kept: bool) -> Field:
        name, id_, notes = pointer(spot.path), self._id(), self._notes(pointer(spot.path))
        if isinstance(spot.value, (dict, list)) or spot.control.kind in {"list", "group"}:
            return Field(name, id_, label, "odd", "", notes=notes)
        now = field_text(spot.value)
        self.entries[name] = Entry(spot.path, spot.control, now, is_kept)
        text = self._sent.values.get(name, now)
        options = self._choices.options(spot.control, at)
        if options and text and text not in [option for option, _ in options]:
            options = (*options, (text, text))
        is_long = spot.control.kind == "prose" or "\n" in f"{text}{now}" or len(text) > _TITLE
        kind: Literal["line", "prose", "choice"] = "choice" if options else "prose" if is_long else "line"
        rows = sum(1 + len(line) // _WIDTH for line in text.split("\n")) + 1
        rows = max(_FEWEST if spot.control.kind == "prose" else 2, min(rows, _LINES))
        other = self._sent.others.get(name)
        return Field(name, id_, label, kind, text, options=options, rows=rows, notes=notes, other=other)

    def _group(self, spec: FieldSpec, at: LocatedRecord, spot: FieldPlace) -> FormPart:
        values: Mapping[str, Value] = spot.value if isinstance(spot.value, dict) else {}
        by_year = spot.control.by_year
        keys = self._keys(spot.control, at, spec.key, values)
        self.orders[spot.path] = tuple(keys)
        item = replace(spot.control, by_year=False) if by_year else spot.control.item
        assert item
        name, id_ = pointer(spot.path), self._id()
        parts = [
            self._field(
                at, FieldPlace((*spot.path, key), item, values.get(key)), word, is_kept=item.optional and key in values
            )
            for key, word in keys.items()
        ]
        if by_year or not (spot.control.keys and self._choices.options(spot.control.keys, at)):
            new = self._field(at, FieldPlace((*spot.path, NEW_ITEM), item, None), "Värde", is_kept=False)
            key = f"{KEY_PREFIX}{new.name}"
            parts.append(replace(new, key_name=key, key_value=self._sent.values.get(key, "")))
        return Block(name, id_, spec.label, "group", tuple(parts), (), spec.help, self._notes(name))

    def _keys(self, control: Control, at: LocatedRecord, key: str, values: Mapping[str, Value]) -> dict[str, str]:
        """The keys that a group has or may have, each with its word: also those that the record's like have."""
        offered = dict(self._choices.options(control.keys, at)) if control.keys else {}
        return offered | {one: offered.get(one, one) for one in (*values, *_sibling_keys(at, key))}

    def _list(self, spec: FieldSpec, at: LocatedRecord, spot: FieldPlace) -> FormPart:
        name, id_ = pointer(spot.path), self._id()
        items, item = spot.value if isinstance(spot.value, list) else [], spot.control.item
        assert item
        self.lists[name] = Items(spot.path, item, len(items))
        is_apart = item.kind == "section" or _weight(spot.control, spot.value, at) > _MOST
        spots = [FieldPlace((*spot.path, place), item, one) for place, one in enumerate(items)]
        parts = [
            replace(
                self._item(at, one, is_apart=is_apart),
                is_item=True,
                may_rise=one != spots[0],
                may_sink=one != spots[-1],
            )
            for one in spots
        ]
        add = "" if item.kind == "section" else f"{name}/{NEW_ITEM}"
        if add and self._has_new(add):
            parts.append(self._new(at, FieldPlace((*spot.path, NEW_ITEM), item, None)))
        return Block(name, id_, spec.label, "list", tuple(parts), (), spec.help, self._notes(name), add)

    def _has_new(self, add: str) -> bool:
        return any(name == add or name.startswith(f"{add}/") for name in (self._sent.new, *self._sent.values))

    def _item(self, at: LocatedRecord, spot: FieldPlace, *, is_apart: bool) -> FormPart:
        name, number = pointer(spot.path), f"{int(spot.path[-1]) + 1}."
        inner = at.below(spot.control, spot.path, spot.value)
        if inner is None:
            return self._field(at, spot, number, is_kept=True)
        label = f"{number} {record_label(inner, self._choices)}".rstrip()
        if is_apart:
            return Block(name, self._id(), label, "record", notes=self._notes(name), link=True)
        return self.record(inner, label)

    def _new(self, at: LocatedRecord, spot: FieldPlace) -> FormPart:
        inner = at.below(spot.control, spot.path, None)
        if inner is None:
            return self._field(at, spot, "Ny", is_kept=False)
        return replace(self.record(inner, "Ny"), is_new=True)

    def _notes(self, name: str) -> tuple[Note, ...]:
        return tuple(self._sent.notes.get(name, ()))

    def _id(self) -> str:
        self._number += 1
        return f"f{self._number}"


def _sibling_keys(at: LocatedRecord, key: str) -> Iterator[str]:
    """The keys of a group in the other items of the list that a record is in."""
    if not at.around or len(at.path) < _IN_LIST:
        return
    value = at.around[-1].get(str(at.path[-2]))
    for item in value if isinstance(value, list) else ():
        inner = item.get(key) if isinstance(item, dict) else None
        yield from inner if isinstance(inner, dict) else ()


def parts_of(block: Block) -> Iterator[FormPart]:
    """A block and all that lies in it, in the order in which it is laid out."""
    yield block
    inner: Iterable[FormPart] = (*block.shown, *block.more)
    for part in inner:
        if isinstance(part, Block):
            yield from parts_of(part)
        else:
            yield part
