"""A8xx: what the model leaves to the editor of accessibility; the rest is so by construction.

A report must be accessible (lag 2018:1937 om tillgänglighet till digital offentlig service; EN 301 549, WCAG 2.1 AA).
Every picture is told in words or said to be decoration (A807), every chart stands beside the table that it is drawn
from and is described from its figures, and every table has one heading row with a heading in each column.
Colours are looked at in the project's own style sheets (:mod:`asn.check.contrast`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.finding import Place, Severity
from asn.model.avsnitt.belopp import Räknetabell
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.matris import Matris
from asn.model.avsnitt.plan import Målplan
from asn.model.avsnitt.tabelldiagram import Tabelldiagram, drawn_rows
from asn.model.avsnitt.text import Bild, Dokumentlista, Frågor
from asn.model.avsnitt.uppfoljning import Årshjul
from asn.model.grid import Grid, GridColumn

_CHAPTER = 2  # a chapter is h2: the report's title is the only h1
_DEEPEST = 6  # h6
_NOTHING = re.compile(
    r"(?:bild|figur|diagram|graf|chart|image|stapeldiagram|linjediagram|tabell)?\s*(?:nr)?\s*\d*\W*"
    r"|\S+\.(?:png|jpe?g|gif|svg|webp|xlsx?|pdf)",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?<!!)\[(?!\^)([^\[\]\n]*)\]\(([^)\s\[]*)\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*", re.IGNORECASE)
_EMPTY_WORDS = frozenset(
    (
        *(
            "här",
            "hit",
            "länk",
            "länken",
            "denna länk",
            "den här länken",
            "mer",
            "läs mer",
            "läs mer här",
            "läs vidare",
        ),
        *("se här", "klicka", "klicka här", "tryck här", "mer information", "mer info", "information", "info"),
        *("sidan", "webbplatsen", "webbsidan", "dokumentet", "filen", "pdf", "ladda ner", "hämta", "fortsätt", "där"),
    )
)
_PIPE_TABLE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)


def picture_alt(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A picture says in words what it shows, or that it is decoration: a screen reader has nothing else to tell.

    WCAG 1.1.1.
    """
    for picture in seen.rapport.poster(Bild):
        words = (picture.alt or "").strip()
        if words and picture.dekorativ:
            hint = "Ta bort alt om bilden bara är till pynt, annars dekorativ."
            yield Fynd(picture.at("dekorativ"), "Bilden sägs vara dekorativ, men har en beskrivning.", hint)
        elif not words and not picture.dekorativ:
            hint = "Skriv alt: vad bilden visar. Är den bara till pynt: dekorativ: ja."
            yield Fynd(picture.at("fil"), f"Bilden {picture.fil} saknar beskrivning för den som inte ser den.", hint)
        elif words and _NOTHING.fullmatch(words):
            hint = "Skriv det som en seende läsare får ut av bilden."
            yield Fynd(picture.at("alt"), f"Beskrivningen «{words}» säger inte vad bilden visar.", hint)
        else:
            yield OK


def chart_title(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A chart's title says what it shows: it is what a screen reader tells before the description.

    WCAG 1.1.1. The description itself is computed from the figures.
    """
    for place, title in _charts(seen):
        if _NOTHING.fullmatch(title.strip()):
            hint = "Skriv vad diagrammet visar och för vilken tid: Avvikelse mot budget per verksamhet 2023."
            yield Fynd(place, f"Diagrammets titel «{title}» säger inte vad det visar.", hint)
        else:
            yield OK


def _charts(seen: Granskad) -> Iterator[tuple[Place, str]]:
    for part in seen.rapport.alla_avsnitt():
        if isinstance(part, Räknetabell):
            yield from ((chart.at("titel"), chart.titel) for chart in part.diagram_av if chart.titel)
        elif isinstance(part, Matris) and part.linjediagram:
            yield part.at("linjediagram"), part.linjediagram


def chart_figures(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A chart has figures, and so its table has: the two are drawn from the same cells.

    WCAG 1.1.1. Rows without any amount are another rule's (K904); here the chart's own columns are empty.
    """
    for part in seen.rapport.poster(Räknetabell):
        for chart in part.diagram_av:
            empty = _empty_columns(part.grid, chart)
            if chart.kolumner and not empty:
                yield OK
                continue
            why = f"{' och '.join(empty)} är tom för alla verksamheter" if empty else "det saknar kolumner"
            hint = "Välj kolumner som har belopp, eller ta bort diagrammet."
            yield Fynd(
                chart.at("kolumner"), f"Diagrammet «{chart.titel or part.tabellrubrik}» har inga siffror: {why}.", hint
            )


def _empty_columns(table: Grid, chart: Tabelldiagram) -> list[str]:
    """The headings of the chart's columns that no row has an amount in, though some rows have amounts."""
    rows = [row.id for row in drawn_rows(table, chart)]
    if not any(table.amount(row, column.id) is not None for row in rows for column in table.kolumner):
        return []
    return [
        f"«{column.full_heading}»"
        for column in table.kolumner
        if column.id in chart.kolumner and all(table.amount(row, column.id) is None for row in rows)
    ]


def outline(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Headings follow one upon the other without a skip, and none is deeper than HTML has (h6).

    WCAG 1.3.1 and 2.4.6. A section that makes headings of its own contents needs one itself, or they would skip a
    level; and sections can only be nested as deep as there are levels.
    """
    for chapter in seen.rapport.avsnitt:
        yield from _outline(chapter, _CHAPTER)


def _outline(part: Avsnitt, level: int) -> Iterator[Fynd | Looked]:
    heading = bool(part.rubrik or part.om_enhet or part.rubrikområde)
    deepest = level + _has_subheadings(part)
    if not heading and _has_subheadings(part):
        message = "Avsnittet har underrubriker men ingen egen rubrik, så att rubriknivåerna hoppar."
        yield Fynd(part.at(), message, "Ge avsnittet en rubrik.")
    elif heading and deepest > _DEEPEST:
        message = f"Rubriken «{part.rubrik}» hamnar på nivå {deepest}; rubriker har högst {_DEEPEST} nivåer."
        yield Fynd(part.at("rubrik"), message, "Flytta upp avsnittet, eller ta bort rubriken.")
    elif heading:
        yield OK
    for under in part.underavsnitt:
        yield from _outline(under, level + 1 if heading else level)


def _has_subheadings(part: Avsnitt) -> bool:
    return isinstance(part, (Dokumentlista, Frågor, Målplan)) or (isinstance(part, Årshjul) and part.som_lista)


def link_text(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A link's text says where it leads, also to those who hear the page's links in a list.

    WCAG 2.4.4. An address that is read out letter by letter says it to nobody.
    """
    for passage in seen.texter:
        for link in _LINK.finditer(passage.text) if "](" in passage.text else ():
            text = " ".join(link[1].split())
            if text and text.casefold().strip(" .…»→>") not in _EMPTY_WORDS and not _ADDRESS.fullmatch(text):
                yield OK
                continue
            message = f"Länktexten «{text}» säger inte vart länken leder." if text else "Länken har ingen text."
            hint = "Skriv vad som finns där: [Tillgänglighetsplan 2023](https://…)."
            yield Fynd(passage.place(*link.span()), message, hint)


def table_headings(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Each column of a table has a heading that tells it from the others, and a table is data, not text with bars.

    WCAG 1.3.1. Two columns «Budget» are told apart by their own words, «Budget april» and «Budget helår», or stand in
    a tabell under a heading each.
    """
    for table in seen.rapport.tabeller:
        yield from _distinct(table.grid.kolumner)
    for passage in seen.texter:
        for match in _PIPE_TABLE.finditer(passage.text) if "|" in passage.text else ():
            message = "Texten innehåller en tabell skriven med streck; den blir utan rubrikceller."
            hint = "Gör ett avsnitt med tabell i stället, till exempel slag: belopp eller slag: matris."
            yield Fynd(passage.place(*match.span()), message, hint)


def _distinct(columns: Sequence[GridColumn]) -> Iterator[Fynd | Looked]:
    counts = Counter(column.full_heading.casefold() for column in columns)
    for column in columns:
        if counts[column.full_heading.casefold()] == 1:
            yield OK
        else:
            hint = "Låt rubriken säga vad kolumnen gäller: Budget jan–apr, Budget helår; eller gruppera kolumnerna."
            yield Fynd(column.at("rubrik"), f"Flera kolumner har rubriken «{column.full_heading}».", hint)


RULES: tuple[Rule, ...] = (
    Rule("A801", chart_title, Severity.FEL, "Diagramtitel som inte säger något"),
    Rule("A802", outline, Severity.FEL, "Rubriknivå som hoppar eller är för djup"),
    Rule("A803", link_text, Severity.FEL, "Länktext som inte säger vart länken leder"),
    Rule("A804", chart_figures, Severity.FEL, "Diagram utan siffror", Severity.VARNING),
    Rule("A805", table_headings, Severity.FEL, "Tabell utan rubriker som skiljer kolumnerna åt"),
    Rule("A807", picture_alt, Severity.FEL, "Bild som inte sägs med ord"),
)
