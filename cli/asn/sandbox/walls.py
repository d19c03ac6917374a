"""The walls around a child: what it can't reach, whatever it is made to do.

Each is as good as the system that it stands on; :mod:`asn.sandbox.probe` tells which of them this one has.
"""

import ctypes
import mimetypes
import os
import signal
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from asn.sandbox import landlock, seccomp
from asn.sandbox.limits import Limits, confine, open_size_file

_DEATH_SIGNAL, _NO_NEW_RIGHTS = 1, 38  # prctl's PR_SET_PDEATHSIG and PR_SET_NO_NEW_PRIVS
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # unshare's CLONE_NEWUSER and CLONE_NEWNET
_HIGHEST = 1 << 20  # above every descriptor that a process may have
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store")
STREAMS = (0, 1, 2)
"""What is led nowhere: libraries print what is wrong with them, and whoever reads the command's lines may obey them."""
_PACKAGES = ("site-packages", "dist-packages")
_SETTINGS = ("/etc/ld.so.cache", "/etc/localtime", "/dev/urandom", "/usr/share/zoneinfo", "/usr/share/locale")


def close_up(limits: Limits, pipe: int, room: Path, parent: int, begun_with: int) -> None:
    """Put this process, just forked, behind all the walls that the system has.

    Args:
        limits: what it may use.
        pipe: the one descriptor that it keeps besides the standard streams.
        room: the folder that it may write in; temporary files go there.
        parent: the process that it was forked from, and ends with.
        begun_with: the bytes of address space that it was forked with.
    """
    os.closerange(3, pipe)
    os.closerange(pipe + 1, _HIGHEST)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in STREAMS:
        os.dup2(nothing, stream)
    os.close(nothing)
    tempfile.tempdir = str(room)
    # Out of time: the parent tells of it, whatever it does itself with this signal.
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    with suppress(OSError):  # the child of a child stays in its group
        os.setpgid(0, 0)
    confine(limits, begun_with)
    if limits.children:
        open_size_file()
    if sys.platform == "linux":
        _close_up_linux(limits, room, parent)


def _close_up_linux(limits: Limits, room: Path, parent: int) -> None:
    system = ctypes.CDLL(None, use_errno=True)
    system.unshare(_NEW_USER | _NEW_NET)  # refused in some containers, and in a child's child
    system.prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it went before the signal was set
        os._exit(0)
    system.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0)
    landlock.restrict([*_program_files(), *limits.readable], [room, Path(os.devnull)])
    seccomp.forbid(forks=limits.children > 0)


def _program_files() -> Iterator[Path]:
    """Where Python, its libraries and those of the system lie, and this package with its templates."""
    package = Path(__file__).parents[1]
    yield from (package, package.parents[1] / "templates", package.parents[1] / "docs")
    own = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    paths = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    own.add(str(Path(sys.base_prefix, "lib")))
    # Never all of the path: a script's own folder is there too, and may be anything.
    packages = (name for name in sys.path if Path(name).name in _PACKAGES)
    for name in (*own, *packages, *paths, *_LIBRARIES, *_SETTINGS, *mimetypes.knownfiles):
        if name:
            yield Path(os.path.realpath(name))
