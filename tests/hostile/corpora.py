"""The corpora in ``data/``, as values."""

import json
import re
from pathlib import Path

DATA = Path(__file__).with_name("data")


def naughty() -> dict[str, list[str]]:
    """Strings that have broken programs, by category; ``[piece, times]`` is a long one."""
    kept = json.loads((DATA / "naughty.json").read_text("utf-8"))
    return {name: [_whole(item) for item in group["strings"]] for name, group in kept.items()}


def _whole(item):
    return item if isinstance(item, str) else item[0] * item[1]


def in_quotes(text: str) -> str:
    """A text as YAML in double quotes; what isn't printable is escaped (YAML 1.2.2, 5.7)."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '\\"':
        return "\\" + character
    return character if character.isprintable() else f"\\U{ord(character):08X}"


def block(text: str, indent: str) -> str:
    """A text as a block scalar's lines."""
    return "|\n" + "".join(f"{indent}{line}\n" for line in text.split("\n"))


def templates() -> dict[str, list[str]]:
    """Pieces of hostile templates, by the rule that they try to break."""
    groups: dict[str, list[str]] = {}
    for line in (DATA / "templates.txt").read_text("utf-8").splitlines():
        if line.startswith("@ "):
            group = groups.setdefault(line[2:], [])
        elif line and not line.startswith("# "):
            group.append(line)
    return groups


_SHOWN = {"␤": "\n", "␍": "\r", "⇥": "\t", "␠": " ", "␀": "\0", "␇": "\x07", "␛": "\x1b"}
_BY_NUMBER = re.compile("⟨([0-9A-F]{4})⟩")


def yaml_cases() -> list[tuple[str, str]]:
    """Pieces of YAML, each with what the reader is to make of it."""
    lines = (DATA / "yaml.txt").read_text("utf-8").splitlines()
    cases = [line.split("  →  ") for line in lines if "  →  " in line and not line.startswith("# Wh")]
    return [(_meant(written), _by_number(wanted)) for written, wanted in cases]


def _meant(text: str) -> str:
    return _by_number("".join(_SHOWN.get(character, character) for character in text))


def _by_number(text: str) -> str:
    return _BY_NUMBER.sub(lambda found: chr(int(found[1], 16)), text)
