"""Where the files of a project come from: a folder, or names with bytes, as in a commit or a PDF."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from asn.files.names import readable_name
from asn.files.reader import MAX_BYTES, Listed, below, listed, read_file


class FileSource(Protocol):
    """Files by name, and what lies in each folder."""

    def __hash__(self) -> int:
        """By which source it is."""

    def read(self, name: str, most: int = MAX_BYTES) -> bytes:
        """A file's bytes, no more than ``most`` of them; it raises as :func:`asn.files.read_file`."""

    def listed(self, folder: str) -> Listed:
        """What lies in a folder; nothing where there is none."""

    def below(self, folder: str) -> Iterator[str]:
        """The names of all files in a folder and those below it; it raises as :func:`asn.files.below`."""


class OnDisk:
    """A folder's files, as they are when they are asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, name: str, most: int = MAX_BYTES) -> bytes:
        """A file's bytes."""
        return read_file(self._root, name, most)

    def listed(self, folder: str) -> Listed:
        """What lies in a folder."""
        return listed(self._root, folder)

    def below(self, folder: str) -> Iterator[str]:
        """The names of all files in a folder and those below it."""
        return below(self._root, folder)


class Changed:
    """Another source's files, some of them with other bytes."""

    def __init__(self, source: FileSource, files: Mapping[str, bytes]) -> None:
        self._source, self._files = source, files

    def read(self, name: str, most: int = MAX_BYTES) -> bytes:
        """A file's bytes."""
        return self._files[name][:most] if name in self._files else self._source.read(name, most)

    def listed(self, folder: str) -> Listed:
        """What lies in a folder."""
        return self._source.listed(folder)

    def below(self, folder: str) -> Iterator[str]:
        """The names of all files in a folder and those below it."""
        return self._source.below(folder)


class InMemory:
    """Files that no disk has; names that a disk's file may not have are refused when they are read."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def read(self, name: str, most: int = MAX_BYTES) -> bytes:
        """A file's bytes, no more of them than would be read of a file on a disk."""
        readable_name(name)
        if name not in self._files:
            raise FileNotFoundError(name)
        return self._files[name][:most]

    def listed(self, folder: str) -> Listed:
        """What lies in a folder."""
        start = f"{folder}/"
        rest = [name.removeprefix(start) for name in sorted(self._files) if name.startswith(start)]
        folders = dict.fromkeys(name.partition("/")[0] for name in rest if "/" in name)
        return Listed(tuple(folders), tuple(name for name in rest if "/" not in name))

    def below(self, folder: str) -> Iterator[str]:
        """The names of all files in a folder and those below it."""
        return (name for name in sorted(self._files) if name.startswith(f"{folder}/"))
