"""The examples' cells: each as it was written, and the culture board's as published, in every format."""

import csv
import io
import re
from functools import cache

import pikepdf
import pytest
from lxml import html as lxml_html
from ruamel.yaml import YAML
from tests.archive.tree import read_tree
from tests.fixtures import pdfs
from tests.fixtures.projects import REPO

from asn.commands.init import examples
from asn.pipeline import checked, outputs
from asn.resources import Resources

FORMATS = ("md", "html", "csv", "pdf")
PUBLISHED = (REPO / "tests/fixtures/figures/kultur-2025.txt").read_text("utf-8").splitlines()
CELLS = {"celler", "belopp", "värden"}


@cache
def _printed(name):
    """Each report of an example as rows of cells, format by format."""
    root = REPO / "exempel" / name
    project = pdfs.project(root)
    return {
        report.namn: _rows(
            outputs(project, checked(project, report), Resources(root), ("md", "html", "data")),
            pdfs.pdf(root, report.namn),
        )
        for report in project.rapporter
    }


def _rows(made, pdf):
    files = {one.name: one.data for one in made}
    own = {
        file.rpartition(".")[2]: data for file, data in files.items() if "/" not in file and file != "sammanfattning.md"
    }
    page = lxml_html.fromstring(own["html"].decode()).xpath("//tbody/tr")
    tables = read_tree(pikepdf.open(io.BytesIO(pdf))).of("Table")
    sheets = [data.decode("utf-8-sig") for file, data in files.items() if file.endswith(".csv")]
    return {
        "md": [line.split("|")[2:-1] for line in own["md"].decode().splitlines() if line.startswith("|")],
        "html": [[cell.text_content() for cell in row.xpath("th|td")][1:] for row in page],
        "pdf": [[cell.text() for cell in row.of("TH", "TD")][1:] for table in tables for row in table.of("TR")],
        "csv": [row[1:] for sheet in sheets for row in csv.reader(io.StringIO(sheet), delimiter=_mark(sheet))],
    }


def _mark(sheet):
    return ";" if ";" in sheet.splitlines()[0] else ","


def _same(text):
    """A cell without spaces, hyphens in words, notes, and signs that formats write in their own way."""
    text = re.sub(r"[\s\\\u00ad\u200b*]", "", str(text).replace("\N{MINUS SIGN}", "-")).removeprefix("+")
    if not re.fullmatch(r"-?\d+([.,]\d+)?", text):
        return re.sub(r"\W", "", text) or text
    return re.sub(r"([.,]\d*?)0+$", r"\1", text).replace(".", ",").rstrip(",")


def _holds(rows, wanted):
    """Whether some row has the cells wanted, in their order; a row of none is found everywhere."""
    told = [_same(cell) for cell in wanted]
    return any(_in_order([_same(cell) for cell in row], told) for row in rows)


def _in_order(cells, wanted):
    rest = iter(cells)
    return all(cell in rest for cell in wanted)


def _written(value):
    """The cells of each row in a file, as they were written and in the order of the table's columns."""
    if isinstance(value, list):
        return [row for one in value for row in _written(one)]
    if not isinstance(value, dict):
        return []
    lines = value.get("rader", value.get("nämnder", ())) if "tabellrubrik" in value else ()
    order = [column["id"] for column in value.get("kolumner", value.get("mätpunkter"))] if lines else ()
    rows = [row[kind] for row in lines for kind in CELLS if isinstance(row.get(kind), dict)]
    own = [[row[name] for name in order if row.get(name)] for row in rows]
    return own + [row for one in value.values() for row in _written(one)]


@pytest.mark.parametrize("name", examples())
def test_each_cell_is_printed_as_it_was_written(name):
    """Figures and words, row by row and in order, whatever the format."""
    reader, seen = YAML(typ="base", pure=True), 0
    for report, printed in _printed(name).items():
        rows = [
            row
            for file in sorted((REPO / "exempel" / name / "content" / report).rglob("*.yaml"))
            for row in _written(reader.load(file.read_text("utf-8")))
        ]
        seen += sum(map(len, rows))
        for made in FORMATS:
            assert [row for row in rows if not _holds(printed[made], row)] == [], (report, made)
    assert seen


def test_the_published_cells_are_all_of_them():
    """All figures and words of the culture board's eleven tables of figures, read out of its published text."""
    cells = [cell for line in PUBLISHED if not line.startswith("#") for cell in line.split(" | ")]
    figures = [cell for cell in cells if re.fullmatch(r"-?[\d ]+(,\d+)?", cell)]
    assert len([line for line in PUBLISHED if line.startswith("#")]) == 11
    assert (len(figures), len(cells) - len(figures)) == (229, 15)


@pytest.mark.parametrize("made", FORMATS)
def test_every_published_cell_stands_in_the_example(made):
    """Row by row, and in order: nothing rounded, turned or left out."""
    (printed,) = _printed("kultur").values()
    rows = [line.split(" | ") for line in PUBLISHED if not line.startswith("#")]
    assert [row for row in rows if not _holds(printed[made], row)] == []
