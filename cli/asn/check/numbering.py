"""Numbers that the content itself holds: annexes, goals, indicators, rows and headings. The rest is the template's."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from asn.check.rule import OK, Fynd, Looked
from asn.finding import Place
from asn.model.avsnitt.mal import Indikator, Mål, Nämndmål
from asn.model.avsnitt.matris import Matris
from asn.model.avsnitt.plan import Målplan, Planmål
from asn.model.record import Post
from asn.model.report import Rapport

_GOAL = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
_LED = re.compile(r"(?P<word>[A-ZÅÄÖ][a-zåäö]+ )?(?P<number>\d{1,2})[.:]\s")

Named = tuple[str, Post, str]
"""A name, and the record and the field that it stands in."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Something with a number: the number, how it is told, and the record and the field that it stands in."""

    number: int
    told: str
    post: Post
    fält: str

    @property
    def place(self) -> Place:
        """Where it stands; looked up only for what something is said of."""
        return self.post.at(self.fält)


def annexes(report: Rapport) -> Iterator[Fynd | Looked]:
    """Annexes are numbered 1, 2, 3 in their order."""
    found = [(part, part.bilaga) for part in report.alla_avsnitt() if part.bilaga is not None]
    yield from _sequence([Numbered(n, f"Bilaga {n}", part, "bilaga") for part, n in found], 1)


def goals(report: Rapport) -> Iterator[Fynd | Looked]:
    """Goals are numbered under their målområde, and indicators under their goal or through the målområde."""
    for chapter in report.avsnitt:
        sections = [part for part in chapter.alla() if isinstance(part, (Mål, Målplan))]
        for kind in (Mål, Målplan):
            yield from _goals([part for part in sections if isinstance(part, kind)], report)
        for part in sections:
            yield from _indicators(part)


def _goals(sections: Iterable[Mål | Målplan], report: Rapport) -> Iterator[Fynd | Looked]:
    groups: dict[str, list[Numbered]] = {}
    for part in sections:
        area = report.register.målområde(part.målområde).nummer if part.målområde else None
        for goal in part.nämndmål:
            if not goal.nummer or not _GOAL.fullmatch(goal.nummer):
                continue
            group, _, last = goal.nummer.rpartition(".")
            if area and group and group.split(".")[0] != str(area):
                message = f"Målet har nummer {goal.nummer} men står under målområde {area}."
                yield Fynd(goal.at("nummer"), message, f"Numret ska börja med {area}.")
            told = Numbered(int(last), f"Mål {goal.nummer}", goal, "nummer")
            groups.setdefault(group, []).append(told)
    for numbered in groups.values():
        yield from _sequence(numbered, 1)


def _indicators(part: Mål | Målplan) -> Iterator[Fynd | Looked]:
    last = 0
    for goal in part.nämndmål:
        own = _numbered(goal)
        if own:
            yield from _sequence(own, last + 1 if own[0].number == last + 1 else 1)
            last = max(item.number for item in own)


def _numbered(goal: Nämndmål | Planmål) -> list[Numbered]:
    items: tuple[Indikator, ...] = goal.indikatorer
    return [Numbered(item.nummer, f"Indikator {item.nummer}", item, "nummer") for item in items if item.nummer]


def headings(report: Rapport) -> Iterator[Fynd | Looked]:
    """No heading stands twice at one level, and numbers that headings or rows begin with run on."""
    yield from _siblings([(part.rubrik, part, "rubrik") for part in report.avsnitt if part.rubrik])
    for part in report.alla_avsnitt():
        yield from _siblings([(under.rubrik, under, "rubrik") for under in part.underavsnitt if under.rubrik])
        match part:
            case Mål(nämndmål=named) | Målplan(nämndmål=named):
                yield from _siblings([(item.namn, item, "namn") for item in named])
            case Matris(rader=rows):
                yield from _led([(row.namn, row, "namn") for row in rows])


def _siblings(found: list[Named]) -> Iterator[Fynd | Looked]:
    first: dict[str, Post] = {}
    for text, post, field in found:
        before = first.setdefault(text.casefold().rstrip(" ."), post)
        if before is post:
            yield OK
        else:
            place = post.at(field)
            message = f"«{text.rstrip('.')}» står redan {_where(before.at(field), place)}, på samma nivå."
            yield Fynd(place, message, "Två rubriker på samma nivå ska heta olika; annars är en av dem fel.")
    yield from _led(found)


def _where(before: Place, place: Place) -> str:
    return f"på rad {before.line}" if before.file == place.file else f"i {before.file}"


def _led(found: list[Named]) -> Iterator[Fynd | Looked]:
    """The numbers that names begin with: «Mål 1:», «2.»."""
    groups: dict[str, list[Numbered]] = {}
    for text, post, field in found:
        if number := _LED.match(text):
            told = Numbered(int(number["number"]), f"«{number[0].rstrip('.: ')}»", post, field)
            groups.setdefault(number["word"] or "", []).append(told)
    for numbered in groups.values():
        yield from _sequence(numbered, numbered[0].number)


def _sequence(found: list[Numbered], first: int) -> Iterator[Fynd | Looked]:
    """Numbers that should run from the first on: none doubled, none left out, each after the one before."""
    first_of: dict[int, Numbered] = {}
    last = first - 1
    for item in found:
        before = first_of.setdefault(item.number, item)
        if before is not item:
            where = _where(before.place, item.place)
            yield Fynd(item.place, f"{item.told} finns redan {where}.", "Ge den här ett eget nummer.")
        elif item.number < last:
            yield Fynd(item.place, f"{item.told} kommer efter nummer {last}.", "Byt ordning, eller rätta numret.")
        elif item.number > last + 1:
            message = f"{item.told} borde vara nummer {last + 1}: det numret saknas."
            yield Fynd(item.place, message, f"Skriv {last + 1}, eller lägg till det som saknas.")
        else:
            yield OK
        last = max(last, item.number)
