"""One sheet's XML: what each cell holds, and what is merged or hidden."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from asn.sheets.book import Cell, Kind, Range, Sheet, SheetError, column_number
from asn.sheets.package import walk

MAX_CELLS = 200_000
MAX_MERGED = 20_000
MAX_TEXT = 2_000
"""Characters of a text that are kept: no name or figure is longer."""
_ROWS, _COLUMNS = 1_048_576, 16_384
_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
# Without what stands in quotes, brackets or after \ and _: the letters of a date.
_LITERAL = re.compile(r'"[^"]*"|\[(?!h+\]|m+\]|s+\])[^\]]*\]|[\\_*].', re.IGNORECASE)
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
_KINDS: dict[str, Kind] = {"s": "text", "str": "text", "inlineStr": "text", "e": "error", "b": "flag", "d": "date"}


def read_sheet(data: bytes, name: str, strings: Sequence[str], formats: Sequence[str], *, hidden: bool) -> Sheet:
    """A sheet.

    Args:
        data: its XML.
        name: what it is called.
        strings: the workbook's texts, which cells name by number.
        formats: how numbers are shown, by the number of the style.
        hidden: whether the workbook hides it.

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
                self._keep()

    def _cell(self, attributes: dict[str, str]) -> None:
        """A cell's own place, else the one after the last."""
        place = _REF.fullmatch(attributes.get("r", ""))
        self.column = (column_number(place[1]) or 0) if place else self.column + 1
        self.row = int(place[2]) if place else self.row
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.value, self.formula = None, False

    def _keep(self) -> None:
        if self.value in (None, "") and not self.formula:
            return
        if not (1 <= self.row <= _ROWS and 1 <= self.column <= _COLUMNS):
            raise SheetError("Filen är skadad: en cell ligger utanför bladet.")
        if len(self.cells) >= MAX_CELLS:
            raise SheetError(f"Bladet har fler än {MAX_CELLS} ifyllda celler. Spara bara det som behövs.")
        shown = self.formats[int(self.style)] if _whole(self.style) < len(self.formats) else "General"
        self.cells[self.row, self.column] = self._made(shown)

    def _made(self, shown: str) -> Cell:
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
