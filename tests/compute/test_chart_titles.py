"""What a chart says of its figures is so, as they are printed; and it is said in at most ten words."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fixtures import reports

from asn.charts import Diagram, Gränslinje, Serie
from asn.compute.chart_titles import MOST_WORDS, with_title
from asn.figures import MINUS, NBSP, format_number
from asn.light import GRÖN
from asn.model.ord import Ord

WORDS = Ord()
NUMBERS = {"ingen": 0, "en": 1} | {name: n for n, name in enumerate(type(WORDS.räkneord).model_fields, 1)}
NAMES = ("Alfa", "Beta", "Gamma", "Delta", "Barn och ungdom", "En rad med ett så långt namn att det inte får plats")
figures = st.none() | st.integers(-4, 4).map(Decimal) | st.decimals(-5, 5, places=2)
full = st.integers(-4, 4).map(Decimal) | st.decimals(-5, 5, places=2)


@st.composite
def charts(draw: st.DrawFn, kind: str) -> Diagram:
    lines = kind == "linjer"
    value = full if kind == "brygga" else draw(st.sampled_from([figures, full]))
    count = draw(st.integers(2, 5)) if lines or kind == "brygga" else draw(st.integers(1, 6))
    rows = draw(st.integers(1, 6)) if lines else 1
    points = draw(st.sampled_from([("jan", "feb", "mar", "apr", "maj"), ("2018", "2019", "2020", "2021", "2022")]))
    rows_named = st.permutations(NAMES).map(lambda names: names[:count])
    alike = st.lists(st.sampled_from(NAMES), min_size=count, max_size=count)
    names = points[:count] if lines else tuple(draw(rows_named if draw(st.integers(0, 3)) else alike))
    return Diagram(
        "d",
        kind,
        draw(st.sampled_from(["Mått", "Ett mått som har så många ord att det aldrig kan vara en rubrik här"])),
        "",
        names,
        tuple(Serie(NAMES[row], tuple(draw(value) for _ in names)) for row in range(rows)),
        draw(st.sampled_from(["", "tkr"])),
        draw(st.integers(0, 2)),
        summor=draw(st.integers(0, 1)) if kind == "avvikelser" else 0,
        gräns=draw(st.none() | st.builds(Gränslinje, st.just(GRÖN), full, st.booleans(), st.booleans())),
        hela=draw(st.sampled_from([True, True, False])),
        flera=draw(st.sampled_from(["", "rader"])),
        bättre=draw(st.integers(-1, 1)),
    )


def printed(chart: Diagram, value: Decimal) -> Decimal:
    """A figure as a reader reads it."""
    text = format_number(value, chart.decimaler).replace(MINUS, "-").replace(NBSP, "").replace(",", ".")
    return Decimal(text)


def read(chart: Diagram, values: tuple[Decimal | None, ...]) -> list[Decimal]:
    assert None not in values, "nothing is claimed where a figure is missing"
    return [printed(chart, value) for value in values]


def counted(title: str) -> tuple[int, int]:
    """The two numbers of «Sju av elva rader …»."""
    found = re.match(r"(\S+) av (\S+) ", title)
    return tuple(NUMBERS.get(word.lower()) or int(word if word.isdigit() else 0) for word in found.groups())


def check_deviations(chart: Diagram, title: str) -> None:
    """A surplus or a deficit is one, and the one that is named is the largest, alone."""
    assert chart.hela
    assert chart.bättre
    values = [value * chart.bättre for value in read(chart, chart.serier[0].värden)]
    parts = values[: len(values) - chart.summor]
    if title.endswith(("går med underskott", "går med överskott")):
        deficit = title.endswith("underskott")
        assert counted(title) == (sum(value < 0 if deficit else value > 0 for value in parts), len(parts))
        return
    name = re.sub(r" (drar ned|lyfter) resultatet mest$", "", title)
    assert name != title
    own = parts[chart.kategorier.index(name)]
    others = [value for other, value in zip(chart.kategorier, parts, strict=False) if other != name]
    assert len(others) == len(parts) - 1
    assert all(own < 0 and own < value for value in others) if "drar ned" in title else all(0 < own > v for v in others)


def check_lines(chart: Diagram, title: str) -> None:
    """So many reach the limit at last, or have risen or fallen since the first point."""
    assert chart.hela
    last = read(chart, tuple(one.värden[-1] for one in chart.serier))
    if "gränsen" in title:
        limit = chart.gräns
        side = (lambda v: v > limit.värde) if limit.uppåt else (lambda v: v < limit.värde)
        reached = [value for value in last if side(value) or (limit.räknas_in and value == limit.värde)]
        assert counted(title) == (len(reached), len(last))
        assert title.endswith(("i januari", "i februari", "i mars", "i april", "i maj", chart.kategorier[-1]))
        return
    first = read(chart, tuple(one.värden[0] for one in chart.serier))
    up = "ökar" in title
    moved = sum(b > a if up else b < a for a, b in zip(first, last, strict=True))
    if len(chart.serier) == 1:
        assert title.startswith(chart.serier[0].namn)
        assert moved == 1
    else:
        assert counted(title) == (moved, len(last))


def check_largest(chart: Diagram, title: str) -> None:
    """The one that is named is larger than all others."""
    values = list(map(abs, read(chart, chart.serier[0].värden)))
    names = [name.lstrip("+- ") for name in chart.kategorier]
    if chart.slag == "brygga":
        values, names = values[1:-1], names[1:-1]
    name = title.removesuffix(" är störst").removeprefix("Störst ändring: ")
    own = values.pop(names.index(name))
    assert all(own > value for value in values)


CHECKS = {
    "avvikelser": check_deviations,
    "linjer": check_lines,
    "staplar": check_largest,
    "brygga": check_largest,
}


@pytest.mark.parametrize("kind", sorted(CHECKS))
def test_what_a_title_claims_holds_on_the_printed_figures(kind: str) -> None:
    """Whatever the figures are: missing, alike, of either sign, nothing once rounded, or of some of the rows."""
    said = set()

    @settings(max_examples=400)
    @given(charts(kind))
    def hold(chart: Diagram) -> None:
        made = with_title(chart, WORDS)
        assert len(made.titel.split()) <= MOST_WORDS
        assert chart.enhet in made.mått
        if made.titel in {chart.titel, WORDS.diagram.utan_budskap}:
            assert (made.titel == chart.titel) is (len(chart.titel.split()) <= MOST_WORDS)
            return
        said.add(made.titel)
        assert made.mått.startswith(chart.titel)
        CHECKS[kind](chart, made.titel)

    hold()
    assert len(said) > 1, "the claims have been looked at"


def deviations(*values: int | str, **more: object) -> Diagram:
    """A chart of deviations in money, all rows of whose table are drawn."""
    names = tuple(NAMES[place] for place in range(len(values)))
    serie = Serie("Avvikelse", tuple(map(Decimal, values)))
    told = {"hela": True, "bättre": 1, "flera": "verksamheter", **more}
    return Diagram("d", "avvikelser", "Avvikelse mot budget", "", names, (serie,), "tkr", 0, **told)


@pytest.mark.parametrize(
    ("chart", "title"),
    [
        (deviations(3, 2, -1, -9), "Delta drar ned resultatet mest"),
        (deviations(9, 2, -1, -2), "Alfa lyfter resultatet mest"),
        (deviations(-3, -3, -3, -3, 1), "Fyra av fem verksamheter går med underskott"),
        (deviations(3, 3, 3, 3), "Fyra av fyra verksamheter går med överskott"),
        (deviations(9, 2, -1, bättre=-1), "Alfa drar ned resultatet mest"),
        (deviations("0,4".replace(",", "."), "-0.4"), "Avvikelse mot budget"),
        (deviations(5, -5, 1, -1, flera=""), "Avvikelse mot budget"),
        (deviations(3, 2, -9, hela=False), "Avvikelse mot budget"),
        (deviations(3, 2, -9, bättre=0), "Avvikelse mot budget"),
        (deviations(-9, 4), "Alfa drar ned resultatet mest"),
    ],
)
def test_deviations_are_told_by_what_leads_or_by_how_many(chart: Diagram, title: str) -> None:
    """One that is a third of its side is named, else all are counted; else the measure stands alone."""
    assert with_title(chart, WORDS).titel == title


FIVE = Gränslinje(GRÖN, Decimal(5))


def pulse(*last: str, limit: Gränslinje | None = FIVE) -> Diagram:
    """A pulse survey whose questions begin at 4,5."""
    series = tuple(Serie(f"Fråga {n}", (Decimal("4.5"), Decimal(value))) for n, value in enumerate(last))
    more = {"gräns": limit, "hela": True, "flera": "frågor"}
    return Diagram("d", "linjer", "Pulsen", "", ("Jan", "April"), series, "", 1, **more)


@pytest.mark.parametrize(
    ("chart", "title"),
    [
        (pulse(*["5.2"] * 5, "5.0", "4.9", "4.4"), "Sex av åtta frågor når gränsen för grönt i april"),
        (pulse("4.94", "4.9"), "Ingen av två frågor når gränsen för grönt i april"),
        (pulse("4.96", "4.9"), "En av två frågor når gränsen för grönt i april"),
        (pulse("4.6", "4.7", "4.4", limit=None), "Två av tre frågor ökar från januari till april"),
        (pulse("4.6", "4.4", limit=None), "Pulsen"),
        (replace(pulse("4.6", limit=None), kategorier=("2021", "2022")), "Fråga 0 ökar från 2021 till 2022"),
    ],
)
def test_measurements_are_told_by_the_limit_or_by_where_they_go(chart: Diagram, title: str) -> None:
    """By the limit of the scale where it has one; 4,96 is printed as 5,0, and so a reader sees it reach 5."""
    assert with_title(chart, WORDS).titel == title


def test_every_chart_of_the_published_reports_has_a_short_title() -> None:
    """At most ten words, and what is measured, in which unit, stands below a title that says something."""
    views = (
        view for name in reports.PUBLISHED for chapter in reports.document(name).kapitel for view in chapter.alla()
    )
    told = {chart.titel: chart.mått for view in views for chart in view.diagram}
    assert max(len(title.split()) for title in told) <= MOST_WORDS
    assert told["Barn- och ungdomsvård drar ned resultatet mest"]
    assert told["En av åtta frågor når gränsen för grönt i april"] == "Pulsmätning januari–april 2022"
    assert len(told) >= 4
