"""No colour is known by name in the program or its templates, but where the ready-made scale is."""

import ast
import io
import re
import tokenize

from tests.fixtures.projects import REPO

COLOUR = re.compile(
    r"(?<![a-zåäö])(?:grön(?:t|a)?|gul(?:t|a)?|röd(?:a)?|rött|gron|rod|yellow|amber)(?![a-zåäö])", re.IGNORECASE
)
EXEMPT = {
    "cli/asn/load/validation.py": "«alla gröna», as a goal states how its units' lights are weighed together",
    "cli/asn/model/avsnitt/mal.py": "the same words",
    "cli/asn/light.py": "the ready-made scale and the colours that have a name",
    "cli/asn/model/ord/sidan.py": "the words of the ready-made scale, which a board can change",
}


def code_of(path):
    """What a module does: its names and texts, without docstrings and comments, which are for readers."""
    text = path.read_text(encoding="utf-8")
    told = {
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in {tokenize.COMMENT, tokenize.NL} and token.start[0] not in told:
            yield token.start[0], token.string


def found():
    """Every place where a colour is told by name."""
    modules = sorted((REPO / "cli" / "asn").rglob("*.py"))
    sheets = [path for path in sorted((REPO / "templates").rglob("*")) if path.suffix in {".j2", ".css"}]
    assert len(modules) > 200
    assert len(sheets) > 40
    for path in modules:
        name = path.relative_to(REPO).as_posix()
        yield from ((name, line, word) for line, text in code_of(path) for word in COLOUR.findall(text))
    for path in sheets:
        name, text = path.relative_to(REPO).as_posix(), path.read_text(encoding="utf-8")
        lines = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.DOTALL).split("\n")
        yield from ((name, number, word) for number, line in enumerate(lines, 1) for word in COLOUR.findall(line))


def test_no_colour_is_known_by_name():
    """Rules go by rank, pages by the scale's word, sign and colour."""
    places = list(found())
    assert {name for name, _, _ in places} >= set(EXEMPT), "the search finds nothing"
    assert [place for place in places if place[0] not in EXEMPT] == []
