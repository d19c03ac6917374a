"""How far a report has come: of each section and each unit what is done, and what is still missing.

What is asked for is asked by the rules of completeness alone, so that a new kind of section needs no line here: they
judge the report as it is, and as it would be if nothing had been written.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from asn.check.completeness import RULES, planned
from asn.check.rule import Fynd, Granskad
from asn.finding import Finding, Place
from asn.model.avsnitt.grund import Avsnitt
from asn.model.fields import Arv
from asn.model.record import Post, Värde, inheritance, key_of
from asn.model.register import Register
from asn.model.report import Rapport

V = TypeVar("V", bound=Värde)


def emptied(report: Rapport) -> Rapport:
    """The report before its editors had begun; what a new period would carry is kept."""
    return replace(report, avsnitt=tuple(_without(part) for part in report.avsnitt))


def _without(record: V) -> V:
    values = {name: getattr(record, name) for name in type(record).model_fields}
    own = _emptied(type(record))
    changes = {name: _blank(value) if name in own else _inner(value) for name, value in values.items() if value}
    return record.changed({name: new for name, new in changes.items() if new is not values[name]})


def _blank(value: object) -> object:
    """Nothing, of the same shape; the records of a list stay, emptied, so that something can be asked of each."""
    if isinstance(value, dict):
        return {}
    return _inner(value) if isinstance(value, tuple) else None


def _inner(value: object) -> object:
    if isinstance(value, Värde):
        return _without(value)
    if isinstance(value, tuple) and any(isinstance(item, Värde) for item in value):
        return tuple(_without(item) for item in value if isinstance(item, Värde) and not _is_nothing_without(item))
    return value


def _is_nothing_without(record: Värde) -> bool:
    """Whether what is emptied is all that a record is: an event is its text, a fee its amount."""
    fields = type(record).model_fields
    return any(
        field.is_required() and not isinstance(getattr(record, name), dict | tuple)
        for name, field in fields.items()
        if name in _emptied(type(record))
    )


def _emptied(kind: type[Värde]) -> frozenset[str]:
    """The fields that every period says anew."""
    marks = inheritance(kind)
    return frozenset(name for name in kind.model_fields if marks[key_of(kind, name)] is Arv.TÖMS)


_CODES = frozenset(rule.code for rule in RULES)


@dataclass(frozen=True, slots=True)
class Lucka:
    """Something that is missing, and the heading or name that it stands under; none right below its section's."""

    fynd: Finding
    under: str


@dataclass(frozen=True, slots=True)
class Läge:
    """How far a section (``id`` is its file) or a unit, with those below it, has come; ``nivå`` is a unit's own."""

    id: str
    namn: str
    klart: int
    saknas: tuple[Lucka, ...]
    nivå: int = 0

    @property
    def av(self) -> int:
        """How many things are wanted."""
        return self.klart + len(self.saknas)


@dataclass(frozen=True, slots=True)
class Framsteg:
    """The sections in the report's order, and the units that something is asked of, in the register's."""

    avsnitt: tuple[Läge, ...]
    enheter: tuple[Läge, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place that something is asked of, the records around it, outermost first, and what it still lacks."""

    place: Place
    around: tuple[Post, ...]
    fynd: Finding | None = None


def missing_findings(findings: Collection[Finding]) -> tuple[Finding, ...]:
    """The findings that say that something is missing."""
    return tuple(sorted(finding for finding in findings if finding.code in _CODES))


def progress(report: Rapport, findings: Collection[Finding]) -> Framsteg:
    """How far a report has come, by what the checks found in it."""
    seen = Granskad(emptied(report))
    asked = {said.place: None for rule in RULES for said in rule.judge(seen) if isinstance(said, Fynd)}
    gaps = missing_findings(findings)
    spots = {part.at().file: tuple(_spots(part, asked, gaps)) for part in report.avsnitt}
    units = tuple(_units(report.register, [spot for group in spots.values() for spot in group]))
    return Framsteg(tuple(_sections(report, spots, gaps)), units)


def _spots(part: Avsnitt, asked: Collection[Place], gaps: Sequence[Finding]) -> Iterator[_Spot]:
    # The end counts: an empty value that comes last is a point there.
    spans: dict[str, list[tuple[tuple[int, int], tuple[int, int], Post]]] = {}
    for post in Post.of(part):
        whole = post.at()
        span = (min(_start(whole), _start(post.key())), (whole.end_line, whole.end_column), post)
        spans.setdefault(post.file(), []).append(span)

    def around(place: Place) -> tuple[Post, ...]:
        own = spans.get(place.file, ())
        records = tuple(post for start, end, post in own if start <= _start(place) <= end)
        return records or ((part,) if place.file == part.at().file else ())

    # A unit's file tells something of several sections, and what is asked in it is asked of one of them.
    yield from (_Spot(place, within) for place in asked if (within := around(place)))
    yield from (_Spot(gap.place, within, gap) for gap in gaps if (within := around(gap.place)))


def _start(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _sections(report: Rapport, spots: dict[str, tuple[_Spot, ...]], gaps: Sequence[Finding]) -> Iterator[Läge]:
    headings = {part.at().file: part.rubrik for part in report.avsnitt}
    for plan, said in planned(report):
        file = f"content/{report.namn}/{plan.fil}"
        heading = headings.get(file) or plan.rubrik
        if file in spots:
            yield _state(file, heading, [(spot, _chapter(spot)) for spot in spots[file]])
        elif isinstance(said, Fynd):
            absent = tuple(Lucka(gap, "") for gap in gaps if (gap.place, gap.message) == (said.place, said.message))
            if absent:  # else the report has a reason to do without
                yield Läge(file, heading, 0, absent)


def _chapter(spot: _Spot) -> str:
    """The section next below the file's own, if it has parts of its own that something can be asked of."""
    below = [post for post in spot.around[1:] if isinstance(post, Avsnitt)]
    return (below[0].rubrik or "") if below and spot.around[-1] is not below[0] else ""


def _units(register: Register, spots: Sequence[_Spot]) -> Iterator[Läge]:
    """What is asked of each unit and of those below it: where a record names one, or has its name, as a row may."""
    for unit, level in register.enhetsträd():
        family = [other for other in register.enheter.values() if register.hör_till(other.id, unit.id)]
        ids, titles = {other.id for other in family}, {other.namn for other in family}
        own = []
        for spot in spots:
            names = [bool(ids.intersection(_about(post)) or titles.intersection(_names(post))) for post in spot.around]
            if any(names):
                above = [name for post in spot.around[1 : names.index(True)] for name in _names(post)]
                own.append((spot, above[-1] if above else ""))
        if own:
            yield replace(_state(unit.id, unit.namn, own), nivå=level)


def _about(post: Post) -> list[str]:
    """The units that a record names by their id."""
    units = (getattr(post, field, None) for field in ("enhet", "om_enhet"))
    return [name for name in units if isinstance(name, str)]


def _names(post: Post) -> list[str]:
    names = (getattr(post, field, None) for field in ("rubrik", "namn"))
    return [name for name in names if isinstance(name, str)]


def _state(id_: str, name: str, spots: Sequence[tuple[_Spot, str]]) -> Läge:
    """A thing half done is asked for in one place and missing in others: what it lacks is what counts."""
    asked = Counter(spot.around[-1].at() for spot, _ in spots if not spot.fynd)
    owed = Counter(spot.around[-1].at() for spot, _ in spots if spot.fynd)
    gaps = tuple(Lucka(spot.fynd, under) for spot, under in spots if spot.fynd)
    return Läge(id_, name, (asked | owed).total() - len(gaps), gaps)
