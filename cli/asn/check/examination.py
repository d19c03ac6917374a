"""Running the rules over one report, and weighing its exceptions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from asn.check.rule import Fynd, Granskad, Rule
from asn.finding import Finding, Severity
from asn.model.record import Post, Undantag
from asn.model.report import Rapport

UNUSED = "S014"


@dataclass(frozen=True)
class Examination:
    """What came out: findings that stand, findings that an exception excuses, and places looked at per rule."""

    fynd: tuple[Finding, ...]
    undantagna: tuple[Finding, ...]
    platser: Mapping[str, int]


def examine(report: Rapport, earlier: tuple[Rapport, ...], rules: Iterable[Rule]) -> Examination:
    """Judge a report by some rules."""
    seen = Granskad(report, earlier)
    found: list[Finding] = []
    places: Counter[str] = Counter()
    judged = tuple(rules)
    for rule in judged:
        severity = rule.i_utkast if report.utkast and rule.i_utkast else rule.severity
        said = list(rule.judge(seen))
        if said:
            places[rule.code] += len(said)
        told = (fynd for fynd in said if isinstance(fynd, Fynd))
        found += (Finding(fynd.place, rule.code, severity, fynd.message, fynd.hint) for fynd in told)
    excused, unused = _excused(seen, found, {rule.code for rule in judged})
    standing = tuple(sorted({*(finding for finding in found if finding not in excused), *unused}))
    return Examination(standing, tuple(sorted(excused)), places)


def _excused(seen: Granskad, found: list[Finding], judged: set[str]) -> tuple[set[Finding], list[Finding]]:
    excused: set[Finding] = set()
    unused: list[Finding] = []
    for item in (*seen.rapport.poster(Post), *seen.skalor):  # a rule may speak of a scale, too
        for index, exception in enumerate(item.undantag):
            hits = {finding for finding in found if finding.code == exception.regel and _within(finding, item)}
            excused |= hits
            if not hits and exception.regel in judged:
                unused.append(_unused(item, index, exception))
    return excused, unused


def _within(finding: Finding, item: Post) -> bool:
    """Whether a finding stands in the record that an exception belongs to."""
    whole, key, place = item.at(), item.key(), finding.place
    if place.file != whole.file:
        return False
    start = min((whole.line, whole.column), (key.line, key.column))
    # An empty value stands at the very end of a record that it is last in.
    return start <= (place.line, place.column) <= (whole.end_line, whole.end_column)


def _unused(item: Post, index: int, exception: Undantag) -> Finding:
    message = f"Undantaget från {exception.regel} behövs inte längre: regeln har inget att säga här."
    return Finding(item.at("undantag", index, "regel"), UNUSED, Severity.VARNING, message, "Ta bort undantaget.")
