"""Findings as a JUnit report, for pipelines that show test results.

Errors are failures. Warnings and råd don't fail a check, so they are skipped cases, which are shown too.
A file without findings is a case that passed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from asn.finding import Finding, Severity
from asn.output.plain import plain
from asn.output.text import finding_block, lines_of

FAILURE = {Severity.FEL: "failure", Severity.VARNING: "skipped", Severity.RÅD: "skipped"}
CLEAN = "inget att anmärka"


def render(
    findings: Sequence[Finding],
    sources: Mapping[str, str],
    rules: Mapping[str, str],  # noqa: ARG001 - all formats are called alike
) -> str:
    """One suite, with a case for every finding and every file without any."""
    lines = lines_of(findings, sources)
    clean = sorted(sources.keys() - lines.keys())
    failures = sum(FAILURE[finding.severity] == "failure" for finding in findings)
    counts = {"tests": str(len(findings) + len(clean)), "failures": str(failures), "errors": "0"}
    root = ElementTree.Element("testsuites", counts)
    skipped = str(len(findings) - failures)
    suite = ElementTree.SubElement(root, "testsuite", {"name": "asn check", **counts, "skipped": skipped})
    for finding, name in zip(findings, _names(findings), strict=True):
        case = ElementTree.SubElement(suite, "testcase", classname=plain(finding.place.file), name=name)
        attributes = {"type": str(finding.severity), "message": plain(finding.message)}
        ElementTree.SubElement(case, FAILURE[finding.severity], attributes).text = finding_block(
            finding, lines[finding.place.file]
        )
    for file in clean:
        ElementTree.SubElement(suite, "testcase", classname=plain(file), name=CLEAN)
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
