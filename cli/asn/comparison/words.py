"""Text that was added, removed or changed: the words that differ, or where they are many how many they are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from asn.comparison.change import GONE, NEW, Change
from asn.comparison.excerpt import excerpts, line_excerpt
from asn.comparison.places import Places
from asn.comparison.things import spots
from asn.comparison.walk import ORDER, Difference
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde, prose_fields

_WORD = re.compile(r"\{\{.*?\}\}|\w+(?:[-:.,]\w+)*", re.DOTALL)
_EACH = 8  # changed texts of one section that are told one by one


def is_text(one: Difference) -> bool:
    """Whether a difference is one of prose."""
    return one.prosa and one.nyckel != ORDER


def changed_words(found: Iterable[Difference], places: Places) -> Iterator[Change]:
    """The texts that differ, section by section; a section that came or went, by how many words it has."""
    for section, same in groupby(found, key=lambda one: places.section(one.väg)):
        differences = tuple(same)
        texts = [one for one in differences if is_text(one)]
        yield from (_whole(one, section) for one in differences if _has_words(one))
        if len(texts) > _EACH:
            yield _many(texts, section)
        else:
            yield from (_text(one, section, places) for one in texts)


def _has_words(one: Difference) -> bool:
    return not one.fält and isinstance(one.post, Avsnitt) and bool(_words_of(one.post))


def _whole(one: Difference, section: str) -> Change:
    count, is_new = f"{len(_words_of(one.post))} ord", one.efter is not None
    before, after, word = (None, count, NEW) if is_new else (count, None, GONE)
    return Change(section, section, "", before, after, word, spots((one.post,)))


def _words_of(record: Värde) -> list[str]:
    return [
        word
        for inner in record.below()
        for (name, *_), text in inner.texts()
        if name in prose_fields(type(inner))
        for word in _WORD.findall(text)
    ]


def _text(one: Difference, section: str, places: Places) -> Change:
    name, steps = places.row(one.väg)
    what = " ".join(filter(None, (steps, one.fält, one.nyckel)))
    before, after = str(one.före or ""), str(one.efter or "")
    if not before or not after:
        return Change(
            section, name, what, line_excerpt(before) or None, line_excerpt(after) or None, _difference(before, after)
        )
    return Change(section, name, what, *excerpts(before, after), _difference(before, after))


def _many(texts: list[Difference], section: str) -> Change:
    """A section that is written anew in most of its texts."""
    before = "\n".join(str(one.före or "") for one in texts)
    after = "\n".join(str(one.efter or "") for one in texts)
    what = f"{len(texts)} texter ({', '.join(dict.fromkeys(one.fält for one in texts))})"
    return Change(section, section, what, _count(before), _count(after), _difference(before, after))


def _count(text: str) -> str:
    return f"{len(_WORD.findall(text))} ord"


def _difference(before: str, after: str) -> str:
    old, new = Counter(_WORD.findall(before)), Counter(_WORD.findall(after))
    come, gone = (new - old).total(), (old - new).total()
    if not come and not gone:
        return "samma ord, skrivna eller ordnade på annat sätt"
    added = f"{come} {'nytt' if come == 1 else 'nya'} ord"
    removed = f"{gone} {'' if come else 'ord '}{'borttaget' if gone == 1 else 'borttagna'}"
    return ", ".join(part for number, part in ((come, added), (gone, removed)) if number)
