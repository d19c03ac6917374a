"""Nothing opens, lists or writes a file but the one reader and the one writer."""

import ast
from pathlib import Path

import asn

PACKAGE = Path(asn.__file__).parent
ROOM = "files"
CALLS = {"open", "fdopen"}
OF_OS = {
    *("open", "fdopen", "scandir", "listdir", "walk", "fwalk", "mkdir", "makedirs", "rename", "renames", "replace"),
    *("remove", "unlink", "rmdir", "removedirs", "link", "symlink", "truncate", "chmod", "chown", "mkfifo", "utime"),
}
OF_PATHS = {
    *("read_text", "read_bytes", "write_text", "write_bytes", "open", "iterdir", "glob", "rglob", "mkdir"),
    *("touch", "unlink", "rmdir", "rename", "symlink_to", "hardlink_to", "chmod", "readlink"),
}
MODULES = {"shutil", "tempfile", "mmap", "fileinput", "linecache", "zipfile", "tarfile"}
# Each with what it opens, and why that can be nobody's link.
EXCEPTIONS = {
    "commands/__init__.py": "the log of a fault of ours, in the system's own temporary folder; standard output itself",
    "commands/doctor.py": "finds programs; a file without a name tells whether build/ can be written in",
    "repository.py": "finds git",
    "render/pdf.py": "fontconfig reads its settings and our fonts from a new temporary folder",
    "render/typst_engine.py": "fonts, pictures and attachments for the engine, in a new temporary folder",
    "images/raster.py": "a picture in memory",
    "render/docx_package.py": "a Word file in memory",
    "kolada/fetching.py": "an address of Kolada's, over the network",
    "load/outline.py": "how much content there is, and none of its bytes",
    "sandbox/child.py": "a new temporary folder for a child of ours",
    "sandbox/isolation.py": "the folders that the kernel is to let a child read, by its own list",
    "sandbox/probe.py": "tries whether the protections hold, on a file of its own",
    "sandbox/limits.py": "/proc/self/statm, which the kernel makes",
    "sheets/package.py": "a workbook in memory",
    "verification/__init__.py": "the PDF that the user names, wherever it lies; and a new temporary folder",
    "verification/archive.py": "a PDF in memory",
    "verification/page_text.py": "a stream of a PDF in memory",
    "preview/rebuild.py": "times and sizes of the project's files, and none of their bytes",
    "publish/folder.py": "renames and removes by the open folders of the one writer",
}


def _opening(path):
    """The names of what a module uses to open, list or write files."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names if alias.name.partition(".")[0] in MODULES)
            case ast.ImportFrom(module=module) if module and module.partition(".")[0] in MODULES:
                yield module
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                yield name
            case ast.Attribute(value=ast.Name(id="os"), attr=name) if name in OF_OS:
                yield f"os.{name}"
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr="open")) if owner in {"io", "codecs", "os"}:
                yield f"{owner}.open"
            case ast.Call(func=ast.Attribute(attr=name)) if name in OF_PATHS:
                yield f".{name}"


def test_nothing_but_the_reader_and_the_writer_opens_a_file():
    """A module that must is named here with its reason; one that no longer does is taken off the list."""
    found = {
        path.relative_to(PACKAGE).as_posix(): sorted(set(_opening(path)))
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).parts[0] != ROOM
    }
    opening = {name: used for name, used in found.items() if used}
    assert {name: used for name, used in opening.items() if name not in EXCEPTIONS} == {}
    assert (EXCEPTIONS.keys() & found.keys()) - opening.keys() == set()


def test_the_look_sees_what_it_is_for(tmp_path):
    """Each way to open a file is noticed."""
    lines = (
        "open('x')",
        "import shutil",
        "from tempfile import TemporaryDirectory",
        "Path('x').read_bytes()",
        "os.replace(a, b)",
        "f = os.open",
        "for x in path.rglob('*'): pass",
        "io.open('x')",
        "path.open('wb')",
    )
    path = tmp_path / "x.py"
    for line in lines:
        path.write_text(line)
        assert list(_opening(path)), line
