"""The site has what the board has established, and nothing else."""

import json
import subprocess
import sys

import pytest
from tests.fixtures.projects import REPO

ROWS = [
    {"rapport": "2022/T1", "titel": "Delårsrapport 1 2022", "tillstånd": "fastställd"},
    {"rapport": "2023/T1", "titel": "Delårsrapport 1 2023 <&>", "tillstånd": "fastställd"},
    {"rapport": "2024/T1", "titel": "Hemligt", "tillstånd": "utkast"},
    {"rapport": "2024/VB", "titel": "Inte byggd", "tillstånd": "fastställd"},
]


@pytest.fixture
def gathered(tmp_path):
    """Gathers some rows; gives the site."""

    def made(rows):
        for name in ("2022/T1", "2023/T1", "2024/T1"):
            (tmp_path / "build" / name / "tabeller").mkdir(parents=True)
            for file in ("delarsrapport.html", "delarsrapport.pdf", "data.json", "tabeller/mal.csv"):
                (tmp_path / "build" / name / file).write_text(name)
        asked = [sys.executable, "-W", "error", REPO / "scripts/site.py", tmp_path / "build", tmp_path / "site"]
        subprocess.run(asked, input=json.dumps(rows), encoding="utf-8", check=True, timeout=60)
        return tmp_path / "site"

    return made


def test_what_is_established_is_published_with_all_its_files(gathered):
    """The newest first, with links to the page, the PDF and the data."""
    site = gathered(ROWS)
    assert (site / "2023/T1/tabeller/mal.csv").read_text() == "2023/T1"
    page = (site / "index.html").read_text(encoding="utf-8")
    assert page.index("<h2>2023</h2>") < page.index("<h2>2022</h2>")
    assert '<a href="2023/T1/delarsrapport.pdf">PDF</a>' in page
    assert '<a href="2022/T1/delarsrapport.html">webbsida</a>' in page
    assert "2023 &lt;&amp;&gt;" in page


def test_a_draft_is_not_published(gathered):
    """Neither its files nor its title; nor what wasn't built."""
    site = gathered(ROWS)
    assert sorted(path.name for path in site.iterdir()) == ["2022", "2023", "index.html"]
    page = (site / "index.html").read_text(encoding="utf-8")
    assert "Hemligt" not in page
    assert "Inte byggd" not in page


def test_a_site_of_nothing_says_so(gathered):
    """Before the first report is established."""
    assert "Ingen rapport är fastställd ännu." in (gathered([]) / "index.html").read_text(encoding="utf-8")
