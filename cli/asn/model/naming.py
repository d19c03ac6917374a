"""How a report and its files are named: by its kind's pattern, with listed words filled in and nothing else."""

import re
from collections.abc import Mapping

WORDS = ("nummer", "månad", "år", "period")
"""What a pattern may have in braces: the period's number, its last month, the year and the period itself."""
OUTPUTS = frozenset({"data", "dcat", "kontroll", "manifest", "sammanfattning", "tabeller", "tryck"})
"""What the program itself calls its files."""

_WORD = rf"\{{(?:{'|'.join(WORDS)})\}}"
NAME = rf"^(?:[^{{}}]|{_WORD})+$"
FILE_NAME = rf"^[a-z](?:[a-z0-9-]|{_WORD})*$"
LONGEST = 60
_FILE = re.compile(rf"[a-z][a-z0-9-]{{0,{LONGEST - 1}}}")


def filled(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern with its words filled in."""
    return re.sub(r"\{(\w+)\}", lambda found: words[found[1]], pattern)


def file_name(pattern: str, year: int, period: str) -> str:
    """The name of a report's files, without ending."""
    return filled(pattern, dict(zip(WORDS, (period[1:].lower(), period[1:], str(year), period.lower()), strict=True)))


def is_file_name(name: str) -> bool:
    """Whether files can be called so: short, in letters of every system, and not as one of the program's own."""
    return bool(_FILE.fullmatch(name)) and name not in OUTPUTS
