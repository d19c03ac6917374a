"""What the shell can fill in after an option: periods, years and codes.

The choices are asked for at every press of a key, so they come from the names of folders and not from what is in them.
"""

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from asn.load.outline import ProjectMissing, project_root, report_names


def reports(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """The reports by name, 2023/T1."""
    return _items(_reports(), incomplete)


def years(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """The years that have reports."""
    return _items([name.split("/")[0] for name in _reports()], incomplete)


def periods(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """The periods that there are, and the reports' whole names."""
    names = _reports()
    return _items([*sorted(name.split("/")[1] for name in names), *names], incomplete)


def commands(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """The commands' names."""
    return ctx.find_root().command.shell_complete(ctx.find_root(), incomplete)


def codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """The rules' codes with their names."""
    from asn.check.rules import titles

    return [
        CompletionItem(code, help=title)
        for code, title in sorted(titles().items())
        if code.startswith(incomplete.upper())
    ]


def _reports() -> tuple[str, ...]:
    try:
        return report_names(project_root(Path.cwd()))
    except ProjectMissing:
        return ()


def _items(words: list[str] | tuple[str, ...], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(word) for word in dict.fromkeys(words) if word.startswith(incomplete)]
