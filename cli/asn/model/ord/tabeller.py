"""The words of the sections: tables, charts, months, numbers and open data."""

from typing import Annotated

from asn.model.fields import Ordet, Platser, Text
from asn.model.record import Värde


class Kolumnord(Värde):
    """Headings that several kinds of table have."""

    bedömning: Ordet = "Bedömning"
    """Kolumnen med ljus. Exempel: `Bedömning`."""
    kommentar: Ordet = "Kommentar"
    """Kolumnen med kommentarer. Exempel: `Kommentar`."""
    aktivitet: Ordet = "Aktivitet"
    """Kolumnen med aktiviteter. Exempel: `Aktivitet`."""
    status: Ordet = "Status"
    """Kolumnen med status. Exempel: `Status`."""
    månad: Ordet = "Månad"
    """Kolumnen med månader. Exempel: `Månad`."""
    post: Ordet = "Post"
    """Kolumnen med poster i en brygga. Exempel: `Post`."""
    belopp: Ordet = "Belopp"
    """Kolumnen med belopp i en brygga. Exempel: `Belopp`."""
    verksamhet: Ordet = "Verksamhet"
    """Första kolumnen i en tabell med belopp. Exempel: `Verksamhet`."""
    fråga: Ordet = "Fråga"
    """Första kolumnen i en matris. Exempel: `Fråga`."""
    del_av: Annotated[Text, Platser("tabell", "nummer", "antal")] = "{tabell} (del {nummer} av {antal})"
    """Rubriken över en del av en tabell som är för bred för en sida.

    Exempel: `"{tabell} (del {nummer} av {antal})"`.
    """
    alla_rader: Annotated[Text, Platser("kolumn", "antal")] = "{kolumn}, alla {antal}"
    """Det som står före ett värde som är lika i alla tabellens rader. Exempel: `"{kolumn}, alla {antal}"`."""
    en_rad: Annotated[Text, Platser("kolumn", "rad")] = "{kolumn}, {rad}"
    """Det som står före ett värde som bara målet eller summan har. Exempel: `"{kolumn}, {rad}"`."""
    målet: Ordet = "målet"
    """Raden med målet, i det som står före ett värde som bara den har. Exempel: `målet`."""
    stor_över: Annotated[Text, Platser("gräns")] = "Fetstil: avvikelsen är större än {gräns} av budgeten."
    """Vad avvikelser i fetstil är, när gränsen inte räknas in.

    Exempel: `"Fetstil: avvikelsen är större än {gräns} av budgeten."`.
    """
    stor_från: Annotated[Text, Platser("gräns")] = "Fetstil: avvikelsen är minst {gräns} av budgeten."
    """Vad avvikelser i fetstil är, när gränsen räknas in.

    Exempel: `"Fetstil: avvikelsen är minst {gräns} av budgeten."`.
    """


class Målord(Värde):
    """Goals: overview, nämndmål and indicators."""

    målområde: Ordet = "Målområde"
    """Kolumnen med målområden i översikten. Exempel: `Målområde`."""
    målområde_nummer: Annotated[Text, Platser("nummer", "namn")] = "Målområde {nummer} · {namn}"
    """Raden vid rubriken när målområdena har nummer. Exempel: `"Målområde {nummer} · {namn}"`."""
    översikt: Ordet = "Bedömning per målområde"
    """Översiktens tabellrubrik. Exempel: `Bedömning per målområde`."""
    nämndmål: Ordet = "Nämndmål"
    """Rubriken över ett mål i planen. Exempel: `Nämndmål`."""
    nämndmål_nummer: Annotated[Text, Platser("nummer")] = "Nämndmål {nummer}"
    """Rubriken när målen har nummer. Exempel: `"Nämndmål {nummer}"`."""
    indikatorer: Ordet = "Indikatorer"
    """Rubriken över målets indikatorer i planen. Exempel: `Indikatorer`."""
    aktiviteter: Ordet = "Aktiviteter"
    """Rubriken över målets aktiviteter i planen. Exempel: `Aktiviteter`."""
    politiskt_uppdrag: Annotated[Text, Platser("namn")] = "Politiskt uppdrag: {namn}"
    """Rubriken över ett politiskt uppdrag i planen. Exempel: `"Politiskt uppdrag: {namn}"`."""
    mål_och_indikator: Ordet = "Mål och indikator"
    """Första kolumnen i tabellen med mål. Exempel: `Mål och indikator`."""
    utfall: Ordet = "Utfall"
    """Kolumnen med utfall. Exempel: `Utfall`."""
    målnivå: Ordet = "Målnivå"
    """Kolumnen med målnivåer. Exempel: `Målnivå`."""
    status: Ordet = "Status"
    """Kolumnen med aktiviteternas status. Exempel: `Status`."""
    år: Annotated[Text, Platser("rubrik", "år")] = "{rubrik} {år}"
    """Kolumnen för ett år, när utfall eller målnivåer står år för år. Exempel: `"{rubrik} {år}"`."""
    färdiggrad: Ordet = "Färdiggrad"
    """Kolumnen med hur mycket av en aktivitet som är gjort. Exempel: `Färdiggrad`."""
    ansvarig: Ordet = "Ansvarig"
    """Kolumnen med den som ansvarar för en aktivitet. Exempel: `Ansvarig`."""
    klart: Ordet = "Klart"
    """Kolumnen med när en aktivitet ska vara klar. Exempel: `Klart`."""
    tabell: Ordet = "Mål och indikatorer"
    """Tabellrubriken. Exempel: `Mål och indikatorer`."""
    tabell_område: Annotated[Text, Platser("målområde")] = "Mål och indikatorer, {målområde}"
    """Tabellrubriken när målen hör till ett målområde. Exempel: `"Mål och indikatorer, {målområde}"`."""
    mäts_med: Annotated[Text, Platser("mål", "mått")] = "{mål}. Indikator: {mått}"
    """Ett mål som säger vad det mäts med. Exempel: `"{mål}. Indikator: {mått}"`."""
    månader: Ordet = "Måluppfyllelse per månad"
    """Tabellrubriken över ljusen månad för månad. Exempel: `Måluppfyllelse per månad`."""
    mål: Ordet = "Mål"
    """Kolumnen med mål där. Exempel: `Mål`."""
    samlat: Ordet = "Samlat"
    """Raden där när målet är ensamt. Exempel: `Samlat`."""
    enheter: Ordet = "Enheternas bedömning"
    """Tabellrubriken över enheternas ljus för flera mål. Exempel: `Enheternas bedömning`."""
    enhet: Ordet = "Enhet"
    """Kolumnen med enheter där. Exempel: `Enhet`."""
    enheter_tomma: Annotated[Text, Platser("antal")] = "Enheternas bedömning är inte ifylld, {antal} enheter."
    """Det som sägs en gång när inga ljus för enheterna är satta.

    Exempel: `Enheternas bedömning är inte ifylld, {antal} enheter.`.
    """
    enhet_tom: Ordet = "Enhetens bedömning är inte ifylld."
    """Samma sak när enheten är ensam. Exempel: `Enhetens bedömning är inte ifylld.`."""


class Planord(Värde):
    """The plan and the outcome."""

    tabell: Annotated[Text, Platser("plan")] = "{plan} och utfallet"
    """Tabellrubriken i Planen och utfallet. Exempel: `"{plan} och utfallet"`."""
    målnivå: Ordet = "Planens målnivå"
    """Kolumnen med planens målnivåer. Exempel: `Planens målnivå`."""
    följs_inte_upp: Ordet = "Följs inte upp i den här rapporten."
    """Kommentaren till ett mål eller en indikator som rapporten inte tar upp.

    Exempel: `Följs inte upp i den här rapporten.`.
    """


class Koladaord(Värde):
    """What stands below a table that has values of Kolada's."""

    källa: Ordet = "Källa: Kolada (RKA)."
    """Varifrån värdena kommer, under tabellen. Exempel: `"Källa: Kolada (RKA)."`."""
    kvartiler: Annotated[Text, Platser("antal")] = "Ljusen jämför med {antal} kommuner."
    """Hur många kommuner som ljusen jämför med. Exempel: `Ljusen jämför med {antal} kommuner.`."""


class Sjukfrånvaroord(Värde):
    """The seven measures of sick leave; each is named by its id."""

    tabell: Ordet = "Sjukfrånvaro"
    """Tabellrubriken. Exempel: `Sjukfrånvaro`."""
    mått: Ordet = "Mått"
    """Första kolumnen. Exempel: `Mått`."""
    total: Ordet = "Total sjukfrånvaro, andel av ordinarie arbetstid"
    """Det första måttet. Exempel: `Total sjukfrånvaro, andel av ordinarie arbetstid`."""
    lång: Ordet = "Sjukfrånvaro 60 dagar eller längre, andel av all sjukfrånvaro"
    """Måttet för långtidssjukfrånvaro. Exempel: `Sjukfrånvaro 60 dagar eller längre, andel av all sjukfrånvaro`."""
    kvinnor: Ordet = "Kvinnor"
    """Måttet för kvinnor. Exempel: `Kvinnor`."""
    män: Ordet = "Män"
    """Måttet för män. Exempel: `Män`."""
    högst_29: Ordet = "29 år eller yngre"
    """Måttet för de yngsta. Exempel: `29 år eller yngre`."""
    från_30_till_49: Ordet = "30–49 år"
    """Måttet för dem emellan. Exempel: `30–49 år`."""
    minst_50: Ordet = "50 år eller äldre"
    """Måttet för de äldsta. Exempel: `50 år eller äldre`."""
    dolt: Ordet = "Visas inte"
    """Det som står i stället för värdet för en liten grupp. Exempel: `Visas inte`."""
    därför: Ordet = "Visas inte: gruppen har högst tio anställda, eller värdet säger något om en enskild."
    """Varför ett värde inte visas, under tabellen.

    Exempel: `"Visas inte: gruppen har högst tio anställda, eller värdet säger något om en enskild."`.
    """


class Riskord(Värde):
    """Risks."""

    tabell: Ordet = "Risker och åtgärder"
    """Tabellrubriken. Exempel: `Risker och åtgärder`."""
    risk: Ordet = "Risk"
    """Kolumnen med risker. Exempel: `Risk`."""
    typ: Ordet = "Typ av risk"
    """Kolumnen som grupperar riskerna. Exempel: `Typ av risk`."""
    faktorer: Ordet = "Sannolikhet × konsekvens"
    """Kolumnen med det som riskvärdet räknas ur. Exempel: `Sannolikhet × konsekvens`."""
    riskvärde: Ordet = "Riskvärde"
    """Kolumnen med riskvärden. Exempel: `Riskvärde`."""
    åtgärder: Ordet = "Åtgärder"
    """Kolumnen med åtgärder. Exempel: `Åtgärder`."""
    matris: Ordet = "Riskerna efter sannolikhet och konsekvens"
    """Tabellrubriken över matrisen. Exempel: `Riskerna efter sannolikhet och konsekvens`."""
    sannolikhet: Ordet = "Sannolikhet"
    """Matrisens första kolumn. Exempel: `Sannolikhet`."""
    konsekvens: Ordet = "Konsekvens"
    """Matrisens andra kolumner, före graden. Exempel: `Konsekvens`."""
    matris_not: Ordet = "Talen är riskernas nummer i listan nedanför."
    """Vad talen i matrisen är. Exempel: `Talen är riskernas nummer i listan nedanför.`."""
    matris_färg: Ordet = "Ju mörkare ruta, desto högre risk."
    """Vad färgen i matrisen är, där den har någon. Exempel: `Ju mörkare ruta, desto högre risk.`."""
    avslutad: Annotated[Text, Platser("varför")] = "Risken följs inte längre upp: {varför}"
    """Det som står om en avslutad risk. Exempel: `"Risken följs inte längre upp: {varför}"`."""


class Uppdragsord(Värde):
    """Assignments and activities."""

    tabell: Ordet = "Uppdrag och status"
    """Tabellrubriken. Exempel: `Uppdrag och status`."""
    uppdrag: Ordet = "Uppdrag"
    """Kolumnen med uppdrag. Exempel: `Uppdrag`."""
    område: Ordet = "Område"
    """Kolumnen som grupperar uppdragen. Exempel: `Område`."""
    giver: Ordet = "Uppdragsgivare"
    """Kolumnen med den som gav uppdraget. Exempel: `Uppdragsgivare`."""
    syfte: Ordet = "Mål med uppdraget"
    """Kolumnen med syftet. Exempel: `Mål med uppdraget`."""
    klart: Ordet = "Klart datum"
    """Kolumnen med slutdatum. Exempel: `Klart datum`."""
    målområden: Ordet = "Bidrar till målområde"
    """Kolumnen med målområden. Exempel: `Bidrar till målområde`."""
    antal_tabell: Ordet = "Antal per status"
    """Tabellrubriken över antalet uppdrag per status. Exempel: `Antal per status`."""
    antal: Ordet = "Antal uppdrag"
    """Raden där. Exempel: `Antal uppdrag`."""
    totalt: Ordet = "Totalt"
    """Kolumnen med summan där. Exempel: `Totalt`."""
    aktiviteter_tabell: Ordet = "Aktiviteter och bedömning"
    """Tabellrubriken över aktiviteterna. Exempel: `Aktiviteter och bedömning`."""
    årshjul: Ordet = "Årets aktiviteter"
    """Tabellrubriken över årshjulet. Exempel: `Årets aktiviteter`."""


class Samlingsord(Värde):
    """What is put together from several boards."""

    nämnd: Ordet = "Nämnd"
    """Kolumnen med nämnder. Exempel: `Nämnd`."""
    summa: Ordet = "Summa"
    """Raden med summan av nämnderna. Exempel: `Summa`."""
    mål: Ordet = "Nämnd och mål"
    """Kolumnen med nämndernas mål. Exempel: `Nämnd och mål`."""
    tabell: Ordet = "Nämndernas mål"
    """Tabellrubriken över nämndernas mål. Exempel: `Nämndernas mål`."""
    antal: Ordet = "Antal mål per ljus"
    """Tabellrubriken över antalet mål av varje ljus. Exempel: `Antal mål per ljus`."""
    ej_bedömda: Ordet = "Ej bedömda"
    """Kolumnen med antalet mål utan ljus. Exempel: `Ej bedömda`."""
    version: Annotated[Text, Platser("nämnd", "rapport", "beslut", "summa")] = (
        "{nämnd}: {rapport}, {beslut}. Kontrollsumma {summa}…"
    )
    """Vilken version av nämndens rapport det är, under tabellen.

    Exempel: `"{nämnd}: {rapport}, {beslut}. Kontrollsumma {summa}…"`.
    """
    utkast: Ordet = "inte fastställd"
    """Det som står där när nämnden inte har beslutat. Exempel: `inte fastställd`."""
    saknas: Annotated[Text, Platser("nämnd")] = "{nämnd}: rapporten saknas."
    """Det som står när en nämnds rapport saknas. Exempel: `"{nämnd}: rapporten saknas."`."""
