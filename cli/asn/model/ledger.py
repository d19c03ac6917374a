"""What was read elsewhere, and when: figures out of sheets in ``underlag.yaml``, those of Kolada in ``kolada.yaml``.

Builds and checks read these, and neither the sheets nor the network.
"""

from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import Field

from asn.model.fields import Datum, Heltal, Id, Lista, Periodens, Tal, Text, Varar, År
from asn.model.record import Post, Värde

LEDGER, SHEETS = "underlag.yaml", "underlag"
"""A period's record, and the folder for the files that its figures come from."""


class LästSiffra(Värde):
    """A figure that was read, and where."""

    rad: Id
    """Radens id i tabellen. Exempel: `mottagning`."""
    kolumn: Text
    """Kolumnens id i tabellen. Exempel: `utfall`."""
    cell: Text
    """Cellen i bladet, eller cellerna som är hopräknade. Exempel: `C8+C9`."""
    värde: Periodens[Tal | None] = None
    """Talet, så som tabellen fick det. Exempel: `-29 412`."""


class LästTabell(Värde):
    """A table's figures, and the file that they were read from."""

    tabell: Id
    """Tabellens id. Exempel: `nettokostnad`."""
    fil: Text
    """Filens namn. Exempel: `underlag/nettokostnad.xlsx`."""
    blad: Text | None = None
    """Bladets namn; en CSV har inget. Exempel: `Rapport`."""
    sha256: Text
    """Filens fingeravtryck. Exempel: `9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08`."""
    läst: Periodens[Datum]
    """Dagen då den lästes. Exempel: `2025-09-12`."""
    siffror: Lista[LästSiffra]
    """Siffrorna, i tabellens ordning."""


class Underlagsfil(Post):
    """``underlag.yaml``, which ``asn import`` writes."""

    tabeller: Lista[LästTabell] = ()
    """Tabellerna som har lästs in, i rapportens ordning. `asn import` skriver dem."""

    def origin(self, table: str | None, row: str, column: str) -> "Origin | None":
        """Where a cell of a table was read from, by their ids; None if it wasn't."""
        return self._origins.get((table or "", row, column))

    def origins(self, table: str) -> "dict[tuple[str, str], Origin]":
        """The cells of a table that were read, by row and column."""
        return {(row, column): origin for (of, row, column), origin in self._origins.items() if of == table}

    @cached_property
    def _origins(self) -> "dict[tuple[str, str, str], Origin]":
        return {
            (table.tabell, one.rad, one.kolumn): Origin(table, one) for table in self.tabeller for one in table.siffror
        }


class Origin(NamedTuple):
    """A figure that was read, with the table that it is of."""

    tabell: LästTabell
    siffra: LästSiffra

    def __str__(self) -> str:
        """The cell as everywhere: FIL!Blad!CELL."""
        return "!".join(filter(None, (self.tabell.fil, self.tabell.blad, self.siffra.cell)))


MEASURE = r"^[NU]\d{5}$"
"""A measure's id in Kolada."""
Kön = Literal["alla", "kvinnor", "män"]


class Koladavärde(Värde):
    """The municipality's value of a year, and how it stands among all municipalities."""

    år: År
    """Året som värdet gäller. Exempel: `2023`."""
    kön: Kön = "alla"
    """Om värdet gäller `alla` (förvalt), `kvinnor` eller `män`. Exempel: `kvinnor`."""
    värde: Varar[Tal | None] = None
    """Kommunens värde; tomt när Kolada inte har något. Exempel: `"46,2"`."""
    status: Text | None = None
    """Det som Kolada säger om ett värde som saknas eller är osäkert. Exempel: `Missing`."""
    kommuner: Heltal | None = None
    """Hur många kommuner som har ett värde. Exempel: `241`."""
    kvartiler: Varar[Lista[Tal]] = ()
    """Nedre kvartilen, medianen och övre kvartilen bland dem. Exempel: `["31,4", "40,1", "52,5"]`."""


class Koladamått(Post):
    """A measure, as Kolada told it."""

    id: Text = Field(pattern=MEASURE)
    """Nyckeltalets id i Kolada. Exempel: `U40455`."""
    namn: Text
    """Nyckeltalets namn i Kolada. Exempel: `Börjat arbeta eller studera, andel (%)`."""
    senast: År | None = None
    """Det senaste året som någon kommun har ett värde för. Exempel: `2023`."""
    hämtades: Varar[Datum]
    """När värdena hämtades. Exempel: `2025-05-12`."""
    värden: Lista[Koladavärde] = ()
    """Kommunens värden, ett för varje år och kön."""

    def värde(self, year: int, gender: str | None) -> Koladavärde | None:
        """The value of a year; None if it was never fetched."""
        wanted = gender or "alla"
        return next((one for one in self.värden if one.år == year and one.kön == wanted), None)

    def senaste(self, year: int, gender: str | None) -> Koladavärde | None:
        """The latest value that isn't of a later year."""
        wanted = gender or "alla"
        values = [one for one in self.värden if one.år <= year and one.kön == wanted and one.värde is not None]
        return max(values, key=lambda one: one.år, default=None)


class Koladafil(Post):
    """``kolada.yaml``."""

    nyckeltal: Lista[Koladamått] = ()
    """Nyckeltalen som rapporterna använder. Filen skrivs av `asn import kolada`."""
