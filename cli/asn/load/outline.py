"""A project by its folders and file names alone, no YAML parsed: its root, and the names of its reports."""

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from asn.files import FolderListing, Refused, listed, read_file
from asn.period import READY, Period, order_of


def shards(root: Path, names: Sequence[str], count: int) -> tuple[tuple[str, ...], ...]:
    """At most ``count`` shares of about the same weight, each in the order of ``names``; none is empty.

    The heaviest goes first, each to the share that is lightest so far: near the best there is, and always the same.
    """
    weights = {name: _weight(root, f"content/{name}") for name in names}
    shares: list[list[str]] = [[] for _ in range(min(count, len(names)))]
    for name in sorted(names, key=lambda name: (-weights[name], name)):
        min(shares, key=lambda share: (sum(weights[other] for other in share), len(share))).append(name)
    return tuple(tuple(name for name in names if name in share) for share in shares)


def _weight(root: Path, folder: str) -> int:
    """The bytes of a folder's files."""
    return sum((root / folder / name).lstat().st_size for name in listed(root, folder).files)


_LEAST = 6
"""Seconds of processor time; our own six reports are checked in one."""
_BYTES, _FILES = 250_000, 75
"""Of content that are read, checked and compared in less than a second on a slow machine."""
_COUNTED = 1_000_000  # bytes of a file; the reader takes no more
_KINDS = "content/rapportslag.yaml"
# A file whose keys begin the line, and in it what only a board's own periods have.
_BLOCK = re.compile(rb"^rapportslag:", re.MULTILINE)
_OWN = re.compile(rb"^(?:\S.{0,3})?perioder|\bform\b", re.MULTILINE)
YEAR = re.compile(r"(?:19|20)\d{2}")


class ProjectMissing(Exception):  # noqa: N818 - it says what is the case
    """There is no project here; the message is Swedish."""


def project_root(start: Path) -> Path:
    """The nearest folder, from ``start`` upwards, that has ``content/``.

    Raises:
        ProjectMissing: if there is none.
    """
    for folder in (start, *start.parents):
        if (folder / "content").is_dir():
            return folder
    raise ProjectMissing(
        "Här finns inget projekt: mappen content/ saknas. Byt mapp, eller börja ett nytt med asn init."
    )


def source_files(root: Path) -> tuple[Path, ...]:
    """The folders that a report is made of."""
    return root / "content", root / "templates"


def seconds_needed(root: Path | None) -> int:
    """Seconds of processor time that it may take to read, check and compare what is in a project."""
    size, number = 0, 0
    folders = [root / "content"] if root else []
    while folders:
        with suppress(OSError):  # a folder that went away, or can't be read: the reading itself tells of it
            for entry in os.scandir(folders.pop()):
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    number += 1
                    size += min(entry.stat().st_size, _COUNTED)
    return _LEAST + size // _BYTES + number // _FILES


def periods(root: Path) -> Mapping[str, Period]:
    """Every period of the project; the ready-made ones alone where its own can't be read."""
    try:
        data = read_file(root, _KINDS)
    except (Refused, OSError):
        return READY
    return _own_periods(data) if _OWN.search(data) or not _BLOCK.search(data) else READY


def _own_periods(data: bytes) -> Mapping[str, Period]:
    from asn.load.validation import record  # the model takes longer than all else here, and most declare none
    from asn.model.rapportslag import Rapportslagsfil
    from asn.read import read_yaml

    tree, _ = read_yaml(_KINDS, data)
    kinds = record(Rapportslagsfil, tree)[0] if tree else None
    return kinds.kända() if kinds else READY


def report_names(root: Path, known: Mapping[str, Period] | None = None) -> tuple[str, ...]:
    """The reports that have a folder, 2023/T1, in order of time; ``known`` are the project's periods."""
    known = periods(root) if known is None else known
    years = [name for name in _listed(root, "content").folders if YEAR.fullmatch(name)]
    names = [
        f"{year}/{period}" for year in years for period in _listed(root, f"content/{year}").folders if period in known
    ]
    return tuple(sorted(names, key=lambda name: order_of(name, known)))


_ADOPTED = re.compile(rb"^tillst(?:\xc3\xa5|a\xcc\x8a)nd:\s*[\"']?fastst", re.MULTILINE)
_DRAFT = re.compile(rb"^tillst(?:\xc3\xa5|a\xcc\x8a)nd: utkast *\r?$", re.MULTILINE)


def same_kind(one: str, other: str) -> bool:
    """Whether two reports, 2023/T1 and 2024/T2, are of the same kind: their periods differ in number alone."""
    return one[5:].rstrip("0123456789") == other[5:].rstrip("0123456789")


def next_adopted(root: Path, report: str, known: Mapping[str, Period]) -> tuple[str, bytes] | None:
    """The next adopted report of the same kind, and its ``rapport.yaml``, no other file of it is read."""
    later = (name for name in report_names(root, known) if order_of(name, known) > order_of(report, known))
    for name in filter(partial(same_kind, report), later):
        with suppress(Refused, OSError):
            sheet = read_file(root, sheet_of(name))
            if says_adopted(sheet):
                return name, sheet
    return None


def says_adopted(sheet: bytes) -> bool:
    """Whether a ``rapport.yaml`` says that its report is adopted, by its text alone: no YAML is parsed."""
    return bool(_ADOPTED.search(sheet))


def says_draft(sheet: bytes) -> bool:
    """Whether a ``rapport.yaml`` says, in the plainest way to write it, that its report is a draft: then it is one."""
    return bool(_DRAFT.search(sheet))


def sheet_of(report: str) -> str:
    """The file that says what a report is."""
    return f"content/{report}/rapport.yaml"


def _listed(root: Path, folder: str) -> FolderListing:
    """What lies in a folder; nothing in one that is a link, which the loading tells of."""
    try:
        return listed(root, folder)
    except Refused:
        return FolderListing()
