"""A board's own periods: declared in rapportslag.yaml, told there when they are wrong, known everywhere."""

import ast
import json
import re

import pytest
from tests.fixtures.console import asn, inside
from tests.fixtures.projects import GROUND, REPO, loaded, report, told, unmarked, write

from asn.check.scales import chosen_target
from asn.figures import parse_measure
from asn.load.outline import periods, report_names
from asn.load.project import load_project
from asn.period import READY, Periodform

OWN = """\
perioder:
  - {id: K1, till: mar, kallas: [första kvartalet]}
  - {id: K2, från: apr, till: jun}
  - {id: helår, till: dec, namn: hela året}
  - {id: internkontroll, till: dec}
  - {id: verksamhetsplan, till: dec}
rapportslag:
  - {id: kvartal, namn: "Kvartal {nummer} {år}", filnamn: "kvartal-{nummer}-{år}", perioder: [K1, K2], avsnitt: []}
  - {id: bokslut, namn: "För {period} {år}", filnamn: "bs-{period}-{år}-{månad}", perioder: [helår], avsnitt: []}
  - {id: nämndplan, namn: "Nämndplan {år}", filnamn: "namndplan-{år}", perioder: [plan], avsnitt: []}
  - {id: kontroll, namn: "IK {år}", filnamn: "ik-{år}", form: planering, perioder: [internkontroll], avsnitt: []}
  - {id: verksamhet, namn: "VP {år}", filnamn: "vp-{år}", form: planering, perioder: [verksamhetsplan], avsnitt: []}
"""
SHEET = "slag: text\ntext: Hej.\n"


def project(root, *names, kinds=OWN):
    """A project of some reports, with its own kinds of report."""
    files = {key: text for name in names for key, text in report(SHEET, name).items()}
    return loaded(root, {**files, "rapportslag.yaml": kinds})


def test_own_periods_are_loaded_in_order_of_time(tmp_path):
    """Several plans of a year stand first, in the order of their declaration; the whole year last."""
    names = (
        "2024/helår",
        "2025/verksamhetsplan",
        "2025/internkontroll",
        "2025/plan",
        "2025/K1",
        "2025/K2",
        "2025/helår",
    )
    found = project(tmp_path, *names)
    assert found.fynd == ()
    first = ["2024/helår", "2025/plan", "2025/internkontroll", "2025/verksamhetsplan"]
    assert [one.namn for one in found.rapporter] == [*first, "2025/K1", "2025/K2", "2025/helår"]
    assert list(report_names(tmp_path)) == [one.namn for one in found.rapporter]
    assert [one.titel for one in found.rapporter][-2:] == ["Kvartal 2 2025", "För hela året 2025"]
    assert [one.filnamn for one in found.rapporter][-2:] == ["kvartal-2-2025", "bs-helar-2025-12"]
    assert [one.namnrymd for one in found.tidigare(found.rapporter[-1])][-1] == "k2_2025"
    assert [one.namn for one in load_project(tmp_path, latest="2025/K1").rapporter][-1] == "2025/K1"


def test_a_kind_says_what_its_reports_do_with_the_year(tmp_path):
    """A plan is one by its kind's mark; a forecast of a whole year tells of no year that is over."""
    kinds = OWN.replace("perioder: [helår]", "form: prognos, perioder: [helår]")
    found = project(tmp_path, "2025/internkontroll", "2025/helår", kinds=kinds)
    plan, forecast = (one.tid for one in found.rapporter)
    assert (plan.planerar, plan.helår, plan.form) == (True, False, Periodform.PLANERING)
    assert (forecast.planerar, forecast.helår, forecast.form) == (False, False, Periodform.PROGNOS)
    assert READY["plan"].planerar
    assert READY["VB"].helår
    assert not READY["M12"].helår


def test_a_ready_made_period_that_is_declared_is_as_the_board_says(tmp_path):
    """A board whose second tertial is May to August says so once."""
    kinds = (GROUND / "rapportslag.yaml").read_text("utf-8")
    found = project(tmp_path, "2025/T2", kinds="perioder:\n  - {id: T2, från: maj, till: aug}\n" + kinds)
    assert found.fynd == ()
    assert found.rapporter[0].månader == (5, 8)
    assert found.perioder["T1"] == READY["T1"]


WRONG = {
    "unknown": ("K1, ⟦K5⟧", "", "U404 Det finns ingen period «K5»."),
    "unknown, near": ("K1, ⟦t1⟧", "", "U404 Det finns ingen period «t1»."),
    "twice in a kind": ("K1, ⟦K1⟧", "", "S002 Perioden «K1» finns redan på rad {kind}, i samma rapportslag."),
    "in two kinds": ("K1, ⟦T1⟧", "", "S002 Perioden «T1» finns redan på rad {first}, i rapportslaget «tertial»."),
    "declared twice": ("K1", "  - {id: ⟦k1⟧, till: apr}\n", "S002 Perioden «k1» finns redan på rad 2."),
    "like a ready-made": (
        "K1",
        "  - {id: ⟦vb⟧, till: dec}\n",
        "S002 «vb» kan inte skiljas från den färdiga perioden VB.",
    ),
    "of no kind": ("K1", "  - {id: ⟦K3⟧, till: sep}\n", "U404 Perioden «K3» hör inte till något rapportslag."),
    "backwards": (
        "K1, K4",
        "  - {id: K4, från: dec, till: ⟦okt⟧}\n",
        "S005 Perioden slutar i oktober men börjar i december.",
    ),
    "overlapping": (
        "K1, ⟦K2⟧",
        "  - {id: K2, från: mar, till: jun}\n",
        "S002 Perioderna K1 (jan–mar) och K2 (mar–jun) går in i varandra.",
    ),
    "without a number": (
        "K1, ⟦hel⟧",
        "  - {id: hel, till: dec}\n",
        "S005 Perioden hel har inget nummer, men «namn» fyller i {nummer}.",
    ),
}


@pytest.mark.parametrize(("listed", "declared", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_period_is_told_where_its_word_stands(listed, declared, message, tmp_path):
    """In rapportslag.yaml, at the word, and nowhere on a folder; the other reports are read."""
    kinds = (
        "perioder:\n  - {id: K1, till: mar}\n" + declared + "rapportslag:\n"
        "  - {id: tertial, namn: 'T {period}', filnamn: 't-{period}', perioder: [T1], avsnitt: []}\n"
        "  - {id: kvartal, namn: 'Kvartal {nummer}', filnamn: 'k-{nummer}-{period}', perioder: ["
        + listed
        + "], avsnitt: []}\n"
    )
    text, places = unmarked(kinds, "content/rapportslag.yaml")
    found = project(tmp_path, "2025/K1", kinds=text)
    line = places[0].line
    assert [one.place for one in found.fynd] == places
    assert told(found.fynd[0]).startswith(message.format(kind=line, first=line - 1, nummer="{nummer}"))
    assert found.fynd[0].suggestion
    assert [one.namn for one in found.rapporter] == ["2025/K1"]


def test_more_periods_than_any_board_has_are_told_and_not_compared(tmp_path):
    """Each of a kind's is held against each: ten thousand would take minutes."""
    names = [f"P{number}" for number in range(10_000)]
    declared = "".join(f"  - {{id: {name}, till: mar}}\n" for name in names)
    kind = "  - {id: a, namn: A, filnamn: 'a-{period}', perioder: [" + ", ".join(names) + "], avsnitt: []}\n"
    found = project(tmp_path, kinds=f"perioder:\n{declared}rapportslag:\n{kind}").fynd
    assert "Rapportslaget har fler än 200 perioder." in [one.message for one in found]


def test_a_folder_of_no_period_is_told_with_what_there_is(tmp_path):
    """The board's own and the ready-made, and where one more is declared."""
    found = project(tmp_path, "2025/K9")
    assert [one.place.file for one in found.fynd] == ["content/2025/K9"]
    for word in ("K1, K2, helår, internkontroll, verksamhetsplan", "M01–M12", "rapportslag.yaml"):
        assert word in found.fynd[0].suggestion


def test_a_folder_is_no_fault_where_the_periods_cant_be_read(tmp_path):
    """What is wrong is told in the file alone; the report is none that can be built."""
    found = project(tmp_path, "2025/K1", kinds=OWN.replace("till: mar", "till: mars"))
    assert [one.place.file for one in found.fynd] == ["content/rapportslag.yaml"]
    assert found.fel_i == ("2025/K1",)


def test_a_figure_is_fetched_from_an_unknown_period(tmp_path):
    """A column that names a report of no period is told at its word."""
    table = (
        "slag: belopp\nid: ekonomi\ntabellrubrik: Ekonomi\nkolumner:\n  - {id: utfall, rubrik: Utfall, roll: utfall}\n"
        "  - {id: skillnad, rubrik: Skillnad, roll: förändring, av: utfall, minus: utfall, mot: ⟦2024/K7⟧}\n"
        "rader:\n  - {id: a, namn: A, belopp: {utfall: 1}}\n"
    )
    text, places = unmarked(table, "content/2025/K1/avsnitt.yaml")
    found = loaded(tmp_path, {**report(text, "2025/K1"), "rapportslag.yaml": OWN})
    assert places[0] in [one.place for one in found.fynd if "K7" in one.message]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("rapportslag: []\n", False),
        ("rapportslag:\n  - {id: a, perioder: [T1]}\n", False),
        (OWN, True),
        ("\N{ZERO WIDTH NO-BREAK SPACE}" + OWN, True),
        ('"perioder":\n' + OWN.partition("\n")[2], True),
        ("".join(f"   {line}\n" for line in OWN.splitlines()), True),
        ("- trasig", False),
    ],
)
def test_periods_are_known_without_reading_a_report(text, own, tmp_path):
    """Also where the file is written in another way; one that can't be read leaves the ready-made ones."""
    write(tmp_path, {"rapportslag.yaml": text})
    assert ("K1" in periods(tmp_path)) is own
    assert READY.keys() <= periods(tmp_path).keys()


def test_a_target_is_chosen_by_the_length_of_the_period(tmp_path):
    """A quarter is held against what is said per quarter, a year against a year's."""
    found = project(tmp_path, "2025/K2", "2025/helår")
    targets = [parse_measure("96 per kvartal"), parse_measure("400 per år")]
    assert [chosen_target(one.tid, parse_measure("90"), targets) for one in found.rapporter] == targets


NAMED = re.compile(r"\b(?:T[12]|VB|M0[1-9]|M1[0-2]|K[1-4]|T3)\b|^plan$")
EXAMPLE = re.compile(r"--period (?:20\d\d/)?\w+|\b20\d\d/\w+")
TABLE = "period.py"


def _constants(path):
    tree = ast.parse(path.read_text("utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def test_no_period_is_named_but_in_the_table_of_the_ready_made():
    """In code, templates and style sheets; what shows how a command is typed is no knowledge of it."""
    code = {path: list(_constants(path)) for path in (REPO / "cli").rglob("*.py") if path.name != TABLE}
    pages = {
        path: [path.read_text("utf-8")]
        for path in (REPO / "templates").rglob("*")
        if path.suffix in {".j2", ".css"} and "nytt" not in path.parts
    }
    assert len(code) > 100
    assert len(pages) > 20
    told = {
        path: text for path, texts in {**code, **pages}.items() for text in texts if NAMED.search(EXAMPLE.sub("", text))
    }
    # A field of a section, which is named so.
    assert {f"{path.parent.name}/{path.name}" for path in told} == {"history/promises.py"}


def asn_ok(root, *args):
    """A command that does its work."""
    done = inside(root, *args)
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Six reports of a board that has its own periods, in every format."""
    root = tmp_path_factory.mktemp("egna")
    names = ("2024/K1", "2025/internkontroll", "2025/K1", "2025/K2", "2025/M08")
    months = "  - {id: manad, namn: 'Månad {månad} {år}', filnamn: 'm-{månad}', perioder: [M08], avsnitt: []}\n"
    project(root, *names, kinds=OWN + months)
    asn_ok(root, "build", "--format", "md,html,data")
    return root


@pytest.mark.parametrize(
    ("name", "file", "span", "words"),
    [
        ("2025/K1", "kvartal-1-2025", ("1", "3"), "januari–mars 2025"),
        ("2025/K2", "kvartal-2-2025", ("4", "6"), "april–juni 2025"),
        ("2025/internkontroll", "ik-2025", ("1", "12"), "Period: 2025."),
        ("2025/M08", "m-08", ("8", "8"), "januari–augusti 2025"),
    ],
)
def test_what_a_build_says_of_a_period_is_the_registers(name, file, span, words, own):
    """The page's months, the summary's words and the data, by the board's declaration."""
    folder = own / "build" / name
    page = (folder / f"{file}.html").read_text("utf-8")
    assert 'data-fran="{}" data-till="{}"'.format(*span) in page
    assert words in page
    assert json.loads((folder / "data.json").read_text("utf-8"))["rapport"]["period"] == name.partition("/")[2]


def test_a_period_is_chosen_started_and_compared_by_its_name(own):
    """In every command that takes one."""
    assert "2025/K1" in asn_ok(own, "list", "--period", "K1").stdout
    asn_ok(own, "new", "--year", "2026", "--period", "K2")
    assert (own / "content/2026/K2/rapport.yaml").is_file()
    asn_ok(own, "new", "--year", "2026", "--period", "K1", "--from", "2025/K2")
    asn_ok(own, "diff", "2024/K1", "2025/K1")
    said = inside(own, "new", "--year", "2026", "--period", "K7")
    assert said.returncode == 2
    assert "«K7» är ingen period. " in said.stderr
    words = {"_ASN_COMPLETE": "bash_complete", "COMP_WORDS": "asn new --period K", "COMP_CWORD": "3"}
    shown = asn(own, env=words)
    assert [line.partition(",")[2] for line in shown.stdout.split()] == ["K1", "K2"]
