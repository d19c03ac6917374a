"""What is common to all periods: the board, its units, målområden, scales, kinds of report, and how it all looks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from asn.model.fields import (
    Bildfil,
    Färg,
    Heltal,
    Id,
    Lista,
    Prosa,
    Text,
    Typsnittsfil,
    År,
)
from asn.model.files import FileContents
from asn.model.ledger import Koladamått
from asn.model.ord import Ord
from asn.model.rapportslag import Rapportslag
from asn.model.record import Post
from asn.model.scalars import choice
from asn.model.skalor import Skala
from asn.period import READY, Period
from asn.readable import readable


class Logotyp(Post):
    """The board's sign, on the cover and at the top of the web page."""

    fil: Bildfil
    """Filen, helst SVG, bredvid utseende.yaml eller i en mapp där. Exempel: `utseende/logotyp.svg`."""
    alt: Text
    """Vad logotypen säger, för den som inte ser den. Exempel: `Exempelby kommun`."""


class Omslagsbild(Post):
    """A picture on the cover."""

    fil: Bildfil
    """Filen, PNG eller JPEG, bredvid utseende.yaml eller i en mapp där. Exempel: `utseende/omslag.jpg`."""
    alt: Text
    """Vad bilden visar, för den som inte ser den. Exempel: `Biblioteket i kvällsljus.`."""
    foto: Text | None = None
    """Den som har tagit eller gjort bilden; skrivs under den. Exempel: `Anna Exempel`."""


class Typsnitt(Post):
    """The faces that the reports are set in, in the place of ours."""

    namn: Text
    """Typsnittets namn. Exempel: `Exempel Sans`."""
    licens: Prosa
    """Licensen som ger er rätt att bädda in typsnittet i publicerade filer.

    Exempel: `SIL Open Font License 1.1, https://openfontlicense.org`.
    """
    normal: Typsnittsfil
    """Rak, normal vikt: en TTF eller OTF. Exempel: `utseende/exempel-regular.ttf`."""
    fet: Typsnittsfil
    """Rak, fet eller halvfet. Exempel: `utseende/exempel-bold.ttf`."""
    kursiv: Typsnittsfil
    """Kursiv, normal vikt. Exempel: `utseende/exempel-italic.ttf`."""
    fet_kursiv: Typsnittsfil | None = None
    """Kursiv och fet; utan den används den feta. Exempel: `utseende/exempel-bolditalic.ttf`."""


class Utseendefil(Post):
    """``utseende.yaml``; without it the reports have our own looks."""

    logotyp: Logotyp | None = None
    """Nämndens eller kommunens logotyp, på omslaget."""
    accent: Färg = ""
    """Färgen på rubriker, länkar, diagram och omslagets stapel. Exempel: `"#7a1f3d"`."""
    accent_mörk: Färg = ""
    """Samma färg på den mörka webbsidan; utan den räknas en ljusare fram. Exempel: `"#e39ab3"`."""
    typsnitt: Typsnitt | None = None
    """Egna typsnitt, i stället för våra."""
    omslag: Omslagsbild | None = None
    """En bild på omslaget."""


class Organisationsslag(StrEnum):
    """What kind of organisation a board belongs to."""

    KOMMUN = "kommun"
    REGION = "region"
    FÖRBUND = "kommunalförbund"
    BOLAG = "bolag"


class Huvudman(Post):
    """The organisation that the board belongs to."""

    slag: Annotated[Organisationsslag, choice(Organisationsslag)]
    """Vad den är: `kommun`, `region`, `kommunalförbund` eller `bolag`. Exempel: `kommun`."""
    kod: Text
    """Kommunkoden (fyra siffror), regionens länskod (två) eller organisationsnumret. Exempel: `"0138"`."""
    namn: Text
    """Organisationens namn. Exempel: `Exempelby kommun`."""


class Nämnd(Post):
    """The board that the reports are by."""

    namn: Text
    """Nämndens hela namn. Exempel: `Exempelnämnden`."""
    förkortning: Text
    """Nämndens förkortning, till exempel ASN. Exempel: `EXN`."""
    organisation: Huvudman | None = None
    """Kommunen, regionen, förbundet eller bolaget som nämnden eller styrelsen hör till."""
    kommun: Text | None = None
    """Kommunens namn, så som det skrevs innan `organisation` fanns. Exempel: `Exempelby kommun`."""
    kommunkod: Text | None = Field(default=None, pattern=r"^\d{4}$")
    """Kommunkoden med fyra siffror, tillsammans med `kommun`. Exempel: `"0138"`."""
    förvaltning: Text | None = None
    """Förvaltningen som arbetar åt nämnden, om den har en. Exempel: `Exempelförvaltningen`."""
    kontakt: Text | None = None
    """Så når läsaren nämnden; står på omslaget. Exempel: `namnden@exempelby.se, 08-123 45 67`."""

    @property
    @readable
    def huvudman(self) -> Huvudman:
        """The organisation, also where it is written in the older way."""
        return self.organisation or Huvudman.model_construct(
            slag=Organisationsslag.KOMMUN, kod=self.kommunkod or "", namn=self.kommun or ""
        )

    @property
    def egna_namn(self) -> tuple[str, ...]:
        """What a text can call the whole board."""
        own = (self.namn, self.förkortning, self.förvaltning)
        return (*(name for name in own if name), "nämnden", "förvaltningen")


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
    under: Id | None = None
    """Id på enheten eller avdelningen som den här hör till. Exempel: `individ_och_familj`."""


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
    """Förkortningar som rapporterna använder. De som en rapport har förklaras sist i den, och på webben i texten."""


class Enhetsfil(Post):
    """``enheter.yaml``."""

    enheter: Lista[Enhet]
    """Enheterna, en post för varje."""


class Målområdesfil(Post):
    """``malomraden.yaml``."""

    målområden: Lista[Målområde]
    """Målområdena, en post för varje."""


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
    perioder: Mapping[str, Period] = field(default_factory=lambda: READY)
    utseende: Utseendefil = field(default_factory=Utseendefil)
    bredvid: FileContents = field(default_factory=FileContents)
    kolada: Mapping[str, Koladamått] = field(default_factory=dict)
    förkortningar: tuple[Förkortning, ...] = ()

    def enhet(self, id_: str) -> Enhet:
        """A unit; the load stage has checked that it is there."""
        return self.enheter[id_]

    def enhetsträd(self) -> Iterator[tuple[Enhet, int]]:
        """Every unit with its level, 0 for the topmost, each followed by those below it."""
        yield from self._below(None, 0)

    def _below(self, id_: str | None, level: int) -> Iterator[tuple[Enhet, int]]:
        for unit in self.enheter.values():
            if unit.under == id_:
                yield unit, level
                yield from self._below(unit.id, level + 1)

    def hör_till(self, id_: str, above: str) -> bool:
        """Whether a unit is another, or lies below it."""
        unit = self.enheter.get(id_)
        return id_ == above or bool(unit and unit.under and self.hör_till(unit.under, above))

    def målområde(self, id_: str) -> Målområde:
        """A målområde; the load stage has checked that it is there."""
        return self.målområden[id_]

    def skala(self, id_: str) -> Skala:
        """A scale; the load stage has checked that it is there."""
        return self.skalor[id_]

    def ej_bedömd(self, id_: str | None) -> str:
        """A scale's own word for what isn't judged; empty where it has none."""
        return (self.skalor[id_].ej_bedömd or "") if id_ in self.skalor else ""

    def slag_för(self, period: str) -> Rapportslag | None:
        """The kind of report that a period has."""
        return next((kind for kind in self.slag if period in kind.perioder), None)
