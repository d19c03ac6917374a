"""Text that was added, removed or changed, counted in words and not told in full."""

import re
from collections import Counter
from collections.abc import Iterator

from asn.check.passages import passages
from asn.comparison.change import Change
from asn.comparison.things import section_name
from asn.model.avsnitt.grund import Avsnitt
from asn.model.report import Rapport

_WORD = re.compile(r"\{\{.*?\}\}|\w+(?:[-:.,]\w+)*", re.DOTALL)
_WHOLE = "Rapporten"


def words(before: Rapport, after: Rapport) -> Iterator[Change]:
    """Each section whose text is another, with how many words have come and gone."""
    earlier, later = _texts(before), _texts(after)
    for key, (name, text) in later.items():
        old = earlier.get(key)
        if old is None:
            yield Change(name, name, "", None, _count(len(text)), "ny")
        elif old[1] != text:
            yield Change(name, name, "", _count(len(old[1])), _count(len(text)), _difference(old[1], text))
    for key, (name, text) in earlier.items():
        if key not in later:
            yield Change(name, name, "", _count(len(text)), None, "borta")


def _count(number: int) -> str:
    return f"{number} ord"


def _difference(before: list[str], after: list[str]) -> str:
    come, gone = Counter(after) - Counter(before), Counter(before) - Counter(after)
    if not come and not gone:
        return "samma ord i annan ordning"
    parts = (f"{come.total()} nya ord" * bool(come), f"{gone.total()} borttagna" * bool(gone))
    return ", ".join(part for part in parts if part)


def _texts(report: Rapport) -> dict[str, tuple[str, list[str]]]:
    """The words of each section that has any, by what it is known by over the years."""
    found: dict[str, tuple[str, list[str]]] = {}
    for passage in passages(report):
        section = next((record for record in reversed(passage.väg) if isinstance(record, Avsnitt)), None)
        key = (section.id or f"«{section.rubrik}»") if section else ""
        name = section_name(section) if section else _WHOLE
        found.setdefault(key, (name, []))[1].extend(_WORD.findall(passage.text))
    return found
