"""A personnummer that has got into the content goes no further."""

import json
import re
import shutil
from pathlib import Path

import pytest

from asn.check import examine
from asn.check.privacy import RULES
from asn.finding import Finding, Place, Severity
from asn.load.project import load_project
from asn.output.formats import FORMATS
from asn.output.text import excerpt
from asn.render.data import check_json

NUMBER = "640823-3234"
FILE = "content/2023/T1/ovrigt.yaml"
GROUND = Path(__file__).parents[1] / "check/grund"
DIGITS = re.compile(r"6408|0823|3234")


@pytest.fixture
def leaks():
    """A file with the number in a text, and findings that quote it."""
    line = f"text: {'mycket ' * 10}gäller {NUMBER} och inget annat{' igen' * 30}"
    column = line.index(NUMBER) + 1
    place = Place(FILE, 2, column, 2, column + len(NUMBER))
    quoting = Finding(place, "S005", Severity.FEL, f"«{NUMBER}» är inget tal.", f"Menade du\n{NUMBER}?")
    return [quoting], {FILE: f"slag: text\n{line}\n"}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_format_tells_it(name, leaks):
    """Neither message, suggestion, source line nor fingerprint has the number; the finding itself is there."""
    findings, sources = leaks
    told = FORMATS[name](findings, sources, {"S005": "Fel slags värde"})
    assert "S005" in told
    assert "••••••-••••" in told
    assert not DIGITS.search(told)


def test_a_fingerprint_does_not_hang_on_it(leaks):
    """Who knows the fingerprint can't try numbers until one fits."""
    findings, sources = leaks
    other = [Finding(f.place, f.code, f.severity, f.message.replace(NUMBER, "701063-2391"), "") for f in findings]
    prints = [json.loads(FORMATS["gitlab"](told, sources, {}))[0]["fingerprint"] for told in (findings, other)]
    assert prints[0] == prints[1]


@pytest.mark.parametrize("before", range(80, 110))
def test_an_excerpt_that_cuts_the_number_shows_no_part_of_it(before):
    """Wherever the line is cut, no digits are left at its ends."""
    for line in (f"{NUMBER} {'x' * before}!", f"!{'x' * before} {NUMBER}"):
        column = line.index("!") + 1
        shown = excerpt([line], Place(FILE, 1, column, 1, column + 1))
        assert shown
        assert not re.search("[0-9]", shown.line)


def test_the_mark_stays_under_the_number(leaks):
    """Masking moves nothing, so the carets still point at it."""
    findings, sources = leaks
    shown = excerpt(sources[FILE].split("\n"), findings[0].place)
    assert shown
    assert shown.line[shown.indent : shown.indent + shown.length] == "••••••-••••"


def test_kontroll_json_does_not_tell_it(tmp_path):
    """The file that lies beside the report has every finding, and no number."""
    shutil.copytree(GROUND, tmp_path / "content")
    folder = tmp_path / "content/2023/T1"
    folder.mkdir(parents=True)
    (folder / "rapport.yaml").write_text(
        "tillstånd: utkast\navsnitt:\n  - {fil: ovrigt.yaml, rubrik: Övrigt}\n", encoding="utf-8"
    )
    (folder / "ovrigt.yaml").write_text(
        f"slag: text\ntext: Se {NUMBER}.\nundantag:\n  - {{regel: P703, motivering: Gäller {NUMBER}.}}\n",
        encoding="utf-8",
    )
    project = load_project(tmp_path)
    (report,) = project.rapporter
    found = (*examine(report, (), RULES).fynd, Finding(Place(FILE), "S005", Severity.FEL, NUMBER, NUMBER))
    told = check_json(found, report)
    assert json.loads(told)["fynd"][0]["code"] == "P701"
    assert not DIGITS.search(told)


@pytest.mark.parametrize("broken", ["slag: text\n  text: fel", "slag: text\ntext: *fel", "slag: okänt"])
def test_a_file_that_cannot_be_read_is_searched_too(tmp_path, broken):
    """No rule sees a report that couldn't be put together, but what is in its files is in git all the same."""
    shutil.copytree(GROUND, tmp_path / "content")
    folder = tmp_path / "content/2023/T1"
    folder.mkdir(parents=True)
    (folder / "rapport.yaml").write_text(
        "tillstånd: utkast\navsnitt:\n  - {fil: ovrigt.yaml, rubrik: Övrigt}\n", encoding="utf-8"
    )
    (folder / "ovrigt.yaml").write_text(f"# {NUMBER}\n{broken}\n", encoding="utf-8")
    project = load_project(tmp_path)
    assert not project.rapporter
    (found,) = [found for found in project.fynd if found.code == "P701"]
    assert (found.place.line, found.place.column, found.place.end_column) == (1, 3, 3 + len(NUMBER))
    assert not DIGITS.search(found.message)


def test_a_register_is_searched_even_when_no_report_can_be_read(tmp_path):
    """The files that all periods share are content as well."""
    shutil.copytree(GROUND, tmp_path / "content")
    path = tmp_path / "content/enheter.yaml"
    path.write_text(path.read_text("utf-8") + f"okänt: {NUMBER}\n", encoding="utf-8")
    assert "P701" in {found.code for found in load_project(tmp_path).fynd}
