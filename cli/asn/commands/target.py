"""What a command makes and where it puts it, asked for and told in the same way by all."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from asn.commands.swedish import USAGE, Problem

F = TypeVar("F", bound=Callable[..., object])


def options(known: Sequence[str], where: str) -> Callable[[F], F]:
    """``--format`` and ``--out``; ``where`` tells in Swedish what the folder is, and which it is if none is named."""
    of = click.option(
        "--format",
        "formats",
        default=",".join(known),
        metavar="FORMAT",
        help=f"{', '.join(known)}; flera med komma emellan. Utan valet: alla.",
    )
    to = click.option(
        "--out", type=click.Path(file_okay=False, path_type=Path), default=None, metavar="MAPP", help=where
    )
    return lambda command: of(to(command))


def formats(told: str, known: Sequence[str]) -> tuple[str, ...]:
    """The formats that ``--format`` names, in the order of ``known``.

    Raises:
        Problem: if one of them doesn't exist, or none is named.
    """
    wanted = [name.strip() for name in told.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        raise Problem(f"Formatet «{', '.join(unknown) or told}» finns inte. Det finns: {', '.join(known)}.", USAGE)
    return tuple(name for name in known if name in wanted)


def short(path: Path) -> str:
    """A path as one would type it where one stands; it may have come from anyone, so nothing in it is a command."""
    from asn.output.plain import plain  # a build with nothing to do has nothing to tell

    here = Path.cwd()
    return plain(path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path))
