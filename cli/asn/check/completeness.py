"""K9xx: what a report must have before it is adopted; in a draft the same is the list of what is left to do."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.finding import Severity


def missing_section(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A section that the report's kind, or the report itself, says is mandatory."""
    report = seen.rapport
    there = {PurePosixPath(section.at().file).name for section in report.avsnitt}
    planned = report.blad.avsnitt or report.slag.avsnitt
    for plan in planned:
        if plan.obligatoriskt and plan.fil not in there:
            hint = f"Skapa filen content/{report.namn}/{plan.fil}."
            yield Fynd(report.blad.at(), f"Avsnittet «{plan.rubrik}» ({plan.fil}) saknas.", hint)
        else:
            yield OK


RULES: tuple[Rule, ...] = (
    Rule("K901", missing_section, Severity.FEL, "Obligatoriskt avsnitt saknas", Severity.VARNING),
)
