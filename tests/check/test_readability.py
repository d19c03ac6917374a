"""How easy a text is to read: counted as by hand, told where it is asked for, and easy Swedish on a page of its own."""

import shutil
import subprocess

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import REPO, write

from asn.load.project import load_project
from asn.pipeline import checked

SHEET = "tillstånd: utkast\navsnitt:\n  - {fil: prov.yaml, rubrik: Prov}\n"
TEN = "En ny buss kör varje **förmiddag** och *eftermiddag* till byn."
FORTY = " ".join([TEN] * 4)


def said(root, text, more="läsbarhet: {}\n", kind="text"):
    """The codes and messages of family L for a section of its own."""
    part = f"slag: {kind}\nrubrik: Prov\n{more}text: |\n  {text}\n"
    project = load_project(write(root, {"2023/T1/rapport.yaml": SHEET, "2023/T1/prov.yaml": part}))
    found = checked(project, project.rapporter[0]).fynd
    return [(one.code, one.severity.value, one.message) for one in found if one.code.startswith("L")]


def test_lix_is_words_a_sentence_and_long_words_in_a_hundred(tmp_path):
    """Marks of Markdown are no letters."""
    ((code, severity, message),) = said(tmp_path, FORTY, "läsbarhet: {lix: 10}\n")
    assert (code, severity) == ("L110", "råd")
    assert message == "Texten har LIX 30, men ska ha högst 10."  # 40 / 4 + 100 · 8 / 40


@pytest.mark.parametrize(
    ("text", "more", "codes"),
    [
        ("ord " * 36 + "slut.", "", []),
        ("ord " * 36 + "slut.", "läsbarhet: {}\n", ["L111"]),
        ("ord " * 34 + "slut.", "läsbarhet: {}\n", []),
        ("Se [" + "ord " * 30 + "sidan](https://exempel.se/a-b-c-d-e-f-g-h) nu.", "läsbarhet: {}\n", []),
        ("IFO växer. IFO krymper.", "läsbarhet: {}\n", ["L112"]),
        ("IFO (individ och familj) växer. IFO krymper.", "läsbarhet: {}\n", []),
        ("Individ och familj (IFO) växer. IFO krymper.", "läsbarhet: {}\n", []),
        ("SoL gäller, och EU.", "läsbarhet: {kända: [SoL]}\n", []),
        ("SoL gäller, och EU.", "läsbarhet: {}\n", ["L112"]),
    ],
)
def test_it_is_told_where_it_is_asked_for(tmp_path, text, more, codes):
    """And nowhere else; an abbreviation once."""
    assert [code for code, *_ in said(tmp_path, text, more)] == codes


def test_what_is_asked_of_a_section_is_asked_of_those_below(tmp_path):
    """A section's own word goes before that of the one above."""
    long = "ord " * 20 + "slut."
    inner = f'underavsnitt:\n  - {{slag: text, rubrik: A, text: "{long}"}}\n'
    inner += f'  - {{slag: text, rubrik: B, text: "{long}", läsbarhet: {{ord_i_mening: 25}}}}\n'
    part = f"slag: text\nrubrik: Prov\nläsbarhet: {{ord_i_mening: 10}}\n{inner}"
    project = load_project(write(tmp_path, {"2023/T1/rapport.yaml": SHEET, "2023/T1/prov.yaml": part}))
    found = [one for one in checked(project, project.rapporter[0]).fynd if one.code == "L111"]
    assert [one.place.line for one in found] == [5]


def test_easy_swedish_is_held_to_it_without_being_asked(tmp_path):
    """More gravely, and an abbreviation is explained on the page itself."""
    assert said(tmp_path, "ord " * 15 + "slut.", "", "lättläst")[0][:2] == ("L111", "varning")
    assert said(tmp_path, "IFO växer.", "", "lättläst")[0][:2] == ("L112", "varning")
    assert said(tmp_path, "Individ och familj (IFO) växer. IFO är bra.", "", "lättläst") == []


def test_easy_swedish_has_a_page_of_its_own_with_the_reports_figures(tmp_path):
    """On paper nothing else stands on it; its figures are the tables'."""
    shutil.copytree(REPO / "exempel/region/content", tmp_path / "content")
    assert inside(tmp_path, "build", "--format", "pdf").returncode == 0
    (pdf,) = (tmp_path / "build/2025/VB").glob("*.pdf")
    pages = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    (page,) = (one for one in pages if "berättar om året" in one)
    assert "18 475 tusen" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "622,0 miljoner kronor" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Under året gjordes" not in page
    assert "Sammanfattning" not in page
