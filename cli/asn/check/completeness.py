"""K9xx: what a report must have before it is adopted; in a draft the same is the list of what is left to do.

A section's ``saknas`` says once why something in it is empty, and is a reason for all of it.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from asn.check.rule import OK, Fynd, Granskad, Looked, Rule, short_name
from asn.check.scales import record_name
from asn.finding import Place, Severity, listed_words
from asn.light import Bedömning
from asn.model.avsnitt.belopp import Beloppsposter, Brygga, Räknetabell
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Indikator, Mål, Nämndmål
from asn.model.avsnitt.matris import Matris
from asn.model.avsnitt.tabellgrund import ROLES_WITHOUT_LIGHT, Tabellavsnitt
from asn.model.avsnitt.text import Nyckeltalslista, Textavsnitt
from asn.model.avsnitt.uppfoljning import Risker
from asn.model.grid import Grid, GridColumn, GridRow
from asn.model.rapportslag import Planerat
from asn.model.record import Post, light_fields
from asn.model.report import Rapport

_PROSE = ("inledning", "text")
_MANDATORY = {"utfall", "budget", "prognos"}
_EXCUSE = "eller skriv i «saknas» varför det är tomt"


def empty_fields(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A text, a list or an amount that the reader waits for is there, or ``saknas`` says why it isn't.

    What a scale wants commented is another rule's (U401), and so are holes in a series of measurements (M204).
    """
    for part in seen.rapport.alla_avsnitt():
        if part.saknas:
            continue
        yield from _texts(part)
        yield from _lists(part)
        yield from _of_kind(part)


def _of_kind(part: Avsnitt) -> Iterator[Fynd | Looked]:
    match part:
        case Räknetabell():
            yield from _amounts(part.grid)
        case Beloppsposter():
            yield from _headed_amounts(part)
        case Brygga():
            for step in part.steps():
                has_amount = step.belopp is not None
                yield (
                    OK if has_amount else Fynd(step.at("belopp"), f"{step.namn} har inget belopp.", "Fyll i beloppet.")
                )
        case Matris():
            yield from _measurements(part)
        case Risker():
            yield from _measures(part)
        case Nyckeltalslista():
            for item in part.nyckeltal:
                has_amount = item.värde is not None
                yield (
                    OK
                    if has_amount
                    else Fynd(item.at("värde"), f"«{item.namn}» har inget värde.", f"Fyll i, {_EXCUSE}.")
                )


def _texts(part: Avsnitt) -> Iterator[Fynd | Looked]:
    """A key that stands without its text is a blank to fill; so is a section that holds nothing at all."""
    for name in _PROSE:
        if name not in part.model_fields_set:
            continue
        if getattr(part, name):
            yield OK
        else:
            yield Fynd(part.key(name), f"{_called(part)} har ingen {name}.", "Skriv den, eller ta bort raden.")
    if isinstance(part, Textavsnitt) and not part.model_fields_set & {"text", "inledning", "underavsnitt", "anvisning"}:
        yield Fynd(part.at(), f"{_called(part)} är tomt.", f"Skriv «text», {_EXCUSE}.")


def _lists(part: Avsnitt) -> Iterator[Fynd | Looked]:
    """The lists that a kind of section can't be without: its events, rows, goals, questions and so on."""
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if field.is_required() and isinstance(value, tuple):
            message = f"{_called(part)} har inget under «{name}»."
            yield OK if value else Fynd(part.key(name), message, f"Fyll i, {_EXCUSE}.")


def _amounts(cells: Grid) -> Iterator[Fynd | Looked]:
    rows = [row for row in cells.rader if row.roll in {"verksamhet", "varav", "fotnot"}]
    stated = {
        row.id: {c.id for c in cells.kolumner if c.id in row.ord or cells.rounded(row.id, c.id) is not None}
        for row in rows
    }
    for row in rows:
        if not stated[row.id] and not row.bedömningar and not row.saknas:
            yield _empty_row(row)
    whole = [row for row in rows if row.roll == "verksamhet" and stated[row.id]]
    for column in cells.kolumner:
        lacking = [row for row in whole if column.id not in stated[row.id]]
        # A column that most rows lack, as a change that is told for the board alone, isn't told row by row.
        if _is_blank(cells, column) and whole:
            yield Fynd(column.at("rubrik"), f"Kolumnen «{column.full_heading}» är tom.", f"Fyll i den, {_EXCUSE}.")
        elif column.roll in _MANDATORY and 2 * len(lacking) < len(whole):
            yield from (_empty_cell(row, column) if row in lacking else OK for row in whole)


def _is_blank(cells: Grid, column: GridColumn) -> bool:
    """Whether nobody has written anything in a column of figures of a general table; one may be computed alone."""
    rows = [row for row in cells.rader if row.fält == "celler"]
    blank = all(column.id not in row.ord and cells.rounded(row.id, column.id) is None for row in rows)
    return column.is_figure and bool(rows) and blank


def _empty_row(row: GridRow) -> Fynd:
    if row.fält == "belopp":
        return Fynd(row.at(row.fält), f"{row.namn} har inga belopp.", f"Fyll i beloppen, {_EXCUSE}.")
    return Fynd(row.at(row.fält), f"{row.namn} har inga celler.", f"Fyll i dem, skriv – där inget finns, {_EXCUSE}.")


def _empty_cell(row: GridRow, column: GridColumn) -> Fynd:
    message = f"{row.namn}: «{column.full_heading}» är tom, men de flesta andra rader har ett belopp."
    return Fynd(row.place(column.id), message, "Fyll i beloppet; är det inget, skriv 0.")


def _headed_amounts(part: Beloppsposter) -> Iterator[Fynd | Looked]:
    for item in part.poster:
        if item.belopp is None and not item.källa:
            hint = "Skriv cellen som beloppet hämtas ur i «källa», eller beloppet i «belopp»."
            yield Fynd(item.at("namn"), f"«{item.namn}» har inget belopp.", hint)
        else:
            yield OK


def _measurements(part: Matris) -> Iterator[Fynd | Looked]:
    for row in part.rader:
        if row.saknas or row.dolda() or any(value is not None for value in row.värden.values()):
            yield OK
        else:
            yield Fynd(row.key("värden"), f"«{row.namn}» har inga värden.", f"Fyll i dem, {_EXCUSE}.")


def _measures(part: Risker) -> Iterator[Fynd | Looked]:
    """A risk without measures, where the table's others have some."""
    if not any(risk.åtgärder for risk in part.risker):
        return
    for risk in part.risker:
        if risk.åtgärder or risk.avslutad:
            yield OK
        else:
            yield Fynd(risk.at("åtgärder"), f"Risken «{risk.namn}» har inga åtgärder.", "Skriv minst en åtgärd.")


def _called(part: Avsnitt) -> str:
    return f"Avsnittet «{part.rubrik}»" if part.rubrik else "Avsnittet"


_LIGHT = "Sätt ett av skalans ljus, eller skriv i avsnittets «saknas» varför det är tomt."
_ROW_LIGHT = "Sätt ett av skalans ljus, eller skriv i radens «saknas» varför det är tomt."
_PLANNED = "Sätt ett av skalans ljus. Bedömer planen inget: skriv utelämnar: [bedömning] på slaget i rapportslag.yaml."
_LIT_BLIND = "Fyll i utfall, eller ta bort bedömningen och skriv varför i kommentar."


def missing_section(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A section that the report's kind, or the report itself, says is mandatory."""
    return (said for _, said in planned(seen.rapport))


def planned(report: Rapport) -> Iterator[tuple[Planerat, Fynd | Looked]]:
    """The sections that the report is to have, and what is said of each."""
    there = {PurePosixPath(section.file()).name for section in report.avsnitt}
    for plan in report.blad.avsnitt or report.slag.avsnitt:
        if plan.obligatoriskt and plan.fil not in there:
            hint = f"Skapa filen content/{report.namn}/{plan.fil}."
            yield plan, Fynd(report.blad.at(), f"Avsnittet «{plan.rubrik}» ({plan.fil}) saknas.", hint)
        else:
            yield plan, OK


def missing_outcome(seen: Granskad) -> Iterator[Fynd | Looked]:
    """An indicator, or a goal with a målnivå of its own, tells its outcome or why there is none.

    A light is a statement about the outcome: without one a reader can't test it, whatever the comment says.
    """
    if "utfall" in seen.rapport.slag.utelämnar:
        return
    goals = (goal for part in _unexcused(seen.rapport) if isinstance(part, Mål) for goal in part.nämndmål)
    for goal in goals:
        if goal.målnivå and not goal.indikatorer:
            yield _own_outcome(goal)
        for item in goal.indikatorer:
            yield _outcome(item)


def _outcome(item: Indikator) -> Fynd | Looked:
    if item.utfall or item.delresultat:
        return OK
    if item.bedömning:
        message = f"«{short_name(item.namn)}» är bedömd {item.bedömning} men saknar utfall."
        return Fynd(item.at("bedömning"), message, _LIT_BLIND)
    if item.mäts or item.kommentar or item.beslut:
        return OK
    hint = "Fyll i dem, eller skriv i «mäts» när indikatorn mäts."
    return Fynd(item.at("utfall"), f"«{short_name(item.namn)}» saknar utfall och bedömning.", hint)


def _own_outcome(goal: Nämndmål) -> Fynd | Looked:
    if goal.utfall or goal.kommentar or goal.beslut:
        return OK
    message = f"«{short_name(goal.namn)}» har målnivån {goal.målnivå} men saknar utfall."
    return Fynd(goal.at("utfall"), message, "Fyll i utfall, eller skriv varför i kommentaren.")


def missing_light(seen: Granskad) -> Iterator[Fynd | Looked]:
    """What is followed up with lights has one: a blank among lights reads as «no trouble».

    What isn't measured now (``mäts``) or hasn't been yet (months to come in the årshjul) needs none.
    """
    if "bedömning" in seen.rapport.slag.utelämnar:
        return
    for result in _missing_lights(seen.rapport):
        planned_only = seen.rapport.tid.planerar and isinstance(result, Fynd) and result.hint == _LIGHT
        yield result._replace(hint=_PLANNED) if planned_only and isinstance(result, Fynd) else result


def _missing_lights(report: Rapport) -> Iterator[Fynd | Looked]:
    for part in _unexcused(report):
        if isinstance(part, Mål):
            for goal in part.nämndmål:
                yield from _goal_lights(goal, report)
        elif isinstance(part, Tabellavsnitt):
            yield from _measured_lights(part.grid)
        else:
            for item in part.följs_upp(report.månader[1]):
                for field in light_fields(type(item)):
                    yield _lit(item, field, getattr(item, field), record_name(item, report))


def undated(seen: Granskad) -> Iterator[Fynd | Looked]:
    """An adopted report says when, in which matter and under which paragraph: that is how its decision is found."""
    report, sheet = seen.rapport, seen.rapport.blad
    if report.utkast:
        return
    fields = {"datum": report.datum, "diarienummer": sheet.diarienummer, "paragraf": report.beslut or sheet.paragraf}
    missing = [name for name, value in fields.items() if not value]
    if not missing:
        yield OK
        return
    named = listed_words(missing)
    hint = f"Fyll i {named}, eller skriv ett undantag med orsaken."
    yield Fynd(sheet.at("tillstånd"), f"Rapporten är fastställd men saknar {named}.", hint)


def _unexcused(report: Rapport) -> Iterator[Avsnitt]:
    return (part for part in report.alla_avsnitt() if not part.saknas)


def _goal_lights(goal: Nämndmål, report: Rapport) -> Iterator[Fynd | Looked]:
    measured = [item for item in goal.indikatorer if not item.mäts]
    if goal.bedömning or measured or not goal.indikatorer:
        yield OK if goal.beslut else _lit(goal, "bedömning", goal.bedömning, goal.namn)
    for item in goal.indikatorer:
        if (item.utfall or item.delresultat) and not item.beslut:  # K902 asks for what hasn't been measured
            yield _lit(item, "bedömning", item.bedömning, item.namn)
    started = any(one.status or one.färdiggrad for one in goal.aktiviteter)
    for activity in goal.aktiviteter:
        if started or "status" in activity.model_fields_set:
            yield _lit(activity, "status", activity.status, activity.namn)
    if goal.från_enheter and not goal.enheter:
        message = f"Ingen enhet har lämnat något resultat för «{short_name(goal.namn)}»."
        yield Fynd(goal.at("från_enheter"), message, "Skriv målet i enheternas filer, i mappen enheter.")
    for result in goal.enheter:
        yield _lit(result, "bedömning", result.bedömning, report.register.enhet(result.enhet).namn)
    if "månader" in goal.model_fields_set and not any(goal.månader.values()):
        yield Fynd(goal.key("månader"), "Månadernas bedömning saknas.", "Fyll i ljuset för varje månad i perioden.")


def _measured_lights(table: Grid) -> Iterator[Fynd | Looked]:
    """Where some rows of a column have a light, those that have a figure there have one too; in one of lights, all."""
    rows = [row for row in table.rader if not row.medelvärde and row.roll not in ROLES_WITHOUT_LIGHT and not row.saknas]
    lit = {column for row in rows for column in row.bedömningar}
    for row in rows:
        for column in table.kolumner:
            of_lights = column.slag == "ljus" and column.id not in row.ord
            if of_lights or (column.id in lit and column.id in row.tal):
                field = "bedömningar" if "bedömningar" in row.post.model_fields_set else row.fält
                light = row.bedömningar.get(column.id)
                yield (
                    OK if light else _unlit(row.at(field, column.id), f"{row.namn}, {column.full_heading}", _ROW_LIGHT)
                )


def _lit(item: Post, field: str, light: Bedömning | None, name: str) -> Fynd | Looked:
    return OK if light else _unlit(item.at(field), name)


def _unlit(place: Place, name: str, hint: str = _LIGHT) -> Fynd:
    return Fynd(place, f"«{short_name(name)}» saknar bedömning.", hint)


def contradicted(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A report has one state and one decision: two that differ leave the reader to guess."""
    sheet = seen.rapport.blad
    decision = sheet.fastställd
    if decision is None:
        return
    if seen.rapport.utkast:
        message = f"Rapporten är utkast, men fastställdes {decision.datum.isoformat()}, {decision.paragraf}."
        yield Fynd(sheet.at("tillstånd"), message, "Skriv tillstånd: fastställd, eller ta bort fastställd.")
    elif sheet.paragraf and sheet.paragraf != decision.paragraf:
        message = f"Paragrafen är {sheet.paragraf} här, men {decision.paragraf} under fastställd."
        yield Fynd(sheet.at("paragraf"), message, "Ta bort den här raden; beslutet står under fastställd.")
    else:
        yield OK


RULES: tuple[Rule, ...] = (
    Rule("K901", missing_section, Severity.FEL, "Obligatoriskt avsnitt saknas", Severity.VARNING),
    Rule("K902", missing_outcome, Severity.FEL, "Utfall saknas", Severity.VARNING),
    Rule("K903", missing_light, Severity.FEL, "Bedömning saknas", Severity.VARNING),
    Rule("K904", empty_fields, Severity.FEL, "Det som ska fyllas i är tomt", Severity.VARNING),
    Rule("K905", undated, Severity.RÅD, "Fastställd rapport utan datum, diarienummer eller paragraf"),
    Rule("K906", contradicted, Severity.FEL, "Tillstånd och beslut som inte går ihop"),
)
