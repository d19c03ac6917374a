"""``asn init``: a new project for a board, with content to change, help for the editor's program, and CI."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path, PurePosixPath

import click

from asn import __version__
from asn.commands import target
from asn.commands.screen import confirm, say
from asn.commands.swedish import USAGE, Command, Problem
from asn.files import FileChange, Refused, below, listed, read_any, read_file, write
from asn.formatting import formatted
from asn.resources import TEMPLATES
from asn.schema import FOLDER, schema_text, schemas

_STARTER = TEMPLATES / "nytt"
_DOT = "dot_"  # a file of this name in our own templates would tell git and editors how to treat them
# What a package says that it needs: fonttools[woff]>=4.60, or pytest; extra == "test".
_NEED = re.compile(r"([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"extra == [\"']([^\"']+)[\"']")


@click.command(
    cls=Command,
    help="Börja ett nytt projekt för en nämnd i en tom mapp: en första rapport att skriva om, inställningar för VS "
    "Code och arbetsflöden för GitHub och GitLab. Inget skrivs över.",
    epilog="Exempel:  asn init exempelnämnden --year 2026",
)
@click.argument("folder", metavar="MAPP", type=click.Path(path_type=Path))
@click.option("--year", default="2025", metavar="ÅR", show_default=True, help="Året för den första rapporten.")
def command(*, folder: Path, year: str) -> None:
    """Write the project."""
    if not re.fullmatch(r"20\d{2}", year):
        raise Problem(f"«{year}» är inget årtal mellan 2000 och 2099.", USAGE)
    files = dict(sorted(_files(int(year))))
    root, below_it = target.anchored(folder)
    with target.writing(folder):
        there = _there(folder, root, below_it, files)
        write(root, [FileChange(f"{below_it}/{name}", None, data) for name, data in files.items() if name not in there])
    confirm(f"{folder}: {len(files)} filer skrivna.")
    say(f"Nästa steg:\n  cd {folder}\n  asn check\n  asn build\nLäs sedan README.md.")


def _there(folder: Path, root: Path, below_it: str, files: Mapping[str, bytes]) -> set[str]:
    """The files that stand already, as an interrupted run leaves them.

    Raises:
        Problem: if there is anything else: that is somebody's.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Problem(f"{folder} är ingen mapp. Välj ett annat namn.", USAGE)
    folders = {parent.as_posix() for name in files for parent in PurePosixPath(name).parents}
    there = {name for inner in folders for name in _names(root, below_it, inner)} - folders
    if not all(name in files and _is(root, f"{below_it}/{name}", files[name]) for name in there):
        raise Problem(f"Mappen {folder} är inte tom, och inget skrivs över. Välj en annan mapp.", USAGE)
    return there


def _names(root: Path, below_it: str, inner: str) -> Iterator[str]:
    """What lies in a folder of the project, by its name in the project."""
    with suppress(FileNotFoundError):
        found = listed(root, PurePosixPath(below_it, inner).as_posix())
        yield from (PurePosixPath(inner, name).as_posix() for name in (*found.folders, *found.files, *found.hidden))


def _is(root: Path, name: str, wanted: bytes) -> bool:
    with suppress(Refused):
        return read_any(root, name) == wanted
    return False


def _files(year: int) -> Iterator[tuple[str, bytes]]:
    """The files of a new project by name."""
    made = schemas()
    yield from ((f"{FOLDER}/{name}", schema_text(schema).encode()) for name, schema in made.items())
    yield "verktyg/versioner.txt", _versions().encode()
    for file in below(_STARTER):
        name = _filled(_placed(file), year)
        data = _filled(read_file(_STARTER, file).decode(), year).encode()
        yield name, formatted(name, data, frozenset(made)).data if name.endswith(".yaml") else data


def _placed(file: str) -> str:
    parts = (f".{part.removeprefix(_DOT)}" if part.startswith(_DOT) else part for part in file.split("/"))
    return PurePosixPath(*parts).as_posix()


def _filled(text: str, year: int) -> str:
    words = {"AR": str(year), "NASTA": str(year + 1), "VERSION": __version__}
    for name, word in words.items():
        text = text.replace(f"@{name}@", word)
    return text


def _versions() -> str:
    """The libraries that asn stands on, exactly as they are here: the same report then comes out of every machine."""
    found: dict[str, str] = {}
    waiting = ["asn"]
    while waiting:
        name, extras = _NEED.match(waiting.pop()).groups()  # type: ignore[union-attr]  # what a package needs has a name
        for need in requires(name) or ():
            extra = _EXTRA.search(need)
            wanted = _NEED.match(need)
            if wanted and wanted[1].lower() not in found and (not extra or extra[1] in (extras or "")):
                try:
                    found[wanted[1].lower()] = version(wanted[1])
                except PackageNotFoundError:  # it is for another system or an older Python
                    continue
                waiting.append(wanted[0])
    return "".join(f"{name}=={number}\n" for name, number in sorted(found.items()))
