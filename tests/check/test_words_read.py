"""Rules that look for the program's words look for the board's."""

import pytest
from tests.fixtures.projects import loaded, report

from asn.pipeline import checked

COUNTED = """slag: uppdrag
id: lista
inledning: Två ärenden är gröna.
uppdrag:
  - {id: a, namn: A, status: grön}
"""


@pytest.mark.parametrize(("words", "codes"), [({}, set()), ({"ord.yaml": "uppdrag: {uppdrag: Ärenden}\n"}, {"U402"})])
def test_a_count_of_assignments_is_read_by_the_boards_name_for_them(words, codes, tmp_path):
    """«Två ärenden är gröna» is a claim where the board calls its assignments ärenden."""
    project = loaded(tmp_path, {**report(COUNTED), **words})
    found = {one.code for one in checked(project, project.rapporter[0]).fynd}
    assert found & {"U402"} == codes


def _goals(heading):
    return f"slag: mål\nrubrik: {heading}\nmålområde: kvalitet\nnämndmål: [{{id: a, namn: A}}]\n"


@pytest.mark.parametrize(("words", "codes"), [({}, {"H606"}), ({"ord.yaml": "mål: {målområde: Fokus}\n"}, set())])
def test_a_number_before_a_heading_is_read_by_the_boards_name_for_a_målområde(words, codes, tmp_path):
    """«Fokus 2: God kvalitet» is «God kvalitet» where the board calls its målområden so."""
    files = {**report(_goals("God kvalitet"), "2023/T1"), **report(_goals('"Fokus 2: God kvalitet"'), "2023/T2")}
    project = loaded(tmp_path, {**files, **words})
    found = {one.code for one in checked(project, project.rapporter[1]).fynd}
    assert found & {"H606"} == codes


def test_the_summary_gives_way_to_a_chapter_of_its_own_name(tmp_path):
    """The two headings are compared as they are printed."""
    from asn.compute import document

    words = "sammanfattning: {rubrik: Kortfattat, annan_rubrik: Det viktigaste}\n"
    chapter = "slag: text\nrubrik: Kortfattat\ntext: Hej.\n"
    (made,) = loaded(tmp_path, {**report(chapter), "ord.yaml": words}).rapporter
    assert document(made, (), ()).sammanfattning.rubrik == "Det viktigaste"
