"""The signs that are looked for before a pattern: what the pattern hits always has one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn import personnummer
from asn.check import structure
from asn.check.prose import facts, typography

SIGNS = [
    pytest.param(personnummer._FOUND, personnummer._SHAPE.search, id="personnummer"),
    pytest.param(typography._ABBREVIATION, lambda text: typography._SHORT.search(text.lower()), id="abbreviation"),
    pytest.param(
        typography._ADDRESS, lambda text: any(sign in text for sign in typography._SIGNS_OF_ADDRESS), id="address"
    ),
    pytest.param(facts._DATES, facts._DAY.search, id="dates"),
    *(pytest.param(pattern, structure._SIGN.search, id=what) for pattern, what, _ in structure._UNSAFE),
]


@pytest.mark.parametrize(("pattern", "sign"), SIGNS)
@given(data=st.data())
def test_what_a_pattern_hits_has_its_sign(pattern, sign, data):
    """So that a text without the sign can be passed by."""
    text = data.draw(st.from_regex(pattern))
    assert re.search(pattern, text)
    assert sign(text)


def test_every_sign_of_a_money_unit_begins_one():
    """The units are found in any case, and each with a point, a space or a hard space."""
    for unit in typography._UNITS:
        for written in (unit, unit.upper(), unit.replace(" ", "\N{NO-BREAK SPACE}")):
            assert typography._UNIT.fullmatch(written)
            assert any(sign in written.lower() for sign in typography._SIGNS_OF_UNIT)


@pytest.mark.parametrize(("text", "number"), [("a 12.5 %", "12"), ("0.5 kr", "0"), ("(7.25 procent)", "7")])
def test_a_point_is_found_from_the_first_digit(text, number):
    """What may not stand before a number is looked for behind its first digit."""
    assert typography._POINT.search(text)["whole"] == number


@pytest.mark.parametrize("text", ["a12.5 %", "1.12.5 %", "3,12.5 %", "_12.5 %"])
def test_the_rest_of_a_number_is_none(text):
    """Nor is the end of a word, of a date or of a figure with a comma."""
    assert not typography._POINT.search(text)
