"""References lead somewhere, or are told of at their place (U404)."""

import pytest
from tests.fixtures.projects import loaded, report, told, unmarked

FILE = "content/2023/T1/avsnitt.yaml"
AREAS = "Det finns: ekonomi, kvalitet, leverans, medarbetare."
MONEY = "slag: belopp\nid: k\ntabellrubrik: K\n"
COLUMNS = "kolumner:\n  - {id: utfall, rubrik: U, roll: utfall}\n  - {id: budget, rubrik: B, roll: budget}\n"
ROWS = "rader: [{id: a, namn: A, belopp: {utfall: 1}}]\n"
MATRIX = "slag: matris\nid: m\ntabellrubrik: M\nmätpunkter: [{id: jan, rubrik: Jan}, {id: feb, rubrik: Feb}]\n"
SERIES = "".join(f"  - {{id: r{n}, namn: R, värden: {{jan: 1}}}}\n" for n in range(9))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "slag: målöversikt\nmålområden:\n  - {målområde: ⟦kvalite⟧}\n",
            "U404 Det finns inget målområde «kvalite». | Menade du kvalitet?",
        ),
        ("slag: mål\nmålområde: ⟦xyz⟧\nnämndmål: []\n", f"U404 Det finns inget målområde «xyz». | {AREAS}"),
        ("slag: målplan\nmålområde: ⟦xyz⟧\nnämndmål: []\n", f"U404 Det finns inget målområde «xyz». | {AREAS}"),
        (
            "slag: risker\nrisker:\n  - {id: a, namn: A, målområde: ⟦ekonomin⟧}\n",
            "U404 Det finns inget målområde «ekonomin». | Menade du ekonomi?",
        ),
        (
            "slag: uppdrag\nuppdrag:\n  - {id: a, namn: A, målområden: [kvalitet, ⟦leverns⟧]}\n",
            "U404 Det finns inget målområde «leverns». | Menade du leverans?",
        ),
        (
            "slag: mål\nnämndmål:\n  - {id: a, namn: A, enheter: [{enhet: ⟦vuxenenhet⟧}]}\n",
            "U404 Det finns ingen enhet «vuxenenhet». | Menade du vuxenenheten?",
        ),
        (
            "slag: uppdrag\nskala: ⟦uppdra⟧\nuppdrag: []\n",
            "U404 Det finns ingen skala «uppdra». | Menade du uppdrag?",
        ),
        (
            "slag: mål\nenhetsskala: ⟦x⟧\nnämndmål: []\n",
            "U404 Det finns ingen skala «x». | Det finns: uppdrag.",
        ),
        (
            "slag: mål\nnämndmål:\n  - {id: a, namn: A, indikatorer: [{namn: B, skala: ⟦x⟧}]}\n",
            "U404 Det finns ingen skala «x». | Det finns: uppdrag.",
        ),
        (
            (
                "slag: text\nunderavsnitt:\n  - {slag: uppdrag, id: lista, uppdrag: []}\n"
                "  - {slag: statusräkning, avser: ⟦listan⟧, antal: {grön: 1, gul: 0, röd: 0}, totalt: 1}\n"
            ),
            "U404 Det finns inget avsnitt «listan». | Menade du lista?",
        ),
        (
            MONEY + COLUMNS.replace("roll: budget}", "roll: avvikelse, av: ⟦utfal⟧, minus: utfall}") + ROWS,
            "U404 Det finns ingen kolumn «utfal». | Menade du utfall?",
        ),
        (
            MONEY + COLUMNS.replace("roll: budget}", "roll: avvikelse, av: utfall, minus: ⟦budgt⟧}") + ROWS,
            "U404 Det finns ingen kolumn «budgt». | Menade du budget?",
        ),
        (
            MONEY + COLUMNS + "rader: [{id: a, namn: A, roll: varav, del_av: ⟦b⟧}]\n",
            "U404 Det finns ingen rad «b». | Det finns: a.",
        ),
        (
            MONEY + COLUMNS + "rader: [{id: a, namn: A}, {id: s, namn: S, roll: summa, summerar: [a, ⟦b⟧]}]\n",
            "U404 Det finns ingen rad «b». | Det finns: a, s.",
        ),
        (
            MONEY + COLUMNS + "rader: [{id: a, namn: A, belopp: {⟦utfal⟧: 1}}]\n",
            "U404 Det finns ingen kolumn «utfal» i tabellen. | Menade du utfall?",
        ),
        (
            MONEY + COLUMNS + ROWS + "diagram_av: [{slag: staplar, titel: T, kolumner: [utfall, ⟦bugdet⟧]}]\n",
            "U404 Det finns ingen kolumn «bugdet». | Menade du budget?",
        ),
        (
            MONEY + COLUMNS + ROWS + "diagram_av: [{slag: avvikelser, titel: T, kolumner: ⟦[utfall, budget]⟧}]\n",
            "S005 Ett diagram av slaget avvikelser kan visa högst 1, inte 2. | Dela upp det på flera diagram.",
        ),
        (
            MATRIX + "rader: [{id: a, namn: A, värden: {jan: 1, ⟦mar⟧: 2}}]\n",
            "U404 Det finns ingen mätpunkt «mar» i tabellen. | Det finns: feb, jan.",
        ),
        (
            MATRIX + "rader: [{id: a, namn: A, värden: {jan: 1}, bedömningar: {⟦fbe⟧: grön}}]\n",
            "U404 Det finns ingen mätpunkt «fbe» i tabellen. | Menade du feb?",
        ),
        (
            MATRIX + f"linjediagram: ⟦Utveckling⟧\nrader:\n{SERIES}",
            "S005 Ett diagram av slaget linjer kan visa högst 8, inte 9. | Dela upp det på flera diagram.",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_of_at_its_place(text, said, tmp_path):
    """What was meant, or what there is; and the report isn't put together on a guess."""
    plain, places = unmarked(text, FILE)
    project = loaded(tmp_path, report(plain))
    assert [told(found) for found in project.fynd] == [said]
    assert [found.place for found in project.fynd] == places
    assert project.fel_i == ("2023/T1",)
