"""``asn import``: figures from where they live, each with the cell that it came from. A source is a module here."""

import click

from asn.commands.swedish import USAGE, CommandGroup, Problem, Table

SOURCES: Table = {
    "xlsx": ("asn.commands.imports.sheet:xlsx", "Läs siffror ur en Excel-arbetsbok."),
    "csv": ("asn.commands.imports.sheet:csv", "Läs siffror ur en CSV-fil."),
    "kolada": ("asn.commands.imports.kolada", "Hämta kommunens nyckeltal ur Kolada."),
}
"""Each source by its name, as the commands are."""


def _unknown(name: str) -> Problem:
    return Problem(f"«{name}» går inte att läsa ur. Det finns: {', '.join(SOURCES)}.", USAGE)


@click.group(
    cls=CommandGroup,
    table=SOURCES,
    heading="Källor",
    unknown=_unknown,
    help="Läs in siffror där de finns, och kom ihåg varifrån var och en kom.",
    epilog="Exempel:  asn import xlsx --period 2025/T2   asn import kolada --file svar.json",
)
def command() -> None:
    """The group itself."""
