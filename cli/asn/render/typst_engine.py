"""The engine Typst, kept in hand: it is given data and our own style, reads no other file, and its warnings are errors.

It is a library without system libraries of its own, so that it makes PDFs where Pango isn't. It keeps threads, which a
process that forks afterwards must not have, and it ends the process that it is in when memory is short: so it is used
in the sandbox's child and, where there is none, in a program of its own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from asn.files import read_any, read_file
from asn.render.pdf import PdfEngineMissing, PdfError
from asn.render.typst_finish import UnknownForm, with_row_headings
from asn.sandbox import in_child, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from asn.render.pdf import Attachment

_STANDARDS = ["a-3a", "ua-1"]
TYPST_MISSING = """PDF:en byggs med motorn Typst, som inte finns på den här datorn. Den installeras så här:
    pip install 'asn[typst]'"""
_STYLE = "tryck.typ"
_THREADS = "2"
"""Each reserves address space, of which the sandbox gives little; more make one report no faster."""
_WORDS: tuple[tuple[str, str], ...] = (
    (
        r'the text `"(.*)"` could not be displayed with font',
        "Texten «{}» har tecken som inte finns i rapportens typsnitt.",
    ),
    (r"unknown font family: (.*)", "Typsnittet {} finns inte bland rapportens egna."),
    (r"panicked with: (.*)", "{}"),
    (r"layout did not converge", "Sidnumren blir inte färdiga: sidorna ändrar sig var gång de räknas."),
    (r"the engine ended", "PDF-motorn Typst tog för mycket minne, eller kraschade, och avbröts."),
    (r"failed to (?:decode|parse) .*", "En bild går inte att läsa."),
    (
        r"maximum .*depth exceeded.*",
        "Sidan är för djupt nästlad: listor eller block ligger för många lager i varandra.",
    ),
)


@dataclass(frozen=True, slots=True)
class TypstJob:
    """Everything that a PDF is made of; the same job gives the same bytes on every day and machine.

    ``page`` is what :func:`asn.render.typst_page.typst_page` gives, ``style`` the colours and sizes that the board's
    looks give, ``pictures`` and ``faces`` files by name; ``date`` has a time zone.
    """

    page: str
    style: Mapping[str, Any]
    pictures: Mapping[str, bytes]
    faces: tuple[bytes, ...]
    attachments: tuple[Attachment, ...]
    date: datetime


def typst_version() -> str:
    """The version of the library that is installed, empty if none is."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("typst")
    except PackageNotFoundError:
        return ""


def write_typst(job: TypstJob) -> bytes:
    """The report as PDF/A-3a and PDF/UA-1.

    Raises:
        PdfEngineMissing: the library isn't installed.
        PdfError: the report can't become a PDF that everyone can read.
        ValueError: the date has no time zone, so that its moment would depend on the machine.
    """
    if job.date.utcoffset() is None:
        raise ValueError(f"no time zone: {job.date}")
    if not typst_version():
        raise PdfEngineMissing(TYPST_MISSING)
    with TemporaryDirectory(prefix="asn-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sources = _write_files(job, folder)
        moment = int(job.date.timestamp())
        pdf, messages = compiled(sources, folder, moment) if in_child() else _in_subprocess(sources, folder, moment)
    warnings = tuple(dict.fromkeys(_in_swedish(message) for message in messages))
    if warnings:
        raise PdfError(warnings)
    try:
        return with_row_headings(pdf, dict(_headings(json.loads(job.page)["delar"])))
    except UnknownForm as why:
        raise PdfError((str(why),)) from why


def _write_files(job: TypstJob, folder: Path) -> dict[str, bytes]:
    """Put what isn't text into a folder, under names of ours; gives the texts."""
    for name in ("typsnitt", "rot/bild", "rot/bilaga"):
        (folder / name).mkdir(parents=True)
    for number, face in enumerate(job.faces):
        (folder / f"typsnitt/{number}.ttf").write_bytes(face)
    for name, data in job.pictures.items():
        (folder / "rot" / name).write_bytes(data)
    listed = []
    for number, file in enumerate(sorted(job.attachments, key=lambda one: one.name)):
        (folder / f"rot/bilaga/{number}").write_bytes(file.data)
        listed.append(
            {
                "fil": f"bilaga/{number}",
                "namn": file.name,
                "mime": file.mime,
                "beskrivning": file.description,
                "slag": file.relationship.lower(),
            }
        )
    date = [job.date.year, job.date.month, job.date.day]
    style = json.dumps({**job.style, "datum": date, "bilagor": listed}, ensure_ascii=False).encode()
    return {"rapport.json": job.page.encode(), "stil.json": style}


def compiled(sources: Mapping[str, bytes], folder: Path, moment: int) -> tuple[bytes, list[str]]:
    """Have the engine make the PDF: its bytes, or what is wrong in its own words.

    Args:
        sources: texts by the names that the style knows them by.
        folder: where the fonts (``typsnitt``) and all other files (``rot``) are.
        moment: the file's date, in seconds since 1970.
    """
    os.environ["RAYON_NUM_THREADS"] = _THREADS
    import typst  # 30 MB, and only for a PDF

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder / "typsnitt")])
    own = {"main": read_file(Path(__file__).parent, _STYLE), **sources}
    try:
        pdf, warned = typst.compile_with_warnings(  # type: ignore[call-overload]  # its types know no dict of files
            own,
            root=str(folder / "rot"),
            font_paths=fonts,
            ignore_system_fonts=True,
            package_path=str(folder / "rot"),
            package_cache_path=str(folder / "rot"),
            pdf_standards=_STANDARDS,
            timestamp=moment,
        )
    except typst.TypstError as why:
        return b"", [why.message]
    return bytes(pdf), [warning.message for warning in warned]


def _in_subprocess(sources: Mapping[str, bytes], folder: Path, moment: int) -> tuple[bytes, list[str]]:
    """The same in a program of its own, which may be ended without ending this one."""
    for name, data in sources.items():
        (folder / name).write_bytes(data)
    asked = [sys.executable, "-m", __name__, str(folder), str(moment), *sources]
    ran = subprocess.run(asked, capture_output=True, check=False)  # noqa: S603 - our own program
    if ran.returncode:
        return b"", ["the engine ended"]
    (_, messages), (_, pdf) = unpacked(ran.stdout)
    return pdf, json.loads(messages)


def _main(folder: Path, moment: str, *names: str) -> None:
    """What :func:`_in_subprocess` runs: prints the messages and the PDF."""
    sources = {name: read_any(folder, name, -1) for name in names}
    pdf, messages = compiled(sources, folder, int(moment))
    sys.stdout.buffer.write(packed([("", json.dumps(messages).encode()), ("", pdf)]))


def _headings(parts: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The heading of each section, by the place that links lead to."""
    for part in parts:
        own = part.get("delar", [])
        headings = [f"{one.get('nummer', '')} {one['text']}" for one in own if one["del"] in {"rubrik", "slutrubrik"}]
        if part["del"] in {"avsnitt", "sammanfattning"}:
            yield part["ankare"], (headings or [part.get("rubrik", "")])[0].strip()
        yield from _headings(own)


def _in_swedish(message: str) -> str:
    for pattern, swedish in _WORDS:
        if match := re.search(pattern, message):
            return swedish.format(*match.groups())
    return f"PDF-motorn Typst säger: {' '.join(message.split())}"


if __name__ == "__main__":
    _main(Path(sys.argv[1]), *sys.argv[2:])
