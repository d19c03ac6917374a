"""What is said of a file that figures are read from: at its cell, as FIL!Blad!CELL."""

from collections.abc import Iterable
from dataclasses import dataclass

from asn.finding import Severity
from asn.sheets import cell_name

TITLES = {
    "X101": "Fil, blad, rubrik eller kolumn som inte finns",
    "X102": "Rad som saknar motsvarighet",
    "X103": "Felvärde i en cell",
    "X104": "Text där det ska stå ett tal",
    "X105": "Formel utan sparat värde",
    "X106": "Sammanfogade celler",
    "X107": "Dolt som räknas med",
    "X108": "Datum där det ska stå ett tal",
    "X109": "Cell med procentformat",
    "X110": "Cell som visas i tusental",
    "X111": "Samma nyckel två gånger",
    "X113": "Filen är äldre än perioden",
    "X114": "CSV som kan läsas på flera sätt",
}
"""What reading a file can say, by its code; X112 is said of the content, by ``asn check``."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing: its rule's code, how grave it is, where, what is wrong and what would be right."""

    code: str
    severity: Severity
    where: str
    message: str
    hint: str = ""
    row: int = 0
    """The row in the sheet; 0 where it is of the file as a whole."""


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A file, or a sheet of it: what a remark is said of."""

    file: str
    sheet: str = ""

    def at(self, row: int = 0, column: int = 0) -> str:
        """A cell of it, or the whole: FIL!Blad!CELL."""
        cell = cell_name(row, column) if column else str(row or "")
        return "!".join(filter(None, (self.file, self.sheet, cell)))

    def say(self, code: str, grave: Severity, message: str, hint: str = "", *, at: tuple[int, int] = (0, 0)) -> Remark:
        """Something to say of it, at a row and a column."""
        return Remark(code, grave, self.at(*at), message, hint, at[0])


def fatal(remarks: Iterable[Remark]) -> bool:
    """Whether something is so wrong that nothing is imported."""
    return any(one.severity is Severity.FEL for one in remarks)
