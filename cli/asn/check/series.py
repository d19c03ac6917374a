"""M204, M207, M209–M214, P704, K907: measurements: their series, means, units and lights, and those of sick leave.

A mean lies between those that it is the mean of, and a share of time between nothing and all. Rounding keeps order, so
figures with the same number of decimals are held against each other as they stand.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from asn.check.intervals import ANSWER, ScaledFigure
from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.check.scales import case_of
from asn.figures import NBSP, Rounded, decimals_of, format_number, total
from asn.finding import Place, Severity, listed_words
from asn.light import Bedömning, neuter
from asn.model.avsnitt.mal import Indikator, Målaktivitet, Nämndmål
from asn.model.avsnitt.matris import AGES, MEASURES, SEXES, Matris, Mätrad, Sjukfrånvaro, Sjukrad
from asn.model.fields import MONTH_NUMBERS, MONTHS, Månad
from asn.model.report import Rapport
from asn.model.scalars import WHOLE

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MOST_PLACES = 9  # beyond these no figure can be printed exactly
_HINT = "Fyll i det som saknas, eller lämna det tomt och skriv varför i «saknas»."


def month_series(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A series over the year's months is whole up to the end of the period, and says nothing of what comes after.

    A hole can hide a bad month, and a month that hasn't been can't have been measured.
    """
    report = seen.rapport
    if report.tid.planerar:
        return
    for goal in report.poster(Nämndmål):
        if any(goal.månader.values()):
            yield from _goal_months(goal, report)
    for table in report.poster(Matris):
        for row in table.rader:
            if any(value is not None for value in row.värden.values()):
                yield from _row_months(table, row, report)


def _goal_months(goal: Nämndmål, report: Rapport) -> Iterator[Fynd | Looked]:
    last = report.månader[1]
    for month, light in goal.månader.items():
        if month.nummer > last:
            if light:
                yield _too_late(goal.at("månader", month.value), month.helt_namn, report)
        elif light:
            yield OK
    missing = [month.helt_namn for month in list(Månad)[:last] if not goal.månader.get(month)]
    if missing:
        message = f"Månadsserien saknar ljus för {listed_words(missing)}."
        hint = "Fyll i ljuset, eller skriv ett undantag som säger varför månaden inte är bedömd."
        yield Fynd(goal.key("månader"), message, hint)


def _row_months(table: Matris, row: Mätrad, report: Rapport) -> Iterator[Fynd | Looked]:
    missing = []
    for point in table.mätpunkter:
        late, value = _late(point.id, report), row.värden.get(point.id)
        if late is None:
            continue
        if value is not None and late:
            yield _too_late(row.at("värden", point.id), point.rubrik, report)
        elif value is not None:
            yield OK
        elif not late and point.id not in row.dolda():
            missing.append(point.rubrik)
    if missing and not row.saknas:
        yield Fynd(row.key("värden"), f"«{row.namn}» saknar värde för {listed_words(missing)}.", _HINT)


def _late(point: str, report: Rapport) -> bool | None:
    """Whether a measuring point lies after the period; None if it is no time, or a year that isn't over."""
    if point in MONTH_NUMBERS:
        return MONTH_NUMBERS[point] > report.månader[1]
    if not _YEAR.fullmatch(point) or (int(point) == report.år and not report.tid.helår):
        return None
    return int(point) > report.år


def _too_late(place: Place, point: str, report: Rapport) -> Fynd:
    end = f"{MONTHS[report.månader[1] - 1]} {report.år}"
    return Fynd(place, f"{point.capitalize()} ligger efter periodens slut, {end}.", "Ta bort värdet, eller flytta det.")


def mean(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A stated mean follows from the rows that it is the mean of, as far as their rounding allows."""
    for table in seen.rapport.poster(Matris):
        rows = [row for row in table.rader if not row.medelvärde]
        for row in (row for row in table.rader if row.medelvärde):
            for point, stated in row.värden.items():
                values = [value for other in rows if (value := other.värden.get(point)) is not None]
                if stated is not None and values:
                    yield _mean(table, row, point, stated, values)


def _mean(table: Matris, row: Mätrad, point: str, stated: Decimal, values: list[Decimal]) -> Fynd | Looked:
    # 4,5 among figures with two decimals is 4,50: a table keeps the same decimals throughout.
    numbers = (value for other in table.rader for value in other.värden.values() if value is not None)
    places = min(max(decimals_of(value) for value in numbers), _MOST_PLACES)
    added = total([Rounded.of(value, places) for value in values])
    # Multiplied rather than divided, so that nothing is lost at the edge of the rounding.
    if added.agrees(Rounded.of(stated, places).times(Decimal(len(values)))):
        return OK
    right = format_number(added.value / len(values), places)
    message = f"Medelvärdet är {format_number(stated)}, men summan av de {len(values)} raderna delad med {len(values)}"
    place = row.at("värden", point)
    return Fynd(place, f"{message} är {right}.", f"Skriv {right}, eller rätta raden som är fel.")


_DELAY = re.compile(
    r"\b(?:(?:kraftigt |mycket |något )?försen(?:ad|at|ade|as|ats|ing\w*)|(?:inte|ej) i fas|avstannat|avstannade"
    r"|stannat av|skjut(?:its|as|en|et) (?:upp|fram)|ligger efter|(?:inte|ej) (?:påbörjat|påbörjad|kommit i ?gång))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:inte|ej|aldrig|utan|ingen|inga|trots|tidigare|varit|var|risk(?:en|era\w*)? (?:för|att))\b[^.;,]{0,25}$",
    re.IGNORECASE,
)


def last_month(seen: Granskad) -> Iterator[Fynd | Looked]:
    """The light of the period's last month is the goal's own: the goal is judged as it stands when the period ends."""
    last = list(Månad)[seen.rapport.månader[1] - 1]
    for goal in seen.rapport.poster(Nämndmål):
        month = goal.månader.get(last)
        if month is None or goal.bedömning is None:
            continue
        if month == goal.bedömning:
            yield OK
            continue
        text = f"{last.helt_namn.capitalize()} är bedömd {month}, men målet är bedömt {neuter(goal.bedömning)}."
        yield Fynd(goal.at("månader", last.value), text, "Periodens sista månad och målet ska ha samma ljus.")


def best_but_late(seen: Granskad) -> Iterator[Fynd | Looked]:
    """The best light beside a comment that tells of delay: one of the two needs another look."""
    for light in seen.ljus:
        if not light.bedömning.är_bäst or not light.kommentar:
            continue
        match = next((one for one in _DELAY.finditer(light.kommentar) if not _is_denied(light.kommentar, one)), None)
        if match is None:
            yield OK
            continue
        place = light.post.within(("kommentar",), match.start(), match.end())
        text = f"«{light.namn.rstrip('.')}» är {light.bedömning}, men kommentaren säger «{' '.join(match[0].split())}»."
        yield Fynd(place, text, f"Ändra ljuset, eller säg i kommentaren varför det ändå är {neuter(light.bedömning)}.")


_DONE = re.compile(
    r"\b(?:avslutad|färdig|genomförd|klar|slutförd|utförd)[et]?\b|\b(?:slut|genom|ut)fört\b", re.IGNORECASE
)


def done_but_unfinished(seen: Granskad) -> Iterator[Fynd | Looked]:
    """An activity is done by its status and by its färdiggrad alike, where the best of the scale says that it's done.

    In a scale whose best is «enligt plan» half an activity may have the best light, so it is held against nothing.
    """
    for activity in seen.rapport.poster(Målaktivitet):
        status, done = activity.status, activity.färdiggrad
        if not status or not done or not _DONE.search(_best_class(seen, status)):
            continue
        if status.är_bäst == (done.tal == WHOLE):
            yield OK
            continue
        best, name = status.skala()[0], activity.namn.rstrip(".")
        message = f"«{name}» har status {status}, men färdiggraden är {done}."
        hint = f"Status {best} och färdiggraden 100\N{NO-BREAK SPACE}% hör ihop. Ändra den av dem som är fel."
        yield Fynd(activity.at("färdiggrad"), message, hint)


def _best_class(seen: Granskad, status: Bedömning) -> str:
    """What the best class of a light's scale is called, and what it is said to mean."""
    means = (klass.betyder for scale in seen.skalor for klass in scale.klasser if scale.visade == status.klasser)
    best = status.skala()[0]
    return " ".join(filter(None, (best.ord, next(means, None))))


def _is_denied(text: str, match: re.Match[str]) -> bool:
    """Whether the words before it say that it isn't so, or isn't so any more."""
    return bool(_DENIED.search(text[: match.start()].replace("\n", " ")))


_DIFFERENT = "Skriv utfallet och målnivån i samma enhet."


def outcome_against_unit(seen: Granskad) -> Iterator[Fynd | Looked]:
    """An outcome is told in its målnivå's unit: 82 beside 95 % leaves the light to be taken on trust."""
    report = seen.rapport
    measured: tuple[Nämndmål | Indikator, ...] = (*report.poster(Nämndmål), *report.poster(Indikator))
    for item in measured:
        case = case_of(report, item)
        value, span = case.value(), case.span()
        if value is None or span is None:
            continue
        other = next((end for end in span.ends() if not value.compares_with(end)), None)
        if other is None:
            yield OK
        else:
            message = f"«{item.namn}» har utfallet {item.utfall} och målnivån {case.target}: enheterna är olika."
            yield Fynd(item.at("utfall"), message, _cure(value, other))


def _cure(value: ScaledFigure, target: ScaledFigure) -> str:
    """The figure with the unit that it lacks, where that is all that differs."""
    if not value.unit and target.unit == "%":
        return f"Skriv utfallet i samma enhet som målnivån: {value}{NBSP}%."
    if not target.unit and value.unit == "%":
        return f"Skriv målnivån i samma enhet som utfallet: {target}{NBSP}%."
    if ANSWER in {value.unit, target.unit}:
        return "Skriv utfallet så som målnivån är skriven: ja eller nej, eller ett tal med enhet."
    return _DIFFERENT


_HALF = Decimal("0.5")
_GROUPS = ((SEXES, "kvinnornas och männens"), (AGES, "åldersgruppernas"))


def total_in_span(seen: Granskad) -> Iterator[Fynd | Looked]:
    """M213: all employees' sick leave lies between the least and the most of the groups that they are parted into."""
    for table in seen.rapport.poster(Sjukfrånvaro):
        rows: dict[str, Sjukrad] = {row.id: row for row in table.rader}
        total = rows.get("total")
        for ids, whose in _GROUPS:
            if total and rows.keys() >= set(ids):
                yield from _spans(table, total, [rows[id_] for id_ in ids], whose)


def _spans(table: Sjukfrånvaro, total: Sjukrad, groups: list[Sjukrad], whose: str) -> Iterator[Fynd | Looked]:
    for point in table.mätpunkter:
        stated = total.värden.get(point.id)
        values = [value for row in groups if (value := row.värden.get(point.id)) is not None]
        if stated is not None and len(values) == len(groups):
            yield _span(total, point.id, stated, values, whose)


def _span(total: Sjukrad, point: str, stated: Decimal, values: list[Decimal], whose: str) -> Fynd | Looked:
    places = {decimals_of(value) for value in (stated, *values)}
    slack = _HALF.scaleb(-min(places)) if len(places) > 1 else Decimal(0)
    low, high = min(values), max(values)
    if low - slack <= stated <= high + slack:
        return OK
    between = f"{format_number(low)}–{format_number(high)}"
    message = f"Totalen {point} är {format_number(stated)}, men {whose} sjukfrånvaro är {between}."
    return Fynd(total.at("värden", point), message, "Totalen ligger mellan grupperna. Rätta det värde som är fel.")


def share_of_time(seen: Granskad) -> Iterator[Fynd | Looked]:
    """M214: a share of the working time, or of the sick leave, is no less than nothing and no more than all."""
    for table in seen.rapport.poster(Sjukfrånvaro):
        for row in table.rader:
            for point, value in row.värden.items():
                if value is None or 0 <= value <= WHOLE:
                    yield OK
                    continue
                message = f"«{row.namn}» {point} är {format_number(value)}, som inte är mellan 0 och 100 %."
                yield Fynd(row.at("värden", point), message, "Skriv andelen i procent: 6,2.")


def small_group(seen: Granskad) -> Iterator[Fynd | Looked]:
    """P704: of a group of at most ten employees nothing is told, not even where the page hides it: git keeps it."""
    for table in seen.rapport.poster(Sjukfrånvaro):
        for row in table.rader:
            for point in row.få:
                if row.värden.get(point) is None:
                    yield OK
                    continue
                message = f"«{row.namn}» har ett värde för {point}, där gruppen har högst tio anställda."
                yield Fynd(row.at("värden", point), message, "Ta bort värdet, eller mätpunkten ur «få».")


def all_measures(seen: Granskad) -> Iterator[Fynd | Looked]:
    """K907: the seven belong together; one that is left out is a question to the reader."""
    for table in seen.rapport.poster(Sjukfrånvaro):
        rows = {row.id for row in table.rader}
        missing = [id_ for id_ in MEASURES if id_ not in rows]
        if not missing or table.saknas:
            yield OK
            continue
        named = ", ".join(missing)
        hint = "Lägg till dem, eller skriv i «saknas» varför de inte är med."
        yield Fynd(table.key("rader"), f"Sjukfrånvaron saknar {named}.", hint)


RULES: tuple[Rule, ...] = (Rule("K907", all_measures, Severity.FEL, "Mått på sjukfrånvaron saknas", Severity.VARNING),)
