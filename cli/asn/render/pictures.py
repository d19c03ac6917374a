"""Pictures on a page: templates name them by address, and each format puts them in its own way."""

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from markupsafe import Markup

from asn.appearance import picture_of
from asn.images import Picture
from asn.model.files import NamedFile, named_files, path_of
from asn.model.record import Värde
from asn.model.report import Rapport
from asn.render.prose import escape_markdown

_ADDRESSED = re.compile(r'<img src="asn:(content/[^"]+)"([^>]*)>')
_IN_MARKDOWN = re.compile(r"(!?\[(?:[^\]\\]|\\.)*\])\(asn:(content/[^)]+)\)")
_LINKED = re.compile(r'<a href="asn:(content/[^"]+)">(.*?)</a>')
_FOLDERS = {"bild": "bilder", "pdf": "bilagor"}
ADDRESS = "asn:"


def pictures(report: Rapport) -> dict[str, Picture]:
    """The pictures of a report and of its board's looks that can be shown, by their addresses."""
    named = ((one.path, picture) for one, picture in _pictures(report) if picture)
    return {f"{ADDRESS}{path}": picture for path, picture in named}


def _pictures(report: Rapport) -> Iterator[tuple[NamedFile, Picture | None]]:
    register = report.register
    for beside, records in ((register.bredvid, [register.utseende]), (report.bredvid, report.avsnitt)):
        for one in named_files(records if beside.names else ()):
            if one.mark.slag == "bild":
                yield one, picture_of(beside, one.record, one.path.removeprefix(path_of(one.record, "")))


def files_beside(report: Rapport, kind: str) -> dict[str, bytes]:
    """The files that pages show or link to, by their names in the build's folder.

    Args:
        report: whose they are.
        kind: what they are, ``bild`` or ``pdf``; a web page has its pictures in it.
    """
    shown = {address: picture.data for address, picture in pictures(report).items()} if kind == "bild" else {}
    if kind == "pdf":
        shown = {ADDRESS + one.path: report.bredvid.files[one.path] for one in attached(report)}
    names = _names(shown, _FOLDERS[kind])
    return {names[address]: data for address, data in shown.items()}


def attached(report: Rapport) -> Iterator[NamedFile]:
    """The annexes that are files and could be read."""
    for one in named_files(report.avsnitt if report.bredvid.names else ()):
        if one.mark.slag == "pdf" and one.path in report.bredvid.files:
            yield one


def _names(addresses: Iterable[str], folder: str) -> dict[str, str]:
    """A name in the build's folder for each address, none of them twice."""
    taken: dict[str, str] = {}
    for address in addresses:
        stem, _, ending = address.rpartition("/")[2].rpartition(".")
        name, count = f"{folder}/{stem}.{ending}", 1
        while name in taken.values():
            count += 1
            name = f"{folder}/{stem}-{count}.{ending}"
        taken[address] = name
    return taken


def annex_files(report: Rapport) -> dict[str, str]:
    """Where each annex is, by its address."""
    return _names([ADDRESS + one.path for one in attached(report)], _FOLDERS["pdf"])


def address_of(record: Värde) -> str:
    """The address of a record's picture or annex, which ends with the file's name."""
    return f"{ADDRESS}{path_of(record, record.fil)}"  # type: ignore[attr-defined]  # the template has one that has


def image_html(record: Värde) -> Markup:
    """A record's picture, by its address."""
    address, alt = address_of(record), getattr(record, "alt", None) or ""
    kind = "ritning" if address.endswith(".svg") else "foto"
    return Markup('<img src="{}" class="{}" alt="{}">').format(address, kind, alt)


def attached_html(record: Värde) -> Markup:
    """A link to a record's file, by its address."""
    address = address_of(record)
    return Markup('<a href="{}">{}</a>').format(address, address.rpartition("/")[2])


def embedded(page: str, report: Rapport) -> str:
    """A page with its pictures in it and its annexes beside it; what can't be shown leaves no trace."""
    links = annex_files(report)
    page = _LINKED.sub(partial(_link, links), page)
    return _ADDRESSED.sub(
        partial(_placed, pictures(report), lambda picture: data_url(picture.data, picture.mime)), page
    )


def addressed(page: str, report: Rapport) -> str:
    """A page whose pictures are handed over beside it, and whose annexes lie in the same PDF."""
    return _ADDRESSED.sub(partial(_placed, pictures(report), None), _LINKED.sub(lambda match: match[2], page))


def _link(links: Mapping[str, str], match: re.Match[str]) -> str:
    name = links.get(f"{ADDRESS}{match[1]}")
    return f'<a href="{name}">{match[2]}</a>' if name else match[2]


def _placed(shown: Mapping[str, Picture], source: Callable[[Picture], str] | None, match: re.Match[str]) -> str:
    address = f"{ADDRESS}{match[1]}"
    picture = shown.get(address)
    if picture is None:
        return ""
    target = source(picture) if source else address
    return f'<img src="{target}" width="{picture.width}" height="{picture.height}"{match[2]}>'


def data_url(data: bytes, mime: str) -> str:
    """An address that holds what it leads to."""
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def image_markdown(record: Värde) -> Markup:
    """A record's picture as Markdown, by its address."""
    alt = escape_markdown(getattr(record, "alt", None) or "").replace("]", r"\]").replace(r"\\]", r"\]")
    return Markup(f"![{alt}]({address_of(record)})")  # noqa: S704 - Markdown out of Markdown


def attached_markdown(record: Värde) -> Markup:
    """A link to a record's file, by its address."""
    address = address_of(record)
    return Markup(f"[{escape_markdown(address.rpartition('/')[2])}]({address})")  # noqa: S704 - as above


def with_picture_files(page: str, report: Rapport) -> str:
    """A Markdown page whose pictures and annexes are files beside it; what can't be shown leaves no trace."""
    names = _names(pictures(report), _FOLDERS["bild"]) | annex_files(report)

    def placed(match: re.Match[str]) -> str:
        name = names.get(f"{ADDRESS}{match[2]}")
        return f"{match[1]}({name})" if name else "" if match[1].startswith("!") else match[1][1:-1]

    return _IN_MARKDOWN.sub(placed, page)
