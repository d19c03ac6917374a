"""Personnummer: known however they are written, and never passed on. The numbers are the tax agency's own examples."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn.personnummer import MASK, masked, occurrences

NBSP, DASH, HYPHEN = "\N{NO-BREAK SPACE}", "\N{EN DASH}", "\N{NON-BREAKING HYPHEN}"


@pytest.mark.parametrize(
    "written",
    [
        "640823-3234",
        "640823+3234",
        "6408233234",
        "196408233234",
        "19640823-3234",
        "19640823 3234",
        f"640823{NBSP}3234",
        f"640823{DASH}3234",
        f"640823{HYPHEN}3234",
        "640823 - 3234",
        "64 08 23-3234",
        "64-08-23-3234",
        "1964-08-23-3234",
        "1964-08-23 3234",
        "64.08.23-3234",
        "701063-2391",
        "19701063-2391",
    ],
)
@pytest.mark.parametrize("around", ["{}", "({})", "nr {}.", "pnr:{}, född", "«{}»", "a\t{}\nb", "tel {}, efter"])
def test_it_is_known_however_it_is_written(written, around):
    """Century, separator, spaces and what stands around make no difference."""
    text = around.format(written)
    (found,) = occurrences(text)
    assert text[found.start : found.end] == written
    assert not any(digit in masked(text) for digit in "0123456789")


def test_its_kind_is_told_by_the_day():
    """A samordningsnummer has 60 added to its day."""
    kinds = [found.slag for found in occurrences("640823-3234 och 701063-2391")]
    assert kinds == ["personnummer", "samordningsnummer"]


@pytest.mark.parametrize(
    "text",
    [
        "640823-3235",  # check digit
        "641323-3237",  # month
        "640832-3233",  # day
        "640892-3230",  # day + 60
        "630229-3235",  # leap day in a common year
        "212000-0092",
        "556036-0793",
        "dnr 640823-3234",
        "Diarienummer: 640823-3234",
        "dnr ASN 640823-3234",
        "tel 0701234569",
        "Telefon: 0701234569",
        "6 408 233 234 kr",
        "0,6408233234",
        "6408233234,5",
        "16408233234",
        "64082332345",
        "ab6408233234",
        "6408233234cd",
        "640823-3234-4b1c",
        "64-0823-3234",
        "2023-01-14",
        "",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text):
    """Other numbers of as many digits, and parts of longer ones, are shown as they are."""
    assert list(occurrences(text)) == []
    assert masked(text) == text


@st.composite
def numbers(draw) -> str:
    born = draw(st.dates(datetime.date(1900, 1, 1), datetime.date(2025, 12, 31)))
    century, rest = f"{born:%Y%m%d}"[:2], f"{born:%y%m}{born.day + draw(st.sampled_from([0, 60])):02}"
    digits = f"{rest}{draw(st.integers(0, 999)):03}"
    products = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    check = -sum(product // 10 + product % 10 for product in products) % 10
    mark = draw(st.sampled_from(["", " ", "-", "+", NBSP]))
    return f"{draw(st.sampled_from(['', century]))}{rest}{mark}{digits[6:]}{check}"


@given(numbers(), st.text(alphabet="abcåäö .,:;()\n", max_size=20))
def test_no_digit_of_any_number_is_left(number, words):
    """Whoever it belongs to, nothing of it can be read, nothing moves, and masking twice changes nothing."""
    text = f"{words} {number} {words}"
    hidden = masked(text)
    assert not any(digit in hidden for digit in "0123456789")
    assert len(hidden) == len(text)
    assert masked(hidden) == hidden
    assert MASK in hidden


@given(st.text())
def test_only_digits_are_masked(text):
    """Any other text comes through unchanged."""
    assert all(after in {before, MASK} for before, after in zip(text, masked(text), strict=True))
