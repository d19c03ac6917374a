"""Text for a screen is broken between words, never within one, and nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn.output import terminal
from asn.output.terminal import columns, fitted, screen_width, wrapped

WORDS = st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=50), min_size=1, max_size=30)


@given(WORDS, st.integers(40, 200), st.integers(0, 12))
def test_whole_words_in_lines_that_fit(words, width, indent):
    """All words, in order, each whole; only a word that is too long alone goes past the edge."""
    line = " " * indent + " ".join(words)
    parts = fitted(line, width)
    assert [word for part in parts for word in part.split()] == line.split()
    assert all(columns(part) <= width or len(part.split()) == 1 for part in parts)


def test_colours_and_hard_spaces():
    """Colours take no room, and a hard space holds its words together."""
    red = terminal.coloured("fel", "fel")
    assert columns(red) == 3
    assert wrapped(f"{red} 1\N{NO-BREAK SPACE}000 kr", 8) == [red, "1\N{NO-BREAK SPACE}000 kr"]


@pytest.mark.parametrize(
    ("environment", "terminal", "width"),
    [({}, False, None), ({"COLUMNS": "60"}, False, 60), ({"COLUMNS": "7"}, True, 40), ({"COLUMNS": "999"}, True, 200)],
)
def test_the_width_of_the_screen(environment, terminal, width):
    """As told, from 40 to 200 columns; a pipe has no edge."""
    assert screen_width(environment, terminal=terminal) == width


def test_a_width_that_is_none_is_not_obeyed():
    """What is no number of columns is left alone."""
    assert screen_width({"COLUMNS": "bred"}, terminal=False) is None
