"""Everything that a command prints goes through one place, and nothing of content gets past it as more than text."""

import ast
import re
from pathlib import Path

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import GROUND, report, write
from tests.hostile.corpora import in_quotes

from asn import commands
from asn.output.plain import harmless, no_commands
from asn.output.terminal import CODES, coloured, fitted

FOLDER = Path(commands.__file__).parent
UNSEEN = "\x07\x1b]0;x\x1b[2J\x9b\u202e\u2066\u200b\u2028\ufeff\x85"
HOSTILE = f"A{UNSEEN}\n::error::x\r\n::set-output name=a::b\n##[error]y\n##vso[a]z\nsection_start:1:a"
SECTION = "slag: text\ntext: Hej på dig.\n"
PRINTING = re.compile(r"print|(click\.)?(echo|secho|echo_via_pager)|sys\.std(out|err)(\.buffer)?\.write(lines)?")
RUNS = (
    *(("build", "--format", "md"), ("build", "--format", "data"), ("check",), ("check", "--output-format", "github")),
    *(("check", "--output-format", "gitlab"), ("list",), ("list", "-v"), ("list", "--output-format", "json"), ("fmt",)),
    *(
        ("new", "--year", "2024", "--period", "T1", "--from", "2023/T1"),
        ("diff", "2023/T1", "2023/T2"),
        ("schema", "a"),
    ),
    *(
        ("rule", "::error::x"),
        ("::error::x",),
        ("build", "--period", "::error::x\x1b[2J"),
        ("verify", "a\n::error::x.pdf"),
    ),
    *(("doctor",), ("init", "a\u202e"), ("handbok", "--format", "md"), ("diff", "2023/T1", "--since", "a\n::error::x")),
)


def test_nothing_else_prints():
    """No command writes to the terminal but by the one function of the screen."""
    found = set()
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            told = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if re.fullmatch(
                r"print|(click\.)?(echo|secho|echo_via_pager)|sys\.std(out|err)(\.buffer)?\.write(lines)?", told
            ):
                found.add(path.name)
    assert found == {"screen.py"}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project whose names, title, heading, text, template and files mean harm."""
    named = in_quotes(HOSTILE)
    sheet = f"titel: {named}\ntillstånd: utkast\navsnitt:\n  - {{fil: avsnitt.yaml, rubrik: {named}}}\n"
    files = {**report(SECTION), "2023/T1/rapport.yaml": sheet}
    later = {name.replace("T1", "T2"): text for name, text in files.items()}
    board = re.sub(r"(?m)^(  namn: ).*$", lambda found: found[1] + named, (GROUND / "namnd.yaml").read_text("utf-8"))
    made = write(tmp_path_factory.mktemp("fientligt"), {**files, **later, "namnd.yaml": board})
    (made / "content/2023/T1" / "a\n::error::x\x1b[2J\u202e.yaml").write_text("a: 1\n")
    (made / "content" / "::error::x").mkdir()
    (made / "templates/avsnitt").mkdir(parents=True)
    include = '{% include "a\\n::error::x\x1b[2J\u202e.j2" %}'
    (made / "templates/avsnitt/text.j2").write_text(include)
    return made


@pytest.mark.parametrize("command", RUNS, ids=" ".join)
def test_no_command_lets_content_steer_its_reader(command, root):
    """No escape, no unseen sign and no runner's command, on either stream, whatever content and arguments say."""
    ran = inside(root, *command, sandboxed=True)
    assert ran.returncode in {0, 1, 2}, ran.stderr
    printed = ran.stdout + ran.stderr
    assert not {sign for sign in UNSEEN if not sign.isprintable()} & set(printed), printed
    own = re.compile(r"::(error|warning|notice) (file=|title=)|::notice::\+\d+ till")
    lines = [line.strip() for line in printed.split("\n") if line.strip().startswith("::")]
    assert not [line for line in lines if not own.match(line)], lines
    assert not re.search(r"##\w*\[|section_(start|end):\d", printed)


def test_a_line_broken_where_the_screen_ends_begins_with_no_command():
    """Nor does it however the line is broken."""
    for width in range(20, 60):
        for line in fitted("Mallen finns inte, och så ::error::x ::warning::y som står här", width):
            assert not line.lstrip().startswith("::")


def test_only_our_own_colours_pass():
    """A colour of ours stays; any other escape is written out, and so is one that stands in a line of ours."""
    for kind in CODES:
        assert harmless(coloured(kind, "å ä ö")) == coloured(kind, "å ä ö")
    assert "\x1b" not in harmless("a\x1b[2Jb\x1b]0;x\x07")
    assert harmless("a\n\tb") == "a\n\tb"
    assert no_commands("a\n  ::error::x\n::b").count(":: ") == 0
    assert "\n::" not in no_commands("a\n::error::x")
