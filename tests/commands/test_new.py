"""``asn new``: a period is begun from an earlier one, on the repository's own content."""

import shutil

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import REPO, report, write

from asn.load.project import load_project
from asn.model.avsnitt.uppfoljning import Risk
from asn.read import read_yaml

NEW = ("new", "--year", "2030", "--period", "T1", "--from", "2023/T1")


@pytest.fixture
def root(tmp_path):
    """A copy of the repository's content."""
    shutil.copytree(REPO / "content", tmp_path / "content")
    return tmp_path


def files(root, name):
    folder = root / "content" / name
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def test_the_new_period_has_the_earlier_ones_files(root):
    """Each told on stdout as new; the next step on stderr."""
    ran = inside(root, *NEW)
    names = files(root, "2023/T1")
    assert len(names) > 4
    assert ran.returncode == 0
    assert ran.stdout.splitlines() == [f"content/2030/T1/{name}: ny" for name in names]
    assert ran.stderr == "Nästa steg: fyll i filerna och kör asn check --period 2030/T1.\n"
    assert files(root, "2030/T1").keys() == names.keys()


def test_the_new_period_is_a_draft_that_loads(root):
    """An editor can begin at once: nothing in the new files is wrong."""
    inside(root, *NEW)
    project = load_project(root)
    made = project.rapport("2030/T1")
    assert made, [found for found in project.fynd if "2030" in found.place.file]
    assert made.utkast
    assert [found for found in project.fynd if "2030" in found.place.file] == []


@pytest.mark.parametrize("earlier", ["2020/T1", "2022/T1", "2022/VB", "2023/T1", "2025/plan"])
def test_every_published_report_can_be_carried_on(earlier, root):
    """Nothing stands in the successor's way but fields to fill in; one that loads has the same sections."""
    period = earlier.split("/")[1]
    ran = inside(root, "new", "--year", "2030", "--period", period, "--from", earlier)
    assert ran.returncode == 0
    project = load_project(root)
    old, new = project.rapport(earlier), project.rapport(f"2030/{period}")
    faults = [found for found in project.fynd if found.place.file.startswith("content/2030/")]
    assert all(found.code == "S005" and found.message.startswith("Här ska det stå ") for found in faults)
    assert bool(new) != bool(faults)
    if new:
        assert [type(part) for part in new.alla_avsnitt()] == [type(part) for part in old.alla_avsnitt()]


def test_a_second_run_leaves_what_has_been_written(root):
    """What an editor has begun is never written over; what is gone comes back."""
    inside(root, *NEW)
    folder = root / "content/2030/T1"
    (folder / "handelser.yaml").write_text("slag: händelser\nhändelser: []\n# mitt\n")
    (folder / "mal.yaml").unlink()
    before = files(root, "2030/T1")
    ran = inside(root, *NEW)
    assert ran.returncode == 0
    told = dict(line.split(": ", 1) for line in ran.stdout.splitlines())
    assert told.pop("content/2030/T1/mal.yaml") == "ny"
    assert set(told.values()) == {"finns redan, lämnas orörd"}
    after = files(root, "2030/T1")
    assert {name: text for name, text in after.items() if name != "mal.yaml"} == before


def test_the_earlier_period_is_not_touched(root):
    """It is read, not moved."""
    before = files(root, "2023/T1")
    inside(root, *NEW)
    assert files(root, "2023/T1") == before


def test_without_from_the_same_period_of_the_year_before_is_used(root):
    """The common case needs no choice."""
    ran = inside(root, "new", "--year", "2026", "--period", "plan")
    assert ran.returncode == 0
    assert "content/2026/plan/rapport.yaml: ny" in ran.stdout


SECTION = """\
# Överst: en kommentar till dem som kommer efter.
slag: risker
rubrik: Risker 2023  # året i rubriken
inledning: >-
  En lång text
  om 2023.

risker:
  # Den första risken
  - id: bemanning
    namn: Bemanningen 2023 räcker inte
    sannolikhet: 3
    konsekvens: 4
    åtgärder: [Rekrytera, "Behåll alla"]
    bedömning: gul
    kommentar: |
      Flera rader.

      Också här.
    undantag:
      - regel: R301
        motivering: Bara då.
  - id: brand
    namn: Brand
    avslutad: Huset är rivet.
    bedömning: grön
  - {id: lokaler, namn: Lokaler, bedömning: röd, kommentar: "Nej, inte än", riskvärde: 6}
"""
CARRIED = """\
# Överst: en kommentar till dem som kommer efter.
slag: risker
rubrik: Risker 2024  # året i rubriken
inledning:

risker:
  # Den första risken
  - id: bemanning
    namn: Bemanningen 2023 räcker inte
    sannolikhet: 3
    konsekvens: 4
    åtgärder: [Rekrytera, "Behåll alla"]
    bedömning:
    kommentar:
  - {id: lokaler, namn: Lokaler, bedömning:, kommentar:, riskvärde: 6}
"""


def test_structure_is_carried_and_outcomes_are_emptied(tmp_path):
    """Comments, order and blank lines stay; ended risks and old exceptions go; the year in a heading moves on."""
    root = write(tmp_path, report(SECTION))
    assert inside(root, "new", "--year", "2024", "--period", "T1").returncode == 0
    assert files(root, "2024/T1")["avsnitt.yaml"] == CARRIED
    project = load_project(root)
    assert project.fynd == ()
    assert [risk.id for risk in project.rapport("2024/T1").poster(Risk)] == ["bemanning", "lokaler"]


def test_what_is_carried_can_be_carried_again(tmp_path):
    """Year after year."""
    root = write(tmp_path, report(SECTION))
    for year in ("2024", "2025", "2026"):
        assert inside(root, "new", "--year", year, "--period", "T1").returncode == 0
    assert files(root, "2026/T1")["avsnitt.yaml"] == CARRIED.replace("Risker 2024", "Risker 2026")


def test_windows_files_become_files_with_line_feeds(tmp_path):
    """One style of line ends in the repository."""
    root = write(tmp_path, report(b"\xef\xbb\xbf" + SECTION.replace("\n", "\r\n").encode()))
    inside(root, "new", "--year", "2024", "--period", "T1")
    assert (root / "content/2024/T1/avsnitt.yaml").read_bytes() == CARRIED.encode()
    assert read_yaml("a", CARRIED.encode())[1] == ()


def test_a_report_that_cannot_be_read_is_no_ground(tmp_path):
    """It is told of, with those that are."""
    root = write(tmp_path, {**report("slag: [\n"), **report("slag: text\n", "2022/T1")})
    ran = inside(root, "new", "--year", "2024", "--period", "T1")
    assert ran.returncode == 2
    assert ran.stderr == "asn: Det finns ingen läsbar rapport 2023/T1 att utgå från. Välj en med --from: 2022/T1.\n"
    (root / "content/2022/T1/avsnitt.yaml").write_text("slag: [\n")
    ran = inside(root, "new", "--year", "2024", "--period", "T1")
    told = "asn: Det finns ingen läsbar rapport att utgå från, inte heller 2023/T1. asn check säger varför.\n"
    assert (ran.returncode, ran.stderr) == (2, told)


LINKED = (
    "asn: content/2024/T1 kan inte skrivas: den är en länk, eller ligger i en, och genom länkar skrivs inget (ELOOP). "
    "Inget är ändrat.\n"
)


def test_nothing_is_written_through_a_link(tmp_path):
    """A committed link content/2024 leads nowhere."""
    root = write(tmp_path / "p", report(SECTION))
    (tmp_path / "annan").mkdir()
    (root / "content/2024").symlink_to(tmp_path / "annan")
    ran = inside(root, "new", "--year", "2024", "--period", "T1")
    assert (ran.returncode, ran.stderr) == (1, LINKED)
    assert list((tmp_path / "annan").iterdir()) == []


@pytest.mark.parametrize(
    ("period", "earlier"), [("plan", "2022/T1"), ("VB", "2022/T1"), ("M05", "2023/T1"), ("T1", "2025/plan")]
)
def test_another_kind_of_report_takes_only_what_it_has_a_place_for(period, earlier, root):
    """What is left behind is named, and no file of the new period is one that no section uses.

    The plan's table for the follow-up, uppfoljning.yaml, is in the new period's own goals.
    """
    ran = inside(root, "new", "--year", "2030", "--period", period, "--from", earlier)
    assert ran.returncode == 0
    left = files(root, earlier).keys() - files(root, f"2030/{period}").keys() - {"uppfoljning.yaml"}
    assert left
    assert all(f"content/{earlier}/{name}\n" in ran.stderr for name in left)
    project = load_project(root)
    made = project.rapport(f"2030/{period}")
    assert made, project.fynd
    assert not [found for found in project.fynd if "2030" in found.place.file]
    assert not [part for part in made.avsnitt if part.bilaga]
