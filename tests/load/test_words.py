"""The board's words: read from ord.yaml, told where they are wrong, and used where the content states none."""

import pytest
from tests.fixtures.projects import loaded, report, told, unmarked

from asn.pipeline import checked

SECTION = """slag: mål
målområde: kvalitet
nämndmål:
  - {id: a, namn: Mål}
underavsnitt:
  - slag: mål
    rubrik: Plan
    kolumnrubrik: Delmål
    nämndmål:
      - {id: b, namn: Mål}
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("mål:\n  ⟦nämdmål⟧: Resultatmål\n", "S003 Fältet «nämdmål» finns inte här. | Menade du nämndmål?"),
        ("⟦mal⟧: {nämndmål: Resultatmål}\n", "S003 Fältet «mal» finns inte här. | Menade du mål?"),
        ("mål:\n  nämndmål: ⟦''⟧\n", "S005 Här ska det stå text."),
        ("mål:\n  nämndmål: ⟦Mål {nummer}⟧\n", "S005 Här finns en plats som inte fylls i; de som fylls i är inga."),
        ("sedan:\n  rubrik: ⟦Sedan sist⟧\n", "S005 Platsen {rapport} saknas."),
        (
            "sedan:\n  rubrik: ⟦Sedan {raport} {rapport}⟧\n",
            "S005 Här finns en plats som inte fylls i; de som fylls i är {rapport}.",
        ),
        (
            "sedan:\n  rubrik: ⟦Sedan {rapport}}⟧\n",
            "S005 Här finns en plats som inte fylls i; de som fylls i är {rapport}.",
        ),
        (
            "sedan:\n  rubrik: ⟦Sedan {rapport.__class__} {rapport}⟧\n",
            "S005 Här finns en plats som inte fylls i; de som fylls i är {rapport}.",
        ),
        ("mål: ⟦Resultatmål⟧\n", "S005 Här ska det stå fält med namn och värde, ett per rad."),
    ],
)
def test_a_word_that_is_wrong_is_told_where_it_stands(text, message, tmp_path):
    """At its line and column, with what would be right; a draft has the program's words meanwhile."""
    plain, (place,) = unmarked(text, "content/ord.yaml")
    project = loaded(tmp_path, {**report("slag: text\n"), "ord.yaml": plain})
    (found,) = project.fynd
    assert (found.place, told(found)) == (place, message)
    assert found in checked(project, project.rapporter[0]).fynd
    assert project.rapporter[0].register.ord.mål.nämndmål == "Nämndmål"


def test_a_project_needs_no_words_of_its_own(tmp_path):
    """Without the file it is as it was, and so is what the file leaves out."""
    bare = loaded(tmp_path, report(SECTION)).rapporter[0]
    assert bare.avsnitt[0].kolumnrubrik == "Mål och indikator"
    assert bare.register.ord.sida.innehåll == "Innehåll"


def test_a_heading_that_a_section_leaves_out_is_the_boards_word(tmp_path):
    """One that it states stands."""
    words = "mål: {mål_och_indikator: Resultatmål}\n"
    (made,) = loaded(tmp_path, {**report(SECTION), "ord.yaml": words}).rapporter
    assert made.avsnitt[0].kolumnrubrik == "Resultatmål"
    assert made.avsnitt[0].underavsnitt[0].kolumnrubrik == "Delmål"
    assert made.avsnitt[0].nämndmål[0].at("id").line == 4


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("nämndmål: Effektmål", "Effektmål 1|Båda effektmålen är grönt.|Bedömning per målområde|Målområde 1"),
        ("nämndmål: Inriktning", "Inriktning 1|Båda nämndmålen är grönt.|Bedömning per målområde|Målområde 1"),
        ("målområde: Perspektiv", "Nämndmål 1|Båda nämndmålen är grönt.|Bedömning per perspektiv|Perspektiv 1"),
        (
            "målområde: Perspektiv, översikt: Samlat",
            "Nämndmål 1|Båda nämndmålen är grönt.|Samlat|Perspektiv 1",
        ),
    ],
)
def test_a_boards_term_goes_into_the_sentences_that_it_leaves_as_they_are(words, told, tmp_path):
    """One that is bent as ours everywhere, another where it stands alone; what the file has itself stands."""
    (made,) = loaded(tmp_path, {**report(SECTION), "ord.yaml": f"mål: {{{words}}}\n"}).rapporter
    own = made.register.ord
    found = (
        own.mål.nämndmål_nummer.replace("{nummer}", "1"),
        own.sammanfattning.båda_målen.replace("{ljus}", "grönt"),
        own.mål.översikt,
        own.mål.målområde_nummer.replace("{nummer}", "1").partition(" ·")[0],
    )
    assert "|".join(found) == told
    assert own.mål.tabell_område == "Mål och indikatorer, {målområde}"
