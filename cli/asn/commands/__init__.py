"""The command line. Only here is anything printed, and only here does the program end."""

import errno
import gc
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from asn.commands.screen import tell_always
from asn.commands.swedish import CONTENT, OURS, STOPPED, SUCCESS, USAGE, Problem, in_swedish, program
from asn.files.names import MACHINES_CAUSES, Refused

_PATIENCE = 200_000
"""Objects made between two rounds of the garbage collector: a command makes many, frees few, and soon ends."""


def main() -> None:
    """The console script ``asn``."""
    gc.set_threshold(_PATIENCE)
    _mend_streams()
    # A file named yaml.py in the content repository must never be imported as if it were the library.
    with suppress(OSError):  # the folder has been removed
        here = str(Path.cwd())
        sys.path[:] = [path for path in sys.path if path not in {"", here}]
    code = run(sys.argv[1:])
    gc.freeze()  # else the interpreter looks for cycles among all its objects before it ends
    sys.exit(code)


def _mend_streams() -> None:
    """Put something in the place of standard streams that are closed: the next file opened would have their number.

    What is printed on such a stdout fails, and so is told of; on such a stderr it is lost.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            os.dup2(handle, number)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def run(args: Sequence[str]) -> int:
    """Run the program and give its exit code."""
    try:
        # --debug may stand anywhere: whoever meets a fault adds it to the command that failed.
        outcome: Any = program.main([arg for arg in args if arg != "--debug"], prog_name="asn", standalone_mode=False)
        sys.stdout.flush()
    except BaseException as why:  # noqa: BLE001 - the one place where it is met, whatever it is
        message, code = _ending(why)
        with suppress(OSError, ValueError):  # nothing can be told where stderr itself can't be written
            if code == OURS:
                _tell_our_fault(why, debug="--debug" in args)
            else:
                _say(message)
        _discard_output()
        return code
    return outcome if isinstance(outcome, int) else SUCCESS


def _ending(why: BaseException) -> tuple[str, int]:
    """What to say of what ended the program, and its exit code."""
    match why:
        case Problem():
            return why.message, why.code
        case click.exceptions.Abort() | KeyboardInterrupt():
            return "avbrutet.", STOPPED
        case click.ClickException():
            return in_swedish(why), USAGE
        case Refused():
            return str(why), CONTENT
        case MemoryError():
            return "Innehållet behöver mer minne än det får, och asn avbröt.", CONTENT
        case SystemExit():  # click's, where nobody reads what is printed
            return _ending(BrokenPipeError(errno.EPIPE, ""))
        case OSError() if _is_lost():
            return "Mappen som du står i finns inte längre. Gå till en annan med cd.", USAGE
        case OSError() if text := _machines_fault(why):
            return text, USAGE if why.errno == errno.ENAMETOOLONG else CONTENT
    return "", OURS


def _say(message: str) -> None:
    """Tell what is wrong. The message may quote what the user typed, and a workflow may have had that from anyone."""
    from asn.output.plain import code_point, plain_lines  # a command that goes well has nothing to say here

    # A log line that starts with two colons is a command to a GitHub runner.
    text = re.sub(r"(?m)(^| ):(?=:)", lambda match: match[1] + code_point(":"), plain_lines(message))
    tell_always(f"asn: {text}")


def _machines_fault(why: OSError) -> str | None:
    """What the machine couldn't do, in a sentence; None where that is no fault of the machine's."""
    cause = MACHINES_CAUSES.get(why.errno or 0)
    if cause is None:
        return None
    name = f"{cause} ({errno.errorcode[why.errno or 0]})"
    if why.filename is None:
        return f"Utskriften kom inte fram: {name}."
    return f"{os.fsdecode(why.filename)} går inte att använda: {name}."


def _is_lost() -> bool:
    """Whether the folder that the command was given in is gone."""
    try:
        Path.cwd()
    except OSError:
        return True
    return False


def _discard_output() -> None:
    """Leave what is still to be printed, which the interpreter else would try to print as it ends."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
            continue
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _tell_our_fault(why: BaseException, *, debug: bool) -> None:
    """Two calm lines and a log, or with ``--debug`` the whole traceback."""
    if debug:
        traceback.print_exception(why)
        return
    tell_always("asn: Något gick fel i själva programmet. Inget av det du har skrivit är skadat.")
    try:
        with tempfile.NamedTemporaryFile("w", prefix="asn-", suffix=".log", delete=False, encoding="utf-8") as log:
            traceback.print_exception(why, file=log)
    except OSError:
        tell_always("asn: Felet kunde inte skrivas ner; kör kommandot igen med --debug för att se det.")
        return
    tell_always(f"asn: Felet är beskrivet i {log.name}; skicka gärna med den filen när du rapporterar.")
