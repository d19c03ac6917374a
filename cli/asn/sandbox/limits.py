"""What a process may use."""

import contextlib
import os
import signal
import sys
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
_ENDLESS = 24 * 3600
_DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # unshare's CLONE_NEWUSER and CLONE_NEWNET


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of processor time, and bytes of memory."""

    seconds: int
    memory: int = MEMORY

    @classmethod
    def inherited(cls) -> "Limits":
        """What this process itself may use: for a child that does part of its work."""
        own, _ = resource.getrlimit(resource.RLIMIT_CPU)
        return cls(_ENDLESS if own == resource.RLIM_INFINITY else own)

    @property
    def patience(self) -> float:
        """Seconds on the clock: a child waits for nothing, but a busy machine may have more to do than it."""
        return 20.0 * self.seconds

    def less(self, seconds: float) -> "Limits":
        """What is left when so much time has been used; always some, so that what is small is done."""
        return replace(self, seconds=max(1, self.seconds - round(seconds)))

    def part(self, share: float) -> "Limits":
        """A share of the time, for one of several that work side by side."""
        return replace(self, seconds=max(1, round(share * self.seconds)))


def confine(limits: Limits) -> None:
    """Give this process, and those that it starts, no more than the limits, as far as the system can hold them."""
    if sys.platform == "win32":
        return
    hasten(limits.seconds)
    for kind, most in (
        (resource.RLIMIT_AS, _held() + limits.memory),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        _limit(kind, most)


def hasten(seconds: int) -> None:
    """Give this process so many seconds of processor time from its beginning, whatever it had before."""
    if sys.platform != "win32":
        _limit(resource.RLIMIT_CPU, seconds)


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS has no limit on address space
        resource.setrlimit(kind, (least, hard))


def _held() -> int:
    """Bytes of address space that this process has already: a child is given all of its parent's."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # no Linux
        return 0


def isolate() -> None:
    """Cut this process off from the network and tie its life to its parent's, where the system lets us."""
    if sys.platform != "win32":
        signal.signal(
            signal.SIGXCPU, signal.SIG_DFL
        )  # out of time: the parent tells of it, whatever it does with its own
    if sys.platform != "linux":
        return
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    libc.unshare(_NEW_USER | _NEW_NET)  # refused in some containers: nothing in us asks the network either way
