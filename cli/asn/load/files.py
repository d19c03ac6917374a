"""What is told of a project's file that can't be read."""

from pathlib import Path

from asn.files import MAX_BYTES, MAX_FILES, Refused, listed, read_file
from asn.finding import Finding, Place, Severity


def listing(root: Path, folder: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the folders and of the other entries in a folder, sorted; hidden ones are passed over."""
    found = listed(root, folder)
    return found.folders, found.files


def refusal(file: str, why: Refused) -> Finding:
    """The finding that a refused file gives."""
    return Finding(Place(file), "S010", Severity.FEL, why.told)


__all__ = ["MAX_BYTES", "MAX_FILES", "Refused", "listing", "read_file", "refusal"]
