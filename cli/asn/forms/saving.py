"""What was sent from a form, put into its file: each value in its own place, and nothing else."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from asn.editing import EditError, encoded, inserted, is_in_braces, moved, removed, replaced
from asn.finding import KeyPath
from asn.formatting import formatted
from asn.forms.controls import Control, form_fields
from asn.forms.form import KEY_PREFIX, Entry, Form, Items
from asn.forms.records import NEW_ITEM, index, pointer, steps
from asn.read import Tree, Value, read_yaml, value_at

Action = Literal["spara", "ny", "bort", "upp", "ned"]
_NOTHING = "\0"  # which no file may hold


class Refusal(Exception):  # noqa: N818 - it says what is the case
    """What can't be saved, and the field that it was sent in; the message is Swedish."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name, self.message = name, message


@dataclass(frozen=True, slots=True)
class Saved:
    """A file's new bytes, and the items that were added, by the name that their fields were sent under."""

    data: bytes
    tree: Tree
    added: Mapping[str, str] = field(default_factory=dict)


def changed_values(entries: Mapping[str, Entry], sent: Mapping[str, str]) -> dict[str, str]:
    """The values that were sent and aren't what the file says, by name."""
    values = {name: _of(entries[name], value) for name, value in sent.items() if name in entries}
    return {name: text for name, text in values.items() if text != entries[name].now}


def _of(entry: Entry, value: str) -> str:
    """What was sent, on one line where the field has one."""
    text = _text(value)
    return text if entry.control.kind == "prose" or "\n" in entry.now else " ".join(text.split("\n"))


def saved(data: bytes, tree: Tree, page: Form, sent: Mapping[str, str], action: tuple[Action, str]) -> Saved:
    """The file with all that was sent in it.

    Args:
        data: the file's bytes.
        tree: the same, read.
        page: the form that it was sent from.
        sent: values by the names of the fields.
        action: what else is to be done, and with which item of a list.

    Raises:
        Refusal: if something can't be put in.
        KeyError: if a name isn't one of the form's.
    """
    work = _Work(tree, page)
    values = {name: value for name, value in sent.items() if not name.startswith(KEY_PREFIX)}
    for name in values:
        page.entries[name]
    for name, value in changed_values(page.entries, values).items():
        if NEW_ITEM not in steps(name):
            work.put(name, page.entries[name], value or None)
    work.put_keys(sent)
    work.put_new(values)
    work.do(*action)
    return Saved(*_in_style(data, tree, work.tree), work.added)


class _Work:
    def __init__(self, tree: Tree, page: Form) -> None:
        self.tree, self._page = tree, page
        self.added: dict[str, str] = {}

    def put(self, name: str, entry: Entry, value: Value) -> None:
        """A value in its place; where there is none its key stays, or goes."""
        path = entry.path
        if isinstance(value, str) and entry.control.kind == "prose" and not is_in_braces(self.tree, path):
            old = value_at(self.tree.value, path)
            value = _ended(value, whole=isinstance(old, str) and old.endswith("\n"))
        if value is None and not entry.is_kept:
            if self._has(path):
                self._try(name, lambda: removed(self.tree, path))
            return
        while len(path) > 1 and not self._has(path[:-1]):
            value, path = {str(path[-1]): value}, path[:-1]
        self._try(name, lambda: replaced(self.tree, path, value, self._page.orders.get(path[:-1], ())))

    def put_keys(self, sent: Mapping[str, str]) -> None:
        """New keys in groups, each with its value."""
        for name, key in sent.items():
            if not name.startswith(KEY_PREFIX):
                continue
            own = name.removeprefix(KEY_PREFIX)
            entry, value = self._page.entries[own], _text(sent.get(own, ""))
            if not _text(key):
                if value:
                    raise Refusal(own, "Skriv också namnet som värdet ska ha.")
                continue
            path = (*entry.path[:-1], _text(key))
            if self._has(path):
                raise Refusal(own, f"«{_text(key)}» finns redan.")
            self.put(own, entry._replace(path=path, is_kept=True), value or None)
            self.added[pointer(path)] = own

    def put_new(self, sent: Mapping[str, str]) -> None:
        """New items last in lists; one where nothing was filled in isn't made."""
        for name, items in self._page.lists.items():
            start = f"{name}/{NEW_ITEM}"
            values = {
                other.removeprefix(start): _text(value)
                for other, value in sent.items()
                if other == start or other.startswith(f"{start}/")
            }
            if any(values.values()):
                self._add(name, items, _new_item(items.item, values))
                self.added[f"{name}/{items.length}"] = start

    def _add(self, name: str, items: Items, value: Value) -> None:
        if self._has(items.path):
            self._try(name, lambda: inserted(self.tree, (*items.path, items.length), value))
        else:
            self.put(name, Entry(items.path, items.item, "", is_kept=True), [value])

    def do(self, action: Action, name: str) -> None:
        """Take an item away, or move it."""
        if action in {"spara", "ny"}:
            return
        own, _, last = name.rpartition("/")
        place = index(last)
        path, _, length = self._page.lists[own]
        if place is None or place >= length:
            raise KeyError(name)
        if action == "bort":
            self._try(name, lambda: removed(self.tree, (*path, place)))
            return
        to = place - 1 if action == "upp" else place + 1
        if 0 <= to < length:
            self._try(name, lambda: moved(self.tree, (*path, place), to))

    def _has(self, path: KeyPath) -> bool:
        """Whether there is such a key, or such an item."""
        return bool(value_at(self.tree.value, path, _NOTHING) != _NOTHING)

    def _try(self, name: str, change: Callable[[], Tree]) -> None:
        try:
            self.tree = change()
        except EditError as why:
            raise Refusal(name, str(why)) from None


def _ended(text: str, *, whole: bool) -> str:
    """A text of several lines ends its last one, as those that are written by hand do."""
    return f"{text}\n" if whole or "\n" in text else text


def _new_item(item: Control, values: Mapping[str, str]) -> Value:
    """A new item of what was sent of it; the keys that it must have are there even when they are empty."""
    if item.record is None or item.kind != "record":
        return _value(item, "", values)
    record: dict[str, Value] = {}
    for spec in form_fields(item.record):
        value = _value(spec.control, f"/{spec.key}", values)
        if value is not None or spec.required:
            record[spec.key] = value
    return record


def _value(control: Control, start: str, values: Mapping[str, str]) -> Value:
    if control.kind == "record" and control.record:
        inner = {spec.key: _value(spec.control, f"{start}/{spec.key}", values) for spec in form_fields(control.record)}
        return {key: value for key, value in inner.items() if value is not None} or None
    if control.kind == "group":
        below = {steps(name)[-1]: value for name, value in values.items() if name.startswith(f"{start}/")}
        return {key: value for key, value in below.items() if value and key != NEW_ITEM} or None
    text = values.get(start) or None
    return _ended(text, whole=False) if text and control.kind == "prose" else text


def _text(value: str) -> str:
    """What was sent, as a file has it."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).rstrip()


def _in_style(data: bytes, before: Tree, after: Tree) -> tuple[bytes, Tree]:
    """The new bytes, in the one style where the old ones were."""
    text = after.text
    if formatted(before.file, before.text.encode(), frozenset()).data.decode() == before.text:
        text = formatted(before.file, text.encode(), frozenset()).data.decode()
        tree, _ = read_yaml(before.file, text.encode())
        after = tree or after
    return encoded(text, data), after
