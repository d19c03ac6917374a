"""``python -m asn`` is ``asn``."""

import sys
from pathlib import Path

# A file named click.py where one stands must never be imported as if it were the library.
sys.path[:] = [path for path in sys.path if path not in {"", str(Path.cwd())}]

from asn.commands import main  # noqa: E402 - as above

if __name__ == "__main__":
    main()
