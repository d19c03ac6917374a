"""Marks that a keyboard lacks, in prose, where only one reading is possible.

Rendering puts them in as well (``asn.render.prose``), with hard spaces besides, which are no good in a source: one
can't see them there. Sources: Myndigheternas skrivregler; Isof, Frågelådan.
"""

import re
from collections.abc import Iterator

from asn.formatting.indentation import line_starts
from asn.load.validation import record, validated_section
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde, prose_fields
from asn.read import Path, Tree
from asn.schema.files import model_for


def prose_texts(tree: Tree) -> Iterator[tuple[Path, str]]:
    """Each text with the way to it; none of a file that the model refuses."""
    kind = model_for(tree.file)
    if kind is None:
        return
    made: Värde | None = validated_section(tree, tree.file)[0] if kind is Avsnitt else record(kind, tree)[0]
    if made is not None:
        yield from _texts(made, ())


def _texts(value: Värde, way: Path) -> Iterator[tuple[Path, str]]:
    prose = prose_fields(type(value))
    for steps, text in value.texts():
        if steps[0] in prose:
            yield (*way, *steps), text
    for name in type(value).model_fields:
        for steps, inner in _records(getattr(value, name)):
            yield from _texts(inner, (*way, name, *steps))


def _records(value: object) -> Iterator[tuple[Path, Värde]]:
    if isinstance(value, Värde):
        yield (), value
    elif isinstance(value, (tuple, dict)):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in pairs:
            for steps, found in _records(inner):
                yield (step, *steps), found


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
        prose = _NO_PROSE.sub(lambda found: "\0" * len(found[0]), text)
        for pattern, mark, forms in _RULES:
            for found in pattern.finditer(prose):
                start, end = _offsets(tree, path, *found.span(1))
                if tree.text[start:end] in forms:
                    yield start, end, mark


def _offsets(tree: Tree, path: Path, start: int, end: int) -> tuple[int, int]:
    place = tree.within(path, start, end)
    starts = line_starts(tree.text)
    return starts[place.line - 1] + place.column - 1, starts[place.end_line - 1] + place.end_column - 1
