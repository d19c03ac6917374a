"""The files of a project as they are read one by one, and what was wrong with them.

Besides YAML there are those that records name, pictures, typefaces and PDFs: read as they are.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from asn.files import FileSource, FolderListing, Refused
from asn.finding import Finding, Place, did_you_mean, error_at
from asn.load.from_registers import with_words
from asn.load.validation import record, validated_section
from asn.model.avsnitt.grund import Avsnitt
from asn.model.files import FileContents, NamedFile
from asn.model.ord import Ord
from asn.model.record import Värde
from asn.read import Tree, read_yaml

R = TypeVar("R", bound=Värde)


def refusal(file: str, why: Refused) -> Finding:
    """The finding that a refused file gives."""
    return error_at(Place(file), "S010", why.message)


class Reader(Protocol):
    """How bytes become trees, and trees records.

    Whoever loads the same files again and again may bring one that remembers: all that it gives is frozen, and depends
    on nothing but what it was given.
    """

    def tree(self, name: str, data: bytes) -> tuple[Tree | None, tuple[Finding, ...]]: ...
    def record(self, kind: type[R], tree: Tree) -> tuple[R | None, tuple[Finding, ...]]: ...
    def section(self, tree: Tree, heading: str, words: Ord) -> tuple[Avsnitt | None, tuple[Finding, ...]]: ...


class FreshReader:
    """Reads and validates every time."""

    def tree(self, name: str, data: bytes) -> tuple[Tree | None, tuple[Finding, ...]]:
        """The values of a file, with their places."""
        return read_yaml(name, data)

    def record(self, kind: type[R], tree: Tree) -> tuple[R | None, tuple[Finding, ...]]:
        """A whole file as one record."""
        return record(kind, tree)

    def section(self, tree: Tree, heading: str, words: Ord) -> tuple[Avsnitt | None, tuple[Finding, ...]]:
        """A whole file as a section, with the board's words where it states none."""
        section, findings = validated_section(tree, heading)
        return with_words(section, words) if section else None, findings


@dataclass
class Reading:
    """What has been read so far."""

    source: FileSource
    reader: Reader
    findings: list[Finding] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def tree(self, name: str) -> Tree | None:
        """Read one file; what is wrong with it becomes findings."""
        try:
            data = self.source.read(name)
        except Refused as why:
            self.findings.append(refusal(name, why))
            return None
        self.files[name] = data
        tree, findings = self.reader.tree(name, data)
        self.texts[name] = tree.text if tree else data.decode("utf-8", "replace")
        self.findings.extend(findings)
        return tree

    def record(self, name: str, kind: type[R]) -> R | None:
        """Read one file as one record."""
        tree = self.tree(name)
        if tree is None:
            return None
        record, findings = self.reader.record(kind, tree)
        self.findings.extend(findings)
        return record

    def section(self, name: str, heading: str, words: Ord) -> Avsnitt | None:
        """Read one file as a section."""
        tree = self.tree(name)
        if tree is None:
            return None
        section, findings = self.reader.section(tree, heading, words)
        self.findings.extend(findings)
        return section

    def listed(self, folder: str) -> FolderListing:
        """What lies in a folder; what is hidden there is a finding, and so is a folder that is a link."""
        try:
            listing = self.source.listed(folder)
        except Refused as why:
            self.findings.append(refusal(folder, why))
            return FolderListing()
        for name in listing.hidden:
            hint = "Ta bort den. Innehållets filer har namn som inte börjar med punkt."
            self.fault(f"{folder}/{name}", "S018", "Filen är dold, så den läses inte och syns inte i mappen.", hint)
        return listing

    def stray(self, folder: str, listing: FolderListing, name: str, *words: str) -> None:
        """A file that nothing uses; a link is told of as one."""
        if name in listing.links:
            words = ("Detta är en länk, och länkar läses inte.", "Ta bort länken, eller lägg själva filen här.")
        self.fault(f"{folder}/{name}", "S018" if name in listing.links else "S009", *words)

    def fault(self, file: str, code: str, message: str, suggestion: str = "") -> None:
        """A finding about a file as a whole."""
        self.findings.append(error_at(Place(file), code, message, suggestion))


_CODE = "S020"
_MOST_BYTES = {"bild": 4_000_000, "typsnitt": 2_000_000, "pdf": 5_000_000, "data": 2_000_000}
"""Bytes of a file, by what it is."""
_MOST_TOGETHER = 20_000_000  # of all that one report names: it carries them all
_MOST_FILES = 200  # that one report names


def read_beside(reading: Reading, named: Iterable[NamedFile]) -> FileContents:
    """Read the files that some records name; what can't be had is a finding where it is named."""
    names, files, left = set(), {}, _MOST_TOGETHER
    for one in named:
        if one.path in files:
            continue
        fresh = one.path not in names
        names.add(one.path)
        if len(names) > _MOST_FILES:
            if fresh and len(names) == _MOST_FILES + 1:
                text = f"Rapporten har fler bilder och bilagor än {_MOST_FILES}."
                reading.findings.append(file_fault(one, text, "Ta bort några, eller dela rapporten i flera."))
            continue
        most = _MOST_BYTES[one.mark.slag]
        try:
            data = reading.source.read(one.path, most + 1)
        except FileNotFoundError:
            reading.findings.append(file_fault(one, *_missing(reading, one)))
            continue
        except Refused as why:
            reading.findings.append(file_fault(one, why.message))
            continue
        if len(data) > most:
            text = f"Filen är för stor: högst {most // 1_000_000} MB går."
            reading.findings.append(file_fault(one, text, "Spara den mindre, eller länka till den."))
        elif len(data) > left:
            text = f"Rapportens bilder och bilagor är tillsammans större än {_MOST_TOGETHER // 1_000_000} MB."
            reading.findings.append(file_fault(one, text, "Spara dem mindre, eller länka till dem."))
        else:
            left -= len(data)
            files[one.path] = data
    reading.files |= files
    return FileContents(files, frozenset(names))


def file_fault(one: NamedFile, message: str, suggestion: str = "") -> Finding:
    """What is wrong with a file, told where it is named."""
    text = (
        message if message.startswith("Filen ") and one.path in message else f"{one.path.rpartition('/')[2]}: {message}"
    )
    return error_at(one.record.at(one.key), _CODE, text, suggestion)


def _missing(reading: Reading, one: NamedFile) -> tuple[str, str]:
    folder, _, name = one.path.rpartition("/")
    try:
        there = reading.source.listed(folder).files
    except (OSError, Refused):
        there = ()
    return f"Filen {one.path} finns inte.", did_you_mean(name, there, f"Lägg den i {folder}/.")


def unnamed_files(reading: Reading, folder: str, used: Collection[str], cure: str) -> None:
    """What lies in a folder of pictures and nothing names; ``used`` are names below the folder around it."""
    start = folder.rpartition("/")[2]
    listing = reading.listed(folder)
    for name in (*listing.folders, *listing.files):
        if f"{start}/{name}" not in used:
            reading.stray(folder, listing, name, "Filen används inte.", cure)
