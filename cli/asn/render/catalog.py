"""The report as a data set in a catalogue: DCAT-AP-SE 3 (docs.dataportal.se/dcat), as JSON-LD.

Addresses are relative, so that the record is right wherever the folder is published.
"""

import calendar
import datetime
import json
from collections.abc import Iterable, Mapping
from typing import Any

from asn.compute import Dokument
from asn.model.ord import ifylld
from asn.model.ord.utgivning import Dataord
from asn.model.register import Huvudman, Organisationsslag, Register
from asn.model.report import Rapport
from asn.render.data import ENDING, LICENCE
from asn.schema.data import SCHEMA

_AUTHORITY = "http://publications.europa.eu/resource/authority"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
}


def catalog_record(document: Dokument, files: Mapping[str, str]) -> str:
    """The data set and the ways to get it.

    Args:
        document: the report.
        files: what can be fetched: the name of each file and what it is, in Swedish.
    """
    record = {"@context": CONTEXT, **data_set(document, files)}
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def data_set(document: Dokument, files: Mapping[str, str], base: str = "") -> dict[str, Any]:
    """The report as a data set; ``base`` is the address of its folder, without which addresses are relative."""
    report = document.rapport
    return {
        "@id": f"{base}#rapport",
        "@type": "dcat:Dataset",
        "dcterms:title": swedish(report.titel),
        "dcterms:description": swedish(_description(document)),
        **board_metadata(report.register, base),
        "dcterms:temporal": _period(report),
        "dcat:keyword": [swedish(word) for word in (report.slag.id, report.register.nämnd.förkortning, str(report.år))],
        **_issued(report),
        "dcat:distribution": [distribution(name, title, base) for name, title in files.items()],
    }


def board_metadata(register: Register, base: str = "") -> dict[str, Any]:
    """What is the same for all data sets of a board."""
    return {
        "dcterms:publisher": publisher(register, base),
        **_place(register.nämnd.huvudman),
        "dcterms:language": {"@id": f"{_AUTHORITY}/language/SWE"},
        "dcterms:accessRights": {"@id": f"{_AUTHORITY}/access-right/PUBLIC"},
        "dcat:theme": {"@id": f"{_AUTHORITY}/data-theme/GOVE"},
    }


def publisher(register: Register, base: str = "") -> dict[str, Any]:
    """The board as publisher."""
    board = register.nämnd
    return {
        "@id": f"{base}#utgivare",
        "@type": "foaf:Agent",
        **_number(board.huvudman),
        "foaf:name": swedish(f"{board.namn}, {board.huvudman.namn}"),
    }


def _description(document: Dokument) -> str:
    report, board = document.rapport, document.rapport.register.nämnd
    chapters = ". ".join(chapter.rubrik for chapter in document.innehåll())
    words = report.register.ord.data
    return ifylld(
        words.beskrivning_utkast if report.utkast else words.beskrivning,
        titel=report.titel,
        nämnd=board.namn,
        huvudman=board.huvudman.namn,
        period=document.period,
        kapitel=chapters,
    )


_AREAS = {Organisationsslag.KOMMUN, Organisationsslag.REGION}


def _place(owner: Huvudman) -> dict[str, Any]:
    """The area that a municipality or a region is; a company or a federation is none."""
    if owner.slag not in _AREAS:
        return {}
    place = {"dcterms:identifier": owner.kod, "skos:prefLabel": swedish(owner.namn)}
    return {"dcterms:spatial": {"@type": "dcterms:Location", **place}}


def _number(owner: Huvudman) -> dict[str, Any]:
    """The publisher's organisationsnummer, where that is what it is known by."""
    return {} if owner.slag in _AREAS else {"dcterms:identifier": owner.kod}


def _period(report: Rapport) -> dict[str, Any]:
    first, last = report.månader
    end = datetime.date(report.år, last, calendar.monthrange(report.år, last)[1])
    return {
        "@type": "dcterms:PeriodOfTime",
        "dcat:startDate": _date(datetime.date(report.år, first, 1)),
        "dcat:endDate": _date(end),
    }


def _issued(report: Rapport) -> dict[str, Any]:
    dates: dict[str, Any] = {"dcterms:issued": _date(report.datum)} if report.datum else {}
    if report.blad.diarienummer:
        dates["dcterms:identifier"] = report.blad.diarienummer
    return dates


def distribution(name: str, title: str, base: str = "") -> dict[str, Any]:
    """A file of a data set, by its name in the folder whose address is ``base``."""
    media = _MEDIA[name.rpartition(".")[2]]
    described = {"json": SCHEMA, "csv": f"{name}{ENDING}"}.get(name.rpartition(".")[2])
    return {
        "@id": f"{base}#{name}",
        "@type": "dcat:Distribution",
        "dcterms:title": swedish(title),
        # DCAT-AP-SE asks for the media type as text in dcterms:format, DCAT for an address in dcat:mediaType.
        "dcterms:format": media,
        "dcat:mediaType": {"@id": f"http://www.iana.org/assignments/media-types/{media}"},
        "dcat:accessURL": {"@id": f"{base}{name}"},
        "dcat:downloadURL": {"@id": f"{base}{name}"},
        "dcterms:license": {"@id": LICENCE},
        "dcterms:language": {"@id": f"{_AUTHORITY}/language/SWE"},
        **({"dcterms:conformsTo": {"@id": f"{base}{described}"}} if described else {}),
    }


def swedish(text: str) -> dict[str, str]:
    """A text that says that it is Swedish."""
    return {"@value": text, "@language": "sv"}


def _date(day: datetime.date) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def file_titles(captions: Mapping[str, str], pages: Iterable[str], words: Dataord) -> dict[str, str]:
    """What each file is: the data, each table by its caption, and the report itself in its formats."""
    titles = {"data.json": words.hela}
    titles |= {file: ifylld(words.tabell, tabell=caption) for file, caption in captions.items()}
    kinds = {"html": words.webbsida, "pdf": words.pdf, "md": words.markdown, "docx": words.word_fil}
    return titles | {page: kinds[page.rpartition(".")[2]] for page in pages}
