"""``asn import``: figures from where they live, each with the cell that it came from. A source is a module here."""

import importlib
from collections.abc import Mapping

import click

from asn.commands.swedish import USAGE, Command, Problem

SOURCES: Mapping[str, tuple[str, str]] = {
    "xlsx": ("asn.commands.imports.sheet", "Läs siffror ur en Excel-arbetsbok."),
    "csv": ("asn.commands.imports.sheet", "Läs siffror ur en CSV-fil."),
    "kolada": ("asn.commands.imports.kolada", "Hämta kommunens nyckeltal ur Kolada."),
}
"""Each source by its name: the module that has its command by that name in ``COMMANDS``, and what it does."""


class Sources(Command, click.Group):
    """All sources; each is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The sources' names."""
        return list(SOURCES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """One source's command."""
        if cmd_name not in SOURCES:
            return None
        command = importlib.import_module(SOURCES[cmd_name][0]).COMMANDS[cmd_name]
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The source that the user named, or a Swedish word on what there is."""
        if args[0] not in SOURCES:
            raise Problem(f"«{args[0]}» går inte att läsa ur. Det finns: {', '.join(SOURCES)}.", USAGE)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The sources, then the options."""
        with formatter.section("Källor"):
            formatter.write_dl([(name, description) for name, (_, description) in SOURCES.items()])
        Command.format_options(self, ctx, formatter)


@click.group(
    cls=Sources,
    help="Läs in siffror där de finns, och kom ihåg varifrån var och en kom.",
    epilog="Exempel:  asn import xlsx --period 2025/T2   asn import kolada --file svar.json",
)
def command() -> None:
    """The group itself."""
