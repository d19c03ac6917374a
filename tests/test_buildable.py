"""What the checks let through is built, in every format: nobody is told «inga fel» of a report that can't be made."""

from contextlib import ExitStack

import pytest
import yaml
from tests.fixtures import content, pictures
from tests.fixtures.console import inside
from tests.fixtures.projects import REPO, write

from asn.check import RULES
from asn.check.rules import LOADING, example
from asn.finding import Severity
from asn.load.project import load_project
from asn.model.avsnitt import KINDS
from asn.pdf_jobs import pdf_job
from asn.pipeline import checked, computed, pages_and_data
from asn.publish.manifest import names_of
from asn.render.pdf import engine
from asn.resources import Resources

CODES = (*(rule.code for rule in RULES), *LOADING)
RIGHT = [
    pytest.param(code, case, id=f"{code}-{case.heading}")
    for code in CODES
    for case in example(code).cases
    if not case.expected
]


@pytest.fixture(scope="module")
def print_():
    """The PDF engine, in one session for all the reports in a row that have the same style."""
    style = session = None
    with ExitStack() as sessions:

        def print_(job):
            nonlocal style, session
            if job.style != style:
                sessions.close()
                style, session = job.style, sessions.enter_context(engine(job.style))
            return session(job)

        yield print_


def build(project, report, print_):
    """Make a report in every format; what can't be made raises."""
    judged = checked(project, report)
    resources = Resources(project.root)
    document = computed(project, judged)
    files = pages_and_data(document, resources, ("md", "html", "data"))
    assert len(names_of(files)) == len(files)
    pdf = print_(pdf_job(project, document, resources))
    assert pdf.startswith(b"%PDF-")
    return files


def sheets(files):
    """A sheet for each report of an example that has none of its own: adopted, with every file as a section."""
    folders = {name.rpartition("/")[0] for name in files if name.count("/") == 2}
    for folder in folders:
        names = sorted(name for name in files if name.startswith(f"{folder}/"))
        if f"{folder}/rapport.yaml" not in names:
            rows = "".join(f"  - {{fil: {name.rpartition('/')[2]}, rubrik: Avsnitt}}\n" for name in names)
            yield f"{folder}/rapport.yaml", f"tillstånd: utkast\navsnitt:\n{rows}"


PICTURES = {"A807": {"2023/T1/bilder/hus.jpg": pictures.jpeg(), "2023/T1/bilder/monster.svg": pictures.SIGN}}
"""The pictures that an example speaks of: it shows only text."""


@pytest.mark.parametrize(("code", "case"), RIGHT)
def test_a_right_example_is_built(code, case, tmp_path, print_):
    """What a rule's example calls right can be made, as the draft that an editor would write it in."""
    project = load_project(write(tmp_path, case.files | dict(sheets(case.files)) | PICTURES.get(code, {})))
    assert not [found for found in project.fynd if found.severity is Severity.FEL and found.code != "S009"]
    for report in project.rapporter:
        build(project, report, print_)


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data):  # noqa: ARG002 - theirs
        return True


def dumped(value):
    """A record as an editor's file."""
    return yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False)


def adopted(sections, state="fastställd"):
    """The files of a report with some sections, each in a file of its own."""
    names = [f"avsnitt_{number}.yaml" for number, _ in enumerate(sections)]
    rows = "".join(f"  - {{fil: {name}, rubrik: Avsnitt}}\n" for name in names)
    files = {f"2023/T1/{name}": dumped(section) for name, section in zip(names, sections, strict=True)}
    return files | {"2023/T1/rapport.yaml": f"tillstånd: {state}\navsnitt:\n{rows}"}


LONG = "Ordetsomaldrigtarslut" * 12
ODD = "* [a](https://b.se) _x_ | `k` ~~y~~ <!-- --> 5 > 3 &alpha;\n\n1. ett\n   - två\n\n     tre\n2. fyra"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_kind_of_section_is_built_with_the_least_and_with_the_most(kind, tmp_path, print_):
    """Empty lists, one row, two rows, endless words and odd Markdown; and all of them side by side."""
    made = [
        *(content.record(kind, rows) for rows in (None, 0, 1, 2)),
        *(content.record(kind, 1, text) for text in (LONG, ODD)),
    ]
    for number, section in enumerate(made):
        if "id" in section:  # only in å and a are they told apart
            section["id"] = f"{'åa'[number % 2]}vsnitt_{number // 2}"
        if "avser" in section:
            section["avser"] = "mål"
    target = {"slag": "text", "id": "mål"}
    project = load_project(write(tmp_path, adopted([*made, target], "utkast")))
    assert not project.fel_i, project.fynd
    build(project, project.rapporter[0], print_)


EMPTY = [kind for kind in KINDS if any(value == [] for value in content.record(kind, None).values())]


@pytest.mark.parametrize("kind", EMPTY, ids=lambda kind: kind.__name__)
def test_an_empty_list_that_says_why_is_built(kind, tmp_path, print_):
    """K904 advises it: «skriv i saknas varför det är tomt»."""
    section = content.record(kind, None) | {"saknas": "Redovisas i juni."}
    project = load_project(write(tmp_path, adopted([section])))
    judged = checked(project, project.rapporter[0])
    assert judged.får_byggas, judged.fynd
    files = build(project, project.rapporter[0], print_)
    assert "Redovisas i juni." in files[0].data.decode()


def test_a_row_as_long_as_a_page_keeps_its_heading_row(tmp_path, print_):
    """The PDF engine drops a heading row that finds no room above a row that may not break."""
    goals = [{"id": "a", "namn": "N", "utfall": "10 %", "kommentar": "ord " * 1000, "bedömning": "grön"}]
    project = load_project(write(tmp_path, adopted([{"slag": "mål", "nämndmål": goals}], "utkast")))
    build(project, project.rapporter[0], print_)


WRONG = {
    "✅ Klart": ("S017", "Tecknet «✅» (U+2705) finns inte i rapportens typsnitt."),
    "31 ℃": ("S017", "Tecknet «℃» (U+2103) finns inte i rapportens typsnitt."),
    "محمد": ("S017", "Tecknen «محد» finns inte i rapportens typsnitt."),
    "Bra &#128512; år": ("S017", "Tecknet «😀» (U+1F600) finns inte i rapportens typsnitt."),
    "Se [målen](#finnsinte)": ("U404", "Länken leder till #finnsinte, som inte finns i rapporten."),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_the_page_cannot_have_is_told_at_its_place_and_a_draft_is_built(text, tmp_path, print_):
    """An adopted report is stopped at the line; in a draft there is a box, or text in the link's place."""
    sections = [{"slag": "händelser", "händelser": [{"text": "Först."}, {"text": text}]}]
    adopted_one = load_project(write(tmp_path, adopted(sections)))
    judged = checked(adopted_one, adopted_one.rapporter[0])
    (found,) = [found for found in judged.fynd if found.severity is Severity.FEL]
    assert (found.code, found.message) == WRONG[text]
    assert (found.place.file, found.place.line) == ("content/2023/T1/avsnitt_0.yaml", 4)
    draft = load_project(write(tmp_path, adopted(sections, "utkast")))
    build(draft, draft.rapporter[0], print_)


def test_names_of_the_world_are_printed(tmp_path, print_):
    """Names of people in Latin, Greek and Cyrillic script, with all their accents."""
    names = "Nguyễn Thị Hạnh, Čárjjet Sárá, Łukasz Żółć, Ayşe Iğdır, Олена Шевченко, Ђорђе, Γιώργος, Ɛsi Ɔkɔ, ἀγάπη"
    sections = [{"slag": "underskrifter", "underskrifter": [{"namn": names, "roll": "Ordförande", "nämnd": "EXN"}]}]
    project = load_project(write(tmp_path, adopted(sections)))
    judged = checked(project, project.rapporter[0])
    assert judged.får_byggas, judged.fynd
    build(project, project.rapporter[0], print_)


def test_every_unit_and_register_is_looked_through(tmp_path):
    """A register's text is printed, too."""
    units = "enheter:\n  - {id: a, namn: Enheten ✨}\n"
    project = load_project(write(tmp_path, adopted([{"slag": "text", "text": "Kort."}]) | {"enheter.yaml": units}))
    found = checked(project, project.rapporter[0]).fynd
    assert [(one.code, one.place.file, one.place.line) for one in found if one.code == "S017"] == [
        ("S017", "content/enheter.yaml", 2)
    ]


NOTED = {"slag": "text", "text": "Se noten[^a].", "fotnoter": [{"id": "a", "text": "Noten."}]}


@pytest.mark.parametrize("where", ["noteringar", "anvisning"])
def test_a_footnote_is_referred_to_from_where_it_can_stand(where, tmp_path):
    """Twice to one note, or from a scale's instruction, which stands in many reports: the page had one anchor twice."""
    files = adopted([NOTED, {"slag": "uppdrag", "skala": "uppdrag", "uppdrag": []}])
    if where == "noteringar":
        files["2023/T1/rapport.yaml"] += "noteringar: ['Se noten[^a].']\n"
    else:
        lights = [{"bedömning": "grön"}, {"bedömning": "röd"}]
        kind = {"id": "uppdrag", "namn": "Uppdrag", "klasser": lights, "anvisning": "Se noten[^a]."}
        files["skalor.yaml"] = dumped({"skalor": [kind]})
    project = load_project(write(tmp_path, files))
    assert [(found.code, found.place.file) for found in project.fynd] == [
        ("U404", "content/2023/T1/rapport.yaml" if where == "noteringar" else "content/skalor.yaml")
    ]


def test_a_sentence_to_the_reader_may_have_a_footnote(tmp_path, print_):
    """It stands under its table and at the end; only the first is what the note leads back to."""
    told = {"regel": "T510", "motivering": "Så publicerades det.", "till_läsaren": "Så publicerades det[^a]."}
    section = NOTED | {"text": "Kort.", "undantag": [told]}
    project = load_project(write(tmp_path, adopted([section], "utkast")))
    build(project, project.rapporter[0], print_)


def test_a_light_of_a_scale_without_lights_is_told_of(tmp_path):
    """No light is right there; nothing is a traceback."""
    row = {"id": "a", "namn": "Uppdraget", "status": "grön"}
    files = adopted([{"slag": "uppdrag", "skala": "uppdrag", "uppdrag": [row]}])
    files["skalor.yaml"] = dumped({"skalor": [{"id": "uppdrag", "namn": "Uppdrag", "klasser": []}]})
    project = load_project(write(tmp_path, files))
    told = [found for found in checked(project, project.rapporter[0]).fynd if found.code == "M201"]
    assert [found.suggestion for found in told] == ["Skalan har inga klasser."]


def test_what_asn_init_makes_is_built(tmp_path, print_):
    """The first thing that another board does."""
    assert inside(tmp_path, "init", "ny").returncode == 0
    project = load_project(tmp_path / "ny")
    assert project.rapporter
    for report in project.rapporter:
        build(project, report, print_)


EXAMPLES = [REPO / "tests" / "render" / "alla_slag", *sorted(path.parent for path in REPO.glob("exempel/*/content"))]


@pytest.mark.parametrize("root", EXAMPLES, ids=lambda root: root.name)
def test_an_example_project_is_built(root, print_):
    """A report with every kind of section, and boards of other kinds, who show how theirs is done."""
    project = load_project(root)
    assert not project.fel_i
    for report in project.rapporter:
        assert checked(project, report).får_byggas
        build(project, report, print_)
