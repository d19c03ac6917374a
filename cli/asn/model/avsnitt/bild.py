"""Pictures in a section, and sections that are nothing else."""

from typing import Literal

from asn.model.avsnitt.grund import Avsnitt
from asn.model.fields import Bildfil, JaNej, Lista, Periodens, Prosa, Text
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
