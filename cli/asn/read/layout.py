"""Line ends and indentation: what has to be in order before YAML can be read at all."""

import re
from collections.abc import Iterator

from asn.finding import Finding
from asn.read.characters import masked
from asn.read.source import Source

TAB = "\t"
OTHER_SPACES = (
    "\N{NO-BREAK SPACE}\N{OGHAM SPACE MARK}\N{EN QUAD}-\N{HAIR SPACE}"
    "\N{NARROW NO-BREAK SPACE}\N{MEDIUM MATHEMATICAL SPACE}\N{IDEOGRAPHIC SPACE}"
)
INDENT = re.compile(rf"^ *[{TAB}{OTHER_SPACES}][ {TAB}{OTHER_SPACES}]*", re.MULTILINE)
OTHER_SPACE = re.compile(f"[{OTHER_SPACES}]")


def arranged(file: str, decoded: str) -> Source:
    """The source, with one kind of line end and with a parser's copy that has only spaces as blanks.

    A tab is a space to YAML everywhere but in indentation, which is told as a finding; texts get their tabs
    back when they are read. PyYAML's two parsers differ on tabs, and thus never meet one.
    """
    text = decoded.replace("\r\n", "\n").replace("\r", "\n")
    parsed = INDENT.sub(lambda match: " " * len(match[0]), masked(text)).replace(TAB, " ")
    return Source(file, text, parsed)


def bare_returns(source: Source, decoded: str) -> Iterator[Finding]:
    """S001: a carriage return alone, which some programs take for a line end and others do not."""
    before, found, _ = decoded.replace("\r\n", "\n").partition("\r")
    if found:
        span = (len(before), len(before))
        yield source.error(
            "S001",
            span,
            "Raden slutar med bara CR (gammalt Mac-format), som inte alla program ser som en radbrytning.",
            "Spara filen med radslut LF eller CRLF.",
        )


def indentation(source: Source) -> Iterator[Finding]:
    """S001: lines indented with tabs, or with spaces that are not plain. The first of each is told."""
    if source.parsed == source.text:  # every such blank is replaced
        return
    tabs, others = [], []
    for match in INDENT.finditer(source.text):
        if OTHER_SPACE.search(match[0]):
            others.append(match.span())
        elif source.text[match.end() : match.end() + 1] not in ("", "\n"):
            tabs.append(match.span())
    for spans, what, mend in (
        (tabs, "tabb", "tabben"),
        (others, "hårt mellanslag (eller annat särskilt mellanrum)", "det"),
    ):
        if spans:
            further = len(spans) - 1
            more = f", och {further} {'rad' if further == 1 else 'rader'} till" if further else ""
            message = f"Rad {source.line(spans[0][0])} är indragen med {what}{more}."
            yield source.error("S001", spans[0], message, f"Byt {mend} mot vanliga mellanslag.")
