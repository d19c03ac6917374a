"""Swedish marks are put in where only one reading is possible, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn.figures import DASH, MINUS, NBSP
from asn.model.ord import med_kolon
from asn.render.prose import ELLIPSIS, QUOTE, heading_text, typeset


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("1 234 567 kr", f"1{NBSP}234{NBSP}567{NBSP}kr"),
        ("12 345,6 mnkr", f"12{NBSP}345,6{NBSP}mnkr"),
        ("36 %", f"36{NBSP}%"),
        ("5 procent", "5 procent"),
        ("5 procentenheter", "5 procentenheter"),
        ("3 kronor", "3 kronor"),
        ("3 kronprinsar", "3 kronprinsar"),
        ("§ 4 och §4", f"§{NBSP}4 och §{NBSP}4"),
        ("se bilaga 2, sid 3", f"se bilaga{NBSP}2, sid{NBSP}3"),
        ("Bilagan 2 och bilaga A", "Bilagan 2 och bilaga A"),
        ("-4,5 mnkr", f"{MINUS}4,5{NBSP}mnkr"),
        ("(-4)", f"({MINUS}4)"),
        ("2021-2023", f"2021{DASH}2023"),
        ("18-24 år", f"18{DASH}24{NBSP}år"),
        ("den 27 september 2022", f"den 27{NBSP}september 2022"),
        ("2022 mars", "2022 mars"),
        ("4 kap. 1 §", f"4{NBSP}kap. 1{NBSP}§"),
        ("grön 80 – 100 %", f"grön 80{NBSP}{DASH}{NBSP}100{NBSP}%"),
        ("gul 60 % – 79 %", f"gul 60{NBSP}%{NBSP}{DASH}{NBSP}79{NBSP}%"),
        ("gul 60 % - 79 %", f"gul 60{NBSP}%{NBSP}{DASH}{NBSP}79{NBSP}%"),
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
        ("0-3 år", f"0{DASH}3{NBSP}år"),
        ("kostar 0,5 100 gånger", "kostar 0,5 100 gånger"),
        ("1,25 000", "1,25 000"),
        ("1234 567", "1234 567"),
        ("5 kröken", "5 kröken"),
        ("5 krör 5 kr", f"5 krör 5{NBSP}kr"),
        ("--4", "--4"),
        ("1--4", "1--4"),
        ("-1-2", f"{MINUS}1{DASH}2"),
        ("--1-2", "--1-2"),
        ("12345-6", "12345-6"),
        ("1-23456", "1-23456"),
        ("[a](#1-2)", "[a](#1-2)"),
        ("[a](#b)1-2)", f"[a](#b)1{DASH}2)"),
        ("[a](1-2 3-4)", f"[a](1{DASH}2 3{DASH}4)"),
        ("http://a.se/1-2", "http://a.se/1-2"),
        ("<https://a.se/1-2> 1-2", f"<https://a.se/1-2> 1{DASH}2"),
        ("1-2 https://a.se/3-4 5-6 https://b.se/7-8 9-10 http://c.se/1-2", None),
        ("", ""),
    ],
)
def test_what_is_written_is_printed_so(written, printed):
    """Hard spaces, dashes, minus signs and quotation marks of Swedish typography."""
    if printed is None:
        printed = f"1{DASH}2 https://a.se/3-4 5{DASH}6 https://b.se/7-8 9{DASH}10 http://c.se/1-2"
    assert typeset(written) == printed


@given(st.text())
def test_typesetting_twice_changes_nothing_more(text):
    """A text that has its marks keeps them, so it doesn't matter how often it passes."""
    assert typeset(typeset(text)) == typeset(text)


@given(st.text(alphabet="0123456789 ,-–−%krm§\n"))
def test_no_digit_is_ever_changed(text):
    """Typography moves spaces and signs, never a figure."""
    assert [c for c in typeset(text) if c.isdigit()] == [c for c in text if c.isdigit()]


@pytest.mark.parametrize(
    ("written", "last"),
    [("Mål och uppdrag för 2025", f"för{NBSP}2025"), ("Budget 2025", "Budget 2025"), ("Mål", "Mål")],
)
def test_a_headings_last_word_stands_alone_on_no_line(written, last):
    """A short last word goes with the one before it; a heading of few words is left as it is."""
    assert heading_text(written).endswith(last)


def test_a_question_needs_no_colon():
    """What leads up to a value has a colon, but where it ends with a mark of its own."""
    assert [med_kolon("Utfall"), med_kolon("Vad ska vi uppnå?")] == ["Utfall:", "Vad ska vi uppnå?"]
