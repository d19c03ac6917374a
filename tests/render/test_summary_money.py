"""The three figures of the summary, by role, from any table that has a result."""

import pytest
from tests.fixtures.projects import loaded, report

from asn.compute import document

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def told(root, text, name="2023/T1"):
    """The figures with their names, and what their signs mean."""
    project = loaded(root, report(text, name))
    assert project.fynd == ()
    one = project.rapport(name)
    made = document(one, project.tidigare(one), ()).sammanfattning
    return [f"{figure.namn}: {figure.värde}".replace(NBSP, " ") for figure in made.siffror], made.teckenförklaring


def table(columns, cells, more=""):
    """A table with a result: of amounts, or the general one where it says more than that."""
    general = bool(more)
    field, kind = ("celler", "slag: tabell\nradrubrik: Verksamhet") if general else ("belopp", "slag: belopp")
    head = f"{kind}\nid: netto\ntabellrubrik: Netto\n{more}kolumner:\n"
    rows = f"rader:\n  - {{id: netto, namn: Netto, roll: resultat, {field}: {{{cells}}}}}\n"
    return head + "".join(f"  - {{{column}{', slag: pengar' * general}}}\n" for column in columns) + rows


UTFALL = "id: utfall, rubrik: Utfall, roll: utfall"
BUDGET = "id: budget, rubrik: Budget, roll: budget"
PROGNOS = "id: prognos, rubrik: Prognos, roll: prognos"
PLUS_GOOD = "Plus är bättre för ekonomin, minus är sämre."
PLUS_BAD = "Plus är sämre för ekonomin, minus är bättre."
OPEN = "Kostnader är skrivna utan minus."


@pytest.mark.parametrize(
    ("columns", "cells", "more", "expected"),
    [
        (
            (UTFALL, BUDGET, "id: a, rubrik: Avvikelse, roll: avvikelse, av: utfall, minus: budget"),
            'utfall: "-4 120", budget: "-4 200"',
            "",
            (["Utfall januari–april mot budget: +0,1 mnkr"], PLUS_GOOD),
        ),
        (  # costs positive: budget less outcome is good, and is told as it stands
            (BUDGET, UTFALL, "id: a, rubrik: Avvikelse, roll: avvikelse, av: budget, minus: utfall"),
            "utfall: 4 120, budget: 4 000",
            "tecken: kostnader positiva\n",
            ([f"Utfall januari–april mot budget: {MINUS}0,1 mnkr"], PLUS_GOOD),
        ),
        (  # and the other way about
            (BUDGET, UTFALL, "id: a, rubrik: Avvikelse, roll: avvikelse, av: utfall, minus: budget"),
            "utfall: 4 120, budget: 4 000",
            "tecken: kostnader positiva\n",
            (["Utfall januari–april mot budget: +0,1 mnkr"], PLUS_BAD),
        ),
        (  # a variance that is stated, without a formula
            (BUDGET, PROGNOS, "id: a, rubrik: Avv, roll: avvikelse"),
            'budget: "-9,5", prognos: "-10,0", a: "-0,5"',
            "enhet: mnkr\n",
            ([f"Prognos helår mot budget: {MINUS}0,5 mnkr"], PLUS_GOOD),
        ),
        (  # no variance: the amounts, each with what it is and when
            ("id: b, rubrik: 2023, roll: budget", "id: u, rubrik: Jan–apr, roll: utfall", PROGNOS),
            "b: 12 600, u: 4 120, prognos: 12 900",
            "tecken: kostnader positiva\n",
            (["Budget 2023: 12,6 mnkr", "Utfall jan–apr: 4,1 mnkr", "Prognos helår: 12,9 mnkr"], OPEN),
        ),
        (  # small amounts are never nothing
            (UTFALL, BUDGET),
            "utfall: 420, budget: 41 000",
            "enhet: kr\ntecken: kostnader positiva\n",
            (["Utfall januari–april: 420 kr", "Budget helår: 41 tkr"], OPEN),
        ),
    ],
)
def test_three_figures_by_role(columns, cells, more, expected, tmp_path):
    """By what the columns are, and not by what they are called; named so that they can stand alone."""
    assert told(tmp_path, table(columns, cells, more)) == expected


def test_columns_under_two_headings_are_told_apart(tmp_path):
    """Period and whole year each have a budget; in mnkr with the decimals of the table."""
    text = table(
        (
            "id: u, rubrik: Utfall, roll: utfall, grupp: period",
            "id: b, rubrik: Budget, roll: budget, grupp: period",
            "id: a, rubrik: Avvikelse, roll: avvikelse, grupp: period, av: u, minus: b",
            "id: p, rubrik: Prognos, roll: prognos, grupp: helår",
            "id: h, rubrik: Budget, roll: budget, grupp: helår",
            "id: d, rubrik: Avvikelse, roll: avvikelse, grupp: helår, av: p, minus: h",
        ),
        'u: "-41,2", b: "-42,0", p: "-125,1", h: "-126,0"',
        "enhet: mnkr\nkolumngrupper:\n  - {id: period, rubrik: Period}\n  - {id: helår, rubrik: Helår}\n",
    )
    names = ["Utfall period mot budget: +0,8 mnkr", "Prognos helår mot budget: +0,9 mnkr"]
    assert told(tmp_path, text) == (names, PLUS_GOOD)


def test_a_share_is_told_where_no_variance_is_of_money(tmp_path):
    """Per cent as the table writes it."""
    text = table((UTFALL, BUDGET), 'utfall: "-41", budget: "-42", a: "2,4"', "enhet: mnkr\n")
    text = text.replace("rader:", "  - {id: a, rubrik: Avvikelse i %, slag: procent, roll: avvikelse}\nrader:")
    assert told(tmp_path, text) == (["Utfall januari–april mot budget: +2,4 %"], PLUS_GOOD)


def test_years_as_columns_tell_the_latest(tmp_path):
    """Where outcome and budget are rows, their names and the year are the words."""
    text = (
        "slag: tabell\nradrubrik: Post\nid: netto\ntabellrubrik: Netto\nenhet: mnkr\n"
        "tecken: kostnader positiva\nkolumner:\n"
        "  - {id: y2022, rubrik: 2022, slag: pengar}\n  - {id: y2023, rubrik: 2023, slag: pengar}\nrader:\n"
        '  - {id: u, namn: Utfall, innehåll: utfall, celler: {y2022: "11,5", y2023: "12,0"}}\n'
        '  - {id: b, namn: Budget, innehåll: budget, celler: {y2022: "11,0", y2023: "12,4"}}\n'
    )
    levels = ["Utfall 2023: 12,0 mnkr", "Budget 2023: 12,4 mnkr"]
    assert told(tmp_path / "a", text) == (levels, OPEN)
    whole = [*levels, f"Utfall 2023 mot budget: {MINUS}0,4 mnkr"]
    assert told(tmp_path / "b", text, "2023/VB") == (whole, OPEN), "what is left of a year is no deviation"


def test_a_difference_by_another_name_is_called_a_deviation(tmp_path):
    """«Störst återstår» is no Swedish; a column that says what it is keeps its own words."""
    for name, heading in (("Återstår", "Störst avvikelse"), ("Avvikelse helår", "Störst avvikelse helår")):
        column = f"id: rest, rubrik: {name}, roll: avvikelse, av: budget, minus: utfall"
        text = table([UTFALL, BUDGET, column], "utfall: 12, budget: 14", "tecken: kostnader positiva\n")
        text += "  - {id: a, namn: A, celler: {utfall: 12, budget: 14}}\n"
        project = loaded(tmp_path / name, report(text, "2023/T1"))
        groups = document(project.rapport("2023/T1"), (), ()).sammanfattning.grupper
        assert groups[0].rubrik == heading
