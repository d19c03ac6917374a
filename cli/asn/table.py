"""Tables as values: what they show, before anyone decides how it looks."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from asn.figures import Mätvärde, Storhet
from asn.light import Bedömning
from asn.readable import readable

Smal = Literal["tabell", "rutor", "kort", "rullar"]
"""On a phone: a table as it is, figures in a grid below the row's name, a card a row, or a table that scrolls sideways.

Many figures side by side are there to be compared from row to row, which cards don't let one do.
"""
MOST_FIGURES = 5
_SHORT = 2
_WORDS = 40  # characters of a cell that stands in a line with others
_BULLET = 3  # characters: a point's mark
_ACROSS, _MOST_LINES = 92, 5  # characters of a line of a record; lines kept on a page

Tabellform = Literal[
    "belopp",
    "tabell",
    "mal",
    "risk",
    "riskmatris",
    "uppdrag",
    "aktivitet",
    "manad",
    "matris",
    "oversikt",
    "arshjul",
    "dokument",
    "enheter",
]
Roll = Literal["rad", "grupp", "mal", "indikator", "varav", "summa", "resultat"]


@readable
@dataclass(frozen=True, slots=True)
class Ljuscell:
    """A light; None is one that isn't set, and ``ej_bedömd`` the scale's word for that, where it has one."""

    bedömning: Bedömning | None
    ej_bedömd: str = ""


@readable
@dataclass(frozen=True, slots=True)
class Talcell:
    """A number and how many decimals its column prints; None is an empty cell. ``märke`` leads to a note below.

    ``ursprung`` is the cell of a workbook that it was read from, FIL!Blad!CELL; ``stor`` is a deviation so large that
    the table wants it explained. ``linje`` are all figures of the row, None where one is
    missing, drawn after the figure.
    """

    tal: Decimal | None
    decimaler: int = 0
    bedömning: Bedömning | None = None
    tecken: bool = False
    märke: str = ""
    ursprung: str = ""
    stor: bool = False
    linje: tuple[Decimal | None, ...] = ()


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


@readable
@dataclass(frozen=True, slots=True)
class Länkcell:
    """Text that leads to another page of the site; ``mål`` is its address from the page that the cell stands on."""

    text: str
    mål: str

    def __str__(self) -> str:
        return self.text


# Plain text, a figure with its unit, or nothing, besides the cells above.
CellValue = str | Mätvärde | Storhet | Ljuscell | Talcell | Prosacell | Listcell | Länkcell | None


@readable
@dataclass(frozen=True, slots=True)
class Kolumn:
    """A column: its heading, that of its group, and the name that CSV and data.json know it by.

    ``enhet`` is the unit of its figures, where they have one of their own.
    """

    id: str
    rubrik: str
    slag: Literal["text", "tal", "ljus"] = "text"
    grupp: str = ""
    enhet: str = ""

    @property
    @readable
    def hela_rubriken(self) -> str:
        """The heading with that of its group, for where headings have one level: «Helår – Budget»."""
        return f"{self.grupp} – {self.rubrik}" if self.grupp else self.rubrik


@readable
@dataclass(frozen=True, slots=True)
class Kolumngrupp:
    """Columns side by side under a heading of their own; a column without a group stands alone, without one."""

    rubrik: str
    kolumner: tuple[Kolumn, ...]
    första: int
    """The first column's place in the table, from 0."""


@readable
@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; its first cell names it. ``id`` is the record's own, which lasts over the years."""

    celler: tuple[CellValue, ...]
    roll: Roll = "rad"
    id: str = ""


@readable
@dataclass(frozen=True, slots=True)
class Tabellpost:
    """A row as a record: its name, the columns of a few words in a line, and below those of texts, each in order.

    What is empty is left out. A column stands in the same place in every record, and comments are texts.
    ``nummer`` is its place, from 1, in a table whose rows are referred to by it; else 0.
    """

    namn: CellValue
    roll: Roll
    nummer: int
    fakta: tuple[tuple[Kolumn, CellValue], ...]
    texter: tuple[tuple[Kolumn, CellValue], ...]

    @property
    @readable
    def lång(self) -> bool:
        """Whether it is so long that a page may end within it."""
        return sum(_lines(cell) for _, cell in self.texter) > _MOST_LINES


@readable
@dataclass(frozen=True, slots=True)
class Tabell:
    """A table whose columns have their headings in one row or, where they are grouped, in two; no data cell is merged.

    ``liggande`` puts it on a landscape page; ``noter`` stand below it; ``bredder`` are the columns' widths in per cent,
    where they are computed. ``delar`` are the tables that it is printed as, where it is too wide for any page. What is
    told ``ovan`` the table, each as what it is and a cell, has no column; ``hel`` is the table with it, for open data.
    """

    id: str
    rubrik: str
    form: Tabellform
    kolumner: tuple[Kolumn, ...]
    rader: tuple[TableRow, ...]
    noter: tuple[str, ...] = ()
    liggande: bool = False
    bredder: tuple[int, ...] = ()
    delar: tuple["Tabell", ...] = ()
    register: bool = False
    numrerad: bool = False
    ovan: tuple[tuple[str, CellValue], ...] = ()
    hel: "Tabell | None" = None

    def __post_init__(self) -> None:
        """A row with too few cells breaks the tags of a PDF in silence, so it can't be made."""
        for row in self.rader:
            if len(row.celler) != len(self.kolumner):
                raise ValueError(f"table {self.id}: a row has {len(row.celler)} cells, not {len(self.kolumner)}")

    def med_kolumner(self, places: Sequence[int]) -> "Tabell":
        """The table with some of its columns, by their places from 0."""
        rows = tuple(replace(row, celler=tuple(row.celler[place] for place in places)) for row in self.rader)
        return replace(self, kolumner=tuple(self.kolumner[place] for place in places), rader=rows)

    def med_noter(self, notes: Iterable[str]) -> "Tabell":
        """The table with more notes, before those it has."""
        return replace(self, noter=(*notes, *self.noter))

    @property
    @readable
    def trend(self) -> bool:
        """Whether small lines stand after its last figures, under a heading of their own."""
        return any(isinstance(cell, Talcell) and cell.linje for row in self.rader for cell in row.celler[-1:])

    @property
    @readable
    def grupperad(self) -> bool:
        """Whether columns stand under headings of groups."""
        return any(column.grupp for column in self.kolumner)

    @property
    @readable
    def smal(self) -> Smal:
        """How the table is shown on a phone: see :data:`Smal`."""
        slag = [column.slag for column in self.kolumner[1:]]
        if len(slag) <= 1 or self.form in {"oversikt", "riskmatris"} or (len(slag) == _SHORT and "text" not in slag):
            return "tabell"
        if slag.count("tal") > MOST_FIGURES and self.form in {"belopp", "tabell", "matris"}:
            return "rullar"
        return "kort" if "text" in slag else "rutor"

    @readable
    def poster(self) -> tuple[Tabellpost, ...]:
        """The rows as records."""
        texts = {place for place, column in enumerate(self.kolumner) if column.id == "kommentar"}
        texts |= {place for row in self.rader for place, cell in enumerate(row.celler) if is_long(cell)}
        return tuple(self._post(row, number if self.numrerad else 0, texts) for number, row in enumerate(self.rader, 1))

    def _post(self, row: TableRow, number: int, texts: Collection[int]) -> Tabellpost:
        cells = list(enumerate(zip(self.kolumner, row.celler, strict=True)))[1:]
        shown = [(place, one) for place, one in cells if isinstance(one[1], Ljuscell) or is_filled(one[1])]
        facts = tuple(one for place, one in shown if place not in texts)
        below = tuple(one for place, one in shown if place in texts)
        return Tabellpost(row.celler[0], row.roll, number, facts, below)

    @readable
    def kolumngrupper(self) -> tuple[Kolumngrupp, ...]:
        """The columns in their groups, in order."""
        groups: list[list[int]] = []
        for place, column in enumerate(self.kolumner):
            if groups and column.grupp and self.kolumner[groups[-1][0]].grupp == column.grupp:
                groups[-1].append(place)
            else:
                groups.append([place])
        numbered = ((group[0], tuple(self.kolumner[place] for place in group)) for group in groups)
        return tuple(Kolumngrupp(columns[0].grupp, columns, first) for first, columns in numbered)


_RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


def raised_mark(mark: str) -> str:
    """A note's mark as it stands after what it marks: «1)» is raised and set off, or 900 with it would read as 9001."""
    return f"\N{NO-BREAK SPACE}{mark.translate(_RAISED)}" if mark[:1].isascii() and mark[:1].isalnum() else mark


def utan_tomma(tabell: Tabell, behåll: frozenset[str] = frozenset()) -> Tabell:
    """The table without the columns that are empty in every row, but for those to keep."""
    kept = [
        index
        for index, column in enumerate(tabell.kolumner)
        if index == 0 or column.id in behåll or any(is_filled(row.celler[index]) for row in tabell.rader)
    ]
    return tabell.med_kolumner(kept)


def med_ord(tabell: Tabell, ej_bedömd: str) -> Tabell:
    """The table with a scale's word at each light that isn't set and has no word of its own."""
    if not ej_bedömd:
        return tabell
    rows = (tuple(_with_unset_word(cell, ej_bedömd) for cell in row.celler) for row in tabell.rader)
    return replace(
        tabell, rader=tuple(replace(row, celler=cells) for row, cells in zip(tabell.rader, rows, strict=True))
    )


def _with_unset_word(cell: CellValue, unset: str) -> CellValue:
    return replace(cell, ej_bedömd=unset) if isinstance(cell, Ljuscell) and not cell.ej_bedömd else cell


def is_long(cell: CellValue) -> bool:
    """Whether a cell holds several points, or more than a few words."""
    match cell:
        case Listcell(points):
            return len(points) > 1 or any(len(point) > _WORDS for point in points)
        case Prosacell(text) | str(text):
            return len(text) > _WORDS
    return False


def text_lengths(cell: CellValue) -> tuple[int, ...]:
    """The characters of each paragraph or point of a cell's words; a light or a number has none."""
    match cell:
        case None | Ljuscell() | Talcell():
            return ()
        case Prosacell(text):
            return tuple(len(part) for part in re.split(r"\n\n|\n(?=[-*] )", text))
        case Listcell(points):
            return tuple(len(point) + _BULLET for point in points)
    return (len(str(cell)),)


def _lines(cell: CellValue) -> int:
    """The lines that a cell takes in a record; points stand below what they are, words beside it."""
    below = isinstance(cell, Listcell) and len(cell.punkter) > 1
    return below + sum(-(-length // _ACROSS) for length in text_lengths(cell))


def is_filled(cell: CellValue) -> bool:
    match cell:
        case None | "" | Ljuscell(bedömning=None) | Listcell(()) | Prosacell(""):
            return False
        case Talcell(tal=None, bedömning=None):
            return False
    return True
