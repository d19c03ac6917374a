"""Who reports: the organisation and its code, and units in levels."""

import json

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import loaded, report, told, unmarked

BOARD = "nämnd:\n  namn: Exempelnämnden\n  förkortning: EXN\n"
TEXT = "slag: text\ntext: Hej.\n"


def board(root, text, **more):
    """A project whose board is as a text says."""
    return loaded(root, {**report(TEXT), "namnd.yaml": BOARD + text, **more})


@pytest.mark.parametrize(
    ("slag", "kod"),
    [("kommun", "0138"), ("region", "14"), ("kommunalförbund", "222000-0315"), ("bolag", "556036-0793")],
)
def test_each_kind_of_organisation_has_its_code(slag, kod, tmp_path):
    """No förvaltning is needed; a report can be made."""
    found = board(tmp_path, f'  organisation: {{slag: {slag}, kod: "{kod}", namn: Exempel}}\n')
    assert found.fynd == ()
    told = found.rapporter[0].register.nämnd.huvudman
    assert (told.slag, told.kod, told.namn) == (slag, kod, "Exempel")


def test_the_older_way_is_read_as_a_municipality(tmp_path):
    """Its name and code are the organisation's."""
    found = board(tmp_path, '  kommun: Exempelby kommun\n  kommunkod: "0138"\n')
    assert found.fynd == ()
    told = found.rapporter[0].register.nämnd.huvudman
    assert (told.slag, told.kod, told.namn) == ("kommun", "0138", "Exempelby kommun")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('  organisation: {slag: kommun, kod: ⟦"14"⟧, namn: E}\n', "S005 «14» är ingen kod för en kommun."),
        ('  organisation: {slag: region, kod: ⟦"0138"⟧, namn: E}\n', "S005 «0138» är ingen kod för en region."),
        ('  organisation: {slag: bolag, kod: ⟦"14"⟧, namn: E}\n', "S005 «14» är ingen kod för ett bolag."),
        ("  organisation: {slag: bolag, kod: ⟦556036-0794⟧, namn: E}\n", "S005 Kontrollsiffran i organisationsnumret"),
        ("  organisation: {slag: ⟦stad⟧, kod: '0138', namn: E}\n", "S005 «stad» är inget av kommun, region, "),
        (
            "  organisation: {slag: kommun, kod: '0138', namn: E}\n  kommun: ⟦E⟧\n",
            "S005 Fältet «kommun» säger detsamma",
        ),
        ("⟦⟧", "S004 Fältet «organisation» saknas."),
        ("  kommun: E\n", "S004 Fältet «kommunkod» saknas."),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text, message, tmp_path):
    """A code of another kind, a number that isn't one, both ways at once, or none."""
    plain, places = unmarked(BOARD + text, "content/namnd.yaml")
    found = loaded(tmp_path, {**report(TEXT), "namnd.yaml": plain})
    assert told(found.fynd[0]).startswith(message)
    assert found.fynd[0].suggestion or "är inget av" in message
    if places and text != "⟦⟧":
        assert [one.place for one in found.fynd] == places


@pytest.mark.parametrize(
    ("slag", "kod", "place", "identifier"),
    [("region", "14", "14", None), ("bolag", "556036-0793", None, "556036-0793")],
)
def test_page_and_catalogue_follow(slag, kod, place, identifier, tmp_path):
    """A region is a place with its code; a company is a publisher with its number, and no place."""
    board(tmp_path, f'  organisation: {{slag: {slag}, kod: "{kod}", namn: Region Exempel}}\n')
    assert inside(tmp_path, "build", "--format", "md,html,data").returncode == 0
    folder = tmp_path / "build/2023/T1"
    record = json.loads((folder / "dcat.jsonld").read_text("utf-8"))
    assert record.get("dcterms:spatial", {}).get("dcterms:identifier") == place
    assert record["dcterms:publisher"].get("dcterms:identifier") == identifier
    for file in folder.glob("delar*.*"):
        assert "Region Exempel" in file.read_text("utf-8")
    data = json.loads((folder / "data.json").read_text("utf-8"))
    assert data["nämnd"]["organisation"] == {"slag": slag, "kod": kod, "namn": "Region Exempel"}


UNITS = """\
enheter:
  - {id: ifo, namn: Individ och familj}
  - {id: barn, namn: Barn och unga, under: ifo}
  - {id: utredning, namn: Utredning, under: barn}
  - {id: vuxna, namn: Vuxna, under: ifo}
  - {id: stab, namn: Staben}
"""
NESTED = """\
slag: text
text: Hej.
underavsnitt:
  - slag: text
    om_enhet: ifo
    text: Om avdelningen.
    underavsnitt:
      - slag: text
        om_enhet: barn
        text:
      - slag: text
        om_enhet: {}
        rubrik: Egen
        text:
"""


def test_sections_about_units_get_their_names_and_levels(tmp_path):
    """The heading is the unit's, one level below its department's; the list rolls up what is left."""
    loaded(tmp_path, {**report(NESTED.format("vuxna")), "enheter.yaml": UNITS})
    assert inside(tmp_path, "build", "--format", "md").returncode == 0
    page = next((tmp_path / "build/2023/T1").glob("delar*.md")).read_text("utf-8")
    headings = [line for line in page.splitlines() if line.startswith("##")]
    assert [line.split(" ", 1)[0] for line in headings if "Individ" in line or "Barn" in line or "Egen" in line] == [
        "###",
        "####",
        "####",
    ]
    shown = json.loads(inside(tmp_path, "list", "--output-format", "json").stdout)
    units = {unit["id"]: len(unit["saknas"]) for unit in shown[0]["enheter"]}
    assert units == {"ifo": 2, "barn": 1, "vuxna": 1}
    text = inside(tmp_path, "list", "--verbose").stdout
    assert "\nIndivid och familj " in text
    assert "\n  Barn och unga " in text


def test_a_unit_stands_below_its_own(tmp_path):
    """A section about a unit of another department is told at its place."""
    text, places = unmarked(NESTED.format("⟦stab⟧"), "content/2023/T1/avsnitt.yaml")
    found = loaded(tmp_path, {**report(text), "enheter.yaml": UNITS})
    assert [(one.place, one.message) for one in found.fynd] == [
        (places[0], "«Staben» hör inte till «Individ och familj», som avsnittet ovanför gäller.")
    ]


@pytest.mark.parametrize(
    ("units", "message"),
    [
        ("  - {id: a, namn: A, under: ⟦x⟧}\n", "U404 Det finns ingen enhet «x»."),
        ("  - {id: a, namn: A, under: ⟦a⟧}\n", "S005 Enheten «A» ligger under sig själv."),
        (
            "  - {id: a, namn: A, under: ⟦b⟧}\n  - {id: b, namn: B, under: ⟦a⟧}\n  - {id: c, namn: C, under: a}\n",
            "S005 Enheten «A» ligger under sig själv.",
        ),
    ],
)
def test_circles_and_unknown_units_are_told_at_their_line(units, message, tmp_path):
    """Each unit of a circle; one that hangs below a circle is no fault of its own."""
    text, places = unmarked("enheter:\n" + units, "content/enheter.yaml")
    found = loaded(tmp_path, {**report(TEXT), "enheter.yaml": text})
    assert [one.place for one in found.fynd] == places
    assert told(found.fynd[0]).startswith(message)
