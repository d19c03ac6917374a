"""``asn completion``: the script that makes a shell complete commands, options, periods and rules."""

import click
from click.shell_completion import get_completion_class

from asn.commands.screen import show_as_is
from asn.commands.swedish import Command

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
    made = kind(click.Group("asn"), {}, "asn", _VARIABLE)
    # Not source(): for bash it starts a bash to ask for its version.
    show_as_is(made.source_template % made.source_vars() + "\n")
