"""The arithmetic behind M2xx: what a målnivå covers, which light follows, and where a scale has no answer."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn.check.intervals import target_span
from asn.check.scales import LightCase, chosen_target, scale_faults, scale_verdict
from asn.figures import parse_measure
from asn.light import READY_LIGHTS
from asn.model.skalor import Skala
from asn.period import READY

GREEN, YELLOW, RED = READY_LIGHTS


def _scale(mäter, *classes):
    lights = ("grön", "gul", "röd")
    kinds = [{"bedömning": light, "betyder": light, **kind} for light, kind in zip(lights, classes, strict=False)]
    return Skala.model_validate({"id": "s", "namn": "S", "mäter": mäter, "klasser": kinds})


DEVIATION = _scale("avvikelse från mål i procent", {"mål_nått": "ja"}, {"under": "10 %"}, {"över": "10 %"})
SHARE = _scale("utfall", {"från": "80 %", "till": "100 %"}, {"från": "60 %", "till": "79 %"}, {"under": "60 %"})
ANSWERS = _scale("utfall", {"från": "Ja"}, {"från": "Delvis", "till": "Delvis"}, {"till": "Nej"})
POINTS = _scale(
    "avvikelse i procentenheter", {"mål_nått": "ja"}, {"till": "2 procentenheter"}, {"över": "2 procentenheter"}
)


def _case(outcome, target=None, direction="upp"):
    return LightCase(parse_measure(outcome), parse_measure(target) if target else None, direction)


@pytest.mark.parametrize(
    ("target", "direction", "inside", "outside"),
    [
        ("25 %", "upp", ("25", "26"), ("24,9",)),
        ("7 %", "ner", ("7", "6,9"), ("7,1",)),
        (">25 %", "ner", ("25,1",), ("25",)),
        ("≥25 %", "upp", ("25",), ("24,9",)),
        ("<852", "upp", ("851",), ("852",)),
        ("≤852", "upp", ("852",), ("853",)),
        ("=20", "upp", ("20",), ("19", "21")),
        ("20–30 %", "upp", ("20", "30"), ("19,9", "30,1")),
        ("mellan 20 och 30 %", "upp", ("20", "30"), ("19,9", "30,1")),
        ("+/- 1 %", "upp", ("-1", "0", "1"), ("-1,1", "1,1")),
        ("minst 95 %", "upp", ("95",), ("94,9",)),
        ("högst 30 dagar", "upp", ("30",), ("31",)),
        ("mer än 3", "upp", ("4",), ("3",)),
        (">60 % gröna mål", "upp", ("61",), ("60",)),
    ],
)
def test_a_målnivå_covers_its_own_side(target, direction, inside, outside):
    """Operators, words, ranges and direction each say which outcomes reach it, and whether the limit itself does."""
    span = target_span(parse_measure(target), direction)
    assert span
    for text in inside:
        assert span.contains(parse_measure(text).tal), text
    for text in outside:
        assert not span.contains(parse_measure(text).tal), text


@pytest.mark.parametrize(
    "words",
    [
        "Positiv trend jämfört med 2024.",
        "Ökad andel i %, målsättning 100 %, grön 80 – 100 % gul 60 % - 79 %, röd under 60 %",
        "Målsättning 100 %, grön 100–80 % gul 79–60 %, röd under 60 %",
        "Ja, nej, delvis",
        "Samlad bedömning",
        "Ökad andel i % målsättning 100 %",
        "60 % 2023 och 70 % 2024",
        "30–20 %",
    ],
)
def test_rules_in_words_are_not_read_as_figures(words):
    """A målnivå that is a sentence is no figure, even if figures stand in it."""
    assert target_span(parse_measure(words), "upp") is None
    assert scale_verdict(SHARE, _case(words)) is None
    assert scale_verdict(DEVIATION, _case("50 %", words)) is None


@pytest.mark.parametrize(
    ("case", "lights"),
    [
        (_case("9,57 %", "7 %", "ner"), {RED}),
        (_case("7 %", "7 %", "ner"), {GREEN}),
        (_case("90,1 %", "100 %"), {YELLOW}),
        (_case("89,9 %", "100 %"), {RED}),
        (_case("90 %", "100 %"), {YELLOW, RED}),
        (_case("25 %", ">25 %"), {YELLOW}),
        (_case("1", "0", "ner"), {YELLOW, RED}),
        (_case("0", "0", "ner"), {GREEN}),
        (_case("Ja", "Ja"), {GREEN}),
        (_case("Delvis", "Ja"), {YELLOW, RED}),
        (_case("nej.", "Ja"), {RED}),
        (_case("1,2 mnkr", "1 000 tkr", "ner"), {RED}),
        (_case("5 procent", "4 %"), {GREEN}),
    ],
)
def test_the_deviation_decides(case, lights):
    """Reached is green; beyond that the distance counts; exactly at a limit that no class counts in, both fit."""
    found = scale_verdict(DEVIATION, case)
    assert found
    assert found.lights == lights


@pytest.mark.parametrize(
    "case",
    [
        _case("0,9", "80 %"),
        _case("5 dagar", "4 %"),
        _case("Ja", "1"),
        _case(">95 %", "90 %"),
        _case("5 tkr", "4"),
        _case("95 %"),
    ],
)
def test_what_can_not_be_compared_is_not_judged(case):
    """Different units, an outcome that is no exact figure, or no målnivå: the rule is silent."""
    assert scale_verdict(DEVIATION, case) is None


@pytest.mark.parametrize(
    ("outcome", "lights", "hole"),
    [
        ("80 %", {GREEN}, False),
        ("79 %", {YELLOW}, False),
        ("79,5 %", {GREEN, YELLOW}, True),
        ("60 %", {YELLOW}, False),
        ("59,9 %", {RED}, False),
        ("101 %", {GREEN}, False),
    ],
)
def test_bounds_decide_and_a_hole_leaves_it_to_its_neighbours(outcome, lights, hole):
    """A figure in a hole may have either light beside it, but not the third."""
    found = scale_verdict(SHARE, _case(outcome))
    assert found
    assert (found.lights, found.hole) == (lights, hole)


def test_only_the_nearest_classes_are_neighbours():
    """In a hole between red and yellow, green is as wrong as ever."""
    scale = _scale("utfall", {"från": "80 %"}, {"från": "60 %", "under": "80 %"}, {"under": "50 %"})
    found = scale_verdict(scale, _case("55 %"))
    assert found
    assert found.lights == {YELLOW, RED}


def test_a_scale_may_be_of_answers_or_of_procentenheter():
    """Ja, Delvis and Nej have an order, and a deviation may be told in procentenheter."""
    answers = [scale_verdict(ANSWERS, _case(word)).lights for word in ("Ja", "delvis", "Nej")]
    assert answers == [{GREEN}, {YELLOW}, {RED}]
    points = [scale_verdict(POINTS, _case(outcome, "50 %")).lights for outcome in ("50 %", "48 %", "47,9 %")]
    assert points == [{GREEN}, {YELLOW}, {RED}]


def test_placings_are_not_computed():
    """A quartile among municipalities can't be told from the outcome alone."""
    scale = _scale("placering", {"till": "25 %"}, {"till": "75 %"}, {"över": "75 %"})
    assert scale_verdict(scale, _case("90 %")) is None


@pytest.mark.parametrize(
    ("period", "chosen"), [("T1", "<852 tertial"), ("VB", "<2555 år"), ("T2", None), ("M03", None)]
)
def test_a_period_is_held_against_its_own_target(period, chosen):
    """A year's target says nothing of a tertial, and a tertial's nothing of eight months."""
    targets = [parse_measure(text) for text in ("<2555 år", "<852 tertial")]
    found = chosen_target(READY[period], parse_measure("1050"), targets)
    assert found == (parse_measure(chosen) if chosen else None)


def test_of_several_targets_for_any_time_the_first_holds():
    """The målnivå goes before its delmål."""
    targets = [parse_measure(text) for text in ("95 %", "97 %")]
    assert chosen_target(READY["T1"], parse_measure("96 %"), targets) == targets[0]


def test_a_target_without_a_stretch_of_time_holds_where_no_other_does():
    """A tertial's share goes before the common one in T1, and the common one holds for the rest."""
    targets = [parse_measure(text) for text in ("95 %", "90 % tertial")]
    found = {period: chosen_target(READY[period], parse_measure("93 %"), targets) for period in ("T1", "T2", "VB")}
    assert found == {"T1": targets[1], "T2": targets[0], "VB": targets[0]}


@pytest.mark.parametrize(
    ("scale", "told"),
    [
        (DEVIATION, [False]),
        (SHARE, [None, False]),
        (POINTS, [None]),
        (_scale("utfall", {"från": "5"}, {"från": "3", "till": "4,99"}, {"till": "2,99"}), [None, None]),
        (_scale("utfall", {"från": "80 %"}, {"från": "60 %", "till": "79,9 %"}, {"till": "59,9 %"}), [None, None]),
        (_scale("utfall", {"till": "0"}, {"från": "1", "till": "3"}, {"från": "4"}), [None, None]),
        (_scale("utfall", {"från": "80 %"}, {"från": "60 %", "till": "80 %"}, {"under": "60 %"}), [None, True]),
        (_scale("utfall", {"från": "80 %"}, {"från": "60 %"}, {"under": "60 %"}), [None, True]),
        (_scale("utfall", {"från": "80 %"}, {}, {"under": "60 %"}), [None]),
    ],
)
def test_seams(scale, told):
    """Classes meet (None), leave a gap (False) or overlap (True), from the lowest up."""
    assert [seam and seam.overlap for seam in scale_faults(scale)] == told


@given(st.decimals(0, 1000, places=2), st.decimals("0.01", 1000, places=2))
def test_every_deviation_has_a_light(outcome, target):
    """Whatever the figures, the 2020 scale gives one light, or two only at exactly 10 percent."""
    case = LightCase(parse_measure(str(outcome).replace(".", ",")), parse_measure(str(target).replace(".", ",")))
    found = scale_verdict(DEVIATION, case)
    assert found
    off = (target - outcome) / target
    right = (
        {GREEN} if off <= 0 else {YELLOW} if off < Decimal("0.1") else {RED} if off > Decimal("0.1") else {YELLOW, RED}
    )
    assert found.lights == right


@pytest.mark.parametrize("target", ["0,00000000000000001", "99999999999999999", "1 " * 30 + "–"])
def test_figures_beyond_all_print_are_still_judged_or_left(target):
    """The widest figures that can be written make no exception."""
    scale_verdict(DEVIATION, _case("99999999999999999,99", target, "ner"))
