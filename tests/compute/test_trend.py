"""How a row stands against the report before: told in words, only for the same row, only where both are known."""

import pytest
from tests.fixtures.projects import loaded, report

from asn.compute.trend import COLUMN, history, with_trend

GOALS = "slag: mål\nnämndmål:\n  - id: a\n    namn: A\n    indikatorer:\n      - {{id: i, namn: I, {0}}}\n"
RISKS = "slag: risker\nrisker:\n  - {{id: r, namn: R, {0}}}\n"


def told(tmp_path, now, *earlier):
    """The column of changes of the first table now, row by row; None if there is none."""
    names = [f"{year}/T1" for year in range(2010, 2010 + len(earlier))]
    files = {key: text for name, body in zip(names, earlier, strict=True) for key, text in report(body, name).items()}
    project = loaded(tmp_path, {**files, **report(now)})
    assert project.fynd == ()
    last = project.rapporter[-1]
    (table,) = last.avsnitt[0].tabeller(last.register)
    made = with_trend(table, history(project.tidigare(last)), last.register.ord)
    columns = [column.id for column in made.kolumner]
    return [row.celler[columns.index(COLUMN)] for row in made.rader] if COLUMN in columns else None


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        ("bedömning: grön", "bedömning: gul", "↑ bättre, var gul"),
        ("bedömning: röd", "bedömning: grön", "↓ sämre, var grön"),
        ("bedömning: gul", "bedömning: gul", "→ oförändrat gul"),
        ("utfall: 36 %", 'utfall: "34,5 %"', "↑ upp från 34,5\N{NO-BREAK SPACE}%"),
        ("utfall: 30", "utfall: 34", "↓ ner från 34"),
        (
            "utfall: 3 %, bedömning: grön",
            "utfall: 2 %, bedömning: röd",
            "↑ bättre, var röd, ↑ upp från 2\N{NO-BREAK SPACE}%",
        ),
    ],
)
def test_a_change_is_told_in_words(now, before, change, tmp_path):
    """An arrow with its word, and what it was."""
    assert told(tmp_path, GOALS.format(now), GOALS.format(before)) == [None, change]


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("utfall: 36 %", "utfall: 36 %"),
        ("utfall: 36 %", "utfall: 34 st"),
        ("utfall: Ja", "utfall: Nej"),
        ("utfall: 36 %", 'utfall: "< 36 %"'),
        ("bedömning: grön", "utfall: 36 %"),
        ("bedömning:", "bedömning: grön"),
    ],
)
def test_what_can_not_be_compared_is_not(now, before, tmp_path):
    """Another unit, words, a limit, or a light on one side only: no column for nothing."""
    assert told(tmp_path, GOALS.format(now), GOALS.format(before)) is None


def test_another_id_is_another_row(tmp_path):
    """Ids last over the years; names don't."""
    assert told(tmp_path, GOALS.format("utfall: 3"), GOALS.format("utfall: 2").replace("id: i", "id: j")) is None


def test_the_latest_report_that_has_a_row_is_the_one(tmp_path):
    """Not the one before it."""
    now, two, three = (GOALS.format(f"utfall: {n}") for n in (4, 2, 3))
    assert told(tmp_path, now, two, three) == [None, "↑ upp från 3"]


def test_a_risks_value_is_compared(tmp_path):
    """A stated risk value as a number, and its light."""
    assert told(tmp_path, RISKS.format("riskvärde: 9"), RISKS.format("riskvärde: 6")) == ["↑ upp från 6"]


def test_a_risks_computed_value_is_compared(tmp_path):
    """3 × 4 = 12 is a figure as much as a stated 12."""
    now, before = RISKS.format("sannolikhet: 3, konsekvens: 4"), RISKS.format("sannolikhet: 3, konsekvens: 3")
    assert told(tmp_path, now, before) == ["↑ upp från 9"]


def test_the_first_report_has_nothing_to_compare_with(tmp_path):
    """And its table is as it was."""
    assert told(tmp_path, GOALS.format("utfall: 3, bedömning: grön")) is None
