"""WeasyPrint and Typst make the same report: one test holds the two PDFs together, word by word and cell by cell."""

import io

import pikepdf
import pytest
from tests.archive.gate import lost_content, missing_glyphs
from tests.archive.parity import told
from tests.archive.tree import read_tree
from tests.fixtures import pdfs
from tests.fixtures.projects import REPO
from tests.fixtures.standards import validated

from asn.cache import ENGINES

PROJECTS = (
    REPO,
    *sorted(path.parent for path in REPO.glob("exempel/*/content")),
    REPO / "tests" / "render" / "alla_slag",
)
REPORTS = [
    (root, f"{sheet.parts[-3]}/{sheet.parts[-2]}")
    for root in PROJECTS
    for sheet in sorted(root.glob("content/*/*/rapport.yaml"))
]
NAMES = [f"{root.name if root != REPO else 'content'} {name}" for root, name in REPORTS]


@pytest.fixture(scope="module", params=REPORTS, ids=NAMES)
def report(request):
    """Each report of the repository, of each example, and the one that has every kind of section."""
    return request.param


def test_both_say_the_same(report):
    """The same words in the same order, the same tables cell by cell, headings, and pictures in the same words."""
    one, other = (told(read_tree(pikepdf.open(io.BytesIO(pdfs.pdf(*report, engine))))) for engine in ENGINES)
    assert one.headings == other.headings
    assert one.tables == other.tables
    assert one.pictures == other.pictures
    assert one.words == other.words


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_typsts_is_valid(report, profile):
    """The validator finds nothing against any of its rules."""
    found = validated(pdfs.pdf(*report, "typst"), profile)
    assert found.is_compliant, found.messages
    assert found.total > 100


def test_nothing_is_lost(report):
    """All that is painted is read or an artifact, and no character is drawn as an empty box."""
    with pikepdf.open(io.BytesIO(pdfs.pdf(*report, "typst"))) as pdf:
        assert list(lost_content(pdf)) == []
        assert list(missing_glyphs(pdf)) == []


def test_every_cell_is_told_of_its_headings(report):
    """A table is one table, its rows begin with their heading, and each cell names those of its row and column."""
    tree = read_tree(pikepdf.open(io.BytesIO(pdfs.pdf(*report, "typst"))))
    for table in tree.of("Table"):
        assert [kid.kind for kid in table.elements()] == ["Caption", "THead", "TBody"]
        known = {cell.id: cell for cell in table.of("TH")}
        assert {cell.scope for cell in known.values()} <= {"Row", "Column"}
        for row in table.of("TBody")[0].elements():
            first, *others = row.elements()
            assert (first.kind, first.scope) == ("TH", "Row")
            assert all(cell.headers[0] == first.id and set(cell.headers) <= set(known) for cell in others)


def test_the_same_files_lie_in_both(report):
    """The sources, the data and the annexes, so that either can be built anew."""
    names = []
    for engine in ENGINES:
        with pikepdf.open(io.BytesIO(pdfs.pdf(*report, engine))) as pdf:
            found = dict(pdf.attachments.items())
            names.append({name: str(one.obj.AFRelationship) for name, one in found.items()})
    assert names[0] == names[1]
    assert "manifest.json" in names[0]
