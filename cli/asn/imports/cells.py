"""A cell as a figure: read exactly where it can be read in one way, never as a float, and else what is said of it."""

import re
from collections.abc import Iterable
from decimal import Context, Decimal, InvalidOperation
from enum import Enum

from asn.figures import DASH, MAX_DIGITS, MINUS, SPACES, format_number
from asn.finding import Severity
from asn.imports.mapping import Mapped, Remark
from asn.sheets import Cell

_SHOWN = Context(prec=15)
"""The digits that Excel itself counts with: the file's 0.30000000000000004 is 0,3 to whoever looks at it."""
_MINUSES = rf"\-{MINUS}{DASH}"
_GROUP = rf"[{SPACES}'’]"
_SPACED = re.compile(rf"(?P<whole>\d{{1,3}}(?:{_GROUP}\d{{3}})+|\d+)(?:(?P<mark>[.,])(?P<fraction>\d+))?")
_POINTED = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<fraction>\d+)|(?P<only>\d{1,3}(?:\.\d{3}){2,})")
_COMMAED = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+)\.(?P<fraction>\d+)|(?P<only>\d{1,3}(?:,\d{3}){2,})")
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_SIGNED = re.compile(
    rf"\((?P<inner>[^()]*)\)|(?P<minus>[+{_MINUSES}])?\s*(?P<bare>.*?)\s*(?P<after>[{_MINUSES}])?", re.DOTALL
)


class NoFigure(Enum):
    """Why a text is no figure."""

    NO_NUMBER = "no number"
    TWO_WAYS = "thousands or decimals"


def stored_number(text: str) -> Decimal | None:
    """A number as a workbook stores it, 29411504.399999999 or 1E-3, to the digits that Excel shows; None if none."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or value.adjusted() >= MAX_DIGITS or value.adjusted() < -MAX_DIGITS:
        return None if value else Decimal(0)
    value = _SHOWN.plus(value)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def read_numeral(text: str, decimal: str = "") -> Decimal | NoFigure:
    """A figure as someone wrote it: ``(10 787)``, ``1.126,50``, ``9195-``.

    ``decimal`` is the mark before decimals, ``.`` or ``,``, where the file is known to use one.
    """
    match = _SIGNED.fullmatch(text.strip(f"{SPACES}\t"))
    assert match, "anything is a text between its signs"
    bare = (match["inner"] if match["inner"] is not None else match["bare"]).strip(SPACES)
    negative = match["inner"] is not None or (match["minus"] or "+") != "+" or bool(match["after"])
    if match["minus"] and match["after"]:
        return NoFigure.NO_NUMBER
    value = _unsigned(bare, decimal)
    return -value if isinstance(value, Decimal) and negative and value else value


def _unsigned(bare: str, decimal: str) -> Decimal | NoFigure:
    if _EITHER.fullmatch(bare):
        if not decimal:
            return NoFigure.TWO_WAYS
        return _from_digits(bare, "") if decimal not in bare else _from_digits(*bare.split(decimal))
    for pattern in (_SPACED, _POINTED, _COMMAED):
        match = pattern.fullmatch(bare)
        if match:
            parts = match.groupdict()
            if decimal and parts.get("mark") and parts["mark"] != decimal:
                return NoFigure.TWO_WAYS
            return _from_digits(parts["whole"] or parts.get("only") or "", parts["fraction"] or "")
    return NoFigure.NO_NUMBER


def _from_digits(whole: str, fraction: str) -> Decimal | NoFigure:
    digits = re.sub(r"\D", "", whole)
    if len(digits) > MAX_DIGITS or len(fraction) > MAX_DIGITS:
        return NoFigure.NO_NUMBER
    return Decimal(f"{digits}.{fraction}" if fraction else digits)


def decimal_marks(texts: Iterable[str]) -> list[str]:
    """The marks that figures of a file surely have before their decimals; more than one where they contradict."""
    marks: dict[str, None] = {}
    for text in texts:
        bare = text.strip(f"{SPACES}()+-{MINUS}{DASH}")
        if _EITHER.fullmatch(bare):
            continue
        match = _SPACED.fullmatch(bare)
        mark = match["mark"] if match else "," if _POINTED.fullmatch(bare) else "." if _COMMAED.fullmatch(bare) else ""
        marks |= {mark: None} if mark else {}
    return list(marks)


_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_SCALED = re.compile(r"[0#?](,+)(?![0-9#?,])")
_THOUSAND = 3
_PERCENT = 2
_QUOTE = 60  # characters of a text: no figure has more
_PERCENT_SIGN = "%"
FigureWithRemarks = tuple[Decimal | None, list[Remark]]


def figure_in_cell(mapping: Mapped, at: tuple[int, int], unit: str, mark: str) -> FigureWithRemarks:
    """The figure in a cell of a sheet, and what is to be said of it; None where there is none.

    ``at`` is the cell's row and column, ``unit`` what the table has it in, and ``mark`` what the file's numbers have
    before their decimals, where it is a CSV that tells.
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


def _number(mapping: Mapped, at: tuple[int, int], cell: Cell, unit: str, mark: str) -> FigureWithRemarks:  # noqa: ARG001 - as all
    value = stored_number(cell.text)
    if value is None:
        return None, [
            mapping.spot.say("X104", Severity.FEL, f"«{cell.text}» är inget tal som går att räkna med.", at=at)
        ]
    bare = _QUOTED.sub("", cell.format.partition(";")[0])
    if _PERCENT_SIGN in bare:
        return _share(mapping, at, value, unit)
    scaled = _SCALED.search(bare)
    if scaled:
        shown = format_number(value.scaleb(-_THOUSAND * len(scaled[1])), 0)
        message = f"Cellen visar {shown} men innehåller {format_number(value)}, som är det som läses."
        hint = "Kontrollera att enhet i underlag är den som cellen innehåller, inte den som den visar."
        return value, [mapping.spot.say("X110", Severity.VARNING, message, hint, at=at)]
    return value, []


def _share(mapping: Mapped, at: tuple[int, int], value: Decimal, unit: str) -> FigureWithRemarks:
    """7,27 % is kept as 0.0727."""
    percent = value.scaleb(_PERCENT)
    text = f"{format_number(percent)} %"
    if unit == _PERCENT_SIGN:
        message = f"Cellen har procentformat: {format_number(value)} läses som {text}."
        return percent, [mapping.spot.say("X109", Severity.RÅD, message, at=at)]
    message = f"Cellen har procentformat ({text}), men tabellen är i {unit or 'tal utan enhet'}."
    hint = 'Skriv enhet: "%" på raden, eller byt kolumn.'
    return None, [mapping.spot.say("X109", Severity.FEL, message, hint, at=at)]


def _text(mapping: Mapped, at: tuple[int, int], cell: Cell, unit: str, mark: str) -> FigureWithRemarks:
    text = cell.text.strip()[:_QUOTE]
    share = text.removesuffix(_PERCENT_SIGN) if unit == _PERCENT_SIGN else text
    value = read_numeral(share, mark)
    plain = not mapping.spot.sheet  # in a CSV all is text
    if isinstance(value, Decimal):
        message = f"Cellen är text, «{text}»; den läses som {format_number(value)}."
        return value, [] if plain else [mapping.spot.say("X104", Severity.RÅD, message, at=at)]
    if value is NoFigure.TWO_WAYS:
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


def _error(mapping: Mapped, at: tuple[int, int], cell: Cell, unit: str, mark: str) -> FigureWithRemarks:  # noqa: ARG001 - as all
    hint = "Rätta formeln i Excel och spara."
    return None, [mapping.spot.say("X103", Severity.FEL, f"Cellen har felvärdet {cell.text}.", hint, at=at)]


def _nothing(mapping: Mapped, at: tuple[int, int], cell: Cell, unit: str, mark: str) -> FigureWithRemarks:  # noqa: ARG001 - as all
    hint = "Öppna filen i Excel, låt den räkna om och spara."
    return None, [mapping.spot.say("X105", Severity.FEL, "Formeln har inget sparat värde.", hint, at=at)]


def _date(mapping: Mapped, at: tuple[int, int], cell: Cell, unit: str, mark: str) -> FigureWithRemarks:  # noqa: ARG001 - as all
    hint = "Byt format i Excel om det är ett tal, eller byt kolumn."
    return None, [mapping.spot.say("X108", Severity.FEL, "Cellen är ett datum.", hint, at=at)]


def _flag(mapping: Mapped, at: tuple[int, int], cell: Cell, unit: str, mark: str) -> FigureWithRemarks:  # noqa: ARG001 - as all
    text = "SANT" if cell.text == "1" else "FALSKT"
    return None, [mapping.spot.say("X104", Severity.FEL, f"Cellen är {text}, inget tal.", "Byt kolumn.", at=at)]


_VALUES = {"number": _number, "text": _text, "error": _error, "nothing": _nothing, "date": _date, "flag": _flag}
