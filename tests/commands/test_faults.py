"""When the program itself goes wrong, or the machine lacks something: calm words, and a way on."""

import re
from pathlib import Path

import pytest
from tests.fixtures.console import asn, inside

# Python runs a module of this name at its start: the way in to a program that is otherwise the real one.
HOOK = "sitecustomize.py"
BROKEN = """
import asn.files.reader
def broken(root, folder):
    raise RuntimeError("något oväntat med {hemligheten}")
asn.files.reader.listed = broken
"""
INTERRUPTED = BROKEN.replace("RuntimeError(", "KeyboardInterrupt(")
# As where Pango isn't installed: the library is nowhere to be found.
WITHOUT_PANGO = """
import cffi
real = cffi.FFI.dlopen
def dlopen(self, name, *args):
    if name and any(word in str(name) for word in ("pango", "gobject", "fontconfig", "harfbuzz")):
        raise OSError("cannot load library " + repr(name))
    return real(self, name, *args)
cffi.FFI.dlopen = dlopen
"""


@pytest.fixture
def hooked(tmp_path):
    """The environment in which the program starts with some code of ours."""

    def hook(code):
        folder = tmp_path / "krok"
        folder.mkdir()
        (tmp_path / "logg").mkdir()
        (folder / HOOK).write_text(code)
        return {"PYTHONPATH": str(folder), "TMPDIR": str(tmp_path / "logg")}

    return hook


def test_a_fault_of_ours_is_two_calm_lines_and_a_log(root, hooked):
    """Exit code 3; no traceback on the screen, all of it in the log."""
    ran = asn(root, "check", env=hooked(BROKEN))
    assert (ran.returncode, ran.stdout) == (3, "")
    assert "Traceback" not in ran.stderr
    first, second = ran.stderr.splitlines()
    assert first == "asn: Något gick fel i själva programmet. Inget av det du har skrivit är skadat."
    log = re.fullmatch(r"asn: Felet är beskrivet i (\S+\.log); skicka gärna med den filen när du rapporterar\.", second)
    text = Path(log[1]).read_text()
    assert "Traceback" in text
    assert "RuntimeError: något oväntat" in text


@pytest.mark.parametrize("args", [("--debug", "check"), ("check", "--debug")])
def test_debug_shows_the_traceback(args, root, hooked):
    """Wherever it stands on the line; the exit code is the same and there is no log."""
    ran = asn(root, *args, env=hooked(BROKEN))
    assert ran.returncode == 3
    assert "Traceback" in ran.stderr
    assert ".log" not in ran.stderr


def test_an_interrupted_run_says_so(root, hooked):
    """Ctrl-C is nobody's fault."""
    ran = asn(root, "check", env=hooked(INTERRUPTED))
    assert (ran.returncode, ran.stdout, ran.stderr.strip()) == (130, "", "asn: avbrutet.")


def test_without_pango_only_the_pdf_fails(root, hooked):
    """The message says what to install; what was built before is left alone, and all else works."""
    env = hooked(WITHOUT_PANGO)
    ran = asn(root, "build", env=env)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "Pango" in ran.stderr
    assert "install" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stderr.startswith("2022/VB: ")
    assert list(root.rglob("*.md")) == []
    ran = asn(root, "build", "--format", "md,html,data", env=env)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(list(root.rglob("*.html"))) == 2


@pytest.mark.parametrize("args", ["check", "new --year 2024 --period T1"])
def test_without_pango_every_other_command_works(args, root, hooked):
    """Only a PDF needs it."""
    assert asn(root, *args.split(), env=hooked(WITHOUT_PANGO)).returncode == 0


def test_a_full_disk_is_told_of(root):
    """A file where the reports should go, in place of the folder: exit code 1, in Swedish."""
    (root / "build").write_text("en fil")
    ran = asn(root, "build", "--format", "md")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert ".log" not in ran.stderr
    assert ran.stderr.startswith("2022/VB: ")


UNREADABLE = {
    "länk": (lambda path: path.symlink_to("/etc/passwd"), "Filen är en länk, och länkar läses inte."),
    "mapp": (lambda path: path.mkdir(), "Detta är ingen vanlig fil."),
    "latin-1": (lambda path: path.write_bytes(b"/* \xe5 */"), "Filen är inte UTF-8."),
    "stor": (lambda path: path.write_bytes(b" " * 1_000_001), "Filen är för stor: högst 1 MB går."),
}


@pytest.mark.parametrize("sheet", ["stil/gemensam.css", "stil/webb.css", "stil/tryck.css"])
@pytest.mark.parametrize(("make", "why"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_style_sheet_that_cannot_be_read_is_a_finding_at_its_file(root, make, why, sheet):
    """The project's own sheets are opened as its content is; a fastställd report isn't built without them."""
    path = root / "templates" / sheet
    path.parent.mkdir(parents=True)
    make(path)
    for command in ("check", "build"):
        ran = inside(root, command)
        assert ran.returncode == 1
        assert f"templates/{sheet}:1:1: fel S010 {why}" in ran.stdout + ran.stderr
    assert not list((root / "build").rglob("*.html"))
