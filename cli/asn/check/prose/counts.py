"""T501: how many of a list a text says that there are, how many are green, and what light a goal has had in a month."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from asn.check.figures_in_text import Passage, sentences, without_expressions
from asn.check.prose.cues import Doubt, Words
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.finding import Severity
from asn.model.avsnitt.mal import Mål, Målöversikt
from asn.model.avsnitt.organisation import Organisation
from asn.model.avsnitt.uppfoljning import Aktivitet, Risk, Uppdrag
from asn.model.fields import Månad
from asn.model.report import Rapport

_NUMBERS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton",
            "fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo")  # fmt: skip
_N = rf"(?:{'|'.join(_NUMBERS[1:])}|en|inget|ingen|[0-9]{{1,2}}(?![0-9,.]))"
_THINGS = {
    "risk": r"risk(?:er|erna)?",
    "uppdrag": r"uppdrag(?:en)?",
    "aktivitet": r"aktivitet(?:er|erna)?",
    "målområde": r"målområden?(?:a)?",
    "nämndmål": r"nämndmål(?:en)?",
    "avdelning": r"avdelning(?:ar|arna)?",
}
_T = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _THINGS.items())
_LIGHT = r"(?P<light>grön|gul|röd)[at]?\b"
_START = r"\s*(?:[-*+] )?"
# «Av de elva uppdragen är nio gröna», «två av fyra målområden är röda».
_OF_ALL = re.compile(
    rf"{_START}(?:av (?:de |våra |alla )?(?P<all>{_N}) (?:{_T}) är (?P<some>{_N}) {_LIGHT}(?=\s*[.,]|\s+och\b))",
    re.IGNORECASE,
)
_SOME = re.compile(
    rf"{_START}(?P<some>{_N}) av (?:de |våra |alla )?(?P<all>{_N}) (?:{_T}) är {_LIGHT}(?=\s*[.,]|\s+och\b)",
    re.IGNORECASE,
)
_GREEN = re.compile(
    rf"{_START}(?P<some>{_N}) (?:{_T}) är {_LIGHT}(?=\s*\.|(?:,| och|, och) {_N} (?:är )?(?:grön|gul|röd))",
    re.IGNORECASE,
)
# «Rapporten redovisar 14 risker», «förvaltningen har fyra avdelningar».
_ALL = re.compile(
    rf"{_START}(?:rapporten|delårsrapporten|verksamhetsberättelsen|planen|nämndplanen|förvaltningen|nämnden)"
    rf" (?:redovisar|innehåller|har|omfattar|består av) (?P<all>{_N}) (?:{_T})\s*\.?\s*",
    re.IGNORECASE,
)

_LIGHTS = {"grönt": "grön", "gult": "gul", "rött": "röd"}
# «Kvalitetsmålet var rött i mars»
_MONTHLY = re.compile(
    rf"{_START}(?P<area>[a-zåäö]+)målet (?:är|var|blev) (?P<light>grönt|gult|rött) i "
    rf"(?P<month>{'|'.join(month.helt_namn for month in Månad)})"
    r"(?=\s*[.,]|\s+och\b)",
    re.IGNORECASE,
)


class _List(NamedTuple):
    """How many of a thing a report has, and the light of each that has one."""

    antal: int
    lights: Sequence[str]


def counted_things(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Each sentence that counts a list of the report, against the list."""
    lists, own = _lists(seen.rapport), Words.of((), seen.rapport)
    for passage in seen.passager:
        for start, end in sentences(passage.text) if any(name in passage.text for name in _THINGS) else ():
            text = re.sub(r"\s", " ", without_expressions(passage.text)[start:end])
            found = _OF_ALL.match(text) or _SOME.match(text) or _GREEN.match(text) or _ALL.fullmatch(text)
            doubts = own.doubts(own.now.sub("", text)) - {Doubt.MÅTT}
            name = next((name for name in lists if found and found[name]), "")
            if found and name and not doubts:
                yield from _judged(passage, start, found, name, lists[name])


def monthly_lights(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Each sentence that tells the light that a goal has had in a month, against the goal's months."""
    months = {
        (section.målområde, Månad(month).helt_namn): str(light)
        for section in seen.rapport.poster(Mål)
        for goal in section.nämndmål[:1]
        for month, light in goal.månader.items()
        if len(section.nämndmål) == 1 and light
    }
    for passage in seen.passager if months else ():
        for start, end in sentences(passage.text) if "målet" in passage.text else ():
            found = _MONTHLY.match(re.sub(r"\s", " ", passage.text[start:end]))
            if not found:
                continue
            right = months.get((found["area"].lower().removesuffix("s"), found["month"].lower()))
            said = _LIGHTS[found["light"].lower()]
            if right in {None, said}:
                yield OK
                continue
            yield Fynd(
                passage.place(start + found.start("light"), start + found.end("light")),
                f"Texten säger {said} i {found['month'].lower()}, men målet har {right} den månaden.",
                "Rätta ordet, eller målets månad.",
                Severity.RÅD,
            )


def _judged(passage: Passage, start: int, found: re.Match[str], name: str, there: _List) -> Iterator[Fynd | Looked]:
    said = {"all": there.antal} if "all" in found.re.groupindex else {}
    if "some" in found.re.groupindex:
        said["some"] = sum(light == found["light"].lower() for light in there.lights)
    wrong = [(group, right) for group, right in said.items() if _number(found[group]) != right]
    if not wrong:
        yield OK
    for group, right in wrong:
        yield Fynd(
            passage.place(start + found.start(group), start + found.end(group)),
            f"Texten säger {found[group].lower()}, men i rapporten är antalet {right} ({_told(name, group, found)}).",
            "Rätta antalet.",
            Severity.RÅD,
        )


def _told(name: str, group: str, found: re.Match[str]) -> str:
    return name if group == "all" else f"{name}, {found['light'].lower()}"


def _number(word: str) -> int:
    word = word.lower()
    if word.isdigit():
        return int(word)
    return {"en": 1, "inget": 0, "ingen": 0}.get(word, _NUMBERS.index(word) if word in _NUMBERS else -1)


def _lists(report: Rapport) -> dict[str, _List]:
    """The lists that a text can count, where the report has one of a kind and all in it are judged."""
    found = {
        "risk": [row.bedömning for row in report.poster(Risk)],
        "uppdrag": [row.status for row in report.poster(Uppdrag)],
        "aktivitet": [row.bedömning for row in report.poster(Aktivitet)],
        "målområde": [row.bedömning for part in report.poster(Målöversikt) for row in part.målområden],
        "nämndmål": [goal.bedömning for part in report.poster(Mål) for goal in part.nämndmål],
    }
    lists = {
        name: _List(len(lights), [str(light or "") for light in lights]) for name, lights in found.items() if lights
    }
    departments = [part.avdelningar for part in report.poster(Organisation) if part.avdelningar]
    return lists | ({"avdelning": _List(departments[0], ())} if len(departments) == 1 else {})
