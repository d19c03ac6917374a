"""Open data: the report as JSON, and its tables as CSV."""

import csv
import datetime
import io
import json
from decimal import Decimal
from typing import Any

from asn.compute import Dokument, Vy
from asn.figures import Mätvärde, Storhet
from asn.finding import Finding
from asn.model.record import Undantag, Värde
from asn.model.report import Rapport
from asn.personnummer import masked
from asn.render.cells import plain_cell
from asn.render.spreadsheet import harmless
from asn.schema.data import SCHEMA
from asn.table import Tabell


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
                "datum": report.blad.datum.isoformat() if report.blad.datum else None,
                "diarienummer": report.blad.diarienummer,
            },
            "nämnd": _plain(report.register.nämnd),
            "avsnitt": [_section(view) for view in document.kapitel],
        }
    )


def _section(view: Vy) -> dict[str, Any]:
    own = {name: value for name, value in _plain(view.avsnitt).items() if name != "underavsnitt"}
    below = [_section(under) for under in view.under]
    return {**own, "rubrik": view.rubrik, "nummer": view.nummer, **({"underavsnitt": below} if below else {})}


def _plain(value: Any) -> Any:
    match value:
        case Undantag():
            return {"regel": value.regel, "motivering": value.motivering}
        case Värde():
            fields = ((name, _plain(getattr(value, name))) for name in type(value).model_fields)
            return {name.rstrip("_"): told for name, told in fields if told not in (None, [], {})}
        case Decimal():
            return number(value)
        case Storhet(tal, enhet):
            return {"tal": number(tal), "enhet": enhet}
        case Mätvärde(tal=None, text=text):
            return {"text": text}
        case Mätvärde(tal, enhet, operator):
            return {
                "tal": number(tal) if tal is not None else None,
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


def number(value: Decimal) -> int | float:
    """A decimal as JSON's number: whole ones whole, others with the digits that they were written with."""
    return int(value) if value == value.to_integral_value() else float(value)


def table_csv(table: Tabell) -> bytes:
    """A table as CSV after RFC 4180: UTF-8, comma, CRLF; figures with a decimal point."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(harmless([column.id for column in table.kolumner]))
    writer.writerows(harmless([plain_cell(cell) for cell in row.celler]) for row in table.rader)
    return out.getvalue().encode("utf-8")


def check_json(findings: tuple[Finding, ...], report: Rapport) -> str:
    """Every finding of the report, and every exception with its reason."""
    exceptions = [_exception(made) for item in report.med_undantag() for made in item.undantag]
    return _dump({"rapport": report.namn, "fynd": [finding_data(found) for found in findings], "undantag": exceptions})


def _exception(made: Undantag) -> dict[str, Any]:
    told = {name: masked(value) for name in type(made).model_fields if (value := getattr(made, name))}
    return {**told, "fil": made.at().file, "rad": made.at().line}


def finding_data(found: Finding) -> dict[str, Any]:
    """A finding as the contract's object."""
    place = found.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "severity": found.severity.value,
        "code": found.code,
        "message": masked(found.message),
        "suggestion": masked(found.suggestion),
    }


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
