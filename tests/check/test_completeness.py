"""What an editor is told is missing in an adopted report."""

import pytest
from tests.fixtures.projects import loaded

from asn.check import RULES, examine
from asn.finding import Severity

ALL = {"datum": "2023-05-17", "diarienummer": "ASN 2023/4", "paragraf": "§ 12"}


def said(root, sheet):
    """What K905 says of a report with this sheet."""
    made = loaded(root, {"2023/T1/rapport.yaml": "".join(f"{key}: {value}\n" for key, value in sheet.items())})
    return examine(made.rapporter[0], (), [rule for rule in RULES if rule.code == "K905"]).fynd


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        ((), "datum, diarienummer och paragraf"),
        (("datum",), "diarienummer och paragraf"),
        (("datum", "paragraf"), "diarienummer"),
        (("diarienummer", "paragraf"), "datum"),
    ],
)
def test_an_adopted_report_is_told_what_it_lacks(there, missing, tmp_path):
    """Each of the three that isn't there is named, in a piece of advice and no more."""
    (found,) = said(tmp_path, {"tillstånd": "fastställd"} | {name: ALL[name] for name in there})
    assert found.severity is Severity.RÅD
    assert found.message == f"Rapporten är fastställd men saknar {missing}."
    assert found.suggestion == f"Fyll i {missing}, eller skriv ett undantag med orsaken."
    assert (found.place.line, found.place.column) == (1, 12)


@pytest.mark.parametrize("sheet", [{"tillstånd": "utkast"}, {"tillstånd": "fastställd"} | ALL])
def test_a_draft_and_a_whole_report_are_told_nothing(sheet, tmp_path):
    """A draft has no decision yet."""
    assert said(tmp_path, sheet) == ()
