"""Projects that are made to be measured: a municipality's archive, and a ledger to import."""

import shutil
from pathlib import Path

from tests.fixtures.console import inside
from tests.fixtures.projects import write
from tests.fixtures.workbooks import workbook

PERIODS = ("T1", "T2", "VB", "M10")
_FIRST = 2021
_SUMMARY = "slag: text\nid: sammanfattning\ntext: |\n  Året blev som nämnden hade planerat.\n"
_ROWS, _COLUMNS, _EACH, _ACCOUNT = 5000, 10, 25, 10_000
_SHEET = "tillstånd: utkast\navsnitt:\n  - {fil: netto.yaml, rubrik: Nettokostnad}\n"


def archive(folder: Path, boards: int, years: int) -> list[Path]:
    """Make the projects of some boards, with ``4 × years`` established reports of four kinds in each."""
    pattern = folder / "nämnd"
    inside(folder, "init", pattern, "--year", str(_FIRST))
    first = pattern / "content" / str(_FIRST) / "T1"
    sheet = first / "rapport.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("utkast", "fastställd"), encoding="utf-8")
    for year in range(_FIRST, _FIRST + years):
        for period in PERIODS:
            _report(first, pattern / "content" / str(year) / period)
    roots = [folder / f"nämnd-{number:02}" for number in range(1, boards + 1)]
    for root in roots:
        shutil.copytree(pattern, root)
    shutil.rmtree(pattern)
    return roots


def _report(first: Path, target: Path) -> None:
    if target != first:
        shutil.copytree(first, target)
    if target.name == "VB":
        (target / "sammanfattning.yaml").write_text(_SUMMARY, encoding="utf-8")
    if target.name.startswith("M"):
        for path in target.iterdir():
            if path.name not in {"rapport.yaml", "ekonomi.yaml"}:
                path.unlink()


def ledger(folder: Path) -> Path:
    """Make a project with a workbook of 5 000 rows and 12 columns, and a table of 200 rows that each add up 25."""
    columns = [f"k{number}" for number in range(_COLUMNS)]
    head = ["Konto", "Namn", *(f"Kolumn {name}" for name in columns)]
    body = ([str(_ACCOUNT + row), f"Konto {row}", *(_öre(row, at) for at in range(_COLUMNS))] for row in range(_ROWS))
    source = "fil: underlag/netto.xlsx, rubrikrad: 1, nyckel: A, enhet: kr"
    mapping = ", ".join(f"{name}: Kolumn {name}" for name in columns)
    table = ["slag: belopp", "id: netto", "tabellrubrik: Netto", f"underlag: {{{source}, kolumner: {{{mapping}}}}}"]
    table += ["kolumner:", *(f"  - {{id: {name}, rubrik: Kolumn {name}, roll: utfall}}" for name in columns), "rader:"]
    for first in range(0, _ROWS, _EACH):
        keys = ", ".join(f'"{_ACCOUNT + row}"' for row in range(first, first + _EACH))
        table += [f"  - {{id: r{first}, namn: Rad {first}, i_underlaget: [{keys}], belopp: }}"]
    text = "\n".join(table) + "\n"
    files = {"rapport.yaml": _SHEET, "netto.yaml": text, "underlag/netto.xlsx": workbook([head, *body])}
    return write(folder, {f"2023/T1/{name}": data for name, data in files.items()})


def _öre(row: int, column: int) -> float:
    return (row * 7919 + column * 104729) % 10**9 / 100
