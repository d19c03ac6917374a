"""A first mapping is proposed by words that table and file have in common, and written for the editor to mend."""

from pathlib import Path

import pytest
from tests.fixtures.console import inside
from tests.fixtures.ledgers import LESSON, TABLE, lesson
from tests.fixtures.projects import REPO, write
from tests.fixtures.workbooks import workbook

from asn.read import read_yaml
from asn.sheets import read_book

FILE = "content/2023/T1/netto.yaml"
BARE = "".join(
    line + "\n"
    for line in TABLE.splitlines()
    if not line.startswith(("underlag:", "  fil:", "  blad:", "  rubrikrad:", "  nyckel:", "  enhet:", "  tecken:"))
    and not line.startswith(("  kolumner:", "  bortse:", "    i_underlaget"))
)
SHEET = "tillstånd: utkast\navsnitt:\n  - {fil: netto.yaml, rubrik: Nettokostnad}\n"


def _proposed(root: Path, book: bytes, *args: str, table: str = BARE):
    write(root, {"2023/T1/rapport.yaml": SHEET, "2023/T1/netto.yaml": table})
    (root / "export.xlsx").write_bytes(book)
    done = inside(root, "import", "xlsx", "--section", "netto", "--file", root / "export.xlsx", "--propose", *args)
    return done, read_yaml("x.yaml", (root / FILE).read_bytes())[0].value


ROWS = [["Rapport"], [], ["Konto", "Namn", "Ack utfall", "Budget"], ["5710", "Gemensamt IFO", 29411504.4, 30000000]]
MORE = [["5520", "Vård för vuxna", 1100.5, 900], [5999, "Ny verksamhet", 0.5, 1], ["Summa", None, 29412605.4, 30000901]]


def test_a_mapping_is_written_where_it_is_looked_for_and_reads_the_file(tmp_path):
    """Heading row, key, unit, sign, columns, sums and the rows' keys; the file then gives its figures."""
    done, table = _proposed(tmp_path, workbook([*ROWS, *MORE]))
    assert done.returncode == 0
    assert table["underlag"] == {
        "fil": "underlag/export.xlsx",
        "rubrikrad": "3",
        "nyckel": "A",
        "enhet": "kr",
        "tecken": "omvänt",
        "kolumner": {"utfall": "Ack utfall", "budget": "Budget"},
        "bortse": ["Summa*"],
    }
    assert [row.get("i_underlaget") for row in table["rader"]] == ["5710", "5520", "5999", None]
    assert list(table).index("underlag") == list(table).index("kolumner") - 1
    assert "Vård för vuxna: i_underlaget: 5520 (A5)" in done.stdout
    read = inside(tmp_path, "import", "xlsx", "--section", "netto", "--file", tmp_path / "export.xlsx")
    assert read.returncode == 0
    assert "Gemensamt IFO: utfall −29\u00a0390 → −29\u00a0412 C4" in read.stdout
    assert inside(tmp_path, "fmt", "--check").returncode == 0


def test_rows_without_codes_are_known_by_their_names(tmp_path):
    """And one that the file hasn't is told."""
    rows = [["Namn", "Utfall"], ["Gemensamt IFO", -29412], ["Vård för vuxna", -1101]]
    done, table = _proposed(tmp_path, workbook(rows))
    assert table["underlag"]["nyckel"] == "A"
    assert "enhet" not in table["underlag"]
    assert "tecken" not in table["underlag"]
    assert table["rader"][0]["i_underlaget"] == "Gemensamt IFO"
    assert "Ny verksamhet: ingen rad med det namnet" in done.stdout


def test_the_sheet_with_most_headings_is_chosen_and_named(tmp_path):
    """In a file of several."""
    book = workbook([["Utfall"]], sheet="Fel", more=lambda made, _: made.add_worksheet("Rätt").write_row(4, 0, ROWS[2]))
    _, table = _proposed(tmp_path, book)
    assert table["underlag"]["blad"] == "Rätt"
    assert table["underlag"]["rubrikrad"] == "5"


def test_check_shows_it_and_writes_nothing(tmp_path):
    """For who only wants to see."""
    done, table = _proposed(tmp_path, workbook([*ROWS, *MORE]), "--check")
    assert "rubrikrad: 3" in done.stdout
    assert "underlag" not in table


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["--section", "netto"], "--file"),
        (["--file", "export.xlsx"], "--section"),
        (["--section", "finns_ej", "--file", "export.xlsx"], "Det finns: netto"),
        (["--section", "netto", "--file", "rapport.pdf"], "PDF"),
        (["--section", "netto", "--file", "annat.xlsx"], "Ingen rubrik"),
    ],
)
def test_what_is_lacking_is_told(tmp_path, args, word):
    """A table, a file, or a heading that is like one of the table's."""
    write(tmp_path, {"2023/T1/rapport.yaml": SHEET, "2023/T1/netto.yaml": BARE})
    (tmp_path / "export.xlsx").write_bytes(workbook(ROWS))
    (tmp_path / "annat.xlsx").write_bytes(workbook([["Datum", "Antal"]]))
    (tmp_path / "rapport.pdf").write_bytes(b"%PDF-1.7")
    args = [str(tmp_path / arg) if "." in arg else arg for arg in args]
    done = inside(tmp_path, "import", "xlsx", *args, "--propose")
    assert done.returncode in {1, 2}
    assert word in done.stderr


def test_the_workbook_of_the_handbook_is_the_one_that_we_make():
    """A reader tries the file that is committed: it has the rows that stand in the tests."""
    data = (REPO / "templates" / "nytt" / "exempel" / "nettokostnad.xlsx").read_bytes()
    assert read_book(data).sheet("Rapport").cells == read_book(lesson()).sheet("Rapport").cells
    assert len(LESSON) > 8
