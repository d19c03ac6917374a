"""Goals: the overview, nämndmål with indicators, results of the units and the lights month by month."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field, PrivateAttr

from asn.figures import Årsvärden
from asn.model.avsnitt.grund import Avsnitt, Namnrymd, namngivna, prosacell
from asn.model.avsnitt.malljus import (
    MOST_BESIDE,
    are_lights_alone,
    empty_units,
    goals_of,
    has_lights,
    month_table,
    unit_table,
)
from asn.model.fields import (
    Enhetsid,
    Flyttas,
    Grupp,
    Heltal,
    Id,
    JaNej,
    Lista,
    Ljus,
    Målområdesid,
    Månadsnamn,
    Mått,
    Ordets,
    Periodens,
    Procent,
    Prosa,
    Skalid,
    Text,
    Utgår,
    Varar,
    Årsmått,
)
from asn.model.ledger import MEASURE, Kön
from asn.model.ord import Ord, ifylld
from asn.model.record import Post, Värde
from asn.model.register import Register
from asn.table import CellValue, Kolumn, Listcell, Ljuscell, Tabell, TableRow, utan_tomma

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
Riktning = Literal["upp", "ner"]
WEIGHING = r"^(sämsta|alla (gröna|bästa)|andel ≥ ?\d{1,3}(,\d+)? ?%)$"
"""How a goal may say that its units' lights are weighed together."""


class Målbedömning(Post):
    """The light of one målområde in the overview."""

    målområde: Målområdesid
    """Id på målområdet, ur malomraden.yaml. Exempel: `kvalitet`."""
    bedömning: Periodens[Ljus | None] = None
    """Ljuset: en klass i skalan, utan egen skala `grön`, `gul` eller `röd`. Exempel: `grön`."""


class Målöversikt(Avsnitt):
    """The overview: a light for each målområde."""

    slag: Literal["målöversikt"]
    """Ett ljus för varje målområde, överst i kapitlet om mål."""
    skala: Skalid | None = None
    """Id på skalan som ljusen bedöms efter, ur skalor.yaml. Exempel: `indikator`."""
    målområden: Lista[Målbedömning]
    """Målområdena, en post för varje."""

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """One row a målområde."""
        words, rows = register.ord, []
        for goal in self.målområden:
            area = register.målområde(goal.målområde)
            number = f"{area.nummer}. " if area.nummer else ""
            rows.append(TableRow((f"{number}{area.kort}", Ljuscell(goal.bedömning)), id=goal.målområde))
        columns = (Kolumn("målområde", words.mål.målområde), Kolumn("bedömning", words.kolumner.bedömning, "ljus"))
        return (Tabell(self.id or "måluppfyllelse", words.mål.översikt, "oversikt", columns, tuple(rows)),)


class Delresultat(Post):
    """A part of an outcome that is told area by area."""

    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Vuxna`."""
    värde: Varar[Mått]
    """Värdet. Exempel: `36 %`."""


class Andel(Värde):
    """A share of two amounts in the report's tables, each named as texts fetch it."""

    täljare: Text
    """Cellen som andelen gäller, till exempel nettokostnad.resultat.avvikelse_helår.

    Exempel: `nettokostnad.resultat.avvikelse`.
    """
    nämnare: Text
    """Cellen som den är en andel av, till exempel nettokostnad.resultat.budget_helår; dess tecken räknas inte.

    Exempel: `nettokostnad.resultat.budget`.
    """


class Indikator(Post):
    """What a goal is measured by."""

    id: Id | None = None
    """Ett kort namn, som följer med från år till år. Exempel: `väntetid`."""
    nummer: Heltal | None = None
    """Indikatorns nummer under sitt mål, om rapporten numrerar dem. Exempel: `1`."""
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Ansökningar med beslut inom fyra veckor`."""
    kolada: Text | None = Field(default=None, pattern=MEASURE)
    """Nyckeltalets id i Kolada. Exempel: `U30200`."""
    kön: Kön | None = None
    """Om nyckeltalet gäller `alla` (förvalt), `kvinnor` eller `män`. Exempel: `kvinnor`."""
    ersätter: Id | None = None
    """Indikatorns id i tidigare rapporter, om den har bytt id eller namn. Exempel: `väntetid_2024`."""
    utfall: Periodens[Årsmått | None] = None
    """Utfallet: ett tal med enhet, eller ord; eller ett för varje år: `{2024: 82 %, 2025: 88 %}`. Exempel: `88 %`."""
    målnivå: Varar[Årsmått | None] = None
    """Målet: ett tal med < eller > framför, eller ord. Börjar det med > behövs citattecken. Exempel: `">25 %"`."""
    delmål: Varar[Lista[Mått]] = ()
    """Fler målnivåer, till exempel för tertialet. Exempel: `["<852 tertial"]`."""
    riktning: Riktning | None = None
    """Vilket håll som är bättre när målnivån saknar < och >: `upp` (förvalt) eller `ner`. Exempel: `ner`."""
    delresultat: Utgår[Lista[Delresultat]] = ()
    """Utfallet del för del."""
    andel: Andel | None = None
    """Cellerna som utfallet räknas ur, när det är en andel av ett belopp; skrivs inte ut."""
    bedömning: Periodens[Ljus | None] = None
    """Ljuset: en klass i skalan, utan egen skala `grön`, `gul` eller `röd`. Exempel: `grön`."""
    skala: Skalid | None = None
    """Skalan, om indikatorn har en egen. Exempel: `indikator`."""
    mäts: Text | None = None
    """När indikatorn mäts, om den inte mäts i den här perioden. Exempel: `Mäts i oktober.`."""
    kommentar: Periodens[Prosa | None] = None
    """Kommentaren som rapporten visar. Markdown; `{{ … }}` hämtar en siffra. Exempel: `Två handläggare har börjat.`."""
    omräknad: Utgår[Text | None] = None
    """Varför ett tidigare publicerat värde har ändrats. Exempel: `Timanställda räknas nu med.`."""
    beslut: Utgår[Text | None] = None
    """Beslutet som ändrade eller tog bort indikatorn under året; visas under tabellen.

    Exempel: `SN 2025-03-19 § 31`.
    """


class Enhetsresultat(Post):
    """The light of one unit for a goal."""

    ljusskala: ClassVar[str] = "enhetsskala"

    enhet: Enhetsid
    """Id på enheten, ur enheter.yaml. Exempel: `mottagningen`."""
    utfall: Periodens[Mått | None] = None
    """Enhetens utfall: ett tal med enhet, eller ord. Exempel: `88 %`."""
    bedömning: Periodens[Ljus | None] = None
    """Ljuset: en klass i skalan, utan egen skala `grön`, `gul` eller `röd`. Exempel: `grön`."""
    kommentar: Periodens[Prosa | None] = None
    """Kommentaren som rapporten visar. Markdown; `{{ … }}` hämtar en siffra. Exempel: `Två handläggare har börjat.`."""


class Målaktivitet(Post):
    """Something that is done to reach a goal, and how far it has come."""

    ljusskala: ClassVar[str] = "aktivitetsskala"

    id: Id | None = None
    """Ett kort namn, som följer med från år till år. Exempel: `lucka`."""
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Öppna en lucka i centrum`."""
    ersätter: Id | None = None
    """Id i tidigare rapporter, om det har bytts. Exempel: `kontor`."""
    status: Periodens[Ljus | None] = None
    """Hur det går: en klass i avsnittets `aktivitetsskala`, annars `grön`, `gul` eller `röd`. Exempel: `gul`."""
    färdiggrad: Periodens[Procent | None] = None
    """Hur mycket som är gjort, från 0 till 100 procent. Exempel: `60 %`."""
    ansvarig: Text | None = None
    """Den som ansvarar: en enhet eller en roll. Exempel: `Mottagningen`."""
    klart: Flyttas[Text | None] = None
    """När aktiviteten ska vara klar. Exempel: `Juni 2025`."""
    kommentar: Periodens[Prosa | None] = None
    """Kommentaren som rapporten visar. Markdown; `{{ … }}` hämtar en siffra. Exempel: `Lokalen är hyrd.`."""


class Nämndmål(Post):
    """A goal that the board has set."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `kort_väntetid`."""
    nummer: Text | None = None
    """Målets nummer i planen. Exempel: `"2.1"`."""
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Den som söker stöd får ett snabbt besked`."""
    ersätter: Id | None = None
    """Id i tidigare rapporter, om det har bytts. Exempel: `väntetid_2024`."""
    mäts_med: Text | None = None
    """Vad målet mäts med, när rapporten säger det i en mening. Exempel: `Andel beslut i tid`."""
    utfall: Periodens[Årsmått | None] = None
    """Utfallet: ett tal med enhet, eller ord; eller ett för varje år: `{2024: 82 %, 2025: 88 %}`. Exempel: `88 %`."""
    målnivå: Varar[Årsmått | None] = None
    """Målet: ett tal, gärna med < eller >, eller ord. Exempel: `">25 %"`."""
    riktning: Riktning | None = None
    """Vilket håll som är bättre när målnivån saknar < och >: `upp` (förvalt) eller `ner`. Exempel: `ner`."""
    bedömning: Periodens[Ljus | None] = None
    """Ljuset: en klass i skalan, utan egen skala `grön`, `gul` eller `röd`. Exempel: `grön`."""
    kommentar: Periodens[Prosa | None] = None
    """Kommentaren som rapporten visar. Markdown; `{{ … }}` hämtar en siffra. Exempel: `Två handläggare har börjat.`."""
    beslut: Utgår[Text | None] = None
    """Beslutet som ändrade målet eller tog bort indikatorer under året; visas under tabellen.

    Exempel: `SN 2025-03-19 § 31`.
    """
    indikatorer: Lista[Indikator] = ()
    """Indikatorerna som målet mäts med."""
    aktiviteter: Lista[Målaktivitet] = ()
    """Aktiviteterna som ska leda till målet, en post för varje."""
    från_enheter: JaNej = False
    """Om enheternas resultat står i deras egna filer, i mappen enheter. Exempel: `ja`."""
    sammanvägning: Text | None = Field(default=None, pattern=WEIGHING)
    """Hur enheternas ljus vägs samman till målets: `sämsta`, `alla gröna` (eller `alla bästa`) eller en andel av dem
    som har det bästa ljuset. Exempel: `andel ≥ 70 %`.
    """
    enheter: Lista[Enhetsresultat] = ()
    """Enheterna, en post för varje."""
    månader: Periodens[Grupp[Månadsnamn, Ljus | None]] = {}
    """Ljuset månad för månad. Exempel: `{jan: grön, feb: gul}`."""


class Mål(Avsnitt):
    """The goals of one målområde, or of a plan of their own."""

    slag: Literal["mål"]
    """Nämndmål med indikatorer, målnivå, utfall och ljus."""
    målområde: Målområdesid | None = None
    """Id på målområdet, ur malomraden.yaml. Exempel: `kvalitet`."""
    skala: Skalid | None = None
    """Id på skalan som ljusen bedöms efter, ur skalor.yaml. Exempel: `indikator`."""
    enhetsskala: Skalid | None = None
    """Id på skalan som enheternas ljus bedöms efter. Exempel: `uppdrag`."""
    aktivitetsskala: Skalid | None = None
    """Id på skalan som aktiviteternas status sätts efter. Exempel: `uppdrag`."""
    kolumnrubrik: Annotated[Text, Ordets("mål", "mål_och_indikator")] = ""
    """Rubriken över den första kolumnen. Exempel: `Mål och indikator`."""
    målnivå_rubrik: Flyttas[Annotated[Text, Ordets("mål", "målnivå")]] = ""
    """Rubriken över målnivåerna. Exempel: `Målnivå 2025`."""
    månadsrubrik: Annotated[Text, Ordets("mål", "månader")] = ""
    """Rubriken över ljusen månad för månad. Exempel: `Måluppfyllelse per månad`."""
    nämndmål: Lista[Nämndmål]
    """Nämndens mål, en post för varje."""
    liggande: JaNej = False
    """Om tabellen ska stå på en liggande sida. Exempel: `ja`."""
    # What stands beside the goals of other sections, above them all; and what is said of units without lights.
    _samlat: frozenset[str] = PrivateAttr(default=frozenset())
    _sägs_här: tuple[str, ...] | None = PrivateAttr(default=None)

    def samlas(self, fields: frozenset[str], units: tuple[str, ...] | None) -> None:
        """Leave units or months to the section above; ``units`` stand in the place of what this one would say."""
        self._samlat, self._sägs_här = fields, units

    @property
    def samlat(self) -> frozenset[str]:
        """What it leaves to the section above: ``enheter``, ``månader``."""
        return self._samlat

    @property
    def rubrikområde(self) -> str | None:
        """Its own målområde."""
        return self.målområde

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """The goals with their indicators and units; then the months of each goal that has them."""
        words = register.ord
        columns = (
            Kolumn("mål", self.kolumnrubrik),
            Kolumn("utfall", words.mål.utfall),
            Kolumn("målnivå", self.målnivå_rubrik),
            Kolumn("bedömning", words.kolumner.bedömning, "ljus"),
            Kolumn("status", words.mål.status, "ljus"),
            Kolumn("färdiggrad", words.mål.färdiggrad),
            Kolumn("ansvarig", words.mål.ansvarig),
            Kolumn("klart", words.mål.klart),
            Kolumn("kommentar", words.kolumner.kommentar),
        )
        units = goals_of([self], register, "enheter")
        own = "enheter" not in self._samlat
        more = not are_lights_alone(units)
        listed = own and (more or (has_lights(units) and not 1 < len(units) <= MOST_BESIDE))
        rows = tuple(row for goal in self.nämndmål for row in _goal_rows(goal, register, units=listed))
        notes = (
            *(note for goal in self.nämndmål for note in _notes(goal)),
            *(self._sägs_här if self._sägs_här is not None else empty_units(units, register)),
        )
        table = Tabell(self.id or "mål", self._caption(register), "mal", columns, rows, notes, self.liggande)
        kept = frozenset() if all(not goal.bedömning for goal in self.nämndmål) else frozenset({"bedömning"})
        table = _with_years(utan_tomma(table, kept), words)
        beside = (unit_table(units, register, table.id),) if own and has_lights(units) and not listed else ()
        return (table, *beside, *self._months(register))

    def _months(self, register: Register) -> Iterator[Tabell]:
        goals = goals_of([self], register, "månader")
        if goals and "månader" not in self._samlat:
            alone = len(self.nämndmål) == 1
            named = (replace(goals[0], namn=register.ord.mål.samlat),) if alone else goals
            yield month_table(named, register, self.månadsrubrik, self.id or "mål")

    def _caption(self, register: Register) -> str:
        if not self.målområde:
            return register.ord.mål.tabell
        return ifylld(register.ord.mål.tabell_område, målområde=register.målområde(self.målområde).kort)

    def värden(self) -> Namnrymd:
        """Each goal and each indicator by its id, besides the named figures."""
        indicators = tuple(indicator for goal in self.nämndmål for indicator in goal.indikatorer)
        activities = tuple(activity for goal in self.nämndmål for activity in goal.aktiviteter)
        return super().värden() | namngivna(activities) | namngivna(indicators) | namngivna(self.nämndmål)


_NO_ACTIVITY = (None, None, None, None)
"""The cells of an activity's status, färdiggrad, ansvarig and klart in a row that is none."""


def _goal_rows(goal: Nämndmål, register: Register, *, units: bool) -> list[TableRow]:
    name = f"{goal.nummer} {goal.namn}" if goal.nummer else goal.namn
    if goal.mäts_med:
        name = ifylld(register.ord.mål.mäts_med, mål=name.rstrip("."), mått=goal.mäts_med)
    cells = (name, goal.utfall, goal.målnivå, Ljuscell(goal.bedömning), *_NO_ACTIVITY, prosacell(goal.kommentar))
    rows = [TableRow(cells, "mal", goal.id)]
    rows += [TableRow(_indicator_cells(indicator), "indikator", indicator.id or "") for indicator in goal.indikatorer]
    rows += [TableRow(_activity_cells(activity), "indikator", activity.id or "") for activity in goal.aktiviteter]
    for result in goal.enheter if units else ():
        unit = register.enhet(result.enhet)
        comment = prosacell(result.kommentar)
        cells = (unit.namn, result.utfall, None, Ljuscell(result.bedömning), *_NO_ACTIVITY, comment)
        rows.append(TableRow(cells, "indikator", f"{goal.id}.{result.enhet}"))
    return rows


def _with_years(table: Tabell, words: Ord) -> Tabell:
    """The table with a column for each year of what is told year by year, the oldest first."""
    columns: list[Kolumn] = []
    rows: list[tuple[CellValue, ...]] = [()] * len(table.rader)
    for place, column in enumerate(table.kolumner):
        cells = [row.celler[place] for row in table.rader]
        values = [cell for cell in cells if isinstance(cell, Årsvärden)]
        own = values[0].eget if values else 0
        heading = _YEAR.sub("", column.rubrik).strip()
        for year in sorted({own, *(year for cell in values for year, _ in cell.år)}):
            dated = ifylld(words.mål.år, rubrik=heading, år=str(year)) if values else column.rubrik
            columns.append(replace(column, rubrik=dated, id=column.id if year == own else f"{column.id}_{year}"))
            rows = [(*row, _of_year(cell, year, own)) for row, cell in zip(rows, cells, strict=True)]
    new_rows = tuple(replace(row, celler=cells) for row, cells in zip(table.rader, rows, strict=True))
    return replace(table, kolumner=tuple(columns), rader=new_rows)


def _of_year(cell: CellValue, year: int, own: int) -> CellValue:
    if isinstance(cell, Årsvärden):
        return cell.värde(year)
    return cell if year == own else None


def _notes(goal: Nämndmål) -> Iterator[str]:
    """What the board has decided of a goal or an indicator since the plan, and why a figure isn't the published one."""
    records = ((goal.namn, goal.beslut), *((item.namn, item.beslut) for item in goal.indikatorer))
    restated = ((item.namn, item.omräknad) for item in goal.indikatorer)
    yield from (f"{name.rstrip('.')}: {reason}" for name, reason in (*records, *restated) if reason)


def _indicator_cells(indicator: Indikator) -> tuple[CellValue, ...]:
    name = f"{indicator.namn} ({indicator.kolada})" if indicator.kolada else indicator.namn
    if indicator.nummer:
        name = f"{indicator.nummer}. {name}"
    parts = tuple(f"{part.namn}: {part.värde}" for part in indicator.delresultat)
    outcome: CellValue = Listcell(parts) if parts and not indicator.utfall else indicator.utfall
    targets: CellValue = indicator.målnivå
    if indicator.delmål:
        targets = Listcell(tuple(str(target) for target in (indicator.målnivå, *indicator.delmål) if target))
    comment = indicator.kommentar
    if parts and indicator.utfall:
        comment = "\n".join(filter(None, (comment, *(f"- {part}" for part in parts))))
    return (
        name,
        outcome,
        targets,
        Ljuscell(indicator.bedömning),
        *_NO_ACTIVITY,
        prosacell("\n\n".join(filter(None, (indicator.mäts, comment)))),
    )


def _activity_cells(activity: Målaktivitet) -> tuple[CellValue, ...]:
    own = (Ljuscell(activity.status), activity.färdiggrad, activity.ansvarig, activity.klart)
    return activity.namn, None, None, None, *own, prosacell(activity.kommentar)
