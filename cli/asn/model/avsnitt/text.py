"""Sections that are mostly words: free text, events, questions and answers, signatures."""

from typing import Literal

from asn.model.avsnitt.grund import Avsnitt, Namnrymd, namngivna
from asn.model.fields import Heltal, Id, Lista, Mängd, Mått, Prosa, Text
from asn.model.record import Post


class Textavsnitt(Avsnitt):
    """Free text in Markdown, where the structure carries no meaning of its own; also a chapter for other sections."""

    slag: Literal["text"]
    text: Prosa | None = None


class Händelse(Post):
    """Something that happened in the period."""

    id: Id | None = None
    text: Prosa


class Händelser(Avsnitt):
    """Viktiga händelser, one point each."""

    slag: Literal["händelser"]
    händelser: Lista[Händelse]


class Fråga(Post):
    """A question that the report answers under its own heading."""

    fråga: Text
    svar: Prosa | None = None


class Frågor(Avsnitt):
    """Questions and answers, as in a barnbokslut."""

    slag: Literal["frågor"]
    frågor: Lista[Fråga]


class Underskrift(Post):
    """Who signed."""

    namn: Text
    roll: Text
    nämnd: Text


class Underskrifter(Avsnitt):
    """Text that persons have signed."""

    slag: Literal["underskrifter"]
    text: Prosa | None = None
    underskrifter: Lista[Underskrift]


class Avgift(Post):
    """One fee or reimbursement."""

    id: Id
    namn: Text
    belopp: Mängd
    """Beloppet med enhet, till exempel 456 kr."""
    per: Text | None = None
    """Vad beloppet gäller, till exempel timme eller månad."""


class Avgifter(Avsnitt):
    """Fees and reimbursements, and the text that uses them."""

    slag: Literal["avgifter"]
    avgifter: Lista[Avgift]
    text: Prosa | None = None

    def värden(self) -> Namnrymd:
        """Each fee's amount by its id, besides the named figures."""
        return super().värden() | {fee.id: fee.belopp for fee in self.avgifter}


class Dokument(Post):
    """A steering document and the year it was adopted."""

    namn: Text
    år: Heltal
    anmärkning: Text | None = None
    """Det som står efter året, till exempel: börjar gälla jan 2021."""


class Dokumentgrupp(Post):
    """Documents under a heading."""

    rubrik: Text
    dokument: Lista[Dokument]


class Dokumentlista(Avsnitt):
    """Lists of steering documents."""

    slag: Literal["dokument"]
    grupper: Lista[Dokumentgrupp]


class Nyckeltal(Post):
    """One key figure."""

    id: Id
    namn: Text
    värde: Mått
    kommentar: Prosa | None = None


class Nyckeltalslista(Avsnitt):
    """A short list of key figures, and text about them."""

    slag: Literal["nyckeltal"]
    nyckeltal: Lista[Nyckeltal]
    text: Prosa | None = None

    def värden(self) -> Namnrymd:
        """Each key figure by its id, besides the named figures."""
        measures = {figure.id: figure.värde for figure in self.nyckeltal}
        return super().värden() | measures | {"nyckeltal": namngivna(self.nyckeltal)}
