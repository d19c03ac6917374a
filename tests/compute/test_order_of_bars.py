"""The bars of deviations stand in order of size; what the content orders itself stays as it is."""

import pytest
from tests.fixtures.projects import loaded, report

from asn.compute import document

TABLE = """slag: belopp
id: netto
tabellrubrik: Netto
kolumner: [{id: avvikelse, rubrik: Avvikelse, roll: avvikelse}]
rader:
  - {id: a, namn: A, belopp: {avvikelse: "-5"}}
  - {id: b, namn: B, belopp: {avvikelse: 7}}
  - {id: c, namn: C, belopp: {avvikelse: 2}}
diagram_av: [{slag: SLAG, kolumner: [avvikelse], titel: TRE, MER}]
"""


@pytest.mark.parametrize(
    ("kind", "more", "order"),
    [("avvikelser", "", "BCA"), ("avvikelser", "rader: [a, b, c]", "ABC"), ("staplar", "", "ABC")],
)
def test_deviations_stand_in_order_of_size(tmp_path, kind, more, order):
    """From the highest to the lowest, each with its own figure."""
    project = loaded(tmp_path, report(TABLE.replace("SLAG", kind).replace(", MER", f", {more}" if more else "")))
    assert project.fynd == ()
    (chart,) = document(project.rapporter[0], (), ()).kapitel[0].diagram
    figures = {"A": -5, "B": 7, "C": 2}
    assert chart.kategorier == tuple(order)
    assert chart.serier[0].värden == tuple(figures[name] for name in order)


MONEY = """slag: belopp
id: netto
tabellrubrik: Netto
kolumner:
  - {id: utfall, rubrik: Utfall, roll: utfall}
  - {id: budget, rubrik: Budget, roll: budget}
  - {id: avvikelse, rubrik: Avvikelse, roll: avvikelse, av: utfall, minus: budget}
rader:
  - {id: a, namn: A, belopp: {utfall: -30, budget: -10}}
  - {id: b, namn: B, belopp: {utfall: -5, budget: -10}}
  - {id: c, namn: C, belopp: {utfall: -10, budget: -10}}
  - {id: d, namn: D, belopp: {utfall: -9}}
  - {id: summa, namn: Summa, roll: summa}
diagram_av: [{slag: avvikelser, kolumner: [avvikelse]}]
"""


def test_the_sum_and_the_share_of_the_budget_stand_in_the_chart(tmp_path):
    """The sum comes last, whatever its size, and each deviation has its per cent of the budget that the table has."""
    project = loaded(tmp_path, report(MONEY.replace("  - {id: d, namn: D, belopp: {utfall: -9}}\n", "")))
    (chart,) = document(project.rapporter[0], (), ()).kapitel[0].diagram
    assert chart.kategorier == ("B", "C", "A", "Summa")
    assert chart.summor == 1
    assert chart.andelar == (50, 0, -200, -50)
    assert chart.titel == "A drar ned resultatet mest"
    assert chart.mått == "Avvikelse, tkr (procent av budget)"


YEARS = """slag: matris
id: mått
tabellrubrik: Mått
mätpunkter: [{id: "2021", rubrik: "2021"}, {id: "2022", rubrik: "2022"}, {id: "2023", rubrik: "2023"}]
rader:
  - {id: a, namn: A, värden: {"2021": 1, "2022": 2, "2023": 3}}
  - {id: b, namn: B, värden: {"2021": 1, "2023": 3}}
"""


def test_rows_of_measurements_over_years_have_lines_after_the_last_figures(tmp_path):
    """All have, where some row has three known; not where the table has a chart."""
    (view,) = document(loaded(tmp_path, report(YEARS)).rapporter[0], (), ()).kapitel
    assert [row.celler[-1].linje for row in view.tabeller[0].rader] == [(1, 2, 3), (1, None, 3)]
    assert view.tabeller[0].trend
    (drawn,) = document(loaded(tmp_path, report(YEARS + "linjediagram: Mått")).rapporter[0], (), ()).kapitel
    assert not drawn.tabeller[0].trend


def test_a_difference_from_an_earlier_amount_has_its_sign(tmp_path):
    """Like every other difference; the earlier amount itself has none."""
    earlier = "  - {id: ifjol, rubrik: I fjol, roll: jämförelse}\n"
    against = "  - {id: mot, rubrik: Mot i fjol, roll: jämförelse, av: utfall, minus: ifjol}\n"
    table = MONEY.replace("rader:\n", f"{earlier}{against}rader:\n").replace("{utfall: -9}", "{utfall: -9, ifjol: -12}")
    (view,) = document(loaded(tmp_path, report(table)).rapporter[0], (), ()).kapitel
    assert [getattr(cell, "tecken", False) for cell in view.tabeller[0].rader[3].celler][-2:] == [False, True]
