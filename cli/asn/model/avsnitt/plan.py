"""What a plan sets out for the year: goals with activities and political assignments."""

from typing import Literal

from asn.model.avsnitt.grund import Avsnitt, Namnrymd, namngivna
from asn.model.avsnitt.mal import Indikator
from asn.model.fields import Id, Lista, Prosa, Text
from asn.model.record import Post


class Planindikator(Indikator):
    """An indicator as the plan lists it, with its parts."""

    underpunkter: Lista[Text] = ()


class Planerad_aktivitet(Post):  # noqa: N801 - two Swedish words
    """Something that the board will do."""

    id: Id | None = None
    namn: Text


class Planmål(Post):
    """A nämndmål of the plan, with what it is measured by and what will be done."""

    id: Id
    nummer: Text | None = None
    namn: Text
    ersätter: Id | None = None
    indikatorer: Lista[Planindikator] = ()
    aktiviteter: Lista[Planerad_aktivitet] = ()


class Uppdragspunkt(Post):
    """One point of a political assignment."""

    id: Id | None = None
    text: Prosa
    underpunkter: Lista[Prosa] = ()


class PolitisktUppdrag(Post):
    """An assignment that the politicians have given under a goal."""

    id: Id
    namn: Text
    punkter: Lista[Uppdragspunkt] = ()


class Målplan(Avsnitt):
    """One mål of the plan."""

    slag: Literal["målplan"]
    målområde: Id
    nämndmål: Lista[Planmål]
    politiska_uppdrag: Lista[PolitisktUppdrag] = ()

    def värden(self) -> Namnrymd:
        """Each nämndmål by its id, besides the named figures."""
        return super().värden() | namngivna(self.nämndmål)
