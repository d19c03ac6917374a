"""A file in the one style."""

from collections.abc import Callable
from dataclasses import dataclass

from asn.finding import Severity
from asn.formatting.blanks import tidied
from asn.formatting.indentation import indented
from asn.formatting.likeness import alike
from asn.formatting.quotes import double_quoted
from asn.formatting.typography import typeset
from asn.read import Tree, read_yaml
from asn.schema import FOLDER, schema_for

MODELINE = "# yaml-language-server:"
"""What an editor's program looks for in the first comments of a file, to know its schema."""

_FAULTY = "Filen har fel som måste rättas först. Kör asn check."
_STEPS: tuple[tuple[Callable[[Tree], str], str], ...] = (
    (tidied, "Mellanslag och tomma rader kan inte ändras utan att innehållet ändras."),
    (indented, "Indragen kan inte ändras utan att innehållet ändras."),
    (double_quoted, "Citattecknen kan inte ändras utan att innehållet ändras."),
    (typeset, "Skiljetecknen kan inte ändras utan att innehållet ändras."),
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
        return Formatted(data, _FAULTY)
    reason = ""
    for step, complaint in _STEPS:
        text = step(tree)
        if text == tree.text:
            continue
        changed = _read(file, text.encode())
        if changed is not None and alike(tree, changed):
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
