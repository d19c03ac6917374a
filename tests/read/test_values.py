"""What a file's values are once it has been read without a finding."""

import pytest

from asn.read import read_yaml

SCALARS = [
    ("", None),
    ("~", None),
    ("null", None),
    ("true", True),
    ("false", False),
    *(
        (text, text)
        for text in (
            "True", "FALSE", "Null", "NULL", "yes", "no", "NO", "on", "off", "y", "n", "nej", "ja",
            "0138", "08", "0o14", "0777", "0x1F", "012",
            "1_000", "1__0", "12:30", "24:00", "190:20:30", "1:60", "0:0",
            "3.10", "1.10", "1e3", "1.0e3", "1.0e+400", ".inf", "-.inf", ".nan", "2024-01-05", "2024-13-40",
            "2024-01-05T12:30:00Z",
            "4,53", "0, 2", "0,2", "1,000", "1 000", "-29 390", "−3,2", "36 %", "<852",
            "=", "<<", "a:b", "a#b",
            "https://example.org/a?b#c", "-1", "?a", ":a", "-a",
            "9" * 5000, "a\N{NO-BREAK SPACE}b", "29\N{NARROW NO-BREAK SPACE}390", "a\N{THIN SPACE}b", "𝄞",
            "\N{EURO SIGN}",
        )
    ),
    ('"1"', "1"),
    ("'true'", "true"),
    ('""', ""),
    ("''", ""),
    ('">25 %"', ">25 %"),
    ("'it''s'", "it's"),
    (r'"a\tb\n\x41\u00e5\U0001d11e\\\"\/\_\e"'.replace(r"\e", ""), 'a\tb\nAå𝄞\\"/\N{NO-BREAK SPACE}'),
    ("en text\n  på två rader", "en text på två rader"),
    ("en text\n\n  efter blank rad", "en text\nefter blank rad"),
    ('"en\n\n  text \\\n  hel"', "en\ntext hel"),
    ("|\n  a\n   b\n\n  c", "a\n b\n\nc"),
    ("|-\n  a\n", "a"),
    ("|+\n  a\n\n", "a\n\n"),
    (">\n  a\n  b\n\n  c\n   d\n", "a b\nc\n d\n"),
    (">2-\n    a", "  a"),
    (">5\n       a\n", "  a\n"),
    ("[]", []),
    ("{}", {}),
    ("[a, 4.53, true, ~]", ["a", "4.53", True, None]),
    ("[4, 53]", ["4", "53"]),
    ("{a: 1, b: [x]}", {"a": "1", "b": ["x"]}),
    ("\n- a\n- b", ["a", "b"]),
    ("\n  - a\n  -\n  - - b\n    - c", ["a", None, ["b", "c"]]),
    ("\n  b: 1\n  å-ö_9: 2", {"b": "1", "å-ö_9": "2"}),
    ("\n  2022: 1\n  '2023': 2", {"2022": "1", "2023": "2"}),
    ("text # en kommentar", "text"),
    ("text # 12 kommentarer", "text"),
    ("a\tb", "a\tb"),
    ('"a\tb"', "a\tb"),
    ('"a\n  \\\tb"', "a \tb"),
    ("|\n  a\tb\n  c\t\n", "a\tb\nc\t\n"),
    (">\n  a\tb\n  c\n", "a\tb c\n"),
    ("\ta", "a"),
    ("a\t# kommentar", "a"),
    ("a\t", "a"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "value"), SCALARS)
def test_value(read, written, value):
    """A value is text as it is written, save for nothing at all, ``true`` and ``false``."""
    tree, findings = read(f"k: {written}")
    assert findings == ()
    assert tree.value == {"k": value}


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# bara en kommentar\n", "---\n", "\N{ZERO WIDTH NO-BREAK SPACE}", "\t\n"]
)
def test_empty_file(read, text):
    """A file with nothing in it is None, and nothing is wrong with it."""
    tree, findings = read(text)
    assert findings == ()
    assert tree.value is None


@pytest.mark.parametrize("text", ["a: b\r\nc: |\r\n  d\r\n", "\N{ZERO WIDTH NO-BREAK SPACE}a: b\nc: |\n  d\n"])
def test_windows_habits(read, text):
    """CRLF and a UTF-8 byte order mark are read as if they were not there."""
    tree, findings = read(text)
    assert findings == ()
    assert tree.value == {"a": "b", "c": "d\n"}
    assert tree.text == "a: b\nc: |\n  d\n"


def test_composed(read):
    """Text is NFC, in keys as in values, however it was typed."""
    tree, findings = read("a\N{COMBINING RING ABOVE}r: a\N{COMBINING DIAERESIS}\n")
    assert findings == ()
    assert tree.value == {"år": "ä"}


def test_explicit_document(read):
    """One document may begin with --- and end with a line of dots."""
    tree, findings = read("---\na: b\n...\n")
    assert findings == ()
    assert tree.value == {"a": "b"}


def test_frozen(read):
    """A tree can't be changed."""
    tree, _ = read("a: b")
    with pytest.raises(AttributeError):
        tree.source = None
    assert tree.file == "a.yaml"


@pytest.mark.parametrize("text", ["bara text", "- a\n- b", "[a, b]", '"text"'])
def test_other_roots(read, text):
    """The root may be of any kind: what it should be is for the model to say."""
    tree, findings = read(text)
    assert findings == ()
    assert tree.value in ("bara text", ["a", "b"], "text")


def test_public_reader():
    """The public function reads with the fastest parser there is."""
    tree, findings = read_yaml("content/2023/T1/mal.yaml", b"a: b")
    assert (tree.file, tree.value, findings) == ("content/2023/T1/mal.yaml", {"a": "b"}, ())


def test_question_is_not_a_mark(read):
    """A question at the end of a line does not mark the key on the next."""
    tree, findings = read("a: hur gick det ?\nb: {c: bra, d: '?'}\n")
    assert findings == ()
    assert tree.value == {"a": "hur gick det ?", "b": {"c": "bra", "d": "?"}}
