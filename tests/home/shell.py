"""Runs a piece of CI's shell as CI would."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

# As GitHub runs `shell: bash`, and no shell at all.
PIPEFAIL = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
PLAIN = ("bash", "-e", "-c")


def ran(
    shell: str,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    *,
    how: tuple[str, ...] = PIPEFAIL,
    first: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """The shell with the environment's asn and python, and the programs in ``first`` before all others."""
    path = os.pathsep.join(map(str, (*([first] if first else []), Path(sys.executable).parent, os.environ["PATH"])))
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "USER") if name in os.environ}
    return subprocess.run(
        [*how, shell],
        cwd=cwd,
        env={**kept, "PATH": path, "PYTHONSAFEPATH": "1", **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def program(folder: Path, name: str, text: str) -> None:
    """A program of our own, to stand in the way of another."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    (folder / name).chmod(0o755)
