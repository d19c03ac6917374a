"""Colours for a terminal, and none for anything else."""

from collections.abc import Callable, Mapping

Style = Callable[[str, str], str]
"""From what a piece of text is (one of ``CODES``), and the text, to the text as it is printed."""

ESCAPE = "\N{ESCAPE}"
CODES: Mapping[str, str] = {
    "fel": "1;31",
    "varning": "1;33",
    "råd": "1;36",
    "place": "1",
    "code": "1",
    "margin": "2",
    "hint": "32",
    **dict.fromkeys(("grön", "bättre"), "32"),
    "gul": "33",
    **dict.fromkeys(("röd", "sämre"), "31"),
}


def uncoloured(_kind: str, text: str) -> str:
    """The text as it is."""
    return text


def coloured(kind: str, text: str) -> str:
    """The text in its kind's colour; told apart by word and sign too, never by colour alone."""
    return f"{ESCAPE}[{CODES[kind]}m{text}{ESCAPE}[0m"


def style_for(environment: Mapping[str, str], *, terminal: bool) -> Style:
    """Colours if it is a terminal that knows them and nobody has declined (https://no-color.org)."""
    declined = environment.get("NO_COLOR") or environment.get("TERM") == "dumb"
    return coloured if terminal and not declined else uncoloured
