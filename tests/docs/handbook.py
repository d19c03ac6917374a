"""The handbook taken apart: its blocks, its tables, and itself with other answers in it."""

import re
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).parents[2]
HANDBOOK = REPO / "docs" / "handbok.md"
TEXT = HANDBOOK.read_text(encoding="utf-8")
LINES = TEXT.split("\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language and name, and its lines from ``start`` to ``end``."""

    language: str
    name: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in LINES[self.start : self.end])


def _blocks():
    fences = [number for number, line in enumerate(LINES) if line.startswith("```")]
    assert len(fences) % 2 == 0
    for start, end in zip(fences[::2], fences[1::2], strict=True):
        language, _, name = LINES[start][3:].partition(" ")
        yield Block(language, name, start + 1, end)


BLOCKS = tuple(_blocks())


def _tables():
    """Every table: the heading it stands under, its column headings and its rows."""
    heading, number = "", 0
    while number < len(LINES):
        heading = LINES[number].lstrip("# ") if LINES[number].startswith("##") else heading
        if LINES[number].startswith("|"):
            rows = []
            while LINES[number].startswith("|"):
                rows.append([cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", LINES[number])[1:-1]])
                number += 1
            yield heading, rows[0], rows[2:]
        number += 1


TABLES = tuple(_tables())


def rows_of(*columns):
    """The rows of every table whose first columns have these headings."""
    found = [row for _, names, rows in TABLES if names[: len(columns)] == list(columns) for row in rows]
    assert found, columns
    return found


def code(cell):
    """What stands as code in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def rewritten(answers):
    """The handbook with each block's text replaced by what was really said."""
    lines = list(LINES)
    for block, said in sorted(answers.items(), key=lambda item: item[0].start, reverse=True):
        lines[block.start : block.end] = said.rstrip("\n").split("\n")
    return "\n".join(lines)
