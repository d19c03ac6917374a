"""The general table: columns of any kind, rows of any role, headings in two levels, words where a figure is missing."""

from decimal import Decimal
from typing import ClassVar, Literal

from asn.figures import Cellvärde, parse_cell
from asn.model.avsnitt.belopp import Beloppsroll, Räknekolumn, Räknetabell, Tabellrad
from asn.model.avsnitt.tabellgrund import grid_column, grid_row, grid_table, with_large_note
from asn.model.fields import (
    Cellen,
    Decimaler,
    Flyttas,
    Grupp,
    Id,
    JaNej,
    Kolumnid,
    Lista,
    Ljus,
    Periodens,
    Prosa,
    Skalid,
    Text,
    Utgår,
    Varar,
)
from asn.model.grid import FIGURES, Grid, GridColumn, GridRow, Kolumnslag
from asn.model.record import Post
from asn.model.register import Register
from asn.table import Tabell, raised_mark

_PERCENT = "%"
NEW_PERIOD = Literal["töms", "varar"]


class Kolumngruppen(Post):
    """A heading over some columns side by side."""

    id: Id
    """Ett kort namn, som kolumnerna nämner i `grupp`. Exempel: `helår`."""
    rubrik: Flyttas[Text]
    """Rubriken över kolumnerna. Exempel: `Helår`."""


class Tabellkolumn(Räknekolumn):
    """A column: what its cells are, their unit, and how they are computed from other columns."""

    slag: Kolumnslag
    """Vad cellerna är: `text`, `tal`, `pengar`, `procent`, `år`, `datum`, `ljus` eller `person`. Exempel: `pengar`."""
    enhet: Text | None = None
    """Enheten för talen i kolumnen, om den är en annan än tabellens. Exempel: `mnkr`."""
    grupp: Id | None = None
    """Kolumngruppen som rubriken står under. Exempel: `helår`."""
    decimaler: Decimaler | None = None
    """Antal decimaler i kolumnen; utan det så många som talen är skrivna med. Exempel: `1`."""
    procent_av: Id | None = None
    """Kolumnen som `av` räknas i procent av. Exempel: `budget`."""
    summerar: Lista[Id] = ()
    """Kolumnerna som den här lägger ihop. Exempel: `[kvinnor, män]`."""
    nästa_period: NEW_PERIOD | None = None
    """Vad `asn new` gör med cellerna: `töms` eller `varar`. Utan det töms tal och ljus, men inte de i en kolumn vars id
    slutar med ett tidigare år; text, år och datum varar.

    Exempel: `varar`.
    """


class Rad(Tabellrad):
    """A row of cells of any kind."""

    enhet: Text = ""
    """Enheten för talen i raden, om den är en annan än kolumnens. Exempel: `besökare`."""
    innehåll: Beloppsroll | None = None
    """Vad raden innehåller, när kolumnerna är år: `utfall`, `budget`, `prognos`, `avvikelse`, `förändring` eller
    `jämförelse`.

    Exempel: `budget`.
    """
    intäkt: JaNej = False
    """Om raden är en intäkt, i en tabell där kostnader skrivs utan minus. Exempel: `ja`."""
    av: Id | None = None
    """Raden som differensen räknas från. Exempel: `netto`."""
    minus: Id | None = None
    """Raden som dras ifrån. Exempel: `budget`."""
    procent_av: Id | None = None
    """Raden som `av` räknas i procent av. Exempel: `budget`."""
    celler: Periodens[Grupp[Kolumnid, Cellen | None]] = {}
    """Cellerna, en för varje kolumn: tal, text, år eller datum efter kolumnens slag. Ord får stå i stället för ett tal.

    Exempel: `{utfall: -718, antal: Stängt}`.
    """
    bedömningar: Utgår[Grupp[Kolumnid, Ljus | None]] = {}
    """Ljuset i en kolumn av slaget ljus, eller bredvid ett tal. Exempel: `{status: grön}`."""
    noter: Utgår[Grupp[Kolumnid, Text]] = {}
    """Notens tecken i en cell, kolumn för kolumn. Exempel: `{budget: "*"}`."""
    kommentar: Periodens[Prosa | None] = None
    """Varför raden avviker; visas under tabellen. Exempel: `Två handläggare har börjat.`."""
    omräknad: Utgår[Text | None] = None
    """Varför ett tidigare publicerat tal har ändrats; visas under tabellen.

    Exempel: `Timanställda räknas nu med.`.
    """
    saknas: Utgår[Text | None] = None
    """Varför raden är tom; visas under tabellen. Exempel: `Räknaren var trasig.`."""


class Tabellnot(Post):
    """A note below the table, and the mark that leads to it."""

    tecken: Text
    """Tecknet, som raden eller cellen har. Exempel: `"*"`."""
    text: Varar[Prosa]
    """Noten. Exempel: `Varav 20 tkr betalas mot faktura.`."""


class Tabellen(Räknetabell):
    """A table of any kind of columns; ``belopp`` and ``matris`` are forms of it."""

    slag: Literal["tabell"]
    """Vilken tabell som helst: kolumner av olika slag, rubriker i två nivåer, summor och differenser på rader och
    kolumner, ord i stället för tal, noter och ljus.
    """
    radrubrik: Text
    """Rubriken över den första kolumnen. Exempel: `Projekt`."""
    tecken: Literal["kostnader negativa", "kostnader positiva"] = "kostnader negativa"
    """Hur kostnader skrivs: `kostnader negativa` (förvalt), med minus, eller `kostnader positiva`, utan.

    Exempel: `kostnader positiva`.
    """
    skala: Skalid | None = None
    """Id på skalan som ljusen bedöms efter, ur skalor.yaml. Exempel: `uppdrag`."""
    kolumngrupper: Lista[Kolumngruppen] = ()
    """Rubriker över kolumner som hör ihop."""
    kolumner: Lista[Tabellkolumn]
    """Tabellens kolumner, i ordning."""
    rader: Lista[Rad]
    """Tabellens rader, i ordning."""
    noter: Lista[Tabellnot] = ()
    """Noter under tabellen."""

    takes_words: ClassVar[bool] = True

    def made_grid(self) -> Grid:
        """Columns of their own kinds, and rows whose cells stand in ``celler``."""
        groups = {group.id: group.rubrik for group in self.kolumngrupper}
        columns = tuple(self._column(column, groups) for column in self.kolumner)
        return Grid(
            id=self.id,
            tabellrubrik=self.tabellrubrik,
            kolumner=columns,
            rader=tuple(self._row(row, columns) for row in self.rader),
            enhet=self.enhet,
            decimaler=self.decimaler,
            costs_positive=self.tecken == "kostnader positiva",
            kommentarsgräns=self.kommentarsgräns,
        )

    def _column(self, column: Tabellkolumn, groups: dict[str, str]) -> GridColumn:
        unit = _PERCENT if column.slag == "procent" else column.enhet or ""
        shown = unit and unit != self.enhet and unit not in column.rubrik and unit != self._shared_unit()
        return grid_column(
            column,
            visad=f"{column.rubrik}, {unit}" if shown and "procent" not in column.rubrik.lower() else column.rubrik,
            grupp=groups.get(column.grupp or "", ""),
        )

    def _shared_unit(self) -> str:
        """The unit that all figures have: the money's, or that of all other columns; it stands in the caption."""
        figures = [column for column in self.kolumner if column.slag in FIGURES]
        if any(column.slag == "pengar" and column.enhet in {None, self.enhet} for column in figures):
            return self.enhet
        units = {_PERCENT if column.slag == "procent" else column.enhet or "" for column in figures}
        return units.pop() if len(units) == 1 else ""

    def _row(self, row: Rad, columns: tuple[GridColumn, ...]) -> GridRow:
        read = {column.id: cell for column in columns if (cell := row.celler.get(column.id))}
        figures = {column.id: figure_in(read[column.id], column.slag) for column in columns if column.id in read}
        known = [column.id for column in columns if column.is_figure]
        return grid_row(
            row,
            fält="celler",
            visat=f"{row.namn}, {row.enhet}" if row.enhet and row.enhet not in row.namn else "",
            tal={name: figure for name, figure in figures.items() if figure is not None},
            ord={name: cell.text for name, cell in read.items() if figures[name] is None},
            bedömningar={name: light for name, light in row.bedömningar.items() if light},
            källor=row.sources(known),
            samma=row.same(known),
        )

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """The table itself, its notes below it."""
        unit = register.ord.enheter.enhet(self._shared_unit())
        caption = f"{self.tabellrubrik}, {unit}" if unit and unit not in self.tabellrubrik else self.tabellrubrik
        table = grid_table(self.grid, "tabell", caption, self.radrubrik, lying=self.liggande)
        table = with_large_note(table, self.grid, register.ord.kolumner)
        return (table.med_noter(f"{raised_mark(note.tecken).strip()} {note.text}" for note in self.noter),)


def figure_in(cell: Cellvärde, kind: str) -> Decimal | None:
    """The figure that stands in a cell of a column; None for words. A share may have its sign: «36 %»."""
    if kind not in FIGURES or cell.tal is not None:
        return cell.tal if kind in FIGURES else None
    return parse_cell(cell.text.removesuffix(_PERCENT)).tal if kind == "procent" else None
