"""The command's own limits: what it reads and checks itself may be written by somebody who means harm."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from asn.commands.swedish import COMMANDS, CONTENT, Problem

_FREE = {"handbok", "serve"}
"""What reads nothing but ours, and what runs for as long as the editor writes."""
_LEAST = 6
"""Seconds of processor time; our own six reports are checked in one."""
_BYTES = 250_000
"""Of content that are read, checked and compared in less than a second on a slow machine."""
_GRACE = 30  # seconds more, to say what happened


def limit(args: Sequence[str]) -> None:
    """Give this process the time and memory that the content here can need, and not more."""
    asked = next((arg for arg in args if arg in COMMANDS), None)
    if sys.platform == "win32" or asked is None or asked in _FREE:
        return
    from asn.sandbox import Limits, confine, hasten  # --help must not pay for it

    seconds = _LEAST + _size(Path.cwd()) // _BYTES

    def stop(_: int, __: object) -> NoReturn:
        hasten(seconds + _GRACE)
        raise Problem(f"Innehållet tog mer än {seconds} s att läsa och kontrollera, och asn avbröt.", CONTENT)

    signal.signal(signal.SIGXCPU, stop)
    confine(Limits(seconds))


def _size(here: Path) -> int:
    """Bytes of content in the project, or nothing where there is none."""
    from asn.load.outline import ProjectMissing, project_root

    try:
        folders = [project_root(here) / "content"]
    except (ProjectMissing, OSError):
        return 0
    size = 0
    while folders:
        for entry in os.scandir(folders.pop()):
            if entry.is_dir(follow_symlinks=False):
                folders.append(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                size += min(entry.stat().st_size, 1_000_000)
    return size
