"""A sample of the mutation proof, one place a kind, small enough for every test run. The README tells of the whole."""

from random import Random

import pytest

from asn.finding import Severity
from asn.personnummer import occurrences

from .__main__ import ROOT
from .digits import changed, swapped_digits, turned
from .fault import Fault, Shift, Zone
from .ground import remembered_reading
from .kinds import KINDS
from .outcome import Fate, Grounds, chosen, false_alarms, judged
from .people import number

SEED = 1
GRAVE = [kind for kind in KINDS if kind.severity is Severity.FEL]
MILD = [kind for kind in KINDS if kind.severity is not Severity.FEL]


@pytest.fixture(scope="module")
def grounds(tmp_path_factory):
    with remembered_reading():
        yield Grounds(ROOT, tmp_path_factory.mktemp("mutation"))


def test_the_untouched_content_is_told_nothing(grounds):
    """The published reports are right but for what exceptions explain: no fel and no varning outside drafts."""
    assert false_alarms(grounds.of()) == ()
    assert false_alarms(grounds.of("H604")), "without its exceptions the content is told of, or nothing is looked at"


def test_there_are_kinds_enough():
    """The proof is of at least 25 kinds of fault, each with a name of its own."""
    assert len(KINDS) >= 25
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", GRAVE, ids=lambda kind: kind.name)
def test_a_fault_of_error_severity_is_found_where_it_stands(grounds, kind):
    """The expected rule speaks of the expected file and lines, with severity fel."""
    done = list(grounds.proof(kind, 1, SEED))
    assert done, "the content has no place left for this kind of fault"
    for planting in done:
        assert planting.fate is Fate.FOUND, (planting.fault.file, planting.line, planting.fault.what, planting.said)


def test_most_other_faults_are_found_where_they_stand(grounds):
    """Of varning and råd at least 95 % are found; the whole proof tells which aren't."""
    done = [planting for kind in MILD for planting in grounds.proof(kind, 1, SEED)]
    missed = [planting for planting in done if planting.fate is not Fate.FOUND]
    assert len(done) >= len(MILD) - 1
    assert len(missed) <= len(done) * 0.05, [(p.kind.name, p.fault.file, p.fault.what) for p in missed]


def test_the_same_seed_chooses_the_same_places(grounds):
    """A miss can be looked at again: chance comes from the seed alone, and places spread over the reports."""
    kind = next(kind for kind in KINDS if kind.name == "sign turned")
    one, other = (chosen(kind, grounds.of(), 10, SEED) for _ in range(2))
    assert one == other
    assert len({fault.file for fault in one}) > 1
    assert chosen(kind, grounds.of(), 10, SEED + 1) != one


def test_what_is_no_fault_is_not_found(grounds):
    """A comment line planted above a finding that was there before gives no news: it has only moved down a line."""
    ground, kind = grounds.of("H604"), MILD[0]
    file = next(found.place.file for found in ground.untouched if found.code == "H604")
    harmless = Fault(file, 0, 0, "# en rad till\n", ("H604",), (Zone(file),), "en kommentar")
    before = (ground.root / file).read_bytes()
    assert judged(kind, harmless, ground).said == ()
    assert (ground.root / file).read_bytes() == before, "the copy is as it was"


@pytest.mark.parametrize(
    ("text", "least", "made"), [("-29 390", 10, changed), ("4,53", 3, changed), ("36 %", 10, changed)]
)
def test_a_changed_digit_is_more_than_rounding(text, least, made):
    """The figure stays a figure of the same length, and moves by at least what was asked for."""
    for seed in range(50):
        new = made(text, Random(seed), least)
        assert len(new) == len(text)
        digits = [int("".join(char for char in told if char.isdigit())) for told in (text, new)]
        assert abs(digits[0] - digits[1]) >= least


def test_figures_are_turned_and_changed_about():
    """A sign is turned whichever way it is written; digits change places only where that changes enough."""
    assert turned("-3,2 mnkr") == "3,2 mnkr"
    assert turned("\N{MINUS SIGN}5") == "5"
    assert turned("12") == "-12"
    assert turned("0") is None
    assert swapped_digits("1 234", 3) == "1 324"
    assert swapped_digits("11", 1) is None


def test_a_planted_personnummer_is_one():
    """Every writing of it is a number with a check digit that is right, so a miss is the rule's."""
    for seed in range(300):
        assert list(occurrences(number(Random(seed)))), seed


@pytest.mark.parametrize(
    ("shift", "zone", "moved"),
    [
        (Shift("a", 5, 2), Zone("a", 1, 4), Zone("a", 1, 4)),
        (Shift("a", 5, 2), Zone("a", 5, 5), Zone("a", 5, 7)),
        (Shift("a", 5, -3), Zone("a", 9, 9), Zone("a", 6, 6)),
        (Shift("a", 5, 2), Zone("b", 9, 9), Zone("b", 9, 9)),
    ],
)
def test_zones_move_with_the_lines(shift, zone, moved):
    """What stands after an edit moves with it, and what an edit makes longer grows."""
    assert shift.zone(zone) == moved
