"""What is common to all periods: the board, its units, målområden, scales and the kinds of report."""

from pydantic import Field

from asn.figures import Mätvärde
from asn.model.fields import Fil, Heltal, Id, JaNej, Lista, Ljus, Mängd, Mått, Prosa, Text, År
from asn.model.record import Post, Värde


class Nämnd(Post):
    """The board that the reports are by."""

    namn: Text
    """Nämndens hela namn."""
    förkortning: Text
    """Nämndens förkortning, till exempel ASN."""
    kommun: Text
    """Kommunens namn, till exempel Exempelby kommun."""
    kommunkod: Text = Field(pattern=r"^\d{4}$")
    """Kommunkoden med fyra siffror."""
    förvaltning: Text
    """Förvaltningen som arbetar åt nämnden."""


class Enhet(Post):
    """A unit, with the one spelling of its name."""

    id: Id
    namn: Text
    """Enhetens namn, så som det ska stavas överallt."""
    från: År | None = None
    """Första året som namnet gäller."""
    till: År | None = None
    """Sista året som namnet gäller."""
    ersätter: Lista[Id] = ()
    """Id på de enheter som den här tog över efter."""


class Målområde(Post):
    """A målområde (2020: strategiskt mål; 2025: mål). Its title belongs to the years, not to one document."""

    id: Id
    nummer: Heltal | None = None
    kort: Text
    """Målområdet i ett ord, till exempel Medarbetare."""
    namn: Text
    """Målområdets hela namn."""
    från: År
    till: År | None = None
    ersätter: Lista[Id] = ()
    """Id på de målområden som det här tog över efter."""


class Klass(Värde):
    """One light of a scale: what it means and, where it can be computed, which figures it stands for."""

    bedömning: Ljus
    betyder: Text
    """Vad ljuset betyder, så som det skrivs ut under tabellen."""
    från: Mått | None = None
    """Lägsta värde som hör hit (räknas in)."""
    över: Mått | None = None
    """Värdet måste vara större än detta."""
    till: Mått | None = None
    """Högsta värde som hör hit (räknas in)."""
    under: Mått | None = None
    """Värdet måste vara mindre än detta."""
    mål_nått: JaNej = False
    """Klassen gäller när målnivån är nådd eller överträffad."""

    def gränser(self) -> tuple[Mätvärde | None, Mätvärde | None, Mätvärde | None, Mätvärde | None]:
        """The bounds in order: from, above, to, below."""
        return self.från, self.över, self.till, self.under


class Skala(Post):
    """A scale: what green, yellow and red mean for one kind of table. Green means different things in each."""

    id: Id
    namn: Text
    """Vad skalan bedömer, till exempel Uppdrag 2023."""
    mäter: Text | None = None
    """Det som gränserna jämförs med: utfall, avvikelse från mål i procent, andel, placering."""
    klasser: Lista[Klass]
    """Ljusen, i ordningen grön, gul, röd."""
    kräver_kommentar: Lista[Ljus] = ()
    """Ljus som måste ha en kommentar."""
    anvisning: Prosa | None = None
    """Instruktionen som rapporten skriver ut under tabellen."""

    @property
    def säger_klasserna(self) -> bool:
        """Whether the instruction itself tells what each light means, so that the classes needn't be listed."""
        told = (self.anvisning or "").lower()
        return all(klass.bedömning in told for klass in self.klasser)


class Planerat(Värde):
    """A section that a kind of report has, in its order."""

    fil: Fil
    rubrik: Text
    """Rubriken, om avsnittets fil inte har en egen."""
    obligatoriskt: JaNej = False
    """Om rapporten inte kan fastställas utan avsnittet."""


class Rapportslag(Post):
    """A kind of report, as data: its periods, its name and its sections."""

    id: Id
    namn: Text
    """Rapportens namn; {nummer} är delåret, {månad} månadens namn och {år} året."""
    filnamn: Text = Field(pattern=r"^[a-z][a-z0-9{}år_-]*$")
    """Filernas namn; {nummer}, {månad} och {år} som ovan."""
    perioder: Lista[Text]
    """Perioderna som slaget gäller, till exempel T1 och T2."""
    avsnitt: Lista[Planerat]
    """Avsnitten i ordning."""
    utelämnar: Lista[Text] = ()
    """Kolumner som slaget inte har ännu: en plan har inga utfall och ingen bedömning."""


class Förkortning(Post):
    """An abbreviation and what it stands for."""

    kort: Text
    betyder: Text


class Nämndfil(Post):
    """``namnd.yaml``."""

    nämnd: Nämnd
    förkortningar: Lista[Förkortning] = ()


class Enhetsfil(Post):
    """``enheter.yaml``."""

    enheter: Lista[Enhet]


class Målområdesfil(Post):
    """``malomraden.yaml``."""

    målområden: Lista[Målområde]


class Skalfil(Post):
    """``skalor.yaml``."""

    skalor: Lista[Skala]


class Rapportslagsfil(Post):
    """``rapportslag.yaml``."""

    rapportslag: Lista[Rapportslag]


class Gräns(Värde):
    """A threshold that says whether it is included."""

    värde: Mängd
    räknas_in: JaNej
    """Om gränsvärdet självt hör till det som redovisas."""
