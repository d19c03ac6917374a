"""What is followed up in rows: risks, assignments, activities, the yearly wheel and counts of lights."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import model_validator

from asn.light import READY_LIGHTS
from asn.model.avsnitt.grund import Avsnitt, Namnrymd, namngivna, prosacell
from asn.model.fields import (
    Grad,
    Grupp,
    Heltal,
    Id,
    JaNej,
    Lista,
    Ljus,
    Målområdesid,
    Månad,
    Månadsnamn,
    Ordets,
    Periodens,
    Prosa,
    Skalid,
    Text,
    Varar,
)
from asn.model.ord import Ord, ifylld, med_versal
from asn.model.ord.tabeller import Riskord
from asn.model.record import Post
from asn.model.register import Register
from asn.model.skalor import Gräns
from asn.readable import readable
from asn.table import CellValue, Kolumn, Listcell, Ljuscell, Tabell, TableRow, Talcell, utan_tomma

_UPRIGHT, _UPRIGHT_RISK = 4, 3
"""Columns of words that fit on an upright page; a row of more is shown as a record."""
_STEPS = range(1, 6)  # of likelihood and of consequence
_FEWEST = 3  # risks that are worth a matrix


class Risk(Post):
    """A risk, its value and its measures."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `rekrytering`."""
    målområde: Målområdesid | None = None
    """Id på målområdet, ur malomraden.yaml. Exempel: `kvalitet`."""
    typ: Text | None = None
    """Slag av risk, när riskerna inte hör till målområden. Exempel: `Ekonomisk risk`."""
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Svårt att rekrytera`."""
    ersätter: Id | None = None
    """Id i tidigare rapporter, om det har bytts. Exempel: `kompetens`."""
    sannolikhet: Grad | None = None
    """Hur sannolik risken är, 1–5. Exempel: `4`."""
    konsekvens: Grad | None = None
    """Hur svår konsekvensen är, 1–5. Exempel: `5`."""
    riskvärde: Heltal | None = None
    """Sannolikhet gånger konsekvens. Exempel: `20`."""
    åtgärder: Varar[Lista[Prosa]] = ()
    """Åtgärderna mot risken, en punkt för varje. Exempel: `- Nya praktikplatser.`."""
    bedömning: Periodens[Ljus | None] = None
    """Ljuset: en klass i skalan, utan egen skala `grön`, `gul` eller `röd`. Exempel: `grön`."""
    kommentar: Periodens[Prosa | None] = None
    """Kommentaren som rapporten visar. Markdown; `{{ … }}` hämtar en siffra. Exempel: `Två handläggare har börjat.`."""
    avslutad: Text | None = None
    """Varför risken inte längre följs upp. Exempel: `Systemet är infört.`."""

    def value(self) -> int | None:
        """The risk value: as stated, else sannolikhet × konsekvens."""
        if self.riskvärde is None and self.sannolikhet and self.konsekvens:
            return self.sannolikhet * self.konsekvens
        return self.riskvärde

    @property
    def value_field(self) -> str:
        """The field that the risk value is mended in."""
        return "riskvärde" if self.riskvärde is not None else "sannolikhet"


def risk_matrix(risks: Sequence[Risk], id_: str, words: Riskord) -> tuple[Tabell, ...]:
    """Which risks have which likelihood and consequence, by their numbers in the list; nothing where few have both."""
    placed: dict[tuple[int, int], list[str]] = {}
    for number, risk in enumerate(risks, 1):
        if risk.sannolikhet and risk.konsekvens:
            placed.setdefault((risk.sannolikhet, risk.konsekvens), []).append(str(number))
    columns = (
        Kolumn("sannolikhet", words.sannolikhet),
        *(Kolumn(f"konsekvens_{step}", f"{words.konsekvens} {step}") for step in _STEPS),
    )
    rows = (
        TableRow((str(likely), *(", ".join(placed.get((likely, step), ())) or None for step in _STEPS)))
        for likely in reversed(_STEPS)
    )
    table = Tabell(f"{id_}_matris", words.matris, "riskmatris", columns, tuple(rows), (words.matris_not,))
    return (table,) if sum(map(len, placed.values())) >= _FEWEST else ()


class Risker(Avsnitt):
    """The risks, by målområde or by kind."""

    slag: Literal["risker"]
    """Risker med riskvärde, åtgärder och ljus."""
    skala: Skalid | None = None
    """Id på skalan som ljusen bedöms efter, ur skalor.yaml. Exempel: `risk`."""
    gräns: Gräns | None = None
    """Riskvärdet som en risk ska nå för att redovisas."""
    grupprubrik: Annotated[Text, Ordets("risker", "typ")] = ""
    """Rubriken över kolumnen som grupperar raderna. Exempel: `Typ av risk`."""
    bedömningsrubrik: Annotated[Text, Ordets("kolumner", "bedömning")] = ""
    """Rubriken över ljusen. Exempel: `Bedömning`."""
    risker: Lista[Risk]
    """Riskerna, en post för varje."""

    def följs_upp(self, månad: int) -> Iterator[Post]:  # noqa: ARG002 - a risk is judged in every period
        """All risks but those that are over."""
        return (risk for risk in self.risker if not risk.avslutad)

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """One row a risk, with its group told on every row; before it their places by likelihood and consequence."""
        words = register.ord
        columns = (
            Kolumn("risk", words.risker.risk),
            Kolumn("typ", self.grupprubrik),
            Kolumn("faktorer", words.risker.faktorer),
            Kolumn("riskvärde", words.risker.riskvärde, "tal"),
            Kolumn("åtgärder", words.risker.åtgärder),
            Kolumn("bedömning", self.bedömningsrubrik, "ljus"),
            Kolumn("kommentar", words.kolumner.kommentar),
        )
        rows = tuple(TableRow(_risk_cells(risk, register), id=risk.id) for risk in self.risker)
        matrix = risk_matrix(self.risker, self.id or "risker", words.risker)
        table = utan_tomma(
            Tabell(self.id or "risker", words.risker.tabell, "risk", columns, rows, numrerad=bool(matrix))
        )
        return (*matrix, replace(table, register=len(table.kolumner) > _UPRIGHT_RISK))

    def värden(self) -> Namnrymd:
        """Each risk by its id, besides the named figures."""
        return super().värden() | namngivna(self.risker)


def _risk_cells(risk: Risk, register: Register) -> tuple[CellValue, ...]:
    group = register.målområde(risk.målområde).kort if risk.målområde else risk.typ
    value = risk.value()
    number = Talcell(None if value is None else Decimal(value))
    factors = f"{risk.sannolikhet}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{risk.konsekvens}"
    text = factors if risk.sannolikhet and risk.konsekvens else None
    return (
        risk.namn,
        group,
        text,
        number,
        Listcell(risk.åtgärder),
        Ljuscell(risk.bedömning),
        prosacell(_comment(risk, register.ord.risker)),
    )


def _comment(risk: Risk, words: Riskord) -> str | None:
    ended = ifylld(words.avslutad, varför=risk.avslutad) if risk.avslutad else None
    return "\n\n".join(filter(None, (risk.kommentar, ended))) or None


class Uppdrag(Post):
    """An assignment and how far it has come."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `digital_ansökan`."""
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Ansökan ska kunna göras digitalt`."""
    ersätter: Id | None = None
    """Id i tidigare rapporter, om det har bytts. Exempel: `e_tjänst`."""
    giver: Text | None = None
    """Vem som gav uppdraget. Exempel: `Kommunfullmäktige`."""
    grupp: Text | None = None
    """Rubriken som uppdraget står under, när det inte hör till ett målområde. Exempel: `Övergripande uppdrag`."""
    målområden: Lista[Målområdesid] = ()
    """Målområdena som uppdraget bidrar till. Exempel: `[kvalitet]`."""
    syfte: Varar[Prosa | None] = None
    """Vad vi ska uppnå med uppdraget. Exempel: `Fler ska kunna ansöka hemifrån.`."""
    klart: Text | None = None
    """När uppdraget ska vara klart, så som det publicerades. Exempel: `2025-12-31`."""
    status: Periodens[Ljus | None] = None
    """Ljuset: en klass i skalan, utan egen skala `grön`, `gul` eller `röd`. Exempel: `grön`."""
    kommentar: Periodens[Prosa | None] = None
    """Kommentaren som rapporten visar. Markdown; `{{ … }}` hämtar en siffra. Exempel: `Två handläggare har börjat.`."""


class Uppdragslista(Avsnitt):
    """The board's assignments."""

    slag: Literal["uppdrag"]
    """Nämndens uppdrag och hur långt de har kommit."""
    skala: Skalid | None = None
    """Id på skalan som ljusen bedöms efter, ur skalor.yaml. Exempel: `uppdrag`."""
    grupprubrik: Annotated[Text, Ordets("uppdrag", "område")] = ""
    """Rubriken över kolumnen som grupperar raderna. Exempel: `Område`."""
    statusrubrik: Annotated[Text, Ordets("kolumner", "status")] = ""
    """Rubriken över ljusen. Exempel: `Status`."""
    syftesrubrik: Annotated[Text, Ordets("uppdrag", "syfte")] = ""
    """Rubriken över syftet. Exempel: `Mål med uppdraget`."""
    kommentarrubrik: Annotated[Text, Ordets("kolumner", "kommentar")] = ""
    """Rubriken över kommentarerna. Exempel: `Kommentar`."""
    uppdrag: Lista[Uppdrag]
    """Uppdragen, en post för varje."""

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """One row an assignment."""
        words = register.ord.uppdrag
        columns = (
            Kolumn("uppdrag", words.uppdrag),
            Kolumn("grupp", self.grupprubrik),
            Kolumn("giver", words.giver),
            Kolumn("syfte", self.syftesrubrik),
            Kolumn("klart", words.klart),
            Kolumn("status", self.statusrubrik, "ljus"),
            Kolumn("kommentar", self.kommentarrubrik),
            Kolumn("målområden", words.målområden),
        )
        rows = tuple(TableRow(_assignment_cells(item, register), id=item.id) for item in self.uppdrag)
        table = Tabell(self.id or "uppdrag", words.tabell, "uppdrag", columns, rows)
        kept = utan_tomma(table, frozenset({"status"}))
        return (replace(kept, register=len(kept.kolumner) > _UPRIGHT),)


def _assignment_cells(item: Uppdrag, register: Register) -> tuple[CellValue, ...]:
    areas = (register.målområde(area) for area in item.målområden)
    text = ", ".join(f"{area.nummer} {area.kort}" if area.nummer else area.kort for area in areas)
    light = Ljuscell(item.status)
    return (
        item.namn,
        item.grupp,
        item.giver,
        prosacell(item.syfte),
        item.klart,
        light,
        prosacell(item.kommentar),
        text or None,
    )


class Aktivitet(Post):
    """An activity of a plan, and how far it has come."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `skyltar`."""
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Nya skyltar vid entrén`."""
    ersätter: Id | None = None
    """Id i tidigare rapporter, om det har bytts. Exempel: `skyltning`."""
    kommentar: Periodens[Prosa | None] = None
    """Kommentaren som rapporten visar. Markdown; `{{ … }}` hämtar en siffra. Exempel: `Två handläggare har börjat.`."""
    bedömning: Periodens[Ljus | None] = None
    """Ljuset: en klass i skalan, utan egen skala `grön`, `gul` eller `röd`. Exempel: `grön`."""


class Aktiviteter(Avsnitt):
    """Activities, as those of the tillgänglighetsplan."""

    slag: Literal["aktiviteter"]
    """Aktiviteter med ljus och kommentar, till exempel tillgänglighetsplanens."""
    skala: Skalid | None = None
    """Id på skalan som ljusen bedöms efter, ur skalor.yaml. Exempel: `uppdrag`."""
    aktiviteter: Lista[Aktivitet]
    """Aktiviteterna, en post för varje."""

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """One row an activity."""
        words = register.ord
        columns = (
            Kolumn("aktivitet", words.kolumner.aktivitet),
            Kolumn("kommentar", words.kolumner.kommentar),
            Kolumn("bedömning", words.kolumner.bedömning, "ljus"),
        )
        rows = tuple(
            TableRow((item.namn, prosacell(item.kommentar), Ljuscell(item.bedömning)), id=item.id)
            for item in self.aktiviteter
        )
        caption = words.uppdrag.aktiviteter_tabell
        return (utan_tomma(Tabell(self.id or "aktiviteter", caption, "aktivitet", columns, rows)),)


class Årshjulspost(Post):
    """Something that the year holds."""

    månad: Månadsnamn
    """Månaden: `jan`, `feb`, `mar`, `apr`, `maj`, `jun`, `jul`, `aug`, `sep`, `okt`, `nov` eller `dec`.

    Exempel: `mar`.
    """
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Bokslut`."""
    bedömning: Periodens[Ljus | None] = None
    """Ljuset: en klass i skalan, utan egen skala `grön`, `gul` eller `röd`. Exempel: `grön`."""
    kommentar: Periodens[Prosa | None] = None
    """Orsaken, när skalan kräver en: till exempel vid rött. Exempel: `Två handläggare har börjat.`."""


class Årshjul(Avsnitt):
    """The yearly wheel: a table in a report, a list in a plan."""

    slag: Literal["årshjul"]
    """Det som ska hända under året. En plan skriver det som en lista, med `som_lista: ja`."""
    skala: Skalid | None = None
    """Id på skalan som ljusen bedöms efter, ur skalor.yaml. Exempel: `uppdrag`."""
    som_lista: JaNej = False
    """En plan skriver årshjulet som punkter per månad. Exempel: `ja`."""
    poster: Periodens[Lista[Årshjulspost]]
    """Posterna, i ordning."""

    def följs_upp(self, månad: int) -> Iterator[Post]:
        """What was to be done by now; none when the wheel is printed as a list, which has no lights."""
        been = () if self.som_lista else tuple(Månad)[:månad]
        return (item for item in self.poster if item.månad in been)

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """One row an activity; none when it is printed as a list."""
        if self.som_lista:
            return ()
        words = register.ord
        columns = (
            Kolumn("månad", words.kolumner.månad),
            Kolumn("aktivitet", words.kolumner.aktivitet),
            Kolumn("bedömning", words.kolumner.bedömning, "ljus"),
            Kolumn("kommentar", words.kolumner.kommentar),
        )
        rows = tuple(
            TableRow((_month(item, words), item.namn, Ljuscell(item.bedömning), prosacell(item.kommentar)))
            for item in self.poster
        )
        table = Tabell(self.id or "årshjul", words.uppdrag.årshjul, "arshjul", columns, rows)
        return (utan_tomma(table, frozenset({"aktivitet", "bedömning"})),)

    @readable
    def per_månad(self, words: Ord) -> dict[str, tuple[str, ...]]:
        """The activities under each month's name, for the list."""
        months: dict[str, tuple[str, ...]] = {}
        for item in self.poster:
            name = _month(item, words)
            months[name] = (*months.get(name, ()), item.namn)
        return months


def _month(item: Årshjulspost, words: Ord) -> str:
    return med_versal(words.månadsnamn(item.månad.nummer))


class Statusräkning(Avsnitt):
    """How many assignments have each light."""

    slag: Literal["statusräkning"]
    """Hur många uppdrag som har varje status. Räknas mot listan som `avser` pekar ut."""
    skala: Skalid | None = None
    """Id på skalan som ljusen bedöms efter, ur skalor.yaml. Exempel: `uppdrag`."""
    avser: Id
    """Id på avsnittet vars uppdrag räknas. Exempel: `uppdrag`."""
    radrubrik: Annotated[Text, Ordets("uppdrag", "antal")] = ""
    """Rubriken över den första kolumnen. Exempel: `Antal uppdrag`."""
    antal: Periodens[Grupp[Ljus, Heltal | None]] = {}
    """Hur många som har varje ljus. Exempel: `{grön: 3, gul: 1, röd: 0}`."""
    totalt: Periodens[Heltal | None] = None
    """Hur många de är tillsammans. Exempel: `4`."""

    @model_validator(mode="before")
    @classmethod
    def _as_before(cls, value: Any) -> Any:
        """Before scales had classes of their own, each count of the ready-made lights was a field; it is still read."""
        old = {light.id: value[light.id] for light in READY_LIGHTS if light.id in value} if type(value) is dict else {}
        kept = {name: inner for name, inner in value.items() if name not in old} if old else value
        return {**kept, "antal": {**(kept.get("antal") or {}), **old}} if old else value

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """One row of counts, the scale's words in the headings."""
        words = register.ord
        meanings = {k.bedömning: k.betyder for k in register.skala(self.skala).klasser} if self.skala else {}
        lights = tuple(dict.fromkeys((*(meanings or READY_LIGHTS), *self.antal)))
        columns = (
            Kolumn("rad", words.kolumner.status),
            *(Kolumn(light.id, _count_heading(light.ord, meanings.get(light) or ""), "tal") for light in lights),
            Kolumn("totalt", words.uppdrag.totalt, "tal"),
        )
        counts = (*(self.antal.get(light) for light in lights), self.totalt)
        row = TableRow((self.radrubrik, *(Talcell(None if count is None else Decimal(count)) for count in counts)))
        return (Tabell(self.id or "statusräkning", words.uppdrag.antal_tabell, "matris", columns, (row,)),)


def _count_heading(light: str, meaning: str) -> str:
    return f"{med_versal(light)}: {meaning}".rstrip(": ")
