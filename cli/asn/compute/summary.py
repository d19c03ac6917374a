"""The report in short: its money, its lights, what has turned since the report before, and its highest risks.

All of it is taken from the report's own records; what a report doesn't have is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asn.compute.summary_money import Siffra, money_figures
from asn.compute.trend import Earlier
from asn.light import Bedömning
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Mål, Målöversikt, Nämndmål
from asn.model.avsnitt.uppfoljning import Risk
from asn.model.report import Rapport
from asn.readable import readable

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


_HEADING = "Sammanfattning"
_OTHER_HEADING = "I korthet"  # where the report has a chapter of its own by that name
_RISKS, _MOST_RISKS = 3, 5
_BOTH = 2
_LIGHTS = (Bedömning.GRÖN, Bedömning.GUL, Bedömning.RÖD)
_ONE = {Bedömning.GRÖN: "grönt", Bedömning.GUL: "gult", Bedömning.RÖD: "rött"}
_MANY = {Bedömning.GRÖN: "gröna", Bedömning.GUL: "gula", Bedömning.RÖD: "röda"}
# Myndigheternas skrivregler: numbers up to twelve are written in letters.
_WORDS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


@readable
@dataclass(frozen=True, slots=True)
class Punkt:
    """One point; ``delar`` are the points below it."""

    text: str
    delar: tuple[str, ...] = ()


@readable
@dataclass(frozen=True, slots=True)
class Sammanfattning:
    """The summary: up to three amounts, what their signs mean, and the points."""

    rubrik: str
    siffror: tuple[Siffra, ...]
    teckenförklaring: str
    punkter: tuple[Punkt, ...]

    @property
    @readable
    def finns(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.siffror or self.punkter)


def summary(report: Rapport, earlier: Sequence[Rapport], before: Sequence[Earlier]) -> Sammanfattning:
    """Sum up a report.

    Args:
        report: the report.
        earlier: the reports before it.
        before: how the rows of those stood, the latest first.
    """
    taken = any(section.rubrik == _HEADING for section in report.avsnitt)
    amounts, signs = money_figures(report, earlier)
    points = (*_lights(report), *_turned(report, before), *_highest_risks(report))
    return Sammanfattning(_OTHER_HEADING if taken else _HEADING, amounts, signs, points)


def _lights(report: Rapport) -> Iterator[Punkt]:
    goals = _board_goals(report)
    count = {light: sum(goal.bedömning is light for goal in goals) for light in _LIGHTS}
    told = [light for light in _LIGHTS if count[light]]
    unset = len(goals) - sum(count.values())
    if not told:
        return
    if len(told) == 1 and not unset:
        yield Punkt(f"{_all(len(goals), told[0])}.")
        return
    parts = [f"{_word(count[light])} {_ONE[light] if count[light] == 1 else _MANY[light]}" for light in told]
    missing = f" {_word(unset).capitalize()} saknar bedömning." if unset else ""
    yield Punkt(f"Av {_word(len(goals))} nämndmål är {_listed(parts)}.{missing}")


def _board_goals(report: Rapport) -> list[Nämndmål]:
    """The nämndmål whose lights mean the same: those of the målområden, judged by the first one's scale."""
    sections = [part for part in report.alla_avsnitt() if isinstance(part, Mål) and part.målområde]
    return [goal for part in sections if part.skala == sections[0].skala for goal in part.nämndmål]


def _all(number: int, light: Bedömning) -> str:
    if number == 1:
        return f"Nämndmålet är {_ONE[light]}"
    if number == _BOTH:
        return f"Båda nämndmålen är {_MANY[light]}"
    return f"Alla {_word(number)} nämndmål är {_MANY[light]}"


def _turned(report: Rapport, before: Sequence[Earlier]) -> Iterator[Punkt]:
    compared = turns(report, before)
    for since in dict.fromkeys(turn.sedan for turn in compared):
        group = [turn for turn in compared if turn.sedan == since]
        for word, sign in (("Bättre", -1), ("Sämre", 1)):
            chosen = [
                f"{turn.namn}, från {_ONE[turn.från]} till {_ONE[turn.till]}" for turn in group if turn.step * sign > 0
            ]
            if chosen:
                yield _point(f"{word} sedan {since}", chosen)
        if not any(turn.step for turn in group):
            yield Punkt(f"Inget mål har bytt ljus sedan {since}.")


def _highest_risks(report: Rapport) -> Iterator[Punkt]:
    valued = [(value, risk) for risk in report.poster(Risk) if (value := risk.value()) and not risk.avslutad]
    valued.sort(key=lambda pair: -pair[0])
    least = valued[:_RISKS][-1][0] if valued else 0
    chosen = [f"{risk.namn.rstrip('.')} ({value})" for value, risk in valued if value >= least]
    if 0 < len(chosen) <= _MOST_RISKS:
        yield _point("Högst riskvärde", chosen)


def _point(text: str, parts: Sequence[str]) -> Punkt:
    if len(parts) == 1:
        return Punkt(f"{text}: {parts[0]}.")
    return Punkt(f"{text}:", tuple(f"{part[:1].upper()}{part[1:]}" for part in parts))


def _word(number: int) -> str:
    return _WORDS[number] if number < len(_WORDS) else str(number)


def _listed(parts: Sequence[str]) -> str:
    return " och ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
