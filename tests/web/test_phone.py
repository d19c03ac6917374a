"""The page on a phone: tables become cards, and only those of many figures are scrolled sideways."""

import pytest
from bench.phone import FIGURES, TABLES
from tests.web.conftest import GROUPED, NAMES

from asn.table import MOST_FIGURES

REPORTS = pytest.mark.parametrize("name", NAMES)
# Text in a table that no scrolling brings into view, on a page whose tables don't scroll.
CLIPPED = """[...document.querySelectorAll('.tabell:not(.smal-rullar) :is(td, tbody th, span.ljus)')]
    .filter(e => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth)
    .map(e => e.textContent)"""
OVERPRINTED = """[...document.querySelectorAll('.smal-rullar td.tal')]
    .filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)"""
LETTERS = """[...document.querySelectorAll('.diagram svg text')].filter(e => e.getClientRects().length).map(e => {
    const drawn = e.ownerSVGElement;
    return parseFloat(getComputedStyle(e).fontSize) * drawn.getBoundingClientRect().width / drawn.viewBox.baseVal.width;
})"""
LABELS = """[...document.querySelectorAll('.smal-kort td, .smal-rutor td')].filter(td => td.getClientRects().length)
    .map(td => [getComputedStyle(td, '::before').content.replace(/[":]/g, '').trim(), td.dataset.kolumn])"""


@REPORTS
@pytest.mark.parametrize("width", [320, 390])
def test_only_a_table_of_many_figures_is_scrolled_sideways(name, width, opened):
    """Whoever reads on a phone reads all of a row without moving it; figures side by side are to be compared."""
    tables = opened(name, width).run(TABLES)
    assert tables
    assert MOST_FIGURES == FIGURES
    assert [told for told in tables if told[1] < 1 and told[2] <= MOST_FIGURES] == []


@REPORTS
def test_no_light_and_no_word_of_a_card_is_cut_off(name, opened):
    """What isn't scrolled is seen."""
    assert opened(name, 320).run(CLIPPED) == []


@pytest.mark.parametrize("name", [*NAMES, GROUPED])
def test_no_figure_is_printed_over_the_next(name, opened):
    """Each column that is scrolled by has room for its figures, also where columns stand in groups."""
    assert opened(name, 390).run(OVERPRINTED) == []


@REPORTS
def test_each_value_of_a_card_has_its_columns_name(name, opened):
    """The row of headings isn't seen there."""
    labels = opened(name, 390).run(LABELS)
    assert labels or name in {"2024/T1", "2025/plan"}
    assert [told for told, column in labels if told != column.replace(":", "")] == []


def test_cards_are_read_out_as_a_table(opened):
    """Laid out as blocks, rows and cells are still rows and cells."""
    nodes = opened("2022/T1", 390).send("Accessibility.getFullAXTree")["nodes"]
    roles = [n["role"]["value"] for n in nodes if not n["ignored"] and "role" in n]
    wide = opened("2022/T1", 1280).send("Accessibility.getFullAXTree")["nodes"]
    expected = [n["role"]["value"] for n in wide if not n["ignored"] and "role" in n]
    for role in ("table", "row", "columnheader", "rowheader"):
        assert roles.count(role) == expected.count(role), role


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 704, 705, 1280])
def test_the_letters_of_a_chart_are_at_least_11_px(width, scheme, opened):
    """A narrow page has a drawing of its own, and one of the two is shown, whole."""
    page = opened("2022/T1", width, scheme=scheme)
    assert min(page.run(LETTERS)) >= 11
    charts = page.run("[...document.querySelectorAll('.diagram svg')].map(e => e.getBoundingClientRect().right)")
    assert len(charts) == 4
    assert 0 < max(charts) <= width
    assert charts.count(0) == 2
