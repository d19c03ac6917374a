"""Findings as the pipelines read them."""

import json
import re
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn import __version__
from asn.finding import Finding, Place, Severity
from asn.output import formats
from asn.output.formats import FORMATS

COMMAND = re.compile(r"::(error|warning|notice)(?: ([^:]*))?::(.*)")
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from('\N{RIGHT-TO-LEFT OVERRIDE}\N{ESCAPE}\N{ZERO WIDTH SPACE}\r\n\t\0%:,<&"\\\ud800\uffff#['),
    )
)
PLACES = st.builds(Place, HOSTILE.filter(bool), *[st.integers(1, 9) for _ in range(4)])
CODES = st.sampled_from(["S001", "M201"])
FINDINGS = st.lists(
    st.builds(Finding, PLACES, CODES, st.sampled_from(Severity), HOSTILE, HOSTILE),
    max_size=5,
)


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as a GitHub runner reads them."""
    read = []
    for line in text.splitlines():
        if match := COMMAND.fullmatch(line):
            level, properties, message = match.groups()
            pairs = [pair.split("=", 1) for pair in (properties or "").split(",") if pair]
            read.append((level, {name: decoded(value) for name, value in pairs}, decoded(message)))
    return read


def decoded(value: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        value = value.replace(code, character)
    return value


def many(**numbers: int) -> list[Finding]:
    return [
        Finding(Place("a.yaml", line, 1, line, 2), "S001", Severity[name], f"nummer {line}")
        for name, number in reversed(numbers.items())
        for line in range(1, number + 1)
    ]


@given(FINDINGS, HOSTILE)
def test_nothing_unseen_reaches_any_output(findings, source):
    """Whatever content holds, no output has a control, a bidi mark, a lone surrogate or a log command."""
    sources = {finding.place.file: source for finding in findings}
    assert FORMATS
    for render in FORMATS.values():
        text = render(findings, sources, {"S001": source})
        text.encode()
        assert not {unicodedata.category(c) for c in text if c != "\n"} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
        assert "##[" not in text


@given(FINDINGS, HOSTILE)
def test_whatever_is_found_the_formats_are_well_formed(findings, source):
    """JSON can be read back without NaN, XML is well-formed, and there is a place for every finding."""
    sources = {finding.place.file: source for finding in findings}
    render = {name: FORMATS[name](findings, sources, {}) for name in FORMATS}
    assert len(json.loads(render["json"])) == len(findings)
    assert len({issue["fingerprint"] for issue in json.loads(render["gitlab"])}) == len(findings)
    assert len(json.loads(render["sarif"])["runs"][0]["results"]) == len(findings)
    assert len(ElementTree.fromstring(render["junit"]).findall(".//testcase")) == len(findings)
    assert len(commands(render["github"])) == len(render["github"].split("\n")) - 1 == len(findings)


def test_json_has_the_fields_of_the_contract(findings, sources, rules):
    """A list of objects, with the names, in the order and with the severities that the contract tells."""
    objects = json.loads(FORMATS["json"](findings, sources, rules))
    assert list(objects[0]) == [
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "severity",
        "code",
        "message",
        "suggestion",
    ]
    assert list(objects[1].values()) == [
        "content/2023/T1/mal.yaml",
        3,
        16,
        3,
        19,
        "fel",
        "M204",
        "«grn» är ingen bedömning.",
        "Menade du grön?",
    ]
    assert FORMATS["json"]([], sources, rules) == "[]\n"


def test_github_shows_each_finding_beside_its_line(findings, sources, rules):
    """The gravest first, each with place and title; columns only where it is all on one line."""
    read = commands(FORMATS["github"](findings, sources, rules))
    assert [level for level, *_ in read] == ["error"] * 3 + ["warning"] * 2 + ["notice"]
    assert read[0] == (
        "error",
        {
            "file": "content/2023/T1/mal.yaml",
            "line": "3",
            "endLine": "3",
            "col": "16",
            "endColumn": "19",
            "title": "M204 okänd bedömning",
        },
        "«grn» är ingen bedömning.\nMenade du grön?",
    )
    assert read[4][1] == {"file": "content/2023/T1/risker.yaml", "line": "3", "endLine": "5", "title": "R305"}


def test_github_data_has_no_line_breaks():
    """The three characters that GitHub reads in a message, the percent sign first so that none is read twice."""
    assert formats._data("%0A\r\n") == "%250A%0D%0A"


def test_github_escapes_what_would_end_a_command():
    """Percent, line breaks, colons and commas come back as they were, and stay in one line."""
    found = [Finding(Place("a,b:c%.yaml", 1, 1, 1, 2), "S001", Severity.FEL, "100 %0A, a::b", "x\n::stop-commands::y")]
    text = FORMATS["github"](found, {}, {"S001": "a: b, c"})
    assert text.count("\n") == 1
    [(_, properties, message)] = commands(text)
    assert properties["file"] == "a,b:c%.yaml"
    assert properties["title"] == "S001 a: b, c"
    assert message == "100 %0A, a::b\nx\n::stop-commands::y"


@pytest.mark.parametrize(
    ("numbers", "shown", "hidden"),
    [
        ({"FEL": 10, "VARNING": 10, "RÅD": 10}, [10, 10, 10], 0),
        ({"FEL": 11}, [10, 0, 1], 1),
        ({"FEL": 40, "VARNING": 12, "RÅD": 15}, [10, 10, 10], 38),
        ({"RÅD": 11}, [0, 0, 10], 2),
    ],
)
def test_github_shows_ten_of_a_level_and_counts_the_rest(numbers, shown, hidden):
    """The count is a notice itself and within the ten; what is not shown is in the log, as no command."""
    text = FORMATS["github"](many(**numbers), {}, {})
    read = commands(text)
    assert [sum(level == name for level, *_ in read) for name in ("error", "warning", "notice")] == shown
    assert len([line for line in text.splitlines() if line.startswith("a.yaml:")]) == hidden
    counts = [message for *_, message in read if "till i loggen" in message]
    assert counts == ([f"+{hidden} till i loggen"] if hidden else [])


def test_gitlab_reads_it(findings, sources, rules, valid_json):
    """The report is as GitLab documents it, with the severities told apart."""
    issues = valid_json(FORMATS["gitlab"](findings, sources, rules), "gitlab-code-quality.json")
    assert [issue["severity"] for issue in issues] == ["info", "major", "major", "minor", "minor", "major"]
    assert issues[0]["description"] == "Nämnden har ett mål. Är det alla?"
    assert issues[1]["description"] == "«grn» är ingen bedömning. Menade du grön?"
    assert issues[3]["description"] == "«2 3» är inget tal. Skriv 23, eller: 2,3"
    assert valid_json(FORMATS["gitlab"]([], sources, rules), "gitlab-code-quality.json") == []


def fingerprints(*found: tuple[str, int, str]) -> list[str]:
    findings = [Finding(Place(file, line, 1, line, 2), "S001", Severity.FEL, message) for file, line, message in found]
    return [issue["fingerprint"] for issue in json.loads(FORMATS["gitlab"](findings, {}, {}))]


def test_a_finding_that_moves_is_the_same():
    """Neither the line it stands in nor a line it tells of makes it new."""
    assert fingerprints(("a", 3, "Finns redan på rad 2.")) == fingerprints(("a", 9, "Finns redan på rad 8."))


def test_findings_that_differ_are_told_apart():
    """Another file, another message or one more of the same kind is another finding."""
    assert len({*fingerprints(("a", 1, "x"), ("b", 1, "x"), ("a", 1, "y"), ("a", 2, "x"), ("a", 1, "9 rader"))}) == 5


def test_sarif_is_valid(findings, sources, rules, valid_json):
    """The log is as OASIS publishes it, with every rule, each result at its place, columns in characters."""
    log = valid_json(FORMATS["sarif"](findings, sources, rules), "sarif-2.1.0.json")
    [run] = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    known = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert known == ["K901", "M204", "R305", "S001", "T501", "T510"]
    assert all(known[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert [result["level"] for result in run["results"]] == [
        "note",
        "error",
        "error",
        "warning",
        "warning",
        "error",
    ]
    assert run["results"][0]["message"]["text"] == "Nämnden har ett mål. Är det alla?"
    assert run["results"][1]["message"]["text"] == "«grn» är ingen bedömning.\nMenade du grön?"
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/2023/T1/mal.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 16, "endLine": 3, "endColumn": 19}
    assert valid_json(FORMATS["sarif"]([], {}, {}), "sarif-2.1.0.json")["runs"][0]["results"] == []


def test_sarif_tells_files_as_addresses():
    """A file's name is percent-encoded where it must be; an end before the start is left out."""
    files = {"å b:c.yaml": "%C3%A5%20b%3Ac.yaml", "\ud800.yaml": "%3F.yaml"}
    for (file, address), end in zip(files.items(), (Place("", 1, 1), Place("", 1, 1, 5, 3)), strict=True):
        place = Place(file, 5, 3, end.end_line, end.end_column)
        found = [Finding(place, "S001", Severity.FEL, "x")]
        told = json.loads(FORMATS["sarif"](found, {}, {}))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        assert told["artifactLocation"] == {"uri": address, "uriBaseId": "%SRCROOT%"}
        assert told["region"] == {"startLine": 5, "startColumn": 3}


def test_sarif_names_the_tool_and_its_rules():
    """Each rule that is known or broken once, with its title, or its code where it has none."""
    found = [Finding(Place("a.yaml"), code, Severity.FEL, "x") for code in ("S009", "S001", "S009")]
    run = json.loads(FORMATS["sarif"](found, {}, {"S001": "titel", "S005": ""}))["runs"][0]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("asn", __version__)
    assert driver["rules"] == [
        {"id": code, "shortDescription": {"text": title}}
        for code, title in (("S001", "titel"), ("S005", "S005"), ("S009", "S009"))
    ]
    assert [(result["ruleId"], result["ruleIndex"]) for result in run["results"]] == [
        *(("S009", 2), ("S001", 0), ("S009", 2)),
    ]
    prints = [result["partialFingerprints"] for result in run["results"]]
    assert all(re.fullmatch(r"[0-9a-f]{64}:1", each["primaryLocationLineHash"]) for each in prints)
    assert len({each["primaryLocationLineHash"] for each in prints}) == 3


def test_junit_is_valid(findings, sources, rules, valid_junit):
    """The report is as Jenkins defines it: errors fail, warnings and råd are skipped, a clean file passes."""
    root = valid_junit(FORMATS["junit"](findings[1:], sources, rules))
    suite = root.find("testsuite")
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "6",
        "failures": "3",
        "errors": "0",
        "skipped": "2",
    }
    assert len(suite.findall(".//failure")) == 3
    assert len(suite.findall(".//skipped")) == 2
    assert suite.find("testcase[1]").get("name") == "M204 rad 3"
    assert "    bedömning: grn" in suite.find("testcase[1]/failure").text
    passed = [case for case in suite if not len(case)]
    assert [case.get("classname") for case in passed] == ["content/2023/T1/handelser.yaml"]


def test_junit_tells_each_finding_in_its_file():
    """A case has its file as class; what is no error is skipped, with its severity and message."""
    kinds = {Severity.FEL: "failure", Severity.VARNING: "skipped", Severity.RÅD: "skipped"}
    found = [Finding(Place("a.yaml", 2), "S001", severity, f"sagt {severity}") for severity in kinds]
    text = FORMATS["junit"](found, {"a.yaml": "x\ny", "b.yaml": ""}, {})
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ')
    assert text.endswith("\n</testsuites>\n")
    cases = ElementTree.fromstring(text).findall(".//testcase")
    assert [case.get("classname") for case in cases] == ["a.yaml"] * 3 + ["b.yaml"]
    for case, (severity, kind) in zip(cases, kinds.items(), strict=False):
        (inner,) = case
        assert (inner.tag, inner.get("type"), inner.get("message")) == (kind, severity, f"sagt {severity}")


def test_junit_cases_have_names_of_their_own():
    """Two findings of one rule in one line are two cases."""
    found = [Finding(Place("a.yaml", 1, column, 1, 9), "S001", Severity.FEL, "x") for column in (1, 5)]
    cases = ElementTree.fromstring(FORMATS["junit"](found, {}, {})).findall(".//testcase")
    assert [case.get("name") for case in cases] == ["S001 rad 1", "S001 rad 1 (2)"]


def test_formats_are_the_contracts():
    """Exactly the names that the command offers."""
    assert set(FORMATS) == {"text", "json", "github", "gitlab", "sarif", "junit"}
