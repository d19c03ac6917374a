"""Whole commands, timed: seconds on the clock and the most memory that one of their processes used."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ASN = str(Path(sys.executable).with_name("asn"))
PYTHON = sys.executable
Command = Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command, or the middle of several."""

    seconds: float
    megabytes: float


def once(command: Command, folder: Path) -> Run:
    """Run a command to its end; one that fails ends the measuring."""
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr
        message = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {message}")
    return Run(time.perf_counter() - started, usage.ru_maxrss / 1024)


def median(runs: Iterable[Run]) -> Run:
    """The median of the seconds, and of the sizes of the largest process."""
    pairs = [(run.seconds, run.megabytes) for run in runs]
    return Run(*map(statistics.median, zip(*pairs, strict=True)))


def in_turns(commands: Mapping[str, Command], folder: Path, rounds: int) -> dict[str, Run]:
    """The medians of commands that are run in turns, so that whatever else the machine does meets them all alike.

    The first round is thrown away, since it fills the disk's cache.
    """
    runs = [{name: once(command, folder) for name, command in commands.items()} for _ in range(rounds + 1)][1:]
    return {name: median(one[name] for one in runs) for name in commands}
