"""What an editor is told to write where an outcome and its målnivå have different units."""

import pytest
from tests.fixtures.projects import loaded, report

from asn.check import RULES, examine
from asn.figures import NBSP


@pytest.mark.parametrize(
    ("outcome", "target", "cure"),
    [
        ("82", "95 %", f"Skriv utfallet i samma enhet som målnivån: 82{NBSP}%."),
        ("82,5", "minst 95 %", f"Skriv utfallet i samma enhet som målnivån: 82,5{NBSP}%."),
        ("82 %", "95", f"Skriv målnivån i samma enhet som utfallet: 95{NBSP}%."),
        ("Ja", "95 %", "Skriv utfallet så som målnivån är skriven: ja eller nej, eller ett tal med enhet."),
        ("1", "Ja", "Skriv utfallet så som målnivån är skriven: ja eller nej, eller ett tal med enhet."),
        ("82", "95 tkr", "Skriv utfallet och målnivån i samma enhet."),
        ("3 platser", "5 personer", "Skriv utfallet och målnivån i samma enhet."),
    ],
)
def test_the_cure_is_the_figure_with_its_unit(outcome, target, cure, tmp_path):
    """Where a per cent sign is all that is missing, the finding shows the figure with it."""
    text = f"slag: mål\nnämndmål:\n  - id: a\n    namn: A\n    utfall: {outcome}\n    målnivå: {target}\n"
    made = loaded(tmp_path, report(text)).rapporter[0]
    (found,) = examine(made, (), [rule for rule in RULES if rule.code == "M209"]).fynd
    assert found.suggestion == cure
    assert found.message.startswith("«A» har utfallet ")
