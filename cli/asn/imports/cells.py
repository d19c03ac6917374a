"""A cell as a figure: exactly, where it can be read in one way, with a word where it may not be what it seems."""

import re
from decimal import Decimal

from asn.figures import format_number
from asn.finding import Severity
from asn.imports.mapping import Mapped, Remark
from asn.sheets import Cell
from asn.sheets.numerals import Unread, read_numeral, stored

_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_SCALED = re.compile(r"[0#?](,+)(?![0-9#?,])")
_THOUSAND = 3
_PERCENT = 2
_QUOTE = 60  # characters of a text: no figure has more
PERCENT = "%"


def figure_in_cell(mapping: Mapped, at: tuple[int, int], unit: str, mark: str) -> tuple[Decimal | None, list[Remark]]:
    """The figure in a cell of a sheet, and what is to be said of it; None where there is none.

    Args:
        mapping: the sheet.
        at: the cell's row and column.
        unit: the unit that the table has it in.
        mark: what the file's numbers have before their decimals, where it is a CSV that tells.
    """
    cell = mapping.sheet.at(*at)
    remarks = _around(mapping, at, filled=cell is not None)
    if cell is None or (cell.kind == "text" and cell.text.strip() in {"", "-", "–", "−"}):
        return None, remarks
    value, said = _VALUES[cell.kind](mapping, at, cell, unit, mark)
    return value, [*remarks, *said]


def _around(mapping: Mapped, at: tuple[int, int], *, filled: bool) -> list[Remark]:
    """What is merged or hidden where the cell stands."""
    said = []
    area = mapping.sheet.merged_at(*at)
    if area:
        message = "Cellen är en del av flera sammanfogade, som har ett enda värde."
        grave = Severity.VARNING if filled else Severity.FEL
        said.append(mapping.spot.say("X106", grave, message, "Dela upp dem i Excel: Sammanfoga och centrera.", at=at))
    if filled and at[0] in mapping.sheet.hidden_rows and not mapping.sheet.hidden:
        message = f"Raden {at[0]} är dold, men räknas med."
        said.append(mapping.spot.say("X107", Severity.VARNING, message, "Ta fram den i Excel och se efter.", at=at))
    return said


Said = tuple[Decimal | None, list[Remark]]


def _number(mapping: Mapped, at: tuple[int, int], cell: Cell, unit: str, mark: str) -> Said:  # noqa: ARG001 - as all
    value = stored(cell.text)
    if value is None:
        return None, [
            mapping.spot.say("X104", Severity.FEL, f"«{cell.text}» är inget tal som går att räkna med.", at=at)
        ]
    bare = _QUOTED.sub("", cell.format.partition(";")[0])
    if PERCENT in bare:
        return _share(mapping, at, value, unit)
    scaled = _SCALED.search(bare)
    if scaled:
        shown = format_number(value.scaleb(-_THOUSAND * len(scaled[1])), 0)
        message = f"Cellen visar {shown} men innehåller {format_number(value)}, som är det som läses."
        hint = "Kontrollera att enhet i underlag är den som cellen innehåller, inte den som den visar."
        return value, [mapping.spot.say("X110", Severity.VARNING, message, hint, at=at)]
    return value, []


def _share(mapping: Mapped, at: tuple[int, int], value: Decimal, unit: str) -> Said:
    """7,27 % is kept as 0.0727."""
    percent = value.scaleb(_PERCENT)
    text = f"{format_number(percent)} %"
    if unit == PERCENT:
        message = f"Cellen har procentformat: {format_number(value)} läses som {text}."
        return percent, [mapping.spot.say("X109", Severity.RÅD, message, at=at)]
    message = f"Cellen har procentformat ({text}), men tabellen är i {unit or 'tal utan enhet'}."
    hint = 'Skriv enhet: "%" på raden, eller byt kolumn.'
    return None, [mapping.spot.say("X109", Severity.FEL, message, hint, at=at)]


def _text(mapping: Mapped, at: tuple[int, int], cell: Cell, unit: str, mark: str) -> Said:
    text = cell.text.strip()[:_QUOTE]
    share = text.removesuffix(PERCENT) if unit == PERCENT else text
    value = read_numeral(share, mark)
    plain = not mapping.spot.sheet  # in a CSV all is text
    if isinstance(value, Decimal):
        message = f"Cellen är text, «{text}»; den läses som {format_number(value)}."
        return value, [] if plain else [mapping.spot.say("X104", Severity.RÅD, message, at=at)]
    if value is Unread.TWO_WAYS:
        message = f"«{text}» kan vara tusental eller decimaler."
        hint = (
            "Spara filen med decimalkomma och mellanslag mellan tusental."
            if plain
            else "Gör cellen till ett tal i Excel."
        )
        return None, [mapping.spot.say("X114" if plain else "X104", Severity.FEL, message, hint, at=at)]
    return None, [
        mapping.spot.say("X104", Severity.FEL, f"«{text}» är inget tal.", "Rätta cellen, eller byt kolumn.", at=at)
    ]


def _error(mapping: Mapped, at: tuple[int, int], cell: Cell, unit: str, mark: str) -> Said:  # noqa: ARG001 - as all
    hint = "Rätta formeln i Excel och spara."
    return None, [mapping.spot.say("X103", Severity.FEL, f"Cellen har felvärdet {cell.text}.", hint, at=at)]


def _nothing(mapping: Mapped, at: tuple[int, int], cell: Cell, unit: str, mark: str) -> Said:  # noqa: ARG001 - as all
    hint = "Öppna filen i Excel, låt den räkna om och spara."
    return None, [mapping.spot.say("X105", Severity.FEL, "Formeln har inget sparat värde.", hint, at=at)]


def _date(mapping: Mapped, at: tuple[int, int], cell: Cell, unit: str, mark: str) -> Said:  # noqa: ARG001 - as all
    hint = "Byt format i Excel om det är ett tal, eller byt kolumn."
    return None, [mapping.spot.say("X108", Severity.FEL, "Cellen är ett datum.", hint, at=at)]


def _flag(mapping: Mapped, at: tuple[int, int], cell: Cell, unit: str, mark: str) -> Said:  # noqa: ARG001 - as all
    text = "SANT" if cell.text == "1" else "FALSKT"
    return None, [mapping.spot.say("X104", Severity.FEL, f"Cellen är {text}, inget tal.", "Byt kolumn.", at=at)]


_VALUES = {"number": _number, "text": _text, "error": _error, "nothing": _nothing, "date": _date, "flag": _flag}
