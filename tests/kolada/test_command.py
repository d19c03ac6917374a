"""``asn import kolada``, as an editor runs it: the ledger, the drafts' empty cells, what was restated, the pages."""

import json

import jsonschema
import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import write
from tests.kolada.answers import data, encoded, names

from asn.load.project import load_project
from asn.model.avsnitt.mal import Indikator
from asn.model.avsnitt.matris import Mätrad
from asn.pipeline import checked

BOARD = (
    "nämnd:\n  namn: Exempelnämnden\n  förkortning: EXN\n  kommun: Exempelby kommun\n"
    '  kommunkod: "0138"\n  förvaltning: Exempelförvaltningen\n'
)
TABLE = """slag: matris
id: kkik
rubrik: Nyckeltal
tabellrubrik: Nyckeltal
mätpunkter: [{id: "2022", rubrik: "2022"}, {id: "2023", rubrik: "2023"}]
rader:
  # ur Kolada
  - id: resultat
    namn: Börjat arbeta eller studera
    kolada: U40455
    riktning: upp
    värden: {"2022": 46, "2023":}
  - id: kvinnor
    namn: Därav kvinnor
    kolada: U40455
    kön: kvinnor
    värden:
"""
GOALS = """slag: mål
målområde: kvalitet
rubrik: Kvalitet
nämndmål:
  - id: arbete
    namn: Fler i arbete
    indikatorer:
      - {id: resultat, namn: Börjat arbeta, kolada: U40455, målnivå: 50 %, utfall:}
"""
SHEET = "tillstånd: utkast\navsnitt:\n  - {fil: kkik.yaml, rubrik: A}\n  - {fil: mal.yaml, rubrik: B}\n"


@pytest.fixture
def root(tmp_path):
    """A project with a draft that names a measure, and answers beside it."""
    files = {"namnd.yaml": BOARD, "2023/VB/rapport.yaml": SHEET, "2023/VB/kkik.yaml": TABLE, "2023/VB/mal.yaml": GOALS}
    root = write(tmp_path / "p", files)
    for name, answer in {"data": data(), "namn": names(), "senare": data(own=47.5)}.items():
        (tmp_path / f"{name}.json").write_bytes(encoded(answer))
    return root


def run(root, *files, more=()):
    return inside(root, "import", "kolada", *(part for name in files for part in ("--file", f"../{name}.json")), *more)


def test_the_empty_cells_of_drafts_are_filled_in(root):
    """Values with their lights, comments kept; what somebody has written stays; the check agrees."""
    ran = run(root, "data", "namn")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        "content/kolada.yaml: 1 nyckeltal, 4 värden, 0 omräknade av Kolada.",
        "content/2023/VB/kkik.yaml: 3 tal ifyllda",
        "  U40455 2023: 46,2, gul",
        "  U40455 2022: 50,25",
        "  U40455 2023: 50,25",
        "content/2023/VB/mal.yaml: 1 tal ifyllda",
        "  U40455 2023: 46,2 %",
    ]
    text = (root / "content/2023/VB/kkik.yaml").read_text("utf-8")
    assert "  # ur Kolada\n" in text
    assert '    värden: {"2022": 46, "2023": "46,2"}\n' in text
    project = load_project(root)
    assert not project.fynd
    report = project.rapport("2023/VB")
    first, women = report.poster(Mätrad)
    assert {name: str(value) for name, value in women.värden.items()} == {"2022": "50.25", "2023": "50.25"}
    assert first.bedömningar == {"2023": "gul"}
    (item,) = report.poster(Indikator)
    assert str(item.utfall) == "46,2\N{NO-BREAK SPACE}%"
    assert not [found for found in checked(project, report).fynd if found.code.startswith("Y")]
    assert inside(root, "fmt", "--check").returncode == 0


def test_a_second_run_changes_nothing(root):
    """The same answer on the same day gives the same bytes."""
    run(root, "data", "namn")
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    ran = run(root, "data", "namn")
    assert ran.stdout == "content/kolada.yaml: 1 nyckeltal, 4 värden, 0 omräknade av Kolada.\n"
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


def test_check_tells_what_has_been_restated_and_changes_nothing(root):
    """Exit code 1, so that a pipeline can ask; the next import makes Y101 speak of what the report still says."""
    run(root, "data", "namn")
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    ran = run(root, "senare", more=("--check",))
    assert ran.returncode == 1
    assert ran.stdout.splitlines()[1:] == ["  U40455 2022 alla: 46,2 → 47,5", "  U40455 2023 alla: 46,2 → 47,5"]
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before
    assert run(root, "data", more=("--check",)).returncode == 0
    run(root, "senare")
    project = load_project(root)
    said = checked(project, project.rapport("2023/VB")).fynd
    assert sum(found.code == "Y101" for found in said) == 3


def test_an_adopted_report_is_never_filled_in(root):
    """Only the ledger is written."""
    sheet = root / "content/2023/VB/rapport.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("utkast", "fastställd"), "utf-8")
    before = (root / "content/2023/VB/kkik.yaml").read_bytes()
    assert len(run(root, "data").stdout.splitlines()) == 1
    assert (root / "content/2023/VB/kkik.yaml").read_bytes() == before


def test_the_pages_say_where_the_values_are_from(root):
    """Below each table that uses them, with how many municipalities the lights compare with; not without any."""
    assert inside(root, "build", "--format", "md,html").returncode == 0
    page = root / "build/2023/VB/verksamhetsberattelse-2023.md"
    assert "Kolada (RKA)" not in page.read_text("utf-8")
    run(root, "data", "namn")
    assert inside(root, "build", "--format", "md,html").returncode == 0
    text = page.read_text("utf-8")
    assert text.count("Källa: Kolada (RKA).") == 2
    assert "Ljusen jämför med 100 kommuner." in text
    told = json.loads((root / "build/2023/VB/kontroll.json").read_text("utf-8"))["kolada"]
    first = told[0]
    assert (first["nyckeltal"], first["år"], first["värde"], first["kommuner"]) == ("U40455", 2022, 46.2, 100)
    assert {one["fil"] for one in told} == {"content/2023/VB/kkik.yaml", "content/2023/VB/mal.yaml"}


def test_open_data_says_which_figures_are_koladas(root):
    """Section, row and field of each, with the measure, the day and how many municipalities there are."""
    run(root, "data", "namn")
    assert inside(root, "build", "--format", "data").returncode == 0
    folder = root / "build/2023/VB"
    data = json.loads((folder / "data.json").read_text("utf-8"))
    jsonschema.validate(data, json.loads((folder / "data.schema.json").read_text("utf-8")))
    own = [(one["avsnitt"], one["rad"], one["fält"], one["värde"]) for one in data["kolada"] if "avsnitt" in one]
    assert ("kkik", "resultat", "värden.2023", 46.2) in own
    (goal,) = (one for one in data["kolada"] if one["fält"] == "utfall")
    assert (goal["rad"], goal["nyckeltal"], goal["kommuner"]) == ("resultat", "U40455", 100)


def test_the_lights_are_those_of_the_tables_own_scale(root):
    """By the ids of its classes, whatever their words are."""
    scales = (
        "skalor:\n  - id: egen\n    namn: Egen\n    klasser:\n"
        "      - {bedömning: hög, ord: I hög grad}\n      - {bedömning: delvis}\n      - {bedömning: låg}\n"
    )
    (root / "content/skalor.yaml").write_text(scales, "utf-8")
    table = root / "content/2023/VB/kkik.yaml"
    table.write_text(table.read_text("utf-8").replace("id: kkik\n", "id: kkik\nskala: egen\n", 1), "utf-8")
    assert "U40455 2023: 46,2, delvis" in run(root, "data", "namn").stdout
    first, _ = load_project(root).rapport("2023/VB").poster(Mätrad)
    assert first.bedömningar == {"2023": "delvis"}
    assert inside(root, "check").returncode == 0


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "Välj ett av --file FIL och --fetch."),
        (("--fetch", "--file", "../data.json"), "Välj ett av --file FIL och --fetch."),
        (("--fetch", "--years", "22"), "«22» är inga årtal"),
        (("--file", "../p/content/namnd.yaml"), "namnd.yaml går inte att läsa som JSON."),
    ],
)
def test_wrong_usage_is_told(args, told, root):
    """In a sentence, and nothing is written."""
    ran = inside(root, "import", "kolada", *args)
    assert ran.returncode in {1, 2}
    assert told in ran.stderr
    assert not (root / "content/kolada.yaml").exists()


def test_a_project_that_names_no_measure_is_told_how(tmp_path):
    """The content says which."""
    (tmp_path / "data.json").write_bytes(encoded(data()))
    root = write(tmp_path / "p", {"2023/T1/rapport.yaml": "tillstånd: utkast\n"})
    ran = run(root, "data")
    assert ran.returncode == 2
    assert "kolada: U40455" in ran.stderr
