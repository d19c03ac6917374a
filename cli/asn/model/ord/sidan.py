"""The words around the sections: page, cover, summary, lights and changes."""

from typing import Annotated

from asn.model.fields import Ordet, Platser, Text
from asn.model.record import Värde


class Sidord(Värde):
    """What stands around the text: contents, page numbers, footnotes, and the mark of a draft."""

    hoppa: Ordet = "Hoppa till innehållet"
    """Länken som tar en skärmläsare förbi omslaget. Exempel: `Hoppa till innehållet`."""
    beskrivning: Annotated[Text, Platser("titel", "nämnd", "huvudman", "period")] = (
        "{titel} för {nämnd}, {huvudman}. Period: {period}."
    )
    """Webbsidans beskrivning, som sökmotorer visar. Exempel: `"{titel} för {nämnd}, {huvudman}. Period: {period}."`."""
    innehåll: Ordet = "Innehåll"
    """Rubriken över innehållsförteckningen. Exempel: `Innehåll`."""
    utkast: Ordet = "UTKAST"
    """Märket på varje sida i ett utkast. Exempel: `UTKAST`."""
    sidnummer: Annotated[Text, Platser("sida", "sidor")] = "Sida {sida} av {sidor}"
    """Sidans nummer, längst ner på papper. Exempel: `"Sida {sida} av {sidor}"`."""
    bilaga: Annotated[Text, Platser("nummer")] = "Bilaga {nummer}"
    """Numret framför en bilagas rubrik. Exempel: `"Bilaga {nummer}"`."""
    fotnot: Annotated[Text, Platser("nummer")] = "Fotnot {nummer}"
    """Det som en skärmläsare säger om hänvisningen till en fotnot. Exempel: `"Fotnot {nummer}"`."""
    tillbaka: Ordet = "Tillbaka"
    """Länken från en fotnot till texten. Exempel: `Tillbaka`."""
    tillbaka_från: Annotated[Text, Platser("nummer")] = "Tillbaka till texten från fotnot {nummer}"
    """Det som en skärmläsare säger om den länken. Exempel: `"Tillbaka till texten från fotnot {nummer}"`."""
    ej_ifyllt: Ordet = "Ej ifyllt ännu."
    """Det som står i ett utkast där ett avsnitt är tomt. Exempel: `Ej ifyllt ännu.`."""
    siffra_saknas: Ordet = "[siffra saknas]"
    """Det som står i ett utkast där en siffra inte går att hämta. Exempel: `"[siffra saknas]"`."""
    om_utgåvan: Ordet = "Om den här utgåvan"
    """Rubriken över rapportens noteringar. Exempel: `Om den här utgåvan`."""
    bilagefil: Annotated[Text, Platser("fil")] = "Bilagan är en egen fil, som följer med: {fil}."
    """Det som står om en bilagas fil. Exempel: `"Bilagan är en egen fil, som följer med: {fil}."`."""
    foto: Annotated[Text, Platser("namn")] = "Foto: {namn}"
    """Det som står under en bild om den som har tagit den. Exempel: `"Foto: {namn}"`."""
    och: Ordet = "och"
    """Ordet mellan de två sista i en uppräkning. Exempel: `och`."""


class Omslagsord(Värde):
    """The labels and words of the cover."""

    period: Ordet = "Period"
    """Ordet framför perioden. Exempel: `Period`."""
    datum: Ordet = "Datum"
    """Ordet framför datumet. Exempel: `Datum`."""
    diarienummer: Ordet = "Diarienummer"
    """Ordet framför diarienumret. Exempel: `Diarienummer`."""
    paragraf: Ordet = "Paragraf"
    """Ordet framför paragrafen. Exempel: `Paragraf`."""
    status: Ordet = "Status"
    """Ordet framför rapportens tillstånd. Exempel: `Status`."""
    utkast: Ordet = "utkast"
    """Tillståndet medan rapporten skrivs; stor bokstav sätts där den behövs. Exempel: `utkast`."""
    fastställd: Ordet = "fastställd"
    """Tillståndet när nämnden har beslutat; stor bokstav sätts där den behövs. Exempel: `fastställd`."""
    uppgift_saknas: Ordet = "uppgift saknas"
    """Det som står när datum eller diarienummer inte är ifyllt. Exempel: `uppgift saknas`."""


class Kontrollord(Värde):
    """What the report says of exceptions and of what is left to do."""

    undantag: Ordet = "Undantag från kontrollerna"
    """Rubriken över undantagen. Exempel: `Undantag från kontrollerna`."""
    se_undantag: Annotated[Text, Platser("undantag")] = "Se {undantag}."
    """Hänvisningen dit, efter en anmärkning. Exempel: `"Se {undantag}."`."""
    i_korthet: Annotated[Text, Platser("undantag")] = (
        "Det som inte stämmer, men står kvar så som det publicerades, sägs i rapporten: under tabellen och i "
        "{undantag}."
    )
    """Hänvisningen dit i sammanfattningen.

    Exempel: `"Det som inte stämmer, men står kvar så som det publicerades, sägs i rapporten: under tabellen och i
    {undantag}."`.
    """
    kvar: Ordet = "Kvar att göra"
    """Rubriken över det som ett utkast saknar. Exempel: `Kvar att göra`."""
    fel: Ordet = "Fel"
    """Rubriken över felen där. Exempel: `Fel`."""
    varningar: Ordet = "Saknas eller behöver ses över"
    """Rubriken över varningarna där. Exempel: `Saknas eller behöver ses över`."""
    råd: Ordet = "Råd"
    """Rubriken över råden där. Exempel: `Råd`."""
    rad: Annotated[Text, Platser("rader")] = "rad {rader}"
    """Raderna i filen där något ska rättas. Exempel: `"rad {rader}"`."""


class Sammanfattningsord(Värde):
    """The report in short: its heading and its sentences, which lights and figures are filled into."""

    rubrik: Ordet = "Sammanfattning"
    """Rubriken över det korta. Exempel: `Sammanfattning`."""
    annan_rubrik: Ordet = "I korthet"
    """Rubriken i stället, när rapporten har ett eget kapitel med den första. Exempel: `I korthet`."""
    inget: Ordet = "Rapporten har ännu inga uppgifter att sammanfatta."
    """Det som står när inget finns att säga. Exempel: `Rapporten har ännu inga uppgifter att sammanfatta.`."""
    skillnader: Ordet = "Plus är bättre för ekonomin, minus är sämre."
    """Vad tecknen betyder när beloppen är skillnader. Exempel: `Plus är bättre för ekonomin, minus är sämre.`."""
    kostnader: Ordet = "Kostnader är skrivna med minus."
    """Vad tecknen betyder när beloppen är kostnader. Exempel: `Kostnader är skrivna med minus.`."""
    skillnader_omvänt: Ordet = "Plus är sämre för ekonomin, minus är bättre."
    """Detsamma, när tabellen skriver kostnader utan minus och avvikelsen därefter.

    Exempel: `Plus är sämre för ekonomin, minus är bättre.`.
    """
    kostnader_utan_minus: Ordet = "Kostnader är skrivna utan minus."
    """Vad beloppen betyder när tabellen skriver kostnader utan minus. Exempel: `Kostnader är skrivna utan minus.`."""
    utfall: Ordet = "Utfall"
    """Ordet för ett utfall, framför en rubrik som bara säger när. Exempel: `Utfall`."""
    budget: Ordet = "Budget"
    """Ordet för en budget. Exempel: `Budget`."""
    prognos: Ordet = "Prognos"
    """Ordet för en prognos. Exempel: `Prognos`."""
    helår: Ordet = "helår"
    """Ordet efter en budget eller prognos vars rubrik inte säger när. Exempel: `helår`."""
    mot_budget: Annotated[Text, Platser("kolumn")] = "{kolumn} mot budget"
    """Namnet på skillnaden mot budget. Exempel: `"{kolumn} mot budget"`."""
    mot: Annotated[Text, Platser("kolumn", "jämförelse")] = "{kolumn} mot {jämförelse}"
    """Namnet på en annan skillnad. Exempel: `"{kolumn} mot {jämförelse}"`."""
    mot_prognosen: Annotated[Text, Platser("kolumn", "rapport")] = "{kolumn} mot prognosen i {rapport}"
    """Namnet på skillnaden mot en tidigare prognos. Exempel: `"{kolumn} mot prognosen i {rapport}"`."""
    ett_mål: Annotated[Text, Platser("ljus")] = "Nämndmålet är {ljus}."
    """När nämnden har ett enda mål. Exempel: `"Nämndmålet är {ljus}."`."""
    båda_målen: Annotated[Text, Platser("ljus")] = "Båda nämndmålen är {ljus}."
    """När två mål har samma ljus. Exempel: `"Båda nämndmålen är {ljus}."`."""
    alla_mål: Annotated[Text, Platser("antal", "ljus")] = "Alla {antal} nämndmål är {ljus}."
    """När fler mål har samma ljus. Exempel: `"Alla {antal} nämndmål är {ljus}."`."""
    av_målen: Annotated[Text, Platser("antal", "delar")] = "Av {antal} nämndmål är {delar}."
    """När målen har olika ljus. Exempel: `"Av {antal} nämndmål är {delar}."`."""
    utan_bedömning: Annotated[Text, Platser("antal")] = "{antal} saknar bedömning."
    """Hur många mål som inte är bedömda. Exempel: `"{antal} saknar bedömning."`."""
    målområdet: Annotated[Text, Platser("namn")] = "målområdet {namn}"
    """Ett målområde inne i en mening. Exempel: `"målområdet {namn}"`."""
    målet: Annotated[Text, Platser("namn")] = "målet ”{namn}”"
    """Ett mål inne i en mening. Exempel: `"målet ”{namn}”"`."""
    från_till: Annotated[Text, Platser("mål", "före", "nu")] = "{mål}, från {före} till {nu}"
    """Ett ljus som har ändrats. Exempel: `"{mål}, från {före} till {nu}"`."""
    bättre: Annotated[Text, Platser("rapport")] = "Bättre sedan {rapport}"
    """Rubriken över ljusen som har blivit bättre. Exempel: `"Bättre sedan {rapport}"`."""
    sämre: Annotated[Text, Platser("rapport")] = "Sämre sedan {rapport}"
    """Rubriken över ljusen som har blivit sämre. Exempel: `"Sämre sedan {rapport}"`."""
    inget_bytt: Annotated[Text, Platser("rapport")] = "Inget mål har bytt ljus sedan {rapport}."
    """När inget ljus har ändrats. Exempel: `"Inget mål har bytt ljus sedan {rapport}."`."""
    riskvärde: Ordet = "Högst riskvärde"
    """Rubriken över de högsta riskerna. Exempel: `Högst riskvärde`."""


class Ljusord(Värde):
    """The lights as words, in the forms that the sentences need."""

    grön: Ordet = "grön"
    """Grönt ljus; stor bokstav sätts där den behövs. Exempel: `grön`."""
    gul: Ordet = "gul"
    """Gult ljus. Exempel: `gul`."""
    röd: Ordet = "röd"
    """Rött ljus. Exempel: `röd`."""
    grönt: Ordet = "grönt"
    """Grönt ljus om ett mål: målet är grönt. Exempel: `grönt`."""
    gult: Ordet = "gult"
    """Gult ljus om ett mål. Exempel: `gult`."""
    rött: Ordet = "rött"
    """Rött ljus om ett mål. Exempel: `rött`."""
    gröna: Ordet = "gröna"
    """Grönt ljus om flera mål. Exempel: `gröna`."""
    gula: Ordet = "gula"
    """Gult ljus om flera mål. Exempel: `gula`."""
    röda: Ordet = "röda"
    """Rött ljus om flera mål. Exempel: `röda`."""
    ej_angiven: Ordet = "Ej angiven"
    """Det som står där inget ljus är satt. Exempel: `Ej angiven`."""

    def ord_för(self, light: str) -> str:
        """A light as a word."""
        return str(getattr(self, light))

    def böjt(self, light: str, number: int) -> str:
        """A light as so many goals have it."""
        one, many = _INFLECTED[light]
        return str(getattr(self, one if number == 1 else many))


_INFLECTED = {"grön": ("grönt", "gröna"), "gul": ("gult", "gula"), "röd": ("rött", "röda")}


class Förändringsord(Värde):
    """How something stands against the report before."""

    rubrik: Annotated[Text, Platser("rapport")] = "Sedan {rapport}"
    """Rubriken över kolumnen. Exempel: `"Sedan {rapport}"`."""
    oförändrat: Annotated[Text, Platser("ljus")] = "oförändrat {ljus}"
    """Samma ljus som då. Exempel: `"oförändrat {ljus}"`."""
    bättre: Annotated[Text, Platser("ljus")] = "bättre, var {ljus}"
    """Ett bättre ljus än då. Exempel: `"bättre, var {ljus}"`."""
    sämre: Annotated[Text, Platser("ljus")] = "sämre, var {ljus}"
    """Ett sämre ljus än då. Exempel: `"sämre, var {ljus}"`."""
    upp: Annotated[Text, Platser("tal")] = "upp från {tal}"
    """En högre siffra än då. Exempel: `"upp från {tal}"`."""
    ner: Annotated[Text, Platser("tal")] = "ner från {tal}"
    """En lägre siffra än då. Exempel: `"ner från {tal}"`."""
