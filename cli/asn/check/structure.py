"""S0xx that need a whole report: expressions that give nothing, Markdown that isn't safe, and years that differ."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from asn.binding import expressions, unbound
from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.finding import KeyPath, Place, Severity
from asn.model.avsnitt.belopp import Räknekolumn, Räknetabell, Tabellrad, Ändring
from asn.model.avsnitt.matris import Matris, Mätpunkt, Mätrad
from asn.model.fields import MONTH_NUMBERS
from asn.model.record import Post, Värde

_RUN = re.compile(r"\{+|\}+")
_PAIR = 2  # braces on each side of an expression
_LONGEST = 200  # characters between the braces, more than any expression has
_NAME = r"[a-zåäö_][a-zåäö0-9_]*(?:\.[a-zåäö0-9_]+)*"
_EXPRESSION = re.compile(
    rf"[\s(-]*{_NAME}[\s)]*(?:[-+*/][\s(-]*(?:{_NAME}|[0-9]+)[\s)]*|\|\s*{_NAME}(?:\([^(){{}}]*\))?[\s)]*)*"
)
_EXAMPLE = "Ett uttryck har två klamrar på var sida: {{ sjukfrånvaro | procent }}."


class Unpaired(NamedTuple):
    """Braces that give no expression: where they stand in the text, and the cure in Swedish."""

    start: int
    end: int
    cure: str


def unpaired(text: str) -> Iterator[Unpaired]:
    """Every place in a text where braces are too few, too many or alone, around what looks like an expression.

    Two braces that are alone were always meant for an expression; one brace only where a name stands in it.
    """
    if "{" not in text and "}" not in text:
        return
    runs = [None, *_RUN.finditer(text), None]
    for before, after in pairwise(runs):
        opening = before if before and before[0][0] == "{" else None
        closing = after if after and after[0][0] == "}" else None
        fault = _between(text, opening, closing) if opening and closing else _alone(opening or closing)
        if fault:
            yield fault


def _between(text: str, opening: re.Match[str], closing: re.Match[str]) -> Unpaired | None:
    if len(opening[0]) == len(closing[0]) == _PAIR:
        return None
    inner = text[opening.end() : closing.start()]
    if len(inner) <= _LONGEST and _EXPRESSION.fullmatch(inner):
        meant = "{{ " + inner.strip() + " }}"
        return Unpaired(opening.start(), closing.end(), f"Ett uttryck har två klamrar på var sida: {meant}.")
    return _alone(opening) or _alone(closing)


def _alone(run: re.Match[str] | None) -> Unpaired | None:
    return Unpaired(run.start(), run.end(), _EXAMPLE) if run and len(run[0]) >= _PAIR else None


_UNSAFE: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"<(?!(?:https://|mailto:|tel:)[^\s<>]*>)[A-Za-z/!?][^>\n]*>?"),
        "HTML",
        "Skriv i Markdown: **fet**, *kursiv*, - punkt. Tecknet < skrivs \\<.",
    ),
    (
        re.compile(r"^ {0,3}#{1,6}(?=\s)", re.MULTILINE),
        "en rubrik",
        "Gör ett underavsnitt med rubrik i stället.",
    ),
    (
        re.compile(r"!\[(?!\^)(?:[^\[\]]*\](?:[(\[][^()\[\]]*[)\]]?)?)?"),
        "en bild",
        "Lägg den under bilder i avsnittet: fil, alt och bildtext.",
    ),
    (
        re.compile(r"\]\((?!https://|mailto:|tel:|#)[^()]*[()]"),
        "en länk som inte går till https, mailto, tel eller en rubrik",
        "Skriv hela adressen: https://…",
    ),
    (re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE), "ett kodblock", "Ta bort raden."),
)


_SIGN = re.compile(r"[<#!\]`~]")  # nothing unsafe is without one of these, and few texts have any


def unsafe_markdown(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Prose may hold text, lists, emphasis and links; anything else could break the outline, the tags or the page."""
    for passage in seen.texter:
        has_fault = False
        for pattern, what, hint in _UNSAFE if _SIGN.search(passage.text) else ():
            for hit in pattern.finditer(passage.text):
                has_fault = True
                yield Fynd(passage.place(*hit.span()), f"Texten innehåller {what}.", hint)
        if not has_fault:
            yield OK


def failing_expression(seen: Granskad) -> Iterator[Fynd | Looked]:
    """An expression that names nothing would leave a hole in a sentence, and one without its braces be printed raw."""
    names = seen.namn
    for section in (*seen.rapport.avsnitt, seen.rapport.blad):
        braced = [
            (record, steps, text)
            for record in section.below()
            for steps, text in record.texts()
            if "{" in text or "}" in text
        ]
        raw = {fynd.place: fynd for record, steps, text in braced for fynd in _raw(record, steps, text)}
        yield from raw.values()
        yield from (OK for _, _, text in braced for _ in expressions(text))
        begun = {(place.line, place.column) for place in raw}
        for finding in unbound(section, names):
            # A brace too few can make all up to the next expression one: that is told of once.
            if (finding.place.line, finding.place.column) not in begun:
                yield Fynd(finding.place, finding.message, finding.suggestion)


def _raw(record: Värde, steps: KeyPath, text: str) -> Iterator[Fynd]:
    for fault in unpaired(text):
        place = record.within(steps, fault.start, fault.end)
        yield Fynd(place, f"Klamrarna i «{text[fault.start : fault.end]}» är inte i par.", fault.cure)


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SPAN = re.compile(r"((?:19|20)\d{2})\s*[\u2013-]\s*((?:19|20)\d{2})")
_BEEN = re.compile(r"\b(?:utfall|bokslut)\w*", re.IGNORECASE)
_NAMED = (Mätpunkt, Mätrad, Räknekolumn, Tabellrad, Ändring)


def agreeing_years(seen: Granskad) -> Iterator[Fynd | Looked]:
    """What names one thing names one year: the id and the heading, a heading and the report that it is compared with.

    A table of years moves a year at a time, and what was left behind puts one year's figures under another's name.
    """
    for post in seen.rapport.poster(Post):
        if isinstance(post, _NAMED):
            yield from _id_and_heading(post)
        if isinstance(post, Räknekolumn):
            yield from _column(post, seen.rapport.år, planned=seen.rapport.tid.planerar)
        elif isinstance(post, Matris):
            points = {year for point in post.mätpunkter for year in years(point.id)}
            monthly = all(point.id in MONTH_NUMBERS for point in post.mätpunkter)
            yield from _titles(post, points or ({seen.rapport.år} if monthly else set()))
        elif isinstance(post, Räknetabell):
            yield from _charts(post, seen.rapport.år)
            yield from _headings(post)


def years(text: str) -> set[int]:
    """The years that a text names, with those that a span holds."""
    spans = {year for match in _SPAN.finditer(text) for year in range(int(match[1]), int(match[2]) + 1)}
    return spans | {int(match[0]) for match in _YEAR.finditer(text)}


def _id_and_heading(post: Mätpunkt | Mätrad | Räknekolumn | Tabellrad | Ändring) -> Iterator[Fynd | Looked]:
    field = "rubrik" if isinstance(post, (Mätpunkt, Räknekolumn)) else "namn"
    heading: str = getattr(post, field)
    own, named = years(post.id), years(heading)
    if own and named:
        yield OK if own & named else _differ(post.at(field), heading, f"id är {post.id}", own)


def _column(column: Räknekolumn, year: int, *, planned: bool) -> Iterator[Fynd | Looked]:
    named = years(column.rubrik)
    place = column.at("rubrik")
    if column.mot and named:
        against = years(column.mot)
        agrees = bool(named & against) or column.roll == "förändring"
        yield OK if agrees else _differ(place, column.rubrik, f"kolumnen hämtas ur {column.mot}", against)
    elif named and "föregående_år" in column.id:
        yield OK if year - 1 in named else _differ(place, column.rubrik, f"id är {column.id}", {year - 1})
    if named and min(named) > year and not planned and (column.roll == "utfall" or _BEEN.search(column.rubrik)):
        yield Fynd(place, f"«{column.rubrik}» är ett år som inte har varit: rapporten gäller {year}.", f"Menas {year}?")


def _titles(table: Matris, known: set[int]) -> Iterator[Fynd | Looked]:
    """The title of a chart, and the table's own, speak of years that the table has."""
    for field in ("linjediagram", "tabellrubrik"):
        named = years(getattr(table, field) or "") if known else set()
        if named:
            others = named - known
            yield _differ(table.at(field), getattr(table, field), "tabellen saknar det året", known) if others else OK


def _headings(table: Räknetabell) -> Iterator[Fynd | Looked]:
    """The heading of a section and that of its table name the same year."""
    above, own = years(table.rubrik or ""), years(table.tabellrubrik or "")
    if len(above) == len(own) == 1:
        heading = table.tabellrubrik or ""
        yield OK if above == own else _differ(table.at("tabellrubrik"), heading, f"avsnittet är {table.rubrik}", above)


def _charts(table: Räknetabell, year: int) -> Iterator[Fynd | Looked]:
    """The title of a chart speaks of the report's year, or of one that a column of it names."""
    for chart in table.diagram_av:
        named = years(chart.titel or "")
        drawn = [column.rubrik for column in table.kolumner if column.id in chart.kolumner]
        known = {year} | {one for heading in (*drawn, table.tabellrubrik) for one in years(heading)}
        if named:
            yield (
                OK
                if named <= known
                else _differ(chart.at("titel"), chart.titel or "", "diagrammet visar ett annat år", known)
            )


def _differ(place: Place, heading: str, why: str, right: set[int]) -> Fynd:
    text = ", ".join(str(year) for year in sorted(right))
    return Fynd(
        place, f"«{heading}» nämner ett annat år: {why}.", f"Menas {text}? Siffrorna ska stå under sitt eget år."
    )


RULES: tuple[Rule, ...] = (
    Rule("S011", unsafe_markdown, Severity.FEL, "Text som inte är säker Markdown"),
    Rule("S013", failing_expression, Severity.FEL, "Uttryck som inte ger något", Severity.VARNING),
    Rule("S016", agreeing_years, Severity.FEL, "Rubrik, id eller kolumn med ett annat år än det som står där"),
)
