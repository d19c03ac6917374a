"""A text that counts lights is held against the lists in the board's own words, for the lists and for the classes."""

import pytest
from tests.fixtures.projects import loaded

from asn.check import RULES, examine

SCALE = """skalor:
  - id: mål
    namn: Måluppfyllelse
    klasser: [{bedömning: mycket_god}, {bedömning: god}, {bedömning: svag, ord: Långt från målet}]
"""
GOALS = """slag: text
rubrik: Mål
text: |
  TEXT
underavsnitt:
  - slag: mål
    skala: mål
    nämndmål:
      - {id: a, namn: A, bedömning: god}
      - {id: b, namn: B, bedömning: god}
      - {id: c, namn: C, bedömning: svag, kommentar: Fler har sökt.}
"""


def said(tmp_path, text, scale=SCALE, goals=GOALS):
    """What T501 says of a text over three goals."""
    files = {
        "skalor.yaml": scale,
        "ord.yaml": "mål: {nämndmål: Resultatmål}\n",
        "2023/T1/rapport.yaml": "tillstånd: utkast\navsnitt: [{fil: a.yaml, rubrik: A}]\n",
        "2023/T1/a.yaml": goals.replace("TEXT", text),
    }
    (report,) = loaded(tmp_path, files).rapporter
    return [one.message for one in examine(report, (), [rule for rule in RULES if rule.code == "T501"]).fynd]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Av tre resultatmål har två bedömningen god.", ""),
        ("Av tre resultatmål har ett bedömningen god.", "ett"),
        ("Av de fyra resultatmålen har två bedömningen god.", "fyra"),
        ("Två av tre nämndmål har bedömningen långt från målet.", "två"),
        ("Ett av tre resultatmål har bedömningen långt från målet.", ""),
        ("Inget av tre resultatmål är mycket god.", ""),
        ("Av tre resultatmål är två gröna.", ""),
    ],
)
def test_own_classes_and_own_words_are_counted(text, wrong, tmp_path):
    """A class that the report's scales don't have is not understood, and left alone."""
    told = said(tmp_path, text)
    assert [message.split()[2].rstrip(",") for message in told] == ([wrong] if wrong else [])


def test_a_word_of_two_scales_is_left_alone(tmp_path):
    """Nobody knows which of them a sentence means."""
    both = SCALE + "  - {id: risk, namn: Risk, klasser: [{bedömning: låg, ord: God}, {bedömning: hög}]}\n"
    risks = "  - {slag: risker, skala: risk, risker: [{id: r, namn: R, riskvärde: 4, bedömning: låg}]}\n"
    assert said(tmp_path, "Av tre resultatmål har ett bedömningen god.", both, GOALS + risks) == []


AREAS = """slag: text
rubrik: Ekonomi
text: TEXT
underavsnitt:
  - slag: tabell
    id: drift
    rubrik: Drift
    tabellrubrik: Drift
    radrubrik: Område
    enhet: mnkr
    tecken: kostnader positiva
    kolumner:
      - {id: budget, rubrik: Budget, slag: pengar, roll: budget}
      - {id: utfall, rubrik: Utfall, slag: pengar, roll: utfall}
      - {id: avvikelse, rubrik: Avvikelse, slag: pengar, roll: avvikelse, av: budget, minus: utfall}
    rader:
      - {id: buss, namn: Busstrafik, roll: rubrik}
      - {id: buss_i, namn: Intäkter, intäkt: ja, celler: {budget: "210,0", utfall: "214,2"}}
      - {id: buss_k, namn: Kostnader, celler: {budget: "480,5", utfall: "489,9"}}
      - {id: buss_n, namn: Netto, roll: summa, summerar: [buss_i, buss_k]}
"""


@pytest.mark.parametrize(("figure", "found"), [("5,2", 0), ("9,1", 1)])
def test_an_area_is_the_sum_of_what_stands_under_its_heading(figure, found, tmp_path):
    """«Busstrafik» has no row of its own: Netto below it is what a sentence means."""
    told = said(tmp_path, f"Busstrafik redovisar ett underskott på {figure} mnkr.", goals=AREAS)
    assert len(told) == found, told
    assert all("Busstrafik har «Avvikelse» −5,2" in message for message in told)
