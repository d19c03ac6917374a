"""The whole site but for the reports' own files, out of a loaded project: its pages and what is made for programs."""

import datetime
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from asn.appearance import looks_of
from asn.cache import output_names
from asn.compute import Dokument
from asn.compute.document import UniqueNames
from asn.load.project import Projekt
from asn.model.ord import Ord, ifylld
from asn.model.register import Register
from asn.model.report import Rapport
from asn.pipeline import data_files, document_of
from asn.publish import Output
from asn.readable import readable
from asn.render.cells import light_style
from asn.render.data import ENDING, table_csv
from asn.render.facts import Länk, other_formats
from asn.render.html import style_text, web_environment, web_style
from asn.render.pictures import embedded
from asn.render.template import rendered_page
from asn.resources import Resources
from asn.site.machine_readable import (
    CATALOG_FILE,
    all_values,
    catalog,
    dated,
    feed,
    page_address,
    sitemap,
    values_metadata,
)
from asn.site.published import Sak, things_with_values
from asn.site.things import Saksida, page_of, plain_name

_LETTERS = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"}
"""What stands after z, and what is sorted as another letter; ASCII has three signs after z."""
_SHOWN = {"{": "Å", "|": "Ä", "}": "Ö"}
STYLE, REGISTER, FIRST = "stil.css", "register.html", "index.html"
FEED, MAP, VALUES = "flode.atom", "sitemap.xml", "varden.csv"
_PIECES = "html/delar.j2"


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
    links = ((words.sajt.alla_värden, VALUES), (words.sajt.katalog, CATALOG_FILE), (words.sajt.flöde, FEED))
    site_pages = SitePages(latest, resources, links)
    sets = [(document, data_files(document, _pages(document, formats))) for document in newest]
    files = {
        FIRST: site_pages.first(newest, formats, pages),
        REGISTER: site_pages.register(pages),
        STYLE: style_sheet(documents, register, resources),
        FEED: feed(newest, register, url),
        MAP: sitemap(_dated(documents, latest, pages, things), url),
        CATALOG_FILE: catalog(sets, register, url, VALUES),
        VALUES: all_values((page.adress, thing) for page, thing in zip(pages, things, strict=True)),
        f"{VALUES}{ENDING}": values_metadata(VALUES, words.sajt.alla_värden, words.data),
    }
    for page in pages:
        files |= {page.adress: site_pages.thing(page), **dict(tables_of(page))}
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


@readable
@dataclass(frozen=True, slots=True)
class Bokstav:
    """A letter of the register, its anchor, and the pages below it."""

    namn: str
    ankare: str
    sidor: tuple[Saksida, ...]


def letters(pages: Iterable[Saksida], words: Ord) -> tuple[Bokstav, ...]:
    """The register; what doesn't begin with a letter stands first."""
    ordered = sorted(pages, key=lambda page: (_key(page.namn), page.slag, _key(page.sammanhang), page.adress))
    return tuple(
        Bokstav(words.sajt.siffror if sign == "" else _SHOWN.get(sign, sign.upper()), f"b-{number}", tuple(some))
        for number, (sign, some) in enumerate(groupby(ordered, key=lambda page: _first(page.namn)), 1)
    )


def _first(name: str) -> str:
    sign = _key(name)[:1]
    return sign if "a" <= sign <= "}" else ""


def _key(name: str) -> str:
    """What a name is sorted by: its letters and digits, without what else stands between them."""
    plain = []
    for sign in unicodedata.normalize("NFC", name.casefold()):
        base = _LETTERS.get(sign) or unicodedata.normalize("NFKD", sign)[:1]
        plain.append(base if base.isalnum() or base in _SHOWN or base == " " else "")
    return " ".join("".join(plain).split())


@readable
@dataclass(frozen=True, slots=True)
class Rapportrad:
    """A report in the list: its page, its period, the decision, and its other formats."""

    titel: str
    mål: str
    period: str
    beslut: str
    format: tuple[Länk, ...]


@readable
@dataclass(frozen=True, slots=True)
class Årgång:
    """A year's reports."""

    år: str
    rapporter: tuple[Rapportrad, ...]


def pages_of(things: Sequence[Sak], words: Ord) -> tuple[Saksida, ...]:
    """A page for each thing, no two with one name, in the things' order."""
    taken = {thing.slag: UniqueNames() for thing in things}
    return tuple(page_of(thing, taken[thing.slag].anchor(plain_name(thing)), words) for thing in things)


def style_sheet(documents: Sequence[Dokument], register: Register, resources: Resources) -> bytes:
    """The one style sheet of all pages, with the typefaces in it."""
    style = web_style(resources, register.ord, looks_of(register), pictures=register.utseende.logotyp is not None)
    lights = light_style((document.rapport for document in documents), dark=True)
    return f"{style}{style_text(resources, 'stil/sajt.css', register.ord)}{lights}".encode()


class SitePages:
    """Pages of one site: what all of them have in common is told once."""

    def __init__(self, latest: Rapport, resources: Resources, links: Sequence[tuple[str, str]]) -> None:
        """``links`` are the files for programs: what each is called, and its address."""
        self._register, self._latest = latest.register, latest
        self._links = tuple(Länk(text, file) for text, file in links)
        looks = looks_of(latest.register)
        self._env = web_environment(resources, latest.register.ord, looks, web=True, tables=True)

    def first(self, documents: Sequence[Dokument], formats: Sequence[str], pages: Sequence[Saksida]) -> bytes:
        """The list of reports, the newest first."""
        years: dict[str, list[Rapportrad]] = {}
        for document in documents:
            years.setdefault(str(document.rapport.år), []).append(_listed(document, formats))
        volumes = tuple(Årgång(year, tuple(rows)) for year, rows in years.items())
        return self._page("forsta", self._register.ord.sajt.rapporter, 0, årgångar=volumes, antal=len(pages))

    def register(self, pages: Sequence[Saksida]) -> bytes:
        """Every thing by name."""
        words = self._register.ord
        return self._page("register", words.sajt.registret, 0, bokstäver=letters(pages, words), antal=len(pages))

    def thing(self, page: Saksida) -> bytes:
        """A thing's own page."""
        return self._page("sak", page.namn, 1, sida=page)

    def _page(self, name: str, title: str, depth: int, **more: Any) -> bytes:
        values = {"nämnd": self._register.nämnd, "utseende": self._register.utseende, "program": self._links}
        text = rendered_page(self._env, f"sajt/{name}.j2", _PIECES, titel=title, upp="../" * depth, **values, **more)
        return embedded(text, self._latest).encode()


def _listed(document: Dokument, formats: Sequence[str]) -> Rapportrad:
    report, words = document.rapport, document.rapport.register.ord.sajt
    decision = report.beslut
    status = ifylld(words.fastställd, datum=decision.datum.isoformat(), paragraf=decision.paragraf) if decision else ""
    links = tuple(Länk(one.text, f"{report.namn}/{one.mål}") for one in other_formats(document, formats, ""))
    return Rapportrad(report.titel, page_address(report), document.period, status, links)


def tables_of(page: Saksida) -> Iterator[tuple[str, bytes]]:
    """A page's tables as CSV, by their addresses."""
    folder = page.adress.rpartition("/")[0]
    for table in page.tabeller:
        yield f"{folder}/tabeller/{table.id}.csv", table_csv(table)
