"""What is common to all periods: the board, its units, målområden, scales and the kinds of report."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from asn.figures import Mätvärde
from asn.light import READY_CLASSES, Bedömning, Ljusklass, classes
from asn.model.beside import Beside
from asn.model.fields import (
    Fil,
    Färgnamn,
    Heltal,
    Id,
    JaNej,
    Klassid,
    Lista,
    Ljus,
    Mängd,
    Månad,
    Månadsnamn,
    Mått,
    Prosa,
    Rapportform,
    Tecken,
    Text,
    År,
)
from asn.model.kolada import Koladamått
from asn.model.naming import FILE_NAME, LONGEST, NAME
from asn.model.ord import Ord
from asn.model.record import Post, Värde
from asn.model.scalars import choice
from asn.model.utseende import Utseendefil
from asn.period import NAME as PERIOD_NAME
from asn.period import READY, Period
from asn.readable import readable


class Organisationsslag(StrEnum):
    """What kind of organisation a board belongs to."""

    KOMMUN = "kommun"
    REGION = "region"
    FÖRBUND = "kommunalförbund"
    BOLAG = "bolag"


class Organisation(Post):
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
    organisation: Organisation | None = None
    """Kommunen, regionen, förbundet eller bolaget som nämnden eller styrelsen hör till."""
    kommun: Text | None = None
    """Kommunens namn, så som det skrevs innan `organisation` fanns. Exempel: `Exempelby kommun`."""
    kommunkod: Text | None = Field(default=None, pattern=r"^\d{4}$")
    """Kommunkoden med fyra siffror, tillsammans med `kommun`. Exempel: `"0138"`."""
    förvaltning: Text | None = None
    """Förvaltningen som arbetar åt nämnden, om den har en. Exempel: `Exempelförvaltningen`."""

    @property
    @readable
    def huvudman(self) -> Organisation:
        """The organisation, also where it is written in the older way."""
        return self.organisation or Organisation.model_construct(
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


_SHORT = 6  # characters


class Klass(Värde):
    """One light of a scale: what it means and, where it can be computed, which figures it stands for."""

    bedömning: Klassid
    """Klassens id, som rapporterna skriver: färdiga är `grön`, `gul` och `röd`, andra är egna.

    Exempel: `uppnås_delvis`.
    """
    ord: Text | None = None
    """Ordet som rapporten skriver ut; utan det är det id:t. Exempel: `Uppnås delvis`."""
    tecken: Tecken | None = None
    """Formen bredvid ordet: `cirkel`, `halvcirkel`, `triangel`, `romb`, `kvadrat`, `kryss`, `spets` eller `ring`.

    Utan det väljs en efter klassens plats. Exempel: `triangel`.
    """
    färg: Färgnamn | None = None
    """Formens färg: ett namn, till exempel `blå`, eller `"#1f6fa8"`. Utan den väljs en. Exempel: `blå`."""
    färg_mörk: Färgnamn | None = None
    """Färgen på en mörk sida, när `färg` är en egen. Exempel: `"#7dbbe8"`."""
    betyder: Text | None = None
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

    def ljusklass(self) -> Ljusklass:
        """What the file says of how it is shown; what it leaves out is empty."""
        look = (self.ord or "", self.tecken or "", self.färg or "", self.färg_mörk or "")
        return Ljusklass(self.bedömning.id, *look)

    def gränser(self) -> tuple[Mätvärde | None, Mätvärde | None, Mätvärde | None, Mätvärde | None]:
        """The bounds in order: from, above, to, below."""
        return self.från, self.över, self.till, self.under


class Skala(Post):
    """A scale: the classes that one kind of table is judged by, best first, and what each of them means there."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `indikator`."""
    namn: Text
    """Vad skalan bedömer, till exempel Uppdrag 2023. Exempel: `Mål och indikatorer`."""
    mäter: Text | None = None
    """Det som gränserna jämförs med: utfall, avvikelse från mål i procent, andel eller placering. Exempel: `utfall`."""
    klasser: Lista[Klass]
    """Klasserna, två till sex, den bästa först."""
    ej_bedömd: Text | None = None
    """Ordet för det som inte har bedömts. Exempel: `Ej bedömd`."""
    kräver_kommentar: Lista[Ljus] = ()
    """Klasser som måste ha en kommentar. Exempel: `[gul, röd]`."""
    anvisning: Prosa | None = None
    """Instruktionen som rapporten skriver ut under tabellen. Exempel: `Gränserna räknas in.`."""

    @property
    @readable
    def säger_klasserna(self) -> bool:
        """Whether the instruction itself tells what each light means, so that the classes needn't be listed."""
        told = (self.anvisning or "").lower()
        return all(klass.bedömning.ord.lower() in told or not klass.betyder for klass in self.klasser)

    @property
    @readable
    def har_långa_ord(self) -> bool:
        """Whether some word is longer than the room that the legend has for short ones."""
        return any(len(klass.bedömning.ord) > _SHORT for klass in self.klasser)

    def ljusklasser(self, ready: tuple[Ljusklass, ...] = READY_CLASSES) -> tuple[Ljusklass, ...]:
        """The classes as they are to be shown, best first; ``ready`` is the ready-made scale in the board's words."""
        return classes(tuple(klass.ljusklass() for klass in self.klasser), ready)

    @property
    def visade(self) -> tuple[Ljusklass, ...]:
        """The classes as they are shown, once the scale has been loaded."""
        return self.klasser[0].bedömning.klasser if self.klasser else ()

    def ljus(self) -> tuple[Bedömning, ...]:
        """The lights that the scale itself has, best first."""
        return tuple(klass.bedömning for klass in self.klasser)


class Planerat(Värde):
    """A section that a kind of report has, in its order."""

    fil: Fil
    """Filen med avsnittet. Exempel: `handelser.yaml`."""
    rubrik: Text
    """Rubriken, om avsnittets fil inte har en egen. Exempel: `Viktiga händelser`."""
    obligatoriskt: JaNej = False
    """Om rapporten inte kan fastställas utan avsnittet. Exempel: `ja`."""


class Rapportperiod(Post):
    """A period of the board's own: what it is called, and its months."""

    id: Text = Field(pattern=PERIOD_NAME)
    """Periodens namn: så heter dess mapp, och så väljs den. Bokstäver, siffror och _. Exempel: `K1`."""
    namn: Text | None = None
    """Det som {period} fyller i, om det inte är id. Exempel: `första kvartalet`."""
    från: Månadsnamn = Månad.JAN
    """Första månaden. Exempel: `jan`."""
    till: Månadsnamn
    """Sista månaden. Exempel: `mar`."""
    nummer: Text | None = None
    """Det som {nummer} fyller i, om det inte är siffrorna sist i id. Exempel: `1`."""
    kallas: Lista[Text] = ()
    """Det som texterna kallar perioden, så att kontrollerna förstår vad en mening handlar om.

    Exempel: `[första kvartalet, kvartal 1]`.
    """

    @property
    def månader(self) -> tuple[int, int]:
        """First and last month, 1–12."""
        months = list(Månad)
        return months.index(self.från) + 1, months.index(self.till) + 1

    def period(self, place: int) -> Period:
        """The period as a value; ``place`` is its own among all."""
        digits = re.search(r"\d+$", self.id)
        return Period(
            self.id,
            self.månader,
            namn=self.namn or "",
            nummer=self.nummer or (digits[0] if digits else ""),
            kallas=self.kallas,
            plats=place,
        )


class Rapportslag(Post):
    """A kind of report, as data: its periods, its name and its sections."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `delårsrapport`."""
    namn: Text = Field(pattern=NAME, max_length=200)
    """Rapportens namn; {nummer} är periodens nummer, {månad} dess sista månad, {år} året och {period} periodens namn.

    Exempel: `Delårsrapport {nummer} {år}`.
    """
    filnamn: Text = Field(pattern=FILE_NAME, max_length=LONGEST)
    """Filernas namn, med små bokstäver a–z, siffror och -; {nummer}, {månad}, {år} och {period} som ovan.

    Exempel: `delarsrapport-{nummer}-{år}`.
    """
    perioder: Lista[Text]
    """Perioderna som slaget gäller: färdiga, eller egna som står under `perioder` överst. Exempel: `[T1, T2]`."""
    form: Rapportform | None = None
    """Om rapporten är `planering`, `prognos` eller `uppföljning` (förvalt, utom för den färdiga perioden plan).

    Exempel: `planering`.
    """
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

    perioder: Lista[Rapportperiod] = ()
    """Nämndens egna perioder. De färdiga behöver inte stå här; den som ändå gör det gäller som den står."""
    rapportslag: Lista[Rapportslag]
    """Slagen av rapporter, en post för varje."""

    def kända(self) -> dict[str, Period]:
        """Every period by its name: the ready-made and the board's own, each in the form of its kind of report."""
        known = dict(READY)
        for own in self.perioder:
            if own.id not in known or known[own.id] == READY.get(own.id):
                known[own.id] = own.period(known[own.id].plats if own.id in known else len(known))
        for kind in self.rapportslag:
            for name in kind.perioder if kind.form else ():
                if name in known and kind.form:
                    known[name] = replace(known[name], form=kind.form)
        return known


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
    perioder: Mapping[str, Period] = field(default_factory=lambda: READY)
    utseende: Utseendefil = field(default_factory=Utseendefil)
    bredvid: Beside = field(default_factory=Beside)
    kolada: Mapping[str, Koladamått] = field(default_factory=dict)

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
