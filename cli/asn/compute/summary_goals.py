"""The goals in short: how many have each light, which they are, and what has changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asn.compute.summary_parts import Anchors, Punkt, Punktgrupp, capped, own_records, remarks_on
from asn.compute.trend import EarlierRows
from asn.finding import listed_words
from asn.light import Bedömning, worse_by
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Mål, Målöversikt, Nämndmål
from asn.model.avsnitt.plan import Målplan
from asn.model.ord import Ord, ifylld, med_versal
from asn.model.report import Rapport

_BOTH = _FEW = 2
_LONG = 80  # characters of names: longer ones are counted in the lead, and told by name below
_MOST_WORSE, _MOST_BEST, _MOST_TURNED = 6, 6, 4
_CONTRADICTION = "M203"


@dataclass(frozen=True, slots=True)
class _GoalLight:
    """A goal or a målområde that has a light; ``form`` and ``id`` are what a trend knows its row by."""

    avsnitt: Avsnitt
    form: str
    id: str
    namn: str
    område: str | None
    ljus: Bedömning

    @property
    def is_area(self) -> bool:
        """Whether it is a målområde of the overview."""
        return self.form == "oversikt"


@dataclass(frozen=True, slots=True)
class LightChange:
    """A light now and in an earlier report, whose title is ``sedan``."""

    vad: _GoalLight
    från: Bedömning
    sedan: str

    @property
    def step(self) -> int:
        """Below zero is better, above it worse."""
        return worse_by(self.från, self.vad.ljus) or 0


def light_changes(report: Rapport, before: Sequence[EarlierRows]) -> tuple[LightChange, ...]:
    """Each light that an earlier report had too, in the report's order, with the latest such report.

    A goal that made the same change as its målområde is left out: one change is told once.
    """
    sections = (list(_goal_lights(section, report)) for section in report.alla_avsnitt())
    changes = [change for judged in sections for change in _light_changes(judged, before)]
    areas = {(one.vad.område, one.från, one.vad.ljus) for one in changes if one.vad.is_area and one.step}
    return tuple(t for t in changes if t.vad.is_area or (t.vad.område, t.från, t.vad.ljus) not in areas)


def _light_changes(goals: list[_GoalLight], before: Sequence[EarlierRows]) -> Iterator[LightChange]:
    for earlier in before:
        then = [(goal, earlier.rader.get((goal.form, goal.id))) for goal in goals]
        judged = [(goal, status.bedömning) for goal, status in then if status and status.bedömning]
        if judged:
            since = f"{earlier.titel[:1].lower()}{earlier.titel[1:]}"
            yield from (LightChange(goal, was, since) for goal, was in judged)
            return


def _goal_lights(section: Avsnitt, report: Rapport) -> Iterator[_GoalLight]:
    match section:
        case Målöversikt():
            for area in section.målområden:
                if area.bedömning:
                    short = report.register.målområde(area.målområde).kort
                    yield _GoalLight(section, "oversikt", area.målområde, short, area.målområde, area.bedömning)
        case Mål():
            for goal in section.nämndmål:
                if goal.bedömning:
                    name = goal.namn.rstrip(".")
                    yield _GoalLight(section, "mal", goal.id, name, section.målområde, goal.bedömning)


def count_sentence(report: Rapport) -> str:
    """How many goals have each light, in a sentence or two; nothing where nobody has judged any."""
    words, goals = report.register.ord, _board_goals(report)
    own = words.sammanfattning
    lights = [goal for goal in goals if goal.nämndmål.bedömning]
    unset = len(goals) - len(lights)
    counted = Counter(goal.nämndmål.bedömning for goal in goals if goal.nämndmål.bedömning)
    sentences = []
    if len(counted) == 1 and not unset:
        sentences.append(_all(len(goals), next(iter(counted)), words))
    elif lights:
        bent = all(light.klass.böjd for light in counted)
        text = own.av_målen if bent else own.av_målen_har
        sentences.append(ifylld(text, antal=words.talat(len(goals)), delar=_counted(lights, report, bent=bent)))
        sentences += [_unset([goal for goal in goals if not goal.nämndmål.bedömning], report)] if unset else []
    known = {id(goal.nämndmål) for goal in goals}
    others = [goal for goal in _goals(report) if id(goal.nämndmål) not in known and goal.nämndmål.bedömning]
    if others:
        bent = all(goal.nämndmål.bedömning.klass.böjd for goal in others if goal.nämndmål.bedömning)
        sentences.append(ifylld(own.andra_mål, delar=_counted(others, report, bent=bent, alone=True)))
    return " ".join(map(med_versal, sentences))


def _unset(goals: "list[_Goal]", report: Rapport) -> str:
    """How many goals have no light, and which målområden one or two of them are of."""
    words = report.register.ord
    own, number = words.sammanfattning, words.talat(len(goals))
    if len(goals) > _FEW:
        return ifylld(own.utan_bedömning, antal=number)
    areas = dict.fromkeys(goal.avsnitt.målområde for goal in goals)
    names = [report.register.målområde(area).kort for area in areas if area]
    return ifylld(own.utan_bedömning_namn, antal=number, namn=listed_words(names, words.sida.och))


@dataclass(frozen=True, slots=True)
class _Goal:
    """A nämndmål and the section that it stands in."""

    avsnitt: Mål
    nämndmål: Nämndmål


def _goals(report: Rapport) -> list[_Goal]:
    sections = list(report.poster(Mål))
    return [_Goal(part, goal) for part in sections for goal in part.nämndmål]


def _board_goals(report: Rapport) -> list[_Goal]:
    """The nämndmål whose lights mean the same: those of the målområden, judged by the first one's scale."""
    goals = [goal for goal in _goals(report) if goal.avsnitt.målområde]
    return [goal for goal in goals if goal.avsnitt.skala == goals[0].avsnitt.skala]


def _counted(goals: list[_Goal], report: Rapport, *, bent: bool, alone: bool = False) -> str:
    """How many have each light, and which målområden a few worse ones are of; a word that can't be bent stands."""
    words, own = report.register.ord, report.register.ord.sammanfattning
    parts: list[str] = []
    lights = {goal.nämndmål.bedömning for goal in goals if goal.nämndmål.bedömning}
    for light in sorted(lights, key=lambda one: one.rang):
        same = [goal for goal in goals if goal.nämndmål.bedömning == light]
        number, areas = words.talat(len(same)), dict.fromkeys(goal.avsnitt.målområde for goal in same)
        text = f"{number} {light.böjd(len(same))}"
        if not (bent or parts or alone):
            text = ifylld(own.har_bedömningen, antal=number, ljus=light.böjd(len(same)))
        if not light.är_bäst and len(same) <= _FEW and None not in areas:
            names = [report.register.målområde(area).kort for area in areas if area]
            text = ifylld(own.ljus_av, ljus=text, namn=listed_words(names, words.sida.och))
        parts.append(text)
    return listed_words(parts, words.sida.och)


def _all(number: int, light: Bedömning, words: Ord) -> str:
    own, bent = words.sammanfattning, light.klass.böjd
    if number <= _BOTH:
        both = number == _BOTH
        text = (own.båda_målen if both else own.ett_mål) if bent else (own.båda_målen_har if both else own.ett_mål_har)
        return ifylld(text, ljus=light.böjd(number))
    told_of_all = own.alla_mål if bent else own.alla_mål_har
    return ifylld(told_of_all, antal=words.talat(number), ljus=light.böjd(number))


def goal_group(report: Rapport, before: Sequence[EarlierRows], anchors: Anchors) -> Iterator[Punktgrupp]:
    """The goals with their lights, the worst first; the best together. Without judged goals, the målområden."""
    judged = [one for section in report.alla_avsnitt() for one in _goal_lights(section, report)]
    goals = [one for one in judged if not one.is_area] or judged
    if not goals:
        return
    words = report.register.ord
    worse = sorted((one for one in goals if not one.ljus.är_bäst), key=_badness)
    points = [Punkt(_named(one, report), one.ljus, ankare=anchors[id(one.avsnitt)]) for one in worse]
    noted = tuple(
        note
        for section in report.alla_avsnitt()
        if isinstance(section, Målöversikt | Mål)
        for note in remarks_on(own_records(section), anchors[id(section)], _CONTRADICTION)
    )
    if not light_changes(report, before):
        noted = (*noted, Punkt(words.sammanfattning.ojämförda))
    shown = (*capped(points, _MOST_WORSE, words), *_best(goals, worse, report))
    yield Punktgrupp(words.sammanfattning.målen, shown, noted)


def _badness(one: _GoalLight) -> float:
    """Where in its scale a light is: scales of different lengths stand side by side, the worst first."""
    return -one.ljus.rang / max(len(one.ljus.klasser) - 1, 1)


def _named(one: _GoalLight, report: Rapport) -> str:
    """A goal by its målområde and its name."""
    if one.is_area or not one.område:
        return one.namn
    return f"{report.register.målområde(one.område).kort}: {one.namn}"


def _best(goals: list[_GoalLight], worse: list[_GoalLight], report: Rapport) -> Iterator[Punkt]:
    """The goals with the best light, a line for each scale's: by målområde where all of its goals have it."""
    words = report.register.ord
    mixed = {one.område for one in worse}
    lights = dict.fromkeys(one.ljus for one in goals if one.ljus.är_bäst)
    for light in lights:
        same = [one for one in goals if one.ljus == light and one.ljus.är_bäst]
        whole = [one.område for one in same if one.område and one.område not in mixed]
        names = [report.register.målområde(area).kort for area in dict.fromkeys(whole)]
        names += [one.namn for one in same if not one.område or one.område in mixed]
        if len(names) > _MOST_BEST:
            names = [ifylld(words.sammanfattning.antal_mål, antal=words.talat(len(same)))]
        yield Punkt(med_versal(listed_words(names, words.sida.och)), light)


def light_change_group(
    report: Rapport, before: Sequence[EarlierRows], anchors: Anchors
) -> tuple[str, tuple[Punktgrupp, ...]]:
    """What has changed since the reports before: in a sentence, and by name."""
    compared, words = light_changes(report, before), report.register.ord
    own, sentences, groups = words.sammanfattning, [], []
    for since in dict.fromkeys(change.sedan for change in compared):
        group = [change for change in compared if change.sedan == since]
        points: list[Punkt] = []
        for word, sign in ((own.sämre, 1), (own.bättre, -1)):
            chosen = [change for change in group if change.step * sign > 0]
            if chosen:
                sentences.append(_change_sentence(chosen, since, report))
            named = [_change_point(change, word, report, anchors) for change in chosen]
            points += capped(named, _MOST_TURNED, words)
        if not points:
            points = [Punkt(ifylld(own.inget_bytt, rapport=since))]
            sentences.append(points[0].text)
        groups.append(Punktgrupp(ifylld(own.vänt, rapport=since), tuple(points)))
    return " ".join(sentences), tuple(groups)


def _change_sentence(changes: Sequence[LightChange], since: str, report: Rapport) -> str:
    """What has changed in one direction: one or two by name where the names are short, else how many."""
    words = report.register.ord
    own, worse = words.sammanfattning, changes[0].step > 0
    names = listed_words([_area_name(change.vad, report) or change.vad.namn for change in changes], words.sida.och)
    if len(changes) <= _FEW and len(names) <= _LONG:
        return med_versal(ifylld(own.namn_sämre if worse else own.namn_bättre, namn=names, rapport=since))
    text = own.antal_sämre if worse else own.antal_bättre
    return med_versal(ifylld(text, antal=words.talat(len(changes)), rapport=since))


def _area_name(one: _GoalLight, report: Rapport) -> str:
    """The målområde of what is alone in it; nothing where it has several goals."""
    same = [goal for goal in _goals(report) if goal.avsnitt.målområde == one.område]
    return report.register.målområde(one.område).kort if one.område and len(same) <= 1 else ""


def _change_point(change: LightChange, word: str, report: Rapport, anchors: Anchors) -> Punkt:
    was, now = change.från.böjd(1), change.vad.ljus.böjd(1)
    name = _area_name(change.vad, report) or _named(change.vad, report)
    text = ifylld(word, mål=name, före=was, nu=now)
    return Punkt(text, change.vad.ljus, ankare=anchors[id(change.vad.avsnitt)])


def plan_sentence(report: Rapport) -> str:
    """How many goals a plan has; nothing of what is no plan."""
    words, plans = report.register.ord, [part for part in report.alla_avsnitt() if isinstance(part, Målplan)]
    if not plans:
        return ""
    text = words.sammanfattning.planens_mål
    goals = sum(len(part.nämndmål) for part in plans)
    return ifylld(text, områden=words.talat(len(plans)), nämndmål=words.talat(goals))


def plan_group(report: Rapport, anchors: Anchors) -> Iterator[Punktgrupp]:
    """The goals of a plan under the målområden that they belong to."""
    points = [
        Punkt(
            part.rubrik or report.register.målområde(part.målområde).namn,
            förklaring=" ".join(f"{goal.namn.strip().rstrip('.')}." for goal in part.nämndmål),
            ankare=anchors[id(part)],
        )
        for part in report.alla_avsnitt()
        if isinstance(part, Målplan)
    ]
    if points:
        yield Punktgrupp(report.register.ord.sammanfattning.målen, tuple(points))
