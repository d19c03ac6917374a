"""Cells, one format at a time: the only place that knows how a light, a figure or a list looks."""

from markupsafe import Markup, escape

from asn.figures import DASH, format_number
from asn.light import Bedömning
from asn.model.ord import Ord, med_versal
from asn.render.prose import cell_html, escape_markdown, item_html, markdown, typeset
from asn.table import Cell, Listcell, Ljuscell, Prosacell, Talcell

_CLASSES = {Bedömning.GRÖN: "gron", Bedömning.GUL: "gul", Bedömning.RÖD: "rod"}


def light_word(light: Bedömning | None, words: Ord) -> str:
    """A light as a word."""
    return med_versal(words.ljus.ord_för(light)) if light else words.ljus.ej_angiven


def light_html(light: Bedömning | None, words: Ord) -> Markup:
    """A light as word, shape and colour: the shape is drawn by the style sheet."""
    name = _CLASSES[light] if light else "tom"
    return Markup('<span class="ljus {}">{}</span>').format(name, light_word(light, words))


def number_text(cell: Talcell) -> str:
    """A number cell as text, with the mark of its note."""
    return cell.märke if cell.tal is None else format_number(cell.tal, cell.decimaler, sign=cell.tecken) + cell.märke


def html_cell(cell: Cell, words: Ord) -> Markup:
    """A cell's contents as HTML."""
    match cell:
        case None:
            return Markup()
        case Ljuscell(light):
            return light_html(light, words)
        case Talcell(bedömning=None):
            return escape(number_text(cell))
        case Talcell():
            return Markup("{} {}").format(number_text(cell), light_html(cell.bedömning, words))
        case Prosacell(text):
            return cell_html(text, words)
        case Listcell(points):
            return _points_html(points, words)
    return escape(typeset(str(cell)))


def _points_html(points: tuple[str, ...], words: Ord) -> Markup:
    if len(points) == 1:
        return item_html(points[0], words)
    items = Markup().join(Markup("<li>{}</li>").format(item_html(point, words)) for point in points)
    return Markup("<ul>{}</ul>").format(items) if points else Markup()


def markdown_cell(cell: Cell, words: Ord) -> Markup:
    """A cell's contents as Markdown on one line."""
    match cell:
        case None:
            return Markup()
        case Ljuscell(light):
            return escape(light_word(light, words) if light else DASH)
        case Talcell():
            told = f" ({escape_markdown(light_word(cell.bedömning, words))})" if cell.bedömning else ""
            return escape_markdown(number_text(cell)) + told
        case Prosacell(text):
            return markdown(text)
        case Listcell(points):
            return Markup("; ").join(markdown(point) for point in points)
    return escape_markdown(cell)


def plain_cell(cell: Cell) -> str:
    """A cell as plain text, for CSV."""
    match cell:
        case None | Ljuscell(None) | Talcell(tal=None):
            return ""
        case Ljuscell(light):
            return str(light)
        case Talcell(tal=number):
            return str(number)
        case Prosacell(text):
            return " ".join(text.split())
        case Listcell(points):
            return "; ".join(points)
    return str(cell)
