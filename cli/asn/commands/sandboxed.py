"""A command's work on the project's files, done in the sandbox: the command starts it, and prints what it gives."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from asn.commands.screen import say, show_as_is, tell_always
from asn.commands.swedish import CONTENT, SUCCESS, Problem
from asn.files import FileChange, Refused
from asn.load.outline import seconds_needed, source_files
from asn.sandbox import Child, Ended, Limits, packed, unpacked

F = TypeVar("F", bound=Callable[..., object])
_LONGEST = 3600


class CommandOutput(NamedTuple):
    """What a command has to say, on stdout and on stderr, its exit code, and files to make or change."""

    out: str = ""
    err: str = ""
    code: int = SUCCESS
    files: tuple[tuple[str, bytes], ...] = ()
    changes: tuple[FileChange, ...] = ()


def timeout_option(words: str, usual: int | None = None) -> Callable[[F], F]:
    """``--timeout``; ``words`` is its help, in Swedish."""
    seconds, shown = click.IntRange(1, _LONGEST), usual is not None
    return click.option("--timeout", type=seconds, default=usual, show_default=shown, metavar="SEKUNDER", help=words)


timeout = timeout_option("Längsta beräkningstid. Utan valet växer den med innehållet.")


def limits(root: Path | None, seconds: int | None, *more: Path) -> Limits:
    """What work on a project may use.

    Args:
        root: the project; None where there is none.
        seconds: what ``--timeout`` says; None gives what content of this size can need.
        more: what it may read besides the project's content and templates.
    """
    own = source_files(root) if root else ()
    return Limits(seconds or seconds_needed(root), readable=(*own, *more))


def confined(work: Callable[[], CommandOutput], given: Limits) -> CommandOutput:
    """Do some work in the sandbox.

    Raises:
        Problem: if it says so, or took too much.
    """
    try:
        data = Child(partial(_packed, work), given, Problem, Refused, KeyboardInterrupt).result()
    except Ended as why:
        raise too_much(why) from None
    (_, head), *files = unpacked(data)
    out, err, code, are_new = json.loads(head)
    both = [(files.pop(0), files.pop(0)) for _ in are_new]
    changes = (
        FileChange(name, None if is_new else old, new)
        for ((name, old), (_, new)), is_new in zip(both, are_new, strict=True)
    )
    return CommandOutput(out, err, code, tuple(files), tuple(changes))


def tell(output: CommandOutput) -> int:
    """Print what there is to say; the exit code."""
    show_as_is(output.out)
    for line in output.err.splitlines():
        # What went wrong is said by name, and nobody may miss it.
        (tell_always if line.startswith("asn: ") else say)(line)
    return output.code


def too_much(why: Ended) -> Problem:
    """What to say when the content took more than it may."""
    asked = click.get_current_context().command_path
    return Problem(f"Innehållet gick inte att läsa och kontrollera. {why.message(asked)}", CONTENT)


def _packed(work: Callable[[], CommandOutput]) -> bytes:
    output = work()
    head = json.dumps([output.out, output.err, output.code, [one.old is None for one in output.changes]]).encode()
    both = [(one.name, data) for one in output.changes for data in (one.old or b"", one.new)]
    return packed([("", head), *both, *output.files])
