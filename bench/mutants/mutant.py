"""The mutants of a file: the same code with one change each."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import CodeType
from typing import Any

from bench.mutants.changes import instead
from bench.mutants.parts import PACKAGE, Part

# What says nothing about what the code does, or is settled before it runs.
SKIPPED = {"annotation", "returns", "decorator_list", "ctx", "type_comment", "bases", "type_params"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LEFT_OUT = "# pragma: no cover"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change. ``lines`` are those of the statement; ``in_function`` tells that only running it can show it."""

    file: Path
    scope: str
    change: str
    lines: range
    in_function: bool
    code: CodeType

    @property
    def name(self) -> str:
        """What it is known by, however the lines of the file move."""
        return f"{self.file.relative_to(PACKAGE).as_posix()} {self.scope or '-'}: {self.change}"


def mutants(part: Part, file: Path) -> Iterator[Mutant]:
    """All mutants of a file, in the order of the code; those that are told alike are numbered."""
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    left_out = {number for number, line in enumerate(text.splitlines(), 1) if LEFT_OUT in line}
    seen: Counter[tuple[str, str]] = Counter()
    for parents, field, index in list(_sites(tree, ())):
        node = _child(parents[-1], field, index)
        scope = _scope((*parents, node))
        around = [parent for parent in (*parents, node) if getattr(parent, "lineno", None) in left_out]
        if around or not part.counts(file, scope):
            continue
        statement = next(parent for parent in reversed((*parents, node)) if isinstance(parent, ast.stmt))
        before = _told(statement)
        for other in instead(node, parents):
            _replace(parents[-1], field, index, ast.copy_location(other, node))
            after = _told(other if node is statement else statement)
            if after == before:
                _replace(parents[-1], field, index, node)
                continue
            code = compile(ast.fix_missing_locations(tree), str(file), "exec")
            _replace(parents[-1], field, index, node)
            change = _difference(before, after)
            seen[scope, change] += 1
            number = seen[scope, change]
            told = change if number == 1 else f"{change} ({number})"
            yield Mutant(file, scope, told, _lines(statement), _runs_later(parents, field), code)


def _sites(node: ast.AST, parents: tuple[ast.AST, ...]) -> Iterator[tuple[tuple[ast.AST, ...], str, int | None]]:
    """Where a node may be replaced: the nodes around it, the field of the last one, and the index in the field."""
    inner = (*parents, node)
    for field, value in ast.iter_fields(node):
        if field in SKIPPED:
            continue
        children = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, child in children:
            if isinstance(child, ast.AST) and not _is_settled(child):
                yield inner, field, index
                yield from _sites(child, inner)


def _is_settled(node: ast.AST) -> bool:
    """``__all__``, and what is there for the type checker alone."""
    match node:
        case ast.Assign(targets=[ast.Name(id="__all__")]) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar" | "NewType"))):
            return True
        case ast.Assign(value=ast.Subscript(value=ast.Name(id="tuple" | "Callable"))):
            return True
        case ast.AnnAssign(annotation=ast.Name(id="TypeAlias")):
            return True
    return False


def _scope(parents: tuple[ast.AST, ...]) -> str:
    named = (parent.name for parent in parents if isinstance(parent, (*FUNCTIONS, ast.ClassDef)))
    return ".".join(named)


def _runs_later(parents: tuple[ast.AST, ...], field: str) -> bool:
    """Whether a change is in the body of a function, so that nothing of it is run when the module is imported."""
    fields = [*(_field_of(parent, child) for parent, child in pairwise(parents)), field]
    return any(isinstance(parent, FUNCTIONS) and name == "body" for parent, name in zip(parents, fields, strict=True))


def _field_of(parent: ast.AST, child: ast.AST) -> str:
    for field, value in ast.iter_fields(parent):
        if value is child or (isinstance(value, list) and any(item is child for item in value)):
            return field
    raise ValueError(child)


def _lines(statement: ast.stmt) -> range:
    """The lines of a statement; of one that holds others, those before the first of them."""
    inner = [child.lineno for child in ast.iter_child_nodes(statement) if isinstance(child, ast.stmt)]
    cases = [case.pattern.lineno for case in getattr(statement, "cases", ())]
    end = statement.end_lineno or statement.lineno
    return range(statement.lineno, max(statement.lineno + 1, min([*inner, *cases, end + 1])))


def _told(statement: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(statement))


def _difference(before: str, after: str) -> str:
    """The first line that differs, as it was and as it is."""
    old, new = before.splitlines(), after.splitlines()
    for one, other in zip(old, new, strict=False):
        if one != other:
            return f"{one.strip()} → {other.strip()}"
    return f"{before.strip()} → {after.strip()}"


def _child(parent: Any, field: str, index: int | None) -> Any:
    value = getattr(parent, field)
    return value if index is None else value[index]


def _replace(parent: Any, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node
