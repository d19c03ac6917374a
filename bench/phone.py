"""The form of built reports, by figures: ``python -m bench.phone [FOLDER …]``; without folders the repository's own.

On a phone, in a real browser 390 px wide: tables that must be scrolled sideways and the share of a table that is seen.
Only tables of amounts with more than five columns of figures may scroll; 1 if another does. How far down the summary
begins is told in screens of 844 px. On paper: pages, the least depth and the mean area of the inner ones.
"""

import re
import subprocess
import sys
from html import unescape
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import ASN, once
from tests.web.browser import Page, browser

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT = 390, 844
FIGURES = 5
TABLES = """[...document.querySelectorAll('.tabell')].map(box => [
    box.querySelector('caption').textContent.trim(), box.clientWidth / box.scrollWidth,
    box.querySelector('.t-belopp, .t-tabell, .t-matris') ? box.querySelectorAll('col.tal').length : 0])"""
SUMMARY = "(document.querySelector('.sammanfattning') || document.querySelector('main')).getBoundingClientRect().top"
HEADINGS = ("rapport", "tabeller", "i sidled", "därav får inte", "syns minst", "i snitt", "kort börjar", "tomma celler")
_SIDES, _HEAD, _FOOT, _SQUARE, _DARK = (26, 22), 24, 22, 4, 235  # millimetres, and the paper's least white
_CELL = re.compile(r"<td\b[^>]*>(.*?)</td>", re.DOTALL)
_UNSAID = re.compile(r'\s*(?:<span class="ljus tom">[^<]*</span>)?\s*')
_PICTURE = re.compile(rb"P5\s(\d+)\s(\d+)\s\d+\s")
_MATRIX = re.compile(r'<table class="t-riskmatris.*?</table>', re.DOTALL)
ON_PAPER = ("sidor", "grundast", "djup", "yta", "kluvna ord")


def main() -> int:
    """Tell of every page, or of the repository's reports if none is named."""
    with TemporaryDirectory(prefix="asn-bench-") as room, browser() as running:
        folders = [Path(name) for name in sys.argv[1:]]
        if not folders:
            folders = [Path(room)]
            once([ASN, "build", "--out", room], ROOT)
        page, wrong = running.page(), 0
        page.wide(WIDTH, HEIGHT)
        _row(*HEADINGS, *ON_PAPER)
        _row(*["---"] * len((*HEADINGS, *ON_PAPER)))
        for file in sorted(file for folder in folders for file in folder.resolve().rglob("*.html")):
            bad, shown = _on_phone(page, file)
            wrong += bad
            empty, cells = unsaid(text := file.read_text("utf-8"))
            _row(
                file.stem, *shown, f"{empty / (cells or 1):.0%} av {cells}", *_on_paper(file.with_suffix(".pdf"), text)
            )
    return int(wrong > 0)


def _row(*cells: object) -> None:
    sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")


def _on_phone(page: Page, file: Path) -> tuple[int, tuple[object, ...]]:
    page.load(file.as_uri())
    tables = page.run(TABLES)
    shares = [share for _, share, _ in tables]
    wide = [figures for _, share, figures in tables if share < 1]
    bad = sum(figures <= FIGURES for figures in wide)
    least, mean = min(shares, default=1), sum(shares) / (len(shares) or 1)
    return bad, (len(tables), len(wide), bad, f"{least:.0%}", f"{mean:.0%}", f"{page.run(SUMMARY) / HEIGHT:.2f}")


def _on_paper(pdf: Path, html: str) -> tuple[object, ...]:
    """Neither the cover and the contents, nor the last page, are inner ones."""
    if not pdf.exists():
        return ("",) * len(ON_PAPER)
    pages = filled(pdf)
    inner = pages[2:-1] or pages
    depth, area = (sum(page[which] for page in inner) / len(inner) for which in (0, 1))
    shallow = min(depth for depth, _ in inner)
    return len(pages), f"{shallow:.0%}", f"{depth:.0%}", f"{area:.0%}", len(cut_words(html, pdf))


def unsaid(html: str) -> tuple[int, int]:
    """Cells of a page's tables that say nothing, and all; in a matrix of risks a place without any says something."""
    cells = _CELL.findall(_MATRIX.sub("", html))
    return sum(bool(_UNSAID.fullmatch(cell)) for cell in cells), len(cells)


def cut_words(html: str, pdf: Path) -> list[str]:
    """Words that end a line without a hyphen and go on at the next."""
    known = set(unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)).split())
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    ends = [(line.split()[0], line.split()[-1]) for line in text.splitlines() if line.split()]
    return [a + b for (_, a), (b, _) in pairwise(ends) if a + b in known and a[-1].isalpha() and not {a, b} <= known]


def filled(pdf: Path) -> list[tuple[float, float]]:
    """Of each page how deep it is filled, and how many squares of 4 mm inside its margins have ink on them."""
    done = subprocess.run(
        ["pdftoppm", "-r", "25.4", "-gray", pdf], capture_output=True, check=True
    )  # a dot a millimetre
    pages, data, place = [], done.stdout, 0
    while found := _PICTURE.match(data, place):
        wide, high = int(found[1]), int(found[2])
        place = found.end() + wide * high
        inked = {
            (row // _SQUARE, column // _SQUARE)
            for row in range(_HEAD, high - _FOOT)
            for column in range(_SIDES[0], wide - _SIDES[1])
            if data[found.end() + row * wide + column] < _DARK
        }
        down, across = (high - _FOOT - _HEAD) / _SQUARE, (wide - sum(_SIDES)) / _SQUARE
        last = max((row + 1 for row, _ in inked), default=_HEAD // _SQUARE)
        pages.append((min((last - _HEAD / _SQUARE) / down, 1), min(len(inked) / (down * across), 1)))
    return pages


if __name__ == "__main__":
    sys.exit(main())
