"""The handbook is true: what it shows is run, and what it lists is all there is and nothing else.

An example is a whole file, named after ``yaml``; a block of ``text`` right after it is what ``asn check`` says of it.
One named by its path in the project is a step of the first chapter, as are the console examples: they are run in order.
``ASN_GOLDEN=skriv`` writes the answers anew.
"""

import re
import shlex
import shutil
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, get_args

import click
import pytest
from pydantic import TypeAdapter, ValidationError
from tests.fixtures.console import asn, inside
from tests.fixtures.golden import same

from asn.binding import evaluate, namespace
from asn.binding.filters import FILTERS
from asn.binding.namespace import local
from asn.commands.swedish import COMMANDS, root
from asn.load import load_project
from asn.model import register, report
from asn.model.avsnitt import KINDS, any_section
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Post, Värde
from asn.read import read_yaml
from asn.render.typography import typeset

REPO = Path(__file__).parents[2]
HANDBOOK = REPO / "docs" / "handbok.md"
TEXT = HANDBOOK.read_text(encoding="utf-8")
LINES = TEXT.split("\n")
NBSP = "\N{NO-BREAK SPACE}"
SILENT = "Inga fel, varningar eller råd."
REGISTERS = {
    "namnd.yaml": register.Nämndfil,
    "enheter.yaml": register.Enhetsfil,
    "malomraden.yaml": register.Målområdesfil,
    "skalor.yaml": register.Skalfil,
    "rapportslag.yaml": register.Rapportslagsfil,
}
FILES = {"rapport.yaml": report.Rapportblad, **REGISTERS}
SLAG = {kind.model_fields["slag"].annotation.__args__[0]: kind for kind in KINDS}
HELP = {"-h", "--help"}


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language and name, and its lines from ``start`` to ``end``."""

    language: str
    name: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in LINES[self.start : self.end])


def _blocks():
    fences = [number for number, line in enumerate(LINES) if line.startswith("```")]
    assert len(fences) % 2 == 0
    for start, end in zip(fences[::2], fences[1::2], strict=True):
        language, _, name = LINES[start][3:].partition(" ")
        yield Block(language, name, start + 1, end)


BLOCKS = tuple(_blocks())
ANSWERS = {
    block: after
    for block, after in pairwise(BLOCKS)
    if block.language == "yaml" and after.language == "text" and after.start - block.end == 3
}
EXAMPLES = [block for block in BLOCKS if block.language == "yaml" and "/" not in block.name]


def _tables():
    """Every table: the heading it stands under, its column headings and its rows."""
    heading, number = "", 0
    while number < len(LINES):
        heading = LINES[number].lstrip("# ") if LINES[number].startswith("##") else heading
        if LINES[number].startswith("|"):
            rows = []
            while LINES[number].startswith("|"):
                rows.append([cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", LINES[number])[1:-1]])
                number += 1
            yield heading, rows[0], rows[2:]
        number += 1


TABLES = tuple(_tables())


def _rows(*columns):
    found = [row for _, names, rows in TABLES if names[: len(columns)] == list(columns) for row in rows]
    assert found, columns
    return found


def _code(cell):
    return re.findall(r"`([^`]+)`", cell)


def _rewritten(answers):
    """The handbook with each block's text replaced by what was really said."""
    lines = list(LINES)
    for block, said in sorted(answers.items(), key=lambda item: item[0].start, reverse=True):
        lines[block.start : block.end] = said.rstrip("\n").split("\n")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """The project that ``asn init`` makes, for the examples to stand in."""
    folder = tmp_path_factory.mktemp("exempel") / "projekt"
    assert inside(folder.parent, "init", folder.name, "--year", "2025").returncode == 0
    return folder


def _project(ground, example, tmp_path):
    """A project of an example: a register, the sheet of the report, or the one section of a report."""
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
    return "" if said == SILENT else said.rpartition("\n\n")[0]


@pytest.mark.parametrize("example", [pytest.param(e, id=f"rad {e.start}") for e in EXAMPLES if e not in ANSWERS])
def test_an_example_with_no_answer_beside_it_has_nothing_wrong(ground, example, tmp_path):
    """An editor who copies it is told of nothing."""
    assert _said(ground, example, tmp_path) == ""


def test_a_wrong_example_is_answered_as_the_handbook_says(ground, tmp_path):
    """The answer that stands beside it, word for word."""
    wrong = [example for example in EXAMPLES if example in ANSWERS]
    assert len(wrong) > 10
    same(HANDBOOK, _rewritten({ANSWERS[e]: _said(ground, e, tmp_path / str(e.start)) for e in wrong}))


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
    same(HANDBOOK, _rewritten({block: _excerpt(block.text, _steady(text)) for block, text in shown.items()}))


def _excerpt(shown, said):
    """What is shown, if it is what was said but for the lines that a line of its own with … stands for."""
    if "\n…\n" not in shown:
        return said
    parts = [re.escape(part) for part in re.split(r"^…\n", shown, flags=re.MULTILINE)]
    return shown if re.fullmatch("(?:.+\n|\n)*".join(parts), said) else said


def test_a_build_leaves_the_files_that_the_handbook_tells_of(lesson):
    """No file is left out, and none is made up."""
    folder = lesson[0] / "build" / "2025" / "T2"
    assert {_code(row[0])[0] for row in _rows("Fil", "Vad", "För vem")} == {path.name for path in folder.iterdir()}


def _commands():
    context = click.Context(root)
    return {name: root.get_command(context, name) for name in COMMANDS}


def _options(command):
    found = (one for one in command.params if isinstance(one, click.Option))
    return {name for option in found for name in option.opts} - HELP


def test_every_command_and_option_is_in_the_handbook():
    """The table has each command with all its options, and no other."""
    told = {_code(row[0])[0]: set(_code(row[2])) for row in _rows("Kommando", "Gör", "Val")}
    assert told == {f"asn {name}": _options(command) for name, command in _commands().items()}


def test_every_command_and_option_in_the_handbook_exists():
    """In running text, too; but for the one that shows what a slip is answered."""
    named = set(re.findall(r"[`$] ?asn ([a-zåäö]+)", TEXT)) - {"bygg", "kommando"}
    assert named == set(COMMANDS)
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT)) - HELP
    known = {option for command in _commands().values() for option in _options(command)}
    assert options <= known | _options(root)


def test_every_rule_is_in_the_handbook_and_every_code_in_it_exists():
    """The tables are ``asn rule``, row by row."""
    listed = [line.split(None, 2) for line in inside(REPO, "rule").stdout.splitlines()]
    told = [[_code(row[0])[0], *row[1:]] for row in _rows("Regel", "Slag", "Fångar")]
    assert sorted(told) == sorted(listed)
    assert set(re.findall(r"\b[AEHKMPRSTU]\d{3}\b", TEXT)) <= {code for code, *_ in listed}


def _record(annotation):
    """The kind of record that a field holds, if it holds any."""
    if isinstance(annotation, type) and issubclass(annotation, Värde):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record(part))), None)


def _kind(heading):
    """The record that a table of fields is about: «`mål` › `nämndmål.indikatorer`»."""
    start, _, path = heading.partition(" › ")
    name = start.strip("`")
    kind = {"Gemensamt för alla poster": Post, "Gemensamt för alla avsnitt": Avsnitt, **FILES, **SLAG}[name]
    for step in path.strip("`").split(".") if path else ():
        kind = _record(kind.model_fields[step].annotation)
    return kind


def _own(kind):
    """The fields that no table above has: all but those of the record that it builds on."""
    base = kind.__mro__[1]
    told = {"slag"} if issubclass(kind, Avsnitt) and kind is not Avsnitt else set()
    if base is not Värde:
        told |= {n for n, f in base.model_fields.items() if f.is_required() == kind.model_fields[n].is_required()}
    return {name: field for name, field in kind.model_fields.items() if name not in told}


def _all_kinds():
    found, waiting = set(), [Post, Avsnitt, *FILES.values(), *KINDS]
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found.add(kind)
            waiting += filter(None, (_record(field.annotation) for field in kind.model_fields.values()))
    return found


FIELDS = [(heading, rows) for heading, names, rows in TABLES if names == ["Fält", "Vad", "Exempel"]]


def test_every_kind_of_record_has_one_table_of_fields():
    """Nothing that can be written in a file is left out."""
    told = [_kind(heading) for heading, _ in FIELDS]
    assert len(told) == len(set(told))
    assert set(told) == _all_kinds()


@pytest.mark.parametrize(("heading", "rows"), [pytest.param(h, r, id=h) for h, r in FIELDS])
def test_a_table_has_the_fields_of_the_model_and_says_which_are_needed(heading, rows):
    """No field is missing or made up, and each example is one that the field takes."""
    any_section()
    fields = _own(_kind(heading))
    assert {_code(row[0])[0]: row[1].startswith("**Måste finnas.**") for row in rows} == {
        name: field.is_required() for name, field in fields.items()
    }
    for name, _, example in rows:
        if example != "se nedan":
            assert _taken(fields[_code(name)[0]], example.strip("`"))


def _taken(field, example):
    text = f"x:\n  {example}\n" if example.startswith("- ") else f"x: {example}\n"
    tree, findings = read_yaml("x.yaml", text.encode())
    assert not findings, example
    try:
        TypeAdapter(Annotated[field.annotation, field]).validate_python(tree.value["x"])
    except ValidationError as why:
        pytest.fail(f"{example}: {why}")
    return True


def test_each_expression_prints_what_the_handbook_says(ground, tmp_path):
    """With the figures of the example that stands before the table."""
    example = next(e for e in EXAMPLES if e.name == "ekonomi.yaml" and "riktning(" in e.text)
    project = load_project(_project(ground, example, tmp_path))
    (loaded,) = project.rapporter
    names = local(loaded.avsnitt[0], namespace(loaded, ()))
    rows = [row for row in _rows("Du skriver", "Rapporten visar") if "{{" in row[0]]
    assert len(rows) > 20
    for written, shown in rows:
        expression = written.strip("`").removeprefix("{{").removesuffix("}}").strip()
        assert evaluate(expression, names).replace(NBSP, " ") == shown.strip("`"), written


def test_every_filter_is_shown():
    """Each by an example with its result."""
    shown = " ".join(row[0] for row in _rows("Du skriver", "Rapporten visar"))
    assert set(re.findall(r"\| (\w+)", shown)) == set(FILTERS)


def test_each_mark_becomes_what_the_handbook_says():
    """What the keyboard lacks is put in."""
    rows = [row for row in _rows("Du skriver", "Rapporten visar") if "{{" not in row[0]]
    assert len(rows) > 3
    assert [typeset(_code(row[0])[0]) for row in rows] == [_code(row[1])[0] for row in rows]


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
