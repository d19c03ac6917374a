"""Measurements over months or years: pulse surveys, key figures with quartile lights, and sick leave.

Of sick leave a municipality or a region reports seven measures: in total, of 60 days or more, of women and men, and of
three ages. A group isn't told where it is of at most ten employees, or where its figure could be laid to one person.
Source: lagen (1997:614) om kommunal redovisning 4 kap. 1 a §, whose heir is lagen (2018:597) om kommunal bokföring och
redovisning.
"""

from dataclasses import replace
from typing import Annotated, Literal, get_args

from pydantic import Field

from asn.charts import Diagram, Serie, drawn_as
from asn.figures import decimals_of
from asn.model.avsnitt.mal import Riktning
from asn.model.avsnitt.tabellgrund import Hämtad, Underlagd, figures_of, grid_column, grid_row, grid_table
from asn.model.fields import Flyttas, Grupp, Id, JaNej, Lista, Ljus, Ordets, Periodens, Skalid, Tal, Text, Utgår
from asn.model.grid import Grid
from asn.model.ledger import MEASURE, Kön
from asn.model.record import Post
from asn.model.register import Register
from asn.table import Tabell, TableRow, Talcell

_WAY = 3  # figures that tell a way
_UPRIGHT = 12  # columns of short figures that fit on an upright page


class Mätpunkt(Post):
    """A month or a year that the matrix has a column for."""

    id: Text
    """Kolumnens namn: en månad eller ett år. Exempel: `jan`."""
    rubrik: Flyttas[Text]
    """Rubriken. Exempel: `Jan`."""


class Mätrad(Hämtad):
    """A question or a key figure, measured again and again."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `trivsel`."""
    namn: Flyttas[Text]
    """Namnet, så som rapporten skriver det. Exempel: `Jag trivs på arbetet`."""
    kolada: Text | None = Field(default=None, pattern=MEASURE)
    """Nyckeltalets id i Kolada; `asn import kolada` fyller då i åren. Exempel: `U30200`."""
    kön: Kön | None = None
    """Om nyckeltalet gäller `alla` (förvalt), `kvinnor` eller `män`. Exempel: `kvinnor`."""
    riktning: Riktning | None = None
    """Vilket håll som är bättre, `upp` eller `ner`; ljusen sätts då efter kvartilerna i Kolada. Exempel: `upp`."""
    ersätter: Id | None = None
    """Id i tidigare rapporter, om det har bytts. Exempel: `trivs`."""
    enhet: Text = ""
    """Värdenas enhet. Exempel: `"%"`."""
    medelvärde: JaNej = False
    """Raden är medelvärdet av de andra. Exempel: `ja`."""
    värden: Periodens[Grupp[Text, Tal | None]]
    """Värdet vid varje mätpunkt, med de decimaler som det publicerades med. Exempel: `{jan: "4,5", feb: "4,6"}`."""
    bedömningar: Utgår[Grupp[Text, Ljus | None]] = {}
    """Ljuset vid varje mätpunkt. Exempel: `{jan: grön}`."""
    saknas: Utgår[Text | None] = None
    """Varför ett värde är tomt. Exempel: `Frågan ställdes inte i mars.`."""
    omräknad: Utgår[Text | None] = None
    """Varför ett tidigare publicerat värde har ändrats; visas under tabellen.

    Exempel: `Timanställda räknas nu med.`.
    """

    def dolda(self) -> tuple[str, ...]:
        """The ids of the points whose value isn't to be told; of most measurements none."""
        return ()


def _with_lines(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
    """Rows with all their figures as a small line after the last, where those of some row are enough to tell a way."""
    figures = [tuple(cell.tal for cell in row.celler if isinstance(cell, Talcell)) for row in rows]
    last = [row.celler[-1] for row in rows]
    if max((len(own) - own.count(None) for own in figures), default=0) < _WAY:
        return rows
    return tuple(
        replace(row, celler=(*row.celler[:-1], replace(cell, linje=own))) if isinstance(cell, Talcell) else row
        for row, cell, own in zip(rows, last, figures, strict=True)
    )


class Matris(Underlagd):
    """Rows of measurements, a column for each month or year."""

    slag: Literal["matris"]
    """Mätningar månad för månad eller år för år: pulsmätning, nyckeltal."""
    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `puls`."""
    skala: Skalid | None = None
    """Id på skalan som ljusen bedöms efter, ur skalor.yaml. Exempel: `indikator`."""
    tabellrubrik: Flyttas[Text]
    """Tabellens rubrik; enheten skrivs ut efter den. Exempel: `Pulsmätning`."""
    radrubrik: Annotated[Text, Ordets("kolumner", "fråga")] = ""
    """Rubriken över den första kolumnen. Exempel: `Fråga`."""
    mätpunkter: Lista[Mätpunkt]
    """Månaderna eller åren som har en kolumn."""
    rader: Lista[Mätrad]
    """En rad för varje fråga eller nyckeltal."""
    linjediagram: Flyttas[Text | None] = None
    """Vad ett linjediagram av raderna mäter, om det ska finnas ett. Rubriken över det räknas ut ur siffrorna.

    Exempel: `Pulsmätning januari–april`.
    """

    def made_grid(self) -> Grid:
        """Columns of measurements; every row keeps the most decimals that any of its values was published with."""
        columns = tuple(grid_column(point, slag="tal") for point in self.mätpunkter)
        known = [column.id for column in columns]
        rows = tuple(
            grid_row(
                row,
                visat=self._named(row),
                fält="värden",
                tal=(figures := figures_of(row.värden)),
                ord=self.words(row),
                decimaler=max(map(decimals_of, figures.values()), default=0),
                bedömningar={name: light for name, light in row.bedömningar.items() if light},
                källor=row.sources(known),
                samma=row.same(known),
            )
            for row in self.ordered()
        )
        return Grid(id=self.id, tabellrubrik=self.tabellrubrik, kolumner=columns, rader=rows)

    def ordered(self) -> tuple[Mätrad, ...]:
        """The rows in the order that they are shown in."""
        return self.rader

    def words(self, row: Mätrad) -> dict[str, str]:  # noqa: ARG002 - most have figures alone
        """What stands in a row's cells in place of figures, by the id of the point."""
        return {}

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:  # noqa: ARG002 - measurements need no register
        """The matrix itself."""
        shared = self._shared_unit()
        caption = f"{self.tabellrubrik}, {shared}" if shared else self.tabellrubrik
        lying = len(self.mätpunkter) >= _UPRIGHT
        table = grid_table(self.grid, "matris", caption, self.radrubrik, lying=lying)
        return (table if self.linjediagram else replace(table, rader=_with_lines(table.rader)),)

    def _unit_of_all(self) -> str:
        """The unit that all rows have; empty if they have several."""
        units = {row.enhet for row in self.rader}
        return units.pop() if len(units) == 1 else ""

    def _shared_unit(self) -> str:
        """The unit that all rows have, where the caption doesn't tell it already."""
        unit = self._unit_of_all()
        return "" if unit in self.tabellrubrik else unit

    def _named(self, row: Mätrad) -> str:
        """A row's name, with the unit where neither the name nor the caption tells it."""
        named = not row.enhet or row.enhet in row.namn or len({other.enhet for other in self.rader}) == 1
        return row.namn if named else f"{row.namn}, {row.enhet}"

    def diagram(self, register: Register) -> tuple[Diagram, ...]:
        """A line a row, where the content asks for it."""
        points = [p for p in self.mätpunkter if any(row.värden.get(p.id) is not None for row in self.rader)]
        # The mean follows the rows that it is the mean of; its line would only hide theirs.
        drawn = [row for row in self.rader if not row.medelvärde]
        if not self.linjediagram or not points or not drawn:
            return ()
        words, unit = register.ord, self._unit_of_all()
        limit = register.skala(self.skala).bästa_gräns(unit) if self.skala else None
        turned = any(row.riktning == "ner" for row in drawn)
        places = [decimals_of(value) for row in drawn for value in figures_of(row.värden).values()]
        return (
            Diagram(
                f"{self.id}_linjer",
                "linjer",
                self.linjediagram,
                words.diagram.beskrivning(self.tabellrubrik, unit, drawn_as("linjer", points)),
                tuple(point.rubrik for point in points),
                tuple(Serie(row.namn, tuple(row.värden.get(point.id) for point in points)) for row in drawn),
                unit,
                max(places),
                gräns=None if turned else limit,
                hela=True,
                flera=words.diagram.frågor if self.radrubrik == words.kolumner.fråga else "",
            ),
        )


Sjukmått = Literal["total", "lång", "kvinnor", "män", "högst_29", "från_30_till_49", "minst_50"]
MEASURES: tuple[Sjukmått, ...] = get_args(Sjukmått)
"""The measures in the order that they are shown in."""
SEXES: tuple[Sjukmått, ...] = ("kvinnor", "män")
AGES: tuple[Sjukmått, ...] = ("högst_29", "från_30_till_49", "minst_50")


class Sjukrad(Mätrad):
    """One of the measures, year by year or period by period."""

    id: Sjukmått
    """Vilket mått det är: `total`, `lång`, `kvinnor`, `män`, `högst_29`, `från_30_till_49` eller `minst_50`.

    Exempel: `total`.
    """
    namn: Annotated[Flyttas[Text], Ordets("sjukfrånvaro")] = ""
    """Namnet, om det inte är det vanliga. Exempel: `Total sjukfrånvaro, andel av ordinarie arbetstid`."""
    enhet: Text = "%"
    """Värdenas enhet. Exempel: `"%"`."""
    få: Lista[Text] = ()
    """Mätpunkter där gruppen har högst tio anställda, eller där värdet säger något om en enskild; skriv då inget värde.

    Exempel: `["2024", "2025"]`.
    """

    def dolda(self) -> tuple[str, ...]:
        """The points of small groups."""
        return self.få


class Sjukfrånvaro(Matris):
    """The measures of sick leave, a column for each year or period."""

    slag: Literal["sjukfrånvaro"]  # type: ignore[assignment]  # of the same making as a matrix, by another word
    """Sjukfrånvaron i de sju mått som kommuner och regioner redovisar: totalt, 60 dagar eller längre, kvinnor, män och
    tre åldrar.
    """
    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `sjukfrånvaro`."""
    tabellrubrik: Annotated[Flyttas[Text], Ordets("sjukfrånvaro", "tabell")] = ""
    """Tabellens rubrik; enheten skrivs ut efter den. Exempel: `Sjukfrånvaro`."""
    radrubrik: Annotated[Text, Ordets("sjukfrånvaro", "mått")] = ""
    """Rubriken över den första kolumnen. Exempel: `Mått`."""
    dolt: Annotated[Text, Ordets("sjukfrånvaro", "dolt")] = ""
    """Det som står i stället för värdet för en liten grupp. Exempel: `Visas inte`."""
    rader: Lista[Sjukrad]
    """Måtten, ett på varje rad; de visas i samma ordning var de än står."""

    def ordered(self) -> tuple[Sjukrad, ...]:
        """The measures in their own order, however they are written."""
        return tuple(sorted(self.rader, key=lambda row: MEASURES.index(row.id)))

    def words(self, row: Mätrad) -> dict[str, str]:
        """The word that hides a small group, where no value stands beside it."""
        return {point: self.dolt for point in row.dolda() if row.värden.get(point) is None}

    def hidden(self, row: str) -> tuple[str, ...]:
        """The points of small groups."""
        return next(one.få for one in self.rader if one.id == row)

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """The table, with a note on what is hidden."""
        tables = super().tabeller(register)
        hidden = any(row.ord for row in self.grid.rader)
        return tuple(table.med_noter([register.ord.sjukfrånvaro.därför]) for table in tables) if hidden else tables
