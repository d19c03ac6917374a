"""Names for files, anchors and columns: in ASCII, and each handed out once."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from asn.table import Tabell

_LONGEST = 60
# The page gives its tables and footnotes anchors that begin so (html/delar.j2, render/prose.py).
_OF_THE_PAGE = re.compile(r"t-|fot(?:ref)?\d")


def ascii_name(name: str) -> str:
    """A name in small ASCII letters, for files and anchors."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"\s+", "-", plain)


class Names:
    """Names as they are handed out, none of them twice: the second ``mal`` is ``mal-2``."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def anchor(self, name: str) -> str:
        """An anchor for a section."""
        base = _alike(name)[:_LONGEST] or "avsnitt"
        return self.free(f"avsnitt-{base}" if _OF_THE_PAGE.match(base) else base)

    def free(self, name: str, sign: str = "-") -> str:
        """The name itself, or with the first number that makes it free; told apart as files are, without å and case."""
        made, count = name, 1
        while _alike(made) in self._taken:
            count += 1
            made = f"{name}{sign}{count}"
        self._taken.add(_alike(made))
        return made


def _alike(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", ascii_name(name)).strip("-")


def with_own_names(table: Tabell, taken: Names) -> Tabell:
    """The table with a name that no other table of the report has, and columns that have one each."""
    columns = Names()
    named = tuple(replace(column, id=columns.free(column.id, "_")) for column in table.kolumner)
    return replace(table, id=taken.free(table.id, "_"), kolumner=named)
