"""Every rule, family by family, with its example. Codes are never reused.

An example file is Markdown: a heading with the rule's title, a few sentences on what and why, then cases. A case is a
heading («Fel», «Rätt») and one or more fenced blocks of YAML whose info string names the file within ``content/``. A
line that the rule should speak of ends with ``# ! CODE``. A block of xlsx is a sheet's rows, a bar between cells;
one of json is a board's data. ``asn rule`` shows them, and the tests run them.
"""

import re
from pathlib import Path
from typing import NamedTuple

from asn.check import (
    accessibility,
    completeness,
    economy,
    examination,
    follow_up,
    goals,
    history,
    privacy,
    prose,
    readability,
    series,
    sources,
    structure,
)
from asn.check.contrast import CONTRAST_CODE
from asn.check.rule import Rule
from asn.files import read_file

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *examination.RULES,
    *economy.RULES,
    *goals.RULES,
    *follow_up.RULES,
    *history.RULES,
    *prose.RULES,
    *readability.RULES,
    *privacy.RULES,
    *accessibility.RULES,
    *completeness.RULES,
    *series.RULES,
    *sources.RULES,
)

# What reading and loading say before there is a report to judge.
LOADING = {
    CONTRAST_CODE: "Färger med för låg kontrast",
    "S001": "Filen går inte att läsa som YAML",
    "S002": "Samma nyckel eller id två gånger",
    "S003": "Okänt fält",
    "S004": "Fält saknas",
    "S005": "Fel slags värde",
    "S006": "Filen är inte UTF-8",
    "S007": "Tecken som inte syns eller som vänder texten",
    "S008": "För stort, för djupt eller YAML som kan läsas på två sätt",
    "S009": "Fil som inte används, eller som saknas",
    "S010": "Sökväg som leder ut ur projektet",
    "S012": "Text som klipps av vid #",
    "S015": "Undantag för något som har ändrats",
    "S018": "Dold fil eller länk i innehållet",
    "S017": "Tecken som rapportens typsnitt saknar",
    "S020": "Bild, typsnitt eller bilaga som inte går att använda",
    "S021": "Innehåll som inte får plats i PDF:en",
    "S014": "Undantag som inte behövs längre",
    "U404": "Hänvisning som inte leder någonstans",
}

# What asn import can say of a file; X112 is said of the content.
IMPORTING = {
    "X101": "Fil, blad, rubrik eller kolumn som inte finns",
    "X102": "Rad som saknar motsvarighet",
    "X103": "Felvärde i en cell",
    "X104": "Text där det ska stå ett tal",
    "X105": "Formel utan sparat värde",
    "X106": "Sammanfogade celler",
    "X107": "Dolt som räknas med",
    "X108": "Datum där det ska stå ett tal",
    "X109": "Cell med procentformat",
    "X110": "Cell som visas i tusental",
    "X111": "Samma nyckel två gånger",
    "X113": "Filen är äldre än perioden",
    "X114": "CSV som kan läsas på flera sätt",
}

# Of these, what is a warning; all else that loading and importing say is an error.
DOUBTS = frozenset({"S012", "S014", "X106", "X107", "X110", "X113"})


def titles() -> dict[str, str]:
    """Each code's short title in Swedish."""
    return LOADING | IMPORTING | {rule.code: rule.title for rule in RULES}


_FOLDER = Path(__file__).parent / "examples"
_CASE = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```(?:yaml|xlsx|csv|json) ([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"\s+# ! ([A-Z]\d{3})$")


class Case(NamedTuple):
    """One case: its heading, its files by name, and the places (file, line) where the rule should speak.

    ``marked`` is the files as the example writes them, with an arrow where the rule speaks.
    """

    heading: str
    files: dict[str, str]
    marked: dict[str, str]
    expected: frozenset[tuple[str, int]]


class Example(NamedTuple):
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
