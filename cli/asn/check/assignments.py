"""U4xx: comments that a scale demands, and counts of lights against their list."""

import re
from collections.abc import Iterator
from functools import lru_cache

from asn.check import mentions
from asn.check.figures_in_text import NUMBER_OF, NUMBER_WORDS
from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.check.scales import Light
from asn.finding import Severity
from asn.light import Bedömning, neuter, plural, spoken
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.uppfoljning import Statusräkning
from asn.model.record import light_fields

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
    words = spoken(next(light.klasser for light in lights if light))
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
    Rule("U401", missing_comment, Severity.FEL, "Ljus utan den kommentar som skalan kräver", Severity.VARNING),
    Rule("U402", counts, Severity.FEL, "Antal per status som inte stämmer med listan"),
    Rule("U403", numbers, Severity.FEL, "Nummer som upprepas eller hoppar, eller samma rubrik två gånger"),
    Rule("U404", mentions.led_nowhere, Severity.FEL, "Hänvisning som inte leder någonstans"),
    Rule("U405", mentions.one_id_one_name, Severity.FEL, "Samma id med ett annat namn eller en annan målnivå"),
)
