"""Ten mistakes that editors make, and what each of them is told: ten_mistakes.txt is to be read by a person."""

import json
from pathlib import Path

import pytest
from tests.fixtures.console import asn, inside
from tests.fixtures.golden import same
from tests.fixtures.projects import report, write

GOLDEN = Path(__file__).parent / "ten_mistakes.txt"
RISKS = "slag: risker\nrisker:\n  - id: bemanning\n    namn: Bemanningen räcker inte\n"
GOALS = "slag: mål\nmålområde: kvalitet\nnämndmål:\n  - id: trygghet\n    namn: Trygghet\n"
MONEY = (
    "slag: belopp\nid: kostnad\ntabellrubrik: Nettokostnad\nkolumner:\n  - {id: utfall, rubrik: Utfall, roll: utfall}\n"
    "rader:\n  - {id: vård, namn: Vård, belopp: "
)
MISTAKES = (
    RISKS + "\tbedömning: grön\n",  # a tab
    RISKS + "    bedömning: Grön\n",  # a capital letter
    RISKS + "    kommentr: Vi rekryterar.\n",  # a slip in a field's name
    RISKS + "    kommentar: Beslut: vi rekryterar.\n",  # a colon in a text
    RISKS + "    bedömning: grön\n    bedömning: gul\n",  # the same field twice
    RISKS + "    målområde: kvaliteten\n",  # a målområde that isn't there
    GOALS + "    målnivå: > 80 %\n",  # a sign that means something else to YAML
    MONEY + "{utfall: -1234.5}}\n",  # a decimal point
    "slag: text\ntext: Kostnaden blev {{ kostnad.vård.utfall }} i perioden.\n",  # a figure that isn't there
    RISKS.replace("    namn: Bemanningen räcker inte\n", "    sannolikhet: tre\n"),  # no name, and a number in words
)


@pytest.fixture
def root(tmp_path):
    """A project with a report for each mistake."""
    assert len(MISTAKES) == 10
    return write(
        tmp_path,
        {key: text for n, mistake in enumerate(MISTAKES, 1) for key, text in report(mistake, f"2023/M{n:02}").items()},
    )


def test_each_mistake_is_told_at_its_line_with_its_cure(root):
    """In the order of the files; all of them in one run."""
    ran = asn(root, "check", "--select", "S", "--select", "U404")
    assert ran.returncode == 1
    same(GOLDEN, ran.stdout)


def test_no_mistake_is_passed_over_and_none_is_told_in_english(root):
    """Every report has its finding, and each finding says what would be right."""
    ran = inside(root, "check", "--select", "S", "--select", "U404", "--output-format", "json")
    found = json.loads(ran.stdout)
    assert {one["file"] for one in found} == {f"content/2023/M{n:02}/avsnitt.yaml" for n in range(1, 11)}
    assert all(one["suggestion"] or "Skriv" in one["message"] for one in found)
    assert all(one["line"] > 1 for one in found)
