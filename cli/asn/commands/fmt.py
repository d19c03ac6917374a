"""``asn fmt``: one style for all files of the content."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from asn.commands.confined import Told, confined, limits, timeout
from asn.commands.pinning import Pins, missing_pins, pinned
from asn.commands.swedish import CONTENT, OK, USAGE, Command, Problem
from asn.formatting import formatted
from asn.load.files import Refused, read_file
from asn.load.outline import ProjectMissing, project_root
from asn.output.plain import plain
from asn.schema import FOLDER, schemas


@click.command(
    cls=Command,
    help="Ge alla filer samma stil: radslut, indrag, citattecken och tankstreck. Kommentarer, ordning och tomma rader "
    "står kvar, och innehållet ändras inte. Ett undantag som inte säger vad det gäller får veta det. "
    "Utan filer: hela content/.",
    epilog="Exempel:  asn fmt   asn fmt --check   asn fmt content/2025/T1/mal.yaml",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FIL]…")
@click.option("--check", is_flag=True, help="Ändra inget; säg bara vilka filer som skulle ändras.")
@timeout
def command(*, files: tuple[Path, ...], check: bool, timeout: int | None) -> int:
    """Format the files, and say which ones changed."""
    try:
        root = project_root(Path.cwd())
    except ProjectMissing as why:
        raise Problem(str(why), USAGE) from None
    known = frozenset(name for name in schemas() if (root / FOLDER / name).is_file())
    names = tuple(_names(root, files))
    made = confined(lambda: _all_formatted(root, names, known), limits(root, timeout))
    for name, data in () if check else made.files:
        _replace(root / name, data)
    changed = [f"{plain(name)}: {'skulle ändras' if check else 'ändrad'}" for name, _ in made.files]
    _tell(changed, made.err, len(names))
    return CONTENT if made.err or (check and changed) else OK


def _all_formatted(root: Path, names: Sequence[str], known: frozenset[str]) -> Told:
    """The files that get other bytes, and why some are left alone."""
    files, left, pins = [], "", missing_pins(root, names)
    for name in names:
        data, reason = _formatted(root, name, known, pins.get(name, {}))
        left += f"{plain(name)}: lämnas orörd. {reason}\n" if reason else ""
        files += [(name, data)] if data is not None else []
    return Told(err=left, files=tuple(files))


def _formatted(root: Path, name: str, known: frozenset[str], pins: Pins) -> tuple[bytes | None, str]:
    """A file's new bytes, None where they are the old ones, and why something was left alone."""
    try:
        data = read_file(root, name)
    except Refused as why:
        return None, str(why)
    made = formatted(name, data, known)
    text, reason = pinned(name, made.data, pins)
    return (None if text == data else text), made.reason or reason


def _tell(changed: Sequence[str], left: str, total: int) -> None:
    if changed:
        click.echo("\n".join(changed))
    click.echo(left, nl=False, err=True)
    files = "1 fil" if len(changed) == 1 else f"{len(changed)} filer"
    click.echo(f"{files} av {total} i annan stil." if changed else f"Alla {total} filer har rätt stil.", err=True)


def _names(root: Path, files: Sequence[Path]) -> Iterator[str]:
    """The files, relative to the project."""
    if not files:
        found = sorted((root / "content").rglob("*.yaml"))
        names = (path.relative_to(root) for path in found)
        yield from (path.as_posix() for path in names if not any(part.startswith(".") for part in path.parts))
        return
    for file in files:
        # The folder is resolved, and not the file: a link to a file is refused when it is read.
        path = file.parent.resolve() / file.name
        if not path.is_file():
            raise Problem(f"Filen {file} finns inte.", USAGE)
        if not path.is_relative_to(root.resolve() / "content"):
            raise Problem(f"{file} hör inte till projektets content/.", USAGE)
        yield path.relative_to(root.resolve()).as_posix()


def _replace(path: Path, data: bytes) -> None:
    """Write beside the file, then let it take the file's place: a file is never half-written."""
    beside = path.with_name(f".{path.name}.ny")
    try:
        beside.write_bytes(data)
        beside.chmod(path.stat().st_mode)
        os.replace(beside, path)  # noqa: PTH105 - Path.replace is the same; this one says what it does on every system
    except OSError as why:
        beside.unlink(missing_ok=True)
        raise Problem(f"{path} kan inte skrivas: {why.strerror}.") from None
