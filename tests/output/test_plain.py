"""Text out of content, made harmless."""

import pytest

from asn.output.plain import harmless, plain, plain_lines


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ett mål, 12 %",
        "1\N{NO-BREAK SPACE}234",
        "é e\N{COMBINING ACUTE ACCENT}",
        "\N{GRINNING FACE}",
        "\ue000",
        "«–»",
    ],
)
def test_what_is_seen_stays(text):
    """Letters, spaces that take room, accents, emoji and private characters are left as they are."""
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b]0;x\x07", "‹U+001B›]0;x‹U+0007›"),
        ("a\nb\tc\r", "a‹U+000A›b‹U+0009›c‹U+000D›"),
        ("\x85\u2028\u2029", "‹U+0085›‹U+2028›‹U+2029›"),
        ("\u202e\u200b\ufeff\u00ad", "‹U+202E›‹U+200B›‹U+FEFF›‹U+00AD›"),
        ("\U000e0041", "‹U+E0041›"),
        ("\ud800", "‹U+D800›"),
        (
            "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff",
            "‹U+FDD0›‹U+FDEF›‹U+FFFE›‹U+FFFF›‹U+1FFFE›‹U+10FFFF›",
        ),
        ("##[error]x", "##‹U+005B›error]x"),
    ],
)
def test_what_is_not_seen_is_written_out(text, expected):
    """Controls, bidi marks, zero width, tags, lone surrogates, noncharacters and a runner's command."""
    assert plain(text) == expected


def test_lines_are_kept_where_they_are_wanted():
    """Line feeds part lines, those at the ends go, and all else is written out as elsewhere."""
    assert plain_lines("\na\r\n\n\tb\n") == "a‹U+000D›\n\n‹U+0009›b"


def test_our_own_colours_stay_and_what_is_not_seen_is_written_out():
    """Of all that is printed, whoever wrote it."""
    printed = harmless("\x1b[31mfel\x1b[0m a\u202eb\x1b]0;c\n")
    assert printed.startswith("\x1b[31mfel\x1b[0m a")
    assert printed.endswith("\n")
    assert "\u202e" not in printed
    assert "\x1b]" not in printed
    assert "202E" in printed
