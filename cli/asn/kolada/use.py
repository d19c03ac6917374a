"""Where a report uses Kolada's values: the rows and indicators that name a measure, and what they state of it.

The drafts' empty cells are filled; what somebody has written is left for Y101 to speak of.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from asn.editing import replaced
from asn.figures import decimals_of, format_number, round_half_up
from asn.finding import KeyPath
from asn.light import READY_LIGHTS, Bedömning
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Indikator, Mål, Riktning
from asn.model.avsnitt.matris import Matris, Mätrad
from asn.model.ledger import Koladamått, Koladavärde
from asn.model.record import inheritance
from asn.model.register import Register
from asn.model.report import Rapport
from asn.read import Tree, value_at

_YEAR = re.compile(r"(?:19|20)\d{2}")


class KoladaUse(NamedTuple):
    """A value of Kolada's as a report states it: its section and record, its year, and the light beside it."""

    part: Matris | Mål
    post: Mätrad | Indikator
    steps: KeyPath
    year: int
    stated: Decimal | None
    light: Bedömning | None

    @property
    def measure(self) -> str:
        """The measure's id."""
        return self.post.kolada or ""

    @property
    def gender(self) -> str:
        """Whom the value is of."""
        return self.post.kön or "alla"

    @property
    def direction(self) -> Riktning | None:
        """Which way is better; None where the content doesn't say."""
        return self.post.riktning

    def scale(self, register: Register) -> tuple[Bedömning, ...]:
        """The lights of the scale that it is judged by, best first: the section's own, else the ready-made."""
        own = register.skalor.get(self.part.skala or "")
        return Bedömning("", own.visade).skala() if own and own.visade else READY_LIGHTS

    def stored(self, register: Register) -> tuple[Koladamått, Koladavärde] | None:
        """What ``kolada.yaml`` has of it; an indicator may tell the latest year's value."""
        measure = register.kolada.get(self.measure)
        value = measure.värde(self.year, self.post.kön) if measure else None
        if measure and isinstance(self.post, Indikator) and (value is None or not agrees(self.stated, value)):
            latest = measure.senaste(self.year, self.post.kön)
            value = latest if value is None or (latest and agrees(self.stated, latest)) else value
        return (measure, value) if measure and value else None


def uses(report: Rapport) -> Iterator[KoladaUse]:
    """Every value of a report that is Kolada's, in its order."""
    for part in report.alla_avsnitt():
        yield from uses_of(part, report.år)


def uses_of(part: Avsnitt, year: int) -> Iterator[KoladaUse]:
    """Those of a section itself, in a report of a year."""
    if isinstance(part, Matris):
        for row in part.rader:
            points = [point.id for point in part.mätpunkter if row.kolada and _YEAR.fullmatch(point.id)]
            for point in points:
                yield KoladaUse(
                    part, row, ("värden", point), int(point), row.värden.get(point), row.bedömningar.get(point)
                )
    elif isinstance(part, Mål):
        for item in (item for goal in part.nämndmål for item in goal.indikatorer if item.kolada):
            number = item.utfall.tal if item.utfall and not item.utfall.operator else None
            yield KoladaUse(part, item, ("utfall",), year, number, None)


def agrees(stated: Decimal | None, value: Koladavärde) -> bool:
    """Whether a stated figure is Kolada's, with as many decimals as it is stated with."""
    if stated is None or value.värde is None:
        return stated is value.värde
    return round_half_up(value.värde, decimals_of(stated)) == stated


def light(
    value: Koladavärde, direction: Riktning | None, scale: Sequence[Bedömning] = READY_LIGHTS
) -> Bedömning | None:
    """The best light of a scale among the best quarter of the municipalities, the worst among the worst.

    Between the quarters it is the one in the middle, or of an even number of lights the better or the worse of the two
    in the middle, parted at the median. None where that can't be told.
    """
    if direction is None or value.värde is None or not value.kvartiler:
        return None
    cuts = value.kvartiler
    own, (low, middle, high) = value.värde, (cuts[0], cuts[len(cuts) // 2], cuts[-1])
    if direction == "ner":
        own, low, middle, high = -own, -high, -middle, -low
    if own >= high:
        return scale[0]
    if own <= low:
        return scale[-1]
    half = len(scale) // 2
    return scale[half - 1 if len(scale) % 2 == 0 and own >= middle else half]


def asked(reports: Sequence[Rapport]) -> tuple[dict[str, set[str]], list[int]]:
    """Each measure that reports name, with whom it is of; and the years that they tell it of."""
    measures: dict[str, set[str]] = {}
    years: set[int] = set()
    for report in reports:
        for use in uses(report):
            measures.setdefault(use.measure, set()).add(use.gender)
            years.add(use.year)
    return measures, sorted(years)


def filled_values(tree: Tree, report: Rapport, register: Register) -> tuple[Tree, list[str]]:
    """A file of a draft with its empty cells filled in, and what was filled in, in words."""
    lines = []
    for use in uses(report):
        measure = register.kolada.get(use.measure)
        value = measure.värde(use.year, use.gender) if measure else None
        if use.post.file() == tree.file and use.stated is None and value and value.värde is not None:
            figure = _figure(use, value)
            tree = replaced(tree, (*use.post.path(), *use.steps), figure, list(inheritance(type(use.post))))
            lit = light(value, use.direction, use.scale(register)) if isinstance(use.post, Mätrad) else None
            if lit and use.light is None:
                tree = _lit(tree, use, lit.id)
            lines.append(f"{use.measure} {use.year}: {figure}" + (f", {lit}" if lit else ""))
    return tree, lines


def _figure(use: KoladaUse, value: Koladavärde) -> str:
    assert value.värde is not None
    number = format_number(value.värde).replace("\N{MINUS SIGN}", "-").replace("\N{NO-BREAK SPACE}", " ")
    target = use.post.målnivå if isinstance(use.post, Indikator) else None
    return f"{number} {target.enhet}" if target and target.enhet else number


def _lit(tree: Tree, use: KoladaUse, word: str) -> Tree:
    lights, year = (*use.post.path(), "bedömningar"), str(use.year)
    if isinstance(value_at(tree.value, lights), dict):
        return replaced(tree, (*lights, year), word)
    return replaced(tree, lights, {year: word}, list(inheritance(Mätrad)))


def files_of(reports: Sequence[Rapport]) -> Iterator[tuple[str, Rapport]]:
    """The drafts' files that use a measure, each once."""
    seen = set()
    for report in (report for report in reports if report.utkast):
        for use in uses(report):
            if use.post.file() not in seen:
                seen.add(use.post.file())
                yield use.post.file(), report
