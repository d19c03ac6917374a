"""The real ``asn`` in a process of its own, watched from outside: what it used, what it opened and whom it called.

The kernel counts time and memory (``wait4``), also for what the command starts in its turn. Where there is ``strace``
it also sees every file that is opened and every socket, whoever in the process asks for it.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ASN = Path(sys.executable).with_name("asn")
STRACE = shutil.which("strace")
SECONDS, MEGABYTES = 10, 1000
"""What any input may cost: processor time, so that a busy machine fails nobody, and memory."""
_PATIENCE = 120  # seconds on the clock, for a machine with more to do than this
_OURS = ("CI", "FORCE_COLOR", "GITHUB_ACTIONS", "NO_COLOR", "PYTHONPATH")
_OPENED = re.compile(r'open(?:at)?\((?:AT_FDCWD, |[0-9]+<[^>]*>, )?"((?:[^"\\]|\\.)*)"[^)]*\) = [0-9]')
_CALLED = re.compile(r"(?:connect|sendto)\([0-9]+.*|socket\(AF_(?:INET6?|PACKET).*")
_KB = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run went. ``code`` is negative where a signal ended it."""

    code: int
    out: str
    err: str
    seconds: float
    """Of processor time, with all that it started."""
    megabytes: float
    opened: frozenset[str]
    called: tuple[str, ...]
    """Each time that it asked for the network."""

    @property
    def first_line(self) -> str:
        """What it had to say, in short."""
        return next((line for line in f"{self.err}\n{self.out}".splitlines() if line.strip()), "")

    def broken(self) -> list[str]:
        """Which promises were broken; none, whatever the input."""
        wrong = [] if self.code in {0, 1, 2} else [f"exit {self.code}"]
        wrong += ["a traceback"] if "Traceback" in self.err + self.out else []
        wrong += [f"{self.seconds:.1f} s"] if self.seconds > SECONDS else []
        wrong += [f"{self.megabytes:.0f} MB"] if self.megabytes > MEGABYTES else []
        wrong += [f"network: {call}" for call in self.called]
        return wrong


def measured(cwd: Path, *args: str, env: Mapping[str, str] | None = None, program: tuple[str, ...] = ()) -> Ran:
    """Run ``asn`` in a folder, or ``program`` in its place."""
    clean = {name: value for name, value in os.environ.items() if name not in _OURS}
    command = [*(program or (str(ASN),)), *args]
    with tempfile.TemporaryDirectory(prefix="asn-hostile-") as folder:
        seen = Path(folder, "seen")
        if STRACE:
            trace = "trace=open,openat,connect,sendto,socket"
            command = [STRACE, "-f", "--seccomp-bpf", "-qq", "-s", "4096", "-o", str(seen), "-e", trace, *command]
        with Path(folder, "out").open("w+b") as out, Path(folder, "err").open("w+b") as err:
            own = {**clean, "TMPDIR": folder, "HOME": folder, **(env or {})}
            code, usage = _waited(command, cwd, own, out, err)
            told = tuple(_text(stream) for stream in (out, err))
        lines = seen.read_text("utf-8", "replace").splitlines() if seen.exists() else []
    opened = frozenset(found[1] for line in lines if (found := _OPENED.search(line)))
    called = tuple(found[0] for line in lines if (found := _CALLED.search(line)))
    return Ran(code, *told, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _KB / 1e6, opened, called)


def _waited(command, cwd, env, out, err):
    child = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
    impatient = threading.Timer(_PATIENCE, child.kill)
    impatient.start()
    try:
        _, status, usage = os.wait4(child.pid, 0)
    finally:
        impatient.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage


def _text(stream) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


def outside(ran: Ran, *allowed: Path) -> list[str]:
    """The opened files that lie neither in these folders, nor where the machine keeps its programs and settings."""
    machine = ("/usr/", "/lib", "/etc/", "/proc/", "/sys/", "/dev/", "/var/cache/fontconfig", "/var/lib/dpkg")
    own = tuple(f"{path}" for path in (*allowed, sys.prefix, sys.base_prefix, ASN.parent.parent, _package()))
    scratch = str(Path(tempfile.gettempdir(), "asn-hostile-"))
    here = [name for name in ran.opened if name.startswith("/") and not name.startswith((*machine, *own, scratch))]
    return sorted(name for name in here if not name.endswith((".cache-7", ".uuid", ".CACHEDIR.TAG")))


def _package() -> Path:
    import asn

    return Path(asn.__file__).parents[2]
