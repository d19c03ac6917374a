"""``asn adopt``: a decision is written where the report can bear it, and nothing else is ever changed."""

import json
from pathlib import Path
from unittest import mock

import pytest
from tests.fixtures.console import asn, inside
from tests.fixtures.projects import write

from asn.commands import adopt
from asn.files import Overtaken

FULL = "slag: text\nrubrik: Avsnitt\ntext: Det gick bra.\n"
OPEN = """# Vårt blad.
tillstånd: utkast  # tills nämnden har beslutat
datum:
diarienummer: EXN 2025/17
paragraf:
avsnitt:
  - {fil: avsnitt.yaml, rubrik: Avsnitt}
"""
DONE = """# Vårt blad.
tillstånd: fastställd  # tills nämnden har beslutat
fastställd:
  datum: 2023-05-17
  paragraf: § 42
  av: Anna Exempel
  roll: ordförande
diarienummer: EXN 2025/17
avsnitt:
  - {fil: avsnitt.yaml, rubrik: Avsnitt}
"""
DECISION = ("--date", "2023-05-17", "--paragraf", "42", "--av", "Anna Exempel", "--roll", "ordförande")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A draft where nothing is missing."""
    return write(tmp_path, {"2023/T1/rapport.yaml": OPEN, "2023/T1/avsnitt.yaml": FULL})


def sheet(root: Path) -> Path:
    """The report's sheet."""
    return root / "content/2023/T1/rapport.yaml"


def test_a_clean_report_is_adopted_by_exact_edits(root):
    """Comments and order stay; the empty keys that the decision fills go."""
    done = asn(root, "adopt", "2023/T1", *DECISION)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sheet(root).read_text(encoding="utf-8") == DONE
    assert "2023/T1 är fastställd 2023-05-17, § 42." in done.stdout


def test_the_decision_is_told_on_the_cover_in_the_manifest_and_in_the_data(root):
    """Once in each, and the cover speaks of nothing that is missing."""
    assert inside(root, "adopt", "2023/T1", *DECISION).returncode == 0
    built = inside(root, "build", "--format", "md,html,data")
    assert built.returncode == 0, built.stderr
    files = {
        path.name: path.read_text(encoding="utf-8") for path in (root / "build/2023/T1").iterdir() if path.is_file()
    }
    told = {"datum": "2023-05-17", "paragraf": "§ 42", "av": "Anna Exempel", "roll": "ordförande"}
    assert json.loads(files["manifest.json"])["fastställd"] == told
    assert json.loads(files["kontroll.json"])["fastställd"] == told
    assert json.loads(files["data.json"])["rapport"]["fastställd"] == told
    for name, text in files.items():
        if name.endswith(("1-2023.md", ".html")):
            assert text.count("2023-05-17") == 1
            assert "Anna Exempel, ordförande" in text
            assert "uppgift saknas" not in text


def test_the_same_decision_again_changes_nothing(root):
    """It says so calmly; another decision is refused."""
    inside(root, "adopt", "2023/T1", *DECISION)
    again = inside(root, "adopt", "2023/T1", *DECISION)
    assert (again.returncode, "Inget är ändrat" in again.stdout) == (0, True)
    other = inside(root, "adopt", "2023/T1", "--date", "2023-05-18", "--paragraf", "§ 1")
    assert other.returncode == 2
    assert "redan fastställd 2023-05-17, § 42" in other.stderr
    assert sheet(root).read_text(encoding="utf-8") == DONE


def test_what_only_a_draft_may_lack_stops_it(root):
    """The check is of the report as it would be adopted, where what is missing is an error."""
    (root / "content/2023/T1/avsnitt.yaml").write_text("slag: text\nrubrik: Avsnitt\ntext:\n", encoding="utf-8")
    assert inside(root, "check").returncode == 0
    done = inside(root, "adopt", "2023/T1", *DECISION)
    assert done.returncode == 1
    assert "K904" in done.stdout
    assert "inget är ändrat" in done.stderr
    assert sheet(root).read_text(encoding="utf-8") == OPEN


def test_a_section_saved_meanwhile_stops_it(root):
    """What is written is what was checked."""
    real = adopt.confined

    def saved(*args):
        made = real(*args)
        (root / "content/2023/T1/avsnitt.yaml").write_text(FULL + "# ändrad\n", encoding="utf-8")
        return made

    with mock.patch.object(adopt, "confined", saved):
        done = inside(root, "adopt", "2023/T1", *DECISION)
    assert done.returncode != 0
    assert str(Overtaken("content/2023/T1/avsnitt.yaml")) in " ".join(done.stderr.split())
    assert sheet(root).read_text(encoding="utf-8") == OPEN
    assert not [path.name for path in sheet(root).parent.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("2023/T9", *DECISION), "Det finns ingen rapport 2023/T9. Det finns: 2023/T1."),
        (("2023/T1", "--date", "2023-02-30", "--paragraf", "1"), "finns inte i almanackan"),
        (("2023/T1", "--date", "17 maj", "--paragraf", "1"), "är inget datum"),
        (("2023/T1", "--date", "2023-05-17", "--paragraf", "fyrtio"), "är ingen paragraf"),
    ],
)
def test_wrong_usage_is_told(root, args, said):
    """In a line, and nothing is changed."""
    done = inside(root, "adopt", *args)
    assert (done.returncode, said in done.stderr) == (2, True)
    assert sheet(root).read_text(encoding="utf-8") == OPEN
