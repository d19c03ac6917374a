"""What differs in the fields: in prose the words, in others the value, where no sentence of its own tells of it."""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from asn.comparison.change import GONE, LONGEST_EXCERPT, NEW, Change, ChangedPlace, ChangedValue, excerpts, line_excerpt
from asn.comparison.things import changed_places, identity, row_name, section_name
from asn.comparison.walk import ORDER, PLACE, Difference, RecordPath
from asn.figures import Mätvärde, Storhet
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde, key_of, prose_fields
from asn.model.register import Register
from asn.model.report import Rapportblad

_SHEET = "Om rapporten"
_LABEL = 40  # characters


@dataclass(frozen=True)
class Places:
    """What places are called in two reports with one register, or in the registers themselves."""

    register: Register | None
    alike: frozenset[str]
    """Names that several sections have: the section above tells which."""

    def section(self, way: RecordPath) -> str:
        """The section, or the file where it is none."""
        above = [record for record in way if isinstance(record, Avsnitt)]
        if not above:
            return _SHEET if isinstance(way[0], Rapportblad) else way[0].file().rpartition("/")[2]
        name = section_name(above[-1])
        return f"{name} – {section_name(above[-2])}" if len(above) > 1 and name in self.alike else name

    def row(self, way: RecordPath) -> tuple[str, str]:
        """The nearest row that a reader knows by a name, or else the section; and the steps from it to the record."""
        name, at = self.section(way), max(at for at in range(len(way)) if not at or isinstance(way[at], Avsnitt))
        for below in range(at + 1, len(way)):
            if own := self._name(way[below], way[below - 1]):
                name, at = own, below
        return name, " ".join(_step(way[below - 1], way[below]) for below in range(at + 1, len(way)))

    def _name(self, record: Värde, parent: Värde) -> str:
        if not self.register or not {"id", "enhet", "målområde"} & type(record).model_fields.keys():
            return str(getattr(record, "namn", "")) if "id" in type(record).model_fields else ""
        return row_name(record, parent, self.register)


def same_name_sections(sides: Iterable[Sequence[Avsnitt]]) -> frozenset[str]:
    """The names that several sections of one report have."""
    counts = (Counter(section_name(part) for top in side for part in top.alla()) for side in sides)
    return frozenset(name for count in counts for name, number in count.items() if number > 1)


def field_label(record: Värde) -> str:
    """The first words that a record must have."""
    fields = type(record).model_fields
    return next((str(getattr(record, name)) for name in fields if fields[name].is_required()), "")[:_LABEL]


def _step(parent: Värde, child: Värde) -> str:
    """The field that a record stands in, and what tells it from the others there."""
    for name in type(parent).model_fields:
        value, key = getattr(parent, name), key_of(type(parent), name)
        if value is child:
            return key
        if isinstance(value, tuple) and any(item is child for item in value):
            return f"{key} {field_label(child)}"
    return ""


_GROUP = 240  # characters of several values that came or went together
_WORD = re.compile(r"\{\{.*?\}\}|\w+(?:[-:.,]\w+)*", re.DOTALL)
_EACH = 8  # changed texts of one section that are told one by one


def field_changes(
    differences: Iterable[Difference], covered: frozenset[ChangedPlace], places: Places
) -> Iterator[Change]:
    """The differences that aren't told, in their order; of what came or went in one field together, one line."""
    left = (one for one in differences if not (is_text(one) or covered & one.ställen))
    for (_, name, _, _), same in groupby(left, key=_sort):
        rows = tuple(same)
        come_or_gone = all(one.före is None for one in rows) or all(one.efter is None for one in rows)
        if name and len(rows) > 1 and come_or_gone:
            yield _field(_together(rows), places)
        else:
            yield from (_field(one, places) if one.fält else _row(one, places) for one in rows)


def _sort(one: Difference) -> tuple[int, str, bool, bool]:
    return id(one.post), one.fält, one.före is None, one.efter is None


def _together(rows: Sequence[Difference]) -> Difference:
    """The values of several keys of one field as one: «jan: grön, feb: gul»."""
    before = {one.nyckel: one.före for one in rows if one.före is not None}
    after = {one.nyckel: one.efter for one in rows if one.efter is not None}
    return replace(rows[0], nyckel="", före=before or None, efter=after or None)


def _field(one: Difference, places: Places) -> Change:
    name, steps = places.row(one.väg)
    if one.fält == PLACE:
        before, after = (_way(way, places) for way in (one.före, one.efter))
        return Change(places.section(one.väg), name, PLACE, before, after, "flyttad")
    what = " ".join(filter(None, (steps, one.fält, one.nyckel)))
    old, new = _shown(one.före), _shown(one.efter)
    if isinstance(old, str) and isinstance(new, str):
        old, new = excerpts(old, new) if max(len(old), len(new)) > len(line_excerpt(old)) else (old, new)
    return Change(places.section(one.väg), name, what, _cut(old, one.före), _cut(new, one.efter))


def _way(way: object, places: Places) -> str:
    return places.row(way)[0] if isinstance(way, tuple) and way else ""


def _row(one: Difference, places: Places) -> Change:
    """A row that came or went, with the beginning of what it says."""
    name, steps = places.row(one.väg)
    # A row with a name is known by it; of one without, as an event, the reader needs its first words.
    says = None if getattr(one.post, "namn", None) or isinstance(one.post, Avsnitt) else line_excerpt(_says(one.post))
    before, after, word = (says, None, GONE) if one.efter is None else (None, says, NEW)
    return Change(places.section(one.väg), name, steps, before, after, word)


def _says(record: Värde) -> str:
    texts = (
        str(_shown(getattr(record, name))) for name in type(record).model_fields if name in record.model_fields_set
    )
    return ", ".join(text for text in texts if text not in {field_label(record), identity(record)})


def _cut(value: ChangedValue, whole: object) -> ChangedValue:
    if type(value) is not str:
        return value
    return line_excerpt(value, _GROUP if isinstance(whole, dict) else LONGEST_EXCERPT)


def _shown(value: object) -> ChangedValue:
    """A value as the editor wrote it."""
    match value:
        case None | Decimal() | Storhet() | Mätvärde():
            return value
        case bool():
            return "ja" if value else "nej"
        case datetime.date():
            return value.isoformat()
        case tuple():
            return ", ".join(str(_shown(item)) for item in value)
        case dict():
            return ", ".join(f"{key}: {_shown(item)}" for key, item in value.items())
        case Värde():
            return _says(value) or field_label(value)
    return value if isinstance(value, str) else str(value)


def is_text(one: Difference) -> bool:
    """Whether a difference is one of prose."""
    return one.prosa and one.nyckel != ORDER


def changed_words(differences: Iterable[Difference], places: Places) -> Iterator[Change]:
    """The texts that differ, section by section; a section that came or went, by how many words it has."""
    for section, same in groupby(differences, key=lambda one: places.section(one.väg)):
        own = tuple(same)
        texts = [one for one in own if is_text(one)]
        yield from (_whole(one, section) for one in own if _has_words(one))
        if len(texts) > _EACH:
            yield _many(texts, section)
        else:
            yield from (_text(one, section, places) for one in texts)


def _has_words(one: Difference) -> bool:
    return not one.fält and isinstance(one.post, Avsnitt) and bool(_words_of(one.post))


def _whole(one: Difference, section: str) -> Change:
    count, is_new = f"{len(_words_of(one.post))} ord", one.efter is not None
    before, after, word = (None, count, NEW) if is_new else (count, None, GONE)
    return Change(section, section, "", before, after, word, changed_places((one.post,)))


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
