"""Which målområden and goals have another light than in the report before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asn.compute.trend import Earlier
from asn.light import Bedömning
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Mål, Målöversikt
from asn.model.report import Rapport

_WORSE = (Bedömning.GRÖN, Bedömning.GUL, Bedömning.RÖD)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A goal that has a light; ``form`` and ``id`` are what a trend knows its row by."""

    form: str
    id: str
    namn: str
    område: str | None
    ljus: Bedömning


@dataclass(frozen=True, slots=True)
class Turn:
    """A light now and in an earlier report, whose title is ``sedan``."""

    namn: str
    område: str | None
    översikt: bool
    från: Bedömning
    till: Bedömning
    sedan: str

    @property
    def step(self) -> int:
        """Below zero is better, above it worse."""
        return _WORSE.index(self.till) - _WORSE.index(self.från)


def turns(report: Rapport, before: Sequence[Earlier]) -> tuple[Turn, ...]:
    """Each light that an earlier report had too, in the report's order, with the latest such report.

    A goal that made the same turn as its målområde is left out: one change is told once.
    """
    found = [turn for section in report.alla_avsnitt() for turn in _turns(list(_judged(section, report)), before)]
    areas = {(turn.område, turn.från, turn.till) for turn in found if turn.översikt and turn.step}
    return tuple(turn for turn in found if turn.översikt or (turn.område, turn.från, turn.till) not in areas)


def _turns(goals: list[_Judged], before: Sequence[Earlier]) -> Iterator[Turn]:
    for earlier in before:
        then = [(goal, earlier.rader.get((goal.form, goal.id))) for goal in goals]
        told = [(goal, stand.bedömning) for goal, stand in then if stand and stand.bedömning]
        if told:
            since = f"{earlier.titel[:1].lower()}{earlier.titel[1:]}"
            yield from (
                Turn(goal.namn, goal.område, goal.form == "oversikt", was, goal.ljus, since) for goal, was in told
            )
            return


def _judged(section: Avsnitt, report: Rapport) -> Iterator[_Judged]:
    match section:
        case Målöversikt():
            for area in section.målområden:
                if area.bedömning:
                    name = f"målområdet {report.register.målområde(area.målområde).kort}"
                    yield _Judged("oversikt", area.målområde, name, area.målområde, area.bedömning)
        case Mål():
            for goal in section.nämndmål:
                if goal.bedömning:
                    name = f"målet ”{goal.namn.rstrip('.')}”"
                    yield _Judged("mal", goal.id, name, section.målområde, goal.bedömning)
