"""``asn completion``: the script that makes a shell complete commands, options, periods and rules."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from asn.commands.screen import show_as_is
from asn.commands.swedish import Command
from asn.load.outline import ProjectMissing, project_root, report_names
from asn.load.outline import periods as known_periods


def reports(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """The reports by name, 2023/T1."""
    return _items(_reports(), incomplete)


def year_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """The years that have reports."""
    return _items([name.split("/")[0] for name in _reports()], incomplete)


def completed_periods(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """The periods that there are, and the reports' whole names."""
    names = _reports()
    return _items([*sorted(name.split("/")[1] for name in names), *names], incomplete)


def periods_of_kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """The periods that a report can be of."""
    try:
        return _items(tuple(known_periods(project_root(Path.cwd()))), incomplete)
    except ProjectMissing:
        return []


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


_SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_ASN_COMPLETE"
_HELP = """Skriv ut det som skalet behöver för att fylla i kommandon, val, perioder och regler när du trycker på Tabb.

\b
bash: eval "$(asn completion bash)"      sist i ~/.bashrc
zsh:  eval "$(asn completion zsh)"       sist i ~/.zshrc
fish: asn completion fish | source       i ~/.config/fish/config.fish"""


@click.command(cls=Command, help=_HELP)
@click.argument("shell", type=click.Choice(_SHELLS), metavar="bash|zsh|fish")
def command(*, shell: str) -> None:
    """Print the shell's script."""
    kind = get_completion_class(shell)
    assert kind, "click knows the shells that we name"
    completion = kind(click.Group("asn"), {}, "asn", _VARIABLE)
    # Not source(): for bash it starts a bash to ask for its version.
    show_as_is(completion.source_template % completion.source_vars() + "\n")
