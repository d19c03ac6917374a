"""The command line. Only here is anything printed, and only here does the program end."""

import sys
from pathlib import Path

from asn.commands.guard import guard
from asn.commands.swedish import run


def main() -> None:
    """The console script ``asn``."""
    # A file named yaml.py in the content repository must never be imported as if it were the library.
    here = str(Path.cwd())
    sys.path[:] = [path for path in sys.path if path not in {"", here}]
    guard(sys.argv[1:])
    sys.exit(run(sys.argv[1:]))
