"""H603–H605: what is followed from report to report: lights of months, risks, comments."""

from collections.abc import Iterator
from typing import NamedTuple

from asn.binding import namespace
from asn.binding.resolution import fill, local
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.light import Bedömning
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Nämndmål
from asn.model.avsnitt.uppfoljning import Risk, Risker
from asn.model.fields import Månad
from asn.model.record import Post, Värde
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
    for report in _this_year(seen):
        for goal in report.poster(Nämndmål):
            for month, light in goal.månader.items():
                if light and month.nummer <= report.månader[1]:
                    months[goal.id, month] = light, report
    return months


def _this_year(seen: Granskad) -> tuple[Rapport, ...]:
    return tuple(report for report in seen.tidigare if report.år == seen.rapport.år)


def risks(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A risk of the year is followed up until it is said to be closed, and a new value is explained.

    Only within the year, from its plan on: each new plan weighs the risks anew.
    """
    sections = list(seen.rapport.poster(Risker))
    before = next((report for report in reversed(_this_year(seen)) if any(report.poster(Risk))), None)
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
    field = "riskvärde" if risk.riskvärde is not None else "sannolikhet"
    way = "höjts" if now > was else "sänkts"
    message = f"Riskvärdet är {now}, men var {was} i {before.omnämnd}. Ingen ny kommentar säger varför."
    return Fynd(risk.at(field), message, f"Skriv i kommentar varför värdet har {way}, eller rätta det.")


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
