"""S016: a heading, an id or a column that names a year agrees with the others that name it, and with what it holds."""

import re
from collections.abc import Iterator

from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.finding import Place
from asn.model.avsnitt.belopp import Räknekolumn, Räknetabell, Tabellrad, Ändring
from asn.model.avsnitt.matris import Matris, Mätpunkt, Mätrad
from asn.model.fields import MONTH_NUMBERS
from asn.model.record import Post

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
    spans = {year for found in _SPAN.finditer(text) for year in range(int(found[1]), int(found[2]) + 1)}
    return spans | {int(found[0]) for found in _YEAR.finditer(text)}


def _id_and_heading(post: Mätpunkt | Mätrad | Räknekolumn | Tabellrad | Ändring) -> Iterator[Fynd | Looked]:
    field = "rubrik" if isinstance(post, (Mätpunkt, Räknekolumn)) else "namn"
    heading: str = getattr(post, field)
    own, told = years(post.id), years(heading)
    if own and told:
        yield OK if own & told else _differ(post.at(field), heading, f"id är {post.id}", own)


def _column(column: Räknekolumn, year: int, *, planned: bool) -> Iterator[Fynd | Looked]:
    told = years(column.rubrik)
    place = column.at("rubrik")
    if column.mot and told:
        against = years(column.mot)
        agrees = bool(told & against) or column.roll == "förändring"
        yield OK if agrees else _differ(place, column.rubrik, f"kolumnen hämtas ur {column.mot}", against)
    elif told and "föregående_år" in column.id:
        yield OK if year - 1 in told else _differ(place, column.rubrik, f"id är {column.id}", {year - 1})
    if told and min(told) > year and not planned and (column.roll == "utfall" or _BEEN.search(column.rubrik)):
        yield Fynd(place, f"«{column.rubrik}» är ett år som inte har varit: rapporten gäller {year}.", f"Menas {year}?")


def _titles(table: Matris, known: set[int]) -> Iterator[Fynd | Looked]:
    """The title of a chart, and the table's own, speak of years that the table has."""
    for field in ("linjediagram", "tabellrubrik"):
        told = years(getattr(table, field) or "") if known else set()
        if told:
            others = told - known
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
        told = years(chart.titel)
        drawn = [column.rubrik for column in table.kolumner if column.id in chart.kolumner]
        known = {year} | {one for heading in (*drawn, table.tabellrubrik) for one in years(heading)}
        if told:
            yield (
                OK if told <= known else _differ(chart.at("titel"), chart.titel, "diagrammet visar ett annat år", known)
            )


def _differ(place: Place, heading: str, why: str, right: set[int]) -> Fynd:
    told = ", ".join(str(year) for year in sorted(right))
    return Fynd(
        place, f"«{heading}» nämner ett annat år: {why}.", f"Menas {told}? Siffrorna ska stå under sitt eget år."
    )
