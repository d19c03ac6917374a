"""The document: chapters numbered, anchors of their own, footnotes in one row, figures in place."""

import pytest
from tests.fixtures import reports
from tests.fixtures.projects import loaded, report

from asn.compute import document
from asn.compute.document import ascii_name, period_text
from asn.finding import Finding, Place, Severity

FAULT = Finding(Place("content/2023/T1/avsnitt.yaml"), "M201", Severity.FEL, "Fel.")
ADVICE = Finding(Place("content/2023/T1/avsnitt.yaml"), "T501", Severity.RÅD, "Råd.")


@pytest.fixture
def computed(tmp_path):
    """A report with a single section, computed."""

    def compute(text, findings=()):
        project = loaded(tmp_path, report(text))
        assert project.fynd == ()
        return document(project.rapporter[0], (), findings)

    return compute


def views(made):
    return [(view.nivå, view.nummer, view.rubrik) for chapter in made.kapitel for view in chapter.alla()]


def test_chapters_are_numbered_down_to_the_second_level(computed):
    """A chapter is 1, a section in it 1.1; what is deeper has a heading and no number."""
    made = computed(
        "slag: text\nrubrik: A\nunderavsnitt:\n  - {slag: text, rubrik: B}\n"
        "  - {slag: text, rubrik: C, underavsnitt: [{slag: text, rubrik: D}]}\n"
    )
    assert views(made) == [(2, "1", "A"), (3, "1.1", "B"), (3, "1.2", "C"), (4, "", "D")]


def test_a_section_without_a_heading_takes_no_number_and_no_level(computed):
    """Its text belongs to what stands above it."""
    made = computed(
        "slag: text\nrubrik: A\nunderavsnitt:\n  - {slag: text, text: B}\n  - {slag: text, rubrik: C}\n"
        "  - {slag: text, rubrik: D, underavsnitt: [{slag: text, underavsnitt: [{slag: text, rubrik: E}]}]}\n"
    )
    assert views(made) == [(2, "1", "A"), (3, "", ""), (3, "1.1", "C"), (3, "1.2", "D"), (4, "", ""), (4, "", "E")]


def test_an_annex_is_named_by_its_own_number(computed):
    """And what stands below it has none."""
    made = computed("slag: text\nrubrik: A\nbilaga: 3\nunderavsnitt:\n  - {slag: text, rubrik: B}\n")
    assert views(made) == [(2, "Bilaga 3", "A"), (3, "", "B")]


def test_a_goal_without_a_heading_takes_its_areas_name(computed):
    """The area's number and short name stand above it."""
    made = computed("slag: text\nunderavsnitt: [{slag: mål, målområde: kvalitet, nämndmål: []}]\n")
    (goal,) = made.kapitel[0].under
    assert (goal.rubrik, goal.målområde) == ("Verksamheten har god kvalitet", "Målområde 2 · Kvalitet")


def test_every_anchor_is_its_own(computed):
    """By id, else by heading, in ASCII; a second of the same gets a number."""
    made = computed(
        "slag: text\nid: å_ä\nrubrik: A\nunderavsnitt:\n"
        "  - {slag: text, rubrik: Ö & ö!}\n  - {slag: text, rubrik: Ö & ö!}\n  - {slag: text, text: B}\n"
    )
    assert [view.ankare for view in made.kapitel[0].alla()] == ["a-a", "o-o", "o-o-2", "text"]


def test_footnotes_run_through_the_report(computed):
    """Numbered in the order of the text, whatever section they stand in."""
    made = computed(
        "slag: text\ntext: A[^b].\nfotnoter: [{id: b, text: Beta}]\nunderavsnitt:\n"
        "  - {slag: text, text: 'C[^d].', fotnoter: [{id: d, text: Delta}]}\n"
    )
    first, second = made.kapitel[0].alla()
    assert (first.avsnitt.text, second.avsnitt.text) == ("A[^1].", "C[^2].")
    assert [(note.nummer, note.text) for view in (first, second) for note in view.fotnoter] == [
        (1, "Beta"),
        (2, "Delta"),
    ]


def test_figures_are_in_place_in_every_text(computed):
    """In headings, lists and notes as well as in prose; a figure that is missing leaves a marked gap."""
    made = computed(
        "slag: text\nid: a\ntal: {andel: 36 %}\nrubrik: 'Andel {{ andel }}'\ntext: '{{ andel | procent }}, {{ x }}'\n"
        "underavsnitt: [{slag: händelser, händelser: [{text: 'Det blev {{ a.andel }}'}]}]\n"
    )
    first, second = made.kapitel[0].alla()
    percent = "36\N{NO-BREAK SPACE}"
    assert first.avsnitt.rubrik == f"Andel {percent}%"
    assert first.avsnitt.text == f"{percent}procent, [siffra saknas]"
    assert second.avsnitt.händelser[0].text == f"Det blev {percent}%"


def test_an_expression_that_came_out_is_not_read_again(computed):
    """Braces in a name are text: content is never taken for a template."""
    made = computed("slag: nyckeltal\nid: a\nnyckeltal: [{id: b, namn: B, värde: '{{ a.b }}'}]\ntext: '{{ a.b }}'\n")
    assert made.kapitel[0].avsnitt.text.count("{{") <= 1


MANY = tuple(Finding(Place("a.yaml", line), "K904", Severity.VARNING, f"«{line}» är tom.") for line in range(1, 6))


def test_a_draft_carries_what_is_left_to_do_and_an_adopted_report_does_not(computed):
    """The gravest first, each under its heading."""
    made = computed("slag: text\n", (ADVICE, FAULT))
    assert [(heading, [left.text for left in found]) for heading, found in made.brister_per_allvar()] == [
        ("Fel", [FAULT.message]),
        ("Råd", [ADVICE.message]),
    ]
    assert [left.rader for _, found in computed("slag: text\n", MANY).brister_per_allvar() for left in found] == [
        "1, 2, 3, 4 och 5"
    ]
    adopted = reports.judged("2023/T1").rapport
    assert document(adopted, (), (FAULT,)).brister == ()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2023/T1", "januari–april 2023"),
        ("2023/T2", "januari–augusti 2023"),
        ("2023/VB", "januari–december 2023"),
        ("2023/plan", "2023"),
        ("2023/M01", "januari 2023"),
        ("2023/M11", "januari–november 2023"),
    ],
)
def test_the_period_is_told_in_words(name, told, tmp_path):
    """As it stands on the cover."""
    project = loaded(tmp_path, report("slag: text\n", name))
    assert period_text(project.rapporter[0]) == told


@pytest.mark.parametrize(("name", "plain"), [("Årshjul", "arshjul"), ("mål_ö", "mal_o"), ("É à", "e-a"), ("日本", "")])
def test_a_name_in_ascii(name, plain):
    """For files and anchors."""
    assert ascii_name(name) == plain


def test_an_exception_is_told_to_the_reader_where_it_says_so(computed):
    """Once, however many times it stands."""
    one = "{regel: M201, motivering: A, till_läsaren: Så blev det.}"
    made = computed(
        f"slag: text\nundantag: [{one}, {{regel: M202, motivering: B}}]\n"
        f"underavsnitt: [{{slag: text, undantag: [{one}]}}]\n"
    )
    assert [(row.regel, row.text) for row in made.undantag] == [("M201", "Så blev det.")]
