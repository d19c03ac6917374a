"""Text that was added, removed or changed, counted in words and not told in full."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from asn.check.passages import passages
from asn.comparison.change import GONE, NEW, Change
from asn.comparison.things import section_name
from asn.model.avsnitt.grund import Avsnitt
from asn.model.report import Rapport

_WORD = re.compile(r"\{\{.*?\}\}|\w+(?:[-:.,]\w+)*", re.DOTALL)
_WHOLE = "Om rapporten"


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a section, its name and that of the section that it stands in."""

    namn: str
    under: str = ""
    ord: list[str] = field(default_factory=list)


def words(before: Rapport, after: Rapport) -> Iterator[Change]:
    """Each section whose text is another, with how many words have come and gone."""
    earlier, later = _texts(before), _texts(after)
    alike = Counter(text.namn for text in earlier.values()) | Counter(text.namn for text in later.values())
    for key, text in (later | earlier).items():
        old, new = earlier.get(key), later.get(key)
        told = new or text
        name = f"{told.namn} – {told.under}" if told.under and alike[told.namn] > 1 else told.namn
        if old is None or new is None:
            word = NEW if new else GONE
            yield Change(name, name, "", _count(old) if old else None, _count(new) if new else None, word)
        elif old.ord != new.ord:
            yield Change(name, name, "", _count(old), _count(new), _difference(old.ord, new.ord))


def _count(text: _Text) -> str:
    return f"{len(text.ord)} ord"


def _difference(before: list[str], after: list[str]) -> str:
    come, gone = (Counter(after) - Counter(before)).total(), (Counter(before) - Counter(after)).total()
    if not come and not gone:
        return "samma ord i annan ordning"
    new = f"{come} {'nytt' if come == 1 else 'nya'} ord"
    removed = f"{gone} {'borttaget' if gone == 1 else 'borttagna'}"
    return ", ".join(part for number, part in ((come, new), (gone, removed)) if number)


def _texts(report: Rapport) -> dict[str, _Text]:
    """The text of each section that has any, by what it is known by over the years."""
    found: dict[str, _Text] = {}
    for passage in passages(report):
        above = [record for record in passage.väg if isinstance(record, Avsnitt)]
        key = (above[-1].id or f"«{above[-1].rubrik}»") if above else ""
        names = [section_name(section) for section in above] or [_WHOLE]
        found.setdefault(key, _Text(names[-1], names[-2] if len(names) > 1 else "")).ord.extend(
            _WORD.findall(passage.text)
        )
    return found
