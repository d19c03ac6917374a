"""Which engine makes the PDF: WeasyPrint, and Typst where the system lacks Pango."""

import ctypes
import ctypes.util
import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

AUTO = "auto"
_LINUX = ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1", "libpangoft2-1.0.so.0")
_WINDOWS = "libpango-1.0-0.dll"
_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"


def chosen_engine(asked: str) -> str:
    """The engine that ``--pdf-engine`` names; where it names none WeasyPrint, unless only Typst can be used here."""
    if asked != AUTO:
        return asked
    return "typst" if find_spec("typst") and not has_pango() else "weasyprint"


def has_pango() -> bool:
    """Whether the system has the libraries that WeasyPrint stands on."""
    if sys.platform == "linux":
        return all(map(_opens, _LINUX))
    if sys.platform == "win32":
        told = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", _FOLDERS)
        folders = (*told.split(";"), *os.environ.get("PATH", "").split(os.pathsep))
        return any(Path(folder, _WINDOWS).is_file() for folder in folders if folder)
    return ctypes.util.find_library("pango-1.0") is not None  # not opened: macOS' libraries don't bear a fork


def _opens(name: str) -> bool:
    with suppress(OSError):
        ctypes.CDLL(name)
        return True
    return False
