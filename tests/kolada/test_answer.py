"""An answer of Kolada's is read strictly, and what it says of the municipality is kept with its place among all."""

import datetime
import statistics
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kolada.answers import MEASURE, OWN, data, encoded, names, row

from asn.kolada.answer import MOST_KOLADA_BYTES, AnswerError, read_answers
from asn.kolada.ledger import ledger_bytes, restated_values, updated
from asn.kolada.use import agrees, light
from asn.light import Bedömning, Ljusklass, classes
from asn.load.validation import record
from asn.model.ledger import Koladafil, Koladavärde
from asn.read import read_yaml

TODAY = datetime.date(2025, 5, 12)


def kept(*answers, old=None, genders=("alla",)):
    told = read_answers([(f"svar{number}.json", encoded(answer)) for number, answer in enumerate(answers)])
    return updated(old or Koladafil(), {MEASURE: set(genders)}, told, OWN, TODAY)


def loaded(file):
    tree, findings = read_yaml("content/kolada.yaml", ledger_bytes(file))
    assert not findings
    made, faults = record(Koladafil, tree)
    assert made, faults
    return made


def test_the_value_is_kept_with_the_quartiles_of_all_municipalities():
    """Regions, the country and groups are no municipalities; the measure has its name, and when it was fetched."""
    (measure,) = loaded(kept(data(), names())).nyckeltal
    assert (measure.id, measure.namn) == (MEASURE, "Börjat arbeta eller studera, andel (%)")
    assert (measure.senast, measure.hämtades) == (2023, TODAY)
    value = measure.värde(2023, None)
    assert value.värde == Decimal("46.2")
    others = [Decimal(n) for n in range(1, 101) if f"{1 + n // 50:02}{10 + n % 50:02}" != OWN]
    everyone = sorted([*others, Decimal("46.2")])
    assert value.kommuner == len(everyone)
    assert list(value.kvartiler) == [round(cut, 4) for cut in statistics.quantiles(everyone, method="inclusive")]


def test_a_region_is_compared_with_regions():
    """Its municipalities are no peers of it."""
    regions = [row(MEASURE, f"00{number:02}", 2022, T=number) for number in range(2, 8)]
    told = read_answers([("svar.json", encoded(data(years=(2022,), more=regions)))])
    (measure,) = updated(Koladafil(), {MEASURE: {"alla"}}, told, "0003", TODAY).nyckeltal
    assert (measure.värden[0].värde, measure.värden[0].kommuner) == (3, 7)


def test_women_and_men_are_kept_where_they_are_asked_for():
    """A value that is missing has Kolada's word for why."""
    (measure,) = loaded(kept(data(), genders=("kvinnor", "män"))).nyckeltal
    assert measure.värde(2022, "alla") is None
    assert measure.värde(2022, "kvinnor").värde == Decimal("50.25")
    assert (measure.värde(2022, "män").värde, measure.värde(2022, "män").status) == (None, "Missing")


def test_what_an_answer_does_not_speak_of_stays():
    """Another year, another measure, and the name."""
    old = kept(data(years=(2021, 2022)), names())
    new = kept(data(years=(2022,), own=47), old=old)
    (measure,) = new.nyckeltal
    assert [(one.år, one.värde) for one in measure.värden] == [(2021, Decimal("46.2")), (2022, 47)]
    assert (measure.namn, measure.senast) == ("Börjat arbeta eller studera, andel (%)", 2022)
    (change,) = restated_values(old, new)
    assert (change.year, change.before, change.after) == (2022, Decimal("46.2"), 47)
    assert kept({"values": []}, old=old) == old


def test_a_row_that_was_taken_back_is_no_row():
    """Deleted values are dropped; a year may be a text; K and F are both women."""
    gone = row(MEASURE, OWN, "2020", T=1)
    gone["values"][0]["isdeleted"] = True
    women = row(MEASURE, OWN, "2019", F=7)
    (measure,) = kept(data(years=(2022,), more=[gone, women]), genders=("alla", "kvinnor")).nyckeltal
    assert [(one.år, one.kön) for one in measure.värden] == [(2019, "kvinnor"), (2022, "alla"), (2022, "kvinnor")]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"values": 3}',
        b'{"values": [3]}',
        b'{"values": [{"kpi": "x"}]}',
        b'{"values": [{"kpi": "U40455", "municipality": 138, "period": 2022, "values": []}]}',
        b'{"values": [{"kpi": "U40455", "municipality": "0138", "period": 22, "values": []}]}',
        b'{"values": [{"kpi":"U40455","municipality":"0138","period":2022,"values":[{"gender":"T","value":"3"}]}]}',
        b'{"values": [{"kpi":"U40455","municipality":"0138","period":2022,"values":[{"gender":"T","value":NaN}]}]}',
        b'{"values": [{"kpi":"U40455","municipality":"0138","period":2022,"values":[{"gender":"T","value":1e999}]}]}',
        b'{"values": [{"kpi":"U40455","municipality":"0138","period":2022,"values":[{"gender":"T","value":true}]}]}',
        b"[" * 100_000,
        b'{"values": [' + b"9" * 100_000 + b"]}",
        b" " * (MOST_KOLADA_BYTES + 1),
    ],
    ids=lambda text: repr(text[:60]),
)
def test_what_is_no_answer_is_told_as_such(text):
    """In Swedish, by its name."""
    with pytest.raises(AnswerError, match=r"^svar\.json"):
        read_answers([("svar.json", text)])


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_no_json_ends_in_anything_but_an_answer_or_a_refusal(value):
    """Whatever it holds."""
    row_ = {"kpi": MEASURE, "municipality": OWN, "period": 2022, "values": value}
    for answer in ({"values": [row_]}, value):
        with suppress(AnswerError):
            read_answers([("svar.json", encoded(answer))])


@pytest.mark.parametrize(
    ("value", "direction", "expected"),
    [
        ("75", "upp", "grön"),
        ("74", "upp", "gul"),
        ("26", "upp", "gul"),
        ("25", "upp", "röd"),
        ("25", "ner", "grön"),
        ("75", "ner", "röd"),
        ("50", "ner", "gul"),
        ("50", None, None),
        (None, "upp", None),
    ],
)
def test_a_light_is_a_quarter_of_the_municipalities(value, direction, expected):
    """The best quarter is green, the worst red; without a direction there is none."""
    told = Koladavärde(år="2022", värde=value, kommuner="100", kvartiler=["25", "50", "75"])
    assert light(told, direction) == (Bedömning(expected) if expected else None)


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ("ja nej", "ja ja ja nej nej"),
        ("a b c", "a b b b c"),
        ("a b c d", "a b b c d"),
        ("a b c d e", "a c c c e"),
        ("a b c d e f", "a c c d f"),
    ],
)
def test_a_scale_of_the_boards_own_is_parted_at_the_quarters_and_the_median(ids, expected):
    """The best quarter, the middle, and the worst, whatever the lights are called; upside down where less is better."""
    scale = Bedömning("", classes(tuple(Ljusklass(id_, "", "", "") for id_ in ids.split()))).skala()
    values = ["80", "51", "50", "49", "20"]
    for direction, told in (("upp", values), ("ner", [str(-int(value)) for value in values])):
        quartiles = ["25", "50", "75"] if direction == "upp" else ["-75", "-50", "-25"]
        made = [
            light(Koladavärde(år="2022", värde=value, kommuner="100", kvartiler=quartiles), direction, scale)
            for value in told
        ]
        assert [one.id for one in made] == expected.split()


@pytest.mark.parametrize(
    ("stated", "agree"),
    [("46", True), ("46.3", True), ("46.25", True), ("46.2", False), ("47", False), ("46.250", True)],
)
def test_a_figure_agrees_with_the_decimals_that_it_has(stated, agree):
    """Halves go away from zero."""
    assert agrees(Decimal(stated), Koladavärde(år="2022", värde="46,25")) is agree
