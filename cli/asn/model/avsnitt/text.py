"""Sections that are mostly words: free text, events, questions and answers, signatures."""

from typing import Literal

from asn.model.avsnitt.bild import Bild
from asn.model.avsnitt.grund import Avsnitt, Namnrymd, namngivna
from asn.model.fields import Flyttas, Heltal, Id, JaNej, Lista, Mängd, Mått, Periodens, Prosa, Text, Varar
from asn.model.record import Post


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
