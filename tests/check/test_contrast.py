"""A806: the colours of the style sheets, by WCAG's own arithmetic."""

from pathlib import Path

import pytest

from asn.check.contrast import _USES, StyleSheet, contrast, low_contrast

STYLE = Path(__file__).parents[2] / "templates" / "stil"
OURS = [StyleSheet(name, (STYLE / name).read_text(encoding="utf-8"), own=True) for name in ("gemensam.css", "webb.css")]
PAPER = ":root { --papper: #fff; }\n"


def test_black_on_white_is_the_greatest_contrast_and_a_colour_on_itself_the_least():
    """WCAG's scale runs from 1 to 21."""
    assert round(contrast((0, 0, 0), (255, 255, 255)), 9) == 21
    assert contrast((18, 52, 86), (18, 52, 86)) == 1


def test_our_own_style_sheets_have_every_colour_that_is_judged_and_each_reaches_its_contrast():
    """In light and in dark; a colour that is renamed would be judged by nobody."""
    text = "".join(sheet.text for sheet in OURS)
    assert all(f"--{name}:" in text for name in _USES)
    assert list(low_contrast(OURS)) == []


@pytest.mark.parametrize(
    ("css", "line", "column"),
    [
        (PAPER + ":root { --text: #777; }", 2, 17),
        (PAPER + "/* --text: #000; */ :root {\n  --text: rgb(119, 119, 119);\n}", 3, 11),
        (PAPER + "@media (prefers-color-scheme: dark) { :root { --papper: #000; --hav: #333 } }", 2, 70),
        (PAPER + ":root { --tom: #9d9 }", 2, 16),
    ],
    ids=["text", "rgb after a comment", "dark", "light"],
)
def test_a_colour_too_near_its_ground_is_told_at_its_own_place(css, line, column):
    """An editor is led to the value that is to be changed."""
    (found,) = low_contrast([StyleSheet("templates/stil/gemensam.css", css, own=True)])
    assert (found.code, found.place.line, found.place.column) == ("A806", line, column)


@pytest.mark.parametrize(
    "css",
    [":root { --text: #767676; }", ":root { --tom: #949494; }", ":root { --text: teal }", ".diagram { --text: #fff }"],
    ids=["text", "light", "unknown", "elsewhere"],
)
def test_a_colour_that_reaches_its_contrast_or_cannot_be_judged_is_left_alone(css):
    """#767676 is 4,54:1 on white and #949494 3,03:1; a colour of one part of the page stands on who knows what."""
    assert list(low_contrast([StyleSheet("a.css", PAPER + css, own=True)])) == []


def test_what_the_project_has_not_written_is_not_the_projects_fault():
    """Only a project's own style sheets are judged, with ours as what they stand on."""
    ours = StyleSheet("asn", PAPER + ":root { --text: #999; --hav: #000 }", own=False)
    assert list(low_contrast([ours])) == []
    own = StyleSheet("templates/stil/webb.css", ":root { --hav: #aaa }", own=True)
    assert [found.place.file for found in low_contrast([ours, own])] == ["templates/stil/webb.css"]


def test_a_ground_of_the_projects_own_is_told_of_where_the_colours_are_ours():
    """Who changes the paper changes the contrast of all that stands on it."""
    ours = StyleSheet("asn", ":root { --papper: #fff; --text: #000 }", own=False)
    own = StyleSheet("templates/stil/webb.css", ":root { --papper: #444 }", own=True)
    (found,) = low_contrast([ours, own])
    assert (found.place.file, found.place.column) == ("templates/stil/webb.css", 19)
