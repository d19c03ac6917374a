"""K9xx of the sheet: what it says of the decision goes together with the report's state."""

from collections.abc import Iterator

from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.finding import Severity


def contradicted(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A report has one state and one decision: two that differ leave the reader to guess."""
    sheet = seen.rapport.blad
    made = sheet.fastställd
    if made is None:
        return
    if seen.rapport.utkast:
        message = f"Rapporten är utkast, men fastställdes {made.datum.isoformat()}, {made.paragraf}."
        yield Fynd(sheet.at("tillstånd"), message, "Skriv tillstånd: fastställd, eller ta bort fastställd.")
    elif sheet.paragraf and sheet.paragraf != made.paragraf:
        message = f"Paragrafen är {sheet.paragraf} här, men {made.paragraf} under fastställd."
        yield Fynd(sheet.at("paragraf"), message, "Ta bort den här raden; beslutet står under fastställd.")
    else:
        yield OK


RULES: tuple[Rule, ...] = (Rule("K906", contradicted, Severity.FEL, "Tillstånd och beslut som inte går ihop"),)
