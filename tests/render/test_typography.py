"""Swedish marks are put in where only one reading is possible, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn.figures import DASH, MINUS, NBSP
from asn.render.typography import ELLIPSIS, QUOTE, typeset


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("1 234 567 kr", f"1{NBSP}234{NBSP}567{NBSP}kr"),
        ("12 345,6 mnkr", f"12{NBSP}345,6{NBSP}mnkr"),
        ("36 %", f"36{NBSP}%"),
        ("5 procent", f"5{NBSP}procent"),
        ("5 procentenheter", f"5{NBSP}procentenheter"),
        ("3 kronor", f"3{NBSP}kronor"),
        ("3 kronprinsar", "3 kronprinsar"),
        ("§ 4 och §4", f"§{NBSP}4 och §{NBSP}4"),
        ("-4,5 mnkr", f"{MINUS}4,5{NBSP}mnkr"),
        ("(-4)", f"({MINUS}4)"),
        ("2021-2023", f"2021{DASH}2023"),
        ("18-24 år", f"18{DASH}24 år"),
        ("2023-05-17", "2023-05-17"),
        ("2023/24-7", "2023/24-7"),
        ("barn- och ungdom", "barn- och ungdom"),
        ("covid-19", "covid-19"),
        ("ja - nej", f"ja {DASH} nej"),
        ("- en punkt", "- en punkt"),
        ("och så...", f"och så{ELLIPSIS}"),
        ('"citat"', f"{QUOTE}citat{QUOTE}"),
        ("EU's", "EU\N{RIGHT SINGLE QUOTATION MARK}s"),
        ("https://a.se/1-2/3 000", "https://a.se/1-2/3 000"),
        ("[se 1-2](https://a.se/1-2)", f"[se 1{DASH}2](https://a.se/1-2)"),
        ("år 2022 100 personer", "år 2022 100 personer"),
        ("070-123 45 67", "070-123 45 67"),
        ("0-3 år", f"0{DASH}3 år"),
        ("", ""),
    ],
)
def test_what_is_written_is_printed_so(written, printed):
    """Hard spaces, dashes, minus signs and quotation marks of Swedish typography."""
    assert typeset(written) == printed


@given(st.text())
def test_typesetting_twice_changes_nothing_more(text):
    """A text that has its marks keeps them, so it doesn't matter how often it passes."""
    assert typeset(typeset(text)) == typeset(text)


@given(st.text(alphabet="0123456789 ,-–−%krm§\n"))
def test_no_digit_is_ever_changed(text):
    """Typography moves spaces and signs, never a figure."""
    assert [c for c in typeset(text) if c.isdigit()] == [c for c in text if c.isdigit()]
