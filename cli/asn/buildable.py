"""What would stop a report from being built, told at its line: what is let through here can be made in every format."""

import difflib
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from asn.appearance import accent_faults, looks_of
from asn.attachments import read_attachment
from asn.check.characters import may_lack, missing_glyphs
from asn.check.figures_in_text import Passage, texts
from asn.compute import document
from asn.finding import Finding, Severity
from asn.fonts import FACES, covered, read_face
from asn.images import Faulty, read_picture
from asn.load.reading import file_fault, refusal
from asn.model.files import named_files
from asn.model.record import Värde
from asn.model.report import Rapport
from asn.resources import Refused, Resources

_SIGNS = ("](#", "](<#", "]:")
_LINK = re.compile(r"\](?:\(|:[ \t]*)<?#([^\s()<>]*)")


def unbuildable(report: Rapport, earlier: tuple[Rapport, ...], resources: Resources) -> tuple[Finding, ...]:
    """Everything that the rules let through and a format doesn't."""
    return (*_characters(report, resources), *_links(report, earlier), *_files(report), *accent_faults(report.register))


def _characters(report: Rapport, resources: Resources) -> Iterator[Finding]:
    """S017: what the report and the registers would print that the faces lack."""
    files = {record.file(): record.filtext() for record in _records(report)}
    lacking = {name for name, text in files.items() if may_lack(text)}
    doubtful = [record for record in _records(report) if record.file() in lacking]
    looks = looks_of(report.register)
    if not doubtful and not any(map(resources.is_own, FACES)):
        return
    try:
        known = covered(resources.read, looks.faces)
    except Refused as why:
        yield refusal(why.file, why)
        return
    for record in doubtful:
        yield from missing_glyphs(record, known)


def _files(report: Rapport) -> Iterator[Finding]:
    """S020: pictures, typefaces and attachments that are damaged, hostile, or not what every format can show."""
    register = report.register
    for beside, records in ((register.bredvid, [register.utseende]), (report.bredvid, report.avsnitt)):
        for one in named_files(records if beside.names else ()):
            data = beside.files.get(one.path)
            why = None if data is None else _fault(data, one.mark.slag, one.path.rpartition(".")[2])
            if why:
                yield file_fault(one, why.message, why.cure)


@lru_cache(maxsize=256)  # all reports have the same looks
def _fault(data: bytes, kind: str, ending: str) -> Faulty | None:
    try:
        _READERS[kind](data, ending)
    except Faulty as why:
        return why
    return None


def _told_already(data: bytes, _: str) -> bytes:
    """A board's data, which the loading has read."""
    return data


_READERS: dict[str, Callable[[bytes, str], object]] = {
    "data": _told_already,
    "bild": read_picture,
    "pdf": read_attachment,
    "typsnitt": read_face,
}


def _records(report: Rapport) -> Iterator[Värde]:
    register = report.register
    yield from (report.blad, *report.avsnitt, register.nämnd, report.slag)
    if register.bredvid.names:
        yield register.utseende
    for group in (register.enheter, register.målområden, register.skalor):
        yield from group.values()
    yield register.ord


def _links(report: Rapport, earlier: tuple[Rapport, ...]) -> Iterator[Finding]:
    """U404: links within the report that lead to no heading of it."""
    linked = [(text, match) for text in _may_link(report) for match in _LINK.finditer(text.text)]
    there = document(report, earlier, ()).ankare() if linked else frozenset()
    for text, hit in linked:
        if hit[1] not in there:
            near = difflib.get_close_matches(hit[1], sorted(there), 1, 0.5)
            cure = f"Menade du #{near[0]}?" if near else "Länka till ett avsnitts id, eller ta bort länken."
            message = f"Länken leder till #{hit[1]}, som inte finns i rapporten."
            yield Finding(text.place(*hit.span(1)), "U404", Severity.FEL, message, cure)


def _may_link(report: Rapport) -> Iterator[Passage]:
    files = {part.file(): part.filtext() for part in (report.blad, *report.avsnitt)}
    if any(sign in text for text in files.values() for sign in _SIGNS):
        yield from texts(report)
