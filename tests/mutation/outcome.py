"""Choosing places, planting, judging, and the table that tells how it went."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

from asn.finding import Finding, Severity

from .fault import END, Fault, Kind, Shift, Zone
from .ground import Ground, news


class Fate(StrEnum):
    """What became of a fault."""

    FOUND = "found"
    ELSEWHERE = "elsewhere"
    MISSED = "missed"


@dataclass(frozen=True)
class Planting:
    """A fault that was planted, and what the checks then said that they hadn't said before."""

    kind: Kind
    fault: Fault
    line: int
    fate: Fate
    said: tuple[Finding, ...]


def chosen(kind: Kind, ground: Ground, places: int, seed: int) -> tuple[Fault, ...]:
    """Some places for a kind of fault, the same for the same seed, spread over the reports.

    A place where the content has an exception for the rule is none: there nobody could find the fault.
    """
    chance = Random(f"{seed}:{kind.name}")
    by_folder: dict[str, list[Fault]] = {}
    for fault in kind.plant(ground, chance):
        by_folder.setdefault(fault.file.rpartition("/")[0], []).append(fault)
    heaps = [chance.sample(faults, len(faults)) for _, faults in sorted(by_folder.items())]
    found: list[Fault] = []
    while any(heaps) and len(found) < places:
        for heap in heaps:
            taken = heap.pop() if heap else None
            if taken and len(found) < places and not ground.excuses(taken):
                found.append(taken)
    return tuple(found)


def judged(kind: Kind, fault: Fault, ground: Ground) -> Planting:
    """Plant a fault and see what is said of it."""
    shift = fault.shifted(ground.text(fault.file))
    said: set[Finding] = set()
    for findings in ground.planted(fault):
        new = news(ground.untouched, findings, shift)
        said.update(new)
        if any(_right(kind, fault, finding, shift) for finding in new):
            return Planting(kind, fault, shift.line, Fate.FOUND, tuple(sorted(said)))
    return Planting(kind, fault, shift.line, Fate.ELSEWHERE if said else Fate.MISSED, tuple(sorted(said)))


def _right(kind: Kind, fault: Fault, finding: Finding, shift: Shift) -> bool:
    """Whether a finding is of a rule that is expected, in the right place, and grave enough."""
    graver = list(Severity).index(finding.severity) <= list(Severity).index(kind.severity)
    zones = (shift.zone(zone) for zone in fault.zones)
    here = any(zone.file == finding.place.file and zone.first <= finding.place.line <= zone.last for zone in zones)
    return finding.code in fault.codes and fault.says in finding.message and graver and here


def false_alarms(ground: Ground) -> tuple[Finding, ...]:
    """What is said of the untouched content, apart from advice and from drafts."""
    drafts = tuple(f"content/{report.namn}/" for report in ground.projekt.rapporter if report.utkast)
    return tuple(
        sorted(
            found
            for found in ground.untouched
            if found.severity is not Severity.RÅD and not found.place.file.startswith(drafts)
        )
    )


class Grounds:
    """A copy of the content for each rule whose exceptions some kind of fault wants lifted, made when it is needed."""

    def __init__(self, source: Path, folder: Path) -> None:
        self._source, self._folder = source, folder
        self._made: dict[str, Ground] = {}

    def of(self, lifted: str = "") -> Ground:
        """The copy without the exceptions from a rule; without a rule, the content as it is."""
        if lifted not in self._made:
            self._made[lifted] = Ground(self._source, self._folder / (lifted or "as-it-is"), lifted)
        return self._made[lifted]

    def proof(self, kind: Kind, places: int, seed: int) -> Iterator[Planting]:
        """Plant a kind of fault in some places."""
        ground = self.of(kind.lifted)
        return (judged(kind, fault, ground) for fault in chosen(kind, ground, places, seed))


def table(kinds: Iterable[Kind], done: list[Planting]) -> Iterator[str]:
    """A row a kind, also for one that found no place, and a sum for each severity and for all."""
    yield f"{'kind':34} {'severity':8} {'planted':>7} {'found':>6} {'elsewhere':>9} {'missed':>6}"
    for kind in kinds:
        yield _row(kind.name, kind.severity, [p for p in done if p.kind is kind])
    for severity in Severity:
        yield _row("all of this severity", severity, [p for p in done if p.kind.severity is severity])
    yield _row("all", "", done)


def _row(name: str, severity: str, done: list[Planting]) -> str:
    fates = Counter(planting.fate for planting in done)
    counts = f"{len(done):7} {fates[Fate.FOUND]:6} {fates[Fate.ELSEWHERE]:9} {fates[Fate.MISSED]:6}"
    return f"{name:34} {severity:8} {counts}"


def unfound(plantings: Iterable[Planting]) -> Iterator[str]:
    """Every fault that wasn't found where it stands: the place, the edit, and what was said instead."""
    for planting in plantings:
        if planting.fate is not Fate.FOUND:
            fault = planting.fault
            yield f"{planting.fate} [{planting.kind.name}] {fault.file}:{planting.line}: {fault.what}"
            yield f"    expected {' or '.join(fault.codes)} in {', '.join(map(_told, fault.zones))}"
            for said in planting.said[:4]:
                place = f"{said.place.file}:{said.place.line}"
                yield f"    said {place}: {said.severity} {said.code} {said.message}"


def _told(zone: Zone) -> str:
    return f"{zone.file}:{zone.first}–{zone.last if zone.last < END else ''}"
