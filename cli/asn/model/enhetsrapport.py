"""A unit's own file of a report: what it tells of the board's goals, its risks and its events."""

from typing import Annotated

from asn.model.avsnitt.mal import Enhetsresultat
from asn.model.avsnitt.text import Händelse
from asn.model.avsnitt.uppfoljning import Risk
from asn.model.fields import Bland, Enhetsid, Id, Lista, Ljus, Mått, Periodens, Prosa
from asn.model.record import Post, Värde

UNITS = "enheter"
"""The folder of a report where its units' files lie."""


class Enhetsmål(Post):
    """What a unit tells of a goal."""

    mål: Annotated[Id, Bland("nämndmål", "från_enheter")]
    """Id på nämndmålet i rapporten. Exempel: `kort_väntetid`."""
    utfall: Periodens[Mått | None] = None
    """Enhetens utfall: ett tal med enhet, eller ord. Exempel: `88 %`."""
    bedömning: Periodens[Ljus | None] = None
    """Ljuset: en klass i skalan, utan egen skala `grön`, `gul` eller `röd`. Exempel: `grön`."""
    kommentar: Periodens[Prosa | None] = None
    """Kommentaren som rapporten visar. Markdown; `{{ … }}` hämtar en siffra. Exempel: `Två handläggare har börjat.`."""

    def resultat(self, enhet: str) -> Enhetsresultat:
        """The same as a goal has it, with its place in the unit's file."""
        told = {name: getattr(self, name) for name in type(self).model_fields if name != "mål"}
        made = Enhetsresultat.model_construct(enhet=enhet, **told)
        made.placed_as(self)
        return made


class Enhetsrapport(Värde):
    """What a unit tells in a report."""

    enhet: Enhetsid
    """Id på enheten, ur enheter.yaml. Exempel: `mottagningen`."""
    mål: Lista[Enhetsmål] = ()
    """Nämndmålen som enheten svarar för; de som har `från_enheter: ja`."""
    risker: Lista[Risk] = ()
    """Enhetens risker; de läggs till i rapportens första avsnitt med risker."""
    händelser: Periodens[Lista[Händelse]] = ()
    """Enhetens händelser; de får enhetens namn som rubrik, under rapportens första avsnitt med händelser."""
