"""No field of the model can change without a word: whichever it is, the comparison tells it and names it."""

import datetime
import types
import typing
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from enum import Enum

import pytest
from tests.fixtures.reports import project

from asn.comparison import compared, compared_registers
from asn.comparison.output import OUTPUTS
from asn.comparison.walk import Walk
from asn.figures import Cellvärde, Mätvärde, Storhet
from asn.light import READY_LIGHTS, Bedömning
from asn.load.registers import REGISTERS
from asn.model.avsnitt import KINDS
from asn.model.record import Värde, key_of
from asn.model.report import Rapportblad

OWN = ("ljus", "mål", "risker", "uppdrag", "pengar", "tabeller", "siffror")


def other(value: object) -> object:
    """Another value of the same type."""
    match value:
        case bool():
            return not value
        case Enum():
            return next(one for one in type(value) if one is not value)
        case Bedömning():
            return next(one for one in value.skala() if one != value)
        case str():
            return f"{value} och mer"
        case int() | Decimal():
            return value + 1
        case Storhet():
            return replace(value, tal=value.tal + 1)
        case Cellvärde():
            return replace(value, text=f"{value.text} m", tal=None if value.tal is None else value.tal + 1)
        case Mätvärde():
            return replace(value, text=f"{value.text} m", tal=None if value.tal is None else value.tal + 1)
        case datetime.date():
            return value + datetime.timedelta(days=1)
    raise AssertionError(value)


def sample(annotation: object, depth: int = 0) -> object:
    """A value that a field may hold, made of its annotation alone."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return sample(args[0], depth)
    if origin in {types.UnionType, typing.Union}:
        return sample(args[0], depth)
    if origin is typing.Literal:
        return args[0]
    if origin is tuple:
        return (sample(args[0], depth + 1),) if depth < 4 and not isinstance(args[0], typing.ForwardRef) else ()
    if origin is dict:
        return {sample(args[0], depth): sample(args[1], depth)}
    simple = {str: "ord", int: 2, Decimal: Decimal(2), bool: False, Storhet: Storhet(Decimal(2), "%")}
    simple |= {Cellvärde: Cellvärde("Stängt"), Mätvärde: Mätvärde(text="Ja"), datetime.date: datetime.date(2023, 5, 17)}
    simple |= {Bedömning: READY_LIGHTS[0]}
    if annotation in simple:
        return simple[annotation]
    assert isinstance(annotation, type), annotation
    if issubclass(annotation, Enum):
        return next(iter(annotation))
    assert issubclass(annotation, Värde), annotation
    return made(annotation, depth)


def made(kind: type[Värde], depth: int = 0) -> Värde:
    """A record with something in every field."""
    values = {
        name: () if name == "underavsnitt" else sample(field.annotation, depth)
        for name, field in kind.model_fields.items()
    }
    return kind.model_construct(_fields_set=set(values), **values)


def changed(record: Värde) -> Iterator[tuple[type[Värde], str, Värde]]:
    """The record with one field another than it was, for each field of it and of all below it."""
    for name in type(record).model_fields:
        if name == "slag":  # a section of another kind is another section
            continue
        for kind, field, value in others(getattr(record, name)):
            yield kind or type(record), field or key_of(type(record), name), record.model_copy(update={name: value})


def others(value: object) -> Iterator[tuple[type[Värde] | None, str, object]]:
    match value:
        case None:
            return
        case Värde():
            yield from changed(value)
            yield None, "", None
        case tuple():
            for at, item in enumerate(value):
                for kind, field, new in others(item):
                    if new is not None:
                        yield kind, field, (*value[:at], new, *value[at + 1 :])
            if value:
                yield None, "", value[:-1]
        case dict():
            for key, item in value.items():
                yield from ((kind, field, {**value, key: new}) for kind, field, new in others(item))
                yield None, "", {**value, f"{key}x": item}
        case _:
            yield None, "", other(value)
            yield None, "", None


class Source:
    """A file that nobody wrote."""

    file = "content/2023/T1/avsnitt.yaml"
    text = ""


def placed(record: Värde, source: object = None) -> Värde:
    record.placed(source or Source(), ())
    return record


class Everywhere(dict):
    """A register that has whatever is asked for."""

    def __init__(self, one):
        self.one = one

    def __missing__(self, key):
        return self.one


def report(sheet, sections):
    """A report of some sections, in which every reference leads somewhere."""
    real = project().rapport("2023/T1")
    register = replace(
        real.register,
        enheter=Everywhere(next(iter(real.register.enheter.values()))),
        målområden=Everywhere(next(iter(real.register.målområden.values()))),
    )
    return replace(real, blad=placed(sheet), avsnitt=tuple(placed(one) for one in sections), register=register)


def speaks(comparison, field: str) -> bool:
    """Whether a comparison tells of a field: by its name, or in a sentence of its own."""
    if any(group.rader for group in comparison.grupper if group.nyckel in OWN):
        return True
    rows = [row for group in comparison.grupper for row in group.rader]
    # A row that went is told by its own name, or by the list that it stood in.
    return any(field in row.vad or row.omdöme in {"ny", "borta"} for row in rows)


def silent_about(kind: type[Värde]) -> set[tuple[str, str]]:
    """The fields of a kind of section, or of the report's sheet, that can change without a word."""
    sheet = made(Rapportblad)
    one = made(kind)
    before = report(sheet, ()) if kind is Rapportblad else report(sheet, (one,))
    tried, silent = set(), set()
    for owner, field, new in changed(one):
        after = report(new, ()) if kind is Rapportblad else report(sheet, (new,))
        tried.add((owner.__name__, field))
        if not speaks(compared(before, after, ("då", "nu")), field):
            silent.add((owner.__name__, field))
    below = {(type(record), name) for record in one.below() for name in type(record).model_fields}
    missed = {(owner.__name__, key_of(owner, name)) for owner, name in below} - tried
    assert {name for _, name in missed} <= {"slag", "underavsnitt"}
    return silent


@pytest.mark.parametrize("kind", [*KINDS, Rapportblad], ids=lambda kind: kind.__name__)
def test_no_field_of_a_report_changes_in_silence(kind):
    """Every field of every record, whatever kind it is of: also one that no report has used yet."""
    assert not silent_about(kind)


@pytest.mark.parametrize("file", REGISTERS)
def test_no_field_of_what_all_reports_share_changes_in_silence(file):
    """Board, units, målområden, scales and kinds of report."""
    one = placed(made(REGISTERS[file]))
    tried = 0
    for _, field, new in changed(one):
        tried += 1
        assert speaks(compared_registers({file: one}, {file: placed(new)}, ("då", "nu")), field), field
    assert tried > 5


def test_a_field_that_the_walk_forgets_is_found_out(monkeypatch):
    """The sweep above sees more than that something is told: it misses the very field that was left out."""
    whole = Walk._value

    def forgetful(self, before, after, one):
        if one.fält != "motivering":
            whole(self, before, after, one)

    monkeypatch.setattr(Walk, "_value", forgetful)
    assert silent_about(Rapportblad) == {("Undantag", "motivering")}


@pytest.mark.parametrize("name", ["2020/T1", "2022/T1", "2022/VB", "2023/T1", "2024/T1", "2025/plan"])
def test_no_field_that_a_report_uses_changes_in_silence(name):
    """Of each kind of record and field the first one in the report's own content."""
    real = project().rapport(name)
    tried = set()
    for at, section in enumerate(real.avsnitt):
        source = section._read[0]
        for owner, field, new in changed(section):
            if (owner, field) in tried:
                continue
            tried.add((owner, field))
            try:
                after = replace(real, avsnitt=(*real.avsnitt[:at], placed(new, source), *real.avsnitt[at + 1 :]))
                found = compared(real, after, ("då", "nu"))
            except KeyError:  # a reference that leads nowhere is an error when the file is read
                continue
            assert speaks(found, field), (section.file(), owner, field)
            for render in OUTPUTS.values():
                assert "Inga skillnader" not in render([found])
    assert len(tried) > 20
