"""WeasyPrint, kept in hand: it reads nothing but what it is given, and its warnings are errors.

Imported by :func:`asn.render.pdf.write_pdf` alone, and only when a PDF is wanted: the import takes half a
second and needs Pango.
"""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from datetime import UTC
from typing import TYPE_CHECKING, Any

from weasyprint import CSS, HTML, Attachment  # type: ignore[import-untyped]  # ships no types
from weasyprint.formatting_structure import boxes  # type: ignore[import-untyped]  # ships no types
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]  # ships no types
from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]  # ships no types

from asn.render.pdf_faults import Misfit, element_words, is_headless, overflows, pdf_faults
from asn.render.pdf_finish import (
    claim_both_standards,
    forbid_smoothing,
    is_misread,
    mark_hyphens,
    name_links,
    pack,
    relate_attachments,
    w3c_date,
    write_tags,
)
from asn.render.pdf_tree import PaintedPage, structure_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from asn.render.pdf import PageStyle, PdfJob

STANDARD = "pdf/a-3a"
LANGUAGES = {"sv": "sv-SE"}
LINK_SCHEMES = frozenset({"https", "mailto", "tel"})
KNOWN_LINES = ("Using fontTools instead of HarfBuzz-Subset", ".notdef glyph rendered")
"""A slower way to the same page, told by ``asn doctor``; and missing characters, told below in Swedish."""
_TOO_DEEP = "Sidan är för djupt nästlad: listor, citat eller block ligger för många lager i varandra."
_TOO_LARGE = "Ett mått i stilmallarna är för stort för att räkna med."
STYLE_TOO_DEEP = "Stilmallarna är för djupt nästlade: parenteser eller block ligger för många lager i varandra."
NO_FONT = "Stilmallarna har inget typsnitt (@font-face)."
ROWS_THAT_BREAK = "tr { break-inside: auto !important }"
"""Where a row takes a whole page: WeasyPrint would drop the heading row that finds no room above it."""
OWN_FILES = "Sidan får inte själv bifoga filer: bilagor kommer från bygget."
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class ResourceFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Serves what the build has registered, from memory; no way leads from here to a file or the network."""

    def __init__(self, resources: Mapping[str, tuple[bytes, str]]) -> None:
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False)
        self.resources = resources
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002  # theirs
        if url not in self.resources:
            self.refused.append(url)  # WeasyPrint swallows errors in places: the count is what holds
            raise ValueError(f"not registered: {url}")
        data, mime = self.resources[url]
        return URLFetcherResponse(url, data, {"Content-Type": mime})


class Fonts(FontConfiguration):  # type: ignore[misc]  # WeasyPrint ships no types
    """The fonts of the style sheets; ``folder`` is where they lie while in use, and the caller clears it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self.families: set[str] = set()

    def add_font_face(self, rule_descriptors: Mapping[str, Any], url_fetcher: URLFetcher) -> None:
        self.families.add(rule_descriptors["font_family"])
        super().add_font_face(rule_descriptors, url_fetcher)


class MarkedPage:
    """A page that remembers what it painted for which box.

    WeasyPrint's tagger sees an empty page and makes no tags: ours reads the boxes instead.
    """

    _page_box = boxes.PageBox(page_type=None, style=None)

    def __init__(self, page: Any) -> None:
        self.page = page
        self.marks: dict[Any, int] = {}
        self.stream: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)

    def paint(self, stream: Any, scale: float = 1) -> None:
        self.page.paint(stream, scale)
        painted = stream._tags  # noqa: SLF001  # the only record of which box a mark belongs to
        self.marks = {box: tag["mcid"] for box, tag in painted.items()}
        painted.clear()
        self.stream = stream
        mark_hyphens(stream.stream, {mcid for box, mcid in self.marks.items() if _is_hyphenated(box)})

    def painted(self) -> PaintedPage:
        return PaintedPage(self.page._page_box, self.marks, self.page.height)  # noqa: SLF001  # no public way to the boxes


class PdfEngine:
    """WeasyPrint with a style in it; ``messages`` are what was found wrong in the style and in the last job."""

    job: PdfJob

    def __init__(self, style: PageStyle, folder: Path) -> None:
        self.fetcher = ResourceFetcher(style.resources)
        self.fonts = Fonts(folder)
        self.messages: list[str] = []
        self.misfits: list[Misfit] = []
        self.log: list[str] = []
        self.headings: dict[str, str] = {}
        self.blanks = 0
        self.lost_heading = False
        with _log_noted(self.log):
            self.sheets = self._sheets(style)
        if not (self.fonts.families or self.messages):
            self.messages.append(NO_FONT)
        self.of_the_style = tuple(self.messages)

    def write(self, job: PdfJob) -> bytes:
        """The PDF, which is good for nothing if there are messages."""
        self.job = job
        self.messages = list(self.of_the_style)
        pdf = b""
        with _log_noted(self.log):
            if not (self.messages or self.fetcher.refused or self.log):  # Pango crashes where it has no font at all
                try:
                    pdf = self._compose()
                except RecursionError:
                    self.messages.append(_TOO_DEEP)
                except ArithmeticError:  # Pango is given lengths as 32 bits, and no infinity
                    self.messages.append(_TOO_LARGE)
        self._add_warnings()
        return pdf

    def _sheets(self, style: PageStyle) -> list[CSS]:
        try:
            return [CSS(string=css, url_fetcher=self.fetcher, font_config=self.fonts) for css in style.css]
        except RecursionError:
            self.messages.append(STYLE_TOO_DEEP)
            return []

    def _add_warnings(self) -> None:
        refused = self.fetcher.refused
        self.messages += [f"Resursen {url} får inte läsas: bara det som bygget har med sig." for url in refused]
        self.messages += [f"PDF-motorn varnar: {line}" for line in self.log if not any(url in line for url in refused)]

    def _compose(self) -> bytes:
        pdf = self._attempt()
        if self.lost_heading:
            self.messages = list(self.of_the_style)
            pdf = self._attempt(CSS(string=ROWS_THAT_BREAK))
        return pdf

    def _attempt(self, *more: CSS) -> bytes:
        self.lost_heading = False
        document = self._lay_out(*more)
        self.messages += _refused_links(document)
        misfits = [one for page in document.pages for one in overflows(page._page_box, boxes)]  # noqa: SLF001
        # A table's first says enough: the others are its other cells.
        self.misfits = list({(one.section, one.table or one.message): one for one in reversed(misfits)}.values())[::-1]
        self.messages += (f"{one.message} {one.cure}" for one in self.misfits)
        return b"" if self.messages or self.fetcher.refused else self._write(document)

    def _lay_out(self, *more: CSS) -> Any:
        html = HTML(string=self.job.html, url_fetcher=self.fetcher)
        sheets = [*self.sheets, CSS(string=_list_starts(html.etree_element)), *more]
        document = html.render(font_config=self.fonts, stylesheets=sheets, pdf_variant=STANDARD)
        self.headings = {e.get("id"): element_words(e) for e in html.etree_element.iter() if e.tag in HEADINGS}
        metadata = document.metadata
        metadata.created = metadata.modified = w3c_date(self.job.date)
        metadata.lang = LANGUAGES.get(metadata.lang, metadata.lang)
        wanted = {"språk (lang på html)": metadata.lang, "titel (title)": metadata.title}
        self.messages += [f"Sidan saknar {name}, som PDF/UA kräver." for name, value in wanted.items() if not value]
        self.messages += [OWN_FILES] if metadata.attachments else []
        return document

    def _write(self, document: Any) -> bytes:
        pdf = self._paint(document)
        while is_misread(pdf):
            self.blanks += 1
            pdf = self._paint(document)
        return pdf

    def _paint(self, document: Any) -> bytes:
        document = document.copy([MarkedPage(page) for page in document.pages])
        pdf: bytes = document.write_pdf(pdf_variant=STANDARD, finisher=self._finish, attachments=self._attachments())
        missing = sorted({character for font in document.fonts.values() for character in font.missing})
        self.messages += [f"Tecknet {_shown(c)} finns inte i rapportens typsnitt." for c in missing]
        strangers = {font.family for font in document.fonts.values()} - self.fonts.families
        self.messages += [f"Typsnittet {family} är inte rapportens eget." for family in sorted(strangers)]
        return pdf

    def _attachments(self) -> list[Attachment]:
        date = self.job.date.astimezone(UTC)  # WeasyPrint writes the hour as it stands, and Z after it
        files = sorted(self.job.attachments, key=lambda file: file.name)
        fetcher = ResourceFetcher({f"asn:bilaga/{number}": (file.data, file.mime) for number, file in enumerate(files)})
        return [
            Attachment(
                url=url,
                url_fetcher=fetcher,
                name=file.name,
                description=file.description,
                created=date,
                modified=date,
            )
            for url, file in zip(fetcher.resources, files, strict=True)
        ]

    def _finish(self, document: Any, pdf: Any) -> None:
        root, artifacts = structure_tree((page.painted() for page in document.pages), boxes)
        self.lost_heading = any(is_headless(node) for node in root.walk())
        wrong = [*pdf_faults(root), *_faded_text(pdf)]
        self.messages += wrong
        if not wrong:
            name_links(root, self.headings)
            write_tags(pdf, root, artifacts, [page.stream for page in document.pages])
        claim_both_standards(pdf)
        forbid_smoothing(pdf)
        relate_attachments(pdf, self.job.attachments)
        pack(pdf, self.blanks)


def _list_starts(page: Any) -> str:
    """A style sheet that numbers each list from its ``start``, which the engine doesn't read."""
    starts = sorted({int(element.get("start")) for element in page.iter("ol") if element.get("start", "").isdecimal()})
    return "".join(f'ol[start="{start}"] {{ counter-reset: list-item {start - 1} }}' for start in starts)


def _is_hyphenated(box: Any) -> bool:
    """Whether the engine has put a hyphen at the end of a line of text."""
    return isinstance(box, boxes.TextBox) and box.pango_layout.text.endswith(box.style["hyphenate_character"])


def _shown(codepoint: int) -> str:
    character = chr(codepoint)
    return f"«{character}» (U+{codepoint:04X})" if character.isprintable() else f"U+{codepoint:04X}"


class _LogHandler(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        line = record.getMessage()
        if not line.startswith(KNOWN_LINES):
            self.lines.append(line)


@contextmanager
def _log_noted(lines: list[str]) -> Iterator[None]:
    """Note what WeasyPrint complains of: its log is the only place where it tells."""
    logger, handler = logging.getLogger("weasyprint"), _LogHandler(lines)
    logger.addHandler(handler)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "unclosed file .*sRGB2014", ResourceWarning)  # it leaves that to Python
            yield
    finally:
        logger.removeHandler(handler)


def _refused_links(document: Any) -> Iterator[str]:
    anchors = {name for page in document.pages for name in page.anchors}
    for page in document.pages:
        for kind, target, _, _ in page.links:
            scheme = target.partition(":")[0]
            if kind == "internal" and target not in anchors:
                yield f"Länken till #{target} leder ingenstans."
            elif kind == "attachment" or (kind == "external" and scheme not in LINK_SCHEMES):
                yield f"Länken till {target} får inte finnas: skriv en adress som börjar med https."


def _faded_text(pdf: Any) -> Iterable[str]:
    """Text with opacity is painted in a group of its own, where no tag reaches it."""
    if any(getattr(item, "extra", {}).get("Subtype") == "/Form" and b"BDC" in item.stream for item in pdf.objects):
        return ["Text har opacity under 1 och kan inte läsas upp: använd en ljusare färg."]
    return []
