"""The editors' handbook, out of its Markdown: one self-contained web page, and a PDF, as the reports are."""

import datetime
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it.token import Token
from markupsafe import Markup

from asn import __version__
from asn.files import listed, read_file
from asn.model.ord import Ord
from asn.readable import readable
from asn.render.handbook_markdown import DEEPEST, PICTURES, handbook_parser
from asn.render.html import font_face, policy_sum, print_fonts, style_text
from asn.render.pictures import data_url
from asn.render.template import environment
from asn.resources import Resources

_PACKAGED = Path(__file__).parents[1] / "handbok"
# In a checkout it stands where those who read the repository look for it.
SOURCE = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[3] / "docs"
EDITION = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
"""The date that the PDF gives as its own: without a clock, the same version is the same file on every day."""

_STYLES = ("stil/gemensam.css", "stil/handbok.css")
_FACES = (
    ("Asn Sans", 400, "typsnitt/AsnSans-Regular.woff2"),
    ("Asn Sans", 600, "typsnitt/AsnSans-SemiBold.woff2"),
    ("Asn Sans Mono", 400, "typsnitt/AsnSansMono-Regular.woff2"),
)
_MANY = 6
_WIDE = 1.3
# A class for each indentation, since the page allows no style attributes: what is broken hangs two characters in.
_HANGING = "".join(f".i{n} {{ padding-left: {n + 2}ch; text-indent: -{n + 2}ch; }}\n" for n in range(DEEPEST + 1))


@dataclass(frozen=True, slots=True)
class Källa:
    """The handbook as it is written: its Markdown, and its pictures by name."""

    text: str
    bilder: Mapping[str, bytes]


@readable
@dataclass(frozen=True, slots=True)
class Rubrik:
    """A heading and its address on the page."""

    ankare: str
    text: Markup


@readable
@dataclass(frozen=True, slots=True)
class Kapitel:
    """A chapter: its heading, the headings in it, and all its text as HTML."""

    rubrik: Rubrik
    underrubriker: tuple[Rubrik, ...]
    text: Markup

    @property
    @readable
    def långt(self) -> bool:
        """Whether one needs a list to find one's way in it."""
        return len(self.underrubriker) > _MANY


@readable
@dataclass(frozen=True, slots=True)
class Handbok:
    """The handbook taken apart, as the templates place it."""

    titel: Markup
    inledning: Markup
    kapitel: tuple[Kapitel, ...]
    version: str


def source() -> Källa:
    """The handbook that goes with this version of the program."""
    pictures = {name: read_file(SOURCE, f"{PICTURES}/{name}") for name in listed(SOURCE, PICTURES).files}
    return Källa(read_file(SOURCE, "handbok.md").decode(), pictures)


def handbook_web_page(book: Källa, resources: Resources) -> str:
    """The handbook as one HTML file that needs nothing else."""
    faces = "".join(font_face(family, weight, resources.read(name)) for family, weight, name in _FACES)
    sheets = [
        style_text(resources, name, Ord())
        for name in (*_STYLES[:1], "stil/webb.css", *_STYLES[1:], "stil/handbok_webb.css")
    ]
    style = "".join((faces, *sheets, _HANGING))
    pictures = {name: data_url(picture, "image/png") for name, picture in book.bilder.items()}
    handbook = _parts(book, pictures)
    return _placed("handbok.html.j2", handbook, resources, stil=Markup(style), stilsumma=policy_sum(style), sidor=False)  # noqa: S704 - our own style sheet


def pdf(book: Källa, resources: Resources) -> bytes:
    """The handbook as PDF/A-3a and PDF/UA-1.

    Raises:
        PdfEngineMissing: the machine lacks Pango.
        PdfError: the page would not be readable by everyone.
    """
    from asn.render.pdf import PageStyle, PdfJob, write_pdf

    files = print_fonts(resources) | {_address(name): (picture, "image/png") for name, picture in book.bilder.items()}
    sheets = [
        style_text(resources, name, Ord())
        for name in (*_STYLES[:1], "stil/tryck.css", *_STYLES[1:], "stil/handbok_tryck.css")
    ]
    return write_pdf(PdfJob(handbook_print_page(book, resources), PageStyle((*sheets, _HANGING), files), (), EDITION))


def handbook_print_page(book: Källa, resources: Resources) -> str:
    """The HTML that the PDF engine lays out."""
    handbook = _parts(book, {name: _address(name) for name in book.bilder})
    return _placed("handbok.tryck.j2", handbook, resources, sidor=True)


def _address(picture: str) -> str:
    return f"asn:{PICTURES}{picture}"


def _placed(name: str, book: Handbok, resources: Resources, **more: object) -> str:
    # Only our own templates get here, so that one that fails is a fault of ours.
    return environment(resources, {}, Ord()).get_template(name).render(bok=book, **more)


def _parts(book: Källa, pictures: Mapping[str, str]) -> Handbok:
    """The handbook's parts as HTML; ``pictures`` are the addresses of its pictures by name."""
    md = handbook_parser()
    env = {"bilder": pictures, "breda": {name for name, picture in book.bilder.items() if _wide(picture)}}
    tokens = md.parse(book.text, env)

    def html(some: Sequence[Token]) -> Markup:
        return Markup(md.renderer.render(some, md.options, env))  # noqa: S704 - the parser escapes all that isn't its own markup

    def heading(place: int, some: Sequence[Token]) -> Rubrik:
        return Rubrik(str(some[place].attrs["id"]), html(some[place + 1 : place + 2]))

    starts = [*_headings(tokens, "h2"), len(tokens)]
    chapters = []
    for start, end in pairwise(starts):
        part = tokens[start:end]
        inner = tuple(heading(place, part) for place in _headings(part, "h3"))
        chapters.append(Kapitel(heading(0, part), inner, html(part[3:])))
    return Handbok(heading(0, tokens).text, html(_without_list(tokens[3 : starts[0]])), tuple(chapters), __version__)


def _wide(png: bytes) -> bool:
    """Whether a picture is so much wider than high that its text couldn't be read in a column."""
    width, height = struct.unpack(">II", png[16:24])
    return bool(width > _WIDE * height)


def _headings(tokens: Sequence[Token], tag: str) -> Iterator[int]:
    yield from (place for place, token in enumerate(tokens) if token.type == "heading_open" and token.tag == tag)


def _without_list(tokens: Sequence[Token]) -> list[Token]:
    """The introduction without its list of chapters, which serves git hosts: a page has its own table of contents."""
    kinds = [token.type for token in tokens]
    start, end = kinds.index("bullet_list_open"), kinds.index("bullet_list_close")
    return [*tokens[:start], *tokens[end + 1 :]]
