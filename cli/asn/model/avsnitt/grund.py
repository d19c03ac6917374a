"""What every kind of section has."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from asn.charts import Diagram
from asn.figures import Mätvärde, Storhet, Årsvärden
from asn.model.fields import (
    Enhetsid,
    Flyttas,
    Grupp,
    Heltal,
    Id,
    JaNej,
    Lista,
    Mängd,
    Periodens,
    Prosa,
    Text,
    Utgår,
    Varar,
)
from asn.model.record import Post, Värde, light_fields
from asn.model.register import Register
from asn.readable import readable
from asn.table import Prosacell, Tabell

if TYPE_CHECKING:
    from asn.model.report import Rapport

# The values that prose can fetch with {{ … }}: figures and words, in groups that a dot opens.
Namnrymd = dict[str, Any]


class Fotnot(Post):
    """A footnote; the text refers to it as ``[^id]``."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `källa`."""
    text: Varar[Prosa]
    """Text i Markdown; `{{ … }}` hämtar en siffra. Exempel: `"Källa: Kolada."`."""


class Uppdelning(Post):
    """A total that a text tells, and the amounts that are said to be all of it."""

    total: Text
    """Namnet på totalen, så som texten hämtar den: covid_effekt eller nettokostnad.resultat.avvikelse.

    Exempel: `underskott`.
    """
    delar: Lista[Text]
    """Namnen på beloppen som tillsammans är totalen. Exempel: `[placeringar, hyror]`."""


class TidigareSiffra(Post):
    """A figure in the text that an earlier report has published, so that the two can be compared."""

    tal: Id
    """Namnet på siffran i avsnittets tal. Exempel: `sjukfrånvaro_2024`."""
    källa: Text
    """Siffran i den tidigare rapporten, så som texten hämtar den: t1_2022.sjukfrånvaro.sjukfrånvaro.

    Exempel: `t1_2024.personal.sjukfrånvaro`.
    """
    omräknad: Utgår[Text | None] = None
    """Varför siffran är en annan än den som publicerades; visas under avsnittet.

    Exempel: `Timanställda räknas nu med.`.
    """


class Läsbarhet(Värde):
    """How easy a text is to be to read; the checks say where it isn't."""

    lix: Heltal = 50
    """Högsta LIX, läsbarhetsindex: 30 är mycket lätt, 40 en vanlig tidning, 60 mycket svårt. Exempel: `45`."""
    ord_i_mening: Heltal = 35
    """Hur många ord en mening högst får ha. Exempel: `25`."""
    kända: Lista[Text] = ()
    """Förkortningar som inte behöver förklaras. Exempel: `[SMHI]`."""


class Avsnitt(Post):
    """A section: a heading, what it contains, and the sections below it.

    A kind of section is a subclass with its own ``slag`` and a template of the same name. Where the section has
    tables it says so in ``tabeller``; they are values, so that HTML, Markdown, PDF and CSV show the same figures.
    """

    slag: str
    """Vilket slags avsnitt det är. Det avgör vilka fält som finns. Exempel: `händelser`."""
    id: Id | None = None
    """Namnet som andra avsnitt når det här med; texten skriver `{{ namnet.fältet }}`. Exempel: `nettokostnad`."""
    rubrik: Flyttas[Text | None] = None
    """Avsnittets rubrik, utan nummer: numret sätter mallen. Exempel: `Ekonomisk rapport`."""
    om_enhet: Enhetsid | None = None
    """Id på enheten som avsnittet handlar om; utan egen rubrik får avsnittet enhetens namn. Exempel: `mottagningen`."""
    bilaga: Heltal | None = None
    """Bilagans nummer, om avsnittet är en bilaga. Exempel: `1`."""
    inledning: Periodens[Prosa | None] = None
    """Text före tabellen. Exempel: `Tabellen visar januari till april.`."""
    tal: Utgår[Grupp[Id, Mängd]] = {}
    """Siffror som texten nämner, med enhet; texten hämtar dem med `{{ namnet }}`.

    Exempel: `{sjukfrånvaro: "7,27 %"}`.
    """
    uppdelningar: Utgår[Lista[Uppdelning]] = ()
    """Totaler i texten och delarna som de består av, så att de kan kontrolleras; skrivs inte ut."""
    tidigare_siffror: Utgår[Lista[TidigareSiffra]] = ()
    """Siffror i tal som en tidigare rapport har publicerat, så att de kan jämföras; skrivs inte ut."""
    siffror_ur_data: JaNej = False
    """Om varje siffra i texten som räknar något ska finnas i rapportens data; T506 säger annars till. Exempel: `ja`."""
    läsbarhet: Läsbarhet | None = None
    """Hur lättläst texten ska vara, här och i avsnitten under; L110–L112 säger då till. Utan den granskas det inte."""
    anvisning: Varar[Prosa | None] = None
    """Text under tabellen: förklaringar och instruktioner. Exempel: `Kostnader skrivs med minus.`."""
    saknas: Utgår[Text | None] = None
    """Varför något i avsnittet är tomt; sägs en gång, under tabellen. Exempel: `Enkäten görs i oktober.`."""
    fotnoter: Utgår[Lista[Fotnot]] = ()
    """Fotnoter; texten hänvisar till dem med `[^id]`."""
    underavsnitt: Lista["NågotAvsnitt"] = ()  # type: ignore[name-defined]  # noqa: F821 - the union of all kinds is made in the package
    """Avsnitt under det här, i ordning."""

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:  # noqa: ARG002 - most kinds need no register
        """The tables of this section itself."""
        return ()

    def diagram(self, register: Register) -> tuple[Diagram, ...]:  # noqa: ARG002 - as above
        """The charts of this section itself."""
        return ()

    def sammanställ(self, egen: "Rapport", tidigare: Sequence["Rapport"]) -> None:
        """Take what this section shows of the report's others and of earlier reports; most kinds show nothing."""

    def värden(self) -> Namnrymd:
        """What prose can fetch from this section."""
        return dict(self.tal)

    @readable
    def omräkningar(self) -> tuple[str, ...]:
        """Why figures of earlier periods are others than those published then; stands below the section."""
        return tuple(item.omräknad for item in self.tidigare_siffror if item.omräknad)

    def följs_upp(self, månad: int) -> Iterator[Post]:  # noqa: ARG002 - to most kinds the month is nothing
        """The records of this section that must have a light when ``månad``, 1–12, is the period's last."""
        return self.bedömda()

    def bedömda(self) -> Iterator[Post]:
        """The records right below this section that can have a light."""
        return (item for item in self.children if isinstance(item, Post) and light_fields(type(item)))

    @property
    def rubrikområde(self) -> str | None:
        """Id of the målområde whose name is the heading where the section has none of its own."""
        return None

    def alla(self) -> Iterator["Avsnitt"]:
        """This section and all below it, in the order of the report."""
        return iter(self._alla)

    # Every rule walks the sections; they never change, so the walk is taken once.
    @cached_property
    def _alla(self) -> tuple["Avsnitt", ...]:
        return (self, *(section for under in self.underavsnitt for section in under.alla()))


def prosacell(text: str | None) -> Prosacell | None:
    """A text as a cell; an empty cell where there is none."""
    return Prosacell(text) if text else None


def namngivna(poster: tuple[Any, ...]) -> Namnrymd:
    """The fetchable values of records that have an id, by id."""
    return {post.id: _värden(post) for post in poster if post.id}


def _värden(post: Värde) -> Namnrymd:
    values: Namnrymd = {}
    for name in type(post).model_fields:
        value = getattr(post, name)
        if isinstance(value, Decimal):
            values[name] = Storhet(value)
        elif isinstance(value, (str, Storhet, Mätvärde)):
            values[name] = value
        if isinstance(value, Årsvärden):
            values |= {f"{name}_{year}": measure for year, measure in value.år if measure}
    return values
