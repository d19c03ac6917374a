"""What a command prints: results on stdout, messages on stderr, each line as wide as whoever reads it has room for."""

import os
import sys
from typing import NamedTuple

import click

from asn.output.plain import harmless, no_commands
from asn.output.terminal import Style, fitted, screen_width, terminal_style, uncoloured

QUIET, COLOR = "asn.quiet", "asn.color"
"""Where click's context keeps what ``-q`` and ``--color`` say."""


class Screen(NamedTuple):
    """Where results are printed: in which colours, and in how many columns (None: lines are as long as they are)."""

    style: Style
    width: int | None

    def fit(self, text: str) -> str:
        """A text with its lines broken where the screen ends."""
        if self.width is None:
            return text
        return "\n".join(part for line in text.split("\n") for part in fitted(line, self.width))


def screen() -> Screen:
    """Where results go."""
    terminal = sys.stdout.isatty()
    style = terminal_style(os.environ, terminal=terminal, when=str(_said(COLOR, "auto")))
    return Screen(style, screen_width(os.environ, terminal=terminal))


def show(text: str) -> None:
    """Print a result to be read by a person."""
    show_as_is(screen().fit(no_commands(text.removesuffix("\n"))) + "\n")


def show_as_is(text: str) -> None:
    """Print a result that is laid out already, or that a program reads."""
    _print(text, err=False)


def confirm(text: str) -> None:
    """Print that something is done, unless ``-q`` declines it."""
    if not _said(QUIET, default=False):
        show(text)


def say(message: str) -> None:
    """Print a message, unless ``-q`` declines it."""
    if not _said(QUIET, default=False):
        tell_always(message)


def tell_always(message: str) -> None:
    """Print a message that nobody may miss: what went wrong."""
    width = screen_width(os.environ, terminal=sys.stderr.isatty())
    lines = no_commands(message.removesuffix("\n")).split("\n")
    _print(
        "\n".join(lines if width is None else [part for line in lines for part in fitted(line, width)]) + "\n", err=True
    )


def _print(text: str, *, err: bool) -> None:
    """The one place where anything is printed: nothing that isn't seen gets by, but our own colours."""
    # Else click would take the colours away again wherever there is no terminal.
    color = None if err else screen().style is not uncoloured
    click.echo(harmless(text), nl=False, err=err, color=color)


def _said(name: str, default: object) -> object:
    context = click.get_current_context(silent=True)
    return context.meta.get(name, default) if context else default
