"""``asn help``: what the program or one of its commands does."""

import click

from asn.commands.completion import commands
from asn.commands.screen import show
from asn.commands.swedish import COMMANDS, Command, CommandGroup, unknown_command


@click.command(
    cls=Command,
    help="Visa hjälpen om asn, eller om ett kommando. Samma hjälp som --help ger.",
    epilog="Exempel:  asn help   asn help check",
)
@click.argument("name", required=False, metavar="[KOMMANDO]", shell_complete=commands)
@click.pass_context
def command(ctx: click.Context, *, name: str | None) -> None:
    """Print the help."""
    parent = ctx.find_root()
    if name is None:
        show(parent.get_help())
        return
    if name not in COMMANDS:
        raise unknown_command(name)
    assert isinstance(parent.command, CommandGroup)
    asked = parent.command.get_command(parent, name)
    assert asked
    show(asked.get_help(asked.context_class(asked, info_name=name, parent=parent)))
