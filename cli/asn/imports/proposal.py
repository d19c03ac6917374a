"""A first mapping between a table and a sheet, by the words that both have: for an editor to mend, never to trust."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from asn.figures import MONEY
from asn.imports.cells import read_numeral, stored_number
from asn.imports.mapping import plain_text
from asn.imports.table import importable_columns
from asn.model.avsnitt.tabellgrund import Underlagd, Underlagsrad
from asn.model.fields import MONTHS
from asn.read import Value
from asn.sheets import Book, Cell, Sheet, cell_name, column_letters

_LOOKED = 60  # rows from the top that may have the headings
_LIKE, _NAMED = 0.5, 0.8
_LARGE = 50_000  # figures of kr, where the table is in tkr
_WORDS = re.compile(r"[a-zåäö]+")
_SUMS = ("summa", "s:a", "delsumma", "totalt", "total")
_NOISE = frozenset({"ack", "ackumulerat", "perioden", "och", *(month[:3] for month in MONTHS), *MONTHS})


@dataclass
class Proposal:
    """What is proposed: the ``underlag`` of a table, and each row's key with the cell that it stands in."""

    source: dict[str, Value]
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    unmatched: list[str] = field(default_factory=list)


def proposed(table: Underlagd, book: Book, file: str) -> Proposal | None:
    """The mapping that fits best; None where no sheet has a heading like one of the table's.

    ``file`` is what the table is to call the book.
    """
    candidates = [
        (len(headings), -row, name, sheet, headings)
        for index, name in enumerate(book.names)
        for sheet in [book.read(index)]
        for row, headings in _heading_rows(table, sheet)
    ]
    if not candidates:
        return None
    _, row, name, sheet, headings = max(candidates, key=lambda one: one[:2])
    return _proposal(table, sheet, -row, headings, {"fil": file, **({"blad": name} if len(book.names) > 1 else {})})


def _heading_rows(table: Underlagd, sheet: Sheet) -> Iterator[tuple[int, dict[str, int]]]:
    for row, cells in list(sheet.rows.items())[:_LOOKED]:
        headings = _matched(
            importable_columns(table), {at: cell.text for at, cell in cells.items() if cell.kind == "text"}
        )
        if headings:
            yield row, headings


def _matched(columns: Mapping[str, str], headings: Mapping[int, str]) -> dict[str, int]:
    """Each of our columns with the heading that is most like it; no heading is two columns'."""
    scores = sorted(
        (-_likeness(f"{id_} {words}", text), at, id_) for id_, words in columns.items() for at, text in headings.items()
    )
    matched: dict[str, int] = {}
    for score, at, id_ in scores:
        if -score >= _LIKE and id_ not in matched and at not in matched.values():
            matched[id_] = at
    return matched


def _likeness(ours: str, theirs: str) -> float:
    """From 0 to 1: the share of words that both have, of all that either has."""
    own, other = _words(ours), _words(theirs)
    return len(own & other) / max(len(other), 1) - len(own - other) / 100 if own & other else 0.0


def _words(text: str) -> set[str]:
    return set(_WORDS.findall(text.casefold())) - _NOISE


def _proposal(table: Underlagd, sheet: Sheet, row: int, headings: dict[str, int], source: dict[str, Value]) -> Proposal:
    named = {one.id: _row_named(sheet, row, one) for one in _rows(table)}
    places = {id_: at for id_, at in named.items() if at}
    names = Counter(column for _, column in places.values()).most_common(1)
    key = _key_column(sheet, [at for at, _ in places.values()], names[0][0]) if names else 1
    cells: dict[int, Cell] = dict(sheet.rows.get(row, {}))
    ordered = [id_ for id_ in importable_columns(table) if id_ in headings]
    columns: dict[str, Value] = {id_: _heading(cells, headings[id_]) for id_ in ordered}
    values = [
        value for at, _ in places.values() for column in headings.values() if (value := _value(sheet, at, column))
    ]
    fields: dict[str, Value] = {**source, "rubrikrad": str(row), "nyckel": column_letters(key)}
    fields |= _unit_and_sign(table, values)
    fields |= {"kolumner": columns}
    sums = _sums(sheet, row)
    fields |= {"bortse": sums} if sums else {}
    proposal = Proposal(fields, unmatched=[one.namn for one in _rows(table) if one.id not in places])
    for id_, (at, _) in places.items():
        cell = sheet.at(at, key)
        if cell:
            proposal.keys[id_] = cell.text.strip(), cell_name(at, key)
    return proposal


def _rows(table: Underlagd) -> Iterable[Underlagsrad]:
    """The rows that aren't computed from others."""
    computed = {row.id for row in table.grid.rader if row.is_sum or row.roll == "rubrik"}
    return (one for one in table.sheet_rows() if one.id not in computed)


def _row_named(sheet: Sheet, heading: int, row: Underlagsrad) -> tuple[int, int] | None:
    """The cell whose text is most like a row's name, below the headings."""
    wanted = plain_text(row.namn)
    cells = [
        (difflib.SequenceMatcher(None, wanted, plain_text(cell.text)).ratio(), -at, column)
        for (at, column), cell in sheet.cells.items()
        if at > heading and cell.kind == "text"
    ]
    best = max(cells, default=(0.0, 0, 0))
    return (-best[1], best[2]) if best[0] >= _NAMED else None


def _key_column(sheet: Sheet, rows: list[int], names: int) -> int:
    """A column of codes beside the names, one for each row, else the names themselves."""
    for column in range(1, names):
        codes = [cell.text for row in rows if (cell := sheet.at(row, column))]
        if len(codes) == len(rows) == len(set(codes)):
            return column
    return names


def _heading(headings: Mapping[int, Cell], column: int) -> str:
    """The heading, where it is alone in its row, else the letter."""
    texts = [plain_text(cell.text) for cell in headings.values()]
    text = headings[column].text
    return text.strip() if texts.count(plain_text(text)) == 1 else column_letters(column)


def _value(sheet: Sheet, row: int, column: int) -> Decimal | None:
    cell = sheet.at(row, column)
    if cell is None or cell.kind not in {"number", "text"}:
        return None
    value = stored_number(cell.text) if cell.kind == "number" else read_numeral(cell.text)
    return value if isinstance(value, Decimal) else None


def _unit_and_sign(table: Underlagd, values: list[Decimal]) -> dict[str, Value]:
    """Kr where the figures have öre or are large, and turned where costs have no minus."""
    fields: dict[str, Value] = {}
    grid = table.grid
    unit = next((grid.unit(row.id, column) for row in table.sheet_rows() for column in importable_columns(table)), "")
    if values and unit in MONEY:
        ore = any(value != value.to_integral_value() for value in values)
        if unit != "kr" and (ore or median(map(abs, values)) > _LARGE):
            fields["enhet"] = "kr"
        if median(values) > 0:
            fields["tecken"] = "omvänt"
    return fields


def _sums(sheet: Sheet, heading: int) -> list[Value]:
    """The words that sums begin with, as patterns."""
    texts = [cell.text for (row, _), cell in sheet.cells.items() if row > heading and cell.kind == "text"]
    first = [text.split()[0] for text in texts if text.strip() and text.split()[0].casefold() in _SUMS]
    return [f"{word}*" for word in dict.fromkeys(first)]
