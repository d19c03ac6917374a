"""Outcomes year by year: the report's own year is judged, the others are shown and held to what was told."""

from tests.fixtures.projects import loaded, report

from asn.check import RULES, examine
from asn.comparison.walk import Walk
from asn.model.avsnitt.mal import Mål
from asn.period import READY
from asn.read import read_yaml
from asn.succession.periods import carry_over
from asn.succession.years import PeriodStep

SECTION = """slag: mål
rubrik: Mål
nämndmål:
  - id: besked
    namn: Den som söker stöd får ett snabbt besked
    bedömning: grön
    indikatorer:
      - id: tid
        namn: Beslut i tid
        utfall: {2021: 80 %, 2022: 82 %, 2023: 85 %}
        målnivå: {2023: 84 %}
        bedömning: grön
      - id: nöjda
        namn: Andel nöjda
        utfall: 70 %
        bedömning: grön
"""


def goals(project, at=-1):
    """The section of one of a project's reports."""
    return next(part for part in project.rapporter[at].alla_avsnitt() if isinstance(part, Mål))


def test_each_year_has_a_column_and_the_report_s_own_is_the_outcome(tmp_path):
    """A single value stands under the report's own year; texts fetch both the own and another."""
    project = loaded(tmp_path, report(SECTION, "2023/T1"))
    assert not project.fynd
    section = goals(project)
    table = section.tabeller(project.rapporter[0].register)[0]
    assert [column.id for column in table.kolumner] == [
        *("mål", "utfall_2021", "utfall_2022", "utfall", "målnivå", "bedömning")
    ]
    assert [column.rubrik for column in table.kolumner][1:5] == [
        *("Utfall 2021", "Utfall 2022", "Utfall 2023", "Målnivå 2023")
    ]
    shown = [[str(cell or "") for cell in row.celler[1:5]] for row in table.rader[1:]]
    assert shown == [["80\xa0%", "82\xa0%", "85\xa0%", "84\xa0%"], ["", "", "70\xa0%", ""]]
    told = section.värden()["tid"]
    assert (str(told["utfall"]), str(told["utfall_2021"])) == ("85\xa0%", "80\xa0%")


def test_an_earlier_year_is_what_was_published(tmp_path):
    """A year that another report told otherwise is told at its own place."""
    files = report(SECTION, "2022/T1") | report(SECTION.replace("2021: 80 %", "2021: 83 %"), "2023/T1")
    project = loaded(tmp_path, files)
    now = project.rapporter[-1]
    rules = [rule for rule in RULES if rule.code == "H601"]
    (found,) = examine(now, project.tidigare(now), rules).fynd
    assert (found.code, found.place.file, found.place.line) == ("H601", "content/2023/T1/avsnitt.yaml", 10)
    walk = Walk()
    walk.record(goals(project, 0), goals(project), (goals(project),))
    assert [(one.fält, one.nyckel, str(one.efter)) for one in walk.differences] == [("utfall", "2021", "83\xa0%")]


def test_a_new_period_moves_the_years():
    """The oldest year goes and an empty one comes; within the year only its own is emptied."""
    tree, _ = read_yaml("content/2023/T1/avsnitt.yaml", SECTION.encode())
    moved = carry_over(tree, PeriodStep(2023, READY["T1"], 2024, READY["T1"]))
    assert "utfall: {2022: 82 %, 2023: 85 %, 2024:}" in moved
    same = carry_over(tree, PeriodStep(2023, READY["T1"], 2023, READY["T2"]))
    assert "utfall: {2021: 80 %, 2022: 82 %, 2023:}" in same
    assert "målnivå: {2023: 84 %}" in same
