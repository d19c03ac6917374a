"""What a plan sets out for the year, and beside it what the report tells of it, of which nothing is typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import Field, PrivateAttr

from asn.figures import Mätvärde
from asn.model.avsnitt.grund import Avsnitt, Namnrymd, namngivna, prosacell
from asn.model.avsnitt.mal import Indikator, Mål, Nämndmål
from asn.model.fields import Flyttas, Id, Lista, Målområdesid, Prosa, Text, Varar
from asn.model.ord import ifylld
from asn.model.record import Post
from asn.model.register import Register
from asn.period import REPORT
from asn.table import CellValue, Kolumn, Ljuscell, Prosacell, Tabell, TableRow, utan_tomma

if TYPE_CHECKING:
    from asn.model.report import Rapport


class Planindikator(Indikator):
    """An indicator as the plan lists it, with its parts."""

    underpunkter: Lista[Text] = ()
    """Punkter under den här. Exempel: `[barn, vuxna]`."""


class Planerad_aktivitet(Post):  # noqa: N801 - two Swedish words
    """Something that the board will do."""

    id: Id | None = None
    """Ett kort namn, som följer med från år till år. Exempel: `lucka`."""
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Öppna en lucka i centrum`."""


class Planmål(Post):
    """A nämndmål of the plan, with what it is measured by and what will be done."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `kort_väntetid`."""
    nummer: Text | None = None
    """Numret, om rapporten numrerar. Exempel: `"2.1"`."""
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `Kort väntetid`."""
    ersätter: Id | None = None
    """Id i tidigare rapporter, om det har bytts. Exempel: `väntetid_2024`."""
    indikatorer: Lista[Planindikator] = ()
    """Indikatorerna som målet mäts med."""
    aktiviteter: Lista[Planerad_aktivitet] = ()
    """Aktiviteterna, en post för varje."""


class Uppdragspunkt(Post):
    """One point of a political assignment."""

    id: Id | None = None
    """Ett kort namn, som följer med från år till år. Exempel: `utred`."""
    text: Varar[Prosa]
    """Text i Markdown; `{{ … }}` hämtar en siffra. Exempel: `Utred var luckan ska ligga.`."""
    underpunkter: Varar[Lista[Prosa]] = ()
    """Punkter under den här. Exempel: `- I centrum.`."""


class PolitisktUppdrag(Post):
    """An assignment that the politicians have given under a goal."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `en_väg_in`."""
    namn: Text
    """Namnet, så som rapporten skriver det. Exempel: `En väg in`."""
    punkter: Lista[Uppdragspunkt] = ()
    """Punkterna, i ordning."""


class Målplan(Avsnitt):
    """One mål of the plan."""

    slag: Literal["målplan"]
    """Ett mål i nämndplanen: nämndmål med indikatorer och aktiviteter, och politiska uppdrag. Årets rapporter jämförs
    med planen: försvinner en indikator säger H602 till.
    """
    målområde: Målområdesid
    """Id på målområdet, ur malomraden.yaml. Exempel: `kvalitet`."""
    nämndmål: Lista[Planmål]
    """Nämndens mål, en post för varje."""
    politiska_uppdrag: Lista[PolitisktUppdrag] = ()
    """Uppdragen som politikerna har gett."""

    @property
    def rubrikområde(self) -> str:
        """Its own målområde."""
        return self.målområde

    def värden(self) -> Namnrymd:
        """Each nämndmål by its id, besides the named figures."""
        return super().värden() | namngivna(self.nämndmål)


R = TypeVar("R", Nämndmål, Indikator)


@dataclass(frozen=True, slots=True)
class Löfte:
    """A goal of a plan, and the indicators that it will be measured by, each with its målnivå."""

    mål: Nämndmål | Planmål
    målnivå: Mätvärde | None
    indikatorer: tuple[tuple[Indikator, Mätvärde | None], ...]


def löften(plan: "Rapport") -> Iterator[Löfte]:
    """What a plan promises: its målplaner, else its mål; a målnivå may stand in its table for the follow-up alone."""
    goals = list(plan.poster(Målplan))
    tables = list(plan.poster(Mål))
    own = [goal for table in tables for goal in table.nämndmål]
    with_targets: tuple[Nämndmål | Indikator, ...] = (*own, *(item for goal in own for item in goal.indikatorer))
    targets = {item.id: item.målnivå for item in with_targets if item.id}
    for goal in (goal for part in goals or tables for goal in part.nämndmål):
        items = tuple((item, item.målnivå or targets.get(item.id or "")) for item in goal.indikatorer)
        yield Löfte(goal, targets.get(goal.id), items)


class Planuppföljning(Avsnitt):
    """The year's plan, indicator by indicator, and what the report tells of each."""

    slag: Literal["planuppföljning"]
    """Planen och utfallet: en rad för varje indikator i årets nämndplan, med planens målnivå och rapportens utfall,
    ljus och kommentar. Tabellen räknas fram ur planen och rapporten, så här skrivs inget.
    """
    plan: Flyttas[Text | None] = Field(default=None, pattern=REPORT)
    """Planen, om den inte är årets. Exempel: `2025/plan`."""

    _titel: str = PrivateAttr(default="")
    _rader: tuple[TableRow, ...] = PrivateAttr(default=())

    def planen(self, år: int, tidigare: Sequence["Rapport"]) -> "Rapport | None":
        """The plan that is meant: the one that is named, else the year's latest that sets goals."""
        plans = [report for report in reversed(tidigare) if report.tid.planerar]
        if self.plan:
            return next((plan for plan in plans if plan.namn == self.plan), None)
        return next((plan for plan in plans if plan.år == år and any(löften(plan))), None)

    def sammanställ(self, egen: "Rapport", tidigare: Sequence["Rapport"]) -> None:
        """Take the rows from the plan and from the report's own goals."""
        plan = self.planen(egen.år, tidigare)
        if plan:
            goals = [goal for part in egen.poster(Mål) for goal in part.nämndmål]
            words = egen.register.ord.planuppföljning
            self._titel = ifylld(words.tabell, plan=plan.titel)
            self._rader = tuple(row for promise in löften(plan) for row in _rows(promise, goals, words.följs_inte_upp))

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """A row a goal, and below it a row an indicator."""
        words = register.ord
        columns = (
            Kolumn("mål", words.mål.mål_och_indikator),
            Kolumn("målnivå", words.planuppföljning.målnivå),
            Kolumn("utfall", words.mål.utfall),
            Kolumn("bedömning", words.kolumner.bedömning, "ljus"),
            Kolumn("kommentar", words.kolumner.kommentar),
        )
        table = Tabell(self.id or "planuppföljning", self._titel, "mal", columns, self._rader)
        return (utan_tomma(table, frozenset({"målnivå", "utfall", "bedömning"})),)


def _rows(promise: Löfte, goals: list[Nämndmål], absent: str) -> Iterator[TableRow]:
    goal = promise.mål
    followed = _same(goal, goals)
    name = f"{goal.nummer} {goal.namn}" if goal.nummer else goal.namn
    yield TableRow((name, *_outcome_cells(promise.målnivå, followed, absent)), "mal")
    items = [item for own in goals for item in own.indikatorer]
    for item, target in promise.indikatorer:
        outcome = _same(item, items)
        yield TableRow((item.namn, *_outcome_cells(target, outcome, absent, followed)), "indikator")


def _same(promised: Planmål | Nämndmål | Indikator, candidates: list[R]) -> R | None:
    """The record of the report that is the plan's: by its id, by what it says that it replaces, else by its name."""
    by_id = (item for item in candidates if promised.id and promised.id in {item.id, item.ersätter})
    return next(by_id, None) or next((item for item in candidates if not item.id and item.namn == promised.namn), None)


def _outcome_cells(
    target: Mätvärde | None, item: Nämndmål | Indikator | None, absent: str, goal: Nämndmål | None = None
) -> tuple[CellValue, ...]:
    if item is None:
        decided = goal.beslut if goal else None
        return target, None, Ljuscell(None), Prosacell(f"{absent} {decided}" if decided else absent)
    when = item.mäts if isinstance(item, Indikator) else None
    text = "\n\n".join(filter(None, (item.beslut, when, item.kommentar)))
    return target, item.utfall, Ljuscell(item.bedömning), prosacell(text)
