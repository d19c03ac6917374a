"""Lights of several goals side by side: goals × units and goals × months, in the section above them or in their own."""

import pytest
from tests.fixtures.projects import loaded

from asn.compute.document import document

REPORT = "tillstånd: utkast\navsnitt:\n  - {fil: mal.yaml, rubrik: Mål}\n"
TWO = """slag: text
id: chef
underavsnitt:
  - {slag: mål, målområde: kvalitet, nämndmål: [{id: a, namn: Mål A, FIRST}]}
  - {slag: mål, målområde: ekonomi, nämndmål: [{id: b, namn: Mål B, SECOND}]}
"""
ONE = "slag: mål\nid: chef\nnämndmål: [{id: a, namn: Mål A, FIRST}, {id: b, namn: Mål B, SECOND}]\n"
UNITS = "enheter: [{enhet: mottagningen, bedömning: LIGHT}, {enhet: vuxenenheten}]"


def tables(tmp_path, text, first, second):
    """The tables of a report whose two goals have that, by id."""
    made = text.replace("FIRST", first).replace("SECOND", second)
    project = loaded(tmp_path, {"2023/T1/rapport.yaml": REPORT, "2023/T1/mal.yaml": made})
    assert not project.fel_i, project.fynd
    return {table.id: table for table in document(project.rapporter[0], (), ()).tabeller()}


def told(table):
    """What stands in the table, its headings first; a light that isn't set is a question mark."""
    rows = [[column.rubrik for column in table.kolumner], *(row.celler for row in table.rader)]
    return [[getattr(cell, "bedömning", cell) or "?" if cell is not None else None for cell in row] for row in rows]


@pytest.mark.parametrize(("text", "names"), [(TWO, ["Kvalitet", "Ekonomi"]), (ONE, ["Mål A", "Mål B"])])
def test_units_stand_once_with_a_column_a_goal(text, names, tmp_path):
    """Each light of each goal, and no row of a unit in the goals' own tables."""
    second = "enheter: [{enhet: mottagningen, bedömning: röd}]"
    found = tables(tmp_path, text, UNITS.replace("LIGHT", "grön"), second)
    table = found.pop("chef_enheter")
    (first, *rows) = told(table)
    assert [len(name) > 0 for name in first[1:]] == [True, True]
    assert [row[1:] for row in rows] == [["grön", "röd"], ["?", None]]
    assert (first[1:] == names) or text is TWO
    assert {row.roll for other in found.values() for row in other.rader} == {"mal"}


@pytest.mark.parametrize("text", [TWO, ONE])
def test_months_are_one_strip_as_far_as_the_year_has_come(text, tmp_path):
    """A row a goal; months to come aren't printed."""
    months = "månader: {jan: grön, feb: LIGHT, mar: }"
    found = tables(tmp_path, text, months.replace("LIGHT", "gul"), "månader: {jan: röd}")
    heads, *rows = told(found["chef_månader"])
    assert len(heads) == 3
    assert [row[1:] for row in rows] == [["grön", "gul"], ["röd", None]]


@pytest.mark.parametrize("text", [TWO, ONE])
def test_units_without_lights_are_told_once(text, tmp_path):
    """Not row by row, and not for each goal anew."""
    found = tables(tmp_path, text, UNITS.replace("LIGHT", ""), UNITS.replace("LIGHT", ""))
    notes = [note for table in found.values() for note in table.noter]
    assert notes == ["Enheternas bedömning är inte ifylld, 2 enheter."]
    assert {row.roll for table in found.values() for row in table.rader} == {"mal"}


def test_the_units_of_one_goal_stand_below_it(tmp_path):
    """There is nothing to set them beside."""
    found = tables(tmp_path, TWO, UNITS.replace("LIGHT", "gul"), "bedömning: grön")
    assert "chef_enheter" not in found
    assert sum(row.roll == "indikator" for table in found.values() for row in table.rader) == 2


@pytest.mark.parametrize("text", [TWO, ONE])
@pytest.mark.parametrize("light", ["gul", ""])
def test_units_that_tell_more_than_a_light_keep_their_rows(text, light, tmp_path):
    """An outcome or a comment has no place in a table of lights, and is never left out."""
    more = UNITS.replace("LIGHT", light).replace("{enhet: vuxenenheten}", "{enhet: vuxenenheten, utfall: 88 %}")
    found = tables(tmp_path, text, more, UNITS.replace("LIGHT", "grön"))
    assert "chef_enheter" not in found
    assert sum(row.roll == "indikator" for table in found.values() for row in table.rader) == 4
    assert "88" in str([row.celler for table in found.values() for row in table.rader])
