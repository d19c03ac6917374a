"""What is common to all periods: the board, its units, målområden, scales and the kinds of report."""

from dataclasses import dataclass, field

from pydantic import Field

from asn.figures import Mätvärde
from asn.model.fields import Fil, Heltal, Id, JaNej, Lista, Ljus, Mängd, Mått, Prosa, Text, År
from asn.model.naming import FILE_NAME, LONGEST, NAME
from asn.model.ord import Ord
from asn.model.record import Post, Värde
from asn.readable import readable


class Nämnd(Post):
    """The board that the reports are by."""

    namn: Text
    """Nämndens hela namn. Exempel: `Exempelnämnden`."""
    förkortning: Text
    """Nämndens förkortning, till exempel ASN. Exempel: `EXN`."""
    kommun: Text
    """Kommunens namn. Exempel: `Exempelby kommun`."""
    kommunkod: Text = Field(pattern=r"^\d{4}$")
    """Kommunkoden med fyra siffror. Exempel: `"0138"`."""
    förvaltning: Text
    """Förvaltningen som arbetar åt nämnden. Exempel: `Exempelförvaltningen`."""


class Enhet(Post):
    """A unit, with the one spelling of its name."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `mottagningen`."""
    namn: Text
    """Enhetens namn, så som det ska stavas överallt. Exempel: `Mottagningsenheten`."""
    från: År | None = None
    """Första året som namnet gäller. Exempel: `2025`."""
    till: År | None = None
    """Sista året som namnet gäller. Exempel: `2025`."""
    ersätter: Lista[Id] = ()
    """Id på de enheter som den här tog över efter. Exempel: `[gamla_mottagningen]`."""


class Målområde(Post):
    """A målområde (2020: strategiskt mål; 2025: mål). Its title belongs to the years, not to one document."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `kvalitet`."""
    nummer: Heltal | None = None
    """Numret, om rapporten numrerar. Exempel: `1`."""
    kort: Text
    """Målområdet i ett ord, till exempel Medarbetare. Exempel: `Kvalitet`."""
    namn: Text
    """Målområdets hela namn. Exempel: `Verksamheten har god kvalitet`."""
    från: År
    """Första året som det gäller. Exempel: `2025`."""
    till: År | None = None
    """Sista året som det gäller. Exempel: `2025`."""
    ersätter: Lista[Id] = ()
    """Id på de målområden som det här tog över efter. Exempel: `[leverans]`."""


class Klass(Värde):
    """One light of a scale: what it means and, where it can be computed, which figures it stands for."""

    bedömning: Ljus
    """Ljuset som klassen beskriver: `grön`, `gul` eller `röd`. Exempel: `grön`."""
    betyder: Text
    """Vad ljuset betyder, så som det skrivs ut under tabellen. Exempel: `målnivån är nådd`."""
    från: Mått | None = None
    """Lägsta värde som hör hit (räknas in). Exempel: `80 %`."""
    över: Mått | None = None
    """Värdet måste vara större än detta. Exempel: `10 %`."""
    till: Mått | None = None
    """Högsta värde som hör hit (räknas in). Exempel: `100 %`."""
    under: Mått | None = None
    """Värdet måste vara mindre än detta. Exempel: `60 %`."""
    mål_nått: JaNej = False
    """Klassen gäller när målnivån är nådd eller överträffad. Exempel: `ja`."""

    def gränser(self) -> tuple[Mätvärde | None, Mätvärde | None, Mätvärde | None, Mätvärde | None]:
        """The bounds in order: from, above, to, below."""
        return self.från, self.över, self.till, self.under


class Skala(Post):
    """A scale: what green, yellow and red mean for one kind of table. Green means different things in each."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `indikator`."""
    namn: Text
    """Vad skalan bedömer, till exempel Uppdrag 2023. Exempel: `Mål och indikatorer`."""
    mäter: Text | None = None
    """Det som gränserna jämförs med: utfall, avvikelse från mål i procent, andel eller placering. Exempel: `utfall`."""
    klasser: Lista[Klass]
    """Ljusen, i ordningen grön, gul, röd."""
    kräver_kommentar: Lista[Ljus] = ()
    """Ljus som måste ha en kommentar. Exempel: `[gul, röd]`."""
    anvisning: Prosa | None = None
    """Instruktionen som rapporten skriver ut under tabellen. Exempel: `Gränserna räknas in.`."""

    @property
    @readable
    def säger_klasserna(self) -> bool:
        """Whether the instruction itself tells what each light means, so that the classes needn't be listed."""
        told = (self.anvisning or "").lower()
        return all(klass.bedömning in told for klass in self.klasser)


class Planerat(Värde):
    """A section that a kind of report has, in its order."""

    fil: Fil
    """Filen med avsnittet. Exempel: `handelser.yaml`."""
    rubrik: Text
    """Rubriken, om avsnittets fil inte har en egen. Exempel: `Viktiga händelser`."""
    obligatoriskt: JaNej = False
    """Om rapporten inte kan fastställas utan avsnittet. Exempel: `ja`."""


class Rapportslag(Post):
    """A kind of report, as data: its periods, its name and its sections."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `delårsrapport`."""
    namn: Text = Field(pattern=NAME, max_length=200)
    """Rapportens namn; {nummer} är delåret, {månad} månadens namn, {år} året och {period} perioden.

    Exempel: `Delårsrapport {nummer} {år}`.
    """
    filnamn: Text = Field(pattern=FILE_NAME, max_length=LONGEST)
    """Filernas namn, med små bokstäver a–z, siffror och -; {nummer}, {månad}, {år} och {period} som ovan.

    Exempel: `delarsrapport-{nummer}-{år}`.
    """
    perioder: Lista[Text]
    """Perioderna som slaget gäller, till exempel T1 och T2. Exempel: `[T1, T2]`."""
    avsnitt: Lista[Planerat]
    """Avsnitten i ordning."""
    utelämnar: Lista[Text] = ()
    """Kolumner som slaget inte har ännu: en plan har inga utfall och ingen bedömning.

    Exempel: `[utfall, bedömning]`.
    """


class Förkortning(Post):
    """An abbreviation and what it stands for."""

    kort: Text
    """Förkortningen. Exempel: `EXN`."""
    betyder: Text
    """Det som förkortningen står för. Exempel: `Exempelnämnden`."""


class Nämndfil(Post):
    """``namnd.yaml``."""

    nämnd: Nämnd
    """Nämnden som rapporterna kommer från."""
    förkortningar: Lista[Förkortning] = ()
    """Förkortningar som rapporterna använder."""


class Enhetsfil(Post):
    """``enheter.yaml``."""

    enheter: Lista[Enhet]
    """Enheterna, en post för varje."""


class Målområdesfil(Post):
    """``malomraden.yaml``."""

    målområden: Lista[Målområde]
    """Målområdena, en post för varje."""


class Skalfil(Post):
    """``skalor.yaml``."""

    skalor: Lista[Skala]
    """Skalorna, en post för varje."""


class Rapportslagsfil(Post):
    """``rapportslag.yaml``."""

    rapportslag: Lista[Rapportslag]
    """Slagen av rapporter, en post för varje."""


class Gräns(Värde):
    """A threshold that says whether it is included."""

    värde: Mängd
    """Gränsvärdet, till exempel 10 %. Exempel: `15`."""
    räknas_in: JaNej
    """Om gränsvärdet självt hör till det som redovisas. Exempel: `ja`."""


@readable
@dataclass(frozen=True)
class Register:
    """What is common to all periods, by id."""

    nämnd: Nämnd
    enheter: dict[str, Enhet]
    målområden: dict[str, Målområde]
    skalor: dict[str, Skala]
    slag: tuple[Rapportslag, ...]
    ord: Ord = field(default_factory=Ord)

    def enhet(self, id_: str) -> Enhet:
        """A unit; the load stage has checked that it is there."""
        return self.enheter[id_]

    def målområde(self, id_: str) -> Målområde:
        """A målområde; the load stage has checked that it is there."""
        return self.målområden[id_]

    def skala(self, id_: str) -> Skala:
        """A scale; the load stage has checked that it is there."""
        return self.skalor[id_]

    def slag_för(self, period: str) -> Rapportslag | None:
        """The kind of report that a period has."""
        return next((kind for kind in self.slag if period in kind.perioder), None)
