"""How an expression is read: names with dots, whole numbers, words in quotes, + - * /, parentheses and filters.

No code is ever made of one, and nothing is called but the filters that there are: a sum is read as products, a product
as factors, a factor as what a name holds, and each gives its value at once.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from asn.binding.operations import (
    ExpressionError,
    added,
    amount,
    divided,
    fetch_name,
    filtered,
    multiplied,
    negated,
    subtracted,
)
from asn.figures import Storhet

_LONGEST, _MOST_PARENTHESES = 200, 8
_TOKEN = re.compile(
    r"""\s*(?:(?P<name>[^\W\d]\w*)|(?P<number>[0-9]+)|(?P<word>'[^'\\]*'|"[^"\\]*")|(?P<sign>\*\*|//|\S))"""
)
_NO_NAMES = frozenset(("and", "else", "false", "False", "if", "in", "is", "none", "None", "not", "or", "true", "True"))
_OTHER = "Uttrycket innehåller något annat än namn, tal, + - * / och filter."
_EXAMPLE = "Skriv namn, punkter och filter: {{ sjukfrånvaro | procent }}."
_SUMS = {"+": added, "-": subtracted}
_PRODUCTS = {"*": multiplied, "/": divided}


class _Reader:
    """An expression's tokens, and how far it has been read."""

    def __init__(self, text: str, names: Mapping[str, Any]) -> None:
        self._text, self._names = text, names
        self._tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(text)]
        self._tokens.append(("end", ""))
        self._at = 0

    def sum(self) -> Any:
        """Terms, with + and - between them."""
        return self._row(_SUMS, self._product)

    def end(self) -> None:
        """See that all has been read."""
        kind, value = self._tokens[self._at]
        if kind != "end":
            raise self._unread(kind, value)

    def _product(self) -> Any:
        return self._row(_PRODUCTS, self._factor)

    def _row(self, operations: Mapping[str, Callable[[Storhet, Storhet], Storhet]], part: Callable[[], Any]) -> Any:
        value = part()
        while (sign := self._tokens[self._at])[0] == "sign" and sign[1] in operations:
            self._at += 1
            value = operations[sign[1]](amount(value), amount(part()))
        return value

    def _factor(self) -> Any:
        """A value, passed through its filters; its sign is its own."""
        value = self._signed()
        while self._takes("|"):
            name, args = self._next("name"), []
            if self._takes("(") and not self._takes(")"):
                args.append(self.sum())
                while self._takes(","):
                    args.append(self.sum())
                self._next("sign", ")")
            value = filtered(value, name, tuple(args))
        return value

    def _signed(self) -> Any:
        if self._takes("-"):
            return negated(amount(self._signed()))
        value = self._single()
        while self._takes("."):
            value = fetch_name(value, self._next("name"))
        return value

    def _single(self) -> Any:
        if self._takes("("):
            value = self.sum()
            self._next("sign", ")")
            return value
        kind, token = self._tokens[self._at]
        self._at += 1
        match kind:
            case "name" if token not in _NO_NAMES:
                return fetch_name(self._names, token)
            case "number":
                return Storhet(Decimal(token))
            case "word":
                return token[1:-1]
        raise self._unread("sign" if kind == "name" else kind, token)

    def _takes(self, sign: str) -> bool:
        taken = self._tokens[self._at] == ("sign", sign)
        self._at += taken
        return taken

    def _next(self, kind: str, wanted: str = "") -> str:
        token, value = self._tokens[self._at]
        if token != kind or (wanted and value != wanted):
            raise self._unread(token, value)
        self._at += 1
        return value

    def _unread(self, kind: str, value: str) -> ExpressionError:
        if kind == "sign" or value in _NO_NAMES:
            return ExpressionError(_OTHER)
        return ExpressionError(f"«{self._text}» går inte att läsa.", _EXAMPLE)


_OPEN, _CLOSE = "{{", "}}"


class Uttryck(NamedTuple):
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
    return str(evaluated(text, names))


def evaluated(text: str, names: Mapping[str, Any]) -> Any:
    """The same, before it is printed.

    Raises:
        ExpressionError: as above.
    """
    if not text:
        raise ExpressionError("Uttrycket är tomt.", "Skriv namnet på en siffra mellan {{ och }}.")
    if len(text) > _LONGEST or text.count("(") > _MOST_PARENTHESES:
        raise ExpressionError(
            "Uttrycket är för långt.", "Ett uttryck hämtar en siffra: {{ nettokostnad.resultat.prognos | mnkr }}."
        )
    reader = _Reader(text, names)
    value = reader.sum()
    reader.end()
    if isinstance(value, Mapping):
        known = ", ".join(sorted(value))
        raise ExpressionError(f"«{text}» är en grupp, ingen siffra.", f"Välj en av: {known}.")
    return value
