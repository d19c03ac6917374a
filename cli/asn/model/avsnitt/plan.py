"""What a plan sets out for the year: goals with activities and political assignments."""

from typing import Literal

from asn.model.avsnitt.grund import Avsnitt, Namnrymd, namngivna
from asn.model.avsnitt.mal import Indikator
from asn.model.fields import Id, Lista, Målområdesid, Prosa, Text, Varar
from asn.model.record import Post


class Planindikator(Indikator):
    """An indicator as the plan lists it, with its parts."""

    underpunkter: Lista[Text] = ()
    """Punkter under den här. Exempel: `[barn, vuxna]`."""


class Planerad_aktivitet(Post):  # noqa: N801 - two Swedish words
    """Something that the board will do."""

    id: Id | None = None
    """Ett kort namn, som följer med från år till år. Exempel: `lucka`."""
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Öppna en lucka i centrum`."""


class Planmål(Post):
    """A nämndmål of the plan, with what it is measured by and what will be done."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `kort_väntetid`."""
    nummer: Text | None = None
    """Numret, om rapporten numrerar. Exempel: `"2.1"`."""
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Kort väntetid`."""
    ersätter: Id | None = None
    """Id i tidigare rapporter, om det har bytts. Exempel: `väntetid_2024`."""
    indikatorer: Lista[Planindikator] = ()
    """Indikatorerna som målet mäts med."""
    aktiviteter: Lista[Planerad_aktivitet] = ()
    """Aktiviteterna, en post för varje."""


class Uppdragspunkt(Post):
    """One point of a political assignment."""

    id: Id | None = None
    """Ett kort namn, som följer med från år till år. Exempel: `utred`."""
    text: Varar[Prosa]
    """Text i Markdown; `{{ … }}` hämtar en siffra. Exempel: `Utred var luckan ska ligga.`."""
    underpunkter: Varar[Lista[Prosa]] = ()
    """Punkter under den här. Exempel: `- I centrum.`."""


class PolitisktUppdrag(Post):
    """An assignment that the politicians have given under a goal."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `en_väg_in`."""
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `En väg in`."""
    punkter: Lista[Uppdragspunkt] = ()
    """Punkterna, i ordning."""


class Målplan(Avsnitt):
    """One mål of the plan."""

    slag: Literal["målplan"]
    """Ett mål i nämndplanen: nämndmål med indikatorer och aktiviteter, och politiska uppdrag. Årets rapporter jämförs
    med planen: försvinner en indikator säger H602 till.
    """
    målområde: Målområdesid
    """Id på målområdet, ur malomraden.yaml. Exempel: `kvalitet`."""
    nämndmål: Lista[Planmål]
    """Nämndens mål, en post för varje."""
    politiska_uppdrag: Lista[PolitisktUppdrag] = ()
    """Uppdragen som politikerna har gett."""

    @property
    def rubrikområde(self) -> str:
        """Its own målområde."""
        return self.målområde

    def värden(self) -> Namnrymd:
        """Each nämndmål by its id, besides the named figures."""
        return super().värden() | namngivna(self.nämndmål)
