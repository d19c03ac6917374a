"""What is said to whoever writes what a board elsewhere would: the cure is of the board's own scales and files."""

import pytest
from tests.fixtures.projects import loaded, report, told

SCALES = """skalor:
  - id: mål
    namn: Måluppfyllelse
    klasser: [{bedömning: helt}, {bedömning: delvis, ord: Delvis nått}, {bedömning: inte}]
    ej_bedömd: Bedöms inte ännu
  - {id: läge, namn: Läge, klasser: [{bedömning: klar}, {bedömning: pågår}]}
"""
GOAL = """slag: mål
rubrik: Mål
skala: mål
nämndmål:
  - id: a
    namn: A
    bedömning: {0}
    aktiviteter: [{{id: b, namn: B, {1}}}]
"""


def said(tmp_path, goal="helt", activity="kommentar: Börjar i maj.", **more):
    """What is said of a goal with an activity, and of other files that are named with ``_`` for the point."""
    files = {"skalor.yaml": SCALES, **report(GOAL.format(goal, activity))}
    return [told(found) for found in loaded(tmp_path, files | more).fynd]


@pytest.mark.parametrize("word", ["ej_bedömd", "Bedöms inte ännu"])
def test_what_is_not_judged_is_left_empty(word, tmp_path):
    """The scale's own word for it is no class."""
    assert said(tmp_path, word) == [
        (
            f"S005 «{word}» är inget av helt, delvis, inte i skalan «Måluppfyllelse». | "
            "Lämna fältet tomt, så står «Bedöms inte ännu» där. Skriv i «saknas» varför."
        )
    ]


def test_a_class_of_a_scale_that_the_section_does_not_name(tmp_path):
    """The field that names it is told, with the scale that has the class."""
    assert said(tmp_path, activity="status: pågår") == [
        (
            "S005 «pågår» är inget av grön, gul, röd. | "
            "Är det en klass i skalan «Läge»: skriv aktivitetsskala: läge i avsnittet."
        )
    ]
    assert said(tmp_path, activity="status: okänt") == ["S005 «okänt» är inget av grön, gul, röd."]


def test_what_our_own_fields_refuse_is_told_in_their_words(tmp_path):
    """Also a kind of fault that no list here knows."""
    assert said(tmp_path, activity="färdiggrad: 135 %") == ["S005 «135 %» är inte mellan 0 och 100 %."]


def test_files_that_looks_name_are_not_told_of_where_looks_cannot_be_read(tmp_path):
    """The fault is the one in utseende.yaml, or in another shared file, and no other."""
    files = {"utseende.yaml": "logotyp: {fil: utseende/l.svg}\n", "utseende/l.svg": "<svg/>"}
    assert [one.split(" |")[0] for one in said(tmp_path / "a", **files)] == ["S004 Fältet «alt» saknas."]
    files = {"utseende.yaml": 'accent: "#7a1f3d"\n', "utseende/l.svg": "<svg/>"}
    assert [one.split(" |")[0] for one in said(tmp_path / "b", **files)] == ["S009 «utseende» är inget årtal."]


def test_an_empty_folder_is_no_fault_and_another_is_told_as_a_folder(tmp_path):
    """Git keeps no empty folder; the handbook tells everyone to make bilder/ and bilagor/."""
    root = tmp_path / "tom"
    loaded(root, report(GOAL.format("helt", "kommentar: Ja.")) | {"skalor.yaml": SCALES})
    (root / "content/2023/T1/bilder").mkdir()
    assert said(root) == []
    assert [one.split(" |")[0] for one in said(tmp_path / "b", **{"2023/T1/bilder/x.png": "x"})] == [
        "S009 Mappen används inte av något avsnitt."
    ]


@pytest.mark.parametrize(("id_", "cure"), [("IK-U", "En period heter bokstäver"), ("3K", "börjar med en bokstav")])
def test_how_a_period_can_be_called_is_told(id_, cure, tmp_path):
    """At the word in rapportslag.yaml."""
    text = f"perioder: [{{id: {id_}, till: mar}}]\nrapportslag: []\n"
    (found,) = [one for one in loaded(tmp_path, {"rapportslag.yaml": text}).fynd if one.code == "S005"]
    assert (found.place.file, found.place.line, found.place.column) == ("content/rapportslag.yaml", 1, 17)
    assert cure in found.suggestion
