"""A filter on system calls: what a child has no use for, it can't ask the kernel.

It is a program of the kernel's small machine for filters (BPF), which is given the number of a call and its arguments
and says whether the call is made. Numbers from <linux/seccomp.h>, <linux/bpf_common.h> and the tables of calls.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterable, Iterator

_SET_FILTER = (22, 2)  # prctl's PR_SET_SECCOMP with SECCOMP_MODE_FILTER
_LOAD, _EQUAL, _ABOVE, _HAS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _FIRST, _SECOND, _THIRD = 0, 4, 16, 24, 32  # where each stands; of an argument its lower half
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_THREAD, _SPACES = 0x10000, 0x7E020000  # clone's flags: a thread; namespaces of its own, of any kind
_DEATH, _KILL = 1, 9  # prctl's PR_SET_PDEATHSIG, and the only signal that it may be set to
_OTHERS = 0x40000000  # where another table of calls begins, on x86

# By processor: what the kernel calls it, and the column below; None where it has no such call.
_PROCESSORS = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
NEVER: dict[str, tuple[int, int | None]] = {
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201), "sendto": (44, 206),
    "sendmsg": (46, 211), "sendmmsg": (307, 269),
    # By these, sockets are had too, and files opened.
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "execve": (59, 221), "execveat": (322, 281),
    # Other processes: their memory, descriptors, signals and share of the machine.
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "pidfd_getfd": (438, 438), "kcmp": (312, 272),
    "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424), "setpriority": (141, 140), "ioprio_set": (251, 30),
    "sched_setparam": (142, 118), "sched_setscheduler": (144, 119), "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    "setpgid": (109, 154), "setsid": (112, 157),  # by the group it is found and ended
    # The kernel's own machinery.
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "fanotify_init": (300, 262),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "syslog": (103, 116), "acct": (163, 89), "quotactl": (179, 60), "swapon": (167, 224), "swapoff": (168, 225),
    "sethostname": (170, 161), "setdomainname": (171, 162), "settimeofday": (164, 170), "clock_settime": (227, 112),
    # Another view of the files.
    "unshare": (272, 97), "setns": (308, 268), "chroot": (161, 51), "pivot_root": (155, 41),
    "mount": (165, 40), "umount2": (166, 39), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
    # A file's rights, owner, times and labels, which Landlock leaves be.
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16), "removexattrat": (466, 466),
    # What is shared by a number or a name that is no file's.
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semop": (65, 193),
    "semctl": (66, 191), "semtimedop": (220, 192), "msgget": (68, 186), "msgsnd": (69, 189), "msgrcv": (70, 188),
    "msgctl": (71, 187), "mq_open": (240, 180), "mq_unlink": (241, 181),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    # Another user's rights would also take off the death signal.
    "setuid": (105, 146), "setgid": (106, 144), "setreuid": (113, 145), "setregid": (114, 143), "setresuid": (117, 147),
    "setresgid": (119, 149), "setfsuid": (122, 151), "setfsgid": (123, 152), "setgroups": (116, 159),
    "capset": (126, 91),
}  # fmt: skip
_PRCTL, _CLONE, _CLONE3 = (157, 167), (56, 220), (435, 435)
_FORK = ((57, None), (58, None))  # fork and vfork
_SIGNALS = ((62, 129), (234, 131))  # kill and tgkill
_PRLIMIT, _SETRLIMIT = (302, 261), (160, 164)


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
    yield from (_instruction(_LOAD, _MACHINE), _instruction(_EQUAL, machine, 1, 0), _NO)
    yield from (_instruction(_LOAD, _NUMBER), _instruction(_ABOVE, _OTHERS, 0, 1), _NO)
    yield from _refused([numbers[column] for numbers in NEVER.values()])
    # What its flags are can't be read here; the library then asks for clone.
    yield from (_instruction(_EQUAL, _CLONE3[column], 0, 1), _instruction(_RETURN, _ERROR | errno.ENOSYS))
    # prctl(PR_SET_PDEATHSIG) with anything but SIGKILL
    yield _instruction(_EQUAL, _PRCTL[column], 0, 6)
    yield from (_instruction(_LOAD, _FIRST), _instruction(_EQUAL, _DEATH, 0, 3))
    yield from (_instruction(_LOAD, _SECOND), _instruction(_EQUAL, _KILL, 1, 0), _NO, _YES)
    # Another's limits; how its own can be set is the hard ones' matter.
    yield _instruction(_EQUAL, _PRLIMIT[column], 0, 4 if forks else 9)
    yield from (_instruction(_LOAD, _FIRST), _instruction(_EQUAL, 0, 1, 0), _NO)
    yield from (_YES,) if forks else (*_is_null(_THIRD), _YES)
    yield from _processes(column) if forks else _no_processes(column)
    yield _YES


def _refused(numbers: Iterable[int | None]) -> Iterator[bytes]:
    for number in numbers:
        yield from () if number is None else (_instruction(_EQUAL, number, 0, 1), _NO)


def _processes(column: int) -> Iterator[bytes]:
    """Processes like itself, and none in namespaces of its own."""
    yield _instruction(_EQUAL, _CLONE[column], 0, 4)
    yield from (_instruction(_LOAD, _FIRST), _instruction(_HAS, _SPACES, 0, 1), _NO, _YES)


def _no_processes(column: int) -> Iterator[bytes]:
    """No process beside this one: threads can be started, and signals sent to oneself, as when a library aborts."""
    yield from _refused([*(numbers[column] for numbers in _FORK), _SETRLIMIT[column]])
    yield _instruction(_EQUAL, _CLONE[column], 0, 4)
    yield from (_instruction(_LOAD, _FIRST), _instruction(_HAS, _THREAD, 1, 0), _NO, _YES)
    for number in (numbers[column] for numbers in _SIGNALS):
        yield _instruction(_EQUAL, number, 0, 4)
        yield from (_instruction(_LOAD, _FIRST), _instruction(_EQUAL, os.getpid(), 1, 0), _NO, _YES)


def _is_null(argument: int) -> Iterator[bytes]:
    """Refuse a pointer that points at anything."""
    yield from (_instruction(_LOAD, argument + 4), _instruction(_HAS, 0xFFFFFFFF, 2, 0))
    yield from (_instruction(_LOAD, argument), _instruction(_EQUAL, 0, 1, 0), _NO)


def _instruction(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    """One step; after a comparison, how many steps to leap over."""
    return struct.pack("HBBI", code, if_so, if_not, value)


_NO, _YES = _instruction(_RETURN, _ERROR | errno.EPERM), _instruction(_RETURN, _ALLOW)
