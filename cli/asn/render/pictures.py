"""Pictures on a page: templates name them by address, and each format puts them in its own way."""

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from markupsafe import Markup

from asn.images import Picture
from asn.looks import picture_of
from asn.model.beside import Named, named_files, path_of
from asn.model.record import Värde
from asn.model.report import Rapport
from asn.render.prose import escape_markdown

_ADDRESSED = re.compile(r'<img src="asn:(content/[^"]+)"([^>]*)>')
_IN_MARKDOWN = re.compile(r"(!\[(?:[^\]\\]|\\.)*\])\(asn:(content/[^)]+)\)")
_FOLDER = "bilder"
_ADDRESS = "asn:"


def pictures(report: Rapport) -> dict[str, Picture]:
    """The pictures of a report and of its board's looks that can be shown, by their addresses."""
    found = ((one.path, picture) for one, picture in _pictures(report) if picture)
    return {f"{_ADDRESS}{path}": picture for path, picture in found}


def _pictures(report: Rapport) -> Iterator[tuple[Named, Picture | None]]:
    register = report.register
    for beside, records in ((register.bredvid, [register.utseende]), (report.bredvid, report.avsnitt)):
        for one in named_files(records if beside.names else ()):
            if one.mark.slag == "bild":
                yield one, picture_of(beside, one.record, one.path.removeprefix(path_of(one.record, "")))


def picture_files(report: Rapport) -> dict[str, Picture]:
    """The pictures as files beside the Markdown, by the names that it shows them by."""
    names, shown = _names(report), pictures(report)
    return {names[address]: picture for address, picture in shown.items()}


def _names(report: Rapport) -> dict[str, str]:
    """A name in the build's folder for each address, none of them twice."""
    taken: dict[str, str] = {}
    for address in pictures(report):
        stem, _, ending = address.rpartition("/")[2].rpartition(".")
        name, count = f"{_FOLDER}/{stem}.{ending}", 1
        while name in taken.values():
            count += 1
            name = f"{_FOLDER}/{stem}-{count}.{ending}"
        taken[address] = name
    return taken


def image_html(record: Värde) -> Markup:
    """A record's picture, by its address."""
    name: str = record.fil  # type: ignore[attr-defined]  # the template has one that has
    alt = getattr(record, "alt", None) or ""
    kind = "ritning" if name.endswith(".svg") else "foto"
    return Markup('<img src="{}{}" class="{}" alt="{}">').format(_ADDRESS, path_of(record, name), kind, alt)


def embedded(page: str, shown: Mapping[str, Picture]) -> str:
    """A page with its pictures in it; one that can't be shown leaves no trace."""
    return _ADDRESSED.sub(partial(_placed, shown, _data), page)


def addressed(page: str, shown: Mapping[str, Picture]) -> str:
    """A page whose pictures are handed over beside it."""
    return _ADDRESSED.sub(partial(_placed, shown, None), page)


def _placed(shown: Mapping[str, Picture], source: Callable[[Picture], str] | None, found: re.Match[str]) -> str:
    address = f"{_ADDRESS}{found[1]}"
    picture = shown.get(address)
    if picture is None:
        return ""
    told = source(picture) if source else address
    return f'<img src="{told}" width="{picture.width}" height="{picture.height}"{found[2]}>'


def _data(picture: Picture) -> str:
    return f"data:{picture.mime};base64,{base64.b64encode(picture.data).decode()}"


def image_markdown(record: Värde) -> Markup:
    """A record's picture as Markdown, by its address."""
    alt = escape_markdown(getattr(record, "alt", None) or "").replace("]", r"\]").replace(r"\\]", r"\]")
    return Markup(f"![{alt}]({_ADDRESS}{path_of(record, record.fil)})")  # type: ignore[attr-defined]  # noqa: S704 - as above


def beside(page: str, report: Rapport) -> str:
    """A Markdown page whose pictures are files beside it; one that can't be shown leaves no trace."""
    names = _names(report)

    def placed(found: re.Match[str]) -> str:
        name = names.get(f"{_ADDRESS}{found[2]}")
        return f"{found[1]}({name})" if name else ""

    return _IN_MARKDOWN.sub(placed, page)
