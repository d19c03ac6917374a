"""Findings as SARIF 2.1.0, for code scanning and editors.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from asn import __version__
from asn.finding import Finding, Place, Severity
from asn.output.identity import identities
from asn.output.json import json_text
from asn.output.plain import plain, plain_lines

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.FEL: "error", Severity.VARNING: "warning", Severity.RÅD: "note"}


def render(
    findings: Sequence[Finding],
    sources: Mapping[str, str],  # noqa: ARG001 - all formats are called alike
    rules: Mapping[str, str],
) -> str:
    """A log of one run: the rules, and a result for every finding."""
    codes = sorted(rules.keys() | {finding.code for finding in findings})
    index = {code: number for number, code in enumerate(codes)}
    run = {
        "tool": {
            "driver": {
                "name": "asn",
                "semanticVersion": __version__,
                "rules": [
                    {"id": plain(code), "shortDescription": {"text": plain(rules.get(code) or code)}} for code in codes
                ],
            }
        },
        "language": "sv",
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, identity, index[finding.code])
            for finding, identity in zip(findings, identities(findings), strict=True)
        ],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(finding: Finding, identity: str, rule: int) -> dict[str, object]:
    text = plain_lines(f"{plain(finding.message)}\n{finding.suggestion}".rstrip())
    artifact = {"uri": quote(finding.place.file, errors="replace"), "uriBaseId": "%SRCROOT%"}
    return {
        "ruleId": plain(finding.code),
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(finding.place)}}],
        "partialFingerprints": {"primaryLocationLineHash": f"{identity}:1"},
    }


def _region(place: Place) -> dict[str, int]:
    """The span, its end exclusive as in SARIF too; an end before the start is left out."""
    region = {"startLine": place.line, "startColumn": place.column}
    if (place.end_line, place.end_column) > (place.line, place.column):
        region |= {"endLine": place.end_line, "endColumn": place.end_column}
    return region
