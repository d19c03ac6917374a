"""The kinds of value that a field can hold, each read from the text that the editor wrote.

YAML scalars arrive as text (see ``asn.read``); a field's type decides what they mean. Every refusal is raised as a
PydanticCustomError, whose message is Swedish and shown to the editor as it stands.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import (
    no_info_after_validator_function,
    no_info_before_validator_function,
    with_info_before_validator_function,
)

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
from asn.period import Form

T = TypeVar("T")
K = TypeVar("K")

_ID = re.compile(r"[a-zåäö][a-zåäö0-9_]*")
_YEAR_ALONE = re.compile(r"20\d\d")
_HEX = re.compile(r"#[0-9a-f]{6}")
_FILE = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\.yaml")
_BESIDE = re.compile(r"(?:[a-z][a-z0-9_-]{0,40}/)?[a-z0-9][a-z0-9_-]{0,60}\.([a-z]{3,4})")
_COLOUR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_YEARS = (1990, 2100)
GRADES = (1, 5)
"""The lowest and the highest that a risk's likelihood or consequence is graded, by the board's own method."""
WHOLE = 100
"""Per cent of what is done when all is."""


class Arv(Enum):
    """What becomes of a field when a period is started from an earlier one (``asn new``)."""

    TÖMS = "töms"
    """It told of the earlier period alone: the key stays, for the editor to fill in."""
    UTGÅR = "utgår"
    """It spoke of the earlier period's own words and faults: it goes, key and all."""
    FLYTTAS = "flyttas"
    """It names years or months, which move with the period."""
    VARAR = "varar"
    """It lasts: a target, a likelihood, an instruction."""


MAX_DECIMALS = 6
"""Decimals that a table or a chart can be printed with."""


class Månad(StrEnum):
    """A month, as a month series names it."""

    JAN = "jan"
    FEB = "feb"
    MAR = "mar"
    APR = "apr"
    MAJ = "maj"
    JUN = "jun"
    JUL = "jul"
    AUG = "aug"
    SEP = "sep"
    OKT = "okt"
    NOV = "nov"
    DEC = "dec"

    @property
    def nummer(self) -> int:
        """The month's number, 1–12."""
        return list(Månad).index(self) + 1

    @property
    def helt_namn(self) -> str:
        """The month's name written out."""
        return _MONTHS[list(Månad).index(self)]


_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True, slots=True)
class Read:
    """How a value is made of what the editor wrote.

    Pydantic's BeforeValidator does the same, but asks what arguments the function takes for each of some 700 fields.
    """

    read: Callable[..., Any]

    def __get_pydantic_core_schema__(self, made: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self.read, handler(made))


@dataclass(frozen=True, slots=True)
class ReadInYear(Read):
    """How a value is made where the report's year, in the context, decides what it is."""

    def __get_pydantic_core_schema__(self, made: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return with_info_before_validator_function(self.read, handler(made))


@dataclass(frozen=True)
class Platser:
    """The places in a sentence where values are put in: each of them must stand there, in braces, and no others."""

    namn: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        object.__setattr__(self, "namn", names)

    @property
    def form(self) -> str:
        """The same as a pattern, for editors' programs."""
        there = "".join(rf"(?=.*\{{{name}\}})" for name in self.namn)
        place = rf"|\{{(?:{'|'.join(self.namn)})\}}" if self.namn else ""
        return rf"^(?=.*\S){there}(?:[^{{}}]{place})*$"

    def read(self, text: str) -> str:
        """The sentence, if its places are these."""
        places = re.findall(r"\{(\w+)\}", text)
        listed = " och ".join(f"{{{name}}}" for name in self.namn) or "inga"
        if len(places) < max(text.count("{"), text.count("}")) or set(places) - set(self.namn):
            raise PydanticCustomError(
                "platser", "Här finns en plats som inte fylls i; de som fylls i är {listed}.", {"listed": listed}
            )
        for name in self.namn:
            if name not in places:
                raise PydanticCustomError("platser", "Platsen {place} saknas.", {"place": f"{{{name}}}"})
        return text

    def __get_pydantic_core_schema__(self, made: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(self.read, handler(made))


@dataclass(frozen=True, slots=True)
class Ordets:
    """Marks a text that is the board's own word, by its way in :class:`asn.model.ord.Ord`, where none is written."""

    grupp: str
    fält: str


@dataclass(frozen=True, slots=True)
class Ur:
    """Marks an id as one of a register, by the register's name in :class:`asn.model.report.Register`."""

    register: Literal["skalor", "målområden", "enheter"]


@dataclass(frozen=True, slots=True)
class Bredvid:
    """Marks a field that names a file of another kind than YAML, by what it is and the endings that it may have.

    The file lies where the YAML that names it lies, or in a folder there.
    """

    slag: Literal["bild", "typsnitt", "pdf"]
    ändelser: tuple[str, ...]

    def namn(self, value: Any) -> str:
        """The name, as the editor wrote it."""
        text = _scalar(value, "ett filnamn")
        found = _BESIDE.fullmatch(text)
        if not found or found[1] not in self.ändelser:
            endings = " eller ".join(f".{ending}" for ending in self.ändelser)
            raise PydanticCustomError(
                "fil",
                "«{text}» är inget filnamn här. Skriv små a–z, siffror, - eller _ och {endings}: {example}.",
                {"text": text, "endings": endings, "example": f"{_FOLDER[self.slag]}/exempel.{self.ändelser[0]}"},
            )
        return text


_FOLDER = {"bild": "bilder", "typsnitt": "utseende", "pdf": "bilagor"}


def _scalar(value: Any, wanted: str) -> str:
    if isinstance(value, str) and value.strip():
        return value
    if value is None or value == "":
        raise PydanticCustomError("tomt", "Här ska det stå {wanted}.", {"wanted": wanted})
    if isinstance(value, bool):
        word = "true" if value else "false"
        raise PydanticCustomError(
            "fel_slag", "Här ska det stå {wanted}, inte {word}.", {"wanted": wanted, "word": word}
        )
    kind = "en lista" if isinstance(value, list) else "flera fält"
    raise PydanticCustomError("fel_slag", "Här ska det stå {wanted}, inte {kind}.", {"wanted": wanted, "kind": kind})


def _text(value: Any) -> str:
    return unicodedata.normalize("NFC", _scalar(value, "text")).strip()


def _prose(value: Any) -> str:
    # Trailing space only: a column in the text must stay a column in the file.
    return _scalar(value, "text").rstrip()


def _id(value: Any) -> str:
    text = _scalar(value, "ett id")
    if _YEAR_ALONE.fullmatch(text):
        raise PydanticCustomError(
            "id",
            "«{text}» kan inte vara ett id. Skriv små bokstäver, siffror och _, med en bokstav först: år_{text}.",
            {"text": text},
        )
    if not _ID.fullmatch(text):
        raise PydanticCustomError(
            "id",
            "«{text}» kan inte vara ett id. Skriv små bokstäver, siffror och _, med en bokstav först.",
            {"text": text},
        )
    return text


def _file(value: Any) -> str:
    text = _scalar(value, "ett filnamn")
    if not _FILE.fullmatch(text):
        raise PydanticCustomError(
            "fil",
            "«{text}» är inget filnamn här. Skriv a–z, siffror, - eller _ och .yaml: handelser.yaml.",
            {"text": text},
        )
    return text


def _colour(value: Any) -> str:
    text = "" if value is None else str(value)
    found = _COLOUR.fullmatch(text)
    if not found:
        raise PydanticCustomError(
            "färg", 'Skriv färgen som sex tecken inom citattecken: "#1b4f68". Utan dem läses # som en kommentar.'
        )
    digits = found[1].lower()
    return "#" + (digits if len(digits) > 3 else "".join(2 * digit for digit in digits))  # noqa: PLR2004 - #rgb


def _number(value: Any) -> Decimal:
    try:
        return parse_number(_scalar(value, "ett tal"))
    except NumberError as why:
        raise PydanticCustomError("tal", "{why}", {"why": str(why)}) from None


def _quantity(value: Any) -> Storhet:
    try:
        return parse_quantity(_scalar(value, "ett tal med enhet"))
    except NumberError as why:
        raise PydanticCustomError("tal", "{why}", {"why": str(why)}) from None


def _percent(value: Any) -> Storhet:
    number = _quantity(value)
    if number.enhet not in {"", "%"} or not 0 <= number.tal <= WHOLE:
        raise PydanticCustomError("procent", "«{text}» är inte mellan 0 och 100 %.", {"text": str(value)})
    return Storhet(number.tal, "%")


def _measure(value: Any) -> Mätvärde:
    try:
        return parse_measure(_scalar(value, "ett värde"))
    except NumberError as why:
        raise PydanticCustomError("tal", "{why}", {"why": str(why)}) from None


def _measures(value: Any, info: ValidationInfo) -> Mätvärde:
    """One value, or one for each year: then that of the report's own year counts."""
    if not isinstance(value, dict):
        return _measure(value)
    told = {_year(year): None if one is None else _measure(one) for year, one in value.items()}
    return Årsvärden.of(told, (info.context or {}).get("år") or max(told, default=0))


def _cell(value: Any) -> Cellvärde:
    return parse_cell(unicodedata.normalize("NFC", _scalar(value, "ett tal eller en text")))


def _integer(value: Any) -> int:
    text = _scalar(value, "ett heltal")
    if not re.fullmatch(r"0|[1-9]\d{0,8}", text):
        raise PydanticCustomError("heltal", "«{text}» är inget heltal.", {"text": text})
    return int(text)


def _year(value: Any) -> int:
    number = _integer(value)
    if not _YEARS[0] <= number <= _YEARS[1]:
        raise PydanticCustomError(
            "år",
            "{number} är inget årtal mellan {low} och {high}.",
            {"number": number, "low": _YEARS[0], "high": _YEARS[1]},
        )
    return number


def _grade(value: Any) -> int:
    number = _integer(value)
    if not GRADES[0] <= number <= GRADES[1]:
        raise PydanticCustomError(
            "grad",
            "{number} är inget av värdena {low} till {high}.",
            {"number": number, "low": GRADES[0], "high": GRADES[1]},
        )
    return number


def _places(value: Any) -> int:
    number = _integer(value)
    if number > MAX_DECIMALS:
        raise PydanticCustomError(
            "decimaler", "{number} decimaler är för många; högst {most} går.", {"number": number, "most": MAX_DECIMALS}
        )
    return number


def _day(value: Any) -> datetime.date:
    text = _scalar(value, "ett datum")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            raise PydanticCustomError("datum", "Datumet {text} finns inte i almanackan.", {"text": text}) from None
    raise PydanticCustomError("datum", "«{text}» är inget datum. Skriv år-månad-dag: 2023-05-17.", {"text": text})


def _yes(value: Any) -> bool:
    known = {"ja": True, "nej": False, True: True, False: False}
    if isinstance(value, (str, bool)) and value in known:
        return known[value]
    raise PydanticCustomError("ja_nej", "Skriv ja eller nej.")


def choice(kind: type[StrEnum]) -> Read:
    """How one of listed words is read."""

    def choose(value: Any) -> StrEnum:
        words = [member.value for member in kind]
        text = _scalar(value, "ett av " + ", ".join(words))
        if text in words:
            return kind(text)
        raise PydanticCustomError("val", "«{text}» är inget av {words}.", {"text": text, "words": ", ".join(words)})

    return Read(choose)


def _light(value: Any) -> Bedömning:
    # Which words there are is the scale's to say, and it is known when all files are read.
    return Bedömning(_scalar(value, "ett ljus"))


def _class_id(value: Any) -> Bedömning:
    return Bedömning(_id(value))


def _light_colour(value: Any) -> str:
    text = _scalar(value, "en färg")
    if text in COLOURS or _HEX.fullmatch(text.lower()):
        return text if text in COLOURS else text.lower()
    words = ", ".join(COLOURS)
    raise PydanticCustomError(
        "val",
        '«{text}» är ingen färg här. Skriv {words}, eller en egen som "#2b8256".',
        {"text": text, "words": words},
    )


def _sign(value: Any) -> str:
    text, words = _scalar(value, "ett tecken"), ", ".join(SIGNS)
    if text in SIGNS:
        return text
    raise PydanticCustomError("val", "«{text}» är inget av {words}.", {"text": text, "words": words})


_NUMBER_SCHEMA = {"anyOf": [{"type": "integer"}, {"type": "string"}]}


def _as_list(value: Any) -> Any:
    if value is None:  # an empty key in a draft is an empty list
        return ()
    return tuple(value) if isinstance(value, list) else value


def _keys(value: Any) -> Any:
    """One key, or a list of them."""
    return _as_list(value if isinstance(value, list) or value is None else [value])


def _as_group(value: Any) -> Any:
    return {} if value is None else value


Text = Annotated[str, Read(_text)]
Ordet = Annotated[str, Read(_text), Platser()]
Prosa = Annotated[str, Read(_prose), Field(description="Text i Markdown; {{ … }} hämtar en siffra.")]
Id = Annotated[str, Read(_id)]
Periodens = Annotated[T, Arv.TÖMS]
Utgår = Annotated[T, Arv.UTGÅR]
Flyttas = Annotated[T, Arv.FLYTTAS]
Varar = Annotated[T, Arv.VARAR]
Skalid = Annotated[Id, Ur("skalor")]
Målområdesid = Annotated[Id, Ur("målområden")]
Enhetsid = Annotated[Id, Ur("enheter")]
Fil = Annotated[str, Read(_file)]
_BILD, _TYPSNITT, _PDF = (
    Bredvid("bild", ("png", "jpg", "jpeg", "svg")),
    Bredvid("typsnitt", ("ttf", "otf")),
    Bredvid("pdf", ("pdf",)),
)
Bildfil = Annotated[str, Read(_BILD.namn), _BILD]
Typsnittsfil = Annotated[str, Read(_TYPSNITT.namn), _TYPSNITT]
Pdffil = Annotated[str, Read(_PDF.namn), _PDF]
Färg = Annotated[str, Read(_colour)]
Tal = Annotated[Decimal, Read(_number)]
Procent = Annotated[Storhet, Read(_percent)]
Mängd = Annotated[Storhet, Read(_quantity)]
Mått = Annotated[Mätvärde, Read(_measure)]
Årsmått = Annotated[Mätvärde, ReadInYear(_measures)]
Cellen = Annotated[Cellvärde, Read(_cell)]
Heltal = Annotated[int, Read(_integer)]
Grad = Annotated[int, Read(_grade)]
Decimaler = Annotated[int, Read(_places)]
År = Annotated[int, Read(_year)]
Datum = Annotated[datetime.date, Read(_day)]
JaNej = Annotated[bool, Read(_yes)]
Ljus = Annotated[Bedömning, Read(_light)]
Klassid = Annotated[Bedömning, Read(_class_id)]
Färgnamn = Annotated[str, Read(_light_colour)]
Tecken = Annotated[str, Read(_sign)]
Månadsnamn = Annotated[Månad, choice(Månad)]
Rapportform = Annotated[Form, choice(Form)]
Lista = Annotated[tuple[T, ...], Read(_as_list)]
Nycklar = Annotated[tuple[Text, ...], Read(_keys)]
Grupp = Annotated[dict[K, T], Read(_as_group)]
