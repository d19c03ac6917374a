"""Excel's own format (.xlsx, .xlsm; ISO/IEC 29500): its sheets, and what is written in their cells.

The XML is read as text, so a number keeps the digits that it has in the file: every library makes a float of it. Only
what is written is looked at: a cell in the last row, or a range merged over the whole sheet, costs what any other does.
Charts, images, pivots, macros and links are never read.
"""

import datetime
import posixpath
import re
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from asn.sheets.book import SAVE_AS, Book, Sheet, SheetError
from asn.sheets.package import Package, walk
from asn.sheets.sheet import read_sheet

_CORE, _ROOT = "docProps/core.xml", "_rels/.rels"
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})T")
MAX_SHEETS = 200
# ISO/IEC 29500-1, 18.8.30: what every reader knows by its number. Those of other languages are dates.
_FORMATS = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "yyyy-mm-dd"),
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    48: "##0.0E+0",
    49: "@",
}


class _Listed(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    hidden: bool
    link: str


def read_workbook(data: bytes) -> Book:
    """The sheets of a workbook.

    Raises:
        SheetError: if it can't be read; so may the book, when it is asked for a sheet.
    """
    package = Package(data)
    main = next((to for to, kind in _links(package, _ROOT).values() if kind == "officeDocument"), "xl/workbook.xml")
    listed = _sheets(package.read(main))
    links = _links(package, _beside(main))
    parts = {kind: to for to, kind in links.values()}
    strings = _strings(package.read(parts["sharedStrings"])) if parts.get("sharedStrings", "") in package else []
    formats = _formats(package.read(parts["styles"])) if parts.get("styles", "") in package else []
    kept = [one for one in listed if links.get(one.link, ("", ""))[1] == "worksheet"]
    if not kept:
        raise SheetError(f"Filen har inga blad. {SAVE_AS}")

    read: dict[int, Sheet] = {}

    def sheet(index: int) -> Sheet:
        if index not in read:
            part = package.read(links[kept[index].link][0])
            read[index] = read_sheet(part, kept[index].name, strings, formats, hidden=kept[index].hidden)
        return read[index]

    return Book(tuple(one.name for one in kept), sheet, _saved(package))


def _beside(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _links(package: Package, name: str) -> Mapping[str, tuple[str, str]]:
    """What a part names, by its id: where it lies in the package, and of which kind it is; nothing outside it."""
    links: dict[str, tuple[str, str]] = {}
    base = posixpath.dirname(posixpath.dirname(name))

    def begun(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            to = posixpath.normpath(posixpath.join("/", base, attributes.get("Target", ""))).lstrip("/")
            links[attributes.get("Id", "")] = to, attributes.get("Type", "").rpartition("/")[2]

    if name in package:
        walk(package.read(name), begun, _pass)
    return links


def _pass(_name: str, _text: str) -> None:
    return


def _sheets(data: bytes) -> list[_Listed]:
    sheets: list[_Listed] = []

    def begun(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet" and len(sheets) < MAX_SHEETS:
            sheets.append(
                _Listed(
                    attributes.get("name", ""),
                    attributes.get("state", "visible") != "visible",
                    attributes.get("id", ""),
                )
            )

    walk(data, begun, _pass)
    return sheets


def _strings(data: bytes) -> list[str]:
    """The texts that cells name by number; how they are pronounced is no part of them."""
    strings: list[str] = []
    parts: list[str] = []
    spoken = False

    def begun(tag: str, _: dict[str, str]) -> None:
        nonlocal spoken
        spoken = spoken or tag == "rPh"

    def ended(tag: str, text: str) -> None:
        nonlocal spoken
        if tag == "t" and not spoken:
            parts.append(text)
        elif tag == "rPh":
            spoken = False
        elif tag == "si":
            strings.append("".join(parts))
            parts.clear()

    walk(data, begun, ended)
    return strings


def _formats(data: bytes) -> list[str]:
    """How numbers are shown, by the number of the style."""
    own: dict[str, str] = {}
    styles: list[str] = []
    way: list[str] = []

    def begun(tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "General")
        if tag == "xf" and way and way[-1] == "cellXfs":
            styles.append(attributes.get("numFmtId", "0"))
        way.append(tag)

    def ended(_tag: str, _text: str) -> None:
        way.pop()

    walk(data, begun, ended)
    return [own.get(id_) or _FORMATS.get(int(id_) if id_.isdecimal() else 0, "General") for id_ in styles]


def _saved(package: Package) -> datetime.date | None:
    """The day when whoever wrote the file says that it was saved."""
    values: dict[str, str] = {}
    if _CORE in package:
        walk(package.read(_CORE), lambda _tag, _told: None, partial(values.__setitem__))
    day = _DAY.match(values.get("modified") or values.get("created") or "")
    try:
        return datetime.date.fromisoformat(day[1]) if day else None
    except ValueError:
        return None
