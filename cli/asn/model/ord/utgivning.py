"""The words of what goes out beside the report: the case file for the registry, the open data and the site."""

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


class Dataord(Värde):
    """What the open data and the PDF's files are called."""

    hela: Ordet = "Hela rapporten som data (JSON)"
    """Namnet på filen med allt. Exempel: `Hela rapporten som data (JSON)`."""
    tabell: Annotated[Text, Platser("tabell")] = "{tabell} (CSV)"
    """Namnet på en tabells fil. Exempel: `"{tabell} (CSV)"`."""
    webbsida: Ordet = "Rapporten som webbsida (HTML)"
    """Namnet på webbsidan. Exempel: `Rapporten som webbsida (HTML)`."""
    pdf: Ordet = "Rapporten som PDF"
    """Namnet på PDF:en. Exempel: `Rapporten som PDF`."""
    word_fil: Ordet = "Rapporten som Word-fil"
    """Namnet på Word-filen. Exempel: `Rapporten som Word-fil`."""
    markdown: Ordet = "Rapporten som Markdown"
    """Namnet på Markdown-filen. Exempel: `Rapporten som Markdown`."""
    beskrivning: Annotated[Text, Platser("titel", "nämnd", "huvudman", "period", "kapitel")] = (
        "{titel} för {nämnd}, {huvudman}. Period: {period}. Innehåll: {kapitel}."
    )
    """Beskrivningen i datakatalogen.

    Exempel: `"{titel} för {nämnd}, {huvudman}. Period: {period}. Innehåll: {kapitel}."`.
    """
    beskrivning_utkast: Annotated[Text, Platser("titel", "nämnd", "huvudman", "period", "kapitel")] = (
        "{titel} för {nämnd}, {huvudman}. Period: {period}. Utkast, inte fastställd. Innehåll: {kapitel}."
    )
    """Beskrivningen av ett utkast där.

    Exempel: `"{titel} för {nämnd}, {huvudman}. Period: {period}. Utkast, inte fastställd. Innehåll: {kapitel}."`.
    """
    apostrof: Ordet = "En cell med text som börjar som en formel (=, +, - eller @) har en apostrof först."
    """Det som står om tabellernas celler.

    Exempel: `En cell med text som börjar som en formel (=, +, - eller @) har en apostrof först.`.
    """
    källa: Annotated[Text, Platser("fil")] = "Källa: {fil}"
    """En fil i PDF:en som rapporten är byggd av. Exempel: `"Källa: {fil}"`."""
    mall: Annotated[Text, Platser("fil")] = "Projektets egen mall: {fil}"
    """En egen mall i PDF:en. Exempel: `"Projektets egen mall: {fil}"`."""
    datafil: Annotated[Text, Platser("fil")] = "Data: {fil}"
    """En fil med data i PDF:en. Exempel: `"Data: {fil}"`."""
    manifest: Ordet = "Det som rapporten är byggd av: summor och versioner"
    """Filen i PDF:en med kontrollsummor. Exempel: `"Det som rapporten är byggd av: summor och versioner"`."""


class Sajtord(Värde):
    """What the site prints besides the reports."""

    rapporter: Ordet = "Rapporter"
    """Rubriken på sajtens första sida. Exempel: `Rapporter`."""
    beskrivning: Annotated[Text, Platser("nämnd", "huvudman")] = (
        "Alla fastställda rapporter från {nämnd}, {huvudman}, och alla värden som de har publicerat."
    )
    """Vad sajten är, för sökmotorer och datakataloger.

    Exempel: `"Alla fastställda rapporter från {nämnd}, {huvudman}, och alla värden som de har publicerat."`.
    """
    inga: Ordet = "Ingen rapport är fastställd ännu."
    """Det som står innan den första rapporten är fastställd. Exempel: `Ingen rapport är fastställd ännu.`."""
    fastställd: Annotated[Text, Platser("datum", "paragraf")] = "Fastställd {datum}, {paragraf}"
    """Raden under en rapport, när beslutet är känt. Exempel: `"Fastställd {datum}, {paragraf}"`."""
    registret: Ordet = "Register A–Ö"
    """Rubriken över registret, och länken dit. Exempel: `Register A–Ö`."""
    om_registret: Annotated[Text, Platser("antal")] = (
        "Registret har {antal} mål, indikatorer, rader i tabeller och risker. Varje sida visar alla värden som har "
        "publicerats, och vad som har ändrats i efterhand."
    )
    """Det som står under registrets rubrik, och om det på första sidan.

    Exempel: `"Registret har {antal} mål, indikatorer, rader i tabeller och risker. Varje sida visar alla värden som har
    publicerats, och vad som har ändrats i efterhand."`.
    """
    bokstäver: Ordet = "Bokstäver"
    """Det som en skärmläsare kallar listan med bokstäver. Exempel: `Bokstäver`."""
    siffror: Ordet = "0–9"
    """Rubriken i registret över namn som inte börjar med en bokstav. Exempel: `0–9`."""
    delar: Ordet = "Sajtens delar"
    """Det som en skärmläsare kallar länkarna överst på en sida. Exempel: `Sajtens delar`."""
    för_program: Ordet = "För program"
    """Rubriken över flödet, datakatalogen och filen med alla värden. Exempel: `För program`."""
    flöde: Ordet = "Nya rapporter som flöde (Atom)"
    """Länken till flödet. Exempel: `Nya rapporter som flöde (Atom)`."""
    katalog: Ordet = "Datakatalog (DCAT-AP-SE)"
    """Länken till datakatalogen. Exempel: `Datakatalog (DCAT-AP-SE)`."""
    alla_värden: Ordet = "Alla publicerade värden som CSV"
    """Länken till filen med alla värden, och dess namn i datakatalogen. Exempel: `Alla publicerade värden som CSV`."""
    rad: Ordet = "Rad i tabell"
    """Vad en sida om en rad i en tabell handlar om. Exempel: `Rad i tabell`."""
    indikator: Ordet = "Indikator"
    """Vad en sida om en indikator handlar om. Exempel: `Indikator`."""
    hette: Annotated[Text, Platser("namn")] = "Har också hetat: {namn}."
    """Det som står när namnet har ändrats. Exempel: `"Har också hetat: {namn}."`."""
    senast: Annotated[Text, Platser("rapport")] = "Senast, i {rapport}"
    """Rubriken över de senaste värdena. Exempel: `"Senast, i {rapport}"`."""
    publicerat: Annotated[Text, Platser("namn")] = "Publicerade värden: {namn}"
    """Tabellrubriken över alla värden. Exempel: `"Publicerade värden: {namn}"`."""
    del_för_del: Annotated[Text, Platser("namn")] = "Del för del: {namn}"
    """Tabellrubriken över enheternas och månadernas värden. Exempel: `"Del för del: {namn}"`."""
    ändrat: Annotated[Text, Platser("namn")] = "Ändrat i efterhand: {namn}"
    """Tabellrubriken över det som har ändrats. Exempel: `"Ändrat i efterhand: {namn}"`."""
    inget_ändrat: Ordet = "Inget publicerat värde har ändrats i efterhand."
    """Det som står när inget har ändrats. Exempel: `Inget publicerat värde har ändrats i efterhand.`."""
    rapport: Ordet = "Rapport"
    """Kolumnen med rapporter. Exempel: `Rapport`."""
    avser: Ordet = "Avser"
    """Kolumnen med vad ett värde gäller. Exempel: `Avser`."""
    värde: Ordet = "Värde"
    """Kolumnen med värden ur en tabell. Exempel: `Värde`."""
    enhet: Ordet = "Enhet"
    """Kolumnen med värdenas enhet. Exempel: `Enhet`."""
    delen: Ordet = "Del"
    """Kolumnen med enheter och månader. Exempel: `Del`."""
    stod_i: Ordet = "Stod i"
    """Kolumnen med rapporten där det gamla värdet stod. Exempel: `Stod i`."""
    före: Ordet = "Var"
    """Kolumnen med det gamla värdet. Exempel: `Var`."""
    efter: Ordet = "Blev"
    """Kolumnen med det nya värdet. Exempel: `Blev`."""
    ändrat_i: Ordet = "Ändrat i"
    """Kolumnen med rapporten som ändrade. Exempel: `Ändrat i`."""
    ändrat_av: Ordet = "Ändrat av"
    """Kolumnen med den som fastställde den rapporten, och när. Exempel: `Ändrat av`."""
    varför: Ordet = "Varför"
    """Kolumnen med skälet. Exempel: `Varför`."""
