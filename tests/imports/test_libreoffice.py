"""A workbook that LibreOffice saved: `tests/fixtures/libreoffice.xlsx`.

Its rows and formulas were written without values, opened in LibreOffice 7.4.7 and saved as .xlsx, so that values,
formats and marks are LibreOffice's own.
"""

import pytest
from tests.fixtures.console import inside
from tests.fixtures.ledgers import files
from tests.fixtures.projects import REPO, write

from asn.imports import Import, import_remarks, imported_tables
from asn.load.project import load_project
from asn.sheets import cell_name, read_book

DATA = (REPO / "tests/fixtures/libreoffice.xlsx").read_bytes()
TABLE = """\
slag: tabell
id: netto
rubrik: Nettokostnad
tabellrubrik: Nettokostnad
radrubrik: Rad
enhet: tkr
underlag:
  fil: underlag/netto.xlsx
  blad: Rapport
  rubrikrad: 4
  nyckel: Konto
  kolumner: KOLUMNER
  bortse: ["Summa *", "5520", "5521", "6000", "6200", "6300"]
kolumner:
  - {id: utfall, rubrik: Utfall, slag: pengar}
  - {id: budget, rubrik: Budget, slag: pengar}
  - {id: dag, rubrik: Dag, slag: tal}
rader:
  - {id: a, namn: Gemensamt, i_underlaget: "5710", celler: {utfall: 1}}
  - {id: b, namn: Räknad, i_underlaget: "5999"}
  - {id: c, namn: Dold, i_underlaget: "6100"}
  - {id: d, namn: Text, i_underlaget: "6400"}
  - {id: e, namn: Tom formel, i_underlaget: "6500"}
"""


@pytest.fixture(scope="module")
def sheet():
    return read_book(DATA).sheet("Rapport")


@pytest.mark.parametrize(
    ("at", "kind", "text", "formula"),
    [
        ("C5", "number", "29411504.4", False),
        ("E6", "number", "1.2516", False),
        ("F5", "date", "45017", False),
        ("C8", "number", "1100500.25", True),
        ("C9", "number", "58823008.8", True),
        ("D9", "text", "ingen", True),
        ("C10", "error", "#DIV/0!", True),
        ("D10", "error", "#N/A", True),
        ("D11", "number", "-0.5", False),
        ("D13", "flag", "1", True),
        ("C14", "text", "-9 195", False),
        ("D14", "number", "0.3", False),
        ("C15", "text", "", True),
    ],
)
def test_each_cell_is_what_libreoffice_shows(sheet, at, kind, text, formula):
    """Numbers with their digits, dates, errors, and formulas by the value that was saved with them."""
    cell = {cell_name(*place): cell for place, cell in sheet.cells.items()}[at]
    assert (cell.kind, cell.text, cell.formula) == (kind, text, formula)


def test_what_is_merged_or_hidden_is_known():
    """Rows, columns and sheets; LibreOffice writes true and false where Excel writes 1 and 0."""
    book = read_book(DATA)
    sheet = book.sheet("Rapport")
    assert book.names == ("Rapport", "Arbete")
    assert sheet.merged == ((3, 3, 3, 4), (12, 3, 12, 4))
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.hidden) == (frozenset({11}), ((7, 7),), False)
    assert book.sheet("Arbete").hidden


def _imported(root, columns, table=TABLE):
    write(root, files(table=table.replace("KOLUMNER", columns), book=DATA))
    done = inside(root, "import", "xlsx")
    return done.returncode, (done.stdout + done.stderr).replace("\u00a0", " ")


def test_its_figures_are_imported(tmp_path):
    """A formula's value, a hidden row with a word of it, and a text that is a number; an empty formula is nothing."""
    code, out = _imported(tmp_path, "{utfall: Ack utfall}")
    assert code == 0, out
    assert "utfall 1 → 29 411 504 C5" in out
    assert "4 tal ändrade, 1 oförändrade" in out
    for told in ("C9", "C11", "C14", "X107", "X104"):
        assert told in out


@pytest.mark.parametrize(
    ("key", "columns", "code", "cell"),
    [
        ("6000", "{utfall: Ack utfall}", "X103", "C10"),
        ("6000", "{budget: Ack budget}", "X103", "D10"),
        ("5710", "{dag: Datum}", "X108", "F5"),
        ("6200", "{budget: Ack budget}", "X106", "D12"),
        ("6300", "{utfall: Ack utfall}", "X110", "C13"),
        ("6300", "{budget: Ack budget}", "X104", "D13"),
        ("5710", "{dag: Dold kolumn}", "X107", "Rapport"),
        ("5710", "{utfall: Andel}", "X109", "E5"),
    ],
)
def test_each_trap_is_told_at_its_cell(tmp_path, key, columns, code, cell):
    """As it is in a workbook of Excel's."""
    one = (
        TABLE[: TABLE.index("  - {id: a")].replace(f', "{key}"', "")
        + f'  - {{id: a, namn: A, i_underlaget: "{key}"}}\n'
    )
    root = write(tmp_path, files(table=one.replace("KOLUMNER", columns), book=DATA))
    project = load_project(root)
    (report,) = project.rapporter
    work = Import(lambda name: (root / name).read_bytes())
    said = import_remarks(work.outcome(report, table, source) for table, source in imported_tables(report))
    assert (code, cell) in {(one.code, one.where.rpartition("!")[2]) for one in said}, said
