"""`asn diff` tells where figures were read from: each field of ``underlag.yaml``, for data.json says it all."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.fixtures.reports import project

from asn.comparison import compared
from asn.comparison.output import OUTPUTS
from asn.model.ledger import LästSiffra, LästTabell, Underlagsfil

FIGURE = LästSiffra.model_construct(rad="ifo", kolumn="utfall", cell="C8", värde=Decimal(-29390))
READ = LästTabell.model_construct(
    tabell="nettokostnad",
    fil="underlag/netto.xlsx",
    blad="Rapport",
    sha256="9f86",
    läst=datetime.date(2023, 5, 12),
    siffror=(FIGURE,),
)


def _told(before, after):
    real = project().rapport("2023/T1")
    files = [Underlagsfil.model_construct(tabeller=tables) for tables in (before, after)]
    return compared(*(replace(real, underlag=file) for file in files), ("då", "nu"))


def _figure(**changed):
    return READ.model_copy(update={"siffror": (FIGURE.model_copy(update=changed),)})


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ((READ.model_copy(update={"fil": "underlag/annan.xlsx"}),), "underlag/annan.xlsx!Rapport"),
        ((READ.model_copy(update={"blad": "Ny"}),), "underlag/netto.xlsx!Ny"),
        ((READ.model_copy(update={"läst": datetime.date(2023, 5, 13)}),), "2023-05-13"),
        ((READ.model_copy(update={"sha256": "e3b0"}),), "annan fil"),
        ((READ.model_copy(update={"tabell": "annan"}),), "annan"),
        ((), "borta"),
        ((_figure(cell="C9"),), "C9: -29390"),
        ((_figure(värde=Decimal("-29390.0")),), "C8: -29390.0"),
        ((_figure(rad="vuxna"),), "siffror vuxna utfall"),
        ((_figure(kolumn="budget"),), "siffror ifo budget"),
        ((READ.model_copy(update={"siffror": ()}),), "siffror ifo utfall"),
    ],
)
def test_each_field_of_the_record_is_told(after, told):
    """In every output; and nothing where nothing differs."""
    assert _told((READ,), (READ,)).lika
    found = _told((READ,), after)
    assert not found.lika
    rows = [row for group in found.grupper for row in group.rader]
    assert any(told in f"{row.namn} {row.vad} {row.före} {row.efter} {row.omdöme}" for row in rows)
    for render in OUTPUTS.values():
        assert told.split(",")[0] in render([found]).replace("\\", "").replace("<!-- -->", "").replace(
            "\N{MINUS SIGN}", "-"
        )


def test_many_cells_are_counted():
    """A sheet that got a row more moves all that is below it."""
    many = tuple(FIGURE.model_copy(update={"rad": f"r{number}"}) for number in range(9))
    moved = tuple(one.model_copy(update={"cell": "C9"}) for one in many)
    tables = [(READ.model_copy(update={"siffror": figures}),) for figures in (many, moved)]
    rows = _told(*tables).grupper[-1].rader
    assert [row.omdöme for row in rows] == ["", "", "", "", "", "4 till"]
