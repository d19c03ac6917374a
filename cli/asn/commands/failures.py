"""The message and exit code of a run that the system stopped (disk, memory, signal) or that has a fault of ours."""

import errno
import os
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

from asn.commands.screen import tell_always

_CAUSES = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet du får använda är slut",
    errno.EACCES: "rättighet saknas",
    errno.EPERM: "rättighet saknas",
    errno.EROFS: "disken är skrivskyddad",
    errno.EIO: "disken svarar med ett läs- eller skrivfel",
    errno.EPIPE: "mottagaren har slutat läsa",
    errno.EBADF: "den är stängd",
    errno.EMFILE: "för många filer är öppna",
    errno.ENFILE: "för många filer är öppna",
    errno.ENOMEM: "minnet är slut",
    errno.EAGAIN: "datorn kan inte starta fler program",
    errno.ENAMETOOLONG: "sökvägen är längre än datorn kan ha",
    errno.ENOTDIR: "en mapp på vägen dit är ingen mapp",
    errno.ELOOP: "vägen dit går genom en länk till sig själv",
    errno.ESTALE: "nätverksdisken svarar inte som den ska",
    errno.ENOTCONN: "nätverksdisken svarar inte",
}


def mend_streams() -> None:
    """Put something in the place of standard streams that are closed: the next file opened would have their number.

    What is printed on such a stdout fails, and so is told of; on such a stderr it is lost.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            os.dup2(handle, number)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def machines_fault(why: OSError) -> str | None:
    """What the machine couldn't do, in a sentence; None where that is no fault of the machine's."""
    cause = _CAUSES.get(why.errno or 0)
    if cause is None:
        return None
    name = f"{cause} ({errno.errorcode[why.errno or 0]})"
    if why.filename is None:
        return f"Utskriften kom inte fram: {name}."
    return f"{os.fsdecode(why.filename)} går inte att använda: {name}."


def is_lost() -> bool:
    """Whether the folder that the command was given in is gone."""
    try:
        Path.cwd()
    except OSError:
        return True
    return False


def give_up_output() -> None:
    """Leave what is still to be printed, which the interpreter else would try to print as it ends."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
            continue
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell_our_fault(why: BaseException, *, debug: bool) -> None:
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
