"""Where a page leads besides itself: the report's other formats, and the reports of its kind before and after it.

All of it is by relative address, from the folder of the report in ``build/``.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from asn.compute import Dokument
from asn.model.ord import ifylld
from asn.readable import readable


@readable
@dataclass(frozen=True, slots=True)
class Länk:
    """What a link says, and where it leads."""

    text: str
    mål: str


def other_formats(document: Dokument, formats: Collection[str], own: str) -> tuple[Länk, ...]:
    """The files of the same report that the same build makes, but for the page's own format."""
    name, words = document.rapport.filnamn, document.rapport.register.ord.sida
    links = (
        ("pdf", words.pdf, f"{name}.pdf"),
        ("docx", words.word, f"{name}.docx"),
        ("html", words.webbsida, f"{name}.html"),
        ("md", words.markdown, f"{name}.md"),
        ("data", words.öppna_data, "data.json"),
    )
    return tuple(Länk(text, file) for kind, text, file in links if kind in formats and kind != own)


def neighbours(document: Dokument, formats: Collection[str], own: str) -> tuple[Länk, ...]:
    """The adopted reports of the same kind before and after, in the page's own format; none for a page by itself."""
    return tuple(_neighbours(document, own)) if own in formats else ()


def _neighbours(document: Dokument, own: str) -> Iterator[Länk]:
    words = document.rapport.register.ord.sida
    for sentence, other in ((words.föregående, document.föregående), (words.nästa, document.nästa)):
        if other:
            yield Länk(ifylld(sentence, rapport=other.titel), f"../../{other.namn}/{other.filnamn}.{own}")
