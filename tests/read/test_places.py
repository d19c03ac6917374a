"""Where things stand: of values, of keys, and of what is not there."""

import pytest

from asn.read import records, value_at

TEXT = """\
år: 𝄞åäö        # kommentar
tom:
mål:
  - namn: "Ett \\u00e5"
    nivå: 4,53
  - - 'två'
    -
  - [a, {b: c}]
text: |
  rad ett
  rad två

vikt: >-
  vikt
slut: true
"""


def excerpt(tree, place):
    """The source from the place's start to its end."""
    lines = tree.text.split("\n")[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column - 1]
    lines[0] = lines[0][place.column - 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (("år",), "𝄞åäö"),
        (("tom",), ""),
        (("mål", 0, "namn"), '"Ett \\u00e5"'),
        (("mål", 0, "nivå"), "4,53"),
        (("mål", 0), 'namn: "Ett \\u00e5"\n    nivå: 4,53'),
        (("mål", 1, 0), "'två'"),
        (("mål", 1, 1), ""),
        (("mål", 1), "- 'två'\n    -"),
        (("mål", 2), "[a, {b: c}]"),
        (("mål", 2, 1), "{b: c}"),
        (("mål", 2, 1, "b"), "c"),
        (("text",), "|\n  rad ett\n  rad två"),
        (("vikt",), ">-\n  vikt"),
        (("slut",), "true"),
        ((), TEXT.rstrip()),
    ],
)
def test_place(read, path, shown):
    """The place of a value spans just what is written for it."""
    tree, findings = read(TEXT)
    assert findings == ()
    assert excerpt(tree, tree.place(path)) == shown


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (("år",), "år"),
        (("mål",), "mål"),
        (("mål", 0, "nivå"), "nivå"),
        (("mål", 2, 1, "b"), "b"),
        (("mål", 1, 0), "'två'"),
        (("text",), "text"),
        ((), TEXT.rstrip()),
        (("mål", 0, "saknas"), 'namn: "Ett \\u00e5"\n    nivå: 4,53'),
    ],
)
def test_key_place(read, path, shown):
    """The place of a key spans the key; in a list, the value."""
    tree, _ = read(TEXT)
    assert excerpt(tree, tree.key_place(path)) == shown


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (("mål", 9), "mål"),
        (("mål", 9, "a", 3), "mål"),
        (("år", "a"), "år"),
        (("mål", "namn"), "mål"),
        (("mål", 2, 1, "x"), "{b: c}"),
        (("saknas",), TEXT.rstrip()),
    ],
)
def test_missing(read, path, shown):
    """What is not there is told at the key of the nearest that is."""
    tree, _ = read(TEXT)
    assert excerpt(tree, tree.place(path)) == shown
    assert tree.within(path, 0, 1) == tree.place(path)


def test_empty_value_follows_colon(read):
    """An empty value stands right after its key's colon."""
    tree, _ = read("a:   # kommentar\nb: {c: , d: }\n")
    assert (tree.place(("a",)).line, tree.place(("a",)).column) == (1, 3)
    assert (tree.place(("b", "c")).line, tree.place(("b", "c")).column) == (2, 7)
    assert (tree.place(("b", "d")).line, tree.place(("b", "d")).column) == (2, 12)


@pytest.mark.parametrize(
    ("text", "path", "span"),
    [
        ("", (), (1, 1, 1, 1)),
        ("# kommentar\n", (), (1, 1, 1, 1)),
        ("*ax", (), (1, 1, 1, 4)),
        ("a: *x\nb: 1", ("a",), (1, 4, 1, 6)),
        ("a: *x\nb: *y", (), (1, 1, 2, 6)),
        ("- *x", (0,), (1, 3, 1, 5)),
        ("b: []", ("b",), (1, 4, 1, 6)),
        ("b: [ ]\nc: 1", ("b",), (1, 4, 1, 7)),
    ],
)
def test_what_holds_no_text_has_a_place(read, text, path, span):
    """A file, a list and a reference that gave no value stand where they are written."""
    tree, _ = read(text)
    place = tree.place(path)
    assert (place.line, place.column, place.end_line, place.end_column) == span


def test_refused_key_keeps_place(read):
    """A key that was read as what was meant stands where it was written."""
    tree, _ = read("Mål Nivå: x")
    assert excerpt(tree, tree.key_place(("mål_nivå",))) == "Mål Nivå"


def test_columns_count_characters(read):
    """Columns are 1-based and count characters, whatever they weigh in bytes or UTF-16."""
    tree, _ = read("{a: 𝄞å, b: x}")
    place = tree.place(("b",))
    assert (place.line, place.column, place.end_line, place.end_column) == (1, 12, 1, 13)


def test_a_line_and_a_column_lead_back_to_the_character(read):
    """Whatever stands before it on the line."""
    source = read(TEXT)[0].source
    assert [source.offset(source.line(at), source.column(at)) for at in range(len(TEXT))] == list(range(len(TEXT)))


def test_a_value_is_found_by_its_way_or_what_is_said_instead(read):
    """A way that leads nowhere: a key or an item that isn't there, and a step into what has no parts."""
    value = read(TEXT)[0].value
    assert value_at(value, ()) is value
    assert value_at(value, ("mål", 2, 1, "b")) == "c"
    for path in (("nej",), ("mål", 9), ("mål", "namn"), ("text", 0)):
        assert value_at(value, path, "inget") == "inget"


def test_the_mappings_of_a_list_are_its_records(read):
    """Of what is no list there are none."""
    value = read(TEXT)[0].value
    assert records(value["mål"]) == [value["mål"][0]]
    assert records(value["text"]) == records(None) == []
