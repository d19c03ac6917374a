"""A file that goes with the report, told in its contents."""

from typing import Literal

from asn.model.avsnitt.grund import Avsnitt
from asn.model.fields import Pdffil, Periodens, Prosa


class Pdfbilaga(Avsnitt):
    """A PDF of its own; the heading is its title."""

    slag: Literal["bilaga"]
    """En PDF som följer med rapporten; rubriken är dess titel i innehållet."""
    fil: Periodens[Pdffil | None] = None
    """Filen i rapportens mapp, eller i en mapp där. Exempel: `bilagor/revision.pdf`."""
    text: Periodens[Prosa | None] = None
    """Text i Markdown om bilagan; `{{ … }}` hämtar en siffra. Exempel: `Revisorerna har granskat året.`."""
