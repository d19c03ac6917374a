"""Findings for programs, and all formats by name. Only ``asn check`` needs them: nothing else pays for their libraries.

A format is a function here, from findings in order, each file's text, and each rule's short title by code, to what is
printed; and its name in ``FORMATS``.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote
from xml.etree import ElementTree

from asn import __version__
from asn.finding import Finding, Place, Severity
from asn.output.plain import json_text, plain, plain_lines
from asn.output.text import finding_block, header, lines_of, render
from asn.personnummer import masked

Sources = Mapping[str, str]
Titles = Mapping[str, str]


def _json(findings: Sequence[Finding], _: Sources, _rules: Titles) -> str:
    """A list of objects for scripts, with the fields that the contract names."""
    return json_text([_object(finding) for finding in findings])


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


_SHOWN_BY_GITHUB = 10  # of each level in a step
_OF_GITHUB = {Severity.FEL: "error", Severity.VARNING: "warning", Severity.RÅD: "notice"}


def _github(findings: Sequence[Finding], _: Sources, rules: Titles) -> str:
    """Workflow commands, which GitHub shows beside the lines in a pull request.

    The gravest first, as many as are shown; then the others, as ordinary lines of the log, and how many they were.
    See https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands.
    """
    by_level = [[finding for finding in findings if finding.severity == severity] for severity in _OF_GITHUB]
    # The count is a notice too, and needs one of their places.
    most = _SHOWN_BY_GITHUB
    room = [most, most, most - any(len(group) > most for group in by_level)]
    shown = [finding for group, n in zip(by_level, room, strict=True) for finding in group[:n]]
    rest = [finding for group, n in zip(by_level, room, strict=True) for finding in group[n:]]
    lines = [_command(finding, rules) for finding in shown] + [header(finding) for finding in rest]
    if rest:
        lines.append(f"::notice::+{len(rest)} till i loggen")
    return "".join(line + "\n" for line in lines)


def _command(finding: Finding, rules: Titles) -> str:
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
    return f"::{_OF_GITHUB[finding.severity]} {attributes}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(plain(text)).replace(":", "%3A").replace(",", "%2C")


_OF_GITLAB = {Severity.FEL: "major", Severity.VARNING: "minor", Severity.RÅD: "info"}


def _gitlab(findings: Sequence[Finding], _: Sources, _rules: Titles) -> str:
    """A GitLab Code Quality report, which a merge request shows.

    See https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
    """
    return json_text(list(map(_issue, findings, _identities(findings))))


def _issue(finding: Finding, identity: str) -> dict[str, object]:
    place = finding.place
    suggestion = " ".join(finding.suggestion.split())  # GitLab shows one line
    return {
        "description": plain(f"{finding.message} {suggestion}".rstrip()),
        "check_name": plain(finding.code),
        "fingerprint": identity,
        "severity": _OF_GITLAB[finding.severity],
        "location": {
            "path": plain(place.file),
            "lines": {"begin": place.line, "end": max(place.line, place.end_line)},
        },
    }


_LINE_NUMBER = re.compile(r"\brad(?:en|er|erna)?\s+\d+", re.IGNORECASE)


def _identities(findings: Sequence[Finding]) -> list[str]:
    """Which finding is the same as one of yesterday's, for services that show what is new: a SHA-256 each, all other.

    It is of code, file, message, and the number among those alike. A line that moves is no new finding, so neither its
    number nor one told in the message counts.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    identities = []
    for finding in findings:
        key = (finding.code, finding.place.file, _LINE_NUMBER.sub("rad", masked(finding.message)))
        seen[key] += 1
        text = "\0".join([*key, str(seen[key])])
        identities.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return identities


_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_OF_SARIF = {Severity.FEL: "error", Severity.VARNING: "warning", Severity.RÅD: "note"}


def _sarif(findings: Sequence[Finding], _: Sources, rules: Titles) -> str:
    """SARIF 2.1.0, for code scanning and editors: a log of one run, with the rules and a result for every finding.

    See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
    """
    codes = sorted(rules.keys() | {finding.code for finding in findings})
    index = {code: number for number, code in enumerate(codes)}
    titles = [{"id": plain(code), "shortDescription": {"text": plain(rules.get(code) or code)}} for code in codes]
    run = {
        "tool": {"driver": {"name": "asn", "semanticVersion": __version__, "rules": titles}},
        "language": "sv",
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, identity, index[finding.code])
            for finding, identity in zip(findings, _identities(findings), strict=True)
        ],
    }
    return json_text({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _result(finding: Finding, identity: str, rule: int) -> dict[str, object]:
    text = plain_lines(f"{plain(finding.message)}\n{finding.suggestion}".rstrip())
    artifact = {"uri": quote(finding.place.file, errors="replace"), "uriBaseId": "%SRCROOT%"}
    return {
        "ruleId": plain(finding.code),
        "ruleIndex": rule,
        "level": _OF_SARIF[finding.severity],
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


_OF_JUNIT = {Severity.FEL: "failure", Severity.VARNING: "skipped", Severity.RÅD: "skipped"}
_CLEAN = "inget att anmärka"


def _junit(findings: Sequence[Finding], sources: Sources, _: Titles) -> str:
    """A JUnit report, for pipelines that show test results: one suite.

    Errors are failures. Warnings and råd don't fail a check, so they are skipped cases, which are shown too. A file
    without findings is a case that passed.
    """
    lines = lines_of(findings, sources)
    clean = sorted(sources.keys() - lines.keys())
    failures = sum(_OF_JUNIT[finding.severity] == "failure" for finding in findings)
    counts = {"tests": str(len(findings) + len(clean)), "failures": str(failures), "errors": "0"}
    root = ElementTree.Element("testsuites", counts)
    skipped = str(len(findings) - failures)
    suite = ElementTree.SubElement(root, "testsuite", {"name": "asn check", **counts, "skipped": skipped})
    for finding, name in zip(findings, _names(findings), strict=True):
        case = ElementTree.SubElement(suite, "testcase", classname=plain(finding.place.file), name=name)
        attributes = {"type": str(finding.severity), "message": plain(finding.message)}
        text = finding_block(finding, lines[finding.place.file])
        ElementTree.SubElement(case, _OF_JUNIT[finding.severity], attributes).text = text
    for file in clean:
        ElementTree.SubElement(suite, "testcase", classname=plain(file), name=_CLEAN)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _names(findings: Sequence[Finding]) -> list[str]:
    """``M201 rad 12``, and a number where it is not alone: GitLab shows one case for each name."""
    seen: Counter[tuple[str, str]] = Counter()
    names = []
    for finding in findings:
        name = f"{plain(finding.code)} rad {finding.place.line}"
        seen[finding.place.file, name] += 1
        number = seen[finding.place.file, name]
        names.append(name if number == 1 else f"{name} ({number})")
    return names


FORMATS: Mapping[str, Callable[[Sequence[Finding], Sources, Titles], str]] = MappingProxyType(
    {"text": render, "json": _json, "github": _github, "gitlab": _gitlab, "sarif": _sarif, "junit": _junit}
)
