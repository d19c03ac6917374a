"""A figure that someone wrote as text is read where it can be read in one way."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn.figures import format_number
from asn.imports.cells import NoFigure, decimal_marks, read_numeral

ONE_WAY = {
    "(10 787)": "-10787",
    "1.126,50": "1126.50",
    "-9 195": "-9195",
    "9195-": "-9195",
    "−9 195,5": "-9195.5",
    "1,126.50": "1126.50",
    "1'126'000.5": "1126000.5",
    "1.126.000": "1126000",
    "1,126,000": "1126000",
    "12,5": "12.5",
    "12.5": "12.5",
    "0,125": "0.125",
    "+7": "7",
    " 7\u00a0 ": "7",
    "(0)": "0",
    "-0": "0",
}


@pytest.mark.parametrize(("text", "value"), ONE_WAY.items())
def test_what_can_be_read_in_one_way_is(text, value):
    """Brackets, points, trailing minus, hard blanks."""
    assert read_numeral(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.126", "1,126", "-9.195", "(10,787)"])
def test_thousands_and_decimals_are_not_guessed(text):
    """8.120 is eight thousand, or a little over eight, until the file tells which mark it has."""
    assert read_numeral(text) is NoFigure.TWO_WAYS
    assert isinstance(read_numeral(text, ","), Decimal)
    assert isinstance(read_numeral(text, "."), Decimal)
    assert read_numeral(text, ",") != read_numeral(text, ".")


def test_the_mark_of_the_file_decides():
    """And what contradicts it isn't read."""
    assert read_numeral("1.126", ",") == 1126
    assert read_numeral("1.126", ".") == Decimal("1.126")
    assert read_numeral("12.5", ",") is NoFigure.TWO_WAYS


@pytest.mark.parametrize(
    "text", ["", "-", "ord", "12 kr", "1 2", "1..2", "--1", "-1-", "9" * 40, "1/2", "⁵", "1,2,3", "(-5)"]
)
def test_what_is_no_figure_is_not_read(text):
    """Nor is a figure with a unit: whose it is, isn't known."""
    assert read_numeral(text) is NoFigure.NO_NUMBER


def test_a_files_decimal_mark_is_known_by_its_figures():
    """By those that can only be meant in one way."""
    assert decimal_marks(["1 126,50", "12", "1.126"]) == [","]
    assert decimal_marks(["1,126.50", "ord"]) == ["."]
    assert decimal_marks(["1.126.000,5", "2,5"]) == [","]
    assert decimal_marks(["1,126,000"]) == ["."]
    assert decimal_marks(["12,5", "12.5"]) == [",", "."]
    assert decimal_marks(["7", "1.126", "ord"]) == []


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=2))
def test_what_we_print_we_read(value):
    """Every figure of a report, as text."""
    assert read_numeral(format_number(value)) == value
