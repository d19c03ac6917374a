"""The command line. Only here is anything printed, and only here does the program end."""

import gc
import sys
from contextlib import suppress
from pathlib import Path

from asn.commands.failures import mend_streams
from asn.commands.swedish import run

_PATIENCE = 200_000
"""Objects made between two rounds of the garbage collector: a command makes many, frees few, and soon ends."""


def main() -> None:
    """The console script ``asn``."""
    gc.set_threshold(_PATIENCE)
    mend_streams()
    # A file named yaml.py in the content repository must never be imported as if it were the library.
    with suppress(OSError):  # the folder has been removed
        here = str(Path.cwd())
        sys.path[:] = [path for path in sys.path if path not in {"", here}]
    sys.exit(run(sys.argv[1:]))
