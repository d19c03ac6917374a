"""The content as it was in a commit, read from git's store: no checkout, no filters of the repository, no network."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from asn.load.files import MAX_FILES

FOLDERS = ("content", "templates")
_FILE_MODES = {b"100644", b"100755"}
_SHOWN = 5  # branches, those last worked on
_NO_GIT = "Programmet git finns inte på den här datorn. Kör asn doctor."


class NoRevision(Exception):  # noqa: N818 - it says what is the case
    """The content can't be had as it was then; the message is Swedish."""


def files_at(root: Path, revision: str) -> dict[str, bytes]:
    """The files below ``content/`` and ``templates/`` of a project, by name, as they were in a commit.

    Raises:
        NoRevision: if git is missing, the project isn't in a repository, or there is no such commit.
    """
    if not shutil.which("git"):
        raise NoRevision(_NO_GIT)
    try:
        prefix = _git(root, "rev-parse", "--show-prefix").decode().rstrip("\n")
    except subprocess.CalledProcessError:
        raise NoRevision("Projektet ligger inte i git, så det finns ingen tidigare version att jämföra med.") from None
    try:
        commit = (
            _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
            .decode()
            .strip()
        )
    except subprocess.CalledProcessError:
        raise NoRevision(_no_such(root, revision)) from None
    folders = (f"{prefix}{name}/" for name in FOLDERS)
    entries = dict(_entries(_git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *folders)))
    if len(entries) > MAX_FILES:
        raise NoRevision(f"Versionen «{revision}» har fler än {MAX_FILES} filer i content/ och templates/.")
    blobs = _blobs(root, tuple(entries.values()))
    return {name.removeprefix(prefix): blobs[blob] for name, blob in entries.items()}


def _no_such(root: Path, revision: str) -> str:
    """The branches too: whoever writes main where it is called master sees so."""
    listed = _git(root, "for-each-ref", "--sort=-committerdate", "--format=%(refname:short)", "refs/heads")
    branches = listed.decode(errors="replace").splitlines()
    told = f"Det finns ingen version «{revision}» i git. Skriv en gren, en tagg eller ett commit-id."
    more = f" och {len(branches) - _SHOWN} till" if len(branches) > _SHOWN else ""
    return f"{told} Grenar som finns: {', '.join(branches[:_SHOWN])}{more}." if branches else told


def _entries(listing: bytes) -> Iterator[tuple[str, str]]:
    """The regular files of a listing: a link is none."""
    for entry in listing.split(b"\0"):
        about, _, name = entry.partition(b"\t")
        mode, _, blob = about.partition(b" blob ")
        if mode in _FILE_MODES and blob:
            yield os.fsdecode(name), blob.decode()


def _blobs(root: Path, wanted: tuple[str, ...]) -> Mapping[str, bytes]:
    """What the store holds, each piece after a line with its length."""
    told = _git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in wanted).encode())
    found, at = {}, 0
    for blob in wanted:
        end = told.index(b"\n", at)
        size = int(told[at:end].split()[-1])
        found[blob] = told[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def _git(root: Path, *args: str, given: bytes = b"") -> bytes:
    # A store that lacks something must say so, and not fetch it; and nobody is there to answer a question.
    quiet = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    done = subprocess.run(  # noqa: S603 - fixed words; the user's own stands after --end-of-options
        ["git", *args],  # noqa: S607 - the git that the user has
        cwd=root,
        env={**os.environ, **quiet},
        input=given,
        capture_output=True,
        check=True,
    )
    return done.stdout
