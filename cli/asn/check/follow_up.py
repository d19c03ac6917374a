"""R3xx, U4xx: what is followed up: the values of risks, which risks are told, comments that a scale demands, counts."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from asn.check import mentions
from asn.check.figures_in_text import NUMBER_OF, NUMBER_WORDS
from asn.check.rule import OK, Fynd, Granskad, Looked, Rule, short_name
from asn.check.scales import Light
from asn.finding import Place, Severity
from asn.light import Bedömning, neuter, plural, spoken_words
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.uppfoljning import Risk, Risker, Statusräkning
from asn.model.record import light_fields
from asn.model.scalars import GRADES
from asn.model.skalor import Gräns

_STEPS = range(GRADES[0], GRADES[1] + 1)
_PRODUCTS = frozenset(one * other for one in _STEPS for other in _STEPS)
_SENTENCE = re.compile(r"[^.\n]+")
_STATED = re.compile(r"\briskvärde\w*\s+(?:på\s+)?(\d{1,4})\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:redovisas|rapporteras|tas upp|ingår|visas|följs upp)\b", re.IGNORECASE)
_BEYOND = re.compile(r"\b(?:över|större än|högre än|mer än|överstig\w+)\b(?! eller)", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:minst|lägst|från|från och med)\b|\b(?:eller|och) (?:mer|högre|större|däröver|över|uppåt)\b", re.IGNORECASE
)


def product(seen: Granskad) -> Iterator[Fynd | Looked]:
    """The risk value is sannolikhet × konsekvens, by the method that the risk table itself shows."""
    for risk in seen.rapport.poster(Risk):
        if risk.sannolikhet is None or risk.konsekvens is None or risk.riskvärde is None:
            continue
        right = risk.sannolikhet * risk.konsekvens
        if risk.riskvärde == right:
            yield OK
            continue
        message = f"Riskvärdet är {risk.riskvärde}, men {risk.sannolikhet} × {risk.konsekvens} är {right}."
        yield Fynd(risk.at("riskvärde"), message, f"Skriv {right}, eller rätta sannolikheten eller konsekvensen.")


def possible(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A risk value is a product of the steps of the scale: 17 and 700 are none of 1–5 times 1–5.

    Where the table tells likelihoods and consequences, the scale is told; where it doesn't, the usual one is supposed.
    """
    for section in seen.rapport.poster(Risker):
        is_judged = any(risk.sannolikhet and risk.konsekvens for risk in section.risker)
        for risk in section.risker:
            if risk.riskvärde is None or risk.riskvärde in _PRODUCTS:
                yield OK
                continue
            near = min(_PRODUCTS, key=lambda value: (abs(value - (risk.riskvärde or 0)), value))
            message = (
                f"Riskvärdet {risk.riskvärde} kan inte vara sannolikhet gånger konsekvens, med steg från 1 till 5."
            )
            yield Fynd(risk.at("riskvärde"), message, f"Menas {near}?", None if is_judged else Severity.VARNING)


def missing_value(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A risk without a value can't be weighed against those that have one."""
    for section in seen.rapport.poster(Risker):
        valued = sum(risk.value() is not None for risk in section.risker)
        for risk in section.risker if valued else ():
            if risk.value() is not None or risk.avslutad:
                yield OK
                continue
            others = "den andra risken har ett" if valued == 1 else f"{valued} andra risker i tabellen har ett"
            message = f"Risken «{short_name(risk.namn.rstrip('.'))}» har inget riskvärde, men {others}."
            yield Fynd(risk.at("riskvärde"), message, "Fyll i riskvärde, eller sannolikhet och konsekvens.")


def threshold(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Only risks that reach the report's threshold are told, and the threshold says whether it is included."""
    for section in seen.rapport.poster(Risker):
        if section.gräns:
            for risk in section.risker:
                yield from _reaches(risk, section.gräns)
        yield from _stated_threshold(section)


def _reaches(risk: Risk, limit: Gräns) -> Iterator[Fynd | Looked]:
    value = risk.value()
    if value is None or risk.avslutad:
        return
    if limit.reached_by(value):
        yield OK
        return
    text = f"från {limit.värde}" if limit.räknas_in else f"över {limit.värde}"
    message = f"Risken «{short_name(risk.namn.rstrip('.'))}» har riskvärdet {value}, men bara risker {text} redovisas."
    yield Fynd(
        risk.at(risk.value_field),
        message,
        "Ta bort risken, skriv avslutad med orsak, eller rätta värdet eller gränsen.",
    )


def _stated_threshold(section: Risker) -> Iterator[Fynd | Looked]:
    for field in ("inledning", "anvisning"):
        for sentence in _SENTENCE.finditer(getattr(section, field) or ""):
            match = _STATED.search(sentence[0])
            if match and _TOLD.search(sentence[0]):
                start = sentence.start() + match.start(1)
                place = section.within((field,), start, start + len(match[1]))
                yield _stated(place, match[1], _included(sentence[0]), section.gräns)


def _stated(place: Place, value: str, included: bool | None, limit: Gräns | None) -> Fynd | Looked:  # noqa: FBT001 - what the text says
    if included is None:
        message = f"Texten säger inte om en risk med riskvärdet {value} redovisas."
        return Fynd(place, message, f"Skriv «över {value}» eller «{value} eller mer».")
    if limit is None or (limit.värde.tal == int(value) and limit.räknas_in == included):
        return OK
    said, own = _limit(value, included=included), _limit(str(limit.värde), included=limit.räknas_in)
    message = f"Texten säger {said}, men gränsen under «gräns» är {own}."
    return Fynd(place, message, "De två ska säga samma sak. Rätta den som är fel.")


def _included(sentence: str) -> bool | None:
    if _FROM.search(sentence):
        return True
    return False if _BEYOND.search(sentence) else None


def _limit(value: str, *, included: bool) -> str:
    return f"{value} eller mer" if included else f"över {value}"


def same_risk(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A risk that the report tells twice has the same value both times."""
    first: dict[tuple[Literal["id", "namn"], str], Risk] = {}
    for risk in seen.rapport.poster(Risk):
        if risk.value() is None:
            continue
        by_id = first.setdefault(("id", risk.id), risk)
        by_name = first.setdefault(("namn", risk.namn.casefold().rstrip(".")), risk)
        other = next((one for one in (by_id, by_name) if one is not risk and one.value() != risk.value()), None)
        if other is None:
            yield OK
            continue
        where = f"på rad {other.at().line} i {other.at().file}"
        name = short_name(risk.namn.rstrip("."))
        message = f"Risken «{name}» har riskvärdet {risk.value()} här, men {other.value()} {where}."
        yield Fynd(risk.at(risk.value_field), message, "En och samma risk har ett värde. Rätta det som är fel.")


Lights = list[Bedömning | None]

_LAST_WORD = 12
"""The last number that is written in letters, as Myndigheternas skrivregler has it."""
_COUNTED_WORDS = "|".join((*NUMBER_WORDS[: _LAST_WORD + 1], "en", "inget", "ingen", "inga"))
# «Två uppdrag är gröna, …»; what goes on, as «är gröna i målområde 3», may speak of a part of the list only.
_COUNTED = (
    rf"(?:^|(?<=[.:;,]\s)|(?<=\soch\s)|(?<=\n))"
    rf"(?P<count>\d{{1,4}}|{_COUNTED_WORDS}|\{{\{{\s*(?P<name>\w+)[^}}]*\}}\}})"
    rf"(?:\s+(?:av\s+)?(?:NAMN|uppdrag|uppdragen|aktiviteter|aktiviteterna|åtgärder|risker|prioriteringar)\w*)?"
    rf"\s+är\s+(?P<light>LJUS"
)
_ENDED = r")(?=\s*(?:[.,;:]|$)|\s+och\s|\s+samt\s)"


@lru_cache(maxsize=8)
def _sentence(names: tuple[str, ...], lights: tuple[str, ...]) -> re.Pattern[str]:
    """What such a sentence is, where the board calls its assignments and activities, and their lights, so."""
    named, lit = ("|".join(map(re.escape, words)) for words in (names, lights))
    return re.compile(_COUNTED.replace("NAMN", named).replace("LJUS", lit) + _ENDED, re.IGNORECASE)


def missing_comment(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A light that the instruction wants explained has its comment.

    The instruction stands under the table: «Vid rött, kommentera även orsak»; the scale says it as data.
    """
    for light in seen.ljus:
        demanded = light.skala and light.bedömning in light.skala.kräver_kommentar
        if light.skala and demanded and "kommentar" in type(light.post).model_fields:
            yield OK if light.kommentar else _uncommented(light, light.skala.namn)


def _uncommented(light: Light, scale: str) -> Fynd:
    message = f"«{light.namn}» är {light.bedömning} men saknar kommentar."
    hint = f"Skalan «{scale}» kräver en kommentar vid {neuter(light.bedömning)}: skriv orsaken och vad som görs."
    return Fynd(light.post.at(*light.steps), message, hint)


def counts(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Stated counts per status are those of the list that they count."""
    words = seen.rapport.register.ord
    listed = {part.id: lights for part in seen.rapport.alla_avsnitt() if part.id and (lights := _listed(part))}
    for part in seen.rapport.alla_avsnitt():
        if isinstance(part, Statusräkning) and part.avser in listed:
            yield from _table(part, listed[part.avser])
        if not isinstance(part, Statusräkning) and (judged := _listed(part)) and None not in judged:
            yield from _prose(part, judged, (words.uppdrag.uppdrag, words.kolumner.aktivitet))


def _listed(part: Avsnitt) -> Lights:
    return [getattr(item, field) for item in part.bedömda() for field in light_fields(type(item))]


def _table(part: Statusräkning, lights: Lights) -> Iterator[Fynd | Looked]:
    blank = lights.count(None)
    for light, count in part.antal.items():
        right = lights.count(light)
        if count is None:  # a draft's count is still to be written
            continue
        # Who has no status in the list may have any in the count.
        if right <= count <= right + blank:
            yield OK
        else:
            message = f"Antalet {plural(light)} är {count}, men listan «{part.avser}» har {right}."
            yield Fynd(part.at("antal", light), message, f"Skriv {right}, eller rätta listan.")
    added = sum(count or 0 for count in part.antal.values())
    if part.totalt is None:
        return
    if added <= part.totalt == len(lights):
        yield OK
    else:
        message = f"Totalt är {part.totalt}, men listan «{part.avser}» har {len(lights)} rader"
        message += f" och antalen per ljus ger {added}."
        yield Fynd(part.at("totalt"), message, f"Skriv {len(lights)}, eller rätta antalen.")


def _prose(part: Avsnitt, lights: Lights, names: tuple[str, ...]) -> Iterator[Fynd | Looked]:
    words = spoken_words(next(light.klasser for light in lights if light))
    sentence = _sentence(names, tuple(words))
    for field in ("inledning", "anvisning"):
        for said in sentence.finditer(getattr(part, field) or ""):
            count, light = _number(part, said), words[said["light"].lower()]
            if count is None:
                continue
            right = lights.count(light)
            if count == right:
                yield OK
                continue
            message = f"Texten säger {count} {plural(light)}, men listan har {right} av {len(lights)}."
            place = part.within((field,), said.start("count"), said.end("count"))
            yield Fynd(
                place, message, f"Skriv {NUMBER_WORDS[right] if right <= _LAST_WORD else right}, eller rätta listan."
            )


def _number(part: Avsnitt, said: re.Match[str]) -> int | None:
    if said["name"]:
        amount = part.tal.get(said["name"])
        return int(amount.tal) if amount and amount.tal == int(amount.tal) else None
    word = said["count"].lower()
    return int(word) if word.isdigit() else NUMBER_OF[word]


def numbers(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Numbers that the content holds run on, and no heading stands twice at one level."""
    yield from mentions.annexes(seen.rapport)
    yield from mentions.numbered_goals(seen.rapport)
    yield from mentions.headings(seen.rapport)


RULES: tuple[Rule, ...] = (
    Rule("R301", product, Severity.FEL, "Riskvärde som inte är sannolikhet gånger konsekvens"),
    Rule("R302", missing_value, Severity.FEL, "Risk utan riskvärde", Severity.VARNING),
    Rule("R303", threshold, Severity.VARNING, "Risk under gränsen, eller en gräns som är oklar"),
    Rule("R304", same_risk, Severity.VARNING, "Samma risk med olika värden"),
    Rule("R305", possible, Severity.FEL, "Riskvärde som skalan inte kan ge"),
    Rule("U401", missing_comment, Severity.FEL, "Ljus utan den kommentar som skalan kräver", Severity.VARNING),
    Rule("U402", counts, Severity.FEL, "Antal per status som inte stämmer med listan"),
    Rule("U403", numbers, Severity.FEL, "Nummer som upprepas eller hoppar, eller samma rubrik två gånger"),
    Rule("U404", mentions.led_nowhere, Severity.FEL, "Hänvisning som inte leder någonstans"),
    Rule("U405", mentions.one_id_one_name, Severity.FEL, "Samma id med ett annat namn eller en annan målnivå"),
)
