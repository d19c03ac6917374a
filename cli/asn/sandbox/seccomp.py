"""A filter on system calls: what a child has no use for, it can't ask the kernel.

It is a program of the kernel's small machine for filters (BPF), which is given the number of a call and its arguments
and says whether the call is made. Numbers from <linux/seccomp.h>, <linux/bpf_common.h> and the tables of calls.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator

_SET_FILTER = (22, 2)  # prctl's PR_SET_SECCOMP with SECCOMP_MODE_FILTER
_LOAD, _EQUAL, _ABOVE, _HAS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _FIRST, _SECOND = 0, 4, 16, 24  # where each stands; of an argument its lower half
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_THREAD = 0x10000  # clone's flag
_DEATH, _KILL = 1, 9  # prctl's PR_SET_PDEATHSIG, and the only signal that it may be set to
_OTHERS = 0x40000000  # where another table of calls begins, on x86

# By processor: what the kernel calls it, and the column below.
_PROCESSORS = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
_NEVER = {
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201), "sendto": (44, 206),
    "sendmsg": (46, 211), "io_uring_setup": (425, 425),  # … by which sockets are had, too
    "execve": (59, 221), "execveat": (322, 281),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "bpf": (321, 280),
    "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
    "setpgid": (109, 154), "setsid": (112, 157),  # by the group it is found and ended
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40),
    # Another user's rights would also take off the death signal.
    "setuid": (105, 146), "setgid": (106, 144), "setreuid": (113, 145), "setregid": (114, 143), "setresuid": (117, 147),
    "setresgid": (119, 149), "setfsuid": (122, 151), "setfsgid": (123, 152), "capset": (126, 91),
}  # fmt: skip
_PRCTL, _CLONE, _CLONE3 = (157, 167), (56, 220), (435, 435)
_FORK = ((57, None), (58, None))  # fork and vfork
_SIGNALS = ((62, 129), (234, 131))  # kill and tgkill


def known_calls() -> bool:
    """Whether there is a filter for this processor."""
    return platform.machine() in _PROCESSORS


def forbid(*, forks: bool) -> bool:
    """Take these calls from this process and all that it starts; whether the system can do that.

    Args:
        forks: whether it may still start processes, and signal them.
    """
    machine, column = _PROCESSORS.get(platform.machine(), (0, 0))
    if not machine:
        return False
    steps = b"".join(_program(machine, column, forks=forks))
    held = ctypes.create_string_buffer(steps, len(steps))
    whole = struct.pack("HxxxxxxQ", len(steps) // 8, ctypes.addressof(held))
    try:
        return bool(ctypes.CDLL(None, use_errno=True).prctl(*_SET_FILTER, whole) == 0)
    except (AttributeError, OSError):  # pragma: no cover - no Linux
        return False


def _program(machine: int, column: int, *, forks: bool) -> Iterator[bytes]:
    no = _step(_RETURN, _ERROR | errno.EPERM)
    yield from (_step(_LOAD, _MACHINE), _step(_EQUAL, machine, 1, 0), no)
    yield from (_step(_LOAD, _NUMBER), _step(_ABOVE, _OTHERS, 0, 1), no)
    for numbers in _NEVER.values():
        yield from (_step(_EQUAL, numbers[column], 0, 1), no)
    # prctl(PR_SET_PDEATHSIG) with anything but SIGKILL
    yield _step(_EQUAL, _PRCTL[column], 0, 6)
    yield from (_step(_LOAD, _FIRST), _step(_EQUAL, _DEATH, 0, 3))
    yield from (_step(_LOAD, _SECOND), _step(_EQUAL, _KILL, 1, 0), no, _step(_RETURN, _ALLOW))
    if not forks:
        yield from _alone(column)
    yield _step(_RETURN, _ALLOW)


def _alone(column: int) -> Iterator[bytes]:
    """No process beside this one: threads can be started, and signals sent to oneself, as when a library aborts."""
    no = _step(_RETURN, _ERROR | errno.EPERM)
    for number in (numbers[column] for numbers in _FORK):
        yield from () if number is None else (_step(_EQUAL, number, 0, 1), no)
    # What its flags are can't be read here; the library then asks for clone.
    yield from (_step(_EQUAL, _CLONE3[column], 0, 1), _step(_RETURN, _ERROR | errno.ENOSYS))
    yield _step(_EQUAL, _CLONE[column], 0, 4)
    yield from (_step(_LOAD, _FIRST), _step(_HAS, _THREAD, 1, 0), no, _step(_RETURN, _ALLOW))
    for number in (numbers[column] for numbers in _SIGNALS):
        yield _step(_EQUAL, number, 0, 4)
        yield from (_step(_LOAD, _FIRST), _step(_EQUAL, os.getpid(), 1, 0), no, _step(_RETURN, _ALLOW))


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    """One step; after a comparison, how many steps to leap over."""
    return struct.pack("HBBI", code, if_so, if_not, value)
