"""``asn list``: the reports, their state, and what is missing."""

import json

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import report, write

KINDS = """rapportslag:
  - id: delårsrapport
    namn: Delårsrapport {nummer} {år}
    filnamn: delarsrapport-{nummer}-{år}
    perioder: [T1, T2]
    avsnitt:
      - {fil: avsnitt.yaml, rubrik: Avsnitt, obligatoriskt: ja}
      - {fil: risker.yaml, rubrik: Risker, obligatoriskt: ja}
"""
DRAFT, ADOPTED = "tillstånd: utkast\n", "tillstånd: fastställd\n"


@pytest.fixture
def root(tmp_path):
    """A draft and an adopted report that both lack a section, and a report that can't be read."""
    files = {
        **report("slag: text\ntext: A.\n"),
        **report("slag: text\ntext: A.\n", "2022/T2"),
        **report("slag: [", "2021/T1"),
    }
    sheets = {"2023/T1/rapport.yaml": DRAFT, "2022/T2/rapport.yaml": ADOPTED, "rapportslag.yaml": KINDS}
    return write(tmp_path, {**files, **sheets})


def test_the_list_for_people(root):
    """State, title and counts on a line each; what is missing below."""
    ran = inside(root, "list")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [" ".join(line.split()) for line in ran.stdout.splitlines()] == [
        "2022/T2 fastställd Delårsrapport 2 2022 1 fel, 0 varningar",
        "saknas: Avsnittet «Risker» (risker.yaml) saknas.",
        "2023/T1 utkast Delårsrapport 1 2023 0 fel, 1 varningar",
        "saknas: Avsnittet «Risker» (risker.yaml) saknas.",
        "2021/T1 kan inte läsas 1 fel, 0 varningar",
    ]


def test_the_list_for_ci(root):
    """A JSON list that a matrix of jobs can be made of."""
    ran = inside(root, "list", "--output-format", "json")
    assert (ran.returncode, ran.stderr) == (0, "")
    missing = ["Avsnittet «Risker» (risker.yaml) saknas."]
    assert json.loads(ran.stdout) == [
        {
            "rapport": "2022/T2",
            "år": 2022,
            "period": "T2",
            "titel": "Delårsrapport 2 2022",
            "tillstånd": "fastställd",
            "fel": 1,
            "varningar": 0,
            "saknas": missing,
        },
        {
            "rapport": "2023/T1",
            "år": 2023,
            "period": "T1",
            "titel": "Delårsrapport 1 2023",
            "tillstånd": "utkast",
            "fel": 0,
            "varningar": 1,
            "saknas": missing,
        },
        {
            "rapport": "2021/T1",
            "år": 2021,
            "period": "T1",
            "titel": "",
            "tillstånd": "kan inte läsas",
            "fel": 1,
            "varningar": 0,
            "saknas": [],
        },
    ]


def test_the_filters_choose_what_is_listed(root):
    """As in every command."""
    ran = inside(root, "list", "--year", "2022", "--output-format", "json")
    assert [row["rapport"] for row in json.loads(ran.stdout)] == ["2022/T2"]
