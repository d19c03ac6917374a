"""What is printed is what was written: every figure in every table, in Markdown, on the page, in the PDF and as data.

The reports are the repository's own, and one of a small board that counts in mnkr, kr and mdkr with decimals.
"""

import csv
import io
import re
from decimal import Decimal
from functools import cache

import pikepdf
import pytest
from lxml import html as lxml_html
from tests.archive.conftest import REPORTS, printed
from tests.archive.tree import read_tree
from tests.fixtures.projects import loaded
from tests.fixtures.reports import built, document

from asn.figures import NumberError, parse_number
from asn.pipeline import checked, computed, outputs
from asn.render.data import table_csv
from asn.resources import Resources

OWN = "mnkr"
SECTIONS = """slag: text
rubrik: Ekonomi
underavsnitt:
  - slag: belopp
    id: nettokostnad
    rubrik: Nettokostnad
    tabellrubrik: Nettokostnad
    enhet: mnkr
    kolumner:
      - {id: utfall, rubrik: Utfall, roll: utfall}
      - {id: budget, rubrik: Budget, roll: budget}
      - {id: avvikelse, rubrik: Avvikelse, roll: avvikelse, av: utfall, minus: budget}
    rader:
      - {id: bibliotek, namn: Bibliotek, belopp: {utfall: "-0,388", budget: "-0,4"}}
      - {id: kultur, namn: Kultur, belopp: {utfall: "-2,575", budget: "-5,2"}}
      - {id: resultat, namn: Resultat, roll: resultat}
    diagram_av:
      - {slag: avvikelser, kolumner: [avvikelse], titel: Båda håller sin budget}
  - slag: belopp
    id: öre
    rubrik: Avgifter
    tabellrubrik: Avgifter
    enhet: kr
    kolumner: [{id: utfall, rubrik: Utfall, roll: utfall}]
    rader: [{id: kort, namn: Kort, belopp: {utfall: "1 234,50"}}, {id: bot, namn: Böter, belopp: {utfall: "12"}}]
  - slag: brygga
    id: ram
    rubrik: Ram
    tabellrubrik: Ram
    enhet: mdkr
    ingående: {id: förra, namn: Ram 2022, belopp: "-1,25"}
    ändringar: [{id: index, namn: Index, belopp: "-0,125"}]
    utgående: {id: ny, namn: Ram 2023, belopp: "-1,375"}
  - slag: matris
    id: besök
    rubrik: Besök
    tabellrubrik: Besök
    mätpunkter: [{id: "2021", rubrik: "2021"}, {id: "2022", rubrik: "2022"}]
    rader:
      - {id: andel, namn: Andel nöjda, enhet: "%", värden: {"2021": "81,25", "2022": "79"}}
      - {id: lån, namn: Lån, enhet: lån per invånare, värden: {"2021": "4,5", "2022": "4,75"}}
"""


@cache
def made(tmp_path):
    """The small board's report: its document, Markdown, page and PDF."""
    project = loaded(
        tmp_path,
        {
            "2023/T1/rapport.yaml": "tillstånd: utkast\navsnitt:\n  - {fil: ekonomi.yaml, rubrik: Ekonomi}\n",
            "2023/T1/ekonomi.yaml": SECTIONS,
        },
    )
    (report,) = project.rapporter
    said = checked(project, report)
    files = {one.name: one.data for one in outputs(project, said, Resources(tmp_path), ("md", "html", "pdf", "data"))}
    own = {ending: files[f"{report.filnamn}.{ending}"] for ending in ("md", "html", "pdf")}
    return (
        computed(project, said),
        own["md"].decode(),
        own["html"].decode(),
        own["pdf"],
        files["sammanfattning.md"].decode(),
    )


@pytest.fixture(params=[*REPORTS, OWN])
def shown(request, tmp_path_factory):
    """A report's tables, and its Markdown, page and PDF."""
    if request.param == OWN:
        document_, markdown, page, pdf, _ = made(tmp_path_factory.getbasetemp() / OWN)
        return document_.tabeller(), markdown, page, read_tree(pikepdf.open(io.BytesIO(pdf)))
    report = printed(request.param)
    return document(report.name).tabeller(), report.markdown, built(report.name)["html"], report.tree


def number(text):
    """The figure that a printed cell begins with."""
    found = re.match(r"[+\-−]?[\d   ]+(?:,\d+)?", text.strip().replace("\N{NO-BREAK SPACE}", " "))
    try:
        return parse_number(found[0].strip().lstrip("+")) if found else None
    except NumberError:
        return None


def figures(table):
    """The figures of a table as its CSV has them, by row and column."""
    rows = list(csv.reader(io.StringIO(table_csv(table).decode())))[1:]
    kinds = [column.slag for column in table.kolumner]
    return {
        (row, column): Decimal(text)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
        if kinds[column] == "tal" and re.fullmatch(r"-?\d+(?:\.\d+)?", text)
    }


def test_the_page_and_the_pdf_print_what_the_csv_holds(shown):
    """Cell by cell: the same figure, with no digit rounded away."""
    tables, _, page, tree = shown
    on_page = lxml_html.fromstring(page).xpath("//table[caption]")
    in_pdf = [element for element in tree.of("Table") if element.of("Caption")]
    assert len(on_page) == len(in_pdf) == len(tables)
    seen = 0
    for table, html, tagged in zip(tables, on_page, in_pdf, strict=True):
        rows = [[cell.text_content() for cell in row.xpath("th|td")] for row in html.xpath("tbody/tr")]
        read = [[cell.text() for cell in row.of("TH", "TD")] for row in tagged.of("TR")][1:]
        for (row, column), figure in figures(table).items():
            assert number(rows[row][column]) == figure, (table.id, row, column, rows[row][column])
            assert number(read[row][column]) == figure, (table.id, row, column, read[row][column])
            seen += 1
    assert seen or not any(figures(table) for table in tables)


def test_the_markdown_prints_what_the_csv_holds(shown):
    """Each figure of a table stands below its caption, as often as the table has it."""
    tables, markdown, _, _ = shown
    rest = markdown
    for table in tables:
        _, caption, rest = rest.partition(f"**{table.rubrik}**")
        assert caption, table.rubrik
        body = re.split(r"\n(?:#+ |\*\*)", rest)[0]
        told = [number(cell) for cell in re.split(r"[|\n]|: ", body)]
        for figure in figures(table).values():
            assert figure in told, (table.id, figure)


def test_a_summary_says_what_the_table_says(tmp_path_factory):
    """Three decimals in the table are three in the summary, and on the bars of the chart."""
    _, markdown, page, _, summary = made(tmp_path_factory.getbasetemp() / OWN)
    for text in (summary, markdown, page):
        assert "+2,637" in text
        assert "2,6 mnkr" not in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "+0,012" in page


def test_a_unit_that_rows_differ_in_stands_with_the_row(tmp_path_factory):
    """A matrix tells what its figures measure."""
    _, markdown, page, _, _ = made(tmp_path_factory.getbasetemp() / OWN)
    for text in (markdown, page):
        assert "Andel nöjda, %" in text
        assert "Lån, lån per invånare" in text
