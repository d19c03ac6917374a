"""The general table: what its cells are computed to, what is said of them, and what becomes of them in a new period."""

import re
from decimal import Decimal

import pytest
from tests.fixtures.projects import loaded

from asn.compute.document import document
from asn.period import READY
from asn.pipeline import checked
from asn.read import read_yaml
from asn.succession import PeriodStep, carry_over

PLAN = "tillstånd: utkast\navsnitt:\n  - {fil: tabell.yaml, rubrik: Tabell}\n"
HEAD = "slag: tabell\nid: t\nrubrik: Tabell\ntabellrubrik: Tabell\nradrubrik: Post\n"


def project(tmp_path, text, more=""):
    """A project with one report, which has that table."""
    files = {"2025/VB/rapport.yaml": PLAN, "2025/VB/tabell.yaml": HEAD + text}
    if more:
        files["2025/VB/rapport.yaml"] += "  - {fil: mer.yaml, rubrik: Mer}\n"
        files["2025/VB/mer.yaml"] = more
    return loaded(tmp_path, files)


def grid(tmp_path, text, more=""):
    """The table as a grid; nothing is wrong with it when it is loaded."""
    found = project(tmp_path, text, more)
    assert not found.fynd, found.fynd
    return found.rapporter[0].tabeller[0].grid


def amounts(table):
    """The figures of a table by row and column, as they are printed."""
    return {
        f"{row.id}.{column.id}": str(amount)
        for row, column in table.cells()
        if (amount := table.amount(row.id, column.id)) is not None
    }


def said(tmp_path, text, more=""):
    """What is said of the table: of its loading, else by the rules."""
    found = project(tmp_path, text, more)
    if found.fynd:
        return [f"{one.code} {one.message}" for one in found.fynd]
    return [f"{one.code} {one.message}" for one in checked(found, found.rapporter[0]).fynd]


SIGNS = """enhet: tkr
tecken: kostnader positiva
kolumner:
  - {id: budget, rubrik: Budget, slag: pengar, roll: budget}
  - {id: utfall, rubrik: Utfall, slag: pengar, roll: utfall}
  - {id: andel, rubrik: Utfall i %, slag: procent, av: utfall, procent_av: budget}
  - {id: avvikelse, rubrik: Avvikelse, slag: pengar, roll: avvikelse, av: budget, minus: utfall}
rader:
  - {id: intäkter, namn: Intäkter, intäkt: ja, celler: {budget: 50, utfall: 55}}
  - {id: kostnader, namn: Kostnader, celler: {budget: 100, utfall: 90}}
  - {id: netto, namn: Netto, roll: resultat, summerar: [kostnader, intäkter]}
"""


def test_costs_without_minus_are_added_and_compared_by_the_tables_own_word(tmp_path):
    """Incomes are taken off the costs, and plus in the column of differences is better in every row."""
    table = grid(tmp_path, SIGNS)
    assert [f"{name} {amount}" for name, amount in amounts(table).items()] == [
        *("intäkter.budget 50", "intäkter.utfall 55", "intäkter.andel 110.0", "intäkter.avvikelse 5"),
        *("kostnader.budget 100", "kostnader.utfall 90", "kostnader.andel 90.0", "kostnader.avvikelse 10"),
        *("netto.budget 50", "netto.utfall 35", "netto.andel 70.0", "netto.avvikelse 15"),
    ]
    assert table.better(table.columns["avvikelse"]) == 1


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("utfall: 55}", 'utfall: 55, avvikelse: "-5"}', "E101"),
        ("roll: resultat, summerar: [kostnader, intäkter]", "roll: summa, celler: {utfall: 145}", "E102"),
        ("intäkter]}", "intäkter], celler: {utfall: 145}}", "E104"),
        ("utfall: 90}", 'utfall: 90, andel: "95"}', "E109"),
    ],
)
def test_what_is_stated_is_held_against_the_formula(tmp_path, before, after, code):
    """Right figures are silent, one that isn't is told by the rule that its formula is of."""
    right = [one for one in said(tmp_path / "rätt", SIGNS) if one.startswith("E")]
    assert not right
    assert before in SIGNS
    assert [one[:4] for one in said(tmp_path / "fel", SIGNS.replace(before, after)) if one.startswith("E")] == [code]


ROWS = """kolumner:
  - {id: år_2024, rubrik: "2024", slag: pengar}
  - {id: år_2025, rubrik: "2025", slag: pengar}
  - {id: båda, rubrik: Båda, slag: pengar, summerar: [år_2024, år_2025]}
rader:
  - {id: netto, namn: Netto, innehåll: utfall, celler: {år_2024: -59 596, år_2025: -62 049}}
  - {id: budget, namn: Budget, innehåll: budget, celler: {år_2024: -59 689, år_2025: -63 119}}
  - {id: avvikelse, namn: Avvikelse, innehåll: avvikelse, av: netto, minus: budget}
  - {id: andel, namn: Andel, enhet: "%", av: netto, procent_av: budget}
"""


def test_a_row_may_be_the_difference_or_the_share_of_others(tmp_path):
    """Budget as a row is as common as budget as a column."""
    found = amounts(grid(tmp_path, ROWS))
    assert found["avvikelse.år_2024"] == "93"
    assert found["avvikelse.år_2025"] == "1070"
    assert found["netto.båda"] == "-121645"
    assert found["andel.år_2025"] == "98.3"
    wrong = ROWS.replace("av: netto, minus: budget}", "av: netto, minus: budget, celler: {år_2024: -93}}")
    assert any(one.startswith("E101") and "omvänt" not in one for one in said(tmp_path / "fel", wrong))
    assert any(
        one.startswith("E102") for one in said(tmp_path / "summa", ROWS.replace("-62 049}", "-62 049, båda: 1}"))
    )


WORDS = """kolumner:
  - {id: antal, rubrik: Antal, slag: tal}
  - {id: slutår, rubrik: Slutår, slag: år}
  - {id: dag, rubrik: Dag, slag: datum}
rader:
  - {id: simhall, namn: Simhall, celler: {antal: Stängt}}
  - {id: bibliotek, namn: Bibliotek, celler: {antal: ca 116 000, slutår: löpande, dag: inte satt}}
  - {id: bad, namn: Bad, celler: {antal: 22 898, slutår: 2026, dag: 2026-05-17}}
  - {id: summa, namn: Summa, roll: summa}
"""


YEARS = """kolumner: [{id: år_2025, rubrik: "2025", slag: pengar}]
rader:
  - {id: a, namn: A, celler: {år_2025: -70}}
  - {id: b, namn: B, celler: {år_2025: 10}}
  - {id: netto, namn: Netto, roll: summa, innehåll: utfall}
  - {id: budget, namn: Budget, innehåll: budget, celler: {år_2025: -65}}
"""


def test_a_sum_of_outcome_has_no_budget_in_it(tmp_path):
    """Rows say what they contain; a sum that doesn't say it adds up all, and E102 tells how rows are chosen."""
    assert amounts(grid(tmp_path / "sagt", YEARS))["netto.år_2025"] == "-60"
    unsaid = YEARS.replace(", innehåll: utfall}", ", celler: {år_2025: -60}}")
    found = project(tmp_path / "osagt", unsaid)
    (told,) = [one for one in checked(found, found.rapporter[0]).fynd if one.code == "E102"]
    assert "«summerar»" in told.suggestion


def test_words_are_printed_and_never_counted(tmp_path):
    """«Stängt» and «ca 116 000» stay in their cells; the sum is that of the figures."""
    table = grid(tmp_path, WORDS)
    assert amounts(table) == {"bad.antal": "22898", "summa.antal": "22898"}
    assert table.rows["simhall"].ord == {"antal": "Stängt"}
    right = project(tmp_path / "dokument", WORDS).rapporter[0]
    (shown,) = document(right, (), ()).tabeller()
    assert [str(row.celler[1]) for row in shown.rader[:2]] == ["Stängt", "ca 116 000"]
    assert shown.rader[2].celler[2] == "2026"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("antal: 1O5", "bokstav bland siffrorna"),
        ('antal: "1.5"', "inget svenskt tal"),
        ('antal: "- 6 279"', "inget tal"),
        ('antal: "400*"', "inget tal"),
        ("antal: 12 st", "enhet i cellen"),
        ("antal: '{{ t.bad.antal }}'", "hämtar inte"),
        ("slutår: 20226", "inget"),
        ("dag: 2026-02-30", "inget"),
        ("okänd: 5", "ingen kolumn"),
    ],
)
def test_a_cell_is_typed_by_its_column(tmp_path, cell, told):
    """What was meant to be a figure, a year or a day and isn't, is told at its cell."""
    found = project(tmp_path, WORDS.replace("antal: Stängt", cell))
    (one,) = found.fynd
    assert told in one.message
    assert one.place.line == HEAD.count("\n") + 6
    assert one.place.column > 50 - len("{id: simhall")


FETCHED = """kolumner: [{id: utfall, rubrik: Utfall, slag: pengar, enhet: mnkr}]
rader:
  - {id: allt, namn: Allt, källor: {utfall: bas.summa.utfall}}
  - {id: igen, namn: Igen, samma_som: bas.summa, celler: {utfall: "-5,2"}}
"""
BASE = """slag: belopp
id: bas
rubrik: Bas
tabellrubrik: Bas
kolumner: [{id: utfall, rubrik: Utfall, roll: utfall}]
rader:
  - {id: a, namn: A, belopp: {utfall: -5 200}}
  - {id: summa, namn: Summa, roll: summa}
"""


def test_a_cell_is_fetched_from_another_table_in_its_own_unit(tmp_path):
    """The same figure in two places is one figure: fetched, or held against the other."""
    table = grid(tmp_path, FETCHED, BASE)
    assert table.amount("allt", "utfall") == Decimal("-5.2")
    assert not [one for one in said(tmp_path / "rätt", FETCHED, BASE) if one.startswith("E")]
    wrong = said(tmp_path / "fel", FETCHED.replace("-5,2", "-5,3"), BASE)
    assert any(one.startswith("E106 Igen") for one in wrong)
    for path, code in (("bas.summa.budget", "U404"), ("bas.borta.utfall", "U404"), ("t.allt.utfall", "S005")):
        found = said(tmp_path / path, FETCHED.replace("bas.summa.utfall", path), BASE)
        assert any(one.startswith(code) for one in found), (path, found)


def test_columns_of_a_group_stand_together_and_what_is_named_is_there(tmp_path):
    """A group that is split, a group or a note that isn't there."""
    text = """kolumngrupper: [{id: a, rubrik: A}]
kolumner:
  - {id: x, rubrik: X, slag: tal, grupp: a}
  - {id: y, rubrik: Y, slag: tal}
  - {id: z, rubrik: Z, slag: tal, grupp: a}
rader: [{id: r, namn: R, celler: {x: 1}}]
"""
    assert any("inte bredvid varandra" in one for one in said(tmp_path / "a", text))
    assert any(
        "ingen kolumngrupp" in one for one in said(tmp_path / "b", text.replace("tal, grupp: a", "tal, grupp: b"))
    )
    noted = text.replace(", grupp: a}\n  - {id: y", "}\n  - {id: y").replace(
        "celler: {x: 1}", 'celler: {x: 1}, noter: {x: "*"}'
    )
    assert any("ingen not" in one for one in said(tmp_path / "c", noted))


def test_a_table_too_wide_for_any_page_is_printed_in_parts_with_the_first_column_in_each(tmp_path):
    """Thirty columns of six figures: they lie down, and the first column stands in each part."""
    columns = "".join(f"  - {{id: k{n}, rubrik: Kolumn {n}, slag: tal}}\n" for n in range(30))
    cells = ", ".join(f"k{n}: {100000 + n}" for n in range(30))
    report = project(tmp_path, f"kolumner:\n{columns}rader: [{{id: r, namn: Rad, celler: {{{cells}}}}}]\n").rapporter[0]
    (table,) = document(report, (), ()).tabeller()
    assert table.liggande
    assert len(table.delar) > 1
    assert all(part.kolumner[0].id == "rad" and sum(part.bredder) == 100 for part in table.delar)
    assert [c.id for part in table.delar for c in part.kolumner[1:]] == [f"k{n}" for n in range(30)]
    assert re.search(r"del 1 av \d", table.delar[0].rubrik)


MOVED = """kolumner:
  - {id: bokslut_2024, rubrik: Bokslut 2024, slag: tal}
  - {id: bokslut_2025, rubrik: Bokslut 2025, slag: tal}
  - {id: budget_2025, rubrik: Budget 2025, slag: tal}
  - {id: ansvarig, rubrik: Ansvarig, slag: person}
  - {id: läge, rubrik: Läge, slag: ljus}
  - {id: yta, rubrik: Yta, slag: tal, nästa_period: varar}
rader:
  - id: bad
    namn: Bad
    celler: {bokslut_2024: Stängt, bokslut_2025: 23 902, budget_2025: 22 000, ansvarig: Enhetschef, yta: 400}
    bedömningar: {läge: grön}
    samma_celler: {bokslut_2025: andra.bad.bokslut_2025}
"""


def test_a_new_year_keeps_words_and_the_years_that_have_been(tmp_path):
    """The oldest year goes, last year stays under its own heading, the new ones are to be written; lights go."""
    project(tmp_path, MOVED)
    tree, _ = read_yaml("content/2025/VB/tabell.yaml", (HEAD + MOVED).encode())
    made, _ = read_yaml("ny.yaml", carry_over(tree, PeriodStep(2025, READY["VB"], 2026, READY["VB"])).encode())
    (row,) = made.value["rader"]
    assert row["celler"] == {
        "bokslut_2025": "23 902",
        "ansvarig": "Enhetschef",
        "yta": "400",
        "bokslut_2026": None,
        "budget_2026": None,
    }
    assert "bedömningar" not in row
    assert row["samma_celler"] == {"bokslut_2026": "andra.bad.bokslut_2026"}
    assert [column["rubrik"] for column in made.value["kolumner"][:3]] == [
        "Bokslut 2025",
        "Bokslut 2026",
        "Budget 2026",
    ]


LIMIT = """kommentarsgräns: {värde: 10 %, räknas_in: LIMIT}
kolumner:
  - {id: budget, rubrik: Budget, slag: pengar, roll: budget}
  - {id: utfall, rubrik: Utfall, slag: pengar, roll: utfall}
  - {id: avvikelse, rubrik: Avvikelse, slag: pengar, roll: avvikelse, av: utfall, minus: budget}
rader:
  - {id: a, namn: A, celler: {budget: -100, utfall: -91}}
  - {id: b, namn: B, celler: {budget: -100, utfall: -110}}
  - {id: c, namn: C, celler: {budget: -100, utfall: -80}}
  - {id: s, namn: Summa, roll: summa}
"""


@pytest.mark.parametrize(("counted", "bold", "said_"), [("ja", "bc", "minst 10"), ("nej", "c", "större än 10")])
def test_deviations_have_their_sign_and_the_large_ones_are_told(counted, bold, said_, tmp_path):
    """Plus too; what is to be explained is marked, by the table's own limit, and a note says what the mark is."""
    found = project(tmp_path, LIMIT.replace("LIMIT", counted))
    (table,) = document(found.rapporter[0], (), ()).tabeller()
    assert [row.celler[3].tecken for row in table.rader] == [True] * 4
    assert not any(cell.tecken for row in table.rader for cell in row.celler[1:3])
    assert "".join(row.celler[0].lower() for row in table.rader if row.celler[3].stor) == bold
    assert said_ in table.noter[0]


COMPARED = SIGNS.replace("roll: avvikelse, av: budget", "roll: jämförelse, av: budget").replace(
    "rader:\n", "  - {id: förra, rubrik: Prognos apr, slag: pengar, roll: jämförelse}\nrader:\n"
)


def test_an_earlier_amount_to_compare_with_is_an_amount_and_no_difference(tmp_path):
    """Incomes are taken off the costs there too; only with a formula is the role a difference from it."""
    told = COMPARED.replace("utfall: 55}", "utfall: 55, förra: 52}").replace("utfall: 90}", "utfall: 90, förra: 98}")
    table = grid(tmp_path, told)
    assert [column.id for column in table.kolumner if column.is_difference] == ["avvikelse"]
    assert amounts(table)["netto.förra"] == "46"
    assert amounts(table)["netto.avvikelse"] == "15"


AREAS = """enhet: tkr
kommentarsgräns: {värde: 2 %, räknas_in: nej}
tecken: kostnader positiva
kolumner:
  - {id: budget, rubrik: Budget, slag: pengar, roll: budget}
  - {id: utfall, rubrik: Utfall, slag: pengar, roll: utfall}
  - {id: avvikelse, rubrik: Avvikelse, slag: pengar, roll: avvikelse, av: budget, minus: utfall}
rader:
  - {id: bygg, namn: Bygglov, roll: rubrik}
  - {id: bygg_k, namn: Kostnader, celler: {budget: 100, utfall: 90}}
  - {id: bygg_n, namn: Netto, roll: summa, summerar: [bygg_k]}
  - {id: miljö, namn: Miljö, roll: rubrik}
  - {id: miljö_k, namn: Kostnader, celler: {budget: 100, utfall: 99}}
  - {id: miljö_n, namn: Netto, roll: summa, summerar: [miljö_k]}
diagram_av:
  - {slag: avvikelser, kolumner: [avvikelse], rader: DRAWN, titel: Bygglov ger det mesta av överskottet}
"""


@pytest.mark.parametrize(
    ("drawn", "names"),
    [
        ("[bygg_n, miljö_n]", ("Bygglov", "Miljö")),
        ("[bygg_k, bygg_n, miljö_n]", ("Kostnader", "Bygglov, Netto", "Miljö, Netto")),
        ("[bygg_k, bygg_n]", ("Kostnader", "Netto")),
    ],
)
def test_rows_of_one_name_are_told_apart_by_their_headings(drawn, names, tmp_path):
    """In a chart, as in notes and in the summary."""
    report = project(tmp_path, AREAS.replace("DRAWN", drawn)).rapporter[0]
    (chart,) = report.avsnitt[0].diagram(report.register)
    assert chart.kategorier == names


def test_a_deviation_that_is_budget_less_outcome_is_against_the_budget_too(tmp_path):
    """As costs without minus are compared: what is over the limit is bold and asks for its reason."""
    text = AREAS.replace("DRAWN", "[bygg_n]")
    assert [one.split(":")[0] for one in said(tmp_path, text) if "E111" in one] == ["E111 Bygglov, Kostnader"]
    table = project(tmp_path, text).rapporter[0].tabeller[0].grid
    assert [row.id for row in table.rader if table.is_large(row, table.columns["avvikelse"])] == ["bygg_k"]


NOTED = """kolumner:
  - {id: budget, rubrik: Budget, slag: pengar}
  - {id: ord, rubrik: Utfall, slag: pengar}
rader:
  - {id: a, namn: Bad, not: "2", celler: {budget: 900, ord: ca 110}, noter: {budget: "1)", ord: "*"}}
noter:
  - {tecken: "1)", text: Överklagad.}
  - {tecken: "2", text: Stängt.}
  - {tecken: "*", text: Beräknat.}
"""


def test_a_notes_mark_that_is_a_number_is_never_read_with_the_figure(tmp_path):
    """900 with 1) beside it would be 9001; a star stays as it is."""
    (table,) = document(project(tmp_path, NOTED).rapporter[0], (), ()).tabeller()
    (row,) = table.rader
    assert [row.celler[0], row.celler[1].märke, row.celler[2]] == [
        "Bad\N{NO-BREAK SPACE}²",
        "\N{NO-BREAK SPACE}¹⁾",
        "ca 110*",
    ]
    assert table.noter == ("¹⁾ Överklagad.", "² Stängt.", "* Beräknat.")


def test_a_table_of_the_boards_own_columns_has_those_and_no_other(tmp_path):
    """An arrow since last year is for goals; here the year before stands in a column of its own."""
    text = ROWS.replace("id: år_2024", "id: utfall_2024").replace("id: år_2025", "id: utfall")
    text = text.replace("år_2024", "utfall_2024").replace("år_2025", "utfall")
    (table,) = document(project(tmp_path, text).rapporter[0], (), ()).tabeller()
    assert [column.id for column in table.kolumner] == ["rad", "utfall_2024", "utfall", "båda"]


SHORT_WORDS = """enhet: kr
kolumner:
  - {id: avgift, rubrik: Avgift, slag: pengar}
  - {id: per, rubrik: Per, slag: text}
  - {id: år, rubrik: Slutår, slag: år}
  - {id: höjning, rubrik: Höjning, slag: pengar}
rader:
  - {id: a, namn: Nytt enbostadshus med garage, celler: {avgift: 28 450, per: ärende, år: 2026, höjning: 850}}
"""


def test_words_beside_figures_have_room_for_the_space_between_them(tmp_path):
    """A page has some hundred characters: a word of six takes six, and after figures seven more for the space."""
    (table,) = document(project(tmp_path, SHORT_WORDS).rapporter[0], (), ()).tabeller()
    room = dict(zip((column.id for column in table.kolumner), table.bredder, strict=True))
    assert room["per"] >= (len("ärende") + 7) * 100 / 104
    assert room["höjning"] * 104 / 100 >= len("Höjning") + 2
    assert room["år"] >= (len("Slutår") + 3) * 100 / 104
