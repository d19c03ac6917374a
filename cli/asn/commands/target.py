"""What a command makes and where it puts it, asked for and told in the same way by all."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from asn.cache import AUTO, ENGINES
from asn.commands.sandboxed import timeout_option
from asn.commands.swedish import USAGE, Problem
from asn.files import Overtaken, Refused, cause, read_any
from asn.sandbox import SECONDS

_MOST = 20_000_001  # a byte more than a template may have
F = TypeVar("F", bound=Callable[..., object])


def options(known: Sequence[str], where: str, usual: Sequence[str] = ()) -> Callable[[F], F]:
    """``--format`` and ``--out``; ``usual`` are the formats that are made if none is named, and none told are all."""
    without = "alla" if not usual else f"alla utom {' och '.join(name for name in known if name not in usual)}"
    of = click.option(
        "--format",
        "formats",
        default=",".join(usual or known),
        metavar="FORMAT",
        help=f"{', '.join(known)}; flera med komma emellan. Utan valet: {without}.",
    )
    to = out_option(where)
    return lambda command: of(to(command))


def out_option(where: str, *, required: bool = False) -> Callable[[F], F]:
    """``--out``; ``where`` is its help, in Swedish."""
    folder = click.Path(file_okay=False, path_type=Path)
    return click.option("--out", type=folder, default=None, required=required, metavar="MAPP", help=where)


def pdf_engine(words: str) -> Callable[[F], F]:
    """``--pdf-engine``; ``words`` is its help, in Swedish."""
    return click.option("--pdf-engine", "engine", type=click.Choice([*ENGINES, AUTO]), default=AUTO, help=words)


report_timeout = timeout_option(f"Längsta beräkningstid för en rapport. Utan valet: {SECONDS}.")
word_template = click.option(
    "--docx-mall",
    "docx_mall",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FIL",
    help="Er egen Word-mall (.docx eller .dotx): formatmallar, sidhuvud och sidfot tas därifrån.",
)


def read_word_template(path: Path | None, wanted: Sequence[str]) -> bytes:
    """The bytes of the file that ``--docx-mall`` names; none where it isn't given.

    Raises:
        Problem: if it can't be read, or no Word file is asked for.
    """
    if path is None:
        return b""
    if "docx" not in wanted:
        raise Problem("--docx-mall gäller Word. Skriv --format docx också.", USAGE)
    whole = path.absolute()
    try:
        return read_named(whole, _MOST)
    except FileNotFoundError:
        raise Problem(f"Filen {short_path(whole)} finns inte.", USAGE) from None
    except (Refused, OSError) as why:
        reason = cause(why) if isinstance(why, OSError) else str(why)
        raise Problem(f"Filen {short_path(whole)} går inte att läsa: {reason}", USAGE) from None


def read_named(path: Path, most: int) -> bytes:
    """A file that the user names, wherever it lies; no more than ``most`` bytes of it."""
    whole = path.absolute()
    return read_any(whole.parent, whole.name, most)


def formats(given: str, known: Sequence[str]) -> tuple[str, ...]:
    """The formats that ``--format`` names, in the order of ``known``.

    Raises:
        Problem: if one of them doesn't exist, or none is named.
    """
    wanted = [name.strip() for name in given.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        raise Problem(f"Formatet «{', '.join(unknown) or given}» finns inte. Det finns: {', '.join(known)}.", USAGE)
    return tuple(name for name in known if name in wanted)


def short_path(path: Path) -> str:
    """A path as one would type it where one stands; it may have come from anyone, so nothing in it is a command."""
    from asn.output.plain import plain  # a build with nothing to do has nothing to tell

    here = Path.cwd()
    return plain(path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path))


def anchored(path: Path) -> tuple[Path, str]:
    """A folder that is there, and the name below it of one to write in: below it no link is followed.

    It is where one stands, for what lies below that: a link there may be anybody's. Elsewhere the way was typed by the
    user, and is the nearest folder above that there is.
    """
    here, path = Path.cwd(), Path(os.path.normpath(path.absolute()))
    if path == here:
        return here, "."
    root = here if path.is_relative_to(here) else next(folder for folder in path.parents if folder.is_dir())
    return root, path.relative_to(root).as_posix()


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What stops a file from being written, as one calm line.

    Raises:
        Problem: if something did.
    """
    try:
        yield
    except Overtaken as why:
        raise Problem(str(why)) from None
    except (Refused, OSError) as why:
        error = why.__cause__ if isinstance(why, Refused) else why
        reason = f"{cause(error)}. Inget är ändrat." if isinstance(error, OSError) else str(why)
        raise Problem(f"{short_path(path)} kan inte skrivas: {reason}") from None
