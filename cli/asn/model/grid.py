"""A table of cells that know each other: typed columns, rows, sums, differences, shares, and cells fetched from others.

Every kind of section that is a table is read into this, so that rules, outputs and comparisons know one kind of table.
A cell is as the content states it; one that is left out is fetched from its source, else computed by its column's
formula, else by its row's. Figures are exact; units are a word each (tkr, %, besökare).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from asn.figures import MONEY, Rounded, Storhet, converted, decimals_of, round_half_up, total
from asn.finding import Place
from asn.light import Bedömning
from asn.model.record import Post
from asn.model.skalor import Gräns

Kolumnslag = Literal["text", "tal", "pengar", "procent", "år", "datum", "ljus", "person"]
FIGURES = frozenset({"tal", "pengar", "procent"})
"""Kinds of column whose cells are figures; the others hold words, days or lights."""
_DIFFERENCES = frozenset({"avvikelse", "förändring"})
_COMPARED = "jämförelse"
"""The role of what stands beside for comparison: an earlier amount, or, with a formula, the difference from it."""
_SUMS = frozenset({"summa", "resultat"})
_PERCENT = "%"
_PERCENTS = frozenset({_PERCENT, "procent"})
_HUNDRED = Decimal(100)
_ANYTHING = Decimal("Infinity")
_SHARE_PLACES = 1
"""Decimals of a share that the table computes itself, where nobody says another number."""


@dataclass(frozen=True, eq=False, kw_only=True)
class GridColumn:
    """A column: what it holds, its unit, and how it is computed from others of its table.

    ``visad`` is the heading as it is printed, where the unit stands with it.
    """

    post: Post
    id: str
    rubrik: str
    visad: str = ""
    slag: Kolumnslag = "pengar"
    roll: str = ""
    enhet: str = ""
    grupp: str = ""
    decimaler: int | None = None
    av: str | None = None
    minus: str | None = None
    procent_av: str | None = None
    summerar: tuple[str, ...] = ()
    mot: str | None = None
    kolumn: str | None = None

    def at(self, *steps: str | int) -> Place:
        """The place of a field of its record."""
        return self.post.at(*steps)

    @property
    def is_figure(self) -> bool:
        """Whether its cells are figures."""
        return self.slag in FIGURES

    @property
    def is_difference(self) -> bool:
        """Whether its cells are differences between two amounts, which are printed with their sign, plus too."""
        return self.roll in _DIFFERENCES or (self.roll == _COMPARED and bool(self.minus))

    @property
    def full_heading(self) -> str:
        """Its heading with that of its group, where it must be known alone: «Helår – Budget»."""
        return f"{self.grupp} – {self.rubrik}" if self.grupp else self.rubrik


@dataclass(frozen=True, eq=False, kw_only=True)
class GridRow:
    """A row: its figures and words by column, and how it is computed from others of its table.

    ``fält`` is the field of its record that the cells stand in; ``single`` whether that field is the one cell itself.
    ``visat`` is the name as it is printed, where the unit stands with it.
    """

    post: Post
    id: str
    namn: str
    fält: str
    tal: Mapping[str, Decimal] = field(default_factory=dict)
    ord: Mapping[str, str] = field(default_factory=dict)
    single: bool = False
    visat: str = ""
    decimaler: int | None = None
    roll: str = "verksamhet"
    innehåll: str = ""
    enhet: str = ""
    intäkt: bool = False
    ersätter: str | None = None
    del_av: str | None = None
    fullständig: bool = False
    summerar: tuple[str, ...] = ()
    av: str | None = None
    minus: str | None = None
    procent_av: str | None = None
    medelvärde: bool = False
    not_: str = ""
    noter: Mapping[str, str] = field(default_factory=dict)
    bedömningar: Mapping[str, Bedömning] = field(default_factory=dict)
    källor: Mapping[str, str] = field(default_factory=dict)
    samma: Mapping[str, str] = field(default_factory=dict)
    kommentar: str | None = None
    omräknad: str | None = None
    saknas: str | None = None

    def at(self, *steps: str | int) -> Place:
        """The place of a field of its record."""
        return self.post.at(*steps)

    def steps(self, column: str) -> tuple[str, ...]:
        """The steps from its record to the cell in a column."""
        return (self.fält,) if self.single else (self.fält, column)

    def place(self, column: str) -> Place:
        """Where the cell in a column stands; the nearest key where the content leaves it out."""
        return self.post.at(*self.steps(column))

    def said_at(self, column: str) -> Place:
        """Where the row says that a cell of it stands in another table too."""
        own = column in getattr(self.post, "samma_celler", ())
        return self.post.at("samma_celler", column) if own else self.post.at("samma_som")

    @property
    def is_sum(self) -> bool:
        """Whether it adds up other rows."""
        return self.roll in _SUMS and not (self.av or self.procent_av)


@dataclass(eq=False, kw_only=True)
class Grid:
    """A table. ``look`` gives a cell of another table of the report by its path, ``table.row.column``."""

    id: str
    tabellrubrik: str
    kolumner: tuple[GridColumn, ...]
    rader: tuple[GridRow, ...]
    enhet: str = ""
    decimaler: int | None = None
    costs_positive: bool = False
    kommentarsgräns: Gräns | None = None
    look: Callable[[str], Storhet | None] = lambda _: None
    _amounts: dict[tuple[str, str], Rounded | None] = field(default_factory=dict)
    _asked: set[tuple[str, str]] = field(default_factory=set)
    circular: set[tuple[str, str]] = field(default_factory=set)
    """Cells that need themselves, as far as anybody has asked for them."""

    @cached_property
    def rows(self) -> dict[str, GridRow]:
        """The rows by id."""
        return {row.id: row for row in self.rader}

    @cached_property
    def columns(self) -> dict[str, GridColumn]:
        """The columns by id."""
        return {column.id: column for column in self.kolumner}

    @cached_property
    def figure_columns(self) -> tuple[GridColumn, ...]:
        """The columns of figures, in order."""
        return tuple(column for column in self.kolumner if column.is_figure)

    def unit(self, row: str, column: str) -> str:
        """The unit of a cell: its row's, else its column's, else the table's if the column is of money."""
        own = self.columns[column]
        if own.slag == "procent":
            return _PERCENT
        return self.rows[row].enhet or own.enhet or (self.enhet if own.slag == "pengar" else "")

    def column_unit(self, column: str) -> str:
        """The unit that all figures of a column have; empty if they have several."""
        units = {self.unit(row.id, column) for row in self.rader if row.roll != "rubrik"}
        return units.pop() if len(units) == 1 and self.columns[column].is_figure else ""

    def is_money(self, row: str, column: str) -> bool:
        """Whether a cell is an amount of money."""
        return self.unit(row, column) in MONEY

    def stated(self, row: str, column: str) -> Decimal | None:
        """The figure that the content states in a cell; None if it states none, or words."""
        return self.rows[row].tal.get(column)

    def amount(self, row: str, column: str) -> Decimal | None:
        """A cell's figure as it is printed: stated, else fetched, else computed."""
        rounded = self.rounded(row, column)
        return None if rounded is None else rounded.value

    def rounded(self, row: str, column: str) -> Rounded | None:
        """A cell's figure, with how far the true value may be from it."""
        key = row, column
        if key in self._amounts:
            return self._amounts[key]
        if key in self._asked:
            self.circular.add(key)
            return None
        self._asked.add(key)
        number = self._amount(self.rows[row], self.columns[column])
        self._asked.discard(key)
        self._amounts[key] = number
        return number

    def figure(self, row: str, column: str) -> Storhet | None:
        """A cell's figure with its unit."""
        amount = self.amount(row, column)
        return None if amount is None else Storhet(amount, self.unit(row, column))

    def _amount(self, row: GridRow, column: GridColumn) -> Rounded | None:
        if not column.is_figure or column.id in row.ord:
            return None
        if column.id in row.tal:
            return Rounded.of(row.tal[column.id])
        for computed in (self.fetched, self.by_column, self.by_row):
            number = computed(row, column)
            if number is not None:
                return number
        return None

    def fetched(self, row: GridRow, column: GridColumn) -> Rounded | None:
        """What a cell's source has, in the cell's own unit; None without a source, or if it measures another thing."""
        path = row.källor.get(column.id)
        there = self.look(path) if path else None
        return None if there is None else converted(Rounded.of(there.tal), there.enhet, self.unit(row.id, column.id))

    def by_column(self, row: GridRow, column: GridColumn) -> Rounded | None:
        """What a column's formula gives for a row, where all of it stands in this table."""
        if column.mot:
            return None
        if column.summerar:
            return _added(self.rounded(row.id, part) for part in column.summerar if part in self.columns)
        first = self._at(row.id, column.av)
        if column.procent_av:
            stated = (other.tal[column.id] for other in self.rader if column.id in other.tal)
            return _share(first, self._at(row.id, column.procent_av), column, stated)
        less = self._at(row.id, column.minus)
        if first is None or less is None:
            return None
        return less - first if self.is_turned(row, column) else first - less

    def by_row(self, row: GridRow, column: GridColumn) -> Rounded | None:
        """What a row's formula gives in a column: a difference, a share, or the sum of other rows."""
        if row.procent_av and row.av:
            return _share(self._of(row.av, column), self._of(row.procent_av, column), column, row.tal.values())
        # Beside other figures, a sum or a difference of shares means nothing.
        others = any(other.slag != "procent" for other in self.figure_columns if other is not column)
        if column.slag == "procent" and (column.av or others):
            return None
        if row.av and row.minus:
            first, less = self._of(row.av, column), self._of(row.minus, column)
            if first is None or less is None:
                return None
            return first + less if self.adds_differences(column) else first - less
        return self.total(row, column)

    def total(self, row: GridRow, column: GridColumn) -> Rounded | None:
        """What the rows of a sum add up to in a column."""
        return self.added(self.parts(row), row, column) if row.is_sum else None

    def added(self, parts: Iterable[GridRow], whole: GridRow, column: GridColumn) -> Rounded | None:
        """Some rows of a column, added up into another, which has the same unit.

        An empty one counts as nothing, only empty ones give None.
        """
        rows = tuple(parts)
        if {self.unit(part.id, column.id) for part in rows} - {self.unit(whole.id, column.id)}:
            return None
        amounts = ((part, self.rounded(part.id, column.id)) for part in rows)
        return _added(
            -amount if amount is not None and self.is_taken_off(part, whole, column) else amount
            for part, amount in amounts
        )

    def is_taken_off(self, part: GridRow, whole: GridRow, column: GridColumn) -> bool:
        """Whether a row counts with the other sign in a sum: an income among costs that are written without minus."""
        return self.costs_positive and part.intäkt != whole.intäkt and not column.is_difference

    def is_turned(self, row: GridRow, column: GridColumn) -> bool:
        """Whether a row's difference is the formula's with the other sign: incomes, where costs are positive.

        Budget less outcome is good for a cost, and bad for an income; the column has one meaning for both.
        """
        return self.costs_positive and row.intäkt and column.is_difference

    def adds_differences(self, column: GridColumn) -> bool:
        """Whether a row that is a difference is a sum in a column: where all rows' differences mean better or worse."""
        return self.costs_positive and column.is_difference and any(row.intäkt for row in self.rader)

    def better(self, column: GridColumn) -> int:
        """Which sign of a difference is good: 1 for plus, -1 for minus, by the table's own word for its costs."""
        if not self.costs_positive or not column.is_difference:
            return 1
        first = self.columns.get(column.av or "")
        return -1 if first and first.roll in {"utfall", "prognos"} else 1

    def budget_of(self, column: GridColumn) -> GridColumn | None:
        """The budget that a column's differences are against, whichever of the two is taken from the other."""
        pair = () if column.mot or not column.minus else (column.minus, column.av or "")
        columns = (self.columns[name] for name in pair if name in self.columns)
        return next((other for other in columns if other.roll == "budget"), None)

    def is_large(self, row: GridRow, column: GridColumn) -> bool:
        """Whether a deviation is a larger part of the budget than the table's limit for what is to be explained."""
        limit, budget = self.kommentarsgräns, self.budget_of(column)
        if not limit or limit.värde.enhet not in _PERCENTS or row.roll != "verksamhet" or not budget:
            return False
        off, planned = self.amount(row.id, column.id), self.amount(row.id, budget.id)
        if not off or planned is None:
            return False
        most = abs(planned) * limit.värde.tal / _HUNDRED
        return abs(off) > most or (limit.räknas_in and abs(off) == most)

    def parts(self, row: GridRow) -> tuple[GridRow, ...]:
        """The rows that a sum adds up: those it names, else all rows of their own that aren't said to be another thing.

        A sum of outcome has no budget in it.
        """
        if row.summerar:
            return tuple(self.rows[part] for part in row.summerar if part in self.rows)
        own = (part for part in self.rader if part.roll == "verksamhet" and not (part.av or part.procent_av))
        return tuple(part for part in own if not (row.innehåll and part.innehåll) or part.innehåll == row.innehåll)

    def _at(self, row: str, column: str | None) -> Rounded | None:
        return self.rounded(row, column) if column in self.columns and column else None

    def _of(self, row: str, column: GridColumn) -> Rounded | None:
        return self.rounded(row, column.id) if row in self.rows else None

    def places(self, row: str, column: str) -> int:
        """How many decimals a cell is printed with.

        The column's or the table's own number; else, for money and shares, the most that one of the column has, and
        for other figures, and in a row with a unit of its own, as many as the figure was written with.
        """
        own = self.columns[column]
        for decimals in (own.decimaler, self.rows[row].decimaler, self.decimaler):
            if decimals is not None:
                return decimals
        if own.slag == "tal" or self.rows[row].enhet:
            amount = self.amount(row, column)
            return 0 if amount is None else decimals_of(amount)
        amounts = (self.amount(other.id, column) for other in self.rader if not other.enhet)
        return max((decimals_of(value) for value in amounts if value is not None), default=0)

    def names(self, rows: Iterable[GridRow]) -> dict[str, str]:
        """The names of some rows by id, told apart by the headings that stand above them in the table.

        Three rows «Netto» of three areas are told by the areas' names alone.
        """
        chosen = list(rows)
        count, headings = Counter(row.namn for row in chosen), self.headings
        alike = len(count) == 1 and len({headings[row.id] for row in chosen}) == len(chosen) > 1
        names = {}
        for row in chosen:
            heading = headings[row.id] if count[row.namn] > 1 and row.roll != "rubrik" else ""
            names[row.id] = (heading if alike else f"{heading}, {row.namn}") if heading else row.namn
        return names

    @cached_property
    def headings(self) -> dict[str, str]:
        """The heading that each row stands under in the table, by the row's id."""
        heading, headings = "", {}
        for row in self.rader:
            heading = row.namn if row.roll == "rubrik" else heading
            headings[row.id] = heading
        return headings

    def cells(self) -> Iterator[tuple[GridRow, GridColumn]]:
        """Every place of the table that can hold a figure, row by row."""
        for row in self.rader:
            for column in self.figure_columns:
                yield row, column


def _share(
    part: Rounded | None, whole: Rounded | None, column: GridColumn, stated: Iterable[Decimal]
) -> Rounded | None:
    """A computed share, with the column's own decimals, else with as many as the stated ones beside it have."""
    if part is None or whole is None or not whole.value:
        return None
    own = column.decimaler
    places = max(map(decimals_of, stated), default=_SHARE_PLACES) if own is None else own
    printed = Rounded.of(round_half_up(part.value * _HUNDRED / whole.value, places))
    share = part.share_of(whole)
    return Rounded(printed.value, printed.slack + share.slack if share else _ANYTHING)


def _added(amounts: Iterable[Rounded | None]) -> Rounded | None:
    numbers = [amount for amount in amounts if amount is not None]
    return total(numbers) if numbers else None
