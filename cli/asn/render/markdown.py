"""The report as Markdown whose diff reads like the change it is: a line for each thing, nothing padded."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from asn.compute import Dokument
from asn.model.ord import Ord, med_kolon
from asn.render.cells import light_markdown, markdown_cell
from asn.render.facts import POINT_FILTERS, neighbours, other_formats
from asn.render.pictures import attached_markdown, image_markdown, with_picture_files
from asn.render.prose import escape_markdown, markdown
from asn.render.template import environment, rendered, sentence_filter, worded_filters
from asn.resources import Resources
from asn.table import CellValue, Listcell, Prosacell, Tabell, Talcell

_LONG = 60  # characters: a cell longer than this makes a table's row hard to read in a diff


def _is_grid(table: Tabell, words: Ord) -> bool:
    cells = [cell for row in table.rader for cell in row.celler[1:]]
    return not any(_is_long(cell, table) or len(markdown_cell(cell, words)) > _LONG for cell in cells)


def _is_long(cell: CellValue, table: Tabell) -> bool:
    """Whether a cell is prose, which needs room; that of a general table may be a word or two."""
    return isinstance(cell, Listcell) or (isinstance(cell, Prosacell) and (table.form != "tabell" or "\n" in cell.text))


def _filled(cell: CellValue) -> bool:
    return cell not in (None, "", Listcell(()), Talcell(None))


def _field(cell: CellValue, label: str, words: Ord) -> Markup:
    if isinstance(cell, Listcell) and len(cell.punkter) > 1:
        points = "".join("\n    - " + markdown(point).replace("\n", "\n      ") for point in cell.punkter)
        return Markup(f"  - {med_kolon(label)}{points}")  # noqa: S704 - Markdown out of Markdown
    value = markdown_cell(cell, words)
    if isinstance(cell, Prosacell):
        value = Markup(_indented(value))  # noqa: S704 - as above
    return Markup(f"  - {med_kolon(label)} {value}")  # noqa: S704 - as above


def _indented(text: str) -> str:
    """Prose inside a list point: its own lists one step in, its paragraphs kept apart."""
    return text.replace("\n", "\n    ").replace("\n    \n", "\n\n")


def _point(text: str) -> Markup:
    return Markup("- " + markdown(text).replace("\n", "\n  "))  # noqa: S704 - as above


_FILTERS: dict[str, Any] = {
    "prosa": markdown,
    "punkt": _point,
    "stycke": markdown,
    "satt": lambda text: text,
    "fylld": _filled,
    "bild": image_markdown,
    "bilagelänk": attached_markdown,
    "ifylld": sentence_filter(escape_markdown),
    "fyrkanter": lambda level: Markup("#" * min(level, 6)),  # noqa: S704 - the marks of a heading
    **POINT_FILTERS,
}


@lru_cache(maxsize=4)
def _environment(resources: Resources, words: Ord) -> Environment:
    filters: dict[str, Any] = {"cell": markdown_cell, "rutnät": _is_grid, "fält": _field, "ljus": light_markdown}
    return environment(resources, {**_FILTERS, **worded_filters(filters, words)}, words, escape_markdown)


def markdown_page(document: Dokument, resources: Resources, formats: Collection[str] = ()) -> str:
    """The report as one Markdown file; it links to the other formats that lie beside it."""
    links = (*other_formats(document, formats, "md"), *neighbours(document, formats, "md"))
    return _page("rapport.md.j2", document, resources, länkar=links)


def summary_page(document: Dokument, resources: Resources) -> str:
    """The report's summary alone, as Markdown for the page of the meeting."""
    return _page("sammanfattning.md.j2", document, resources)


def _page(name: str, document: Dokument, resources: Resources, **more: object) -> str:
    env = _environment(resources, document.rapport.register.ord)
    text = with_picture_files(rendered(env, name, "md/delar.j2", document, **more), document.rapport)
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", re.sub(r"(?m)^[ \t]+$", "", text)).strip() + "\n"
