"""How a child is isolated: what it can't reach, whatever it is made to do.

Each is as good as the system that it stands on; :mod:`asn.sandbox.probe` tells which of them this one has.
"""

import ctypes
import mimetypes
import os
import signal
import struct
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from asn.sandbox import seccomp
from asn.sandbox.limits import Limits, confine, open_size_file

_DEATH_SIGNAL, _NO_NEW_RIGHTS = 1, 38  # prctl's PR_SET_PDEATHSIG and PR_SET_NO_NEW_PRIVS
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # unshare's CLONE_NEWUSER and CLONE_NEWNET
_HIGHEST = 1 << 20  # above every descriptor that a process may have
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store")
STREAMS = (0, 1, 2)
"""What is led nowhere: libraries print what is wrong with them, and whoever reads the command's lines may obey them."""
_PACKAGES = ("site-packages", "dist-packages")
_SETTINGS = ("/etc/ld.so.cache", "/etc/localtime", "/dev/urandom", "/usr/share/zoneinfo", "/usr/share/locale")

# Landlock is Linux' own way for a process to give up files, for good and for all that it starts. Numbers, the same on
# every processor, from <linux/landlock.h> and the kernel's documentation, "Landlock: unprivileged access control".
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1  # landlock_create_ruleset's flag: tell which version there is
_BENEATH = 1  # a rule about what lies below a folder
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_OF_FILES = 1 << 1 | _READ_FILE | 1 << 14  # write, read and cut off: what can be done to a file that is there
# The kinds of access to files that each version brought: all can be refused, also to run a program (the first bit).
_KNOWN = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_TCP, _SCOPES = 3, 3  # bind and connect; other programs' abstract sockets and signals
TCP_SINCE, SCOPES_SINCE = 4, 6


def isolate(limits: Limits, pipe: int, room: Path, parent: int, begun_with: int) -> None:
    """Isolate this process, just forked, by all that the system has.

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
    _restrict([*_program_files(), *limits.readable], [room, Path(os.devnull)])
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


@lru_cache(maxsize=1)
def landlock_version() -> int:
    """The version of Landlock that this system has; 0 is none."""
    return max(0, _call(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION)))


def _restrict(read: Iterable[Path], write: Iterable[Path]) -> bool:
    """Let this process read only below some folders, and write only below others; whether the system can do that.

    It can run no program, and where the system knows how: neither use TCP nor send signals to others than its own.
    """
    known = landlock_version()
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
