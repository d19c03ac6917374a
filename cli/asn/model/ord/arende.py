"""The words of the case file: the tjänsteskrivelse and what goes with it to the registry."""

from typing import Annotated

from asn.model.fields import Ordet, Platser, Text
from asn.model.record import Värde


class Ärendeord(Värde):
    """Headings and labels of the documents that the registry gets."""

    tjänsteskrivelse: Ordet = "Tjänsteskrivelse"
    """Vad handlingen är, ovanför rubriken. Exempel: `Tjänsteskrivelse`."""
    till: Annotated[Text, Platser("nämnd")] = "Till {nämnd}"
    """Vem skrivelsen är till. Exempel: `"Till {nämnd}"`."""
    handläggare: Ordet = "Handläggare"
    """Ordet framför den som har handlagt ärendet. Exempel: `Handläggare`."""
    förslag: Ordet = "Förslag till beslut"
    """Rubriken över det som nämnden ska besluta. Exempel: `Förslag till beslut`."""
    sammanfattning: Ordet = "Sammanfattning"
    """Rubriken över det viktigaste. Exempel: `Sammanfattning`."""
    bakgrund: Ordet = "Bakgrund"
    """Rubriken över varför ärendet kommer till nämnden. Exempel: `Bakgrund`."""
    överväganden: Ordet = "Överväganden"
    """Rubriken över förvaltningens bedömning. Exempel: `Överväganden`."""
    handlingar: Ordet = "Handlingar i ärendet"
    """Rubriken över filerna. Exempel: `Handlingar i ärendet`."""
    skickas_till: Ordet = "Beslutet skickas till"
    """Rubriken över mottagarna. Exempel: `Beslutet skickas till`."""
    rapportens_sammanfattning: Ordet = "Rapportens sammanfattning"
    """Vad filen med sammanfattningen är. Exempel: `Rapportens sammanfattning`."""
    bilaga: Ordet = "Bilaga till rapporten"
    """Vad en bilagas fil är. Exempel: `Bilaga till rapporten`."""
