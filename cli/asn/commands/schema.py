"""``asn schema``: what each kind of file may hold, for the editor's program."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from asn.commands import target
from asn.commands.sandboxed import CommandOutput, confined, limits
from asn.commands.screen import confirm, show_as_is
from asn.commands.selection import project_folder
from asn.commands.swedish import USAGE, Command, Problem
from asn.files import FileChange, read_file, write
from asn.load.project import load_project
from asn.schema import own_ids, schema_text, schemas
from asn.schema.fields import Schema


@click.command(
    cls=Command,
    help="Skriv ut JSON Schema för innehållets filer, så att VS Code kan fylla i, förklara och stryka under. "
    "Utan namn: alla, i ett enda JSON-objekt.",
    epilog="Exempel:  asn schema --write schema   asn schema --project --write schema   asn schema avsnitt",
)
@click.argument("name", required=False, metavar="[NAMN]")
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="MAPP",
    help="Lägg dem som filer i mappen.",
)
@click.option(
    "--project", is_flag=True, help="Med projektets egna enheter, målområden, skalor och ljus att välja bland."
)
def command(*, name: str | None, folder: Path | None, project: bool) -> None:
    """Print the schemas, or write them."""
    files = _of_project(project_folder()) if project else schemas()
    if name is not None:
        wanted = f"{name.removesuffix('.schema.json').removesuffix('.yaml')}.schema.json"
        if wanted not in files:
            known = ", ".join(sorted(known.removesuffix(".schema.json") for known in files))
            raise Problem(f"Det finns inget schema för «{name}». Det finns: {known}.", USAGE)
        files = {wanted: files[wanted]}
    if folder:
        confirm("\n".join(_written(folder, {file: schema_text(files[file]).encode() for file in sorted(files)})))
    else:
        show_as_is(schema_text(files[wanted] if name else files))


def _of_project(root: Path) -> dict[str, Schema]:
    """The schemas with the ids that the project has now."""

    def work() -> CommandOutput:
        return CommandOutput(json.dumps(own_ids(load_project(root).gemensamt)))

    return schemas(json.loads(confined(work, limits(root, None)).out))


def _written(folder: Path, files: dict[str, bytes]) -> Iterator[str]:
    """Write those that aren't as they should be, all or none."""
    root, below = target.anchored(folder)
    with target.writing(folder):
        old = {name: _old(root, f"{below}/{name}") for name in files}
        changed = [FileChange(f"{below}/{name}", old[name], data) for name, data in files.items() if old[name] != data]
        write(root, changed)
    for name, data in files.items():
        yield f"{folder / name}: {'oförändrad' if old[name] == data else 'skriven'}"


def _old(root: Path, name: str) -> bytes | None:
    try:
        return read_file(root, name)
    except FileNotFoundError:
        return None
