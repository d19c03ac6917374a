"""What differs between two reports is told: all of it, in the report's order, and nothing else."""

import json

import pytest
from tests.fixtures.projects import SHEET, loaded
from tests.fixtures.reports import PUBLISHED, project

from asn.comparison import compared
from asn.comparison.output import OUTPUTS, as_json, change_markdown, text
from asn.output.plain import harmless


@pytest.fixture
def between(tmp_path):
    """Two sections, as the same report a year apart; what differs between them."""

    def made(before, after):
        files = {
            "2022/T1/rapport.yaml": SHEET,
            "2022/T1/avsnitt.yaml": before,
            "2023/T1/rapport.yaml": SHEET,
            "2023/T1/avsnitt.yaml": after,
        }
        found = loaded(tmp_path, files)
        assert not found.fel_i, found.fynd
        return compared(found.rapport("2022/T1"), found.rapport("2023/T1"), ("då", "nu"))

    return made


def rows(made, key):
    """The rows of one sort, as text."""
    group = next(group for group in made.grupper if group.nyckel == key)
    return [(row.namn, row.vad, str(row.före), str(row.efter), row.omdöme) for row in group.rader]


def others(made, *keys):
    """The sorts that have rows besides some."""
    return {group.nyckel for group in made.grupper if group.rader} - set(keys)


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("grön", "gul", "sämre"),
        ("röd", "gul", "bättre"),
        ("röd", "grön", "bättre"),
        ("", "gul", "ny"),
        ("gul", "", "borta"),
    ],
)
def test_a_light_that_turned_is_told_with_its_direction(between, before, after, word):
    """Grön to gul is worse; a light that is set or taken away is new or gone."""
    section = "slag: aktiviteter\naktiviteter:\n  - {{id: a, namn: Rampen., bedömning: {}}}\n".format
    made = between(section(before), section(after))
    assert rows(made, "ljus") == [("Rampen", "", before or "None", after or "None", word)]
    assert not others(made, "ljus")


def test_a_unit_and_a_month_have_lights_of_their_own(between):
    """A unit's light is told with its goal; a month's is told if it was another, not if it is the year going on."""
    section = (
        "slag: mål\nnämndmål:\n  - id: m\n    namn: Målet\n    enheter: [{{enhet: vuxenenheten, bedömning: {0}}}]\n"
        "    månader: {{jan: {0}, {1}}}\n"
    ).format
    made = between(section("grön", "feb: grön"), section("gul", "mar: röd"))
    assert rows(made, "ljus") == [
        ("Målet", "jan", "grön", "gul", "sämre"),
        ("Vuxenenheten, Målet", "", "grön", "gul", "sämre"),
    ]


def test_risks_are_new_gone_or_moved(between):
    """A risk is followed by its id, and by the id that it replaces."""
    head = "slag: risker\nrisker:\n"
    before = (
        "  - {id: a, namn: A, riskvärde: 15}\n  - {id: b, namn: B, riskvärde: 16}\n"
        "  - {id: c, namn: C, riskvärde: 9}\n  - {id: e, namn: E, riskvärde: 9}\n"
    )
    after = (
        "  - {id: d, namn: D, sannolikhet: 4, konsekvens: 5}\n  - {id: a, namn: A, riskvärde: 20}\n"
        "  - {id: b2, namn: B två, riskvärde: 12, ersätter: b}\n  - {id: e, namn: E, riskvärde: 9}\n"
    )
    made = between(head + before, head + after)
    assert rows(made, "risker") == [
        ("D", "riskvärde", "None", "20", "ny"),
        ("A", "riskvärde", "15", "20", "högre"),
        ("B två", "riskvärde", "16", "12", "lägre"),
        ("C", "riskvärde", "9", "None", "borta"),
    ]
    assert rows(made, "övrigt") == [
        ("B två", "id", "b", "b2", ""),
        ("B två", "namn", "B", "B två", ""),
        ("B två", "ersätter", "None", "b", ""),
    ]
    assert not others(made, "risker", "övrigt")


def test_assignments_and_goals_come_and_go(between):
    """What the board was given to do, and what it is measured by, is told when it is new, gone or moved in time."""
    head = "slag: uppdrag\nuppdrag:\n"
    made = between(
        head + "  - {id: a, namn: A, klart: maj}\n  - {id: b, namn: B}\n", head + "  - {id: a, namn: A, klart: juni}\n"
    )
    assert rows(made, "uppdrag") == [("B", "", "None", "None", "borta"), ("A", "klart", "maj", "juni", "")]
    goal = "slag: mål\nnämndmål:\n  - {{id: m, namn: M, indikatorer: [{}]}}\n".format
    made = between(goal("{namn: Ett}"), goal("{namn: Två}"))
    assert rows(made, "mål") == [("Två", "", "None", "None", "ny"), ("Ett", "", "None", "None", "borta")]


BELOPP = (
    "slag: belopp\nid: netto\ntabellrubrik: Netto\nenhet: {unit}\nkolumner:\n"
    "  - {{id: utfall, rubrik: Utfall, roll: utfall}}\n"
    "  - {{id: k, rubrik: K, roll: {role}}}\nrader:\n  - {{id: a, namn: A, belopp: {{utfall: {a}, k: {a}}}}}\n"
    "  - {{id: b, namn: B, belopp: {{utfall: 5, k: 1}}}}\n  - {{id: s, namn: Summa, roll: summa}}\n"
).format


def test_money_is_told_in_tkr_with_sign_and_totals_first(between):
    """A row that is the same says nothing, and a column that holds something else is another column."""
    made = between(BELOPP(unit="tkr", role="budget", a="-100"), BELOPP(unit="tkr", role="prognos", a="-250"))
    assert rows(made, "pengar") == [
        ("Summa", "Utfall", "-95", "-245", "−150"),
        ("A", "Utfall", "-100", "-250", "−150"),
    ]
    assert rows(made, "tabeller") == [("K", "kolumn", "None", "None", "ny"), ("K", "kolumn", "None", "None", "borta")]
    assert rows(made, "övrigt") == [("A", "belopp k", "-100", "-250", "")]
    assert not others(made, "pengar", "tabeller", "övrigt")


def test_amounts_in_different_units_are_compared_in_tkr(between):
    """Minus 2 mnkr is minus 2 000 tkr."""
    made = between(BELOPP(unit="mnkr", role="budget", a="-2"), BELOPP(unit="tkr", role="budget", a="-2 000"))
    assert "A" not in {row[0] for row in rows(made, "pengar")}
    assert ("B", "Utfall", "5000", "5", "−4\N{NO-BREAK SPACE}995") in rows(made, "pengar")


def test_rows_of_money_come_and_go_with_their_amounts(between):
    """A row is the same by its id or by the one that it replaces, in its own table; another is new, with its money."""
    head = BELOPP(unit="tkr", role="budget", a="-1").partition("rader:")[0] + "rader:\n"
    before = "  - {id: a, namn: A, belopp: {utfall: 1}}\n  - {id: b, namn: B, belopp: {utfall: 2}}\n"
    after = "  - {id: a2, namn: A, ersätter: a, belopp: {utfall: 1}}\n  - {id: c, namn: C, belopp: {utfall: 3}}\n"
    made = between(head + before, head + after)
    assert rows(made, "pengar") == [("C", "Utfall", "None", "3", "ny"), ("B", "Utfall", "2", "None", "borta")]
    assert rows(made, "tabeller") == [("C", "rad", "None", "None", "ny"), ("B", "rad", "None", "None", "borta")]
    assert rows(made, "övrigt") == [("A", "id", "a", "a2", ""), ("A", "ersätter", "None", "a", "")]
    assert not others(made, "pengar", "tabeller", "övrigt")
    told = text([between(head + before, head + before + "  - {id: c, namn: C, belopp: {utfall: 300, k: 4}}\n")])
    assert "    C\n      Utfall  – → 300  (ny)\n      K       – →   4  (ny)\n" in told


def test_a_row_whose_amounts_are_not_written_yet_is_one_line(between):
    """A new draft has its rows, and each of them has lost every amount."""
    filled = BELOPP(unit="tkr", role="budget", a="-100")
    empty = filled.replace("belopp: {utfall: -100, k: -100}", "belopp:").replace("belopp: {utfall: 5, k: 1}", "belopp:")
    assert rows(between(filled, empty), "pengar") == [
        (name, "", "None", "None", "inga belopp") for name in ("Summa", "A", "B")
    ]
    other = empty.replace("roll: budget", "roll: prognos").replace("namn: A, belopp:", "namn: A, belopp: {k: 7}")
    assert ("A", "belopp k", "-100", "7", "") in rows(between(filled, other), "övrigt")


MATRIS = "slag: matris\nid: m\ntabellrubrik: Puls\nmätpunkter: [{0}]\nrader:\n{1}".format
POINT = "{{id: '{0}', rubrik: '{0}'}}".format
ROW = "  - {{id: {0}, namn: Fråga {0}, värden: {{'2023': 4}}}}\n".format


def test_rows_and_columns_of_measurements_come_and_go(between):
    """A year that a matrix no longer shows, and a question that it now asks."""
    before = MATRIS(f"{POINT(2022)}, {POINT(2023)}", ROW("a") + ROW("b"))
    after = MATRIS(f"{POINT(2023)}, {POINT(2024)}", ROW("a") + ROW("c"))
    made = between(before, after)
    assert rows(made, "tabeller") == [
        ("2024", "kolumn", "None", "None", "ny"),
        ("2022", "kolumn", "None", "None", "borta"),
        ("Fråga c", "rad", "None", "None", "ny"),
        ("Fråga b", "rad", "None", "None", "borta"),
    ]
    assert "Tabeller: 2 nya, 2 borta\n  Puls\n    2024: ny kolumn\n    2022: kolumn borta\n" in text([made])


def test_steps_of_a_bridge_come_and_go(between):
    """By their ids."""
    bridge = (
        "slag: brygga\nid: b\ntabellrubrik: Bro\ningående: {{id: i, namn: In, belopp: 1}}\n"
        "ändringar: [{{id: {0}, namn: Steg {0}, belopp: 1}}]\nutgående: {{id: u, namn: Ut, belopp: 2}}\n"
    ).format
    made = between(bridge("x"), bridge("y"))
    assert rows(made, "tabeller") == [
        ("Steg y", "rad", "None", "None", "ny"),
        ("Steg x", "rad", "None", "None", "borta"),
    ]


def test_a_whole_table_is_one_line(between):
    """Its rows need no lines of their own, nor have its amounts."""
    made = between("slag: text\nrubrik: A\ntext: ord\n", BELOPP(unit="tkr", role="budget", a="-1"))
    assert rows(made, "tabeller") == [("Netto", "tabell", "None", "None", "ny")]
    assert not rows(made, "pengar")
    assert "\n    Netto: ny tabell\n" in text([made])


def test_rows_of_other_lists_are_told_by_name_or_number(between):
    """A row that comes is named; of a list that goes as a whole it is told how many rows it had."""
    section = "slag: aktiviteter\nrubrik: Tillgänglighet\naktiviteter:\n{}".format
    a, b, c = (f"  - {{id: {name}, namn: Ramp {name}, bedömning: grön}}\n" for name in "abc")
    made = between(section(a + b), section(a + b + c))
    assert rows(made, "tabeller") == [("Ramp c", "rad", "None", "None", "ny")]
    gone = between(section(a + b), "slag: text\nrubrik: Tillgänglighet\ntext: ord\n")
    assert rows(gone, "tabeller") == [("2", "rader", "None", "None", "borta")]
    assert "Tabeller: 1 borta\n  Tillgänglighet\n    2 rader borta\n" in text([gone])
    came = between("slag: text\nrubrik: Tillgänglighet\ntext: ord\n", section(a + b))
    assert "Tabeller: 1 ny\n  Tillgänglighet\n    2 nya rader\n" in text([came])


def test_text_is_laid_out_to_be_read(between):
    """A row's figures stand below each other, a light that isn't set is said to be none, and a long name is cut."""
    made = between(BELOPP(unit="tkr", role="budget", a="-104"), BELOPP(unit="tkr", role="budget", a="-1 250"))
    assert (
        "\n  Netto\n    Summa\n      Utfall   -99 → -1_245  (-1_146)\n      K       -103 → -1_249  (-1_146)\n"
    ).translate({ord("-"): "\N{MINUS SIGN}", ord("_"): "\N{NO-BREAK SPACE}"}) in text([made])
    name = "Ett mål " * 30
    goal = f"slag: mål\nnämndmål: [{{{{id: m, namn: {name}, bedömning: {{}}}}}}]\n".format
    told = text([between(goal("grön"), goal(""))])
    assert told.splitlines()[-1].endswith(" …: grön → inget ljus")
    assert len(told.splitlines()[-1]) < 140


def test_sections_of_one_name_are_told_apart(between):
    """Every målområde may have its «Delåret»: the section above tells which."""
    below = "underavsnitt: [{{slag: text, id: {0}, rubrik: Delåret, text: {1}}}]".format
    section = (
        "slag: text\nunderavsnitt:\n  - {{slag: text, rubrik: A, {0}}}\n  - {{slag: text, rubrik: B, {1}}}\n".format
    )
    made = between(section(below("a", "ett"), below("b", "ett")), section(below("a", "ett"), below("b", "två")))
    assert rows(made, "text") == [("Delåret – B", "text", "ett", "två", "1 nytt ord, 1 borttaget")]


def test_figures_that_both_name_are_compared(between):
    """A named figure, an outcome, a target and a measurement; one that only one text names is told with the text."""
    before = "slag: mål\nid: s\ntal: {x: 5 %, y: 1}\nnämndmål:\n  - {id: m, namn: M, utfall: 36 %, målnivå: Ja}\n"
    after = "slag: mål\nid: s\ntal: {x: 6 %, z: 1}\nnämndmål:\n  - {id: m, namn: M, utfall: 36 %, målnivå: Nej}\n"
    nbsp = "\N{NO-BREAK SPACE}"
    assert rows(between(before, after), "siffror") == [
        ("Avsnitt", "x", f"5{nbsp}%", f"6{nbsp}%", ""),
        ("M", "målnivå", "Ja", "Nej", ""),
    ]


def test_a_text_is_told_by_the_words_that_differ(between):
    """With a few words around them; a text whose words only moved, or have other signs between them, is told too."""
    section = "slag: text\nrubrik: A\ntext: {}\n".format
    long = "Nämnden har under perioden arbetat med att korta köerna till handläggning och stöd, och det har gått bra."
    made = between(section(long), section(long.replace("korta", "ta bort")))
    around = "… arbetat med att {} köerna till handläggning …"
    assert rows(made, "text") == [
        ("A", "text", around.format("korta"), around.format("ta bort"), "2 nya ord, 1 borttaget")
    ]
    assert not others(made, "text")
    same = "samma ord, skrivna eller ordnade på annat sätt"
    for before, after in (("ett två", "två ett"), ("ett, två", "ett två"), ("ett två", "ett **två**")):
        assert rows(between(section(before), section(after)), "text") == [("A", "text", before, after, same)]


def test_a_section_written_anew_is_counted(between):
    """What has many changed texts is told in a line that names its fields."""
    risk = "  - {{id: r{0}, namn: Risk {0}, riskvärde: 9, kommentar: {1} ord}}\n".format
    before, after = ("slag: risker\nrisker:\n" + "".join(risk(at, word) for at in range(9)) for word in ("ett", "två"))
    assert rows(between(before, after), "text") == [
        ("Avsnitt", "9 texter (kommentar)", "18 ord", "18 ord", "9 nya ord, 9 borttagna")
    ]


def test_sections_come_and_go(between):
    """With how many words they have; one that has another id but is else the same is the same."""
    below = "underavsnitt: [{{slag: text, id: {}, rubrik: {}, text: {}}}]\n"
    section = f"slag: text\nid: a\nrubrik: A\ntext: x\n{below}".format
    assert rows(between(section("b", "B", "ord"), section("c", "C", "annat här")), "text") == [
        ("C", "", "None", "2 ord", "ny"),
        ("B", "", "1 ord", "None", "borta"),
    ]
    assert rows(between(section("b", "B", "ord"), section("c", "B", "ord")), "övrigt") == [("B", "id", "b", "c", "")]


def test_a_row_that_is_called_otherwise_is_the_same_row(between):
    """A new id or a new name is told as that, and not as a row that went and another that came."""
    section = "slag: mål\nnämndmål:\n  - id: m\n    namn: M\n    indikatorer: [{{namn: {}, utfall: 5, målnivå: 7}}]\n"
    made = between(section.format("Svarstid"), section.format("Tid till svar"))
    assert rows(made, "övrigt") == [("Tid till svar", "namn", "Svarstid", "Tid till svar", "")]
    assert not others(made, "övrigt")


def test_a_row_that_moves_is_told_once(between):
    """From one section to another, with what else it says now; and the order of rows."""
    goals = "  - {{slag: mål, rubrik: {}, nämndmål: [{}]}}\n".format
    a, b = "{id: a, namn: Ett}", "{id: b, namn: Två}"
    section = "slag: text\nunderavsnitt:\n"
    made = between(
        section + goals("A", f"{a}, {b}") + goals("B", ""),
        section + goals("A", a) + goals("B", b.replace("Två", "Tre")),
    )
    assert rows(made, "övrigt") == [("Tre", "plats", "A", "B", "flyttad"), ("Tre", "namn", "Två", "Tre", "")]
    assert not others(made, "övrigt")
    made = between("slag: mål\nnämndmål: [" + f"{a}, {b}]", "slag: mål\nnämndmål: [" + f"{b}, {a}]")
    assert rows(made, "övrigt") == [("Avsnitt", "nämndmål ordning", "a, b", "b, a", "")]


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_report_is_the_same_as_itself(name):
    """Where nothing has changed nothing is told."""
    report = project().rapport(name)
    made = compared(report, report, ("a", "b"))
    assert made.lika
    assert text([made]) == "a → b\nInga skillnader.\n"
    assert "Inga skillnader." in change_markdown([made])


def test_a_published_change_is_told():
    """From delårsrapport 1 2022 to 2023: lights, risks and the table's last line, as anyone can read them there."""
    made = compared(project().rapport("2022/T1"), project().rapport("2023/T1"), ("2022/T1", "2023/T1"))
    assert ("Ekonomi", "", "röd", "grön", "bättre") in rows(made, "ljus")
    assert ("Låg digital utveckling", "", "grön", "gul", "sämre") in rows(made, "ljus")
    assert ("Brister i den fysiska arbetsmiljön", "riskvärde", "15", "20", "högre") in rows(made, "risker")
    money = rows(made, "pengar")
    assert money[0] == ("Resultat ASN", "Utfall jan–apr", "-90508", "-92415", "−1\N{NO-BREAK SPACE}907")
    assert "sjukfrånvaro" in {row[1] for row in rows(made, "siffror")}


def test_markdown_shows_the_content_and_never_obeys_it(between):
    """A name with Markdown's own marks is shown as it is written, and can't break the table."""
    section = (
        "slag: aktiviteter\naktiviteter:\n  - {{id: a, namn: '<b> | [x](https://a.se) *y*', bedömning: {}}}\n".format
    )
    told = change_markdown([between(section("grön"), section("gul"))])
    row = next(line for line in told.split("\n") if line.endswith("| sämre |"))
    assert row.replace("\\|", "").count("|") == 6
    assert "\\<b" in row
    assert "\\[x\\]" in row
    assert "://" not in row
    assert harmless(row) == row


def test_markdown_calls_nobody(between):
    """No @name, #12 or address of the content does what a service would do with it."""
    section = "slag: text\nrubrik: A\ntext: 'Fråga @anna, se #12 på www.a.se: {}'\n".format
    told = change_markdown([between(section("x"), section("y"))])
    assert "@<!-- -->anna" in told
    assert "\\#<!-- -->12" in told
    assert "www<!-- -->.a.se" in told


def test_markdown_has_room_in_a_comment(between):
    """However much has changed: each sort tells how many more there are, and all of it has room."""
    risk = '  - {{id: r{0}, namn: "{1} {0}", riskvärde: 9, bedömning: {2}}}\n'.format
    made = [
        "slag: risker\nrisker:\n" + "".join(risk(at, word * 30, light) for at in range(90))
        for word, light in (("*", "grön"), ("_", "röd"))
    ]
    told = change_markdown([between(*made)])
    assert told.count("… och 65 till.") == 2
    assert len(change_markdown([between(*made)] * 20)) < 65_000
    assert "asn diff" in change_markdown([between(*made)] * 20)[-100:]


def test_json_has_every_sort_and_figures_as_numbers(between):
    """A program gets the same rows, with a key for each sort also where it is empty."""
    made = between(BELOPP(unit="tkr", role="budget", a='"-1,5"'), BELOPP(unit="tkr", role="budget", a="-250"))
    (data,) = json.loads(as_json([made]))
    sorts = ["ljus", "mål", "risker", "uppdrag", "pengar", "tabeller", "siffror", "text", "övrigt"]
    assert list(data) == ["före", "efter", "läge", *sorts]
    assert data["pengar"][2] == {
        "avsnitt": "Netto",
        "namn": "A",
        "vad": "Utfall",
        "före": -1.5,
        "efter": -250,
        "omdöme": "−248,5",
    }


@pytest.mark.parametrize("form", OUTPUTS)
def test_no_reports_at_all_is_still_an_answer(form):
    """Every format says that there is nothing, in its own way."""
    assert OUTPUTS[form]([]) == ("[]\n" if form == "json" else "Inga skillnader.\n")
