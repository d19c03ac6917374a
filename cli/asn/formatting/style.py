"""A file in the one style."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from asn.finding import Severity
from asn.formatting.indentation import block_lines, indented, nodes
from asn.formatting.typography import with_marks
from asn.read import Tree, Value, read_yaml
from asn.schema import FOLDER, schema_for

_TAB = re.compile(r" *\t[ \t]*")
_TRAILING = re.compile(r"[ \t]+$")
_LINE_BREAK = "  "  # in Markdown two spaces at the end of a line are a line break


def tidied(tree: Tree) -> str:
    """The text without blanks at the ends of lines, without blank lines at its ends, and with one line feed last."""
    inside, lines = block_lines(tree), tree.text.split("\n")
    made = [
        _line(line, line_break=number in inside and _goes_on(lines, number) and line.endswith(_LINE_BREAK))
        for number, line in enumerate(lines)
    ]
    return "\n".join(made).strip("\n") + "\n"


def _line(line: str, *, line_break: bool) -> str:
    text = _TRAILING.sub("", line)
    kept = _LINE_BREAK if line_break and text else ""
    return _TAB.sub(" ", text) + kept


def _goes_on(lines: list[str], number: int) -> bool:
    """Whether the paragraph has a line after this one."""
    return number + 1 < len(lines) and bool(lines[number + 1].strip())


_MARKS = str.maketrans({"\N{RIGHT DOUBLE QUOTATION MARK}": '"', "\N{EN DASH}": "-", "\N{HORIZONTAL ELLIPSIS}": "..."})
_BLANKS = re.compile(r"\s+")
# Quotes may turn from single to double, and stand escaped within double ones.
_QUOTES = re.compile(r"\\?[\"']")


def says_the_same(before: Tree, after: Tree) -> bool:
    """Whether the values are the same, and all that is written besides them: comments, their order and their place."""
    return _said(before.value) == _said(after.value) and _written(before.text) == _written(after.text)


def _said(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _said(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_said(inner) for inner in value]
    return _BLANKS.sub(" ", value.translate(_MARKS)).strip() if isinstance(value, str) else value


def _written(text: str) -> str:
    return _QUOTES.sub('"', _BLANKS.sub("", text.translate(_MARKS)))


_APART = ('"', "\\", "''", "\n")


def double_quoted(tree: Tree) -> str:
    """The text with double quotes for single ones."""
    parts, done = [], 0
    singles = (node.span for node in nodes(tree.root) if node.style == "'")
    for start, end in sorted(singles):
        inner = tree.text[start + 1 : end - 1]
        if not any(mark in inner for mark in _APART):
            parts += [tree.text[done:start], f'"{inner}"']
            done = end
    return "".join([*parts, tree.text[done:]])


MODELINE = "# yaml-language-server:"
"""What an editor's program looks for in the first comments of a file, to know its schema."""

FAULTY = "Filen har fel som måste rättas först. Kör asn check."
_STEPS: tuple[tuple[Callable[[Tree], str], str], ...] = (
    (tidied, "Mellanslag och tomma rader kan inte ändras utan att innehållet ändras."),
    (indented, "Indragen kan inte ändras utan att innehållet ändras."),
    (double_quoted, "Citattecknen kan inte ändras utan att innehållet ändras."),
    (with_marks, "Skiljetecknen kan inte ändras utan att innehållet ändras."),
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file's new bytes; and, in Swedish, why it was left alone, or some of it."""

    data: bytes
    reason: str = ""


def formatted(file: str, data: bytes, known: frozenset[str]) -> Formatted:
    """The file in the one style.

    Args:
        file: its name in the project.
        data: what it holds.
        known: the schemas that the project has; a file gets a line that names its own.
    """
    tree = _read(file, data)
    if tree is None:
        return Formatted(data, FAULTY)
    reason = ""
    for step, complaint in _STEPS:
        text = step(tree)
        if text == tree.text:
            continue
        changed = _read(file, text.encode())
        if changed is not None and says_the_same(tree, changed):
            tree = changed
        else:
            reason = complaint
    return Formatted(_with_schema(file, tree.text, known).encode(), reason)


def _read(file: str, data: bytes) -> Tree | None:
    tree, findings = read_yaml(file, data)
    return None if any(found.severity is Severity.FEL for found in findings) else tree


def _with_schema(file: str, text: str, known: frozenset[str]) -> str:
    name = schema_for(file)
    if name not in known or any(line.startswith(MODELINE) for line in _first_comments(text)):
        return text
    return f"{MODELINE} $schema={'../' * file.count('/')}{FOLDER}/{name}\n{text}"


def _first_comments(text: str) -> list[str]:
    lines = text.split("\n")
    end = next((index for index, line in enumerate(lines) if line and not line.startswith("#")), len(lines))
    return lines[:end]
