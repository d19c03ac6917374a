"""What a child may use: time, memory, files and processes."""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

if sys.platform != "win32":
    import resource

SECONDS = 8
"""Of processor time for what a report needs; an ordinary one takes two."""
MEMORY = 900_000_000
"""Bytes of address space that work may add to what its process began with; what is really in use is always less."""
FILE_BYTES = 100_000_000
"""Bytes of a file that a child may write: the engine's fonts, of some hundred thousand."""
_PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use.

    ``seconds`` are of processor time, ``memory`` is in bytes. ``readable`` are the files and folders that it may read
    besides the program's own. ``children`` are the seconds that each child of its own may take; 0: it can have none.
    """

    seconds: int
    memory: int = MEMORY
    readable: tuple[Path, ...] = ()
    children: int = 0

    @property
    def patience(self) -> float:
        """Seconds on the clock before each answer: a busy machine may have more to do than this."""
        return float(_PATIENCE * (self.seconds + self.children))

    @property
    def of_a_child(self) -> "Limits":
        """What a child of its own may use."""
        return replace(self, seconds=self.children, children=0)


def confine(limits: Limits, begun_with: int) -> None:
    """Give this process, and those that it starts, no more time and memory than the limits, and no way to more.

    ``begun_with`` are the bytes of address space that it was forked with.
    """
    if sys.platform == "win32":
        return
    memory = begun_with + limits.memory
    # Its children begin with what it holds, and have as much besides: what it can't have itself, it can hand on.
    more = limits.memory if limits.children else 0
    for kind, most, highest in (
        (resource.RLIMIT_CPU, limits.seconds, max(limits.seconds, limits.children)),
        (resource.RLIMIT_AS, memory, memory + more),
        (resource.RLIMIT_FSIZE, FILE_BYTES, FILE_BYTES),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, hard = resource.getrlimit(kind)
        end = highest if hard == resource.RLIM_INFINITY else min(highest, hard)
        with suppress(ValueError, OSError):  # macOS has no limit on address space
            resource.setrlimit(kind, (min(most, end), end))


def address_space() -> int:
    """Bytes of address space that this process has: a child is given all of it."""
    try:
        return int(os.pread(_size_file(), 100, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # no Linux
        return 0


def open_size_file() -> None:
    """Open where the kernel tells what this process holds: an isolated child can't, and may fork in its turn."""
    _size_file.cache_clear()
    with suppress(OSError):
        _size_file()


@lru_cache(maxsize=1)
def _size_file() -> int:
    return os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
