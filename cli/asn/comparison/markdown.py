"""A comparison for a merge request: of a bounded size, and nothing in the content is markup of the comment's."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from asn.comparison.change import Change, Comparison, told_text
from asn.comparison.excerpt import line_excerpt
from asn.comparison.verdict import NONE, SAME, heading, overall, verdict_line
from asn.output.plain import plain

_ROWS = 25  # of a sort
_SIZE = 50_000  # characters; a comment on GitHub can have 65 536
_LONGEST = 110  # characters of a cell
_LIVE = re.compile(r"(?<=[@#!~$%&^])(?=\w)|(?<=:)(?=//)|(?i:(?<=www)(?=\.))")
"""Where a service would make a link or call somebody: @name, #12, an address."""
_QUIET = "<!-- -->"  # a comment, of which a reader sees nothing


def change_markdown(made: Sequence[Comparison]) -> str:
    """For a comment on a merge request."""
    lines = [overall(made), ""] if len(made) > 1 else []
    for one in made or (NONE,):
        lines += [*_markdown(one), ""]
    sizes = accumulate(len(line) + 1 for line in lines)
    kept = [line for line, size in zip(lines, sizes, strict=True) if size <= _SIZE]
    rest = sum(line.startswith("| ") for line in lines[len(kept) :])
    if rest:
        kept += ["", f"… och {rest} till. Alla skillnader visar asn diff i en terminal."]
    return "\n".join(kept).rstrip("\n") + "\n"


def _markdown(made: Comparison) -> Iterator[str]:
    if made.före:
        yield f"## {_safe(made.före)} → {_safe(made.efter)}"
        yield ""
    if made.lika:
        yield SAME
        return
    yield _safe(verdict_line(made))
    for group in made.grupper:
        if group.rader:
            yield from (
                "",
                f"### {heading(group)}",
                "",
                "| Avsnitt | Rad | Före | Efter | Ändring |",
                "|---|---|---|---|---|",
            )
        yield from map(_row, group.rader[:_ROWS])
        if len(group.rader) > _ROWS:
            yield from ("", f"… och {len(group.rader) - _ROWS} till.")


def _row(row: Change) -> str:
    name = ", ".join(part for part in (row.namn if row.namn != row.avsnitt else "", row.vad) if part)
    cells = (row.avsnitt, name, told_text(row.före), told_text(row.efter), row.omdöme)
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return _safe(line_excerpt(plain(text), _LONGEST))


def _safe(text: str) -> str:
    """Text that reads as just that text in a Markdown that links names and addresses by itself."""
    from asn.render.prose import escape_markdown  # the parser is paid for only here

    return _LIVE.sub(_QUIET, str(escape_markdown(plain(text))))
