"""Running the rules over one report, and weighing its exceptions."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from asn.check.rule import LONG, OK, Fynd, Granskad, Looked, Rule, short_name
from asn.figures import MINUS
from asn.finding import Finding, KeyPath, Place, Severity
from asn.light import READY_CLASSES, Bedömning, plural, spoken_words
from asn.model.record import Post, Undantag, Värde
from asn.model.report import Rapport
from asn.personnummer import masked

BETWEEN = "; "
EMPTY = "tomt"
# What is quoted in a message is a name, and what is in brackets an aside; a file, a line or a year is no figure here.
_ASIDE = re.compile(r"«[^»]*»|\([^)]*\)|\S+/\S+|\brad \d+|(?:\b\d )?\b(?:19|20)\d\d\b")
_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_UNITS = "%|(?:kr|tkr|mnkr|mdkr|procent|procentenheter|dagar|månader|år|timmar)\\b"
_FIGURE = re.compile(rf"[<>]?{MINUS}?\d+(?:[{_SPACES}]\d{{3}})*(?:,\d+)?(?:[{_SPACES}]?(?:{_UNITS}))?(?!\d| andra\b)")
_NO_VALUE = re.compile(r"[\[{-]|[\w-]+:(?:\s|$)")


def stated_values(finding: Finding, item: Post, lights: Mapping[str, Bedömning]) -> tuple[str, ...]:
    """What a finding states, in order; its first value has its record's id before it, if that isn't ``item`` itself.

    ``lights`` are the lights that it can speak of, by what they are called.
    """
    inner, written = _around(finding.place, item), _one_line(masked(_at(finding.place, item.filtext())))
    # A long text is known by its record, where that has an id.
    first = inner if inner and len(written) > LONG else f"{inner} {short_name(written)}".strip()
    figures = (
        value
        for value in _figures(finding.message, lights)
        if not f"{_alike(written)} ".startswith(f"{_alike(value)} ")
    )
    return tuple(dict.fromkeys((first if written else f"{inner} {EMPTY}".strip(), *figures)))


def pinned_text(hits: Iterable[tuple[str, ...]]) -> str:
    """What an exception says in ``gäller`` of what its findings state."""
    return BETWEEN.join(dict.fromkeys(value for hit in hits for value in hit))


def pin_difference(pinned: str, hits: Iterable[tuple[str, ...]]) -> tuple[str, str] | None:
    """What is no longer so, and what stands now; None where the findings are those that the exception was made for.

    A pin may name some of the values, and a finding may be gone: neither is a change. A finding that shares nothing
    with the pin is one that nobody has excused.
    """
    known = {_alike(value): value for value in pinned.split(BETWEEN.strip()) if value.strip()}
    now = {_alike(value): value for hit in hits for value in hit}
    gone = [value.strip() for key, value in known.items() if key not in now]
    new = [value for key, value in now.items() if key not in known]
    if gone and new:
        return BETWEEN.join(gone), BETWEEN.join(new)
    strange = [BETWEEN.join(hit) for hit in hits if not {_alike(value) for value in hit} & known.keys()]
    return (BETWEEN.join(value.strip() for value in known.values()), BETWEEN.join(strange)) if strange else None


def is_within(place: Place, item: Värde) -> bool:
    """Whether a place is in a record; an empty value stands at the very end of a record that it is last in."""
    whole, key = item.at(), item.key()
    if place.file != whole.file:
        return False
    start = min((whole.line, whole.column), (key.line, key.column))
    return start <= (place.line, place.column) <= (whole.end_line, whole.end_column)


def _at(place: Place, text: str) -> str:
    """The value that is written at a place; nothing where a record or a key stands there."""
    lines = text.split("\n")[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column - 1]
    lines[0] = lines[0][place.column - 1 :]
    if lines[0].startswith(("|", ">")):
        return " ".join(lines[1:])
    written = " ".join(lines)
    return "" if _NO_VALUE.match(written) and not written[1:2].isdigit() else written.strip("\"'")


def _figures(message: str, called: Mapping[str, Bedömning]) -> list[str]:
    text = _ASIDE.sub(" ", message)
    figures = ((match.start(), match[0]) for match in _FIGURE.finditer(text))
    words = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(called, key=len, reverse=True)))})\b", re.IGNORECASE)
    lights = ((match.start(), called[match[0].lower()].ord) for match in words.finditer(text))
    return [_one_line(value) for _, value in sorted((*figures, *lights))]


def _around(place: Place, item: Post) -> str:
    """The id of the innermost record that a place is in, below the one that has the exception."""
    named = [(record, id_) for record in item.below() if record is not item and (id_ := getattr(record, "id", None))]
    return next((str(id_) for record, id_ in reversed(named) if is_within(place, record)), "")


def _one_line(value: str) -> str:
    return " ".join(value.replace(";", ",").split())


def _alike(value: str) -> str:
    return " ".join(value.replace(MINUS, "-").split())


_MINDED = ("E", "M")
"""Families whose findings say that an amount or a light isn't what it should be."""


def untold(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A wrong amount or light that stands as it was published is the reader's to know."""
    if seen.rapport.utkast:
        return
    for item in seen.rapport.med_undantag():
        for index, exception in enumerate(item.undantag):
            if exception.regel.startswith(_MINDED):
                yield (
                    OK
                    if exception.till_läsaren
                    else Fynd(
                        item.at("undantag", index, "regel"),
                        f"Undantaget från {exception.regel} syns inte för den som läser rapporten.",
                        "Skriv i till_läsaren med en mening vad som inte stämmer.",
                    )
                )


RULES: tuple[Rule, ...] = (Rule("S019", untold, Severity.RÅD, "Undantag som läsaren inte får veta"),)


UNUSED, CHANGED = "S014", "S015"


@dataclass(frozen=True)
class Examination:
    """What came out: findings that stand, findings that an exception excuses, and places looked at per rule.

    ``gäller`` says what each exception that excuses something is about, by its file and the way to it there.
    """

    fynd: tuple[Finding, ...]
    undantagna: tuple[Finding, ...]
    platser: Mapping[str, int]
    gäller: Mapping[tuple[str, KeyPath], str] = field(default_factory=dict)


def examine(report: Rapport, earlier: tuple[Rapport, ...], rules: Iterable[Rule]) -> Examination:
    """Judge a report by some rules."""
    seen = Granskad(report, earlier)
    findings: list[Finding] = []
    places: Counter[str] = Counter()
    judged = tuple(rules)
    for rule in judged:
        severity = rule.i_utkast if report.utkast and rule.i_utkast else rule.severity
        said = list(rule.judge(seen))
        if said:
            places[rule.code] += len(said)
        faults = (fynd for fynd in said if isinstance(fynd, Fynd))
        findings += (
            Finding(fynd.place, rule.code, fynd.severity or severity, fynd.message, fynd.hint) for fynd in faults
        )
    excused, remarks, about = _excused(seen, findings, {rule.code for rule in judged})
    standing = tuple(sorted({*(finding for finding in findings if finding not in excused), *remarks}))
    return Examination(standing, tuple(sorted(excused)), places, about)


def _excused(
    seen: Granskad, findings: list[Finding], judged: set[str]
) -> tuple[set[Finding], list[Finding], dict[tuple[str, KeyPath], str]]:
    """The findings that are excused, what is to be said of the exceptions, and what each of them is about."""
    known = (*READY_CLASSES, *(klass for scale in seen.skalor for klass in scale.visade))
    lights = {word: light for word, light in spoken_words(known).items() if word != plural(light)}
    excused: set[Finding] = set()
    said: list[Finding] = []
    about: dict[tuple[str, KeyPath], str] = {}
    for item in seen.rapport.med_undantag():
        for index, exception in enumerate(item.undantag):
            hits = sorted(
                finding for finding in findings if finding.code == exception.regel and is_within(finding.place, item)
            )
            excused.update(hits)
            stating = tuple(stated_values(finding, item, lights) for finding in hits)
            if hits:
                about[item.file(), exception.path()] = pinned_text(stating)
                said += _changed(item, index, exception, stating)
            elif exception.regel in judged:
                said.append(_unused(item, index, exception))
    return excused, said, about


def _changed(item: Post, index: int, exception: Undantag, hits: tuple[tuple[str, ...], ...]) -> Iterator[Finding]:
    difference = pin_difference(exception.gäller, hits) if exception.gäller else None
    if difference:
        was, now = difference
        message = f"Undantaget gällde {was}, nu står {now}."
        hint = f"Rätta det som ändrats. Gäller undantaget även nu, skriv gäller: {pinned_text(hits)}"
        yield Finding(item.at("undantag", index, "gäller"), CHANGED, Severity.FEL, message, hint)


def _unused(item: Post, index: int, exception: Undantag) -> Finding:
    message = f"Undantaget från {exception.regel} behövs inte längre: regeln har inget att säga här."
    return Finding(item.at("undantag", index, "regel"), UNUSED, Severity.VARNING, message, "Ta bort undantaget.")
