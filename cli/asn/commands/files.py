"""Files of a project named on the command line, and the project's own place in a repository."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from asn.commands.swedish import USAGE, Problem
from asn.finding import Finding
from asn.load.outline import ProjectMissing, project_root


def project_of(named: Sequence[str]) -> tuple[Path, tuple[str, ...]]:
    """The project that files belong to, and their names in it, with forward slashes.

    Raises:
        Problem: if one of them isn't there, or is in no project or in another than the first.
    """
    found = [(_root(name), Path(name).absolute()) for name in named]
    root = found[0][0]
    other = next((name for name, (its, _) in zip(named, found, strict=True) if its != root), None)
    if other:
        raise Problem(f"{other} hör till ett annat projekt än {named[0]}. Kontrollera dem var för sig.", USAGE)
    return root, tuple(_below(path, root) for _, path in found)


def _root(name: str) -> Path:
    path = Path(name)
    if not path.exists():
        raise Problem(f"{name} finns inte.", USAGE)
    try:
        return project_root(path.absolute() if path.is_dir() else path.absolute().parent)
    except ProjectMissing:
        raise Problem(f"{name} ligger inte i något projekt: ingen mapp ovanför den har content/.", USAGE) from None


def _below(path: Path, root: Path) -> str:
    # As the path is written, for a link is judged as itself; its dots are only steps.
    steps: list[str] = []
    for step in path.parts:
        if step == "..":
            steps.pop()
        else:
            steps.append(step)
    return PurePosixPath(*Path(*steps).relative_to(root).parts).as_posix()


def is_below(file: str, names: Sequence[str]) -> bool:
    """Whether a file is one of some files, or is in one of some folders."""
    return any(name in {file, "."} or file.startswith(f"{name}/") for name in names)


def from_top(findings: Sequence[Finding], before: str) -> list[Finding]:
    """The findings with files named from the repository's top, where services look, by what all begin with."""
    return [replace(one, place=replace(one.place, file=before + one.place.file)) for one in findings]


def prefix(root: Path) -> str:
    """What a project's files begin with in its repository: empty where the project is all of it, or in none."""
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    steps = root.relative_to(top).as_posix()
    return "" if steps == "." else f"{steps}/"
