"""``asn rule``: the rules, or one of them explained."""

import click

from asn.check.rules import titles
from asn.commands.swedish import USAGE, Command, Problem


@click.command(cls=Command, help="Lista reglerna, eller förklara en av dem.")
@click.argument("code", required=False, metavar="[KOD]")
def command(*, code: str | None) -> None:
    """Print the rules."""
    known = titles()
    if code is None:
        click.echo("\n".join(f"{name}  {known[name]}" for name in sorted(known)))
        return
    if code.upper() not in known:
        raise Problem(f"Regeln «{code}» finns inte. Se asn rule för alla.", USAGE)
    click.echo(f"{code.upper()}: {known[code.upper()]}")
