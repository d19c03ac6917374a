"""Units, months and numbers, as words."""

from dataclasses import replace

from asn.figures import Storhet
from asn.model.fields import Ordet
from asn.model.record import Värde


class Enhetsord(Värde):
    """Units of money and shares, as the program prints those that it knows."""

    kr: Ordet = "kr"
    """Kronor. Exempel: `kr`."""
    tkr: Ordet = "tkr"
    """Tusental kronor. Exempel: `tkr`."""
    mnkr: Ordet = "mnkr"
    """Miljoner kronor. Exempel: `mnkr`."""
    mdkr: Ordet = "mdkr"
    """Miljarder kronor. Exempel: `mdkr`."""
    procent: Ordet = "procent"
    """Procent, där texten skriver `| procent`. Exempel: `procent`."""
    procentenheter: Ordet = "procentenheter"
    """Procentenheter, där texten skriver `| procentenheter`. Exempel: `procentenheter`."""

    def enhet(self, unit: str) -> str:
        """A unit as it is printed; one that the program doesn't know is the content's own word."""
        return str(getattr(self, unit)) if unit in type(self).model_fields else unit

    def med(self, amount: Storhet) -> Storhet:
        """A figure with its unit as it is printed; no longer one to reckon with."""
        return replace(amount, enhet=self.enhet(amount.enhet))


class Månadsord(Värde):
    """The months written out."""

    januari: Ordet = "januari"
    """Månad 1. Exempel: `januari`."""
    februari: Ordet = "februari"
    """Månad 2. Exempel: `februari`."""
    mars: Ordet = "mars"
    """Månad 3. Exempel: `mars`."""
    april: Ordet = "april"
    """Månad 4. Exempel: `april`."""
    maj: Ordet = "maj"
    """Månad 5. Exempel: `maj`."""
    juni: Ordet = "juni"
    """Månad 6. Exempel: `juni`."""
    juli: Ordet = "juli"
    """Månad 7. Exempel: `juli`."""
    augusti: Ordet = "augusti"
    """Månad 8. Exempel: `augusti`."""
    september: Ordet = "september"
    """Månad 9. Exempel: `september`."""
    oktober: Ordet = "oktober"
    """Månad 10. Exempel: `oktober`."""
    november: Ordet = "november"
    """Månad 11. Exempel: `november`."""
    december: Ordet = "december"
    """Månad 12. Exempel: `december`."""


class Kortmånadsord(Värde):
    """The months as headings of narrow columns."""

    jan: Ordet = "Jan"
    """Månad 1. Exempel: `Jan`."""
    feb: Ordet = "Feb"
    """Månad 2. Exempel: `Feb`."""
    mar: Ordet = "Mars"
    """Månad 3. Exempel: `Mars`."""
    apr: Ordet = "April"
    """Månad 4. Exempel: `April`."""
    maj: Ordet = "Maj"
    """Månad 5. Exempel: `Maj`."""
    jun: Ordet = "Juni"
    """Månad 6. Exempel: `Juni`."""
    jul: Ordet = "Juli"
    """Månad 7. Exempel: `Juli`."""
    aug: Ordet = "Aug"
    """Månad 8. Exempel: `Aug`."""
    sep: Ordet = "Sep"
    """Månad 9. Exempel: `Sep`."""
    okt: Ordet = "Okt"
    """Månad 10. Exempel: `Okt`."""
    nov: Ordet = "Nov"
    """Månad 11. Exempel: `Nov`."""
    dec: Ordet = "Dec"
    """Månad 12. Exempel: `Dec`."""


class Räkneord(Värde):
    """Numbers in letters."""

    ett: Ordet = "ett"
    """Talet 1. Exempel: `ett`."""
    två: Ordet = "två"
    """Talet 2. Exempel: `två`."""
    tre: Ordet = "tre"
    """Talet 3. Exempel: `tre`."""
    fyra: Ordet = "fyra"
    """Talet 4. Exempel: `fyra`."""
    fem: Ordet = "fem"
    """Talet 5. Exempel: `fem`."""
    sex: Ordet = "sex"
    """Talet 6. Exempel: `sex`."""
    sju: Ordet = "sju"
    """Talet 7. Exempel: `sju`."""
    åtta: Ordet = "åtta"
    """Talet 8. Exempel: `åtta`."""
    nio: Ordet = "nio"
    """Talet 9. Exempel: `nio`."""
    tio: Ordet = "tio"
    """Talet 10. Exempel: `tio`."""
    elva: Ordet = "elva"
    """Talet 11. Exempel: `elva`."""
    tolv: Ordet = "tolv"
    """Talet 12. Exempel: `tolv`."""
