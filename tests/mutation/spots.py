"""Finding one's way in the untouched content: where a field stands, and how it can be broken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from asn.finding import KeyPath, Place
from asn.model.record import Värde
from asn.model.report import Rapport
from asn.read import Tree
from asn.read.tree import Node

from .fault import Fault, Zone

R = TypeVar("R", bound=Värde)
_EXPRESSION = re.compile(r"\{\{[^}]*\}\}")
_BETWEEN_WORDS = re.compile(r"(?<=[a-zåäö]) (?=[a-zåäö])")


@dataclass(frozen=True)
class Spot:
    """A value in a file: its text, where it stands and how it is written."""

    tree: Tree
    path: KeyPath
    node: Node

    @property
    def written(self) -> str:
        """The value as it is written."""
        return self.tree.text[slice(*self.node.span)]

    @property
    def key(self) -> str:
        """The key as it is written."""
        return self.tree.text[slice(*(self.node.key or (0, 0)))]

    @property
    def zone(self) -> Zone:
        """The lines that it stands on, with its key."""
        start, end = (self.node.key or self.node.span)[0], self.node.span[1]
        return Zone(self.tree.file, self.tree.source.line(start), self.tree.source.line(max(start, end - 1)))

    @property
    def indent(self) -> str:
        """What the lines of the mapping that it stands in begin with."""
        start = (self.node.key or self.node.span)[0]
        return " " * (start - self.tree.source.line_start(start))

    def step(self, *path: str | int) -> "Spot | None":
        """A value below this one."""
        return spot(self.tree, (*self.path, *path))

    def lines(self) -> tuple[int, int] | None:
        """The whole lines of a field or of an item of a list; None if it shares them with something else."""
        start, end = (self.node.key or self.node.span)[0], self.node.span[1]
        first, last = self.tree.source.line_start(start), self.tree.source.line_end(max(start, end - 1))
        before, after = self.tree.text[first:start].strip(), self.tree.text[end:last].strip()
        alone = before == ("-" if isinstance(self.path[-1], int) else "") and not after
        return (first, min(last + 1, len(self.tree.text))) if alone else None

    def replaced(self, new: str, codes: tuple[str, ...], zones: tuple[Zone, ...] = (), what: str = "") -> Fault:
        """The fault of writing something else for the value."""
        told = what or f"{_told(self.path)}: {_short(self.written)} → {_short(new)}"
        return Fault(self.tree.file, *self.node.span, new, codes, zones or (self.zone,), told)

    def removed(self, codes: tuple[str, ...], zones: tuple[Zone, ...] = ()) -> Fault | None:
        """The fault of taking its lines away."""
        lines = self.lines()
        if lines is None:
            return None
        told = f"{_told(self.path)}: {_short(self.written)} borttaget"
        return Fault(self.tree.file, *lines, "", codes, zones or (self.zone,), told)

    def followed(self, new: str, codes: tuple[str, ...], zones: tuple[Zone, ...] = (), what: str = "") -> Fault | None:
        """The fault of writing more lines after its own."""
        lines = self.lines()
        if lines is None or not self.tree.text[: lines[1]].endswith("\n"):
            return None
        line = self.tree.source.line(lines[1])
        told = what or f"efter {_told(self.path)}: {_short(new.strip())}"
        return Fault(self.tree.file, lines[1], lines[1], new, codes, zones or (Zone(self.tree.file, line, line),), told)


def spot(tree: Tree, path: KeyPath) -> Spot | None:
    """What stands at a path, if anything does."""
    node, found = tree._nearest(path)
    return Spot(tree, path, node) if found else None


def field(record: Värde, *steps: str | int) -> Spot | None:
    """Where a record's field stands; without steps the record itself."""
    tree, path = record._origin()
    assert isinstance(tree, Tree)
    return spot(tree, (*path, *steps))


def records(report: Rapport, kind: type[R]) -> Iterator[R]:
    """All values of a kind in a report, also those that carry no exceptions."""
    for part in (report.blad, *report.avsnitt):
        yield from (found for found in part.below() if isinstance(found, kind))


def texts(report: Rapport) -> Iterator[Spot]:
    """Every literal block of a report: that is how prose is written."""
    for record in records(report, Värde):
        for steps, _ in record.texts():
            found = field(record, *steps)
            if found and found.node.style == "|":
                yield found


def gaps(text: Spot) -> list[int]:
    """The offsets of spaces between plain words of a text, outside expressions."""
    hidden = _EXPRESSION.sub(lambda found: "\0" * len(found[0]), text.written)
    return [text.node.span[0] + found.start() for found in _BETWEEN_WORDS.finditer(hidden)]


def inserted(text: Spot, offset: int, new: str, codes: tuple[str, ...]) -> Fault:
    """The fault of writing something into a text, in place of the space at ``offset``."""
    line = text.tree.source.line(offset)
    zone = Zone(text.tree.file, line, line)
    return Fault(text.tree.file, offset, offset + 1, f" {new} ", codes, (zone,), f"{_told(text.path)}: + {new!r}")


def swapped(text: Spot, start: int, end: int, new: str, codes: tuple[str, ...]) -> Fault:
    """The fault of writing something else for some characters of a file."""
    source = text.tree.source
    zone = Zone(text.tree.file, source.line(start), source.line(max(start, end - 1)))
    before, after = text.tree.text[max(0, start - 20) : start], text.tree.text[end : end + 20]
    told = f"{_told(text.path)}: …{before}[{text.tree.text[start:end]} → {new}]{after}…"
    return Fault(text.tree.file, start, end, new, codes, (zone,), " ".join(told.split()))


def zone_of(place: Place) -> Zone:
    """The lines of a place."""
    return Zone(place.file, place.line, place.end_line)


def _told(path: KeyPath) -> str:
    return ".".join(str(step) for step in path[-4:]) or "filen"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
