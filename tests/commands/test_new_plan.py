"""``asn new --plan``: the year begins from its plan, on the repository's own nämndplan and on small ones."""

import shutil

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import REPO, write

from asn.load.project import load_project
from asn.model.avsnitt.mal import Indikator, Mål, Nämndmål
from asn.model.avsnitt.plan import Målplan, Planmål, Planuppföljning, PolitisktUppdrag, löften
from asn.model.avsnitt.uppfoljning import Aktivitet, Risk, Uppdrag
from asn.pipeline import checked

GOALS = "ny, 5 mål, 6 nämndmål, 21 indikatorer, 10 aktiviteter och 5 politiska uppdrag ur nämndplan 2025"


@pytest.fixture
def root(tmp_path):
    """A copy of the repository's content of this year and the one before, which is all that is asked for."""
    shutil.copytree(REPO / "content", tmp_path / "content", ignore=shutil.ignore_patterns("2020", "2022", "2023"))
    return tmp_path


@pytest.fixture
def whole(tmp_path):
    """A copy of all the repository's content."""
    shutil.copytree(REPO / "content", tmp_path / "content")
    return tmp_path


def begun(root, period, *more, year=2025):
    """The new report, and what was said of each of its files."""
    ran = inside(root, "new", "--year", str(year), "--period", period, *more)
    assert ran.returncode == 0, ran.stderr
    told = dict(line.split(": ", 1) for line in ran.stdout.splitlines())
    project = load_project(root)
    report = project.rapport(f"{year}/{period}")
    assert report, project.fynd
    return report, {name.rpartition("/")[2]: text for name, text in told.items()}


def test_each_file_tells_what_it_is_from(root):
    """The plan is chosen by itself, since it is adopted; the earlier report gives the rest."""
    _, told = begun(root, "T1")
    assert told == {
        "ekonomi.yaml": "ny, ur 2024/T1",
        "handelser.yaml": "ny, ur 2024/T1",
        "mal.yaml": GOALS,
        "planen-och-utfallet.yaml": "ny",
        "rapport.yaml": "ny, ur 2024/T1",
        "risker.yaml": "ny, 8 risker ur nämndplan 2025",
        "tillganglighet.yaml": "ny, 10 aktiviteter ur nämndplan 2025",
        "uppdrag.yaml": "ny, ur 2024/T1",
    }


def test_what_the_plan_promises_is_there_word_for_word(root):
    """Goals, indicators with målnivå and scale, activities, assignments, risks with grades; nothing is told yet."""
    report, _ = begun(root, "T1", "--plan", "2025/plan")
    plan = load_project(root).rapport("2025/plan")
    promised = list(löften(plan))
    goals = list(report.poster(Nämndmål))
    assert [(goal.id, goal.nummer, goal.namn) for goal in goals] == [
        (one.mål.id, one.mål.nummer, one.mål.namn) for one in promised
    ]
    items = [(item, target) for one in promised for item, target in one.indikatorer]
    told = [item for goal in goals for item in goal.indikatorer]
    assert len(items) == 21
    for (item, target), own in zip(items, told, strict=True):
        assert (own.id, own.namn, own.målnivå, own.riktning) == (item.id, item.namn, target, item.riktning)
        assert (own.utfall, own.bedömning, own.kommentar) == (None, None, None)
    assert sum(bool(own.målnivå) for own in told) == 18
    assert {own.id: own.skala for own in told if own.skala} == {
        "frågor_om_våld": "indikator_2025",
        "aktivitet_efter_arbetsförmåga": "indikator_2025",
    }
    activities = [item.namn for goal in plan.poster(Planmål) for item in goal.aktiviteter]
    assert [item.namn for item in report.poster(Aktivitet)][: len(activities)] == activities
    assignments = {item.id: item.namn for item in plan.poster(PolitisktUppdrag)}
    assert assignments.items() <= {item.id: item.namn for item in report.poster(Uppdrag)}.items()
    risks = [(r.id, r.namn, r.målområde, r.sannolikhet, r.konsekvens, r.value(), r.åtgärder) for r in plan.poster(Risk)]
    assert risks == [
        (r.id, r.namn, r.målområde, r.sannolikhet, r.konsekvens, r.value(), r.åtgärder) for r in report.poster(Risk)
    ]
    assert [part.målområde for part in report.alla_avsnitt() if isinstance(part, Mål)] == [
        part.målområde for part in plan.alla_avsnitt() if isinstance(part, Målplan)
    ]


@pytest.mark.parametrize("period", ["T1", "T2", "VB", "M10"])
def test_only_what_is_to_be_filled_in_is_said_of_it(period, root):
    """No error, no advice; warnings that a field is empty, and that a series lacks its newest value."""
    report, _ = begun(root, period, "--plan", "2025/plan")
    said = checked(load_project(root), report).fynd
    assert said
    assert {found.code for found in said} <= {"K901", "K902", "K903", "K904", "M204"}
    assert inside(root, "fmt", "--check").returncode == 0
    assert any(isinstance(part, Planuppföljning) for part in report.avsnitt) == (period != "M10")


def test_a_plan_from_a_report_has_no_outcomes_to_empty(whole):
    """What the new kind of report doesn't have goes, key and all."""
    shutil.copytree(whole / "content/2022/VB", whole / "content/2025/VB")
    report, _ = begun(whole, "plan", "--from", "2025/VB", year=2026)
    assert {found.code for found in checked(load_project(whole), report).fynd} <= {"K901", "K904"}
    text = (whole / "content/2026/plan/mal.yaml").read_text("utf-8")
    assert "utfall:" not in text
    assert "bedömning:" not in text
    assert "målnivå:" in text
    assert [item.id for item in report.poster(Nämndmål)]


def test_the_other_parts_of_the_earlier_goals_stay_under_what_took_over(root):
    """A text below leverans stands below trygghet, which took over from it."""
    report, _ = begun(root, "T1")
    (safe,) = (part for part in report.alla_avsnitt() if part.id == "mål_trygghet")
    assert "bostadslöshet" in {part.id for part in safe.underavsnitt}


def test_the_earlier_report_is_chosen(whole):
    """--from says whose other parts are carried."""
    _, told = begun(whole, "T1", "--from", "2023/T1")
    assert told["ekonomi.yaml"] == "ny, ur 2023/T1"
    assert told["mal.yaml"] == GOALS


def test_a_report_of_the_year_has_the_plans_goals_already(root):
    """From T1 to T2 the goals go as T1 has told them, decisions and all."""
    begun(root, "T1")
    path = root / "content/2025/T1/mal.yaml"
    path.write_text(path.read_text("utf-8").replace("    underavsnitt:\n", "    # T1\n    underavsnitt:\n", 1), "utf-8")
    _, told = begun(root, "T2", "--from", "2025/T1")
    assert set(told.values()) == {"ny"}
    assert "# T1" in (root / "content/2025/T2/mal.yaml").read_text("utf-8")


def test_a_draft_of_a_plan_has_promised_nothing(root):
    """It is used when it is named, and else not."""
    sheet = root / "content/2025/plan/rapport.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("tillstånd: fastställd", "tillstånd: utkast"), "utf-8")
    _, told = begun(root, "T1")
    assert set(told.values()) == {"ny"}
    _, told = begun(root, "T2", "--plan", "2025/plan")
    assert told["mal.yaml"] == GOALS


def test_what_is_no_plan_is_no_plan(root):
    """A report that tells outcomes isn't one."""
    ran = inside(root, "new", "--year", "2025", "--period", "T1", "--plan", "2024/T1")
    assert ran.returncode == 2
    assert "2024/T1 är ingen plan" in ran.stderr


def test_the_first_report_of_all_begins_from_the_plan_alone(whole):
    """No earlier report is needed."""
    for year in ("2020", "2022", "2023", "2024"):
        shutil.rmtree(whole / "content" / year)
    report, told = begun(whole, "T1")
    assert told["mal.yaml"] == GOALS
    assert sorted(told) == [
        "mal.yaml",
        "planen-och-utfallet.yaml",
        "rapport.yaml",
        "risker.yaml",
        "tillganglighet.yaml",
    ]
    assert len(list(report.poster(Indikator))) == 21


def test_a_kind_without_a_place_for_it_gets_one_on_the_sheet(root):
    """The report ends with «Planen och utfallet», whatever its kind says."""
    kinds = root / "content/rapportslag.yaml"
    row = "      - fil: planen-och-utfallet.yaml\n        rubrik: Planen och utfallet\n        obligatoriskt: nej\n"
    text = kinds.read_text("utf-8")
    assert row in text
    kinds.write_text(text.replace(row, ""), "utf-8")
    report, _ = begun(root, "T1")
    assert [plan.fil for plan in report.blad.avsnitt][-1] == "planen-och-utfallet.yaml"
    assert len(report.blad.avsnitt) == 7
    assert isinstance(report.avsnitt[-1], Planuppföljning)
    assert report.avsnitt[-1].rubrik == "Planen och utfallet"


def test_an_exception_for_a_word_goes_where_the_word_goes(root):
    """The note mark that an adopted activity has is as wrong in the report, and as right to leave."""
    report, _ = begun(root, "T1")
    assert [(made.regel, made.gäller) for item in report.poster(Aktivitet) for made in item.undantag] == [
        ("U404", "¹⁴")
    ]


SMALL = {
    "2025/plan/rapport.yaml": "tillstånd: fastställd\navsnitt:\n  - {fil: mal.yaml, rubrik: Mål}\n",
    "2024/T1/rapport.yaml": "tillstånd: utkast\navsnitt:\n  - {fil: mal.yaml, rubrik: Mål}\n",
    "2024/T1/mal.yaml": "slag: mål\nmålområde: medarbetare\nnämndmål: []\n",
}


def test_a_plan_that_has_its_goals_as_a_report_has_them(tmp_path):
    """The file goes as it is, with places for what is to be told."""
    goals = (
        "slag: mål\nmålområde: medarbetare\nskala: uppdrag\nnämndmål:\n  - id: trivsel\n    namn: De trivs\n"
        "    målnivå: 80 %  # hela året\n    enheter: [{enhet: mottagningen}]\n"
    )
    root = write(tmp_path, SMALL | {"2025/plan/mal.yaml": goals})
    report, told = begun(root, "T1")
    assert told["mal.yaml"] == "ny, 1 nämndmål ur nämndplan 2025"
    assert "målnivå: 80 %  # hela året" in (root / "content/2025/T1/mal.yaml").read_text("utf-8")
    assert isinstance(report.avsnitt[-1], Planuppföljning)
    (goal,) = report.poster(Nämndmål)
    assert goal.model_fields_set >= {"utfall", "bedömning", "kommentar"}


def test_units_and_targets_stand_in_the_plans_own_table(tmp_path):
    """What the goals don't say of målnivå, scale and units, the table for the follow-up does."""
    files = {
        "2025/plan/rapport.yaml": "tillstånd: fastställd\navsnitt:\n  - {fil: mal.yaml, rubrik: Mål}\n"
        "  - {fil: tabell.yaml, rubrik: Uppföljning}\n",
        "2025/plan/mal.yaml": "slag: målplan\nmålområde: medarbetare\nnämndmål:\n  - id: trivsel\n    namn: De trivs\n"
        "    indikatorer:\n      - {id: frånvaro, namn: Frånvaron minskar}\n    aktiviteter:\n      - namn: Fika\n",
        "2025/plan/tabell.yaml": "slag: mål\nmålområde: medarbetare\nskala: uppdrag\nnämndmål:\n  - id: trivsel\n"
        "    namn: De trivs\n    enheter: [{enhet: mottagningen}]\n    indikatorer:\n"
        "      - {id: frånvaro, namn: Frånvaron minskar, målnivå: <7 %, riktning: ner, kommentar: Så mäts den.}\n",
    }
    report, told = begun(write(tmp_path, SMALL | files), "T1")
    assert told["mal.yaml"] == "ny, 1 mål, 1 nämndmål, 1 indikator och 1 aktivitet ur nämndplan 2025"
    (goal,) = report.poster(Nämndmål)
    (item,) = goal.indikatorer
    assert (str(item.målnivå), item.riktning, item.kommentar) == (
        "<\N{NO-BREAK SPACE}7\N{NO-BREAK SPACE}%",
        "ner",
        None,
    )
    assert [unit.enhet for unit in goal.enheter] == ["mottagningen"]
    assert [part.skala for part in report.alla_avsnitt() if isinstance(part, Mål)] == ["uppdrag"]
    assert [activity.id for activity in report.poster(Aktivitet)] == ["aktivitet_1"]
