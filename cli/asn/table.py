"""Tables as values: what is in each cell, before anyone decides how it looks."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from asn.figures import Mätvärde, Storhet
from asn.light import Bedömning
from asn.readable import readable

Form = Literal["belopp", "mal", "risk", "uppdrag", "aktivitet", "manad", "matris", "oversikt", "arshjul", "dokument"]
Roll = Literal["rad", "grupp", "mal", "indikator", "varav", "summa", "resultat"]


@readable
@dataclass(frozen=True, slots=True)
class Ljuscell:
    """A light; None is one that isn't set."""

    bedömning: Bedömning | None


@readable
@dataclass(frozen=True, slots=True)
class Talcell:
    """A number and how many decimals its column prints; None is an empty cell."""

    tal: Decimal | None
    decimaler: int = 0
    bedömning: Bedömning | None = None
    tecken: bool = False


@readable
@dataclass(frozen=True, slots=True)
class Prosacell:
    """Text in Markdown, which may fetch figures."""

    text: str


@readable
@dataclass(frozen=True, slots=True)
class Listcell:
    """Several points, each text in Markdown."""

    punkter: tuple[str, ...]


# Plain text, a figure with its unit, or nothing, besides the cells above.
Cell = str | Mätvärde | Storhet | Ljuscell | Talcell | Prosacell | Listcell | None


@readable
@dataclass(frozen=True, slots=True)
class Kolumn:
    """A column: its heading, and the name that CSV and data.json know it by."""

    id: str
    rubrik: str
    slag: Literal["text", "tal", "ljus"] = "text"


@readable
@dataclass(frozen=True, slots=True)
class Rad:
    """A row; its first cell names it. ``id`` is the record's own, which lasts over the years."""

    celler: tuple[Cell, ...]
    roll: Roll = "rad"
    id: str = ""


@readable
@dataclass(frozen=True, slots=True)
class Tabell:
    """A table with one heading row and no merged cells, as accessible tables must be.

    ``liggande`` puts it on a landscape page; ``noter`` stand below it; ``bredder`` are the columns' widths in per cent,
    where they are computed.
    """

    id: str
    rubrik: str
    form: Form
    kolumner: tuple[Kolumn, ...]
    rader: tuple[Rad, ...]
    noter: tuple[str, ...] = ()
    liggande: bool = False
    bredder: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """A row with too few cells breaks the tags of a PDF in silence, so it can't be made."""
        for row in self.rader:
            if len(row.celler) != len(self.kolumner):
                raise ValueError(f"table {self.id}: a row has {len(row.celler)} cells, not {len(self.kolumner)}")


def utan_tomma(tabell: Tabell, behåll: frozenset[str] = frozenset()) -> Tabell:
    """The table without the columns that are empty in every row, but for those to keep."""
    kept = [
        index
        for index, column in enumerate(tabell.kolumner)
        if index == 0 or column.id in behåll or any(_filled(row.celler[index]) for row in tabell.rader)
    ]
    return Tabell(
        tabell.id,
        tabell.rubrik,
        tabell.form,
        tuple(tabell.kolumner[index] for index in kept),
        tuple(Rad(tuple(row.celler[index] for index in kept), row.roll, row.id) for row in tabell.rader),
        tabell.noter,
        tabell.liggande,
    )


def _filled(cell: Cell) -> bool:
    match cell:
        case None | "" | Ljuscell(None) | Listcell(()) | Prosacell(""):
            return False
        case Talcell(tal=None, bedömning=None):
            return False
    return True
