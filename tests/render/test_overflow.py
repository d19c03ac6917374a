"""What doesn't fit lies down by itself, and where that isn't enough the build says which table it is, and the cure."""

from io import BytesIO

import pikepdf
import pytest
from tests.fixtures.projects import loaded
from tests.hostile.inputs_templates import FACE

from asn.pipeline import checked, computed, outputs
from asn.render.pdf import PdfError
from asn.resources import Resources

COLUMNS = "kolumner:\n{columns}rader:\n{rows}"


def amounts(columns, figure, heading="Utfall"):
    """A table of amounts of so many columns, with the same figure in every cell."""
    told = "".join(f"  - {{id: k{n}, rubrik: {heading} {n}, roll: utfall}}\n" for n in range(columns))
    cells = ", ".join(f"k{n}: {figure}" for n in range(columns))
    rows = "".join(f"  - {{id: r{n}, namn: Verksamhet {n}, belopp: {{{cells}}}}}\n" for n in range(4))
    return f"slag: belopp\nid: t\nrubrik: T\ntabellrubrik: Stor tabell\nkolumner:\n{told}rader:\n{rows}"


def measurements(columns, figure):
    """A matrix of so many columns."""
    told = "".join(f"  - {{id: k{n}, rubrik: Mätning {n}}}\n" for n in range(columns))
    cells = ", ".join(f"k{n}: {figure}" for n in range(columns))
    return (
        f"slag: matris\nid: t\nrubrik: T\ntabellrubrik: Stor tabell\nmätpunkter:\n{told}"
        f"rader:\n  - {{id: a, namn: En fråga, värden: {{{cells}}}}}\n"
    )


def made(tmp_path, section):
    project = loaded(
        tmp_path,
        {
            "2023/T1/rapport.yaml": "tillstånd: utkast\navsnitt:\n  - {fil: a.yaml, rubrik: A}\n",
            "2023/T1/a.yaml": section,
        },
    )
    (report,) = project.rapporter
    said = checked(project, report)
    return computed(project, said), lambda: outputs(project, said, Resources(tmp_path), ("pdf",))


@pytest.mark.parametrize(
    ("section", "lying"),
    [
        pytest.param(amounts(5, "-29 390"), False, id="fem kolumner står"),
        pytest.param(amounts(9, "-1 234 567"), True, id="nio kolumner med sju siffror"),
        pytest.param(amounts(14, "-12 345"), True, id="fjorton kolumner"),
        pytest.param(measurements(14, "-1 234 567"), True, id="en matris"),
        pytest.param(amounts(3, "-29 390") + "liggande: ja\n", True, id="som säger det själv"),
    ],
)
def test_a_wide_table_lies_down_by_itself(tmp_path, section, lying):
    """And is printed, with nothing over its edge."""
    document, build = made(tmp_path, section)
    (table,) = document.tabeller()
    assert table.liggande is lying
    assert build()


def goals(years):
    """A goal with an indicator that has an outcome and a target for each year up to the report's."""
    told = ", ".join(f'{year}: "{year % 100},5 %"' for year in range(2024 - years, 2024))
    return (
        "slag: mål\nrubrik: Mål\nnämndmål:\n  - id: a\n    namn: Kort väntetid\n    indikatorer:\n"
        f"      - id: i\n        namn: Handläggningstid\n        utfall: {{{told}}}\n        målnivå: {{{told}}}\n"
    )


@pytest.mark.parametrize(("years", "lying", "parts"), [(2, False, 0), (5, True, 0), (12, True, 2)])
def test_goals_over_many_years_lie_down_and_are_printed_in_parts(tmp_path, years, lying, parts):
    """No word and no figure is broken for want of room."""
    document, build = made(tmp_path, goals(years))
    (table,) = document.tabeller()
    assert (table.liggande, len(table.delar)) == (lying, parts)
    assert build()


def test_a_draft_whose_first_section_lies_down_has_no_blank_page(tmp_path):
    """Cover, contents, the table; what tells that it is a draft makes no page of its own."""
    document, build = made(tmp_path, measurements(14, "-1 234 567"))
    assert not document.sammanfattning.finns
    (pdf,) = (made for made in build() if made.name.endswith(".pdf"))
    with pikepdf.open(BytesIO(pdf.data)) as opened:
        assert len(opened.pages) == 3


@pytest.mark.parametrize(
    ("section", "told"),
    [
        pytest.param(amounts(22, "-1 234 567"), "Tabellen «Stor tabell, tkr» får inte plats", id="för många kolumner"),
        pytest.param(
            amounts(12, "-123 456 789 012 345"), "Tabellen «Stor tabell, tkr» får inte plats", id="för långa tal"
        ),
    ],
)
def test_what_does_not_fit_is_a_fault_of_the_build(tmp_path, section, told):
    """Named, with the cure; nothing is printed over something else."""
    _, build = made(tmp_path, section)
    with pytest.raises(PdfError) as why:
        build()
    assert told in " ".join(why.value.messages)
    assert "dela tabellen på två" in " ".join(why.value.messages)


def test_a_word_without_end_is_broken(tmp_path):
    """The check lets it through, so it is printed, within the page."""
    _, build = made(tmp_path, f"slag: text\nrubrik: T\ntext: {'x' * 200}\n")
    assert build()


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("margin-left: -300mm; width: 100mm", "«Hej» börjar till vänster om sin plats på sidan."),
        ("top: 400mm; position: relative", "«Hej» är högre än sin plats på sidan."),
        ("left: 400mm; position: relative", "«Hej» är bredare än sin plats på sidan."),
    ],
)
def test_what_leaves_the_sheet_is_told_whichever_edge_it_leaves_by(tmp_path, style, told):
    """To the left and below as well as to the right."""
    own = tmp_path / "templates/avsnitt/text.j2"
    own.parent.mkdir(parents=True)
    own.write_text(
        '{% extends "avsnitt/avsnitt.j2" %}\n{% block innehåll %}<p class="ut">Hej</p>{% endblock %}\n',
        encoding="utf-8",
    )
    sheet = tmp_path / "templates/stil/tryck.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text(FACE + f".ut {{ {style} }}", encoding="utf-8")
    _, build = made(tmp_path, "slag: text\ntext: Hej\n")
    with pytest.raises(PdfError) as why:
        build()
    assert told in str(why.value)


def test_a_table_that_lies_already_is_not_told_to_lie(tmp_path):
    """The cure is one that can be followed."""
    _, build = made(tmp_path, amounts(14, "-123 456 789 012 345") + "liggande: ja\n")
    with pytest.raises(PdfError) as why:
        build()
    assert "Stor tabell" in str(why.value)
    assert "dela tabellen på två" in str(why.value)
    assert "liggande" not in str(why.value)
