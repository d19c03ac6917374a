"""Numbers as Swedes write them: read exactly, rounded half up, printed with the right characters.

Sources: Myndigheternas skrivregler; Isof, Frågelådan 26167 (tkr, mnkr, mdkr) and 26902 (procent).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal

from asn.readable import readable

MINUS = "\N{MINUS SIGN}"
NBSP = "\N{NO-BREAK SPACE}"
DASH = "\N{EN DASH}"
SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
MAX_DIGITS = 17
# Python's own arithmetic, abs() too, keeps 28 digits and rounds the rest away without a word.
_EXACT = Context(prec=4 * MAX_DIGITS)

_NUMBER = re.compile(
    rf"(?P<sign>[+\-{MINUS}{DASH}]?)(?P<whole>[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+|[0-9]+)(?:,(?P<fraction>[0-9]+))?"
)
_QUANTITY = re.compile(
    rf"(?P<number>{_NUMBER.pattern})(?:[{SPACES}]?(?P<percent>%)|[{SPACES}](?P<unit>[a-zåäöA-ZÅÄÖ][^\d<>]*))?"
)
_MEASURE = re.compile(rf"(?P<operator>[<>≤≥=]?)[{SPACES}]*(?P<quantity>{_QUANTITY.pattern})")

_SIGN = rf"[+\-{MINUS}{DASH}]?"
_POINT = re.compile(rf"{_SIGN}[0-9]+\.[0-9]+(?![0-9.,])")
# 8.120, and 1.234.567: other languages, and spreadsheets set up for them, part thousands with a point.
_POINTS = re.compile(rf"(?P<number>{_SIGN}[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+)(?P<fraction>,[0-9]+)?(?![0-9.,])")
# 1O50, O,5, 8l; and 1 OOO, which would else be one of the unit OOO.
_LETTER = re.compile(
    rf"{_SIGN}(?:[0-9]*[OoIl][0-9,]|[0-9]+[OoIl](?![a-zåäö])|[OoIl]\Z"
    rf"|[0-9]+(?:[{SPACES}][0-9]{{3}})*[{SPACES}](?=[0-9]*[OoIl])[0-9OoIl]{{3}}(?!\w))"
)
# 010: a code, or a slip; no number is written so.
_ZERO = re.compile(rf"{_SIGN}0[0-9]")
# «- 6 279», «400*», «1 310-»: digits and signs alone, that are neither a number nor a range.
_MEANT = re.compile(
    rf"(?=.*[0-9])(?![0-9{SPACES}]+[{SPACES}]?[{DASH}-][{SPACES}]?[0-9{SPACES}]+\Z)[0-9{SPACES}.,*+\-{MINUS}{DASH}()]+"
)
_SLIP = re.compile(rf"{_SIGN}[0-9]*\.[0-9]|{_LETTER.pattern}")

# How many of each money unit go on a krona; one home, so that tkr and mnkr can't drift apart.
MONEY = {"kr": Decimal(1), "tkr": Decimal(1000), "mnkr": Decimal(10) ** 6, "mdkr": Decimal(10) ** 9}


class NumberError(ValueError):
    """Text that is no number; the message says in Swedish what to write instead."""


@readable
@dataclass(frozen=True, slots=True)
class Storhet:
    """A figure with its unit: ``enhet`` is a money unit, ``%``, ``procentenheter``, any noun, or empty."""

    tal: Decimal
    enhet: str = ""
    härledd: bool = field(default=False, compare=False)
    """Whether it is a quotient, which has more digits than anyone wrote."""

    def __str__(self) -> str:
        return format_quantity(self)


@readable
@dataclass(frozen=True, slots=True)
class Mätvärde:
    """An outcome or a target: a figure with operator and unit, or words (Ja, Delvis, Positiv trend …).

    ``tal`` is None when the value is words; ``text`` then holds them. ``operator`` is one of < > ≤ ≥ = or empty.
    """

    tal: Decimal | None = None
    enhet: str = ""
    operator: str = ""
    text: str = ""

    def __str__(self) -> str:
        if self.tal is None:
            return self.text
        return f"{self.operator}{NBSP if self.operator else ''}{format_quantity(Storhet(self.tal, self.enhet))}"


@readable
@dataclass(frozen=True, slots=True)
class Årsvärden(Mätvärde):
    """Outcomes or targets year by year; its own value is that of ``eget``, the report's year, and may be empty."""

    eget: int = 0
    år: tuple[tuple[int, Mätvärde | None], ...] = ()
    """Every year, the oldest first."""

    def __bool__(self) -> bool:
        """Whether the report's year has a value."""
        return self.tal is not None or bool(self.text)

    @classmethod
    def of(cls, by_year: dict[int, Mätvärde | None], own: int) -> "Årsvärden":
        """The values of some years, with that of the report's own as the one that is held against others."""
        now = by_year.get(own) or Mätvärde()
        return cls(now.tal, now.enhet, now.operator, now.text, own, tuple(sorted(by_year.items())))

    def värde(self, year: int) -> Mätvärde | None:
        """The value of a year."""
        return dict(self.år).get(year)


@readable
@dataclass(frozen=True, slots=True)
class Cellvärde:
    """What stands in a cell of a table, as written; ``tal`` is None when it is no number but words."""

    text: str
    tal: Decimal | None = None

    def __str__(self) -> str:
        return self.text


def parse_cell(text: str) -> Cellvärde:
    """Read what stands in a cell: a number, else words; which of them belongs there its column knows."""
    bare = text.strip()
    try:
        return Cellvärde(bare, parse_number(bare))
    except NumberError:
        return Cellvärde(bare)


def why_not_words(text: str) -> str:
    """Why what stands where a figure is wanted can't be words in its place either; empty if it can.

    «Stängt», «ca 116 000» and «–» are words. A number with a letter in it, a point or a unit was meant to be a figure.
    """
    bare = text.strip()
    if _SLIP.match(bare) or _ZERO.match(bare) or _MEANT.fullmatch(bare):
        return _why_not_a_number(bare)
    if match := _QUANTITY.fullmatch(bare):
        unit = (match["percent"] or match["unit"] or "").strip()
        return f"«{bare}» har en enhet i cellen. Skriv bara talet: {unit} skrivs i kolumnens eller radens enhet."
    return ""


def parse_number(text: str) -> Decimal:
    """Read one number: decimal comma, spaces between groups of three, ASCII or real minus.

    Raises:
        NumberError: if the text isn't a number, with the cure in Swedish.
    """
    match = _NUMBER.fullmatch(text.strip())
    if not match or _ZERO.match(text.strip()):
        raise NumberError(_why_not_a_number(text))
    return _decimal(match)


def parse_quantity(text: str) -> Storhet:
    """Read a number with an optional unit: ``36 %``, ``-1,8 mnkr``, ``221,5 årsarbetare``."""
    match = _QUANTITY.fullmatch(text.strip())
    if not match or _LETTER.match(text.strip()) or _ZERO.match(text.strip()):
        raise NumberError(_why_not_a_number(text))
    return Storhet(_decimal(match), (match["percent"] or match["unit"] or "").strip())


def parse_measure(text: str) -> Mätvärde:
    """Read an outcome or a target; what is no figure stays as words."""
    match = _MEASURE.fullmatch(text.strip())
    bare = text.strip().lstrip(f"<>≤≥={SPACES}")
    if _SLIP.match(bare) or (match and _ZERO.match(bare)):
        raise NumberError(_why_not_a_number(bare))
    if not match:
        return Mätvärde(text=text.strip())
    return Mätvärde(_decimal(match), (match["percent"] or match["unit"] or "").strip(), match["operator"])


def _decimal(match: re.Match[str]) -> Decimal:
    whole = re.sub(f"[{SPACES}]", "", match["whole"])
    fraction = match["fraction"] or ""
    if len(whole) > MAX_DIGITS or len(fraction) > MAX_DIGITS:
        raise NumberError(f"Talet har för många siffror; högst {MAX_DIGITS} går att räkna exakt med.")
    sign = "-" if match["sign"] in {"-", MINUS, DASH} else ""
    return Decimal(f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}")


def _why_not_a_number(text: str) -> str:
    bare = text.strip()
    if grouped := _POINTS.match(bare):
        return _thousands_or_decimals(bare, grouped)
    if _POINT.match(bare):
        return f"«{bare}» är inget svenskt tal. Skriv decimalkomma: {bare.replace('.', ',', 1)}."
    if re.fullmatch(rf"{_SIGN}[0-9]+,[{SPACES}]+[0-9]+", bare):
        return f"«{bare}» har ett mellanslag efter kommat. Skriv {re.sub(rf'[{SPACES}]', '', bare)}."
    if _LETTER.match(bare):
        return f"«{bare}» har en bokstav bland siffrorna. Skriv siffran noll eller ett."
    if _ZERO.match(bare):
        return f"«{bare}» börjar med en nolla, som inget tal gör. Är det ett tal: {bare.replace('0', '', 1)}."
    if "_" in bare:
        return f"«{bare}» är inget tal. Skriv tusental med mellanslag: {bare.replace('_', ' ')}."
    return f"«{bare}» är inget tal. Skriv till exempel 4,53 eller -29 390."


def _thousands_or_decimals(bare: str, grouped: re.Match[str]) -> str:
    """The cures of a number with points: only the editor knows whether 8.120 is eight thousand or a little over 8."""
    rest = bare[grouped.end("number") :]
    thousands, decimals = grouped["number"].replace(".", " ") + rest, grouped["number"].replace(".", ",") + rest
    if grouped["number"].count(".") > 1 or grouped["fraction"]:
        return f"«{bare}» är inget svenskt tal. Skriv tusental med mellanslag: {thousands}."
    return f"«{bare}» är inget svenskt tal. Menas tusental: {thousands}. Menas decimaler: {decimals}."


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round as a report does: halves away from zero, and never a negative zero."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_EXACT)
    return rounded or rounded.copy_abs()


def decimals_of(value: Decimal) -> int:
    """How many decimals the value was written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def format_number(value: Decimal, decimals: int | None = None, *, sign: bool = False) -> str:
    """Print a number with hard spaces between thousands, a decimal comma and a real minus sign.

    Args:
        value: the number; must be finite.
        decimals: decimals to round to; None keeps the ones that it was written with.
        sign: whether a positive number gets a plus sign.

    Raises:
        ValueError: if the value isn't finite.
    """
    if not value.is_finite():
        raise ValueError("only finite numbers can be printed")
    rounded = round_half_up(value, decimals_of(value) if decimals is None else decimals)
    digits = f"{rounded.copy_abs():,f}".replace(",", NBSP).replace(".", ",")
    if rounded < 0:
        return MINUS + digits
    return f"+{digits}" if sign and rounded else digits


def format_quantity(value: Storhet, decimals: int | None = None, *, sign: bool = False) -> str:
    """Print a figure with its unit after a hard space; a quotient with three digits that count, at most 2 decimals."""
    if value.härledd and decimals is None:
        decimals = _telling(value.tal)
    number = format_number(value.tal, decimals, sign=sign)
    return f"{number}{NBSP}{value.enhet}" if value.enhet else number


def _telling(quotient: Decimal) -> int:
    """How many decimals of a quotient say something; none that would only be zeros."""
    size = abs(quotient)
    most = next(places for places, above in ((0, 100), (1, 10), (2, 0)) if size >= above)
    return min(most, decimals_of(round_half_up(quotient, most).normalize()))


def as_money(value: Storhet, unit: str) -> Storhet:
    """Turn an amount into another money unit, exactly.

    Raises:
        NumberError: if the value isn't money.
    """
    if value.enhet not in MONEY:
        raise NumberError(f"{value} är inget belopp i kr, tkr, mnkr eller mdkr.")
    if value.enhet == unit:
        return value
    kronor = _EXACT.multiply(value.tal, MONEY[value.enhet])
    return Storhet(_EXACT.divide(kronor, MONEY[unit]), unit, härledd=value.härledd)


@dataclass(frozen=True, slots=True)
class Rounded:
    """A figure, and how far the true value may be from it at most; both in the same unit.

    What a report prints is rounded from kr, so its sums are right and none is exact: a difference of whole figures may
    be 1 off in its last digit, a sum of n rows (n + 1)/2.
    """

    value: Decimal
    slack: Decimal

    @classmethod
    def of(cls, value: Decimal, decimals: int | None = None) -> "Rounded":
        """A figure as it is printed, with its own decimals or so many: off by half a unit in its last digit at most."""
        return cls(value, Decimal(5).scaleb(-(decimals_of(value) if decimals is None else decimals) - 1))

    def __str__(self) -> str:
        return format_number(self.value)

    def term(self) -> str:
        """The figure as it stands after a plus or a minus: a negative one in parentheses."""
        return f"({self})" if self.value < 0 else str(self)

    def __add__(self, other: "Rounded") -> "Rounded":
        return Rounded(self.value + other.value, self.slack + other.slack)

    def __sub__(self, other: "Rounded") -> "Rounded":
        return Rounded(self.value - other.value, self.slack + other.slack)

    def __neg__(self) -> "Rounded":
        return Rounded(-self.value, self.slack)

    def times(self, factor: Decimal) -> "Rounded":
        """The same figure in another unit."""
        return Rounded(self.value * factor, self.slack * abs(factor))

    def share_of(self, whole: "Rounded") -> "Rounded | None":
        """This as percent of another, whose sign doesn't count; None if the other may be nothing."""
        base = abs(whole.value)
        if base <= whole.slack:
            return None
        share = self.value / base
        # Farthest off when the one is rounded up and the other down.
        farthest = (abs(self.value) + self.slack) / (base - whole.slack) - abs(share)
        return Rounded(share * 100, farthest * 100)

    def agrees(self, other: "Rounded") -> bool:
        """Whether both can be the same true value."""
        return abs(self.value - other.value) <= self.slack + other.slack


def total(figures: Iterable[Rounded]) -> Rounded:
    """The sum of some figures."""
    return sum(figures, Rounded(Decimal(0), Decimal(0)))


def in_unit(figure: Storhet, unit: str) -> Decimal | None:
    """A figure in a unit, exactly; None if it measures another thing."""
    if figure.enhet == unit:
        return figure.tal
    if figure.enhet in MONEY and unit in MONEY:
        return as_money(figure, unit).tal
    return None


def converted(amount: Rounded, from_: str, unit: str) -> Rounded | None:
    """An amount in another unit; None if the two measure different things."""
    value = in_unit(Storhet(amount.value, from_), unit)
    if value is None or from_ == unit:
        return None if value is None else amount
    return Rounded(value, amount.slack * MONEY[from_] / MONEY[unit])
