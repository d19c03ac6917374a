"""Hostile input for the real command: what each is, how it is made, and what it may at most lead to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.fixtures.projects import report, write

SECTION = "slag: text\ntext: Hej på dig.\n"
BUILD = ("build", "--format", "md,html,pdf")
CHECK = ("check",)
Make = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Input:
    """One hostile input: ``make`` puts it in a project that is fine but for it, and each command is run on it.

    ``says`` is in what the first command tells, and ``code`` is how it ends; None where more than one way is right.
    """

    name: str
    make: Make
    commands: tuple[tuple[str, ...], ...]
    code: int | None = 1
    says: str = ""
    env: tuple[tuple[str, str], ...] = ()


def project(root: Path) -> Path:
    """A project with nothing wrong in it."""
    return write(root, report(SECTION))


def files(**named: str | bytes) -> Make:
    """Put files in the project, by their paths."""
    return contents(named)


def contents(named: dict[str, str | bytes]) -> Make:
    """The same, for paths that are no names in Python."""

    def make(root: Path) -> None:
        for name, text in named.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)

    return make


def section(text: str | bytes) -> Make:
    """The report's only section."""
    return contents({"content/2023/T1/avsnitt.yaml": text})
