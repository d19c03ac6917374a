"""T501: how many of a list a text says that there are, how many have a light, and what light a goal had in a month."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from asn.check.figures_in_text import NUMBER_OF, NUMBER_WORDS, Passage, sentences, without_expressions
from asn.check.prose.qualifiers import Doubt, Words
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.finding import Severity
from asn.light import Bedömning
from asn.model.avsnitt.mal import Mål, Målöversikt
from asn.model.avsnitt.text import Organisation
from asn.model.avsnitt.uppfoljning import Aktivitet, Risk, Uppdrag
from asn.model.fields import MONTHS, Månad
from asn.model.report import Rapport

_N = rf"(?:{'|'.join(NUMBER_WORDS[1:])}|en|inget|ingen|[0-9]{{1,2}}(?![0-9,.]))"
_THINGS = {
    "risk": r"risk(?:er|erna)?",
    "uppdrag": r"uppdrag(?:en)?",
    "aktivitet": r"aktivitet(?:er|erna)?",
    "målområde": r"målområden?(?:a)?",
    "nämndmål": r"nämndmål(?:en)?",
    "avdelning": r"avdelning(?:ar|arna)?",
}
_START = r"\s*(?:[-*+] )?"
_IS = r"(?:är|har|får|fick)"
_BENT = r"(?:e?n|e?t|a|[ae]r(?:na)?)?"


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The sentences that count, in a report's own words for its lists and its lights.

    ``lights`` is the id of the class that each form of a light's word is of, in small letters.
    """

    counting: tuple[re.Pattern[str], ...]
    # «Rapporten redovisar 14 risker», «förvaltningen har fyra avdelningar».
    whole: re.Pattern[str]
    # «Kvalitetsmålet var rött i mars»
    monthly: re.Pattern[str]
    lights: Mapping[str, str]


def _sentences_of(report: Rapport) -> _Sentences:
    words, lights = report.register.ord, _forms(report)
    own = {
        "risk": words.risker.risk,
        "uppdrag": words.uppdrag.uppdrag,
        "aktivitet": words.kolumner.aktivitet,
        "målområde": words.mål.målområde,
        "nämndmål": words.mål.nämndmål,
    }
    return _built(tuple((name, own.get(name, name).lower()) for name in _THINGS), tuple(lights.items()))


@lru_cache(maxsize=8)
def _built(things: tuple[tuple[str, str], ...], lights: tuple[tuple[str, str], ...]) -> _Sentences:
    things_ = "|".join(f"(?P<{name}>{_THINGS[name]}|{re.escape(own)}{_BENT})" for name, own in things)
    forms = "|".join(re.escape(form) for form, _ in sorted(lights, key=lambda pair: -len(pair[0]))) or r"(?!)"
    light = rf"(?:bedömningen )?(?P<light>{forms})(?!\w)"
    some, whole = rf"(?P<some>{_N})", rf"(?:de |våra |alla )?(?P<all>{_N})"
    patterns = (
        # «Av de elva uppdragen är nio gröna», «två av fyra målområden är röda», «fem mål är gröna och ett rött»
        rf"{_START}av {whole} (?:{things_}) {_IS} {some} {light}(?=\s*[.,]|\s+och\b)",
        rf"{_START}{some} av {whole} (?:{things_}) {_IS} {light}(?=\s*[.,]|\s+och\b)",
        rf"{_START}{some} (?:{things_}) {_IS} {light}(?=\s*\.|(?:,| och|, och) {_N} (?:{_IS} )?(?:{forms})(?!\w))",
    )
    all_of = (
        rf"{_START}(?:rapporten|delårsrapporten|verksamhetsberättelsen|planen|nämndplanen|förvaltningen|nämnden)"
        rf" (?:redovisar|innehåller|har|omfattar|består av) (?P<all>{_N}) (?:{things_})\s*\.?\s*"
    )
    monthly = (
        rf"{_START}(?P<area>[a-zåäö]+)målet (?:är|var|blev) (?P<light>{forms}) i "
        rf"(?P<month>{'|'.join(MONTHS)})"
        r"(?=\s*[.,]|\s+och\b)"
    )
    read = [re.compile(text, re.IGNORECASE) for text in (*patterns, all_of, monthly)]
    return _Sentences(tuple(read[:3]), read[3], read[4], dict(lights))


def _forms(report: Rapport) -> dict[str, str]:
    """Each word that a light of the report's lists can have, as a sentence bends it, with the id of its class."""
    scales = {light.klasser for lights in _judgements(report).values() for light in lights if light}
    forms: dict[str, str] = {}
    several: set[str] = set()
    for klass in (klass for scale in sorted(scales, key=str) for klass in scale):
        for form in {klass.ord.lower(), *(klass.böjd or ())}:
            if forms.setdefault(form, klass.id) != klass.id:
                several.add(form)  # of two scales, and nobody knows which one is meant
    return {form: id_ for form, id_ in sorted(forms.items()) if form not in several}


class _List(NamedTuple):
    """How many of a thing a report has, and the id of the light of each, empty for one that has none.

    ``forms`` is the id of the class that each form of a light's word is of.
    """

    antal: int
    lights: Sequence[str]
    forms: Mapping[str, str]


def counted_things(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Each sentence that counts a list of the report, against the list."""
    lists, own, patterns = _lists(seen.rapport), Words.of((), seen.rapport), _sentences_of(seen.rapport)
    for passage in seen.passager:
        for start, end in sentences(passage.text):
            text = re.sub(r"\s", " ", without_expressions(passage.text)[start:end])
            match = next((hit for one in patterns.counting if (hit := one.match(text))), None)
            match = match or patterns.whole.fullmatch(text)
            name = next((name for name in lists if match and match[name]), "")
            if match and name and not own.doubts(own.now.sub("", _unlit(text, match))) - {Doubt.MÅTT}:
                yield from _judged(passage, start, match, name, lists[name])


def _unlit(text: str, match: re.Match[str]) -> str:
    """A sentence without the word of its light, which may be any: «långt från målet»."""
    return text[: match.start("light")] + text[match.end("light") :] if "light" in match.re.groupindex else text


def monthly_lights(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Each sentence that tells the light that a goal has had in a month, against the goal's months."""
    months = {
        (section.målområde, Månad(month).helt_namn): light
        for section in seen.rapport.poster(Mål)
        for goal in section.nämndmål[:1]
        for month, light in goal.månader.items()
        if len(section.nämndmål) == 1 and light
    }
    patterns = _sentences_of(seen.rapport) if months else None
    for passage in seen.passager if patterns else ():
        for start, end in sentences(passage.text) if patterns and "målet" in passage.text else ():
            match = patterns.monthly.match(re.sub(r"\s", " ", passage.text[start:end])) if patterns else None
            if not match or not patterns:
                continue
            right = months.get((match["area"].lower().removesuffix("s"), match["month"].lower()))
            if right is None or right.id == patterns.lights[match["light"].lower()]:
                yield OK
                continue
            yield Fynd(
                passage.place(start + match.start("light"), start + match.end("light")),
                f"Texten säger {match['light'].lower()} i {match['month'].lower()}, men målet har {right} den månaden.",
                "Rätta ordet, eller målets månad.",
                Severity.RÅD,
            )


def _judged(passage: Passage, start: int, match: re.Match[str], name: str, there: _List) -> Iterator[Fynd | Looked]:
    said = {"all": there.antal} if "all" in match.re.groupindex else {}
    if "some" in match.re.groupindex:
        said["some"] = sum(light == there.forms[match["light"].lower()] for light in there.lights)
    wrong = [(group, right) for group, right in said.items() if _number(match[group]) != right]
    if not wrong:
        yield OK
    for group, right in wrong:
        yield Fynd(
            passage.place(start + match.start(group), start + match.end(group)),
            f"Texten säger {match[group].lower()}, men i rapporten är antalet {right} ({_told(name, group, match)}).",
            "Rätta antalet.",
            Severity.RÅD,
        )


def _told(name: str, group: str, match: re.Match[str]) -> str:
    return name if group == "all" else f"{name}, {match['light'].lower()}"


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBER_OF.get(word.lower(), -1)


def _judgements(report: Rapport) -> dict[str, list[Bedömning | None]]:
    """The lights of the lists that a text can count."""
    return {
        "risk": [row.bedömning for row in report.poster(Risk)],
        "uppdrag": [row.status for row in report.poster(Uppdrag)],
        "aktivitet": [row.bedömning for row in report.poster(Aktivitet)],
        "målområde": [row.bedömning for part in report.poster(Målöversikt) for row in part.målområden],
        "nämndmål": [goal.bedömning for part in report.poster(Mål) for goal in part.nämndmål],
    }


def _lists(report: Rapport) -> dict[str, _List]:
    """The lists that a text can count, where the report has one of a kind and all in it are judged."""
    judged, forms = _judgements(report), _forms(report)
    lists = {
        name: _List(len(lights), [light.id if light else "" for light in lights], forms)
        for name, lights in judged.items()
        if lights
    }
    departments = [part.avdelningar for part in report.poster(Organisation) if part.avdelningar]
    return lists | ({"avdelning": _List(departments[0], (), {})} if len(departments) == 1 else {})
