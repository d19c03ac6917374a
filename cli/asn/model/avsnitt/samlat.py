"""What is put together from several boards' reports: their money and goals, as each board's ``data.json`` has them.

The figures are read when the report is loaded (asn.load.boards): nobody types them, and each board's version is known
by its SHA-256.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, PrivateAttr

from asn.charts import Diagram
from asn.light import Bedömning
from asn.model.avsnitt.belopp import Beloppskolumn, Pengar
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.tabelldiagram import Tabelldiagram, grid_charts
from asn.model.avsnitt.tabellgrund import Tabellavsnitt, figures_of, grid_column, grid_row, grid_table
from asn.model.fields import (
    Datafil,
    Decimaler,
    Flyttas,
    Grupp,
    Id,
    Lista,
    Ljus,
    Ordets,
    Periodens,
    Skalid,
    Tal,
    Text,
    Utgår,
)
from asn.model.grid import Grid, GridRow
from asn.model.ord import Ord, ifylld
from asn.model.record import Post
from asn.model.register import Register
from asn.table import Kolumn, Ljuscell, Tabell, TableRow, Talcell

SUM = "summa"
"""The id of the row that adds the boards up, in a path to one of its amounts: ekonomi.summa.utfall."""
_SHOWN = 12  # characters of a sum


@dataclass(frozen=True, slots=True)
class Nämndrapport:
    """What a board's ``data.json`` says of the report, and the figures that were looked for in it."""

    titel: str
    namn: str
    tillstånd: str
    beslut: str
    summa: str
    belopp: dict[str, Decimal] = field(default_factory=dict)
    saknas: str = ""
    """What the table or row that was asked for is called, where the file doesn't have it."""


class Nämnddata(Post):
    """A board, and the version of its report that is taken."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `kultur`."""
    namn: Text
    """Nämndens namn. Exempel: `Kulturnämnden`."""
    fil: Periodens[Datafil | None] = None
    """Nämndens `data.json`, i rapportens mapp eller i en mapp där. Exempel: `namnder/kultur.json`."""
    sha256: Periodens[Text | None] = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """Filens kontrollsumma, så att ingen byter den obemärkt. G103 säger vad den är.

    Exempel: `9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08`.
    """
    _läst: Nämndrapport | None = PrivateAttr(default=None)

    def läs(self, board: Nämndrapport) -> None:
        """Take what the file says."""
        self._läst = board

    def read_as(self, other: Self) -> None:
        """Take what the file of the other said: it is the same one."""
        self._läst = other._läst

    @property
    def läst(self) -> Nämndrapport | None:
        """What the file says; None if there is none that could be read."""
        return self._läst

    def not_(self, words: Ord) -> str:
        """Which version it is, for the reader."""
        board = self._läst
        if board is None:
            return ifylld(words.samlat.saknas, nämnd=self.namn)
        adopted = board.tillstånd == "fastställd"
        state = f"{words.omslag.fastställd} {board.beslut}".strip() if adopted else words.samlat.utkast
        own = {"rapport": board.titel, "beslut": state, "summa": board.summa[:_SHOWN]}
        return ifylld(words.samlat.version, nämnd=self.namn, **own)


class Nämndrad(Nämnddata):
    """A board's row of amounts."""

    rad: Text | None = Field(default=None, pattern=r"^[^\W\d]\w*\.[^\W\d]\w*$")
    """Raden i nämndens data, `tabell.rad`. Exempel: `nettokostnad.resultat`."""
    belopp: Periodens[Grupp[Id, Tal | None]] = {}
    """Beloppen, ett för varje kolumn. De hämtas ur filen, så det går bra att inte skriva dem; den som skriver dem får
    veta av G103 om filen sedan säger något annat. Exempel: `{utfall: -4 120}`.
    """


class Samlade_ekonomin(Tabellavsnitt):  # noqa: N801 - two Swedish words
    """The boards' amounts, a row each, and their sum."""

    slag: Literal["samlad_ekonomi"]
    """Flera nämnders belopp ur deras `data.json`, en rad för varje nämnd, och summan. Kolumnen hämtas ur nämndens
    kolumn med samma id, annars ur den första med samma roll; `av` och `minus` räknas ut här.
    """
    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `samlad_ekonomi`."""
    tabellrubrik: Flyttas[Text]
    """Tabellens rubrik; enheten skrivs ut efter den. Exempel: `Kommunens nettokostnad`."""
    radrubrik: Annotated[Text, Ordets("samlat", "nämnd")] = ""
    """Rubriken över den första kolumnen. Exempel: `Nämnd`."""
    enhet: Pengar = "tkr"
    """Enheten för beloppen: `kr`, `tkr` (förvalt), `mnkr` eller `mdkr`; nämndernas räknas om. Exempel: `mnkr`."""
    decimaler: Decimaler | None = None
    """Antal decimaler i tabellen; utan det så många som beloppen har. Exempel: `1`."""
    kolumner: Lista[Beloppskolumn]
    """Tabellens kolumner, i ordning."""
    nämnder: Lista[Nämndrad]
    """Nämnderna, en post för varje."""
    avstäms_mot: Utgår[Grupp[Id, Tal | None]] = {}
    """Summan så som kommunens egen redovisning har den, kolumn för kolumn; skrivs inte ut. G102 säger till om nämnderna
    tillsammans blir något annat. Exempel: `{utfall: -52 360}`.
    """
    diagram_av: Lista[Tabelldiagram] = ()
    """Diagram som ritas av tabellen."""

    def made_grid(self) -> Grid:
        """A row a board, and their sum, which is always reckoned."""
        columns = tuple(grid_column(column) for column in self.kolumner)
        rows = tuple(grid_row(board, fält="belopp", tal=figures_of(board.belopp)) for board in self.nämnder)
        whole = GridRow(post=self, id=SUM, namn="Summa", fält="nämnder", single=True, roll="resultat")
        return Grid(
            id=self.id,
            tabellrubrik=self.tabellrubrik,
            kolumner=columns,
            rader=(*rows, whole),
            enhet=self.enhet,
            decimaler=self.decimaler,
        )

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """The table, with each board's version below it."""
        words = register.ord
        caption = f"{self.tabellrubrik}, {words.enheter.enhet(self.enhet)}"
        table = grid_table(self.grid, "belopp", caption, self.radrubrik)
        *rows, last = table.rader
        summed = TableRow((words.samlat.summa, *last.celler[1:]), last.roll, last.id)
        named = Tabell(table.id, table.rubrik, table.form, table.kolumner, (*rows, summed))
        return (named.med_noter(board.not_(words) for board in self.nämnder),)

    def diagram(self, register: Register) -> tuple[Diagram, ...]:
        """The charts that the content asks for."""
        return grid_charts(self.grid, self.diagram_av, self.radrubrik, register.ord)


class Nämndens_mål(Post):  # noqa: N801 - two Swedish words
    """A goal of a board's, as its report tells of it."""

    id: Id
    """Målets id i nämndens rapport. Exempel: `besked`."""
    namn: Text
    """Målet, så som nämnden skriver det. Exempel: `Snabba besked`."""
    bedömning: Periodens[Ljus | None] = None
    """Ljuset, i den här rapportens skala. Exempel: `grön`."""
    indikatorer: Periodens[Lista[Ljus]] = ()
    """Indikatorernas ljus. Exempel: `[grön, gul]`."""


class Nämndmålsdata(Nämnddata):
    """A board's goals."""

    mål: Periodens[Lista[Nämndens_mål]] = ()
    """Målen. De hämtas ur filen. Exempel: `[]`."""


class Samlade_målen(Avsnitt):  # noqa: N801 - two Swedish words
    """The boards' goals with their lights, and how many of each light every board has."""

    slag: Literal["samlade_mål"]
    """Flera nämnders mål med ljus ur deras `data.json`, och hur många mål varje nämnd har av varje ljus. Har en nämnd
    en annan skala räknas ljusen om till den här rapportens, när de har lika många klasser.
    """
    skala: Skalid | None = None
    """Id på skalan som ljusen visas i, ur skalor.yaml; annars grön, gul och röd. Exempel: `indikator`."""
    nämnder: Lista[Nämndmålsdata]
    """Nämnderna, en post för varje."""

    def lights(self, register: Register) -> tuple[Bedömning, ...]:
        """The lights of the scale that is shown, best first."""
        goals = (goal for board in self.nämnder for goal in board.mål)
        shown = next((goal.bedömning for goal in goals if goal.bedömning), None)
        if self.skala:
            return register.skalor[self.skala].ljus()
        return shown.skala() if shown else ()

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """How many goals of each light, board by board; then every goal."""
        words, name = register.ord, self.id or "samlade_mål"
        lights = self.lights(register)
        columns = (
            Kolumn("nämnd", words.samlat.nämnd),
            *(Kolumn(light.id, light.rubrik, "tal") for light in lights),
            Kolumn("utan_ljus", words.samlat.ej_bedömda, "tal"),
        )
        boards = [board for board in self.nämnder if board.mål]
        counts = Tabell(
            f"{name}_antal", words.samlat.antal, "tabell", columns, tuple(_counted(board, lights) for board in boards)
        )
        columns = (
            Kolumn("mål", words.samlat.mål),
            Kolumn("bedömning", words.kolumner.bedömning, "ljus"),
            Kolumn("indikatorer", words.mål.indikatorer),
        )
        rows = tuple(row for board in boards for row in _goals(board, lights))
        notes = [board.not_(words) for board in self.nämnder]
        return (counts, Tabell(name, words.samlat.tabell, "mal", columns, rows).med_noter(notes))


def _counted(board: Nämndmålsdata, lights: tuple[Bedömning, ...]) -> TableRow:
    of = [sum(goal.bedömning == light for goal in board.mål) for light in lights]
    numbers = (*of, len(board.mål) - sum(of))
    return TableRow((board.namn, *(Talcell(Decimal(number)) for number in numbers)))


def _goals(board: Nämndmålsdata, lights: tuple[Bedömning, ...]) -> Iterator[TableRow]:
    yield TableRow((board.namn, None, None), "grupp")
    for goal in board.mål:
        counted = ((light, sum(one == light for one in goal.indikatorer)) for light in lights)
        text = ", ".join(f"{light.ord}\N{NO-BREAK SPACE}{number}" for light, number in counted if number)
        yield TableRow((goal.namn, Ljuscell(goal.bedömning), text or None), "indikator", f"{board.id}.{goal.id}")
