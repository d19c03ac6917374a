"""H6xx: what a report says of earlier periods, and of what the plan and earlier reports have promised."""

from asn.check.history import followed, promises, restated
from asn.check.rule import Rule
from asn.finding import Severity

RULES: tuple[Rule, ...] = (
    Rule("H601", restated.restated_figures, Severity.FEL, "En tidigare siffra är en annan än den som publicerades"),
    Rule(
        "H602",
        promises.broken,
        Severity.FEL,
        "Mål eller indikator borttagen eller ändrad utan beslut",
        Severity.VARNING,
    ),
    Rule("H603", followed.months, Severity.FEL, "Månadens ljus är ett annat än det som publicerades"),
    Rule("H604", followed.risks, Severity.VARNING, "Risk som försvunnit eller fått nytt värde utan förklaring"),
    Rule("H605", followed.comments, Severity.RÅD, "Kommentaren är ordagrant densamma som i en tidigare rapport"),
    Rule("H606", followed.renamed, Severity.VARNING, "Enhet eller målområde har bytt namn under året"),
    Rule("H607", promises.missing_plan, Severity.FEL, "Planen som utfallet ska visas mot finns inte", Severity.VARNING),
)
