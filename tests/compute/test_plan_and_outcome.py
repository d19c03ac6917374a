"""«Planen och utfallet»: what the plan promised beside what the report tells, with nothing typed."""

import pytest
from tests.fixtures.projects import loaded

from asn.compute import document
from asn.table import Ljuscell, Prosacell

PLAN = """slag: målplan
målområde: medarbetare
rubrik: Medarbetare
nämndmål:
  - id: trivsel
    nummer: "1.1"
    namn: De trivs
    indikatorer:
      - {id: frånvaro, namn: Frånvaron minskar, målnivå: <7 %}
      - {id: stannar, namn: De stannar, målnivå: 90 %}
      - {id: tackar, namn: De tackar, målnivå: Ja}
      - {id: bytt, namn: De byter, målnivå: 10 %}
      - namn: De sjunger
"""
REPORT = """slag: mål
målområde: medarbetare
tal: {dagar: 3 dagar}
nämndmål:
  - id: trivsel
    namn: De trivs
    bedömning: gul
    beslut: Nämnden strök indikatorn 2025-03-20 § 4.
    indikatorer:
      - id: frånvaro
        namn: Frånvaron minskar
        målnivå: <7 %
        utfall: 6 %
        bedömning: grön
        kommentar: Ner {{ dagar }}.
      - {id: stannar, namn: De stannar, målnivå: 90 %, mäts: Mäts i oktober.}
      - {id: nytt, ersätter: bytt, namn: De rör sig, målnivå: 10 %, utfall: 12 %, bedömning: röd, beslut: Beslut § 9.}
      - {namn: De sjunger, utfall: Ja}
"""


@pytest.fixture
def table(tmp_path):
    """The table of a report whose plan is another's."""

    def made(plan=PLAN, report=REPORT, section="slag: planuppföljning\nrubrik: Planen och utfallet\n"):
        rows = "  - {fil: mal.yaml, rubrik: Mål}\n"
        files = {
            "2025/plan/rapport.yaml": f"tillstånd: fastställd\navsnitt:\n{rows}",
            "2025/plan/mal.yaml": plan,
            "2025/T1/rapport.yaml": f"tillstånd: utkast\navsnitt:\n{rows}  - {{fil: plan.yaml, rubrik: Planen}}\n",
            "2025/T1/mal.yaml": report,
            "2025/T1/plan.yaml": section,
        }
        project = loaded(tmp_path, files)
        assert project.fynd == ()
        own = project.rapport("2025/T1")
        chapter = document(own, project.tidigare(own), ()).kapitel[-1]
        return chapter.tabeller[0] if chapter.tabeller else None

    return made


def told(cell):
    match cell:
        case Ljuscell():
            return str(cell.bedömning or "–")
        case Prosacell():
            return cell.text.replace("\N{NO-BREAK SPACE}", " ")
    return str(cell).replace("\N{NO-BREAK SPACE}", " ") if cell else ""


def test_a_row_an_indicator(table):
    """The plan's name and target, the report's outcome, light and comment with its figures in place."""
    made = table()
    assert made.rubrik == "Nämndplan 2025 och utfallet"
    assert [column.rubrik for column in made.kolumner] == [
        "Mål och indikator",
        "Planens målnivå",
        "Utfall",
        "Bedömning",
        "Kommentar",
    ]
    assert [[told(cell) for cell in row.celler] for row in made.rader] == [
        ["1.1 De trivs", "", "", "gul", "Nämnden strök indikatorn 2025-03-20 § 4."],
        ["Frånvaron minskar", "< 7 %", "6 %", "grön", "Ner 3 dagar."],
        ["De stannar", "90 %", "", "–", "Mäts i oktober."],
        [
            "De tackar",
            "Ja",
            "",
            "–",
            "Följs inte upp i den här rapporten. Nämnden strök indikatorn 2025-03-20 § 4.",
        ],
        ["De byter", "10 %", "12 %", "röd", "Beslut § 9."],
        ["De sjunger", "", "Ja", "–", ""],
    ]


def test_a_plan_with_tables_alone(table):
    """Where a plan has no målplan its mål are what it promises."""
    plan = "slag: mål\nmålområde: medarbetare\nnämndmål:\n  - {id: trivsel, namn: De trivs, målnivå: 80 %}\n"
    made = table(plan=plan)
    assert [[told(cell) for cell in row.celler[:4]] for row in made.rader] == [["De trivs", "80 %", "", "gul"]]


def test_without_a_plan_there_is_no_table(table):
    """A plan that isn't there gives nothing; H607 says so."""
    assert table(section="slag: planuppföljning\nplan: 2024/plan\n") is None
