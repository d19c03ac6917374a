"""Draws docs/arkitektur.md from the imports of the code: ``python scripts/arkitektur.py``; a test holds it fresh.

A room is a module or a package right below ``cli/asn``. What it is comes from its docstring; an arrow is an import that
no longer way through other rooms tells already.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

REPO = Path(__file__).parents[1]
PACKAGE = REPO / "cli" / "asn"
PAPER = REPO / "docs" / "arkitektur.md"
START, END = "<!-- ritat -->\n", "<!-- slut -->\n"


def rooms() -> dict[str, set[str]]:
    """Each room and the rooms that it imports."""
    names = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    names -= {"__init__", "__main__"}
    found: dict[str, set[str]] = {name: set() for name in sorted(names)}
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room in found:
            found[room] |= set(_imported(path)) & names - {room}
    return found


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "asn" else [f"asn.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith("asn."))


def drawn() -> str:
    """The picture, in Mermaid as git hosts draw it, and a line on each room in the order that data flows."""
    found = rooms()
    reach = {room: _reach(room, found) for room in found}
    arrows = [
        f"    {below} --> {room}"
        for room, imported in found.items()
        for below in sorted(imported)
        if not any(below in reach[other] for other in imported - {below})
    ]
    order = sorted(found, key=lambda room: (len(reach[room]), room))
    lines = [f"| `{room}` | {_says(room)} |" for room in order]
    table = ["| rum | är |", "|---|---|", *lines]
    return "\n".join(("```mermaid", "flowchart LR", *arrows, "```", "", *table, ""))


def _reach(room: str, found: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    todo = list(found[room])
    while todo:
        other = todo.pop()
        if other not in seen:
            seen.add(other)
            todo += found[other]
    return seen


def _path(room: str) -> Path:
    module = PACKAGE / f"{room}.py"
    return module if module.is_file() else PACKAGE / room / "__init__.py"


def _says(room: str) -> str:
    told = ast.get_docstring(ast.parse(_path(room).read_text(encoding="utf-8"))) or ""
    return " ".join(told.split("\n\n")[0].split())


def whole() -> str:
    """The paper with its drawn part made anew."""
    head, rest = PAPER.read_text(encoding="utf-8").split(START)
    return f"{head}{START}{drawn()}{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAPER.write_text(whole(), encoding="utf-8")
