"""Where a report tells another figure than an earlier one did of the same: what it was, what it is, and who says so."""

from collections.abc import Iterator
from dataclasses import dataclass

from asn.check.history.restated import same_figure
from asn.check.rounding import Rounded
from asn.figures import Mätvärde, Storhet
from asn.light import Bedömning
from asn.model.grid import in_unit
from asn.site.published import Faktum, Sak, Uppgift


@dataclass(frozen=True, slots=True)
class Omräkning:
    """A fact that was told anew: as it was, as it is, and the two reports."""

    före: Faktum
    efter: Faktum
    stod_i: Uppgift
    ändrad_i: Uppgift

    @property
    def skäl(self) -> str:
        """The reason that the later report gives."""
        return self.ändrad_i.skäl


def restatements(thing: Sak) -> tuple[Omräkning, ...]:
    """Every change of what had been published, the oldest first."""
    return tuple(_changes(thing))


def _changes(thing: Sak) -> Iterator[Omräkning]:
    last: dict[str, tuple[Faktum, Uppgift]] = {}
    for told in thing.uppgifter:
        for fact in told.fakta:
            before = last.get(fact.nyckel)
            if before and before[1].rapport.namn != told.rapport.namn and not _same(before[0].värde, fact.värde):
                yield Omräkning(before[0], fact, before[1], told)
            last[fact.nyckel] = fact, told


def _same(before: Storhet | Mätvärde | Bedömning, now: Storhet | Mätvärde | Bedömning) -> bool:
    if isinstance(before, Bedömning) or isinstance(now, Bedömning):
        return before == now
    if before.tal is None or now.tal is None:
        return str(before) == str(now)
    if getattr(before, "operator", "") != getattr(now, "operator", ""):
        return False
    then = in_unit(Storhet(before.tal, before.enhet), now.enhet)
    return then is not None and same_figure(Rounded.of(now.tal), Rounded.of(then))
