"""How a value is read from the text that the editor wrote: a function a kind of value.

YAML scalars arrive as text (see ``asn.read``). Every refusal is raised as a PydanticCustomError, whose message is
Swedish and shown to the editor as it stands.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Collection
from decimal import Decimal
from enum import StrEnum
from typing import Any, LiteralString, NamedTuple, TypeVar

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_before_validator_function, with_info_before_validator_function

from asn.figures import (
    Cellvärde,
    Mätvärde,
    NumberError,
    Storhet,
    Årsvärden,
    parse_cell,
    parse_measure,
    parse_number,
    parse_quantity,
)
from asn.light import COLOURS, SIGNS, Bedömning

T = TypeVar("T")

_ID = re.compile(r"[a-zåäö][a-zåäö0-9_]*")
_YEAR_ALONE = re.compile(r"20\d\d")
_HEX = re.compile(r"#[0-9a-f]{6}")
_FILE = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\.yaml")
_COLOUR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_YEARS = (1990, 2100)
GRADES = (1, 5)
"""The lowest and the highest that a risk's likelihood or consequence is graded, by the board's own method."""
WHOLE = 100
"""Per cent of what is done when all is."""
MAX_DECIMALS = 6
"""Decimals that a table or a chart can be printed with."""


class Read(NamedTuple):
    """How a value is made of what the editor wrote.

    Pydantic's BeforeValidator does the same, but asks what arguments the function takes for each of some 700 fields.
    """

    read: Callable[..., Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self.read, handler(source))


class ReadInYear(Read):
    """How a value is made where the report's year, in the context, decides what it is."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return with_info_before_validator_function(self.read, handler(source))


def read_scalar(value: Any, wanted: str) -> str:
    if isinstance(value, str) and value.strip():
        return value
    if value is None or value == "":
        raise PydanticCustomError("tomt", "Här ska det stå {wanted}.", {"wanted": wanted})
    kind = str(value).lower() if isinstance(value, bool) else "en lista" if isinstance(value, list) else "flera fält"
    raise PydanticCustomError("fel_slag", "Här ska det stå {wanted}, inte {kind}.", {"wanted": wanted, "kind": kind})


def read_text(value: Any) -> str:
    return unicodedata.normalize("NFC", read_scalar(value, "text")).strip()


def read_prose(value: Any) -> str:
    # Trailing space only: a column in the text must stay a column in the file.
    return read_scalar(value, "text").rstrip()


def read_id(value: Any) -> str:
    text = read_scalar(value, "ett id")
    if not _ID.fullmatch(text):
        shown = f": år_{text}" if _YEAR_ALONE.fullmatch(text) else ""
        raise PydanticCustomError(
            "id",
            "«{text}» kan inte vara ett id. Skriv små bokstäver, siffror och _, med en bokstav först{shown}.",
            {"text": text, "shown": shown},
        )
    return text


def read_file_name(value: Any) -> str:
    text = read_scalar(value, "ett filnamn")
    if _FILE.fullmatch(text):
        return text
    message = "«{text}» är inget filnamn här. Skriv a–z, siffror, - eller _ och .yaml: handelser.yaml."
    raise PydanticCustomError("fil", message, {"text": text})


def read_colour(value: Any) -> str:
    text = "" if value is None else str(value)
    match = _COLOUR.fullmatch(text)
    if not match:
        raise PydanticCustomError(
            "färg", 'Skriv färgen som sex tecken inom citattecken: "#1b4f68". Utan dem läses # som en kommentar.'
        )
    digits = match[1].lower()
    return "#" + (digits if len(digits) > 3 else "".join(2 * digit for digit in digits))  # noqa: PLR2004 - #rgb


def _parsed(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except NumberError as why:
        raise PydanticCustomError("tal", "{why}", {"why": str(why)}) from None


def read_number(value: Any) -> Decimal:
    return _parsed(parse_number, read_scalar(value, "ett tal"))


def read_quantity(value: Any) -> Storhet:
    return _parsed(parse_quantity, read_scalar(value, "ett tal med enhet"))


def read_percent(value: Any) -> Storhet:
    number = read_quantity(value)
    if number.enhet not in {"", "%"} or not 0 <= number.tal <= WHOLE:
        raise PydanticCustomError("procent", "«{text}» är inte mellan 0 och 100 %.", {"text": str(value)})
    return Storhet(number.tal, "%")


def read_measure(value: Any) -> Mätvärde:
    return _parsed(parse_measure, read_scalar(value, "ett värde"))


def read_measures(value: Any, info: ValidationInfo) -> Mätvärde:
    """One value, or one for each year: then that of the report's own year counts."""
    if not isinstance(value, dict):
        return read_measure(value)
    measures = {read_year(year): None if one is None else read_measure(one) for year, one in value.items()}
    return Årsvärden.of(measures, (info.context or {}).get("år") or max(measures, default=0))


def read_cell(value: Any) -> Cellvärde:
    return parse_cell(unicodedata.normalize("NFC", read_scalar(value, "ett tal eller en text")))


def read_integer(value: Any) -> int:
    text = read_scalar(value, "ett heltal")
    if not re.fullmatch(r"0|[1-9]\d{0,8}", text):
        raise PydanticCustomError("heltal", "«{text}» är inget heltal.", {"text": text})
    return int(text)


def _between(value: Any, bounds: tuple[int, int], kind: LiteralString, message: LiteralString) -> int:
    number, (low, high) = read_integer(value), bounds
    if not low <= number <= high:
        raise PydanticCustomError(kind, message, {"number": number, "low": low, "high": high})
    return number


def read_year(value: Any) -> int:
    return _between(value, _YEARS, "år", "{number} är inget årtal mellan {low} och {high}.")


def read_grade(value: Any) -> int:
    return _between(value, GRADES, "grad", "{number} är inget av värdena {low} till {high}.")


def read_decimals(value: Any) -> int:
    message: LiteralString = "{number} decimaler är för många; högst {high} går."
    return _between(value, (0, MAX_DECIMALS), "decimaler", message)


def read_date(value: Any) -> datetime.date:
    text = read_scalar(value, "ett datum")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            raise PydanticCustomError("datum", "Datumet {text} finns inte i almanackan.", {"text": text}) from None
    raise PydanticCustomError("datum", "«{text}» är inget datum. Skriv år-månad-dag: 2023-05-17.", {"text": text})


def read_yes_no(value: Any) -> bool:
    known = {"ja": True, "nej": False, True: True, False: False}
    if isinstance(value, (str, bool)) and value in known:
        return known[value]
    raise PydanticCustomError("ja_nej", "Skriv ja eller nej.")


def _among(value: Any, words: Collection[str], wanted: str) -> str:
    text, listed = read_scalar(value, wanted), ", ".join(words)
    if text in words:
        return text
    raise PydanticCustomError("val", "«{text}» är inget av {words}.", {"text": text, "words": listed})


def choice(kind: type[StrEnum]) -> Read:
    """How one of listed words is read."""
    words = [member.value for member in kind]

    def choose(value: Any) -> StrEnum:
        return kind(_among(value, words, f"ett av {', '.join(words)}"))

    return Read(choose)


def read_light(value: Any) -> Bedömning:
    # Which words there are is the scale's to say, and it is known when all files are read.
    return Bedömning(read_scalar(value, "ett ljus"))


def read_class_id(value: Any) -> Bedömning:
    return Bedömning(read_id(value))


def read_light_colour(value: Any) -> str:
    text = read_scalar(value, "en färg")
    if text in COLOURS or _HEX.fullmatch(text.lower()):
        return text if text in COLOURS else text.lower()
    message = '«{text}» är ingen färg här. Skriv {words}, eller en egen som "#2b8256".'
    raise PydanticCustomError("val", message, {"text": text, "words": ", ".join(COLOURS)})


def read_sign(value: Any) -> str:
    return _among(value, SIGNS, "ett tecken")


def read_list(value: Any) -> Any:
    if value is None:  # an empty key in a draft is an empty list
        return ()
    return tuple(value) if isinstance(value, list) else value


def read_keys(value: Any) -> Any:
    """One key, or a list of them."""
    return read_list(value if isinstance(value, list) or value is None else [value])


def read_group(value: Any) -> Any:
    return {} if value is None else value
