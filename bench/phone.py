"""The form of built reports, by figures: ``python -m bench.phone [FOLDER …]``; without folders the repository's own.

On a phone, in a real browser 390 px wide: tables that must be scrolled sideways and the share of a table that is seen.
Only tables of amounts with more than five columns of figures may scroll; 1 if another does. How far down the summary
begins is told in screens of 844 px. On paper: pages, the least depth and the mean area of the inner ones (bench.pages).
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import ASN, once
from bench.pages import cut_words, filled, unsaid
from tests.web.browser import Page, browser

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT = 390, 844
FIGURES = 5
TABLES = """[...document.querySelectorAll('.tabell')].map(box => [
    box.querySelector('caption').textContent.trim(), box.clientWidth / box.scrollWidth,
    box.querySelector('.t-belopp, .t-tabell, .t-matris') ? box.querySelectorAll('col.tal').length : 0])"""
SUMMARY = "(document.querySelector('.sammanfattning') || document.querySelector('main')).getBoundingClientRect().top"
HEADINGS = ("rapport", "tabeller", "i sidled", "därav får inte", "syns minst", "i snitt", "kort börjar", "tomma celler")
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


if __name__ == "__main__":
    sys.exit(main())
