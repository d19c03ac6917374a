"""A file's text, and how places in it are told."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from asn.finding import Finding, Place, Severity


@dataclass(frozen=True)
class Source:
    """The text of one file, twice: as the editor sees it, and as the YAML parser gets it.

    ``parsed`` has exactly as many characters as ``text``: what the two kinds of parser would read in
    different ways, or not at all, is replaced one for one. So an offset in one is an offset in the other.
    """

    file: str
    text: str
    parsed: str

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        """Where each line starts. Only line feeds count, as in an editor."""
        return (0, *(found.end() for found in re.finditer("\n", self.text)))

    def line(self, offset: int) -> int:
        """The number of the line that holds the character at ``offset``, from 1."""
        return bisect_right(self._lines, offset)

    def column(self, offset: int) -> int:
        """The column of the character at ``offset``, from 1."""
        return offset - self.line_start(offset) + 1

    def line_start(self, offset: int) -> int:
        """The offset of the first character on the line of ``offset``."""
        return self._lines[self.line(offset) - 1]

    def line_end(self, offset: int) -> int:
        """The offset just after the last character on the line of ``offset``."""
        line = self.line(offset)
        return self._lines[line] - 1 if line < len(self._lines) else len(self.text)

    def place(self, start: int, end: int) -> Place:
        """The characters from ``start`` up to ``end``, as a place."""
        return Place(self.file, self.line(start), self.column(start), self.line(end), self.column(end))

    def error(self, code: str, span: tuple[int, int], message: str, suggestion: str) -> Finding:
        """A finding of severity fel on the characters of ``span``."""
        return Finding(self.place(*span), code, Severity.FEL, message, suggestion)

    def warning(self, code: str, span: tuple[int, int], message: str, suggestion: str) -> Finding:
        """A finding of severity varning on the characters of ``span``."""
        return Finding(self.place(*span), code, Severity.VARNING, message, suggestion)
