"""HTML in, an archivable and accessible PDF out: PDF/A-3a and PDF/UA-1 in one file.

The engine stands behind :func:`write_pdf`, so that another can take its place: Typst, where the system lacks Pango.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import gc
import io
import os
import sys
import warnings
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from types import ModuleType

    from asn.render.pdf_faults import Misfit

NO_FONTS = '<?xml version="1.0"?><fontconfig><cachedir>{folder}</cachedir></fontconfig>'
_PATIENCE = 200_000
"""Objects made between two rounds of the garbage collector: a report makes many, and frees few."""
PANGO_MISSING = """PDF byggs med biblioteket Pango, som inte finns på den här datorn. Det installeras så här:
    sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
Utan det görs PDF:en med Typst: pip install 'asn[typst]'. Markdown, HTML och data byggs ändå."""
_ONE_AT_A_TIME = Lock()
"""The engine's fonts, log and environment belong to the whole process."""


class PdfEngineMissing(Exception):  # noqa: N818  # it says what is the matter, not that something is
    """The machine lacks Pango; the text says in Swedish how to get it."""


class PdfError(Exception):
    """The page cannot become a PDF that everyone can read; ``messages`` say why, in Swedish.

    ``misfits`` are those of them that say what doesn't fit, each with the section that it is in.
    """

    def __init__(self, messages: tuple[str, ...], misfits: tuple[Misfit, ...] = ()) -> None:
        super().__init__(messages, misfits)
        self.messages, self.misfits = tuple(messages), misfits

    def __str__(self) -> str:
        return "\n".join(self.messages)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF: ``Source`` is its sources, ``Data`` its figures, ``Supplement`` an annex."""

    name: str
    data: bytes
    mime: str
    description: str
    relationship: Literal["Source", "Data", "Supplement"]


@dataclass(frozen=True, slots=True)
class PageStyle:
    """What a page looks like, whatever it says: style sheets, with their fonts and pictures.

    ``resources`` is all that HTML and CSS may load: bytes and MIME type by address, such as
    ``asn:typsnitt/AsnSans-Regular.ttf``.
    """

    css: tuple[str, ...]
    resources: Mapping[str, tuple[bytes, str]]


@dataclass(frozen=True, slots=True)
class PdfJob:
    """Everything that a PDF is made of; the same job gives the same bytes on every day and machine.

    Links may be ``#id``, ``https``, ``mailto`` and ``tel``. ``date`` is the date of the file and of its attachments;
    it has a time zone.
    """

    html: str
    style: PageStyle
    attachments: tuple[Attachment, ...]
    date: datetime


def write_pdf(job: PdfJob) -> bytes:
    """The page as PDF/A-3a and PDF/UA-1.

    Raises:
        PdfEngineMissing: the machine lacks Pango.
        PdfError: the page asks for what it may not have, or would not be readable by everyone.
        ValueError: the date has no time zone, so that its moment would depend on the machine.
    """
    with engine(job.style) as print_:
        return print_(job)


@contextmanager
def engine(style: PageStyle) -> Iterator[Callable[[PdfJob], bytes]]:
    """The engine with a style read in: what it gives prints one page of that style, as :func:`write_pdf`.

    Raises:
        PdfEngineMissing: the machine lacks Pango.
    """
    with _ONE_AT_A_TIME, _patient_collector(), _no_machine_fonts() as folder:
        pdf_engine = import_engine().PdfEngine(style, folder)

        def print_(job: PdfJob) -> bytes:
            if job.date.utcoffset() is None:
                raise ValueError(f"no time zone: {job.date}")
            pdf: bytes = pdf_engine.write(job)
            if pdf_engine.messages:
                raise PdfError(tuple(dict.fromkeys(pdf_engine.messages)), tuple(pdf_engine.misfits))
            return pdf

        yield print_


def import_engine() -> ModuleType:
    """The module that all engine work is done in.

    Raises:
        PdfEngineMissing: the machine lacks Pango.
    """
    try:
        with _swift_import(), _no_machine_fonts():  # fontconfig looks for its settings when it is loaded
            from asn.render import pdf_engine  # half a second, and needs Pango
    except OSError as error:
        raise PdfEngineMissing(PANGO_MISSING) from error
    return pdf_engine


@contextmanager
def _swift_import() -> Iterator[None]:
    """Import the engine without its asides.

    For every library cffi first asks gcc and ldconfig where it is, under names that Linux does not use; the
    plain name that comes later in the list is enough for the loader. What is printed about a missing library
    is in English, and on stdout, where results go.
    """
    search = ctypes.util.find_library
    try:
        if sys.platform == "linux":
            ctypes.util.find_library = _no_search
        with redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "HarfBuzz-Subset", DeprecationWarning)
            warnings.filterwarnings("ignore", "No fonts configured", UserWarning)
            yield
    finally:
        ctypes.util.find_library = search


def _no_search(name: str) -> str | None:  # noqa: ARG001  # the signature is find_library's
    """Say of every library that it was not found."""
    return None


@contextmanager
def _patient_collector() -> Iterator[None]:
    thresholds = gc.get_threshold()
    gc.set_threshold(_PATIENCE, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


@contextmanager
def _no_machine_fonts() -> Iterator[Path]:
    """A fontconfig that knows no fonts but those of the job, and a folder for them.

    A single character taken from a font of the machine would make the PDF depend on the machine.
    """
    with TemporaryDirectory(prefix="asn-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        config = folder / "fonts.conf"
        config.write_text(NO_FONTS.format(folder=escape(name)), encoding="utf-8")
        machine = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(config)
        try:
            yield folder
        finally:
            del os.environ["FONTCONFIG_FILE"]
            os.environ |= {} if machine is None else {"FONTCONFIG_FILE": machine}


_LINUX = ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1", "libpangoft2-1.0.so.0")
_WINDOWS = "libpango-1.0-0.dll"
_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"


def has_pango() -> bool:
    """Whether the system has the libraries that WeasyPrint stands on."""
    if sys.platform == "linux":
        return all(map(_opens, _LINUX))
    if sys.platform == "win32":
        setting = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", _FOLDERS)
        folders = (*setting.split(";"), *os.environ.get("PATH", "").split(os.pathsep))
        return any(Path(folder, _WINDOWS).is_file() for folder in folders if folder)
    return ctypes.util.find_library("pango-1.0") is not None  # not opened: macOS' libraries don't bear a fork


def _opens(name: str) -> bool:
    with suppress(OSError):
        ctypes.CDLL(name)
        return True
    return False
