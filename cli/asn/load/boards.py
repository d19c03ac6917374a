"""What a report is put together from of several boards' reports: their ``data.json``, read within limits.

The file is another's: it is looked in only for what has a place here, and all else in it is passed over.
"""

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from asn.charts import LIMIT
from asn.figures import Storhet, in_unit
from asn.finding import Finding
from asn.light import Bedömning, Ljusklass
from asn.load.from_registers import ready_made
from asn.load.reading import file_fault
from asn.model.avsnitt.belopp import Beloppskolumn
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.samlat import (
    Nämndens_mål,
    Nämndmålsdata,
    Nämndrad,
    Nämndrapport,
    Samlade_ekonomin,
    Samlade_målen,
)
from asn.model.files import FileContents, named_files
from asn.model.grid import Grid, GridColumn, GridRow
from asn.model.record import Post
from asn.model.register import Register

_NOT_OURS = "Filen är ingen data.json från asn."
_CURE = "Lägg in nämndens data.json så som asn build har gjort den."
_KINDS = frozenset({"belopp", "tabell"})
_DEEPEST = 12  # sections below each other
_LONGEST = 2_000  # characters of a text


class _Data(NamedTuple):
    """A board's file, once it is known to be one; ``summa`` is its SHA-256."""

    summa: str
    rapport: dict[str, Any]
    avsnitt: tuple[dict[str, Any], ...]
    skalor: tuple[dict[str, Any], ...]


def with_boards(section: Avsnitt, beside: FileContents, register: Register, findings: list[Finding]) -> Avsnitt:
    """A section, and those below it, with what the boards' files say; what can't be read of one is a finding."""
    changes: dict[str, object] = {}
    if isinstance(section, Samlade_ekonomin):
        changes["nämnder"] = tuple(_amounts(board, section, beside, findings) for board in section.nämnder)
    elif isinstance(section, Samlade_målen):
        scale = _scale(section, register)
        changes["nämnder"] = tuple(_goals(board, scale, beside, findings) for board in section.nämnder)
    below = tuple(with_boards(under, beside, register, findings) for under in section.underavsnitt)
    if any(new is not old for new, old in zip(below, section.underavsnitt, strict=True)):
        changes["underavsnitt"] = below
    return section.changed(changes) if changes else section


def _read(board: Nämndrad | Nämndmålsdata, beside: FileContents, findings: list[Finding]) -> _Data | None:
    if not board.fil or (data := beside.of(board, board.fil)) is None:
        return None
    parsed = _parsed(data)
    if parsed is None:
        (named,) = (one for one in named_files([board]) if one.key == "fil")
        findings.append(file_fault(named, _NOT_OURS, _CURE))
    return parsed


def _parsed(data: bytes) -> _Data | None:
    """The parts of a ``data.json`` that are looked at; None if it isn't one."""
    try:
        content = json.loads(data, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError, ArithmeticError):
        return None
    if not isinstance(content, dict) or not isinstance(content.get("rapport"), dict):
        return None
    sections = tuple(_sections(content.get("avsnitt"), 0))
    return _Data(hashlib.sha256(data).hexdigest(), content["rapport"], sections, tuple(_records(content.get("skalor"))))


def _no_number(text: str) -> None:
    raise ValueError(text)


def _sections(value: object, depth: int) -> Iterator[dict[str, Any]]:
    for one in _records(value):
        yield one
        if depth < _DEEPEST:
            yield from _sections(one.get("underavsnitt"), depth + 1)


def _records(value: object) -> Iterator[dict[str, Any]]:
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def _text(value: object) -> str:
    return " ".join(value.split())[:_LONGEST] if isinstance(value, str) else ""


def _number(value: object) -> Decimal | None:
    if isinstance(value, dict):
        value = value.get("tal")
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() and abs(number) < LIMIT else None


def _report(data: _Data, amounts: dict[str, Decimal] | None = None, missing: str = "") -> Nämndrapport:
    adopted = data.rapport.get("fastställd")
    fields = adopted if isinstance(adopted, dict) else {}
    when = (_text(fields.get("datum")) or _text(data.rapport.get("datum")), _text(fields.get("paragraf")))
    return Nämndrapport(
        _text(data.rapport.get("titel")),
        _text(data.rapport.get("namn")),
        _text(data.rapport.get("tillstånd")),
        ", ".join(filter(None, when)),
        data.summa,
        amounts or {},
        missing,
    )


def _amounts(board: Nämndrad, section: Samlade_ekonomin, beside: FileContents, findings: list[Finding]) -> Nämndrad:
    data = _read(board, beside, findings)
    if data is None:
        return board
    table, _, row = (board.rad or "").partition(".")
    part = next((one for one in data.avsnitt if one.get("id") == table and one.get("slag") in _KINDS), None)
    grid = _grid(part, board) if part else None
    if grid is None or row not in grid.rows:
        board.läs(_report(data, missing=table if grid is None else f"{table}.{row}"))
        return board
    read = {}
    for column in section.kolumner:
        own = _column(grid, column)
        figure = _figure(grid, row, own.id) if own else None
        amount = in_unit(figure, section.enhet) if figure else None
        if own and amount is not None and not (column.av and column.minus):
            read[column.id] = _plain(-amount if _is_turned(grid, row, own) else amount)
    changed = board.changed({"belopp": {**read, **board.belopp}})
    changed.läs(_report(data, read))
    return changed


def _figure(grid: Grid, row: str, column: str) -> Storhet | None:
    """A cell's figure; none of a sum that is a part of itself."""
    try:
        return grid.figure(row, column)
    except RecursionError:
        return None


def _plain(amount: Decimal) -> Decimal:
    """An amount with no more decimals than it needs: 109,6 mnkr is 109 600 tkr."""
    whole = amount.to_integral_value()
    return whole if whole == amount else amount.normalize()


def _is_turned(grid: Grid, row: str, column: GridColumn) -> bool:
    """Whether an amount is a cost that the board writes without minus; here costs have it."""
    return grid.costs_positive and not grid.rows[row].intäkt and not column.is_difference


def _column(grid: Grid, wanted: Beloppskolumn) -> GridColumn | None:
    same = grid.columns.get(wanted.id)
    return same or next((column for column in grid.kolumner if column.roll == wanted.roll), None)


def _grid(part: dict[str, Any], post: Post) -> Grid | None:
    """A board's table, which computes its sums and differences as that board's own report does."""
    columns = tuple(
        GridColumn(
            post=post,
            id=_text(one.get("id")),
            rubrik=_text(one.get("rubrik")),
            roll=_text(one.get("roll")),
            enhet=_text(one.get("enhet")),
            av=_text(one.get("av")) or None,
            minus=_text(one.get("minus")) or None,
            mot=_text(one.get("mot")) or None,
        )
        for one in _records(part.get("kolumner"))
    )
    rows = tuple(_row(one, post) for one in _records(part.get("rader")))
    if not columns or len({row.id for row in rows}) != len(rows):
        return None
    turned = part.get("tecken") == "kostnader positiva"
    unit = _text(part.get("enhet")) or "tkr"
    return Grid(id="", tabellrubrik="", kolumner=columns, rader=rows, enhet=unit, costs_positive=turned)


def _row(one: dict[str, Any], post: Post) -> GridRow:
    cells = one.get("belopp") or one.get("celler")
    read = {str(name): _number(value) for name, value in cells.items()} if isinstance(cells, dict) else {}
    parts = one.get("summerar")
    return GridRow(
        post=post,
        id=_text(one.get("id")),
        namn=_text(one.get("namn")),
        fält="fil",
        single=True,
        tal={name: value for name, value in read.items() if value is not None},
        roll=_text(one.get("roll")) or "verksamhet",
        enhet=_text(one.get("enhet")),
        innehåll=_text(one.get("innehåll")),
        intäkt=one.get("intäkt") is True,
        summerar=tuple(map(_text, parts)) if isinstance(parts, list) else (),
        av=_text(one.get("av")) or None,
        minus=_text(one.get("minus")) or None,
    )


def _scale(section: Samlade_målen, register: Register) -> tuple[Ljusklass, ...]:
    own = register.skalor.get(section.skala or "")
    return own.visade if own else ready_made(register.ord.ljus)


def _goals(
    board: Nämndmålsdata, scale: tuple[Ljusklass, ...], beside: FileContents, findings: list[Finding]
) -> Nämndmålsdata:
    data = _read(board, beside, findings)
    if data is None:
        return board
    goals: list[Nämndens_mål] = []
    for part in data.avsnitt:
        for goal in _records(part.get("nämndmål")) if part.get("slag") == "mål" else ():
            theirs = _their_scale(data, _text(part.get("skala")))
            lights = (
                _light(item.get("bedömning"), _their_scale(data, _text(item.get("skala"))) or theirs, scale)
                for item in _records(goal.get("indikatorer"))
            )
            section = Nämndens_mål.model_construct(
                id=_text(goal.get("id")) or f"mål_{len(goals) + 1}",
                namn=_text(goal.get("namn")).rstrip("."),
                bedömning=_light(goal.get("bedömning"), theirs, scale),
                indikatorer=tuple(light for light in lights if light),
                undantag=(),
                röjandeprövad=None,
            )
            section.placed_as(board, "fil")
            goals.append(section)
    changed = board.changed({"mål": tuple(goals)})
    changed.läs(_report(data, missing="" if goals else "mål"))
    return changed


def _their_scale(data: _Data, name: str) -> tuple[str, ...]:
    """The ids of the classes of a board's own scale, best first."""
    scale = next((one for one in data.skalor if name and one.get("id") == name), {})
    return tuple(_text(klass.get("bedömning")) for klass in _records(scale.get("klasser")))


def _light(value: object, theirs: tuple[str, ...], ours: tuple[Ljusklass, ...]) -> Bedömning | None:
    """A board's light in our scale: the class of the same id, else of the same rank where both have as many."""
    name, ids = _text(value), [klass.id for klass in ours]
    if name in ids:
        return Bedömning(name, ours)
    if name in theirs and len(theirs) == len(ids):
        return Bedömning(ids[theirs.index(name)], ours)
    return None
