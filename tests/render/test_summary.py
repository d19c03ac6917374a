"""The report in short: only what the report itself says, in right Swedish for one and for many."""

import re

import pytest
from lxml import html as lxml_html
from tests.fixtures import reports
from tests.fixtures.projects import loaded

from asn.compute import document
from asn.pipeline import checked, outputs
from asn.resources import Resources

REPORTS = pytest.mark.parametrize("name", [*reports.PUBLISHED, "2024/T1"])
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
WORSE = (
    "Verksamheterna ska använda resurser så effektivt som möjligt "
    "för att skapa största möjliga nytta nu och i framtiden"
)
SHEET = "tillstånd: utkast\navsnitt:\n  - {fil: mal.yaml, rubrik: Mål}\n"
GOALS = """
slag: mål
id: mål
målområde: medarbetare
nämndmål:
"""
RISKS = """
slag: risker
id: risker
risker:
"""
AMOUNTS = """
slag: belopp
id: nettokostnad
tabellrubrik: Nettokostnad
enhet: tkr
kolumner:
  - {id: utfall, rubrik: Utfall jan–apr, roll: utfall}
  - {id: budget, rubrik: Budget jan–apr, roll: budget}
  - {id: avvikelse, rubrik: Avvikelse jan–apr, roll: avvikelse, av: utfall, minus: budget}
  - {id: prognos, rubrik: Prognos helår*, roll: prognos}
rader:
  - id: resultat
    namn: Resultat
    roll: resultat
    belopp: {%s}
"""


def told(summary):
    """A summary as plain lines."""
    figures = [f"{figure.värde} {figure.namn}" for figure in summary.siffror]
    points = [line for point in summary.punkter for line in (point.text, *(f"  {part}" for part in point.delar))]
    return [line.replace(NBSP, " ") for line in (*figures, *points)]


def summed(root, *files, names=("2023/T1",)):
    """The summary of the last of some drafts, each made of one section."""
    sheets = {f"{name}/rapport.yaml": SHEET for name in names}
    project = loaded(root, sheets | {f"{name}/mal.yaml": text for name, text in zip(names, files, strict=True)})
    assert project.fynd == ()
    report = project.rapport(names[-1])
    return document(report, project.tidigare(report), ()).sammanfattning


def goals(*lights):
    """A section with a nämndmål for each light."""
    rows = (
        f"  - id: mål_{number}\n    namn: Mål nummer {number}.\n" + (f"    bedömning: {light}\n" if light else "")
        for number, light in enumerate(lights, 1)
    )
    return GOALS + "".join(rows)


def risks(*values):
    """A section with a risk for each value."""
    rows = (f"  - {{id: risk_{n}, namn: Risk nummer {n}., riskvärde: {value}}}\n" for n, value in enumerate(values, 1))
    return RISKS + "".join(rows)


def test_the_first_report_of_2023():
    """Money, lights, what has turned and the highest risks, as its own tables have them."""
    assert told(reports.document("2023/T1").sammanfattning) == [
        "+7,8 mnkr Utfall jan–apr mot budget",
        "+9,2 mnkr Prognos helår mot budget",
        "+0,6 mnkr Prognosförändring",
        "Av fyra nämndmål är tre gröna och ett gult.",
        f"Sämre sedan verksamhetsberättelse 2022: målet ”{WORSE}”, från grönt till gult.",
        "Högst riskvärde:",
        "  Brister i den fysiska arbetsmiljön (20)",
        "  Försenat införande av verksamhetssystem (20)",
        "  Ökad kriminalitet bland barn och unga (20)",
        "  Bristande samverkan med regionen (20)",
    ]


def test_the_year_2022():
    """The outcome is held against the year's own forecast; a goal that turned with its målområde is told once."""
    assert told(reports.document("2022/VB").sammanfattning)[:4] == [
        "+0,9 mnkr Utfall 2022 mot budget",
        "+15,4 mnkr Utfall 2022 mot prognosen i delårsrapport 1 2022",
        "Alla fyra nämndmål är gröna.",
        "Bättre sedan delårsrapport 1 2022: målområdet Ekonomi, från rött till grönt.",
    ]


def test_a_plan_tells_its_money_and_its_risks():
    """It has no outcomes and no lights; a note's mark is not carried along from its heading."""
    made = reports.document("2025/plan").sammanfattning
    assert told(made)[:4] == [
        f"{MINUS}291,5 mnkr Utfall 2023",
        f"{MINUS}340,9 mnkr Prognos 2024",
        f"{MINUS}303,9 mnkr Budget 2025",
        "Högst riskvärde:",
    ]
    assert made.teckenförklaring == "Kostnader är skrivna med minus."


def test_a_report_without_amounts_has_fewer_points():
    """2020 has lights and nothing more to sum up; those that another scale judges are not counted with them."""
    made = reports.document("2020/T1").sammanfattning
    assert told(made) == ["Av sex nämndmål är tre gröna och två gula. Ett saknar bedömning."]
    assert made.teckenförklaring == ""


@pytest.mark.parametrize(
    ("lights", "text"),
    [
        (["grön"], "Nämndmålet är grönt."),
        (["röd", "röd"], "Båda nämndmålen är röda."),
        (["gul"] * 3, "Alla tre nämndmål är gula."),
        (["gul"] * 13, "Alla 13 nämndmål är gula."),
        (["grön", "röd"], "Av två nämndmål är ett grönt och ett rött."),
        (["grön", "gul", "röd", "röd"], "Av fyra nämndmål är ett grönt, ett gult och två röda."),
        (["grön", "grön", ""], "Av tre nämndmål är två gröna. Ett saknar bedömning."),
        (["grön", "", ""], "Av tre nämndmål är ett grönt. Två saknar bedömning."),
    ],
)
def test_lights_are_counted_in_swedish(lights, text, tmp_path):
    """Ett grönt, två gröna; båda, alla; in letters up to twelve."""
    assert told(summed(tmp_path, goals(*lights))) == [text]


def test_no_lights_are_not_counted(tmp_path):
    """A draft whose goals nobody has judged says nothing of them."""
    made = summed(tmp_path, goals("", ""))
    assert told(made) == []
    assert not made.finns


@pytest.mark.parametrize(
    ("before", "now", "points"),
    [
        (["grön"], ["grön"], ["Inget mål har bytt ljus sedan delårsrapport 1 2022."]),
        (["röd"], ["gul"], ["Bättre sedan delårsrapport 1 2022: målet ”Mål nummer 1”, från rött till gult."]),
        (
            ["grön", "grön", "röd"],
            ["röd", "gul", "grön"],
            [
                "Bättre sedan delårsrapport 1 2022: målet ”Mål nummer 3”, från rött till grönt.",
                "Sämre sedan delårsrapport 1 2022:",
                "  Målet ”Mål nummer 1”, från grönt till rött",
                "  Målet ”Mål nummer 2”, från grönt till gult",
            ],
        ),
        ([""], ["grön"], []),
    ],
)
def test_what_has_turned_is_told_by_name(before, now, points, tmp_path):
    """One in a sentence, several in a list, and that none has when none has; what can't be compared is left out."""
    made = summed(tmp_path, goals(*before), goals(*now), names=("2022/T1", "2023/T1"))
    assert told(made)[1:] == points


@pytest.mark.parametrize(
    ("values", "told_values"),
    [
        ([15, 25, 20, 12], ["25", "20", "15"]),
        ([20, 20, 20, 20, 16], ["20"] * 4),
        ([25, 20, 20, 20, 20], ["25", "20", "20", "20", "20"]),
        ([20] * 6, []),
        ([12], ["12"]),
        ([], []),
    ],
)
def test_the_three_highest_risks(values, told_values, tmp_path):
    """Those with the same value come along, up to five; more than that are no longer the highest."""
    assert re.findall(r"\((\d+)\)", " ".join(told(summed(tmp_path, risks(*values))))) == told_values


def test_a_single_risk_stands_in_the_sentence(tmp_path):
    """A list of one is no list."""
    assert told(summed(tmp_path, risks(12))) == ["Högst riskvärde: Risk nummer 1 (12)."]


def test_a_risk_that_is_closed_is_no_longer_high(tmp_path):
    """It is not followed up any more."""
    closed = risks(25, 12).replace("riskvärde: 25", "riskvärde: 25, avslutad: Systemet är infört")
    assert told(summed(tmp_path, closed)) == ["Högst riskvärde: Risk nummer 2 (12)."]


@pytest.mark.parametrize(
    ("amounts", "figures"),
    [
        ("utfall: -1 000, budget: -1 250", ["+0,3 mnkr Utfall jan–apr mot budget"]),
        ("utfall: -1 040, budget: -1 000", [f"{MINUS}40 tkr Utfall jan–apr mot budget"]),
        ("utfall: -1 000, budget: -1 000", ["0,0 mnkr Utfall jan–apr mot budget"]),
        ("utfall: -1 000", []),
    ],
)
def test_amounts_are_in_mnkr_but_never_nothing(amounts, figures, tmp_path):
    """Half up to one decimal; what would be 0,0 is told in tkr; what isn't there isn't told."""
    made = summed(tmp_path, AMOUNTS % amounts)
    assert told(made) == figures
    assert bool(made.teckenförklaring) == bool(figures)


def test_a_forecast_is_held_against_the_years_earlier_one(tmp_path):
    """In kronor, whatever unit each report is in; another year's forecast is another thing."""
    earlier = (AMOUNTS % 'prognos: "-5,2"').replace("enhet: tkr", "enhet: mnkr")
    now = AMOUNTS % "prognos: -4 200"
    made = summed(tmp_path / "a", earlier, earlier, now, names=("2022/T1", "2023/T1", "2023/T2"))
    assert told(made) == ["+1,0 mnkr Prognos helår mot prognosen i delårsrapport 1 2023"]
    assert told(summed(tmp_path / "b", earlier, now, names=("2022/T1", "2023/T2"))) == []


def test_the_heading_gives_way_to_a_chapter_by_that_name(tmp_path):
    """Two chapters by one name, and nobody knows which is meant."""
    assert summed(tmp_path / "a", goals("grön")).rubrik == "Sammanfattning"
    named = summed(tmp_path / "b", "rubrik: Sammanfattning" + goals("grön"))
    assert named.rubrik == "I korthet"


@REPORTS
def test_it_stands_first_in_every_format(name):
    """Before the first chapter, without a number, with the same words on the web and in Markdown."""
    built, wanted = reports.built(name), told(reports.document(name).sammanfattning)
    first = lxml_html.document_fromstring(built["html"]).find(".//main")[0]
    assert (first.get("class"), first.findtext("h2")) == ("avsnitt niva-2 sammanfattning", "Sammanfattning")
    assert first.find("h2/span") is None
    on_web = " ".join(first.text_content().split())
    in_markdown = built["md"][built["md"].index("## Sammanfattning") : built["md"].index("## 1 ")]
    assert built["md"].index("## ") == built["md"].index("## Sammanfattning")
    for line in wanted[len(reports.document(name).sammanfattning.siffror) :]:
        assert line.strip() in on_web
        assert line.strip() in in_markdown.replace(NBSP, " ")
    for figure in reports.document(name).sammanfattning.siffror:
        assert f"{figure.värde.replace(NBSP, ' ')} {figure.namn}" in on_web
        assert f"- {figure.namn}: **{figure.värde}**\n" in in_markdown


@REPORTS
def test_the_meetings_page_has_the_summary_alone(name):
    """As a file of its own, with the report's name above it and the very same text."""
    built, report = reports.built(name), reports.judged(name).rapport
    page = built["sammanfattning.md"]
    assert page.startswith(f"# {report.titel}: sammanfattning\n\n**{report.register.nämnd.namn}**")
    assert f"Status: {report.blad.tillstånd}." in page
    told_in_report = built["md"].split("## Sammanfattning\n\n")[1].split("\n## ")[0].strip()
    assert page.strip().endswith(told_in_report)


def test_an_empty_draft_has_no_summary_but_a_page_that_says_so(tmp_path):
    """The meeting's page is there from the first day; the report itself has no empty chapter."""
    sheet = {"2023/T1/rapport.yaml": SHEET, "2023/T1/mal.yaml": "slag: text\ntext: Hej.\n"}
    project = loaded(tmp_path, sheet)
    made = outputs(project, checked(project, project.rapporter[-1]), Resources(tmp_path), ("md", "html"))
    files = {output.name: output.data.decode() for output in made}
    assert files["sammanfattning.md"].endswith("Rapporten har ännu inga uppgifter att sammanfatta.\n")
    assert "Sammanfattning" not in files["delarsrapport-1-2023.md"]
    assert 'id="i-korthet"' not in files["delarsrapport-1-2023.html"]
