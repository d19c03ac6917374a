"""The report in short: its money, its lights, what has turned since the report before, and its highest risks.

All of it is taken from the report's own records; what a report doesn't have is left out.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asn.compute.summary_money import Siffra, money_figures
from asn.compute.trend import Earlier
from asn.light import Bedömning, worse_by
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Mål, Målöversikt, Nämndmål
from asn.model.avsnitt.uppfoljning import Risk
from asn.model.ord import Ord, ifylld, med_versal, vid_antal
from asn.model.report import Rapport
from asn.readable import readable


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
        return worse_by(self.från, self.till) or 0


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
    words = report.register.ord.sammanfattning
    match section:
        case Målöversikt():
            for area in section.målområden:
                if area.bedömning:
                    short = report.register.målområde(area.målområde).kort
                    name = ifylld(words.målområdet, namn=short)
                    yield _Judged("oversikt", area.målområde, name, area.målområde, area.bedömning)
        case Mål():
            for goal in section.nämndmål:
                if goal.bedömning:
                    name = ifylld(words.målet, namn=goal.namn.rstrip("."))
                    yield _Judged("mal", goal.id, name, section.målområde, goal.bedömning)


_RISKS, _MOST_RISKS = 3, 5
_BOTH = 2


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
    words = report.register.ord.sammanfattning
    taken = any(section.rubrik == words.rubrik for section in report.avsnitt)
    amounts, signs = money_figures(report, earlier)
    points = (*_lights(report), *_turned(report, before), *_highest_risks(report))
    return Sammanfattning(words.annan_rubrik if taken else words.rubrik, amounts, signs, points)


def _lights(report: Rapport) -> Iterator[Punkt]:
    words, goals = report.register.ord, _board_goals(report)
    own = words.sammanfattning
    lights = sorted((goal.bedömning for goal in goals if goal.bedömning), key=lambda light: light.rang)
    count = Counter(lights)
    unset = len(goals) - len(lights)
    if not lights:
        return
    if len(count) == 1 and not unset:
        yield Punkt(_all(len(goals), lights[0], words))
        return
    bent = all(light.klass.böjd for light in count)
    told = own.av_målen if bent else own.av_målen_har
    sentences = [ifylld(told, antal=words.talat(len(goals)), delar=_counted(count, words, bent=bent))]
    sentences += [ifylld(own.utan_bedömning, antal=words.talat(unset))] if unset else []
    yield Punkt(" ".join(map(med_versal, sentences)))


def _counted(count: Counter[Bedömning], words: Ord, *, bent: bool) -> str:
    """How many have each light; a word that can't be bent stands as it is."""
    parts = [f"{words.talat(number)} {light.böjd(number)}" for light, number in count.items()]
    if not bent:
        light, number = next(iter(count.items()))
        parts[0] = ifylld(words.sammanfattning.har_bedömningen, antal=words.talat(number), ljus=light.böjd(number))
    return _listed(parts, words.sida.och)


def _board_goals(report: Rapport) -> list[Nämndmål]:
    """The nämndmål whose lights mean the same: those of the målområden, judged by the first one's scale."""
    sections = [part for part in report.alla_avsnitt() if isinstance(part, Mål) and part.målområde]
    return [goal for part in sections if part.skala == sections[0].skala for goal in part.nämndmål]


def _all(number: int, light: Bedömning, words: Ord) -> str:
    own, bent = words.sammanfattning, light.klass.böjd
    if number <= _BOTH:
        told = (own.ett_mål, own.båda_målen) if bent else (own.ett_mål_har, own.båda_målen_har)
        return ifylld(vid_antal(number, *told), ljus=light.böjd(number))
    told_of_all = own.alla_mål if bent else own.alla_mål_har
    return ifylld(told_of_all, antal=words.talat(number), ljus=light.böjd(number))


def _turned(report: Rapport, before: Sequence[Earlier]) -> Iterator[Punkt]:
    compared, words = turns(report, before), report.register.ord
    own = words.sammanfattning
    for since in dict.fromkeys(turn.sedan for turn in compared):
        group = [turn for turn in compared if turn.sedan == since]
        for word, sign in ((own.bättre, -1), (own.sämre, 1)):
            chosen = [_turn(turn, words) for turn in group if turn.step * sign > 0]
            if chosen:
                yield _point(ifylld(word, rapport=since), chosen)
        if not any(turn.step for turn in group):
            yield Punkt(ifylld(own.inget_bytt, rapport=since))


def _turn(turn: Turn, words: Ord) -> str:
    was, now = (light.böjd(1) for light in (turn.från, turn.till))
    return ifylld(words.sammanfattning.från_till, mål=turn.namn, före=was, nu=now)


def _highest_risks(report: Rapport) -> Iterator[Punkt]:
    valued = [(value, risk) for risk in report.poster(Risk) if (value := risk.value()) and not risk.avslutad]
    valued.sort(key=lambda pair: -pair[0])
    least = valued[:_RISKS][-1][0] if valued else 0
    chosen = [f"{risk.namn.rstrip('.')} ({value})" for value, risk in valued if value >= least]
    if 0 < len(chosen) <= _MOST_RISKS:
        yield _point(report.register.ord.sammanfattning.riskvärde, chosen)


def _point(text: str, parts: Sequence[str]) -> Punkt:
    if len(parts) == 1:
        return Punkt(f"{text}: {parts[0]}.")
    return Punkt(f"{text}:", tuple(map(med_versal, parts)))


def _listed(parts: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
