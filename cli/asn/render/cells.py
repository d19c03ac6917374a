"""Cells, one format at a time: the only place that knows how a light, a figure or a list looks."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from markupsafe import Markup, escape

from asn.appearance import DARK_PAPER, PAPER, tint
from asn.check.contrast import Colour
from asn.compute.document import ascii_name
from asn.figures import DASH, format_number
from asn.light import READY_CLASSES, SIGNS, Bedömning, Ljusklass
from asn.model.ord import Ord, med_kolon, med_versal
from asn.model.report import Rapport
from asn.render.chart_drawing import MUTED, TINY, Scale, element, path_through, runs_of
from asn.render.prose import cell_html, escape_markdown, html, item_html, markdown, typeset
from asn.table import CellValue, Listcell, Ljuscell, Länkcell, Prosacell, Talcell

_DARK = "@media screen and (prefers-color-scheme: dark)"


def colour_class(klass: Ljusklass) -> str:
    """The class that a light's element has for its colour."""
    names = (klass.färg, klass.mörk) if klass.mörk else (klass.färg,)
    return "-".join(("f", *(ascii_name(name.removeprefix("#")) for name in names)))


def light_style(reports: Iterable[Rapport], *, dark: bool) -> str:
    """The colours of the ready-made lights and of the scales that some reports are judged by.

    Args:
        reports: the reports that are on the page.
        dark: whether the page is one that is shown dark too.
    """
    scales = (klass for report in reports for scale in report.skalor() for klass in scale.visade)
    shown = {colour_class(klass): klass.färger() for klass in (*READY_CLASSES, *scales)}
    light = "".join(_rule(name, colour.ljus, colour.kant) for name, colour in shown.items())
    if not dark:
        return light
    own = "".join(_rule(name, colour.mörk, "", DARK_PAPER) for name, colour in shown.items())
    return f"{light}{_DARK} {{\n{own}}}\n"


def _rule(name: str, colour: str, edge: str, ground: Colour = PAPER) -> str:
    return f".{name} {{ --ljus: {colour}; --kant: {edge or colour}; --ton: {tint(colour, edge, ground)}; }}\n"


def light_word(light: Bedömning | None, words: Ord, unset: str = "") -> str:
    """A light as a word; ``unset`` is the scale's word for one that isn't set."""
    return med_versal(light.ord) if light else unset or words.ljus.ej_angiven


def light_html(light: Bedömning | None, words: Ord, unset: str = "") -> Markup:
    """A light as word, shape and colour: the style sheets draw the shape, and give it its colour."""
    look = f"{light.klass.tecken} {colour_class(light.klass)}" if light else "tom"
    return Markup('<span class="ljus {}">{}</span>').format(look, light_word(light, words, unset))


SIGNS_AS_TEXT = dict(zip(SIGNS, "●◐▲◆■✖▼○", strict=True))


def light_markdown(light: Bedömning | None, words: Ord, unset: str = "") -> Markup:
    """A light in Markdown: its sign as a character, then the word; one that isn't set is a stroke."""
    if light is None:
        return escape_markdown(unset or DASH)
    return Markup("{} {}").format(SIGNS_AS_TEXT[light.klass.tecken], escape_markdown(light_word(light, words)))


def number_text(cell: Talcell) -> str:
    """A number cell as text, with the mark of its note."""
    return cell.märke if cell.tal is None else format_number(cell.tal, cell.decimaler, sign=cell.tecken) + cell.märke


def line_html(cell: Talcell) -> Markup:
    """The small line of a row's figures; nobody is read it, since the figures are in the row."""
    return Markup(" {}").format(Markup(sparkline(cell.linje))) if cell.linje else Markup()  # noqa: S704 - our own drawing


_LINE_WIDTH, _LINE_HEIGHT, _DOT = 44.0, 12.0, 1.8


def sparkline(values: Sequence[Decimal | None]) -> str:
    """Some figures as a small line without text, each at its own time; a missing one is a gap. It is decoration.

    The last that is known is a dot, and so is one between gaps, which no line leads to.
    """
    known = [value for value in values if value is not None] or [Decimal(0)]
    low, high = min(known), max(known)
    scale = Scale(_LINE_HEIGHT - 2, -(_LINE_HEIGHT - 4) / max(float(high - low), TINY), low)
    pitch = (_LINE_WIDTH - 2 * _DOT) / max(1, len(values) - 1)
    points = [None if value is None else (_DOT + pitch * at, scale(value)) for at, value in enumerate(values)]
    runs = runs_of(points)
    path = "".join(path_through(run) for run in runs if len(run) > 1)
    dots = [run[-1] for run in runs if len(run) == 1 or run is runs[-1]]
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "gnista",
            "viewBox": f"0 0 {_LINE_WIDTH:g} {_LINE_HEIGHT:g}",
            "width": _LINE_WIDTH,
            "height": _LINE_HEIGHT,
            "aria-hidden": "true",
        },
        *([element("path", {"d": path, "fill": "none", "stroke": MUTED, "stroke-width": 1.25})] if path else ()),
        *(element("circle", {"cx": x, "cy": y, "r": _DOT, "fill": MUTED}) for x, y in dots),
    )


def html_cell(cell: CellValue, words: Ord) -> Markup:
    """A cell's contents as HTML."""
    match cell:
        case None:
            return Markup()
        case Ljuscell(light, unset):
            return light_html(light, words, unset)
        case Talcell(bedömning=None):
            return escape(number_text(cell)) + line_html(cell)
        case Talcell():
            return Markup("{} {}").format(number_text(cell), light_html(cell.bedömning, words)) + line_html(cell)
        case Prosacell(text):
            return cell_html(text, words)
        case Listcell(points):
            return _points_html(points, words)
        case Länkcell(text, target):
            return Markup('<a href="{}">{}</a>').format(target, typeset(text))
    return escape(typeset(str(cell)))


def field_html(cell: CellValue, label: str, words: Ord) -> Markup:
    """A cell in a line, with what it is before it."""
    return Markup('<span class="etikett">{}</span> {}').format(typeset(med_kolon(label)), html_cell(cell, words))


def field_block_html(cell: CellValue, label: str, words: Ord) -> Markup:
    """A long cell as blocks with what it is before them: in the same paragraph, where it is a single one."""
    named = Markup('<span class="etikett">{}</span>').format(typeset(med_kolon(label)))
    apart = Markup('<p class="etikett">{}</p>\n').format(typeset(med_kolon(label)))
    if isinstance(cell, Listcell) and len(cell.punkter) > 1:
        return apart + _points_html(cell.punkter, words)
    text = cell.punkter[0] if isinstance(cell, Listcell) else cell.text if isinstance(cell, Prosacell) else ""
    body = html(text, words) if text else Markup("<p>{}</p>").format(html_cell(cell, words))
    return Markup("<p>{} {}").format(named, body.removeprefix("<p>")) if body.startswith("<p>") else apart + body


def _points_html(points: tuple[str, ...], words: Ord) -> Markup:
    if len(points) == 1:
        return item_html(points[0], words)
    items = Markup().join(Markup("<li>{}</li>").format(item_html(point, words)) for point in points)
    return Markup("<ul>{}</ul>").format(items) if points else Markup()


def markdown_cell(cell: CellValue, words: Ord) -> Markup:
    """A cell's contents as Markdown on one line."""
    match cell:
        case None:
            return Markup()
        case Ljuscell(light, unset):
            return light_markdown(light, words, unset)
        case Talcell():
            mark = f" ({light_markdown(cell.bedömning, words)})" if cell.bedömning else ""
            return escape_markdown(number_text(cell)) + mark
        case Prosacell(text):
            return markdown(text)
        case Listcell(points):
            return Markup("; ").join(markdown(point) for point in points)
    return escape_markdown(cell)


def plain_cell(cell: CellValue) -> str:
    """A cell as plain text, for CSV."""
    match cell:
        case None | Talcell(tal=None):
            return ""
        case Ljuscell(bedömning=None, ej_bedömd=unset):
            return unset
        case Ljuscell(light):
            return str(light)
        case Talcell(tal=number):
            return str(number)
        case Prosacell(text):
            return " ".join(text.split())
        case Listcell(points):
            return "; ".join(points)
    return str(cell)
