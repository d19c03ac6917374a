"""The expression language gives a figure from the data, or a finding; never anything else."""

import contextlib
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn.binding import ExpressionError, evaluate, expressions
from asn.binding.operations import Dag
from asn.figures import MINUS, NBSP, Mätvärde, Storhet

NAMES = {
    "netto": {"resultat": {"avvikelse": Storhet(Decimal(9234), "tkr"), "namn": "Resultat"}},
    "nu": Storhet(Decimal("7.27"), "%"),
    "då": Storhet(Decimal("6.72"), "%"),
    "platser": Storhet(Decimal(284), "platser"),
    "noll": Storhet(Decimal(0)),
    "mål": Mätvärde(Decimal(25), "%", ">"),
    "ord": Mätvärde(text="Ja"),
    "dag": Dag(date(2023, 5, 17), "maj"),
}


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("netto.resultat.avvikelse", f"9{NBSP}234{NBSP}tkr"),
        ("netto.resultat.avvikelse | mnkr | med_tecken", f"+9,2{NBSP}mnkr"),
        ("netto.resultat.avvikelse | mnkr(2)", f"9,23{NBSP}mnkr"),
        ("-netto.resultat.avvikelse | mnkr", f"{MINUS}9,2{NBSP}mnkr"),
        ("-netto.resultat.avvikelse | mnkr | utan_tecken", f"9,2{NBSP}mnkr"),
        ("nu | procent", f"7,27{NBSP}procent"),
        ("nu", f"7,27{NBSP}%"),
        ("nu - då", f"0,55{NBSP}procentenheter"),
        ("(nu - då) | procentenheter(1)", f"0,6{NBSP}procentenheter"),
        ("(nu - då) | riktning('ökat', 'minskat')", "ökat"),
        ("(då - nu) | riktning('ökat', 'minskat')", "minskat"),
        ("(nu - nu) | riktning('ökat', 'minskat', 'varit oförändrad')", "varit oförändrad"),
        ("platser", f"284{NBSP}platser"),
        ("platser | tal", "284"),
        ("platser * 2", f"568{NBSP}platser"),
        ("(platser / platser) | procent", f"100{NBSP}procent"),
        ("mål", f"25{NBSP}%"),
        ("ord", "Ja"),
        ("dag | datum", f"17{NBSP}maj 2023"),
    ],
)
def test_an_expression_prints_its_figure(expression, printed):
    """Names, four operations and the Swedish filters."""
    assert evaluate(expression, NAMES) == printed


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("nyy", "finns inte"),
        ("netto.resultatt", "finns inte"),
        ("nu.x", "ingen grupp"),
        ("netto.resultat", "grupp"),
        ("nu | mnkr", "inget belopp"),
        ("netto.resultat.avvikelse | procent", "ingen andel"),
        ("nu | prosent", "finns inte"),
        ("nu + platser", "olika enheter"),
        ("nu * då", "säger inget"),
        ("nu / noll", "noll"),
        ("nu | mnkr - då", "inget belopp"),
        ("(nu | procent) - då", "Räkna först"),
        ("(nu - nu) | riktning('ökat', 'minskat')", "oförändrat"),
        ("nu | procent(9)", "decimaler"),
        ("ord | procent", "ingen siffra"),
        ("nu | datum", "inget datum"),
        ("", "tomt"),
        ("nu nu", "läsa"),
        ("'a' * 99", "räkna med"),
        ("[].__class__", "något annat"),
        ("''.__class__.__mro__", "ingen grupp"),
        ("nu()", "något annat"),
        ("nu ** 9", "något annat"),
        ("nu[0]", "något annat"),
        ("true", "något annat"),
        ("(" * 50 + "nu" + ")" * 50, "för långt"),
        ("a" * 300, "för långt"),
    ],
)
def test_what_gives_nothing_is_told_in_swedish(expression, says):
    """Whatever stands between the braces, the editor gets a sentence, and no code is run."""
    with pytest.raises(ExpressionError) as why:
        evaluate(expression, NAMES)
    assert says in str(why.value)


@given(st.text(max_size=220))
def test_any_text_gives_a_string_or_an_expression_error(text):
    """Nothing else ever comes out of an expression."""
    with contextlib.suppress(ExpressionError):
        assert isinstance(evaluate(text, NAMES), str)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("då + nu * noll", "då + (nu * noll)"),
        ("nu - då - då", "(nu - då) - då"),
        ("-nu - då", "(-nu) - då"),
        ("platser / 2 * 3", "(platser / 2) * 3"),
        ("- - nu", "nu"),
        ("netto . resultat . avvikelse|tkr", "netto.resultat.avvikelse | tkr"),
    ],
)
def test_what_binds_closer(text, parts):
    """As in arithmetic; a filter belongs to what stands next before it, with its sign."""
    outcomes = []
    for one in (text, parts):
        try:
            outcomes.append(evaluate(one, NAMES))
        except ExpressionError as why:
            outcomes.append(str(why))
    assert outcomes[0] == outcomes[1]


def test_no_template_engine_is_needed():
    """A check doesn't wait for one to be imported, whatever the expression."""
    code = (
        "import sys; from asn.binding import evaluate; from asn.figures import parse_quantity;"
        "evaluate('(-a + a * 2) | mnkr', {'a': parse_quantity('9 234 tkr')}); sys.exit('jinja2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_expressions_are_found_where_they_stand():
    """Start and end are those of the braces."""
    text = "a {{ b }} c\n{{d|e}}"
    found = [(text[one.start : one.end], one.text) for one in expressions(text)]
    assert found == [("{{ b }}", "b"), ("{{d|e}}", "d|e")]
