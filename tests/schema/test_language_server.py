"""What VS Code shows, asked of the language server that it uses: nothing in right files, and asn's own lines in wrong.

Skipped where Node.js is missing; CI installs the server and never skips.
"""

import json
import os
import re

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import REPO, write
from tests.schema.server import MISSING, Server

from asn.load.project import load_project
from asn.model.avsnitt import KINDS, slag_of
from asn.schema import own_ids, schema_text, schemas

pytestmark = pytest.mark.skipif(bool(MISSING) and not os.environ.get("CI"), reason=MISSING)
FILES = sorted(path for folder in ("content", "exempel") for path in (REPO / folder).rglob("*.yaml"))
ENGLISH = re.compile(r"\b(?:is|not|the|of|property|missing|value|expected|incorrect|type|schema)\b", re.IGNORECASE)
GOAL = "slag: mål\nmålområde: kvalitet\nnämndmål:\n  - id: a\n    namn: Kort väntetid\n    "
TABLE = "slag: belopp\nid: netto\ntabellrubrik: Netto\nkolumner:\n  - {id: a, rubrik: A, roll: utfall}\nrader:\n  - "
FAULTS = {
    "a kind that isn't there": "slag: mol\nnämndmål: []\n",
    "no kind": "rubrik: Mål\nnämndmål: []\n",
    "a field that isn't there": f"{GOAL}bedömnign: grön\n",
    "a field of another kind": "slag: text\nrisker: []\n",
    "a field that is missing": "slag: mål\nnämndmål:\n  - id: a\n    bedömning: grön\n",
    "a light with a capital": f"{GOAL}bedömning: Grön\n",
    "a month that isn't one": f"{GOAL}månader:\n      jan: grön\n      januari: grön\n",
    "an id with a blank": "slag: mål\nnämndmål:\n  - id: kort väntetid\n    namn: A\n",
    "text where a list is to be": "slag: mål\nnämndmål: Kort väntetid\n",
    "a list where text is to be": "slag: text\ntext:\n  - a\n",
    "a number that is none": f"{TABLE}{{id: r, namn: R, belopp: {{a: 1.126,50}}}}\n",
    "a role that isn't there": TABLE.replace("roll: utfall", "roll: utgifter") + "{id: r, namn: R}\n",
    "neither yes nor no": f"{TABLE}{{id: r, namn: R, intäkt: kanske}}\n",
    "a risk beyond the grades": "slag: risker\nrisker:\n  - id: a\n    namn: A\n    sannolikhet: nio\n",
    "a field twice": "slag: text\nrubrik: A\nrubrik: B\n",
    "a rule that has no such code": "slag: text\ntext: A\nundantag:\n  - regel: M2\n    motivering: Så.\n",
}


def _asked(root, own=None):
    """A server that has the project's settings, and its schemas."""
    (root / "schema").mkdir(exist_ok=True)
    for name, schema in schemas(own).items():
        (root / "schema" / name).write_text(schema_text(schema), encoding="utf-8")
    told = json.loads((REPO / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    found = {(root / name).as_uri(): patterns for name, patterns in told.items()}
    return Server(root, {"yaml": {"validate": True, "completion": True, "hover": True, "schemas": found}})


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    assert not MISSING, MISSING
    made = _asked(tmp_path_factory.mktemp("projekt"))
    yield made
    made.stop()


def test_nothing_is_underlined_in_what_is_right(server, tmp_path):
    """Every file of the content, the examples and a new project."""
    assert inside(tmp_path, "init", "nytt", "--year", "2025").returncode == 0
    new = sorted((tmp_path / "nytt" / "content").rglob("*.yaml"))
    assert len(FILES) > 80 > len(new) > 5
    # Each in a folder of its own: what is told of one must never be taken for what is told of another of its name.
    shown = {f"{number}/content/{_within(file)}": file for number, file in enumerate([*FILES, *new])}
    for number in range(len(shown)):
        (server.root / str(number)).symlink_to(server.root)  # where a file's first line finds its schema
    said = server.problems_of_all({name: file.read_text("utf-8") for name, file in shown.items()})
    assert {str(shown[name]): found for name, found in said.items() if found} == {}


def _within(file):
    return file.as_posix().rpartition("/content/")[2]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_red_at_asns_own_line_and_told_in_swedish(server, tmp_path, fault):
    """By the schema alone, before asn has been asked."""
    text = FAULTS[fault]
    sheet = "tillstånd: utkast\navsnitt:\n  - {fil: prov.yaml, rubrik: Prov}\n"
    project = load_project(write(tmp_path, {"2023/T1/rapport.yaml": sheet, "2023/T1/prov.yaml": text}))
    ours = {found.place.line for found in project.fynd if found.place.file.endswith("prov.yaml")}
    said = server.problems(f"content/2023/T1/prov_{list(FAULTS).index(fault)}.yaml", text)
    assert ours & {line for line, _ in said}, (ours, said)
    if fault != "a field twice":  # YAML's own, which no schema speaks of
        assert [message for _, message in said if ENGLISH.search(message)] == []


def test_each_kind_is_offered_whole_and_each_month_by_its_name(server):
    """A section to begin with, whose places Tab leads through; and what a group can hold."""
    offered = server.offers("content/2023/T1/ny.yaml", "", 1, 1)
    for kind in KINDS:
        assert offered[slag_of(kind)].startswith(f"slag: {slag_of(kind)}\n")
    months = server.offers("content/2023/T1/ny2.yaml", f"{GOAL}månader:\n      ", 7, 7)
    assert list(months) == ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


def test_a_projects_own_ids_are_offered_and_no_others_are_right(tmp_path):
    """With `asn schema --project`: its units, målområden, scales and lights."""
    asked = _asked(tmp_path, own_ids(load_project(REPO).gemensamt))
    try:
        offered = asked.offers("content/2023/T1/ny.yaml", "slag: text\nom_enhet: \n", 2, 11)
        assert "vuxenenheten" in offered
        assert asked.problems("content/2023/T1/a.yaml", "slag: text\nom_enhet: vuxenenheten\n") == []
        (found,) = asked.problems("content/2023/T1/b.yaml", "slag: text\nom_enhet: vuxenheten\n")
        assert found[0] == 2
        assert found[1].startswith("Det finns inte här.")
        assert asked.problems("content/enheter.yaml", "enheter:\n  - {id: ny, namn: Ny enhet}\n") == []
    finally:
        asked.stop()
