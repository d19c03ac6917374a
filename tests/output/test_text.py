"""Findings as an editor reads them."""

from pathlib import Path

import pytest

from asn.finding import Finding, Place, Severity
from asn.output import text
from asn.output.formats import FORMATS
from asn.output.plain import plain
from asn.output.terminal import CODES, coloured, columns, terminal_style, uncoloured

GOLDEN = Path(__file__).parent / "findings.txt"


def shown(line: str, column: int, end: int, *, end_line: int = 1) -> list[str]:
    """The source line and the carets, without the margin."""
    place = Place("a.yaml", 1, column, end_line, end)
    lines = text.finding_block(Finding(place, "S001", Severity.FEL, "x"), line.split("\n")).split("\n")
    assert all(line[:8] in {"     1 |", "       |"} for line in lines[1:])
    return [line[9:] for line in lines[1:]]


def test_the_whole_is_as_agreed(findings, sources, rules):
    """Header, source line, carets, what would be right, and the count: findings.txt shows it."""
    assert FORMATS["text"](findings, sources, rules) == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "column", "end", "expected"),
    [
        ("a: grn", 4, 7, ["a: grn", "   ^^^"]),
        ("a: grn", 4, 4, ["a: grn", "   ^"]),
        ("a: grn", 4, 1, ["a: grn", "   ^"]),
        ("a:", 3, 3, ["a:", "  ^"]),
        ("a:", 9, 12, ["a:", "  ^"]),
        ("\ta: x", 5, 6, ["    a: x", "       ^"]),
        ("日本: x", 5, 6, ["日本: x", "      ^"]),
        ("日本: x", 1, 3, ["日本: x", "^^^^"]),
        ("e\N{COMBINING ACUTE ACCENT}: x", 5, 6, ["e\N{COMBINING ACUTE ACCENT}: x", "   ^"]),
        ("\N{GRINNING FACE}: x", 4, 5, ["\N{GRINNING FACE}: x", "    ^"]),
        ("\N{ZERO WIDTH SPACE}: x", 4, 5, ["‹U+200B›: x", "          ^"]),
        ("a: x\r", 4, 5, ["a: x", "   ^"]),
        ("a: x   ", 4, 5, ["a: x", "   ^"]),
        ("a: ##[error]x", 13, 14, ["a: ##‹U+005B›error]x", " " * 19 + "^"]),
        ("##[group]", 9, 10, ["##‹U+005B›group]", " " * 15 + "^"]),
        ("   ", 1, 2, []),
        ("", 1, 1, []),
    ],
)
def test_carets_stand_under_what_is_meant(line, column, end, expected):
    """Tabs, wide characters, accents and written-out ones keep the carets where they belong."""
    assert shown(line, column, end) == expected


def test_a_span_over_lines_is_marked_to_the_end_of_its_first():
    """The carets end with the line's text, not with its trailing spaces."""
    assert shown("a:  \n  b: 1", 1, 3, end_line=2) == ["a:", "^^"]


@pytest.mark.parametrize("line", [0, 3])
def test_a_place_outside_the_file_shows_no_line(line):
    """A rule that counts wrong costs the excerpt, not the finding."""
    found = [Finding(Place("a.yaml", line, 1, line, 2), "S001", Severity.FEL, "x")]
    assert text.render(found, {"a.yaml": "a: 1\nb: 2"}, {}).endswith(f"\n\na.yaml:{line}:1: fel S001 x\n")


@pytest.mark.parametrize("column", [1, 41, 42, 99, 100, 157, 500, 960, 1000, 1001])
def test_a_long_line_is_cut_around_the_place(column):
    """At most 100 columns, an ellipsis where something was cut, and the carets under the same character."""
    line = "".join(chr(ord("a") + number % 23) for number in range(1000))
    source, carets = shown(line, column, column + 1)
    assert len(source) <= 100
    assert source.startswith("…") == (column > 41)
    assert source.endswith("…") == (column < 960)
    assert (source + "\n")[len(carets) - 1] == (line + "\n")[column - 1]


@pytest.mark.parametrize("length", [98, 99])
def test_a_line_that_has_room_is_not_cut(length):
    """98 columns are shown as they are, 99 are not."""
    source, _ = shown("x" * length, length, length + 1)
    assert (source == "x" * length) == (length == 98)


def test_wide_characters_count_double_when_cut():
    """A cut line of wide characters is no wider on screen than another."""
    source, carets = shown("日" * 500, 250, 252)
    assert source == "…" + "日" * 49 + "…"
    assert carets == " " * 41 + "^^^^"


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], "Inga fel, varningar eller råd."),
        (["fel"], "1 fel i 1 fil"),
        (["fel", "varning", "fel", "varning"], "2 fel, 2 varningar i 2 filer"),
        (["råd", "råd", "varning"], "1 varning, 2 råd i 2 filer"),
    ],
)
def test_the_count_is_in_good_swedish(severities, expected):
    """Each kind that there is, in singular or plural, and the number of files."""
    found = [
        Finding(Place(f"{number % 2}.yaml"), "S001", Severity(severity), "x")
        for number, severity in enumerate(severities)
    ]
    assert text.verdict_of(found) == expected
    assert text.render(found, {}, {}).startswith(f"{expected.rstrip('.')}.\n")


def test_colours_change_nothing_else(findings, sources, rules):
    """With the escape sequences taken away, the coloured output is the plain one."""
    printed = text.render(findings, sources, rules, text.TextLayout(coloured))
    assert "\x1b[1;31mfel\x1b[0m" in printed
    for code in {*CODES.values(), "0"}:
        printed = printed.replace(f"\x1b[{code}m", "")
    assert printed == text.render(findings, sources, rules)


@pytest.mark.parametrize(
    ("environment", "terminal", "expected"),
    [
        ({}, True, coloured),
        ({"NO_COLOR": ""}, True, coloured),
        ({"FORCE_COLOR": "1"}, False, coloured),
        ({"FORCE_COLOR": "0"}, False, uncoloured),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, uncoloured),
        ({"NO_COLOR": "1"}, True, uncoloured),
        ({"TERM": "dumb"}, True, uncoloured),
        ({}, False, uncoloured),
    ],
)
def test_colours_are_for_terminals_that_want_them(environment, terminal, expected):
    """NO_COLOR, a dumb terminal and a pipe get none."""
    assert terminal_style(environment, terminal=terminal) is expected


@pytest.mark.parametrize(("when", "expected"), [("always", coloured), ("never", uncoloured)])
def test_the_command_line_has_the_last_word_on_colours(when, expected):
    """--color counts more than what the environment says."""
    for environment in ({"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}):
        assert terminal_style(environment, terminal=True, when=when) is expected


def many(number, severity="varning", file="a.yaml", message="«{}» är tom."):
    """Findings of one kind."""
    return [
        Finding(Place(file, line, 1, line, 2), "K904", Severity(severity), message.format(line), "Fyll i.")
        for line in range(1, number + 1)
    ]


def test_many_of_a_kind_are_told_together():
    """Warnings of one rule in one file: how many, at which lines, what it is about and the cure."""
    assert text.render(many(3), {}, {}).count("varning K904") == 3
    assert text.render(many(5), {}, {"K904": "Tomt"}) == (
        "5 varningar i 1 fil.\n\n5 × K904 i a.yaml: rad 1, 2, 3, 4 och 5\n"
        "         varning: Tomt, till exempel: «1» är tom.\n       = Fyll i.\n"
    )
    assert " 39, 40 och 50 till\n" in text.render(many(90), {}, {})
    assert text.render(many(5, message="Tom."), {}, {"K904": "Tomt"}).split("\n")[3] == "         varning: Tom."


def test_errors_and_what_is_asked_for_one_by_one_are_told_in_full():
    """An error is never one of many; nor is a warning where the editor wants each."""
    assert text.render(many(50, "fel"), {}, {}).count("fel K904") == 50
    assert text.render(many(50), {}, {}, text.TextLayout(many=51)).count("varning K904") == 50


def test_the_verdict_says_which_reports_cannot_be_built():
    """First of all: one, or several."""
    verdict = text.render(many(1, "fel"), {}, {}, blocked=["2023/T1"]).split("\n")[0]
    assert verdict == "1 fel i 1 fil. Rapporten 2023/T1 kan inte byggas."
    verdict = text.render([], {}, {}, blocked=["2022/VB", "2023/T1"])
    assert verdict == "Inga fel, varningar eller råd. Rapporterna 2022/VB och 2023/T1 kan inte byggas.\n"


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_findings_fit_on_any_screen(findings, sources, rules, width):
    """No line is wider than the screen but one that is a single word; no word of a message is cut."""
    told = text.render([*findings, *many(30)], sources, rules, text.TextLayout(width=width))
    for line in told.split("\n"):
        assert columns(line) <= width or len(line.split()) <= 2, line
    words = " ".join(told.split())
    for finding in findings:
        assert all(word in words for word in plain(finding.message).split())


def test_what_would_be_right_can_take_several_lines():
    """Each line has the sign, also an empty one, and none ends in spaces."""
    found = [Finding(Place("a.yaml"), "S001", Severity.FEL, "x", "Skriv:\n\n  a: 1")]
    assert text.render(found, {}, {}).split("\n")[3:6] == ["       = Skriv:", "       =", "       =   a: 1"]


def test_a_file_name_cannot_give_the_log_a_command():
    """A GitHub runner obeys a line that starts with two colons; no line of ours does."""
    found = [Finding(Place(" ::stop-commands::x.yaml"), "S001", Severity.FEL, "x", "::error::y\n::error::z")]
    for line in text.render(found, {}, {}).split("\n"):
        assert not line.lstrip().startswith("::")
