"""Workbooks and CSV that are meant to harm: too much of something, other files named, or what no cell can be.

Sources: ISO/IEC 29500 (a package is a zip of XML, which may name parts, links and formulas); APPNOTE.TXT for zip; OWASP
on XXE and on formulas in CSV; RFC 4180.
"""

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.fixtures.ledgers import TABLE, export
from tests.fixtures.workbooks import SHEET, doctored
from tests.hostile.inputs import Input, Make, contents

XLSX, CSV = ("import", "xlsx"), ("import", "csv")
OWN = (*XLSX, "--section", "netto")
_FOLDER = "content/2023/T1"
_SHEET = "tillstånd: utkast\navsnitt:\n  - {fil: netto.yaml, rubrik: Nettokostnad}\n"
_SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_GOOD = export()


def _with(data: Callable[[], bytes], name: str = "netto.xlsx", table: str = TABLE) -> Make:
    """A table whose figures come from a file, and the file, which is made when it is asked for."""

    def make(root: Path) -> None:
        contents(
            {
                f"{_FOLDER}/rapport.yaml": _SHEET,
                f"{_FOLDER}/netto.yaml": table,
                f"{_FOLDER}/underlag/{name}": data(),
                f"{_FOLDER}/avsnitt.yaml": b"",
            }
        )(root)

    return make


def _named(file: str) -> str:
    return TABLE.replace("underlag/netto.xlsx", file)


def _sheet(rows: str, extra: str = "") -> bytes:
    return doctored(_GOOD, {SHEET: f"<worksheet {_SPACE}><sheetData>{rows}</sheetData>{extra}</worksheet>".encode()})


def _stored(name: str, size: int) -> bytes:
    """A zip whose list of contents says that a part is of another size than it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<x/>")
        made.writestr(name, b"\0" * 30_000_000)
    return out.getvalue().replace(struct.pack("<I", 30_000_000), struct.pack("<I", size))


def _linked() -> bytes:
    out = io.BytesIO(_GOOD)
    with zipfile.ZipFile(out, "a") as made:
        link = zipfile.ZipInfo("xl/../../../../etc/passwd")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    return out.getvalue()


def _external() -> bytes:
    link = 'Id="rId1" Type="x/worksheet" TargetMode="External" Target="http://127.0.0.1:9/x"'
    links = f"<Relationships><Relationship {link}/></Relationships>".encode()
    return doctored(_GOOD, {"xl/_rels/workbook.xml.rels": links})


def _entities(depth: int) -> bytes:
    words = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, depth))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{words}]><x>&a{depth - 1};</x>'.encode()


_STRINGS = "xl/sharedStrings.xml"
_PASSWD = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def _lots() -> random.Random:
    return random.Random(7)  # the same each time


def _words() -> str:
    lots = _lots()
    return "".join(f"<si><t>{lots.getrandbits(160):x}</t></si>" for _ in range(200_000))


def _cells() -> str:
    return "".join(f'<c r="A{row}"><v>1</v></c>' for row in range(1, 400_000))


def _merged() -> str:
    return "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 1_000_000))


_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (lambda: doctored(_GOOD, {SHEET: b"0" * 45_000_000}), "packad"),
    "bomb of many": (lambda: doctored(_GOOD, {f"xl/x{n}": b"0" * 900_000 for n in range(100)}), "uppackad"),
    "bomb that lies": (lambda: _stored("xl/workbook.xml", 900_000), "skadad"),
    "thousand parts": (lambda: doctored(_GOOD, {f"xl/x{n}": b"" for n in range(1000)}), "delar"),
    "xxe in the sheet": (lambda: doctored(_GOOD, {SHEET: _PASSWD.encode()}), "DOCTYPE"),
    "xxe in utf-16": (lambda: doctored(_GOOD, {SHEET: _PASSWD.encode("utf-16")}), "DOCTYPE"),
    "xxe in the workbook": (lambda: doctored(_GOOD, {"xl/workbook.xml": _PASSWD.encode()}), "DOCTYPE"),
    "laughs in the strings": (lambda: doctored(_GOOD, {_STRINGS: _entities(12)}), "DOCTYPE"),
    "laughs in the styles": (lambda: doctored(_GOOD, {"xl/styles.xml": _entities(12)}), "DOCTYPE"),
    "the last cell": (lambda: _sheet('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'), "X101"),
    "a row beyond all": (lambda: _sheet(f'<row r="{"9" * 4000}"><c><v>7</v></c></row>'), ""),
    "million merged": (lambda: _sheet("", f"<mergeCells>{_merged()}</mergeCells>"), "sammanfogade"),
    "merged over all": (lambda: _sheet("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "X101"),
    "many cells": (lambda: _sheet(f"<row>{_cells()}</row>"), "celler"),
    "strings of 10 MB": (lambda: doctored(_GOOD, {_STRINGS: f"<sst {_SPACE}>{_words()}</sst>".encode()}), ""),
    "deep": (lambda: doctored(_GOOD, {SHEET: b"<a>" * 300_000 + b"</a>" * 300_000}), ""),
    "wide": (lambda: doctored(_GOOD, {SHEET: b"<a " + b"".join(b'b%d="" ' % n for n in range(200_000)) + b"/>"}), ""),
    "a sheet elsewhere": (_external, "inga blad"),
    "numbers without end": (lambda: _sheet(f'<row r="6"><c r="A6"><v>{"9" * 900_000}</v></c></row>'), "X101"),
    "exponents": (
        lambda: _sheet('<row r="8"><c r="A8" t="str"><v>5710</v></c><c r="C8"><v>1E999999999</v></c></row>'),
        "X101",
    ),
    "no end": (lambda: _GOOD[:-200], "skadad"),
    "noise": (lambda: b"PK\x03\x04" + _lots().randbytes(100_000), "skadad"),
    "ole": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _lots().randbytes(100_000), ".xls"),
    "nothing": (lambda: b"", ""),
    "large": (lambda: b"PK\x03\x04" + b"0" * 21_000_000, "MB"),
    "a formula that runs": (lambda: export([["=cmd|' /C calc'!A0"]]), "X101"),
}
_PLAIN = TABLE.replace("netto.xlsx", "netto.csv").replace("  blad: Rapport\n", "").replace("rad: 6", "rad: 1")
_SEPARATED: dict[str, Callable[[], bytes]] = {
    "csv of quotes": lambda: b'"' * 5_000_000,
    "csv of separators": lambda: b";" * 5_000_000,
    "csv of lines": lambda: b"\n" * 5_000_000,
    "csv of digits": lambda: b"Konto;Ack utfall\n5710;" + b"9" * 4_000_000,
    "csv of groups": lambda: b"Konto;Ack utfall\n5710;" + b"1 " * 2_000_000,
    "csv of brackets": lambda: b"Konto;Ack utfall\n5710;" + b"(" * 100_000,
    "csv of nulls": lambda: b"\0" * 1_000_000,
    "csv of marks": lambda: "\ufeff".encode() * 1_000_000,
    "csv that runs": lambda: b"Konto;Ack utfall;x;y\n5710;=cmd|' /C calc'!A0;@SUM(1);+1\n",
    "csv of sep": lambda: b"sep=" * 500_000,
    "csv of a carriage": lambda: b"a\rb\r" * 1_000_000,
}

SHEETS: tuple[Input, ...] = (
    *(Input(f"sheet: {name}", _with(data), (XLSX,), 1, says) for name, (data, says) in _FILES.items()),
    *(Input(f"sheet: {name}", _with(data, "netto.csv", _PLAIN), (CSV,), 1) for name, data in _SEPARATED.items()),
    Input("sheet: a link in the zip", _with(_linked), (XLSX,), 0, "utfall"),
    Input("sheet: named outside", _with(lambda: _GOOD, table=_named("../../../../etc/passwd")), (OWN,), 1, "leder ut"),
    Input("sheet: a device", _with(lambda: _GOOD, table=_named("/dev/zero")), (OWN,), 1, "finns inte"),
)
