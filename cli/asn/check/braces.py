"""Braces that don't come two and two around what was meant to be an expression, and so would be printed as they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_RUN = re.compile(r"\{+|\}+")
_PAIR = 2  # braces on each side of an expression
_LONGEST = 200  # characters between the braces, more than any expression has
_NAME = r"[a-zåäö_][a-zåäö0-9_]*(?:\.[a-zåäö0-9_]+)*"
_EXPRESSION = re.compile(
    rf"[\s(-]*{_NAME}[\s)]*(?:[-+*/][\s(-]*(?:{_NAME}|[0-9]+)[\s)]*|\|\s*{_NAME}(?:\([^(){{}}]*\))?[\s)]*)*"
)
_EXAMPLE = "Ett uttryck har två klamrar på var sida: {{ sjukfrånvaro | procent }}."


@dataclass(frozen=True, slots=True)
class Unpaired:
    """Braces that give no expression: where they stand in the text, and the cure in Swedish."""

    start: int
    end: int
    cure: str


def unpaired(text: str) -> Iterator[Unpaired]:
    """Every place in a text where braces are too few, too many or alone, around what looks like an expression.

    Two braces that are alone were always meant for an expression; one brace only where a name stands in it.
    """
    if "{" not in text and "}" not in text:
        return
    runs = [None, *_RUN.finditer(text), None]
    for before, after in pairwise(runs):
        opening = before if before and before[0][0] == "{" else None
        closing = after if after and after[0][0] == "}" else None
        found = _between(text, opening, closing) if opening and closing else _alone(opening or closing)
        if found:
            yield found


def _between(text: str, opening: re.Match[str], closing: re.Match[str]) -> Unpaired | None:
    if len(opening[0]) == len(closing[0]) == _PAIR:
        return None
    inner = text[opening.end() : closing.start()]
    if len(inner) <= _LONGEST and _EXPRESSION.fullmatch(inner):
        meant = "{{ " + inner.strip() + " }}"
        return Unpaired(opening.start(), closing.end(), f"Ett uttryck har två klamrar på var sida: {meant}.")
    return _alone(opening) or _alone(closing)


def _alone(run: re.Match[str] | None) -> Unpaired | None:
    return Unpaired(run.start(), run.end(), _EXAMPLE) if run and len(run[0]) >= _PAIR else None
