"""``kolada.yaml``: what Kolada said of the board's measures, and when; builds and checks read this, and no network."""

from typing import Literal

from pydantic import Field

from asn.model.fields import Datum, Heltal, Lista, Tal, Text, Varar, År
from asn.model.record import Post, Värde

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
        found = [one for one in self.värden if one.år <= year and one.kön == wanted and one.värde is not None]
        return max(found, key=lambda one: one.år, default=None)


class Koladafil(Post):
    """``kolada.yaml``."""

    nyckeltal: Lista[Koladamått] = ()
    """Nyckeltalen som rapporterna använder. Filen skrivs av `asn import kolada`."""
