"""The house keeps its shape: data flows one way, and heavy parts are paid for only where they are used."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import asn

PACKAGE = Path(asn.__file__).parent
# From the values that all share, through the stages, to the commands: a module imports only from its own room or
# earlier ones.
ROOMS = (
    ("readable",),
    ("files",),
    ("finding", "figures", "images", "light", "personnummer", "period", "sandbox"),
    ("attachments", "charts", "fonts"),
    ("read", "sheets"),
    ("editing", "model", "table"),
    ("binding", "load", "succession"),
    ("kolada", "repository", "schema"),
    ("formatting",),
    ("imports", "resources"),
    ("check",),
    ("appearance",),
    ("compute",),
    ("render",),
    ("publish",),
    ("cache",),
    ("output",),
    ("buildable", "forms"),
    ("comparison", "pdf_jobs"),
    ("pipeline",),
    ("build", "pinning", "site"),
    ("casefile",),
    ("verification",),
    ("preview",),
    ("commands",),
)
RANK = {name: rank for rank, names in enumerate(ROOMS) for name in names}
# Where the order of rooms can't tell: these stand side by side and know nothing of each other.
APART = {
    ("render", "load"),
    ("publish", "render"),
    ("publish", "check"),
    ("output", "publish"),
    ("output", "render"),
    ("output", "check"),
}


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "asn" else [f"asn.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith("asn."))


MODULES = sorted(PACKAGE.rglob("*.py"))


def _room(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_its_own_room_or_earlier_ones(path):
    """Read → load → check → compute → render → publish: no stage knows the ones after it."""
    room = _room(path)
    if room in {"__init__", "__main__"}:
        return
    assert room in RANK, f"a new room: give {room} its place in ROOMS"
    for other in set(_imports(path)) - {"__version__"}:
        assert RANK[other] <= RANK[room], f"{room} imports {other}"
        assert (room, other) not in APART, f"{room} imports {other}"


# The same by design in every module of a room: a command's click command, and an area's rules.
INTERFACES = {"command": "commands", "RULES": "check"}


def _defined(path):
    """The functions, classes, constants and types of a module that others may use; a type variable says nothing."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            yield node.name
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            if isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "TypeVar":
                continue
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                yield from (
                    one.id for one in ast.walk(target) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
                )


def test_a_public_name_is_defined_once():
    """A name has one meaning: nothing of one module is called as something of another is."""
    homes = {}
    for path in MODULES:
        for name in _defined(path):
            if not name.startswith("_") and INTERFACES.get(name) != _room(path):
                homes.setdefault(name, []).append(path.relative_to(PACKAGE).as_posix())
    assert len(homes) > 1300
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_can_be_held_in_the_head(path):
    """About 200 lines are, and none has 400."""
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400


def test_there_are_modules_to_look_at():
    """The test above has looked at the whole house."""
    assert len(MODULES) > 60
    assert {_room(path) for path in MODULES} - {"__init__", "__main__"} == set(RANK)


@pytest.mark.parametrize("command", [["--help"], ["--version"], ["check"]])
def test_no_command_but_build_imports_the_pdf_engine(command):
    """`asn check` works without Pango, and nobody waits for what they don't use."""
    code = (
        "import sys; from asn.commands import run; run(sys.argv[1:]);"
        "sys.exit(bool({'weasyprint', 'markdown_it'} & sys.modules.keys()))"
    )
    asked = [sys.executable, "-c", code, *command]
    ran = subprocess.run(asked, cwd=PACKAGE.parents[1], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_only_the_commands_print_or_exit():
    """Values flow through the pipeline; words reach the terminal in one place."""
    for path in MODULES:
        if _room(path) in {"commands", "__main__"}:
            continue
        calls = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not calls & {"print", "exit", "input"}, path


def test_nothing_in_the_code_knows_one_board_or_one_year():
    """A new nämnd or a new year is content only."""
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert "Tyresö" not in text, path
        assert "Arbetsmarknads" not in text, path


def test_every_kind_of_section_has_a_template():
    """A kind is one model and one template."""
    from asn.compute.document import ascii_name
    from asn.model.avsnitt import KINDS

    templates = PACKAGE.parents[1] / "templates" / "avsnitt"
    assert KINDS
    for kind in KINDS:
        slag = kind.model_fields["slag"].annotation.__args__[0]
        assert (templates / f"{ascii_name(slag)}.j2").is_file(), slag
