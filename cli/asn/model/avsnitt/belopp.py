"""Money: tables of costs and incomes, bridges, and amounts with comments.

Costs are negative and incomes positive, so that ``avvikelse = utfall − budget`` is good when it is positive. A cell
that the content leaves out is computed; one that it states is printed as published, and the rules of family E check it.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr

from asn.figures import Storhet, decimals_of, format_quantity
from asn.model.avsnitt.grund import Avsnitt, Namnrymd
from asn.model.fields import (
    Decimaler,
    Flyttas,
    Grupp,
    Id,
    JaNej,
    Lista,
    Mängd,
    Ordets,
    Periodens,
    Prosa,
    Tal,
    Text,
    Utgår,
)
from asn.model.record import Path, Post, Värde
from asn.model.register import Gräns, Register
from asn.period import REPORT
from asn.readable import readable
from asn.table import Diagram, Kolumn, Rad, Roll, Serie, Tabell, Talcell

Beloppsroll = Literal["utfall", "budget", "prognos", "avvikelse", "förändring", "jämförelse"]
Pengar = Literal["kr", "tkr", "mnkr", "mdkr"]
Radroll = Literal["verksamhet", "varav", "rubrik", "summa", "resultat", "fotnot"]
_ROLES: dict[str, Roll] = {
    "verksamhet": "rad",
    "varav": "varav",
    "rubrik": "grupp",
    "summa": "summa",
    "resultat": "resultat",
    "fotnot": "varav",
}


class Beloppskolumn(Post):
    """A column of amounts: what it holds, and how it is computed from others."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `avvikelse`."""
    rubrik: Flyttas[Text]
    """Kolumnens rubrik i klartext, till exempel Utfall jan–apr. Exempel: `Avvikelse jan–apr`."""
    roll: Beloppsroll
    """Vad kolumnen innehåller: `utfall`, `budget`, `prognos`, `avvikelse`, `förändring` eller `jämförelse`.

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


class Beloppsrad(Post):
    """A row of amounts."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `mottagning`."""
    namn: Flyttas[Text]
    """Namnet, så som rapporten skriver det. Exempel: `Mottagning`."""
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
    belopp: Periodens[Grupp[Id, Tal | None]] = {}
    """Beloppen, ett för varje kolumn. Exempel: `{utfall: -4 120, budget: -4 200}`."""
    kommentar: Periodens[Prosa | None] = None
    """Varför raden avviker. Exempel: `Två handläggare har börjat.`."""
    omräknad: Utgår[Text | None] = None
    """Varför ett tidigare publicerat belopp har ändrats; visas under tabellen.

    Exempel: `Timanställda räknas nu med.`.
    """


class Beloppsdiagram(Värde):
    """A chart of one or more of the table's columns."""

    slag: Literal["avvikelser", "staplar"]
    """`avvikelser` ritas åt båda håll från noll, `staplar` bredvid varandra. Exempel: `avvikelser`."""
    kolumner: Lista[Id]
    """Id på kolumnerna som ritas. Exempel: `[avvikelse]`."""
    titel: Flyttas[Text]
    """Diagrammets titel. Exempel: `Mottagningen håller sin budget, insatserna kostar mer`."""


class Belopp(Avsnitt):
    """A table of amounts, one row a verksamhet or kind of cost."""

    slag: Literal["belopp"]
    """En tabell med belopp: nettokostnad, resultaträkning eller budget. Kostnader har minus. Kolumner med `av` och
    `minus`, och rader med rollen `summa` eller `resultat`, räknas ut när cellen är tom.
    """
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
    kolumner: Lista[Beloppskolumn]
    """Tabellens kolumner, i ordning."""
    rader: Lista[Beloppsrad]
    """Tabellens rader, i ordning."""
    kommentarsgräns: Gräns | None = None
    """Hur stor del av budgeten en verksamhet får avvika med utan kommentar, till exempel 10 %."""
    diagram_av: Lista[Beloppsdiagram] = ()
    """Diagram som ritas av tabellen."""

    @cached_property
    def _rows(self) -> dict[str, Beloppsrad]:
        return {row.id: row for row in self.rader}

    @cached_property
    def _columns(self) -> dict[str, Beloppskolumn]:
        return {column.id: column for column in self.kolumner}

    def stated(self, row: str, column: str) -> Decimal | None:
        """What the content says in a cell."""
        return self._rows[row].belopp.get(column)

    def difference(self, row: str, column: str) -> Decimal | None:
        """What a column's formula gives for a row, where all of it stands in this table."""
        formula = self._columns[column]
        if not formula.av or not formula.minus or formula.mot:
            return None
        from_, less = self.amount(row, formula.av), self.amount(row, formula.minus)
        return None if from_ is None or less is None else from_ - less

    def parts(self, row: Beloppsrad) -> tuple[Beloppsrad, ...]:
        """The rows that a sum adds up."""
        if row.summerar:
            return tuple(self._rows[part] for part in row.summerar if part in self._rows)
        return tuple(part for part in self.rader if part.roll == "verksamhet")

    def total(self, row: str, column: str) -> Decimal | None:
        """What the rows of a sum add up to in a column; None if the row is no sum or its column is empty."""
        summed = self._rows[row]
        if summed.roll not in {"summa", "resultat"}:
            return None
        found = [value for part in self.parts(summed) if (value := self.amount(part.id, column)) is not None]
        return sum(found, Decimal(0)) if found else None

    def amount(self, row: str, column: str) -> Decimal | None:
        """A cell as it is printed: as stated, else computed."""
        stated = self.stated(row, column)
        if stated is not None:
            return stated
        computed = self.difference(row, column)
        return self.total(row, column) if computed is None else computed

    def places(self, column: str) -> int:
        """How many decimals a column is printed with: the table's own, else the most that one of its amounts has."""
        amounts = (self.amount(row.id, column) for row in self.rader)
        return _places(self.decimaler, amounts)

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:  # noqa: ARG002 - amounts need no register
        """The table itself."""
        columns = (Kolumn("rad", self.radrubrik), *(Kolumn(c.id, c.rubrik, "tal") for c in self.kolumner))
        places = {column.id: self.places(column.id) for column in self.kolumner}
        rows = tuple(
            Rad((_name(row), *(Talcell(self.amount(row.id, c), places[c]) for c in places)), _ROLES[row.roll])
            for row in self.rader
        )
        reasons = ((row.namn, reason) for row in self.rader for reason in (row.kommentar, row.omräknad))
        notes = tuple(f"{name}: {reason}" for name, reason in reasons if reason)
        caption = f"{self.tabellrubrik}, {self.enhet}"
        return (Tabell(self.id, caption, "belopp", columns, rows, notes, self.liggande),)

    def diagram(self, register: Register) -> tuple[Diagram, ...]:  # noqa: ARG002 - as above
        """The charts that the content asks for."""
        drawable = any(row.roll == "verksamhet" for row in self.rader)
        wanted = [chart for chart in self.diagram_av if chart.kolumner and drawable]
        return tuple(self._chart(number, chart) for number, chart in enumerate(wanted, 1))

    def _chart(self, number: int, wanted: Beloppsdiagram) -> Diagram:
        rows = [row for row in self.rader if row.roll == "verksamhet"]
        series = tuple(
            Serie(self._columns[column].rubrik, tuple(self.amount(row.id, column) for row in rows))
            for column in wanted.kolumner
            if column in self._columns
        )
        text = f"Stapeldiagram i {self.enhet}. Samma siffror står i tabellen {self.tabellrubrik}."
        names = tuple(row.namn for row in rows)
        places = max((self.places(column) for column in wanted.kolumner if column in self._columns), default=0)
        return Diagram(f"{self.id}_{number}", wanted.slag, wanted.titel, text, names, series, self.enhet, places)

    def värden(self) -> Namnrymd:
        """Each row by its id, and in it each column by its id, with the unit."""
        rows: Namnrymd = {}
        for row in self.rader:
            cells = {column.id: self.amount(row.id, column.id) for column in self.kolumner}
            rows[row.id] = {
                "namn": row.namn,
                **{name: Storhet(value, self.enhet) for name, value in cells.items() if value is not None},
            }
        return super().värden() | rows


def _places(own: int | None, amounts: Iterable[Decimal | None]) -> int:
    return max((decimals_of(value) for value in amounts if value is not None), default=0) if own is None else own


def _name(row: Beloppsrad) -> str:
    return f"{row.namn}{row.not_}" if row.not_ else row.namn


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


class Brygga(Avsnitt):
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

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:  # noqa: ARG002 - a bridge needs no register
        """Opening amount, changes and closing amount."""
        columns = (Kolumn("post", "Post"), Kolumn("belopp", "Belopp", "tal"))
        places = _places(self.decimaler, (step.belopp for step in self.steps()))
        rows = (
            Rad((self.ingående.namn, Talcell(self.ingående.belopp, places)), "summa"),
            *(Rad((step.namn, Talcell(step.belopp, places, tecken=True))) for step in self.ändringar),
            Rad((self.utgående.namn, Talcell(self.utgående.belopp, places)), "resultat"),
        )
        return (Tabell(self.id, f"{self.tabellrubrik}, {self.enhet}", "belopp", columns, rows),)

    def värden(self) -> Namnrymd:
        """Each amount by its id, with the unit."""
        told = ((step.id, step.belopp) for step in self.steps())
        return super().värden() | {id_: Storhet(amount, self.enhet) for id_, amount in told if amount is not None}


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

    def uttryck(self) -> Iterator[tuple[Path, str]]:
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
