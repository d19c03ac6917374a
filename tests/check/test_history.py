"""History on the real content: plans that can be followed to the letter, drafts, and notes that the reader sees."""

import shutil
from pathlib import Path

import pytest

from asn.check import RULES, examine
from asn.finding import Severity
from asn.load.project import load_project
from asn.pipeline import checked, computed
from asn.render.markdown import markdown_page
from asn.resources import Resources

ROOT = Path(__file__).parents[2]
RULE = {rule.code: rule for rule in RULES}


@pytest.fixture
def project(tmp_path):
    """A copy of the real content that a test can change."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path


def _said(root, report, *codes):
    found = load_project(root)
    chosen = found.rapport(report)
    assert chosen, found.fynd
    return examine(chosen, found.tidigare(chosen), [RULE[code] for code in codes])


def _follow_up(root, text):
    folder = root / "content" / "2025" / "T1"
    folder.mkdir()
    (folder / "mal.yaml").write_text(text, encoding="utf-8")
    (folder / "rapport.yaml").write_text(
        "tillstånd: utkast\navsnitt: [{fil: mal.yaml, rubrik: Mål}]\n", encoding="utf-8"
    )


def _plan(root):
    text = (root / "content" / "2025" / "plan" / "uppfoljning.yaml").read_text(encoding="utf-8")
    return text.replace("bilaga: 4\n", "").replace("rubrik: Uppföljning av mål\n", "rubrik: Mål\n")


def test_a_report_that_follows_up_the_adopted_plan_to_the_letter_breaks_nothing(project):
    """The plan says the same thing with other words in its text and in its tables; either will do."""
    _follow_up(project, _plan(project))
    judged = _said(project, "2025/T1", "H602", "H606")
    assert [found for found in judged.fynd if found.code[0] == "H"] == []
    assert judged.platser["H602"] > 20


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Frågor om våld ställs i alla ärenden", "Frågor om våld ställs oftare", "heter «Frågor om våld ställs i alla"),
        ("Ökad andel i % målsättning 100 %\n", "Ökad andel i % målsättning 50 %\n", "Målnivån är «Ökad andel i % mål"),
        ("id: frisknärvaro\n", "id: annat\n", ""),
        ("namn: Frisknärvaro inom förvaltningen ökar", "namn: Frisknärvaron är hög", "Frisknärvaro"),
    ],
    ids=["reworded", "re-targeted", "other id but the same words", "replaced"],
)
def test_a_promise_of_the_plan_that_is_changed_is_told(project, old, new, told):
    """Uppsala and Nynäshamn: indicators that change between plan and report can't be judged."""
    text = _plan(project)
    assert text.count(old) == 1
    _follow_up(project, text.replace(old, new))
    found = [one for one in _said(project, "2025/T1", "H602").fynd if one.code == "H602"]
    assert [told in one.message for one in found] == ([True] if told else [])
    assert all(one.severity is Severity.VARNING for one in found)


def test_in_the_draft_each_blank_is_told_once_as_a_warning():
    """What is missing in a draft is its to-do list: one line a thing, each at its own place."""
    found = _said(ROOT, "2024/T1", "K902", "K903", "K904").fynd
    assert {one.code for one in found} == {"K902", "K903", "K904"}
    assert {one.severity for one in found} == {Severity.VARNING}
    places = [one.place for one in found]
    assert len(places) == len(set(places))


def test_the_published_reports_lack_nothing_that_is_not_excused(project):
    """Silence on correct reports; what they do lack has an exception with its reason."""
    codes = [code for code in RULE if code[:2] in {"H6", "A8"} or code in {"K902", "K903", "K904"}]
    for name in ("2020/T1", "2022/T1", "2022/VB", "2023/T1", "2025/plan"):
        judged = _said(project, name, *codes)
        assert judged.fynd == ()
        assert sum(judged.platser.values()) > 50


REASON = "Räknat på ett nytt sätt."


@pytest.mark.parametrize(
    ("file", "line", "key"),
    [
        ("mal.yaml", "            källa: t1_2022.sjukfrånvaro.sjukfrånvaro\n", "omräknad"),
        ("ekonomi.yaml", "        namn: Ukraina flyktingboende\n", "omräknad"),
        ("mal.yaml", "            namn: Budgetavvikelse\n", "beslut"),
    ],
    ids=["figure in a text", "row of amounts", "decision on an indicator"],
)
def test_why_a_figure_or_a_promise_is_another_is_told_to_the_reader(project, file, line, key):
    """A restatement is no secret between the editor and the rules."""
    path = project / "content" / "2023" / "T1" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(line) == 1
    indent = " " * (len(line) - len(line.lstrip()))
    path.write_text(text.replace(line, f"{line}{indent}{key}: {REASON}\n"), encoding="utf-8")
    found = load_project(project)
    page = markdown_page(computed(found, checked(found, found.rapport("2023/T1"))), Resources(project))
    assert REASON in page
