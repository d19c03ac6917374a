"""The command line. Only here is anything printed, and only here does the program end."""

import os
import sys

from asn.commands.swedish import run


def main() -> None:
    """The console script ``asn``."""
    # A file named yaml.py in the content repository must never be imported as if it were the library.
    if "" in sys.path or os.getcwd() == sys.path[0]:
        sys.path[:] = [path for path in sys.path if path not in {"", os.getcwd()}]  # noqa: PTH109 - compared as text with sys.path
    sys.exit(run(sys.argv[1:]))
