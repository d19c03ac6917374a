"""Words that make a sentence be about another place or time, uncertain, or somebody else's."""

import pytest

from asn.check.prose.qualifiers import Doubt, cues

TOLD = {
    Doubt.PLATS: (
        "hos grannkommunen", "i andra kommuner", "kommunerna i länet", "för riket som helhet", "i Haninge",
        "rikssnittet", "Södertörnskommunernas", "Nacka kommun", "i regionen", "övriga nämnder",
    ),
    Doubt.TID: (
        "under första kvartalet", "ett kvartal", "kvartalens", "det andra tertialet", "i tertialen", "förra veckan",
        "de första veckorna", "en månad", "månaderna", "halvåret", "i fjol", "ifjol", "fjolårets", "föregående år",
        "tidigare", "då", "inledningsvis", "vid årsskiftet", "i mars", "per den 31 mars", "sedan 2019", "nästa år",
        "framöver", "kommande år", "säsongen", "i somras", "semestermånaderna", "år 2021", "de senaste åren", "dagarna",
        "oktoberuppföljningen", "när budgeten antogs",
    ),
    Doubt.VILLKOR: (
        "om placeringarna ökar", "ifall", "skulle", "förutsatt att", "i värsta fall", "annars", "bortsett från", "vore",
    ),
    Doubt.AVSIKT: (
        "räknade med", "befarade", "befarar", "väntades", "kan", "kunde", "bedömdes", "planerade", "målet", "kravet",
    ),
    Doubt.MÅTT: (
        "per hushåll", "i snitt", "genomsnittligt", "varav", "av vilket", "en andel", "delar av", "en tredjedel av",
        "jämfört med", "utöver", "ytterligare", "förändringen", "kostnadsökningen", "kumulativt", "ackumulerade",
        "exklusive", "inklusive", "per vårddygn", "i månaden", "om året", "tillsammans",
    ),
    Doubt.NEKANDE: ("inte", "ej", "inget", "ingen", "varken", "utan", "aldrig"),
    Doubt.ANFÖRING: ("enligt SKR", "revisorerna skriver", "”så”", "«så»", "chefen menade", "uppger"),
}  # fmt: skip


@pytest.mark.parametrize(("doubt", "text"), [(doubt, text) for doubt, told in TOLD.items() for text in told])
def test_a_word_is_known_in_its_forms(doubt, text):
    """Definite and indefinite, singular and plural, genitive, and as the end of a longer word."""
    assert doubt in {cue.doubt for cue in cues(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Nämnden visar ett underskott på 3 mnkr för perioden.",
        "I Exempelby kommun, i Exempelby, hos Vuxenenheten och år 2023.",
        "Årets resultat, delårets utfall och helårets prognos, enligt plan.",
        "Ett överskott om 3 mnkr väntas.",
    ],
)
def test_what_is_the_boards_own_and_now_casts_no_doubt(text):
    """Its municipality and units, its year and its period."""
    assert list(cues(text, ("Exempelby kommun", "Exempelby", "Vuxenenheten", "2023"))) == []


def test_a_cue_stands_where_its_word_does():
    """In characters of the text."""
    (found,) = cues("Nämnden hade\ni fjol 3 mnkr.")
    assert (found.start, found.end) == (13, 19)
