"""The handbook is true: what it shows is run, and what it lists is all there is and nothing else.

An example is a whole file, named after ``yaml``; a block of ``text`` right after it is what ``asn check`` says of it.
One named by its path in the project is a step of the first chapter, as are the console examples: they are run in order.
``ASN_GOLDEN=skriv`` writes the answers anew.
"""

import re
import shlex
import shutil
from itertools import pairwise

import click
import pytest
from tests.docs.handbook import BLOCKS, HANDBOOK, LINES, REPO, TEXT, code, rewritten, rows_of
from tests.fixtures.boards import BOARD
from tests.fixtures.console import asn, inside
from tests.fixtures.golden import same
from tests.fixtures.pictures import ANNEX, SIGN

from asn.binding import evaluate, namespace
from asn.binding.operations import FILTERS
from asn.binding.resolution import local
from asn.commands.imports import SOURCES
from asn.commands.swedish import COMMANDS, COMMON, program
from asn.load.project import load_project
from asn.read import read_yaml
from asn.render.prose import typeset

NBSP = "\N{NO-BREAK SPACE}"
SILENT = "Inga fel, varningar eller råd."
REGISTERS = {
    *("namnd.yaml", "enheter.yaml", "malomraden.yaml", "skalor.yaml", "rapportslag.yaml", "ord.yaml", "utseende.yaml"),
    "kolada.yaml",
}
HELP = {"-h", "--help"}
ANSWERS = {
    block: after
    for block, after in pairwise(BLOCKS)
    if block.language == "yaml" and after.language == "text" and after.start - block.end == 3
}
EXAMPLES = [block for block in BLOCKS if block.language == "yaml" and "/" not in block.name]


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """The project that ``asn init`` makes, for the examples to stand in."""
    folder = tmp_path_factory.mktemp("exempel") / "projekt"
    assert inside(folder.parent, "init", folder.name, "--year", "2025").returncode == 0
    return folder


def _project(ground, example, tmp_path):
    """A project of an example: a register, the sheet of the report, or the one section of a report, with its files."""
    made = _placed(ground, example, tmp_path)
    beside = {"svg": SIGN.encode(), "pdf": ANNEX, "json": BOARD}
    for name, ending in re.findall(r"fil: (\S+\.(svg|pdf|json))$", example.text, re.MULTILINE):
        file = made / "content" / "2025" / "T1" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(beside[ending])
    return made


def _placed(ground, example, tmp_path):
    root_ = tmp_path / "projekt"
    shutil.copytree(ground, root_)
    folder = root_ / "content" / "2025" / "T1"
    if example.name == "rapport.yaml":
        (folder / example.name).write_text(example.text, encoding="utf-8")
        if planned := re.findall(r"fil: (\S+)", example.text):
            _only(folder, dict.fromkeys(planned, "slag: text\ntext: Hej.\n"), example.text)
        return root_
    sheet = "tillstånd: utkast\ndatum: 2025-05-21\navsnitt:\n  - {fil: NAMN, rubrik: Avsnitt}\n"
    if example.name in REGISTERS:
        (root_ / "content" / example.name).write_text(example.text, encoding="utf-8")
        _only(folder, {"text.yaml": "slag: text\ntext: Hej.\n"}, sheet.replace("NAMN", "text.yaml"))
    else:
        _only(folder, {example.name: example.text}, sheet.replace("NAMN", example.name))
    if example.name == "planuppfoljning.yaml":  # it shows a plan
        (plan,) = (block for block in EXAMPLES if block.name == "malplan.yaml")
        (folder.parent / "plan").mkdir()
        _only(folder.parent / "plan", {plan.name: plan.text}, sheet.replace("NAMN", plan.name))
    return root_


def _only(folder, files, sheet):
    shutil.rmtree(folder)
    folder.mkdir()
    for name, text in {**files, "rapport.yaml": sheet}.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("example", [pytest.param(e, id=f"rad {e.start}") for e in EXAMPLES if e not in ANSWERS])
def test_an_example_has_the_one_style(ground, example, tmp_path):
    """What an editor copies is left as it is by ``asn fmt``."""
    root_ = _project(ground, example, tmp_path)
    (file,) = (path for path in root_.glob(f"content/**/{example.name}") if path.read_text("utf-8") == example.text)
    assert inside(root_, "fmt", file).returncode == 0
    assert re.sub(r"\A# yaml-language-server: .+\n", "", file.read_text("utf-8")) == example.text


def _said(ground, example, tmp_path):
    said = inside(_project(ground, example, tmp_path), "check").stdout.strip()
    return "" if said == SILENT else said.partition("\n\n")[2]


@pytest.mark.parametrize("example", [pytest.param(e, id=f"rad {e.start}") for e in EXAMPLES if e not in ANSWERS])
def test_an_example_with_no_answer_beside_it_has_nothing_wrong(ground, example, tmp_path):
    """An editor who copies it is told of nothing."""
    assert _said(ground, example, tmp_path) == ""


def test_a_wrong_example_is_answered_as_the_handbook_says(ground, tmp_path):
    """The answer that stands beside it, word for word."""
    wrong = [example for example in EXAMPLES if example in ANSWERS]
    assert len(wrong) > 10
    same(HANDBOOK, rewritten({ANSWERS[e]: _said(ground, e, tmp_path / str(e.start)) for e in wrong}))


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """The folder where the console examples were run in order, and what each block then shows."""
    cwd, shown = tmp_path_factory.mktemp("lektion"), {}
    for block in BLOCKS:
        if block.language == "yaml" and "/" in block.name:
            assert (cwd / block.name).is_file(), block.name
            (cwd / block.name).write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            shown[block] = ""
            for command in re.findall(r"^\$ (.+)$", block.text, re.MULTILINE):
                program, *args = shlex.split(command)
                cwd = cwd / args[0] if program == "cd" else cwd
                shown[block] += f"$ {command}\n" + ("" if program == "cd" else _printed(cwd, args))
    return cwd, shown


def _printed(cwd, args):
    done = asn(cwd, *args)
    return done.stdout + done.stderr


def _steady(text):
    """Times and fingerprints as they always are."""
    return re.sub(r"\b[0-9a-f]{64}\b", "…", re.sub(r"på \d+,\d s\b", "på 1,0 s", text))


def test_every_console_example_prints_what_the_handbook_shows(lesson):
    """From the first ``asn init`` on, one after the other."""
    _, shown = lesson
    assert len(shown) > 8
    same(HANDBOOK, rewritten({block: _excerpt(block.text, _steady(text)) for block, text in shown.items()}))


def _excerpt(shown, said):
    """What is shown, if it is what was said but for the lines that a line of its own with … stands for."""
    if "\n…\n" not in shown:
        return said
    parts = [re.escape(part) for part in re.split(r"^…\n", shown, flags=re.MULTILINE)]
    return shown if re.fullmatch("(?:.+\n|\n)*".join(parts), said) else said


def test_a_build_leaves_the_files_that_the_handbook_tells_of(lesson):
    """No file is left out, and none is made up."""
    folder = lesson[0] / "build" / "2025" / "T2"
    assert {code(row[0])[0] for row in rows_of("Fil", "Vad", "För vem")} == {path.name for path in folder.iterdir()}


def _commands():
    context = click.Context(program)
    found = {name: program.get_command(context, name) for name in COMMANDS}
    groups = {name: one for name, one in found.items() if isinstance(one, click.Group)}
    below = {f"{name} {own}": one.get_command(context, own) for name, one in groups.items() for own in SOURCES}
    return {name: one for name, one in found.items() if name not in groups} | below


def _options(command):
    found = (one for one in command.params if isinstance(one, click.Option))
    return {name for option in found for name in option.opts} - HELP


ALWAYS = {name for option in COMMON for name in option.opts}


def test_every_command_and_option_is_in_the_handbook():
    """The table has each command with all its options, and no other."""
    told = {code(row[0])[0]: set(code(row[2])) for row in rows_of("Kommando", "Gör", "Val")}
    assert told == {f"asn {name}": _options(command) for name, command in _commands().items()}


def test_every_option_is_explained():
    """With what it means, once."""
    told = [option.split()[0] for row in rows_of("Val", "Betyder") for option in code(row[0])]
    known = {option for command in _commands().values() for option in _options(command)} | ALWAYS
    assert sorted(told) == sorted(known)


def test_every_command_and_option_in_the_handbook_exists():
    """In running text, too; but for the one that shows what a slip is answered."""
    named = set(re.findall(r"[`$] ?asn ([a-zåäö]+)", TEXT)) - {"bygg", "kommando"}
    assert named == set(COMMANDS)
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT)) - HELP
    known = {option for command in _commands().values() for option in _options(command)}
    assert options <= known | ALWAYS


def test_every_rule_is_in_the_handbook_and_every_code_in_it_exists():
    """The tables are ``asn rule``, row by row."""
    listed = [line.split(None, 2) for line in inside(REPO, "rule").stdout.splitlines()]
    told = [[code(row[0])[0], *row[1:]] for row in rows_of("Regel", "Slag", "Fångar")]
    lacking, unknown = ([row for row in one if row not in other] for one, other in ((listed, told), (told, listed)))
    assert (lacking, unknown) == ([], []), "write and take away rows by hand in the rules' tables of docs/handbok.md"
    assert set(re.findall(r"\b[AEHKLMPRSTUXY]\d{3}\b", TEXT)) <= {code for code, *_ in listed}


def test_a_text_that_starts_with_a_mark_in_the_list_needs_quotes():
    """All of them, and not the one that is said to do without."""
    (line,) = (line for line in LINES if line.startswith("- börjar med "))
    marks = [mark for mark in code(line) if len(mark) == 1]
    assert len(marks) > 8
    assert all(read_yaml("x.yaml", f"x: {mark}25\n".encode())[1] for mark in marks)
    assert "Tecknet `<` går bra utan" in TEXT
    assert not read_yaml("x.yaml", b"x: <25\n")[1]


def test_each_expression_prints_what_the_handbook_says(ground, tmp_path):
    """With the figures of the example that stands before the table."""
    example = next(e for e in EXAMPLES if e.name == "ekonomi.yaml" and "riktning(" in e.text)
    project = load_project(_project(ground, example, tmp_path))
    (loaded,) = project.rapporter
    names = local(loaded.avsnitt[0], namespace(loaded, ()))
    rows = [row for row in rows_of("Du skriver", "Rapporten visar") if "{{" in row[0]]
    assert len(rows) > 20
    for written, shown in rows:
        expression = written.strip("`").removeprefix("{{").removesuffix("}}").strip()
        assert evaluate(expression, names).replace(NBSP, " ") == shown.strip("`"), written


def test_every_filter_is_shown():
    """Each by an example with its result."""
    shown = " ".join(row[0] for row in rows_of("Du skriver", "Rapporten visar"))
    assert set(re.findall(r"\| (\w+)", shown)) == set(FILTERS)


def test_each_mark_becomes_what_the_handbook_says():
    """What the keyboard lacks is put in."""
    rows = [row for row in rows_of("Du skriver", "Rapporten visar") if "{{" not in row[0]]
    assert len(rows) > 3
    assert [typeset(code(row[0])[0]) for row in rows] == [code(row[1])[0] for row in rows]


def test_every_picture_is_there_and_described():
    """And none lies about that the handbook doesn't show."""
    shown = re.findall(r"!\[([^\]]+)\]\(bilder/([^)]+)\)", TEXT)
    assert {name for _, name in shown} == {path.name for path in (HANDBOOK.parent / "bilder").iterdir()}
    assert all(len(told) > 30 for told, _ in shown)


def test_every_link_within_the_handbook_leads_somewhere():
    """To a heading that is there."""
    headings = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    links = set(re.findall(r"\]\(#([^)]+)\)", TEXT))
    assert len(links) > 10
    assert links <= anchors
