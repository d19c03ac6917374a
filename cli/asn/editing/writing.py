"""A value as it is written in a file of the one style (``asn fmt``)."""

import json
import re
import textwrap
from collections.abc import Iterator

from asn.read import Value, read_yaml
from asn.read.tree import BLOCKS, FOLDED, LITERAL

_FIGURE = re.compile(r"0|-?[1-9][0-9]{0,2}(?: [0-9]{3})*|[A-Z]{1,3}[0-9]+(?:\+[A-Z]{1,3}[0-9]+)*")
"""What is a text to YAML and to us wherever it stands, so that it needn't be read to know it."""
STEP = 2
"""Columns that each level stands further in."""
_WIDTH = 118
"""Characters of a line of a folded text, its indentation included."""


def written_block(value: Value, indent: int, style: str = "") -> str:
    """What stands after a key's colon, or after an item's dash and its space, from there to the end of the value.

    Args:
        value: what is to be written.
        indent: the column of the key, or of what follows the dash.
        style: the style that the old text had, ``|`` or ``>``; a text of several lines is else written after ``|``.
    """
    if isinstance(value, dict) and value:
        return "\n" + "\n".join(_mapping(value, indent + STEP))
    if isinstance(value, list) and value:
        return "\n" + "\n".join(_list(value, indent + STEP))
    if isinstance(value, str) and ("\n" in value.rstrip("\n") or style in BLOCKS) and _fits_block(value):
        return " " + _block_text(value, indent + STEP, style if style in BLOCKS else LITERAL)
    written = scalar(value, within_braces=False)
    return f" {written}" if written else ""


def scalar_style(value: Value, column: int, style: str = "") -> str:
    """The style of a text that is put in at a column: as the old one had, but folded where a line can't hold it."""
    is_long = isinstance(value, str) and "\n" not in value and column + len(value) > _WIDTH
    return FOLDED if is_long and style not in BLOCKS else style


def list_item(value: Value, indent: int) -> str:
    """An item of a list whose dash stands at ``indent``, with the dash."""
    if isinstance(value, dict) and value:
        first, *rest = _mapping(value, indent + STEP)
        return "\n".join((f"{' ' * indent}- {first.lstrip()}", *rest))
    return f"{' ' * indent}-{written_block(value, indent)}"


def scalar(value: Value, *, within_braces: bool) -> str:
    """A value on one line, as it is if it reads back as itself, else in double quotes."""
    if isinstance(value, dict):
        inner = ", ".join(f"{key}: {scalar(one, within_braces=True)}".rstrip() for key, one in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(scalar(one, within_braces=True) for one in value)}]"
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if _is_plain(value, within_braces=within_braces) else json.dumps(value, ensure_ascii=False)


def _mapping(value: dict[str, Value], indent: int) -> Iterator[str]:
    for key, inner in value.items():
        style = scalar_style(inner, indent + len(key) + 2)
        yield from f"{' ' * indent}{key}:{written_block(inner, indent, style)}".split("\n")


def _list(value: list[Value], indent: int) -> Iterator[str]:
    for inner in value:
        yield from list_item(inner, indent).split("\n")


def _block_text(value: str, indent: int, style: str) -> str:
    """A text after ``|`` or ``>``, ending with a line end if the value does."""
    pad = " " * indent
    text = value.rstrip("\n")
    if style == FOLDED:  # a line end is written as two, three as four
        text = "".join(
            f"{part}\n" if part.startswith("\n") else _wrapped(part, _WIDTH - indent)
            for part in re.split(r"(\n+)", text)
        )
    lines = text.split("\n")
    chomp = "" if value.endswith("\n") else "-"
    return "\n".join((f"{style}{chomp}", *(f"{pad}{line}" if line else "" for line in lines)))


def _wrapped(line: str, width: int) -> str:
    return textwrap.fill(line, max(width, 40), break_long_words=False, break_on_hyphens=False)


def _fits_block(value: str) -> bool:
    """Whether a text can stand as it is on lines of its own; its first line tells how far in they stand."""
    return not value.startswith((" ", "\n")) and all(
        line.isprintable() and line == line.rstrip() for line in value.split("\n")
    )


def _is_plain(value: str, *, within_braces: bool) -> bool:
    if _FIGURE.fullmatch(value):
        return True
    if not value or value != value.strip() or not value.isprintable():
        return False
    text = f"x: {{y: {value}, z: 1}}\n" if within_braces else f"x: {value}\n"
    tree, findings = read_yaml("x.yaml", text.encode())
    return tree is not None and not findings and tree.value == {"x": {"y": value, "z": "1"} if within_braces else value}
