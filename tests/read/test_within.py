"""Places of characters within a text, in every way that YAML can write one."""

import pytest

# (file, what to look for in the value, what is written for it)
WRITTEN = [
    ("k: en plan text", "plan", "plan"),
    ("k: en plan\n  text på rader", "plan text", "plan\n  text"),
    ("k: en plan\n\n\n  text", "plan\n\ntext", "plan\n\n\n  text"),
    ("k: en plan\n  text på rader", "rader", "rader"),
    ("k: 'it''s all'", "'", "''"),
    ("k: 'it''s all'", "all", "all"),
    ("k: 'två\n   rader'", "rader", "rader"),
    ('k: "en \\u00e5 och \\n \\x41 b"', "å", "\\u00e5"),
    ('k: "en \\u00e5 och \\n \\x41 b"', "\n", "\\n"),
    ('k: "en \\u00e5 och \\n \\x41 b"', "A b", "\\x41 b"),
    ('k: "\\U0001d11e x"', "x", "x"),
    ('k: "en \\\n    hel \\"text\\""', "hel", "hel"),
    ('k: "en \\\n    hel \\"text\\""', '"text"', '\\"text\\"'),
    ('k: "en \\\n\n    hel"', "hel", "hel"),
    ('k: "två\n\n  rader"', "rader", "rader"),
    ("k: |\n  rad ett\n  rad två\n", "två", "två"),
    ("k: |\n  rad ett\n  rad två\n", "ett\nrad", "ett\n  rad"),
    ("k: |\n  rad ett\n\n    in\n  rad två\n", "  in", "  in"),
    ("k: |\n\n\n  rad\n", "rad", "rad"),
    ("k: | # kommentar\n  rad\n", "rad", "rad"),
    ("k: |2\n    rad\n  två\n", "  rad", "  rad"),
    ("k: |-\n  rad\n\n\nb: c", "rad", "rad"),
    ("k: |+\n  rad\n\n\nb: c", "rad\n", "rad\n"),
    ("k: >\n  rad ett\n  rad två\n\n  stycke\n", "två", "två"),
    ("k: >\n  rad ett\n  rad två\n\n  stycke\n", "ett rad", "ett\n  rad"),
    ("k: >\n  rad ett\n  rad två\n\n  stycke\n", "stycke", "stycke"),
    ("k: >\n  rad\n    in\n  ut\n  sist\n", "ut sist", "ut\n  sist"),
    ("k: >\n  rad\n    in\n\n  ut\n", "ut", "ut"),
    ("k: >\n\n  rad\n\n\n  ut\n", "ut", "ut"),
    ("k: >-\n  rad\n  # ingen kommentar\n# kommentar\n", "ingen", "ingen"),
    ("k: | \n  rad\n", "rad", "rad"),
    ("k: |\n  \n  rad\n", "rad", "rad"),
    ("k: |2\n\n    rad\n  två\n", "  rad", "  rad"),
    ("k: >\n  rad text\nb: c", "text", "text"),
    ("k: |\n  rad text\nb: c", "text", "text"),
    ('"ett\ntvå"', "två", "två"),
    ("ett\ntvå", "två", "två"),
    ('k: "en \\\nhel"', "hel", "hel"),
    ("k: 𝄞å text", "text", "text"),
    ("k: a\tb c", "\tb", "\tb"),
    ("k: |\n  a\tb\n", "\tb", "\tb"),
    ("k: La\N{COMBINING RING ABOVE}ng text", "å", "a\N{COMBINING RING ABOVE}"),
    ("k: La\N{COMBINING RING ABOVE}ng text", "text", "text"),
    ("k: \u1112\u1161\u11ab x", "\ud55c", "\u1112\u1161\u11ab"),
    ("k: a\N{COMBINING DOT BELOW}\N{COMBINING CIRCUMFLEX ACCENT} x", "x", "x"),
    ("- [x, 'y z']", "z", "z"),
    ("k: true", "x", "true"),
    ("k: &a text", "text", "&a text"),
    ("k: &a |\n  x\ty\n", "x", "&a |\n  x\ty"),
]


ESCAPED = {
    r"\N": "\x85", r"\_": "\xa0", r"\L": "\u2028", r"\P": "\u2029", r"\t": "\t", r"\n": "\n", r"\r": "\r",
    r"\0": "\0", r"\a": "\a", r"\b": "\b", r"\v": "\v", r"\f": "\f", r"\e": "\x1b", "\\\t": "\t", r"\ ": " ",
    r"\/": "/", r"\\": "\\", r"\"": '"', r"\x41": "A", r"\x4a": "J", r"\xe5": "å", r"\xE5": "å", r"\u00e5": "å",
    r"\uFf21": "Ａ", r"\U0001d11E": "𝄞",
}  # fmt: skip


@pytest.mark.parametrize("written", ESCAPED)
def test_every_escape_is_one_character(read, written):
    """What follows an escape is found where it is written, whatever the escape stands for."""
    tree, _ = read(f'k: "å{written}b c"')
    assert len(tree.value["k"]) == 5
    assert tree.value["k"][1] in (ESCAPED[written], "\N{REPLACEMENT CHARACTER}")
    escape, after = tree.within(("k",), 1, 2), tree.within(("k",), 2, 3)
    assert (escape.column, escape.end_column) == (6, 6 + len(written))
    assert (after.column, after.end_column) == (6 + len(written), 7 + len(written))


@pytest.mark.parametrize(
    ("text", "start", "span"),
    [
        ("k: |\n  ett\n  två\n", 3, (2, 6, 3, 1)),
        ("k: |\n  ett\n  två\n", 7, (3, 6, 4, 1)),
        ("k: >\n  ett\n  två\n", 3, (2, 6, 3, 3)),
        ("k: >\n  ett\n\n  två\n", 3, (3, 1, 4, 1)),
        ("k: >\n  ett\n  två\n", 7, (3, 6, 4, 1)),
        ("k: ett\n  två\n", 3, (1, 7, 2, 3)),
        ("k: ett  \n\n  två\n", 3, (1, 7, 3, 3)),
    ],
)
def test_a_line_break_has_its_place(read, text, start, span):
    """From the end of the line to the start of the next, or of the next text where the lines are folded."""
    tree, _ = read(text)
    assert tree.value["k"][start] in " \n"
    place = tree.within(("k",), start, start + 1)
    assert (place.line, place.column, place.end_line, place.end_column) == span


def first_text(tree):
    """The path of the file's only text."""
    path, value = (), tree.value
    while isinstance(value, dict | list):
        step = "k" if isinstance(value, dict) else len(value) - 1
        path, value = (*path, step), value[step]
    return path, value


@pytest.mark.parametrize(("text", "wanted", "shown"), WRITTEN)
def test_within(read, text, wanted, shown):
    """The place spans what gives the characters in the source, or the whole value where that can't be told."""
    tree, _ = read(text)
    path, value = first_text(tree)
    start = value.index(wanted) if isinstance(value, str) else 0
    place = tree.within(path, start, start + len(wanted))
    lines = tree.text.split("\n")[place.line - 1 : place.end_line]
    if place.end_line > place.line:
        assert lines[0][place.column - 1 :] == shown.split("\n")[0]
        assert lines[-1][: place.end_column - 1].endswith(shown.split("\n")[-1])
    else:
        assert lines[0][place.column - 1 : place.end_column - 1] == shown


@pytest.mark.parametrize(
    ("start", "end", "columns"),
    [
        (0, 0, (4, 4)),
        (1, 1, (5, 5)),
        (3, 3, (7, 7)),
        (9, 9, (7, 7)),
        (0, 3, (4, 7)),
        (2, 99, (6, 7)),
        (-5, 1, (4, 5)),
    ],
)
def test_bounds(read, start, end, columns):
    """A span without characters is a point, and what is outside the text is its edge."""
    tree, _ = read("k: abc")
    place = tree.within(("k",), start, end)
    assert (place.column, place.end_column) == columns


@pytest.mark.parametrize("text", ["k:", "k: ''", "k: |\nb: c", "k: []", "k: |2", "k: ~"])
def test_nothing_within(read, text):
    """In what holds no characters, the place is its own."""
    tree, _ = read(text)
    assert tree.within(("k",), 0, 1) == tree.place(("k",))
