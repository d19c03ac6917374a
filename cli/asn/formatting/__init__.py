"""One style for all files: line ends, blanks, indentation, quotes and the marks that a keyboard lacks.

The text is changed where it stands, never written anew from its values, so comments, order and blank lines are the
author's own. Each change is proved: the file is read again, and must say what it said.

A mark is put in where a text reads in one way. Rendering puts the marks in as well (``asn.render.prose``), with hard
spaces besides, which are no good in a source: one can't see them there. Sources: Myndigheternas skrivregler; Isof,
Frågelådan. What was written for an earlier version of the program is written anew only if asked.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from asn.editing import EditError, removed, replaced
from asn.finding import KeyPath, Severity
from asn.formatting.indentation import block_lines, indented, nodes
from asn.load.validation import record, validated_section
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde, prose_fields
from asn.model.register import Nämnd, Organisationsslag
from asn.model.report import Rapportblad
from asn.read import Tree, Value, read_yaml
from asn.schema import FOLDER, model_for, schema_for


def prose_texts(tree: Tree) -> Iterator[tuple[KeyPath, str]]:
    """Each text with the way to it; none of a file that the model refuses."""
    kind = model_for(tree.file)
    if kind is None:
        return
    top: Värde | None = validated_section(tree, tree.file)[0] if kind is Avsnitt else record(kind, tree)[0]
    for item in top.below() if top else ():
        prose = prose_fields(type(item))
        yield from (((*item.path(), *steps), text) for steps, text in item.texts() if steps[0] in prose)


_QUOTE = "\N{RIGHT DOUBLE QUOTATION MARK}"
_DASH = "\N{EN DASH}"
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

_UNITS = "procentenheter|procent|tkr|mnkr|mdkr|kr|kronor|år|månader|veckor|dagar|timmar"
# The group is what is replaced; it is written as one of the forms, or left alone.
_RULES = (
    (re.compile(r'(")'), _QUOTE, ('"', '\\"')),
    (re.compile(r"(?:[^\W\d_][.,)]?|[)%]) (-) (?=[^\W\d_(])"), _DASH, ("-",)),
    (re.compile(r"(?<!\.)(\.\.\.)(?!\.)"), _ELLIPSIS, ("...",)),
    (re.compile(rf"(?<![\w:/.,–-])\d{{1,4}}(-)(?=\d{{1,4}}(?:,\d+)? ?(?:%|(?:{_UNITS})\b))"), _DASH, ("-",)),
)
# Expressions, code, addresses and link targets are no prose.
_NO_PROSE = re.compile(r"\{\{.*?\}\}|`[^`]*`|\]\([^)\s]*\)|<?https?://\S+|\S+@\S+", re.DOTALL)


def with_marks(tree: Tree) -> str:
    """The text with dashes between words and in spans, one kind of quotes, and one character for three points."""
    parts, done = [], 0
    for start, end, mark in sorted(_replacements(tree)):
        parts += [tree.text[done:start], mark]
        done = end
    return "".join([*parts, tree.text[done:]])


def _replacements(tree: Tree) -> Iterator[tuple[int, int, str]]:
    for path, text in prose_texts(tree):
        prose = _NO_PROSE.sub(lambda match: "\0" * len(match[0]), text)
        for pattern, mark, forms in _RULES:
            for hit in pattern.finditer(prose):
                start, end = _offsets(tree, path, *hit.span(1))
                if tree.text[start:end] in forms:
                    yield start, end, mark


def _offsets(tree: Tree, path: KeyPath, start: int, end: int) -> tuple[int, int]:
    place = tree.within(path, start, end)
    return tree.source.offset(place.line, place.column), tree.source.offset(place.end_line, place.end_column)


_TAB = re.compile(r" *\t[ \t]*")
_TRAILING = re.compile(r"[ \t]+$")
_LINE_BREAK = "  "  # in Markdown two spaces at the end of a line are a line break


def trimmed(tree: Tree) -> str:
    """The text without blanks at the ends of lines, without blank lines at its ends, and with one line feed last."""
    inside, lines = block_lines(tree), tree.text.split("\n")
    tidy = [
        _line(line, line_break=number in inside and _goes_on(lines, number) and line.endswith(_LINE_BREAK))
        for number, line in enumerate(lines)
    ]
    return "\n".join(tidy).strip("\n") + "\n"


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
    (trimmed, "Mellanslag och tomma rader kan inte ändras utan att innehållet ändras."),
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
    """The file in the one style; it gets a line that names its own of ``known``, the schemas that the project has."""
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
    return None if any(finding.severity is Severity.FEL for finding in findings) else tree


def _with_schema(file: str, text: str, known: frozenset[str]) -> str:
    name = schema_for(file)
    if name not in known or any(line.startswith(MODELINE) for line in _first_comments(text)):
        return text
    return f"{MODELINE} $schema={'../' * file.count('/')}{FOLDER}/{name}\n{text}"


def _first_comments(text: str) -> list[str]:
    lines = text.split("\n")
    end = next((index for index, line in enumerate(lines) if line and not line.startswith("#")), len(lines))
    return lines[:end]


_BOARD = "nämnd"
_SHEET = re.compile(r"content/\d{4}/[^/]+/rapport\.yaml")
_LEFT = "Det som är skrivet för en tidigare version kan inte skrivas om utan att annat ändras."


def migrated(file: str, data: bytes) -> Formatted:
    """The bytes of a file made for an earlier version, written as this one wants it; the same where nothing in it is.

    All of it is still read as it is: this is for those who want one way of writing.
    """
    step = _adoption if _SHEET.fullmatch(file) else _organisation if file == "content/namnd.yaml" else None
    if step is None:
        return Formatted(data)
    tree = _read(file, data)
    if tree is None:
        return Formatted(data, FAULTY)
    try:
        return Formatted(step(tree).encode())
    except EditError:
        return Formatted(data, _LEFT)


def _organisation(tree: Tree) -> str:
    """``kommun`` and ``kommunkod`` are an ``organisation``, which can be of other kinds too."""
    board = tree.value.get(_BOARD) if isinstance(tree.value, dict) else None
    if not isinstance(board, dict) or "organisation" in board or not (board.get("kommun") and board.get("kommunkod")):
        return tree.text
    code = board["kommunkod"]
    section: dict[str, Value] = {"slag": Organisationsslag.KOMMUN.value, "kod": code, "namn": board["kommun"]}
    tree = replaced(tree, (_BOARD, "organisation"), section, tuple(Nämnd.model_fields))
    for key in ("kommun", "kommunkod"):
        tree = removed(tree, (_BOARD, key))
    # Within quotes, so that all programs read a code as text.
    return re.sub(rf"(?<!\w)kod: {code}(?=\n)", f'kod: "{code}"', tree.text, count=1)


def _adoption(tree: Tree) -> str:
    """The day and the paragraph of an adopted report are its decision, ``fastställd``."""
    sheet = tree.value if isinstance(tree.value, dict) else {}
    decision: dict[str, Value] = {key: sheet.get(key) for key in ("datum", "paragraf")}
    if sheet.get("tillstånd") != "fastställd" or "fastställd" in sheet or not all(decision.values()):
        return tree.text
    tree = replaced(tree, ("fastställd",), decision, tuple(Rapportblad.model_fields))
    for key in decision:
        tree = removed(tree, (key,))
    return tree.text
