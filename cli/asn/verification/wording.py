"""Words out of a file that may be hostile, made safe to print."""

from asn.personnummer import masked

UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def plain(text: str) -> str:
    """A text on one line, without what a terminal obeys and without personnummer."""
    line = " ".join(masked(text).split())
    return "".join(character if character.isprintable() else UNKNOWN for character in line)
