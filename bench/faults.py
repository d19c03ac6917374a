"""Every step that a build takes on the disk, failed or killed in turn: ``python -m bench.faults``. Needs strace.

A report stands; a changed one is built over it by the real command. Each call of each kind that touches the reports'
folder answers with an error; then the build is killed at moments all through its run (tests/publish kills it at each
step). After each run the folder must hold the whole old report or the whole new one, a run that was not killed must
have said what happened, and a plain build must then succeed.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import ASN
from tests.fixtures.console import inside

ERRORS = {
    "openat": ("ENOSPC", "EACCES"),
    "write": ("ENOSPC", "EIO"),
    "fsync": ("EIO",),
    "mkdirat": ("ENOSPC",),
    "renameat": ("EIO",),
    "renameat2": ("EIO",),
    "unlinkat": ("EIO",),
    "flock": ("EIO",),
}
STRACE = ("strace", "-f", "--seccomp-bpf", "-qq")
BUILD = [ASN, "build", "--format", "md,html,data"]
_TRACED = re.compile(r'"([^"]*)"|<([^<>]*)>')
_MOST = 400  # of one kind: a build takes some dozen
_KILLS = 60


@dataclass(frozen=True, slots=True)
class Case:
    """One fault: the call, the number of it, and what befalls it."""

    call: str
    number: int
    fate: str

    @property
    def option(self) -> str:
        """As strace wants it."""
        return f"inject={self.call}:error={self.fate}:when={self.number}"


class Scene:
    """A project with a report that stands and content that has changed since."""

    def __init__(self, room: Path) -> None:
        self.root = room / "projekt"
        inside(room, "init", self.root, "--year", "2025")
        self.folder = self.root / "build/2025/T1"
        self._build()
        self.old = sums(self.folder)
        shutil.copytree(self.root / "build", room / "förr")
        self._before = room / "förr"
        events = self.root / "content/2025/T1/handelser.yaml"
        events.write_text(
            events.read_text(encoding="utf-8").replace("rubrik:", "rubrik: Nytt", 1) + "\n", encoding="utf-8"
        )
        self.paths = sorted(self._touched(room / "spår"))
        self.new = sums(self.folder)
        assert self.old != self.new

    def reset(self) -> None:
        """The old report again, and nothing of the last run."""
        shutil.rmtree(self.root / "build")
        shutil.copytree(self._before, self.root / "build")

    def run(self, case: Case) -> subprocess.CompletedProcess[str]:
        """The build with one fault in it."""
        watched = [option for path in self.paths for option in ("-P", path)]
        command = [
            "strace",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-o",
            str(self.root.parent / "spår"),
            "-e",
            f"trace={case.call}",
        ]
        return subprocess.run(
            [*command, *watched, "-e", case.option, *BUILD], cwd=self.root, capture_output=True, text=True, check=False
        )

    def injected(self) -> bool:
        """Whether the last run met its fault."""
        return "INJECTED" in (self.root.parent / "spår").read_text(encoding="utf-8", errors="replace")

    def killed(self, after: float) -> None:
        """The build, killed after some seconds."""
        with subprocess.Popen(BUILD, cwd=self.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as build:
            with suppress(subprocess.TimeoutExpired):
                build.wait(after)
            build.kill()

    def timed(self) -> float:
        """Seconds that a whole build takes."""
        self.reset()
        started = time.perf_counter()
        self._build()
        return time.perf_counter() - started

    def mended(self) -> bool:
        """Whether a plain build succeeds now, and gives the new report."""
        self._build()
        return sums(self.folder) == self.new

    def _build(self) -> None:
        subprocess.run(BUILD, cwd=self.root, capture_output=True, check=True)

    def _touched(self, log: Path) -> set[str]:
        """Every path in the reports' folder that a build names."""
        command = [
            "strace",
            "-f",
            "--seccomp-bpf",
            "-y",
            "-qq",
            "-s",  # nothing of what is written: a quotation mark in it would be taken for one of strace's
            "0",
            "-o",
            str(log),
            "-e",
            f"trace={','.join(ERRORS)}",
            *BUILD,
        ]
        subprocess.run(command, cwd=self.root, capture_output=True, check=True)
        text = log.read_bytes().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")
        out = str(self.root / "build")
        return {name for pair in _TRACED.findall(text) for name in pair if name.startswith(out)}


def sums(folder: Path) -> dict[str, str]:
    """The sum of every file; an error if the manifest tells of others, so that half a report is never taken for one."""
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    told = json.loads((folder / "manifest.json").read_bytes())["outputs"]
    assert {name: sum_ for name, sum_ in found.items() if name != "manifest.json"} == told
    return found


def cases(scene: Scene) -> Iterator[tuple[Case, str]]:
    """Every fault that a build can meet, and what it came to."""
    for call, errors in ERRORS.items():
        for fate in errors:
            for number in range(1, _MOST):
                scene.reset()
                case = Case(call, number, fate)
                ran = scene.run(case)
                if not scene.injected():
                    break
                yield case, _judged(scene, ran)
    whole = scene.timed()
    for number in range(_KILLS):
        scene.reset()
        scene.killed(whole * number / _KILLS)
        yield Case("kill -9", number, "KILL"), _judged(scene, None)


def _judged(scene: Scene, ran: subprocess.CompletedProcess[str] | None) -> str:
    try:
        held = sums(scene.folder)
    except (AssertionError, OSError) as why:
        return f"TORN {why}"
    if held not in (scene.old, scene.new):
        return "TORN"
    if ran and (ran.returncode not in {0, 1} or "Traceback" in ran.stderr):
        return f"SAID {ran.returncode} {ran.stderr[-200:]}"
    if ran and ran.returncode == 0 and held != scene.new:
        return "LIED"
    if not scene.mended():
        return "NOT MENDED"
    return "old kept" if held == scene.old else "new in place"


def main() -> int:
    """Sweep, and print how many of each call met what."""
    with TemporaryDirectory(prefix="asn-faults-") as room:
        scene = Scene(Path(room))
        outcomes: Counter[tuple[str, str, str]] = Counter()
        bad = []
        for case, outcome in cases(scene):
            outcomes[case.call, case.fate, outcome.split(" ")[0] if outcome.isupper() else outcome] += 1
            if outcome.split(" ", 1)[0].isupper():
                bad.append((case, outcome))
    sys.stdout.write("| call | fault | old kept | new in place |\n|---|---|---|---|\n")
    for call, fate in dict.fromkeys((call, fate) for call, fate, _ in outcomes):
        counts = [outcomes[call, fate, outcome] for outcome in ("old kept", "new in place")]
        sys.stdout.write(f"| {call} | {fate} | {counts[0]} | {counts[1]} |\n")
    sys.stdout.write(f"{sum(outcomes.values())} faults, {len(bad)} torn, lost or badly told\n")
    for case, outcome in bad:
        sys.stdout.write(f"  {case}: {outcome}\n")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
