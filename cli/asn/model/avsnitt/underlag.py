"""Where a table's figures come from: a sheet of a workbook or a CSV, and which cell of it is which of ours."""

from typing import Literal

from asn.model.fields import Decimaler, Flyttas, Grupp, Heltal, Id, Lista, Nycklar, Text
from asn.model.record import Post, Värde

Filenhet = Literal["kr", "tkr", "mnkr", "mdkr"]


class Underlag(Värde):
    """A sheet that someone else made, and how it is read."""

    fil: Flyttas[Text]
    """Filen, räknat från periodens mapp. Lägg den i mappen `underlag`, som inte sparas i git.

    Exempel: `underlag/nettokostnad.xlsx`.
    """
    blad: Text | None = None
    """Bladets namn, om filen har fler än ett. Exempel: `Rapport`."""
    rubrikrad: Heltal
    """Raden som rubrikerna står på. Exempel: `6`."""
    nyckel: Text
    """Kolumnen som säger vilken rad det är: dess bokstav eller rubrik. Exempel: `A`."""
    enhet: Filenhet | None = None
    """Enheten i filen, när den är en annan än tabellens: `kr`, `tkr`, `mnkr` eller `mdkr`. Exempel: `kr`."""
    tecken: Literal["samma", "omvänt"] = "samma"
    """`samma` (förvalt), eller `omvänt` när filen skriver kostnader utan minus. Exempel: `omvänt`."""
    decimaler: Decimaler | None = None
    """Antal decimaler som talen avrundas till; utan det tabellens, och annars som talen är skrivna. Exempel: `0`."""
    kolumner: Grupp[Text, Text]
    """Tabellens kolumner, var och en med filens rubrik eller bokstav. Exempel: `{utfall: Ack utfall, prognos: F}`."""
    bortse: Lista[Text] = ()
    """Rader i filen som inte ska med, efter sin nyckel eller en annan text i raden; `*` står för vad som helst.

    Exempel: `["Summa *", "S:a *"]`.
    """
    ord: Lista[Text] = ()
    """Ord som får stå i filen i stället för tal; `*` står för vad som helst. En `tabell` får dem, andra blir tomma.

    Exempel: `["Stängt", "ung *"]`.
    """


class Underlagsrad(Post):
    """A row whose figures may come from a sheet."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `mottagning`."""
    namn: Flyttas[Text]
    """Namnet, så som rapporten skriver det. Exempel: `Mottagning`."""
    i_underlaget: Nycklar = ()
    """Radens nyckel i underlaget, eller flera i en lista: då läggs de ihop. Exempel: `["5520", "5521"]`."""
