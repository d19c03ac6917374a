"""``underlag.yaml``: which cell of which file each imported figure of a period was read from."""

from functools import cached_property
from typing import NamedTuple

from asn.model.fields import Datum, Id, Lista, Periodens, Tal, Text
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
        return {(row, column): found for (of, row, column), found in self._origins.items() if of == table}

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
