"""One value of a file is changed, and nothing else: every other line stays as it was, and fmt has nothing to mend."""

import random
from collections import Counter

import pytest
from tests.fixtures.projects import REPO

from asn.editing import EditError, encoded, filled, inserted, moved, removed, replaced
from asn.formatting import formatted
from asn.read import read_yaml

FILES = sorted(path.relative_to(REPO).as_posix() for path in (REPO / "content").rglob("*.yaml"))
TEXTS = (
    *("Kort text", "12,5 %", ">25 %", "-29 390", "ja", "- punkt", "# inget", "a: b", "", "null", "0138", "grön"),
    *("Två rader.\nOch en till.", 'Ett stycke.\n\nEtt till, med «citat» och "annat".', "{klamrar}", "[lista]", "@x"),
    *(
        "Slutar med kolon:",
        "it's",
        'säger "ja"',
        "{{ tal | procent }} av alla",
        "& och *",
        "x" * 300,
        "två  mellanslag",
    ),
)
ROUNDS = 10


def tree_of(file, text):
    tree, findings = read_yaml(file, text.encode())
    assert tree is not None, findings
    return tree


def places(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inner:
        yield from places(one, (*path, step))


def at(value, path):
    for step in path:
        value = value[step]
    return value


def comments(text):
    return Counter(line.strip() for line in text.split("\n") if line.strip().startswith("#"))


def outside(text, place):
    lines = text.split("\n")
    return "\n".join((*lines[: place.line - 1], *lines[place.end_line :]))


def changed_lines(before, after):
    """How many lines of the old text are gone."""
    return sum((Counter(before.split("\n")) - Counter(after.split("\n"))).values())


def offset(text, place):
    return sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1


def lines_of(tree, path):
    place, key = tree.place(path), tree.key_place(path)
    return place.end_line - min(place.line, key.line) + 1


@pytest.mark.parametrize("file", FILES)
def test_a_value_is_replaced_and_nothing_else(file):
    """Any text in the place of any other: it reads back, comments stay, and only its own lines are others."""
    dice = random.Random(file)
    text = (REPO / file).read_text("utf-8")
    tree = tree_of(file, text)
    leaves = [path for path in places(tree.value) if path and isinstance(at(tree.value, path), str)]
    for path in dice.sample(leaves, min(ROUNDS, len(leaves))):
        new = dice.choice(TEXTS)
        made = replaced(tree, path, new).text
        read = tree_of(file, made)
        assert (at(read.value, path) or "").rstrip() == new, path
        assert comments(made) >= comments(text) - comments(
            "\n".join(text.split("\n")[tree.place(path).line - 1 : tree.place(path).end_line])
        )
        assert changed_lines(text, made) <= lines_of(tree, path)


@pytest.mark.parametrize("file", FILES)
def test_what_is_edited_is_as_fmt_would_write_it(file):
    """An editor's file in the one style stays in it, whatever is put in."""
    dice = random.Random(file)
    text = (REPO / file).read_text("utf-8")
    assert formatted(file, text.encode(), frozenset()).data == text.encode()
    tree = tree_of(file, text)
    leaves = [path for path in places(tree.value) if path and isinstance(at(tree.value, path), str)]
    for path in dice.sample(leaves, min(ROUNDS, len(leaves))):
        made = replaced(tree, path, dice.choice(TEXTS[:8])).text
        assert formatted(file, made.encode(), frozenset()).data.decode() == made, path


@pytest.mark.parametrize("file", FILES)
def test_an_item_comes_goes_and_moves(file):
    """A copy of an item, with another text, put in anywhere in its list; one taken out; one moved."""
    dice = random.Random(file)
    text = (REPO / file).read_text("utf-8")
    tree = tree_of(file, text)
    lists = [path for path in places(tree.value) if isinstance(at(tree.value, path), list) and at(tree.value, path)]
    for path in dice.sample(lists, min(ROUNDS, len(lists))):
        items = at(tree.value, path)
        index = dice.randrange(len(items) + 1)
        made = inserted(tree, (*path, index), items[dice.randrange(len(items))]).text
        assert len(at(tree_of(file, made).value, path)) == len(items) + 1
        assert comments(made) == comments(text)
        assert changed_lines(text, made) <= 1  # a list within brackets is one line
        gone = dice.randrange(len(items))
        less = removed(tree, (*path, gone)).text
        assert len(at(tree_of(file, less).value, path) or []) == len(items) - 1
        if text[offset(text, tree.place(path))] == "[":
            with pytest.raises(EditError, match="hakparenteser"):
                moved(tree, (*path, gone), 0)
            continue
        shifted = moved(tree, (*path, gone), dice.randrange(len(items))).text
        assert changed_lines(text, shifted) == 0
        assert comments(shifted) == comments(text)


@pytest.mark.parametrize("file", FILES)
def test_a_key_comes_and_goes(file):
    """A key put into any mapping, and taken out again, leaves the file byte for byte as it was."""
    dice = random.Random(file)
    text = (REPO / file).read_text("utf-8")
    tree = tree_of(file, text)
    mappings = [path for path in places(tree.value) if isinstance(at(tree.value, path), dict)]
    for path in dice.sample(mappings, min(ROUNDS, len(mappings))):
        made = replaced(tree, (*path, "nyckel"), dice.choice(TEXTS[:8])).text
        assert changed_lines(text, made) <= 1
        assert removed(tree_of(file, made), (*path, "nyckel")).text == text, path


def test_a_new_key_comes_where_the_model_has_it():
    """After the last of the keys that the model has before it."""
    tree = tree_of("x.yaml", "id: a\nnamn: A\nkommentar: B\n")
    assert (
        replaced(tree, ("utfall",), "5", ("id", "namn", "utfall", "kommentar")).text
        == "id: a\nnamn: A\nutfall: 5\nkommentar: B\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('a: {"2024": "1,5"}\n', 'a: {"2024": "1,5", "2025": 2}\n'),
        ("a: {2024: 1}\n", "a: {2024: 1, 2025: 2}\n"),
        ("a:\n  '2024': 1\n", "a:\n  '2024': 1\n  '2025': 2\n"),
        ('a:\n  "2024": 1\n  b: 3\n', 'a:\n  "2024": 1\n  b: 3\n  2025: 2\n'),
    ],
)
def test_a_year_comes_within_the_marks_that_its_neighbours_have(before, after):
    """One key or many at once; where they differ it comes as it is."""
    tree = tree_of("a.yaml", before)
    assert replaced(tree, ("a", "2025"), "2").text == after
    assert filled(tree, {("a", "2025"): "2"}).text == after


def test_a_key_comes_below_a_key_with_nothing_after_it():
    """As in a draft, whose values are still to be written."""
    tree = tree_of("x.yaml", "a: 1\nvärden:\nb: 2\n")
    assert replaced(tree, ("värden", "jan"), "5").text == "a: 1\nvärden:\n  jan: 5\nb: 2\n"


def test_what_is_gone_is_said():
    """A place that the file hasn't got any more is no crash."""
    tree = tree_of("x.yaml", "a: 1\n")
    for change in (
        lambda: replaced(tree, ("b", "c"), "1"),
        lambda: removed(tree, ("b",)),
        lambda: inserted(tree, ("b", 0), "1"),
        lambda: moved(tree, ("b", 0), 1),
    ):
        with pytest.raises(EditError, match="finns inte längre"):
            change()


def test_line_ends_and_a_byte_order_mark_are_kept():
    """A file from Windows stays one."""
    old = b"\xef\xbb\xbfa: 1\r\nb: 2\r\n"
    tree, _ = read_yaml("x.yaml", old)
    assert encoded(replaced(tree, ("b",), "3").text, old) == b"\xef\xbb\xbfa: 1\r\nb: 3\r\n"


FILLED = """\
a:  # ett
  - id: x
    v: {utfall: -1, budget: }  # två
  - {id: y, v: }
  - id: z
    v:
      utfall: "3"

    # tre
  - id: å"""


def test_many_values_are_filled_in_at_once():
    """In braces, on lines of their own, over old ones, in keys that are empty or not there; all else stays."""
    values = {
        ("a", 0, "v", "utfall"): "-29 412",
        ("a", 0, "v", "budget"): "4,5",
        ("a", 0, "v", "prognos"): "7",
        ("a", 1, "v", "utfall"): "1",
        ("a", 2, "v", "utfall"): None,
        ("a", 2, "v", "budget"): "2,5",
        ("a", 3, "v", "utfall"): "8",
        ("a", 3, "v", "budget"): "9",
    }
    assert (
        filled(tree_of("x.yaml", FILLED), values).text
        == """\
a:  # ett
  - id: x
    v: {utfall: -29 412, budget: "4,5", prognos: 7}  # två
  - {id: y, v: {utfall: 1}}
  - id: z
    v:
      utfall:
      budget: 2,5

    # tre
  - id: å
    v:
      utfall: 8
      budget: 9
"""
    )
    assert filled(tree_of("x.yaml", FILLED), {}).text == FILLED


@pytest.mark.parametrize("path", [("b", 0, "v"), ("a", 9, "v"), ("a", 0, "id", "v")])
def test_what_isnt_there_is_not_filled_in(path):
    """A place that has gone since the file was read."""
    with pytest.raises(EditError):
        filled(tree_of("x.yaml", FILLED), {path: "1"})
