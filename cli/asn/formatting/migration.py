"""Content made for an earlier version of the program, written as this one wants it.

All of it is still read as it is; this is for those who want one way of writing. Each change is one value at a time, and
proven: comments, order and all else stand (see ``asn.editing``).
"""

import re
from collections.abc import Callable, Mapping

from asn.editing import EditError, removed, replaced
from asn.finding import Severity
from asn.formatting.style import FAULTY, Formatted
from asn.model.register import Nämnd, Organisationsslag
from asn.model.report import Rapportblad
from asn.read import Tree, Value, read_yaml

_BOARD = "nämnd"
_SHEET = re.compile(r"content/\d{4}/[^/]+/rapport\.yaml")
_LEFT = "Det som är skrivet för en tidigare version kan inte skrivas om utan att annat ändras."


def migrated(file: str, data: bytes) -> Formatted:
    """The file's new bytes; the same where nothing in it is of an earlier version."""
    made = data
    for step in (_adoption,) if _SHEET.fullmatch(file) else _STEPS.get(file, ()):
        tree, findings = read_yaml(file, made)
        if tree is None or any(found.severity is Severity.FEL for found in findings):
            return Formatted(data, FAULTY)
        try:
            made = step(tree).encode()
        except EditError:
            return Formatted(data, _LEFT)
    return Formatted(made)


def _organisation(tree: Tree) -> str:
    """``kommun`` and ``kommunkod`` are an ``organisation``, which can be of other kinds too."""
    board = tree.value.get(_BOARD) if isinstance(tree.value, dict) else None
    if not isinstance(board, dict) or "organisation" in board or not (board.get("kommun") and board.get("kommunkod")):
        return tree.text
    told: dict[str, Value] = {
        "slag": Organisationsslag.KOMMUN.value,
        "kod": board["kommunkod"],
        "namn": board["kommun"],
    }
    text = replaced(tree, (_BOARD, "organisation"), told, tuple(Nämnd.model_fields))
    # Within quotes, so that all programs read a code as text.
    text = re.sub(rf"(?<!\w)kod: {board['kommunkod']}(?=\n)", f'kod: "{board["kommunkod"]}"', text, count=1)
    for key in ("kommun", "kommunkod"):
        text = removed(_again(tree, text), (_BOARD, key))
    return text


def _adoption(tree: Tree) -> str:
    """The day and the paragraph of an adopted report are its decision, ``fastställd``."""
    sheet = tree.value if isinstance(tree.value, dict) else {}
    told: dict[str, Value] = {key: sheet.get(key) for key in ("datum", "paragraf")}
    if sheet.get("tillstånd") != "fastställd" or "fastställd" in sheet or not all(told.values()):
        return tree.text
    text = replaced(tree, ("fastställd",), told, tuple(Rapportblad.model_fields))
    for key in told:
        text = removed(_again(tree, text), (key,))
    return text


def _again(tree: Tree, text: str) -> Tree:
    made, _ = read_yaml(tree.file, text.encode())
    assert made, "an edit is proven before it is given"
    return made


_STEPS: Mapping[str, tuple[Callable[[Tree], str], ...]] = {"content/namnd.yaml": (_organisation,)}
"""What is written anew, by file."""
