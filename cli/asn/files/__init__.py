"""The one reader and the one writer: nothing else in the program opens a file, and neither of them follows a link."""

from asn.files.names import Refused, cause, is_left_behind
from asn.files.reader import (
    MAX_BYTES,
    MAX_FILES,
    Changed,
    FileSource,
    FolderListing,
    InMemory,
    OnDisk,
    below,
    listed,
    read_any,
    read_file,
)
from asn.files.writer import FileChange, Overtaken, create, replace, write

__all__ = [
    "MAX_BYTES",
    "MAX_FILES",
    "Changed",
    "FileChange",
    "FileSource",
    "FolderListing",
    "InMemory",
    "OnDisk",
    "Overtaken",
    "Refused",
    "below",
    "cause",
    "create",
    "is_left_behind",
    "listed",
    "read_any",
    "read_file",
    "replace",
    "write",
]
