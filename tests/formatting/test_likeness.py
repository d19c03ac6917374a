"""The proof that formatting stands on: two versions say the same, or they don't."""

import pytest

from asn import formatting
from asn.formatting import formatted, says_the_same
from asn.read import read_yaml

FILE = "content/2025/T1/text.yaml"


def tree(text):
    return read_yaml(FILE, text.encode())[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b\n", "a:  b\n\n"),
        ("a: 'b'\n", 'a: "b"\n'),
        ('a: b "c" - d...\n', "a: b ”c” – d…\n"),
        ("a:\n- b\n", "a:\n  - b\n"),
    ],
    ids=["blanks", "quotes", "marks", "indentation"],
)
def test_style_alone_is_alike(before, after):
    """What formatting may change is no difference."""
    assert says_the_same(tree(before), tree(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b\n", "a: c\n"),
        ("a: b\nc: d\n", "c: d\na: b\n"),
        ("a: b # c\n", "a: b\n"),
        ("a: true\n", 'a: "true"\n'),
        ("a: ett två\n", "a: etttvå\n"),
        ("a:\n  b:\n  c: d\n", "a:\n  b:\n    c: d\n"),
        ("a:\n  - b\n", "a: b\n"),
    ],
    ids=["a value", "the order", "a comment", "a kind of value", "words", "a level", "a list"],
)
def test_anything_else_is_not(before, after):
    """A value, a comment, an order, or which record something belongs to."""
    assert not says_the_same(tree(before), tree(after))


def test_a_step_that_would_change_the_content_is_not_taken(monkeypatch):
    """The file keeps what the other steps did, and the editor is told which one was not taken."""
    steps = (*formatting._STEPS[:1], (lambda tree: tree.text.replace("ord", "annat"), "Nej."), *formatting._STEPS[1:])
    monkeypatch.setattr(formatting, "_STEPS", steps)
    made = formatted(FILE, b"slag: text  \ntext: ord - ord\n", frozenset())
    assert made.data.decode() == "slag: text\ntext: ord – ord\n"
    assert made.reason == "Nej."
