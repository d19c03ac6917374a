"""H607: the plan that «Planen och utfallet» shows is there to be shown."""

from collections.abc import Iterator

from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.model.avsnitt.plan import Planuppföljning, löften


def missing_plan(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A section that shows the plan beside the outcome has a plan to show, and one that sets goals."""
    report = seen.rapport
    for part in (part for part in report.alla_avsnitt() if isinstance(part, Planuppföljning)):
        plan = part.planen(report.år, seen.tidigare)
        if plan and next(löften(plan), None):
            yield OK
            continue
        named = part.plan or f"för {report.år}"
        message = f"Planen {plan.namn} har inga mål att visa." if plan else f"Det finns ingen plan {named} att visa."
        hint = "Skriv planens namn i «plan», till exempel 2025/plan, eller ta bort avsnittet."
        yield Fynd(part.at("plan" if part.plan else "slag"), message, hint)
