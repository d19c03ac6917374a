"""How far a report has come: what is wanted, what is done, and what is missing where."""

import pytest
from tests.fixtures.projects import REPO, loaded, report

from asn.compute.progress import Framsteg, emptied, missing_findings, progress
from asn.load.project import load_project
from asn.pipeline import checked

GOALS = """slag: mål
nämndmål:
  - id: a
    namn: Målet
    bedömning: {goal}
    indikatorer:
      - {{id: i, namn: Mätt, utfall: {outcome}, målnivå: 5, bedömning: {light}}}
      - {{id: j, namn: Senare, mäts: I oktober.}}
    enheter:
      - enhet: mottagningen
        bedömning: {unit}
      - enhet: vuxenenheten
        bedömning: grön
"""
FULL = {"goal": "grön", "outcome": "5", "light": "grön", "unit": "gul"}
UNITS = "enheter:\n  - {id: mottagningen, namn: Mottagningsenheten}\n  - {id: vuxenenheten, namn: Vuxenenheten}\n"


@pytest.fixture(name="made")
def _made(tmp_path):
    """From files to how far the one report has come."""

    def make(text, **more):
        project = loaded(tmp_path, {**report(text), **more})
        assert [found for found in project.fynd if found.code != "S009"] == []
        (one,) = project.rapporter
        return progress(one, checked(project, one).fynd)

    return make


def counts(states):
    return [(state.klart, state.av) for state in states]


def told(states):
    return [(gap.under, gap.fynd.message, gap.fynd.place.line) for state in states for gap in state.saknas]


def test_a_whole_section_is_done(made):
    """A goal, its indicator and its two units; one that isn't measured now is not waited for."""
    found = made(GOALS.format(**FULL))
    assert counts(found.avsnitt) == [(4, 4)]
    assert told(found.avsnitt) == []


@pytest.mark.parametrize(
    ("change", "count"),
    [({"goal": ""}, 3), ({"light": ""}, 3), ({"outcome": ""}, 3), ({"outcome": "", "light": ""}, 3), ({"unit": ""}, 3)],
)
def test_what_is_half_done_is_one_thing_left(change, count, made):
    """An indicator that lacks its light, its outcome or both is one of four; the number of things stays the same."""
    assert counts(made(GOALS.format(**FULL | change)).avsnitt) == [(count, 4)]


def test_a_missing_light_is_told_with_its_place_and_the_section_around_it(made):
    """The heading is that of the section next below the file's own; an empty last value is still within its record."""
    text = "slag: text\nunderavsnitt:\n  - slag: målöversikt\n    rubrik: Översikt\n    målområden:\n"
    found = made(f"{text}      - målområde: ekonomi\n        bedömning:\n")
    assert counts(found.avsnitt) == [(0, 1)]
    assert told(found.avsnitt) == [("Översikt", "«Ekonomi» saknar bedömning.", 7)]


def test_a_unit_owes_what_stands_under_its_id_or_its_name(made):
    """The light of a goal, the values of a row; a unit that nothing is asked of isn't told of."""
    goals = GOALS.format(**FULL | {"unit": ""})
    goals = "slag: text\nunderavsnitt:\n" + "".join(
        f"{'  - ' if not n else '    '}{line}\n" for n, line in enumerate(goals.splitlines())
    )
    matrix = """  - slag: matris
    id: m
    tabellrubrik: Pulsmätning
    mätpunkter: [{id: jan, rubrik: Jan}]
    rader:
      - {id: rad, namn: Mottagningsenheten, värden: {jan: }}
      - {id: rad_2, namn: Vuxenenheten, värden: {jan: 4}}
"""
    found = made(goals + matrix, **{"enheter.yaml": UNITS + "  - {id: tredje, namn: Tredje}\n"})
    assert [unit.id for unit in found.enheter] == ["mottagningen", "vuxenenheten"]
    assert counts(found.enheter) == [(0, 2), (2, 2)]
    assert [line[:2] for line in told(found.enheter)] == [
        ("Målet", "«Mottagningsenheten» saknar bedömning."),
        ("", "«Mottagningsenheten» har inga värden."),
    ]
    assert counts(found.avsnitt) == [(4, 6)]


def test_a_text_next_below_its_chapter_stands_under_no_heading_but_the_chapters(made):
    """What is missing already names it; a text below that one is told under it."""
    texts = "underavsnitt: [{slag: text, rubrik: C, text: }]"
    found = made(f"slag: text\nunderavsnitt:\n  - {{slag: text, rubrik: B, text: , {texts}}}\n")
    assert [line[:2] for line in told(found.avsnitt)] == [
        ("", "Avsnittet «B» har ingen text."),
        ("B", "Avsnittet «C» har ingen text."),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("slag: händelser\nhändelser:\n", (0, 1)),
        ("slag: händelser\nhändelser:\n  - text: A.\n  - text: B.\n", (1, 1)),
        ("slag: text\ninledning:\ntext: Skriven.\n", (1, 2)),
        ("slag: text\nrubrik: Kapitel\nunderavsnitt:\n  - {slag: text, text: A.}\n", (1, 1)),
        ("slag: mål\nsaknas: Tas fram i maj.\nnämndmål:\n  - {id: a, namn: A}\n", (0, 0)),
    ],
)
def test_texts_and_lists_are_one_thing_each(text, count, made):
    """A list of events is one; a chapter without a text of its own is none; what has a reason isn't waited for."""
    assert counts(made(text).avsnitt) == [count]


def test_what_an_exception_excuses_is_done(made):
    """It is left as it is, for a reason that is told."""
    excuse = "undantag: [{regel: K903, motivering: Politiken avgör.}]"
    found = made(f"slag: uppdrag\nuppdrag:\n  - {{id: a, namn: A, {excuse}, status: }}\n  - {{id: b, namn: B}}\n")
    assert counts(found.avsnitt) == [(1, 2)]


def test_a_mandatory_section_that_is_not_there_is_told_under_its_own_name(made):
    """With the file that it would have; one that the report has a reason to do without isn't."""
    sheet = "tillstånd: utkast\navsnitt:\n  - {fil: avsnitt.yaml, rubrik: A}\n"
    wanted = f"{sheet}  - {{fil: b.yaml, rubrik: B}}\n  - {{fil: risker.yaml, rubrik: Risker, obligatoriskt: ja}}\n"
    found = made("slag: text\ntext: A.\n", **{"2023/T1/rapport.yaml": wanted})
    assert [(part.id, part.namn) for part in found.avsnitt] == [
        ("content/2023/T1/avsnitt.yaml", "A"),
        ("content/2023/T1/risker.yaml", "Risker"),
    ]
    assert counts(found.avsnitt) == [(1, 1), (0, 1)]
    excuse = "undantag: [{regel: K901, motivering: Redovisas i T2.}]\n"
    assert counts(made("slag: text\ntext: A.\n", **{"2023/T1/rapport.yaml": wanted + excuse}).avsnitt) == [(1, 1)]


def test_every_gap_of_the_real_reports_stands_in_one_section():
    """None is lost and none told twice, and a finished report has all that is wanted."""
    project = load_project(REPO)
    lacking = 0
    for one in project.rapporter:
        findings = checked(project, one).fynd
        made = progress(one, findings)
        assert sorted(gap.fynd for part in made.avsnitt for gap in part.saknas) == list(missing_findings(findings))
        assert sum(part.av for part in made.avsnitt) > 10
        assert all(part.klart >= 0 for part in (*made.avsnitt, *made.enheter))
        lacking += len(missing_findings(findings))
    assert lacking > 50


def test_emptying_leaves_the_report_as_it_was():
    """The copy lacks what was written and keeps its places; the report itself is whole."""
    (one,) = (found for found in load_project(REPO).rapporter if found.namn == "2022/VB")
    before = repr(one.avsnitt)
    empty = emptied(one)
    assert repr(one.avsnitt) == before
    assert [part.at() for part in empty.alla_avsnitt()] == [part.at() for part in one.alla_avsnitt()]
    lights = [record.bedömning for part in empty.avsnitt for record in part.below() if hasattr(record, "bedömning")]
    assert len(lights) > 20
    assert not any(lights)


def test_a_report_of_nothing_has_come_nowhere(made):
    """No sections, no units."""
    assert made("slag: text\ntext: A.\n", **{"2023/T1/rapport.yaml": "tillstånd: utkast\n"}) == Framsteg((), ())
