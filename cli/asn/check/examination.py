"""Running the rules over one report, and weighing its exceptions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from asn.check.pins import changed, pin, stated, within
from asn.check.rule import Fynd, Granskad, Rule
from asn.finding import Finding, Severity
from asn.model.record import Path, Post, Undantag
from asn.model.report import Rapport

UNUSED, CHANGED = "S014", "S015"


@dataclass(frozen=True)
class Examination:
    """What came out: findings that stand, findings that an exception excuses, and places looked at per rule.

    ``gäller`` says what each exception that excuses something is about, by its file and the way to it there.
    """

    fynd: tuple[Finding, ...]
    undantagna: tuple[Finding, ...]
    platser: Mapping[str, int]
    gäller: Mapping[tuple[str, Path], str] = field(default_factory=dict)


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
        found += (Finding(fynd.place, rule.code, fynd.severity or severity, fynd.message, fynd.hint) for fynd in told)
    excused, remarks, about = _excused(seen, found, {rule.code for rule in judged})
    standing = tuple(sorted({*(finding for finding in found if finding not in excused), *remarks}))
    return Examination(standing, tuple(sorted(excused)), places, about)


def _excused(
    seen: Granskad, found: list[Finding], judged: set[str]
) -> tuple[set[Finding], list[Finding], dict[tuple[str, Path], str]]:
    """The findings that are excused, what is to be said of the exceptions, and what each of them is about."""
    excused: set[Finding] = set()
    said: list[Finding] = []
    about: dict[tuple[str, Path], str] = {}
    for item in seen.rapport.med_undantag():
        for index, exception in enumerate(item.undantag):
            hits = sorted(
                finding for finding in found if finding.code == exception.regel and within(finding.place, item)
            )
            excused.update(hits)
            stating = tuple(stated(finding, item) for finding in hits)
            if hits:
                about[item.file(), exception.path()] = pin(stating)
                said += _changed(item, index, exception, stating)
            elif exception.regel in judged:
                said.append(_unused(item, index, exception))
    return excused, said, about


def _changed(item: Post, index: int, exception: Undantag, hits: tuple[tuple[str, ...], ...]) -> Iterator[Finding]:
    difference = changed(exception.gäller, hits) if exception.gäller else None
    if difference:
        was, now = difference
        message = f"Undantaget gällde {was}, nu står {now}."
        hint = f"Rätta det som ändrats. Gäller undantaget även nu, skriv gäller: {pin(hits)}"
        yield Finding(item.at("undantag", index, "gäller"), CHANGED, Severity.FEL, message, hint)


def _unused(item: Post, index: int, exception: Undantag) -> Finding:
    message = f"Undantaget från {exception.regel} behövs inte längre: regeln har inget att säga här."
    return Finding(item.at("undantag", index, "regel"), UNUSED, Severity.VARNING, message, "Ta bort undantaget.")
