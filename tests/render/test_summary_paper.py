"""The summary on paper, by either engine: what leads on has its page, which never stands alone on a line."""

import re
import subprocess

import pytest
from lxml import html as lxml_html
from tests.fixtures import pdfs, reports
from tests.fixtures.projects import REPO

from asn.cache import ENGINES

PAPERS = pytest.mark.parametrize(("name", "engine"), [(n, e) for n in ("2020/T1", "2022/T1") for e in ENGINES])


def lines(name, engine):
    """The lines of a report's PDF, one text for each page."""
    made = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdfs.pdf(REPO, name, engine), capture_output=True, check=True
    )
    pages = made.stdout.decode().replace("\N{NO-BREAK SPACE}", " ").split("\f")
    return [[line.strip() for line in page.splitlines()] for page in pages]


def summary_of(name, engine):
    """The lines of the summary's page."""
    return next(page for page in lines(name, engine) if "Sammanfattning" in page)


@PAPERS
def test_a_page_is_told_on_the_line_of_a_word(name, engine):
    """The last word goes with it, and no line is broken far too early for that."""
    page = summary_of(name, engine)
    told = [line for line in page if "(sida" in line]
    assert len(told) > 5
    assert [line for line in told if re.match(r"\(?sida|\d+\)", line)] == []
    assert [line for line in page if line in {"Risk", "Totalt,"}] == []


@PAPERS
def test_what_is_told_of_exceptions_has_their_page(name, engine):
    """In the summary and below a table: the page that its heading stands on."""
    made = lines(name, engine)
    heading = next(number for number, page in enumerate(made, 1) if number > 3 and "Undantag från kontrollerna" in page)
    text = " ".join(" ".join(page) for page in made)
    pages = re.findall(r"Undantag från kontrollerna \(sida (\d+)\)", " ".join(text.split()))
    assert len(pages) > 1
    assert set(pages) == {str(heading)}


@PAPERS
def test_the_last_parts_stand_in_the_contents(name, engine):
    """With their pages, in their order, after the last chapter and without a number."""
    contents = [line for line in next(page for page in lines(name, engine) if "Innehåll" in page) if line]
    last = [re.sub(r"\s+\d+$", "", line) for line in contents if re.search(r"\s\d+$", line)]
    last = [line for line in last if not line.startswith(("Sida ", "Delårs"))]
    assert last[-3:] == ["Förkortningar", "Om den här utgåvan", "Undantag från kontrollerna"]


def test_a_name_is_followed_by_a_colon_before_what_explains_it():
    """On the web, and in Markdown."""
    built = reports.built("2022/T1")
    named = lxml_html.document_fromstring(built["html"]).xpath("//section[@id='i-korthet']//li/strong")
    assert len(named) == 3
    assert all(one.text_content().endswith(":") for one in named)
    assert re.search(r"\n- \*\*Totalt, Resultat ASN [^*]*:\*\* Resursskolor", built["md"])
