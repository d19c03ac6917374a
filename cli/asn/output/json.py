"""Findings as JSON, for scripts: the fields that the contract names."""

import json
from collections.abc import Mapping, Sequence

from asn.finding import Finding
from asn.output.plain import plain, plain_lines


def render(
    findings: Sequence[Finding],
    sources: Mapping[str, str],  # noqa: ARG001 - all formats are called alike
    rules: Mapping[str, str],  # noqa: ARG001 - all formats are called alike
) -> str:
    """A list of objects, in the findings' order."""
    return json_text([_object(finding) for finding in findings])


def json_text(value: object) -> str:
    """JSON that a person can read and a diff can follow."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _object(finding: Finding) -> dict[str, str | int]:
    place = finding.place
    return {
        "file": plain(place.file),
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "severity": str(finding.severity),
        "code": plain(finding.code),
        "message": plain(finding.message),
        "suggestion": plain_lines(finding.suggestion),
    }
