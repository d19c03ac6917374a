"""The report as Markdown: every kind of section, and figures that are the same as on the web page."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from tests.fixtures import reports
from tests.fixtures.golden import same
from tests.fixtures.numbers import numbers
from tests.fixtures.projects import REPO

from asn.finding import Finding, Place, Severity
from asn.load.project import load_project
from asn.model.avsnitt import KINDS
from asn.pipeline import checked, outputs
from asn.render.markdown import markdown_page
from asn.resources import Resources

HERE = Path(__file__).parent
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.fixture(scope="module")
def everything():
    """The made report with every kind of section, and its files."""
    project = load_project(HERE / "alla_slag")
    assert project.fynd == ()
    judged = checked(project, project.rapport("2023/T1"))
    made = outputs(project, judged, Resources(project.root), ("md", "html", "data"))
    return judged.rapport, {output.name: output.data.decode() for output in made}


def test_a_report_with_every_kind_of_section_looks_as_agreed(everything):
    """alla_slag.md shows how each kind is told in Markdown."""
    report, files = everything
    assert {type(part) for part in report.alla_avsnitt()} == set(KINDS)
    same(HERE / "alla_slag.md", files["delarsrapport-1-2023.md"])


def words(page):
    """The web page's own text: without its contents list, styles and drawings, which Markdown tells otherwise."""
    for piece in page.xpath(
        "//nav|//thead|//style|//svg|//footer|//head|//ol[@class='fotnoter']/li/a|//sup"
        "|//*[@class='register']//*[@class='etikett'][not(parent::*[@class='ovan'])]"
    ):
        piece.drop_tree()
    for item in page.iter("li", "td", "th", "p", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "span"):
        item.tail = f" {item.tail or ''}"
        item.text = f" {item.text or ''}"
    return page.text_content()


def plain(markdown):
    """The words of a Markdown text, without its marks, addresses and references."""
    said = []
    for token in READER.parse(markdown):
        kept = {"text", "code_inline", "softbreak", "text_special"}
        said += [child.content or " " for child in token.children or () if child.type in kept]
        said.append(" ")
    return "".join(said)


def assert_same_figures(markdown, html):
    # References, drawings and the columns' headings, which Markdown repeats on every row of a long table.
    markdown = re.sub(r"\[\^\d+\]:?|\*Diagram: .*?\*\n|^\|.*\n(?=\| ---)", "", markdown, flags=re.MULTILINE)
    markdown = re.sub(r"^(  - )[^:\n]{1,60}:(?=\s)", r"\1", markdown, flags=re.MULTILINE)
    told, shown = Counter(numbers(plain(markdown))), Counter(numbers(words(lxml_html.fromstring(html))))
    assert told.total() > 50
    assert told == shown


def test_markdown_and_html_tell_the_same_figures(everything):
    """Every number in one is in the other, as many times."""
    _, files = everything
    assert_same_figures(files["delarsrapport-1-2023.md"], files["delarsrapport-1-2023.html"])


@pytest.mark.parametrize("name", reports.PUBLISHED)
def test_the_published_reports_tell_the_same_figures_in_both(name):
    """So it is in each of the five reports."""
    made = reports.built(name)
    assert_same_figures(made["md"], made["html"])


@pytest.mark.parametrize("name", reports.PUBLISHED)
def test_the_outline_begins_with_the_title_and_skips_no_level(name):
    """One first heading, and never a level between that is left out."""
    levels = [int(token.tag[1]) for token in READER.parse(reports.built(name)["md"]) if token.type == "heading_open"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert len(levels) > 10
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", reports.PUBLISHED)
def test_the_file_is_tidy(name):
    """No trailing blanks on empty lines, no gaps, one line break at the end: a diff shows what changed."""
    text = reports.built(name)["md"]
    assert not any(line and not line.strip() for line in text.split("\n"))
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", reports.PUBLISHED)
def test_every_table_is_read_as_a_table(name):
    """The grid of each has as many cells in every row, so that no reader of Markdown takes it for text."""
    grids = [block for block in reports.built(name)["md"].split("\n\n") if block.startswith("|")]
    assert grids
    for block in grids:
        assert next(token.type for token in READER.parse(block)) == "table_open", block


def test_a_draft_ends_with_what_is_left_to_do():
    """The list is in Swedish and tells file and line."""
    document = reports.document("2023/T1")
    place = Place("content/2023/T1/mal.yaml", 7, 3)
    faults = (Finding(place, "M201", Severity.FEL, "Fel *ljus*."), Finding(place, "K901", Severity.VARNING, "Saknas."))
    text = markdown_page(replace(document, brister=faults), Resources(REPO))
    assert text.endswith(
        "## Kvar att göra\n\n### Fel\n\n- Fel \\*ljus\\*. (content/2023/T1/mal.yaml, rad 7)\n\n"
        "### Saknas eller behöver ses över\n\n- Saknas. (content/2023/T1/mal.yaml, rad 7)\n"
    )


@pytest.mark.parametrize("name", reports.PUBLISHED)
def test_a_scales_legend_is_no_part_of_the_list_before_it(name):
    """Each class stands on a line of its own, in a paragraph, with its sign."""
    tokens = READER.parse(reports.built(name)["md"])
    legends = [
        (token, tokens[place - 1])
        for place, token in enumerate(tokens)
        if token.type == "inline" and re.match(r"[●◐▲◆■✖▼○] .+: .+\\\n", token.content)
    ]
    assert legends or name == "2025/plan"
    assert {(before.type, before.level) for _, before in legends} <= {("paragraph_open", 0)}
