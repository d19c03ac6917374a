"""``asn schema``: what each kind of file may hold, for the editor's program."""

from pathlib import Path

import click

from asn.commands.swedish import USAGE, Command, Problem
from asn.schema import schema_text, schemas


@click.command(
    cls=Command,
    help="Skriv ut JSON Schema för innehållets filer, så att VS Code kan fylla i, förklara och stryka under. "
    "Utan namn: alla, i ett enda JSON-objekt.",
    epilog="Exempel:  asn schema --write schema   asn schema avsnitt",
)
@click.argument("name", required=False, metavar="[NAMN]")
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="MAPP",
    help="Lägg dem som filer i mappen.",
)
def command(*, name: str | None, folder: Path | None) -> None:
    """Print the schemas, or write them."""
    made = schemas()
    if name is not None:
        wanted = f"{name.removesuffix('.schema.json').removesuffix('.yaml')}.schema.json"
        if wanted not in made:
            known = ", ".join(sorted(known.removesuffix(".schema.json") for known in made))
            raise Problem(f"Det finns inget schema för «{name}». Det finns: {known}.", USAGE)
        made = {wanted: made[wanted]}
    if folder:
        click.echo("\n".join(_written(folder, file, schema_text(schema)) for file, schema in sorted(made.items())))
    else:
        click.echo(schema_text(made[wanted] if name else made), nl=False)


def _written(folder: Path, name: str, text: str) -> str:
    path, data = folder / name, text.encode()
    if path.is_file() and path.read_bytes() == data:
        return f"{path}: oförändrad"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as why:
        raise Problem(f"{path} kan inte skrivas: {why.strerror}.") from None
    return f"{path}: skriven"
