"""Which protections this system has, by trying in a child what each of them forbids."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from asn.sandbox.child import Child
from asn.sandbox.limits import Limits

if sys.platform != "win32":
    import resource

_LITTLE = Limits(5, 200_000_000)


def protections() -> dict[str, bool]:
    """Each protection by what it keeps a child from, in Swedish, and whether it holds."""
    with tempfile.TemporaryDirectory(prefix="asn-") as name:
        beside = Path(name, "a")
        beside.write_bytes(b"")
        attempts = dict(_attempts(beside))
        child = Child(lambda: json.dumps([_is_refused(attempt) for attempt in attempts.values()]).encode(), _LITTLE)
        refused: list[bool] = json.loads(child.result())
    return dict(zip(attempts, refused, strict=True))


def _attempts(beside: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "läsa filer utanför projektet", beside.read_bytes
    yield "skriva utanför sin egen mapp", lambda: beside.write_bytes(b"a")
    yield "köra program", lambda: subprocess.run([sys.executable, "-c", ""], check=True)
    yield "starta processer", lambda: os.waitpid(os.fork(), 0)
    yield "nå nätet", lambda: socket.create_connection(("127.0.0.1", 9), timeout=1)
    yield "nå andra program genom socketar", lambda: socket.socket(socket.AF_UNIX).connect(str(beside))
    yield "skicka signaler till andra program", lambda: os.kill(os.getppid(), 0)
    yield "höja sina gränser för tid och minne", _raise_limits


def _raise_limits() -> None:
    for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
        resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _is_refused(attempt: Callable[[], object]) -> bool:
    """Whether the system says no; a connection that nobody takes was made all the same."""
    try:
        attempt()
    except (ConnectionRefusedError, TimeoutError):
        return False
    except (OSError, ValueError):
        return True
    return False
