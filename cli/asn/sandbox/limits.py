"""What a child may use: time, memory, files and processes."""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

if sys.platform != "win32":
    import resource

SECONDS = 8
"""Of processor time for what a report needs; an ordinary one takes two."""
MEMORY = 900_000_000
"""Bytes of address space that work may add to what its process began with; what is really in use is always less."""
FILE = 100_000_000
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


def confine(limits: Limits) -> None:
    """Give this process, and those that it starts, no more time and memory than the limits, and no way to more."""
    if sys.platform == "win32":
        return
    for kind, most in (
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_AS, _held() + limits.memory),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # macOS has no limit on address space
            resource.setrlimit(kind, (least, least))


def _held() -> int:
    """Bytes of address space that this process has already: a child is given all of its parent's."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # no Linux
        return 0
