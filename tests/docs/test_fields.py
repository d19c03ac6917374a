"""The handbook's tables of fields are the model's: no field is missing, made up or given a value that it can't have."""

from enum import StrEnum
from typing import Annotated, Literal, get_args, get_origin

import pytest
from pydantic import Field, TypeAdapter, ValidationError
from tests.docs.handbook import TABLES, code

from asn.model import register, report
from asn.model.avsnitt import KINDS, any_section
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Post, Värde, key_of
from asn.read import read_yaml

REGISTERS = {
    "namnd.yaml": register.Nämndfil,
    "enheter.yaml": register.Enhetsfil,
    "malomraden.yaml": register.Målområdesfil,
    "skalor.yaml": register.Skalfil,
    "rapportslag.yaml": register.Rapportslagsfil,
}
FILES = {"rapport.yaml": report.Rapportblad, **REGISTERS}
SLAG = {kind.model_fields["slag"].annotation.__args__[0]: kind for kind in KINDS}


def _record(annotation):
    """The kind of record that a field holds, if it holds any."""
    if isinstance(annotation, type) and issubclass(annotation, Värde):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record(part))), None)


def _kind(heading):
    """The record that a table of fields is about: «`mål` › `nämndmål.indikatorer`»."""
    start, _, path = heading.partition(" › ")
    name = start.strip("`")
    kind = {"Gemensamt för alla poster": Post, "Gemensamt för alla avsnitt": Avsnitt, **FILES, **SLAG}[name]
    for step in path.strip("`").split(".") if path else ():
        kind = _record(kind.model_fields[step].annotation)
    return kind


def _own(kind):
    """The fields that no table above has: all but those of the record that it builds on."""
    base = kind.__mro__[1]
    told = {"slag"} if issubclass(kind, Avsnitt) and kind is not Avsnitt else set()
    if base is not Värde:
        told |= {n for n, f in base.model_fields.items() if f.is_required() == kind.model_fields[n].is_required()}
    return {key_of(kind, name): field for name, field in kind.model_fields.items() if name not in told}


def _all_kinds():
    found, waiting = set(), [Post, Avsnitt, *FILES.values(), *KINDS]
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found.add(kind)
            waiting += filter(None, (_record(field.annotation) for field in kind.model_fields.values()))
    return found


FIELDS = [(heading, rows) for heading, names, rows in TABLES if names == ["Fält", "Vad", "Exempel"]]


def test_every_kind_of_record_has_one_table_of_fields():
    """Nothing that can be written in a file is left out."""
    told = [_kind(heading) for heading, _ in FIELDS]
    assert len(told) == len(set(told))
    assert set(told) == _all_kinds()


@pytest.mark.parametrize(("heading", "rows"), [pytest.param(h, r, id=h) for h, r in FIELDS])
def test_a_table_has_the_fields_of_the_model_and_says_which_are_needed(heading, rows):
    """No field is missing or made up, and each example is one that the field takes."""
    any_section()
    fields = _own(_kind(heading))
    assert {code(row[0])[0]: row[1].startswith("**Måste finnas.**") for row in rows} == {
        name: field.is_required() for name, field in fields.items()
    }
    for name, _, example in rows:
        if example != "se nedan":
            assert _taken(fields[code(name)[0]], example.strip("`"))


def _choices(annotation):
    """The words that a field can be, where only some are."""
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return {str(member) for member in annotation}
    inner = (part for part in get_args(annotation) if part is not type(None))
    return set() if get_origin(annotation) in {tuple, dict} else {word for part in inner for word in _choices(part)}


@pytest.mark.parametrize(("heading", "rows"), [pytest.param(h, r, id=h) for h, r in FIELDS])
def test_a_field_that_takes_only_some_words_names_them_all(heading, rows):
    """The editor needn't guess."""
    fields = _own(_kind(heading))
    for name, what, _ in rows:
        assert _choices(fields[code(name)[0]].annotation) <= set(code(what)), name


def _taken(field, example):
    text = f"x:\n  {example}\n" if example.startswith("- ") else f"x: {example}\n"
    tree, findings = read_yaml("x.yaml", text.encode())
    assert not findings, example
    try:
        TypeAdapter(Annotated[field.annotation, Field(), *field.metadata]).validate_python(tree.value["x"])
    except ValidationError as why:
        pytest.fail(f"{example}: {why}")
    return True
