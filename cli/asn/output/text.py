"""Findings as an editor reads them: a verdict, then each finding with the line that it is about.

Warnings and råd of one rule in one file are told together where they are many; errors never are.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from asn.finding import MANY, Finding, Place, Severity, group_message, grouped, listed_lines
from asn.output.plain import LOG_COMMAND, code_point, plain, plain_lines, visible
from asn.output.terminal import Style, columns, uncoloured, wrapped
from asn.personnummer import masked

_WIDTH = 98  # with an ellipsis at each end, 100 columns
BEFORE = 40  # columns to keep in view before the place, where not all of a line has room
_TAB = " " * 4
_ELLIPSIS = "…"


class Excerpt(NamedTuple):
    """The line as shown, and the columns on screen that the marks go under: ``indent`` before ``length``."""

    line: str
    indent: int
    length: int


def excerpt(lines: Sequence[str], place: Place, width: int = _WIDTH) -> Excerpt | None:
    """The line that a place is in, cut to ``width`` columns around it; None where there is nothing to show."""
    if not 0 < place.line <= len(lines) or not lines[place.line - 1].strip():
        return None
    line = lines[place.line - 1].removesuffix("\r")
    start = min(place.column - 1, len(line))
    end = len(line.rstrip()) if place.end_line > place.line else min(place.end_column - 1, len(line))
    return _cut(line, start, max(end, start + 1), width)


def _cut(line: str, start: int, end: int, width: int) -> Excerpt:
    """Look only as far as can be shown, so that a line of a megabyte costs no more than another."""
    first = max(0, start - width)
    # A number that is cut off would not be known for one, so it is masked before the cut.
    near = masked(line[max(0, first - width) : start + 2 * width])[min(first, width) :][: start + width - first]
    cells, widths = _cells(near)
    at = start - first
    before = _fitting(reversed(widths[:at]), min(BEFORE, width // 2))
    right = at + _fitting(widths[at:], width - sum(widths[at - before : at]))
    left = at - _fitting(reversed(widths[:at]), width - sum(widths[at:right]))
    head = _ELLIPSIS if first + left else ""
    tail = _ELLIPSIS if first + right < len(line) else ""
    return Excerpt(
        line=head + "".join(cells[left:right]).rstrip() + tail,
        indent=len(head) + sum(widths[left:at]),
        length=max(1, sum(widths[at : min(end - first, right)])),
    )


def _cells(text: str) -> tuple[list[str], list[int]]:
    """Each character as it is shown, what ``plain`` would give but with tabs opened out; and its columns."""
    shown = [_shown(character) for character in text]
    for match in LOG_COMMAND.finditer(text):
        cell = code_point(match[0][-1])
        shown[match.end() - 1] = cell, columns(cell)
    return [cell for cell, _ in shown], [columns for _, columns in shown]


@lru_cache(maxsize=4096)
def _shown(character: str) -> tuple[str, int]:
    """A character and its columns: remembered, since a file of 1 MB may have a finding in every word."""
    cell = _TAB if character == "\t" else visible(character)
    return cell, columns(cell)


def _fitting(widths: Iterable[int], room: int) -> int:
    """How many of the cells have room."""
    return sum(total <= room for total in accumulate(widths))


MARGIN = 6  # columns for the line number
BAR = " " * MARGIN + " |"
HINT = " " * MARGIN + " ="
NOTHING = "Inga fel, varningar eller råd."
PLURALS = {Severity.FEL: "fel", Severity.VARNING: "varningar", Severity.RÅD: "råd"}
_EDGE = len(BAR) + 1 + 2  # columns beside an excerpt: the margin, and an ellipsis at each end


class TextLayout(NamedTuple):
    """How findings look: their colours, the columns that they may take (None: all), the fewest told together."""

    style: Style = uncoloured
    width: int | None = None
    many: int = MANY

    def fit(self, line: str, first: str = "", rest: str = "    ") -> list[str]:
        """A line in as many as it takes, after what the first and the others begin with."""
        return [first + line] if self.width is None else wrapped(line, self.width, first, rest)


_PLAIN = TextLayout()


def render(
    findings: Sequence[Finding],
    sources: Mapping[str, str],
    rules: Mapping[str, str],
    layout: TextLayout = _PLAIN,
    blocked: Sequence[str] = (),
) -> str:
    """The verdict, then every finding with its source line and what would be right.

    ``blocked`` are the reports that can't be built because of what was found.
    """
    verdict = layout.fit(layout.style("place", " ".join([_sentence(findings), *_blocked(blocked)])), rest="")
    return "\n\n".join(["\n".join(verdict), *blocks(findings, sources, rules, layout)]) + "\n"


def blocks(
    findings: Sequence[Finding], sources: Mapping[str, str], rules: Mapping[str, str], layout: TextLayout = _PLAIN
) -> list[str]:
    """The findings one by one, or in groups where they are many of one kind, in their order."""
    lines = lines_of(findings, sources)
    parts = []
    for same in grouped(findings, layout.many):
        if len(same) > 1:
            parts.append(_together(same, rules, layout))
        else:
            parts.append(finding_block(same[0], lines[same[0].place.file], layout))
    return parts


def _together(same: Sequence[Finding], rules: Mapping[str, str], layout: TextLayout) -> str:
    """«11 × K904 i content/2024/T1/ekonomi.yaml: rad 46, 49 och 52», what it is about, and the cure that all have."""
    one = same[0]
    count = layout.style(one.severity, f"{len(same)} × {plain(one.code)}")
    head = f"{count} i {layout.style('place', _file(one))}: rad {listed_lines(same)}"
    about = group_message(same, rules.get(one.code, ""))
    cures = {finding.suggestion for finding in same}
    cure = _hint(one, layout) if len(cures) == 1 else []
    margin = " " * (MARGIN + 3)
    return "\n".join([*layout.fit(head), *layout.fit(f"{one.severity}: {plain(about)}", margin, margin), *cure])


def lines_of(findings: Sequence[Finding], sources: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """The lines of the files that have findings, split as YAML does, at line feeds only."""
    files = {finding.place.file for finding in findings}
    return {file: sources.get(file, "").split("\n") for file in files}


def finding_block(finding: Finding, lines: Sequence[str], layout: TextLayout = _PLAIN) -> str:
    """One finding: header, source line with carets, and what would be right."""
    return "\n".join(
        [*layout.fit(header(finding, layout.style)), *_source(finding, lines, layout), *_hint(finding, layout)]
    )


def header(finding: Finding, style: Style = uncoloured) -> str:
    """``FILE:LINE:COLUMN: fel CODE message``, which editors and terminals make a link of."""
    place = finding.place
    where = style("place", f"{_file(finding)}:{place.line}:{place.column}:")
    code = style("code", plain(finding.code))
    return f"{where} {style(finding.severity, finding.severity)} {code} {plain(finding.message)}"


def _file(finding: Finding) -> str:
    # A log line that starts with two colons is a command to a GitHub runner.
    file = finding.place.file
    return plain("./" + file if file.lstrip().startswith(":") else file)


def verdict_of(findings: Sequence[Finding]) -> str:
    """How many of each there are, as «3 fel, 1 varning i 2 filer»."""
    if not findings:
        return NOTHING
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in Severity}
    parts = [f"{n} {PLURALS[severity] if n > 1 else severity}" for severity, n in counts.items() if n]
    files = len({finding.place.file for finding in findings})
    return f"{', '.join(parts)} i {files} {'filer' if files > 1 else 'fil'}"


def _sentence(findings: Sequence[Finding]) -> str:
    return f"{verdict_of(findings).rstrip('.')}."


def _blocked(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    text = f"{', '.join(names[:-1])} och {names[-1]}" if len(names) > 1 else names[0]
    return [f"{'Rapporterna' if len(names) > 1 else 'Rapporten'} {text} kan inte byggas."]


def _source(finding: Finding, lines: Sequence[str], layout: TextLayout) -> list[str]:
    shown = excerpt(lines, finding.place, _WIDTH if layout.width is None else layout.width - _EDGE)
    if not shown:
        return []
    number = f"{finding.place.line:>{MARGIN}} |"
    carets = layout.style(finding.severity, "^" * shown.length)
    return [
        f"{layout.style('margin', number)} {shown.line}",
        f"{layout.style('margin', BAR)} {' ' * shown.indent}{carets}",
    ]


def _hint(finding: Finding, layout: TextLayout) -> list[str]:
    """Each line behind a sign of its own, so that no line of content starts a line of the log."""
    lines = plain_lines(finding.suggestion).split("\n") if finding.suggestion else []
    sign = layout.style("margin", HINT)
    return [part for line in lines for part in _signed(line, sign, layout)]


def _signed(line: str, sign: str, layout: TextLayout) -> list[str]:
    bare = line.lstrip(" ")
    first = f"{sign} {line[: len(line) - len(bare)]}"
    parts = [bare] if layout.width is None else wrapped(bare, layout.width - len(HINT) - 1 - len(line) + len(bare))
    return [f"{first}{layout.style('hint', part)}".rstrip() if part else sign for part in parts]
