"""A report to build, and how it went: what the command and its worker processes tell each other."""

from dataclasses import dataclass
from pathlib import Path

from asn.sandbox import Limits


@dataclass(frozen=True, slots=True)
class Job:
    """One report to build; ``limits`` are for each of the children that render it."""

    root: Path
    name: str
    out: Path
    formats: tuple[str, ...]
    force: bool
    strict: bool
    limits: Limits


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build went: what to tell, and whether it failed."""

    lines: tuple[str, ...]
    failed: bool = False


def unaltered(job: Job) -> Outcome:
    """There was nothing to do."""
    return Outcome((f"{job.name}: oförändrad",))
