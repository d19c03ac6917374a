"""The charts: what is drawn is the figures, is readable, and may stand in an accessible page."""

import logging
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
import weasyprint
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from asn.appearance import Looks
from asn.charts import LIMIT, MAX_SERIER, Diagram, Gränslinje, Serie
from asn.figures import MINUS, NBSP
from asn.light import GRÖN
from asn.model.ord.tabeller import Diagramord
from asn.render import chart_drawing
from asn.render.cells import sparkline
from asn.render.chart import description_of, svg
from asn.render.chart_drawing import (
    NAME_SIZE,
    PHONE,
    SEMIBOLD,
    WIDE,
    WIDTH,
    Canvas,
    coordinate,
    in_own_faces,
    multiples,
    text_width,
    ticks_around,
    without_overlap,
    wrap,
    xml_text,
)

FONTS = Path(__file__).parents[2] / "templates" / "typsnitt"
SVG = "{http://www.w3.org/2000/svg}"

# Arbetsmarknads- och socialnämnden, Tyresö, delårsrapport 1 2023, nettokostnad till och med april, tkr.
T1_2023 = (
    ("Gemensamt IFO", -29390, -30531),
    ("Vård för vuxna med missbruksproblem", -9195, -10787),
    ("Barn- och ungdomsvård", -26495, -25241),
    ("Övriga insatser till vuxna", -1126, -1041),
    ("Ekonomiskt bistånd", -8396, -10094),
    ("Familjerätt och familjerådgivning", -396, -350),
    ("Socialpsykiatri", -12904, -14212),
    ("Ensamkommande barn & ungdom", 1321, 131),
    ("Arbetsmarknadsåtgärder", -4708, -5237),
    ("Integration", -2044, -2843),
    ("Ukraina flyktingboende", 917, 0),
)
NAMES = tuple(name for name, _, _ in T1_2023)
UTFALL = tuple(Decimal(utfall) for _, utfall, _ in T1_2023)
BUDGET = tuple(Decimal(budget) for _, _, budget in T1_2023)
DEVIATION = tuple(utfall - budget for utfall, budget in zip(UTFALL, BUDGET, strict=True))

DEVIATIONS = Diagram(
    "avvikelse",
    "avvikelser",
    "Avvikelse mot budget per verksamhet",
    "Störst överskott har ekonomiskt bistånd, störst underskott barn- och ungdomsvård.",
    NAMES,
    (Serie("Avvikelse", DEVIATION),),
    "tkr",
    0,
)
COSTS = Diagram(
    "nettokostnad",
    "staplar",
    "Nettokostnad per verksamhet",
    "Utfall mot budget till och med april.",
    NAMES,
    (Serie("Utfall", UTFALL), Serie("Budget", BUDGET)),
    "tkr",
    0,
)
ABSENCE = Diagram(
    "sjukfrånvaro",
    "linjer",
    "Sjukfrånvaro",
    "Sjukfrånvaron ökade från 6,72 till 7,27 procent.",
    ("2019", "2020", "2021", "2022", "2023"),
    (
        Serie("Kvinnor", tuple(map(Decimal, ("7.1", "7.9", "7.4", "7.2", "7.0")))),
        Serie("Män", (Decimal("4.1"), None, Decimal("4.5"), None, None)),
    ),
    "procent",
    1,
)

figures = st.none() | st.decimals(-LIMIT + 1, LIMIT - 1, places=2) | st.integers(-9, 9).map(Decimal)
names = st.text(max_size=60) | st.sampled_from(NAMES)


@st.composite
def diagrams(draw: st.DrawFn) -> Diagram:
    kind = draw(st.sampled_from(sorted(MAX_SERIER)))
    bridge, deviations = kind == "brygga", kind == "avvikelser"
    categories = draw(st.lists(names, min_size=1 + bridge, max_size=25))
    row = st.tuples(*[figures.filter(lambda value: not bridge or value is not None)] * len(categories))
    series = draw(st.lists(st.builds(Serie, names, row), min_size=1, max_size=MAX_SERIER[kind]))
    return Diagram(
        "d",
        kind,
        draw(names),
        draw(names),
        tuple(categories),
        tuple(series),
        draw(names),
        draw(st.integers(0, 6)),
        mått=draw(names),
        summor=draw(st.integers(0, 1)) if deviations else 0,
        andelar=draw(st.just(()) | st.tuples(*[figures] * len(categories))) if deviations else (),
        gräns=draw(st.none() | st.builds(Gränslinje, st.just(GRÖN), st.decimals(-100, 100, places=1))),
        bättre=draw(st.integers(-1, 1)),
        omvänd=draw(st.booleans()),
    )


canvases = st.sampled_from([WIDE, PHONE])


@dataclass(frozen=True)
class Box:
    """A line of text, as large as its ink."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.01
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.01
        )


def tree(diagram: Diagram, canvas: Canvas = WIDE) -> ElementTree.Element:
    return ElementTree.fromstring(svg(diagram, Diagramord(), canvas))


def boxes(root: ElementTree.Element) -> list[Box]:
    return [_box(node) for node in root.iter(f"{SVG}text") if node.text]


def _box(node: ElementTree.Element) -> Box:
    size = float(node.get("font-size", NAME_SIZE))
    wide = text_width(node.text or "", size) * (SEMIBOLD if node.get("font-weight") else 1)
    x, y = float(node.attrib["x"]), float(node.attrib["y"])
    left = x - {"end": wide, "middle": wide / 2}.get(node.get("text-anchor", ""), 0)
    return Box(node.text or "", left, y - 0.72 * size, left + wide, y + 0.2 * size)


def texts(diagram: Diagram) -> list[str]:
    return [box.words for box in boxes(tree(diagram))]


def bars(root: ElementTree.Element) -> list[tuple[float, float, str]]:
    """Left and right edge with the outline, and the fill, of every bar below the legend."""
    rects = [node for node in root.iter(f"{SVG}rect") if node.get("height") != "8"]
    return [
        (
            float(r.attrib["x"]) - edge,
            float(r.attrib["x"]) + float(r.attrib["width"]) + edge,
            r.attrib["fill"],
        )
        for r in rects
        for edge in [float(r.get("stroke-width", 0)) / 2]
    ]


def paths(root: ElementTree.Element, **wanted: str) -> Iterator[str]:
    for node in root.iter(f"{SVG}path"):
        if all(node.get(key.replace("_", "-")) == value for key, value in wanted.items()):
            yield node.attrib["d"]


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio between two colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@given(diagrams(), canvases)
def test_any_text_gives_well_formed_xml(diagram: Diagram, canvas: Canvas) -> None:
    """Whatever the titles, names and units are, the chart is XML, and title and description are whole."""
    root = tree(diagram, canvas)
    assert root.findtext(f"{SVG}title") == xml_text(diagram.titel)
    assert root.findtext(f"{SVG}desc") == xml_text(description_of(diagram))


@given(diagrams(), canvases)
def test_nothing_stands_outside_or_on_top_of_other_text(diagram: Diagram, canvas: Canvas) -> None:
    """Every line of text lies within the drawing and clear of all others, for any figures and names."""
    root = tree(diagram, canvas)
    wide, high = map(float, root.attrib["viewBox"].split()[2:])
    found = boxes(root)
    for box in found:
        assert box.left >= -0.1
        assert box.right <= wide + 0.1
        assert box.top >= 0
        assert box.bottom <= high
    for one, other in combinations(found, 2):
        assert not one.meets(other), (one, other)


WIDE = (FONTS / "AsnSansMono-Regular.ttf").read_bytes()
OWN = Looks(faces=(("typsnitt/AsnSans-Regular.ttf", WIDE), ("typsnitt/AsnSans-SemiBold.ttf", WIDE)))


@given(diagrams())
def test_letters_of_a_boards_own_wider_faces_keep_within_the_room_of_ours(diagram: Diagram) -> None:
    """Set in them, no text is wider than the same text of ours, which meets no other: so neither do these."""
    drawn = svg(diagram, Diagramord())
    own = ElementTree.fromstring(in_own_faces(drawn, OWN.measured))
    written = [node for node in own.iter(f"{SVG}text") if node.text]
    for node, ours in zip(written, boxes(ElementTree.fromstring(drawn)), strict=True):
        size = float(node.get("font-size", own.attrib["font-size"]))
        # Sizes have two decimals.
        wide = OWN.measured(node.text or "", bool(node.get("font-weight"))) * (size - 0.005)
        assert wide <= ours.right - ours.left + 0.001


def test_a_boards_own_narrower_faces_are_as_large_as_ours() -> None:
    """Letters are made smaller where they must, and never larger."""
    drawn = svg(COSTS, Diagramord())
    assert in_own_faces(drawn, lambda text, _: 0.1 * len(text)) == drawn
    assert in_own_faces(drawn, OWN.measured) != drawn


@pytest.mark.parametrize("diagram", [DEVIATIONS, COSTS, ABSENCE], ids=lambda d: d.slag)
def test_title_and_description_name_the_picture(diagram: Diagram) -> None:
    """The chart is one image to a screen reader, named by its own title and description."""
    root = tree(diagram)
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.attrib["aria-labelledby"].split() == [title.get("id"), description.get("id")]


def test_two_charts_share_no_id() -> None:
    """Every id begins with the chart's own, so that a page can hold many."""
    ids = [node.attrib["id"] for d in (DEVIATIONS, COSTS) for node in tree(d).iter() if "id" in node.attrib]
    assert len(ids) == len(set(ids)) == 4
    assert all(i.startswith(("avvikelse-", "nettokostnad-")) for i in ids)


@pytest.mark.parametrize("diagram", [DEVIATIONS, COSTS, ABSENCE], ids=lambda d: d.slag)
def test_a_chart_holds_only_what_every_renderer_draws(diagram: Diagram) -> None:
    """No scripts, styles, references or baseline tricks: WeasyPrint and browsers draw the rest alike."""
    root = tree(diagram)
    tags = {node.tag.removeprefix(SVG) for node in root.iter()}
    assert tags <= {"svg", "title", "desc", "text", "rect", "path", "circle"}
    attributes = {key for node in root.iter() for key in node.attrib}
    assert not attributes & {"style", "class", "href", "dominant-baseline", "transform", "opacity"}
    assert "url(" not in svg(diagram, Diagramord())
    assert root.attrib["font-family"].startswith("'Asn Sans',")


@given(st.lists(st.none() | st.decimals(-10000, 10000, places=1), min_size=1, max_size=25))
def test_bars_are_as_long_as_their_figures(values: list[Decimal | None]) -> None:
    """Lengths are in proportion to figures, to the right above zero and to the left below it."""
    found = tree(
        replace(
            DEVIATIONS,
            kategorier=tuple(map(str, range(len(values)))),
            serier=(Serie("A", tuple(values)),),
        )
    )
    known = [float(value) for value in values if value]
    drawn = bars(found)
    assert len(drawn) == len(known)
    if not known:
        return
    unit = sum(right - left for left, right, _ in drawn) / sum(map(abs, known))
    zero = drawn[0][0] if known[0] > 0 else drawn[0][1]
    for (left, right, fill), value in zip(drawn, known, strict=True):
        assert right - left == pytest.approx(abs(value) * unit, abs=0.03)
        assert (left if value > 0 else right) == pytest.approx(zero, abs=0.03)
        assert fill == (chart_drawing.POSITIVE if value > 0 else chart_drawing.NEGATIVE)


def test_an_outlined_bar_is_as_long_as_a_filled_one() -> None:
    """The outline lies inside the bar: three series with one figure end at one place."""
    one = (Decimal(40),)
    drawn = bars(tree(replace(COSTS, kategorier=("A",), serier=tuple(Serie(name, one) for name in ("X", "Y", "Z")))))[
        -3:
    ]
    assert len({(round(left, 1), round(right, 1)) for left, right, _ in drawn}) == 1
    assert len({fill for _, _, fill in drawn}) == 3


def test_figures_are_written_as_swedes_write_them() -> None:
    """A deviation has its sign, thousands a hard space, decimals a comma, and minus is a real one."""
    assert {f"+1{NBSP}141", f"{MINUS}1{NBSP}254", f"{MINUS}46"} <= set(texts(DEVIATIONS))
    assert f"{MINUS}29{NBSP}390" in texts(COSTS)
    assert f"1{NBSP}321" in texts(COSTS)
    assert "7,0" in texts(ABSENCE)


def test_a_missing_figure_is_said_in_words() -> None:
    """A bar that has no figure is no bar of zero."""
    diagram = replace(COSTS, kategorier=("A",), serier=(Serie("X", (None,)), Serie("Y", (Decimal(0),))))
    assert texts(diagram).count("uppgift saknas") == 1
    assert "uppgift saknas" in " ".join(texts(replace(diagram, slag="linjer")))


def test_a_missing_figure_is_a_gap_in_the_line() -> None:
    """A line isn't drawn over a missing figure; one between gaps is a lone marker."""
    gap = replace(
        ABSENCE,
        kategorier=tuple("abcdef"),
        serier=(Serie("A", (Decimal(1), Decimal(2), None, Decimal(3), None, Decimal(4))),),
    )
    root = tree(gap)
    (path,) = paths(root, stroke_width="2")
    assert path.count("M") == path.count("L") == 1
    assert (
        len(list(root.iter(f"{SVG}circle"))) == 4
    )  # the figures'; none beside the name, where it would read as one more


def test_a_line_that_ends_early_says_when() -> None:
    """The figure at a name is the last known one, with its period when that isn't the chart's last."""
    assert {"4,5", "Män (2021)", "7,0", "Kvinnor"} <= set(texts(ABSENCE))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("6.7", "7.3"), True),
        (("-7.3", "-6.7"), True),
        (("1", "7"), False),
        (("-1", "7"), False),
        (("5", "5"), False),
    ],
)
def test_an_axis_without_zero_says_so(values: tuple[str, ...], said: bool) -> None:  # noqa: FBT001 - a row of a table
    """Lines pressed together far from zero get a shortened axis, and a sentence that tells it."""
    first, last = map(Decimal, values)
    diagram = replace(ABSENCE, kategorier=("a", "b", "c"), serier=(Serie("A", (first, first, last)),))
    assert ("Den lodräta axeln börjar inte på 0." in texts(diagram)) is said


def test_no_line_but_that_at_zero_stands_among_bars() -> None:
    """Each bar has its figure in print, which a grid would run through or touch."""
    root = tree(DEVIATIONS)
    foot = max(float(node.attrib["y"]) for node in root.iter(f"{SVG}rect"))
    among = [path for path in paths(root) if float(path.split("L")[0].split()[1]) < foot]
    assert len(among) == 1


def test_names_of_activities_stand_on_one_line() -> None:
    """So the rows are equally high."""
    tops = [float(node.attrib["y"]) for node in tree(DEVIATIONS).iter(f"{SVG}rect")]
    assert len({round(b - a, 1) for a, b in pairwise(tops)}) == 1


# Arbetsmarknads- och socialnämnden, Tyresö, nämndplan 2025: a grant with a minus, whose cuts have a minus too.
GRANT = replace(
    DEVIATIONS,
    slag="brygga",
    kategorier=("2024", "- demografi", "+ priser", "- justering", "2025"),
    serier=(Serie("Belopp", tuple(map(Decimal, (-308853, -7560, 8828, -6212, -303909)))),),
    omvänd=True,
)


def test_the_axis_of_a_bridge_rises_to_the_right() -> None:
    """Whatever the signs: the highest figure is the rightmost, and the bars of amounts begin at the axis' edge."""
    root = tree(GRANT)
    ticks = [(b.left, b.words) for b in boxes(root) if re.fullmatch(rf"{MINUS}3\d\d{NBSP}000", b.words)]
    figures = [int(words.replace(MINUS, "-").replace(NBSP, "")) for _, words in sorted(ticks)]
    assert len(figures) > 2
    assert figures == sorted(figures)
    first, cut, rise, _, last = bars(root)
    assert first[1] == last[1] == max(right for _, right, _ in bars(root))
    assert first[0] < last[0]
    assert (cut[2], rise[2]) == (chart_drawing.NEGATIVE, chart_drawing.POSITIVE)
    assert first[2] == last[2] == chart_drawing.PRIMARY


def test_ticks_are_round_and_whole_where_figures_are() -> None:
    """Ticks stand at multiples of 1, 2 or 5, with no decimals when the figures have none."""
    ticks = ticks_around(Decimal("6.7"), Decimal("7.3"), 5, Decimal("0.01"))
    assert list(map(str, ticks)) == ["6.6", "6.8", "7.0", "7.2", "7.4"]
    assert ticks_around(Decimal(0), Decimal(2), 5, Decimal(1)) == (0, 1, 2)
    assert multiples(Decimal(5), Decimal(-7), Decimal(12)) == (-5, 0, 5, 10)
    small = replace(DEVIATIONS, kategorier=("A",), serier=(Serie("A", (Decimal(2),)),))
    assert [t for t in texts(small) if re.fullmatch(r"[+\d,]+", t)] == ["0", "+1", "+2", "+2"]


@given(
    st.decimals(-1000, 1000, places=2),
    st.decimals("0.01", 10**9, places=2),
    st.integers(2, 8),
    st.integers(0, 3),
)
def test_ticks_enclose_the_figures(low: Decimal, more: Decimal, most: int, decimals: int) -> None:
    """The axis reaches from below the lowest figure to above the highest, in few even steps."""
    ticks = ticks_around(low, low + more, most, Decimal(1).scaleb(-decimals))
    assert ticks[0] <= low
    assert low + more <= ticks[-1]
    assert len(ticks) <= most + 1
    assert len({b - a for a, b in pairwise(ticks)}) == 1


@pytest.mark.parametrize("values", [(0, 0), (-5, -17), (1, 10**14), (-3, 10**14)])
@pytest.mark.parametrize("kind", sorted(MAX_SERIER))
def test_odd_figures_are_drawn(kind: str, values: tuple[int, ...]) -> None:
    """All zero, all negative and one huge figure give a chart with its names and figures."""
    serie = Serie("A", tuple(map(Decimal, values)))
    words = texts(replace(DEVIATIONS, slag=kind, kategorier=("Ett", "Två"), serier=(serie,)))
    assert {"Ett", "Två"} <= set(words)


@pytest.mark.parametrize(
    "change",
    [
        {"serier": ()},
        {"kategorier": (), "serier": (Serie("A", ()),)},
        {"serier": (Serie("A", DEVIATION[:-1]),)},
        {"serier": (Serie("A", DEVIATION), Serie("B", DEVIATION))},
        {"serier": (Serie("A", (Decimal("NaN"), *DEVIATION[1:])),)},
        {"serier": (Serie("A", (Decimal("-Infinity"), *DEVIATION[1:])),)},
        {"serier": (Serie("A", (LIMIT, *DEVIATION[1:])),)},
        {"decimaler": -1},
        {"decimaler": 7},
        {"slag": "tårta"},
        {"id": "två ord"},
        {"id": ""},
        {"id": "1a"},
    ],
    ids=str,
)
def test_what_cannot_be_drawn_is_refused(change: dict[str, object]) -> None:
    """A chart that can't be drawn is a fault upstream, told where it is made."""
    with pytest.raises(ValueError, match=r"^diagram '"):
        replace(DEVIATIONS, **change)


def test_colours_hold_against_paper() -> None:
    """Text has a contrast of at least 4.5:1 and graphics of at least 3:1 on white."""
    paper = chart_drawing.WHITE
    assert min(contrast(c, paper) for c in (chart_drawing.TEXT, chart_drawing.MUTED)) >= 4.5
    bar_colours = [style.stroke or style.fill for style in chart_drawing.BARS]
    line_colours = [style.colour for style in chart_drawing.LINES]
    marks = [*bar_colours, *line_colours, chart_drawing.POSITIVE, chart_drawing.NEGATIVE, chart_drawing.AXIS]
    assert min(contrast(c, paper) for c in marks) >= 3


def test_series_are_told_apart_without_colour() -> None:
    """In black and white, bars differ in lightness or outline, and lines in dash and in marker."""
    first, second, outlined = chart_drawing.BARS
    assert contrast(first.fill, second.fill) >= 2.5
    assert outlined.stroke
    assert outlined.fill == chart_drawing.WHITE
    assert len({style.dash for style in chart_drawing.LINES}) == MAX_SERIER["linjer"]
    assert len({(style.marker, style.hollow) for style in chart_drawing.LINES}) == MAX_SERIER["linjer"]


@given(st.lists(st.floats(0, 300), min_size=1, max_size=8), st.data())
def test_labels_at_line_ends_are_spread(wanted: list[float], data: st.DataObject) -> None:
    """Labels don't overlap, keep the order of their lines and stay within the plot."""
    heights = [data.draw(st.floats(10, 37)) for _ in wanted]
    placed = without_overlap(wanted, heights, 0, 300)
    spans = sorted((y - h / 2, y + h / 2) for y, h in zip(placed, heights, strict=True))
    assert spans[0][0] >= -1e-6
    assert spans[-1][1] <= 300 + 1e-6
    assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(spans))
    assert all(placed[a] < placed[b] for a in range(len(wanted)) for b in range(len(wanted)) if wanted[a] < wanted[b])


def test_a_label_with_room_stays_at_its_line() -> None:
    """Nothing is moved that needn't be."""
    assert without_overlap([50, 200, 120], [16, 16, 16], 0, 300) == [50, 200, 120]


@given(st.text(max_size=80), st.floats(40, 300))
def test_wrapped_text_fits_and_is_whole(text: str, room: float) -> None:
    """No line is wider than its room, and nothing but spaces and added hyphens differs."""
    lines = wrap(text, room, NAME_SIZE)
    assert all(text_width(line, NAME_SIZE) <= room for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == xml_text(text).replace("-", "").replace(" ", "")


@pytest.mark.parametrize(
    ("name", "room", "lines"),
    [
        ("Barn- och ungdomsvård", 90, ("Barn- och", "ungdomsvård")),
        ("Socialförvaltningen/Arbetsmarknad", 150, ("Socialförvaltningen/", "Arbetsmarknad")),
        ("Pedagog-arbetslag", 96, ("Pedagog-", "arbetslag")),
        ("Åldersgrupp 18–20", 96, ("Åldersgrupp", "18–20")),
        ("Familjerådgivningsverksamheten", 115, ("Familjerådgivnings-", "verksamheten")),
    ],
)
def test_names_break_where_swedes_break_them(name: str, room: float, lines: tuple[str, ...]) -> None:
    """Breaks stand at spaces, after hyphens and slashes, not in a range; else a hyphen is added."""
    assert wrap(name, room, NAME_SIZE) == lines


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0.0, "0"), (-0.001, "0"), (10.0, "10"), (-2.5, "-2.5"), (1.005, "1"), (100.256, "100.26")],
)
def test_coordinates_are_short(value: float, printed: str) -> None:
    """A coordinate has at most two decimals, no trailing zeros and no negative zero."""
    assert coordinate(value) == printed


@pytest.mark.parametrize(("font", "wider"), [("Regular", 1.0), ("SemiBold", SEMIBOLD)])
def test_text_is_measured_as_the_font_is(font: str, wider: float) -> None:
    """Names and figures measure up to a tenth too wide, and never too narrow, in both weights."""
    file = TTFont(FONTS / f"AsnSans-{font}.ttf")
    glyphs, advances = file.getBestCmap(), file["hmtx"]
    for text in (*NAMES, *texts(COSTS), *texts(ABSENCE), "Åtgärder på Ö, é (15 %)"):
        true = sum(advances[glyphs[ord(c)]][0] for c in text) * NAME_SIZE / file["head"].unitsPerEm
        assert true <= text_width(text, NAME_SIZE) * wider <= 1.1 * true, text


def print_charts(folder: Path, charts: tuple[Diagram, ...]) -> Path:
    """Print charts alone on pages as wide as they are, with the report's font."""
    fonts = FONTS.as_uri()
    faces = "".join(
        f'@font-face {{ font-family: "Asn Sans"; font-weight: {weight}; src: url("{fonts}/{file}") }}'
        for file, weight in (("AsnSans-Regular.ttf", 400), ("AsnSans-SemiBold.ttf", 600))
    )
    style = f"<style>{faces} @page {{ size: {WIDTH}px 700px; margin: 0 }} body {{ margin: 0 }}</style>"
    page = "".join(f"<div>{svg(chart, Diagramord())}</div>" for chart in charts)
    target = folder / "charts.pdf"
    html = f"<!doctype html><html lang=sv><title>D</title>{style}<body>{page}"
    weasyprint.HTML(string=html).write_pdf(target, pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    return target


def words_of(pdf: Path, form: str) -> str:
    return subprocess.run(["pdftotext", form, pdf, "-"], capture_output=True, check=True, text=True).stdout


def test_weasyprint_draws_the_charts(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The PDF has every text as text and every title as alternative; the log has no warning."""
    charts = (DEVIATIONS, COSTS, ABSENCE)
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        target = print_charts(tmp_path, charts)
    assert not caplog.records
    printed = words_of(target, "-layout")
    squeezed = re.sub(r"\s", "", printed)
    for chart in charts:
        missing = [t for t in texts(chart) if re.sub(r"\s", "", t) not in squeezed]
        assert not missing
    assert target.read_bytes().count(b"/Alt") == len(charts)


def test_printed_words_stand_where_they_were_measured(tmp_path: Path) -> None:
    """What is measured without the font is what the engine sets: every name and figure, to a unit."""
    target = print_charts(tmp_path, (DEVIATIONS,))
    found = words_of(target, "-bbox")
    unit = 96 / 72
    printed = {
        word: (float(left) * unit, float(right) * unit)
        for left, right, word in re.findall(r'xMin="([\d.]+)" yMin.*? xMax="([\d.]+)".*?>(.+?)</word>', found)
    }
    single = [box for box in boxes(tree(DEVIATIONS)) if re.fullmatch(rf"\w+|[+{MINUS}]\d+", box.words)]
    assert len(single) > 8
    for box in single:
        left, right = printed[box.words]
        assert left == pytest.approx(box.left, abs=1.5)
        assert box.right - 4 <= right <= box.right + 1


def test_the_drawing_is_as_wide_as_a_page() -> None:
    """All charts share one width, so that their texts are equally large on paper."""
    assert {tree(d).attrib["viewBox"].split()[2] for d in (DEVIATIONS, COSTS, ABSENCE)} == {"680"}


def test_a_small_line_has_each_figure_at_its_own_time() -> None:
    """A year without a figure is a gap, one between gaps a dot, and nothing stands in the place of another year."""
    one, two, three = map(Decimal, (1, 2, 3))
    gap = ElementTree.fromstring(sparkline((one, two, None, None, three)))
    early = ElementTree.fromstring(sparkline((None, two, one, three, None)))
    (path,) = paths(gap)
    assert [float(dot.attrib["cx"]) for dot in gap.iter(f"{SVG}circle")] == [42.2]
    assert path.startswith("M1.8 ")
    assert path.count("L") == 1
    assert [float(dot.attrib["cx"]) for dot in early.iter(f"{SVG}circle")] == [32.1]
    assert not list(ElementTree.fromstring(sparkline((None, None))))
