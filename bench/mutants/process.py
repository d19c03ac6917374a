"""A child process for each trial: it inherits all that has been imported, and takes its damage with it."""

import os
import signal
import traceback
from collections.abc import Callable

MEMORY = 4 * 1024**3
BROKEN = 99
"""The exit code of a child whose work itself went wrong."""


def ran(work: Callable[[], int], seconds: float) -> int | None:
    """Do the work in a forked child, silently; its outcome is the child's exit code, None if it took too long."""
    child = os.fork()
    if not child:
        _live(work, seconds)
    _, status = os.waitpid(child, 0)
    _end_group(child)
    code = os.waitstatus_to_exitcode(status)
    return None if code == -signal.SIGALRM else code


def _live(work: Callable[[], int], seconds: float) -> None:
    """The child's whole life. What it starts is in its group, and goes with it."""
    import resource

    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    errors = os.dup(2)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    code = BROKEN
    try:
        code = work()
    except Exception:  # noqa: BLE001  # a fault of this program's own: tests catch theirs
        os.write(errors, traceback.format_exc().encode())
    finally:
        os._exit(code)


def _end_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return
