"""The whole site but for the reports' own files: pages, register, feed, map and catalogue, out of a loaded project."""

import datetime
from collections.abc import Iterator, Sequence

from asn.cache import output_names
from asn.compute import Dokument
from asn.load.project import Projekt
from asn.model.report import Rapport
from asn.pipeline import data_files, document_of
from asn.publish import Output
from asn.render.data import ENDING
from asn.resources import Resources
from asn.site.machine_readable import NAME, all_values, catalog, dated, feed, page_address, sitemap, values_metadata
from asn.site.pages import FIRST, REGISTER, STYLE, Pagemaker, pages_of, style_sheet, tables_of
from asn.site.published import Sak, things_with_values
from asn.site.things import Saksida

FEED, MAP, VALUES = "flode.atom", "sitemap.xml", "varden.csv"


def adopted(project: Projekt) -> tuple[Rapport, ...]:
    """The reports that the site has, the oldest first."""
    return tuple(report for report in project.rapporter if not report.utkast)


def inputs(project: Projekt) -> dict[str, bytes]:
    """What the site is made of besides templates: what all reports share, and the files of those that it has."""
    files: dict[str, bytes] = {}
    for report in adopted(project):
        files |= project.filer_för(report.namn, [])
    return files


def site(project: Projekt, resources: Resources, url: str, formats: Sequence[str]) -> tuple[Output, ...]:
    """Every file that is the site's own; as :func:`site_of`, of a project that has at least one report."""
    reports = adopted(project)
    documents = [document_of(project, report, ()) for report in reports]
    return site_of(documents, (reports or project.rapporter)[-1], resources, url, formats)


def site_of(
    documents: Sequence[Dokument], latest: Rapport, resources: Resources, url: str, formats: Sequence[str]
) -> tuple[Output, ...]:
    """Every file that is the site's own.

    Args:
        documents: the reports, the oldest first.
        latest: the last of them, or one that is no part of the site where it has none; the registers are its own.
        resources: templates and style sheets.
        url: the site's address, which ends with a slash.
        formats: what the reports are built as.

    Raises:
        TemplateFault: if a template can't be used.
    """
    register, newest = latest.register, documents[::-1]
    words, things = register.ord, things_with_values(documents)
    pages = pages_of(things, words)
    links = ((words.sajt.alla_värden, VALUES), (words.sajt.katalog, NAME), (words.sajt.flöde, FEED))
    maker = Pagemaker(latest, resources, links)
    sets = [(document, data_files(document, _pages(document, formats))) for document in newest]
    files = {
        FIRST: maker.first(newest, formats, pages),
        REGISTER: maker.register(pages),
        STYLE: style_sheet(documents, register, resources),
        FEED: feed(newest, register, url),
        MAP: sitemap(_dated(documents, latest, pages, things), url),
        NAME: catalog(sets, register, url, VALUES),
        VALUES: all_values((page.adress, thing) for page, thing in zip(pages, things, strict=True)),
        f"{VALUES}{ENDING}": values_metadata(VALUES, words.sajt.alla_värden, words.data),
    }
    for page in pages:
        files |= {page.adress: maker.thing(page), **dict(tables_of(page))}
    return tuple(Output(name, data) for name, data in files.items())


def _dated(
    documents: Sequence[Dokument], latest: Rapport, pages: Sequence[Saksida], things: Sequence[Sak]
) -> Iterator[tuple[str, datetime.date]]:
    """Each page, and the day of the last report that it tells of."""
    yield from (("", dated(latest)), (REGISTER, dated(latest)))
    yield from ((page_address(document.rapport), dated(document.rapport)) for document in reversed(documents))
    yield from ((page.adress, dated(thing.uppgifter[-1].rapport)) for page, thing in zip(pages, things, strict=True))


def _pages(document: Dokument, formats: Sequence[str]) -> list[str]:
    """The report itself in its formats, by the names of its files."""
    name = document.rapport.filnamn
    return [file for file in output_names(name, formats) if file.startswith(name)]
