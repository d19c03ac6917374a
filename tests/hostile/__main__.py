"""``python -m tests.hostile``: all hostile input through the real command, and what came of it."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.hostile.inputs import Input, project
from tests.hostile.measured import Ran, measured, outside
from tests.hostile.registry import INPUTS

_WIDTHS = (46, 22, 4, 6, 6)


def main(given: Sequence[str] | None = None) -> int:
    """Print the table; 0 if every promise was kept, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("word", nargs="*", help="only inputs with one of these in their name")
    asked = parser.parse_args(given).word
    broken = 0
    _row("input", "command", "exit", "s", "MB", "what it says")
    for one in INPUTS:
        for command, ran, wrong in runs(one) if not asked or any(word in one.name for word in asked) else ():
            _row(one.name, " ".join(command), ran.code, f"{ran.seconds:.1f}", f"{ran.megabytes:.0f}", ran.first_line)
            broken += bool(wrong)
            if wrong:
                print(f"  BROKEN: {'; '.join(wrong)}")  # noqa: T201 - a tool prints
    print(f"{broken} broken promises")  # noqa: T201 - a tool prints
    return int(broken > 0)


def runs(one: Input, most: int | None = None) -> Iterator[tuple[tuple[str, ...], Ran, list[str]]]:
    """Run an input's commands, at ``most`` so many; each with how it went and the promises that were broken."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        root = project(Path(folder, "projekt"))
        one.make(root)
        for number, command in enumerate(one.commands[:most]):
            ran = measured(root, *command, env=dict(one.env))
            asked = {str(path) for word in command for path in (Path(word), *Path(word).parents)}
            wrong = [*ran.broken(), *(f"opened {name}" for name in outside(ran, root) if name not in asked)]
            if number == 0 and one.code not in {None, ran.code}:
                wrong.append(f"exit {ran.code}, not {one.code}")
            if number == 0 and one.says not in ran.err + ran.out:
                wrong.append(f"does not say «{one.says}»")
            yield command, ran, wrong


def _row(*cells: object) -> None:
    told = [str(cell)[:width].ljust(width) for cell, width in zip(cells, _WIDTHS, strict=False)]
    line = "".join(character if character.isprintable() else "·" for character in str(cells[-1]))
    print(*told, line[:120], flush=True)  # noqa: T201 - a tool prints


if __name__ == "__main__":
    sys.exit(main())
