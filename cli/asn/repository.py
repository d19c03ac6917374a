"""Asking git, with all that a repository could make it do turned off, and only the repository that a folder lies in.

The content as it was in a commit is read from git's store into memory: no checkout, no filters, no network.
"""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from asn.files import MAX_FILES
from asn.files.names import FOREIGN, folded

_NO_GIT = "Programmet git finns inte på den här datorn. Kör asn doctor."
_NOT_IN_GIT = "Projektet ligger inte i git, så det finns ingen tidigare version att jämföra med."
_DUBIOUS = b"dubious ownership"
_MOST_OF_LOG = 20_000_000
_MOST = 100_000  # bytes of an answer, where nothing else is said
_QUIET = (
    *("-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never", "-c", "core.pager=cat", "-c", "diff.external=", "-c", "core.attributesFile="),
    "--no-pager",
)
# A store that lacks something must say so, and not fetch it; and nobody is there to answer a question.
_ALONE = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# Where the user's own settings are; all else that begins so could point git at another repository or program.
_KEPT = {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"}
_FOLDERS = ("content", "templates")
_FILE_MODES = {b"100644", b"100755"}
_SHOWN = 5  # branches, those last worked on
_MAX_LISTED = 2_000_000  # bytes of names
_MAX_TOTAL = 50_000_000  # bytes of files
_MAX_DEPTH = 20
_AT_ONCE = 500  # pieces asked for: their names must go through a pipe before the answer is read


class NoRevision(Exception):  # noqa: N818 - it says what is the case
    """The content can't be had as it was then; the message is Swedish."""


class GitFault(NoRevision):
    """Git says no, or its store is damaged: the machine's fault, and nothing that was typed."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a folder lies in: its top, and the folder's name below that, empty or ending with /."""

    top: Path
    prefix: str

    def ask(self, *args: str, given: bytes = b"", most: int = _MOST) -> bytes:
        """What git answers.

        Raises:
            GitFault: if it fails, or answers with more than ``most`` bytes.
        """
        code, output, why = _run(self.top, *args, given=given, most=most)
        if _DUBIOUS in why:
            raise GitFault(_dubious(self.top))
        if len(output) > most:
            raise GitFault(f"Git-arkivet i {self.top} har fler eller större filer än en rapport har.")
        if code:
            raise GitFault(self.damaged(_first_line(why)))
        return output

    def damaged(self, why: str) -> str:
        """That the store can't be read, and how to look into it."""
        return f"Git-arkivet i {self.top} kan inte läsas ({why}). Se vad som är fel med: git fsck"

    def commit(self, revision: str) -> str | None:
        """A commit's id; None if there is none by that name."""
        name = f"{revision}^{{commit}}"
        code, output, why = _run(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
        if code and why:  # it says nothing of a name that it doesn't know
            self.ask("rev-parse", "--git-dir")
        return None if code else output.decode().strip()

    def listed(self) -> tuple[int, bytes, bytes]:
        """What it holds of the folder's content; a repository in a repository is one entry, and no files."""
        return _run(self.top, "ls-files", "-z", "--", f":(top,literal){self.prefix}content/")

    def changed(self, pattern: str) -> dict[str, str]:
        """The day of the last commit that changed each file that a pattern names, by its name in the folder."""
        output = self.ask(
            *("-c", "log.showSignature=false", "-c", "core.quotePath=false", "log", "--format=%x00%cs", "--name-only"),
            *("--no-ext-diff", "--no-textconv", "--no-renames", "--", f":(top,glob){self.prefix}{pattern}"),
            most=_MOST_OF_LOG,
        ).decode(errors="replace")
        days: dict[str, str] = {}
        for commit in output.split("\0")[1:]:
            day, *names = commit.split()
            for name in names:
                days.setdefault(name.removeprefix(self.prefix), day)
        return days

    def branches(self) -> list[str]:
        """The branches, those last worked on first."""
        output = self.ask("for-each-ref", "--sort=-committerdate", "--format=%(refname:short)", "refs/heads")
        return output.decode(errors="replace").splitlines()


def repository_of(folder: Path) -> Repository:
    """The repository that a folder lies in.

    It is known by the ``.git`` at its top. Where an outer one holds the folder's files, an inner one was put there by
    somebody else than git, and doesn't count; nor does anything that only looks like a repository without a work tree.

    Raises:
        NoRevision: if it lies in none, or there is no git.
        GitFault: if git won't read it.
    """
    if not shutil.which("git"):
        raise NoRevision(_NO_GIT)
    real = folder.resolve()
    tops = [top for top in (real, *real.parents) if os.path.lexists(top / ".git")]
    if not tops:
        raise NoRevision(_NOT_IN_GIT)
    strange = []
    for git in (_at(top, real) for top in reversed(tops[1:])):
        code, output, why = git.listed()
        if output and not code:
            return git
        strange += [git] if _DUBIOUS in why else []
    inner = _at(tops[0], real)
    try:
        return _checked(inner)
    except GitFault:
        if strange:  # the outermost decides, once it is trusted
            raise GitFault(_dubious(strange[0].top)) from None
        raise


def _at(top: Path, folder: Path) -> Repository:
    below = folder.relative_to(top).as_posix()
    return Repository(top, "" if below == "." else f"{below}/")


def _checked(git: Repository) -> Repository:
    """The repository, once git has said that it is one and that its top is there."""
    top = git.ask("rev-parse", "--show-toplevel").decode(errors="replace").rstrip("\n")
    if Path(top).resolve() != git.top:
        raise NoRevision(f"{_NOT_IN_GIT} Det som ligger i {git.top / '.git'} hör till {top}.")
    return git


def _run(folder: Path, *args: str, given: bytes = b"", most: int = _MOST) -> tuple[int, bytes, bytes]:
    """Exit code, at most one byte more than ``most`` of what it says, and what it complains of."""
    own = {name: word for name, word in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    with subprocess.Popen(  # noqa: S603 - fixed words; the user's own stands after --end-of-options
        ["git", *_QUIET, *args],  # noqa: S607 - the git that the user has
        cwd=folder,
        env={**own, **_ALONE, "GIT_CEILING_DIRECTORIES": str(folder.parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as git:
        assert git.stdin
        assert git.stdout
        assert git.stderr
        why: list[bytes] = []
        listening = Thread(target=lambda stream: why.append(stream.read()), args=(git.stderr,))
        listening.start()
        with suppress(BrokenPipeError):  # it ended before it had heard all
            git.stdin.write(given)
            git.stdin.close()
        output = git.stdout.read(most + 1)
        if len(output) > most:
            git.kill()
        listening.join()
        return git.wait(), output, b"".join(why)


def _dubious(top: Path) -> str:
    return (
        f"Mappen {top} ägs av någon annan än du, och då läser git den inte. Litar du på den, kör: "
        f"git config --global --add safe.directory {shlex.quote(str(top))}"
    )


def _first_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else "git svarar inte"


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
    folders = (f"{git.prefix}{name}/" for name in _FOLDERS)
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
