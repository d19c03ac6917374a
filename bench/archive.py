"""A municipality's archive, made: boards with reports of four kinds for some years, each a project of its own."""

import shutil
from pathlib import Path

from tests.fixtures.console import inside

PERIODS = ("T1", "T2", "VB", "M10")
_FIRST = 2021
_SUMMARY = "slag: text\nid: sammanfattning\ntext: |\n  Året blev som nämnden hade planerat.\n"


def archive(folder: Path, boards: int, years: int) -> list[Path]:
    """Make the projects of some boards, with ``4 × years`` established reports in each."""
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
