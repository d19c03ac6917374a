"""``asn fmt``: one style for all files of the content."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from asn.commands import target
from asn.commands.sandboxed import CommandOutput, confined, limits, timeout
from asn.commands.screen import say, show, tell_always
from asn.commands.selection import project_folder
from asn.commands.swedish import CONTENT, SUCCESS, USAGE, Command, Problem
from asn.files import FileChange, Refused, below, read_file, write
from asn.formatting import Formatted, formatted, migrated
from asn.output.plain import plain
from asn.pinning import Pins, missing_pins, pinned
from asn.schema import FOLDER, SCHEMA_NAMES


@click.command(
    cls=Command,
    help="Ge alla filer samma stil: radslut, indrag, citattecken och tankstreck. Kommentarer, ordning och tomma rader "
    "står kvar, och innehållet ändras inte. Ett undantag som inte säger vad det gäller får veta det. "
    "Utan filer: hela content/.",
    epilog="Exempel:  asn fmt   asn fmt --check   asn fmt --migrate   asn fmt content/2025/T1/mal.yaml",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FIL]…")
@click.option("--check", is_flag=True, help="Ändra inget; säg bara vilka filer som skulle ändras.")
@click.option("--migrate", is_flag=True, help="Skriv också om det som är skrivet för en tidigare version av asn.")
@timeout
def command(*, files: tuple[Path, ...], check: bool, migrate: bool, timeout: int | None) -> int:
    """Format the files, and say which ones changed."""
    root = project_folder()
    known = frozenset(name for name in SCHEMA_NAMES if (root / FOLDER / name).is_file())
    names = tuple(_names(root, files))
    output = confined(lambda: _all_formatted(root, names, known, migrate=migrate), limits(root, timeout))
    changed, left = [], output.err
    for one in output.changes:
        fault = "" if check else _replaced(root, one)
        changed += [] if fault else [f"{plain(one.name)}: {'skulle ändras' if check else 'ändrad'}"]
        left += fault
    _tell(changed, left, len(names))
    return CONTENT if left or (check and changed) else SUCCESS


def _replaced(root: Path, change: FileChange) -> str:
    """Write a file; why it couldn't be, in a line of its own."""
    try:
        with target.writing(root / change.name):
            write(root, [change])
    except Problem as why:
        return f"{plain(why.message)}\n"
    return ""


def _all_formatted(root: Path, names: Sequence[str], known: frozenset[str], *, migrate: bool) -> CommandOutput:
    """The files that get other bytes, and why some are left alone."""
    changes, left, pins = [], "", missing_pins(root, names)
    for name in names:
        old, new, reason = _formatted(root, name, known, pins.get(name, {}), migrate=migrate)
        left += f"{plain(name)}: lämnas orörd. {reason}\n" if reason else ""
        changes += [FileChange(name, old, new)] if old != new else []
    return CommandOutput(err=left, changes=tuple(changes))


def _formatted(root: Path, name: str, known: frozenset[str], pins: Pins, *, migrate: bool) -> tuple[bytes, bytes, str]:
    """A file's old bytes and its new ones, and why something was left alone."""
    try:
        data = read_file(root, name)
    except (Refused, FileNotFoundError) as why:
        return b"", b"", why.message if isinstance(why, Refused) else "Den finns inte längre."
    moved = migrated(name, data) if migrate else Formatted(data)
    result = formatted(name, moved.data, known)
    text, reason = pinned(name, result.data, pins)
    return data, text, moved.reason or result.reason or reason


def _tell(changed: Sequence[str], left: str, total: int) -> None:
    if changed:
        show("\n".join(changed))
    if left:
        tell_always(left)
    files = "1 fil" if len(changed) == 1 else f"{len(changed)} filer"
    say(f"{files} av {total} i annan stil." if changed else f"Alla {total} filer har rätt stil.")


def _names(root: Path, files: Sequence[Path]) -> Iterator[str]:
    """The files, relative to the project."""
    if not files:
        yield from (name for name in below(root, "content") if name.endswith(".yaml"))
        return
    for file in files:
        # The folder is resolved, and not the file: a link to a file is refused when it is read.
        path = file.parent.resolve() / file.name
        if not path.is_file():
            raise Problem(f"Filen {file} finns inte.", USAGE)
        if not path.is_relative_to(root.resolve() / "content"):
            raise Problem(f"{file} hör inte till projektets content/.", USAGE)
        yield path.relative_to(root.resolve()).as_posix()
