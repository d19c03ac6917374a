"""Files that records name and that are no YAML: pictures, typefaces and PDFs, as bytes by their names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from asn.model.fields import Bredvid
from asn.model.record import Värde, key_of, marks


class NamedFile(NamedTuple):
    """A file that a record names: the record, the field that names it, what it is, and its name in the project."""

    record: Värde
    key: str
    mark: Bredvid
    path: str


@lru_cache(maxsize=256)
def file_fields(kind: type[Värde]) -> tuple[tuple[str, str, Bredvid], ...]:
    """The fields of a record that each name a file: in Python, in YAML, and what the file is."""
    return tuple(
        (name, key_of(kind, name), mark)
        for name, marked in marks(kind).items()
        for mark in marked
        if isinstance(mark, Bredvid)
    )


def named_files(records: Iterable[Värde]) -> Iterator[NamedFile]:
    """Every file that is named in some records and below them, in the files' order."""
    for top in records:
        if any(file_fields(kind) for kind in top.kinds_below):
            for record in top.below():
                for name, key, mark in file_fields(type(record)):
                    if value := getattr(record, name):
                        yield NamedFile(record, key, mark, path_of(record, value))


def path_of(record: Värde, name: str) -> str:
    """A file's name in the project: it lies where the YAML that names it lies."""
    return f"{record.file().rpartition('/')[0]}/{name}"


@dataclass(frozen=True, slots=True)
class FileContents:
    """The files' bytes, as they lie in the project, by name; ``names`` are all that are named, read or not.

    No template reaches them.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    def of(self, record: Värde, name: str) -> bytes | None:
        """What a record's file holds; None if it couldn't be read."""
        return self.files.get(path_of(record, name))
