"""What leads on from the summary and the contents: on paper a page, which never stands alone on a line."""

import re
import subprocess

import pytest
from lxml import html as lxml_html
from tests.fixtures import pdfs, reports
from tests.fixtures.projects import REPO
from tests.fixtures.word import Word, text, val, w

from asn.cache import ENGINES
from asn.render.docx import word_file
from asn.resources import Resources

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


def test_the_last_parts_stand_in_words_contents():
    """As links to their headings, after the last chapter."""
    word = Word(word_file(reports.document("2022/T1"), Resources(REPO)))
    listed = [
        (text(one), [val(link, "anchor") for link in one.iter(w("hyperlink"))])
        for one in word.document.iter(w("p"))
        if [val(style) for style in one.iter(w("pStyle"))] == ["TOC1"]
    ]
    marks = {val(mark, "name"): text(mark.getparent()) for mark in word.document.iter(w("bookmarkStart"))}
    assert [name for name, _ in listed[-3:]] == ["Förkortningar", "Om den här utgåvan", "Undantag från kontrollerna"]
    assert all(marks[anchor] == name for name, (anchor,) in listed[-3:])
