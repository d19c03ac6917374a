"""Putting the figures into the texts, once; and telling which expressions give nothing."""

from collections.abc import Iterator
from typing import Any, TypeVar

from asn.binding.expression import ExpressionError, evaluate, expressions
from asn.binding.namespace import local
from asn.finding import Finding, Severity
from asn.model.avsnitt import Avsnitt
from asn.model.record import Värde

V = TypeVar("V", bound=Värde)


def resolved(section: V, names: dict[str, Any]) -> V:
    """A copy of a section whose texts have their figures in place.

    The section must have been found whole by :func:`unbound`.
    """
    own = local(section, names) if isinstance(section, Avsnitt) else names
    fields = {name: _resolved(getattr(section, name), own) for name in type(section).model_fields}
    return type(section).model_construct(**fields)


def _resolved(value: Any, names: dict[str, Any]) -> Any:
    if type(value) is str:
        return fill(value, names) if "{{" in value else value
    if isinstance(value, Värde):
        return resolved(value, names)
    if isinstance(value, tuple):
        return tuple(_resolved(item, names) for item in value)
    return value


def fill(text: str, names: dict[str, Any]) -> str:
    """A text with each expression replaced by what it prints."""
    parts, last = [], 0
    for found in expressions(text):
        parts += [text[last : found.start], evaluate(found.text, names)]
        last = found.end
    return "".join((*parts, text[last:]))


def unbound(section: Värde, names: dict[str, Any]) -> Iterator[Finding]:
    """A finding (S013) for every expression that gives nothing, at its own line and column."""
    own = local(section, names) if isinstance(section, Avsnitt) else names
    for steps, text in section.texts():
        for found in expressions(text) if "{{" in text else ():
            try:
                evaluate(found.text, own)
            except ExpressionError as why:
                place = section.within(steps, found.start, found.end)
                yield Finding(place, "S013", Severity.FEL, str(why), why.suggestion)
    for name in type(section).model_fields:
        for inner in _records(getattr(section, name)):
            yield from unbound(inner, own)


def _records(value: Any) -> Iterator[Värde]:
    if isinstance(value, Värde):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _records(item)
