"""The words in and of charts."""

from typing import Annotated

from asn.model.fields import Ordet, Platser, Text
from asn.model.rapportslag import filled_name
from asn.model.record import Värde


class Diagramord(Värde):
    """What is said in and of a chart."""

    diagram: Annotated[Text, Platser("titel")] = "Diagram: {titel}"
    """Det som en skärmläsare säger om ett diagram. Exempel: `"Diagram: {titel}"`."""
    staplar: Annotated[Text, Platser("enhet", "tabell")] = (
        "Stapeldiagram i {enhet}. Samma siffror står i tabellen {tabell}."
    )
    """Beskrivningen av ett stapeldiagram.

    Exempel: `"Stapeldiagram i {enhet}. Samma siffror står i tabellen {tabell}."`.
    """
    staplar_utan_enhet: Annotated[Text, Platser("tabell")] = "Stapeldiagram. Samma siffror står i tabellen {tabell}."
    """Beskrivningen av ett stapeldiagram vars tal inte har någon enhet.

    Exempel: `Stapeldiagram. Samma siffror står i tabellen {tabell}.`.
    """
    linjer_med_enhet: Annotated[Text, Platser("enhet", "tabell")] = (
        "Linjediagram i {enhet}. Samma siffror står i tabellen {tabell}."
    )
    """Beskrivningen av ett linjediagram vars tal har en enhet.

    Exempel: `Linjediagram i {enhet}. Samma siffror står i tabellen {tabell}.`.
    """
    linjer: Annotated[Text, Platser("tabell")] = "Linjediagram. Samma siffror står i tabellen {tabell}."
    """Beskrivningen av ett linjediagram. Exempel: `"Linjediagram. Samma siffror står i tabellen {tabell}."`."""
    uppgift_saknas: Ordet = "uppgift saknas"
    """Det som står där en siffra saknas. Exempel: `uppgift saknas`."""
    trend: Ordet = "Trend"
    """Rubriken över små linjer efter de sista siffrorna i en tabell; ingen skärmläsare säger den. Exempel: `Trend`."""
    axel: Ordet = "Den lodräta axeln börjar inte på 0."
    """Det som står under en axel som inte börjar på noll. Exempel: `Den lodräta axeln börjar inte på 0.`."""

    punkter: Annotated[Text, Platser("tabell")] = "Punktdiagram. Samma siffror står i tabellen {tabell}."
    """Beskrivningen av ett diagram med två punkter i varje rad.

    Exempel: `"Punktdiagram. Samma siffror står i tabellen {tabell}."`.
    """
    brygga: Annotated[Text, Platser("tabell")] = "Diagram steg för steg. Samma siffror står i tabellen {tabell}."
    """Beskrivningen av ett diagram över en brygga.

    Exempel: `"Diagram steg för steg. Samma siffror står i tabellen {tabell}."`.
    """
    axel_vågrät: Ordet = "Axeln börjar inte på 0."
    """Det som står under en vågrät axel som inte börjar på noll. Exempel: `Axeln börjar inte på 0.`."""
    andelar: Ordet = "(procent av budget)"
    """Det som står efter enheten när staplarna har procent av budget. Exempel: `(procent av budget)`."""
    gräns: Annotated[Text, Platser("ljus", "värde")] = "Gräns för {ljus}: {värde}"
    """Det som står om linjen där ett ljus börjar. Exempel: `"Gräns för {ljus}: {värde}"`."""
    drar_ned: Annotated[Text, Platser("namn")] = "{namn} drar ned resultatet mest"
    """Rubriken när en rad har störst underskott. Exempel: `"{namn} drar ned resultatet mest"`."""
    lyfter: Annotated[Text, Platser("namn")] = "{namn} lyfter resultatet mest"
    """Rubriken när en rad har störst överskott. Exempel: `"{namn} lyfter resultatet mest"`."""
    underskott: Annotated[Text, Platser("antal", "alla", "flera")] = "{antal} av {alla} {flera} går med underskott"
    """Rubriken som räknar underskotten. Exempel: `"{antal} av {alla} {flera} går med underskott"`."""
    överskott: Annotated[Text, Platser("antal", "alla", "flera")] = "{antal} av {alla} {flera} går med överskott"
    """Rubriken som räknar överskotten. Exempel: `"{antal} av {alla} {flera} går med överskott"`."""
    når: Annotated[Text, Platser("antal", "alla", "flera", "ljus", "när")] = (
        "{antal} av {alla} {flera} når gränsen för {ljus} {när}"
    )
    """Rubriken som räknar dem som når gränsen. Exempel: `"{antal} av {alla} {flera} når gränsen för {ljus} {när}"`."""
    i_månad: Annotated[Text, Platser("månad")] = "i {månad}"
    """När det är, om mätpunkten är en månad. Exempel: `"i {månad}"`."""
    ökar: Annotated[Text, Platser("namn", "från", "till")] = "{namn} ökar från {från} till {till}"
    """Rubriken när en ensam linje stiger. Exempel: `"{namn} ökar från {från} till {till}"`."""
    minskar: Annotated[Text, Platser("namn", "från", "till")] = "{namn} minskar från {från} till {till}"
    """Rubriken när en ensam linje sjunker. Exempel: `"{namn} minskar från {från} till {till}"`."""
    flera_ökar: Annotated[Text, Platser("antal", "alla", "flera", "från", "till")] = (
        "{antal} av {alla} {flera} ökar från {från} till {till}"
    )
    """Rubriken när de flesta linjer stiger. Exempel: `"{antal} av {alla} {flera} ökar från {från} till {till}"`."""
    flera_minskar: Annotated[Text, Platser("antal", "alla", "flera", "från", "till")] = (
        "{antal} av {alla} {flera} minskar från {från} till {till}"
    )
    """Rubriken när de flesta linjer sjunker. Exempel: `"{antal} av {alla} {flera} minskar från {från} till {till}"`."""
    störst: Annotated[Text, Platser("namn")] = "{namn} är störst"
    """Rubriken när en stapel är längst. Exempel: `"{namn} är störst"`."""
    största_ändring: Annotated[Text, Platser("namn")] = "Störst ändring: {namn}"
    """Rubriken när ett steg i en brygga är störst. Exempel: `"Störst ändring: {namn}"`."""
    utan_budskap: Ordet = "Siffrorna i tabellen som diagram"
    """Rubriken när inget kan sägas säkert, och det som mäts har mer än tio ord.

    Exempel: `Siffrorna i tabellen som diagram`.
    """
    ingen: Ordet = "ingen"
    """Antalet när det är noll. Exempel: `ingen`."""
    en: Ordet = "en"
    """Antalet när det är ett. Exempel: `en`."""
    verksamheter: Ordet = "verksamheter"
    """Raderna i en tabell per verksamhet, i flertal. Exempel: `verksamheter`."""
    frågor: Ordet = "frågor"
    """Raderna i en enkät, i flertal. Exempel: `frågor`."""
    värden: Ordet = "värden"
    """Andra linjer, i flertal. Exempel: `värden`."""

    def beskrivning(self, table: str, unit: str, form: str) -> str:
        """What a chart of a form is and where its figures stand."""
        bars, lines = (self.staplar, self.staplar_utan_enhet), (self.linjer_med_enhet, self.linjer)
        words = {"linjer": lines, "punkter": (self.punkter,) * 2, "brygga": (self.brygga,) * 2}.get(form, bars)
        return filled_name(words[not unit], {"enhet": unit, "tabell": table})
