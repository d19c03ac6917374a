"""What is printed is what was written: every figure in every table, in Markdown, on the page, in the PDF and as data.

The reports are the repository's own, one of a small board that counts in mnkr, kr and mdkr with decimals, and that of
another board, whose tables have headings in two levels and words where figures are missing.
"""

import csv
import io
import re
import shutil
from decimal import Decimal
from functools import cache

import pikepdf
import pytest
from lxml import html as lxml_html
from tests.archive.conftest import REPORTS, printed
from tests.archive.tree import read_tree
from tests.fixtures.projects import REPO, loaded
from tests.fixtures.reports import built, document

from asn.figures import NumberError, parse_number
from asn.load.project import load_project
from asn.pipeline import checked, computed, outputs
from asn.render.cells import number_text
from asn.render.data import table_csv
from asn.resources import Resources
from asn.table import Ljuscell, Prosacell, Talcell

OWN = "mnkr"
CULTURE = "kultur"
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
    return _outputs(project, tmp_path)


@cache
def culture(tmp_path):
    """The report of another board, as ``exempel/`` has it, with a table besides that is too wide for any page."""
    home = tmp_path / CULTURE
    shutil.copytree(REPO / "exempel" / "kultur" / "content", home / "content")
    columns = "".join(f"  - {{id: k{n}, rubrik: Kolumn {n}, slag: tal, grupp: g{n // 10}}}\n" for n in range(30))
    groups = ", ".join(f"{{id: g{n}, rubrik: Grupp {n}}}" for n in range(3))
    cells = ", ".join(f"k{n}: {100000 + n}" for n in range(30))
    rows = f"rader: [{{id: r, namn: Rad, celler: {{{cells}}}}}]\n"
    head = "slag: tabell\nid: bred\nrubrik: Bred\ntabellrubrik: Bred\nradrubrik: Post\n"
    folder = home / "content" / "2025" / "VB"
    (folder / "bred.yaml").write_text(f"{head}kolumngrupper: [{groups}]\nkolumner:\n{columns}{rows}", encoding="utf-8")
    kinds = home / "content" / "rapportslag.yaml"
    kinds.write_text(kinds.read_text("utf-8") + "      - {fil: bred.yaml, rubrik: Bred}\n", encoding="utf-8")
    return _outputs(load_project(home), home)


def _outputs(project, tmp_path):
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


@pytest.fixture(params=[*REPORTS, OWN, CULTURE])
def shown(request, tmp_path_factory):
    """A report's tables, and its Markdown, page and PDF."""
    if request.param in {OWN, CULTURE}:
        make, home = (made, OWN) if request.param == OWN else (culture, CULTURE)
        document_, markdown, page, pdf, _ = make(tmp_path_factory.getbasetemp() / f"{home}_skrivet")
        return tables_as_printed(document_), markdown, page, read_tree(pikepdf.open(io.BytesIO(pdf)))
    report = printed(request.param)
    return tables_as_printed(document(report.name)), report.markdown, built(report.name)["html"], report.tree


def tables_as_printed(document_):
    """The tables of a document, without the columns that are told above them."""
    return [table for chapter in document_.kapitel for view in chapter.alla() for table in view.tabeller]


def number(text):
    """The figure that a printed cell begins with."""
    found = re.match(r"[+\-−]?[\d   ]+(?:,\d+)?", text.strip().replace("\N{NO-BREAK SPACE}", " "))
    try:
        return parse_number(found[0].strip().lstrip("+")) if found else None
    except NumberError:
        return None


def figures(table):
    """The figures of a table as its CSV has them, by row and the column's id; also of columns that are told above."""
    whole = table.hel or table
    rows = list(csv.reader(io.StringIO(table_csv(whole).decode())))[1:]
    return {
        (row, column.id): Decimal(text)
        for row, cells in enumerate(rows)
        for column, text in zip(whole.kolumner, cells, strict=True)
        if column.slag == "tal" and re.fullmatch(r"-?\d+(?:\.\d+)?", text)
    }


def test_the_page_and_the_pdf_print_what_the_csv_holds(shown):
    """Cell by cell: the same figure, with no digit rounded away."""
    tables, _, page, tree = shown
    on_page = lxml_html.fromstring(page).xpath("//table[caption]")
    in_pdf = [element for element in tree.of("Table") if element.of("Caption")]
    grids = [table for table in tables if not table.register]
    parts = [part for table in grids for part in table.delar or (table,)]
    seen = 0
    for table, html in zip(grids, on_page, strict=True):
        rows = [[cell.text_content() for cell in row.xpath("th|td")] for row in html.xpath("tbody/tr")]
        seen += _same(table, rows, html.xpath("string(caption)"))
    for table, tagged in zip(parts, in_pdf, strict=True):
        (body,) = tagged.of("TBody")
        rows = [[cell.text() for cell in row.of("TH", "TD")] for row in body.of("TR")]
        _same(table, rows, tagged.of("Caption")[0].text())
    assert seen or not any(figures(table) for table in grids)


def test_a_register_prints_what_the_csv_holds(shown):
    """Record by record, on the page and in the PDF: its name, its words and its figures."""
    tables, _, page, tree = shown
    registers = [table for table in tables if table.register]
    on_page = lxml_html.fromstring(page).xpath("//*[@class='register']/ul")
    assert [len(one.xpath("li")) for one in on_page] == [len(table.rader) for table in registers]
    in_pdf = [letters(element.text("Lbl")) for element in tree.of("LI")]
    for table, html in zip(registers, on_page, strict=True):
        for row, record in zip(table.rader, html.xpath("li"), strict=True):
            words = letters(record.text_content())
            assert letters(row.celler[0]) in words
            said = [
                letters(column.hela_rubriken + number_text(cell))
                for column, cell in zip(table.kolumner, row.celler, strict=True)
                if isinstance(cell, Talcell) and cell.tal is not None
            ]
            said += [letters(str(cell)) for cell in row.celler if isinstance(cell, str)]
            assert [text for text in said if text not in words] == []
            assert words in in_pdf
    assert registers or not any(table.form == "risk" and len(table.kolumner) > 3 for table in tables)


def _same(table, rows, caption):
    """Each figure and each word of a table stands in its cell, or above the table; gives how many figures there are."""
    told, places = figures(table), {column.id: place for place, column in enumerate(table.kolumner)}
    for (row, column), figure in told.items():
        if column in places:
            text = rows[row][places[column]]
            assert number(text) == figure, (table.id, row, column, text)
        else:
            assert figure in above(caption), (table.id, row, column, caption)
    for what, cell in table.ovan:
        assert letters(what + cell_words(cell)) in letters(caption), (table.id, what)
    for row, line in enumerate(table.rader):
        for column, cell in enumerate(line.celler):
            if isinstance(cell, str):
                assert letters(rows[row][column]) == letters(cell), (table.id, row, column)
    return len(told)


def above(caption):
    """The figures that a caption tells."""
    return {number(text) for text in re.findall(r"[+\-−]?\d[\d   \N{NO-BREAK SPACE}]*(?:,\d+)?", caption)}


def cell_words(cell):
    """The words of a cell that is told above its table; of a figure none, as figures are compared as such."""
    if isinstance(cell, Ljuscell):
        return cell.bedömning.namn
    return cell if isinstance(cell, str) else cell.text if isinstance(cell, Prosacell) else ""


def letters(text):
    """A text's letters and digits: where a line ends the PDF has no space, and may have a hyphen."""
    return "".join(re.findall(r"\w", text))


def plain(text):
    """A text with spaces of one kind, and no soft hyphens."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{SOFT HYPHEN}", "").split())


def test_headings_in_two_levels_are_right_on_the_page_and_in_the_pdf(tmp_path_factory):
    """A group's heading spans its columns, and each cell knows it, its own column's heading and its row's."""
    document_, _, page, pdf, _ = culture(tmp_path_factory.getbasetemp() / f"{CULTURE}_skrivet")
    (table,) = [table for table in document_.tabeller() if table.id == "investeringar"]
    (html,) = [one for one in lxml_html.fromstring(page).xpath("//table") if table.rubrik in one.text_content()]
    heads = html.xpath("thead/tr")
    told = [(th.get("scope"), th.get("colspan"), th.get("rowspan"), plain(th.text_content())) for th in heads[0]]
    assert told == [
        ("col", None, "2", "Kultur- och fritidsnämnden"),
        ("colgroup", "3", None, "Utgifter sedan projektets start"),
        ("colgroup", "3", None, "Varav årets investeringar"),
    ]
    assert [len(group) for group in html.xpath("colgroup")] == [1, 3, 3]
    assert all(th.get("scope") == "col" for th in heads[1])
    tree = read_tree(pikepdf.open(io.BytesIO(pdf)))
    tagged = next(one for one in tree.of("Table") if "Investeringsredovisning" in one.of("Caption")[0].text())
    names = {cell.id: letters(cell.text()) for cell in tagged.of("TH")}
    (body,) = tagged.of("TBody")
    row = next(row for row in body.of("TR") if "Korsavadanläggningen" in row.text())
    own = [names[name] for name in row.of("TD")[3].headers]
    assert own == ["Korsavadanläggningen", "Varavåretsinvesteringar", "Budget2025"]


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
