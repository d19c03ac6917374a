"""`asn import`: what the editor sees, what is written, and that a table is imported whole or not at all."""

import pytest
from tests.fixtures.console import inside
from tests.fixtures.ledgers import ROWS, TABLE, export, files
from tests.fixtures.projects import write

from asn.read import read_yaml

FILE, LEDGER = "content/2023/T1/netto.yaml", "content/2023/T1/underlag.yaml"


@pytest.fixture
def run(tmp_path):
    """Write a project, run a command in it, and give its code and what it printed."""

    def call(*args, **more):
        if more:
            write(tmp_path, files(**more))
        done = inside(tmp_path, *args)
        return done.returncode, done.stdout, done.stderr

    return call


def test_each_change_is_told_with_its_cell_and_written_where_it_stands(run, tmp_path):
    """Comments, order and all else stay; kr become tkr, rounded half away from zero, and the sign is turned."""
    code, out, err = run("import", "xlsx", table=TABLE, book=export())
    assert (code, err) == (0, "")
    assert "Gemensamt IFO: utfall −29\u00a0390 → −29\u00a0412 C8" in out
    assert "Vård för vuxna: utfall tom → −1\u00a0101 C9+C10" in out
    assert "4 tal ändrade, 2 oförändrade; 4 avrundade, halvor bort från noll." in out
    expected = TABLE.replace("utfall: -29 390", "utfall: -29 412")
    expected = expected.replace("      budget: -1 200\n", "      budget: -1 200\n      utfall: -1 101\n")
    expected = expected.replace('"5999"\n    belopp:\n', '"5999"\n    belopp:\n      utfall: 0\n      budget: 0\n')
    assert (tmp_path / FILE).read_text() == expected


def test_the_record_tells_each_figures_cell_and_stays_as_fmt_would_have_it(run, tmp_path):
    """And a second import, of the same file, changes nothing: not even the day."""
    run("import", "xlsx", table=TABLE, book=export())
    text = (tmp_path / LEDGER).read_text()
    assert "      - {rad: vuxna, kolumn: utfall, cell: C9+C10, värde: -1 101}\n" in text
    assert run("fmt", "--check")[0] == 0
    assert run("check")[0] == 0
    (tmp_path / LEDGER).write_text(text.replace("läst: 20", "läst: 19"))
    assert run("import", "xlsx", "--check")[:2] != (1, "")
    assert run("import", "xlsx")[0] == 0
    assert "läst: 19" in (tmp_path / LEDGER).read_text()


def test_check_changes_nothing_and_ends_in_1_where_something_would(run, tmp_path):
    """As `asn fmt --check` does."""
    assert run("import", "xlsx", "--check", table=TABLE, book=export())[0] == 1
    assert (tmp_path / FILE).read_text() == TABLE
    assert not (tmp_path / LEDGER).exists()
    run("import", "xlsx")
    code, out, _ = run("import", "xlsx", "--check")
    assert code == 0
    assert "0 tal skulle ändras" in out


def test_three_changed_cells_are_what_a_new_import_tells(run, tmp_path):
    """What the editor sees of a ledger that was corrected, and what a figure by hand becomes."""
    run("import", "xlsx", table=TABLE, book=export())
    rows = [list(row) for row in ROWS]
    rows[7][2], rows[7][3], rows[8][2] = 29500000, 30001000, 2126500.50
    (tmp_path / "content/2023/T1/underlag/netto.xlsx").write_bytes(export(rows))
    _, out, _ = run("import", "xlsx")
    assert "Gemensamt IFO: utfall −29\u00a0412 → −29\u00a0500 C8, budget −30\u00a0000 → −30\u00a0001 D8\n" in out
    assert "Vård för vuxna: utfall −1\u00a0101 → −2\u00a0101 C9+C10\n" in out
    assert "3 tal ändrade, 3 oförändrade" in out
    text = (tmp_path / FILE).read_text()
    (tmp_path / FILE).write_text(text.replace("-29 500", "-29 499"))
    code, out, _ = run("check")
    assert code == 1
    assert "X112 utfall är −29\u00a0499, men −29\u00a0500 lästes ur underlag/netto.xlsx!Rapport!C8." in out


def test_a_table_with_a_fault_is_not_touched_and_another_is(run, tmp_path):
    """All or nothing, a table at a time."""
    other = TABLE.replace("id: netto", "id: annan").replace("netto.xlsx", "annan.xlsx")
    both = f"slag: text\nrubrik: Ekonomi\nunderavsnitt:\n{_indented(TABLE)}{_indented(other)}"
    rows = [list(row) for row in ROWS]
    rows[8][2] = "#REF!"
    write(tmp_path, {"2023/T1/underlag/annan.xlsx": export(rows)})
    code, out, err = run("import", "xlsx", table=both, book=export())
    assert code == 1
    assert "underlag/annan.xlsx!Rapport!C9: fel X103 Cellen har felvärdet #REF!.\n    = Rätta" in err
    assert "inget är läst: se felen." in out
    tables = read_yaml("x.yaml", (tmp_path / FILE).read_bytes())[0].value["underavsnitt"]
    assert [table["rader"][0]["belopp"]["utfall"] for table in tables] == ["-29 412", "-29 390"]
    assert "annan" not in (tmp_path / LEDGER).read_text()


def _indented(text):
    return "".join(f"  {'- ' if number == 0 else '  '}{line}\n" for number, line in enumerate(text.splitlines()))


def test_a_file_elsewhere_is_read_when_it_is_named(run, tmp_path):
    """By its own name in the record, for where it lay is nobody's."""
    elsewhere = tmp_path / "hem" / "Export mars.xlsx"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(export())
    code, out, _ = run("import", "xlsx", "--section", "netto", "--file", str(elsewhere), table=TABLE, book=b"x")
    assert code == 0
    assert "ur Export mars.xlsx" in out
    assert "fil: Export mars.xlsx\n" in (tmp_path / LEDGER).read_text()


def test_csv_gives_the_same_figures(run, tmp_path):
    """The same export, saved in another way."""
    lines = [
        "Konto;Benämning;Ack utfall;Ack budget",
        "5710;IFO;29 411 504,40;30 000 000",
        "5520;Öppen;1 126 500,50;900 000",
    ]
    lines += ["5521;Sluten;-26 000,25;300 000", "5999;Ny;0,50;499,50"]
    table = (
        TABLE.replace("netto.xlsx", "netto.csv")
        .replace("  blad: Rapport\n", "")
        .replace("rubrikrad: 6", "rubrikrad: 1")
    )
    write(tmp_path, {"2023/T1/underlag/netto.csv": "\r\n".join(lines).encode("cp1252")})
    code, out, err = run("import", "csv", table=table)
    assert (code, err) == (0, "")
    assert "utfall −29\u00a0390 → −29\u00a0412 C2" in out
    assert "cell: C3+C4" in (tmp_path / LEDGER).read_text()
    assert "blad" not in (tmp_path / LEDGER).read_text()


@pytest.mark.parametrize(
    ("args", "table", "word"),
    [
        (["xlsx", "--section", "finns_ej"], TABLE, "«finns_ej»"),
        (["csv"], TABLE, "Pröva asn import xlsx"),
        (["xlsx"], "slag: text\nrubrik: Tom\n", "Från Excel på fem minuter"),
        (["xlsx", "--period", "T2"], TABLE, "ingen period T2"),
        (["xlsx", "--file", "saknas.xlsx"], TABLE, "--file"),
        (["ods"], TABLE, "Det finns: xlsx, csv"),
        (["xlsx", "extra"], TABLE, "för mycket"),
    ],
)
def test_what_cant_be_asked_is_told(run, args, table, word):
    """Wrong usage, in Swedish, with what there is."""
    code, _, err = run("import", *args, table=table)
    assert code == 2
    assert word in err


def test_an_adopted_report_is_not_changed(run, tmp_path):
    """What was decided stands."""
    write(tmp_path, files())
    sheet = tmp_path / "content/2023/T1/rapport.yaml"
    sheet.write_text(sheet.read_text().replace("utkast", "fastställd"))
    code, _, err = run("import", "xlsx", "--period", "T1")
    assert code == 2
    assert "fastställd" in err


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (
            "fil: underlag/netto.xlsx",
            "fil: underlag/saknas.xlsx",
            "content/2023/T1/underlag/saknas.xlsx",
        ),
        ("fil: underlag/netto.xlsx", "fil: ../../../hemlig.xlsx", "leder ut"),
        ("blad: Rapport", "blad: Raport", "Menade du Rapport?"),
        ("rubrikrad: 6", "rubrikrad: 5", "skriv rubrikrad: 6"),
        ("utfall: Ack utfall", "utfal: Ack utfall", "Menade du utfall?"),
        ("nyckel: A", "nyckel: Kontot", "Menade du Konto?"),
    ],
)
def test_what_the_mapping_gets_wrong_is_told(run, tmp_path, old, new, word):
    """X101, with what was meant; nothing is written."""
    table = TABLE.replace(old, new)
    code, _, err = run("import", "xlsx", table=table, book=export())
    assert code == 1
    assert "X101" in err
    assert word in err
    assert (tmp_path / FILE).read_text() == table


def test_a_new_period_takes_the_mapping_with_it_and_not_the_record(run, tmp_path):
    """Next year the file is put in its folder, and that is all."""
    run("import", "xlsx", table=TABLE, book=export())
    assert run("new", "--year", "2024", "--period", "T1")[0] == 0
    folder = tmp_path / "content/2024/T1"
    assert "i_underlaget" in (folder / "netto.yaml").read_text()
    assert "nyckel: A" in (folder / "netto.yaml").read_text()
    assert not (folder / "underlag.yaml").exists()


def test_a_report_that_cannot_be_read_is_not_one_without_sources(run, tmp_path):
    """Nobody knows which tables it has, so that is what is said."""
    run("check", table=TABLE, book=export())
    (tmp_path / FILE).write_text("slag: [\n")
    code, out, err = run("import", "xlsx")
    assert code != 0
    assert "2023/T1 går inte att läsa, så dess tabeller är okända. asn check säger vad som är fel." in out + err


MIXED = """\
slag: tabell
id: netto
tabellrubrik: Volymer och pengar
radrubrik: Mått
enhet: tkr
underlag:
  fil: underlag/netto.xlsx
  rubrikrad: 1
  nyckel: A
  enhet: kr
  tecken: omvänt
  kolumner: {år_2022: "2022", år_2023: "2023"}
kolumner:
  - {id: år_2022, rubrik: "2022", slag: tal}
  - {id: år_2023, rubrik: "2023", slag: tal}
rader:
  - {id: kostnad, namn: Kostnad, enhet: tkr, i_underlaget: Kostnad, celler: {år_2022: -1 200}}
  - {id: hyra, namn: Hyra, enhet: mnkr, i_underlaget: Hyra, celler: {år_2022: "-1,3"}}
  - {id: besök, namn: Besök, enhet: besökare, i_underlaget: Besök, celler: {år_2022: 60 100}}
  - {id: nöjda, namn: Nöjda, enhet: "%", i_underlaget: Nöjda, celler: {år_2022: "71,4"}}
"""
UNITS = [
    ["Mått", "2022", "2023"],
    ["Kostnad", 1200400, 1350600.5],
    ["Hyra", 1251000, 1349999],
    ["Besök", 60100, 62014],
    ["Nöjda", (0.714, "0.0%"), (0.7235, "0.00%")],
]


def test_each_row_is_read_in_its_own_unit(run, tmp_path):
    """Kronor become the row's tkr or mnkr with the sign turned; visitors and shares are nobody's money."""
    code, out, err = run("import", "xlsx", table=MIXED, book=export(UNITS))
    assert code == 0, (out, err)
    rows = {row["id"]: row["celler"] for row in read_yaml(FILE, (tmp_path / FILE).read_bytes())[0].value["rader"]}
    assert rows == {
        "kostnad": {"år_2022": "-1 200", "år_2023": "-1 351"},
        "hyra": {"år_2022": "-1,3", "år_2023": "-1,3"},
        "besök": {"år_2022": "60 100", "år_2023": "62 014"},
        "nöjda": {"år_2022": "71,4", "år_2023": "72,35"},
    }


SERIES = """\
slag: matris
id: netto
tabellrubrik: Nöjdhet
underlag: {fil: underlag/netto.xlsx, rubrikrad: 1, nyckel: A, kolumner: {"2022": B, "2023": C}}
mätpunkter: [{id: "2022", rubrik: "2022"}, {id: "2023", rubrik: "2023"}]
rader:
  - {id: nöjda, namn: Nöjda, enhet: "%", i_underlaget: Nöjda, värden: {"2022": "71,4"}}
"""


def test_a_year_that_an_import_adds_looks_as_the_others(run, tmp_path):
    """Within quotation marks where its neighbours are, so that the diff shows a figure and no other way of writing."""
    run("import", "xlsx", table=SERIES, book=export(UNITS))
    assert 'värden: {"2022": "71,4", "2023": "72,35"}' in (tmp_path / FILE).read_text()
