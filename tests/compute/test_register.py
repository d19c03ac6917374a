"""Risks one below the other, and beside them their places by likelihood and consequence."""

import pytest
from tests.fixtures.projects import loaded, report

from asn.compute import document
from asn.render.cells import plain_cell

LONG = "Vi rekryterar tillsammans med de andra förvaltningarna i kommunen."
RISKS = """slag: risker
risker:
  - {id: a, namn: Bemanningen, typ: Personal, sannolikhet: 4, konsekvens: 5, bedömning: gul, kommentar: Kort.}
  - {id: b, namn: Lokalerna, typ: Lokaler, sannolikhet: 4, konsekvens: 5, åtgärder: [Säg upp, Bygg], kommentar: "%s"}
  - {id: c, namn: Pengarna, sannolikhet: 1, konsekvens: %s}
"""


@pytest.fixture
def tables(tmp_path):
    """The tables of a report whose section is risks."""

    def made(consequence):
        project = loaded(tmp_path, report(RISKS % (LONG, consequence)))
        assert project.fynd == ()
        return document(project.rapporter[0], (), ()).tabeller()

    return made


def test_a_record_says_what_is_short_in_a_line_and_what_is_long_below(tables):
    """In the columns' order, without what is empty; a light that isn't set is told."""
    *_, register = tables(2)
    assert register.register
    assert not register.liggande
    told = [
        (post.namn, post.nummer, [column.id for column, _ in post.fakta], [column.id for column, _ in post.texter])
        for post in register.poster()
    ]
    short = ["typ", "faktorer", "riskvärde", "bedömning"]
    assert told == [
        ("Bemanningen", 1, short, ["kommentar"]),
        ("Lokalerna", 2, short, ["åtgärder", "kommentar"]),
        ("Pengarna", 3, short[1:], []),
    ]


def test_the_matrix_has_each_risk_by_its_number_in_its_place(tables):
    """Likelihood downwards from 5, consequence from 1; those that have both the same share a cell."""
    matrix, _ = tables(2)
    rows = [[plain_cell(cell) for cell in row.celler] for row in matrix.rader]
    assert [row[0] for row in rows] == ["5", "4", "3", "2", "1"]
    assert {(row[0], place): cell for row in rows for place, cell in enumerate(row) if place and cell} == {
        ("4", 5): "1, 2",
        ("1", 2): "3",
    }


def test_few_placed_risks_are_not_worth_a_matrix(tables):
    """Two of three have a place: their values say it all, and no number is needed."""
    (register,) = tables("null")
    assert {post.nummer for post in register.poster()} == {0}


ASSIGNMENTS = """slag: uppdrag
uppdrag:
  - {{id: a, namn: "{name}", klart: Mars, status: grön, kommentar: "{comment}"}}
  - {{id: b, namn: "{name}", klart: Juni, status: gul, kommentar: "{comment}"}}
"""


@pytest.mark.parametrize(
    ("name", "comment", "records"), [(LONG, LONG, True), (LONG, "Kort.", False), ("A", LONG, False)]
)
def test_two_columns_of_sentences_are_read_below_each_other(tmp_path, name, comment, records):
    """Side by side each would be a narrow strip; one column of sentences has room beside the names."""
    project = loaded(tmp_path, report(ASSIGNMENTS.format(name=name, comment=comment)))
    assert project.fynd == ()
    (table,) = document(project.rapporter[0], (), ()).tabeller()
    assert table.register is records


def test_a_column_stands_in_the_same_place_in_every_record(tmp_path):
    """Measures are few words in one risk and points in another: they stand below in both, after the facts."""
    one = RISKS.replace("bedömning: gul, kommentar: Kort.", "åtgärder: [Sök], bedömning: gul") % (LONG, 2)
    *_, register = document(loaded(tmp_path, report(one)).rapporter[0], (), ()).tabeller()
    first, second, _ = register.poster()
    assert [column.id for column, _ in first.texter] == ["åtgärder"]
    assert [column.id for column, _ in second.texter] == ["åtgärder", "kommentar"]
    assert [column.id for column, _ in first.fakta][-1] == "bedömning"
