"""Lines for a terminal: their colours, and where they are broken, never within a word."""

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping

from asn.output.plain import no_commands

Style = Callable[[str, str], str]
"""From what a piece of text is (one of ``CODES``), and the text, to the text as it is printed."""

_ESCAPE = "\N{ESCAPE}"
CODES: Mapping[str, str] = {
    "fel": "1;31",
    "varning": "1;33",
    "råd": "1;36",
    "place": "1",
    "code": "1",
    "margin": "2",
    "hint": "32",
    **dict.fromkeys(("bäst", "bättre"), "32"),
    "däremellan": "33",
    **dict.fromkeys(("sämst", "sämre"), "31"),
    "annan skala": "0",
}
_LEAST, _MOST, USUAL_WIDTH = 40, 200, 100  # columns
_COLOUR = re.compile("\N{ESCAPE}\\[[0-9;]*m")
# «1,11 %» as an editor wrote it: a figure is not parted from its unit.
_BETWEEN = re.compile(r"(?<![0-9]) | (?!(?:%|kr|tkr|mnkr|mdkr)(?!\w))")
_TWO_COLUMNS = {"W", "F"}
_NO_COLUMN = {"Mn", "Me", "Cf"}


def uncoloured(_kind: str, text: str) -> str:
    """The text as it is."""
    return text


def coloured(kind: str, text: str) -> str:
    """The text in its kind's colour; told apart by word and sign too, never by colour alone."""
    return f"{_ESCAPE}[{CODES[kind]}m{text}{_ESCAPE}[0m"


def terminal_style(environment: Mapping[str, str], *, terminal: bool, when: str = "auto") -> Style:
    """Colours if they are asked for, or if it is a terminal that knows them and nobody has declined.

    Args:
        environment: ``NO_COLOR``, ``FORCE_COLOR`` and ``TERM`` count (https://no-color.org, https://force-color.org).
        terminal: Whether a person looks at it.
        when: What ``--color`` says: auto, always or never. It counts more than the environment.
    """
    if when != "auto":
        return coloured if when == "always" else uncoloured
    if environment.get("NO_COLOR"):
        return uncoloured
    if environment.get("FORCE_COLOR", "") not in {"", "0"}:
        return coloured
    return coloured if terminal and environment.get("TERM") != "dumb" else uncoloured


def screen_width(environment: Mapping[str, str], *, terminal: bool) -> int | None:
    """Columns to write in: as ``COLUMNS`` says, else the terminal's own; None in a pipe or a file."""
    columns = environment.get("COLUMNS", "")
    asked = int(columns) if re.fullmatch(r"[0-9]{1,4}", columns) else 0
    if not asked and not terminal:
        return None
    return min(max(asked or _own(), _LEAST), _MOST)


def _own() -> int:
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or USUAL_WIDTH if sys.__stdout__ else USUAL_WIDTH
    except (OSError, ValueError):
        return USUAL_WIDTH


def columns(text: str) -> int:
    """How many columns a text takes: two for most of East Asia and emoji, none for accents and colours."""
    bare = _COLOUR.sub("", text)
    if bare.isascii():
        return len(bare)
    return sum(_columns(character) for character in bare)


def _columns(character: str) -> int:
    if unicodedata.category(character) in _NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _TWO_COLUMNS else 1


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """A text in lines of at most ``width`` columns, each of whole words; a longer word has a line of its own.

    Args:
        text: One paragraph; line breaks in it are spaces. Hard spaces hold their words together.
        width: Columns.
        first: What the first line begins with.
        rest: What the others begin with; if not given, as much space as ``first`` takes.
    """
    margin = " " * columns(first) if rest is None else rest
    lines, line, empty = [], first, True
    for word in _BETWEEN.split(" ".join(re.split("[ \n\t]+", text.strip(" \n\t")))):
        if not empty and columns(line) + 1 + columns(word) > width:
            lines.append(line)
            line, empty = margin, True
        line += word if empty else f" {word}"
        empty = False
    return [no_commands(one) for one in (*lines, line.rstrip(" "))]


def fitted(line: str, width: int) -> list[str]:
    """A line and what didn't fit in it, two steps further in."""
    if columns(line) <= width:
        return [line]
    bare = line.lstrip(" ")
    indent = line[: len(line) - len(bare)]
    return wrapped(bare, width, indent, f"{indent}    ")
