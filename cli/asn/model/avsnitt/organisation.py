"""Who works for the board: the head count and the departments, beside the text that tells of them."""

from decimal import Decimal
from typing import Literal

from asn.figures import Storhet
from asn.model.avsnitt.grund import Avsnitt, Namnrymd
from asn.model.fields import Heltal, Prosa, Tal


class Organisation(Avsnitt):
    """How many work for the board, and how they are organised."""

    slag: Literal["organisation"]
    text: Prosa | None = None
    årsarbetare: Tal | None = None
    """Tillsvidareanställda årsarbetare."""
    avdelningar: Heltal | None = None

    def värden(self) -> Namnrymd:
        """The head count and the number of departments, besides the named figures."""
        own = {"årsarbetare": self.årsarbetare, "avdelningar": self.avdelningar}
        return super().värden() | {name: Storhet(Decimal(value)) for name, value in own.items() if value is not None}
