"""A unit's own file is part of the report, and each thing in it is told of at its place there."""

import json
import os
import subprocess

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import loaded, told

from asn.compute.progress import progress
from asn.load.project import load_project
from asn.model.avsnitt.mal import Nämndmål
from asn.model.avsnitt.uppfoljning import Risk
from asn.pipeline import checked
from asn.verification.enclosed import _SOURCE

SHEET = """tillstånd: utkast
avsnitt:
  - {fil: handelser.yaml, rubrik: Händelser}
  - {fil: mal.yaml, rubrik: Mål}
  - {fil: risker.yaml, rubrik: Risker}
"""
GOALS = """slag: mål
rubrik: Mål
nämndmål:
  - id: kort
    namn: Kort väntetid
    målnivå: ">80 %"
    utfall: 90 %
    bedömning: GOAL
    från_enheter: ja
    sammanvägning: RULE
  - {id: egen, namn: Eget, bedömning: grön}
"""
FIRST = """enhet: mottagningen
mål:
  - mål: kort
    utfall: 88 %
    bedömning: ONE
    kommentar: Två nya {{ finns.inte }}.
risker:
  - id: hyra
    målområde: kvalitet
    namn: Hyran
    sannolikhet: 3
    konsekvens: 4
    riskvärde: 11
    åtgärder: [Förhandla.]
    bedömning: grön
händelser:
  - text: Nya lokaler sedan mars.
"""
SECOND = "enhet: vuxenenheten\nmål:\n  - {mål: kort, bedömning: grön}\n"
UNITS = "2023/T1/enheter"


def project(tmp_path, *, goal="gul", rule="sämsta", one="gul", **more):
    """A report of two units."""
    files = {
        "2023/T1/rapport.yaml": SHEET,
        "2023/T1/handelser.yaml": "slag: händelser\nhändelser:\n  - text: Något hände.\n",
        "2023/T1/mal.yaml": GOALS.replace("GOAL", goal).replace("RULE", rule),
        "2023/T1/risker.yaml": "slag: risker\nrisker: []\n",
        f"{UNITS}/mottagningen.yaml": FIRST.replace("ONE", one),
        f"{UNITS}/vuxenenheten.yaml": SECOND,
    }
    return loaded(tmp_path, files | {f"{UNITS}/{name}.yaml": text for name, text in more.items()})


def test_what_the_units_tell_is_in_the_report(tmp_path):
    """Results in the register's order, risks, and events under the unit's name."""
    report = project(tmp_path).rapport("2023/T1")
    goal, other = report.poster(Nämndmål)
    assert [(one.enhet, str(one.bedömning), str(one.utfall or "")) for one in goal.enheter] == [
        ("mottagningen", "gul", "88\N{NO-BREAK SPACE}%"),
        ("vuxenenheten", "grön", ""),
    ]
    assert not other.enheter
    assert [risk.namn for risk in report.poster(Risk)] == ["Hyran"]
    (events,) = report.avsnitt[0].underavsnitt
    assert (events.om_enhet, [one.text for one in events.händelser]) == ("mottagningen", ["Nya lokaler sedan mars."])


def test_each_finding_stands_at_its_place_in_the_units_file(tmp_path):
    """To the column, for what the goals, risks and texts are judged by."""
    made = project(tmp_path)
    found = {one.code: one.place for one in checked(made, made.rapporter[0]).fynd}
    file = f"content/{UNITS}/mottagningen.yaml"
    assert (found["S013"].file, found["S013"].line, found["S013"].column) == (file, 6, 24)
    assert (found["R301"].file, found["R301"].line) == (file, 13)


@pytest.mark.parametrize(
    ("goal", "rule", "one", "right"),
    [
        ("gul", "sämsta", "gul", True),
        ("grön", "sämsta", "gul", False),
        ("grön", "alla gröna", "grön", True),
        ("grön", "alla gröna", "gul", False),
        ("röd", "alla bästa", "gul", True),
        ("grön", "andel ≥ 50 %", "röd", True),
        ("gul", "andel ≥ 50 %", "röd", False),
        ("grön", "andel ≥ 50,1 %", "gul", False),
    ],
)
def test_a_goal_is_weighed_by_the_rule_that_it_states(tmp_path, goal, rule, one, right):
    """By rank in the scale: the worst, or the share of the best."""
    made = project(tmp_path, goal=goal, rule=rule, one=one)
    found = [finding for finding in checked(made, made.rapporter[0]).fynd if finding.code == "M202"]
    assert (not found) is right, found
    assert all(finding.place.file.endswith("mal.yaml") for finding in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("enhet: okänd\n", "U404 Det finns ingen enhet «okänd»."),
        ("enhet: vuxenenheten\n", "S002 Enheten «vuxenenheten» har redan en fil"),
        ("enhet: familjen\nmål:\n  - mål: kor\n", "U404 Rapporten har inget nämndmål «kor». | Menade du kort?"),
        ("enhet: familjen\nmål:\n  - mål: egen\n", "U404 Målet «egen» vägs inte samman"),
        ("enhet: familjen\nmål:\n  - mål: kort\n  - mål: kort\n", "S002 Enhetens resultat för «kort» står på två"),
        ("enhet: familjen\nbudget: 1\n", "S003 Fältet «budget» finns inte här."),
    ],
)
def test_what_has_no_place_is_told(tmp_path, text, said):
    """In the file that says it."""
    units = "enheter:\n" + "".join(
        f"  - {{id: {one}, namn: {one.title()}}}\n" for one in ("mottagningen", "vuxenenheten", "familjen")
    )
    (tmp_path / "content").mkdir()
    made = project(tmp_path, xx=text)
    (tmp_path / "content/enheter.yaml").write_text(units, encoding="utf-8")
    made = load_project(tmp_path)
    found = [one for one in made.fynd if one.place.file == f"content/{UNITS}/xx.yaml"]
    assert any(told(one).startswith(said) for one in found), found


def test_a_rule_that_nobody_knows_is_told(tmp_path):
    """With those that there are."""
    found = project(tmp_path, rule="ungefär").fynd
    said = "S005 «ungefär» har fel form här. | Skriv sämsta, alla gröna eller en andel: andel ≥ 70 %."
    assert [told(one) for one in found] == [said]


def test_progress_counts_what_the_units_owe(tmp_path):
    """Once, in the section that it belongs to."""
    made = project(tmp_path, one="")
    seen = checked(made, made.rapporter[0])
    done = progress(seen.rapport, seen.fynd)
    assert [(part.namn, part.klart, part.av) for part in done.enheter if part.saknas] == [("Mottagningsenheten", 1, 2)]
    assert [part.namn for part in done.avsnitt if part.saknas] == ["Mål"]


def test_a_new_period_has_a_file_for_each_unit(tmp_path):
    """Its goals with their targets as comments, its risks; what each period tells anew is empty."""
    project(tmp_path)
    assert inside(tmp_path, "new", "--year", "2024", "--period", "T1").returncode == 0
    made = tmp_path / "content/2024/T1/enheter"
    assert sorted(path.name for path in made.iterdir()) == ["mottagningen.yaml", "vuxenenheten.yaml"]
    text = (made / "mottagningen.yaml").read_text(encoding="utf-8")
    assert "  # Kort väntetid. Målnivå: >80 %\n  - mål: kort\n    utfall:\n    bedömning:\n    kommentar:\n" in text
    assert "namn: Hyran\n" in text
    assert "bedömning: grön" not in text
    assert text.endswith("händelser: []\n")
    assert inside(tmp_path, "fmt", "--check").returncode in {0, 1}
    assert not [line for line in inside(tmp_path, "fmt", "--check").stdout.splitlines() if "2024/T1/enheter" in line]
    assert load_project(tmp_path).rapport("2024/T1")


def test_the_list_tells_what_each_unit_owes(tmp_path):
    """A line each, and one unit alone with the places."""
    project(tmp_path, one="")
    told = inside(tmp_path, "list", "--by", "unit").stdout
    assert [line.split() for line in told.splitlines()[1:]] == [
        ["Mottagningsenheten", "1", "av", "2", "klara", "1", "kvar"],
        ["Vuxenenheten", "1", "av", "1", "klar"],
    ]
    alone = inside(tmp_path, "list", "--unit", "mottagningen").stdout
    assert f"content/{UNITS}/mottagningen.yaml:5" in alone
    assert "Vuxenenheten" not in alone
    wrong = inside(tmp_path, "list", "--unit", "okänd")
    assert (wrong.returncode, "Det finns ingen enhet «okänd»" in wrong.stderr) == (2, True)


def test_the_list_tells_when_git_last_saw_a_change(tmp_path):
    """Of the unit's own file; nothing where git doesn't know it."""
    project(tmp_path)
    git = ("git", "-c", "user.email=a@example.se", "-c", "user.name=A")
    day = {"GIT_AUTHOR_DATE": "2023-05-02T12:00:00Z", "GIT_COMMITTER_DATE": "2023-05-02T12:00:00Z"}
    for args in (("init", "-q"), ("add", f"content/{UNITS}/mottagningen.yaml"), ("commit", "-qm", "a")):
        subprocess.run([*git, *args], cwd=tmp_path, check=True, env={**os.environ, **day})
    found = json.loads(inside(tmp_path, "list", "--by", "unit", "--output-format", "json").stdout)
    assert [(one["id"], one["ändrad"]) for one in found] == [("mottagningen", "2023-05-02"), ("vuxenenheten", None)]


def test_a_pdf_of_it_is_built_anew_from_what_it_carries(tmp_path):
    """The units' files are among its sources; an unchanged report isn't built again."""
    project(tmp_path)
    assert inside(tmp_path, "build", "--format", "md").returncode == 0
    sources = json.loads((tmp_path / "build/2023/T1/manifest.json").read_text(encoding="utf-8"))["inputs"]
    assert f"content/{UNITS}/mottagningen.yaml" in str(sources)
    assert "oförändrad" in inside(tmp_path, "build", "--format", "md").stdout
    assert _SOURCE.fullmatch(f"content/{UNITS}/mottagningen.yaml")


def test_a_personnummer_in_a_units_file_is_told(tmp_path):
    """The number is looked for in every file of the report, its comments too."""
    made = project(tmp_path, one="gul  # 19121212-1212")
    found = checked(made, made.rapport("2023/T1")).fynd
    assert [one.place.file for one in found if one.code == "P701"] == [f"content/{UNITS}/mottagningen.yaml"]
