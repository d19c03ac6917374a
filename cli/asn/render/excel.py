"""Tables as CSV that Swedish Excel opens right: semicolons, decimal commas, and a mark that says that it is UTF-8."""

import csv
import io
from codecs import BOM_UTF8

from asn.figures import MINUS
from asn.render.cells import plain_cell
from asn.render.data import harmless_cell
from asn.table import Cell, Tabell, Talcell


def excel_csv(table: Tabell) -> bytes:
    """A table for a double click in Excel; the one for open data has a comma, a decimal point and the columns' ids."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless_cell(column.hela_rubriken) for column in table.kolumner])
    writer.writerows([_cell(cell) for cell in row.celler] for row in table.rader)
    return BOM_UTF8 + out.getvalue().encode("utf-8")


def _cell(cell: Cell) -> str:
    """A figure with a decimal comma, as Excel has it where it is Swedish; words that no sheet runs."""
    text = plain_cell(cell)
    return text.replace(".", ",").replace(MINUS, "-") if isinstance(cell, Talcell) else harmless_cell(text)
