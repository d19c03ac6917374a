"""S007: characters that can't be seen, or that lie about the text."""

import pytest

from asn.read.text import DOUBTED_RUN, REFUSED_RUN, UNUSUAL

REFUSED = [
    0x00, 0x01, 0x07, 0x08, 0x0B, 0x0C, 0x0E, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0x061C, 0x200B,
    0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E,
    0x2060, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A,
    0x206F, 0xE000, 0xF8FF, 0xFDD0, 0xFEFF, 0xFFF9, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF, 0x1FFFE, 0xE0001, 0xE007F,
    0xF0000, 0x10FFFD, 0x10FFFF,
]  # fmt: skip
DOUBTED = [0x00AD, 0x200C, 0x200D]
ALLOWED = [0x20, 0x7E, 0xA0, 0xE5, 0x2009, 0x2010, 0x2013, 0x202F, 0x2212, 0x20AC, 0xFE0F, 0x1F600, 0x1D11E]


@pytest.mark.parametrize("point", REFUSED)
@pytest.mark.parametrize("text", ["k: a{}b\n", "k: |\n  a{}b\n", "k: b # a{}b\n", '# a{}\nk: "a{}b"\n'])
def test_refused(read, point, text):
    """Each is refused by its number wherever it stands, and the file is read on around it."""
    tree, findings = read(text.replace("{}", chr(point)).encode())
    assert len(findings) == text.count("{}")
    for finding in findings:
        assert (finding.code, finding.severity) == ("S007", "fel")
        assert f"U+{point:04X}" in finding.message
        assert finding.suggestion
        place = finding.place
        assert tree.text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1] == chr(point)
    assert chr(point) not in tree.value["k"].replace("\N{REPLACEMENT CHARACTER}", "")


@pytest.mark.parametrize("point", [*REFUSED, 0xD800, 0xDFFF])
def test_escaped(read, point):
    r"""An escape such as \u202e is refused as what it stands for, at the escape."""
    tree, findings = read(rf'k: "å\U{point:08X}b"')
    assert [(finding.code, finding.severity) for finding in findings] == [("S007", "fel")]
    assert (findings[0].place.column, findings[0].place.end_column) == (6, 16)
    assert f"U+{point:04X}" in findings[0].message
    assert tree.value == {"k": "å\N{REPLACEMENT CHARACTER}b"}


@pytest.mark.parametrize("point", DOUBTED)
@pytest.mark.parametrize("text", ["k: a{}b", r'k: "a\U{:08X}b"'])
def test_doubted(read, point, text):
    """Soft hyphens and joiners are warned for and kept."""
    tree, findings = read(text.replace("{}", chr(point)).replace("{:08X}", f"{point:08X}"))
    assert [(finding.code, finding.severity) for finding in findings] == [("S007", "varning")]
    assert findings[0].place.column == (5 if "{}" in text else 6)
    assert tree.value == {"k": f"a{chr(point)}b"}


@pytest.mark.parametrize("point", ALLOWED)
def test_allowed(read, point):
    """Ordinary text, special spaces, dashes and emoji pass."""
    _, findings = read(f"k: a{chr(point)}b")
    assert findings == ()


def test_ordinary():
    """Nothing refused or doubted passes for ordinary: a file of ordinary characters is searched no further."""
    ordinary = UNUSUAL.sub("", "".join(map(chr, range(0x110000))))
    assert set("Å–5 %\n−½€") <= set(ordinary)
    assert not REFUSED_RUN.search(ordinary)
    assert not DOUBTED_RUN.search(ordinary)


def test_named(read):
    """The finding names the character and says what it does."""
    _, findings = read("k: a\u202eb")
    assert findings[0].message == (
        "Här står U+202E RIGHT-TO-LEFT OVERRIDE, ett osynligt tecken som ändrar textens riktning, så att den "
        "ser ut som något annat än den är."
    )


def test_run(read):
    """Several beside each other are one finding."""
    _, findings = read("k: a\u202e\u202d\u202cb")
    assert len(findings) == 1
    assert "och 2 till direkt efter" in findings[0].message
    assert findings[0].place.end_column - findings[0].place.column == 3


def test_flood(read):
    """A file of the wrong kind is told twenty times, not thousands."""
    _, findings = read("\x00 \xad " * 1000)
    assert [finding.severity for finding in findings].count("fel") == 20
    assert [finding.severity for finding in findings].count("varning") == 20


def test_flood_of_escapes(read):
    """The same holds for a text full of escapes."""
    _, findings = read('k: "' + r"\0" * 1000 + '"')
    assert len(findings) == 20


def test_literal_backslash(read):
    r"""\u202e is plain text where backslashes mean nothing."""
    tree, findings = read("a: \\u202e\nb: '\\u202e'\nc: |\n  \\u202e\n")
    assert findings == ()
    assert tree.value == {"a": r"\u202e", "b": r"\u202e", "c": "\\u202e\n"}
