"""References to footnotes: each leads to a note, and each note back to one place (U404)."""

import re
from collections.abc import Iterable, Iterator

from asn.finding import Finding, Severity
from asn.model.avsnitt.grund import Fotnot
from asn.model.record import Post
from asn.model.report import Rapport

_REFERENCE = re.compile(r"\[\^([a-zåäö0-9_]+)\]")


def unmatched_notes(report: Rapport) -> Iterator[Finding]:
    """A reference to a footnote that isn't there, and a second one to the same.

    A scale's instruction stands in many reports, so it can refer to no report's footnote.
    """
    yield from _unmatched(report.skalor(), set())
    yield from _unmatched((*report.avsnitt, report.blad), {note.id for note in report.poster(Fotnot)})


def _unmatched(parts: Iterable[Post], known: set[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for part in parts:
        for item in part.below():
            for steps, text in item.texts():
                for found in _REFERENCE.finditer(text) if "[^" in text else ():
                    fault = _fault(found[1], known, seen)
                    if fault:
                        place = item.within(steps, found.start(), found.end())
                        yield Finding(place, "U404", Severity.FEL, *fault)
                    seen.add(found[1])


def _fault(name: str, known: set[str], seen: set[str]) -> tuple[str, str] | None:
    if name not in known:
        return f"Det finns ingen fotnot «{name}».", "Skriv den under avsnittets «fotnoter», eller ta bort hänvisningen."
    if name in seen:
        return f"Fotnoten «{name}» har redan en hänvisning.", "Ge stället en egen fotnot."
    return None
