"""Numbers are read as Swedes write them, kept exactly, and printed with the right marks."""

import datetime
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from asn.binding import ExpressionError, evaluate
from asn.binding.operations import FILTERS, Dag, FilterError, Uttryckt
from asn.figures import (
    DASH,
    MINUS,
    MONEY,
    NBSP,
    Mätvärde,
    NumberError,
    Storhet,
    as_money,
    decimals_of,
    format_number,
    format_quantity,
    parse_measure,
    parse_number,
    parse_quantity,
    round_half_up,
)
from asn.model.fields import Heltal, Mängd, Mått, Procent, Tal, År

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
        ("9" * 17, "9" * 17),
        ("0," + "9" * 17, "0." + "9" * 17),
    ],
)
def test_a_number_is_read_exactly_with_its_decimals(written, value):
    """Decimals are kept as written: 0,10 is not 0,1."""
    assert str(parse_number(written)) == value


COMMA = "är inget svenskt tal. Skriv decimalkomma: {}."
SPACE = "har ett mellanslag efter kommat. Skriv {}."
EITHER = "är inget svenskt tal. Menas tusental: {}. Menas decimaler: {}."
THOUSANDS = "är inget svenskt tal. Skriv tusental med mellanslag: {}."
LETTER = "har en bokstav bland siffrorna. Skriv siffran noll eller ett."
NO_NUMBER = "är inget tal. Skriv till exempel 4,53 eller -29 390."


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("3.10", COMMA.format("3,10")),
        ("+3.10", COMMA.format("+3,10")),
        ("-3.10", COMMA.format("-3,10")),
        (f"{MINUS}3.10", COMMA.format(f"{MINUS}3,10")),
        (f"{DASH}12.5", COMMA.format(f"{DASH}12,5")),
        ("3.10 kr.", COMMA.format("3,10 kr.")),
        ("8.120", EITHER.format("8 120", "8,120")),
        ("-8.120", EITHER.format("-8 120", "-8,120")),
        (f"{MINUS}812.000 kr.", EITHER.format(f"{MINUS}812 000 kr.", f"{MINUS}812,000 kr.")),
        ("1.234.567", THOUSANDS.format("1 234 567")),
        ("-1.234,50", THOUSANDS.format("-1 234,50")),
        ("0.125", COMMA.format("0,125")),
        ("8120.125", COMMA.format("8120,125")),
        ("8.1200", COMMA.format("8,1200")),
        ("8.12.345", NO_NUMBER),
        ("8.120.34", NO_NUMBER),
        ("8.120,", NO_NUMBER),
        ("0, 2", SPACE.format("0,2")),
        (f"+10, {NBSP}25", SPACE.format("+10,25")),
        (f"{MINUS}0,{NARROW}2", SPACE.format(f"{MINUS}0,2")),
        ("-0, 2", SPACE.format("-0,2")),
        ("1_000", "är inget tal. Skriv tusental med mellanslag: 1 000."),
        ("1O50", LETTER),
        ("1I", LETTER),
        ("-8l", LETTER),
        (f"{MINUS}o,5", LETTER),
        ("l", LETTER),
        ("+O", LETTER),
        ("1 2 3", NO_NUMBER),
        ("12:30", NO_NUMBER),
        ("nej", NO_NUMBER),
        ("okänt", NO_NUMBER),
        ("Ingen", NO_NUMBER),
        ("1e3", NO_NUMBER),
        ("0x1F", NO_NUMBER),
        (",5", NO_NUMBER),
        ("1,", NO_NUMBER),
        ("1.", NO_NUMBER),
        (".5", NO_NUMBER),
        (", 5", NO_NUMBER),
        ("0, ", NO_NUMBER),
        ("--1", NO_NUMBER),
        ("1234 567", NO_NUMBER),
        ("1 23", NO_NUMBER),
        ("１２", NO_NUMBER),
        ("١.٢", NO_NUMBER),
        ("", NO_NUMBER),
    ],
)
def test_what_is_no_number_is_refused_with_the_cure(written, cure):
    """The editor is told what to write instead, and only what would then be read."""
    with pytest.raises(NumberError) as why:
        parse_number(f" {written} ")
    assert str(why.value) == f"«{written.strip()}» {cure}"


@pytest.mark.parametrize("written", ["9" * 18, "0," + "1" * 18, "1" + " 000" * 6])
def test_a_number_that_cannot_be_reckoned_with_exactly_is_refused(written):
    """Seventeen digits before the comma and as many after it are what the arithmetic has room for."""
    with pytest.raises(NumberError, match=r"för många siffror; högst 17 går"):
        parse_number(written)


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
        (f"{'1' * 17}.{'2' * 17}", None, False, f"11{(NBSP + '111') * 5},{'2' * 17}"),
        ("1E+3", None, False, f"1{NBSP}000"),
        ("-0.5", 0, True, f"{MINUS}1"),
        ("0.4", 0, True, "0"),
    ],
)
def test_a_number_is_printed_as_a_report_prints_it(value, decimals, sign, text):
    """Hard spaces, decimal comma, real minus, halves away from zero, no negative zero."""
    assert format_number(Decimal(value), decimals, sign=sign) == text


def test_a_number_is_printed_as_written_when_nothing_else_is_asked():
    """Neither rounding nor a plus sign comes by itself."""
    assert format_number(Decimal("3.10")) == "3,10"
    assert format_quantity(Storhet(Decimal("3.10"), "kr")) == f"3,10{NBSP}kr"
    assert format_quantity(Storhet(Decimal("3.15")), 1, sign=True) == "+3,2"


def test_what_is_not_finite_is_never_printed():
    """NaN and Infinity are faults of ours, and have no decimals."""
    for odd in ("NaN", "Infinity"):
        assert decimals_of(Decimal(odd)) == 0
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
        (f" 36{NBSP}% ", Storhet(Decimal(36), "%")),
        (f"5{NARROW}Öppna platser", Storhet(Decimal(5), "Öppna platser")),
        ("3 a", Storhet(Decimal(3), "a")),
        ("5 l", Storhet(Decimal(5), "l")),
        ("3 olika enheter", Storhet(Decimal(3), "olika enheter")),
        ("1 000 Olofspriser", Storhet(Decimal(1000), "Olofspriser")),
        ("7", Storhet(Decimal(7))),
    ],
)
def test_a_quantity_has_its_unit(written, made):
    """The unit is what follows the number, and may be nothing."""
    assert parse_quantity(written) == made


@pytest.mark.parametrize(
    "written",
    ["", "tkr", "3tkr", "3 m2", "3 %%", "3 % a", "3 <b>", "3 a>b", "3  tkr", "3.10 tkr", "9.5 %", "1O mnkr"],
)
def test_what_is_no_quantity_is_refused(written):
    """A unit is a word: it holds neither digits nor what could be a tag, and stands one space away."""
    with pytest.raises(NumberError, match=f"^«{written}» "):
        parse_quantity(written)
    with pytest.raises(NumberError, match=f"^«{written}» "):
        parse_quantity(f" {written} ")


@pytest.mark.parametrize(
    "written", ["1 OOO kr", "12 34O", f"1{NBSP}OOO", f"1 234 l{'l' * 2}", "-1 0O0 kr", "1 Io0", "1234 OOO"]
)
@pytest.mark.parametrize("parse", [parse_number, parse_quantity, parse_measure])
def test_letters_for_digits_never_make_a_thousand_one(parse, written):
    """1 OOO kr isn't one of the unit OOO: it is refused, whatever is expected."""
    with pytest.raises(NumberError, match="har en bokstav bland siffrorna"):
        parse(written)


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
        (f"≤{NBSP} 4,5 % ", Mätvärde(Decimal("4.5"), "%", "≤")),
        ("≥ 3", Mätvärde(Decimal(3), operator="≥")),
        ("= 3 st", Mätvärde(Decimal(3), "st", "=")),
        ("<> 3", Mätvärde(text="<> 3")),
        (" - 3 ", Mätvärde(text="- 3")),
        ("Olika", Mätvärde(text="Olika")),
        ("10 Ordförande", Mätvärde(Decimal(10), "Ordförande")),
        ("100lapp", Mätvärde(text="100lapp")),
        ("8lår", Mätvärde(text="8lår")),
        *[(words, Mätvärde(text=words)) for words in ("5ö", "8lö", "3Oö", "I höst", "O nej", "Nivå I, grön", "...")],
        ("", Mätvärde()),
    ],
)
def test_a_measure_is_a_figure_or_words(written, made):
    """What isn't a figure with a unit stays as the words it is."""
    assert parse_measure(written) == made


@pytest.mark.parametrize(
    "written",
    [
        *(
            "1O50",
            "O,5",
            "O",
            "8l",
            "I",
            "o1",
            "1I",
            "1l5",
            "3O",
            "3o kr",
            "1o0 %",
            ".5 %",
            "9.57 %",
            "1.234.567",
            "2023.05.17",
        ),
        *("+4.5", "-4.5 %", f"{MINUS}4.5 %", f"{DASH}8l", "+O", "8l kr"),
    ],
)
@pytest.mark.parametrize("before", ["", " ", "<", "> ", f"≤{NBSP}", "≥  ", "= "])
def test_a_slip_of_the_keyboard_is_no_word(before, written):
    """A letter among digits, or a decimal point, would make a figure into words, and every rule silent."""
    with pytest.raises(NumberError, match=f"^«{re.escape(written)}» "):
        parse_measure(before + written)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Mätvärde(Decimal(25), "%", ">"), f">{NBSP}25{NBSP}%"),
        (Mätvärde(Decimal("4.50")), "4,50"),
        (Mätvärde(text="Positiv trend"), "Positiv trend"),
        (Mätvärde(), ""),
        (Storhet(Decimal(-1234), "tkr"), f"{MINUS}1{NBSP}234{NBSP}tkr"),
        (Storhet(Decimal(7)), "7"),
        (Dag(datetime.date(2023, 5, 17), "maj"), "2023-05-17"),
    ],
)
def test_a_value_prints_itself(value, printed):
    """With its operator and unit where there are some, or as its words."""
    assert str(value) == printed


def test_money_is_told_in_four_units():
    """A mdkr is a thousand mnkr, a mnkr a thousand tkr, and a tkr a thousand kr."""
    assert list(MONEY) == ["kr", "tkr", "mnkr", "mdkr"]
    for larger, smaller in (("mdkr", "mnkr"), ("mnkr", "tkr"), ("tkr", "kr")):
        assert as_money(Storhet(Decimal(2), larger), smaller) == Storhet(Decimal(2000), smaller)
        assert as_money(Storhet(Decimal(2000), smaller), larger) == Storhet(Decimal(2), larger)
    assert as_money(Storhet(Decimal(2), "kr"), "kr") == Storhet(Decimal(2), "kr")


def test_money_changes_unit_exactly():
    """9 234 tkr is 9,234 mnkr: rounding is the printer's work."""
    assert as_money(Storhet(Decimal(9234), "tkr"), "mnkr") == Storhet(Decimal("9.234"), "mnkr")
    long = Decimal(f"{'1' * 17}.{'2' * 17}")
    assert as_money(as_money(Storhet(long, "kr"), "mdkr"), "kr") == Storhet(long, "kr")
    with pytest.raises(NumberError, match=f"^3{NBSP}% är inget belopp"):
        as_money(Storhet(Decimal(3), "%"), "tkr")


FIELDS = {kind: TypeAdapter(kind) for kind in (Tal, Mängd, Procent, Mått, Heltal, År)}


def refusal(kind, value):
    """The type of the error that a field gives, and what the editor is told."""
    with pytest.raises(ValidationError) as why:
        FIELDS[kind].validate_python(value)
    (error,) = why.value.errors()
    return error["type"], error["msg"]


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Tal, "1 234,50", Decimal("1234.50")),
        (Mängd, "36 %", Storhet(Decimal(36), "%")),
        (Procent, "100", Storhet(Decimal(100), "%")),
        (Procent, "0 %", Storhet(Decimal(0), "%")),
        (Mått, "> 25 %", Mätvärde(Decimal(25), "%", ">")),
        (Mått, "Ja", Mätvärde(text="Ja")),
        (Heltal, "0", 0),
        (Heltal, "999999999", 999999999),
        (År, "1990", 1990),
        (År, "2100", 2100),
    ],
)
def test_a_field_reads_its_kind_of_number(kind, written, value):
    """The text that the editor wrote becomes the value that the field is for."""
    assert FIELDS[kind].validate_python(written) == value


@pytest.mark.parametrize(
    ("kind", "written", "told"),
    [
        (Tal, "3.10", ("tal", f"«3.10» {COMMA.format('3,10')}")),
        (Mängd, "nej", ("tal", f"«nej» {NO_NUMBER}")),
        (Procent, "101 %", ("procent", "«101 %» är inte mellan 0 och 100 %.")),
        (Procent, "-1", ("procent", "«-1» är inte mellan 0 och 100 %.")),
        (Procent, "3 tkr", ("procent", "«3 tkr» är inte mellan 0 och 100 %.")),
        (Mått, "> 9.5 %", ("tal", f"«9.5 %» {COMMA.format('9,5 %')}")),
        (Heltal, "3,5", ("heltal", "«3,5» är inget heltal.")),
        (Heltal, "-3", ("heltal", "«-3» är inget heltal.")),
        (Heltal, "1000000000", ("heltal", "«1000000000» är inget heltal.")),
        (År, "1989", ("år", "1989 är inget årtal mellan 1990 och 2100.")),
        (År, "2101", ("år", "2101 är inget årtal mellan 1990 och 2100.")),
    ],
)
def test_what_a_field_cannot_read_is_told_as_it_is_written(kind, written, told):
    """The message is the reader's own, and names what stands in the file."""
    assert refusal(kind, written) == told


WANTED = {Tal: "ett tal", Mängd: "ett tal med enhet", Mått: "ett värde", Heltal: "ett heltal"}


@pytest.mark.parametrize(("kind", "wanted"), WANTED.items(), ids=WANTED.values())
@pytest.mark.parametrize(
    ("value", "error", "instead"),
    [
        (None, "tomt", ""),
        ("", "tomt", ""),
        (True, "fel_slag", ", inte true"),
        (False, "fel_slag", ", inte false"),
        (["1"], "fel_slag", ", inte en lista"),
        ([], "fel_slag", ", inte en lista"),
        ({"a": "1"}, "fel_slag", ", inte flera fält"),
    ],
)
def test_a_field_says_what_it_wants(kind, wanted, value, error, instead):
    """Nothing, a yes, a list or a group where a number is wanted is told for what it is."""
    assert refusal(kind, value) == (error, f"Här ska det stå {wanted}{instead}.")


NAMES = {
    "kostnad": Storhet(Decimal("-1234567.50"), "kr"),
    "tkr": Storhet(Decimal("1234.5"), "tkr"),
    "stort": Storhet(Decimal("2345.678"), "mnkr"),
    "andel": Storhet(Decimal("7.25"), "%"),
    "hög": Storhet(Decimal(45), "%"),
    "redan": Storhet(Decimal("7.25"), "procent"),
    "kvot": Storhet(Decimal("0.36")),
    "tio": Storhet(Decimal(-10)),
    "elva": Storhet(Decimal("10.01")),
    "gäller": Dag(datetime.date(2023, 12, 1), "december"),
    "ord": "Ja",
    "noll": Storhet(Decimal(0)),
    "exakt": Storhet(Decimal(f"-{'1' * 17}.{'2' * 17}")),
}


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("kostnad | kr", f"{MINUS}1 234 567,50 kr"),
        ("kostnad | tkr", f"{MINUS}1 235 tkr"),
        ("kostnad | mnkr", f"{MINUS}1,2 mnkr"),
        ("stort | mdkr", "2,3 mdkr"),
        ("stort | mdkr(0)", "2 mdkr"),
        ("stort | mdkr(6)", "2,345678 mdkr"),
        ("tkr | kr(2) | med_tecken", "+1 234 500,00 kr"),
        ("kostnad | tkr | utan_tecken", "1 235 tkr"),
        ("tkr | med_tecken | mnkr", "+1,2 mnkr"),
        ("tkr | mnkr(3) | tal", "1,235"),
        ("andel | procent", "7,25 procent"),
        ("andel | procent(1)", "7,3 procent"),
        ("redan | procent(0)", "7 procent"),
        ("hög | procent", "45 procent"),
        ("kvot | procent", "36 procent"),
        ("tio | procent", f"{MINUS}1 000 procent"),
        ("andel | procentenheter", "7,25 procentenheter"),
        ("(andel - andel) | procentenheter(1)", "0,0 procentenheter"),
        ("kostnad | tal", f"{MINUS}1 234 567,50"),
        ("kostnad | tal(0) | med_tecken", f"{MINUS}1 234 568"),
        ("exakt | utan_tecken", f"11 111 111 111 111 111,{'2' * 17}"),
        ("andel | med_tecken | utan_tecken", "7,25 %"),
        ("gäller | datum", "1 december 2023"),
        ("tkr | riktning('upp', 'ned')", "upp"),
        ("kostnad | riktning('upp', 'ned')", "ned"),
        ("noll | riktning('upp', 'ned', 'still')", "still"),
        ("kostnad | mnkr | riktning('upp', 'ned', 'still')", "ned"),
    ],
)
def test_a_figure_is_told_as_the_text_wants_it(expression, printed):
    """In its own unit's decimals or those that are asked for, with a sign always or never; digits are never lost."""
    words = re.sub(" (?=[0-9a-zåäö%])", NBSP, printed)
    assert evaluate(expression, NAMES) == (f"1{NBSP}december 2023" if "dec" in printed else words)


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("andel | mnkr", f"7,25{NBSP}% är inget belopp i kr, tkr, mnkr eller mdkr."),
        ("kostnad | procent", f"{MINUS}1{NBSP}234{NBSP}567,50{NBSP}kr är ingen andel."),
        ("elva | procent", "10,01 är ett antal, ingen andel."),
        ("kvot | procentenheter", "0,36 är ingen skillnad mellan två andelar."),
        ("redan | procentenheter", f"7,25{NBSP}procent är ingen skillnad mellan två andelar."),
        ("ord | tal", "«Ja» är ingen siffra."),
        ("ord | datum", "«Ja» är inget datum."),
        ("ord | med_tecken", "«Ja» är ingen siffra."),
        ("ord | utan_tecken", "«Ja» är ingen siffra."),
        *[
            (f"tkr | {used}", "Antalet decimaler ska vara ett heltal från 0 till 6.")
            for used in ("mnkr(7)", "kr(-1)", "tal('2')", "tal(kvot)", "mnkr(1, 2)", "tal(ord)")
        ],
        ("andel | procent(7)", "Antalet decimaler ska vara ett heltal från 0 till 6."),
        ("andel | procentenheter(7)", "Antalet decimaler ska vara ett heltal från 0 till 6."),
        *[
            (
                f"tkr | riktning({words})",
                "riktning vill ha två eller tre ord: riktning('ökat', 'minskat', 'varit oförändrad').",
            )
            for words in ("", "'a'", "'a', 'b', 'c', 'd'", "'a', 1", "1, 'b', 'c'")
        ],
        (
            "noll | riktning('upp', 'ned')",
            "Värdet är oförändrat, och riktning har inget ord för det. Lägg till ett tredje ord.",
        ),
    ],
)
def test_a_filter_that_does_not_fit_is_told(expression, told):
    """What the figure is, and what the filter wants."""
    with pytest.raises(ExpressionError) as why:
        evaluate(expression, NAMES)
    assert str(why.value) == told


def test_a_figure_is_expressed_plainly_until_a_filter_says_otherwise():
    """Its own decimals, and a sign only when it is negative; the filters are those of the handbook."""
    assert str(Uttryckt(Storhet(Decimal("2.50"), "kr"))) == f"2,50{NBSP}kr"
    assert str(Uttryckt(Storhet(Decimal("-2.5")))) == f"{MINUS}2,5"
    assert Uttryckt(Storhet(Decimal(1))) == Uttryckt(Storhet(Decimal(1)), None, "vanligt")
    assert list(FILTERS) == [
        *("kr", "tkr", "mnkr", "mdkr", "procent", "procentenheter", "tal", "med_tecken", "utan_tecken"),
        *("datum", "riktning"),
    ]
    with pytest.raises(FilterError, match="ingen siffra"):
        FILTERS["tal"](None)
