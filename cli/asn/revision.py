"""The content as it was in a commit, read from git's store into memory: no checkout, no filters, no network."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from asn.files import MAX_FILES
from asn.files.names import FOREIGN, folded
from asn.repository import GitFault, NoRevision, Repository, repository_of

FOLDERS = ("content", "templates")
_FILE_MODES = {b"100644", b"100755"}
_SHOWN = 5  # branches, those last worked on
_MAX_LISTED = 2_000_000  # bytes of names
_MAX_TOTAL = 50_000_000  # bytes of files
_MAX_DEPTH = 20
_AT_ONCE = 500  # pieces asked for: their names must go through a pipe before the answer is read

__all__ = ["FOLDERS", "GitFault", "NoRevision", "files_at"]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A file as git has it: its name in the project, its piece in the store, and how many bytes that is."""

    name: str
    blob: str
    size: int


def files_at(root: Path, revision: str) -> dict[str, bytes]:
    """The files below ``content/`` and ``templates/`` of a project, by name, as they were in a commit.

    Links are left out, as they are when a folder is read, and so is what is hidden.

    Raises:
        NoRevision: if there is no git, no repository or no such commit, or one that no project has.
        GitFault: if git says no, or its store is damaged.
    """
    git = repository_of(root)
    commit = git.commit(revision)
    if commit is None:
        raise NoRevision(_no_such(git, revision))
    folders = (f"{git.prefix}{name}/" for name in FOLDERS)
    listing = git.ask("ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *folders, most=_MAX_LISTED)
    pieces = [piece for piece in _pieces(git, listing, revision) if not _hidden(piece.name)]
    _must_be_fit(pieces, revision)
    return {name: data for some in _shares(pieces) for name, data in _read(git, some)}


def _no_such(git: Repository, revision: str) -> str:
    """The branches too: whoever writes main where it is called master sees so."""
    branches = git.branches()
    message = f"Det finns ingen version «{revision}» i git. Skriv en gren, en tagg eller ett commit-id."
    more = f" och {len(branches) - _SHOWN} till" if len(branches) > _SHOWN else ""
    return f"{message} Grenar som finns: {', '.join(branches[:_SHOWN])}{more}." if branches else message


def _pieces(git: Repository, listing: bytes, revision: str) -> Iterator[_Piece]:
    """The regular files of a listing: a link is none."""
    for entry in listing.split(b"\0"):
        about, _, name = entry.partition(b"\t")
        match about.split():
            case [mode, b"blob", blob, size] if mode in _FILE_MODES:
                text = name.decode("utf-8", "replace")
                if not size.isdigit():
                    raise GitFault(git.damaged(f"{text} saknas"))
                if not _stays(text):
                    raise NoRevision(f"Versionen «{revision}» har ett filnamn som leder ut ur projektet: «{text}».")
                yield _Piece(text.removeprefix(git.prefix), blob.decode(), int(size))


def _stays(name: str) -> bool:
    """Whether a name in a tree is one that a folder's file could have; git itself would check out no other."""
    parts = name.split("/")
    return all(part not in {"", ".", ".."} and part.casefold() != ".git" and "\0" not in part for part in parts)


def _hidden(name: str) -> bool:
    return any(part.startswith(".") or FOREIGN & set(part) for part in name.split("/"))


def _must_be_fit(pieces: list[_Piece], revision: str) -> None:
    """Refuse what no project is, before any of it is read."""
    if len(pieces) > MAX_FILES:
        raise NoRevision(f"Versionen «{revision}» har fler än {MAX_FILES} filer i content/ och templates/.")
    if sum(piece.size for piece in pieces) > _MAX_TOTAL:
        raise NoRevision(f"Versionen «{revision}» är större än {_MAX_TOTAL // 1_000_000} MB.")
    if any(piece.name.count("/") > _MAX_DEPTH for piece in pieces):
        raise NoRevision(f"Versionen «{revision}» har mappar som ligger för djupt i varandra.")
    seen: dict[str, str] = {}
    for piece in pieces:
        other = seen.setdefault(folded(piece.name), piece.name)
        if other != piece.name:
            raise NoRevision(
                f"Versionen «{revision}» har två filer vars namn många datorer inte skiljer åt: "
                f"«{other}» och «{piece.name}»."
            )


def _shares(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    for start in range(0, len(pieces), _AT_ONCE):
        yield pieces[start : start + _AT_ONCE]


def _read(git: Repository, pieces: list[_Piece]) -> Iterator[tuple[str, bytes]]:
    """What the store holds, each piece after a line with its length."""
    asked = "".join(f"{piece.blob}\n" for piece in pieces).encode()
    most = sum(piece.size + len(piece.blob) + 100 for piece in pieces)
    output, at = git.ask("cat-file", "--batch", given=asked, most=most), 0
    for piece in pieces:
        end = output.find(b"\n", at)
        if output[at:end] != f"{piece.blob} blob {piece.size}".encode():
            raise GitFault(git.damaged(f"{piece.name} saknas"))
        yield piece.name, output[end + 1 : end + 1 + piece.size]
        at = end + 1 + piece.size + 1
