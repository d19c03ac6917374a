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
    groups = [line for group in summary.grupper for line in _lines(group)]
    return [line.replace(NBSP, " ") for line in (summary.dom, *figures, *groups) if line]


def _lines(group):
    yield f"{group.rubrik}:"
    for point in group.punkter:
        light = f"{point.ljus.rubrik} " if point.ljus else ""
        yield f"  {light}{' '.join(filter(None, (point.text, point.förklaring)))}"
    yield from (f"  ({note.text})" for note in group.noter)


def group(summary, heading):
    """The points of one group, as plain lines; none if it isn't there."""
    lines = told(summary)
    if f"{heading}:" not in lines:
        return []
    rest = lines[lines.index(f"{heading}:") + 1 :]
    end = next((at for at, line in enumerate(rest) if not line.startswith("  ")), len(rest))
    return [line.strip() for line in rest[:end]]


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
    """A verdict, the money, the goals and what they contradict, reasons, what has turned and the highest risks."""
    made = reports.document("2023/T1").sammanfattning
    assert made.dom.replace(NBSP, " ") == (
        "Av fyra nämndmål är tre gröna och ett gult (Ekonomi). Prognos helår mot budget: +9,2 mnkr (+3,1 % av "
        "budgeten). Ekonomi är sämre än i verksamhetsberättelse 2022."
    )
    assert group(made, "Målen") == [
        f"Gul Ekonomi: {WORSE}",
        "Grön Medarbetare, Kvalitet och Leverans",
        "(Översikten publicerades med grön för ekonomi, medan nämndmålet i avsnittet om ekonomi är gult.)",
    ]
    assert group(made, "Störst avvikelse helår") == [
        (
            "Totalt, Resultat ASN +9,2 mnkr Köpta platser kostar mindre än i budgeten. Ukraina flyktingboende har en "
            "positiv nettoavvikelse. Försörjningsstödet kostar mindre än väntat."
        ),
        "Vård för vuxna med missbruksproblem +2,5 mnkr",
        "Ekonomiskt bistånd +2,2 mnkr",
    ]
    assert group(made, "Sedan verksamhetsberättelse 2022") == ["Gul Ekonomi: sämre, från grönt till gult"]
    assert len(group(made, "Högst riskvärde")) == 4


def test_the_year_2022():
    """The outcome is held against the year's own forecast; a goal that turned with its målområde is told once."""
    made = reports.document("2022/VB").sammanfattning
    assert told(made)[1:3] == [
        "+0,9 mnkr Utfall 2022 mot budget",
        "+15,4 mnkr Utfall 2022 mot prognosen i delårsrapport 1 2022",
    ]
    assert group(made, "Sedan delårsrapport 1 2022") == ["Grön Ekonomi: bättre, från rött till grönt"]


def test_the_worse_it_goes_the_more_is_said():
    """2022's red goal, its deficit with the editor's reason, what disagrees, and three of six risks that tie."""
    made = reports.document("2022/T1").sammanfattning
    assert f"Röd Ekonomi: {WORSE}" in group(made, "Målen")
    money = group(made, "Störst avvikelse helår")
    assert money[1].startswith("Barn- och ungdomsvård −" + "8,5 mnkr Behandlingsskolor, både interna och externa")
    assert money[-1].startswith("(Avvikelsen publicerades som")
    assert group(made, "Högst riskvärde")[-1] == "och tre till med 20"
    assert len(group(made, "Högst riskvärde")) == 4


def test_a_plan_tells_its_money_and_its_risks():
    """It has no outcomes and no lights; a note's mark is not carried along from its heading."""
    made = reports.document("2025/plan").sammanfattning
    assert told(made)[:5] == [
        f"Planen har fem mål med sex nämndmål. Budget 2025: {MINUS}303,9 mnkr.",
        f"{MINUS}291,5 mnkr Utfall 2023",
        f"{MINUS}340,9 mnkr Prognos 2024",
        f"{MINUS}303,9 mnkr Budget 2025",
        "Målen:",
    ]
    assert made.teckenförklaring == "Kostnader är skrivna med minus."


def test_a_plan_tells_its_goals_and_what_its_budget_changes():
    """Each goal by its name, the whole's change before the rows that change most, and the bridge with its text."""
    made = reports.document("2025/plan").sammanfattning
    assert len(group(made, "Målen")) == len(reports.document("2025/plan").kapitel[3].under)
    assert group(made, "Målen")[2] == f"Mål 3: Ordning och reda i ekonomin {WORSE}."
    assert group(made, "Störst ändring från prognos 2024 till budget 2025") == [
        f"Totalt från {MINUS}340,9 mnkr till {MINUS}303,9 mnkr",
        f"Barn och Unga från {MINUS}164,5 mnkr till {MINUS}130,8 mnkr",
        f"Förvaltningsövergripande från {MINUS}19,7 mnkr till {MINUS}16,9 mnkr",
        f"Vuxen från {MINUS}156,7 mnkr till {MINUS}156,2 mnkr",
    ]
    assert group(made, "Kommunbidrag")[0].startswith(f"Från {MINUS}308,9 mnkr till {MINUS}303,9 mnkr Mellan 2024 och")


def test_goals_that_nothing_can_be_held_against_say_so():
    """The first report of a mandate period has turned nothing; the reader needn't look for it."""
    note = "(Ingen tidigare rapport har bedömningar som målen kan jämföras med.)"
    assert note in group(reports.document("2022/T1").sammanfattning, "Målen")
    assert note not in told(reports.document("2022/VB").sammanfattning)


def test_a_report_without_tables_tells_the_figures_that_its_sheet_names():
    """2020's deficit stands in a text; goals of another scale are counted apart, and its risks have no values."""
    made = reports.document("2020/T1").sammanfattning
    assert told(made)[:2] == [
        (
            "Av sex nämndmål är tre gröna och två gula (Service och Livsvillkor). Ett saknar bedömning "
            "(Infrastruktur). Andra mål: sex gröna, fyra gula och två röda. Underskott i prognosen för helåret: "
            "14,6 mnkr."
        ),
        "14,6 mnkr Underskott i prognosen för helåret",
    ]
    assert group(made, "Målen")[0] == "Röd Minska antalet vårddygn i HVB vad gäller tonåringar"
    assert "och två gula till" in group(made, "Målen")
    assert group(made, "Störst belopp i den ekonomiska rapporten")[-1].startswith("(Verksamheternas underskott")
    assert group(made, "Risker, inte värderade")[-1] == "och fyra till"
    assert made.teckenförklaring == ""


def test_every_point_leads_to_its_section():
    """On the web as a link, on paper as the number of the page."""
    for name in ("2022/T1", "2023/T1"):
        made, page = reports.document(name), reports.built(name)["html"]
        for one in made.sammanfattning.grupper:
            for point in (*one.punkter, *one.noter):
                assert not point.ankare or f'id="{point.ankare}"' in page
                assert point.ankare or point.ljus or one.rubrik == "Beslut" or "jämföras" in point.text
        assert 'href="#' in page[page.index('id="i-korthet"') : page.index('class="avsnitt niva-2 slag-')]


@pytest.mark.parametrize(
    ("lights", "text"),
    [
        (["grön"], "Nämndmålet är grönt."),
        (["röd", "röd"], "Båda nämndmålen är röda."),
        (["gul"] * 3, "Alla tre nämndmål är gula."),
        (["gul"] * 13, "Alla 13 nämndmål är gula."),
        (["grön", "röd"], "Av två nämndmål är ett grönt och ett rött (Medarbetare)."),
        (
            ["grön", "gul", "röd", "röd"],
            "Av fyra nämndmål är ett grönt, ett gult (Medarbetare) och två röda (Medarbetare).",
        ),
        (["grön", "grön", ""], "Av tre nämndmål är två gröna. Ett saknar bedömning (Medarbetare)."),
        (["grön", "", ""], "Av tre nämndmål är ett grönt. Två saknar bedömning (Medarbetare)."),
        (["grön", "", "", ""], "Av fyra nämndmål är ett grönt. Tre saknar bedömning."),
    ],
)
def test_lights_are_counted_in_swedish(lights, text, tmp_path):
    """Ett grönt, två gröna; båda, alla; in letters up to twelve."""
    assert told(summed(tmp_path, goals(*lights)))[0] == text


def test_no_lights_are_not_counted(tmp_path):
    """A draft whose goals nobody has judged says nothing of them."""
    made = summed(tmp_path, goals("", ""))
    assert told(made) == []
    assert not made.finns


@pytest.mark.parametrize(
    ("before", "now", "points", "sentence"),
    [
        (["grön"], ["grön"], ["Inget mål har bytt ljus sedan delårsrapport 1 2022."], "Inget mål har bytt ljus"),
        (
            ["röd"],
            ["gul"],
            ["Gul Medarbetare: bättre, från rött till gult"],
            "Medarbetare är bättre än i delårsrapport 1 2022.",
        ),
        (
            ["grön", "grön", "röd"],
            ["röd", "gul", "grön"],
            [
                "Röd Medarbetare: Mål nummer 1: sämre, från grönt till rött",
                "Gul Medarbetare: Mål nummer 2: sämre, från grönt till gult",
                "Grön Medarbetare: Mål nummer 3: bättre, från rött till grönt",
            ],
            (
                "Mål nummer 1 och Mål nummer 2 är sämre än i delårsrapport 1 2022. "
                "Mål nummer 3 är bättre än i delårsrapport 1 2022."
            ),
        ),
        ([""], ["grön"], [], ""),
        (
            ["grön"] * 7,
            ["gul"] * 7,
            [
                *(f"Gul Medarbetare: Mål nummer {n}: sämre, från grönt till gult" for n in range(1, 5)),
                "och tre gula till",
            ],
            "Sju ljus är sämre",
        ),
    ],
)
def test_what_has_turned_is_told_by_name(before, now, points, sentence, tmp_path):
    """The worse first, and that none has when none has; what can't be compared is left out; many are counted."""
    made = summed(tmp_path, goals(*before), goals(*now), names=("2022/T1", "2023/T1"))
    assert group(made, "Sedan delårsrapport 1 2022") == points
    assert sentence in made.dom


@pytest.mark.parametrize(
    ("values", "told_values", "more"),
    [
        ([15, 25, 20, 12], ["25", "20", "15"], ""),
        ([20, 20, 20, 20, 16], ["20"] * 4, ""),
        ([25, 20, 20, 20, 20], ["25", "20", "20"], "och två till med 20"),
        ([20] * 6, ["20"] * 3, "och tre till med 20"),
        ([12], ["12"], ""),
        ([], [], ""),
    ],
)
def test_the_three_highest_risks(values, told_values, more, tmp_path):
    """However many tie: three of them by name, and how many more there are."""
    found = " ".join(group(summed(tmp_path, risks(*values)), "Högst riskvärde"))
    assert re.findall(r"\((\d+)\)", found) == told_values
    assert more in found


def test_of_risks_that_tie_the_worst_comes_first(tmp_path):
    """By the light of its measures."""
    text = risks(20, 20, 20, 20, 20).replace("Risk nummer 5.,", "Risk nummer 5., bedömning: röd,")
    assert group(summed(tmp_path, text), "Högst riskvärde")[0] == "Risk nummer 5 (20)"


def test_a_risk_that_is_closed_is_no_longer_high(tmp_path):
    """It is not followed up any more."""
    closed = risks(25, 12).replace("riskvärde: 25", "riskvärde: 25, avslutad: Systemet är infört")
    assert group(summed(tmp_path, closed), "Högst riskvärde") == ["Risk nummer 2 (12)"]


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
    decided = ["Nämnden ska besluta:", "  Förslag till beslut är inte ifyllt ännu."] if figures else []
    assert told(made)[1:] == [*figures, *decided]
    assert bool(made.teckenförklaring) == bool(figures)


def test_a_forecast_is_held_against_the_years_earlier_one(tmp_path):
    """In kronor, whatever unit each report is in; another year's forecast is another thing."""
    earlier = (AMOUNTS % 'prognos: "-5,2"').replace("enhet: tkr", "enhet: mnkr")
    now = AMOUNTS % "prognos: -4 200"
    made = summed(tmp_path / "a", earlier, earlier, now, names=("2022/T1", "2023/T1", "2023/T2"))
    assert told(made)[1:2] == ["+1,0 mnkr Prognos helår mot prognosen i delårsrapport 1 2023"]
    assert told(summed(tmp_path / "b", earlier, now, names=("2022/T1", "2023/T2"))) == []


def test_the_heading_gives_way_to_a_chapter_by_that_name(tmp_path):
    """Two chapters by one name, and nobody knows which is meant."""
    assert summed(tmp_path / "a", goals("grön")).rubrik == "Sammanfattning"
    named = summed(tmp_path / "b", "rubrik: Sammanfattning" + goals("grön"))
    assert named.rubrik == "I korthet"


@REPORTS
def test_it_stands_first_in_every_format(name):
    """Before the first chapter, without a number, with the same words on the web and in Markdown."""
    built = reports.built(name)
    first = lxml_html.document_fromstring(built["html"]).find(".//main")[0]
    assert (first.get("class"), first.findtext("h2")) == ("avsnitt niva-2 sammanfattning", "Sammanfattning")
    assert first.find("h2/span") is None
    on_web = " ".join(first.text_content().split())
    in_markdown = built["md"][built["md"].index("## Sammanfattning") : built["md"].index("\n## 1 ")]
    assert built["md"].index("\n## ") + 1 == built["md"].index("## Sammanfattning")
    plain = in_markdown.replace(NBSP, " ").replace("**", "").replace("\\", "")
    made = reports.document(name).sammanfattning
    for one in made.grupper:
        for text in (one.rubrik, *(told for point in one.punkter for told in (point.text, point.förklaring))):
            assert " ".join(text.split()).replace(NBSP, " ") in on_web
            assert text.replace(NBSP, " ") in plain
    assert made.dom.replace(NBSP, " ") in plain
    for figure in reports.document(name).sammanfattning.siffror:
        assert f"{figure.värde.replace(NBSP, ' ')} {figure.namn}" in on_web
        assert f"- {figure.namn}: **{figure.värde}**" in in_markdown


@REPORTS
def test_the_meetings_page_has_the_summary_alone(name):
    """As a file of its own, with the report's name above it and the very same text."""
    built, report = reports.built(name), reports.judged(name).rapport
    page = built["sammanfattning.md"]
    assert page.startswith(f"# {report.titel}: sammanfattning\n\n**{report.register.nämnd.namn}**")
    assert f"Status: {report.blad.tillstånd}." in page
    told_in_report = built["md"].split("## Sammanfattning\n\n")[1].split("\n## ")[0].strip()
    assert page.strip().endswith(told_in_report.replace("\n### ", "\n## "))


def test_an_empty_draft_has_no_summary_but_a_page_that_says_so(tmp_path):
    """The meeting's page is there from the first day; the report itself has no empty chapter."""
    sheet = {"2023/T1/rapport.yaml": SHEET, "2023/T1/mal.yaml": "slag: text\ntext: Hej.\n"}
    project = loaded(tmp_path, sheet)
    made = outputs(project, checked(project, project.rapporter[-1]), Resources(tmp_path), ("md", "html"))
    files = {output.name: output.data.decode() for output in made}
    assert files["sammanfattning.md"].endswith("Rapporten har ännu inga uppgifter att sammanfatta.\n")
    assert "Sammanfattning" not in files["delarsrapport-1-2023.md"]
    assert 'id="i-korthet"' not in files["delarsrapport-1-2023.html"]
