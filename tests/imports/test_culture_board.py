"""The culture board's eleven tables, filled from workbooks in the shape of exports: every cell as published."""

import json
import shutil
from decimal import Decimal

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import REPO
from tests.fixtures.workbooks import workbook

from asn.load.project import load_project
from asn.read import read_yaml

FOLDER = "content/2025/VB"
WORDS = ["Stängt", "Ej aktuellt", "ung *", "–"]
KR = {"tkr": 1000, "mnkr": 1_000_000}
ÖRE = (Decimal("0.37"), Decimal("-12.05"), Decimal("499.49"), Decimal("-499.5"))


def _project(root):
    return load_project(root).rapport("2025/VB")


def _tables(report):
    """The tables that have figures."""
    return [table for table in report.tabeller if any(row.tal for row in table.grid.rader)]


def _rows(grid):
    return [row for row in grid.rader if row.tal or row.ord]


def _stated(table):
    """Each cell of a table as it was written: a figure, or the words in its place."""
    names = [column.id for column in table.grid.figure_columns]
    return {(row.id, name): row.tal.get(name, row.ord.get(name)) for row in _rows(table.grid) for name in names}


def _in_file(grid, row, column, number):
    """What an export has for a cell: kronor with öre, costs without minus, or the words."""
    value = row.tal.get(column.id)
    if value is None:
        return row.ord.get(column.id)
    unit = grid.unit(row.id, column.id)
    if unit not in KR:
        return int(value) if value == value.to_integral_value() else float(value)
    return float(-(value * KR[unit] + (ÖRE[number % len(ÖRE)] if value else 0))), "#,##0.00"


def _export(table):
    """Title rows, merged headings over the columns, a code and a text, a blank row, subtotals between the rows."""
    grid = table.grid
    columns = grid.figure_columns
    rows = [["Ekonomirapport nämnd 31"], ["Period 202501–202512, kr"], [], [], None, []]
    rows[4] = [
        "Kod",
        "Benämning",
        *(f"{column.full_heading} {grid.unit(_rows(grid)[0].id, column.id)}" for column in columns),
    ]
    for number, row in enumerate(_rows(grid)):
        cells = [_in_file(grid, row, column, number + at) for at, column in enumerate(columns)]
        rows.append([str(7000 + 10 * number), row.namn, *cells])
        if number % 3 == 2:
            rows.append([None, f"S:a grupp {number}", *([12345.67] * len(columns))])
    rows.append(["S:a totalt", None, *([99999.99] * len(columns))])

    def more(_, page):
        page.merge_range(3, 2, 3, max(3, 1 + len(columns)), "Perioden")

    return workbook(rows, more=more), rows[4]


def _mapping(table, headings):
    """What an editor has when `--propose` has been read through."""
    money = {table.grid.unit(row.id, column.id) for row, column in table.grid.cells()} & KR.keys()
    made = {"fil": f"underlag/{table.id}.xlsx", "rubrikrad": 5, "nyckel": "Kod"}
    made |= {"kolumner": {c.id: heading for c, heading in zip(table.grid.figure_columns, headings[2:], strict=True)}}
    made |= {"enhet": "kr", "tecken": "omvänt"} if money else {}
    made |= {"decimaler": 3} if money == {"mnkr"} else {}
    return made | {"bortse": ["S:a *"], "ord": WORDS}


def _emptied(section, tables):
    """A section as written, without any cell of figures and with the mapping of its file."""
    table = tables.get(section.get("id"))
    if table:
        section["underlag"] = _mapping(table, _export(table)[1])
        keys = {row.id: str(7000 + 10 * number) for number, row in enumerate(_rows(table.grid))}
        for row in section["rader"]:
            if row["id"] in keys:
                row["i_underlaget"] = keys[row["id"]]
                row.pop("celler")
    for below in section.get("underavsnitt", ()):
        _emptied(below, tables)
    return section


@pytest.fixture
def board(tmp_path):
    """A copy of the example without its figures, and the workbooks beside it; what the figures were."""
    shutil.copytree(REPO / "exempel/kultur", tmp_path, dirs_exist_ok=True)
    tables = {table.id: table for table in _tables(_project(tmp_path))}
    folder = tmp_path / FOLDER
    (folder / "underlag").mkdir()
    for table in tables.values():
        (folder / "underlag" / f"{table.id}.xlsx").write_bytes(_export(table)[0])
    for file in {table.file().rpartition("/")[2] for table in tables.values()}:
        tree, _ = read_yaml(file, (folder / file).read_bytes())
        (folder / file).write_text(json.dumps(_emptied(tree.value, tables), ensure_ascii=False, indent=1))
    return tmp_path, {name: _stated(table) for name, table in tables.items()}


def test_eleven_tables_are_filled_by_one_command(board):
    """All 229 figures, and the words in place of others, are those that were published; nothing is told to be wrong."""
    root, expected = board
    assert len(expected) == 11
    assert _tables(_project(root)) == []
    done = inside(root, "import", "xlsx", "--period", "VB")
    assert done.returncode == 0, done.stderr
    assert "fel X" not in done.stderr
    found = {table.id: _stated(table) for table in _tables(_project(root))}
    assert found == expected
    filled = [value for cells in found.values() for value in cells.values() if value is not None]
    assert sum(isinstance(value, Decimal) for value in filled) == 229
    assert sum(isinstance(value, str) for value in filled) == 17
    assert inside(root, "check").returncode == inside(REPO / "exempel/kultur", "check").returncode == 0
    assert "0 tal ändrade" in inside(root, "import", "xlsx", "--period", "VB").stdout


def test_words_that_the_table_does_not_name_stop_it(board):
    """A word in place of a figure is a fault of the file until an editor has said that it may stand there."""
    root, _ = board
    file = root / FOLDER / "statistik.yaml"
    file.write_text(file.read_text().replace('"Stängt"', '"Öppet"'))
    done = inside(root, "import", "xlsx", "--section", "bad")
    assert done.returncode == 1
    assert "fel X104 «Stängt» är inget tal." in done.stderr
