"""The files that a build uses besides the content: templates, style sheets and fonts.

A project may put its own version of any of them, by the same name, in its folder ``templates/``.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from asn.files import MAX_BYTES, FileSource, OnDisk, Refused, below, listed, read_file

RESOURCE_NAME = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*\.(?:j2|html\.j2|md\.j2|tryck\.j2|css|ttf|woff2)")
_PACKAGED = Path(__file__).parent / "templates"
# In a checkout the templates stand beside the package, where those who change them look for them.
TEMPLATES = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[2] / "templates"
EXAMPLES = TEMPLATES.parent / "exempel"
"""Whole small projects, one in each folder."""

# The style sheets of a page, in the order that they are read.
_SHARED = ("stil/gemensam.css", "stil/bredder.css")
WEB_STYLE, PRINT_STYLE = (*_SHARED, "stil/webb.css"), (*_SHARED, "stil/tryck.css")


class ResourceMissing(Exception):  # noqa: N818 - it says what is the case
    """There is no such template, style sheet or font."""


@dataclass(frozen=True, eq=False)
class Resources:
    """The templates of a project, with the package's own where the project has none.

    What is made of them, such as an environment, may be kept by whoever asks: when a file changes, look at it anew with
    Resources of another identity.
    """

    project: Path
    source: FileSource | None = None
    """Where the project's own versions are read, if not from its folder."""
    word: bytes = b""
    """A municipality's own file for Word, which only the Word file is made of; empty if it has none."""

    @cached_property
    def _files(self) -> FileSource:
        return self.source or OnDisk(self.project)

    def read(self, name: str) -> bytes:
        """A resource by its name, as ``avsnitt/risker.j2``.

        Raises:
            ResourceMissing: if neither the project nor the package has it.
            Refused: if the project's version is a link or leads out of the project, or is larger than a file may be.
        """
        if not RESOURCE_NAME.fullmatch(name):
            raise ResourceMissing(name)
        for source, path in ((self._files, f"templates/{name}"), (OnDisk(TEMPLATES), name)):
            try:
                data = source.read(path)
            except FileNotFoundError:
                continue
            except Refused as why:
                raise Refused(why.message, path) from why
            if len(data) == MAX_BYTES:  # part of a font would be no font
                raise Refused("Filen är för stor: högst 1 MB går.", path)
            return data
        raise ResourceMissing(name)

    def is_own(self, name: str) -> bool:
        """Whether the project has put its own version in the place of ours."""
        return self.project / "templates" != TEMPLATES and self.holds(name)

    def holds(self, name: str) -> bool:
        """Whether the project has a version of its own; where the project is our own checkout, that is ours."""
        if self.source:
            return f"templates/{name}" in self.source.below("templates")
        return (self.project / "templates" / name).is_file()

    def text(self, name: str) -> str:
        """A resource as text; it raises as :meth:`read`, and where the text isn't UTF-8."""
        try:
            return self.read(name).decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("Filen är inte UTF-8.", f"templates/{name}") from None

    def fonts(self) -> tuple[str, ...]:
        """The names of the fonts, sorted."""
        names = listed(TEMPLATES, "typsnitt").files
        return tuple(f"typsnitt/{name}" for name in names if name.endswith((".ttf", ".woff2")))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all resources, so that a build knows when one has changed."""
        names = _names(below(TEMPLATES)) | self._own_names
        total = hashlib.sha256()
        for name in sorted(names):
            total.update(name.encode() + b"\0" + hashlib.sha256(self.read(name)).digest())
        return total.hexdigest()

    @cached_property
    def own(self) -> dict[str, bytes]:
        """The project's own versions, by name; not those that say the same as the package's.

        Raises:
            Refused: if one of them is a link.
        """
        names = sorted(self._own_names)
        return {name: data for name in names if (data := self.read(name)) != _packaged(name)}

    @property
    def _own_names(self) -> set[str]:
        return _names(name.removeprefix("templates/") for name in self._files.below("templates"))


def _packaged(name: str) -> bytes | None:
    try:
        return read_file(TEMPLATES, name)
    except FileNotFoundError:
        return None


def _names(paths: Iterable[str]) -> set[str]:
    """Those of some names that a resource may have."""
    return {name for name in paths if RESOURCE_NAME.fullmatch(name)}


__all__ = ["PRINT_STYLE", "WEB_STYLE", "Refused", "ResourceMissing", "Resources"]
