"""Two folders trade names in one step, where the system can do that.

Linux and macOS have a call for it that Python does not offer. It is worth a foreign function: without
it there is a moment, between two renames, when the report has no folder.
"""

import ctypes
import errno
import os
import sys

SWAP = 2  # RENAME_EXCHANGE in Linux's <linux/fs.h>, and RENAME_SWAP in macOS's <stdio.h>
UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}


def exchange(folder: int, one: str, other: str) -> bool:
    """Let two entries of an open folder trade names atomically; False if this system can't and nothing happened.

    Raises:
        OSError: The system can, but it failed.
    """
    # EPERM is among the unable ones, as a sandbox's way to say no; the renames that follow tell a real one.
    number = _call(folder, os.fsencode(one), os.fsencode(other))
    if number in UNABLE:
        return False
    if number:
        raise OSError(number, os.strerror(number), one, None, other)
    return True


def _call(folder: int, one: bytes, other: bytes) -> int:
    """0 if they traded names, else the system's error number."""
    if sys.platform == "win32":
        return errno.ENOSYS  # pragma: no cover - Windows only
    system = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        failed = system.renameatx_np(folder, one, folder, other, ctypes.c_uint(SWAP))  # pragma: no cover - macOS only
    elif hasattr(system, "renameat2"):  # older musl has none
        failed = system.renameat2(folder, one, folder, other, ctypes.c_uint(SWAP))
    else:
        return errno.ENOSYS
    return ctypes.get_errno() if failed else 0
