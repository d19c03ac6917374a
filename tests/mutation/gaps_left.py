"""What an adopted report must have and hasn't: outcomes, lights, texts; and what makes it accessible."""

from collections.abc import Iterator
from random import Random

from asn.finding import Severity
from asn.model.avsnitt.belopp import Belopp, Beloppskolumn
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Mål, Målbedömning
from asn.model.avsnitt.matris import Matris
from asn.model.avsnitt.tabelldiagram import Tabelldiagram
from asn.model.avsnitt.text import Textavsnitt
from asn.model.avsnitt.uppfoljning import Aktivitet, Risk, Uppdrag
from asn.model.report import Rapport

from .fault import Fault, Kind
from .ground import Ground
from .spots import Spot, field, gaps, inserted, records, texts


def _told(report: Rapport) -> Iterator[Avsnitt]:
    """The sections that don't say themselves that something in them is empty."""
    return (section for section in records(report, Avsnitt) if not section.saknas)


def outcome_removed(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.adopted:
        for section in _told(report):
            for goal in section.nämndmål if isinstance(section, Mål) else ():
                for item in goal.indikatorer:
                    found, whole = field(item, "utfall"), field(item)
                    fault = found and whole and found.removed(("K902",), (whole.zone,))
                    if fault and not item.delresultat and (item.bedömning or not (item.mäts or item.kommentar)):
                        yield fault


def light_removed(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.adopted:
        for found, whole in _lights(report):
            fault = found.removed(("K903",), (whole.zone,)) or found.replaced("", ("K903",), (whole.zone,))
            yield fault


def _lights(report: Rapport) -> Iterator[tuple[Spot, Spot]]:
    """Every light that is set, with the record that it stands in."""
    for section in _told(report):
        rows: list[tuple[Målbedömning | Aktivitet | Risk | Uppdrag, str]] = []
        if isinstance(section, Mål):
            for goal in section.nämndmål:
                parts = (goal, *(item for item in goal.indikatorer if item.utfall), *goal.enheter)
                for part in parts if goal.bedömning else ():
                    found, whole = field(part, "bedömning"), field(part)
                    if found and whole and found.node.value:
                        yield found, whole
        for name, light in (
            ("målområden", "bedömning"),
            ("aktiviteter", "bedömning"),
            ("risker", "bedömning"),
            ("uppdrag", "status"),
        ):
            rows += [(row, light) for row in getattr(section, name, ())]
        for row, light in rows:
            found, whole = field(row, light), field(row)
            if found and whole and found.node.value:
                yield found, whole


def emptied_text(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.adopted:
        for section in _told(report):
            found = field(section, "text") if isinstance(section, Textavsnitt) else None
            if found and found.node.value:
                yield found.replaced("", ("K904",), (), f"{section.id}: texten tömd")


def emptied_amounts(ground: Ground, _: Random) -> Iterator[Fault]:
    """One cell left empty, or the measures of a risk."""
    for report in ground.adopted:
        for table in records(report, Belopp):
            for row in table.rader if not table.saknas else ():
                for name in row.belopp if row.roll == "verksamhet" else ():
                    found, whole = field(row, "belopp", name), field(row)
                    sums = (field(other) for other in table.rader if other.roll in {"summa", "resultat"})
                    zones = tuple(place.zone for place in (whole, *sums) if place)
                    fault = found and found.removed(("K904", "E102"), zones)
                    computed = next(column for column in table.kolumner if column.id == name)
                    if fault and not (computed.av and not computed.mot):  # a computed cell computes itself
                        yield fault
        for risk in records(report, Risk):
            found, whole = field(risk, "åtgärder"), field(risk)
            fault = found and whole and found.removed(("K904",), (whole.zone,))
            if fault:
                yield fault


def link_text(ground: Ground, chance: Random) -> Iterator[Fault]:
    links = (
        "[här](https://www.example.se/)",
        "[läs mer](https://www.example.se/plan)",
        "[https://example.se](https://example.se)",
    )
    for report in ground.adopted:
        for text in texts(report):
            for offset in gaps(text)[:1]:
                yield inserted(text, offset, chance.choice(links), ("A803",))


def chart_title(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.adopted:
        titles = [field(chart, "titel") for chart in records(report, Tabelldiagram)]
        titles += [field(table, "linjediagram") for table in records(report, Matris)]
        for found in titles:
            for empty in ("Diagram 1", "bild1.png", "Graf"):
                if found and found.node.value:
                    yield found.replaced(empty, ("A801",))


def same_column(ground: Ground, _: Random) -> Iterator[Fault]:
    """Two columns with one heading, as under a heading that spans them."""
    for report in ground.adopted:
        for table in records(report, Belopp):
            for one in table.kolumner:
                found = field(one, "rubrik")
                yield from (
                    found.replaced(other.rubrik, ("A805",))
                    for other in table.kolumner
                    if found and isinstance(other, Beloppskolumn) and other is not one and "*" not in other.rubrik
                )


KINDS = (
    Kind("outcome removed", Severity.FEL, outcome_removed),
    Kind("light removed", Severity.FEL, light_removed),
    Kind("text emptied", Severity.FEL, emptied_text),
    Kind("cell or measures emptied", Severity.FEL, emptied_amounts),
    Kind("link text says nothing", Severity.FEL, link_text),
    Kind("chart title says nothing", Severity.FEL, chart_title),
    Kind("two columns, one heading", Severity.FEL, same_column),
)
