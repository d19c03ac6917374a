"""The lines of a file around a YAML error, for the functions that look for its cause."""

import re
from typing import NamedTuple

from asn.finding import Finding
from asn.read.composition import KEY_PATTERN
from asn.read.events import Event, SyntaxFault
from asn.read.tree import Source, Span

_LINE = re.compile(r"(?P<lead> *(?:- +)*)(?:(?P<key>[^\s:'\"#\[{][^:#]*?):(?: +|$))?(?P<value>.*)")


class Line(NamedTuple):
    """A line as one reads it: list marks, a key and a value. Each may be missing."""

    start: int
    indent: int
    """How many spaces it begins with."""
    content: int
    """Where the line's text starts, after indentation and list marks."""
    key: str
    value: Span

    @property
    def has_key(self) -> bool:
        return KEY_PATTERN.fullmatch(self.key) is not None


class FaultContext(NamedTuple):
    """The file around the fault."""

    source: Source
    fault: SyntaxFault
    last: Event
    """The last scalar before the fault."""
    opened: int | None
    """Where the innermost bracket stands that is open at the fault."""

    def line(self, offset: int) -> Line:
        """The line of ``offset``."""
        start, end = self.source.line_start(offset), self.source.line_end(offset)
        end = start + len(self.source.parsed[start:end].rstrip())
        match = _LINE.match(self.source.parsed, start, end)
        assert match
        indent = len(match["lead"]) - len(match["lead"].lstrip())
        return Line(start, indent, match.end("lead"), match["key"] or "", match.span("value"))

    def above(self, offset: int) -> Line | None:
        """The nearest line above that is not blank."""
        start = self.source.line_start(offset)
        while start > 0:
            line = self.line(start - 1)
            if line.content < line.value[1]:
                return line
            start = line.start
        return None

    def read(self, start: int, end: int) -> str:
        """What the editor has written there."""
        return self.source.text[start:end]

    def error(self, start: int, end: int, message: str, suggestion: str) -> Finding:
        """S001 on the characters from ``start`` up to ``end``."""
        return self.source.error("S001", (start, end), message, suggestion)
