"""Choosing reports and files, the same way in every command, and the project's own place in a repository."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

import click

from asn.commands.completion import completed_periods, year_names
from asn.commands.swedish import USAGE, Problem
from asn.finding import Finding
from asn.load.outline import ProjectMissing, project_root

if TYPE_CHECKING:
    from asn.load.project import Projekt
    from asn.pipeline import Checked

F = TypeVar("F", bound=Callable[..., Any])

_YEAR = click.option(
    "--year",
    "years",
    multiple=True,
    metavar="ÅR",
    shell_complete=year_names,
    help="Bara det här året. Kan anges flera gånger.",
)
_PERIOD = click.option(
    "--period",
    "periods",
    multiple=True,
    metavar="PERIOD",
    shell_complete=completed_periods,
    help="Bara den här perioden, så som den heter i rapportslag.yaml, eller hela namnet 2023/T1.",
)


def project_of(named: Sequence[str]) -> tuple[Path, tuple[str, ...]]:
    """The project that files belong to, and their names in it, with forward slashes.

    Raises:
        Problem: if one of them isn't there, or is in no project or in another than the first.
    """
    roots = [(_root(name), Path(name).absolute()) for name in named]
    root = roots[0][0]
    other = next((name for name, (its, _) in zip(named, roots, strict=True) if its != root), None)
    if other:
        raise Problem(f"{other} hör till ett annat projekt än {named[0]}. Kontrollera dem var för sig.", USAGE)
    return root, tuple(_below(path, root) for _, path in roots)


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


def filters(function: F) -> F:
    """Add ``--year`` and ``--period``."""
    return _YEAR(_PERIOD(function))


def project_folder() -> Path:
    """The folder of the project that the working directory stands in.

    Raises:
        Problem: if there is none.
    """
    try:
        return project_root(Path.cwd())
    except ProjectMissing as why:
        raise Problem(str(why), USAGE) from None


def chosen_names(project: "Projekt", of_years: Sequence[str], of_periods: Sequence[str]) -> tuple[str, ...]:
    """The names of the reports that the filters leave, in order of time; those that couldn't be loaded come last.

    Raises:
        Problem: if a filter names something that isn't there.
    """
    return filtered_names((*(report.namn for report in project.rapporter), *project.fel_i), of_years, of_periods)


def missing_report(project: "Projekt", name: str) -> Problem:
    """What to say of a report that there isn't."""
    return Problem(
        f"Det finns ingen rapport {name}. Det finns: {', '.join(other.namn for other in project.rapporter)}.", USAGE
    )


def checked_reports(project: "Projekt", names: Sequence[str]) -> list["Checked"]:
    """Those reports judged by all rules, in order of time; not those that couldn't be loaded."""
    from asn.pipeline import checked

    return [checked(project, report) for report in project.rapporter if report.namn in names]


def filtered_names(names: Sequence[str], of_years: Sequence[str], of_periods: Sequence[str]) -> tuple[str, ...]:
    """Those of the names that the filters leave, in their order.

    Raises:
        Problem: if a filter names something that isn't there.
    """
    for year in of_years:
        if not any(name.startswith(f"{year}/") for name in names):
            raise Problem(f"Det finns ingen rapport för {year}. Det finns: {_names_text(names)}.", USAGE)
    for period in of_periods:
        if not any(_is(name, period) for name in names):
            raise Problem(f"Det finns ingen period {period}. Det finns: {_names_text(names)}.", USAGE)
    kept = [name for name in names if not of_years or name.split("/")[0] in of_years]
    kept = [name for name in kept if not of_periods or any(_is(name, period) for period in of_periods)]
    if not kept:
        raise Problem(f"Ingen rapport passar urvalet. Det finns: {_names_text(names)}.", USAGE)
    return tuple(kept)


def _is(name: str, period: str) -> bool:
    return period in {name, name.split("/")[1]}


def _names_text(names: Sequence[str]) -> str:
    return ", ".join(names) if names else "inga rapporter alls"
