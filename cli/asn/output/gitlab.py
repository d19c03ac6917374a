"""Findings as a GitLab Code Quality report, which a merge request shows.

See https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
"""

from collections.abc import Mapping, Sequence

from asn.finding import Finding, Severity
from asn.output.identity import identities
from asn.output.json import json_text
from asn.output.plain import plain

SEVERITIES = {Severity.FEL: "major", Severity.VARNING: "minor", Severity.RÅD: "info"}


def render(
    findings: Sequence[Finding],
    sources: Mapping[str, str],  # noqa: ARG001 - all formats are called alike
    rules: Mapping[str, str],  # noqa: ARG001 - all formats are called alike
) -> str:
    """A list of issues, in the findings' order."""
    return json_text(
        [_issue(finding, identity) for finding, identity in zip(findings, identities(findings), strict=True)]
    )


def _issue(finding: Finding, identity: str) -> dict[str, object]:
    place = finding.place
    suggestion = " ".join(finding.suggestion.split())  # GitLab shows one line
    return {
        "description": plain(f"{finding.message} {suggestion}".rstrip()),
        "check_name": plain(finding.code),
        "fingerprint": identity,
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": plain(place.file),
            "lines": {"begin": place.line, "end": max(place.line, place.end_line)},
        },
    }
