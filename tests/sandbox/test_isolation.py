"""Whatever Python a child is made to run, it gets nowhere: the system refuses it, or ends it with the child."""

import ctypes
import errno
import os
import platform
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from ast import literal_eval
from pathlib import Path

import pytest

from asn.sandbox import Child, Limits, seccomp
from asn.sandbox.isolation import landlock_version
from asn.sandbox.probe import protections

LITTLE = Limits(2, 400_000_000)
LINUX = pytest.mark.skipif(
    not seccomp.known_calls() or platform.machine() != "x86_64", reason="the numbers are that processor's"
)
FILES = pytest.mark.skipif(not landlock_version(), reason="this kernel has no Landlock")


def done(work, limits=LITTLE):
    """What an attempt came to: the name of the system's error, or what it gave."""

    def attempt():
        try:
            return repr(work()).encode()
        except (OSError, ValueError) as why:
            return type(why).__name__.encode()

    return Child(attempt, limits).result().decode()


def syscall(number, *args):
    """A call that Python has no name for."""
    system = ctypes.CDLL(None, use_errno=True)
    if system.syscall(number, *args) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def syscall_forked():
    """A process by the very call, without any library's help."""
    pid = ctypes.CDLL(None).syscall(56, 17, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    return pid


@FILES
class TestFiles:
    """A child reads the program and what it is given, and writes in its own folder alone."""

    @pytest.mark.parametrize(
        "path",
        [
            *("/etc/shadow", "/etc/passwd", "/etc/hostname", "/proc/self/environ", "/proc/1/environ", "/root", "/home"),
            *("/proc/self/cwd", "/proc/self/root/etc/passwd", "/dev/sda", "/dev/mem", "/var/log", "/tmp", "/"),
        ],
    )
    def test_nothing_of_the_machine_is_read(self, path):
        """Not by its name, nor through the kernel's links."""

        def read():
            return list(Path(path).iterdir()) if Path(path).is_dir() else Path(path).read_bytes()

        assert done(read) in {"PermissionError", "FileNotFoundError"}

    def test_what_it_is_given_is_read_and_not_written(self, tmp_path):
        """A project's content, for one; a link in it leads nowhere."""
        (tmp_path / "content").mkdir()
        (tmp_path / "content/a.yaml").write_text("a")
        (tmp_path / "hemligt").write_text("b")
        (tmp_path / "content/ut").symlink_to(tmp_path / "hemligt")
        given = Limits(2, readable=(tmp_path / "content", tmp_path / "finns-inte"))
        assert done((tmp_path / "content/a.yaml").read_text, given) == "'a'"
        assert done((tmp_path / "content/ut").read_text, given) == "PermissionError"
        for change in (
            lambda: (tmp_path / "content/a.yaml").write_text("c"),
            lambda: (tmp_path / "content/b.yaml").write_text("c"),
            (tmp_path / "content/a.yaml").unlink,
            lambda: (tmp_path / "content/a.yaml").rename(tmp_path / "content/b.yaml"),
            lambda: (tmp_path / "content/a.yaml").hardlink_to(tmp_path / "hemligt"),
            lambda: os.truncate(tmp_path / "content/a.yaml", 0),
            (tmp_path / "content/mapp").mkdir,
        ):
            assert done(change, given) in {"PermissionError", "FileExistsError"}
        assert sorted(path.name for path in (tmp_path / "content").iterdir()) == ["a.yaml", "ut"]

    def test_a_folder_given_by_a_link_is_not_given(self, tmp_path):
        """A committed link content/ leads out of the project."""
        (tmp_path / "content").symlink_to("/etc")
        given = Limits(2, readable=(tmp_path / "content",))
        assert done((tmp_path / "content/passwd").read_bytes, given) == "PermissionError"

    def test_it_writes_in_its_own_folder_which_goes_with_it(self, tmp_path):
        """And its children in theirs alone."""

        def work():
            with tempfile.NamedTemporaryFile(delete=False) as file:
                file.write(b"a")
            inner = Child(lambda: done_inside(file.name), Limits(1)).result().decode()
            return file.name, Path(file.name).read_bytes(), inner

        def done_inside(name):
            try:
                return Path(name).read_bytes()
            except PermissionError:
                return b"refused"

        name, data, inner = literal_eval(done(work, Limits(2, children=2)))
        assert (data, inner) == (b"a", "refused")
        assert not Path(name).parent.exists()
        assert done((tmp_path / "a").touch) == "PermissionError"

    def test_no_program_is_run(self):
        """Neither the machine's, nor one that the child has written itself."""

        def own():
            path = Path(tempfile.gettempdir(), "a")
            path.write_bytes(Path(sys.executable).resolve().read_bytes())
            path.chmod(0o700)
            os.execv(path, [path])

        for program in (
            [sys.executable, "-c", ""],
            ["/bin/sh", "-c", ":"],
            ["/lib64/ld-linux-x86-64.so.2", "/bin/true"],
        ):
            assert done(lambda program=program: subprocess.run(program, check=True)) in {
                "PermissionError",
                "FileNotFoundError",
            }
            assert done(lambda program=program: os.execv(program[0], program)) in {
                "PermissionError",
                "FileNotFoundError",
            }
        assert done(own) == "PermissionError"


@LINUX
class TestCalls:
    """What a child has no use for, the kernel doesn't do for it."""

    def test_no_socket_of_any_kind(self, tmp_path):
        """Neither the network, nor other programs by a path or an abstract name."""
        there = tmp_path / "s"
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(there))
            server.listen()
            given = Limits(2, readable=(tmp_path,))
            assert done(lambda: socket.socket(socket.AF_UNIX).connect(str(there)), given) == "PermissionError"
        for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                assert done(lambda family=family, kind=kind: socket.socket(family, kind)) == "PermissionError"
        assert done(lambda: syscall(425, 8, 0)) == "PermissionError"  # io_uring, which opens sockets too

    def test_no_process_but_itself(self):
        """Nothing that could outlive it; threads it may have."""
        assert done(os.fork) == "PermissionError"
        assert done(lambda: os.posix_spawn("/bin/true", ["true"], {})) in {"PermissionError", "OSError"}
        assert done(lambda: syscall(56, 17, 0, 0, 0, 0)) == "PermissionError"

        def threaded():
            thread = threading.Thread(target=int)
            thread.start()
            thread.join()

        assert done(threaded) == "None"

    @pytest.mark.parametrize("forks", [0, 5])
    def test_it_can_neither_leave_nor_harm(self, forks):
        """Its group, its death signal, its limits; nor can it signal, trace or read others, or take other rights."""
        given, parent = Limits(2, children=forks), os.getpid()
        for leave in (
            os.setsid,
            lambda: os.setpgid(0, os.getppid()),
            lambda: syscall(157, 1, 0),  # prctl(PR_SET_PDEATHSIG, 0)
            lambda: syscall(157, 1, signal.SIGTERM),
            lambda: os.kill(parent, 0),
            lambda: os.kill(parent, signal.SIGURG),
            lambda: signal.pidfd_send_signal(os.pidfd_open(parent), signal.SIGURG),
            lambda: syscall(101, 16, parent, 0, 0),  # ptrace(PTRACE_ATTACH)
            lambda: os.setuid(0),
            lambda: os.setresuid(65534, 65534, 65534),
            lambda: syscall(272, 0x20000),  # unshare(CLONE_NEWNS)
            lambda: syscall(165, b"none", b"/tmp", b"tmpfs", 0, None),
        ):
            assert done(leave, given) == "PermissionError"

    @pytest.mark.parametrize("name", [name for name, numbers in seccomp.NEVER.items() if numbers[0]])
    def test_a_call_that_is_never_made(self, name):
        """With any arguments: a file's rights, owner, times and labels, what is shared, other processes."""

        def refused():
            system = ctypes.CDLL(None, use_errno=True)
            return system.syscall(seccomp.NEVER[name][0], -1, -1, -1, -1, -1, -1), ctypes.get_errno()

        assert done(refused) == done(refused, Limits(2, children=2)) == repr((-1, errno.EPERM))

    def test_its_own_file_keeps_its_rights(self):
        """Nobody else is to run or read what it wrote; its times and labels are nobody's either."""

        def own(change):
            path = Path(tempfile.gettempdir(), "a")
            path.touch()
            change(path)

        for change in (
            lambda path: path.chmod(0o4777),
            lambda path: os.fchmod(path.open().fileno(), 0o777),
            lambda path: os.chown(path, 0, 0),
            lambda path: os.utime(path, (0, 0)),
            lambda path: os.setxattr(path, "user.a", b"a"),
            lambda path: os.removexattr(path, "user.a"),
        ):
            assert done(lambda change=change: own(change)) == "PermissionError"

    def test_others_keep_their_limits_and_their_share(self):
        """Neither its parent's can be set nor read; its own can be read."""
        parent = os.getpid()
        for given in (LITTLE, Limits(2, children=2)):
            assert done(lambda: resource.prlimit(parent, resource.RLIMIT_CPU, (1, 1)), given) == "PermissionError"
            assert done(lambda: resource.prlimit(parent, resource.RLIMIT_CPU), given) == "PermissionError"
            assert done(lambda: os.setpriority(os.PRIO_PROCESS, parent, 19), given) == "PermissionError"
            assert done(lambda: os.sched_setaffinity(parent, {0}), given) == "PermissionError"
        assert done(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))) == "ValueError"
        assert done(lambda: resource.getrlimit(resource.RLIMIT_CPU)) == repr((2, 2))

    def test_its_children_have_no_namespaces_of_their_own(self):
        """There they would have all rights, and could ask the kernel for more."""
        given = Limits(2, children=2)
        for space in (0x20000, 0x10000000, 0x20000000, 0x40000000):
            assert done(lambda space=space: syscall(56, 17 | space, 0, 0, 0, 0), given) == "PermissionError"
        assert done(lambda: os.waitpid(syscall_forked(), 0)[1], given) == "0"

    def test_no_limit_can_be_lifted(self):
        """They are hard: nobody in it can give himself more."""
        for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
            soft, hard = literal_eval(done(lambda kind=kind: resource.getrlimit(kind)))
            assert soft == hard != resource.RLIM_INFINITY
            for more in ((soft + 1, hard + 1), (resource.RLIM_INFINITY, resource.RLIM_INFINITY)):
                assert done(lambda kind=kind, more=more: resource.setrlimit(kind, more)) in {
                    "PermissionError",
                    "ValueError",
                }


@pytest.mark.parametrize(
    ("column", "header"),
    [(0, "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), (1, "/usr/include/asm-generic/unistd.h")],
)
def test_the_numbers_are_the_kernels(column, header):
    """As its own headers have them, where they are installed; what they don't know is newer than they are."""
    if not Path(header).exists():
        pytest.skip("no headers")
    told = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", Path(header).read_text())
    known = {name: int(number) for name, number in told}
    ours = {name: numbers[column] for name, numbers in seccomp.NEVER.items()}
    assert len(ours) > 100
    assert {name: known.get(name) for name, number in ours.items() if name in known or number is None} == {
        name: number for name, number in ours.items() if name in known or number is None
    }
    assert [name for name, number in ours.items() if name not in known and number and number < 450] == []


def test_nothing_that_it_prints_comes_out():
    """Neither to people nor to the machine that runs the command, which may take a line for an order."""
    asked = "import os; from asn.sandbox import Child, Limits; "
    asked += "Child(lambda: [os.write(n, b'::error::x') for n in (1, 2)] and b'', Limits(2)).result(); print('ut')"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("ut\n", "")


def test_no_descriptor_is_left_open(tmp_path):
    """What the command has open, a lock for one, is not the child's; all that it holds is its answer's way out."""
    with (tmp_path / "a").open("w") as file:
        number = os.dup2(file.fileno(), 77, inheritable=True)
        try:
            held = literal_eval(done(lambda: [one for one in range(3, 256) if _is_open(one)]))
        finally:
            os.close(number)
    assert len(held) == 1
    assert number not in held


def _is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


@LINUX
def test_a_grandchild_goes_with_the_child():
    """Whoever may start processes can start none that outlives it, however it ends."""

    def middle():
        pid = os.fork()
        if pid == 0:
            time.sleep(600)
        yield str(pid).encode()
        time.sleep(600)

    with Child(middle, Limits(2, children=5)) as child:
        pid = int(child.next())
        assert Path(f"/proc/{pid}").exists()
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists() or " Z " in Path(f"/proc/{pid}/stat").read_text():
            break
        time.sleep(0.02)
    else:
        pytest.fail("it lives on")


def test_which_protections_there_are_is_found_by_trying():
    """Each has a name in Swedish; here, where the kernel has all that they need, all stand."""
    found = protections()
    assert len(found) == 8
    if landlock_version() and seccomp.known_calls():
        assert all(found.values()), found
