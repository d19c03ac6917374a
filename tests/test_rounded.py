"""What is printed is rounded from kr: how far off it may be goes with it through every sum, share and unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn.binding import ExpressionError, evaluate
from asn.figures import (
    MINUS,
    NBSP,
    Cellvärde,
    Mätvärde,
    Rounded,
    Storhet,
    Årsvärden,
    converted,
    in_unit,
    parse_cell,
    total,
    why_not_words,
)

KRONOR = st.integers(-(10**9), 10**9).map(Decimal)


def printed(kronor):
    """An amount in tkr as a report prints it."""
    return Rounded.of((kronor / 1000).quantize(Decimal(1)))


@given(st.lists(KRONOR, min_size=1, max_size=9), KRONOR)
def test_a_sum_of_printed_figures_agrees_with_the_printed_sum(amounts, other):
    """As do a difference and its opposite: the slack is never too small for what rounding alone does."""
    rows = [printed(amount) for amount in amounts]
    assert total(rows).agrees(printed(sum(amounts)))
    assert (rows[0] - printed(other)).agrees(printed(amounts[0] - other))
    assert (-(rows[0] - printed(other))).agrees(printed(other - amounts[0]))
    assert rows[0].times(Decimal(1000)).agrees(Rounded(amounts[0], Decimal(0)))


@given(KRONOR, KRONOR)
def test_a_share_is_off_by_no_more_than_is_said(part, whole):
    """In percent of the size of the whole; of what may be nothing there is no share."""
    share = printed(part).share_of(printed(whole))
    if share is None:
        assert abs(whole) <= 1000
    else:
        assert abs(share.value - part / abs(whole) * 100) <= share.slack * Decimal("1.000001")


def test_what_rounding_cannot_explain_does_not_agree():
    """Two thousands from the sum of two rows are a fault."""
    rows = [Rounded.of(Decimal(10)), Rounded.of(Decimal(20))]
    assert total(rows).agrees(Rounded.of(Decimal(31)))
    assert not total(rows).agrees(Rounded.of(Decimal(32)))
    assert Rounded.of(Decimal("4.5"), 0).slack == Decimal("0.5")


def test_a_rounded_figure_prints_itself():
    """And in parentheses after a sign, where it is negative."""
    assert (str(Rounded.of(Decimal(-1234))), Rounded.of(Decimal(7)).term()) == (f"{MINUS}1{NBSP}234", "7")
    assert Rounded.of(Decimal(-7)).term() == f"({MINUS}7)"


def test_a_figure_is_told_in_another_unit_or_not_at_all():
    """Money is; percent is no money."""
    assert in_unit(Storhet(Decimal(7), "%"), "%") == 7
    assert in_unit(Storhet(Decimal(7), "mnkr"), "tkr") == 7000
    assert in_unit(Storhet(Decimal(7), "%"), "tkr") is None
    amount = Rounded.of(Decimal("2.5"))
    assert converted(amount, "mnkr", "tkr") == Rounded(Decimal(2500), Decimal(50))
    assert converted(amount, "mnkr", "mnkr") is amount
    assert converted(amount, "%", "tkr") is None


@pytest.mark.parametrize(
    ("written", "why"),
    [
        *[(words, "") for words in ("Stängt", "ca 116 000", "–")],
        ("1O5", "har en bokstav bland siffrorna"),
        ("01234", "börjar med en nolla, som inget tal gör. Är det ett tal: 1234."),
        ("4.53", "Skriv decimalkomma: 4,53."),
        ("116 tkr", "har en enhet i cellen. Skriv bara talet: tkr skrivs"),
        ("4 %", "har en enhet i cellen. Skriv bara talet: % skrivs"),
    ],
)
def test_words_in_a_cell_are_no_slip_of_a_figure(written, why):
    """A number with a letter in it, a point or a unit was meant to be a figure."""
    told = why_not_words(written)
    assert why in told
    assert bool(told) == bool(why)


def test_a_cell_is_a_number_or_words():
    """And prints itself as written."""
    assert parse_cell(" -1 101 ") == Cellvärde("-1 101", Decimal(-1101))
    assert parse_cell("Stängt") == Cellvärde("Stängt")
    assert str(parse_cell("Stängt")) == "Stängt"


def test_values_year_by_year_have_that_of_the_reports_own():
    """Which may be missing: then they are as empty as a value that was never measured."""
    first, own = Mätvärde(Decimal(8), "%"), Mätvärde(Decimal(9), "%")
    values = Årsvärden.of({2023: own, 2022: first, 2024: None}, 2023)
    assert (values.tal, values.värde(2022), values.värde(2024), values.värde(2019)) == (9, first, None, None)
    assert [year for year, _ in values.år] == [2022, 2023, 2024]
    assert values
    assert Årsvärden.of({2023: Mätvärde(text="Ja")}, 2023)
    assert not Årsvärden.of({2022: first}, 2023)


@pytest.mark.parametrize(
    ("expression", "why"),
    [("pengar / andel", "säger inget"), ("andel / pengar", "säger inget"), ("pengar | utan_tecken(3)", "på fel sätt")],
)
def test_what_says_nothing_is_not_computed(expression, why):
    """Percent of money, money of percent, and a filter with more than it takes."""
    names = {"pengar": Storhet(Decimal(9), "tkr"), "andel": Storhet(Decimal(2), "%")}
    with pytest.raises(ExpressionError, match=why):
        evaluate(expression, names)


def test_money_shared_by_money_has_no_unit():
    """Whichever units the two are told in."""
    names = {"a": Storhet(Decimal(9), "tkr"), "b": Storhet(Decimal(3), "kr")}
    assert str(evaluate("a / b", names)) == f"3{NBSP}000"
