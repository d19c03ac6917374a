"""What the examples of the E rules can't show: the arithmetic of rounding, and which cell is pointed out."""

from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from asn.check import examine
from asn.check.economy import RULES
from asn.figures import Rounded, round_half_up, total
from asn.load.project import load_project

GROUND = Path(__file__).parent / "grund"
KRONOR = st.integers(-(10**12), 10**12).map(Decimal)
DECIMALS = st.integers(0, 3)
TABLE = """
slag: belopp
id: nettokostnad
rubrik: Nettokostnad
tabellrubrik: Nettokostnad
kolumner:
  - {{id: utfall, rubrik: Utfall, roll: utfall}}
  - {{id: budget, rubrik: Budget, roll: budget}}
  - {{id: avvikelse, rubrik: Avvikelse, roll: avvikelse, av: utfall, minus: budget}}
rader:
  - {{id: ifo, namn: IFO, belopp: {{utfall: {ifo_utfall}, budget: {ifo_budget}, avvikelse: 1 141}}}}
  - {{id: arbete, namn: Arbete, belopp: {{utfall: -9 195, budget: -10 787, avvikelse: {arbete_avvikelse}}}}}
  - {{id: resultat, namn: Resultat, roll: resultat, belopp: {{utfall: -38 585, budget: -41 318, avvikelse: 2 733}}}}
"""
RIGHT = {"ifo_utfall": "-29 390", "ifo_budget": "-30 531", "arbete_avvikelse": "1 592"}


def _printed(kronor, decimals):
    return Rounded.of(round_half_up(kronor / 1000, decimals))


def _hints(root, **amounts):
    (root / "content/2023/T1").mkdir(parents=True)
    for path in GROUND.iterdir():
        (root / "content" / path.name).write_bytes(path.read_bytes())
    sheet = "tillstånd: fastställd\navsnitt:\n  - {fil: ekonomi.yaml, rubrik: Ekonomi}\n"
    (root / "content/2023/T1/rapport.yaml").write_text(sheet, encoding="utf-8")
    text = TABLE.format(**(RIGHT | amounts))
    (root / "content/2023/T1/ekonomi.yaml").write_text(text, encoding="utf-8")
    project = load_project(root)
    assert project.rapporter, project.fynd
    found = examine(project.rapporter[0], (), RULES).fynd
    return {finding.code: finding.suggestion.replace("\N{NO-BREAK SPACE}", " ") for finding in found}


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=40), st.sampled_from([0, 499, 500, 501]), DECIMALS)
def test_a_sum_that_was_made_in_kronor_agrees_with_its_rounded_rows(rows, rest, decimals):
    """Rounding alone never raises a finding on a sum, not even when every row is rounded the same way."""
    rows = [Decimal(1000 * row + rest) for row in rows]
    assert _printed(sum(rows), decimals).agrees(total(_printed(row, decimals) for row in rows))


@given(KRONOR, KRONOR, DECIMALS, DECIMALS, DECIMALS)
def test_a_difference_that_was_made_in_kronor_agrees_with_its_rounded_terms(one, other, first, second, third):
    """Rounding alone never raises a finding on a difference, also when the columns have different decimals."""
    assert _printed(one - other, first).agrees(_printed(one, second) - _printed(other, third))


@given(KRONOR, KRONOR.filter(lambda amount: abs(amount) > 1000), DECIMALS)
def test_a_share_that_was_made_in_kronor_agrees_with_its_rounded_amounts(part, whole, decimals):
    """Rounding alone never raises a finding on a percentage."""
    share = _printed(part, 0).share_of(_printed(whole, 0))
    assert share
    assert Rounded.of(round_half_up(100 * part / abs(whole), decimals)).agrees(share)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=40), st.integers(-1, 2), st.sampled_from([-1, 1]))
def test_a_sum_of_n_rows_may_be_off_by_half_of_n_plus_one(rows, near, sign):
    """The tolerance is (n + 1)/2 and no more."""
    off = (len(rows) + 1) // 2 + near
    stated = Rounded.of(Decimal(sum(rows) + sign * off))
    assert stated.agrees(total(Rounded.of(Decimal(row)) for row in rows)) == (2 * off <= len(rows) + 1)


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.integers(-5, 5), DECIMALS)
def test_a_difference_may_be_off_by_one_in_its_last_digit(one, other, off, decimals):
    """The tolerance of a row is 1 in the last printed digit, whatever that digit stands for."""
    first, second, step = (Decimal(number).scaleb(-decimals) for number in (one, other, off))
    computed = Rounded.of(first) - Rounded.of(second)
    assert Rounded.of(first - second + step).agrees(computed) == (abs(off) <= 1)


def test_nothing_is_a_share_of_what_may_be_nothing():
    """A budget of 0, or one that rounding can't tell from 0, has no shares."""
    assert Rounded.of(Decimal(5)).share_of(Rounded.of(Decimal(0))) is None
    assert Rounded.of(Decimal(5)).share_of(Rounded(Decimal(1), Decimal(1))) is None


def test_the_right_table_is_silent(tmp_path):
    """The table that the next tests break has no fault of its own."""
    assert _hints(tmp_path) == {}


def test_a_wrong_cell_is_named_where_its_row_and_its_sum_are_off_by_the_same_amount(tmp_path):
    """An editor is led to the cell with swapped digits, not only to the sum and the difference that it spoils."""
    hints = _hints(tmp_path, ifo_utfall="-29 930")
    assert set(hints) == {"E101", "E102"}
    for hint in hints.values():
        assert hint.startswith("Felet tycks stå i «Utfall» för IFO: −29 930 borde vara cirka −29 390.")


def test_a_wrong_budget_is_named_though_it_is_subtracted(tmp_path):
    """The cell that is dragged off changes the difference the other way, and is found all the same."""
    hints = _hints(tmp_path, ifo_budget="-35 031")
    assert set(hints) == {"E101", "E102"}
    for hint in hints.values():
        assert hint.startswith("Felet tycks stå i «Budget» för IFO: −35 031 borde vara cirka −30 531.")


def test_a_wrong_difference_is_named_as_itself(tmp_path):
    """When only the difference is wrong, both its row and its column point at it."""
    hints = _hints(tmp_path, arbete_avvikelse="-1 592")
    assert hints["E101"] == "Tecknet är omvänt: rätt vore 1 592. Plus betyder bättre än budget."
    assert hints["E102"].startswith("Felet tycks stå i «Avvikelse» för Arbete: −1 592 borde vara cirka 1 592.")
