"""Every rule's example says what the rule says: each marked line, and no other."""

from pathlib import Path

import pytest

from asn.check import RULES, examine
from asn.check.rules import LOADING, Case, example
from asn.load.project import load_project
from asn.pipeline import checked, computed, misfit_findings, outputs
from asn.render.pdf import PdfError
from asn.resources import Resources

GROUND = Path(__file__).parent / "grund"
CASES = [
    pytest.param(rule, case, id=f"{rule.code}-{number}-{case.heading}")
    for rule in RULES
    if rule.code not in LOADING  # what both say is shown together, below
    if (shown := example(rule.code))
    for number, case in enumerate(shown.cases, 1)
]


def _written(case: Case, root: Path) -> None:
    content = root / "content"
    content.mkdir()
    for path in GROUND.iterdir():
        (content / path.name).write_bytes(path.read_bytes())
    for name, text in case.files.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    for folder in {(content / name).parent for name in case.files if name.count("/") == 2}:
        sheet = folder / "rapport.yaml"
        if not sheet.exists():
            files = sorted(path.name for path in folder.iterdir())
            rows = "".join(f"  - {{fil: {name}, rubrik: Avsnitt}}\n" for name in files)
            sheet.write_text(f"tillstånd: fastställd\navsnitt:\n{rows}", encoding="utf-8")


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_the_rule_speaks_of_each_marked_line_and_no_other(rule, case, tmp_path):
    """What the example marks is what an editor is told."""
    _written(case, tmp_path)
    project = load_project(tmp_path)
    assert project.rapporter, project.fynd
    said = set()
    for report in project.rapporter:
        judged = examine(report, project.tidigare(report), [rule])
        said |= {(f.place.file, f.place.line) for f in judged.fynd if f.code == rule.code}
    assert said == case.expected


LOADED = [
    pytest.param(code, case, id=f"{code}-{number}-{case.heading}")
    for code in LOADING
    if code != "S021" and (shown := example(code))
    for number, case in enumerate(shown.cases, 1)
]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.heading) for case in example("S021").cases])
def test_what_does_not_fit_is_told_at_each_marked_line(case, tmp_path):
    """It is the build that tells of it, when the pages are set."""
    _written(case, tmp_path)
    project = load_project(tmp_path)
    (report,) = project.rapporter
    judged, found = checked(project, report), ()
    assert judged.får_byggas, judged.fynd
    try:
        outputs(project, judged, Resources(tmp_path), ("pdf",))
    except PdfError as why:
        found, more = misfit_findings(why, report, computed(project, judged))
        assert more == ()
    assert {(f.place.file, f.place.line) for f in found if f.code == "S021"} == case.expected


@pytest.mark.parametrize(("code", "case"), LOADED)
def test_loading_speaks_of_each_marked_line_and_no_other(code, case, tmp_path):
    """What reading, loading and weighing exceptions say is explained in the same way as the rules."""
    _written(case, tmp_path)
    project = load_project(tmp_path)
    found = set(project.fynd)
    for report in project.rapporter:
        found |= set(checked(project, report).fynd)
    assert {(f.place.file, f.place.line) for f in found if f.code == code} == case.expected


def test_everything_that_loading_can_say_is_explained():
    """`asn rule` has an example for each code, with its own title; three of them can't be shown as text."""
    for code, title in LOADING.items():
        shown = example(code)
        assert shown, code
        assert shown.title == title
        assert code in {"A806", "S006", "S010"} or any(case.expected for case in shown.cases), code
        assert any(not case.expected for case in shown.cases), code


def test_every_rule_has_an_example_with_its_own_title():
    """`asn rule` can explain every rule."""
    assert RULES
    for rule in RULES:
        shown = example(rule.code)
        assert shown, rule.code
        assert shown.title == rule.title
        assert any(case.expected for case in shown.cases), rule.code
        assert any(not case.expected for case in shown.cases), rule.code
