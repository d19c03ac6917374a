"""The files of a report's units, put into the sections that they tell of; every record keeps its place in its file."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from asn.finding import Finding, did_you_mean, error_at
from asn.load.reading import Reading
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Enhetsresultat, Mål, Nämndmål
from asn.model.avsnitt.text import Händelser
from asn.model.avsnitt.uppfoljning import Risker
from asn.model.record import Post, Värde
from asn.model.register import Register
from asn.model.report import UNITS, Enhetsrapport

R = TypeVar("R", bound=Värde)
_CODE = "U404"


def read_units(reading: Reading, folder: str, register: Register) -> tuple[Enhetsrapport, ...]:
    """The units' files in a report's folder, in the register's order; what is wrong with one is a finding."""
    inner = f"{folder}/{UNITS}"
    listing = reading.listed(inner)
    units: dict[str, Enhetsrapport] = {}
    for name in (*listing.folders, *listing.files):
        if name in listing.folders or not name.endswith(".yaml"):
            reading.stray(inner, listing, name, "Filen används inte.", "Här ligger en fil för varje enhet.")
            continue
        unit = reading.record(f"{inner}/{name}", Enhetsrapport)
        if unit is None:
            continue
        if unit.enhet not in register.enheter:
            fault = f"Det finns ingen enhet «{unit.enhet}».", _near(unit.enhet, register.enheter)
            reading.findings.append(error_at(unit.at("enhet"), _CODE, *fault))
        elif unit.enhet in units:
            message = f"Enheten «{unit.enhet}» har redan en fil: {units[unit.enhet].file()}."
            reading.findings.append(error_at(unit.at("enhet"), "S002", message, "Slå ihop filerna."))
        else:
            units[unit.enhet] = unit
    return tuple(units[id_] for id_ in register.enheter if id_ in units)


def with_unit_reports(
    reading: Reading, sections: Sequence[Avsnitt], units: Sequence[Enhetsrapport], *, whole: bool
) -> tuple[Avsnitt, ...]:
    """The sections with what the units tell; what has no place in any of them is a finding, if they are the whole."""
    if not units:
        return tuple(sections)
    work = _Merging(units)
    merged = tuple(work.section(part) for part in sections)
    reading.findings.extend(work.left(sections) if whole else ())
    return merged


class _Merging:
    """What the units tell, and how much of it has found its place."""

    def __init__(self, units: Sequence[Enhetsrapport]) -> None:
        self._units = units
        self._goals: set[str] = set()
        self._risks = [risk for unit in units for risk in unit.risker]
        self._events = [_events(unit) for unit in units if unit.händelser]

    def section(self, part: Avsnitt) -> Avsnitt:
        """A section, and those below it, with what belongs there."""
        changes: dict[str, object] = {}
        match part:
            case Mål():
                changes["nämndmål"] = tuple(map(self._goal, part.nämndmål))
            case Risker() if self._risks:
                changes["risker"] = (*part.risker, *self._risks)
                self._risks = []
        below = [self.section(under) for under in part.underavsnitt]
        if isinstance(part, Händelser):
            below += self._events
            self._events = []
        if below:
            changes["underavsnitt"] = tuple(below)
        return part.changed(changes) if changes else part

    def _goal(self, goal: Nämndmål) -> Nämndmål:
        if not goal.från_enheter:
            return goal
        self._goals.add(goal.id)
        own = {result.enhet for result in goal.enheter}
        outcomes = [
            item.resultat(unit.enhet)
            for unit in self._units
            if unit.enhet not in own
            for item in unit.mål
            if item.mål == goal.id
        ]
        results: tuple[Enhetsresultat, ...] = (*goal.enheter, *outcomes)
        return goal.changed({"enheter": results})

    def left(self, sections: Iterable[Avsnitt]) -> Iterator[Finding]:
        """What has no place in the report."""
        goals = {goal.id: goal for part in sections for goal in Nämndmål.of(part)}
        for unit in self._units:
            seen: set[str] = set()
            for item in unit.mål:
                if item.mål not in goals:
                    yield _fault(item, "mål", f"Rapporten har inget nämndmål «{item.mål}».", _near(item.mål, goals))
                elif item.mål not in self._goals:
                    hint = "Skriv från_enheter: ja på målet, eller ta bort raden."
                    yield _fault(item, "mål", f"Målet «{item.mål}» vägs inte samman ur enheternas filer.", hint)
                elif item.mål in seen or any(own.enhet == unit.enhet for own in goals[item.mål].enheter):
                    message = f"Enhetens resultat för «{item.mål}» står på två ställen."
                    yield _fault(item, "mål", message, "Ta bort det ena.", "S002")
                seen.add(item.mål)
        for risk in self._risks:
            yield _fault(risk, "id", "Rapporten har inget avsnitt med risker.", "Lägg till ett, eller ta bort risken.")
        for events in self._events:
            message = "Rapporten har inget avsnitt med händelser."
            yield _fault(events, "händelser", message, "Lägg till ett, eller ta bort händelserna.")


def _events(unit: Enhetsrapport) -> Händelser:
    """A unit's events as a section with the unit's name for its heading."""
    section = Händelser.model_construct(slag="händelser", om_enhet=unit.enhet, händelser=unit.händelser)
    section.placed_as(unit, "händelser")
    return section


def _fault(item: Post, field: str, message: str, hint: str, code: str = _CODE) -> Finding:
    return error_at(item.at(field), code, message, hint)


def _near(name: str, known: Iterable[str]) -> str:
    there = list(known)
    return did_you_mean(name, there, f"Det finns: {', '.join(there)}.", most=2)
