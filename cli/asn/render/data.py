"""Open data: the report as JSON, its tables as CSV that no spreadsheet runs, and what their columns hold."""

import csv
import datetime
import io
import json
import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from asn.compute import Dokument, Vy
from asn.compute.document import ascii_name
from asn.figures import MINUS, Cellvärde, Mätvärde, Storhet, Årsvärden
from asn.finding import Finding
from asn.kolada.use import KoladaUse, uses
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.tabellgrund import Tabellavsnitt
from asn.model.ledger import Koladamått, Koladavärde
from asn.model.ord.utgivning import Dataord
from asn.model.record import Undantag, Värde
from asn.model.report import Rapport
from asn.model.skalor import Skala
from asn.personnummer import masked
from asn.render.cells import plain_cell
from asn.schema.data import SCHEMA
from asn.table import CellValue, Kolumn, Ljuscell, Tabell, Talcell

_BLANK = re.compile(r"[ ]*[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+[ ]*")
# What a spreadsheet may pass over before it sees where a cell begins: blanks, quotation marks and what isn't seen.
_PASSED = '\\s"“”„\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x1f'
_FORMULA = re.compile(rf"(\A|;)(?=[{_PASSED}]*[=+\-@＝＋－＠﹦﹢﹣﹫])")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def _harmless_row(cells: Sequence[str]) -> list[str]:
    """A row's cells, each on one line, with ' before what would be run; numbers after the row's name stay numbers.

    The text may be parted at its own semicolons. A comma in it stands between quotation marks, and it has no tab.
    """
    return [cell if place and _NUMBER.fullmatch(cell) else harmless_cell(cell) for place, cell in enumerate(cells)]


def harmless_cell(text: str) -> str:
    """A cell's text on one line, with ' before what a spreadsheet would run."""
    return _FORMULA.sub(r"\1'", _BLANK.sub(" ", text))


LICENCE = "http://creativecommons.org/publicdomain/zero/1.0/"
ENDING = "-metadata.json"
"""What W3C puts after a CSV file's name, so that the metadata is found from the file."""


def table_metadata(table: Tabell, section: Avsnitt, file: str, words: Dataord) -> str:
    """The metadata of a table's CSV file, which lies in the same folder.

    Args:
        table: the table.
        section: the section that it is from, which knows the unit.
        file: the CSV file's name.
        words: the board's words.
    """
    columns = [_column(column, index, table, _unit(section)) for index, column in enumerate(table.kolumner)]
    return csv_metadata(file, table.rubrik, columns, words, **_notes(table, file))


def csv_metadata(file: str, title: str, columns: Sequence[Mapping[str, Any]], words: Dataord, **more: Any) -> str:
    """The metadata of a CSV file (CSV on the Web), with its columns described already."""
    metadata = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "sv"}],
        "url": file,
        "dc:title": title,
        "dc:license": {"@id": LICENCE},
        "rdfs:comment": words.apostrof,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": {"columns": columns},
        **more,
    }
    return json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"


def _notes(table: Tabell, file: str) -> dict[str, Any]:
    """The cell of a workbook that each imported figure was read from; RFC 7111 counts the row of headings."""
    imported = (
        {"type": "Annotation", "target": f"{file}#cell={row},{column}", "body": cell.ursprung}
        for row, shown in enumerate(table.rader, 2)
        for column, cell in enumerate(shown.celler, 1)
        if isinstance(cell, Talcell) and cell.ursprung
    )
    notes = list(imported)
    return {"notes": notes} if notes else {}


def _column(column: Kolumn, index: int, table: Tabell, unit: str) -> dict[str, Any]:
    # A name must be ASCII. The file's own heading is one of the titles, or a validator would not know the column.
    metadata: dict[str, Any] = {
        "name": re.sub(r"[^a-z0-9_]", "_", ascii_name(column.id)) or "kolumn",
        "titles": {"sv": list(dict.fromkeys((column.hela_rubriken, *_harmless_row([column.id]))))},
        "null": "",
    }
    if column.slag == "ljus":
        return {**metadata, "datatype": {"base": "string", **_words(table, index)}}
    if column.slag == "tal" and all(isinstance(row.celler[index], Talcell | None) for row in table.rader):
        own = column.enhet or unit
        return {**metadata, "datatype": "decimal", **({"schema:unitText": own} if own else {})}
    return {**metadata, "datatype": "string"}


def _words(table: Tabell, index: int) -> dict[str, str]:
    """The words that a column of lights can hold, where any of it is set: those of its scales, best first."""
    cells = (row.celler[index] for row in table.rader)
    lights = (cell.bedömning for cell in cells if isinstance(cell, Ljuscell) and cell.bedömning)
    words = dict.fromkeys(word.ord for light in lights for word in light.skala())
    return {"format": "|".join(re.escape(word).replace("\\ ", " ") for word in words)} if words else {}


def _unit(section: Avsnitt) -> str:
    """The unit of a section's figures: its own, or the one that all its rows have; that of a table its columns know."""
    if isinstance(section, Tabellavsnitt):
        return ""
    of_rows = {getattr(row, "enhet", "") for row in getattr(section, "rader", ())}
    own = getattr(section, "enhet", "")
    return str(own or (of_rows.pop() if len(of_rows) == 1 else ""))


def data_json(document: Dokument) -> str:
    """The whole report as data, in the domain's own words; figures as numbers, with the text where it says more."""
    report = document.rapport
    return _dump(
        {
            "$schema": SCHEMA,
            "rapport": {
                "namn": report.namn,
                "titel": report.titel,
                "slag": report.slag.id,
                "år": report.år,
                "period": report.period,
                "tillstånd": report.blad.tillstånd,
                "datum": report.datum.isoformat() if report.datum else None,
                "diarienummer": report.blad.diarienummer,
                **_adopted(report),
            },
            "nämnd": _plain(report.register.nämnd),
            "skalor": [_scale(scale) for scale in report.skalor()],
            "avsnitt": [_section(view) for view in document.kapitel],
            **_ledger(report),
            **_from_kolada(report),
        }
    )


def _adopted(report: Rapport) -> dict[str, Any]:
    """The decision on the report, where it is told."""
    return {"fastställd": _plain(report.beslut)} if report.beslut else {}


def _ledger(report: Rapport) -> dict[str, Any]:
    """Which cell of which file each imported figure was read from."""
    return {"underlag": _plain(report.underlag.tabeller)} if report.underlag.tabeller else {}


def _from_kolada(report: Rapport) -> dict[str, Any]:
    """Which figures are Kolada's, with what Kolada said of each, and when."""
    measures = [
        {"avsnitt": use.part.id, "rad": use.post.id, "fält": ".".join(map(str, use.steps)), **_of_kolada(*kept)}
        for use, kept in _kept(report)
    ]
    return (
        {"kolada": [{name: value for name, value in one.items() if value is not None} for one in measures]}
        if measures
        else {}
    )


def _kept(report: Rapport) -> list[tuple[KoladaUse, tuple[Koladamått, Koladavärde]]]:
    """The figures that are stated and fetched."""
    stored = ((use, use.stored(report.register)) for use in uses(report) if use.stated is not None)
    return [(use, kept) for use, kept in stored if kept]


def _of_kolada(measure: Koladamått, value: Koladavärde) -> dict[str, Any]:
    """What Kolada said of a figure."""
    known = {name: one for name, one in _plain(value).items() if one not in (None, [])}
    return {"nyckeltal": measure.id, "namn": measure.namn, "hämtades": measure.hämtades.isoformat(), **known}


def _scale(scale: Skala) -> dict[str, Any]:
    """A scale with the word of each of its lights, so that who reads the ids knows what they stand for."""
    kinds = [{**_plain(kind), "ord": kind.bedömning.ord} for kind in scale.klasser]
    return {**_plain(scale), "klasser": kinds}


def _section(view: Vy) -> dict[str, Any]:
    own = {name: value for name, value in _plain(view.avsnitt).items() if name != "underavsnitt"}
    below = [_section(under) for under in view.under]
    return {**own, "rubrik": view.rubrik, "nummer": view.nummer, **({"underavsnitt": below} if below else {})}


def _plain(value: Any) -> Any:  # noqa: C901 - a case for each kind of value
    match value:
        case Undantag():
            return {"regel": value.regel, "motivering": value.motivering}
        case Värde():
            fields = ((name, _plain(getattr(value, name))) for name in type(value).model_fields)
            return {name.rstrip("_"): one for name, one in fields if one not in (None, [], {})}
        case Decimal():
            return data_number(value)
        case Cellvärde(text, tal):
            return {"text": text} if tal is None else {"tal": data_number(tal), "text": text}
        case Storhet(tal, enhet):
            return {"tal": data_number(tal), "enhet": enhet}
        case Årsvärden():
            own = _plain(Mätvärde(value.tal, value.enhet, value.operator, value.text))
            return {**own, "år": {str(year): str(measure) for year, measure in value.år if measure}}
        case Mätvärde(tal=None, text=text):
            return {"text": text}
        case Mätvärde(tal, enhet, operator):
            return {
                "tal": data_number(tal) if tal is not None else None,
                "enhet": enhet,
                "operator": operator,
                "text": str(value),
            }
        case tuple():
            return [_plain(item) for item in value]
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case datetime.date():
            return value.isoformat()
    return value


def data_number(value: Decimal) -> int | float:
    """A decimal as JSON's number: whole ones whole, others with the digits that they were written with."""
    return int(value) if value == value.to_integral_value() else float(value)


def table_csv(table: Tabell) -> bytes:
    """A table as CSV after RFC 4180: UTF-8, comma, CRLF; figures with a decimal point."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_harmless_row([column.id for column in table.kolumner]))
    writer.writerows(_harmless_row([plain_cell(cell) for cell in row.celler]) for row in table.rader)
    return out.getvalue().encode("utf-8")


def check_json(findings: tuple[Finding, ...], report: Rapport) -> str:
    """Every finding of the report, every exception with its reason, and what Kolada was read to say, where it was."""
    exceptions = [_exception(exception) for item in report.med_undantag() for exception in item.undantag]
    fetched = [_fetched(use, *kept) for use, kept in _kept(report)]
    said = [finding_data(finding) for finding in findings]
    content = {"rapport": report.namn, **_adopted(report), "fynd": said, "undantag": exceptions}
    return _dump({**content, **_ledger(report), **({"kolada": fetched} if fetched else {})})


def _fetched(use: KoladaUse, measure: Koladamått, value: Koladavärde) -> dict[str, Any]:
    place = use.post.at(*use.steps)
    return {"fil": place.file, "rad": place.line, **_of_kolada(measure, value)}


def _exception(exception: Undantag) -> dict[str, Any]:
    fields = {name: masked(value) for name in type(exception).model_fields if (value := getattr(exception, name))}
    return {**fields, "fil": exception.at().file, "rad": exception.at().line}


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as the contract's object."""
    place = finding.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "severity": finding.severity.value,
        "code": finding.code,
        "message": masked(finding.message),
        "suggestion": masked(finding.suggestion),
    }


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def excel_csv(table: Tabell) -> bytes:
    """A table for a double click in Excel; the one for open data has a comma, a decimal point and the columns' ids."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless_cell(column.hela_rubriken) for column in table.kolumner])
    writer.writerows([_cell(cell) for cell in row.celler] for row in table.rader)
    return BOM_UTF8 + out.getvalue().encode("utf-8")


def _cell(cell: CellValue) -> str:
    """A figure with a decimal comma, as Excel has it where it is Swedish; words that no sheet runs."""
    text = plain_cell(cell)
    return text.replace(".", ",").replace(MINUS, "-") if isinstance(cell, Talcell) else harmless_cell(text)
