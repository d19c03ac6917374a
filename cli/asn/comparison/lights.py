"""Lights that turned, and what else is new, gone or moved among goals, risks and assignments."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from asn.comparison.change import GONE, NEW, Change
from asn.comparison.things import ThingPair
from asn.light import Bedömning, worse_by
from asn.model.avsnitt.mal import Indikator, Målaktivitet, Nämndmål
from asn.model.avsnitt.plan import Planmål
from asn.model.avsnitt.uppfoljning import Risk, Uppdrag
from asn.model.record import Värde


def lights(pairs: Iterable[ThingPair]) -> Iterator[Change]:
    """Each light that is another than it was, or that has come or gone, in a record that both have."""
    for pair in pairs:
        if pair.före and pair.efter:
            earlier, later = _lights(pair.före.record), _lights(pair.efter.record)
            for name, month in dict.fromkeys((*earlier, *later)):
                before, after = earlier.get((name, month)), later.get((name, month))
                # A month that has got its light is the year going on; one whose light is another is a change.
                if before != after and not (month and None in {before, after}):
                    what = month or (name if name == "status" else "")
                    word, places = _judged(before, after), pair.ställen(name, month)
                    yield Change(pair.efter.avsnitt, pair.efter.namn, what, before, after, word, places)


def _lights(record: Värde) -> dict[tuple[str, str], Bedömning]:
    """A record's lights by field, and those that it has month by month or year by year by field and month or year."""
    by_field: dict[tuple[str, str], Bedömning] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        lights = value.items() if isinstance(value, dict) else [("", value)]
        by_field |= {(name, str(key)): light for key, light in lights if isinstance(light, Bedömning)}
    return by_field


def _judged(before: Bedömning | None, after: Bedömning | None) -> str:
    if before is None:
        return NEW
    if after is None:
        return GONE
    step = worse_by(before, after)
    return "annan skala" if step is None else "bättre" if step < 0 else "sämre"


def goals(pairs: Iterable[ThingPair]) -> Iterator[Change]:
    """Goals, indicators and activities that are new or gone: the plan is what a report answers to."""
    yield from _come_and_gone(pairs, Nämndmål, Planmål, Indikator, Målaktivitet)


def changed_risks(pairs: Iterable[ThingPair]) -> Iterator[Change]:
    """Risks that are new, gone, or have another value."""
    for pair in pairs:
        if pair.of(Risk):
            before, after = _risk_value(pair, earlier=True), _risk_value(pair, earlier=False)
            if not pair.före or not pair.efter:
                yield _one(pair, "riskvärde" if before or after else "", before, after)
            elif before != after:
                word = "" if before is None or after is None else "högre" if after > before else "lägre"
                places = pair.ställen("riskvärde")
                yield Change(pair.efter.avsnitt, pair.efter.namn, "riskvärde", before, after, word, places)


def _risk_value(pair: ThingPair, *, earlier: bool) -> Decimal | None:
    thing = pair.före if earlier else pair.efter
    value = thing.record.value() if thing and isinstance(thing.record, Risk) else None
    return None if value is None else Decimal(value)


def assignments(pairs: Iterable[ThingPair]) -> Iterator[Change]:
    """Assignments that are new, gone, or shall be done at another time."""
    rows = tuple(pairs)
    yield from _come_and_gone(rows, Uppdrag)
    for pair in rows:
        if (
            pair.före
            and pair.efter
            and isinstance(pair.före.record, Uppdrag)
            and isinstance(pair.efter.record, Uppdrag)
        ):
            before, after = pair.före.record.klart, pair.efter.record.klart
            if before != after:
                places = pair.ställen("klart")
                yield Change(pair.efter.avsnitt, pair.efter.namn, "klart", before, after, "", places)


def _come_and_gone(pairs: Iterable[ThingPair], *kinds: type[Värde]) -> Iterator[Change]:
    yield from (_one(pair) for pair in pairs if pair.of(*kinds) and not (pair.före and pair.efter))


def _one(pair: ThingPair, what: str = "", before: Decimal | None = None, after: Decimal | None = None) -> Change:
    word = GONE if pair.efter is None else NEW
    return Change(pair.någon.avsnitt, pair.någon.namn, what, before, after, word, pair.ställen())
