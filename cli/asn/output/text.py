"""Findings as an editor reads them, with the line that each is about."""

from collections.abc import Mapping, Sequence

from asn.finding import Finding, Severity
from asn.output.excerpt import excerpt
from asn.output.plain import plain, plain_lines
from asn.output.style import Style, uncoloured

MARGIN = 6  # columns for the line number
BAR = " " * MARGIN + " |"
HINT = " " * MARGIN + " ="
NOTHING = "Inga fel, varningar eller råd."
PLURALS = {Severity.FEL: "fel", Severity.VARNING: "varningar", Severity.RÅD: "råd"}


def render(
    findings: Sequence[Finding],
    sources: Mapping[str, str],
    rules: Mapping[str, str],  # noqa: ARG001 - all formats are called alike; a title would only repeat the message
    style: Style = uncoloured,
) -> str:
    """Every finding with its source line and what would be right, and a count at the end."""
    lines = lines_of(findings, sources)
    blocks = [block(finding, lines[finding.place.file], style) for finding in findings]
    return "\n\n".join([*blocks, summary(findings)]) + "\n"


def lines_of(findings: Sequence[Finding], sources: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """The lines of the files that have findings, split as YAML does, at line feeds only."""
    files = {finding.place.file for finding in findings}
    return {file: sources.get(file, "").split("\n") for file in files}


def block(finding: Finding, lines: Sequence[str], style: Style = uncoloured) -> str:
    """One finding: header, source line with carets, and what would be right."""
    return "\n".join([header(finding, style), *_source(finding, lines, style), *_hint(finding, style)])


def header(finding: Finding, style: Style = uncoloured) -> str:
    """``FILE:LINE:COLUMN: fel CODE message``, which editors and terminals make a link of."""
    place = finding.place
    # A log line that starts with two colons is a command to a GitHub runner.
    file = "./" + place.file if place.file.lstrip().startswith(":") else place.file
    where = style("place", f"{plain(file)}:{place.line}:{place.column}:")
    code = style("code", plain(finding.code))
    return f"{where} {style(finding.severity, finding.severity)} {code} {plain(finding.message)}"


def summary(findings: Sequence[Finding]) -> str:
    """How many of each there are, as «3 fel, 1 varning i 2 filer»."""
    if not findings:
        return NOTHING
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in Severity}
    parts = [f"{n} {PLURALS[severity] if n > 1 else severity}" for severity, n in counts.items() if n]
    files = len({finding.place.file for finding in findings})
    return f"{', '.join(parts)} i {files} {'filer' if files > 1 else 'fil'}"


def _source(finding: Finding, lines: Sequence[str], style: Style) -> list[str]:
    shown = excerpt(lines, finding.place)
    if not shown:
        return []
    number = f"{finding.place.line:>{MARGIN}} |"
    carets = style(finding.severity, "^" * shown.length)
    return [f"{style('margin', number)} {shown.line}", f"{style('margin', BAR)} {' ' * shown.indent}{carets}"]


def _hint(finding: Finding, style: Style) -> list[str]:
    """Each line behind a sign of its own, so that no line of content starts a line of the log."""
    lines = plain_lines(finding.suggestion).split("\n") if finding.suggestion else []
    return [f"{style('margin', HINT)} {style('hint', line)}".rstrip() for line in lines]
