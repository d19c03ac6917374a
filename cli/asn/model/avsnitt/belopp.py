"""Money: tables of costs and incomes, bridges, and amounts with comments.

Costs are negative and incomes positive, so that ``avvikelse = utfall − budget`` is good when it is positive. A cell
that the content leaves out is computed; one that it states is printed as published, and the rules of family E check it.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr

from asn.charts import Diagram, Serie
from asn.figures import Storhet, decimals_of, format_quantity
from asn.finding import KeyPath
from asn.model.avsnitt.grund import Avsnitt, Namnrymd
from asn.model.avsnitt.tabelldiagram import Tabelldiagram, grid_charts
from asn.model.avsnitt.tabellgrund import (
    Hämtad,
    Tabellavsnitt,
    Underlagd,
    figures_of,
    grid_column,
    grid_row,
    grid_table,
    with_large_note,
)
from asn.model.fields import (
    Decimaler,
    Flyttas,
    Grupp,
    Id,
    JaNej,
    Kolumnid,
    Lista,
    Mängd,
    Ordets,
    Periodens,
    Prosa,
    Tal,
    Text,
    Utgår,
)
from asn.model.grid import Grid, GridColumn
from asn.model.record import Post
from asn.model.register import Register
from asn.model.skalor import Gräns
from asn.period import REPORT
from asn.readable import readable
from asn.table import Kolumn, Tabell, TableRow, Talcell

Beloppsroll = Literal["utfall", "budget", "prognos", "avvikelse", "förändring", "jämförelse"]
Pengar = Literal["kr", "tkr", "mnkr", "mdkr"]
Radroll = Literal["verksamhet", "varav", "rubrik", "summa", "resultat", "fotnot"]
BRIDGE_COLUMN = "belopp"
"""What the one column of a bridge is called, in a path to one of its amounts: ram.ingående.belopp."""


class Räknekolumn(Post):
    """A column of a table that counts: what it holds, and how it is computed from others."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `avvikelse`."""
    rubrik: Flyttas[Text]
    """Kolumnens rubrik i klartext, till exempel Utfall jan–apr. Exempel: `Avvikelse jan–apr`."""
    roll: Beloppsroll | None = None
    """Vad kolumnen innehåller, om det är belopp: `utfall`, `budget`, `prognos`, `avvikelse` eller `förändring`, som är
    skillnader, eller `jämförelse`: ett tidigare belopp, eller med `av` och `minus` skillnaden mot det.

    Exempel: `avvikelse`.
    """
    av: Id | None = None
    """Kolumnen som differensen räknas från. Exempel: `utfall`."""
    minus: Id | None = None
    """Kolumnen som dras ifrån. Exempel: `budget`."""
    mot: Flyttas[Text | None] = Field(default=None, pattern=REPORT)
    """Rapporten som minus-kolumnen hämtas ur, till exempel 2022/VB; annars samma tabell. Exempel: `2024/VB`."""
    kolumn: Id | None = None
    """Kolumnen i rapporten ovan, när den här återger en hel kolumn därifrån: Utfall 2022 är utfall i 2022/VB.

    Exempel: `utfall`.
    """


class Beloppskolumn(Räknekolumn):
    """A column of amounts."""

    roll: Beloppsroll
    """Vad kolumnen innehåller: `utfall`, `budget`, `prognos`, `avvikelse` eller `förändring`, som är skillnader, eller
    `jämförelse`: ett tidigare belopp, eller med `av` och `minus` skillnaden mot det.

    Exempel: `avvikelse`.
    """


class Tabellrad(Hämtad):
    """A row of a table that counts: what it is, and how it is computed from others."""

    roll: Radroll = "verksamhet"
    """Vad raden är: `verksamhet` (förvalt), `varav`, `rubrik`, `summa`, `resultat` eller `fotnot`.

    Exempel: `verksamhet`.
    """
    ersätter: Id | None = None
    """Id i tidigare rapporter, om det har bytts. Exempel: `intag`."""
    del_av: Id | None = None
    """Raden som en varav-rad är en del av. Exempel: `insatser`."""
    fullständig: JaNej = False
    """Sant på en rad vars varav-rader tillsammans är hela beloppet. Exempel: `ja`."""
    summerar: Lista[Id] = ()
    """Raderna som en summa lägger ihop; utan den alla verksamheter. Exempel: `[mottagning, insatser]`."""
    not_: Text | None = Field(default=None, alias="not")
    """Notens tecken, efter namnet. Exempel: `"*"`."""


class Beloppsrad(Tabellrad):
    """A row of amounts."""

    belopp: Periodens[Grupp[Kolumnid, Tal | None]] = {}
    """Beloppen, ett för varje kolumn. Exempel: `{utfall: -4 120, budget: -4 200}`."""
    kommentar: Periodens[Prosa | None] = None
    """Varför raden avviker. Exempel: `Två handläggare har börjat.`."""
    omräknad: Utgår[Text | None] = None
    """Varför ett tidigare publicerat belopp har ändrats; visas under tabellen.

    Exempel: `Timanställda räknas nu med.`.
    """


class Räknetabell(Underlagd):
    """A table that counts, with a limit for what is to be explained and with charts."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `nettokostnad`."""
    tabellrubrik: Flyttas[Text]
    """Tabellens rubrik; enheten skrivs ut efter den. Exempel: `Nettokostnad per verksamhet`."""
    radrubrik: Annotated[Text, Ordets("kolumner", "verksamhet")] = ""
    """Rubriken över den första kolumnen. Exempel: `Verksamhet`."""
    enhet: Pengar = "tkr"
    """Enheten för beloppen: `kr`, `tkr` (förvalt), `mnkr` eller `mdkr`. Exempel: `tkr`."""
    decimaler: Decimaler | None = None
    """Antal decimaler i tabellen; utan det så många som beloppen i kolumnen är skrivna med. Exempel: `1`."""
    liggande: JaNej = False
    """Om tabellen ska stå på en liggande sida. Exempel: `ja`."""
    kolumner: Lista[Räknekolumn]
    """Tabellens kolumner, i ordning."""
    rader: Lista[Tabellrad]
    """Tabellens rader, i ordning."""
    kommentarsgräns: Gräns | None = None
    """Hur stor del av budgeten en verksamhet får avvika med utan kommentar, till exempel 10 %."""
    diagram_av: Lista[Tabelldiagram] = ()
    """Diagram som ritas av tabellen."""

    def diagram(self, register: Register) -> tuple[Diagram, ...]:
        """The charts that the content asks for."""
        return grid_charts(self.grid, self.diagram_av, self.radrubrik, register.ord)


class Belopp(Räknetabell):
    """A table of amounts, one row a verksamhet or kind of cost: the form of a table whose columns are all money."""

    slag: Literal["belopp"]
    """En tabell med belopp: nettokostnad, resultaträkning eller budget. Kostnader har minus. Kolumner med `av` och
    `minus`, och rader med rollen `summa` eller `resultat`, räknas ut när cellen är tom.
    """
    kolumner: Lista[Beloppskolumn]
    """Tabellens kolumner, i ordning."""
    rader: Lista[Beloppsrad]
    """Tabellens rader, i ordning."""

    def made_grid(self) -> Grid:
        """Columns of money, and rows whose cells stand in ``belopp``."""
        columns = tuple(grid_column(column) for column in self.kolumner)
        known = [column.id for column in columns]
        rows = tuple(
            grid_row(row, fält="belopp", tal=figures_of(row.belopp), källor=row.sources(known), samma=row.same(known))
            for row in self.rader
        )
        return Grid(
            id=self.id,
            tabellrubrik=self.tabellrubrik,
            kolumner=columns,
            rader=rows,
            enhet=self.enhet,
            decimaler=self.decimaler,
            kommentarsgräns=self.kommentarsgräns,
        )

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """The table itself."""
        caption = f"{self.tabellrubrik}, {register.ord.enheter.enhet(self.enhet)}"
        table = grid_table(self.grid, "belopp", caption, self.radrubrik, lying=self.liggande)
        return (with_large_note(table, self.grid, register.ord.kolumner),)


def _places(own: int | None, amounts: Iterable[Decimal | None]) -> int:
    return max((decimals_of(value) for value in amounts if value is not None), default=0) if own is None else own


class Ändring(Post):
    """A signed change in a bridge."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `löner`."""
    namn: Flyttas[Text]
    """Namnet, så som rapporten skriver det. Exempel: `Löneökningar`."""
    belopp: Periodens[Tal | None] = None
    """Beloppet, med tecken. Exempel: `-400`."""
    samma_som: Text | None = None
    """Cellen som har samma belopp, till exempel budget.summa.budget_2025.

    Exempel: `nettokostnad.resultat.budget_helår`.
    """


class Brygga(Tabellavsnitt):
    """A bridge from an opening amount over signed changes to a closing amount."""

    slag: Literal["brygga"]
    """Från ett belopp till ett annat, ändring för ändring. `ändringar` och `utgående` har samma fält som `ingående`."""
    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `ram`."""
    tabellrubrik: Flyttas[Text]
    """Tabellens rubrik; enheten skrivs ut efter den. Exempel: `Nettokostnad per verksamhet`."""
    enhet: Pengar = "tkr"
    """Enheten för beloppen: `kr`, `tkr` (förvalt), `mnkr` eller `mdkr`. Exempel: `tkr`."""
    decimaler: Decimaler | None = None
    """Antal decimaler; utan det så många som beloppen är skrivna med. Exempel: `1`."""
    tecken: Literal["adderas", "subtraheras"] = "adderas"
    """Hur ändringarna läggs till det första beloppet: `adderas` (förvalt), med sitt tecken, eller `subtraheras`, med
    omvänt.

    Exempel: `adderas`.
    """
    ingående: Ändring
    """Beloppet som bryggan börjar med."""
    ändringar: Lista[Ändring]
    """Ändringarna mellan de två beloppen, med tecken."""
    utgående: Ändring
    """Beloppet som bryggan slutar med."""

    def steps(self) -> tuple[Ändring, ...]:
        """The opening amount, the changes and the closing amount."""
        return (self.ingående, *self.ändringar, self.utgående)

    def made_grid(self) -> Grid:
        """One column, and a row for each step; the closing amount isn't computed from them here (E105 holds it)."""
        rows = tuple(
            grid_row(
                step,
                fält="belopp",
                single=True,
                tal=figures_of({BRIDGE_COLUMN: step.belopp}),
                samma={BRIDGE_COLUMN: step.samma_som} if step.samma_som else {},
            )
            for step in self.steps()
        )
        return Grid(
            id=self.id,
            tabellrubrik=self.tabellrubrik,
            kolumner=(GridColumn(post=self, id=BRIDGE_COLUMN, rubrik="Belopp"),),
            rader=rows,
            enhet=self.enhet,
            decimaler=self.decimaler,
        )

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """Opening amount, changes and closing amount."""
        words = register.ord
        amounts = Kolumn("belopp", words.kolumner.belopp, "tal", enhet=self.enhet)
        columns = (Kolumn("post", words.kolumner.post), amounts)
        places = _places(self.decimaler, (step.belopp for step in self.steps()))
        rows = (
            TableRow((self.ingående.namn, Talcell(self.ingående.belopp, places)), "summa"),
            *(TableRow((step.namn, Talcell(step.belopp, places, tecken=True))) for step in self.ändringar),
            TableRow((self.utgående.namn, Talcell(self.utgående.belopp, places)), "resultat"),
        )
        return (Tabell(self.id, f"{self.tabellrubrik}, {words.enheter.enhet(self.enhet)}", "belopp", columns, rows),)

    def diagram(self, register: Register) -> tuple[Diagram, ...]:
        """The way from the first amount to the last, once all are known."""
        amounts = tuple(step.belopp for step in self.steps())
        if not self.ändringar or None in amounts:
            return ()
        words = register.ord
        unit = words.enheter.enhet(self.enhet)
        return (
            Diagram(
                f"{self.id}_brygga",
                "brygga",
                self.tabellrubrik,
                words.diagram.beskrivning(self.tabellrubrik, unit, "brygga"),
                tuple(step.namn for step in self.steps()),
                (Serie(words.kolumner.belopp, amounts),),
                unit,
                _places(self.decimaler, amounts),
                hela=True,
                omvänd=self.tecken == "subtraheras",
            ),
        )

    def värden(self) -> Namnrymd:
        """Each amount by its id, with the unit."""
        amounts = ((step.id, step.belopp) for step in self.steps())
        return Avsnitt.värden(self) | {
            id_: Storhet(amount, self.enhet) for id_, amount in amounts if amount is not None
        }


class Beloppspost(Post):
    """An amount under its own heading, and what explains it."""

    id: Id | None = None
    """Ett kort namn, som följer med från år till år. Exempel: `hyror`."""
    namn: Flyttas[Text]
    """Namnet, så som rapporten skriver det. Exempel: `Hyror`."""
    källa: Text | None = None
    """Cellen som beloppet hämtas ur, till exempel nettokostnad.resultat_asn.avvikelse.

    Exempel: `nettokostnad.insatser.avvikelse`.
    """
    belopp: Periodens[Mängd | None] = None
    """Beloppet så som det publicerades, när ingen tabell har det. Exempel: `-1,8 mnkr`."""
    tecken: JaNej = True
    """Om ett positivt belopp skrivs med plustecken. Exempel: `nej`."""
    text: Periodens[Prosa | None] = None
    """Text i Markdown; `{{ … }}` hämtar en siffra. Exempel: `Mottagningen har fått nya lokaler.`."""
    # What the source gives, put in when the report is computed.
    _hämtat: str = PrivateAttr(default="")

    def uttryck(self) -> Iterator[tuple[KeyPath, str]]:
        """The expression that fetches the amount."""
        if self.källa:
            yield ("källa",), self.källa if "|" in self.källa else f"{self.källa} | mnkr{' | med_tecken' * self.tecken}"

    def hämtat(self, text: str) -> None:
        """Take the fetched amount as text."""
        self._hämtat = text

    @property
    @readable
    def visat(self) -> str:
        """The amount as the heading shows it: as published where the content states it, else fetched."""
        return self._hämtat if self.belopp is None else format_quantity(self.belopp, sign=self.tecken)


class Beloppsposter(Avsnitt):
    """Amounts with comments: «Socialpsykiatrin −4,0 mnkr» and its points."""

    slag: Literal["beloppsposter"]
    """Belopp som rubrik och en förklaring under. Hämta beloppet ur tabellen med `källa`."""
    poster: Periodens[Lista[Beloppspost]]
    """Posterna, i ordning."""
    text: Periodens[Prosa | None] = None
    """Text i Markdown; `{{ … }}` hämtar en siffra. Exempel: `Mottagningen har fått nya lokaler.`."""

    @property
    @readable
    def utan_text(self) -> bool:
        """Whether the amounts stand alone, and so are told as a list."""
        return not any(item.text for item in self.poster)

    def värden(self) -> Namnrymd:
        """Each stated amount by its id, besides the named figures."""
        return super().värden() | {item.id: item.belopp for item in self.poster if item.id and item.belopp}
