"""Colours for a terminal, and none for anything else."""

from collections.abc import Callable, Mapping

Style = Callable[[str, str], str]
"""From what a piece of text is (one of ``CODES``), and the text, to the text as it is printed."""

_ESCAPE = "\N{ESCAPE}"
CODES: Mapping[str, str] = {
    "fel": "1;31",
    "varning": "1;33",
    "råd": "1;36",
    "place": "1",
    "code": "1",
    "margin": "2",
    "hint": "32",
    **dict.fromkeys(("bäst", "bättre"), "32"),
    "däremellan": "33",
    **dict.fromkeys(("sämst", "sämre"), "31"),
    "annan skala": "0",
}


def uncoloured(_kind: str, text: str) -> str:
    """The text as it is."""
    return text


def coloured(kind: str, text: str) -> str:
    """The text in its kind's colour; told apart by word and sign too, never by colour alone."""
    return f"{_ESCAPE}[{CODES[kind]}m{text}{_ESCAPE}[0m"


def terminal_style(environment: Mapping[str, str], *, terminal: bool, when: str = "auto") -> Style:
    """Colours if they are asked for, or if it is a terminal that knows them and nobody has declined.

    Args:
        environment: ``NO_COLOR``, ``FORCE_COLOR`` and ``TERM`` count (https://no-color.org, https://force-color.org).
        terminal: Whether a person looks at it.
        when: What ``--color`` says: auto, always or never. It counts more than the environment.
    """
    if when != "auto":
        return coloured if when == "always" else uncoloured
    if environment.get("NO_COLOR"):
        return uncoloured
    if environment.get("FORCE_COLOR", "") not in {"", "0"}:
        return coloured
    return coloured if terminal and environment.get("TERM") != "dumb" else uncoloured
