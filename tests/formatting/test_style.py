"""``asn fmt`` changes how a file is written, and never what it says."""

import random
import re

import pytest
from tests.fixtures.projects import REPO

from asn.formatting import formatted
from asn.formatting.indentation import column_of, continued_lines, line_of, nodes
from asn.read import read_yaml

FILES = sorted(path.relative_to(REPO).as_posix() for path in (REPO / "content").rglob("*.yaml"))
FILE = "content/2025/T1/text.yaml"
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def fmt(text: str, file: str = FILE) -> str:
    made = formatted(file, text.encode(), frozenset())
    assert made.reason == ""
    return made.data.decode()


STYLES = {
    "line ends of Windows": ("slag: text\r\ntext: a\r\n", "slag: text\ntext: a\n"),
    "a byte order mark": (f"{BOM}slag: text\n", "slag: text\n"),
    "blanks at the ends of lines": (
        "slag: text  \ntext: |  \n  ord \n\t\n  fler\n",
        "slag: text\ntext: |\n  ord\n\n  fler\n",
    ),
    "no last line feed": ("slag: text", "slag: text\n"),
    "blank lines at the ends": ("\n\nslag: text\n\n\n", "slag: text\n"),
    "a blank line between": ("slag: text\n\n\ntext: a\n", "slag: text\n\n\ntext: a\n"),
    "a tab in a value": ("slag: text\nrubrik: ett\ttvå\n", "slag: text\nrubrik: ett två\n"),
    "a tab before a comment": ("slag: text\t# därför\n", "slag: text # därför\n"),
    "a list as far out as its key": (
        "slag: händelser\nhändelser:\n- text: a\n  id: b\n# om c\n- text: c\n",
        "slag: händelser\nhändelser:\n  - text: a\n    id: b\n  # om c\n  - text: c\n",
    ),
    "a mark that is written by its number": (
        'slag: text\ntext: "ett \\x2d två"\n',
        'slag: text\ntext: "ett \\x2d två"\n',
    ),
    "four spaces a level": (
        "slag: text\nunderavsnitt:\n    -   slag: text\n        text: |\n            a\n            b\n        id: a\n",
        "slag: text\nunderavsnitt:\n  - slag: text\n    text: |\n        a\n        b\n    id: a\n",
    ),
    "a dash on a line of its own": (
        "slag: text\nunderavsnitt:\n-\n  slag: text\n  rubrik: B\n",
        "slag: text\nunderavsnitt:\n  -\n    slag: text\n    rubrik: B\n",
    ),
    "a gap after a dash": (
        "slag: risker\nrisker: []\nfotnoter:\n  -   {id: a, text: b}\n",
        "slag: risker\nrisker: []\nfotnoter:\n  - {id: a, text: b}\n",
    ),
    "a flow mapping on two lines": (
        "slag: text\nfotnoter:\n- {id: a,\n   text: b}\n",
        "slag: text\nfotnoter:\n  - {id: a,\n     text: b}\n",
    ),
    "single quotes": ("slag: text\nrubrik: 'Mål: ett'\n", 'slag: text\nrubrik: "Mål: ett"\n'),
    "single quotes around double ones": ("slag: text\nrubrik: 'a \"b\" c'\n", "slag: text\nrubrik: 'a \"b\" c'\n"),
    "single quotes around a backslash": ("slag: text\nrubrik: 'a\\b'\n", "slag: text\nrubrik: 'a\\b'\n"),
    "a doubled single quote": ("slag: text\nrubrik: 'a''b'\n", "slag: text\nrubrik: 'a''b'\n"),
    "quotes in prose": ('slag: text\ntext: Ett "ord" till.\n', "slag: text\ntext: Ett ”ord” till.\n"),
    "quotes in a double-quoted prose": (
        'slag: text\ntext: "Ett \\"ord\\": till."\n',
        'slag: text\ntext: "Ett ”ord”: till."\n',
    ),
    "quotes in a name": ('slag: text\nrubrik: Ett "ord"\n', 'slag: text\nrubrik: Ett "ord"\n'),
    "a hyphen between words": ("slag: text\ntext: Ord - ord.\n", "slag: text\ntext: Ord – ord.\n"),
    "a hyphen that begins a point": ("slag: text\ntext: |\n  Ord:\n  - ord\n    - ord\n",) * 2,
    "a hyphen between figures": ("slag: text\ntext: 5 - 3 = 2 och 60 % - 79 %\n",) * 2,
    "a span with a unit": (
        "slag: text\ntext: Mellan 5-7 procent, 60-79 %.\n",
        "slag: text\ntext: Mellan 5–7 procent, 60–79 %.\n",
    ),
    "a span that may be something else": ("slag: text\ntext: Den 2023-05-17, 08-578 291 00, SFS 2017-725, 1-2.\n",) * 2,
    "three points": ("slag: text\ntext: Och så...\n", "slag: text\ntext: Och så…\n"),
    "four points": ("slag: text\ntext: Och så....\n",) * 2,
    "an expression": ('slag: text\ntext: Se {{ a | b("c") - d ... }} nu.\n',) * 2,
    "an address": ("slag: text\ntext: Se [här](https://example.org/1-2%20a...b) nu.\n",) * 2,
    "code": ('slag: text\ntext: Skriv `"a" - b` nu.\n',) * 2,
    "a line break in Markdown": (
        "slag: text\ntext: |\n  ett  \n  två  \n\n  tre\n",
        "slag: text\ntext: |\n  ett  \n  två\n\n  tre\n",
    ),
    "a text that goes on below": ("slag: text\nrubrik: ett\n  två\n     tre\n",) * 2,
    "a point that is commented out": (
        "slag: händelser\nhändelser:\n    - text: a\n    # - text: b\nrubrik: c\n",
        "slag: händelser\nhändelser:\n  - text: a\n  # - text: b\nrubrik: c\n",
    ),
    "comments in odd places": (
        "# först\nslag: text # vid\n    # djupt\nfotnoter:\n# om B\n-   id: b\n    # om text\n    text: B\n# sist\n",
        "# först\nslag: text # vid\n    # djupt\nfotnoter:\n  # om B\n  - id: b\n    # om text\n    text: B\n# sist\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), STYLES.values(), ids=STYLES)
def test_a_file_gets_the_one_style(before, after):
    """What is only style is put right, and what might be meant is left alone."""
    assert fmt(before) == after


@pytest.mark.parametrize("after", [after for _, after in STYLES.values()], ids=STYLES)
def test_the_style_is_reached_in_one_step(after):
    """Formatting a formatted file changes nothing."""
    assert fmt(after) == after


def test_a_hard_space_is_never_put_in():
    """In a source one can't see it; rendering puts it in."""
    assert "\N{NO-BREAK SPACE}" not in fmt("slag: text\ntext: 5 % av 29 390 kr i § 5\n")


@pytest.mark.parametrize(
    "text",
    ["slag: text\nrubrik: [a\n", "a: &x 1\n", "a: 1\na: 2\n", "slag: text\n\trubrik: a\n", "a: 1\rb: 2\n"],
    ids=["broken", "an anchor", "a key twice", "a tab as indentation", "a bare return"],
)
def test_a_file_with_errors_is_left_alone(text):
    """What can't be read for certain is not rewritten."""
    made = formatted(FILE, text.encode(), frozenset())
    assert made.data == text.encode()
    assert "asn check" in made.reason


def test_a_file_in_another_encoding_is_left_alone():
    """A guess is good enough to tell what is wrong, not to overwrite a file."""
    data = "slag: text\nrubrik: Mål\n".encode("cp1252")
    assert formatted(FILE, data, frozenset()).data == data


def test_a_file_gets_a_line_that_names_its_schema():
    """An editor's program finds the schema from the file itself; a line of the editor's own stays."""
    known = frozenset({"avsnitt.schema.json", "namnd.schema.json"})
    line = b"# yaml-language-server: $schema=../../../schema/avsnitt.schema.json\n"
    once = formatted(FILE, b"# om\nslag: text\n", known).data
    assert once == line + b"# om\nslag: text\n"
    assert formatted(FILE, once, known).data == once
    assert formatted("content/namnd.yaml", b"a: b\n", known).data.startswith(
        b"# yaml-language-server: $schema=../schema/namnd."
    )
    own = b"# yaml-language-server: $schema=https://example.org/x.json\nslag: text\n"
    assert formatted(FILE, own, known).data == own
    assert formatted("content/skalor.yaml", b"a: b\n", known).data == b"a: b\n"


def widened(text: str, file: str) -> str:
    """The same file with twice the indentation, and wider gaps after the dashes."""
    tree, _ = read_yaml(file, text.encode())
    lines = text.split("\n")
    inner = continued_lines(tree)
    starts = {line_of(tree, node.span[0]): _key_column(lines[line_of(tree, node.span[0])]) for node in nodes(tree.root)}
    made, by = [], 0
    for number, line in enumerate(lines):
        if number in inner:
            made.append(" " * by + line if line.strip() else line)
            continue
        by = starts.get(number, 0)
        indent = len(line) - len(line.lstrip(" "))
        dashes = re.match(r"(?:- )*", line.lstrip(" "))[0]
        made.append(" " * (2 * indent) + dashes.replace("- ", "-   ") + line.lstrip(" ")[len(dashes) :])
    return "\n".join(made)


def _key_column(line):
    return len(re.match(r" *(?:- )*", line)[0])


@pytest.mark.parametrize("file", FILES)
def test_a_real_file_comes_back_however_it_was_written(file):
    """Wider, with line ends of Windows, a byte order mark and blanks at the ends: fmt gives the same file."""
    text = fmt((REPO / file).read_text(encoding="utf-8"), file)
    assert fmt(text, file) == text
    dice = random.Random(file)
    wide = widened(text, file)
    tree, _ = read_yaml(file, wide.encode())
    quiet = {number for number in range(wide.count("\n")) if number not in continued_lines(tree)}
    ugly = [line + dice.choice(["", " ", "   ", "\t"]) * (n in quiet) for n, line in enumerate(wide.split("\n"))]
    assert fmt(BOM + "\r\n".join(ugly), file) == text


def test_the_wide_files_are_wide():
    """The test above has changed what it formats."""
    assert len(FILES) > 50
    file = "content/2023/T1/mal.yaml"
    text = (REPO / file).read_text(encoding="utf-8")
    tree, _ = read_yaml(file, widened(text, file).encode())
    assert max(column_of(tree, node.span[0]) for node in nodes(tree.root)) > 20
    assert tree.value == read_yaml(file, text.encode())[0].value


def test_a_file_that_the_model_does_not_know_has_no_prose():
    """Its marks are left as they are; its line ends and blanks aren't."""
    assert fmt('text: ett - "två"... \r\n', "content/2025/T1/annat/text.yaml") == 'text: ett - "två"...\n'
