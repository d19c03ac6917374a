"""M2xx: goals and their lights, held against outcomes, scales, indicators, units and the overview."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from operator import attrgetter

from asn.check import series
from asn.check.intervals import scaled_figure, target_span
from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.check.scales import Light, LightCase, ScaleFault, ScaleVerdict, is_share, scale_faults, scale_verdict, weighed
from asn.figures import Mätvärde, Storhet, decimals_of, format_number, format_quantity
from asn.finding import Place, Severity
from asn.light import Bedömning, neuter, plural
from asn.model.avsnitt.mal import Indikator, Mål, Målöversikt, Nämndmål
from asn.model.report import Rapport
from asn.model.skalor import Skala

_SHARE_OF_PARTS = re.compile(r"enhetsmål|enhetsspecifika mål|enheternas mål", re.IGNORECASE)


def light_against_scale(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A light is a statement about the outcome: it follows from the scale, the outcome and the målnivå."""
    for light in seen.ljus:
        if not light.skala:
            continue
        if light.bedömning not in {kind.bedömning for kind in light.skala.klasser}:
            yield _unknown_light(light, light.skala)
            continue
        verdict = scale_verdict(light.skala, light.case) if light.case else None
        if verdict and light.bedömning in verdict.lights:
            yield OK
        elif verdict and light.case:
            yield _wrong_light(light, light.skala, verdict, light.case)


def _unknown_light(light: Light, scale: Skala) -> Fynd:
    known = neuter(*scale.ljus()) if scale.klasser else "inga klasser"
    message = f"«{light.namn}» är bedömd {light.bedömning}, ett ljus som inte finns i skalan «{scale.namn}»."
    return Fynd(light.post.at(*light.steps), message, f"Skalan har {known}.")


def _wrong_light(light: Light, scale: Skala, verdict: ScaleVerdict, case: LightCase) -> Fynd:
    right = [kind for kind in scale.klasser if kind.bedömning in verdict.lights]
    meanings = "; ".join(" – ".join(filter(None, (kind.bedömning.ord, kind.betyder))) for kind in right)
    hint = f"Rätt vore {neuter(*(kind.bedömning for kind in right))} enligt skalan «{scale.namn}»: {meanings}."
    message = f"«{light.namn}» är bedömd {light.bedömning}, men {verdict.reason}."
    return Fynd(light.post.at(*light.steps), message, hint + _other_way(light, scale, case))


def _other_way(light: Light, scale: Skala, case: LightCase) -> str:
    """The cure where low is good and nothing says so."""
    settled = case.direction or not case.target or case.target.tal is None or case.target.operator
    turned = None if settled else scale_verdict(scale, case._replace(direction="ner"))
    if turned and light.bedömning in turned.lights:
        return " Är lägre bättre? Skriv då riktning: ner."
    return ""


def goal_against_parts(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A goal's light follows from its indicators and units, by the rule that the report states for it.

    Where it states none, only the impossible is wrong: better than the best part, or worse than the worst.
    """
    for goal, scale in _goals(seen.rapport):
        parts = _alike(goal.bedömning, _graded(goal)) if goal.bedömning else []
        stated = _by_share(goal, scale) if goal.bedömning else None
        if goal.bedömning and (parts or stated):
            right = _between(parts) if stated is None else stated.lights
            yield OK if goal.bedömning in right else _goal_finding(goal, goal.bedömning, parts, stated)


def _by_share(goal: Nämndmål, scale: Skala | None) -> ScaleVerdict | None:
    """What the share of the parts with the best light gives, where the scale or the målnivå is such a share."""
    if goal.sammanvägning:
        return weighed(goal)
    parts = _list(goal)
    if None in parts or not _is_share(goal, scale):
        return None
    share = Decimal(100 * _best(parts)) / len(parts)
    if scale and "andel" in (scale.mäter or ""):
        verdict = scale_verdict(scale, LightCase(Mätvärde(share, "%"), goal.målnivå, goal.riktning))
        right = verdict and neuter(*sorted(verdict.lights, key=attrgetter("rang")))
        return verdict and verdict._replace(reason=f"det är {right} enligt skalan «{scale.namn}»")
    span = target_span(goal.målnivå, "upp") if goal.målnivå else None
    if span is None or not span.ends() or span.ends()[0].unit != "%":
        return None
    reached = span.contains(share)
    reason = f"målnivån {goal.målnivå} är {'' if reached else 'inte '}nådd"
    assert goal.bedömning, "only a goal that is judged is held against its parts"
    best, *others = goal.bedömning.skala()
    return ScaleVerdict(frozenset([best] if reached else others), reason)


def _between(parts: list[Bedömning]) -> frozenset[Bedömning]:
    """The lights from the best to the worst of some of one scale."""
    ranks = [part.rang for part in parts]
    return frozenset(parts[0].skala()[min(ranks) : max(ranks) + 1])


def _best(parts: list[Bedömning | None]) -> int:
    """How many have the best light of their scale."""
    return sum(part is not None and part.är_bäst for part in parts)


def _alike(light: Bedömning, others: Iterable[Bedömning | None]) -> list[Bedömning]:
    """Those of some lights that can be held against one: its own scale has them too."""
    scale = {own: own for own in light.skala()}
    return [scale[other] for other in others if other in scale]


def _goal_finding(goal: Nämndmål, light: Bedömning, parts: list[Bedömning], stated: ScaleVerdict | None) -> Fynd:
    place, name = goal.at("bedömning"), goal.namn.rstrip(".")
    right = neuter(*sorted(stated.lights if stated else _between(parts), key=attrgetter("rang")))
    hint = f"Rätt vore {right}, eller ett undantag som förklarar varför målet är bedömt så."
    if stated:
        message = f"«{name}» är bedömt {neuter(light)}, men {_told_share(goal)}, och {stated.reason}."
        return Fynd(place, message, hint)
    ranks = sorted(parts, key=attrgetter("rang"))
    better = light.rang < ranks[0].rang
    extreme, limit = ("bästa", ranks[0]) if better else ("sämsta", ranks[-1])
    counted = ", ".join(f"{parts.count(one)} {plural(one)}" for one in light.skala() if one in parts)
    message = f"«{name}» är bedömt {neuter(light)}, men det {extreme} som målet bedöms efter är {neuter(limit)}"
    return Fynd(place, f"{message} ({counted}).", hint)


def overview_against_goals(seen: Granskad) -> Iterator[Fynd | Looked]:
    """The overview says again what the goals say; with several goals in a målområde it lies between them."""
    goals: dict[str, list[Nämndmål]] = {}
    for part in seen.rapport.poster(Mål):
        graded = [goal for goal in part.nämndmål if goal.bedömning]
        if part.målområde and graded:
            goals.setdefault(part.målområde, []).extend(graded)
    for overview in seen.rapport.poster(Målöversikt):
        for area in overview.målområden:
            below = goals.get(area.målområde, [])
            if not area.bedömning or not below:
                continue
            alike = _alike(area.bedömning, (goal.bedömning for goal in below))
            if not alike:
                continue
            if area.bedömning in _between(alike):
                yield OK
            else:
                name = seen.rapport.register.målområde(area.målområde).kort
                yield _overview_finding(area.at("bedömning"), area.bedömning, name, below)


def _overview_finding(place: Place, light: Bedömning, area: str, goals: list[Nämndmål]) -> Fynd:
    text = " och ".join(
        f"«{goal.namn.rstrip('.')}» {neuter(goal.bedömning)} (rad {goal.at().line})" for goal in goals if goal.bedömning
    )
    message = f"Översikten har {neuter(light)} för {area}, men under målområdet är {text}."
    return Fynd(place, message, "Samma bedömning ska stå på båda ställena. Rätta den som är fel.")


def scale_gaps(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A scale gives every figure one light: no gap between the classes, and no overlap."""
    for scale in seen.skalor:
        for fault in scale_faults(scale):
            yield OK if fault is None else _scale_fault(scale, fault)
    for light in seen.ljus:
        verdict = scale_verdict(light.skala, light.case) if light.skala and light.case else None
        if verdict and verdict.hole and light.skala:
            message = f"Skalan «{light.skala.namn}» säger inte vilket ljus «{light.namn}» har: {verdict.reason}."
            yield Fynd(light.post.at(*light.steps), message, "Låt en av skalans klasser räkna in värdet.")


def _scale_fault(scale: Skala, fault: ScaleFault) -> Fynd:
    lower, upper = scale.klasser[fault.lower], scale.klasser[fault.upper]
    field = next((name for name in ("till", "under") if getattr(lower, name)), "")
    place = lower.at(field) if field else upper.at("från" if upper.från else "över")
    names = f"{lower.bedömning} och {upper.bedömning}"
    known = [end for end in (fault.end, fault.start) if end]
    if fault.overlap:
        ends = tuple(dict.fromkeys(str(end) for end in reversed(known)))
        where = f"mellan {ends[0]} och {ends[1]}" if len(ends) > 1 else f"vid {ends[0]}"
        message = f"Skalan «{scale.namn}»: {names} överlappar varandra {where}."
        return Fynd(
            place, message, "Låt den ena klassen sluta där den andra börjar: under i den ena, från i den andra."
        )
    high, low = known
    if high.value == low.value:
        message = f"Skalan «{scale.namn}» säger inte vilket ljus exakt {high} har: {names} räknar inte in värdet."
        return Fynd(place, message, "Skriv från i stället för över, eller till i stället för under, i den ena klassen.")
    middle = format_quantity(Storhet((high.value + low.value) / 2, high.unit))
    message = f"Skalan «{scale.namn}» har ett hål mellan {high} och {low}: {middle} är varken {lower.bedömning} eller"
    return Fynd(place, f"{message} {upper.bedömning}.", f"Skriv under: {low} i stället för {field}: {high}.")


def share_against_list(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A stated share of the best light is counted from the list that it speaks of."""
    for goal, scale in _goals(seen.rapport):
        stated, parts = scaled_figure(goal.utfall), _list(goal)
        if not parts or not stated or stated.unit != "%" or not _is_share(goal, scale):
            continue
        best, missing = _best(parts), parts.count(None)
        # Rounded or cut off, a share is less than one step of its last digit away; who has no light may be any.
        step = Decimal(1).scaleb(-decimals_of(stated.value))
        least, most = Decimal(100 * best) / len(parts), Decimal(100 * (best + missing)) / len(parts)
        if least - step < stated.value < most + step:
            yield OK
            continue
        hint = "Rätta utfallet, eller bedömningarna i listan."
        yield Fynd(goal.at("utfall"), f"Utfallet säger {goal.utfall}, men {_told_share(goal)}.", hint)


def same_measurement(seen: Granskad) -> Iterator[Fynd | Looked]:
    """One outcome held against one målnivå has one light, wherever the report tells it."""
    first: dict[tuple[str, ...], Nämndmål | Indikator] = {}
    for record in _measured(seen.rapport):
        if not record.bedömning:
            continue
        key = (type(record).__name__, record.id or record.namn, str(record.utfall), str(record.målnivå))
        other = first.setdefault(key, record)
        if other is record or other.bedömning == record.bedömning:
            yield OK
            continue
        where = f"på rad {other.at().line} i {other.at().file}"
        message = f"«{record.namn}» är bedömd {record.bedömning} här, men {other.bedömning} {where}."
        yield Fynd(record.at("bedömning"), message, "Samma mätning ska ha samma bedömning på båda ställena.")


def _measured(report: Rapport) -> Iterator[Nämndmål | Indikator]:
    for goal, _ in _goals(report):
        yield goal
        yield from goal.indikatorer


def _goals(report: Rapport) -> Iterator[tuple[Nämndmål, Skala | None]]:
    for part in report.poster(Mål):
        scale = report.register.skalor.get(part.skala) if part.skala else None
        yield from ((goal, scale) for goal in part.nämndmål)


def _graded(goal: Nämndmål) -> list[Bedömning]:
    """The lights that are set below a goal."""
    lights = (*(part.bedömning for part in goal.indikatorer), *(part.bedömning for part in goal.enheter))
    return [light for light in lights if light]


def _list(goal: Nämndmål) -> list[Bedömning | None]:
    """The lights that a share of the best counts: the units', else the indicators'; none if no light is set."""
    units, indicators = ([part.bedömning for part in goal.enheter], [part.bedömning for part in goal.indikatorer])
    return next((lights for lights in (units, indicators) if any(lights)), [])


def _is_share(goal: Nämndmål, scale: Skala | None) -> bool:
    """Whether the goal is measured by how many of its parts have the best light."""
    if is_share(goal) or (scale and "andel" in (scale.mäter or "")):
        return True
    texts = [str(text) for text in (goal.utfall, goal.målnivå, goal.mäts_med) if text]
    best = next((light.skala()[0] for light in _list(goal) if light), None)
    return any(_SHARE_OF_PARTS.search(text) or (best and best.ord.lower() in text.lower()) for text in texts)


def _told_share(goal: Nämndmål) -> str:
    parts = _list(goal)
    best = _best(parts)
    lit = next(light.skala()[0] for light in parts if light)
    kind = "enheter" if any(unit.bedömning for unit in goal.enheter) else "indikatorer"
    share = Decimal(100 * best) / len(parts)
    text = format_number(share, 0 if share == int(share) else 1)
    return f"{best} av {len(parts)} {kind} är {plural(lit)}, det vill säga {text}\N{NO-BREAK SPACE}%"


RULES: tuple[Rule, ...] = (
    Rule("M201", light_against_scale, Severity.FEL, "Bedömning som inte stämmer med utfallet"),
    Rule("M202", goal_against_parts, Severity.VARNING, "Mål som inte följer av sina indikatorer"),
    Rule("M203", overview_against_goals, Severity.FEL, "Översikt som inte stämmer med målen"),
    Rule("M204", series.month_series, Severity.VARNING, "Månadsserie med lucka, eller efter periodens slut"),
    Rule("M205", scale_gaps, Severity.VARNING, "Skala med hål eller överlapp"),
    Rule("M206", share_against_list, Severity.FEL, "Andel med bästa ljuset som inte stämmer med listan"),
    Rule("M207", series.mean, Severity.FEL, "Medelvärde som inte stämmer med raderna"),
    Rule("M208", same_measurement, Severity.VARNING, "Samma mätning med två bedömningar"),
    Rule("M209", series.outcome_against_unit, Severity.VARNING, "Utfall och målnivå i olika enheter"),
    Rule("M210", series.last_month, Severity.VARNING, "Sista månadens ljus är inte målets"),
    Rule("M211", series.best_but_late, Severity.RÅD, "Bästa ljuset bredvid ord om försening"),
    Rule(
        "M212", series.done_but_unfinished, Severity.VARNING, "Aktivitetens status och färdiggrad säger emot varandra"
    ),
    Rule("M213", series.total_in_span, Severity.FEL, "Total sjukfrånvaro utanför grupperna"),
    Rule("M214", series.share_of_time, Severity.FEL, "Sjukfrånvaro som inte är mellan 0 och 100 %"),
)
