"""The rules' examples: what ``asn rule`` shows, and what the tests run.

An example file is Markdown: a heading with the rule's title, a few sentences on what and why, then cases. A case is a
heading («Fel», «Rätt») and one or more fenced blocks of YAML whose info string names the file within ``content/``. A
line that the rule should speak of ends with ``# ! CODE``. A block of xlsx is a sheet's rows, a bar between cells;
one of json is a board's data.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from asn.files import read_file

_FOLDER = Path(__file__).parent / "examples"
_CASE = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```(?:yaml|xlsx|csv|json) ([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"\s+# ! ([A-Z]\d{3})$")


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its heading, its files by name, and the places (file, line) where the rule should speak.

    ``marked`` is the files as the example writes them, with an arrow where the rule speaks.
    """

    heading: str
    files: dict[str, str]
    marked: dict[str, str]
    expected: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Example:
    """A rule's example file."""

    title: str
    text: str
    cases: tuple[Case, ...]


def example(code: str) -> Example | None:
    """The example of a rule, if it has one."""
    try:
        text = read_file(_FOLDER, f"{code}.md").decode()
    except FileNotFoundError:
        return None
    head, *rest = _CASE.split(text)
    title, _, about = head.strip().removeprefix("# ").partition("\n")
    cases = tuple(_case(heading, body, code) for heading, body in zip(rest[::2], rest[1::2], strict=True))
    return Example(title.strip(), about.strip(), cases)


def _case(heading: str, body: str, code: str) -> Case:
    files, marked, expected = {}, {}, set()
    for name, text in _BLOCK.findall(body):
        lines = text.splitlines()
        for number, line in enumerate(lines, 1):
            mark = _MARK.search(line)
            if mark and mark[1] == code:
                expected.add((f"content/{name}", number))
        files[name] = "\n".join(_MARK.sub("", line) for line in lines) + "\n"
        marked[name] = "\n".join(_MARK.sub(f"   \N{LEFTWARDS ARROW} {code}", line) for line in lines) + "\n"
    return Case(heading.strip(), files, marked, frozenset(expected))
