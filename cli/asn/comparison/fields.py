"""Every field that differs and that no sentence of its own tells of."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from asn.comparison.change import GONE, NEW, Change, ChangedPlace, ChangedValue
from asn.comparison.excerpt import LONGEST_EXCERPT, excerpts, line_excerpt
from asn.comparison.places import Places, field_label
from asn.comparison.things import told_apart_by
from asn.comparison.walk import PLACE, Difference
from asn.comparison.words import is_text
from asn.figures import Mätvärde, Storhet
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde

_GROUP = 240  # characters of several values that came or went together


def field_changes(found: Iterable[Difference], told: frozenset[ChangedPlace], places: Places) -> Iterator[Change]:
    """The differences that aren't told, in their order; of what came or went in one field together, one line."""
    left = (one for one in found if not (is_text(one) or told & one.ställen))
    for (_, name, _, _), same in groupby(left, key=_sort):
        rows = tuple(same)
        if name and len(rows) > 1 and (_all_new(rows) or _all_gone(rows)):
            yield _field(_together(rows), places)
        else:
            yield from (_field(one, places) if one.fält else _row(one, places) for one in rows)


def _sort(one: Difference) -> tuple[int, str, bool, bool]:
    return id(one.post), one.fält, one.före is None, one.efter is None


def _all_new(rows: Sequence[Difference]) -> bool:
    return all(one.före is None for one in rows)


def _all_gone(rows: Sequence[Difference]) -> bool:
    return all(one.efter is None for one in rows)


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
    told = (str(_shown(getattr(record, name))) for name in type(record).model_fields if name in record.model_fields_set)
    return ", ".join(text for text in told if text not in {field_label(record), told_apart_by(record)})


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
