"""Sections that are mostly words, pictures or a file: free text, events, questions and answers, signatures, annexes."""

from decimal import Decimal
from typing import Literal

from asn.figures import Storhet
from asn.model.avsnitt.grund import Avsnitt, Namnrymd, namngivna
from asn.model.fields import (
    Bildfil,
    Flyttas,
    Heltal,
    Id,
    JaNej,
    Lista,
    Mängd,
    Mått,
    Pdffil,
    Periodens,
    Prosa,
    Tal,
    Text,
    Varar,
)
from asn.model.record import Post


class Bild(Post):
    """A picture, with what it shows in words."""

    fil: Bildfil
    """Filen i rapportens mapp, eller i en mapp där: PNG, JPEG eller SVG. Exempel: `bilder/bibliotek.jpg`."""
    alt: Text | None = None
    """Vad bilden visar, för den som inte ser den. Exempel: `Det nya biblioteket, sett från torget.`."""
    dekorativ: JaNej = False
    """Om bilden bara är till pynt, så att den som inte ser den inget missar. Exempel: `ja`."""
    bildtext: Text | None = None
    """Texten under bilden. Exempel: `Biblioteket öppnade i mars.`."""
    foto: Text | None = None
    """Den som har tagit eller gjort bilden. Exempel: `Anna Exempel`."""


class Bilder(Avsnitt):
    """A picture or more, as an organisation chart, with text."""

    slag: Literal["bild"]
    """En eller flera bilder, till exempel ett organisationsschema."""
    text: Periodens[Prosa | None] = None
    """Text i Markdown, före bilderna; `{{ … }}` hämtar en siffra. Exempel: `Nämnden har två avdelningar.`."""
    bilder: Periodens[Lista[Bild]]
    """Bilderna, i ordning."""


class Textavsnitt(Avsnitt):
    """Free text in Markdown, where the structure carries no meaning of its own; also a chapter for other sections."""

    slag: Literal["text"]
    """Löpande text. Ett textavsnitt utan text är ett kapitel: dess innehåll är underavsnitten."""
    text: Periodens[Prosa | None] = None
    """Text i Markdown; `{{ … }}` hämtar en siffra. Exempel: `Mottagningen har fått nya lokaler.`."""
    bilder: Periodens[Lista[Bild]] = ()
    """Bilder under texten, i ordning."""


class Lättläst(Avsnitt):
    """The report told in easy Swedish, on a page of its own, for those who read nothing else of it."""

    slag: Literal["lättläst"]
    """Rapporten på lätt svenska, på en egen sida. Meningarna ska vara korta och förkortningarna förklarade: utan egen
    `läsbarhet` gäller LIX 30 och 15 ord i en mening.
    """
    text: Periodens[Prosa | None] = None
    """Text i Markdown; `{{ … }}` hämtar en siffra. Exempel: `Fler har fått hjälp i år.`."""
    bilder: Periodens[Lista[Bild]] = ()
    """Bilder under texten, i ordning."""


class Händelse(Post):
    """Something that happened in the period."""

    id: Id | None = None
    """Ett kort namn, som följer med från år till år. Exempel: `nya_lokaler`."""
    text: Periodens[Prosa]
    """Text i Markdown; `{{ … }}` hämtar en siffra. Exempel: `Mottagningen har fått nya lokaler.`."""


class Händelser(Avsnitt):
    """Viktiga händelser, one point each."""

    slag: Literal["händelser"]
    """Viktiga händelser, en punkt för varje."""
    händelser: Periodens[Lista[Händelse]]
    """Händelserna, en punkt för varje."""


class Fråga(Post):
    """A question that the report answers under its own heading."""

    fråga: Text
    """Frågan, som blir en rubrik. Exempel: `Hur har barn fått säga sitt?`."""
    svar: Periodens[Prosa | None] = None
    """Svaret. Markdown; `{{ … }}` hämtar en siffra. Exempel: `I två enkäter.`."""


class Frågor(Avsnitt):
    """Questions and answers, as in a barnbokslut."""

    slag: Literal["frågor"]
    """Frågor och svar, som i ett barnbokslut."""
    frågor: Lista[Fråga]
    """Frågorna, en post för varje."""


class Underskrift(Post):
    """Who signed."""

    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Anna Exempel`."""
    roll: Text
    """Personens roll. Exempel: `ordförande`."""
    nämnd: Text
    """Nämnden som personen sitter i. Exempel: `Exempelnämnden`."""


class Underskrifter(Avsnitt):
    """Text that persons have signed."""

    slag: Literal["underskrifter"]
    """Text som någon har skrivit under."""
    text: Periodens[Prosa | None] = None
    """Text i Markdown; `{{ … }}` hämtar en siffra. Exempel: `Mottagningen har fått nya lokaler.`."""
    underskrifter: Lista[Underskrift]
    """De som har skrivit under."""
    undertecknas: JaNej = False
    """Om PDF:en ska ha ett tomt fält för var och en, där ett program för e-underskrift skriver under. Exempel: `ja`."""


class Avgift(Post):
    """One fee or reimbursement."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `timme`."""
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Boendestöd`."""
    belopp: Varar[Mängd]
    """Beloppet med enhet. Exempel: `456 kr`."""
    per: Text | None = None
    """Vad beloppet gäller, till exempel timme eller månad. Exempel: `timme`."""


class Avgifter(Avsnitt):
    """Fees and reimbursements, and the text that uses them."""

    slag: Literal["avgifter"]
    """Avgifter och ersättningar, och texten som använder dem."""
    avgifter: Lista[Avgift]
    """Avgifterna, en post för varje."""
    text: Periodens[Prosa | None] = None
    """Text i Markdown; `{{ … }}` hämtar en siffra. Exempel: `Mottagningen har fått nya lokaler.`."""

    def värden(self) -> Namnrymd:
        """Each fee's amount by its id, besides the named figures."""
        return super().värden() | {fee.id: fee.belopp for fee in self.avgifter}


class Styrdokument(Post):
    """A steering document and the year it was adopted."""

    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Biblioteksplan`."""
    år: Heltal
    """Året som dokumentet antogs. Exempel: `2020`."""
    anmärkning: Text | None = None
    """Det som står efter året, till exempel: börjar gälla jan 2021. Exempel: `börjar gälla jan 2021`."""


class Dokumentgrupp(Post):
    """Documents under a heading."""

    rubrik: Flyttas[Text]
    """Rubriken. Exempel: `Kommunens egna`."""
    dokument: Lista[Styrdokument]
    """Dokumenten, en post för varje."""


class Dokumentlista(Avsnitt):
    """Lists of steering documents."""

    slag: Literal["dokument"]
    """Listor med styrdokument och året de antogs."""
    grupper: Lista[Dokumentgrupp]
    """Grupper av dokument, med var sin rubrik."""


class Nyckeltal(Post):
    """One key figure."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `invånare`."""
    namn: Flyttas[Text]
    """Namnet, så som rapporten skriver det. Exempel: `Invånare`."""
    värde: Periodens[Mått | None] = None
    """Värdet med enhet, till exempel 36 %. Exempel: `48 333`."""
    kommentar: Periodens[Prosa | None] = None
    """Kommentaren som rapporten visar. Markdown; `{{ … }}` hämtar en siffra. Exempel: `Två handläggare har börjat.`."""


class Nyckeltalslista(Avsnitt):
    """A short list of key figures, and text about them."""

    slag: Literal["nyckeltal"]
    """Några nyckeltal, och text om dem."""
    nyckeltal: Lista[Nyckeltal]
    """Nyckeltalen, en post för varje."""
    text: Periodens[Prosa | None] = None
    """Text i Markdown; `{{ … }}` hämtar en siffra. Exempel: `Mottagningen har fått nya lokaler.`."""

    def värden(self) -> Namnrymd:
        """Each key figure by its id, besides the named figures."""
        measures = {figure.id: figure.värde for figure in self.nyckeltal}
        return super().värden() | measures | {"nyckeltal": namngivna(self.nyckeltal)}


class Pdfbilaga(Avsnitt):
    """A PDF of its own; the heading is its title."""

    slag: Literal["bilaga"]
    """En PDF som följer med rapporten; rubriken är dess titel i innehållet."""
    fil: Periodens[Pdffil | None] = None
    """Filen i rapportens mapp, eller i en mapp där. Exempel: `bilagor/revision.pdf`."""
    text: Periodens[Prosa | None] = None
    """Text i Markdown om bilagan; `{{ … }}` hämtar en siffra. Exempel: `Revisorerna har granskat året.`."""


class Organisation(Avsnitt):
    """How many work for the board, and how they are organised."""

    slag: Literal["organisation"]
    """Hur många som arbetar åt nämnden, och hur de är organiserade."""
    text: Periodens[Prosa | None] = None
    """Text i Markdown; `{{ … }}` hämtar en siffra. Exempel: `Mottagningen har fått nya lokaler.`."""
    bilder: Periodens[Lista[Bild]] = ()
    """Bilder under texten, till exempel ett organisationsschema."""
    årsarbetare: Periodens[Tal | None] = None
    """Tillsvidareanställda årsarbetare. Exempel: `221,5`."""
    avdelningar: Periodens[Heltal | None] = None
    """Antal avdelningar. Exempel: `4`."""

    def värden(self) -> Namnrymd:
        """The head count and the number of departments, besides the named figures."""
        own = {"årsarbetare": self.årsarbetare, "avdelningar": self.avdelningar}
        return super().värden() | {name: Storhet(Decimal(value)) for name, value in own.items() if value is not None}
