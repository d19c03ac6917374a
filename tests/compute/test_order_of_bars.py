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
