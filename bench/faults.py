"""Every step that a command takes on the disk, failed or killed in turn: ``python -m bench.faults [COMMAND…] [N]``.

With N only every Nth fault is tried.

Each command that writes is run on a project that it changes. Each call of each kind that touches the project answers
with an error, by strace; then the command is killed at moments all through its run (tests/publish kills a build at each
step). After each run every file must be the old one or the new one, whole, and a report's folder all old or all new; a
run that was not killed must have said what happened; and the command run once more must come to what an undisturbed run
does, with nothing left behind.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import ASN
from tests.fixtures.console import inside
from tests.fixtures.ledgers import TABLE, export, files
from tests.fixtures.projects import report, write

ERRORS = {
    "openat": ("ENOSPC", "EACCES"),
    "write": ("ENOSPC", "EIO"),
    "fsync": ("EIO",),
    "mkdirat": ("ENOSPC",),
    "renameat": ("EIO",),
    "renameat2": ("EIO",),
    "linkat": ("EIO",),
    "unlinkat": ("EIO",),
    "flock": ("EIO",),
}
_STRACE = ("strace", "-f", "--seccomp-bpf", "-qq", "-o")
_TRACED = re.compile(r'"([^"]*)"|<([^<>]*)>')
_MOST = 400  # of one kind: a command takes some dozen
_KILLS = 40
_GOOD = ("old kept", "each whole", "new in place")
Sums = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A command that writes: its words, and what makes the project that it is run in.

    ``together`` is a folder whose files change all at once or not at all.
    """

    words: tuple[str, ...]
    make: Callable[[Path], object]
    together: str = "/"


def _begun(root: Path) -> None:
    inside(root.parent, "init", root, "--year", "2025")


def _built(root: Path) -> None:
    _begun(root)
    inside(root, "build", "--format", "md,html,data")
    _edit(root / "content/2025/T1/handelser.yaml", "nya lokaler", "andra lokaler")


def _unformed(root: Path) -> None:
    _begun(root)
    for name in ("handelser", "mal", "risker"):
        with (root / f"content/2025/T1/{name}.yaml").open("a") as file:
            file.write("\n\n\n")


def _edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def _schemas(root: Path) -> None:
    _begun(root)
    inside(root, "schema", "--write", "schema")
    for path in sorted((root / "schema").iterdir())[:3]:
        path.write_text("{}")


def _decided(root: Path) -> None:
    write(root, report("slag: text\nrubrik: Avsnitt\ntext: Det gick bra.\n"))


def _decidable(root: Path) -> None:
    _decided(root)
    sheet = root / "content/2023/T1/rapport.yaml"
    _edit(sheet, "tillstånd:", "beslut: [Nämnden godkänner rapporten.]\ntillstånd:")
    inside(root, "pack")
    _edit(sheet, "tillstånd:", "datum: 2023-05-17\ntillstånd:")


def _published(root: Path) -> None:
    _decided(root)
    inside(root, *ADOPTED)
    inside(root, "build")


ADOPTED = ("adopt", "2023/T1", "--date", "2023-05-17", "--paragraf", "42")
CASES = {
    "build": Case(("build", "--format", "md,html,data"), _built, "build/2025/T1/"),
    "fmt": Case(("fmt",), _unformed),
    "new": Case(("new", "--year", "2026", "--period", "T1"), _begun),
    "init": Case(("init", ".", "--year", "2025"), Path.mkdir),
    "schema": Case(("schema", "--write", "schema"), _schemas),
    "import": Case(("import", "xlsx"), lambda root: write(root, files(table=TABLE, book=export()))),
    "adopt": Case(ADOPTED, _decided),
    "pack": Case(("pack",), _decidable, "till_diariet/2023/T1/"),
    "site": Case(("site", "--out", "sajt", "--url", "https://exempel.se/"), _published, "sajt/"),
    "handbok": Case(("handbok", "--format", "md,html"), _begun),
}


class Scene:
    """A project as it was, and as the command makes it."""

    def __init__(self, case: Case, room: Path) -> None:
        self.case, self.root, self._before, self._log = case, room / "projekt", room / "förr", room / "spår"
        self._command = [ASN, *case.words]
        case.make(self.root)
        self.old = self.sums()
        shutil.copytree(self.root, self._before)
        self.paths = sorted(self._touched())
        self.new = self.sums()
        assert self.old != self.new, "the command changes nothing"

    def reset(self) -> None:
        """The project as it was."""
        shutil.rmtree(self.root)
        shutil.copytree(self._before, self.root)

    def sums(self) -> Sums:
        """The sum of every file; locks are none."""
        found = (path for path in self.root.rglob("*") if path.is_file() and path.suffix != ".lock")
        return {str(path.relative_to(self.root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}

    def run(self, call: str, number: int, fate: str) -> subprocess.CompletedProcess[str] | None:
        """The command with one fault in it; None if it doesn't come to so many calls."""
        watched = [option for path in self.paths for option in ("-P", path)]
        asked = ["-e", f"trace={call}", *watched, "-e", f"inject={call}:error={fate}:when={number}"]
        ran = self._ran([*_STRACE, self._log, *asked, *self._command])
        return ran if "INJECTED" in self._log.read_text(encoding="utf-8", errors="replace") else None

    def killed(self, after: float) -> None:
        """The command, killed after some seconds."""
        quiet = subprocess.DEVNULL
        with subprocess.Popen(self._command, cwd=self.root, stdout=quiet, stderr=quiet) as running:
            with suppress(subprocess.TimeoutExpired):
                running.wait(after)
            running.kill()

    def judged(self, ran: subprocess.CompletedProcess[str] | None) -> str:
        """What a run came to, and whether the command mends it."""
        held = {name: sum_ for name, sum_ in self.sums().items() if not self._is_left(name)}
        for name in {*held, *self.old, *self.new}:
            if held.get(name) not in {self.old.get(name), self.new.get(name)}:
                return f"TORN {name}"
        if len({_part(one, self.case.together) for one in (held, self.old, self.new)}) > 2:  # noqa: PLR2004 - old and new
            return "TORN together"
        if ran and (
            ran.returncode not in {0, 1, 2} or "Traceback" in ran.stderr or not (ran.stderr or ran.stdout).strip()
        ):
            return f"SAID {ran.returncode} {ran.stderr[-200:]}"
        if ran and ran.returncode == 0 and held != self.new:
            return "LIED"
        again = self._ran(self._command)
        mended = {
            name: sum_ for name, sum_ in self.sums().items() if not (self._is_left(name) and sum_ in held.values())
        }
        if mended != self.new:
            return f"NOT MENDED {again.stderr[-200:]} {set(mended.items()) ^ set(self.new.items())}"
        return "old kept" if held == self.old else "new in place" if held == self.new else "each whole"

    def _is_left(self, name: str) -> bool:
        """Whether a file is what a run left hidden beside a file or a report.

        The next run takes it away; but a second name of a whole file goes when that file is written again.
        """
        return name not in {**self.old, **self.new} and any(part.startswith(".") for part in Path(name).parts)

    def seconds(self) -> float:
        """How long a whole run takes."""
        self.reset()
        started = time.perf_counter()
        self._ran(self._command)
        return time.perf_counter() - started

    def _ran(self, command: list[str | Path]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False)

    def _touched(self) -> set[str]:
        """Every path in the project that the command names when it writes; ``-s 0`` shows nothing of what it writes."""
        asked = ["-y", "-s", "0", "-e", f"trace={','.join(ERRORS)}"]
        self._ran([*_STRACE, self._log, *asked, *self._command])
        text = self._log.read_bytes().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")
        lines = (line for line in text.splitlines() if "openat(" not in line or "O_CREAT" in line or "O_RDWR" in line)
        named = (name for line in lines for pair in _TRACED.findall(line) for name in pair)
        return {name for name in named if name.startswith(str(self.root))}


def _part(held: Sums, start: str) -> frozenset[tuple[str, str]]:
    return frozenset((name, sum_) for name, sum_ in held.items() if name.startswith(start))


def outcomes(scene: Scene, step: int) -> Iterator[tuple[str, str]]:
    """Every fault that a command can meet, or one of ``step``, and what it came to."""
    for call, errors in ERRORS.items():
        for fate in errors:
            for number in range(1, _MOST, step):
                scene.reset()
                ran = scene.run(call, number, fate)
                if ran is None:
                    break
                yield f"{call} {fate} {number}", scene.judged(ran)
    whole = scene.seconds()
    for number in range(0, _KILLS, step):
        scene.reset()
        scene.killed(whole * number / _KILLS)
        yield f"kill {number}", scene.judged(None)


def main(asked: list[str]) -> int:
    """Sweep, and print for each command what its faults came to; 1 if any of them is bad."""
    bad = 0
    step = int(asked.pop()) if asked and asked[-1].isdecimal() else 1
    for name in asked or CASES:
        with TemporaryDirectory(prefix="asn-faults-") as room:
            found = list(outcomes(Scene(CASES[name], Path(room)), step))
        counted = Counter(outcome if outcome in _GOOD else "BAD" for _, outcome in found)
        sys.stdout.write(f"{name}: {len(found)} faults: {', '.join(f'{counted[one]} {one}' for one in counted)}\n")
        sys.stdout.writelines(f"  {fault}: {outcome}\n" for fault, outcome in found if outcome not in _GOOD)
        sys.stdout.flush()
        bad += counted["BAD"]
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
