"""Landlock: Linux' own way for a process to give up files, for good and for all that it starts.

Numbers from <linux/landlock.h> and the kernel's documentation, "Landlock: unprivileged access control".
"""

import ctypes
import os
import struct
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

# The same on every processor.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1  # landlock_create_ruleset's flag: tell which version there is
_BENEATH = 1  # a rule about what lies below a folder
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_OF_FILES = 1 << 1 | _READ_FILE | 1 << 14  # write, read and cut off: what can be done to a file that is there
# The kinds of access to files that each version brought: all can be refused, also to run a program (the first bit).
_KNOWN = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_TCP, _SCOPES = 3, 3  # bind and connect; other programs' abstract sockets and signals
TCP_SINCE, SCOPES_SINCE = 4, 6


@lru_cache(maxsize=1)
def version() -> int:
    """The version of Landlock that this system has; 0 is none."""
    return max(0, _call(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION)))


def restrict(read: Iterable[Path], write: Iterable[Path]) -> bool:
    """Let this process read only below some folders, and write only below others; whether the system can do that.

    It can run no program, and where the system knows how: neither use TCP nor send signals to others than its own.
    """
    known = version()
    if not known:
        return False
    files = max(bits for since, bits in _KNOWN.items() if since <= known)
    handled = struct.pack("QQQ", files, _TCP if known >= TCP_SINCE else 0, _SCOPES if known >= SCOPES_SINCE else 0)
    rules = _call(_CREATE, handled, ctypes.c_size_t(len(handled)), ctypes.c_uint32(0))
    if rules < 0:
        return False
    for path in read:
        _allow(rules, path, _READ_FILE | _READ_DIR)
    for path in write:
        _allow(rules, path, files & ~1)
    done = _call(_RESTRICT, ctypes.c_int(rules), ctypes.c_uint32(0)) == 0
    os.close(rules)
    return done


def _allow(rules: int, path: Path, access: int) -> None:
    """Of what isn't there, and of a link, nothing is allowed."""
    with suppress(OSError):
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC | os.O_NOFOLLOW)
        given = access if path.is_dir() else access & _OF_FILES
        _call(_ADD, ctypes.c_int(rules), ctypes.c_int(_BENEATH), struct.pack("=Qi", given, handle), ctypes.c_uint32(0))
        os.close(handle)


def _call(number: int, *args: object) -> int:
    try:
        system = ctypes.CDLL(None, use_errno=True)
        return int(system.syscall(ctypes.c_long(number), *args))
    except (AttributeError, OSError):  # pragma: no cover - no Linux
        return -1
