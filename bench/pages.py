"""The same report for others to print, its page with style sheets and fonts in it; and how full its pages are."""

import base64
import re
import subprocess
from html import unescape
from itertools import pairwise
from pathlib import Path

from asn.load.project import load_project
from asn.pipeline import checked, computed
from asn.render.html import print_page, print_style
from asn.resources import Resources


def page(root: Path, name: str) -> str:
    """The very HTML that asn has the engine lay out."""
    project, resources = load_project(root), Resources(root)
    report = project.rapport(name)
    assert report, name
    style = "\n".join(print_style(resources, report.register.ord).css)
    for font in resources.fonts():
        data = base64.b64encode(resources.read(font)).decode()
        style = style.replace(f"asn:{font}", f"data:font/ttf;base64,{data}")
    html = print_page(computed(project, checked(project, report)), resources)
    return html.replace("</head>", f"<style>{style}</style></head>")


_SIDES, _HEAD, _FOOT, _SQUARE, _DARK = (26, 22), 28, 25, 4, 235  # millimetres, and the paper's least white
_CELL = re.compile(r"<td\b[^>]*>(.*?)</td>", re.DOTALL)
_UNSAID = re.compile(r'\s*(?:<span class="ljus tom">[^<]*</span>)?\s*')
_PICTURE = re.compile(rb"P5\s(\d+)\s(\d+)\s\d+\s")
_MATRIX = re.compile(r'<table class="t-riskmatris.*?</table>', re.DOTALL)


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
