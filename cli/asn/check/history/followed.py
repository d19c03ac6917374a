"""H603–H606: what is followed from report to report: lights of months, risks, comments, names."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from asn.binding import namespace
from asn.binding.resolution import fill, local
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.editing.writing import scalar
from asn.finding import Place
from asn.light import Bedömning
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Enhetsresultat, Mål, Nämndmål
from asn.model.avsnitt.plan import Målplan
from asn.model.avsnitt.uppfoljning import Risk, Risker
from asn.model.fields import Månad
from asn.model.record import Post, Värde
from asn.model.register import Enhet, Målområde
from asn.model.report import Rapport

_FEW_WORDS = 5  # «Målet är nått.» may be said again and still be news


def months(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A month's light is the one that the year's earlier report published: what has been can't turn better after."""
    published = _published_months(seen)
    for goal in seen.rapport.poster(Nämndmål):
        for month, light in goal.månader.items():
            before = published.get((goal.id, month)) or published.get((goal.ersätter or "", month))
            if light is None or before is None:
                continue
            was, report = before
            if light == was:
                yield OK
                continue
            message = f"{month.helt_namn.capitalize()} är {light}, men {report.omnämnd} skrev {was}."
            hint = f"Skriv {was}, eller säg i ett undantag varför bedömningen är ändrad i efterhand."
            yield Fynd(goal.at("månader", month.value), message, hint)


def _published_months(seen: Granskad) -> dict[tuple[str, Månad], tuple[Bedömning, Rapport]]:
    months = {}
    for report in seen.i_år:
        for goal in report.poster(Nämndmål):
            for month, light in goal.månader.items():
                if light and month.nummer <= report.månader[1]:
                    months[goal.id, month] = light, report
    return months


def risks(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A risk of the year is followed up until it is said to be closed, and a new value is explained.

    Only within the year, from its plan on: each new plan weighs the risks anew.
    """
    sections = list(seen.rapport.poster(Risker))
    before = next((report for report in reversed(seen.i_år) if any(report.poster(Risk))), None)
    if not sections or before is None:
        return
    earlier = {risk.id: risk for risk in before.poster(Risk) if not risk.avslutad}
    here = [risk for section in sections for risk in section.risker]
    for risk in here:
        then = earlier.pop(risk.id, None) or earlier.pop(risk.ersätter or "", None)
        if then:
            yield _valued(risk, then, before)
    if earlier:
        yield _vanished(sections[0], list(earlier.values()), before)


def _valued(risk: Risk, then: Risk, before: Rapport) -> Fynd | Looked:
    now, was = risk.value(), then.value()
    news = risk.kommentar if _words(risk.kommentar) != _words(then.kommentar) else None
    if now is None or was is None or now == was or news or risk.avslutad:
        return OK
    way = "höjts" if now > was else "sänkts"
    message = f"Riskvärdet är {now}, men var {was} i {before.omnämnd}. Ingen ny kommentar säger varför."
    return Fynd(risk.at(risk.value_field), message, f"Skriv i kommentar varför värdet har {way}, eller rätta det.")


def _vanished(section: Risker, gone: list[Risk], before: Rapport) -> Fynd:
    text = ", ".join(f"«{risk.namn.rstrip('.')}»" for risk in gone)
    one = len(gone) == 1
    message = f"{'En risk' if one else f'{len(gone)} risker'} i {before.omnämnd} finns inte här: {text}."
    hint = "Låt risken stå med «avslutad: varför», eller skriv dess id i «ersätter» på den som tar över."
    return Fynd(section.key("risker"), message, hint)


def comments(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A comment tells what is new; the same words as last time tell nothing of this period."""
    earlier = _last_comments(seen)
    for section in seen.rapport.alla_avsnitt():
        for item in _commented(section):
            kind = type(item.post)
            before = earlier.get((kind, item.id or "")) or earlier.get((kind, item.ersätter or ""))
            if not item.kommentar or before is None:
                continue
            report, part, text = before
            if not _repeated(seen, (section, item.kommentar), (report, part, text)):
                yield OK
                continue
            message = f"Kommentaren är ordagrant densamma som i {report.omnämnd}."
            yield Fynd(
                item.post.at("kommentar"), message, "Skriv vad som har hänt sedan dess, eller att inget har ändrats."
            )


def _last_comments(seen: Granskad) -> dict[tuple[type, str], tuple[Rapport, Avsnitt, str]]:
    """The latest comment on each record, with where it stands."""
    comments = {}
    for report in seen.tidigare:
        for section in report.alla_avsnitt():
            for item in _commented(section):
                if item.kommentar and item.id:
                    comments[type(item.post), item.id] = report, section, item.kommentar
    return comments


class _Comment(NamedTuple):
    """A comment, and the record that it is followed by from report to report."""

    id: str | None
    ersätter: str | None
    kommentar: str | None
    post: Post


_FIELDS = _Comment._fields[:-1]


def _commented(record: Värde) -> Iterator[_Comment]:
    """The comments below a record on what has an id and can replace another; those of sections are their own."""
    for inner in record.children:
        if isinstance(inner, Post) and type(inner).model_fields.keys() >= set(_FIELDS):
            yield _Comment._make((*(getattr(inner, name) for name in _FIELDS), inner))
        if not isinstance(inner, Avsnitt):
            yield from _commented(inner)


def _repeated(seen: Granskad, now: tuple[Avsnitt, str], before: tuple[Rapport, Avsnitt, str]) -> bool:
    """Whether two comments print the same words; the figures that they fetch may differ."""
    (section, text), (report, part, old) = now, before
    words = _words(text)
    if words != _words(old) or len(words) < _FEW_WORDS:
        return False
    if "{{" not in text:
        return True
    then = tuple(other for other in seen.tidigare if other.ordning < report.ordning)
    mine = fill(text, local(section, seen.namn), {})
    return mine == fill(old, local(part, namespace(report, then)), {})


def _words(text: str | None) -> list[str]:
    return (text or "").split()


_NUMBER = r"^(?:(?:målområde|mål|{})\s+)?\d+\s*[.:]\s*"


def _afresh(report: Rapport, before: Rapport) -> str:
    if not before.tid.planerar:
        return ""
    command = f"asn new --year {report.år} --period {report.period} --plan {before.namn}"
    return f" Planens målområden får du med {command}, när filen med målen inte finns."


def renamed(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A unit or a målområde has one name throughout the year, or the register says what it takes over from.

    A reader who compares two reports of a year must know which row is which.
    """
    before = next((report for report in reversed(seen.i_år) if any(report.poster(Enhetsresultat))), None)
    if before:
        units, register = _units(seen.rapport), seen.rapport.register.enheter
        yield from _taken_over(units, set(_units(before)), register, before, "enheter.yaml.")
    before = next((report for report in reversed(seen.i_år) if any(_parts(report))), None)
    if before:
        areas, register_of_areas = _areas(seen.rapport), seen.rapport.register.målområden
        where = f"malomraden.yaml.{_afresh(seen.rapport, before)}"
        yield from _taken_over(areas, set(_areas(before)), register_of_areas, before, where)
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
    now: dict[str, Place], then: set[str], register: Mapping[str, Enhet | Målområde], before: Rapport, where: str
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
        hint = f"Har den tagit över efter någon av dem: skriv {line} på «{id_}» i {where}"
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
