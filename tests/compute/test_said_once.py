"""What says nothing isn't printed in every row, but told once; what says something is never left out."""

import pytest
from tests.fixtures.projects import loaded, report

from asn.compute import document

WHEEL = "slag: årshjul\nskala: s\nposter:\n" + "".join(
    f"  - {{månad: jan, namn: Sak {number}, bedömning: LJUS{number}}}\n" for number in range(3)
)
SCALE = {
    "skalor.yaml": "skalor:\n  - id: s\n    namn: S\n    klasser:\n      - {bedömning: grön, betyder: klart}\n"
    "      - {bedömning: röd, betyder: inte klart}\n"
}
PULSE = """slag: matris
id: puls
tabellrubrik: Puls
mätpunkter: [{id: mar, rubrik: Mars}, {id: apr, rubrik: April}, {id: maj, rubrik: Maj}, {id: jun, rubrik: Juni}]
rader: [{id: a, namn: A, värden: {mar: "4,5", jun: VÄRDE}}]
"""
GOALS = """slag: mål
nämndmål:
  - id: a
    namn: Ett mål
    bedömning: grön
    indikatorer:
      - {id: b, namn: B, utfall: 1, målnivå: 2, bedömning: gul, kommentar: KOMMENTAR}
      - {id: c, namn: C, utfall: 1, målnivå: 2, bedömning: gul, kommentar: ANDRA}
"""


@pytest.fixture
def views(tmp_path):
    """The sections of a report with one section, as they are shown."""

    def made(text, files=None):
        project = loaded(tmp_path, {**report(text), **(files or {})})
        assert project.fynd == ()
        return document(project.rapporter[0], (), ()).kapitel

    return made


def wheel(*lights):
    """A wheel whose three rows have some lights."""
    text = WHEEL
    for number, light in enumerate(lights):
        text = text.replace(f"LJUS{number}", light)
    return text


def test_a_column_of_lights_that_nobody_has_set_is_told_once(views):
    """And the legend of its colours, none of which is there, isn't printed."""
    (view,) = views(wheel("null", "null", "null"), SCALE)
    (table,) = view.tabeller
    assert [column.id for column in table.kolumner] == ["månad", "aktivitet"]
    assert table.noter == ("Bedömning är inte ifylld, 3 rader.",)
    assert not view.har_ljus


def test_one_light_that_is_set_keeps_the_column(views):
    """The others are then told to be unset."""
    (view,) = views(wheel("null", "röd", "null"), SCALE)
    assert [column.id for column in view.tabeller[0].kolumner] == ["månad", "aktivitet", "bedömning"]
    assert view.har_ljus


@pytest.mark.parametrize(("value", "kept"), [("null", ["mar", "apr"]), ('"4,6"', ["mar", "apr", "jun"])])
def test_months_to_come_are_not_printed(views, value, kept):
    """A month of the report's own without a figure is, as it is missing; so is a later one that has a figure."""
    (view,) = views(PULSE.replace("VÄRDE", value))
    assert [column.id for column in view.tabeller[0].kolumner] == ["rad", *kept]


@pytest.mark.parametrize(("second", "records"), [("null", True), ("Också.", False)])
def test_a_table_of_words_with_many_empty_cells_is_read_as_records(views, second, records):
    """The goal has neither outcome nor target; with few comments beside them a fifth of the cells is empty."""
    text = GOALS.replace("KOMMENTAR", "Därför." if records else "Därför att.").replace("ANDRA", second)
    (view,) = views(
        text if records else text.replace("    bedömning: grön\n", "    bedömning: grön\n    kommentar: Nej.\n")
    )
    table = view.tabeller[0]
    empty = sum(len(post.fakta) + len(post.texter) for post in table.poster())
    assert empty < len(table.rader) * (len(table.kolumner) - 1)
    assert table.register is records


ASSIGNMENTS = """slag: uppdrag
uppdrag:
  - {id: a, namn: A, klart: Mars, status: grön, kommentar: Ett.}
  - {id: b, namn: B, klart: Juni, status: grön, kommentar: Två.}
  - {id: c, namn: C, klart: Juli, status: TREDJE, kommentar: Tre.}
"""


@pytest.mark.parametrize(("third", "columns"), [("grön", 3), ("gul", 4)])
def test_what_is_the_same_in_every_row_is_told_above_and_kept_in_the_data(views, third, columns):
    """The light's word stands once, with its name and how many have it; open data has the column all the same."""
    (view,) = views(ASSIGNMENTS.replace("TREDJE", third))
    (table,) = view.tabeller
    assert len(table.kolumner) == columns
    assert [said for said, _ in table.ovan] == (["Status, alla 3"] if third == "grön" else [])
    whole = table.hel or table
    assert [column.id for column in whole.kolumner] == ["uppdrag", "klart", "status", "kommentar"]


def test_a_light_of_a_goal_stands_in_its_row(views):
    """What only the goal's row has is told above, but never its light: that stands where the goal is named."""
    text = GOALS.replace(", bedömning: gul", "").replace("KOMMENTAR", "null").replace("ANDRA", "null")
    (view,) = views(text.replace("    bedömning: grön\n", "    bedömning: grön\n    kommentar: Bra.\n"))
    (table,) = view.tabeller
    assert [said for said, _ in table.ovan] == ["Kommentar, målet"]
    assert [column.id for column in table.kolumner] == ["mål", "utfall", "målnivå", "bedömning"]


def test_the_names_of_the_rows_never_stand_alone(views):
    """Where all columns say the same in every row, the lights keep theirs."""
    same = ASSIGNMENTS.replace("TREDJE", "grön")
    for one, other in (("Juni", "Mars"), ("Juli", "Mars"), ("Två", "Ett"), ("Tre", "Ett")):
        same = same.replace(one, other)
    (view,) = views(same)
    (table,) = view.tabeller
    assert [column.id for column in table.kolumner] == ["uppdrag", "status"]
    assert [said for said, _ in table.ovan] == ["Klart datum, alla 3", "Kommentar, alla 3"]
