"""Content of an earlier version: read as it is, and written anew for who wants one way of writing.

``tests/fixtures/tidigare`` is the content of every kind of section and register as the version before boards' own
periods, organisations and words had it. It is never brought up to date: it is what boards have.
"""

import shutil

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import REPO

from asn.formatting import migrated
from asn.load.project import load_project
from asn.model.avsnitt import KINDS

OLD = REPO / "tests" / "fixtures" / "tidigare"
BOARD = """\
# Nämnden.
nämnd:
  namn: Exempelnämnden  # hela namnet
  förkortning: EXN
  # Kommunen och dess kod.
  kommun: Exempelby kommun
  kommunkod: "0138"
  förvaltning: Exempelförvaltningen
"""
NEW = """\
# Nämnden.
nämnd:
  namn: Exempelnämnden  # hela namnet
  förkortning: EXN
  organisation:
    slag: kommun
    kod: "0138"
    namn: Exempelby kommun
  # Kommunen och dess kod.
  förvaltning: Exempelförvaltningen
"""


@pytest.fixture
def root(tmp_path):
    """A copy of the earlier version's content."""
    shutil.copytree(OLD / "content", tmp_path / "content")
    return tmp_path


def pages(root):
    """The reports as Markdown and HTML."""
    done = inside(root, "build", "--format", "md,html", "--force")
    assert done.returncode == 0, done.stderr
    found = {path.name: path.read_bytes() for path in (root / "build").rglob("*.*") if path.suffix in {".md", ".html"}}
    assert len(found) > 3
    return found


def test_it_is_read_without_an_error(root):
    """Every kind of section that there was then, and both reports."""
    project = load_project(root)
    assert project.fynd == ()
    assert [one.namn for one in project.rapporter] == ["2022/VB", "2023/T1"]
    used = {type(part) for one in project.rapporter for part in one.alla_avsnitt()}
    assert len(used) >= 20
    assert used <= set(KINDS)


def test_migrating_changes_how_it_is_written_and_nothing_that_is_shown(root):
    """The same pages byte for byte, and the same findings; a second time there is nothing to do."""
    assert inside(root, "fmt").returncode == 0
    before, said = pages(root), inside(root, "check", "--output-format", "json").stdout
    plain = {path: path.read_bytes() for path in (root / "content").rglob("*.yaml")}
    assert inside(root, "fmt", "--migrate", "--check").returncode == 1
    assert plain == {path: path.read_bytes() for path in plain}
    done = inside(root, "fmt", "--migrate")
    assert (done.returncode, done.stdout) == (0, "content/2023/T1/rapport.yaml: ändrad\ncontent/namnd.yaml: ändrad\n")
    assert pages(root) == before
    assert inside(root, "check", "--output-format", "json").stdout == said
    assert "organisation:" in (root / "content/namnd.yaml").read_text("utf-8")
    assert inside(root, "fmt", "--migrate", "--check").returncode == 0


def test_comments_and_order_stand():
    """A comment above what goes stays where it was."""
    assert migrated("content/namnd.yaml", BOARD.encode()).data.decode() == NEW
    assert migrated("content/namnd.yaml", NEW.encode()).data.decode() == NEW


@pytest.mark.parametrize(
    "text",
    [
        BOARD.replace('  kommunkod: "0138"\n', ""),
        "nämnd: {namn: A, förkortning: A, organisation: {slag: region, kod: '14', namn: B}, kommun: C}\n",
        "nämnd: trasig\n",
        "- inget\n",
        "\t:",
    ],
)
def test_what_cant_be_moved_is_left_as_it_is(text):
    """Half of it, both ways at once, another thing: the checks tell of it."""
    assert migrated("content/namnd.yaml", text.encode()).data == text.encode()


def test_the_day_and_paragraph_of_an_adopted_sheet_are_its_decision():
    """A draft's, or one of them alone, is none; a comment stays."""
    old = "# Blad\ntillstånd: fastställd\ndatum: 2023-05-17  # mötet\ndiarienummer: A 1\nparagraf: § 12\n"
    new = "# Blad\ntillstånd: fastställd\nfastställd:\n  datum: 2023-05-17\n  paragraf: § 12\ndiarienummer: A 1\n"
    name = "content/2023/T1/rapport.yaml"
    assert migrated(name, old.encode()).data.decode() == new
    for text in (new, old.replace("fastställd", "utkast"), old.replace("paragraf: § 12\n", "")):
        assert migrated(name, text.encode()).data.decode() == text
