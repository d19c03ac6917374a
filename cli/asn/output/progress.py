"""How far a report has come, for people and for programs."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from asn.compute.progress import Framsteg, Lucka, Läge
from asn.finding import Finding
from asn.output.plain import named, plain
from asn.output.terminal import Style, uncoloured

COUNTS = 62  # the column where counts stand, so that all of them are seen at a glance
_NARROW = 28  # columns for words that are worth keeping beside a long path
_MUCH_AIR = re.compile("\n{3,}")
_INDENT, _DEEPER = "  ", "    "


def progress_text(progress: Framsteg, width: int, style: Style = uncoloured) -> str:
    """Every section with what is missing in it, then every unit; at most ``width`` columns where words can break."""
    blocks = [_block(part, width, style) for part in progress.avsnitt]
    if progress.enheter:
        blocks += [f"\n{style('place', 'Per enhet')}", *(_block(unit, width, style) for unit in progress.enheter)]
    return _MUCH_AIR.sub("\n\n", "\n".join(blocks)).strip("\n") + "\n"


def _told(words: str) -> str:
    """Harmless wherever a line breaks: one that starts with two colons is a command to a GitHub runner."""
    return plain(words).replace("::", f"{named(':')}:")


def done(part: Läge) -> str:
    """«3 av 8 klara»; a section that nothing is asked of is done."""
    return f"{part.klart} av {part.av} {'klar' if part.av == 1 else 'klara'}" if part.av else "klart"


def _block(part: Läge, width: int, style: Style) -> str:
    name = _cut(_INDENT * part.nivå + _told(part.namn), COUNTS - 2)
    lines = [f"{style('place', name)}{' ' * (COUNTS - len(name))}{done(part)}"]
    column = max((len(_where(gap.fynd)) + len(_indent(gap)) for gap in part.saknas), default=0) + 2
    for under, gaps in groupby(part.saknas, key=lambda gap: gap.under):
        lines += [f"{_INDENT}{_cut(_told(under), width - 2)}"] if under else []
        lines += [line for gap in gaps for line in _gap(gap, column, width)]
    return "\n".join(["", *lines, ""] if part.saknas else lines)


def _gap(gap: Lucka, column: int, width: int) -> Iterator[str]:
    """The place, which terminals and editors make a link of, and beside it what is missing there."""
    words = textwrap.wrap(_told(gap.fynd.message), max(width - column, _NARROW), break_long_words=False)
    yield f"{_indent(gap)}{_where(gap.fynd)}".ljust(column) + words[0]
    yield from (" " * column + line for line in words[1:])


def _indent(gap: Lucka) -> str:
    return _DEEPER if gap.under else _INDENT


def _where(finding: Finding) -> str:
    return f"{_told(finding.place.file)}:{finding.place.line}"


def _cut(text_: str, width: int) -> str:
    return text_ if len(text_) <= width else f"{text_[: width - 2].rstrip()} …"


def objects(progress: Framsteg) -> dict[str, list[dict[str, Any]]]:
    """The same as plain values, for JSON."""
    return {
        "avsnitt": [{"fil": plain(part.id), "rubrik": plain(part.namn), **_counts(part)} for part in progress.avsnitt],
        "enheter": [{"id": unit.id, "namn": plain(unit.namn), **_counts(unit)} for unit in progress.enheter],
    }


def _counts(part: Läge) -> dict[str, Any]:
    return {"klart": part.klart, "av": part.av, "saknas": _gaps(part.saknas)}


def _gaps(gaps: Sequence[Lucka]) -> list[dict[str, str | int]]:
    return [
        {
            "text": plain(gap.fynd.message),
            "under": plain(gap.under),
            "fil": plain(gap.fynd.place.file),
            "rad": gap.fynd.place.line,
            "kolumn": gap.fynd.place.column,
        }
        for gap in gaps
    ]
