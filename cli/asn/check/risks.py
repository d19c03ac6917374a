"""R3xx: the values of risks, and which risks are to be told."""

import re
from collections.abc import Iterator
from typing import Literal

from asn.check.rule import OK, Fynd, Granskad, Looked, Rule, short_name
from asn.finding import Place, Severity
from asn.model.avsnitt.uppfoljning import Risk, Risker
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
    if value > limit.värde.tal or (value == limit.värde.tal and limit.räknas_in):
        yield OK
        return
    text = f"från {limit.värde}" if limit.räknas_in else f"över {limit.värde}"
    field = "riskvärde" if risk.riskvärde is not None else "sannolikhet"
    message = f"Risken «{short_name(risk.namn.rstrip('.'))}» har riskvärdet {value}, men bara risker {text} redovisas."
    yield Fynd(risk.at(field), message, "Ta bort risken, skriv avslutad med orsak, eller rätta värdet eller gränsen.")


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
        field = "riskvärde" if risk.riskvärde is not None else "sannolikhet"
        where = f"på rad {other.at().line} i {other.at().file}"
        name = short_name(risk.namn.rstrip("."))
        message = f"Risken «{name}» har riskvärdet {risk.value()} här, men {other.value()} {where}."
        yield Fynd(risk.at(field), message, "En och samma risk har ett värde. Rätta det som är fel.")


RULES: tuple[Rule, ...] = (
    Rule("R301", product, Severity.FEL, "Riskvärde som inte är sannolikhet gånger konsekvens"),
    Rule("R302", missing_value, Severity.FEL, "Risk utan riskvärde", Severity.VARNING),
    Rule("R303", threshold, Severity.VARNING, "Risk under gränsen, eller en gräns som är oklar"),
    Rule("R304", same_risk, Severity.VARNING, "Samma risk med olika värden"),
    Rule("R305", possible, Severity.FEL, "Riskvärde som skalan inte kan ge"),
)
