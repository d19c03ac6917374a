"""Blanks that nobody sees: at the ends of lines and of the file, and tabs between words."""

import re

from asn.formatting.lines import block_lines
from asn.read import Tree

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
