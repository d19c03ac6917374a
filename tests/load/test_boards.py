"""Several boards in one report: what is taken out of their files, and what a file that is another's can't do."""

import hashlib
import json
import re
import shutil

import pytest
from tests.fixtures.projects import REPO

from asn.load.project import load_project
from asn.pipeline import checked, document_of, outputs
from asn.resources import Resources

HOME = REPO / "exempel" / "kommun"
FILES = "content/2025/T2/namnder"
SOURCES = {"kultur": HOME / "namnder/kultur", "omsorg": HOME / "namnder/omsorg", "miljo": REPO / "exempel/miljo"}


@pytest.fixture
def root(tmp_path):
    """A copy of the example."""
    return shutil.copytree(HOME, tmp_path / "kommun", ignore=shutil.ignore_patterns("build"))


def judged(root):
    """What is said of the report: code, file and message."""
    project = load_project(root)
    report = project.rapport("2025/T2")
    found = checked(project, report).fynd if report else project.fynd
    return [(one.code, one.place.file.rpartition("/")[2], one.message) for one in found]


def replaced(root, name, old, new, *, noted=True):
    """A board's file with something else in it; with its sum written down anew, unless that is what is tried."""
    path = root / FILES / f"{name}.json"
    before = path.read_bytes()
    data = before.replace(old.encode(), new.encode())
    assert data != before
    path.write_bytes(data)
    if noted:
        for yaml in (root / "content/2025/T2").glob("*.yaml"):
            sums = [hashlib.sha256(some).hexdigest() for some in (before, data)]
            yaml.write_text(yaml.read_text("utf-8").replace(*sums), "utf-8")


@pytest.mark.parametrize("name", SOURCES)
def test_each_boards_file_is_what_its_own_project_builds(name, tmp_path):
    """Byte for byte: the example's data is nobody's typing."""
    root = shutil.copytree(SOURCES[name], tmp_path / name, ignore=shutil.ignore_patterns("build"))
    project = load_project(root)
    report = checked(project, project.rapport("2025/T2"))
    assert not [one for one in report.fynd if one.severity.value == "fel"]
    made = {one.name: one.data for one in outputs(project, report, Resources(root), ("data",))}
    assert made["data.json"] == (HOME / FILES / f"{name}.json").read_bytes()


def test_the_amounts_are_the_boards_in_one_unit_and_one_sign(root):
    """Mnkr are tkr, costs without minus have it, sums that a board leaves out are reckoned; and all is open data."""
    assert judged(root) == []
    project = load_project(root)
    report = project.rapport("2025/T2")
    grid = next(part for part in report.alla_avsnitt() if part.slag == "samlad_ekonomi").grid
    told = {row.id: [str(grid.amount(row.id, column.id)) for column in grid.kolumner] for row in grid.rader}
    assert told == {
        "kultur": ["-18420", "-18300", "-120", "-27650"],
        "miljö": ["-9006", "-9380", "374", "-13550"],
        "omsorg": ["-109600", "-108900", "-700", "-164900"],
        "summa": ["-137026", "-136580", "-446", "-206100"],
    }
    made = {one.name: one.data for one in outputs(project, checked(project, report), Resources(root), ("data", "html"))}
    money = next(part for part in json.loads(made["data.json"])["avsnitt"] if part["slag"] == "samlad_ekonomi")
    assert [board["belopp"]["utfall"] for board in money["nämnder"]] == [-18420, -9006, -109600]
    page = made["delarsrapport-2-2025.html"].decode()
    for board in money["nämnder"]:
        assert f"Kontrollsumma {board['sha256'][:12]}…" in page
    assert "Delårsrapport augusti 2025, fastställd 2025-09-18, § 91" in page.replace("\xa0", " ")


def test_lights_of_another_scale_are_shown_in_ours(root):
    """«Nås inte» is the last of three, as röd is; the goals keep their boards' words."""
    project = load_project(root)
    part = next(part for part in project.rapport("2025/T2").alla_avsnitt() if part.slag == "samlade_mål")
    lights = {goal.id: (goal.bedömning.id, [one.id for one in goal.indikatorer]) for goal in part.nämnder[2].mål}
    assert lights == {"kontinuitet": ("röd", ["röd"]), "utevistelse": ("grön", ["grön"])}
    made = document_of(project, project.rapport("2025/T2"), ())
    counts = next(table for table in made.tabeller() if table.id == "samlade_mål_antal")
    assert [[str(cell.tal) for cell in row.celler[1:]] for row in counts.rader] == [
        ["1", "1", "0", "0"],
        ["1", "0", "1", "0"],
    ]


def test_a_board_that_has_not_decided_is_told(root):
    """In both sections."""
    replaced(root, "omsorg", '"tillstånd": "fastställd"', '"tillstånd": "utkast"')
    assert sorted(judged(root)) == [
        ("G101", file, "Omsorgsnämnden har inte fastställt Delårsrapport 2 2025.")
        for file in ("ekonomi.yaml", "mal.yaml")
    ]


def test_another_file_than_the_one_that_was_noted_is_told(root):
    """By its sum in both sections; the kommun's own sum doesn't hold either."""
    replaced(root, "omsorg", "-48.2", "-48.3", noted=False)
    said = {code: message for code, _, message in judged(root)}
    assert sorted(code for code, _, _ in judged(root)) == ["G102", "G103", "G103"]
    assert "tillsammans −137\xa0126, men ska vara −137\xa0026" in said["G102"]


def test_a_figure_that_has_changed_is_told_where_it_stands(root):
    """What is printed is what was written down; the file says another thing now."""
    replaced(root, "kultur", "-7180", "-7280")
    message = "Kultur- och fritidsnämnden: «Utfall jan–aug» är −18\xa0520 i filen, men −18\xa0420 här."
    assert judged(root) == [("G103", "ekonomi.yaml", message)]


def test_another_period_is_told(root):
    """Figures of T1 are none of T2's."""
    replaced(root, "miljo", '"namn": "2025/T2"', '"namn": "2025/T1"')
    assert [code for code, _, _ in judged(root)] == ["G105", "G105"]


def test_what_a_file_lacks_is_told(root):
    """The table, or the row in it."""
    replaced(root, "kultur", '"id": "nettokostnad"', '"id": "något_annat"')
    assert ("G104", "ekonomi.yaml", "Kultur- och fritidsnämnden: filen har inte «nettokostnad».") in judged(root)


def test_a_board_of_the_last_report_or_of_another_section_is_missed(root):
    """Where it was told of once, it is asked for."""
    path = root / "content/2025/T2/mal.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"  - id: omsorg\n.*", "", text, flags=re.DOTALL), "utf-8")
    assert ("G104", "mal.yaml", "Omsorgsnämnden finns i rapporten men inte här.") in judged(root)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"rapport": 1}',
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"rapport": {}, "avsnitt": NaN}',
        b'{"rapport": {}, "a": ' + b"9" * 5_000 + b"}",
    ],
    ids=["empty", "torn", "list", "no report", "no text", "deep", "no number", "long number"],
)
def test_a_file_that_is_no_data_is_told_where_it_is_named(root, data):
    """It is nobody's crash."""
    (root / FILES / "kultur.json").write_bytes(data)
    said = [one for one in judged(root) if one[0] == "S020"]
    assert len(said) == 2
    assert all("ingen data.json från asn" in message for _, _, message in said)


@pytest.mark.parametrize(
    "data",
    [
        {"rapport": {"titel": ["x"], "tillstånd": 1}, "avsnitt": {"id": "nettokostnad"}, "skalor": 3},
        {"rapport": {}, "avsnitt": [{"id": "nettokostnad", "slag": "belopp", "rader": [{"id": "resultat"}]}, 1, None]},
        {
            "rapport": {},
            "avsnitt": [
                {
                    "id": "nettokostnad",
                    "slag": "belopp",
                    "kolumner": [{"id": "utfall", "roll": "utfall", "av": "utfall", "minus": "utfall"}, {}],
                    "rader": [
                        {"id": "resultat", "roll": "summa", "summerar": ["resultat"], "belopp": {"utfall": 1e300}}
                    ],
                }
            ],
        },
        {
            "rapport": {},
            "avsnitt": [{"slag": "mål", "nämndmål": [{"bedömning": {}, "indikatorer": [{"bedömning": 3}]}]}],
        },
    ],
)
def test_a_file_of_another_shape_gives_findings_and_nothing_else(root, data):
    """What isn't understood isn't there; a sum of itself is no sum."""
    (root / FILES / "kultur.json").write_text(json.dumps(data))
    codes = {code for code, _, _ in judged(root)}
    assert codes <= {"G101", "G102", "G103", "G104", "G105", "S005", "S020"}
    assert "G101" in codes


def test_a_file_that_is_too_large_is_not_read(root):
    """Two megabytes are a hundred times what a board's report is."""
    (root / FILES / "kultur.json").write_bytes(b" " * 2_000_001)
    assert ("S020", "ekonomi.yaml") in {one[:2] for one in judged(root)}
