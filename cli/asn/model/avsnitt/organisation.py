"""Who works for the board: the head count and the departments, beside the text that tells of them."""

from decimal import Decimal
from typing import Literal

from asn.figures import Storhet
from asn.model.avsnitt.bild import Bild
from asn.model.avsnitt.grund import Avsnitt, Namnrymd
from asn.model.fields import Heltal, Lista, Periodens, Prosa, Tal


class Organisation(Avsnitt):
    """How many work for the board, and how they are organised."""

    slag: Literal["organisation"]
    """Hur många som arbetar åt nämnden, och hur de är organiserade."""
    text: Periodens[Prosa | None] = None
    """Text i Markdown; `{{ … }}` hämtar en siffra. Exempel: `Mottagningen har fått nya lokaler.`."""
    bilder: Periodens[Lista[Bild]] = ()
    """Bilder under texten, till exempel ett organisationsschema."""
    årsarbetare: Periodens[Tal | None] = None
    """Tillsvidareanställda årsarbetare. Exempel: `221,5`."""
    avdelningar: Periodens[Heltal | None] = None
    """Antal avdelningar. Exempel: `4`."""

    def värden(self) -> Namnrymd:
        """The head count and the number of departments, besides the named figures."""
        own = {"årsarbetare": self.årsarbetare, "avdelningar": self.avdelningar}
        return super().värden() | {name: Storhet(Decimal(value)) for name, value in own.items() if value is not None}
