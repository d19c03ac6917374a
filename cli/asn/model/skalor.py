"""Scales: the classes that tables are judged by (``skalor.yaml``)."""

from decimal import Decimal

from asn.charts import Gränslinje
from asn.figures import Mätvärde
from asn.light import READY_CLASSES, Bedömning, Ljusklass, classes
from asn.model.fields import (
    Färgnamn,
    Id,
    JaNej,
    Klassid,
    Lista,
    Ljus,
    Mängd,
    Mått,
    Prosa,
    Tecken,
    Text,
)
from asn.model.record import Post, Värde
from asn.readable import readable

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
        text = (self.anvisning or "").lower()
        return all(klass.bedömning.ord.lower() in text or not klass.betyder for klass in self.klasser)

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

    def bästa_gräns(self, enhet: str) -> Gränslinje | None:
        """Where the best light begins among outcomes in a unit; None where figures of it alone can't tell."""
        if self.mäter != "utfall" or len(self.klasser) < 2:  # noqa: PLR2004 - a bound is between two
            return None
        best, second = self.klasser[:2]
        below, above = second.till or second.under, second.från or second.över
        for first, counted, beyond, up in (
            (best.från, True, below, True),
            (best.över, False, below, True),
            (best.till, True, above, False),
            (best.under, False, above, False),
        ):
            if first and beyond and first.tal and beyond.tal and first.enhet == beyond.enhet == enhet:
                right = first.tal == beyond.tal or (first.tal > beyond.tal) is up
                return Gränslinje(best.bedömning, first.tal, counted, up) if right else None
        return None

    def ljus(self) -> tuple[Bedömning, ...]:
        """The lights that the scale itself has, best first."""
        return tuple(klass.bedömning for klass in self.klasser)


class Skalfil(Post):
    """``skalor.yaml``."""

    skalor: Lista[Skala]
    """Skalorna, en post för varje."""


class Gräns(Värde):
    """A threshold that says whether it is included."""

    värde: Mängd
    """Gränsvärdet, till exempel 10 %. Exempel: `15`."""
    räknas_in: JaNej
    """Om gränsvärdet självt hör till det som redovisas. Exempel: `ja`."""

    def reached_by(self, amount: Decimal | int) -> bool:
        """Whether an amount in the threshold's unit is one to tell."""
        return amount > self.värde.tal or (self.räknas_in and amount == self.värde.tal)
