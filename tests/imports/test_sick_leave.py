"""The region's sick leave, read from a workbook as a payroll system makes it: shares as per cent, small groups left."""

import json
import shutil

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import REPO
from tests.fixtures.workbooks import workbook

FILE = "content/2025/VB/personal.yaml"
SHEET = [
    ["Personalsystemet, sjukfrånvaro"],
    ["Förvaltning 12"],
    [],
    ["Grupp", "Sjukfrånvaro 2024", "Sjukfrånvaro 2025"],
    ["Antal anställda", 212, 207],
    ["Alla anställda", (0.056, "0.0%"), (0.052, "0.0%")],
    ["Därav 60 dagar eller mer", (0.381, "0.0%"), (0.337, "0.0%")],
    ["Kvinnor", (0.064, "0.0%"), (0.06, "0.0%")],
    ["Män", (0.043, "0.0%"), (0.039, "0.0%")],
    ["Upp till 29 år", (0.048, "0.0%"), (0.213, "0.0%")],
    ["30 till 49 år", (0.05, "0.0%"), (0.046, "0.0%")],
    ["50 år och uppåt", (0.065, "0.0%"), (0.061, "0.0%")],
]


@pytest.fixture
def region(tmp_path):
    """The example as a draft, with its workbook beside it."""
    root = tmp_path / "region"
    shutil.copytree(REPO / "exempel/region/content", root / "content")
    sheet = root / "content/2025/VB/rapport.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("fastställd", "utkast"), "utf-8")
    (root / "content/2025/VB/underlag").mkdir()
    (root / "content/2025/VB/underlag/sjukfranvaro.xlsx").write_bytes(workbook(SHEET))
    return root


def test_all_is_filled_and_a_small_group_is_not_even_read(region):
    """What was emptied is as it was; 21,3 % of ten persons stands in no file that git keeps."""
    published = (region / FILE).read_text("utf-8")
    emptied = published.replace('"5,6"', "").replace('"33,7"', "").replace('"6,1"', "")
    assert emptied.count("20") == published.count("20")
    (region / FILE).write_text(emptied, "utf-8")
    done = inside(region, "import", "xlsx")
    assert done.returncode == 0, done.stdout
    assert "3 tal ändrade, 10 oförändrade" in done.stdout
    assert (region / FILE).read_text("utf-8") == published
    kept = (region / "content/2025/VB/underlag.yaml").read_text("utf-8")
    assert "{rad: högst_29, kolumn: 2024, cell: B10, värde: " in kept
    assert "C10" not in kept
    assert "21,3" not in kept
    assert inside(region, "check").returncode == 0


def test_a_hidden_value_is_a_word_in_every_format(region):
    """And why, below the table."""
    assert inside(region, "build", "--format", "md,html,data").returncode == 0
    folder = region / "build/2025/VB"
    for name in ("verksamhetsberattelse-2025.md", "verksamhetsberattelse-2025.html"):
        text = (folder / name).read_text("utf-8")
        assert "Visas inte" in text
        assert "högst tio anställda" in text
    assert "29 år eller yngre,4.8,Visas inte" in (folder / "tabeller/sjukfranvaro.csv").read_text("utf-8")
    (part,) = (
        one
        for one in json.loads((folder / "data.json").read_text("utf-8"))["avsnitt"]
        if one.get("id") == "sjukfrånvaro"
    )
    (row,) = (one for one in part["rader"] if one["id"] == "högst_29")
    assert row["få"] == ["2025"]
    assert row["värden"] == {"2024": 4.8, "2025": None}
