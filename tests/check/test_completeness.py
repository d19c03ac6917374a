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


PLAN = """rapportslag:
  - {id: plan, namn: Plan, filnamn: plan, form: planering, perioder: [VB], avsnitt: [{fil: a.yaml, rubrik: A}]}
"""
RISKS = "slag: risker\nrisker: [{id: r, namn: Brist på lokaler, sannolikhet: 3, konsekvens: 4, åtgärder: [Bygg.]}]\n"
CONTROLS = """slag: tabell
id: t
tabellrubrik: Kontroller
radrubrik: Process
kolumner: [{id: resultat, rubrik: Årets resultat, slag: ljus}]
rader: [{id: inköp, namn: Inköp}]
"""


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"rapportslag.yaml": PLAN, "2023/VB/a.yaml": RISKS}, "«Brist på lokaler» saknar bedömning.|utelämnar"),
        ({"2023/VB/a.yaml": RISKS}, "«Brist på lokaler» saknar bedömning.|avsnittets «saknas»"),
        ({"2023/VB/a.yaml": CONTROLS}, "«Inköp, Årets resultat» saknar bedömning.|radens «saknas»"),
    ],
)
def test_where_a_missing_light_may_be_excused(files, told, tmp_path):
    """In a plan at the kind of report, which has none; in a table at the row, whose column is told by its heading."""
    sheet = "tillstånd: utkast\navsnitt: [{fil: a.yaml, rubrik: A}]\n"
    (report,) = loaded(tmp_path, {"2023/VB/rapport.yaml": sheet} | files).rapporter
    (found,) = examine(report, (), [rule for rule in RULES if rule.code == "K903"]).fynd
    message, cure = told.split("|")
    assert found.message == message
    assert cure in found.suggestion
