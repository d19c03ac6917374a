"""What the columns of a CSV file hold, as W3C's CSV on the Web says it: name, heading, kind of value and unit."""

import json
import re
from typing import Any

from asn.compute.names import ascii_name
from asn.light import Bedömning
from asn.model.avsnitt.grund import Avsnitt
from asn.render.spreadsheet import harmless
from asn.table import Kolumn, Tabell, Talcell

LICENCE = "http://creativecommons.org/publicdomain/zero/1.0/"
ENDING = "-metadata.json"
"""What W3C puts after a CSV file's name, so that the metadata is found from the file."""
_NOTE = "En cell med text som börjar som en formel (=, +, - eller @) har en apostrof först."


def table_metadata(table: Tabell, section: Avsnitt, file: str) -> str:
    """The metadata of a table's CSV file, which lies in the same folder.

    Args:
        table: the table.
        section: the section that it is from, which knows the unit.
        file: the CSV file's name.
    """
    columns = [_column(column, index, table, _unit(section)) for index, column in enumerate(table.kolumner)]
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "sv"}],
        "url": file,
        "dc:title": table.rubrik,
        "dc:license": {"@id": LICENCE},
        "rdfs:comment": _NOTE,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": {"columns": columns},
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _column(column: Kolumn, index: int, table: Tabell, unit: str) -> dict[str, Any]:
    # A name must be ASCII. The file's own heading is one of the titles, or a validator would not know the column.
    told: dict[str, Any] = {
        "name": re.sub(r"[^a-z0-9_]", "_", ascii_name(column.id)) or "kolumn",
        "titles": {"sv": list(dict.fromkeys((column.rubrik, *harmless([column.id]))))},
        "null": "",
    }
    if column.slag == "ljus":
        return {**told, "datatype": {"base": "string", "format": "|".join(Bedömning)}}
    if column.slag == "tal" and all(isinstance(row.celler[index], Talcell | None) for row in table.rader):
        return {**told, "datatype": "decimal", **({"schema:unitText": unit} if unit else {})}
    return {**told, "datatype": "string"}


def _unit(section: Avsnitt) -> str:
    """The unit of a section's figures: its own, or the one that all its rows have."""
    of_rows = {getattr(row, "enhet", "") for row in getattr(section, "rader", ())}
    own = getattr(section, "enhet", "")
    return str(own or (of_rows.pop() if len(of_rows) == 1 else ""))
