"""How much of each table a phone shows, in a real browser: ``python -m bench.phone [FOLDER …]`` of built reports.

At 390 px: tables that must be scrolled sideways, and the share of a table that is seen when it does. Only tables of
amounts with more than five columns of figures may scroll; 1 if another does. How far down the summary begins is told in
screens of 844 px.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import ASN, once
from tests.web.browser import browser

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT = 390, 844
FIGURES = 5
TABLES = """[...document.querySelectorAll('.tabell')].map(box => [
    box.querySelector('caption').textContent.trim(), box.clientWidth / box.scrollWidth,
    box.querySelector('.t-belopp, .t-tabell, .t-matris') ? box.querySelectorAll('col.tal').length : 0])"""
SUMMARY = "(document.querySelector('.sammanfattning') || document.querySelector('main')).getBoundingClientRect().top"


def main() -> int:
    """Tell of every page, or of the repository's reports if none is named."""
    with TemporaryDirectory(prefix="asn-bench-") as room, browser() as running:
        folders = [Path(name) for name in sys.argv[1:]]
        if not folders:
            folders = [Path(room)]
            once([ASN, "build", "--format", "html,data", "--out", room], ROOT)
        page, wrong = running.page(), 0
        page.wide(WIDTH, HEIGHT)
        sys.stdout.write("| rapport | tabeller | i sidled | därav får inte | syns minst | i snitt | kort börjar |\n")
        sys.stdout.write("|---|---|---|---|---|---|---|\n")
        for file in sorted(file for folder in folders for file in folder.resolve().rglob("*.html")):
            page.load(file.as_uri())
            tables = page.run(TABLES)
            shares = [share for _, share, _ in tables]
            wide = [(name, figures) for name, share, figures in tables if share < 1]
            bad = [name for name, figures in wide if figures <= FIGURES]
            wrong += len(bad)
            least, mean = min(shares, default=1), sum(shares) / (len(shares) or 1)
            counts = f"{len(tables)} | {len(wide)} | {len(bad)} | {least:.0%} | {mean:.0%}"
            sys.stdout.write(f"| {file.stem} | {counts} | {page.run(SUMMARY) / HEIGHT:.2f} |\n")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
