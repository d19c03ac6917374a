"""What a chart says: a title of at most ten words, computed from its figures as they are printed.

Nothing is said that the printed figures don't bear out: where one is missing, where two are alike, or where rows of the
table aren't drawn, a title claims less, or nothing, and is then the name of what is measured.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from asn.charts import Diagram, Slag
from asn.figures import round_half_up
from asn.light import neuter
from asn.model.ord import Ord, ifylld, med_versal

MOST_WORDS = 10
_LEADS = Decimal(1) / 3
"""What share of all deficits, or of all surpluses, is so large that its row is named rather than all are counted."""
_FEW = 2

Figures = Mapping[str, Decimal]


def with_title(chart: Diagram, words: Ord) -> Diagram:
    """The chart with what it says as its title, and what it measures, in which unit, below."""
    own = words.diagram
    message = next((med_versal(text) for text in _SAYS[chart.slag](chart, words) if _is_short(text)), "")
    if not message and not _is_short(chart.titel):
        message = own.utan_budskap
    below = ", ".join(filter(None, (chart.titel if message else "", chart.enhet)))
    return replace(chart, titel=message or chart.titel, mått=f"{below} {own.andelar}" if chart.andelar else below)


def _is_short(text: str) -> bool:
    return len(text.split()) <= MOST_WORDS


def _printed(chart: Diagram, values: tuple[Decimal | None, ...]) -> tuple[Decimal, ...]:
    """Figures as they are printed; none at all where one is missing."""
    known = [round_half_up(value, chart.decimaler) for value in values if value is not None]
    return tuple(known) if len(known) == len(values) else ()


def _deviations(chart: Diagram, words: Ord) -> Iterator[str]:
    """Who draws the result down or up, or how many have a deficit or a surplus."""
    printed = _printed(chart, chart.serier[0].värden)
    if not (chart.bättre and chart.hela and printed):
        return
    good = [value * chart.bättre for value in printed]
    parts = dict(zip(chart.kategorier, good[: len(good) - chart.summor], strict=False))
    whole = good[-1] if chart.summor else sum(good)
    if len(parts) < _FEW or len(parts) + chart.summor != len(good):
        return
    largest = max(parts.values(), key=abs)
    own = [abs(value) for value in parts.values() if value and (value > 0) is (largest > 0)]
    leads = abs(largest) >= _LEADS * sum(own) and -largest not in parts.values()
    # One that leads is named, whatever all come to; else what all come to says which side is told of.
    up = largest > 0 if leads else whole > 0
    if not (leads or whole):
        return
    side = {name: abs(value) for name, value in parts.items() if value and (value > 0) is up}
    named = list(_named(side, words.diagram.lyfter if up else words.diagram.drar_ned))
    counted = words.diagram.överskott if up else words.diagram.underskott
    count = [_counted(counted, len(side), len(parts), chart.flera, words)] if chart.flera and side else []
    yield from (*named, *count) if leads or len(side) * 2 <= len(parts) else (*count, *named)


def _named(figures: Figures, sentence: str) -> Iterator[str]:
    """A sentence on the one whose figure is the largest, where no other is as large."""
    largest = max(figures.values(), default=Decimal(0))
    names = [name for name, value in figures.items() if value == largest]
    if len(names) == 1 and largest:
        yield ifylld(sentence, namn=names[0])


def _counted(sentence: str, count: int, whole: int, called: str, words: Ord, **more: str) -> str:
    """A sentence on how many of all it is."""
    number = {0: words.diagram.ingen, 1: words.diagram.en}.get(count) or words.talat(count)
    return ifylld(sentence, antal=number, alla=words.talat(whole), flera=called, **more)


def _bars(chart: Diagram, words: Ord) -> Iterator[str]:
    """Which of some bars of one series is the longest."""
    printed = _printed(chart, chart.serier[0].värden) if len(chart.serier) == 1 and chart.hela else ()
    if len(printed) >= _FEW and (min(printed) >= 0 or max(printed) <= 0):
        yield from _named(_by_name(chart, printed), words.diagram.störst)


def _by_name(chart: Diagram, figures: tuple[Decimal, ...]) -> Figures:
    names = chart.kategorier
    return dict(zip(names, map(abs, figures), strict=True)) if len(set(names)) == len(names) else {}


def _lines(chart: Diagram, words: Ord) -> Iterator[str]:
    """How many reach the best light's limit at last, else how many have risen or fallen since the first time."""
    first, last = (_printed(chart, tuple(one.värden[end] for one in chart.serier)) for end in (0, -1))
    limit, when = chart.gräns, [_when(name, words) for name in chart.kategorier]
    if limit and last and chart.flera and chart.hela:
        there = ifylld(words.diagram.i_månad, månad=when[-1]) if when[-1] != chart.kategorier[-1] else when[-1]
        reached = sum(map(limit.nås_av, last))
        values = {"ljus": neuter(limit.ljus), "när": there}
        yield _counted(words.diagram.når, reached, len(last), chart.flera, words, **values)
    # Of amounts below zero nobody knows whether more is meant by up or by down.
    if not (first and last and chart.hela and len(when) >= _FEW and min(*first, *last) >= 0):
        return
    span = {"från": when[0], "till": when[-1]}
    rising, falling = (
        sum(before < after if up else before > after for before, after in zip(first, last, strict=True))
        for up in (True, False)
    )
    own, up = words.diagram, rising > falling
    if len(first) == 1 and rising != falling:
        yield ifylld(own.ökar if up else own.minskar, namn=chart.serier[0].namn, **span)
    elif max(rising, falling) * 2 > len(first):
        sentence = own.flera_ökar if up else own.flera_minskar
        yield _counted(sentence, max(rising, falling), len(first), chart.flera or own.värden, words, **span)


def _when(heading: str, words: Ord) -> str:
    """A month's name in full as a sentence has it; another heading as it stands."""
    for number in range(1, 13):
        if heading.casefold() in {words.månadsnamn(number).casefold(), words.månadsrubrik(number).casefold()}:
            return words.månadsnamn(number)
    return heading


def _steps(chart: Diagram, words: Ord) -> Iterator[str]:
    """Which change between the first amount and the last is the largest."""
    changes = _printed(chart, chart.serier[0].värden)[1:-1]
    names = [name.lstrip("+-−– ") for name in chart.kategorier[1:-1]]
    if len(changes) >= _FEW and len(set(names)) == len(names):
        yield from _named(dict(zip(names, map(abs, changes), strict=True)), words.diagram.största_ändring)


_SAYS: Mapping[Slag, Callable[[Diagram, Ord], Iterator[str]]] = {
    "avvikelser": _deviations,
    "staplar": _bars,
    "linjer": _lines,
    "brygga": _steps,
}
