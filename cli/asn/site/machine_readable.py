"""What others' programs read of the site: the feed, the map of its pages, and every value in one file."""

import calendar
import csv
import datetime
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from asn.compute import Dokument
from asn.compute.document import period_text
from asn.figures import Mätvärde, Storhet
from asn.model.ord import ifylld
from asn.model.ord.utgivning import Dataord
from asn.model.register import Register
from asn.model.report import Rapport
from asn.render.catalog import CONTEXT, board_metadata, data_set, distribution, publisher, swedish
from asn.render.cells import plain_cell
from asn.render.data import csv_metadata, harmless_cell
from asn.site.published import Sak, Uppgift
from asn.table import CellValue, Talcell

CATALOG_FILE = "katalog.jsonld"
_COLUMNS = (
    *("sida", "slag", "id", "namn", "sammanhang", "rapport", "avser", "kolumn", "värde", "enhet", "målnivå"),
    *("bedömning", "del", "skäl"),
)


def catalog(sets: Sequence[tuple[Dokument, Mapping[str, str]]], register: Register, url: str, values: str) -> bytes:
    """The catalogue: a data set for each report, and one of all values.

    Args:
        sets: the reports, and of each what can be fetched: the name of each file and what it is, in Swedish.
        register: what all reports share.
        url: the site's own address, which ends with a slash.
        values: the file with all values.
    """
    words, board = register.ord.sajt, register.nämnd
    about = ifylld(words.beskrivning, nämnd=board.namn, huvudman=board.huvudman.namn)
    whole = {
        "@id": f"{url}{values}#varden",
        "@type": "dcat:Dataset",
        "dcterms:title": swedish(words.alla_värden),
        "dcterms:description": swedish(about),
        **board_metadata(register),
        "dcat:distribution": [distribution(values, words.alla_värden, url)],
    }
    record: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": f"{url}{CATALOG_FILE}",
        "@type": "dcat:Catalog",
        "dcterms:title": swedish(f"{words.rapporter}, {board.namn}, {board.huvudman.namn}"),
        "dcterms:description": swedish(about),
        "dcterms:publisher": publisher(register),
        "dcterms:language": board_metadata(register)["dcterms:language"],
        "foaf:homepage": {"@id": url},
        "dcat:dataset": [
            *(data_set(document, files, f"{url}{document.rapport.namn}/") for document, files in sets),
            whole,
        ],
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def dated(report: Rapport) -> datetime.date:
    """The day that a report is from: that of the decision, else its own; else its period's last, or a plan's first."""
    decision = report.beslut
    if decision or report.datum:
        return decision.datum if decision else report.datum  # type: ignore[return-value]  # one of them is there
    if report.tid.planerar:
        return datetime.date(report.år, 1, 1)
    last = report.månader[1]
    return datetime.date(report.år, last, calendar.monthrange(report.år, last)[1])


def page_address(report: Rapport) -> str:
    """A report's web page, from the site's first page."""
    return f"{report.namn}/{report.filnamn}.html"


def feed(documents: Sequence[Dokument], register: Register, url: str) -> bytes:
    """The reports as an Atom feed (RFC 4287), the newest first; its times are days of decision, as no clock is asked.

    Args:
        documents: the reports, the newest first.
        register: what all reports share.
        url: the site's own address, which ends with a slash.
    """
    board = f"{register.nämnd.namn}, {register.nämnd.huvudman.namn}"
    latest = max((dated(document.rapport) for document in documents), default=datetime.date(1970, 1, 1))
    title = f"{register.ord.sajt.rapporter}, {board}"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="sv">',
        *_head(title, url, latest),
        f'<link rel="self" type="application/atom+xml" href={quoteattr(f"{url}flode.atom")}/>',
        f"<author><name>{escape(board)}</name></author>",
    ]
    for document in documents:
        report = document.rapport
        lines += ["<entry>", *_head(report.titel, url + page_address(report), dated(report))]
        lines += [f"<summary>{escape(_summary(document))}</summary>", "</entry>"]
    return ("\n".join((*lines, "</feed>")) + "\n").encode()


def _head(title: str, address: str, day: datetime.date) -> tuple[str, ...]:
    return (
        f"<title>{escape(title)}</title>",
        f"<id>{escape(address)}</id>",
        f"<link href={quoteattr(address)}/>",
        f"<updated>{day.isoformat()}T00:00:00Z</updated>",
    )


def _summary(document: Dokument) -> str:
    board, words = document.rapport.register.nämnd, document.rapport.register.ord.sida
    own = {"nämnd": board.namn, "huvudman": board.huvudman.namn, "period": period_text(document.rapport)}
    return ifylld(words.beskrivning, titel=document.rapport.titel, **own)


def sitemap(pages: Iterable[tuple[str, datetime.date]], url: str) -> bytes:
    """The site's pages and the day that each is from (sitemaps.org)."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"<url><loc>{escape(url + page)}</loc><lastmod>{day}</lastmod></url>" for page, day in pages),
        "</urlset>",
    ]
    return ("\n".join(lines) + "\n").encode()


def all_values(things: Iterable[tuple[str, Sak]]) -> bytes:
    """Every published value of every page, as CSV after RFC 4180; figures have a decimal point."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for address, thing in things:
        writer.writerows(_line(address, thing, entry) for entry in thing.uppgifter)
    return out.getvalue().encode()


def values_metadata(file: str, title: str, words: Dataord) -> bytes:
    """The metadata of that file (CSV on the Web): every column is text, as a value may be words."""
    columns = [
        {"name": f"k{number}", "titles": {"sv": [name]}, "null": "", "datatype": "string"}
        for number, name in enumerate(_COLUMNS, 1)
    ]
    return csv_metadata(file, title, columns, words).encode()


def _line(address: str, thing: Sak, entry: Uppgift) -> tuple[str, ...]:
    value, unit = _plain(entry.värde)
    texts = (
        *(address, thing.slag, thing.id, thing.namn, thing.sammanhang, entry.rapport.namn, entry.avser, entry.kolumn),
        *(value, entry.enhet or unit, str(entry.målnivå or ""), str(entry.bedömning or "")),
        *("ja" if entry.del_av else "", entry.skäl),
    )
    return tuple(text if text == value and isinstance(entry.värde, Talcell) else harmless_cell(text) for text in texts)


def _plain(value: CellValue) -> tuple[str, str]:
    """A value and its unit; one with an operator, or in words, is text."""
    if isinstance(value, (Mätvärde, Storhet)) and value.tal is not None and not getattr(value, "operator", ""):
        return str(value.tal), value.enhet
    return plain_cell(value), ""
