"""Whether two versions of a file say the same, but for blanks and the marks of typography."""

import re

from asn.read import Tree, Value

_MARKS = str.maketrans({"\N{RIGHT DOUBLE QUOTATION MARK}": '"', "\N{EN DASH}": "-", "\N{HORIZONTAL ELLIPSIS}": "..."})
_BLANKS = re.compile(r"\s+")
# Quotes may turn from single to double, and stand escaped within double ones.
_QUOTES = re.compile(r"\\?[\"']")


def alike(before: Tree, after: Tree) -> bool:
    """Whether the values are the same, and all that is written besides them: comments, their order and their place."""
    return _said(before.value) == _said(after.value) and _written(before.text) == _written(after.text)


def _said(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _said(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_said(inner) for inner in value]
    return _BLANKS.sub(" ", value.translate(_MARKS)).strip() if isinstance(value, str) else value


def _written(text: str) -> str:
    return _QUOTES.sub('"', _BLANKS.sub("", text.translate(_MARKS)))
