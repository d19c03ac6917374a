"""``ord.yaml``: each word and sentence that the program itself prints in a report; what it leaves out is as here.

A sentence that values are put into says where by listed names in braces; nothing else of it is ever read as code.
"""

from dataclasses import replace

from pydantic import Field

from asn.figures import Storhet
from asn.model.fields import Ordet
from asn.model.ord.sidan import Förändringsord, Kontrollord, Ljusord, Omslagsord, Sammanfattningsord, Sidord
from asn.model.ord.tabeller import (
    Diagramord,
    Koladaord,
    Kolumnord,
    Målord,
    Planord,
    Riskord,
    Samlingsord,
    Sjukfrånvaroord,
    Uppdragsord,
)
from asn.model.ord.utgivning import Dataord, Sajtord, Ärendeord
from asn.model.rapportslag import filled_name
from asn.model.record import Ordgrupp, Post
from asn.readable import readable


class Enhetsord(Ordgrupp):
    """Units of money and shares, as the program prints those that it knows."""

    kr: Ordet = "kr"
    """Kronor."""
    tkr: Ordet = "tkr"
    """Tusental kronor."""
    mnkr: Ordet = "mnkr"
    """Miljoner kronor."""
    mdkr: Ordet = "mdkr"
    """Miljarder kronor."""
    procent: Ordet = "procent"
    """Procent, där texten skriver `| procent`."""
    procentenheter: Ordet = "procentenheter"
    """Procentenheter, där texten skriver `| procentenheter`."""

    def enhet(self, unit: str) -> str:
        """A unit as it is printed; one that the program doesn't know is the content's own word."""
        return str(getattr(self, unit)) if unit in type(self).model_fields else unit

    def med(self, amount: Storhet) -> Storhet:
        """A figure with its unit as it is printed; no longer one to reckon with."""
        return replace(amount, enhet=self.enhet(amount.enhet))


class Månadsord(Ordgrupp):
    """The months written out."""

    varje = "Månad"

    januari: Ordet = "januari"
    februari: Ordet = "februari"
    mars: Ordet = "mars"
    april: Ordet = "april"
    maj: Ordet = "maj"
    juni: Ordet = "juni"
    juli: Ordet = "juli"
    augusti: Ordet = "augusti"
    september: Ordet = "september"
    oktober: Ordet = "oktober"
    november: Ordet = "november"
    december: Ordet = "december"


class Kortmånadsord(Ordgrupp):
    """The months as headings of narrow columns."""

    varje = "Månad"

    jan: Ordet = "Jan"
    feb: Ordet = "Feb"
    mar: Ordet = "Mars"
    apr: Ordet = "April"
    maj: Ordet = "Maj"
    jun: Ordet = "Juni"
    jul: Ordet = "Juli"
    aug: Ordet = "Aug"
    sep: Ordet = "Sep"
    okt: Ordet = "Okt"
    nov: Ordet = "Nov"
    dec: Ordet = "Dec"


class Räkneord(Ordgrupp):
    """Numbers in letters."""

    varje = "Talet"

    ett: Ordet = "ett"
    två: Ordet = "två"
    tre: Ordet = "tre"
    fyra: Ordet = "fyra"
    fem: Ordet = "fem"
    sex: Ordet = "sex"
    sju: Ordet = "sju"
    åtta: Ordet = "åtta"
    nio: Ordet = "nio"
    tio: Ordet = "tio"
    elva: Ordet = "elva"
    tolv: Ordet = "tolv"


class Ord(Post):
    """``ord.yaml``."""

    sida: Sidord = Field(default_factory=Sidord)
    """Orden runt texten: innehåll, sidnummer, fotnoter och märket på ett utkast."""
    omslag: Omslagsord = Field(default_factory=Omslagsord)
    """Orden på omslaget."""
    kontroller: Kontrollord = Field(default_factory=Kontrollord)
    """Orden om undantag och om det som är kvar att göra."""
    sammanfattning: Sammanfattningsord = Field(default_factory=Sammanfattningsord)
    """Rapporten i korthet: rubriken och meningarna."""
    ljus: Ljusord = Field(default_factory=Ljusord)
    """Ljusen som ord, i formerna som meningarna behöver."""
    sedan: Förändringsord = Field(default_factory=Förändringsord)
    """Hur något står sig mot rapporten före."""
    kolumner: Kolumnord = Field(default_factory=Kolumnord)
    """Kolumnrubriker som flera slags tabeller har."""
    mål: Målord = Field(default_factory=Målord)
    """Orden om mål: översikten, nämndmålen och indikatorerna."""
    planuppföljning: Planord = Field(default_factory=Planord)
    """Orden i Planen och utfallet."""
    kolada: Koladaord = Field(default_factory=Koladaord)
    """Orden under en tabell med värden ur Kolada."""
    sjukfrånvaro: Sjukfrånvaroord = Field(default_factory=Sjukfrånvaroord)
    """Orden i tabellen över sjukfrånvaro."""
    risker: Riskord = Field(default_factory=Riskord)
    """Orden om risker."""
    uppdrag: Uppdragsord = Field(default_factory=Uppdragsord)
    """Orden om uppdrag och aktiviteter."""
    samlat: Samlingsord = Field(default_factory=Samlingsord)
    """Orden om det som hämtas ur flera nämnders rapporter."""
    diagram: Diagramord = Field(default_factory=Diagramord)
    """Orden i och om diagram."""
    enheter: Enhetsord = Field(default_factory=Enhetsord)
    """Enheterna för pengar och andelar."""
    månader: Månadsord = Field(default_factory=Månadsord)
    """Månadernas namn."""
    månader_kort: Kortmånadsord = Field(default_factory=Kortmånadsord)
    """Månaderna i smala kolumner."""
    räkneord: Räkneord = Field(default_factory=Räkneord)
    """Talen till och med tolv, med bokstäver."""
    data: Dataord = Field(default_factory=Dataord)
    """Orden om öppna data och om filerna i PDF:en."""
    ärende: Ärendeord = Field(default_factory=Ärendeord)
    """Orden i tjänsteskrivelsen och de andra handlingarna till diariet."""
    sajt: Sajtord = Field(default_factory=Sajtord)
    """Orden på sajten med alla rapporter, som `asn site` gör."""

    def månadsnamn(self, number: int) -> str:
        """The name of a month, 1–12."""
        return str(getattr(self.månader, _MONTHS[number - 1]))

    def månadsrubrik(self, number: int) -> str:
        """The short name of a month, 1–12."""
        return str(getattr(self.månader_kort, _SHORT_MONTHS[number - 1]))

    @readable
    def månadsbokstäver(self) -> tuple[str, ...]:
        """The first letter of each month."""
        return tuple(self.månadsrubrik(number)[:1] for number in range(1, 13))

    @readable
    def talat(self, number: int) -> str:
        """A number in a sentence: in letters up to twelve, as Myndigheternas skrivregler has it."""
        return str(getattr(self.räkneord, _NUMBERS[number - 1])) if 0 < number <= len(_NUMBERS) else str(number)


_MONTHS = tuple(Månadsord.model_fields)
_SHORT_MONTHS = tuple(Kortmånadsord.model_fields)
_NUMBERS = tuple(Räkneord.model_fields)


def med_versal(text: str) -> str:
    """The text with a capital first."""
    return f"{text[:1].upper()}{text[1:]}"


def med_kolon(label: str) -> str:
    """What leads up to a value: with a colon, but where it is a question."""
    return label if label.endswith("?") else f"{label}:"


@readable
def vid_antal(number: int, ett: str, flera: str) -> str:
    """The word for one, or for more or none."""
    return ett if number == 1 else flera


def ifylld(sentence: str, **values: object) -> str:
    """A sentence with its places filled in; braces in the values stay as they are."""
    return filled_name(sentence, {name: str(value) for name, value in values.items()})
