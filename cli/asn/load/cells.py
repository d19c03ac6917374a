"""Cells of a general table, each held against the kind of its column: told at the cell, before anything is computed."""

import datetime
import re
from collections.abc import Iterator, Mapping

from asn.figures import Cellvärde, not_words
from asn.finding import Finding, Severity
from asn.light import Bedömning
from asn.model.avsnitt.tabell import Tabellen, Tabellkolumn, figure_in
from asn.model.grid import FIGURES

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FETCH = "Hämta siffran i radens «källor» i stället: då räknas den."


def mistyped(table: Tabellen, lights: Mapping[str, Bedömning]) -> Iterator[Finding]:
    """What stands in a cell that its column has no room for: a figure with a letter in it, a year that is none.

    ``lights`` are the lights that the table can have, by what they are called.
    """
    columns = {column.id: column for column in table.kolumner}
    for row in table.rader:
        for name, cell in row.celler.items():
            column = columns.get(name)
            message, hint = _fault(column, cell, lights) if column and cell else ("", "")
            if message:
                yield Finding(row.at("celler", name), "S005", Severity.FEL, message, hint)


def _fault(column: Tabellkolumn, cell: Cellvärde, lights: Mapping[str, Bedömning]) -> tuple[str, str]:
    """What is wrong with a cell, and its cure; both empty if nothing is."""
    subject = f"Kolumnen «{column.rubrik}»"
    match column.slag:
        case kind if kind in FIGURES:
            return _figure(cell, kind)
        case "ljus" if light := lights.get(cell.text.lower()):
            return f"{subject} har ljus.", f"Skriv ljuset i radens «bedömningar»: {{{column.id}: {light.id}}}."
        case "år" if not _is_year(cell.text):
            return (
                f"{subject} har årtal; «{cell.text}» är inget.",
                "Skriv fyra siffror: 2026. Ord utan siffror går också.",
            )
        case "datum" if not _is_day(cell.text):
            return f"{subject} har datum; «{cell.text}» är inget.", "Skriv år-månad-dag: 2026-05-17."
    return "", ""


def _figure(cell: Cellvärde, kind: str) -> tuple[str, str]:
    if figure_in(cell, kind) is not None:
        return "", ""
    if "{{" in cell.text:
        return "En cell med tal hämtar inte sin siffra så.", _FETCH
    why, _, hint = not_words(cell.text).partition(". ")
    return (f"{why}.", hint) if why else ("", "")


def _is_year(text: str) -> bool:
    return (
        bool(_YEAR.fullmatch(text))
        or not _DIGIT.search(text)
        or bool(re.fullmatch(r"(?:19|20)\d\d[–-](?:19|20)\d\d", text))
    )


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return not _DIGIT.search(text)
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
