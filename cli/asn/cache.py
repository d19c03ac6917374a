"""Whether what was built before still is what a build would give, told without reading what the content says.

Every file that went in is held against the sum in the report's manifest, every file that came out too, and the folders
are looked through for files that would go in today but didn't then. Where it can't be certain the answer is no, and the
build itself finds out.
"""

import re
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from asn.fingerprint import fingerprint_of
from asn.load.files import Refused, listing, read_file
from asn.load.outline import YEAR, report_names
from asn.period import order_of
from asn.publish import digest, unchanged
from asn.publish.manifest import read
from asn.resources import Resources

FORMATS = ("md", "html", "pdf", "data")
_SUMMARY = "sammanfattning.md"
_PAGES = {".md", ".html", ".pdf"}
_SHEET = "rapport.yaml"
# A line that begins so, in the first column, is the file's own key: all else that YAML could mean by it is indented.
_DRAFT = re.compile(rb"(?m)^tillst\xc3\xa5nd: utkast *\r?$")


def output_names(name: str, formats: Collection[str]) -> tuple[str, ...]:
    """The files that a build in some formats must leave, besides the tables; ``name`` is the report's own file name."""
    of = {
        "md": (f"{name}.md", _SUMMARY),
        "html": (f"{name}.html",),
        "pdf": (f"{name}.pdf",),
        "data": ("data.json", "data.schema.json", "dcat.jsonld"),
    }
    return (*(file for kind in formats for file in of[kind]), "kontroll.json")


class Standing:
    """A look at a project as it is now; each file is read once, however many reports it is part of."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._resources = Resources(root)
        self._reports = report_names(root)
        self._years, self._registers = listing(root, "content")
        self._sums: dict[str, str] = {}
        self._drafts: dict[str, bool] = {}

    def holds(self, report: str, folder: Path, formats: Collection[str]) -> bool:
        """Whether ``folder`` holds just what a build of a report would give.

        Args:
            report: The report's name, 2023/T1.
            folder: Where it was built.
            formats: What must be there.

        Raises:
            Refused: if one of the project's own templates is a link.
        """
        told = read(folder)
        if told is None:
            return False
        try:
            names = self._sources(report, {name for name in told["inputs"] if ":" not in name})
            sums = {name: self._sum(name) for name in names}
        except (Refused, OSError):
            return False
        wanted = output_names(_file_name(told["outputs"]), formats)
        return bool(sums) and unchanged(folder, fingerprint_of(sums, self._resources), wanted)

    def _sources(self, report: str, known: set[str]) -> list[str]:
        """The files that a build would read; none if that can't be told from here."""
        if not all(map(YEAR.fullmatch, self._years)):
            return []
        names = [f"content/{name}" for name in self._registers]
        for other in self._reports:
            if other != report and order_of(other) >= order_of(report):
                continue
            folders, files = listing(self._root, f"content/{other}")
            own = [f"content/{other}/{name}" for name in files]
            if not folders and known.issuperset(own):
                names += own
            elif self._is_draft(report) or not self._is_draft(other) or known.intersection(own):
                return []
        return names

    def _is_draft(self, report: str) -> bool:
        """Whether a report is a draft, which those that are adopted know nothing of."""
        if report not in self._drafts:
            self._drafts[report] = bool(_DRAFT.search(read_file(self._root, f"content/{report}/{_SHEET}")))
        return self._drafts[report]

    def _sum(self, name: str) -> str:
        if name not in self._sums:
            self._sums[name] = digest(read_file(self._root, name))
        return self._sums[name]


def _file_name(outputs: Collection[str]) -> str:
    """The report's own file name; empty if it was built as data alone."""
    paths = [PurePosixPath(name) for name in outputs if name != _SUMMARY and "/" not in name]
    return next((path.stem for path in paths if path.suffix in _PAGES), "")
