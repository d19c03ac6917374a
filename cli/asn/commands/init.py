"""``asn init``: a new project for a board, with content to change, help for the editor's program, and CI."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path, PurePosixPath

import click
from click.shell_completion import CompletionItem

from asn import __version__
from asn.commands import target
from asn.commands.screen import confirm, say
from asn.commands.swedish import USAGE, Command, Problem
from asn.files import FileChange, Refused, below, listed, read_any, read_file, write
from asn.formatting import formatted
from asn.load.outline import report_names
from asn.load.validation import record
from asn.model.rapportslag import ascii_word
from asn.model.register import Enhetsfil
from asn.model.report import UNITS
from asn.read import read_yaml
from asn.resources import EXAMPLES, TEMPLATES
from asn.schema import FOLDER, SCHEMA_NAMES, schema_text, schemas
from asn.succession import file_of

_STARTER = TEMPLATES / "nytt"
_FIRST, _YEAR = "content/@AR@", 2025
_OWNERS = "CODEOWNERS"
_OWNERS_HEAD = (
    "# Vem som granskar en ändring. Ta bort # framför raden, och skriv vem det är.",
    "# /content/  @nämndsekreterare",
    "# /templates/  @förvaltare",
    "# Enheternas egna filer, när målen har från_enheter: ja.",
)
_DOT = "dot_"  # a file of this name in our own templates would tell git and editors how to treat them
# What a package says that it needs: fonttools[woff]>=4.60, or pytest; extra == "test".
_NEED = re.compile(r"([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"extra == [\"']([^\"']+)[\"']")


def examples() -> tuple[str, ...]:
    """The names of the whole small projects that a new one can begin as."""
    with suppress(FileNotFoundError):
        return tuple(sorted(listed(EXAMPLES.parent, EXAMPLES.name).folders))
    return ()


def _example_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    return [CompletionItem(name) for name in examples() if name.startswith(ascii_word(incomplete))]


@click.command(
    cls=Command,
    help="Börja ett nytt projekt för en nämnd i en tom mapp: en första rapport att skriva om, inställningar för VS "
    "Code och arbetsflöden för GitHub och GitLab. Med --exempel: ett helt litet projekt med rapporter att se på och "
    f"skriva om. Inget skrivs över.\n\nExemplen är: {', '.join(examples())}.",
    epilog="Exempel:  asn init exempelnämnden --year 2026",
)
@click.argument("folder", metavar="MAPP", type=click.Path(path_type=Path))
@click.option("--year", default=None, metavar="ÅR", help="Året för den första rapporten; utan valet 2025.")
@click.option(
    "--exempel", "example", default=None, metavar="NAMN", shell_complete=_example_names, help="Exemplet att utgå från."
)
def command(*, folder: Path, year: str | None, example: str | None) -> None:
    """Write the project."""
    if year is not None and example is not None:
        raise Problem("Ett exempel har sina egna år: välj --year eller --exempel.", USAGE)
    if year is not None and not re.fullmatch(r"20\d{2}", year):
        raise Problem(f"«{year}» är inget årtal mellan 2000 och 2099.", USAGE)
    contents = _new(int(year or _YEAR)) if example is None else _of_example(_example_folder(example))
    files = dict(sorted({**contents, _OWNERS: _owners(contents["content/enheter.yaml"])}.items()))
    root, below_it = target.anchored(folder)
    with target.writing(folder):
        there = _there(folder, root, below_it, files)
        write(root, [FileChange(f"{below_it}/{name}", None, data) for name, data in files.items() if name not in there])
    confirm(f"{folder}: {len(files)} filer skrivna.")
    say(f"Nästa steg:\n  cd {folder}\n  asn check\n  asn build\nLäs sedan README.md.")


def _owners(data: bytes) -> bytes:
    """Who is asked to review what: a line for each unit's file, to be given its name. GitHub and GitLab read it."""
    units, _ = record(Enhetsfil, read_yaml("content/enheter.yaml", data)[0])  # type: ignore[arg-type]  # our own file
    names = [file_of(unit) for unit in units.enheter if unit.till is None] if units else []
    width = max(map(len, names), default=0)
    lines = [f"# /content/*/*/{UNITS}/{name:<{width}}  @grupp-eller-person" for name in names]
    return "\n".join((*_OWNERS_HEAD, *lines, "")).encode()


def _example_folder(name: str) -> str:
    """An example's folder by its name, however å, ä, ö and capitals are typed.

    Raises:
        Problem: if there is none.
    """
    there = examples()
    template = next((one for one in there if ascii_word(one) == ascii_word(name)), None)
    if template is None:
        raise Problem(f"Det finns inget exempel «{name}». Det finns: {', '.join(there)}.", USAGE)
    return template


def _of_example(name: str) -> dict[str, bytes]:
    """A new project with an example's content, and whatever else that has of its own, in place of the first report."""
    own = {file: read_file(EXAMPLES / name, file) for file in below(EXAMPLES / name)}
    own |= {file: formatted(file, data, SCHEMA_NAMES).data for file, data in own.items() if file.endswith(".yaml")}
    reports = report_names(EXAMPLES / name)
    year, _, period = reports[-1].partition("/")
    new = {file: data for file, data in _new(int(year), period).items() if not file.startswith("content/")}
    return {**new, **own}


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
        listing = listed(root, PurePosixPath(below_it, inner).as_posix())
        yield from (
            PurePosixPath(inner, name).as_posix() for name in (*listing.folders, *listing.files, *listing.hidden)
        )


def _is(root: Path, name: str, wanted: bytes) -> bool:
    with suppress(Refused):
        return read_any(root, name) == wanted
    return False


def _new(year: int, period: str = "") -> dict[str, bytes]:
    """The files of a new project by name; ``period`` is the one that its README tells of, if not the first report's."""
    period = period or listed(_STARTER, _FIRST).folders[0]
    definitions = schemas()
    files = {f"{FOLDER}/{name}": schema_text(schema).encode() for name, schema in definitions.items()}
    files["verktyg/versioner.txt"] = _versions().encode()
    for file in below(_STARTER):
        name = _filled(_placed(file), year, period)
        data = read_file(_STARTER, file)
        data = data if name.endswith(".xlsx") else _filled(data.decode(), year, period).encode()
        files[name] = formatted(name, data, frozenset(definitions)).data if name.endswith(".yaml") else data
    return files


def _placed(file: str) -> str:
    parts = (f".{part.removeprefix(_DOT)}" if part.startswith(_DOT) else part for part in file.split("/"))
    return PurePosixPath(*parts).as_posix()


def _filled(text: str, year: int, period: str) -> str:
    words = {"AR": str(year), "NASTA": str(year + 1), "PERIOD": period, "VERSION": __version__}
    for name, word in words.items():
        text = text.replace(f"@{name}@", word)
    return text


def _versions() -> str:
    """The libraries that asn stands on, exactly as they are here: the same report then comes out of every machine."""
    versions: dict[str, str] = {}
    waiting = ["asn[typst]"]
    while waiting:
        name, extras = _NEED.match(waiting.pop()).groups()  # type: ignore[union-attr]  # what a package needs has a name
        for need in requires(name) or ():
            extra = _EXTRA.search(need)
            wanted = _NEED.match(need)
            if wanted and wanted[1].lower() not in versions and (not extra or extra[1] in (extras or "")):
                try:
                    versions[wanted[1].lower()] = version(wanted[1])
                except PackageNotFoundError:  # it is for another system or an older Python
                    continue
                waiting.append(wanted[0])
    return "".join(f"{name}=={number}\n" for name, number in sorted(versions.items()))
