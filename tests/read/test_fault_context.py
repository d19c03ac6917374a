"""What the causes see when they look at a line, or for the line above."""

import pytest

from asn.read.events import Event, SyntaxFault
from asn.read.fault_context import FaultContext, Line
from asn.read.tree import Source


def context(text):
    """The file ``text``, broken at its start."""
    return FaultContext(Source("a.yaml", text, text), SyntaxFault("", 0), Event("scalar", 0, 0), None)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("k: v", Line(0, 0, 0, "k", (3, 4))),
        ("k:  v  ", Line(0, 0, 0, "k", (4, 5))),
        ("k:", Line(0, 0, 0, "k", (2, 2))),
        ("  - -  a b: v", Line(0, 2, 7, "a b", (12, 13))),
        ("  v", Line(0, 2, 2, "", (2, 3))),
        ("  ", Line(0, 0, 0, "", (0, 0))),
    ],
)
def test_line(text, line):
    """A line is its indentation, its list marks, a key and a value, each with its place; space at its end is none."""
    assert context(text).line(0) == line


@pytest.mark.parametrize(
    "text", ["k:v", "k:l: v", "k#l: v", "#k: v", "{k: v}", "[k: v", "'k': v", '"k": v', "\tk: v", ": v"]
)
def test_line_without_key(text):
    """What isn't plainly a key is part of the value: no cause is then built on it."""
    assert context(text).line(0) == Line(0, 0, 0, "", (0, len(text)))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("k: v\nl: w", 0),
        ("k: v\n\n  \nl: w", 0),
        ("k: v\n- m\nl: w", 5),
        ("l: w", None),
        ("\nl: w", None),
        (" \n\nl: w", None),
    ],
)
def test_above(text, start):
    """The line above is the nearest that says something; above the first there is none."""
    above = context(text).above(len(text))
    assert (above and above.start) == start
