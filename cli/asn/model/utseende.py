"""What a board's reports look like: ``utseende.yaml``."""

from asn.model.fields import Bildfil, Färg, Prosa, Text, Typsnittsfil
from asn.model.record import Post


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
