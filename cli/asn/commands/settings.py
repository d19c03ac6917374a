"""``asn.toml`` at the project's root: what the commands do if the command line says nothing else."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from asn.cache import AUTO, ENGINES
from asn.commands.swedish import USAGE, Problem
from asn.files import Refused, read_file
from asn.finding import did_you_mean
from asn.load.outline import ProjectMissing, project_root

_FILE = "asn.toml"
_WORDS = {"at line": "på rad", "column": "kolumn"}
_LONG = re.compile(r"[0-9_]{4300}")
_AT = re.compile(r"\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")


def _codes(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _yes(value: Any) -> bool:
    return isinstance(value, bool)


def _engine(value: Any) -> bool:
    return value in {*ENGINES, AUTO}


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


_KNOWN: Mapping[str, tuple[Callable[[Any], bool], str, tuple[str, ...]]] = {
    "select": (_codes, 'en lista med koder: ["E", "M201"]', ("check",)),
    "ignore": (_codes, 'en lista med koder: ["E", "M201"]', ("check",)),
    "strict": (_yes, "true eller false", ("build", "check")),
    "pdf-engine": (_engine, '"weasyprint", "typst" eller "auto"', ("build",)),
    "jobs": (_number, "ett heltal från 1", ("build",)),
}
"""Each setting: what it may be, how that is told, and the commands whose option of that name it sets."""

_OPTIONS = {"pdf-engine": "engine"}
"""What the command calls a setting whose name is another."""


def settings(start: Path) -> dict[str, dict[str, Any]]:
    """For each command the options that the project sets; nothing where there is no project or no file.

    Raises:
        Problem: if the file says something that can't be meant.
    """
    try:
        data = read_file(project_root(start), _FILE)
    except (ProjectMissing, FileNotFoundError):
        return {}
    except Refused as why:
        raise Problem(f"{_FILE}: {why}", USAGE) from None
    text = _text(data)
    said = _parsed(text)
    sections: dict[str, dict[str, Any]] = {}
    for name, value in said.items():
        if name not in _KNOWN:
            raise Problem(f"{_place(text, name)} Inställningen «{name}» finns inte. {_meant(name)}", USAGE)
        is_right, wanted, commands = _KNOWN[name]
        if not is_right(value):
            raise Problem(f"{_place(text, name)} {name} ska vara {wanted}.", USAGE)
        for command in commands:
            sections.setdefault(command, {})[_OPTIONS.get(name, name)] = value
    return sections


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem(f"{_FILE}: Filen är inte UTF-8.", USAGE) from None


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        match = _AT.search(str(why))
        place = f"{match['line']}:{match['column']}:" if match and match["line"] else f"{text.count(chr(10)) + 1}:1:"
        raise Problem(
            f"{_FILE}:{place} Raden går inte att läsa som TOML. Skriv till exempel strict = true.", USAGE
        ) from None
    except RecursionError:
        raise Problem(f"{_FILE}: Filen är för djup.", USAGE) from None
    except ValueError:  # more digits than Python reads
        match = _LONG.search(text)
        line = text.count("\n", 0, match.start()) + 1 if match else 1
        raise Problem(f"{_FILE}:{line}:1: Talet är för långt.", USAGE) from None


def _place(text: str, name: str) -> str:
    """The line of a setting, or of the table of that name."""
    match = re.search(rf"(?m)^[ \t]*\[*[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*[].=]", text)
    return f"{_FILE}:{text.count(chr(10), 0, match.start()) + 1 if match else 1}:1:"


def _meant(name: str) -> str:
    return did_you_mean(name, _KNOWN, f"Det finns: {', '.join(sorted(_KNOWN))}.")
