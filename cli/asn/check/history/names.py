"""H606: names of units and målområden, which stay the same within a year."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.editing.writing import scalar
from asn.finding import Place
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Enhetsresultat, Mål
from asn.model.avsnitt.plan import Målplan
from asn.model.report import Rapport

_NUMBER = r"^(?:(?:målområde|mål|{})\s+)?\d+\s*[.:]\s*"


class NamedRecord(Protocol):
    """A unit or a målområde of the register."""

    @property
    def namn(self) -> str: ...
    @property
    def ersätter(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class _Cure:
    """The register that says what took over, and how a report is begun with the plan's own målområden."""

    register: str
    afresh: str = ""


def _afresh(report: Rapport, before: Rapport) -> str:
    if not before.tid.planerar:
        return ""
    command = f"asn new --year {report.år} --period {report.period} --plan {before.namn}"
    return f" Planens målområden får du med {command}, när filen med målen inte finns."


def renamed(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A unit or a målområde has one name throughout the year, or the register says what it takes over from.

    A reader who compares two reports of a year must know which row is which.
    """
    earlier = [report for report in seen.tidigare if report.år == seen.rapport.år]
    before = next((report for report in reversed(earlier) if any(report.poster(Enhetsresultat))), None)
    if before:
        cure = _Cure("enheter.yaml")
        yield from _taken_over(_units(seen.rapport), set(_units(before)), seen.rapport.register.enheter, before, cure)
    before = next((report for report in reversed(earlier) if any(_parts(report))), None)
    if before:
        register = seen.rapport.register.målområden
        cure = _Cure("malomraden.yaml", _afresh(seen.rapport, before))
        yield from _taken_over(_areas(seen.rapport), set(_areas(before)), register, before, cure)
        yield from _headings(seen.rapport, before)


def _units(report: Rapport) -> dict[str, Place]:
    """Each unit whose results are told, and where first."""
    places: dict[str, Place] = {}
    for result in report.poster(Enhetsresultat):
        places.setdefault(result.enhet, result.at("enhet"))
    return places


def _areas(report: Rapport) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for part, area in _parts(report):
        places.setdefault(area, part.at("målområde"))
    return places


def _parts(report: Rapport) -> Iterator[tuple[Avsnitt, str]]:
    """The sections that are about a målområde."""
    for part in report.alla_avsnitt():
        if isinstance(part, (Mål, Målplan)) and part.målområde:
            yield part, part.målområde


def _taken_over(
    now: dict[str, Place], then: set[str], register: Mapping[str, NamedRecord], before: Rapport, cure: "_Cure"
) -> Iterator[Fynd | Looked]:
    followed = {old for id_ in now for old in register[id_].ersätter}
    lost = sorted(then - now.keys() - followed)
    gone = [f"«{register[id_].namn}»" for id_ in lost]
    for id_, place in now.items():
        known = id_ in then or any(old in then for old in register[id_].ersätter)
        if known or not gone:
            yield OK
            continue
        name = register[id_].namn
        message = f"«{name}» finns inte i {before.omnämnd}. Där finns {' och '.join(gone)}, som inte finns här."
        line = f"ersätter: [{lost[0]}]" if len(lost) == 1 else "ersätter: [det gamla id]"
        hint = f"Har den tagit över efter någon av dem: skriv {line} på «{id_}» i {cure.register}.{cure.afresh}"
        yield Fynd(place, message, hint)


def _headings(report: Rapport, before: Rapport) -> Iterator[Fynd | Looked]:
    register, word = report.register.målområden, report.register.ord.mål.målområde
    then: dict[str, list[str]] = {}
    for part, area in _parts(before):
        then.setdefault(area, []).append(part.rubrik or register[area].namn)
    headings: set[str] = set()
    for part, area in _parts(report):
        if area not in then or area in headings or not part.rubrik:
            continue
        headings.add(area)
        if _bare(part.rubrik, word) in {_bare(name, word) for name in (*then[area], register[area].namn)}:
            yield OK
            continue
        message = (
            f"Målområdet {register[area].kort} heter «{part.rubrik}» här, men «{then[area][0]}» i {before.omnämnd}."
        )
        line = scalar({"rubrik": then[area][0]}, within_braces=False).strip("{}")
        hint = (
            f"Skriv samma rubrik ({line}), eller lägg målområdet i malomraden.yaml under ett nytt id med "
            f"ersätter: [{area}]."
        )
        yield Fynd(part.at("rubrik"), message, hint)


def _bare(name: str, word: str) -> str:
    """A name without its number, and without what can't be heard: case, dashes, spaces, a full stop.

    ``word`` is the board's own for målområde.
    """
    number = _NUMBER.format(re.escape(word))
    return " ".join(
        re.sub(number, "", name, flags=re.IGNORECASE).casefold().replace("\N{EN DASH}", "-").split()
    ).rstrip(" .")
