"""What CI runs, read from the files that tell it to: of this repository, and of one that ``asn init`` makes."""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_PUNCTUATION = re.compile(r"[();<>|&}]+")


@dataclass(frozen=True)
class Step:
    """A piece of shell, and where it stands."""

    file: Path
    name: str
    run: str


def workflows(home: Path) -> dict[Path, dict[Any, Any]]:
    """The GitHub workflows of a repository."""
    found = {path: read(path) for path in sorted((home / ".github/workflows").glob("*.yml"))}
    assert found
    return found


def read(path: Path) -> dict[Any, Any]:
    """A file of YAML. Its key ``on`` comes out as True, as YAML 1.1 has it."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(home: Path) -> Iterator[Step]:
    """All shell of a repository's CI."""
    for path, workflow in workflows(home).items():
        for job in workflow["jobs"].values():
            yield from (Step(path, step.get("name", ""), step["run"]) for step in job["steps"] if "run" in step)
    path = home / ".gitlab-ci.yml"
    for name, job in read(path).items():
        if isinstance(job, dict):
            lines = (*job.get("before_script", ()), *job.get("script", ()))
            yield from (Step(path, name, line) for line in lines)


def step(home: Path, file: str, name: str) -> Step:
    """The step of a workflow that has a name."""
    (found,) = (one for one in steps(home) if one.file.name == file and one.name == name)
    return found


def script(home: Path, job: str) -> str:
    """What a GitLab job runs, as the one script that GitLab makes of it."""
    return "\n".join(read(home / ".gitlab-ci.yml")[job]["script"])


def asn_lines(shell: str, known: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """The arguments of each call of asn; ``known`` says what a variable of several words holds."""
    for line in shell.replace("\\\n", " ").splitlines():
        if re.search(r"(^|[\s/(])asn\)?\"?\s", line) and not line.lstrip().startswith("#"):
            words = shlex.shlex(line, posix=True, punctuation_chars=True)
            words.whitespace_split = True
            yield from _calls(list(words), known)


def _calls(words: list[str], known: Mapping[str, list[str]]) -> Iterator[list[str]]:
    for at, word in enumerate(words[:-1]):
        if word == "$(command -v asn)" or (word.rpartition("/")[2] == "asn" and not word.startswith("/")):
            args: list[str] = []
            for arg in words[at + 1 :]:
                if _PUNCTUATION.fullmatch(arg):
                    break
                args += known.get(arg, [arg])
            yield args
