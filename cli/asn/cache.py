"""Whether an earlier build is up to date: sums of content, templates and program compared, nothing parsed.

It is, where the report's manifest tells of the very files that lie in the project now, up to the report, with the same
sums, and of the same templates, code and versions. Where one of them differs the answer is no, and the build finds out:
an earlier draft, for one, is part of no adopted report.
"""

import hashlib
import platform
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any

from asn.files import Refused, below, listed, read_file
from asn.load.outline import YEAR, next_adopted, periods, report_names, says_draft, sheet_of
from asn.period import order_of
from asn.publish.manifest import Fingerprint, digest, is_of
from asn.resources import Resources

_TEMPLATES_KEY, _CODE_KEY = "asn:mallar", "asn:kod"
WEASYPRINT, TYPST = ENGINES = ("weasyprint", "typst")
"""What makes the PDF; WeasyPrint where nothing else is said."""
AUTO = "auto"
"""WeasyPrint, unless only Typst can be used here."""
_LIBRARIES = ("jinja2", "markdown-it-py", "pyyaml", "pydantic", "fonttools")
_OF_AN_ENGINE = {WEASYPRINT: ("weasyprint", "pydyf", "pyphen", "tinycss2"), TYPST: ("typst",)}
_CODE = (".py", ".typ")


def fingerprint(files: Mapping[str, bytes], resources: Resources, engine: str = WEASYPRINT) -> Fingerprint:
    """The fingerprint of a report made of some files, by their names in the project, its PDF by an engine.

    Raises:
        Refused: if one of the project's own templates is a link.
    """
    return fingerprint_of({name: digest(data) for name, data in files.items()}, resources, engine)


def fingerprint_of(sums: Mapping[str, str], resources: Resources, engine: str = WEASYPRINT) -> Fingerprint:
    """The same, of files whose SHA-256 is known already."""
    return Fingerprint({**sums, _TEMPLATES_KEY: resources.digest, _CODE_KEY: code_digest()}, _versions(engine))


@lru_cache(maxsize=1)
def code_digest() -> str:
    """SHA-256 over the package's own code."""
    root = Path(__file__).parent
    total = hashlib.sha256()
    for name in below(root):
        if name.endswith(_CODE):
            total.update(name.encode() + b"\0" + read_file(root, name) + b"\0")
    return total.hexdigest()


@lru_cache(maxsize=2)
def _versions(engine: str) -> dict[str, str]:
    from importlib.metadata import version  # reads e-mail headers, which takes its time; a check asks for no versions

    return {
        "python": platform.python_version(),
        **{name: version(name) for name in (*_LIBRARIES, *_OF_AN_ENGINE[engine])},
    }


def chosen_engine(asked: str) -> str:
    """The engine that ``--pdf-engine`` names, or the one that can be used here."""
    from asn.render.pdf import has_pango  # whoever makes no PDF doesn't pay for it

    if asked != AUTO:
        return asked
    return TYPST if find_spec(TYPST) and not has_pango() else WEASYPRINT


REPORT_FORMATS = ("md", "html", "pdf", "data", "docx")
USUAL_FORMATS = REPORT_FORMATS[:-1]
"""What is built if nobody says otherwise."""
TEMPLATE = "asn:docx-mall"
_SUMMARY = "sammanfattning.md"
_PAGES = {".md", ".html", ".pdf", ".docx"}


def output_names(name: str, formats: Collection[str]) -> tuple[str, ...]:
    """The files that a build in some formats must leave, besides the tables; ``name`` is the report's own file name."""
    of = {
        "md": (f"{name}.md", _SUMMARY),
        "html": (f"{name}.html",),
        "pdf": (f"{name}.pdf",),
        "docx": (f"{name}.docx",),
        "data": ("data.json", "data.schema.json", "dcat.jsonld"),
    }
    return (*(file for kind in formats for file in of[kind]), "kontroll.json")


def word_template_files(resources: Resources) -> dict[str, bytes]:
    """What a build is made of besides the project's own files."""
    return {TEMPLATE: resources.word} if resources.word else {}


class Cache:
    """A project's files as they are now; each is read once, however many reports it is part of."""

    def __init__(self, root: Path, word: bytes = b"") -> None:
        self._root = root
        self._resources = Resources(root, word=word)
        self._sums: dict[str, str] = {}

    def holds(
        self, report: str, manifest: Mapping[str, Any], formats: Collection[str], engine: str = WEASYPRINT
    ) -> bool:
        """Whether a build would give what a manifest tells of.

        Args:
            report: The report's name, 2023/T1.
            manifest: What lies in its folder, every file intact.
            formats: What must be there.
            engine: What the PDF must be made with.

        Raises:
            Refused: if one of the project's own templates is a link.
        """
        try:
            sums = {name: self._sum(name) for name in self._files(report)}
            sums |= {name: digest(data) for name, data in word_template_files(self._resources).items()}
        except (Refused, OSError):
            return False
        names = output_names(_file_name(manifest["outputs"]), formats)
        return is_of(manifest, fingerprint_of(sums, self._resources, engine), names)

    def _files(self, report: str) -> Iterator[str]:
        """What lies in ``content/`` and is a part of a report: of earlier ones the YAML, of the next one the sheet.

        A file too many here costs a build; one left out by mistake would let an old report stand.
        """
        listing = listed(self._root, "content")
        strange = (one for one in listing.folders if not YEAR.fullmatch(one))
        yield from (f"content/{name}" for name in (*listing.files, *listing.hidden, *strange))
        yield from self._below(report)
        known = periods(self._root)
        drafts = self._is_draft(report)  # only a draft knows of other drafts
        for other in report_names(self._root, known):
            if order_of(other, known) < order_of(report, known) and (drafts or not self._is_draft(other)):
                yield from (name for name in self._below(other) if name.endswith(".yaml"))
        following = next_adopted(self._root, report, known)
        if following:
            yield sheet_of(following[0])

    def _below(self, report: str) -> Iterator[str]:
        listing = listed(self._root, f"content/{report}")
        yield from (f"content/{report}/{name}" for name in (*listing.files, *listing.hidden))
        for folder in listing.folders:
            yield from below(self._root, f"content/{report}/{folder}")

    def _is_draft(self, report: str) -> bool:
        return says_draft(read_file(self._root, sheet_of(report)))

    def _sum(self, name: str) -> str:
        if name not in self._sums:
            self._sums[name] = digest(read_file(self._root, name))
        return self._sums[name]


def _file_name(outputs: Collection[str]) -> str:
    """The report's own file name; empty if it was built as data alone."""
    paths = [PurePosixPath(name) for name in outputs if name != _SUMMARY and "/" not in name]
    return next((path.stem for path in paths if path.suffix in _PAGES), "")
