"""What VS Code writes when a kind of section is chosen: the fields that it must have, filled with their examples."""

from typing import Any

import yaml

from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde, key_of, record_in
from asn.schema.docstrings import docstrings, without_marks
from asn.schema.fields import Schema, slag_of

_ALSO = ("rubrik", "text")
"""Fields that a section nearly always has, though it can do without."""
_STANDS = {"rubrik": "Rubrik"}


def snippet(kind: type[Avsnitt]) -> Schema:
    """A section of a kind, to begin with: each text stands marked, so that Tab leads from one to the next."""
    slag = slag_of(kind)
    return {
        "label": slag,
        "description": without_marks(docstrings(kind)["slag"].meaning),
        "body": {"slag": slag, **_Stops().record(kind, _ALSO, ("slag",))},
    }


class _Stops:
    """The fields of a record and of those below it, with the places that Tab stops at numbered in order."""

    def __init__(self) -> None:
        self._last = 0
        self._ids: set[str] = set()

    def record(self, kind: type[Värde], also: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> dict[str, Any]:
        """The fields that a record must have, each with its example; a list of records holds one."""
        made: dict[str, Any] = {}
        for name, field in kind.model_fields.items():
            if name not in without and (field.is_required() or name in also):
                made[key_of(kind, name)] = self._value(kind, name)
        return made

    def _value(self, kind: type[Värde], name: str) -> Any:
        inner, example = record_in(kind, key_of(kind, name)), docstrings(kind)[name].example
        if inner and not example:
            record = self.record(inner)
            return [record] if "tuple" in str(kind.model_fields[name].annotation) else record
        if name == "id" and example in self._ids:
            example = f"{example}_{self._last}"
        self._ids.add(example)
        return self._marked(_read(_STANDS.get(name, example) if issubclass(kind, Avsnitt) else example))

    def _marked(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._marked(one) for key, one in list(value.items())[:1]}
        if isinstance(value, list):
            return [self._marked(one) for one in value]
        self._last += 1
        return f"${{{self._last}:{_escaped(str(value or ''))}}}"


def _escaped(text: str) -> str:
    """A text within a place that Tab stops at: what would end it is told apart."""
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def _read(example: str) -> Any:
    """An example, which is the program's own, as a value of texts."""
    return yaml.load(example, yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings alone
