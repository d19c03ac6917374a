"""What the examples of the T rules don't show: messages, hints, and the limits between fault and coincidence."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn.check.figures_in_text import Passage
from asn.check.prose import RULES, names
from asn.check.prose.names import distance
from asn.check.rule import Fynd, Granskad
from asn.finding import Severity
from asn.load.project import load_project

GROUND = Path(__file__).parent / "grund"
TABLE = """slag: text
underavsnitt:
  - slag: belopp
    id: nettokostnad
    tabellrubrik: Nettokostnad
    kolumner:
      - {id: prognos, rubrik: Prognos helår, roll: prognos}
      - {id: budget, rubrik: Budget helår, roll: budget}
      - {id: avvikelse, rubrik: Avvikelse helår, roll: avvikelse, av: prognos, minus: budget}
    rader:
      - {id: vuxna, namn: Vuxna, belopp: {prognos: -46 635, budget: -42 635, avvikelse: -4 000}}
      - {id: integration, namn: Integration, belopp: {prognos: -6 754, budget: -8 529, avvikelse: 1 775}}
      - {id: alla, namn: Resultat EXN, roll: resultat, belopp: {prognos: -53 389, budget: -51 164, avvikelse: -2 225}}
  - slag: text
    text: |
"""


@pytest.fixture
def said(tmp_path):
    """What a rule says of some sentences after a table of amounts."""

    def judge(code: str, text: str) -> list[Fynd]:
        shutil.copytree(GROUND, tmp_path / "content", dirs_exist_ok=True)
        folder = tmp_path / "content/2023/T1"
        folder.mkdir(parents=True, exist_ok=True)
        sheet = "tillstånd: utkast\navsnitt:\n  - {fil: ekonomi.yaml, rubrik: Ekonomi}\n"
        (folder / "rapport.yaml").write_text(sheet, encoding="utf-8")
        lines = "".join(f"      {line}\n" for line in text.splitlines())
        (folder / "ekonomi.yaml").write_text(TABLE + lines, encoding="utf-8")
        project = load_project(tmp_path)
        assert project.rapporter, project.fynd
        rule = next(rule for rule in RULES if rule.code == code)
        return [found for found in rule.judge(Granskad(project.rapporter[0])) if isinstance(found, Fynd)]

    return judge


def test_a_contradiction_tells_both_figures_and_how_to_fetch_the_right_one(said):
    """What is stated, what the table has in the sentence's unit, and the expression."""
    (found,) = said("T501", "Vuxna visar ett underskott på 5,0 mnkr.")
    assert "5,0\N{NO-BREAK SPACE}mnkr" in found.message
    assert "−4\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}tkr (−4,0\N{NO-BREAK SPACE}mnkr)" in found.message
    assert "{{ nettokostnad.vuxna.avvikelse | mnkr | utan_tecken }}" in found.hint


def test_a_contradiction_is_shown_where_the_figure_stands(said):
    """The place is the amount, not the sentence."""
    text = "Året var bra.\nVuxna visar ett underskott på 5,0 mnkr."
    (found,) = said("T501", text)
    line, column = TABLE.count("\n") + 2, 6 + len("Vuxna visar ett underskott på ") + 1
    assert (found.place.line, found.place.column) == (line, column)
    assert found.place.end_column == column + len("5,0 mnkr")


@pytest.mark.parametrize(
    ("sentence", "faults"),
    [
        ("Vuxna visar ett underskott på 4,0 mnkr.", 0),
        ("Vuxna visar ett överskott på 4,0 mnkr.", 1),
        ("Nämnden prognostiserar ett underskott på 2,2 mnkr.", 0),
        ("Nämnden prognostiserar ett underskott på 2,3 mnkr.", 1),
        ("Mot budget avviker nämnden med -2,3 mnkr.", 1),
        ("Exempelnämndens prognos är -53,4 mnkr.", 0),
        ("Exempelnämndens prognos är -54,4 mnkr.", 1),
        ("Vuxna visar ett underskott på 5,0 mnkr jämfört med 2022.", 0),
        ("I april visade vuxna ett underskott på 5,0 mnkr.", 0),
        ("Inom vuxna visar boendet ett underskott på 5,0 mnkr.", 0),
        ("Arbete och integration visar ett underskott på 5,0 mnkr.", 0),
        ("Vuxna får ett statsbidrag på 5,0 mnkr.", 0),
        ("Budgeten för vuxna är 42,6 mnkr och prognosen för vuxna är 47,6 mnkr.", 1),
        ("Vuxna visar ett underskott på {{ nettokostnad.integration.avvikelse | mnkr }}.", 1),
        ("Vuxna visar ett underskott på {{ nettokostnad.vuxna.avvikelse | mnkr }}.", 0),
        ("Vuxna väntas få ett underskott på nästan 4,2 mnkr.", 0),
        ("Vuxna väntas få ett underskott på nästan 5,2 mnkr.", 1),
    ],
)
def test_a_sentence_is_judged_only_when_it_has_one_meaning(said, sentence, faults):
    """Other times, parts of a row and other kinds of money are left alone."""
    assert len(said("T501", sentence)) == faults


@pytest.mark.parametrize(
    ("sentence", "hint"),
    [
        ("Vuxna kostar 46,6 mnkr.", "{{ nettokostnad.vuxna.prognos | mnkr | utan_tecken }}"),
        ("För vuxna är det -46 635 tkr.", "{{ nettokostnad.vuxna.prognos | tkr }}"),
        ("För vuxna är det -46,64 mnkr.", "{{ nettokostnad.vuxna.prognos | mnkr(2) }}"),
        ("Integration får +1 775 tkr.", "{{ nettokostnad.integration.avvikelse | tkr | med_tecken }}"),
    ],
)
def test_an_unbound_figure_is_told_how_to_be_fetched(said, sentence, hint):
    """The expression prints just what the text says."""
    (found,) = said("T502", sentence)
    assert hint in found.hint


@pytest.mark.parametrize(
    "sentence",
    [
        "Bidraget är 46,6 mnkr.",  # the row isn't named
        "Vuxna får 4 mnkr.",  # one digit
        "Vuxna kostar +46,6 mnkr.",  # the other sign
        "I Haninge kostar vuxna 46,6 mnkr.",
        "Vuxna kostar drygt 46,6 mnkr.",
        "Vuxna kostar 45–46,6 mnkr.",
        "Vuxna kostar 46,6 procent.",
        "Vuxna kostar 46 635,0 tkr.",  # more exact than the table
    ],
)
def test_a_coincidence_is_left_alone(said, sentence):
    """Only a figure that can be nothing else is told to be fetched."""
    assert said("T502", sentence) == []


@pytest.mark.parametrize(
    ("sentence", "faults"),
    [
        ("Det har ökat från 5 till 7 procent.", 0),
        ("Det har ökat från 7 till 5 procent.", 1),
        ("Det har ökat från 7 procent i mars till 5 procent i april.", 1),
        ("Det har ökat från 7 procent i mars, och i april kom tre personer till 5 procent av mötena.", 0),
        ("Det har ökat från 7 tkr till 5 mnkr.", 0),
        ("Det har ökat från 7 procent till 5 mnkr.", 0),
        ("Det ökade från 7 och minskade från 9 till 5 procent.", 0),
        ("Kostnaden har ökat från -5 till -7 mnkr.", 0),
        ("Resultatet har ökat från -7 till -5 mnkr.", 0),
        ("Resultatet har ökat från -5 mnkr till -7 mnkr.", 1),
        ("Från 7 till 5 procent har andelen ökat.", 1),
        ("Från 5 till 7 procent har andelen ökat.", 0),
        ("Andelen gick från 7,5 till 5 procent, en tydlig ökning.", 1),
        ("Andelen ökade i kommunen under 2022 från 7 till 5 procent.", 1),
        ("I år ökar andelen nöjda från 7 till 5 procent.", 1),
        ("Sedan gick andelen upp från 7 till 5 procent.", 1),
        ("För att öka trivseln gick avgiften från 7 till 5 kr.", 0),
        ("I ett första steg från 7 till 5 procent.", 0),
        ("Andelen har ökat med 3 procentenheter.", 0),
        ("Andelen har ökat med -3 procentenheter.", 1),
        ("Andelen har minskat med −3 procentenheter.", 1),
    ],
)
def test_a_direction_is_judged_only_beside_its_figures(said, sentence, faults):
    """Two of one unit, or a sign; a sentence that says both ways says nothing."""
    assert len(said("T504", sentence)) == faults


def test_a_sign_that_says_the_same_as_its_word_is_only_clumsy(said):
    """«Minskat med −3» is understood, and «ökat med −3» isn't."""
    (clumsy,) = said("T504", "Andelen har minskat med −3 procentenheter.")
    (wrong,) = said("T504", "Andelen har ökat med −3 procentenheter.")
    assert (clumsy.severity, wrong.severity) == (Severity.RÅD, None)


@given(st.text(max_size=12), st.text(max_size=12))
def test_distance_is_a_distance(one, other):
    """None only from itself, the same both ways, and never more than the longer has letters."""
    far = distance(one, other, 12)
    assert (far == 0) == (one == other)
    assert far == distance(other, one, 12)
    assert abs(len(one) - len(other)) <= far <= max(len(one), len(other))


@pytest.mark.parametrize(("one", "other", "far"), [("kitten", "sitting", 3), ("vård", "våld", 1), ("", "abc", 3)])
def test_distance_counts_letters(one, other, far):
    """Put in, taken out or changed."""
    assert distance(one, other, 9) == far


@given(st.text("abc", max_size=9), st.text("abc", max_size=9), st.integers(0, 9))
def test_a_distance_is_counted_no_further_than_asked(one, other, most):
    """The same number up to the limit, and one more than the limit beyond it."""
    assert distance(one, other, most) == min(distance(one, other, 9), most + 1)


def _said_of_names(text, *units):
    known = names._possible(text, names._names(units))
    return [
        found
        for phrase in names._phrases(text)
        for found in names._misspelt(Passage(text, ("text",), ()), phrase, known)
    ]


def test_a_space_in_another_place_at_the_end_of_a_text_is_no_name_of_more_words():
    """As many words as the name has, of the same letters in all: nothing is looked for beyond the text's end."""
    assert _said_of_names("Hos Barne nheten", "Barn enheten") == []


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("Vuxenenhetens arbete", True),
        ("Vuxenenhten", True),
        ("Vuxen enheten", True),
        ("vuxna, arbete och en hel del annat", False),
        ("Enheten för vård", True),
        ("Enhetenför vård", True),
        ("Vård för alla", False),
    ],
)
def test_a_text_that_can_hold_a_name_is_looked_through(text, possible):
    """Right, bent, misspelt, run together or apart; all other texts are passed by."""
    assert bool(names._possible(text, names._names(("Vuxenenheten", "Enheten för vård")))) == possible
