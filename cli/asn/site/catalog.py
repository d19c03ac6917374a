"""One catalogue of all the site's data sets, after DCAT-AP-SE 3 (docs.dataportal.se/dcat), as JSON-LD."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from asn.compute import Dokument
from asn.model.ord import ifylld
from asn.model.register import Register
from asn.render.catalog import CONTEXT, board_metadata, data_set, distribution, publisher, swedish

NAME = "katalog.jsonld"


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
    told: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": f"{url}{NAME}",
        "@type": "dcat:Catalog",
        "dcterms:title": swedish(f"{words.rapporter}, {board.namn}, {board.huvudman.namn}"),
        "dcterms:description": swedish(about),
        "dcterms:publisher": publisher(register),
        "dcterms:language": board_metadata(register)["dcterms:language"],
        "foaf:homepage": {"@id": url},
        "dcat:dataset": [*(data_set(made, files, f"{url}{made.rapport.namn}/") for made, files in sets), whole],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
