"""Writes into each exception which values it was made for, where the file doesn't say it yet."""

import re
from collections.abc import Iterable
from pathlib import Path

from asn.editing import EditError, replaced
from asn.files import Refused, read_file
from asn.finding import KeyPath
from asn.load.project import Projekt, load_project
from asn.model.record import Undantag
from asn.model.report import Rapport
from asn.pipeline import examined
from asn.read import Tree, read_yaml, value_at

_RULE, _ABOUT = re.compile(rb"\bregel:"), re.compile("\\bgäller:".encode())
_LACKS = "Undantaget kan inte få sitt gäller utan att något annat i filen ändras."
_ORDER = tuple(Undantag.model_fields)

Pins = dict[KeyPath, str]


def missing_pins(root: Path, names: Iterable[str]) -> dict[str, Pins]:
    """What each exception that doesn't say it is about, by file and the way to it there.

    The rules are asked, so it takes as long as a check; but only where some file of ``names`` has such an exception.
    """
    lacking = {name for name in names if _is_lacking(root, name)}
    by_file: dict[str, dict[KeyPath, dict[str, None]]] = {}
    if lacking:
        project = load_project(root)
        for report in project.rapporter:
            for (name, way), text in examined(project, report).gäller.items():
                if name in lacking:  # a scale may be judged with several reports
                    by_file.setdefault(name, {}).setdefault(way, {}).update(dict.fromkeys(text.split("; ")))
    return {name: {way: "; ".join(values) for way, values in pins.items()} for name, pins in by_file.items()}


def _is_lacking(root: Path, name: str) -> bool:
    try:
        return lacks_pins(read_file(root, name))
    except (Refused, FileNotFoundError):
        return False


def lacks_pins(data: bytes) -> bool:
    """Whether a file has an exception that doesn't say what it is about."""
    return len(_RULE.findall(data)) > len(_ABOUT.findall(data))


def pins_of(project: Projekt, report: Rapport, name: str) -> Pins:
    """What the exceptions of one file of a report are about, said or not, by the way to each."""
    return {way: text for (file, way), text in examined(project, report).gäller.items() if file == name}


def pinned(name: str, data: bytes, pins: Pins) -> tuple[bytes, str]:
    """A file with what its exceptions are about; and, in Swedish, why one of them was left alone."""
    reason = ""
    for way, text in pins.items():
        tree, _ = read_yaml(name, data)
        if tree is None or _says(tree, way):
            continue
        try:
            data = replaced(tree, (*way, "gäller"), text, _ORDER).text.encode()
        except EditError:
            reason = _LACKS
    return data, reason


def _says(tree: Tree, way: KeyPath) -> bool:
    return "gäller" in (value_at(tree.value, way) or ())
