"""Findings as workflow commands, which GitHub shows beside the lines in a pull request.

A step shows at most 10 of each level; the rest are written as ordinary lines of the log, and counted.
See https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands.
"""

from collections.abc import Mapping, Sequence

from asn.finding import Finding, Severity
from asn.output.plain import plain, plain_lines
from asn.output.text import header

_LIMIT = 10
_LEVELS = {Severity.FEL: "error", Severity.VARNING: "warning", Severity.RÅD: "notice"}


def render(
    findings: Sequence[Finding],
    sources: Mapping[str, str],  # noqa: ARG001 - all formats are called alike
    rules: Mapping[str, str],
) -> str:
    """The gravest first, as many as are shown; then the others, and how many they were."""
    by_level = [[finding for finding in findings if finding.severity == severity] for severity in _LEVELS]
    # The count is a notice too, and needs one of their places.
    room = [_LIMIT, _LIMIT, _LIMIT - any(len(group) > _LIMIT for group in by_level)]
    shown = [finding for group, n in zip(by_level, room, strict=True) for finding in group[:n]]
    rest = [finding for group, n in zip(by_level, room, strict=True) for finding in group[n:]]
    lines = [_command(finding, rules) for finding in shown] + [header(finding) for finding in rest]
    if rest:
        lines.append(f"::notice::+{len(rest)} till i loggen")
    return "".join(line + "\n" for line in lines)


def _command(finding: Finding, rules: Mapping[str, str]) -> str:
    place = finding.place
    end_line = max(place.line, place.end_line)
    properties: dict[str, str | int] = {"file": place.file, "line": place.line, "endLine": end_line}
    if place.line == end_line:  # GitHub takes columns only within one line
        properties |= {"col": place.column, "endColumn": max(place.column, place.end_column)}
    properties["title"] = f"{finding.code} {rules.get(finding.code, '')}".rstrip()
    attributes = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = plain(finding.message)
    if finding.suggestion:
        message += "\n" + plain_lines(finding.suggestion)
    return f"::{_LEVELS[finding.severity]} {attributes}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(plain(text)).replace(":", "%3A").replace(",", "%2C")
