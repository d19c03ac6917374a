"""The abbreviations of a report: those that the board explains, and that the report's texts have in them."""

import re
from collections.abc import Iterator

from asn.model.record import Undantag
from asn.model.register import Förkortning
from asn.model.report import Rapport

_NOT_PRINTED = frozenset({"id", "källa", "underlag"})
_LAST_LETTERS = str.maketrans("åäö", "{|}")  # the characters that follow z


def standing_alone(short: str) -> re.Pattern[str]:
    """An abbreviation as a word of its own: SIP, SIP:en and SIP-samordnare, but not SIPRI."""
    return re.compile(rf"(?<!\w){re.escape(short)}(?!\w)")


def abbreviations(report: Rapport) -> tuple[Förkortning, ...]:
    """Those of the board's abbreviations that a report's texts have in them, in the order of the Swedish alphabet."""
    known = {item.kort: item for item in report.register.förkortningar}
    text = "\n".join(_written(report)) if known else ""
    used = [item for short, item in known.items() if standing_alone(short).search(text)]
    return tuple(sorted(used, key=lambda item: item.kort.casefold().translate(_LAST_LETTERS)))


def _written(report: Rapport) -> Iterator[str]:
    for record in (one for part in (report.blad, *report.avsnitt) for one in part.below()):
        if isinstance(record, Undantag):
            yield record.till_läsaren or ""
        else:
            yield from (text for steps, text in record.texts() if steps[0] not in _NOT_PRINTED)
