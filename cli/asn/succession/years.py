"""Tables whose columns are years: when a period is started, ids, headings and values move on together.

The oldest year goes, an empty newest comes, and a value stands under its own year as long as that has a column. Where
a year's heading says something else than before, «Budget 2026» that was «Prognos 2026», its values are to be written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asn.editing import removed, replaced
from asn.finding import KeyPath
from asn.model.fields import Månad
from asn.period import Period
from asn.read import Tree, Value, records, value_at

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_AHEAD = 3
"""Years that a report looks ahead: those of the budget's plan."""
_LONE_YEAR = re.compile(r"(?:19|20)\d{2}")
_BY_YEAR = ("värden", "bedömningar")
_HIDDEN, _FROM_SHEET = "få", ("underlag", "kolumner")
_REFERENCES = ("av", "minus", "procent_av", "kolumn", "summerar", "kolumner")
"""Fields that name a column or a row of their own table by its id."""


@dataclass(frozen=True, slots=True)
class PeriodStep:
    """From one period to another."""

    from_year: int
    from_period: Period
    year: int
    period: Period
    omitted: tuple[str, ...] = ()
    """Fields that the new period's kind of report doesn't have: a plan has no outcomes yet."""

    @property
    def years(self) -> int:
        """How many years it is from the one to the other."""
        return self.year - self.from_year

    def moved(self, text: str) -> str:
        """A heading's text, its years and its span of months moved on."""
        text = _YEAR.sub(self._year, text)
        for old, new in zip(_spans(self.from_period), _spans(self.period), strict=False):
            text = text.replace(old, new)
        return text

    def _year(self, match: re.Match[str]) -> str:
        """A year moved on; one that lies far ahead, as in «Agenda 2030», is a name."""
        year = int(match[0])
        return match[0] if year > self.from_year + _AHEAD else str(year + self.years)


def _spans(period: Period) -> tuple[str, ...]:
    """A period's months as headings tell them; none where they are no span, and none of a plan."""
    first, last = (list(Månad)[number - 1] for number in period.månader)
    return (f"{first}–{last}", f"{first.helt_namn}–{last.helt_namn}") if first != last and not period.planerar else ()


def with_years_moved(tree: Tree, step: PeriodStep) -> Tree:
    """The file with the years of its tables moved; as it is where none moves."""
    if step.years <= 0:
        return tree
    for path in list(_tables(tree.value, ())):
        tree = _moved_table(tree, path, step.years)
    for path in list(_with_cells(tree.value, ())):
        tree = _moved_cells(tree, path, step.years)
    for path in list(_by_year(tree.value, ())):
        tree = _moved_years(tree, path, step.years)
    for path, id_ in list(_dated_ids(tree.value, ())):
        tree = replaced(tree, path, _later(id_, step.years))
    return tree


def _later(text: str, years: int) -> str:
    return _YEAR.sub(lambda match: str(int(match[0]) + years), text)


def _walk(value: Value, path: KeyPath) -> Iterator[tuple[KeyPath, Value]]:
    yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inner:
        yield from _walk(one, (*path, step))


def _tables(value: Value, path: KeyPath) -> Iterator[KeyPath]:
    """The sections whose measuring points are years."""
    for way, part in _walk(value, path):
        points = records(part.get("mätpunkter")) if isinstance(part, dict) else ()
        if any(_LONE_YEAR.fullmatch(str(point.get("id"))) for point in points):
            yield way


_MEASURES = ("utfall", "målnivå")
"""Fields of goals and indicators that may tell a value for each year."""


def is_by_year(key: str, value: Value) -> bool:
    """Whether a field tells a value for each year."""
    return key in _MEASURES and isinstance(value, dict) and all(_LONE_YEAR.fullmatch(str(year)) for year in value)


def _by_year(value: Value, path: KeyPath) -> Iterator[KeyPath]:
    for way, part in _walk(value, path):
        if way and is_by_year(str(way[-1]), part) and part:
            yield way


def _moved_years(tree: Tree, path: KeyPath, years: int) -> Tree:
    """The oldest years go, and the new ones come, empty, unless they were told ahead."""
    before = sorted(value_at(tree.value, path))
    after = [_later(year, years) for year in before]
    for year in after:
        if year not in before:
            tree = replaced(tree, (*path, year), None)
    for year in before:
        if year not in after:
            tree = removed(tree, (*path, year))
    return tree


def _moved_table(tree: Tree, path: KeyPath, years: int) -> Tree:
    points = value_at(tree.value, (*path, "mätpunkter"))
    before = {str(point["id"]): str(point.get("rubrik") or "") for point in points}
    after = {_later(id_, years): _later(heading, years) for id_, heading in before.items()}
    kept = {id_ for id_ in after if id_ in before and _kind(after[id_]) == _kind(before[id_])}
    for index, id_ in enumerate(before):  # the headings move as all headings do
        tree = replaced(tree, (*path, "mätpunkter", index, "id"), _later(id_, years))
    for index in range(len(value_at(tree.value, (*path, "rader")) or ())):
        for field in _BY_YEAR:
            tree = _moved_row(tree, (*path, "rader", index, field), kept, after)
        tree = _hidden_years(tree, (*path, "rader", index, _HIDDEN), kept)
    return _moved_sources(tree, (*path, *_FROM_SHEET), years)


def _hidden_years(tree: Tree, path: KeyPath, kept: set[str]) -> Tree:
    """The years whose value is hidden, as long as they have a column."""
    hidden = value_at(tree.value, path)
    if not isinstance(hidden, list) or all(year in kept for year in hidden):
        return tree
    return replaced(tree, path, [year for year in hidden if year in kept] or None)


def _moved_sources(tree: Tree, path: KeyPath, years: int) -> Tree:
    """The years that are read from a sheet, with the headings that they have there."""
    columns = value_at(tree.value, path)
    if not isinstance(columns, dict) or not any(_LONE_YEAR.fullmatch(key) for key in columns):
        return tree
    after = {
        _later(key, years) if _LONE_YEAR.fullmatch(key) else key: _later(value, years) for key, value in columns.items()
    }
    for key, source in after.items():
        tree = replaced(tree, (*path, key), source)
    for key in columns.keys() - after.keys():
        tree = removed(tree, (*path, key))
    return tree


def _kind(heading: str) -> str:
    """What a heading says besides its year."""
    return " ".join(_YEAR.sub("", heading).split()).casefold()


def _moved_row(tree: Tree, path: KeyPath, kept: set[str], after: dict[str, str]) -> Tree:
    values = value_at(tree.value, path)
    if not isinstance(values, dict):
        return tree
    for id_ in values:
        if _LONE_YEAR.fullmatch(id_) and id_ not in kept:
            tree = removed(tree, (*path, id_))
    if path[-1] == _BY_YEAR[0]:
        for id_ in after:
            if id_ not in kept and _LONE_YEAR.fullmatch(id_):
                tree = replaced(tree, (*path, id_), None)
    return tree


CELLS = "celler"
"""The field of a general table's row that its cells stand in."""
_BY_COLUMN = (CELLS, "bedömningar", "noter")
_LEADS = ("källor", "samma_celler")
_OF_THE_PERIOD = {"tal", "pengar", "procent", "ljus"}
"""Kinds of column whose cells told of the earlier period alone."""


def _with_cells(value: Value, path: KeyPath) -> Iterator[KeyPath]:
    """The rows of general tables."""
    for way, part in _walk(value, path):
        if isinstance(part, dict) and isinstance(part.get(CELLS), dict) and len(way) > 1 and way[-2] == "rader":
            yield way


def _moved_cells(tree: Tree, row: KeyPath, years: int) -> Tree:
    """A row whose dated cells stand under their own years: the oldest go, the newest are to be written."""
    before = [str(column.get("id")) for column in _columns(tree.value, row[:-2])]
    after = [_later(id_, years) for id_ in before]
    for field in (*_BY_COLUMN, *_LEADS):
        cells = value_at(tree.value, (*row, field))
        for id_, cell in list(cells.items()) if isinstance(cells, dict) else ():
            if field in _LEADS and id_ in before and _later(id_, years) != id_:  # it leads to this report's own tables
                tree = replaced(tree, (*row, field, _later(id_, years)), _later(cell, years))
            if id_ in before and (field in _LEADS or id_ not in after) and _later(id_, years) != id_:
                tree = removed(tree, (*row, field, id_))
    for id_ in after:
        if id_ not in before:
            tree = replaced(tree, (*row, CELLS, id_), None)
    return tree


def lasting_columns(value: Value, table: KeyPath, year: int) -> frozenset[str]:
    """The columns of a general table whose cells stand in a report of a year: words, and years that have been."""
    return frozenset(str(column.get("id")) for column in _columns(value, table) if _lasts(column, year))


def _lasts(column: dict[str, Value], year: int) -> bool:
    own, dated = column.get("nästa_period"), _YEAR.search(str(column.get("id")))
    if own:
        return own == "varar"
    return int(dated[0]) < year if dated else column.get("slag") not in _OF_THE_PERIOD


def _columns(value: Value, table: KeyPath) -> list[dict[str, Value]]:
    return records(value_at(value, (*table, "kolumner")))


def _dated_ids(value: Value, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Ids of columns, rows and steps that end with a year, budget_2025, and what names them in their own table."""
    for way, part in _walk(value, path):
        if not isinstance(part, str) or not way or not re.search(r"_(?:19|20)\d{2}$", part):
            continue
        key = next((step for step in reversed(way) if isinstance(step, str)), "")
        if key in {"id", *_REFERENCES} and any(step in _HOLDERS for step in way):
            yield way, part


_HOLDERS = {"kolumner", "rader", "ingående", "ändringar", "utgående", "diagram_av"}
