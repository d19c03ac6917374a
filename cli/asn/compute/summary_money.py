"""The money in three figures, from the first table of amounts that has a result."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from asn.figures import MONEY, Storhet, as_money, format_quantity, round_half_up
from asn.model.avsnitt.tabellgrund import Tabellavsnitt
from asn.model.grid import Grid, GridColumn
from asn.model.ord import Enhetsord, ifylld
from asn.model.ord.sidan import Sammanfattningsord
from asn.model.report import Kortsiffra, Rapport
from asn.readable import readable

_MOST = 3
_YEAR = (1, 12)
_LEVELS = ("utfall", "budget", "prognos")
_MEASURED = frozenset({"utfall", "prognos"})
_MONTHS = "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec"
# What says only when: «2025», «Jan–apr», «Helår», «Period».
_TIME = re.compile(rf"(?:(?:(?:{_MONTHS})\w*|\d{{4}}|helår\w*|år\w*|perioden?|ack\w*|[–-])[.:]?\s*)+", re.IGNORECASE)


@readable
@dataclass(frozen=True, slots=True)
class Siffra:
    """An amount and what it is; a difference that is positive gets a plus sign."""

    namn: str
    belopp: Storhet
    skillnad: bool
    decimaler: int | None = None
    enheter: Enhetsord = field(default_factory=Enhetsord)
    bättre: int = 1
    """Which sign of a difference is good: 1 for plus, -1 for minus."""
    roll: str = ""
    """What it is an amount or a difference of: ``utfall``, ``prognos`` or another role."""
    del_av: Decimal | None = None
    """A difference as per cent of the budget that it is measured against."""
    ord: Sammanfattningsord = field(default_factory=Sammanfattningsord)
    visat: str = ""
    """The amount as the editor has it printed, where no table has it."""
    läget: str = ""

    @classmethod
    def own(cls, figure: "Kortsiffra") -> "Siffra":
        """A figure that the report's sheet names itself."""
        return cls(figure.namn, Storhet(Decimal(0)), skillnad=False, visat=figure.visat, läget=figure.läge or "")

    def i_enheter(self, report: Rapport) -> "Siffra":
        """The figure with its words as the board writes them."""
        words = report.register.ord
        return replace(self, enheter=words.enheter, ord=words.sammanfattning)

    @property
    @readable
    def läge(self) -> str:
        """Whether a difference is ``bättre`` or ``sämre``, for its colour; nothing for what is neither."""
        if not self.skillnad or not self.belopp.tal:
            return self.läget
        return "bättre" if self.belopp.tal * self.bättre > 0 else "sämre"

    @property
    @readable
    def andel(self) -> str:
        """What share of the budget a difference is, in words; nothing where that can't be told."""
        if self.del_av is None:
            return ""
        share = format_quantity(self.enheter.med(Storhet(self.del_av, "%")), 1, sign=True)
        return ifylld(self.ord.av_budgeten, andel=share)

    @property
    @readable
    def värde(self) -> str:
        """The amount as a summary shows it: in mnkr with a decimal, or in tkr where that would be nothing.

        What the table tells in mnkr or mdkr is told as there: the two may not say different things.
        """
        if self.visat:
            return self.visat
        if self.belopp.enhet not in {"kr", "tkr"}:
            return self._amount_text(self.belopp, self.decimaler)
        millions = as_money(self.belopp, "mnkr")
        if round_half_up(millions.tal, 1) or not millions.tal:
            return self._amount_text(millions, 1)
        thousands = as_money(self.belopp, "tkr")
        return self._amount_text(thousands if round_half_up(thousands.tal, 0) else self.belopp, 0)

    def _amount_text(self, amount: Storhet, decimals: int | None) -> str:
        return format_quantity(self.enheter.med(amount), decimals, sign=self.skillnad)


def money_figures(report: Rapport, earlier: Sequence[Rapport]) -> tuple[tuple[Siffra, ...], str]:
    """The amounts in short, with their units as the board writes them, and what their signs mean."""
    figures, signs = _figures(report, earlier)
    return tuple(figure.i_enheter(report) for figure in figures), signs


def leading(report: Rapport) -> "tuple[Result, GridColumn] | None":
    """The result whose differences the summary tells, and the column of the one that counts most: the forecast's."""
    for section, row in results(report):
        result = Result(section, section.grid, row)
        for role in ("prognos", "utfall"):
            for column, _ in result.columns(_of("avvikelse")):
                measured, against = result.compared(column)
                if measured and against and measured.roll == role:
                    return result, column
    return None


def _figures(report: Rapport, earlier: Sequence[Rapport]) -> tuple[tuple[Siffra, ...], str]:
    """Up to three amounts of the result, and what their signs mean.

    A table that has variances tells those: for the period, for the forecast, and against the forecast before or the
    year before. One that has none, as a plan's, tells its amounts.
    """
    words = report.register.ord.sammanfattning
    for section, row in results(report):
        table, result = section.grid, Result(section, section.grid, row)
        if any(column.roll == "avvikelse" for column in table.kolumner):
            figures = tuple(_differences(result, report, earlier))
            if figures:
                return figures, _meaning({figure.bättre for figure in figures}, words)
            continue
        levels = tuple(_levels(result, report))
        if levels:
            return levels, _written(table, levels, words)
    return next(_by_rows(report), ((), ""))


def _by_rows(report: Rapport) -> Iterator[tuple[tuple[Siffra, ...], str]]:
    """The latest year of tables whose rows are outcome, budget and forecast, and whose columns are years."""
    words = report.register.ord.sammanfattning
    for table in (section.grid for section in report.tabeller):
        rows = {row.innehåll: row for row in reversed(table.rader) if row.innehåll in _LEVELS}
        for column in reversed(table.figure_columns if rows else ()):
            amounts = [(rows[role], table.figure(rows[role].id, column.id)) for role in _LEVELS if role in rows]
            levels = tuple(
                Siffra(
                    f"{row.namn} {column_heading(column)}",
                    amount,
                    skillnad=False,
                    decimaler=table.places(row.id, column.id),
                    roll=row.innehåll or "",
                )
                for row, amount in amounts
                if amount and amount.enhet in MONEY
            )
            if levels:
                told_of_year = report.månader == _YEAR and not report.tid.planerar
                more = _difference_of(levels, table, words) if told_of_year else ()
                yield (*levels, *more)[:_MOST], _written(table, levels, words)
                break


def _difference_of(levels: Sequence[Siffra], table: Grid, words: Sammanfattningsord) -> Iterator[Siffra]:
    """A whole year's outcome against its budget, where the table has both and no difference."""
    by_role = {figure.roll: figure for figure in levels}
    measured, budget = by_role.get("utfall"), by_role.get("budget")
    if measured and budget and measured.belopp.enhet == budget.belopp.enhet and budget.belopp.tal:
        amount = _difference(measured.belopp, budget.belopp)
        share = round_half_up(amount.tal * 100 / abs(budget.belopp.tal), 1)
        name, better = ifylld(words.mot_budget, kolumn=measured.namn), -1 if table.costs_positive else 1
        yield replace(measured, namn=name, belopp=amount, skillnad=True, bättre=better, del_av=share)


def _meaning(better: set[int], words: Sammanfattningsord) -> str:
    """What the signs of differences mean; nothing where they don't all mean the same."""
    if len(better) > 1:
        return ""
    return words.skillnader if 1 in better else words.skillnader_omvänt


def _written(table: Grid, levels: Sequence[Siffra], words: Sammanfattningsord) -> str:
    if table.costs_positive:
        return words.kostnader_utan_minus
    return words.kostnader if any(figure.belopp.tal < 0 for figure in levels) else ""


def results(report: Rapport) -> Iterator[tuple[Tabellavsnitt, str]]:
    """Tables with the id of their result row: the ones that call it a result before those that only have a sum."""
    for role in ("resultat", "summa"):
        for section in report.tabeller:
            yield from ((section, row.id) for row in reversed(section.grid.rader) if row.roll == role)


@dataclass(frozen=True, slots=True)
class Result:
    """The result row of a table, and the section that the table stands in."""

    avsnitt: Tabellavsnitt
    table: Grid
    row: str

    def figure(self, name: str, column: GridColumn, amount: Storhet, *, difference: bool = True) -> "Siffra":
        """An amount of a column, as its table prints it."""
        better = self.table.better(column) if difference else 1
        return Siffra(name, amount, difference, self.table.places(self.row, column.id), bättre=better, roll=column.roll)

    def share(self, amount: Storhet, against: GridColumn) -> Decimal | None:
        """An amount as per cent of the one in another column of the row; nothing where that is nothing."""
        whole = self.table.figure(self.row, against.id)
        if not whole or whole.enhet != amount.enhet or not whole.tal or against.roll != "budget":
            return None
        return round_half_up(amount.tal * 100 / abs(whole.tal), 1)

    def columns(
        self, wanted: Callable[[GridColumn], bool], units: Collection[str] = MONEY
    ) -> Iterator[tuple[GridColumn, Storhet]]:
        """The columns that are wanted and filled, with their amounts; of money, if no other units are asked for."""
        for column in self.table.kolumner:
            amount = self.table.figure(self.row, column.id)
            if amount and amount.enhet in units and wanted(column):
                yield column, amount

    def before(self, column: GridColumn, roles: Collection[str]) -> GridColumn | None:
        """The nearest column of some roles before another, first under the same heading."""
        at = self.table.kolumner.index(column)
        columns = [other for other in reversed(self.table.kolumner[:at]) if other.roll in roles]
        return next((other for other in columns if other.grupp == column.grupp), next(iter(columns), None))

    def compared(self, column: GridColumn) -> tuple[GridColumn | None, GridColumn | None]:
        """What a variance measures, and against what: by its formula in either order, else by what stands before it."""
        pair = [other for other in (self.named(column.av), self.named(column.minus)) if other]
        if len(pair) < len((column.av, column.minus)):
            return self.before(column, _MEASURED), self.before(column, {"budget"})
        return (pair[0], pair[1]) if pair[0].roll in _MEASURED else (pair[1], pair[0])

    def named(self, id_: str | None) -> GridColumn | None:
        """A column by its id."""
        return next((column for column in self.table.kolumner if column.id == id_), None)


def _differences(result: Result, report: Rapport, earlier: Sequence[Rapport]) -> Iterator[Siffra]:
    for role in ("utfall", "prognos"):
        yield from _first(_variances(result, role, report))
    yield from _first(_changes(result, report, earlier))


def _first(figures: Iterator[Siffra]) -> tuple[Siffra, ...]:
    figure = next(figures, None)
    return (figure,) if figure else ()


def _variances(result: Result, role: str, report: Rapport) -> Iterator[Siffra]:
    """The variances of a role: those in money, and the shares where there is none."""
    words = report.register.ord.sammanfattning
    for units in (MONEY, {"%"}):
        for column, amount in result.columns(_of("avvikelse"), units):
            measured, against = result.compared(column)
            if measured and against and measured.roll == role:
                sentence = ifylld(words.mot_budget, kolumn=_named(measured, report))
                figure = result.figure(sentence if against.roll == "budget" else column_heading(column), column, amount)
                yield replace(figure, roll=role, del_av=result.share(amount, against))


def _changes(result: Result, report: Rapport, earlier: Sequence[Rapport]) -> Iterator[Siffra]:
    for column, amount in result.columns(lambda column: column.roll == "förändring"):
        yield result.figure(column_heading(column), column, amount)
    for column, amount in result.columns(lambda column: column.roll == "jämförelse" and bool(column.minus)):
        measured, name = result.named(column.av), column_heading(column)
        if measured and name.startswith("Mot "):
            sentence = report.register.ord.sammanfattning.mot
            name = ifylld(sentence, kolumn=column_heading(measured), jämförelse=name.removeprefix("Mot "))
        yield result.figure(name, column, amount)
    yield from _against_forecasts(result, report, earlier)


def _against_forecasts(result: Result, report: Rapport, earlier: Sequence[Rapport]) -> Iterator[Siffra]:
    """The forecast, or the whole year's outcome, against the forecasts of the same year's earlier reports."""
    roles = ("prognos", "utfall") if report.månader == _YEAR else ("prognos",)
    for column, amount in [pair for role in roles for pair in result.columns(_of(role))][:1]:
        for before, forecast in _forecasts(result, report, earlier):
            sentence = report.register.ord.sammanfattning.mot_prognosen
            name = ifylld(sentence, kolumn=_named(column, report), rapport=before.omnämnd)
            better = -1 if result.table.costs_positive else 1
            yield Siffra(name, _difference(amount, forecast), skillnad=True, bättre=better)


def _forecasts(result: Result, report: Rapport, earlier: Sequence[Rapport]) -> Iterator[tuple[Rapport, Storhet]]:
    """What the same row was forecast to be in earlier reports of the year, the latest first."""
    for before in sorted(earlier, key=lambda one: one.ordning, reverse=True):
        for table, row in results(before) if before.år == report.år else ():
            if (table.grid.id, row) == (result.table.id, result.row):
                yield from (
                    (before, forecast) for _, forecast in Result(table, table.grid, row).columns(_of("prognos"))
                )


def _of(role: str) -> Callable[[GridColumn], bool]:
    return lambda column: column.roll == role


def _difference(now: Storhet, before: Storhet) -> Storhet:
    return replace(now, tal=now.tal - as_money(before, now.enhet).tal)


def _levels(result: Result, report: Rapport) -> Iterator[Siffra]:
    """Outcome, budget and forecast: one of each, or the last where they are of one kind or stand year by year."""
    columns = list(result.columns(lambda column: column.roll in _LEVELS))
    first = {column.roll: (column, amount) for column, amount in reversed(columns)}
    if len(first) > 1 and len(columns) > _MOST:
        columns = [first[role] for role in _LEVELS if role in first]
    for column, amount in columns[-_MOST:]:
        yield result.figure(_named(column, report), column, amount, difference=False)


def _named(column: GridColumn, report: Rapport) -> str:
    """A column in words that stand alone: one that tells only what it holds, or only when, gets the other said too."""
    words, heading = report.register.ord.sammanfattning, column_heading(column)
    role: str = getattr(words, column.roll)
    if _TIME.fullmatch(heading):
        return f"{role} {heading[:1].lower()}{heading[1:]}"
    if heading.casefold() in {role.casefold(), column.roll}:
        return f"{heading} {_span(report) if column.roll == _LEVELS[0] else words.helår}"
    return heading


def _span(report: Rapport) -> str:
    first, last = map(report.register.ord.månadsnamn, report.månader)
    return str(report.år) if report.månader == _YEAR else first if first == last else f"{first}–{last}"


def column_heading(column: GridColumn) -> str:
    """A column's heading with that of its group, and without the mark of a note below its table."""
    heading = column.rubrik.rstrip("* ")
    return f"{heading} {column.grupp[:1].lower()}{column.grupp[1:]}" if column.grupp else heading
