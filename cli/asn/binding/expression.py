"""The expression language of ``{{ … }}``: names, four operations, filters; nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from asn.binding.operations import ExpressionError
from asn.binding.syntax import computed

__all__ = ["ExpressionError", "Uttryck", "evaluate", "expressions"]

_OPEN, _CLOSE = "{{", "}}"


@dataclass(frozen=True, slots=True)
class Uttryck:
    """One ``{{ … }}`` in a text: where it stands, and what is between the braces."""

    start: int
    end: int
    text: str


def expressions(text: str) -> Iterator[Uttryck]:
    """Every expression in a text, in order."""
    start = text.find(_OPEN)
    while start >= 0 and (close := text.find(_CLOSE, start + len(_OPEN))) >= 0:
        end = close + len(_CLOSE)
        yield Uttryck(start, end, text[start + len(_OPEN) : close].strip())
        start = text.find(_OPEN, end)


def evaluate(text: str, names: Mapping[str, Any]) -> str:
    """What an expression prints.

    Args:
        text: what stands between the braces.
        names: the figures and words that can be fetched, in groups that a dot opens.

    Raises:
        ExpressionError: if it can't be read, names something unknown, or uses a filter on the wrong thing.
    """
    value = computed(text, names)
    if isinstance(value, Mapping):
        known = ", ".join(sorted(value))
        raise ExpressionError(f"«{text}» är en grupp, ingen siffra.", f"Välj en av: {known}.")
    return str(value)
