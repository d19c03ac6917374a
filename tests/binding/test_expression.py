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
from asn.binding.expression import _SIMPLE
from asn.binding.syntax import computed
from asn.figures import MINUS, NBSP, Mätvärde, Storhet

NAMES = {
    "netto": {"resultat": {"avvikelse": Storhet(Decimal(9234), "tkr"), "namn": "Resultat"}},
    "nu": Storhet(Decimal("7.27"), "%"),
    "då": Storhet(Decimal("6.72"), "%"),
    "platser": Storhet(Decimal(284), "platser"),
    "noll": Storhet(Decimal(0)),
    "mål": Mätvärde(Decimal(25), "%", ">"),
    "ord": Mätvärde(text="Ja"),
    "dag": date(2023, 5, 17),
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


_NAMES = st.sampled_from(
    [*NAMES, "netto.resultat", "netto.resultat.avvikelse", "netto.x", "nu.x", "not", "true", "None"]
)
_FILTERS = st.sampled_from(["", " | mnkr", "|tkr(2)", " | procent", " | tal | med_tecken", " | riktning", " | x(1)"])
_EXPRESSIONS = st.one_of(
    st.tuples(_NAMES, _FILTERS),
    st.tuples(st.just("("), _NAMES, st.sampled_from([" + ", " - ", "-", " * "]), _NAMES, st.just(")"), _FILTERS),
)


def _outcome(evaluated, text):
    try:
        value = evaluated(text)
    except ExpressionError as why:
        return str(why), why.suggestion
    return "en grupp" if isinstance(value, dict) else str(value)


def _evaluated(text):
    value = _outcome(lambda text: evaluate(text, NAMES), text)
    return "en grupp" if "är en grupp" in value[0] else value


@given(_EXPRESSIONS.map("".join))
def test_what_is_read_here_says_what_jinja_would(text):
    """The short way for the common ones is the same language, in its values and in what it refuses."""
    assert _evaluated(text) == _outcome(lambda text: computed(text, NAMES, 200), text)


@pytest.mark.parametrize(
    "text", ["nu", "netto.resultat.avvikelse | mnkr(1) | utan_tecken", "(nu - då) | procentenheter"]
)
def test_the_common_ones_are_read_here(text):
    """The test above looks at more than what Jinja reads in any case."""
    assert _SIMPLE.fullmatch(text)


def test_the_common_ones_need_no_jinja():
    """A check of the most usual texts doesn't wait for a template engine to be imported."""
    code = (
        "import sys; from asn.binding import evaluate; from asn.figures import parse_quantity;"
        "evaluate('a | mnkr', {'a': parse_quantity('9 234 tkr')}); sys.exit('jinja2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_expressions_are_found_where_they_stand():
    """Start and end are those of the braces."""
    text = "a {{ b }} c\n{{d|e}}"
    found = [(text[one.start : one.end], one.text) for one in expressions(text)]
    assert found == [("{{ b }}", "b"), ("{{d|e}}", "d|e")]
