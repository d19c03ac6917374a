"""Numbers are read as Swedes write them, kept exactly, and printed with the right marks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn.figures import (
    DASH,
    MINUS,
    NBSP,
    Mätvärde,
    NumberError,
    Storhet,
    as_money,
    format_number,
    parse_measure,
    parse_number,
    parse_quantity,
    round_half_up,
)

THIN, NARROW = "\N{THIN SPACE}", "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("4,53", "4.53"),
        ("-29 390", "-29390"),
        (f"{MINUS}3,2", "-3.2"),
        (f"{DASH}3,2", "-3.2"),
        (f"1{NBSP}234{NBSP}567", "1234567"),
        (f"1{THIN}234", "1234"),
        (f"1{NARROW}234,50", "1234.50"),
        ("+0,6", "0.6"),
        ("0", "0"),
        ("0,10", "0.10"),
        (" 7 ", "7"),
        ("12345", "12345"),
    ],
)
def test_a_number_is_read_exactly_with_its_decimals(written, value):
    """Decimals are kept as written: 0,10 is not 0,1."""
    assert str(parse_number(written)) == value


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("3.10", "3,10"),
        ("0, 2", "0,2"),
        ("1_000", "1 000"),
        ("1 2 3", "4,53"),
        ("12:30", "4,53"),
        ("nej", "4,53"),
        ("1e3", "4,53"),
        ("0x1F", "4,53"),
        (",5", "4,53"),
        ("1,", "4,53"),
        ("--1", "4,53"),
        ("１２", "4,53"),
        ("9" * 18, "siffror"),
        ("0," + "1" * 18, "siffror"),
    ],
)
def test_what_is_no_number_is_refused_with_the_cure(written, cure):
    """The editor is told what to write instead."""
    with pytest.raises(NumberError) as why:
        parse_number(written)
    assert cure in str(why.value)


@pytest.mark.parametrize(
    ("value", "decimals", "sign", "text"),
    [
        ("-29390", None, False, f"{MINUS}29{NBSP}390"),
        ("9.234", 1, True, "+9,2"),
        ("0.25", 1, False, "0,3"),
        ("2.5", 0, False, "3"),
        ("-2.5", 0, False, f"{MINUS}3"),
        ("-0.04", 1, False, "0,0"),
        ("0", None, True, "0"),
        ("1234567.5", None, False, f"1{NBSP}234{NBSP}567,5"),
        ("3.10", None, False, "3,10"),
        (f"{'9' * 17}.{'9' * 17}", 0, False, NBSP.join(("100", "000", "000", "000", "000", "000"))),
    ],
)
def test_a_number_is_printed_as_a_report_prints_it(value, decimals, sign, text):
    """Hard spaces, decimal comma, real minus, halves away from zero, no negative zero."""
    assert format_number(Decimal(value), decimals, sign=sign) == text


def test_what_is_not_finite_is_never_printed():
    """NaN and Infinity are faults of ours."""
    for odd in ("NaN", "Infinity"):
        with pytest.raises(ValueError, match="finite"):
            format_number(Decimal(odd))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3))
def test_printing_and_reading_give_the_same_number(value):
    """No figure changes on its way through the report."""
    printed = format_number(value)
    assert parse_number(printed) == (value or 0)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4),
    st.integers(0, 3),
)
def test_rounding_moves_a_number_by_at_most_half_of_its_last_digit(value, decimals):
    """Half up, both ways from zero."""
    rounded = round_half_up(value, decimals)
    assert abs(rounded - value) <= Decimal(5).scaleb(-decimals - 1)
    assert not (rounded.is_zero() and rounded.is_signed())


@given(st.text())
def test_any_text_is_a_number_or_a_number_error(text):
    """Nothing else is ever raised."""
    for parse in (parse_number, parse_quantity):
        try:
            parse(text)
        except NumberError:
            continue


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("36 %", Storhet(Decimal(36), "%")),
        ("36%", Storhet(Decimal(36), "%")),
        ("-1,8 mnkr", Storhet(Decimal("-1.8"), "mnkr")),
        ("221,5 årsarbetare", Storhet(Decimal("221.5"), "årsarbetare")),
        ("9 234 tkr", Storhet(Decimal(9234), "tkr")),
    ],
)
def test_a_quantity_has_its_unit(written, made):
    """The unit is what follows the number."""
    assert parse_quantity(written) == made


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("<852 tertial", Mätvärde(Decimal(852), "tertial", "<")),
        ("> 25 %", Mätvärde(Decimal(25), "%", ">")),
        ("<2555 år", Mätvärde(Decimal(2555), "år", "<")),
        ("70 % gröna mål", Mätvärde(text="70 % gröna mål")),
        ("Ja", Mätvärde(text="Ja")),
        ("Positiv trend jämfört med 2024", Mätvärde(text="Positiv trend jämfört med 2024")),
        ("1", Mätvärde(Decimal(1))),
    ],
)
def test_a_measure_is_a_figure_or_words(written, made):
    """What isn't a figure with a unit stays as the words it is."""
    assert parse_measure(written) == made


@pytest.mark.parametrize("written", ["1O50", "O,5", "O", "8l", "9.57 %", ">4.5 %"])
def test_a_slip_of_the_keyboard_is_no_word(written):
    """A letter among digits, or a decimal point, would make a figure into words, and every rule silent."""
    with pytest.raises(NumberError):
        parse_measure(written)


def test_money_changes_unit_exactly():
    """9 234 tkr is 9,234 mnkr: rounding is the printer's work."""
    assert as_money(Storhet(Decimal(9234), "tkr"), "mnkr") == Storhet(Decimal("9.234"), "mnkr")
    with pytest.raises(NumberError):
        as_money(Storhet(Decimal(3), "%"), "tkr")
