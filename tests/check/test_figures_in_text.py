"""Amounts and shares in prose: found, read as they are meant, and compared as far as they are rounded."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn.check.figures_in_text import Figure, comparable, fetched_figures, figures, figures_in, kind_of, sentences
from asn.figures import Storhet, format_quantity

NBSP, MINUS, DASH = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}", "\N{EN DASH}"


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("Det är 9 234 tkr.", "9234", "tkr"),
        (f"Det är 9{NBSP}234{NBSP}tkr.", "9234", "tkr"),
        (f"Det är {MINUS}9,2 mnkr.", "-9.2", "mnkr"),
        ("Det är -9,2 Mkr.", "-9.2", "mnkr"),
        ("Det är +9,2 miljoner kronor.", "9.2", "mnkr"),
        ("Det är 1,2 milj. kr.", "1.2", "mnkr"),
        ("Det är 2 miljarder kronor.", "2", "mdkr"),
        ("Det är 340 kkr.", "340", "tkr"),
        ("Det är 340\ntusen kronor.", "340", "tkr"),
        ("Det är 456 kronor.", "456", "kr"),
        ("Det är 36 %.", "36", "%"),
        ("Det är 36%.", "36", "%"),
        ("Det är 7,27 procent.", "7.27", "%"),
        ("Det är 0,55 procentenheter.", "0.55", "procentenheter"),
        ("Det är (4.5 procent).", "4.5", "%"),
        ("År 2023 300 tkr.", "300", "tkr"),
    ],
)
def test_a_figure_is_read_with_its_unit(text, number, unit):
    """However the unit is spelled, and whatever spaces are between."""
    (found,) = figures_in(text)
    assert found.value == Storhet(Decimal(number), unit)


@pytest.mark.parametrize(
    "text",
    [
        "456 kr/inv",
        "År 2023 var 18 personer i åldern 16–64.",
        "U30200 procent",
        "100-procentig",
        "en procent",
        "3 krav, 5 kroniska",
        "{{ a.b | mnkr }}",
        "{{ a * 5 }} kr",
        "§ 80 och mål 2.1",
    ],
)
def test_other_numbers_are_no_figures(text):
    """Ages, years, ids, words and what an expression holds are left alone."""
    assert list(figures_in(text)) == []


@pytest.mark.parametrize(
    "text", ["80–100 %", "80 – 100 %", "80-100 %", "mellan 64 och 91 procent", "från 94 till 97 %"]
)
def test_the_end_of_a_range_says_so(text):
    """It is no figure of its own, and its dash is no minus."""
    (found,) = figures_in(text)
    assert found.part_of_range
    assert found.value.tal > 0


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("drygt 9 mnkr", True),
        ("mer än 15 %", True),
        ("upp till\n5 tkr", True),
        ("är 9 mnkr", False),
        ("med 9 tkr", False),
    ],
)
def test_a_figure_that_is_told_about_says_so(text, hedged):
    """«Drygt» and the like stand right before it."""
    (found,) = figures_in(text)
    assert found.hedged is hedged


def test_a_fetched_figure_is_what_is_printed():
    """An expression's figure has its rounding, its sign and its own text."""
    names = {"x": Storhet(Decimal(-9234), "tkr"), "ord": "inget"}
    text = "A {{ x | mnkr }} b {{ x | mnkr | utan_tecken }} c {{ ord }} d {{ okänt }}."
    found = list(fetched_figures(text, names))
    assert [str(figure.value.tal) for figure in found] == ["-9.2", "9.2"]
    assert [figure.signed for figure in found] == [True, False]
    assert found[0].uttryck == "x | mnkr"
    assert text[found[0].start : found[0].end] == "{{ x | mnkr }}"


def test_written_and_fetched_come_in_the_order_of_the_text():
    """So that «från a till b» can be read."""
    found = figures("5 tkr {{ x | tkr }} 7 tkr", {"x": Storhet(Decimal(6), "tkr")})
    assert [int(figure.value.tal) for figure in found] == [5, 6, 7]


@pytest.mark.parametrize(
    ("told", "cell", "agrees"),
    [
        (("9.2", "mnkr"), ("9234", "tkr"), True),
        (("9.2", "mnkr"), ("9250", "tkr"), True),  # half a unit: either way is honest
        (("9.2", "mnkr"), ("9251", "tkr"), False),
        (("9", "mnkr"), ("9234", "tkr"), True),
        (("9000", "tkr"), ("9234", "tkr"), True),  # a whole one may end in rounded zeros
        (("9200", "tkr"), ("9234", "tkr"), True),
        (("9230", "tkr"), ("9244", "tkr"), False),
        (("-14.5", "mnkr"), ("-14447", "tkr"), False),
        (("7.27", "%"), ("7.27", "procent"), True),
        (("7.2", "%"), ("7.27", "%"), False),
    ],
)
def test_a_figure_agrees_as_far_as_it_is_rounded(told, cell, agrees):
    """Half a unit in the last digit of each, and no more."""
    figure = Figure(0, 0, Storhet(Decimal(told[0]), told[1]))
    assert figure.rounded.agrees(comparable(Storhet(Decimal(cell[0]), cell[1]))) is agrees


@pytest.mark.parametrize(
    ("number", "digits"), [("9200", 2), ("9234", 4), ("0.05", 1), ("4.00", 3), ("14.6", 3), ("0", 0), ("-7", 1)]
)
def test_digits_are_those_that_count(number, digits):
    """Rounded zeros say nothing; written decimals do."""
    assert Figure(0, 0, Storhet(Decimal(number), "tkr")).digits == digits


def test_money_is_one_kind_whatever_its_unit():
    """So are % and procent."""
    assert len({kind_of(Storhet(Decimal(1), unit)) for unit in ("kr", "tkr", "mnkr", "mdkr")}) == 1
    assert kind_of(Storhet(Decimal(1), "%")) == kind_of(Storhet(Decimal(1), "procent"))
    assert kind_of(Storhet(Decimal(1), "%")) != kind_of(Storhet(Decimal(1), "procentenheter"))


def test_sentences_end_where_a_new_one_starts():
    """Not at an abbreviation, an ordinal or a decimal; but at a point of a list and an empty line."""
    text = "Ett är 1,2 milj. kr. Två är t.ex. så!\n{{ x }} är tre.\n\n- Punkt ett\n- Punkt två. ”Fyra.” Fem"
    told = [text[start:end].strip() for start, end in sentences(text)]
    assert told == [
        "Ett är 1,2 milj. kr.",
        "Två är t.ex. så!",
        "{{ x }} är tre.",
        "- Punkt ett",
        "- Punkt två.",
        "”Fyra.”",
        "Fem",
    ]


@given(
    st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["kr", "tkr", "mnkr", "mdkr", "%", "procentenheter"]),
)
def test_what_the_tool_prints_it_can_read(number, unit):
    """Every figure that a report prints is found again with its value."""
    printed = format_quantity(Storhet(number, unit))
    (found,) = figures_in(f"Siffran är {printed}.")
    assert found.value == Storhet(number, unit)


@given(st.text(alphabet="abc 0123456789,.%–-krtm{}\n", max_size=60))
def test_any_text_can_be_searched(text):
    """Figures lie in the text, in order, and don't overlap; sentences cover every word of it."""
    spans = [(figure.start, figure.end) for figure in figures_in(text)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert "".join(text[a:b] for a, b in sentences(text)).split() == text.split()
