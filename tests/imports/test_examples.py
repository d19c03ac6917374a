"""Each example of family X says what reading its file says: each marked row, and no other."""

import pytest
from tests.fixtures.described import described, file_of
from tests.fixtures.projects import write

from asn.check.rules import IMPORTING, example
from asn.imports import Import, import_remarks, imported_tables
from asn.load.project import load_project

CASES = [
    pytest.param(code, case, id=f"{code}-{number}-{case.heading}")
    for code in IMPORTING
    if (shown := example(code))
    for number, case in enumerate(shown.cases, 1)
]


def _said(case, root):
    """What is said of a case's file."""
    files = {}
    for name, text in case.files.items():
        yaml = name.endswith(".yaml")
        files[name if yaml else file_of(name)] = text if yaml else described(name, text)
    files["2023/T1/rapport.yaml"] = "tillstånd: utkast\navsnitt:\n  - {fil: netto.yaml, rubrik: Nettokostnad}\n"
    project = load_project(write(root, files))
    (report,) = project.rapporter
    work = Import(lambda name: (root / name).read_bytes())
    return import_remarks(work.outcome(report, table, source) for table, source in imported_tables(report))


@pytest.mark.parametrize(("code", "case"), CASES)
def test_reading_says_what_the_example_marks(code, case, tmp_path):
    """Rows at their place in the sheet; what is of the file as a whole is marked where the content names it."""
    said = [one for one in _said(case, tmp_path) if one.code == code]
    in_sheet = {line for file, line in case.expected if not file.endswith(".yaml")}
    assert {one.row for one in said if one.row} == in_sheet
    assert len({one.message for one in said if not one.row}) == len(case.expected) - len(in_sheet)


@pytest.mark.parametrize(("code", "case"), CASES)
def test_nothing_else_is_said(code, case, tmp_path):
    """An example that is right is right in all ways."""
    assert {one.code for one in _said(case, tmp_path)} <= {code}


def test_every_code_is_explained_by_its_own_title():
    """`asn rule X103` shows a file that is wrong, and one that is right."""
    for code, title in IMPORTING.items():
        shown = example(code)
        assert shown, code
        assert shown.title == title
        assert any(case.expected for case in shown.cases), code
        assert any(not case.expected for case in shown.cases), code
