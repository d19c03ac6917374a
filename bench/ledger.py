"""A ledger of 5 000 rows and 12 columns, made, and a table of 200 rows that each add up 25 of them."""

from pathlib import Path

from tests.fixtures.projects import write
from tests.fixtures.workbooks import workbook

ROWS, COLUMNS, EACH = 5000, 10, 25
_FIRST = 10_000
_SHEET = "tillstånd: utkast\navsnitt:\n  - {fil: netto.yaml, rubrik: Nettokostnad}\n"


def ledger(folder: Path) -> Path:
    """Make the project."""
    columns = [f"k{number}" for number in range(COLUMNS)]
    head = ["Konto", "Namn", *(f"Kolumn {name}" for name in columns)]
    body = ([str(_FIRST + row), f"Konto {row}", *(_öre(row, at) for at in range(COLUMNS))] for row in range(ROWS))
    source = "fil: underlag/netto.xlsx, rubrikrad: 1, nyckel: A, enhet: kr"
    mapping = ", ".join(f"{name}: Kolumn {name}" for name in columns)
    table = ["slag: belopp", "id: netto", "tabellrubrik: Netto", f"underlag: {{{source}, kolumner: {{{mapping}}}}}"]
    table += ["kolumner:", *(f"  - {{id: {name}, rubrik: Kolumn {name}, roll: utfall}}" for name in columns), "rader:"]
    for first in range(0, ROWS, EACH):
        keys = ", ".join(f'"{_FIRST + row}"' for row in range(first, first + EACH))
        table += [f"  - {{id: r{first}, namn: Rad {first}, i_underlaget: [{keys}], belopp: }}"]
    text = "\n".join(table) + "\n"
    files = {"rapport.yaml": _SHEET, "netto.yaml": text, "underlag/netto.xlsx": workbook([head, *body])}
    return write(folder, {f"2023/T1/{name}": data for name, data in files.items()})


def _öre(row: int, column: int) -> float:
    return (row * 7919 + column * 104729) % 10**9 / 100
