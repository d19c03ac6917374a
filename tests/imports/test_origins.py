"""From a figure on the page to its cell in the ledger: in the data, its description, the control and the page."""

import json
import re

from jsonschema import Draft202012Validator
from tests.fixtures.console import inside
from tests.fixtures.ledgers import files
from tests.fixtures.projects import write

from asn.schema.data import data_schema

CELL = "underlag/netto.xlsx!Rapport!C9+C10"


def _built(root):
    write(root, files())
    assert inside(root, "import", "xlsx").returncode == 0
    assert inside(root, "build", "--format", "html,data").returncode == 0
    return root / "build" / "2023" / "T1"


def test_every_output_tells_the_cell_of_a_figure(tmp_path):
    """data.json and kontroll.json by row and column, CSVW by the CSV's own cell, HTML at the figure."""
    out = _built(tmp_path)
    data = json.loads((out / "data.json").read_text())
    assert not list(Draft202012Validator(json.loads(data_schema())).iter_errors(data))
    (table,) = data["underlag"]
    assert table["fil"], table["blad"] == ("underlag/netto.xlsx", "Rapport")
    assert {"rad": "vuxna", "kolumn": "utfall", "cell": "C9+C10", "värde": -1101} in table["siffror"]
    assert json.loads((out / "kontroll.json").read_text())["underlag"] == data["underlag"]
    told = json.loads((out / "tabeller" / "netto.csv-metadata.json").read_text())
    notes = {note["target"]: note["body"] for note in told["notes"]}
    assert notes["netto.csv#cell=3,2"] == CELL
    assert (out / "tabeller" / "netto.csv").read_text().splitlines()[2].split(",")[1] == "-1101"
    (page,) = out.glob("*.html")
    assert re.findall(r'<td [^>]*class="tal" data-underlag="([^"]+)">−1\u00a0101</td>', page.read_text()) == [CELL]
    assert page.read_text().count("data-underlag=") == len(table["siffror"]) == 6


def test_a_figure_that_was_changed_by_hand_tells_no_cell(tmp_path):
    """It isn't the cell's any more."""
    write(tmp_path, files())
    inside(tmp_path, "import", "xlsx")
    own = tmp_path / "content/2023/T1/netto.yaml"
    own.write_text(own.read_text().replace("utfall: -1 101", "utfall: -1 102"))
    assert inside(tmp_path, "build", "--format", "html").returncode == 0
    (page,) = (tmp_path / "build/2023/T1").glob("*.html")
    assert f'data-underlag="{CELL}"' not in page.read_text()


def test_a_report_without_imports_says_nothing_of_them(tmp_path):
    """Not a byte more than before."""
    write(tmp_path, files())
    assert inside(tmp_path, "build", "--format", "html,data").returncode == 0
    out = tmp_path / "build/2023/T1"
    assert "underlag" not in json.loads((out / "kontroll.json").read_text())
    assert "notes" not in (out / "tabeller" / "netto.csv-metadata.json").read_text()
    assert "data-underlag" not in next(out.glob("*.html")).read_text()
