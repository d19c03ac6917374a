"""The files that a build uses besides the content: templates, style sheets and fonts.

A project may put its own version of any of them, by the same name, in its folder ``templates/``.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from asn.load.files import Refused, read_file

_NAME = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*\.(?:j2|html\.j2|md\.j2|tryck\.j2|css|ttf|woff2)")
_PACKAGED = Path(__file__).parent / "templates"
# In a checkout the templates stand beside the package, where those who change them look for them.
_TEMPLATES = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[2] / "templates"


class ResourceMissing(Exception):  # noqa: N818 - it says what is the case
    """There is no such template, style sheet or font."""


@dataclass(frozen=True)
class Resources:
    """The templates of a project, with the package's own where the project has none."""

    project: Path

    def read(self, name: str) -> bytes:
        """A resource by its name, as ``avsnitt/risker.j2``.

        Raises:
            ResourceMissing: if neither the project nor the package has it.
            Refused: if the project's version is a link or leads out of the project.
        """
        if not _NAME.fullmatch(name):
            raise ResourceMissing(name)
        for root, path in ((self.project, f"templates/{name}"), (_TEMPLATES, name)):
            try:
                return read_file(root, path)
            except FileNotFoundError:
                continue
        raise ResourceMissing(name)

    def text(self, name: str) -> str:
        """A resource as text."""
        return self.read(name).decode("utf-8")

    def fonts(self) -> tuple[str, ...]:
        """The names of the fonts, sorted."""
        return tuple(f"typsnitt/{path.name}" for path in sorted((_TEMPLATES / "typsnitt").glob("*.[tw]*")))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all resources, so that a build knows when one has changed."""
        names = {path.relative_to(_TEMPLATES).as_posix() for path in _TEMPLATES.rglob("*") if path.is_file()}
        own = self.project / "templates"
        names |= (
            {path.relative_to(own).as_posix() for path in own.rglob("*") if path.is_file()} if own.is_dir() else set()
        )
        total = hashlib.sha256()
        for name in sorted(name for name in names if _NAME.fullmatch(name)):
            total.update(name.encode() + b"\0" + hashlib.sha256(self.read(name)).digest())
        return total.hexdigest()


__all__ = ["Refused", "ResourceMissing", "Resources"]
