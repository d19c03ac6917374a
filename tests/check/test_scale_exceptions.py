"""An exception may stand on a scale, which is no part of a report but is judged with each report that uses it."""

from pathlib import Path

import pytest

from asn.check import RULES, examine
from asn.load.project import load_project

GROUND = Path(__file__).parent / "grund"
SCALE = """skalor:
  - id: andel
    namn: Andel
    mäter: utfall
    klasser:
      - {{bedömning: grön, betyder: minst 80 %, från: 80 %}}
      - {{bedömning: gul, betyder: under 80 %, {end}}}
    undantag:
      - {{regel: M205, motivering: Skalan är publicerad så.}}
"""
GOALS = """slag: mål
rubrik: Mål
{scale}
nämndmål:
  - {{id: trivsel, namn: Medarbetarna trivs}}
"""


def _judged(root, *, end, scale="skala: andel"):
    folder = root / "content" / "2023" / "T1"
    folder.mkdir(parents=True)
    for path in GROUND.iterdir():
        (root / "content" / path.name).write_bytes(path.read_bytes())
    (root / "content" / "skalor.yaml").write_text(SCALE.format(end=end), encoding="utf-8")
    (folder / "mal.yaml").write_text(GOALS.format(scale=scale), encoding="utf-8")
    sheet = "tillstånd: fastställd\navsnitt: [{fil: mal.yaml, rubrik: Mål}]\n"
    (folder / "rapport.yaml").write_text(sheet, encoding="utf-8")
    project = load_project(root)
    (report,) = project.rapporter
    rules = [rule for rule in RULES if rule.code == "M205"]
    return examine(report, (), rules)


def test_an_exception_on_a_scale_excuses_its_gap(tmp_path):
    """The gap is told as excused, and nothing stands."""
    judged = _judged(tmp_path, end="till: 79 %")
    assert judged.fynd == ()
    assert [found.code for found in judged.undantagna] == ["M205"]


def test_an_exception_on_a_scale_without_a_gap_is_itself_told_of(tmp_path):
    """An exception that excuses nothing is S014, in the scales' own file."""
    judged = _judged(tmp_path, end="under: 80 %")
    assert [(found.code, found.place.file) for found in judged.fynd] == [("S014", "content/skalor.yaml")]


@pytest.mark.parametrize("end", ["till: 79 %", "under: 80 %"])
def test_a_scale_that_the_report_does_not_use_is_not_judged(tmp_path, end):
    """Another report's scale is another report's matter, and so are its exceptions."""
    judged = _judged(tmp_path, end=end, scale="skala:")
    assert (judged.fynd, judged.undantagna) == ((), ())
