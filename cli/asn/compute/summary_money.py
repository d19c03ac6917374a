"""The money in three figures, from the first table of amounts that has a result."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from asn.figures import MONEY, Storhet, as_money, format_quantity, round_half_up
from asn.model.grid import Grid, GridColumn
from asn.model.ord import ifylld
from asn.model.ord.sidan import Sammanfattningsord
from asn.model.ord.tabeller import Enhetsord
from asn.model.report import Rapport
from asn.readable import readable

_MOST = 3
_YEAR = (1, 12)


@readable
@dataclass(frozen=True, slots=True)
class Siffra:
    """An amount and what it is; a difference that is positive gets a plus sign."""

    namn: str
    belopp: Storhet
    skillnad: bool
    decimaler: int | None = None
    enheter: Enhetsord = field(default_factory=Enhetsord)

    @property
    @readable
    def värde(self) -> str:
        """The amount as a summary shows it: in mnkr with a decimal, or in tkr where that would be nothing.

        What the table tells in mnkr or mdkr is told as there: the two may not say different things.
        """
        if self.belopp.enhet in {"mnkr", "mdkr"}:
            return self._told(self.belopp, self.decimaler)
        millions = as_money(self.belopp, "mnkr")
        if round_half_up(millions.tal, 1) or not millions.tal:
            return self._told(millions, 1)
        return self._told(as_money(self.belopp, "tkr"), 0)

    def _told(self, amount: Storhet, decimals: int | None) -> str:
        return format_quantity(self.enheter.med(amount), decimals, sign=self.skillnad)


def money_figures(report: Rapport, earlier: Sequence[Rapport]) -> tuple[tuple[Siffra, ...], str]:
    """The amounts in short, with their units as the board writes them, and what their signs mean."""
    figures, signs = _figures(report, earlier)
    return tuple(replace(figure, enheter=report.register.ord.enheter) for figure in figures), signs


def _figures(report: Rapport, earlier: Sequence[Rapport]) -> tuple[tuple[Siffra, ...], str]:
    """Up to three amounts of the result, and what their signs mean.

    A table that has variances tells those: for the period, for the forecast, and against the forecast before or the
    year before. One that has none, as a plan's, tells its amounts.
    """
    words = report.register.ord.sammanfattning
    for table, row in _results(report):
        if any(column.roll == "avvikelse" for column in table.kolumner):
            told = tuple(_differences(_Result(table, row), report, earlier))
            return told, words.skillnader if told else ""
        levels = tuple(_levels(_Result(table, row)))[-_MOST:]
        return levels, words.kostnader if any(figure.belopp.tal < 0 for figure in levels) else ""
    return (), ""


def _results(report: Rapport) -> Iterator[tuple[Grid, str]]:
    """Tables with the id of their result row: the ones that call it a result before those that only have a sum."""
    tables = [table.grid for table in report.tabeller()]
    for role in ("resultat", "summa"):
        for table in tables:
            yield from ((table, row.id) for row in reversed(table.rader) if row.roll == role)


@dataclass(frozen=True, slots=True)
class _Result:
    """The result row of a table."""

    table: Grid
    row: str

    def figure(self, name: str, column: GridColumn, amount: Storhet, *, difference: bool = True) -> "Siffra":
        """An amount of a column, as its table prints it."""
        return Siffra(name, amount, difference, self.table.places(self.row, column.id))

    def columns(self, wanted: Callable[[GridColumn], bool]) -> Iterator[tuple[GridColumn, Storhet]]:
        """The columns that are wanted and filled, with their amounts."""
        for column in self.table.kolumner:
            amount = self.table.figure(self.row, column.id)
            if amount and amount.enhet in MONEY and wanted(column):
                yield column, amount

    def named(self, id_: str | None) -> GridColumn | None:
        """A column by its id."""
        return next((column for column in self.table.kolumner if column.id == id_), None)


def _differences(result: _Result, report: Rapport, earlier: Sequence[Rapport]) -> Iterator[Siffra]:
    for role in ("utfall", "prognos"):
        yield from _first(_variances(result, role, report.register.ord.sammanfattning))
    yield from _first(_changes(result, report, earlier))


def _first(found: Iterator[Siffra]) -> tuple[Siffra, ...]:
    figure = next(found, None)
    return (figure,) if figure else ()


def _variances(result: _Result, role: str, words: Sammanfattningsord) -> Iterator[Siffra]:
    for column, amount in result.columns(lambda column: column.roll == "avvikelse"):
        measured, against = result.named(column.av), result.named(column.minus)
        if measured and against and measured.roll == role:
            told = ifylld(words.mot_budget, kolumn=_heading(measured))
            name = told if against.roll == "budget" else _heading(column)
            yield result.figure(name, column, amount)


def _changes(result: _Result, report: Rapport, earlier: Sequence[Rapport]) -> Iterator[Siffra]:
    for column, amount in result.columns(lambda column: column.roll == "förändring"):
        yield result.figure(_heading(column), column, amount)
    for column, amount in result.columns(lambda column: column.roll == "jämförelse" and bool(column.minus)):
        measured, name = result.named(column.av), _heading(column)
        if measured and name.startswith("Mot "):
            told = report.register.ord.sammanfattning.mot
            name = ifylld(told, kolumn=_heading(measured), jämförelse=name.removeprefix("Mot "))
        yield result.figure(name, column, amount)
    yield from _against_forecasts(result, report, earlier)


def _against_forecasts(result: _Result, report: Rapport, earlier: Sequence[Rapport]) -> Iterator[Siffra]:
    """The forecast, or the whole year's outcome, against the forecasts of the same year's earlier reports."""
    roles = ("prognos", "utfall") if report.månader == _YEAR else ("prognos",)
    for column, amount in [told for role in roles for told in result.columns(_of(role))][:1]:
        for before, forecast in _forecasts(result, report, earlier):
            told = report.register.ord.sammanfattning.mot_prognosen
            name = ifylld(told, kolumn=_heading(column), rapport=before.omnämnd)
            yield Siffra(name, _difference(amount, forecast), skillnad=True)


def _forecasts(result: _Result, report: Rapport, earlier: Sequence[Rapport]) -> Iterator[tuple[Rapport, Storhet]]:
    """What the same row was forecast to be in earlier reports of the year, the latest first."""
    for before in sorted(earlier, key=lambda one: one.ordning, reverse=True):
        for table, row in _results(before) if before.år == report.år else ():
            if (table.id, row) == (result.table.id, result.row):
                yield from ((before, forecast) for _, forecast in _Result(table, row).columns(_of("prognos")))


def _of(role: str) -> Callable[[GridColumn], bool]:
    return lambda column: column.roll == role


def _difference(now: Storhet, before: Storhet) -> Storhet:
    return replace(now, tal=now.tal - as_money(before, now.enhet).tal)


def _levels(result: _Result) -> Iterator[Siffra]:
    for column, amount in result.columns(lambda column: column.roll in {"utfall", "prognos", "budget"}):
        yield result.figure(_heading(column), column, amount, difference=False)


def _heading(column: GridColumn) -> str:
    """A column's heading without the mark of a note below its table."""
    return column.rubrik.rstrip("* ")
