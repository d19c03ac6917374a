"""What prose can fetch: its own section's figures, other sections' by their id, earlier reports' by period and year."""

from collections.abc import Iterable, Mapping
from typing import Any

from asn.model.avsnitt.grund import Avsnitt
from asn.model.report import Rapport


def namespace(report: Rapport, earlier: Iterable[Rapport]) -> dict[str, Any]:
    """The names that are the same everywhere in a report.

    An earlier report is reached as ``vb_2022``, the report itself also by its own name.
    """
    names: dict[str, Any] = {}
    for other in earlier:
        names[f"{other.period.lower()}_{other.år}"] = other.värden
    own = report.värden
    return {**names, f"{report.period.lower()}_{report.år}": own, **own, "datum": report.blad.datum or "–"}


def local(section: Avsnitt, names: Mapping[str, Any]) -> dict[str, Any]:
    """The names within one section: its own figures come first."""
    return {**names, **section.tal}
