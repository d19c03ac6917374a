"""One build at a time writes a report."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asn.publish.failure import Busy, failed
from asn.publish.folder import recover
from asn.publish.place import opened

TAKEN = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt  # pragma: no cover - Windows only

    def _take(handle: int) -> None:  # pragma: no cover - Windows only
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(folder: Path, root: Path | None = None) -> Iterator[None]:
    """Hold the report's folder for this build alone, and mend what a killed one left beside it.

    The lock is on ``.<folder>.lock`` beside the folder, and is the system's own: it goes with the process,
    however that ends. The file stays, empty; to remove it would let two builds lock one each.

    Raises:
        Busy: Another build holds it. It is said at once, without waiting.
        PublishError: The folder is no place to write in, or the lock can't be made.
    """
    with opened(folder, root) as place:
        path = folder.with_name(f".{folder.name}.lock")
        try:
            handle = place.around.open(path.name, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise failed(error, path, "Inget är ändrat.") from error
        try:
            _hold(handle, path)
            recover(place)
            yield
        finally:
            os.close(handle)


def _hold(handle: int, path: Path) -> None:
    try:
        _take(handle)
    except OSError as error:
        if error.errno in TAKEN:
            raise Busy(
                "Rapporten byggs redan av ett annat kommando. Vänta tills det är klart och försök igen.",
                path,
                error.errno,
            ) from error
        raise failed(error, path, "Inget är ändrat.") from error
