"""Whole commands, timed: seconds on the clock and the most memory that one of their processes used."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ASN = str(Path(sys.executable).with_name("asn"))
PYTHON = sys.executable
Command = Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Runs:
    """A command's runs; one figure of them is the median."""

    runs: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        """Median, on the clock."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def megabytes(self) -> float:
        """Median of the largest process's largest size."""
        return statistics.median(run.megabytes for run in self.runs)


def once(command: Command, folder: Path) -> Run:
    """Run a command to its end; one that fails ends the measuring."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    seconds = time.perf_counter() - started
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {told.decode()}")
    return Run(seconds, usage.ru_maxrss / 1024)


def in_turns(commands: Mapping[str, Command], folder: Path, rounds: int) -> dict[str, Runs]:
    """Run the commands in turns, so that whatever else the machine does meets them all alike.

    The first round is thrown away, since it fills the disk's cache.
    """
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            run = once(command, folder)
            if number:
                runs[name].append(run)
    return {name: Runs(tuple(kept)) for name, kept in runs.items()}
