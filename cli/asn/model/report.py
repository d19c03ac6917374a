"""A report: the sheet that says which it is, its sections, what its units tell, and what all reports share."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal, TypeVar

from pydantic import PrivateAttr

from asn.figures import Storhet
from asn.finding import KeyPath
from asn.model.avsnitt.grund import Avsnitt, Namnrymd
from asn.model.avsnitt.mal import Enhetsresultat
from asn.model.avsnitt.tabellgrund import Tabellavsnitt
from asn.model.avsnitt.text import Händelse
from asn.model.avsnitt.uppfoljning import Risk
from asn.model.fields import (
    Bland,
    Datum,
    Enhetsid,
    Flyttas,
    Id,
    Lista,
    Ljus,
    Mått,
    Periodens,
    Prosa,
    Text,
    Utgår,
    Varar,
)
from asn.model.files import FileContents
from asn.model.ledger import Underlagsfil
from asn.model.rapportslag import WORDS, Planerat, Rapportslag, filled_name, report_file_name
from asn.model.record import Post, Värde, scales_named
from asn.model.register import Register
from asn.model.skalor import Skala
from asn.period import Period
from asn.readable import readable

UNITS = "enheter"
"""The folder of a report where its units' files lie."""


class Enhetsmål(Post):
    """What a unit tells of a goal."""

    mål: Annotated[Id, Bland("nämndmål", "från_enheter")]
    """Id på nämndmålet i rapporten. Exempel: `kort_väntetid`."""
    utfall: Periodens[Mått | None] = None
    """Enhetens utfall: ett tal med enhet, eller ord. Exempel: `88 %`."""
    bedömning: Periodens[Ljus | None] = None
    """Ljuset: en klass i skalan, utan egen skala `grön`, `gul` eller `röd`. Exempel: `grön`."""
    kommentar: Periodens[Prosa | None] = None
    """Kommentaren som rapporten visar. Markdown; `{{ … }}` hämtar en siffra. Exempel: `Två handläggare har börjat.`."""

    def resultat(self, enhet: str) -> Enhetsresultat:
        """The same as a goal has it, with its place in the unit's file."""
        fields = {name: getattr(self, name) for name in type(self).model_fields if name != "mål"}
        result = Enhetsresultat.model_construct(enhet=enhet, **fields)
        result.placed_as(self)
        return result


class Enhetsrapport(Värde):
    """What a unit tells in a report."""

    enhet: Enhetsid
    """Id på enheten, ur enheter.yaml. Exempel: `mottagningen`."""
    mål: Lista[Enhetsmål] = ()
    """Nämndmålen som enheten svarar för; de som har `från_enheter: ja`."""
    risker: Lista[Risk] = ()
    """Enhetens risker; de läggs till i rapportens första avsnitt med risker."""
    händelser: Periodens[Lista[Händelse]] = ()
    """Enhetens händelser; de får enhetens namn som rubrik, under rapportens första avsnitt med händelser."""


P = TypeVar("P", bound=Post)


class Fastställande(Värde):
    """The board's decision on the report: when, where it is recorded, and who stands for it."""

    datum: Varar[Datum]
    """Dagen då rapporten fastställdes. Exempel: `2025-05-21`."""
    paragraf: Text
    """Paragrafen i protokollet. Exempel: `§ 42`."""
    av: Text | None = None
    """Vem som fastställde, om det inte var nämnden själv. Exempel: `Anna Exempel`."""
    roll: Text | None = None
    """I vilken roll. Exempel: `ordförande`."""


class Ärende(Värde):
    """What the tjänsteskrivelse says besides the report, when the report is put before the board."""

    handläggare: Text | None = None
    """Den som har handlagt ärendet. Exempel: `Anna Exempel`."""
    roll: Text | None = None
    """I vilken roll. Exempel: `controller`."""
    bakgrund: Periodens[Prosa | None] = None
    """Varför ärendet kommer till nämnden. Exempel: `Nämnden följer upp planen två gånger om året.`."""
    överväganden: Periodens[Prosa | None] = None
    """Förvaltningens bedömning av det som nämnden ska besluta. Exempel: `Åtgärderna ger effekt först nästa år.`."""
    skickas_till: Lista[Text] = ()
    """De som beslutet skickas till. Exempel: `- Kommunstyrelsen`."""


class Kortsiffra(Post):
    """A figure of the summary that no table of results has."""

    namn: Flyttas[Text]
    """Vad siffran är. Exempel: `Underskott i prognosen för helåret`."""
    källa: Text
    """Siffran, så som texten hämtar den. Exempel: `ekonomi.underskott | mnkr`."""
    läge: Literal["bättre", "sämre"] | None = None
    """Om siffran är `bättre` eller `sämre` än budgeten; den får färg därefter. Exempel: `sämre`."""
    _hämtat: str = PrivateAttr(default="")

    def uttryck(self) -> Iterator[tuple[KeyPath, str]]:
        """The expression that fetches the figure."""
        yield ("källa",), self.källa

    def hämtat(self, text: str) -> None:
        """Take the fetched figure as text."""
        self._hämtat = text

    @property
    def visat(self) -> str:
        """The figure as it is printed."""
        return self._hämtat


class Rapportblad(Post):
    """``rapport.yaml``: what the report says of itself."""

    titel: Flyttas[Text | None] = None
    """Rapportens titel, om den inte följer av rapportslaget. Exempel: `Delårsrapport 1 2025`."""
    undertitel: Flyttas[Text | None] = None
    """Raden under titeln. Exempel: `Exempelnämnden`."""
    datum: Periodens[Datum | None] = None
    """Dokumentets datum. Exempel: `2025-05-21`."""
    diarienummer: Periodens[Text | None] = None
    """Ärendets diarienummer. Exempel: `ASN 2025/17`."""
    paragraf: Periodens[Text | None] = None
    """Paragrafen i protokollet där nämnden antog rapporten. Exempel: `§ 42`."""
    tillstånd: Literal["utkast", "fastställd"]
    """`utkast` medan ni skriver; `fastställd` när nämnden har beslutat. Exempel: `utkast`."""
    fastställd: Utgår[Fastställande | None] = None
    """Beslutet: när, under vilken paragraf och av vem. `asn adopt` skriver det."""
    avsnitt: Lista[Planerat] = ()
    """Avsnitten i ordning, om de inte är rapportslagets."""
    beslut: Periodens[Lista[Prosa]] = ()
    """Det som nämnden ska besluta, en punkt för varje förslag; står i sammanfattningen.

    Exempel: `- Nämnden godkänner delårsrapporten.`.
    """
    ärende: Periodens[Ärende | None] = None
    """Det som tjänsteskrivelsen säger utöver rapporten; `asn pack` gör den."""
    siffror: Utgår[Lista[Kortsiffra]] = ()
    """Sammanfattningens siffror, högst tre, när rapporten inte har någon tabell med ett resultat."""
    noteringar: Utgår[Lista[Prosa]] = ()
    """Det som läsaren behöver veta om den här utgåvan. Exempel: `- Texten är omarbetad.`."""


@readable
@dataclass(frozen=True)
class Rapport:
    """One report, loaded: everything that checks, computing and rendering look at."""

    år: int
    period: str
    blad: Rapportblad
    avsnitt: tuple[Avsnitt, ...]
    register: Register
    slag: Rapportslag
    bredvid: FileContents = field(default_factory=FileContents)
    underlag: Underlagsfil = field(default_factory=Underlagsfil)
    enhetsfiler: tuple[Enhetsrapport, ...] = ()
    """The units' own files; what they tell is in the sections already."""

    def __post_init__(self) -> None:
        """Let the tables fetch cells from each other."""
        for table in self.tabeller:
            table.linked(self._cell)

    @cached_property
    def tabeller(self) -> tuple[Tabellavsnitt, ...]:
        """The sections that are tables, in order."""
        return tuple(self.poster(Tabellavsnitt))

    def _cell(self, path: str) -> Storhet | None:
        """A cell of one of the report's tables, ``table.row.column``."""
        table, _, rest = path.partition(".")
        row, _, column = rest.partition(".")
        for part in self.tabeller:
            if part.id == table and row in part.grid.rows and column in part.grid.columns:
                return part.grid.figure(row, column)
        return None

    @property
    @readable
    def namn(self) -> str:
        """The report as it is chosen on the command line, 2023/T1."""
        return f"{self.år}/{self.period}"

    @property
    @readable
    def titel(self) -> str:
        """The report's title."""
        return self.blad.titel or filled_name(self.slag.namn, self._words())

    @property
    @readable
    def omnämnd(self) -> str:
        """The report as a sentence names it: delårsrapport 1 2023."""
        return self.titel[:1].lower() + self.titel[1:]

    @property
    @readable
    def filnamn(self) -> str:
        """The name of its files, without ending."""
        return report_file_name(self.slag.filnamn, self.år, self.tid)

    @property
    @readable
    def utkast(self) -> bool:
        """Whether the report is a draft."""
        return self.blad.tillstånd == "utkast"

    @property
    def datum(self) -> datetime.date | None:
        """The document's date: its own, else the day when it was adopted."""
        return self.blad.datum or (self.beslut.datum if self.beslut else None)

    @property
    def beslut(self) -> Fastställande | None:
        """The decision on an adopted report: as it is told, else by the day and the paragraph of an older sheet."""
        sheet = self.blad
        if self.utkast or sheet.fastställd or not (sheet.datum and sheet.paragraf):
            return None if self.utkast else sheet.fastställd
        return Fastställande.model_construct(datum=sheet.datum, paragraf=sheet.paragraf)

    @property
    def tid(self) -> Period:
        """The period, with its months."""
        return self.register.perioder[self.period]

    @property
    def månader(self) -> tuple[int, int]:
        """First and last month of the period, 1–12."""
        return self.tid.månader

    @property
    @readable
    def stapel(self) -> tuple[int, int]:
        """The first and last month that the cover marks, 1–12."""
        return self.tid.stapel

    @property
    def ordning(self) -> tuple[int, int, int, int]:
        """What reports are sorted by."""
        return self.tid.ordning(self.år)

    @property
    def namnrymd(self) -> str:
        """What texts of later reports call it: t1_2023."""
        return f"{self.tid.namnrymd}_{self.år}"

    @cached_property
    def värden(self) -> dict[str, Namnrymd]:
        """What texts can fetch from each section that has an id."""
        return {part.id: part.värden() for part in self.alla_avsnitt() if part.id}

    def alla_avsnitt(self) -> Iterator[Avsnitt]:
        """All sections with their sub-sections, in the order of the report."""
        for section in self.avsnitt:
            yield from section.alla()

    def poster(self, kind: type[P]) -> Iterator[P]:
        """All records of a kind in the report, in its order."""
        for part in (self.blad, *self.avsnitt):
            yield from kind.of(part)

    def skalor(self) -> Iterator[Skala]:
        """Each scale that something in the report is judged by, once."""
        records = (record for part in self.avsnitt for record in part.below())
        named = dict.fromkeys(name for record in records for name in scales_named(record).values())
        yield from (self.register.skalor[name] for name in named if name in self.register.skalor)

    def med_undantag(self) -> Iterator[Post]:
        """Every record whose exceptions concern the report: its own, and the scales that it is judged by."""
        yield from self.poster(Post)
        yield from self.skalor()

    def _words(self) -> dict[str, str]:
        month = self.register.ord.månadsnamn(self.månader[1])
        words = (self.tid.nummer, month, str(self.år), self.tid.namn or self.period)
        return dict(zip(WORDS, words, strict=True))
