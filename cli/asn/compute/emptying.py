"""A report as it would be if nothing had been written yet: what every period says anew is gone, its places remain."""

from dataclasses import replace
from typing import TypeVar

from asn.model.fields import Arv
from asn.model.record import Värde, inheritance, key_of
from asn.model.report import Rapport

V = TypeVar("V", bound=Värde)


def emptied(report: Rapport) -> Rapport:
    """The report before its editors had begun; what a new period would carry is kept."""
    return replace(report, avsnitt=tuple(_without(part) for part in report.avsnitt))


def _without(record: V) -> V:
    values = {name: getattr(record, name) for name in type(record).model_fields}
    own = _emptied(type(record))
    changes = {name: _blank(value) if name in own else _inner(value) for name, value in values.items() if value}
    copy = record.model_copy(update={name: new for name, new in changes.items() if new is not values[name]})
    for name in vars(copy).keys() - values.keys():  # what the full record has reckoned and kept isn't true of this one
        del vars(copy)[name]
    return copy


def _blank(value: object) -> object:
    """Nothing, of the same shape; the records of a list stay, emptied, so that something can be asked of each."""
    if isinstance(value, dict):
        return {}
    return _inner(value) if isinstance(value, tuple) else None


def _inner(value: object) -> object:
    if isinstance(value, Värde):
        return _without(value)
    if isinstance(value, tuple) and any(isinstance(item, Värde) for item in value):
        return tuple(_without(item) for item in value if isinstance(item, Värde) and not _is_nothing_without(item))
    return value


def _is_nothing_without(record: Värde) -> bool:
    """Whether what is emptied is all that a record is: an event is its text, a fee its amount."""
    fields = type(record).model_fields
    return any(
        field.is_required() and not isinstance(getattr(record, name), dict | tuple)
        for name, field in fields.items()
        if name in _emptied(type(record))
    )


def _emptied(kind: type[Värde]) -> frozenset[str]:
    """The fields that every period says anew."""
    marks = inheritance(kind)
    return frozenset(name for name in kind.model_fields if marks[key_of(kind, name)] is Arv.TÖMS)
