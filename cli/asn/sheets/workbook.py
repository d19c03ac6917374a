"""Excel's own format (.xlsx, .xlsm; ISO/IEC 29500): its sheets, what each cell holds, and what is merged or hidden.

The XML is read as text, so a number keeps the digits that it has in the file: every library makes a float of it. Only
what is written is looked at: a cell in the last row, or a range merged over the whole sheet, costs what any other does.
Charts, images, pivots, macros and links are never read.
"""

import datetime
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from asn.sheets import MAX_CELLS, SAVE_AS, Book, Cell, CellKind, Range, Sheet, SheetError, column_number
from asn.sheets.package import Package, walk

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
            read[index] = _read_sheet(part, kept[index].name, strings, formats, hidden=kept[index].hidden)
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


MAX_MERGED = 20_000
MAX_TEXT = 2_000
"""Characters of a text that are kept: no name or figure is longer."""
_ROWS, _COLUMNS = 1_048_576, 16_384
_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
# Without what stands in quotes, brackets or after \ and _: the letters of a date.
_LITERAL = re.compile(r'"[^"]*"|\[(?!h+\]|m+\]|s+\])[^\]]*\]|[\\_*].', re.IGNORECASE)
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
_KINDS: dict[str, CellKind] = {"s": "text", "str": "text", "inlineStr": "text", "e": "error", "b": "flag", "d": "date"}


def _read_sheet(data: bytes, name: str, strings: Sequence[str], formats: Sequence[str], *, hidden: bool) -> Sheet:
    """A sheet out of its XML; cells name the texts by number, and how numbers are shown by the number of the style.

    Raises:
        SheetError: if it is no XML, or has more cells than any report's.
    """
    reading = _Reading(strings, formats)
    walk(data, reading.begun, reading.ended)
    return Sheet(
        name,
        reading.cells,
        tuple(reading.merged),
        frozenset(reading.hidden_rows),
        tuple(reading.hidden_columns),
        hidden,
    )


@dataclass
class _Reading:
    """What has been read so far, and the cell that is being read."""

    strings: Sequence[str]
    formats: Sequence[str]
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    row: int = 0
    column: int = 0
    kind: str = "n"
    style: str = "0"
    value: str | None = None
    formula: bool = False
    spoken: bool = False

    def begun(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        match tag:
            case "c":
                self._cell(attributes)
            case "row":
                self.row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self.row + 1
                self.column = 0
                if _is_on(attributes, "hidden"):
                    self.hidden_rows.add(self.row)
            case "f":
                self.formula = True
            case "rPh":
                self.spoken = True
            case "col" if _is_on(attributes, "hidden"):
                self.hidden_columns.append((_whole(attributes.get("min")), _whole(attributes.get("max"))))
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def ended(self, tag: str, text: str) -> None:
        """An element ends, with the text right in it."""
        match tag:
            case "v":
                self.value = text
            case "t" if not self.spoken:
                self.value = (self.value or "") + text
            case "rPh":
                self.spoken = False
            case "c":
                self._add_cell()

    def _cell(self, attributes: dict[str, str]) -> None:
        """A cell's own place, else the one after the last."""
        place = _REF.fullmatch(attributes.get("r", ""))
        self.column = (column_number(place[1]) or 0) if place else self.column + 1
        self.row = int(place[2]) if place else self.row
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.value, self.formula = None, False

    def _add_cell(self) -> None:
        if self.value in (None, "") and not self.formula:
            return
        if not (1 <= self.row <= _ROWS and 1 <= self.column <= _COLUMNS):
            raise SheetError("Filen är skadad: en cell ligger utanför bladet.")
        if len(self.cells) >= MAX_CELLS:
            raise SheetError(f"Bladet har fler än {MAX_CELLS} ifyllda celler. Spara bara det som behövs.")
        shown = self.formats[int(self.style)] if _whole(self.style) < len(self.formats) else "General"
        self.cells[self.row, self.column] = self._read_cell(shown)

    def _read_cell(self, shown: str) -> Cell:
        value = self.value or ""
        if not value and self.kind not in {"str", "inlineStr"}:
            return Cell("nothing", "", shown, self.formula)
        if self.kind == "s":
            index = _whole(value)
            if index >= len(self.strings):
                raise SheetError("Filen är skadad: en cell hänvisar till en text som inte finns.")
            value = self.strings[index]
        kind = _KINDS.get(self.kind, "date" if is_date(shown) else "number")
        return Cell(kind, value[:MAX_TEXT], shown, self.formula)

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        start, end = _REF.fullmatch(first), _REF.fullmatch(last or first)
        if len(self.merged) >= MAX_MERGED:
            raise SheetError(f"Bladet har fler än {MAX_MERGED} sammanfogade områden. Spara bara det som behövs.")
        if start and end:
            columns = column_number(start[1]) or 0, column_number(end[1]) or 0
            self.merged.append((int(start[2]), columns[0], int(end[2]), columns[1]))


def is_date(shown: str) -> bool:
    """Whether a format shows a number as a day or a time."""
    return bool(_DATE.search(_LITERAL.sub("", shown.partition(";")[0]))) and "general" not in shown.lower()


def _is_on(attributes: dict[str, str], name: str) -> bool:
    return attributes.get(name, "0") in {"1", "true"}


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - digits of a number that fits
