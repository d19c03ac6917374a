"""Braces around what was meant to be an expression come two and two, or are told of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fixtures.projects import loaded, report, told, unmarked

from asn.binding import expressions
from asn.check import RULES, examine
from asn.check.structure import unpaired

PAIRS = "Ett uttryck har två klamrar på var sida: {}."
EXAMPLE = PAIRS.format("{{ sjukfrånvaro | procent }}")


def marked(text):
    """The characters of each place that is told of."""
    return [text[found.start : found.end] for found in unpaired(text)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{{ deltagare }", "{{ deltagare }}"),
        ("{ deltagare }}", "{{ deltagare }}"),
        ("{deltagare}", "{{ deltagare }}"),
        ("{{{ deltagare }}}", "{{ deltagare }}"),
        ("{{ deltagare }}}", "{{ deltagare }}"),
        ("{ netto.resultat.år_2023 | mnkr(2) }", "{{ netto.resultat.år_2023 | mnkr(2) }}"),
        ("{{ (nu - då) | riktning('ökat', 'minskat') }", "{{ (nu - då) | riktning('ökat', 'minskat') }}"),
        ("{-netto / 2}", "{{ -netto / 2 }}"),
        ("{{ vb_2022.mål\n}", "{{ vb_2022.mål }}"),
    ],
)
def test_what_was_meant_is_told_where_it_can_be_read(text, meant):
    """The whole of it is pointed out, and the cure is the expression itself."""
    found = list(unpaired(f"Det var {text} i år."))
    assert [(one.start, one.end, one.cure) for one in found] == [(8, 8 + len(text), PAIRS.format(meant))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ deltagare i år.", ["{{"]),
        ("deltagare }} i år.", ["}}"]),
        ("{{ a och {{ b }}", ["{{"]),
        ("{{ a }} och b }}", ["}}"]),
        ("{{ a } och b }}", ["{{ a }", "}}"]),
        ("{{ En mening. Och en till }", ["{{"]),
        ("{ En mening. Och en till }}", ["}}"]),
        ("{{ " + "a" * 300 + " }", ["{{"]),
    ],
)
def test_two_braces_that_are_alone_are_pointed_out(text, told):
    """Two braces were always meant for an expression, whatever stands beside them."""
    found = list(unpaired(text))
    assert [text[one.start : one.end] for one in found] == told
    assert found[-1].cure in {EXAMPLE, PAIRS.format("{{ a }}")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ingenting.",
        "{{ deltagare }}",
        "{{ a }}{{ b | tal }} och {{ (a - b) | mnkr }}",
        "{{ }}",
        "{{ En mening. }}",
        "Kommunen {Tyresö} har",
        "{1, 2}",
        "{}",
        "{",
        "}",
        "a } b { c",
        "{a, b}",
    ],
)
def test_what_is_in_pairs_or_no_expression_is_left(text):
    """What is wrong within two and two braces is told by the expression itself; a lone brace may be a brace."""
    assert marked(text) == []


@given(st.text(alphabet="{} a.|\n", max_size=40))
def test_what_is_left_is_whole_expressions(text):
    """Where nothing is told of, no two braces are left over when the expressions are gone."""
    if not marked(text):
        for found in reversed(list(expressions(text))):
            text = text[: found.start] + text[found.end :]
        assert "{{" not in text
        assert "}}" not in text


def test_a_brace_too_few_is_told_of_once(tmp_path):
    """What follows it, up to the next expression's end, isn't an expression to tell of besides."""
    text = "slag: text\ntal: {a: 2, b: 3}\ntext: Det var ⟦{{ a }⟧ och {{ b }} i år, ⟦{{ a | mkr }}⟧.\n"
    plain, places = unmarked(text, "content/2023/T1/avsnitt.yaml")
    project = loaded(tmp_path, report(plain))
    found = examine(project.rapporter[0], (), [rule for rule in RULES if rule.code == "S013"]).fynd
    assert [told(one) for one in found] == [
        f"S013 Klamrarna i «{{{{ a }}» är inte i par. | {PAIRS.format('{{ a }}')}",
        "S013 Filtret «mkr» finns inte. | Menade du mnkr?",
    ]
    assert [one.place for one in found] == places
