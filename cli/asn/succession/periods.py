"""A new period out of an earlier one: structure, goals, risks, uppdrag and targets carried, outcomes and text empty.

The files are changed as text, only where a value is emptied or a year moves on, so that comments, order and blank
lines stay as their authors left them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asn.finding import KeyPath
from asn.model.avsnitt import section_kind
from asn.model.fields import Arv
from asn.model.record import Värde, inheritance, record_in
from asn.model.report import UNITS, Enhetsrapport, Rapportblad
from asn.read import Tree, Value
from asn.succession.years import CELLS, PeriodStep, is_by_year, lasting_columns, with_years_moved

_OF_WORDS = re.compile(r"U404|S01[17]|T51\d")
"""Rules that judge a text by itself: what they are right to say of a name goes wherever the name goes."""
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_WORD = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class _Edit:
    """A span of the source, in lines and columns from 0, and what comes in its place."""

    start: tuple[int, int]
    end: tuple[int, int]
    text: str = ""


def carry_over(tree: Tree, step: PeriodStep) -> str:
    """The text of a file of the new period."""
    kind = model_of_tree(tree)
    if kind is None:
        return tree.text
    tree = with_years_moved(tree, step)
    lines = tree.text.split("\n")
    for edit in sorted(_edits(tree, (), tree.value, step, kind), key=lambda edit: edit.start, reverse=True):
        _apply(lines, edit)
    return "\n".join(lines)


def model_of_tree(tree: Tree) -> type[Värde] | None:
    """The model that a file of a report is read by: the sheet's, or that of the kind of section that it says it is."""
    if tree.file.rpartition("/")[2] == "rapport.yaml":
        return Rapportblad
    if f"/{UNITS}/" in tree.file:
        return Enhetsrapport
    return section_kind(tree.value)


def _edits(tree: Tree, path: KeyPath, value: Value, step: PeriodStep, kind: type[Värde] | None) -> Iterator[_Edit]:
    if isinstance(value, dict):
        own = section_kind(value) or kind
        for key, inner in value.items():
            if key == "undantag" and isinstance(inner, list) and own:
                yield from _exceptions(tree, (*path, key), inner, lasting_exceptions(value, own))
            elif key == "tal" and isinstance(inner, dict) and own:
                yield from _figures(tree, (*path, key), inner, set(_fetched(value, own)))
            elif inner is not None and own and not _is_history(key, inner) and not _is_referred_to(key, value):
                yield from _field_edits(tree, (*path, key), inner, step, own)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, dict) and inner.get("avslutad"):
                yield _whole_lines(tree, (*path, index))
            else:
                yield from _edits(tree, (*path, index), inner, step, kind)


def _field_edits(tree: Tree, path: KeyPath, value: Value, step: PeriodStep, kind: type[Värde]) -> Iterator[_Edit]:
    key = str(path[-1])
    match inheritance(kind).get(key):
        case Arv.UTGÅR:
            yield _dropped(tree, path)
        case Arv.TÖMS if key in step.omitted:
            yield _dropped(tree, path)
        case Arv.TÖMS if key == CELLS and isinstance(value, dict):
            yield from _cell_edits(tree, path, value, step)
        case Arv.TÖMS if is_by_year(key, value) and isinstance(value, dict):
            yield from (_emptied(tree, (*path, year)) for year in value if int(year) >= step.year and value[year])
        case Arv.TÖMS:
            yield _emptied(tree, path)
        case Arv.FLYTTAS if isinstance(value, str) and step.moved(value) != value:
            yield _moved(tree, path, step)
        case _ if key == "tillstånd":
            yield _replaced(tree, path, "utkast")
        case _:
            yield from _edits(tree, path, value, step, record_in(kind, key))


def lasting_exceptions(record: dict[str, Value], kind: type[Värde]) -> list[Value]:
    """Those of a record's exceptions that were made for words which last, as a misspelling in an adopted name."""
    marks, exceptions = inheritance(kind), record.get("undantag")
    words = [str(value) for key, value in record.items() if marks.get(key) in {Arv.VARAR, Arv.FLYTTAS}]

    def lasts(one: Value) -> bool:
        pinned = str(one.get("gäller") or "") if isinstance(one, dict) else ""
        rule = str(one.get("regel")) if isinstance(one, dict) else ""
        return bool(pinned and _OF_WORDS.fullmatch(rule) and any(pinned in text for text in words))

    return [one for one in exceptions if lasts(one)] if isinstance(exceptions, list) else []


def _exceptions(tree: Tree, path: KeyPath, exceptions: list[Value], kept: list[Value]) -> Iterator[_Edit]:
    (row, column), _ = _span(tree, path)
    if not kept or tree.text.split("\n")[row][column] == "[":
        yield _dropped(tree, path)
        return
    yield from (_whole_lines(tree, (*path, index)) for index, one in enumerate(exceptions) if one not in kept)


def _figures(tree: Tree, path: KeyPath, figures: dict[str, Value], fetched: set[str]) -> Iterator[_Edit]:
    """The figures of a section go, but for those that its lasting texts fetch: «from 4 procent 2021»."""
    if not fetched & figures.keys():
        yield _dropped(tree, path)
        return
    yield from (_dropped(tree, (*path, name)) for name in figures if name not in fetched)


def _fetched(value: Value, kind: type[Värde] | None) -> Iterator[str]:
    """Every word of an expression in a text that lasts."""
    if isinstance(value, str):
        yield from (word for expression in _EXPRESSION.findall(value) for word in _WORD.findall(expression))
    elif isinstance(value, list):
        yield from (word for inner in value for word in _fetched(inner, kind))
    elif isinstance(value, dict):
        own = section_kind(value) or kind
        marks = inheritance(own) if own else {}
        for key, inner in value.items():
            if marks.get(key) not in {Arv.TÖMS, Arv.UTGÅR}:
                yield from _fetched(inner, record_in(own, key) if own else None)


def _cell_edits(tree: Tree, path: KeyPath, cells: dict[str, Value], step: PeriodStep) -> Iterator[_Edit]:
    """The cells of a row, each as its column lasts: words do, figures don't, but for those of years that have been."""
    lasting = lasting_columns(tree.value, path[:-3], step.year)
    if not lasting & cells.keys():
        yield _emptied(tree, path)
        return
    for name, cell in cells.items():
        if name not in lasting and cell is not None:
            yield _emptied(tree, (*path, name))


def _is_referred_to(key: str, section: dict[str, Value]) -> bool:
    """The footnotes of an instruction go with it to the new period."""
    return key == "fotnoter" and "[^" in str(section.get("anvisning"))


def _is_history(key: str, value: Value) -> bool:
    """Measurements year by year belong to the years, not to the period that told them."""
    return key in {"värden", "bedömningar"} and isinstance(value, dict) and all(name.isdigit() for name in value)


def _span(tree: Tree, path: KeyPath) -> tuple[tuple[int, int], tuple[int, int]]:
    place = tree.place(path)
    return (place.line - 1, place.column - 1), (place.end_line - 1, place.end_column - 1)


def _key(tree: Tree, path: KeyPath) -> tuple[int, int]:
    place = tree.key_place(path)
    return place.line - 1, place.column - 1


def _replaced(tree: Tree, path: KeyPath, text: str) -> _Edit:
    return _Edit(*_span(tree, path), text)


def _moved(tree: Tree, path: KeyPath, step: PeriodStep) -> _Edit:
    (row, column), (end_row, end_column) = _span(tree, path)
    old = tree.text.split("\n")[row : end_row + 1]
    old[-1] = old[-1][:end_column]
    old[0] = old[0][column:]
    return _Edit((row, column), (end_row, end_column), step.moved("\n".join(old)))


def _emptied(tree: Tree, path: KeyPath) -> _Edit:
    """From the key's colon to the value's end; a flow mapping's key needs nothing after it either."""
    place = tree.key_place(path)
    _, end = _span(tree, path)
    return _Edit((place.end_line - 1, place.end_column), end)


def _dropped(tree: Tree, path: KeyPath) -> _Edit:
    start, (_, end) = _key(tree, path), _span(tree, path)
    lines = [*tree.text.split("\n"), ""]
    before = lines[start[0]][: start[1]].strip()
    if not before:
        return _Edit((start[0], 0), (end[0] + 1, 0))
    if before == "-":  # the first key of a list's point: the next one takes its place beside the dash
        after = lines[end[0] + 1]
        follows = len(after) - len(after.lstrip()) == start[1] and after.strip()
        return _Edit(start, (end[0] + 1, start[1]) if follows else end)
    return _in_flow(tree, start, end)


def _in_flow(tree: Tree, start: tuple[int, int], end: tuple[int, int]) -> _Edit:
    """A key within braces: the comma before it goes too, or the one after if it is the first."""
    lines = tree.text.split("\n")
    before = lines[start[0]][: start[1]].rstrip()
    if before.endswith(","):
        return _Edit((start[0], len(before) - 1), end)
    after = lines[end[0]][end[1] :]
    gap = re.match(r"\s*,\s*", after)
    return _Edit(start, (end[0], end[1] + (gap.end() if gap else 0)))


def _whole_lines(tree: Tree, path: KeyPath) -> _Edit:
    (row, _), (end_row, _) = _span(tree, path)
    return _Edit((row, 0), (end_row + 1, 0))


def _apply(lines: list[str], edit: _Edit) -> None:
    (row, column), (end_row, end_column) = edit.start, edit.end
    tail = lines[end_row][end_column:] if end_row < len(lines) else ""
    head = lines[row][:column]
    if column == 0 and end_column == 0 and not edit.text:
        lines[row:end_row] = []
        return
    lines[row : end_row + 1] = f"{head}{edit.text}{tail}".rstrip().split("\n")
