"""What holds for every file: reading never raises, both parsers agree, and what is written is read back."""

import unicodedata

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

PIECES = [
    "a", "b: ", "a:", "- ", "\n", "\n  ", "\n    ", '"', "'", "[", "]", "{", "}", ", ", ",", ": ", " #", "#",
    "?", "? ", "|", ">", "|-\n  ", ">\n ", "\\", "\\n", "*a", "&a ", "%", "---", "...\n", "--- ", " ", "x y", "1",
    "4,5",
    "å", "~", '"a"', "'b'", ">2", "@", "`", "<<: ", "\t", "\r\n", "\u202e", "\xa0", "\x00", "\ufeff", "\n\n",
    "\\u202e", "true", "!", "!t ", "\\x", "|2", "<",
]  # fmt: skip
TEXT = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="\ufffc\ufffd\u3164")
    | st.sampled_from("\n\t'\"#:-[] åäö𝄞"),
    max_size=60,
)
KEYS = st.from_regex(r"[a-zåäö][a-zåäö0-9_-]{0,6}|[0-9]{4}", fullmatch=True)
VALUES = st.recursive(
    st.none() | st.booleans() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
STYLES = st.sampled_from([None, "'", '"', "|", ">"])
MANY = settings(max_examples=200)


def composed(value):
    """The value with all its texts in NFC. Keys are plain in these tests."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [composed(item) for item in value]
    return {key: composed(item) for key, item in value.items()} if isinstance(value, dict) else value


def paths(value, path=()):
    """Every path to a text."""
    if isinstance(value, str):
        yield path, value
    for step, item in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ()):
        yield from paths(item, (*path, step))


@MANY
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes(read, data):
    """Whatever a file holds, reading it gives a tree, a finding or both, with both parsers alike."""
    tree, findings = read(data)
    assert tree is not None or findings


@settings(MANY, max_examples=600)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("{x yb: }")
@example("[a ? b]")
@example("[?a]")
@example("{\n? a: b,\n?\n}")
@example("{a: !!str, !!str : b}")
@example("%YAML 1.1#...\n---\n")
@example("a: >#\n b")
@example("a: !%")
def test_any_pieces(read, text):
    """Odd arrangements of YAML's own signs are read alike by both parsers, and all places are in the file."""
    tree, findings = read(text)
    assert tree is not None or findings
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    for finding in findings:
        place = finding.place
        assert finding.message
        assert 1 <= place.line <= place.end_line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
        assert 1 <= place.end_column <= len(lines[place.end_line - 1]) + 1
        assert (place.line, place.column) <= (place.end_line, place.end_column)


@MANY
@example(["\xa0\n0"], "|", None, 80)
@given(VALUES, STYLES, st.sampled_from([True, False, None]), st.integers(20, 120))
def test_round_trip(read, value, style, flow, width):
    """What PyYAML writes, in any style, is read back as it was."""
    text = yaml.safe_dump(
        value, default_style=style, default_flow_style=flow, width=width, allow_unicode=True, sort_keys=False
    )
    text = text.replace("!!null ", "").replace("!!bool ", "") if style else text
    tree, findings = read(text)
    # A line of text that begins with a hard space reads as indented with it, which is refused.
    assert tree is not None or "är indragen med hårt mellanslag" in findings[0].message
    if not findings:
        expected = composed(value)
        assert tree.value == (texts(expected) if style else expected)


def texts(value):
    """The value as it is when everything is quoted: nothing but text."""
    if isinstance(value, list):
        return [texts(item) for item in value]
    if isinstance(value, dict):
        return {key: texts(item) for key, item in value.items()}
    return {True: "true", False: "false", None: "null"}.get(value, value) if not isinstance(value, str) else value


@MANY
@given(st.dictionaries(KEYS, TEXT, max_size=3), STYLES, st.integers(20, 120))
def test_within_is_exact(read, value, style, width):
    """Each character of a text has a place, in order, and one that is written as itself is found there."""
    tree, _ = read(yaml.safe_dump(value, default_style=style, width=width, allow_unicode=True))
    lines = tree.text.split("\n")
    for path, text in paths(tree.value):
        last = (0, 0)
        for index, char in enumerate(text):
            place = tree.within(path, index, index + 1)
            assert last <= (place.line, place.column)
            last = (place.line, place.column)
            written = lines[place.line - 1][place.column - 1 : place.end_column - 1]
            if place.line == place.end_line and len(written) == 1:
                assert char in unicodedata.normalize("NFC", written)
