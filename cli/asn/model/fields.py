"""The kinds of value that a field can hold, and the marks that a field can have.

A field's type decides what the text that the editor wrote means; :mod:`asn.model.scalars` reads it.
"""

import datetime
import re
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Annotated, Any, Literal, NamedTuple, Self, TypeVar

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import (
    no_info_after_validator_function,
)

from asn.figures import (
    Cellvärde,
    Mätvärde,
    Storhet,
)
from asn.light import Bedömning
from asn.model import scalars
from asn.model.scalars import Read, ReadInYear, choice
from asn.period import Periodform

T = TypeVar("T")
K = TypeVar("K")

_BESIDE = re.compile(r"(?:[a-z][a-z0-9_-]{0,40}/)?[a-z0-9][a-z0-9_-]{0,60}\.([a-z]{3,4})")


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
        return MONTHS[self.nummer - 1]


MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
"""The months written out."""
MONTH_NUMBERS = {month.value: month.nummer for month in Månad}
"""The number of each month, 1–12, by its short name."""


class Platser(NamedTuple):
    """The places in a sentence where values are put in: each of them must stand there, in braces, and no others."""

    namn: tuple[str, ...] = ()

    @classmethod
    def i(cls, sentence: str) -> Self:
        """The places that stand in a sentence."""
        return cls(tuple(dict.fromkeys(re.findall(r"\{(\w+)\}", sentence))))

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

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(self.read, handler(source))


class Ordets(NamedTuple):
    """Marks a text that is the board's own word, by its way in :class:`asn.model.ord.Ord`, where none is written.

    Without ``fält`` it is the word that the record's own ``id`` names.
    """

    grupp: str
    fält: str = ""

    def word(self, words: Any, record: Any) -> str:
        """The word, of a record or of its kind; empty where the kind alone doesn't tell."""
        named = self.fält or getattr(record, "id", "")
        return str(getattr(getattr(words, self.grupp), named)) if named else ""


class Ur(NamedTuple):
    """Marks an id as one of a register, by the register's name in :class:`asn.model.report.Register`."""

    register: Literal["skalor", "målområden", "enheter"]


class Bland(NamedTuple):
    """Marks an id as that of a record in a list: of the record around it, or else of the report.

    ``villkor`` names a field that must be true of the records that are meant, if any.
    """

    lista: str
    villkor: str = ""


class Bredvid(NamedTuple):
    """Marks a field that names a file of another kind than YAML, by what it is and the endings that it may have.

    The file lies where the YAML that names it lies, or in a folder there.
    """

    slag: Literal["bild", "typsnitt", "pdf", "data"]
    ändelser: tuple[str, ...]

    @property
    def exempel(self) -> str:
        """A name that such a file may have."""
        return f"{_FOLDER[self.slag]}/exempel.{self.ändelser[0]}"

    def namn(self, value: Any) -> str:
        """The name, as the editor wrote it."""
        text = scalars.read_scalar(value, "ett filnamn")
        match = _BESIDE.fullmatch(text)
        if not match or match[1] not in self.ändelser:
            endings = " eller ".join(f".{ending}" for ending in self.ändelser)
            raise PydanticCustomError(
                "fil",
                "«{text}» är inget filnamn här. Skriv små a–z, siffror, - eller _ och {endings}: {example}.",
                {"text": text, "endings": endings, "example": self.exempel},
            )
        return text


_FOLDER = {"bild": "bilder", "typsnitt": "utseende", "pdf": "bilagor", "data": "namnder"}


Text = Annotated[str, Read(scalars.read_text)]
Ordet = Annotated[str, Read(scalars.read_text), Platser()]
"""A word or a sentence that the program prints; its places are those of its default."""
Prosa = Annotated[str, Read(scalars.read_prose), Field(description="Text i Markdown; {{ … }} hämtar en siffra.")]
Id = Annotated[str, Read(scalars.read_id)]
Periodens = Annotated[T, Arv.TÖMS]
Utgår = Annotated[T, Arv.UTGÅR]
Flyttas = Annotated[T, Arv.FLYTTAS]
Varar = Annotated[T, Arv.VARAR]
Skalid = Annotated[Id, Ur("skalor")]
Målområdesid = Annotated[Id, Ur("målområden")]
Enhetsid = Annotated[Id, Ur("enheter")]
Kolumnid = Annotated[Id, Bland("kolumner")]
Fil = Annotated[str, Read(scalars.read_file_name)]
_BILD, _TYPSNITT, _PDF, _DATA = (
    Bredvid("bild", ("png", "jpg", "jpeg", "svg")),
    Bredvid("typsnitt", ("ttf", "otf")),
    Bredvid("pdf", ("pdf",)),
    Bredvid("data", ("json",)),
)
Bildfil = Annotated[str, Read(_BILD.namn), _BILD]
Typsnittsfil = Annotated[str, Read(_TYPSNITT.namn), _TYPSNITT]
Datafil = Annotated[str, Read(_DATA.namn), _DATA]
Pdffil = Annotated[str, Read(_PDF.namn), _PDF]
Färg = Annotated[str, Read(scalars.read_colour)]
Tal = Annotated[Decimal, Read(scalars.read_number)]
Procent = Annotated[Storhet, Read(scalars.read_percent)]
Mängd = Annotated[Storhet, Read(scalars.read_quantity)]
Mått = Annotated[Mätvärde, Read(scalars.read_measure)]
Årsmått = Annotated[Mätvärde, ReadInYear(scalars.read_measures)]
Cellen = Annotated[Cellvärde, Read(scalars.read_cell)]
Heltal = Annotated[int, Read(scalars.read_integer)]
Grad = Annotated[int, Read(scalars.read_grade)]
Decimaler = Annotated[int, Read(scalars.read_decimals)]
År = Annotated[int, Read(scalars.read_year)]
Datum = Annotated[datetime.date, Read(scalars.read_date)]
JaNej = Annotated[bool, Read(scalars.read_yes_no)]
Ljus = Annotated[Bedömning, Read(scalars.read_light)]
Klassid = Annotated[Bedömning, Read(scalars.read_class_id)]
Färgnamn = Annotated[str, Read(scalars.read_light_colour)]
Tecken = Annotated[str, Read(scalars.read_sign)]
Månadsnamn = Annotated[Månad, choice(Månad)]
Rapportform = Annotated[Periodform, choice(Periodform)]
Lista = Annotated[tuple[T, ...], Read(scalars.read_list)]
Nycklar = Annotated[tuple[Text, ...], Read(scalars.read_keys)]
Grupp = Annotated[dict[K, T], Read(scalars.read_group)]
