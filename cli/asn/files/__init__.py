"""The one reader and the one writer: nothing else in the program opens a file, and neither of them follows a link."""

from asn.files.failure import Refused, cause
from asn.files.names import left_behind
from asn.files.reader import MAX_BYTES, MAX_FILES, Listed, below, listed, read_any, read_file
from asn.files.source import Changed, FileSource, InMemory, OnDisk
from asn.files.writer import FileChange, Overtaken, create, replace, write

__all__ = [
    "MAX_BYTES",
    "MAX_FILES",
    "Changed",
    "FileChange",
    "FileSource",
    "InMemory",
    "Listed",
    "OnDisk",
    "Overtaken",
    "Refused",
    "below",
    "cause",
    "create",
    "left_behind",
    "listed",
    "read_any",
    "read_file",
    "replace",
    "write",
]
