"""The report as a Word file: the same contents as the web page, accessible, and in the municipality's own template."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from asn.appearance import looks_of
from asn.compute import Dokument
from asn.images import Picture
from asn.model.ord import Ord
from asn.model.record import Värde
from asn.model.report import Rapport
from asn.render import docx_chart
from asn.render.chart_drawing import PRIMARY
from asn.render.docx_body import Body, DocxPicture
from asn.render.docx_package import DocumentProperties, package
from asn.render.docx_prose import (
    bold_runs,
    bullet,
    cell_paragraphs,
    cell_runs,
    heading_runs,
    inline,
    label_runs,
    light_runs,
    plain_runs,
    prose,
)
from asn.render.docx_sections import PageSetup, is_narrow, widths_of
from asn.render.docx_template import WordTemplate, merged_styles
from asn.render.docx_xml import NotXml
from asn.render.facts import POINT_FILTERS
from asn.render.html import svg_chart
from asn.render.pictures import address_of, annex_files, pictures
from asn.render.template import TemplateFault, environment, in_parts, rendered, sentence_filter, worded_filters
from asn.resources import Resources

_PIXEL = 9525  # of the units of a drawing: 96 pixels to the inch
_ACROSS = 5_760_000  # a chart: 16 cm
_PLAIN, _BOLD = "typsnitt/AsnSans-Regular.ttf", "typsnitt/AsnSans-SemiBold.ttf"


def _picture(record: Värde, place: str = "") -> Markup:
    """A record's picture, by its address; ``place`` is where it stands, if that isn't among the text."""
    alt = getattr(record, "alt", None) or ""
    where = Markup(' place="{}"').format(place) if place else ""
    return Markup('<asn:picture src="{}" alt="{}"{}/>').format(address_of(record), alt, where)


def _attached(record: Värde) -> Markup:
    """A link to a record's file, by its address."""
    address = address_of(record)
    return Markup('<asn:link to="{}">{}</asn:link>').format(address, plain_runs(address.rpartition("/")[2]))


_FILTERS: dict[str, Any] = {
    "satt": plain_runs,
    "fet": bold_runs,
    "prosa": prose,
    "stycke": inline,
    "punkt": bullet,
    "etikett": label_runs,
    "stor": lambda cell: getattr(cell, "stor", False),
    "bredder": widths_of,
    "trång": is_narrow,
    "kolumnrubrik": heading_runs,
    "bild": _picture,
    "bilagelänk": _attached,
    "ifylld": sentence_filter(plain_runs),
    **POINT_FILTERS,
}


@lru_cache(maxsize=4)
def _environment(resources: Resources, words: Ord) -> Environment:
    filters: dict[str, Any] = {"cell": cell_paragraphs, "cellrad": cell_runs, "ljus": light_runs}
    return environment(resources, {**_FILTERS, **worded_filters(filters, words)}, words)


def word_file(document: Dokument, resources: Resources, template: WordTemplate | None = None) -> bytes:
    """The report as one Word file.

    Raises:
        TemplateFault: if a template can't be used.
    """
    return word_page("docx/rapport.j2", document.rapport.titel, document, resources, template)


def word_page(
    name: str, title: str, document: Dokument, resources: Resources, template: WordTemplate | None, **more: Any
) -> bytes:
    """A document about the report, of a template of its own; it raises likewise."""
    report, printed = document.rapport, in_parts(document)
    register = report.register
    env = _environment(resources, register.ord)
    markup = rendered(env, name, "docx/delar.j2", printed, **more)
    accent = (looks_of(register).accent or PRIMARY).lstrip("#")
    try:
        style = env.get_template("docx/stilar.j2").render(accent=accent)
        styles, ids = merged_styles(style, template)
    except NotXml as why:
        raise TemplateFault(f"Mallen templates/docx/stilar.j2 ger fel: {why}.") from None
    body = Body(
        _pictures(report),
        _charts(printed, resources),
        annex_files(report),
        ids,
        template.page if template else PageSetup(),
    )
    element = body.document(markup)
    words = register.ord.sida
    about = DocumentProperties(
        title,
        f"{register.nämnd.namn}, {register.nämnd.huvudman.namn}",
        document.period,
        report.blad.diarienummer or "",
        report.datum,
        words.utkast if report.utkast else "",
        words.sidnummer,
    )
    return package(element, body, styles, about, template)


def _pictures(report: Rapport) -> Callable[[str], DocxPicture | None]:
    known = pictures(report)
    return lambda address: _shown(known[address]) if address in known else None


def _shown(picture: Picture) -> DocxPicture:
    ending = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}[picture.mime]
    share = 1.0 if ending != "svg" else max(1.0, 600 / picture.width)
    size = round(picture.width * _PIXEL * share), round(picture.height * _PIXEL * share)
    instead = docx_chart.white_png() if ending == "svg" else b""
    return DocxPicture(picture.data, ending, *size, instead)


def _charts(document: Dokument, resources: Resources) -> Callable[[str], DocxPicture | None]:
    known = {one.id: one for chapter in document.kapitel for view in chapter.alla() for one in view.diagram}
    register = document.rapport.register
    looks = looks_of(register)
    faces = {bold: looks.face(name) or resources.read(name) for bold, name in ((False, _PLAIN), (True, _BOLD))}

    def shown(id_: str) -> DocxPicture | None:
        if id_ not in known:
            return None
        data, width, height = docx_chart.chart_png(svg_chart(known[id_], register.ord, looks), faces)
        return DocxPicture(data, "png", _ACROSS, round(_ACROSS * height / width))

    return shown
