"""What is planted: one edit in one file, the rules that should speak of it, and where."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from asn.finding import Place, Severity

if TYPE_CHECKING:
    from .ground import Ground

END = 10**9


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines of a file where a finding is in the right place, numbered as before the fault."""

    file: str
    first: int = 1
    last: int = END


@dataclass(frozen=True, slots=True)
class Fault:
    """One edit: the characters from ``start`` up to ``end`` of a file are replaced by ``new``.

    A ``new`` that is None takes the whole file away. A finding is in its place if it stands in one of the
    ``zones``, and right if it has one of the ``codes`` and its message holds what it ``says``.
    """

    file: str
    start: int
    end: int
    new: str | None
    codes: tuple[str, ...]
    zones: tuple[Zone, ...]
    what: str
    encoding: str = "utf-8"
    says: str = ""

    def applied(self, text: str) -> bytes | None:
        """The file's bytes with the fault in them."""
        return None if self.new is None else (text[: self.start] + self.new + text[self.end :]).encode(self.encoding)

    def removes(self, text: str, place: Place) -> bool:
        """Whether the edit takes away what stands at a place."""
        first, last = (text.count("\n", 0, offset) + 1 for offset in (self.start, self.end))
        return place.file == self.file and first <= place.line and place.end_line <= last

    def shifted(self, text: str) -> "Shift":
        """How the edit moves the lines of the file."""
        first = text.count("\n", 0, self.start) + 1
        return Shift(self.file, first, (self.new or "").count("\n") - text.count("\n", self.start, self.end))


@dataclass(frozen=True, slots=True)
class Shift:
    """The lines of ``file`` after ``line`` move by ``by``."""

    file: str
    line: int
    by: int

    def zone(self, zone: Zone) -> Zone:
        """A zone as it is numbered after the fault."""
        if zone.file != self.file:
            return zone
        first = zone.first if zone.first <= self.line else max(self.line, zone.first + self.by)
        last = zone.last if zone.last < self.line else max(self.line, zone.last + self.by)
        return Zone(zone.file, first, last)

    def before(self, file: str, line: int) -> int:
        """The number that a line had before the fault; 0 if it wasn't there."""
        if file != self.file or line < self.line:
            return line
        return line - self.by if line > self.line + max(self.by, 0) else (line if not self.by else 0)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault. ``plant`` gives every place where it can be planted, with chance only in what is written there.

    ``lifted`` is the rule whose exceptions are taken out of the content first, where they cover every place.
    """

    name: str
    severity: Severity
    plant: Callable[["Ground", Random], Iterator[Fault]] = field(repr=False)
    lifted: str = ""
