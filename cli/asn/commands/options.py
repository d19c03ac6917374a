"""The options that every command takes, and the layout of its help."""

import os
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import click

from asn import __version__
from asn.commands.screen import COLOR, QUIET, show
from asn.output.terminal import USUAL, columns, fitted, screen_width, wrapped

_TERM = 30  # columns of a term that has its explanation beside it
_ROOM = 24  # columns that an explanation needs


def _version(ctx: click.Context, _: click.Parameter, value: object) -> None:
    if value and not ctx.resilient_parsing:
        show(f"asn {__version__}")
        ctx.exit()


def _kept(ctx: click.Context, name: str, value: object) -> None:
    if value is not None and value is not False:
        ctx.meta[name] = value


COMMON: tuple[click.Option, ...] = (
    click.Option(
        ["-C", "start"],
        metavar="MAPP",
        type=click.Path(file_okay=False),
        is_eager=True,
        expose_value=False,
        help="Gör det i den mappen i stället för där du står.",
    ),
    click.Option(
        ["-q", "--quiet"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=lambda ctx, _, value: _kept(ctx, QUIET, value),
        help="Skriv bara svaret och det som är fel.",
    ),
    click.Option(
        ["--color"],
        type=click.Choice(["auto", "always", "never"]),
        metavar="NÄR",
        is_eager=True,
        expose_value=False,
        callback=lambda ctx, _, value: _kept(ctx, COLOR, value),
        help="Färger: auto (bara i en terminal), always eller never.",
    ),
    click.Option(["--debug"], is_flag=True, expose_value=False, help="Visa hela felspårningen om asn själv går fel."),
    click.Option(
        ["-V", "--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_version,
        help="Visa versionen.",
    ),
)
"""Options of every command, before or after its name."""


def enter(ctx: click.Context, opts: Mapping[str, Any]) -> None:
    """Go where ``-C`` says, before anything else is read.

    Raises:
        click.BadParameter: if it is no folder.
    """
    folder = opts.get("start")
    if folder and not ctx.resilient_parsing:
        try:
            os.chdir(str(folder))
        except OSError:
            raise click.BadParameter("", ctx=ctx, param=COMMON[0]) from None


class Formatter(click.HelpFormatter):
    """Help in whole words, as wide as the screen."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        """As click's, which gives no width of its own."""
        there = screen_width(os.environ, terminal=sys.stdout.isatty()) or USUAL
        super().__init__(indent_increment, min(width or there, max_width or USUAL), max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line."""
        head = f"{prefix or ''}{prog} "
        rest = " " * (len(head) if len(head) + _ROOM <= self.width else 4)
        self._write_lines(wrapped(args, self.width, head, rest))

    def write_text(self, text: str) -> None:
        """Paragraphs; one that begins with a backspace keeps its lines."""
        indent = " " * self.current_indent
        paragraphs = []
        for paragraph in text.split("\n\n"):
            kept = paragraph.removeprefix("\b\n")
            if kept != paragraph:
                paragraphs.append([part for line in kept.split("\n") for part in fitted(indent + line, self.width)])
            else:
                paragraphs.append(wrapped(paragraph, self.width, indent))
        self.write("\n\n".join("\n".join(lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _TERM, col_spacing: int = 2) -> None:
        """Terms and what they mean; a long term has its explanation below."""
        pairs, indent = tuple(rows), " " * self.current_indent
        column = min(max((columns(term) for term, _ in pairs), default=0), col_max) + col_spacing + len(indent)
        column = column if column + _ROOM <= self.width else len(indent) + 4
        for term, meaning in pairs:
            if columns(indent + term) + col_spacing <= column:
                self._write_lines(wrapped(meaning, self.width, f"{indent}{term}".ljust(column), " " * column))
            else:
                self._write_lines(fitted(indent + term, self.width))
                self._write_lines(wrapped(meaning, self.width, " " * column))

    def _write_lines(self, lines: Iterable[str]) -> None:
        self.write("".join(f"{line.rstrip()}\n" for line in lines))
