"""How a report and its files are named: by its kind's pattern, with listed words filled in and nothing else."""

import re
import unicodedata
from collections.abc import Mapping

from asn.period import Period

WORDS = ("nummer", "månad", "år", "period")
"""What a pattern may have in braces: the period's number, its last month, the year and the period itself."""
OUTPUTS = frozenset({"data", "dcat", "excel", "kontroll", "manifest", "sammanfattning", "tabeller", "tryck"})
"""What the program itself calls its files."""

_WORD = rf"\{{(?:{'|'.join(WORDS)})\}}"
NAME = rf"^(?:[^{{}}]|{_WORD})+$"
FILE_NAME = rf"^[a-z](?:[a-z0-9-]|{_WORD})*$"
LONGEST = 60
_FILE = re.compile(rf"[a-z][a-z0-9-]{{0,{LONGEST - 1}}}")


def filled_name(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern with its words filled in."""
    return re.sub(r"\{(\w+)\}", lambda found: words[found[1]], pattern)


def file_name(pattern: str, year: int, period: Period) -> str:
    """The name of a report's files, without ending."""
    words = (ascii_word(period.nummer), f"{period.månader[1]:02}", str(year), ascii_word(period.id).replace("_", "-"))
    return filled_name(pattern, dict(zip(WORDS, words, strict=True)))


def ascii_word(word: str) -> str:
    """A word in small letters that every system has in file names."""
    return unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()


def is_file_name(name: str) -> bool:
    """Whether files can be called so: short, in letters of every system, and not as one of the program's own."""
    return bool(_FILE.fullmatch(name)) and name not in OUTPUTS
