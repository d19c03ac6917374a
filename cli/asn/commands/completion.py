"""``asn completion``: the script that makes a shell complete commands, options, periods and rules."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from asn.commands.screen import show_as_is
from asn.commands.swedish import Command
from asn.load.outline import ProjectMissing, project_root, report_names
from asn.load.outline import periods as known_periods

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _of(words: Callable[[Path], Iterable[str]]) -> Completer:
    """What completes words of the project that one stands in; outside of any there are none."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
        with suppress(ProjectMissing):
            there = dict.fromkeys(words(project_root(Path.cwd())))
            return [CompletionItem(word) for word in there if word.startswith(incomplete)]
        return []

    return complete


def _periods(root: Path) -> Iterable[str]:
    names = report_names(root)
    return (*sorted(name.split("/")[1] for name in names), *names)


reports = _of(report_names)
"""The reports by name, 2023/T1."""
year_names = _of(lambda root: [name.split("/")[0] for name in report_names(root)])
"""The years that have reports."""
completed_periods = _of(_periods)
"""The periods that there are, and the reports' whole names."""
periods_of_kinds = _of(known_periods)
"""The periods that a report can be of."""


def codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """The rules' codes with their names."""
    from asn.check.rules import titles

    return [
        CompletionItem(code, help=title)
        for code, title in sorted(titles().items())
        if code.startswith(incomplete.upper())
    ]


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
